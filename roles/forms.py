"""The forms in which editors write what this floor holds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from wagtail.admin.forms import WagtailAdminModelForm

from roles.models.roles import check_skill_count

FIXED = "Fixed since it was first published: links and old results go by it."


class EntryForm(WagtailAdminModelForm):
    """A form whose slug can be read, not changed, once the entry has been published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.first_published_at and "slug" in self.fields:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = FIXED

    def save(self, commit: bool = True) -> Any:
        """The entry; a new one stands last in the order that editors drag."""
        if self.instance._state.adding:
            last = type(self.instance).objects.aggregate(last=Max("sort_order"))["last"]
            self.instance.sort_order = 0 if last is None else last + 1
        return super().save(commit)


class RoleForm(EntryForm):
    """A role. As a draft it may be unfinished; to publish it or hand it in, its rows must be whole.

    A note on what changed becomes the first line of its history, and the version goes up.
    """

    note = forms.CharField(
        label="What changes now",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For a change of substance: a sentence for a reader who was here before. It becomes the first line "
        "of the history, under today's date, and the version goes up by one. Leave it empty for a typo.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.first_published_at:
            self.fields.pop("note", None)  # nobody was here before

    def save(self, commit: bool = True) -> Any:
        """The role; with a note, one version above the one that readers have, which has not been told of it twice."""
        if note := self.cleaned_data.get("note"):
            self.instance.note_change(note)
        return super().save(commit)

    def clean(self) -> dict[str, Any]:
        """Refuses, unless it is kept as a draft, a role without its five skills or in another lifecycle's phase."""
        cleaned = super().clean() or self.cleaned_data
        if self.is_deferred_validation:
            return cleaned
        try:
            check_skill_count(len(self._kept("skills")))
        except ValidationError as error:
            self.add_error(None, error)
        lifecycle = cleaned.get("lifecycle")
        for row in self._kept("phases"):
            phase = row.cleaned_data.get("phase") if row.is_valid() else None
            if lifecycle and phase and phase.lifecycle_id != lifecycle.pk:
                self.add_error(None, f"“{phase}” is no phase of the {lifecycle}. Choose one of its own.")
        return cleaned

    def _kept(self, name: str) -> list[Any]:
        """The rows of a list that will be there after saving."""
        formset = self.formsets[name]
        return [row for row in formset.forms if row.errors or not row.cleaned_data.get("DELETE")]
