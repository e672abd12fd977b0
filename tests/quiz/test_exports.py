"""Files of the statistics: what the page shows, safe in a spreadsheet; attempts without whose they are, streamed."""

import csv
import io
import tracemalloc
from datetime import UTC, datetime
from itertools import islice

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from quiz.models import Edition
from quiz.papers import paper_of
from quiz.statistics import exports, report
from quiz.statistics.filters import Filter, Period
from quiz.statistics.tables import Cell, Row, Table
from tests.factories.quiz import AttemptFactory, EditionFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}
FORMULA = '=HYPERLINK("https://example.org", "é")'


@pytest.fixture
def boss(client):
    """The browser of someone who may do everything."""
    client.force_login(get_user_model().objects.create_superuser("boss", "boss@example.org"))
    return client


@pytest.fixture
def edition():
    return EditionFactory()


def asked(edition):
    return Filter(report.choice_of(edition, paper_of(edition)), Period(datetime(2026, 11, 1).date(), NOON.date()))


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def get(browser, name, *args, **query):
    response = browser.get(reverse(name, args=args), NOVEMBER | query)
    assert response.status_code == 200
    return response


def test_a_table_is_a_file_that_says_which_edition_and_days_it_is_about(boss, edition):
    AttemptFactory.create_batch(12, edition=edition, opened_at=NOON, done=True)

    response = get(boss, "quiz_statistics_csv", "best")

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="quiz-best.csv"'
    rows = rows_of(response.content)
    assert {row["count"] for row in rows} == {"0", "12"}
    assert {(row["edition"], row["from"], row["to"], row["attempts"], row["role_today"]) for row in rows} == {
        (str(edition.pk), "2026-11-01", "2026-11-30", "all", "any")
    }
    assert {row["id"] for row in rows} == set(paper_of(edition).scored.roles)
    assert {row["role"] for row in rows} == {"Role 0", "Role 1"}


def test_every_table_of_the_page_can_be_had_in_both_forms_and_in_one_workbook(boss, edition):
    AttemptFactory.create_batch(12, edition=edition, opened_at=NOON, done=True)
    found = report.report_of(asked(edition))

    for table in found.all_tables:
        assert len(rows_of(get(boss, "quiz_statistics_csv", table.slug).content)) == len(table.rows) or table.empty
        book = load_workbook(io.BytesIO(get(boss, "quiz_statistics_xlsx", table.slug).content))
        assert book.sheetnames == ["about", table.slug[:31]]
    book = load_workbook(io.BytesIO(get(boss, "quiz_statistics_workbook").content))
    assert book.sheetnames == ["about", *(table.slug[:31] for table in found.all_tables)]
    assert len(set(book.sheetnames)) == len(book.sheetnames)
    figures = {row[0]: row[2] for row in book["figures"].iter_rows(values_only=True)}
    assert figures["completions"] == 12


def test_a_file_of_nothing_says_that_there_is_nothing(boss, edition):
    assert "There are no completions here yet." in get(boss, "quiz_statistics_csv", "best").content.decode()
    assert boss.get(reverse("quiz_statistics_csv", args=["no-such-table"])).status_code == 404


def test_without_an_edition_there_are_no_files(boss):
    for name, args in (
        ("quiz_statistics_csv", ["best"]),
        ("quiz_statistics_workbook", []),
        ("quiz_statistics_attempts", []),
    ):
        assert boss.get(reverse(name, args=args)).status_code == 404


def test_no_cell_is_a_formula_and_words_stay_what_they_are(edition):
    found = report.report_of(asked(edition))
    rows = (Row("@id", FORMULA, (Cell("-1", -1), Cell("\x07\t+2", "\x07\t+2"), Cell("", None))),)
    table = Table("odd", "Odd", "=means", "", ("-label", "number", "text", "nothing"), rows)

    written = list(csv.reader(io.StringIO(exports.as_csv(found, table).removeprefix("\ufeff"))))
    sheet = load_workbook(io.BytesIO(exports.as_xlsx(found, [table])))["odd"]

    assert written[0][7:] == ["id", "'-label", "number", "text", "nothing"]
    assert written[1][7:] == ["'@id", f"'{FORMULA}", "-1", "\x07\t+2", ""]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sheet["B2"].value == FORMULA and sheet["C2"].value == -1 and sheet["A3"].value == "=means"
    assert sheet["D2"].value == "�\t+2"


def test_attempts_are_exported_with_labels_and_without_keys_learners_or_jobs(boss, edition):
    attempt = AttemptFactory(edition=edition, opened_at=NOON, done=True, answers=[1, 2, 1], context=[1])
    AttemptFactory(edition=edition, opened_at=NOON)
    AttemptFactory(edition=EditionFactory(), opened_at=NOON)

    response = get(boss, "quiz_statistics_attempts", edition=edition.pk)
    content = b"".join(response.streaming_content)

    finished, opened = sorted(rows_of(content), key=lambda row: row["finished_at"], reverse=True)
    assert finished["id"] == str(attempt.pk)
    assert (finished["q2"], finished["q2 (words)"], finished["seconds"]) == ("q2-c2", "Answer 2", "120")
    assert finished["best"] == paper_of(edition).role(attempt.best) and finished["best_name"]
    assert (finished["retake"], finished["excluded"], finished["edition"]) == ("no", "", "1")
    assert (opened["q1"], opened["best"], opened["finished_at"], opened["margin"]) == ("", "", "", "")
    words = content.decode()
    assert attempt.key not in words and attempt.result_key not in words
    assert "Backend" not in words and not {"learner", "context", "role-today"} & set(finished)


def test_attempts_are_not_exported_by_the_job_they_said(boss, edition):
    address = reverse("quiz_statistics_attempts")

    response = boss.get(address, NOVEMBER | {"today": "backend-engineer"}, follow=True)

    assert "would say whose job is which" in response.content.decode()
    assert response.redirect_chain[0][0].startswith(reverse("quiz_statistics"))


def test_words_that_would_be_formulas_are_none_in_attempts_either(edition):
    words = edition.words
    words["questions"]["q1"]["choices"]["q1-c1"]["text"] = FORMULA
    edition.words, edition.worded_at = words, NOON
    edition.save(update_fields=["words", "worded_at"])
    AttemptFactory(edition=edition, opened_at=NOON, done=True)

    rows = list(exports.attempts_csv(asked(Edition.objects.get(pk=edition.pk))))

    assert f'"\'{FORMULA.replace(chr(34), chr(34) * 2)}"' in rows[1]


COPIES = """
    INSERT INTO quiz_attempt
        (id, key, result_key, learner_id, edition_id, answers, context, retake, excluded, opened_at)
    SELECT gen_random_uuid(), 'k' || g, 'r' || g, learner_id, edition_id, answers, context, retake, excluded, opened_at
    FROM quiz_attempt, generate_series(1, 9999) g
"""


def test_any_number_of_attempts_is_exported_in_the_same_memory(edition, monkeypatch):
    monkeypatch.setattr(exports, "BATCH", 500)
    AttemptFactory(edition=edition, opened_at=NOON)
    with connection.cursor() as cursor:
        cursor.execute(COPIES)
    lines = exports.attempts_csv(asked(edition))
    list(islice(lines, 3 * exports.BATCH))

    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    rest = sum(1 for _ in lines)
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rest == 10_001 - 3 * 500
    assert highest - before < 1024 * 1024  # a batch of rows at a time
