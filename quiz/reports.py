"""The statistics in the admin: the page, its exports, and what is left out. Each view asks for its permission."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from quiz.models.attempts import Attempt, Excluded
from quiz.models.tallies import Reconciliation
from quiz.statistics import exports, filters, report, rollup
from quiz.statistics.filters import EditionChoice, Read
from quiz.statistics.measures import SMALLEST_GROUP

SEE, EXPORT = "quiz.see_statistics", "quiz.export_attempts"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
A_PAGE = 50

View = Callable[..., HttpResponseBase]


def _asked(request: HttpRequest, editions: list[EditionChoice]) -> Read:
    return filters.read(request.GET.dict(), editions, datetime.now(UTC).date())


@permission_required(SEE)
def statistics(request: HttpRequest) -> HttpResponse:
    """Every figure of one filter. Rolls up first where nobody has for five minutes."""
    if rollup.is_stale():
        rollup.catch_up()
    editions = report.editions()
    context: dict[str, Any] = {
        "page_title": "Quiz statistics",
        "header_icon": "table",
        "editions": editions,
        "smallest": SMALLEST_GROUP,
        "reconciliation": Reconciliation.objects.first(),
        "may_export": request.user.has_perm(EXPORT),
    }
    if editions:
        read = _asked(request, editions)
        now = datetime.now(UTC).date()
        context |= {
            "filter": read.filter,
            "troubles": read.troubles,
            "whiches": [(which.value, which.words.capitalize()) for which in filters.Which],
            "answers": (*read.filter.edition.answers, filters.NO_ANSWER) if read.filter.edition.answers else (),
            "presets": [(name, preset.query) for name, preset in read.filter.presets(now)],
            "report": report.report_of(read.filter),
        }
    return TemplateResponse(request, "quiz/admin/statistics/page.html", context)


@permission_required(SEE)
def table(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """One table of the filter as a file."""
    editions = report.editions()
    if not editions:
        raise Http404("No quiz has been published.")
    found = report.report_of(_asked(request, editions).filter)
    chosen = found.table(slug)
    if chosen is None:
        raise Http404(f"There is no table {slug}.")
    if form == "csv":
        return _file(exports.as_csv(found, chosen).encode(), CSV, f"quiz-{slug}.csv")
    return _file(exports.as_xlsx(found, [chosen]), XLSX, f"quiz-{slug}.xlsx")


@permission_required(SEE)
def workbook(request: HttpRequest) -> HttpResponse:
    """Every table of the filter as the sheets of one file."""
    editions = report.editions()
    if not editions:
        raise Http404("No quiz has been published.")
    found = report.report_of(_asked(request, editions).filter)
    return _file(exports.as_xlsx(found, found.all_tables), XLSX, "quiz-statistics.xlsx")


@permission_required(EXPORT)
def attempts(request: HttpRequest) -> HttpResponseBase:
    """The attempts of the filter, one by one, streamed. Refused with a present job, which would be said by that."""
    editions = report.editions()
    if not editions:
        raise Http404("No quiz has been published.")
    asked = _asked(request, editions).filter
    if asked.today:
        messages.error(request, "Attempts are not exported by role today: that would say whose job is which.")
        return redirect(f"{reverse('quiz_statistics')}?{asked.query}")
    response = StreamingHttpResponse(exports.attempts_csv(asked), content_type=CSV)
    response["Content-Disposition"] = 'attachment; filename="quiz-attempts.csv"'
    return response


@permission_required(SEE)
def left_out(request: HttpRequest) -> HttpResponse:
    """The attempts of the filter that count in no figure, the latest first: why, and when. No answer, no result."""
    editions = report.editions()
    context: dict[str, Any] = {"page_title": "Left out of the quiz statistics", "header_icon": "table"}
    if editions:
        read = _asked(request, editions)
        asked = read.filter
        rows = Attempt.objects.filter(
            edition=asked.edition.pk,
            opened_at__date__range=(asked.period.first, asked.period.last),
            retake__in=asked.which.retakes,
        ).exclude(excluded=Excluded.NO)
        page = Paginator(rows.only("id", "excluded", "opened_at", "finished_at").order_by("-opened_at"), A_PAGE)
        context |= {"filter": asked, "troubles": read.troubles, "rows": page.get_page(request.GET.get("p"))}
    return TemplateResponse(request, "quiz/admin/statistics/left_out.html", context)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def urls() -> list[URLPattern]:
    """Under the admin's address."""
    return [
        path("reports/quiz/", statistics, name="quiz_statistics"),
        path("reports/quiz/left-out/", left_out, name="quiz_statistics_left_out"),
        path("reports/quiz/every-attempt.csv", attempts, name="quiz_statistics_attempts"),
        path("reports/quiz/statistics.xlsx", workbook, name="quiz_statistics_workbook"),
        path("reports/quiz/<slug:slug>.csv", table, {"form": "csv"}, name="quiz_statistics_csv"),
        path("reports/quiz/<slug:slug>.xlsx", table, {"form": "xlsx"}, name="quiz_statistics_xlsx"),
    ]
