"""The form in which editors write an idea."""

from typing import Any

from practice import judging
from roles.forms import EntryForm


class IdeaForm(EntryForm):
    """An idea. To be published, its words must fit its figure: controls, experiments, questions."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_deferred_validation or self.errors:
            return cleaned
        draft = type(self.instance)(**{name: cleaned[name] for name in FIELDS if name in cleaned})
        draft.slug = cleaned.get("slug") or self.instance.slug
        for field, sentence in judging.troubles(draft):
            # A stream shows the errors of its blocks and no others.
            self.add_error(None if field in STREAMS else field, sentence)
        return cleaned


STREAMS = ("inputs", "predict_set", "tries", "checks")
# What `judging.troubles` looks at.
FIELDS = (
    *STREAMS,
    *(f"predict_{name}" for name in ("question", "choices", "answer", "reveal")),
    *(f"after_{name}" for name in ("question", "choices", "answer", "why")),
)
