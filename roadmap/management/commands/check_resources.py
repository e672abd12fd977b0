"""Asks every resource of the Route whether it is still there, and keeps the answers for the report in the admin."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from roadmap import resources
from roadmap.visiting import PAUSE, TIMEOUT, Visitor

FEWEST_SECONDS, MOST_SECONDS = 0.1, 300


class Command(BaseCommand):
    """Visits the addresses one by one. Run it by hand, or once a week from a timer: it may take minutes."""

    help = "Ask the resources of the Route whether they still answer; what it finds stands under Reports, Resources."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which addresses, and how patiently."""
        parser.add_argument(
            "--again-after", type=int, default=1, metavar="DAYS", help="leave out what was asked within DAYS days (1)"
        )
        parser.add_argument("--timeout", type=float, default=TIMEOUT, help=f"seconds to wait for each ({TIMEOUT:g})")
        parser.add_argument(
            "--pause", type=float, default=PAUSE, help=f"seconds between two questions to one host ({PAUSE:g})"
        )

    def handle(self, *args: Any, again_after: int, timeout: float, pause: float, **options: Any) -> None:
        """Says what answers badly, and how many were asked. Raises CommandError for numbers that make no sense."""
        if not 0 <= again_after <= 3650:
            raise CommandError("--again-after takes 0 to 3650 days.")
        if not FEWEST_SECONDS <= timeout <= MOST_SECONDS or not 0 <= pause <= MOST_SECONDS:
            raise CommandError(
                f"--timeout takes {FEWEST_SECONDS} to {MOST_SECONDS} seconds, --pause 0 to {MOST_SECONDS}."
            )
        visitor = Visitor(f"NextLayer-link-check/1 (+{settings.WAGTAILADMIN_BASE_URL})", timeout=timeout, pause=pause)
        urls = resources.to_visit(again_after=timedelta(days=again_after))
        bad = 0
        for url, seen in resources.visit(urls, visitor):
            if seen.trouble:
                bad += 1
                self.stdout.write(f"{url}: {seen.trouble}")
        self.stdout.write(f"{len(urls)} asked, {bad} answered badly.")
