"""What editors do to many commands at once: say that they were checked today."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cookbooks.models import Command, Sheet
from core import stamps
from core.models import Entry


def check(entries: Sequence[Entry], day: date, user: Any = None) -> int:
    """Let readers and drafts know that `entries` were checked on `day`, and nothing else. How many it was said of.

    A sheet is due again after as many days as before. A draft keeps whatever else was changed in it.
    """
    with transaction.atomic():
        for entry in entries:
            said = {"checked": day}
            if isinstance(entry, Sheet):
                said["review_by"] = day + (entry.review_by - entry.checked)
            type(entry).objects.filter(pk=entry.pk).update(**said)
            if draft := entry.latest_revision:
                draft.content |= {name: value.isoformat() for name, value in said.items()}
                draft.save(update_fields=["content"])
            log(instance=entry, action="wagtail.edit", user=user)
        if entries:
            stamps.change()
    return len(entries)


class CheckedTodayAction(SnippetBulkAction):
    """Says of the chosen commands, or sheets, that someone went through them today."""

    display_name = "Checked today"
    aria_label = "Say that the selected ones were checked today"
    action_type = "checked-today"
    template_name = "cookbooks/admin/checked_today.html"
    action_priority = 10
    models: ClassVar[list[type[Entry]]] = [Command, Sheet]

    def check_perm(self, snippet: Entry) -> bool:
        """What readers see changes: whoever may publish it may say so."""
        return self.request.user.has_perm(f"cookbooks.publish_{self.model._meta.model_name}")

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Sequence[Entry], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        return check(objects, timezone.localdate(), user), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return f"{num_parent_objects} checked today. Readers see it at once."
