"""Evals: two versions on the same cases, a judge, and how sure one can be.

Wilson's interval for k of n, p = k / n (Wilson 1927): center (p + z²/2n) / (1 + z²/n), half-width
z / (1 + z²/n) · √(p(1 - p)/n + z²/4n²), z the normal quantile at (1 + confidence) / 2.
McNemar's exact test, two-sided (McNemar 1947): with b cases that A alone passes, c that B alone passes and m = b + c,
p = min(1, 2 · sum for i from 0 to min(b, c) of C(m, i) / 2^m), and 1 when m = 0.
Cohen's kappa over the marks of both versions (Cohen 1960): (p_o - p_e) / (1 - p_e), and 1 when p_e = 1.
Cases for each version to see a rise from p1 to p2 with 80 % power:
⌈(z + z_0.8)² · (p1(1 - p1) + p2(1 - p2)) / (p1 - p2)²⌉.

A judge is our own marks, or a rule over the words of an answer: lowercase runs of letters, digits and colons.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, comb, sqrt
from statistics import NormalDist
from typing import Any, Self

from practice.ideas import Table
from practice.ideas.inputs import Given, choice, number
from practice.ideas.saying import percent

DATA = ("data/evalset.yaml",)
HUMAN = "human"
LONG = 10
PERSONAL = frozenset({"we", "i", "you"})
POWER = 0.8
MOST = 99


@dataclass(frozen=True)
class Inputs(Given):
    cases: int = number(30, 5, 30)
    judge: str = choice("human", "human", "keyword", "long", "strict")
    confidence: str = choice("95", "80", "95", "99")
    base: int = number(70, 5, 95)
    gain: int = number(5, 1, 30)

    @classmethod
    def read(
        cls, given: Mapping[str, str], start: Mapping[str, Any] | None = None, labels: Mapping[str, str] | None = None
    ) -> tuple[Self, tuple[str, ...]]:
        """As every idea reads its inputs; a gain that would pass 99 % is held there, with a note."""
        inputs, notes = super().read(given, start, labels)
        held = MOST - inputs.base
        if inputs.gain <= held:
            return inputs, notes
        label = (labels or {}).get("gain", "gain")
        note = f"“{label}” can't pass {MOST} %: {held} points are used."
        return replace(inputs, gain=held), (*notes, note)


@dataclass(frozen=True)
class Case:
    """A question, both answers, and the marks on A and on B: ours, and the judge's."""

    question: str
    a: str
    b: str
    ours: tuple[bool, bool]
    judged: tuple[bool, bool]


@dataclass(frozen=True)
class Result:
    """The two versions under the judge, the test between them, and the judge against us.

    `case_list` are all cases of the file, used or not; `tosses` is the chance of each number of heads when as many
    coins are tossed as there are cases on which the versions differ.
    """

    a_pass: int
    b_pass: int
    a_rate: float
    b_rate: float
    a_interval: tuple[float, float]
    b_interval: tuple[float, float]
    only_a: int
    only_b: int
    p_value: float
    agreement: float
    kappa: float
    judge_too_kind: int
    judge_too_hard: int
    cases_needed: int
    z: float
    case_list: tuple[Case, ...]
    tosses: tuple[float, ...]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The cases with each judge's marks on A and on B."""
    return {
        "cases": [
            {
                "question": case["q"],
                "a": case["a"],
                "b": case["b"],
                "marks": {
                    HUMAN: [bool(mark) for mark in case["human"]],
                    **{
                        name: [judge(_words(case[version]), case["key"]) for version in ("a", "b")]
                        for name, judge in JUDGES.items()
                    },
                },
            }
            for case in data["data/evalset.yaml"]["cases"]
        ]
    }


def compute(inputs: Inputs, made: Any) -> Result:
    """Judge the first cases of the file."""
    cases = tuple(
        Case(
            case["question"],
            case["a"],
            case["b"],
            tuple(case["marks"][HUMAN]),
            tuple(case["marks"][inputs.judge]),
        )
        for case in made["cases"]
    )
    used = cases[: inputs.cases]
    n = len(used)
    a, b = (sum(case.judged[version] for case in used) for version in (0, 1))
    only_a = sum(case.judged == (True, False) for case in used)
    only_b = sum(case.judged == (False, True) for case in used)
    ours = [mark for case in used for mark in case.ours]
    judged = [mark for case in used for mark in case.judged]
    z = NormalDist().inv_cdf((1 + int(inputs.confidence) / 100) / 2)
    base, aim = inputs.base / 100, min(MOST, inputs.base + inputs.gain) / 100
    differ = only_a + only_b
    return Result(
        a_pass=a,
        b_pass=b,
        a_rate=a / n,
        b_rate=b / n,
        a_interval=wilson(a, n, z),
        b_interval=wilson(b, n, z),
        only_a=only_a,
        only_b=only_b,
        p_value=mcnemar(only_a, only_b),
        agreement=sum(x == y for x, y in zip(ours, judged, strict=True)) / (2 * n),
        kappa=kappa(ours, judged),
        judge_too_kind=sum(y and not x for x, y in zip(ours, judged, strict=True)),
        judge_too_hard=sum(x and not y for x, y in zip(ours, judged, strict=True)),
        cases_needed=cases_needed(base, aim, z),
        z=z,
        case_list=cases,
        tosses=tuple(comb(differ, heads) / 2**differ for heads in range(differ + 1)),
    )


def wilson(k: int, n: int, z: float) -> tuple[float, float]:
    """The interval for a rate of k in n, held within 0 and 1."""
    p, ground = k / n, 1 + z * z / n
    center = (p + z * z / (2 * n)) / ground
    half = z / ground * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, center - half), min(1.0, center + half)


def mcnemar(only_a: int, only_b: int) -> float:
    """The chance that a fair coin splits as many tosses at least as unevenly."""
    m = only_a + only_b
    return min(1.0, 2 * sum(comb(m, i) for i in range(min(only_a, only_b) + 1)) / 2**m)


def kappa(ours: Sequence[bool], theirs: Sequence[bool]) -> float:
    """Agreement beyond what the two pass rates would give by chance: 0 is guessing, 1 is agreement."""
    n = len(ours)
    x, y = sum(ours) / n, sum(theirs) / n
    seen = sum(a == b for a, b in zip(ours, theirs, strict=True)) / n
    chance = x * y + (1 - x) * (1 - y)
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def cases_needed(base: float, aim: float, z: float) -> int:
    """Cases for each of two separate samples to notice a rise from `base` to `aim` in four tries of five."""
    spread = base * (1 - base) + aim * (1 - aim)
    return ceil((z + NormalDist().inv_cdf(POWER)) ** 2 * spread / (aim - base) ** 2)


def sentence(inputs: Inputs, result: Result) -> str:
    """The two rates, the cases that only one passes, and the judge."""

    def told(passed: int, interval: tuple[float, float]) -> str:
        return f"passes {passed} ({100 * interval[0]:.0f} to {percent(interval[1])})"

    split = (
        f"{result.only_a} only A, {result.only_b} only B: a split at least this uneven happens in "
        f"{percent(result.p_value, 0 if result.p_value > 0.01 else 1)} of coin tosses."
        if result.only_a + result.only_b
        else "They differ on no case."
    )
    judge = "all marks" if result.agreement == 1 else f"{percent(result.agreement)} of marks, kappa {result.kappa:.2f}"
    return (
        f"{inputs.cases} cases. A {told(result.a_pass, result.a_interval)}, "
        f"B {told(result.b_pass, result.b_interval)}. {split} The judge agrees with us on {judge}."
    )


def tables(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """All cases with the answers and the marks; the number of cases that a gain needs."""
    cases = Table(
        "The cases, both answers, our marks and the judge's",
        ("Question", "A", "Ours", "Judge", "B", "Ours", "Judge"),
        tuple(
            (
                case.question if place < inputs.cases else f"{case.question} (not used)",
                case.a,
                *_told(case, 0),
                case.b,
                *_told(case, 1),
            )
            for place, case in enumerate(result.case_list)
        ),
    )
    needed = Table(
        "Cases needed",
        ("What", "Value"),
        (
            ("From", f"{inputs.base} %"),
            ("To", f"{min(MOST, inputs.base + inputs.gain)} %"),
            ("Cases for each version", f"{result.cases_needed:,}"),
        ),
    )
    return cases, needed


def _told(case: Case, version: int) -> tuple[str, str]:
    ours, judged = case.ours[version], case.judged[version]
    mark = "right" if judged else "wrong"
    return "right" if ours else "wrong", mark if judged == ours else f"{mark} (differs)"


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9:]+", text.lower())


def _has_keys(words: list[str], keys: Sequence[str]) -> bool:
    """Whether every phrase occurs as consecutive words."""
    phrases = [_words(key) for key in keys]
    return all(
        any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1)) for phrase in phrases
    )


JUDGES = {
    "keyword": _has_keys,
    "long": lambda words, keys: len(words) >= LONG,
    "strict": lambda words, keys: _has_keys(words, keys) and not PERSONAL & set(words),
}
