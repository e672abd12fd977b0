"""The Route as one person sees it: their path, where they are on it, in lines, layers and numbers. Pure.

What there is comes in as Facts, for whom as a choice and what is kept of them; out comes what templates draw. Numbers
are walking's: one place counts, so that every page says the same.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import ceil

from roadmap import drawing, walking
from roadmap.choosing import LEVELS, Choice
from roadmap.drawing import Band, Ground, Seam
from roadmap.facts import RANKS, Facts, ProjectFacts, StageFacts
from roadmap.showing import Holder, Kept, Layer, Line, Ready, Shown, Stand, Urls
from roadmap.walking import Leg, State


class Walk:
    """The Route drawn for one choice and one holder. `back` names the page that a tick on a line leads back to."""

    levels = tuple(LEVELS.items())

    def __init__(
        self, facts: Facts, urls: Urls, choice: Choice, holder: Holder, *, back: str = "", here: str = ""
    ) -> None:
        self.facts, self.urls, self.choice, self.holder = facts, urls, choice, holder
        self.back, self.here = back, here
        self.goal, self.start = facts.goal(self.choice.to), facts.start(self.choice.start)
        self.goals, self.starts = facts.goals, facts.starts
        self.rank = RANKS.get(self.choice.level, walking.DEEP)
        self.core = self.goal.core if self.goal else None
        self.path = walking.path(facts.descent, self.core, self.rank)
        self.walked = walking.progress(self.path, holder.states, seen=holder.seen, retired=holder.retired)

    @property
    def route(self) -> Facts:
        """What is the same for everyone."""
        return self.facts

    @cached_property
    def legs(self) -> dict[str, Leg]:
        return {leg.slug: leg for leg in self.facts.descent.legs}

    @cached_property
    def lines(self) -> dict[str, Line]:
        """Every step of the Route as a line, by its slug."""
        bare = {slug: self._bare(leg) for slug, leg in self.legs.items()}
        return {slug: self._whole(leg, bare) for slug, leg in self.legs.items()}

    def _bare(self, leg: Leg, **more: object) -> Line:
        kept = self.holder.kept.get(leg.slug)
        return Line(
            slug=leg.slug,
            number=self.facts.numbers[leg.slug],
            title=leg.title,
            why=self._whys[leg.slug],
            low=int(leg.low),
            high=int(leg.high),
            href=self.urls.step(leg),
            tick_url=self.urls.step(leg, back=self.back),
            state=Stand.of(kept.state if kept else None),
            evidence=kept.evidence if kept else "",
            **more,  # type: ignore[arg-type]
        )

    @cached_property
    def _whys(self) -> dict[str, str]:
        return {step.slug: step.why for step in self.facts.steps}

    @cached_property
    def _on_path(self) -> frozenset[str]:
        return frozenset(leg.slug for leg in self.path)

    def _whole(self, leg: Leg, bare: Mapping[str, Line]) -> Line:
        is_mine = leg.slug in self._on_path
        kept = self.holder.kept.get(leg.slug)
        among = self.path if is_mine else self.facts.descent.legs
        waits = () if kept else walking.first_do(leg, among, self.holder.states)
        return self._bare(
            leg,
            said=_said(kept, is_waiting=bool(waits)),
            waits_for=tuple(bare[other.slug] for other in waits),
            is_mine=is_mine,
            is_optional=bool(self.goal and leg.slug in self.goal.optional),
            is_next=bool(self.walked.next and self.walked.next.slug == leg.slug),
        )

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The stages, from the top."""
        groups = {
            stage.slug: [leg for leg in self.legs.values() if leg.stage == stage.slug] for stage in self.facts.stages
        }
        done = {leg.stage for leg in self.legs.values() if self.holder.states.get(leg.slug) is State.DONE}
        deepest = max((at for at, stage in enumerate(self.facts.stages, 1) if stage.slug in done), default=0)
        following = self.walked.next.stage if self.walked.next else ""
        return tuple(
            self._layer(at, stage, groups[stage.slug], is_ahead=at > max(deepest, 1), is_open=stage.slug == following)
            for at, stage in enumerate(self.facts.stages, 1)
        )

    def _layer(self, at: int, stage: StageFacts, legs: Sequence[Leg], *, is_ahead: bool, is_open: bool) -> Layer:
        within = [
            self.lines[leg.slug] for leg in legs if leg.level <= self.rank or self.lines[leg.slug].state != "open"
        ]
        shown = tuple(line for line in within if line.is_mine or line.is_optional)
        return Layer(
            slug=stage.slug,
            number=at,
            title=stage.name,
            depth=stage.depth,
            narrative=stage.narrative,
            arrive=stage.arrive,
            leave=stage.leave,
            gate=stage.gate,
            detour=stage.detour,
            href=self.urls.stage(stage.slug),
            ground=Ground(at),
            lines=shown,
            others=tuple(line for line in within if line not in shown),
            count=self._count([line for line in shown if line.is_mine]),
            is_ahead=is_ahead,
            is_open=is_open,
            is_last=at == len(self.facts.stages),
        )

    def _count(self, mine: Sequence[Line]) -> str:
        counted = [line for line in mine if line.state is not Stand.SKIP]
        if not mine:
            return "not on your path"
        if not self.is_begun:
            return f"{len(counted)} step{'' if len(counted) == 1 else 's'}"
        return f"{sum(line.is_done for line in counted)} of {len(counted)} done"

    def layer(self, slug: str) -> Layer | None:
        return next((layer for layer in self.layers if layer.slug == slug), None)

    @property
    def is_begun(self) -> bool:
        """Whether anything is kept of any step."""
        return bool(self.holder.kept)

    @cached_property
    def progress(self) -> Shown:
        return Shown(
            walked=self.walked,
            cells=drawing.cells([self.lines[leg.slug].state.value for leg in self.path]),
            missing=tuple(self.lines[leg.slug] for leg in self.walked.missing),
            said=self._path_said(),
            is_begun=self.is_begun,
        )

    def _path_said(self) -> str:
        whose = f"The path to {self.goal.name}" if self.goal else "The whole Route, no role chosen"
        depth = f", down to “{LEVELS[self.choice.level].lower()}”" if self.choice.level else ""
        ready = sum(ready.line.is_mine and not ready.line.is_done for ready in self.ready)
        could = (
            f" {ready} of them you could show on the first day, as a {self.start.name}." if ready and self.start else ""
        )
        return f"{whose}{depth}.{could}"

    @cached_property
    def ready(self) -> tuple[Ready, ...]:
        """What the role one comes from could tick on the first day, in the order of the Route."""
        whys = dict(self.start.already) if self.start else {}
        return tuple(Ready(self.lines[slug], whys[slug]) for slug in self.legs if slug in whys)

    @property
    def hidden(self) -> int:
        """How many steps the level hides."""
        core = self.goal.core | self.goal.optional if self.goal else None
        return len(walking.beyond(self.facts.descent, core, self.rank))

    @property
    def news(self) -> tuple[Line, ...]:
        """The steps that editors added to this path since one last looked, and that are not done."""
        return tuple(self.lines[leg.slug] for leg in self.walked.new)

    @property
    def retired(self) -> tuple[tuple[str, Kept], ...]:
        """The titles of the steps that are gone and still one's own, with what is kept of each."""
        kept = self.holder.kept
        return tuple((step.title, kept[step.slug]) for step in self.holder.retired if step.slug in kept)

    @property
    def pace(self) -> str:
        """How many weeks the rest takes at the hours chosen, in a sentence; empty where none are."""
        hours, left = self.choice.hours, self.walked.hours_left
        if not hours or not self.walked.missing:
            return ""
        quick, slow = ceil(left.low / hours), ceil(left.high / hours)
        weeks = f"{quick} to {slow} weeks" if quick != slow else f"{slow} week{'' if slow == 1 else 's'}"
        return f"At {hours} hour{'' if hours == 1 else 's'} a week, {weeks}, free weeks not counted."

    @property
    def advice(self) -> str:
        """What works at the pace chosen: Markdown, empty where editors wrote nothing for it."""
        return next((preset.advice for preset in self.facts.presets if preset.hours == self.choice.hours), "")

    @cached_property
    def log(self) -> list[tuple[Layer, Band]]:
        """Each layer with its piece of the core; `here` names the step or stage that is open."""
        return list(zip(self.layers, drawing.section([self._seam(layer) for layer in self.layers]), strict=True))

    def _seam(self, layer: Layer) -> Seam:
        slugs = [line.slug for line in layer.lines]
        inside = self.here in slugs
        return Seam(
            [line.state.value for line in layer.lines],
            slugs.index(self.here) + 1 if inside else 0,
            is_here=self.here == layer.slug or (self.here in self.legs and self.legs[self.here].stage == layer.slug),
        )

    def needs(self, slug: str) -> tuple[Line, ...]:
        """The steps that a step needs, in order."""
        return tuple(self.lines[other] for other in self.legs if other in self.legs[slug].prerequisites)

    def needed_by(self, slug: str) -> tuple[Line, ...]:
        """The steps that need a step, in order."""
        return tuple(self.lines[leg.slug] for leg in self.legs.values() if slug in leg.prerequisites)

    @property
    def projects(self) -> tuple[tuple[ProjectFacts, str], ...]:
        """The projects, each with its address."""
        return tuple((project, self.urls.project(project.slug)) for project in self.facts.projects)

    def beside(self, slug: str) -> tuple[Line | None, Line | None]:
        """The lines before and after a step, of those shown; for one that is not, of all."""
        shown = [line for layer in self.layers for line in layer.lines]
        lines = shown if any(line.slug == slug for line in shown) else list(self.lines.values())
        place = [line.slug for line in lines].index(slug)
        return (lines[place - 1] if place else None), (lines[place + 1] if place + 1 < len(lines) else None)


def _said(kept: Kept | None, *, is_waiting: bool) -> str:
    if kept is None:
        return "" if is_waiting else "Ready when you are."
    day = f" {kept.at.day} {kept.at:%B %Y}" if kept.at else ""
    match kept.state:
        case State.DONE:
            return f"Done{day}."
        case State.DOING:
            return f"Doing since{day}." if day else "Doing."
        case State.SKIP:
            return "Skipped: it counts in no total."
    return ""
