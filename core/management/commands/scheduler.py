"""The scheduler: a process beside the web server that publishes what is due and does the site's regular jobs."""

import signal
import sys
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from core.publishing import Scheduler


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT, which stop it at once: what it was doing is rolled back and stays due."""

    help = "Publish what is due and run the regular jobs, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, _stop)
        Scheduler().run()


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(0)
