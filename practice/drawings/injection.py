"""Seven attacks as tracks past seven posts, each to the post that stops it or to the door named "out"."""

from dataclasses import dataclass

from practice.ideas.injection import DEFENSES, Attempt, Inputs, Result

NAMES = {
    "words": "words",
    "strip": "visible",
    "fence": "fence",
    "split": "split",
    "flat": "flat",
    "book": "book",
    "ask": "ask",
}
FIRST, APART, OUT, START = 34, 43, 338, 6
HEAD, ROW = 26, 36


@dataclass(frozen=True)
class Post:
    x: int
    name: str
    is_on: bool


@dataclass(frozen=True)
class Track:
    """A track ends at `end`; `passed` are the posts on its way that are on and let it by."""

    attack: str
    name: str
    y: int
    end: float
    leaked: bool
    stopped: bool
    is_chosen: bool
    passed: tuple[int, ...]
    says: str


@dataclass(frozen=True)
class Job:
    text: str
    sign: str
    word: str


@dataclass(frozen=True)
class Drawing:
    height: int
    posts: tuple[Post, ...]
    tracks: tuple[Track, ...]
    jobs: tuple[Job, ...]
    verdict: str
    sign: str


def draw(inputs: Inputs, result: Result) -> Drawing:
    return Drawing(
        height=HEAD + len(result.attempts) * ROW + 6,
        posts=tuple(Post(_x(name), NAMES[name], getattr(inputs, name)) for name in DEFENSES),
        tracks=tuple(_track(one, place, inputs, result) for place, one in enumerate(result.attempts)),
        jobs=tuple(
            Job(job, "right" if works else "wrong", "works" if works else "lost") for _, job, works in result.honest
        ),
        verdict=_verdict(result),
        sign="wrong" if result.leaked else "right" if result.state in {"stopped", "no order"} else "refused",
    )


def _track(one: Attempt, place: int, inputs: Inputs, result: Result) -> Track:
    stop = _x(one.stopped_by) if one.stopped_by else None
    end = OUT if one.leaked else stop - 4 if stop else START + 4 if one.state == "empty" else FIRST + 2.5 * APART
    return Track(
        attack=one.attack,
        name=one.name,
        y=HEAD + place * ROW + 24,
        end=end,
        leaked=one.leaked,
        stopped=stop is not None,
        is_chosen=one.attack == inputs.attack,
        passed=tuple(_x(name) for name in one.met if getattr(inputs, name) and name != one.stopped_by),
        says="gets through" if one.leaked else f"stopped: {NAMES[one.stopped_by]}" if one.stopped_by else one.state,
    )


def _verdict(result: Result) -> str:
    if result.leaked:
        return f"Leaked: {result.secret} is out."
    if result.stopped_by:
        return f"Stopped by “{result.labels[result.stopped_by]}”."
    return {
        "stopped": "An order, and nothing private in it.",
        "no order": "The stand-in found no order to follow.",
        "empty": "Write a mail of your own, as the stranger.",
    }[result.state]


def _x(defense: str) -> int:
    return FIRST + DEFENSES.index(defense) * APART
