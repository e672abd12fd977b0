"""What readers say has changed: taken in, and never asked who they are."""

from django.http import HttpRequest

from cookbooks.models.reports import ChangeReport, ReportState
from cookbooks.models.sheets import Command
from core.limits import Window, address_of

MOST_AN_ADDRESS = 20  # within the hour: nobody reads that many pages against a sheet
HOUR = 3600  # seconds

window = Window(HOUR)


def wait(request: HttpRequest) -> int:
    """Seconds to wait before another report from where `request` comes from is taken; 0 for now."""
    return window.wait((f"report {address_of(request)}", MOST_AN_ADDRESS))


def report(command: str, reason: str, link: str) -> bool:
    """Take in that the command of this name has changed. False: there is no such command.

    The same words again, while they wait to be looked at, are the report that is there.
    """
    key = Command.objects.filter(slug=command).values_list("pk", flat=True).first()
    if key is None:
        return False
    row = ChangeReport(command_id=key, reason=reason, link=link, state=ReportState.OPEN)
    ChangeReport.objects.bulk_create([row], ignore_conflicts=True)
    return True
