"""What the Route holds of a learner: steps, acceptance lists, plans; as words for them, and joined with another set."""

from django.http import HttpRequest

from core.links import doors
from learners import holdings
from learners.holdings import Held, Holding, named
from learners.models import Learner
from roadmap.choosing import LEVELS, NO_ROLE
from roadmap.models.kept import RetiredStep
from roadmap.models.progress import AcceptanceTick, Plan, StepProgress
from roadmap.planning import day_words
from roadmap.ticks import Tick, further
from roadmap.walking import State

_STATES = {State.DONE: "Done", State.DOING: "Doing", State.SKIP: "Skipped", None: "Put back to not yet"}


def register() -> None:
    """Let the Route hold things; called once, when the app is ready."""
    holdings.register(
        Holding(
            name="Steps of the Route",
            kept="What you say of a step (done, doing, skipped), when you last said it, and what shows it: a web "
            "address, a note.",
            how_long="Until you delete it. A step that you put back to not yet: for a day.",
            shown=_steps,
            merge=merge_steps,
        )
    )
    holdings.register(
        Holding(
            name="Projects of the Route",
            kept="Which lines of the acceptance list of a project you ticked, in the words that they had, and when.",
            how_long="Until you take the tick back or delete everything.",
            shown=_acceptance,
            merge=merge_acceptance,
        )
    )
    holdings.register(
        Holding(
            name="Your way down the Route",
            kept="From which role to which you go and how deep, which steps you have seen; where you planned it, your "
            "hours a week, the first day and the times away.",
            how_long="Until you choose another, or delete everything.",
            shown=_plans,
            merge=merge_plans,
        )
    )


def _steps(learner: Learner, request: HttpRequest) -> list[Held]:
    """What `learner` says of steps, the latest first: 2 queries at most."""
    rows = list(StepProgress.objects.filter(learner=learner).order_by("-at", "pk"))
    gone = [row.step for row in rows if not doors(request).get(f"step:{row.step}")]
    titles = dict(RetiredStep.objects.filter(step__in=gone).values_list("step", "title")) if gone else {}
    return [_step(row, titles, request) for row in rows]


def _step(row: StepProgress, titles: dict[str, str], request: HttpRequest) -> Held:
    found = doors(request).get(f"step:{row.step}")
    name = found.name if found else titles.get(row.step) or named(row.step)
    said = _STATES[State(row.state) if row.state else None]
    words = ": ".join(part for part in (f"{said}: {name}", row.evidence, row.note) if part)
    return Held(words, found.path if found else "", row.at)


def _acceptance(learner: Learner, request: HttpRequest) -> list[Held]:
    held = []
    for row in AcceptanceTick.objects.filter(learner=learner).order_by("project", "at", "pk"):
        found = doors(request).get(f"project:{row.project}")
        name = found.name if found else named(row.project)
        held.append(Held(f"{name}: {row.words}", found.path if found else "", row.at))
    return held


def _plans(learner: Learner, request: HttpRequest) -> list[Held]:
    rows = Plan.objects.filter(learner=learner).order_by("route")
    page = doors(request).get("route:")
    return [Held(_words_of(row, request), page.path if page else "", row.at) for row in rows]


def _words_of(row: Plan, request: HttpRequest) -> str:
    """“From backend engineer to AI engineer, 4 hours a week from 1 December 2026, away 24 December to …”."""

    def role(slug: str) -> str:
        found = doors(request).get(f"role:{slug}")
        return found.name if found else named(slug)

    words = [f"to {role(row.role_to)}" if row.role_to else "the whole Route"]
    if row.role_from:
        words.insert(0, f"from {role(row.role_from)}" if row.role_from != NO_ROLE else "from none of our roles")
    if row.level:
        words.append(LEVELS.get(row.level, row.level).lower())
    if row.hours and row.starts_on:
        words.append(f"{row.hours.normalize():f} hours a week from {day_words(row.starts_on)}")
    words += [f"away {day_words(first)} to {day_words(last)}" for first, last in row.away]
    if row.seen:
        words.append(f"{len(row.seen)} step{'' if len(row.seen) == 1 else 's'} seen")
    sentence = ", ".join(words)
    page = doors(request).get("route:")
    return f"{page.name if page else named(row.route)}: {sentence}"


# Two sets made one


def merge_steps(source: Learner, target: Learner) -> None:
    """Give `target` what `source` says of steps; of the same step, the further state, and the notes of both."""
    mine = {(row.route, row.step): row for row in StepProgress.objects.filter(learner=target)}
    moved, changed = [], []
    for row in StepProgress.objects.filter(learner=source):
        known = mine.get((row.route, row.step))
        if known is None:
            row.learner = target
            moved.append(row)
            continue
        joined = further(_tick(known), _tick(row))
        known.state, known.evidence, known.note = joined.state or "", joined.evidence, joined.note
        known.at = joined.at or known.at
        changed.append(known)
    StepProgress.objects.bulk_update(moved, ["learner"], batch_size=500)
    StepProgress.objects.bulk_update(changed, ["state", "evidence", "note", "at"], batch_size=500)


def _tick(row: StepProgress) -> Tick:
    return Tick(State(row.state) if row.state else None, row.evidence, row.note, row.at)


def merge_acceptance(source: Learner, target: Learner) -> None:
    """Give `target` the lines that `source` ticked."""
    mine = set(AcceptanceTick.objects.filter(learner=target).values_list("route", "project", "line"))
    rows = [
        row for row in AcceptanceTick.objects.filter(learner=source) if (row.route, row.project, row.line) not in mine
    ]
    for row in rows:
        row.learner = target
    AcceptanceTick.objects.bulk_update(rows, ["learner"], batch_size=500)


def merge_plans(source: Learner, target: Learner) -> None:
    """Give `target` the ways of `source`. Of one Route the way that changed last stands, with the dates there are."""
    mine = {row.route: row for row in Plan.objects.filter(learner=target)}
    for row in Plan.objects.filter(learner=source):
        known = mine.get(row.route)
        if known is None:
            row.learner = target
            row.save(update_fields=["learner"])
            continue
        earlier, later = sorted((known, row), key=lambda one: one.at)
        dated = later if later.has_dates else earlier
        for name in ("hours", "starts_on", "holidays", "planned_at"):
            setattr(known, name, getattr(dated, name))
        for name in ("role_from", "role_to", "level", "seen", "at"):
            setattr(known, name, getattr(later, name))
        known.save()
