"""What is held of a learner. Each app that keeps something says so here, for `/you/`, `/privacy/` and deletion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from core.links import doors
from learners import claims
from learners.models import Learner


@dataclass(frozen=True)
class Held:
    """One thing held, in plain words; `href` leads to it, where it has an address; `at` is when it was last touched."""

    words: str
    href: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Holding:
    """A kind of thing that is held of learners.

    `kept` says what is stored and `how_long` for how long, whole sentences both; `stays` what is left in anonymous
    counts after a deletion, "" for nothing. `shown` lists what is held of one learner, as links for the request's site.
    `before_deletion` runs in the transaction that deletes the learner, first. `merge` gives a learner what another has,
    in the transaction that then deletes the other: (from whom, to whom). Whatever it leaves behind is lost.
    """

    name: str
    kept: str
    how_long: str
    shown: Callable[[Learner, HttpRequest], Sequence[Held]]
    stays: str = ""
    before_deletion: Callable[[Learner], None] | None = None
    merge: Callable[[Learner, Learner], None] | None = None


holdings: list[Holding] = []


def register(holding: Holding) -> None:
    """Let a kind of thing be held; called once, when an app is ready."""
    holdings.append(holding)


def of(learner: Learner, request: HttpRequest) -> list[tuple[Holding, Sequence[Held]]]:
    """Everything held of `learner`, by kind; kinds of which nothing is held are left out."""
    return [(holding, held) for holding in holdings if (held := holding.shown(learner, request))]


def delete(learner: Learner) -> None:
    """Delete `learner` and everything held of them. Doing it again does no harm."""
    with transaction.atomic():
        # Who adds something meanwhile waits, and then has nobody to add it to.
        if Learner.objects.select_for_update().filter(pk=learner.pk).exists():
            for holding in holdings:
                if holding.before_deletion:
                    holding.before_deletion(learner)
            Learner.objects.filter(pk=learner.pk).delete()


def merge(source: Learner, target: Learner) -> None:
    """Give `target` everything held of `source`. To be called in a transaction that holds both, and ends `source`."""
    for holding in holdings:
        if holding.merge:
            holding.merge(source, target)


def _role_today(learner: Learner, request: HttpRequest) -> list[Held]:
    if not learner.role_today:
        return []
    found = doors(request).get(f"role:{learner.role_today}")
    return [Held(found.name if found else named(learner.role_today), found.path if found else "")]


def _merge_role_today(source: Learner, target: Learner) -> None:
    if source.role_today and not target.role_today:
        Learner.objects.filter(pk=target.pk).update(role_today=source.role_today)


def _skills(learner: Learner, request: HttpRequest) -> list[Held]:
    held = []
    for slug, claim in claims.of(learner).items():
        found = doors(request).get(f"skill:{slug}")
        words = ": ".join(part for part in (found.name if found else named(slug), claim.evidence, claim.note) if part)
        held.append(Held(words, found.path if found else "", claim.at))
    return held


def _browsers(learner: Learner, request: HttpRequest) -> list[Held]:
    """The browsers that a link led to; not the one in which it began."""
    rows = learner.browsers.filter(replaced_by="").order_by("since")
    return [Held("A browser that a link led to", at=row.since) for row in rows]


def _links(learner: Learner, request: HttpRequest) -> list[Held]:
    rows = learner.transfers.order_by("made_at")
    return [Held("A link, used" if row.used_at else "A link, not used", at=row.made_at) for row in rows]


def _merge_links(source: Learner, target: Learner) -> None:
    source.transfers.update(learner=target)


def named(slug: str) -> str:
    """A slug as words, for what has no name any more."""
    return slug.replace("-", " ")


register(
    Holding(
        name="Your role today",
        kept="The role that you said you have today, as a name from our list.",
        how_long="Until you name another or delete it.",
        shown=_role_today,
        merge=_merge_role_today,
    )
)
register(
    Holding(
        name="Skills you claim",
        kept="The skills that you say you have, when you said so, and what shows each: a web address, a note.",
        how_long="Until you withdraw them or delete everything.",
        shown=_skills,
        merge=claims.merge,
    )
)
register(
    Holding(
        name="Other browsers",
        kept="Of each browser that you carried your things to: a fingerprint of its random number, and the day.",
        how_long="Until you delete everything, in any of them.",
        shown=_browsers,
    )
)
register(
    Holding(
        name="Links to another browser",
        kept="Of a link that you made to carry your things: a fingerprint of it, when it was made and when used.",
        how_long="A day. It works for 15 minutes, once.",
        shown=_links,
        merge=_merge_links,
    )
)
