"""The forms in which editors write steps and paths."""

from typing import Any

from roadmap import judging
from roles.forms import EntryForm


class RouteEntryForm(EntryForm):
    """An entry whose rows are judged together, unless it is kept as a draft."""

    def _kept(self, name: str) -> list[Any]:
        """The rows of a list that will be there after saving, in their order."""
        forms = self.formsets[name].forms
        kept = [form for form in forms if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return sorted((form.cleaned_data for form in kept), key=lambda row: row.get("ORDER") or 0)


class StepForm(RouteEntryForm):
    """A step. To be published it must not wait for itself, nor need a step of a higher level."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.is_deferred_validation:
            needs = [row["needs"].pk for row in self._kept("prerequisites") if row.get("needs")]
            draft = self.instance.__class__(
                pk=self.instance.pk, **{name: cleaned.get(name) or None for name in ("stage", "title", "level")}
            )
            for sentence in judging.against_step(draft, judging.rungs_of(draft, needs)):
                self.add_error(None, sentence)
        return cleaned


class PathForm(RouteEntryForm):
    """A path. To be published it must hold what its steps need, in the order of the descent."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.is_deferred_validation:
            rows = self._kept("steps")
            core = [row["step"].pk for row in rows if row.get("step") and not row.get("optional")]
            for sentence in judging.against_path(core):
                self.add_error(None, sentence)
        return cleaned
