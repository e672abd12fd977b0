"""What readers answer before and after each figure, for editors: two shares, how sure each is, and no more.

Those who answer the second question are not all who answered the first: a difference is one of two groups.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from core.intervals import Interval
from practice import guesses
from practice.guesses import Share
from practice.models import Idea

CHANGE = "practice.change_idea"


def said(share: Share) -> str:
    """“38 % of 120 (30 to 47 %)”: the share of right answers, and its 95 % interval."""
    if not share.total:
        return "No answers yet"
    return f"{share.share:.0%} of {share.total:,} ({_span(share.interval)})"


def _span(interval: Interval) -> str:
    return f"{interval.low * 100:.0f} to {interval.high * 100:.0f} %"


def gain(idea: Any) -> str:
    """The difference of the two shares in points, as far as it is sure."""
    interval = idea.learned.gain
    if interval is None:
        return "Not known yet"
    low, high = round(interval.low * 100), round(interval.high * 100)
    sure = "more" if low > 0 else "fewer" if high < 0 else "may be chance"
    return f"{low:+d} to {high:+d} points: {sure}"


def otherwise(idea: Any) -> str:
    """How many answers are left out, since the question was worded otherwise."""
    return f"{idea.learned.otherwise:,}" if idea.learned.otherwise else ""


def _edit_url(idea: Any) -> str:
    return reverse(Idea.snippet_viewset.get_url_name("edit"), args=[idea.pk])


class GuessReport(ReportView):
    """For each live idea: how many answered right before its figure, and after it."""

    page_title = "What the ideas teach"
    header_icon = "help"
    index_url_name = "practice_guesses"
    index_results_url_name = "practice_guesses_results"
    results_template_name = "practice/admin/guesses_results.html"
    permission_policy = ModelPermissionPolicy(Idea)
    permission_required = "change"
    model = Idea
    is_searchable = False
    default_ordering = None
    columns = [
        TitleColumn("title", label="Idea", accessor="title", get_url=_edit_url, width="30%"),
        Column("before", label="Right before the figure", accessor=lambda idea: said(idea.learned.before)),
        Column("after", label="Right after it", accessor=lambda idea: said(idea.learned.after)),
        Column("gain", label="Difference", accessor=gain),
        Column("otherwise", label="To earlier words", accessor=otherwise),
    ]
    list_export = [
        "title",
        "learned.before.right",
        "learned.before.total",
        "learned.before.interval.low",
        "learned.before.interval.high",
        "learned.after.right",
        "learned.after.total",
        "learned.after.interval.low",
        "learned.after.interval.high",
    ]
    export_headings = {
        "title": "Idea",
        "learned.before.right": "Right before",
        "learned.before.total": "Answers before",
        "learned.before.interval.low": "Before, from",
        "learned.before.interval.high": "Before, to",
        "learned.after.right": "Right after",
        "learned.after.total": "Answers after",
        "learned.after.interval.low": "After, from",
        "learned.after.interval.high": "After, to",
    }

    def get_filename(self) -> str:
        return f"practice-{timezone.localdate()}"

    def get_base_queryset(self) -> QuerySet[Idea]:
        return Idea.objects.filter(live=True).order_by("sort_order")

    def get_queryset(self) -> QuerySet[Idea]:
        return self.get_base_queryset()

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        """The ideas, each with `learned`. A query more."""
        ideas = list(object_list)
        found = guesses.learned({idea.slug: (idea.predict.words, idea.after.words) for idea in ideas})
        for idea in ideas:
            idea.learned = found[idea.slug]
        return ideas


class GuessMenuItem(MenuItem):
    """Shown to those who may see what it leads to."""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(CHANGE)


def urls() -> list[URLPattern]:
    """The addresses of the report."""
    return [
        path("reports/practice/", GuessReport.as_view(), name="practice_guesses"),
        path("reports/practice/results/", GuessReport.as_view(results_only=True), name="practice_guesses_results"),
    ]


def menu_item() -> MenuItem:
    """Its place under Reports."""
    return GuessMenuItem("What the ideas teach", reverse("practice_guesses"), icon_name="help", order=960)
