"""Tables and attempts as files: CSV that a spreadsheet opens right, and XLSX. No cell of either is a formula.

CSV is UTF-8 with a byte-order mark, which is how spreadsheets know it. In it, text that begins as a formula does gets
an apostrophe; in XLSX a text is one by its type. Attempts are streamed, so that any number needs the same memory.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from quiz.models.attempts import Attempt, Excluded
from quiz.models.editions import Edition
from quiz.paper import Paper
from quiz.papers import paper_of
from quiz.statistics.filters import Filter
from quiz.statistics.report import Report
from quiz.statistics.tables import Table, Value
from roles.exports import FORMULA

BOM = "\ufeff"
BATCH = 2_000
CONTEXT = ("edition", "edition_name", "from", "to", "attempts", "role_today", "as_of")
KEPT = (
    "id",
    "quiz",
    "edition",
    "opened_at",
    "started_at",
    "finished_at",
    "seconds",
    "retake",
    "excluded",
    "best",
    "best_name",
    "runner_up",
    "runner_up_name",
    "margin",
    "close",
    "flat",
    "stable",
)


def as_csv(report: Report, table: Table) -> str:
    """One table as CSV; every row says which edition, period and attempts it is about."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_safe(name) for name in (*CONTEXT, *table.export_columns)])
    about = _about(report)
    writer.writerows([_safe(value) for value in (*about, *row)] for row in _rows(table))
    return BOM + out.getvalue()


def as_xlsx(report: Report, tables: Iterable[Table]) -> bytes:
    """Tables as the sheets of a workbook, after one that says what it is about."""
    book = Workbook(write_only=True)
    about = book.create_sheet("about")
    for name, value in zip(CONTEXT, _about(report), strict=True):
        about.append(_cells(about, [name, value]))
    for table in tables:
        sheet = book.create_sheet(table.slug[:31])
        sheet.append(_cells(sheet, table.export_columns))
        for row in _rows(table):
            sheet.append(_cells(sheet, row))
        for sentence in (table.means, table.of, *table.notes):
            if sentence:
                sheet.append(_cells(sheet, [sentence]))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def attempts_csv(asked: Filter) -> Iterator[str]:
    """The attempts of an edition that were opened in the period, one by one, as lines of CSV.

    No key, no learner, no answer to a context question; the filter's present job is not looked at, since it would say
    whose job is which. Choices are named by slug and by words.
    """
    edition = Edition.objects.select_related("quiz").defer("scored", "words").get(pk=asked.edition.pk)
    paper = paper_of(edition)
    questions = [question.slug for question in paper.scored.questions]
    heading = [*KEPT, *(name for slug in questions for name in (slug, f"{slug} (words)"))]
    line = csv.writer(_Echo())
    yield BOM + line.writerow([_safe(name) for name in heading])
    # Not held over the end of a transaction, which would have PostgreSQL write all of it to its disk first.
    with transaction.atomic():
        for attempt in _attempts(asked).iterator(BATCH):
            yield line.writerow([_safe(value) for value in _attempt(attempt, edition, paper)])


def _attempts(asked: Filter) -> Any:
    attempts = Attempt.objects.filter(
        edition=asked.edition.pk, opened_at__date__range=(asked.period.first, asked.period.last)
    )
    return attempts.filter(retake__in=asked.which.retakes).defer("key", "result_key", "context").order_by("pk")


def _attempt(attempt: Attempt, edition: Edition, paper: Paper) -> Iterator[Any]:
    ends = attempt.finished_at, attempt.started_at
    yield from (str(attempt.pk), str(edition.quiz or paper.words.title), edition.number)
    for at in (attempt.opened_at, attempt.started_at, attempt.finished_at):
        yield at.isoformat(timespec="seconds") if at else ""
    yield round((ends[0] - ends[1]).total_seconds()) if ends[0] and ends[1] else ""
    yield "yes" if attempt.retake else "no"
    yield Excluded(attempt.excluded).label if attempt.excluded else ""
    for place in (attempt.best, attempt.runner_up):
        yield from (paper.role(place), paper.role_words(place).name) if place else ("", "")
    for value in (attempt.margin, attempt.close, attempt.flat, attempt.stable):
        yield ("yes" if value else "no") if isinstance(value, bool) else value
    for question, choice in enumerate(attempt.answers, 1):
        known = 0 < choice <= len(paper.question(question).choices)
        yield paper.choice(question, choice).slug if known else ""
        yield paper.choice_words(question, choice).text if known else ""


class _Echo:
    """What csv writes to, so that a line comes back instead of being kept."""

    def write(self, line: str) -> str:
        return line


def _about(report: Report) -> tuple[Value, ...]:
    values = report.filter.values
    job = report.filter.today.text if report.filter.today else "any"
    moment = report.as_of.isoformat(timespec="seconds")
    return (
        report.filter.edition.pk,
        report.filter.edition.name,
        values["from"],
        values["to"],
        values["attempts"],
        job,
        moment,
    )


def _rows(table: Table) -> Sequence[tuple[Value, ...]]:
    return table.export_rows or ((table.empty,),)


def _safe(value: Any) -> Any:
    """A number as it is; text that a spreadsheet would calculate with an apostrophe before it; nothing for None."""
    if isinstance(value, int | float):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _cells(sheet: Any, values: Iterable[Value]) -> list[Any]:
    """The values as cells, text by its type: not even what begins with = is calculated."""
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("�", value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"
        cells.append(cell)
    return cells
