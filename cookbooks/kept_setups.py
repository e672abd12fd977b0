"""What a learner runs: kept when they ask for it, and let go when they say so."""

from collections.abc import Mapping

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils import timezone

from cookbooks.models.kept import KeptSetup
from cookbooks.models.local import LocalModel, Machine
from cookbooks.setups import CONTEXT, HARDWARE, MODEL, OWN, QUANTIZATION
from core.links import doors
from learners import holdings
from learners.holdings import Held, Holding, named
from learners.models import Learner


def register() -> None:
    """Let what learners run be held; called once, when the app is ready."""
    holdings.register(
        Holding(
            name="What you run",
            kept="The model, file, context, cache and machine that you set in the calculator and asked us to keep, and "
            "when you did.",
            how_long="Until you have it forgotten or delete everything.",
            shown=_shown,
            merge=merge,
        )
    )


def _shown(learner: Learner, request: HttpRequest) -> list[Held]:
    """What `learner` runs, in words: 3 queries at most."""
    calculator = doors(request).get("calculator:")
    rows = KeptSetup.objects.filter(learner=learner)
    return [Held(_words_of(row.said), calculator.path if calculator else "", row.at) for row in rows]


def _words_of(said: Mapping[str, str]) -> str:
    """“Llama 3.1 8B, q4 k m, 8192 tokens, on GeForce RTX 5060 Ti, 16 GB”; what has gone, by its slug in words."""
    model, machine = said.get(MODEL, ""), said.get(HARDWARE, "")
    names = dict(LocalModel.objects.filter(slug=model).values_list("slug", "name"))
    names |= dict(Machine.objects.filter(slug=machine).values_list("slug", "name"))
    what = "A model of your own numbers" if model == OWN else names.get(model) or named(model)
    where = "a machine of your own numbers" if machine == OWN else names.get(machine) or named(machine)
    return f"{what}, {named(said.get(QUANTIZATION, ''))}, {said.get(CONTEXT, '')} tokens, on {where}"


def of(learner: Learner | None) -> Mapping[str, str]:
    """What is kept of what `learner` runs, by the parameters of an address. One query, none for nobody."""
    kept = KeptSetup.objects.filter(learner=learner).first() if learner else None
    return kept.said if kept else {}


def keep(learner: Learner, said: Mapping[str, str]) -> None:
    """Keep `said`, in place of what was kept. One query."""
    row = KeptSetup(learner=learner, said=dict(said), at=timezone.now())
    try:
        KeptSetup.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["learner"], update_fields=["said", "at"]
        )
    except IntegrityError:
        # The learner was deleted meanwhile: nothing is to be kept of them.
        if Learner.objects.filter(pk=learner.pk).exists():
            raise


def forget(learner: Learner) -> None:
    """Keep nothing of what `learner` runs. One query; again, no harm."""
    KeptSetup.objects.filter(learner=learner).delete()


def merge(source: Learner, target: Learner) -> None:
    """Give `target` what is kept of `source`; where both have something, what was said last stands."""
    theirs = KeptSetup.objects.filter(learner=source).first()
    mine = KeptSetup.objects.filter(learner=target).first()
    if theirs and mine:
        if theirs.at > mine.at:
            mine.said, mine.at = theirs.said, theirs.at
            mine.save(update_fields=["said", "at"])
    elif theirs:
        theirs.learner = target
        theirs.save(update_fields=["learner"])
