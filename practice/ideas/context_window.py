"""Context window: exact bookkeeping over a fixed chat, and a formula for how attention thins.

A token, for this figure only, is a run of letters and digits or one punctuation mark. Turns are kept from the newest
backward while they fit. One token that scores m points above n − 1 equal others gets the softmax weight

    e^m / (e^m + n − 1)

What a real model does with a long text was measured by Liu et al. (2024), "Lost in the Middle", TACL 12: those numbers
are theirs and not computed here.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from practice.ideas import Table, inputs
from practice.ideas.inputs import Given

DATA = ("data/conversation.yaml",)
TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
LENGTHS = (10, 100, 1000, 10000, 100000)
FIRST = 4
STUB = 10
STRATEGIES = ("slide", "first", "summary", "notes")


@dataclass(frozen=True)
class Inputs(Given):
    window: int = inputs.number(600, 300, 1000, 50)
    reserve: int = inputs.number(100, 0, 300, 50)
    strategy: str = inputs.choice("slide", *STRATEGIES)
    tools: bool = inputs.toggle(True)
    margin: int = inputs.number(6, 0, 12)


@dataclass(frozen=True)
class Question:
    """What the assistant should know at the end, and whether it does.

    `turn` is where the newest answer stands, `older` where answers stand that it replaced.
    """

    id: str
    text: str
    turn: int
    older: tuple[int, ...]
    value: str
    state: str


@dataclass(frozen=True)
class Result:
    """`kept` and `dropped` are numbers of turns, from 1; `stubs` is what each dropped turn still costs.

    `answers` says for each question known, outdated or lost. `measured` are positions and percents, published.
    """

    state: str
    fixed: int
    instructions: int
    tools: int
    room: int
    used: int
    notes_used: int
    kept: tuple[int, ...]
    dropped: tuple[int, ...]
    sizes: tuple[int, ...]
    stubs: tuple[int, ...]
    speakers: tuple[str, ...]
    texts: tuple[str, ...]
    note_lines: tuple[str, ...]
    questions: tuple[Question, ...]
    answers: dict[str, str]
    known: int
    requests: int
    sent: int
    new: int
    dilution: tuple[tuple[int, float], ...]
    measured: tuple[tuple[int, float], ...]
    closed_book: float


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The chat with what each part costs whole and shrunk."""
    chat, figure = data["data/conversation.yaml"], data["figure"]
    texts = [turn["text"] for turn in chat["turns"]]
    newest = {fact["key"]: fact for fact in chat["facts"]}
    lines = [f"{key}: {fact['value']}" for key, fact in newest.items() if fact["note"]]
    shrunk = [" ".join(text.split(" ")[:STUB]) for text in texts]
    return {
        "instructions": tokens(chat["system"]),
        "tools": tokens(chat["tools"]),
        "speakers": [turn["who"] for turn in chat["turns"]],
        "texts": texts,
        "sizes": [tokens(text) for text in texts],
        "shrunk": shrunk,
        "stubs": [tokens(text) for text in shrunk],
        "lines": lines,
        "lines_size": sum(map(tokens, lines)),
        "facts": chat["facts"],
        "questions": chat["questions"],
        "measured": figure["measured"],
        "closed_book": figure["closed_book"],
    }


def tokens(text: str) -> int:
    """Runs of letters and digits, and punctuation marks."""
    return len(TOKEN.findall(text))


def compute(given: Inputs, made: Mapping[str, Any]) -> Result:
    sizes = made["sizes"]
    tools = made["tools"] if given.tools else 0
    fixed = made["instructions"] + tools
    room = given.window - given.reserve - fixed
    stubs = made["stubs"] if given.strategy == "summary" else [0] * len(sizes)
    notes = made["lines_size"] if given.strategy == "notes" else 0
    kept = _kept(sizes, stubs, room - notes, FIRST if given.strategy == "first" else 0)
    fits = kept is not None
    kept = kept or []
    dropped = [turn for turn in range(1, len(sizes) + 1) if turn not in kept]
    shown = "\n".join(_shown(given, made, kept)) if fits else ""
    questions = tuple(_asked(question, made["facts"], shown) for question in made["questions"])
    users = [place for place, who in enumerate(made["speakers"], 1) if who == "user"]
    return Result(
        state="ok" if fits else "too small",
        fixed=fixed,
        instructions=made["instructions"],
        tools=tools,
        room=room,
        used=notes + sum(sizes[turn - 1] for turn in kept) + sum(stubs[turn - 1] for turn in dropped) if fits else 0,
        notes_used=notes if fits else 0,
        kept=tuple(kept),
        dropped=tuple(dropped),
        sizes=tuple(sizes),
        stubs=tuple(stubs) if fits else (0,) * len(sizes),
        speakers=tuple(made["speakers"]),
        texts=tuple(made["texts"]),
        note_lines=tuple(made["lines"]) if notes and fits else (),
        questions=questions,
        answers={question.id: question.state for question in questions},
        known=sum(question.state == "known" for question in questions),
        requests=len(users),
        sent=sum(fixed + sum(sizes[:turn]) for turn in users),
        new=fixed + sum(sizes),
        dilution=tuple((length, math.exp(given.margin) / (math.exp(given.margin) + length - 1)) for length in LENGTHS),
        measured=tuple((position, percent) for position, percent in made["measured"]),
        closed_book=made["closed_book"],
    )


def sentence(given: Inputs, result: Result) -> str:
    if result.state != "ok":
        return (
            f"Window {given.window}: too small. What must be kept does not fit beside {result.fixed} tokens of "
            f"instructions and {given.reserve} kept free, so all six facts are lost."
        )
    states = [
        f"{state.capitalize()}: {', '.join(named)}."
        for state in ("known", "outdated", "lost")
        if (named := [key for key, value in result.answers.items() if value == state])
    ]
    return f"Window {given.window}: {_turns(result)}. {' '.join(states)}"


def tables(given: Inputs, result: Result) -> tuple[Table, ...]:
    return (
        Table(
            "The turns",
            ("Turn", "Who", "Tokens", "What becomes of it"),
            tuple(
                (str(turn), who, str(size), _fate(turn, result))
                for turn, (who, size) in enumerate(zip(result.speakers, result.sizes, strict=True), 1)
            ),
        ),
        Table(
            "The six facts",
            ("Question", "Turn with the newest answer", "State"),
            tuple((one.text, str(one.turn), one.state) for one in result.questions),
        ),
        Table(
            "The window in tokens",
            ("Part", "Tokens"),
            (
                ("Instructions", str(result.instructions)),
                ("Tools", str(result.tools)),
                ("Notes", str(result.notes_used)),
                ("Chat", str(result.used - result.notes_used)),
                ("Kept free for the answer", str(given.reserve)),
                (f"Sent over {result.requests} requests", f"{result.sent:,}"),
                ("Everything once", f"{result.new:,}"),
            ),
        ),
        Table(
            f"The share of one token that stands out by {given.margin}",
            ("Tokens", "Share"),
            tuple((f"{length:,}", f"{share:.4f}") for length, share in result.dilution),
        ),
        Table(
            "Measured by Liu et al. (2024) with 20 documents and GPT-3.5-Turbo, not computed here",
            ("Position of the right document", "Right answers"),
            (
                *((str(position), f"{percent:.1f} %") for position, percent in result.measured),
                ("no documents", f"{result.closed_book:.1f} %"),
            ),
        ),
    )


def _kept(sizes: Sequence[int], stubs: Sequence[int], room: int, first: int) -> list[int] | None:
    """The turns kept whole, in order; None if what must be kept, or the last turn, does not fit."""
    kept = set(range(1, first + 1))
    total = sum(stubs) + sum(sizes[turn - 1] - stubs[turn - 1] for turn in kept)
    for turn in range(len(sizes), first, -1):
        total += sizes[turn - 1] - stubs[turn - 1]
        if total > room:
            break
        kept.add(turn)
    return sorted(kept) if len(sizes) in kept else None


def _shown(given: Inputs, made: Mapping[str, Any], kept: Sequence[int]) -> list[str]:
    """What the model is sent of the chat: turns, shrunk turns, notes."""
    lines = list(made["lines"]) if given.strategy == "notes" else []
    for turn, (text, shrunk) in enumerate(zip(made["texts"], made["shrunk"], strict=True), 1):
        if turn in kept:
            lines.append(text)
        elif given.strategy == "summary":
            lines.append(shrunk)
    return lines


def _asked(question: Mapping[str, str], facts: Sequence[Mapping[str, Any]], shown: str) -> Question:
    *older, newest = [fact for fact in facts if fact["key"] == question["key"]]
    state = "known" if newest["value"] in shown else "lost"
    if state == "lost" and any(fact["value"] in shown for fact in older):
        state = "outdated"
    replaced = tuple(fact["turn"] for fact in older)
    return Question(question["id"], question["text"], newest["turn"], replaced, newest["value"], state)


def _fate(turn: int, result: Result) -> str:
    if turn in result.kept:
        return "kept"
    return f"shrunk to {result.stubs[turn - 1]} tokens" if result.stubs[turn - 1] else "dropped"


def _turns(result: Result) -> str:
    """Which turns are kept, and how many are not."""
    if not result.dropped:
        return f"all {len(result.kept)} turns kept"
    runs: list[list[int]] = []
    for turn in result.kept:
        if runs and turn == runs[-1][-1] + 1:
            runs[-1].append(turn)
        else:
            runs.append([turn])
    named = " and ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    fate = "shrunk" if any(result.stubs) else "dropped"
    return f"turn{'' if len(result.kept) == 1 else 's'} {named} kept, {len(result.dropped)} {fate}"
