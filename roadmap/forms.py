"""What a learner writes on the pages of the Route: how a step stands, and when they mean to walk it."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dateparse import parse_date

from learners import evidence as evidences
from roadmap import planning
from roadmap.showing import Stand

_APART = re.compile(r"\s+(?:to|until|-|–)\s+|\s*\.\.\s*|\s*/\s*")
LONGEST_HOLIDAYS = 2_000  # characters


class TickForm(forms.Form):
    """How a step stands. A tap on its mark says that alone: evidence and note stay what they are."""

    state = forms.ChoiceField(
        choices=[(stand.value, stand.label) for stand in Stand],
        error_messages={
            "required": "Choose how the step stands.",
            "invalid_choice": "A step is not yet begun, doing, done or skipped. Choose one of these.",
        },
    )
    evidence = forms.CharField(required=False, strip=True)
    note = forms.CharField(required=False, strip=True)

    @property
    def says_all(self) -> bool:
        """Whether evidence and note were sent, too."""
        return "evidence" in self.data

    def clean(self) -> dict[str, Any]:
        """Refuses evidence and notes that can't be kept, each with its own sentence."""
        cleaned = super().clean() or self.cleaned_data
        try:
            evidences.check(cleaned.get("evidence", ""), cleaned.get("note", ""))
        except evidences.Refused as refused:
            for name, sentence in refused.errors.items():
                self.add_error(name, sentence)
        return cleaned


class PlanForm(forms.Form):
    """Hours a week, a first day, times away."""

    hours = forms.DecimalField(
        label="Hours a week",
        max_digits=3,
        decimal_places=1,
        help_text="Half an hour at least, 60 at most. One block of two hours beats four half-hours.",
        error_messages={
            "required": "Name the hours that you have in a week.",
            "invalid": "The hours a week are a number, such as 4 or 2.5.",
            "max_digits": "The hours a week are a number up to 60.",
            "max_whole_digits": "The hours a week are a number up to 60.",
            "max_decimal_places": "Tenths of an hour are as fine as a plan can be.",
        },
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    start = forms.DateField(
        label="First day",
        error_messages={
            "required": "Choose a first day.",
            "invalid": "The first day is a date, such as 2026-12-01.",
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    holidays = forms.CharField(
        label="Times away",
        required=False,
        max_length=LONGEST_HOLIDAYS,
        help_text="One a line, the first and the last day: 2026-12-24 to 2027-01-03. A single day stands alone.",
        error_messages={"max_length": f"These are more than {LONGEST_HOLIDAYS:,} characters. Join some times away."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_holidays(self) -> list[tuple[date, date]]:
        """The times away, each with its first and last day."""
        return [_away(line) for line in self.cleaned_data["holidays"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """Refuses what no plan can be made of, beside the field that is wrong."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                planning.check(cleaned["hours"], cleaned["start"], cleaned["holidays"])
            except planning.Refused as refused:
                self.add_error(refused.field, refused.sentence)
        return cleaned


def written(away: list[tuple[date, date]]) -> str:
    """Times away as they are typed."""
    return "\n".join(str(first) if first == last else f"{first} to {last}" for first, last in away)


def _away(line: str) -> tuple[date, date]:
    days = [_day(part) for part in _APART.split(line.strip())]
    if len(days) > 2 or None in days:
        raise forms.ValidationError(
            f"“{line.strip()[:40]}” is no time away. Write its first and its last day: 2026-12-24 to 2027-01-03."
        )
    return days[0], days[-1]  # type: ignore[return-value]


def _day(text: str) -> date | None:
    try:
        return parse_date(text.strip())
    except ValueError:
        return None


def hours_of(value: Decimal | None) -> str:
    """Hours as they are typed: “4”, “2.5”."""
    return f"{value:f}".rstrip("0").rstrip(".") if value and "." in f"{value:f}" else f"{value or ''}"
