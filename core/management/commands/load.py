"""manage.py load: content from files into the site."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import bundle

_SAID = {
    "made": "made",
    "changed": "changed",
    "unpublished": "gone from the files, so unpublished",
    "left": "left as an editor has it (take the file's version with --take)",
    "not_remade": "not made: an editor deleted it or what it belongs to (bring it back with --take)",
}

MOST = 20  # names that a person still reads


def named(names: list[str]) -> str:
    """The names, or where there are too many to read, how many of each kind."""
    if len(names) <= MOST:
        return ", ".join(names)
    return ", ".join(f"{count} {kind}" for kind, count in Counter(name.partition(":")[0] for name in names).items())


class Command(BaseCommand):
    help = "Load content from files: all of it or nothing, and never over an editor's work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT, help="default: %(default)s")
        parser.add_argument(
            "--take",
            nargs="+",
            action="extend",
            default=[],
            metavar="KIND:SLUG",
            help="take the file's version of this, over an edit or a deletion",
        )
        parser.add_argument("--check", action="store_true", help="check the files and write nothing")

    def handle(self, *, folder: Path, take: list[str], check: bool, **options: Any) -> None:
        try:
            if check:
                self.stdout.write(f"{len(bundle.check(folder))} things in {folder}, nothing wrong with them.")
            else:
                self._say(bundle.load(folder, take))
        except bundle.Refused as refused:
            count = len(refused.problems)
            raise CommandError(
                f"Nothing was loaded: {count} problem{'s' * (count > 1)} in {folder}.\n{refused}"
            ) from refused

    def _say(self, report: bundle.Report) -> None:
        for group, words in _SAID.items():
            if names := getattr(report, group):
                self.stdout.write(f"{len(names)} {words}: {named(names)}")
        self.stdout.write(f"{report.unchanged} unchanged")
