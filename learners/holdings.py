"""What is held of a learner. Each app that keeps something says so here, for `/you/`, `/privacy/` and deletion."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from core.links import doors
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
    `before_deletion` runs in the transaction that deletes the learner, first.
    """

    name: str
    kept: str
    how_long: str
    shown: Callable[[Learner, HttpRequest], Sequence[Held]]
    stays: str = ""
    before_deletion: Callable[[Learner], None] | None = None


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


def _role_today(learner: Learner, request: HttpRequest) -> list[Held]:
    if not learner.role_today:
        return []
    found = doors(request).get(f"role:{learner.role_today}")
    return [Held(found.name if found else learner.role_today.replace("-", " "), found.path if found else "")]


register(
    Holding(
        name="Your role today",
        kept="The role that you said you have today, as a name from our list.",
        how_long="Until you name another or delete it.",
        shown=_role_today,
    )
)
