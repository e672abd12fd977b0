"""`balance`: compute how fair a quiz is, by scoring every answer sheet, and print or keep it."""

import json
import os
import sys
import time
import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quiz import computing
from quiz.balance import balance
from quiz.figures import Balance
from quiz.models import Computation, Quiz
from quiz.paper import Paper, PaperIsUnsound
from quiz.papers import paper_of

NICENESS = 19  # nobody waits for a page because of it
SPEAKS_EVERY = 1.0  # seconds


class Replaced(Exception):
    """A newer computation took the place of this one."""


class Command(BaseCommand):
    """Computes the edition in force, or the draft. Takes some ten seconds and 400 MB for ten million sheets."""

    help = "Compute the balance of a quiz: the share of all answer sheets that each role wins, and all that follows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("quiz", nargs="?", default="", help="the slug of the quiz")
        parser.add_argument("--draft", action="store_true", help="of the latest draft, not of the edition in force")
        parser.add_argument("--json", action="store_true", help="print every figure, as JSON")
        parser.add_argument("--waiting", type=uuid.UUID, metavar="TOKEN", help="compute what the site waits for")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["waiting"]:
            _compute_waiting(options["waiting"])
            return
        paper = _paper(options["quiz"], draft=options["draft"])
        began = time.monotonic()
        try:
            computed = balance(paper, self._say if sys.stderr.isatty() else lambda share: None)
        except PaperIsUnsound as unsound:
            raise CommandError("\n".join(["This can't be scored:", *(r.message for r in unsound.reasons)])) from unsound
        computing.keep(computed)
        if options["json"]:
            self.stdout.write(json.dumps(computed.to_document(), indent=1, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(computed)))
            self.stdout.write(f"Computed in {time.monotonic() - began:.1f} s.")

    def _say(self, share: float) -> None:
        self.stderr.write(f"\r{share:4.0%}", ending="\n" if share >= 1 else "")


def _paper(slug: str, *, draft: bool) -> Paper:
    """Raises CommandError for a quiz that is not there, or was never published."""
    quiz = Quiz.objects.filter(slug=slug).select_related("edition").first()
    if quiz is None:
        there = ", ".join(Quiz.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no quiz “{slug}”. There are: {there}.")
    if draft:
        latest: Quiz = quiz.get_latest_revision_as_object()
        return latest.paper()
    if quiz.edition is None:
        raise CommandError(f"“{slug}” was never published. Its draft: bin/manage balance {slug} --draft")
    return paper_of(quiz.edition)


def _compute_waiting(token: uuid.UUID) -> None:
    """Compute what has this token, and keep it. Ends without a word when there is no such thing any more."""
    os.nice(NICENESS)
    waiting = Computation.objects.filter(token=token).first()
    if waiting is None:
        return
    spoke = time.monotonic()

    def speak(share: float) -> None:
        nonlocal spoke
        if time.monotonic() - spoke >= SPEAKS_EVERY:
            spoke = time.monotonic()
            if not Computation.objects.speak(token, share):
                raise Replaced

    try:
        computed = balance(Paper.from_document(waiting.paper), speak)
    except Replaced:
        return
    except (PaperIsUnsound, MemoryError) as error:
        Computation.objects.fail(token, str(error) or "There was not enough memory.")
        return
    computing.keep(computed)


def _lines(computed: Balance) -> list[str]:
    """What matters most, for a terminal."""
    counted = f"{computed.judged:,} sheets drawn of {computed.sheets:,}" if computed.sampled else "every sheet"
    lines = [f"{computed.sheets:,} answer sheets; {counted} scored.", ""]
    lines += [f"{role.role:32} wins {role.win_ratio:.3f} of an equal share" for role in computed.roles]
    overall = computed.overall
    lines += ["", f"Too close to call {overall.close_call_percent} %, nobody stands out {overall.flat_percent} %."]
    lines += [f"“{slug}” comes first on no sheet." for slug in computed.unreachable]
    lines += [
        f"{miss.figure} {miss.role or 'of the quiz'}: {miss.value} lies outside {miss.low} to {miss.high}"
        for miss in computed.misses()
    ]
    return lines
