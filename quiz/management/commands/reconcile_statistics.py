"""`reconcile_statistics`: recount the quiz's statistics from the attempts and say what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quiz.statistics.reconcile import keep, months


class Command(BaseCommand):
    """Recounts month by month, in it day by day; exit status 1 where something differs."""

    help = "Recount the quiz's statistics from the attempts, compare them with the tally, and say what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        for month in months():
            found.append(month)
            said = "agrees" if not month.count else f"{month.count} counts differ"
            self.stdout.write(f"{month.first:%B %Y}: {said}")
            for difference in month.differences:
                self.stdout.write(f"  {difference}")
        kept = keep(found)
        if kept.count:
            since = f" They last agreed at {kept.agreed_at:%Y-%m-%d %H:%M} UTC." if kept.agreed_at else ""
            raise CommandError(f"{kept.count} counts differ.{since}")
        self.stdout.write("The tally is what the attempts and the deleted ones make." if found else "Nothing counted.")
