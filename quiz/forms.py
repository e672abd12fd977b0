"""The form of one question. It parses; `quiz.attempts` acts."""

from typing import Any

from django import forms

from quiz.asking import Asked

MISSING = "Choose one of the answers, then continue."
IMPOSSIBLE = "That answer is not one of these. Choose one of them, then continue."


class AnswerForm(forms.Form):
    """One choice of the question `asked`. `choice` is its place; the words stand in `asked.options`."""

    choice = forms.TypedChoiceField(
        coerce=int, error_messages={"required": MISSING, "invalid_choice": IMPOSSIBLE}, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = [(option.place, option.text) for option in asked.options]  # type: ignore[attr-defined]
