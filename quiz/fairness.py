"""A balance in words and in drawing: what the public page and the editors' view show of it. Nothing is typed here."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from quiz.figures import TARGETS, Balance, Constants, RoleBalance, Target
from quiz.paper import TIE_RULES, Paper

WIDEST = 2.0  # the ratio at the right end of a bar
NAMES = {
    "win_ratio": "share of first places, against an equal share",
    "tie_after_rules_percent": "ties that only the order of the roles settles, percent",
    "close_call_percent": "results too close to call, percent",
    "flat_percent": "results where nobody stands out, percent",
    "correlation": "likeness to the role that is most alike",
    "believer": "whoever always answers for the role gets it, clearly",
    "noisy_top_two_percent": "first or second for whoever answers for it six times in ten, percent",
}
TIES = {
    "more-threes": "by more answers of weight 3",
    "latest-difference": "by the latest answer that differs",
    "roster-order": "by the order of the roles alone",
}


@dataclass(frozen=True)
class Bar:
    """The share of one role; `share` in percent, `x` and `runner_up_x` where they end, of a bar from 0 to 100."""

    slug: str
    name: str
    ratio: float
    share: float
    x: float
    runner_up_x: float
    is_off: bool
    role: RoleBalance
    constants: Constants


@dataclass(frozen=True)
class Figure:
    """One figure of the paper: what it is, its value in words, its target in words or "", and whether it misses it."""

    name: str
    value: str
    target: str = ""
    is_off: bool = False


@dataclass(frozen=True)
class Decides:
    """How much a question decides: percent of the changes of its answer that change the best fit; `x` of 100."""

    place: int
    text: str
    percent: float
    x: float
    idle: tuple[str, ...]


@dataclass(frozen=True)
class Account:
    """All that is shown of a balance.

    `band` is where the target band of a bar begins and how wide it is, of 100; `aim` says so in words.
    """

    sheets: str
    how: str
    bars: tuple[Bar, ...]
    band: tuple[float, float]
    aim: str
    equal: float
    figures: tuple[Figure, ...]
    ties: tuple[Figure, ...]
    questions: tuple[Decides, ...]
    unreachable: tuple[str, ...]
    misses: tuple[str, ...]


def account(paper: Paper, balance: Balance) -> Account:
    """What `balance`, which is of `paper`, says."""
    band = TARGETS["win_ratio"]
    begins, ends = _x(band.low or 0), _x(band.high or WIDEST)
    return Account(
        sheets=f"{balance.sheets:,}",
        how=_how(balance),
        bars=tuple(_bars(paper, balance)),
        band=(begins, round(ends - begins, 2)),
        aim=_aim(band),
        equal=_x(1),
        figures=tuple(_figures(balance)),
        ties=tuple(_ties(balance)),
        questions=tuple(_decides(paper, balance)),
        unreachable=tuple(_name(paper, slug) for slug in balance.unreachable),
        misses=tuple(misses(paper, balance)),
    )


def misses(paper: Paper, balance: Balance) -> Iterator[str]:
    """A sentence for each figure that lies outside its target, the whole paper's first."""
    for miss in balance.misses():
        whose = _name(paper, miss.role) if miss.role else "The quiz"
        if miss.figure == "believer":
            yield f"{whose}: whoever answers for it each time does not get it clearly."
        else:
            yield f"{whose}: {NAMES[miss.figure]}: {miss.value:g}; the aim is {_aim(Target(miss.low, miss.high))}."


def _how(balance: Balance) -> str:
    if balance.sampled:
        return (
            f"{balance.judged:,} of {balance.sheets:,} answer sheets, drawn at random, were scored: "
            "there are too many for all of them, so these figures are near the truth and not exact."
        )
    return f"All {balance.sheets:,} answer sheets were scored: these figures are exact."


def _bars(paper: Paper, balance: Balance) -> Iterator[Bar]:
    band = TARGETS["win_ratio"]
    for role, known in zip(balance.roles, balance.constants, strict=True):
        yield Bar(
            slug=role.role,
            name=_name(paper, role.role),
            ratio=role.win_ratio,
            share=round(100 * role.win_ratio / len(balance.roles), 2),
            x=_x(role.win_ratio),
            runner_up_x=_x(role.runner_up_ratio),
            is_off=not (band.low or 0) <= role.win_ratio <= (band.high or WIDEST),
            role=role,
            constants=known,
        )


def _figures(balance: Balance) -> Iterator[Figure]:
    overall = balance.overall
    for name, key, value in (
        ("Too close to call", "close_call_percent", overall.close_call_percent),
        ("Nobody stands out", "flat_percent", overall.flat_percent),
    ):
        yield Figure(name, f"{value:g} %", _aim(TARGETS[key]), _is_off(TARGETS[key], value))
    yield Figure("Three or more too close to call", f"{overall.close_call_with_three_or_more_percent:g} %")
    likest = max(role.nearest.correlation for role in balance.roles)
    yield Figure(
        "The two roles most alike: correlation of their points",
        f"{likest:g}",
        _aim(TARGETS["correlation"]),
        _is_off(TARGETS["correlation"], likest),
    )
    won = sum(role.believer.wins for role in balance.roles)
    yield Figure(
        "Roles that whoever always answers for them gets",
        f"{won} of {len(balance.roles)}",
        "all",
        won < len(balance.roles),
    )
    noisy = min(role.noisy.top_two_percent for role in balance.roles)
    yield Figure(
        "First or second for whoever answers for a role six times in ten and otherwise at random, the lowest",
        f"{noisy:g} %",
        _aim(TARGETS["noisy_top_two_percent"]),
        _is_off(TARGETS["noisy_top_two_percent"], noisy),
    )
    yield Figure("Middle margin between first and second, in z", f"{overall.median_margin:g}")
    yield Figure(
        "Changes of a single answer that change the best fit", f"{overall.winner_changes_percent['uniform']:g} %"
    )


def _ties(balance: Balance) -> Iterator[Figure]:
    overall = balance.overall
    yield Figure("Two or more level at the top, before any rule", f"{overall.tie_for_first_before_rules_percent:g} %")
    for slug in sorted(overall.tie_settled_by_percent, key=TIE_RULES.index):
        percent = overall.tie_settled_by_percent[slug]
        target = TARGETS["tie_after_rules_percent"] if slug == "roster-order" else Target()
        yield Figure(f"Settled {TIES.get(slug, slug)}", f"{percent:g} %", _aim(target), _is_off(target, percent))
    yield Figure("Level for the second place, before any rule", f"{overall.tie_for_second_before_rules_percent:g} %")


def _decides(paper: Paper, balance: Balance) -> Iterator[Decides]:
    most = max(question.changes_percent for question in balance.questions) or 1
    for place, question in enumerate(balance.questions, 1):
        words = paper.question_words(place)
        yield Decides(
            place=place,
            text=words.text,
            percent=question.changes_percent,
            x=round(100 * question.changes_percent / most, 2),
            idle=tuple(words.choices[slug].text if slug in words.choices else slug for slug in question.idle),
        )


def _aim(target: Target) -> str:
    match target.low, target.high:
        case None, None:
            return ""
        case None, high:
            return f"at most {high:g}"
        case low, None:
            return f"at least {low:g}"
    return f"{target.low:g} to {target.high:g}"


def _is_off(target: Target, value: float) -> bool:
    return (target.low is not None and value < target.low) or (target.high is not None and value > target.high)


def _x(ratio: float) -> float:
    return round(100 * min(ratio, WIDEST) / WIDEST, 2)


def _name(paper: Paper, slug: str) -> str:
    words = paper.words.roles.get(slug)
    return words.name if words and words.name else slug


@dataclass(frozen=True)
class Rule:
    """The numbers of a paper's rule as the page writes them into its formulas; z and fit, as decimals."""

    questions: int
    roles: int
    changes: int
    fit_at_zero: str
    fit_per_z: str
    close_z: str
    close_fit: str
    flat_z: str
    flat_fit: str


def rule(paper: Paper) -> Rule:
    """What the rule of `paper` says in numbers."""
    scored, numbers = paper.scored, paper.scored.rule.parameters
    return Rule(
        questions=len(scored.questions),
        roles=len(scored.roles),
        changes=scored.single_changes,
        fit_at_zero=_decimal(numbers.fit_at_zero),
        fit_per_z=str(numbers.fit_per_z),
        close_z=_decimal(numbers.close_call_margin),
        close_fit=_decimal(numbers.close_call_margin * numbers.fit_per_z),
        flat_z=_decimal(numbers.flat_below),
        flat_fit=_decimal(numbers.fit_at_zero + numbers.flat_below * numbers.fit_per_z),
    )


def _decimal(number: Fraction) -> str:
    return f"{float(number):g}"
