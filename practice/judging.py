"""Whether the words of an idea fit its figure: its controls, its experiments, its questions. A sentence a fault."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from practice.ideas import SLUGS, idea
from practice.ideas.inputs import OFF, ON, Choice, Given, Kind, Number, Text, Toggle


@dataclass(frozen=True)
class Asked:
    """A question with its choices, the right one in the same words, and why: Markdown but for the choices."""

    question: str
    choices: tuple[str, ...]
    answer: str
    why: str

    @property
    def place(self) -> int:
        """The place of the answer, counted from 1; 0: it is none of the choices."""
        return self.choices.index(self.answer) + 1 if self.answer in self.choices else 0

    @property
    def words(self) -> str:
        """A short digest of what is asked: another question has another."""
        asked = "\n".join((self.question, *self.choices, self.answer))
        return hashlib.blake2b(asked.encode(), digest_size=6).hexdigest()

    def trouble(self) -> str:
        """What is wrong with it, in a sentence; empty: nothing."""
        if not 2 <= len(set(self.choices)) == len(self.choices) <= 6:
            return "A question takes two to six different choices."
        if not self.place:
            return f"The answer “{self.answer}” is none of the choices."
        return ""


def unknown(slug: str) -> str:
    """Why nothing is computed under this name; empty: something is."""
    if slug in SLUGS:
        return ""
    return f"No figure is called “{slug}”. These are there: {', '.join(SLUGS)}."


def settings(slug: str, values: Mapping[str, str]) -> Iterator[str]:
    """What the figure of an idea would not take of `values`, a sentence each."""
    inputs: type[Given] = idea(slug).Inputs
    for name in values:
        if name not in inputs.kinds():
            yield f"The figure has no control “{name}”. It has {', '.join(inputs.kinds())}."
    for name, kind in inputs.kinds().items():
        if name in values and (fault := _fault(kind, values[name])):
            yield f"“{name}” {fault}."


def _fault(kind: Kind, value: str) -> str:
    """Why a control would not take a value: what stands behind its name in a sentence; empty where it does."""
    match kind:
        case Choice(values):
            return "" if value in values else f"is one of {', '.join(values)}"
        case Toggle():
            return "" if value in ON | OFF else "is on or off"
        case Number():
            _, note = kind.read(value, 0, "")
        case Text():
            _, note = kind.read(value, "", "")
    return note.partition(":")[0].strip()  # behind it stands what is used instead; here nothing is


def controls(slug: str, labels: Iterable[str], choices: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Which controls of the figure have no words here, and which words no control; a sentence each."""
    inputs: type[Given] = idea(slug).Inputs
    said = list(labels)
    for name in dict.fromkeys(said):
        if name not in inputs.kinds():
            yield f"The figure has no control “{name}”. It has {', '.join(inputs.kinds())}."
        elif said.count(name) > 1:
            yield f"The control “{name}” stands here {said.count(name)} times."
    for name, kind in inputs.kinds().items():
        if name not in said and name not in inputs.hidden():
            yield f"The control “{name}” has no words."
        elif isinstance(kind, Choice) and name in said and sorted(choices.get(name, ())) != sorted(kind.values):
            yield f"The choices of “{name}” have to be {', '.join(kind.values)}, each once."


def troubles(words: Any) -> list[tuple[str, str]]:
    """What is wrong with an `Idea`, published or not: each the field it stands in and a sentence."""
    if trouble := unknown(words.slug):
        return [("slug", trouble)]
    found = [
        ("inputs", sentence)
        for sentence in controls(words.slug, [one.value["name"] for one in words.inputs], words.choices)
    ]
    found += [("predict_set", sentence) for sentence in settings(words.slug, words.reveals)]
    for one in words.tries:
        values = {setting["name"]: setting["value"] or "" for setting in one.value["set"]}
        found += [("tries", sentence) for sentence in settings(words.slug, values)]
    found += [("predict_answer", words.predict.trouble()), ("after_answer", words.after.trouble())]
    for one in words.checks:
        value = one.value
        asked = Asked(value["question"], tuple(value["choices"]), value["answer"], value["why"])
        found.append(("checks", asked.trouble()))
    if len(words.after_choices) != len(words.predict_choices):
        found.append(("after_choices", "It takes as many choices as the question before the figure."))
    return [(field, sentence) for field, sentence in found if sentence]
