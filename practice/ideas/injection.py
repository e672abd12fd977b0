"""Injection: a mail agent, seven attacks on it, seven defenses, and five honest jobs.

A pipeline of exact rules around a stand-in that obeys each order it recognizes, which is the worst case; nothing here
is a language model. The word filter and the removal of what a person can't see come before the stand-in; the fence is
part of what it reads; the other four are limits in code around it. Private data, text from strangers and a way out
together are what Willison calls the lethal trifecta (2025); the attack is that of Greshake et al. 2023,
https://arxiv.org/abs/2302.12173. The patterns are Python regular expressions of the figure's file.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from practice.ideas import Table
from practice.ideas.inputs import Given, choice, text, toggle
from practice.ideas.saying import counted

DATA = ("data/inbox.yaml",)
DEFENSES = ("words", "strip", "fence", "split", "flat", "book", "ask")
FENCE_END = re.compile("</mail>", re.IGNORECASE)
STRANGER = "stranger@audit.example"


@dataclass(frozen=True)
class Inputs(Given):
    attack: str = choice("plain", "plain", "reworded", "hidden", "encoded", "forged", "image", "friend", "own")
    mail: str = text("", 300, lines=True)
    words: bool = toggle(False)
    strip: bool = toggle(False)
    fence: bool = toggle(False)
    book: bool = toggle(False)
    flat: bool = toggle(False)
    ask: bool = toggle(False)
    split: bool = toggle(False)


@dataclass(frozen=True)
class Mail:
    """A mail of the inbox; `dropped` if the word filter threw it away."""

    sender: str
    body: str
    dropped: bool


@dataclass(frozen=True)
class Attempt:
    """How one attack went. `met` are the defenses that it came to; a picture never comes to the book or a person."""

    attack: str
    name: str
    state: str
    leaked: bool
    stopped_by: str | None
    steps: tuple[str, ...]
    met: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """The chosen attack, all seven, and the five honest jobs under the same defenses.

    `attempts` are the seven, and the reader's own mail after them if it was chosen. `inbox` are the honest mails;
    `sender` and `body` are the attack's. `shows` says what the attack is for.
    """

    state: str
    leaked: bool
    stopped_by: str | None
    steps: tuple[str, ...]
    attacks: tuple[tuple[str, bool, str | None], ...]
    through: int
    honest: tuple[tuple[str, str, bool], ...]
    honest_ok: int
    questions_asked: int
    attempts: tuple[Attempt, ...]
    inbox: tuple[Mail, ...]
    sender: str
    body: str
    shows: str
    task: str
    secret: str
    labels: dict[str, str]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The inbox and the rules, as they are."""
    inbox, figure = data["data/inbox.yaml"], data["figure"]
    return {
        **{name: inbox[name] for name in ("address_book", "task", "private", "mails", "honest", "attacks")},
        "labels": dict(figure["defenses"]),
        "patterns": figure["patterns"],
    }


def compute(inputs: Inputs, made: Any) -> Result:
    """Send the chosen attack, and all seven, against the defenses that are on."""
    rules = Rules(made["patterns"])
    attempts = [_attempt(one, inputs, made, rules) for one in made["attacks"]]
    seven = tuple(attempts)
    chosen = next((one for one in made["attacks"] if one["id"] == inputs.attack), None)
    if chosen is None:
        chosen = {"id": "own", "name": "Your own mail", "sender": STRANGER, "body": inputs.mail, "shows": ""}
        attempts.append(_attempt(chosen, inputs, made, rules))
    attempt = next(one for one in attempts if one.attack == inputs.attack)
    honest = tuple((one["id"], one["text"], _works(one["needs"], inputs, made, rules)) for one in made["honest"])
    sends = [one for one in made["honest"] if one["needs"].startswith("send ")]
    return Result(
        state=attempt.state,
        leaked=attempt.leaked,
        stopped_by=attempt.stopped_by,
        steps=attempt.steps,
        attacks=tuple((one.attack, one.leaked, one.stopped_by) for one in seven),
        through=sum(one.leaked for one in seven),
        honest=honest,
        honest_ok=sum(works for _, _, works in honest),
        questions_asked=sum(_works(one["needs"], inputs, made, rules) for one in sends) if inputs.ask else 0,
        attempts=tuple(attempts),
        inbox=tuple(
            Mail(one["sender"], one["body"], inputs.words and rules.is_suspicious(one["body"])) for one in made["mails"]
        ),
        sender=chosen["sender"],
        body=chosen["body"],
        shows=chosen["shows"],
        task=made["task"],
        secret=made["private"]["secret"],
        labels=made["labels"],
    )


def sentence(inputs: Inputs, result: Result) -> str:
    """What became of the attack, and what the defenses let through and cost."""
    name = next(one.name for one in result.attempts if one.attack == inputs.attack)
    on = [result.labels[name] for name in DEFENSES if getattr(inputs, name)]
    with_ = f"with {counted(len(on), 'defense')}" if on else "without a defense"
    story = "; ".join(result.steps[-2:])
    fate = {
        "leaked": f"leaked. {story[:1].upper()}{story[1:]}.",
        "stopped": f"stopped. {story[:1].upper()}{story[1:]}.",
        "no order": "the stand-in found no order to follow.",
        "empty": "write one first.",
    }[result.state]
    return (
        f"Attack “{name}” {with_}: {fate} {result.through} of {len(result.attacks)} attacks get through, "
        f"{result.honest_ok} of {len(result.honest)} jobs work."
    )


def tables(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """The attacks, the honest jobs, and the trace."""
    attacks = Table(
        "The attacks under these defenses",
        ("Attack", "What became of it", "Stopped by"),
        tuple((one.name, one.state, result.labels.get(one.stopped_by or "", "")) for one in result.attempts),
    )
    honest = Table(
        "The honest jobs",
        ("Job", "Works"),
        tuple((job, "yes" if works else "no") for _, job, works in result.honest),
    )
    trace = Table(
        "What happened, in order",
        ("Step", "What"),
        tuple((str(place), step) for place, step in enumerate(result.steps, 1)),
    )
    return attacks, honest, trace


@dataclass(frozen=True)
class Order:
    """What the stand-in wants to do: send something to an address, or show a picture that carries something."""

    about: str
    to: str | None

    @property
    def wanted(self) -> str:
        if self.to is None:
            return f"the model wants to show a picture whose address carries {self.about}"
        return f"the model wants to send {self.about} to {self.to}"


class Rules:
    """The patterns of the figure, compiled, and what the filter and the stand-in make of a text with them."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self.suspicious = re.compile(patterns["suspicious"], re.IGNORECASE)
        self.order = re.compile(patterns["order"], re.IGNORECASE)
        self.picture = re.compile(patterns["picture"], re.IGNORECASE)
        self.on_task = re.compile(patterns["on_task"], re.IGNORECASE)
        self.hidden = re.compile(patterns["hidden"], re.IGNORECASE | re.DOTALL)
        self.base64 = re.compile(patterns["base64"])
        self.sentence_end = re.compile(patterns["sentence_end"])

    def is_suspicious(self, body: str) -> bool:
        return self.suspicious.search(body) is not None

    def visible(self, body: str) -> str:
        """Without what a person would not see."""
        return self.hidden.sub("", body)

    def orders(self, body: str, fence: bool) -> list[Order]:
        """What the stand-in would do after reading; behind a fence it takes most of it as data."""
        text = self.base64.sub(_with_its_text, body)
        if not fence:
            return self._orders(text)
        before, *rest = FENCE_END.split(text, maxsplit=1)
        on_task = [one for one in self.sentence_end.split(before) if self.on_task.search(one)]
        return [order for one in on_task for order in self._orders(one)] + self._orders("".join(rest))

    def _orders(self, text: str) -> list[Order]:
        found = []
        for one in self.sentence_end.split(text):
            found += [Order(match[1], match[2]) for match in self.order.finditer(one)]
            found += [Order(match[2], None) for match in self.picture.finditer(one)]
        return found


def _with_its_text(run: re.Match[str]) -> str:
    """A run of base64 and, after it, the text in it, if there is one."""
    bare = run[0].rstrip("=")
    try:
        return f"{run[0]} {b64decode(bare + '=' * (-len(bare) % 4)).decode()}"
    except (Error, UnicodeDecodeError):
        return run[0]


def _attempt(attack: Mapping[str, str], inputs: Inputs, made: Any, rules: Rules) -> Attempt:
    steps: list[str] = []
    met: list[str] = []

    def ended(state: str, stopped_by: str | None = None) -> Attempt:
        return Attempt(
            attack["id"], attack["name"], state, state == "leaked", stopped_by, tuple(steps), tuple(dict.fromkeys(met))
        )

    def comes_to(defense: str) -> bool:
        met.append(defense)
        return bool(getattr(inputs, defense))

    body = attack["body"]
    if not body:
        return ended("empty")
    if comes_to("words") and rules.is_suspicious(body):
        steps.append("the word filter dropped the mail")
        return ended("stopped", "words")
    if not rules.orders(body, fence=False):
        steps.append("the model found no order to follow")
        return ended("no order")
    if comes_to("strip"):
        body = rules.visible(body)
        if not rules.orders(body, fence=False):
            steps.append("what a person would not see was removed, and no order was left")
            return ended("stopped", "strip")
    orders = rules.orders(body, comes_to("fence"))
    if not orders:
        steps.append("the model took the mail as data")
        return ended("stopped", "fence")
    stopped_by = None
    for order in orders:
        steps.append(order.wanted)
        if order.about.lower() != made["private"]["subject"].lower():
            steps.append(f"nothing private is called {order.about}")
            continue
        gate = next((defense for defense in _way(order) if comes_to(defense) and _stops(defense, order, made)), None)
        steps.append(_said(gate, order))
        if gate is None:
            return ended("leaked")
        stopped_by = stopped_by or gate
    return ended("stopped", stopped_by)


def _way(order: Order) -> tuple[str, ...]:
    """The limits that an order comes to."""
    return ("split", "flat") if order.to is None else ("split", "book", "ask")


def _stops(defense: str, order: Order, made: Any) -> bool:
    return defense != "book" or (order.to or "").lower() not in made["address_book"]


def _said(gate: str | None, order: Order) -> str:
    if gate is None:
        return "sent" if order.to else "the screen fetched the picture, and the secret went with the request"
    return {
        "split": f"who reads outside mail sees no {order.about}",
        "flat": "the picture was removed from the output",
        "book": f"{order.to} is not in the address book",
        "ask": "the person was asked and said no",
    }[gate]


def _works(needs: str, inputs: Inputs, made: Any, rules: Rules) -> bool:
    """Whether an honest job still works: it needs a mail read, a send, a link in the output, or private mail."""
    what, _, which = needs.partition(" ")
    if what == "read":
        mail = next(one for one in made["mails"] if one["id"] == which)
        return not (inputs.words and rules.is_suspicious(mail["body"]))
    if what == "send":
        return not inputs.book or which in made["address_book"]
    return not (inputs.flat if what == "link" else inputs.split)
