"""The statistics as staff see them: each figure is what the attempts say, whoever may not see it sees nothing."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from core.intervals import Interval, difference, wilson
from quiz import attempts
from quiz.balance import balance
from quiz.models import Attempt, Excluded, Tally
from quiz.models.balances import Balance
from quiz.papers import paper_of
from quiz.statistics import report, rollup
from quiz.statistics.filters import Filter, Period, Which
from quiz.statistics.people import answered_today
from quiz.statistics.read import Measure
from tests.factories.learners import LearnerFactory
from tests.factories.quiz import AttemptFactory, EditionFactory, QuizFactory, published
from tests.quiz.readership import FIRST_DAY, attempts_at, rolled_up_to

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 3, 1, tzinfo=UTC)
ALL_DAYS = Period(FIRST_DAY.date(), LATER.date())
NAMES = ("quiz_statistics", "quiz_statistics_left_out", "quiz_statistics_workbook")


def staff(client, *permissions):
    """The browser of someone who may enter the admin, and these things of the quiz."""
    user = get_user_model().objects.create_user("staff", "staff@example.org")
    group = Group.objects.create(name="Staff")
    codenames = ["access_admin", *permissions]
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    user.groups.add(group)
    client.force_login(user)
    return client


@pytest.fixture
def reader(client):
    """The browser of someone who may see the statistics."""
    return staff(client, "see_statistics")


def asked(edition, period=ALL_DAYS, which=Which.ALL, today=None, other=None):
    choice = report.choice_of(edition, paper_of(edition))
    return Filter(choice, period, which, choice.answer(today) if today else None, other)


def figures_of(found):
    return {figure.slug: figure for figure in found.figures}


def cells(table, column):
    """What a column of a table says, by the id of the row."""
    at = [name for name, _ in table.headings].index(column)
    return {row.id: row.cells[at].value for row in table.rows}


def page(browser, **query):
    response = browser.get(reverse("quiz_statistics"), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("part", (0, 45, 200))
def test_every_figure_is_what_the_attempts_say_rolled_up_or_live(part):
    edition = EditionFactory(roles=3, questions=4, choices=3)
    attempts_at(edition, 160)
    rolled_up_to(FIRST_DAY + timedelta(days=part))
    counted = Attempt.objects.filter(excluded=0)
    done = counted.filter(finished_at__isnull=False)

    found = report.report_of(asked(edition))

    figures = figures_of(found)
    assert figures["opened"].value == counted.count()
    assert figures["starts"].value == counted.filter(started_at__isnull=False).count()
    assert figures["completions"].value == done.count()
    assert figures["close"].count == done.filter(close=True, flat=False).count()
    in_time = [one for one in done if one.finished_at - one.opened_at < rollup.SETTLED_AFTER]
    assert figures["rate"].count in {len(in_time), done.count()}  # before it settles, a late one is live
    best = cells(found.table("best"), "count")
    assert best == {f"role-of-{edition.quiz.slug}-{place - 1}": done.filter(best=place).count() for place in (1, 2, 3)}
    assert f"together they are the {done.count()} of these months." in found.table("pairs").of
    taken = cells(found.table("choices"), "taken")
    assert taken["q1/q1-c2"] == done.filter(answers__0=2).count()
    assert sum(cells(found.table("by-role-today"), "completions").values()) == done.count()
    assert cells(found.table("left-out"), "attempts")["bot"] == Attempt.objects.filter(excluded=Excluded.BOT).count()
    seen = cells(found.table("drop-off"), "saw it")
    assert seen["q1"] == counted.count() and list(seen.values()) == sorted(seen.values(), reverse=True)


def test_the_filter_governs_every_figure_and_table():
    edition = EditionFactory()
    attempts_at(edition, 240, excluded=0)
    rolled_up_to(FIRST_DAY + timedelta(days=40))
    autumn = Period(date(2026, 10, 1), date(2026, 11, 30))
    done = Attempt.objects.filter(finished_at__gte="2026-10-01T00:00Z", finished_at__lt="2026-12-01T00:00Z")
    backends = done.filter(context=[1], retake=False)

    found = report.report_of(asked(edition, autumn, Which.FIRST, "backend-engineer"))

    assert figures_of(found)["completions"].value == backends.count() < done.count()
    months = "Whole months: October 2026 to November 2026."
    assert f"they are the {backends.count()} of these months. {months}" in found.table("pairs").of
    assert found.table("by-role-today") is None
    counts = cells(found.table("best"), "count").values()
    assert all(isinstance(count, str) for count in counts) or sum(counts) == backends.count()
    assert report.report_of(asked(edition, autumn)).table("days").title == "By day"


def test_rows_since_the_watermark_count_at_once_and_a_rollup_changes_no_figure():
    edition = EditionFactory()
    attempts_at(edition, 60)
    now = timezone.now()
    for _ in range(12):
        AttemptFactory(edition=edition, opened_at=now - timedelta(minutes=3), done=True, finished_at=now)
    rollup.roll_up()
    period = Period(FIRST_DAY.date(), now.date())
    before = report.report_of(asked(edition, period))

    rolled_up_to(LATER)

    assert [figure.value for figure in before.figures] == [
        figure.value for figure in report.report_of(asked(edition, period)).figures
    ]


def test_chance_is_that_of_the_editions_balance():
    edition = EditionFactory()
    known = balance(paper_of(edition))
    AttemptFactory.create_batch(40, edition=edition, opened_at=FIRST_DAY, done=True, answers=[1, 2, 1])
    assert "has not been computed yet" in report.report_of(asked(edition)).table("best").means
    Balance.objects.keep(known)

    found = report.report_of(asked(edition))

    best = found.table("best")
    assert cells(best, "chance") == {role.role: round(role.win_ratio / 2, 6) for role in known.roles}
    assert sorted(cells(best, "than chance").values()) == ["fewer", "more"]
    assert figures_of(found)["close"].beside == f"chance alone: {known.overall.close_call_percent:.1f}%"
    taken = {question.question: question.choices for question in known.questions}
    assert cells(found.table("questions"), "decides")["q2"] == round(taken["q2"]["q2-c2"] / 100, 6)


def test_items_say_how_much_a_question_tells():
    edition = EditionFactory(roles=2, questions=2, choices=2)
    for answers, many in (([1, 1], 40), ([2, 2], 40), ([1, 2], 20), ([2, 1], 20)):
        AttemptFactory.create_batch(many, edition=edition, opened_at=FIRST_DAY, done=True, answers=answers)

    found = report.report_of(asked(edition))

    bits = cells(found.table("questions"), "bits")
    assert 0 < bits["q1"] <= 1
    remarks = cells(found.table("choices"), "remark")
    assert set(remarks) == {"q1/q1-c1", "q1/q1-c2", "q2/q2-c1", "q2/q2-c2"}


def test_a_choice_that_nobody_or_everybody_takes_is_marked():
    edition = EditionFactory()
    AttemptFactory.create_batch(40, edition=edition, opened_at=FIRST_DAY, done=True, answers=[1, 1, 1])

    remarks = cells(report.report_of(asked(edition)).table("choices"), "remark")

    assert remarks["q1/q1-c1"] == "taken by over 60%"
    assert remarks["q1/q1-c2"] == "taken by under 3%"


def test_small_groups_are_withheld_and_one_more_that_would_give_them_away():
    edition = EditionFactory(roles=3, questions=1, choices=3)
    for choice, many in ((1, 30), (2, 20), (3, 4)):
        AttemptFactory.create_batch(many, edition=edition, opened_at=FIRST_DAY, done=True, answers=[choice])

    found = report.report_of(asked(edition))

    counts = sorted(map(str, cells(found.table("best"), "count").values()))
    assert counts == ["30", "withheld (it would give a small group away)", "withheld (under 10)"]
    assert sorted(map(str, cells(found.table("choices"), "taken").values())) == counts


def test_a_job_of_few_can_not_be_filtered_by_nor_the_one_that_would_give_it_away(reader):
    edition = EditionFactory()
    for job, many in ((1, 30), (2, 20), (0, 4)):
        AttemptFactory.create_batch(many, edition=edition, opened_at=FIRST_DAY, done=True, context=[job])
    counted = report.counted(asked(edition), [Measure.CONTEXT])
    assert answered_today(counted, 1, (False, True)) == {1: 30, 2: 20, 0: 4}

    withheld = {today: report.report_of(asked(edition, today=today)).withheld for today in ("not-said", "other")}

    assert all(withheld.values())
    assert not report.report_of(asked(edition, today="backend-engineer")).withheld
    words = page(reader, edition=edition.pk, today="other", **{"from": "2026-09-01", "to": "2026-09-30"})
    assert report.TOO_SMALL in words and "<dt" not in words


def test_nothing_and_one_attempt_are_sentences(reader):
    assert "No quiz has been published yet" in page(reader)
    edition = EditionFactory()

    words = page(reader)

    assert "Nothing was opened or completed in this period." in words
    assert "Nothing was started: there is no rate." in words
    assert "There are no completions here yet." in words
    AttemptFactory(edition=edition, done=True)
    words = page(reader)
    assert "There are fewer than 10 completions here: withheld." in words
    for bad in ("nan", "NaN", "inf%", "None"):
        assert f">{bad}" not in words


@pytest.mark.parametrize(
    "query",
    (
        {"edition": "0"},
        {"edition": "' OR 1=1"},
        {"from": "2031-01-01"},
        {"from": "2020-01-01", "to": "2099-12-31"},
        {"from": "x", "to": "\n", "attempts": "none", "today": "nobody"},
        {"with": "0", "with_from": "2020-01-01", "with_to": "2020-01-01"},
    ),
)
def test_nonsense_in_the_address_is_answered_with_a_page(reader, query):
    AttemptFactory.create_batch(11, done=True, edition=EditionFactory())

    words = page(reader, **query)

    assert "Quiz statistics" in words
    assert reader.get(reverse("quiz_statistics_workbook"), query).status_code == 200
    assert reader.get(reverse("quiz_statistics_left_out"), query).status_code == 200


def test_an_edition_outlives_its_quiz_and_its_roles(reader):
    quiz = published(QuizFactory(title="Short-lived"))
    edition = quiz.edition
    AttemptFactory.create_batch(12, edition=edition, done=True)
    for result in list(quiz.results.all()):
        result.role.delete()
    quiz.delete()
    EditionFactory()

    words = page(reader, edition=edition.pk)

    assert "(deleted), edition 1" in words
    assert "12" in words


def test_two_editions_and_two_periods_are_compared(reader):
    quiz = published(QuizFactory())
    first = quiz.edition
    quiz.flat_below = 1
    second = published(quiz).edition
    assert first.pk != second.pk
    AttemptFactory.create_batch(40, edition=first, opened_at=FIRST_DAY, done=True, answers=[1, 2, 1])
    AttemptFactory.create_batch(40, edition=first, opened_at=FIRST_DAY, answers=[1, 0, 0])
    AttemptFactory.create_batch(60, edition=second, opened_at=FIRST_DAY, done=True, answers=[1, 2, 1])

    found = report.report_of(asked(second, other=asked(first)))

    rate = next(row for row in found.table("comparison").rows if row.id == "rate")
    apart = difference((60, 60), (40, 80))
    assert [cell.value for cell in rate.cells[:3]] == [1.0, 0.5, 0.5]
    assert rate.cells[3].text == f"{100 * apart.low:+.1f} to {100 * apart.high:+.1f}"
    assert rate.cells[4].text == "higher than in the other"
    assert found.table("comparison-best").rows[0].cells[4].text == "within noise"
    words = page(reader, edition=second.pk, **{"with": first.pk, "from": "2026-09-01", "to": "2026-09-30"})
    assert "Side by side" in words and "Compared with:" in words


def test_who_may_not_see_it_is_told_so_by_every_view_and_has_no_menu_entry(client):
    edition = EditionFactory()
    browser = staff(client)
    home = reverse("wagtailadmin_home")
    files = [reverse(f"quiz_statistics_{form}", args=["best"]) for form in ("csv", "xlsx")]

    for address in (*map(reverse, NAMES), reverse("quiz_statistics_attempts"), *files):
        response = browser.get(address, {"edition": edition.pk})
        assert (response.status_code, response.url) == (302, home), address

    words = browser.get(home).content.decode()
    assert "The quiz this week" not in words and reverse("quiz_statistics") not in words


def test_who_may_see_it_has_the_menu_entry_and_the_week_but_no_attempts(reader):
    edition = EditionFactory()
    AttemptFactory.create_batch(15, edition=edition, done=True, finished_at=timezone.now())

    words = reader.get(reverse("wagtailadmin_home")).content.decode()

    assert "The quiz this week" in words and reverse("quiz_statistics") in words
    assert "<b>15</b> started, <b>15</b> completed." in words
    assert "Most frequent best fit" in words and "have not been compared" in words
    assert reader.get(reverse("quiz_statistics_attempts")).status_code == 302
    assert reverse("quiz_statistics_attempts") not in page(reader)


def test_the_week_of_few_names_no_best_fit(reader):
    assert "No quiz has been published yet." in reader.get(reverse("wagtailadmin_home")).content.decode()
    AttemptFactory(edition=EditionFactory(), done=True)

    assert "Too few completions to name" in reader.get(reverse("wagtailadmin_home")).content.decode()


def test_what_is_left_out_can_be_looked_at_without_answers_or_keys(reader):
    edition = EditionFactory()
    left = AttemptFactory(edition=edition, excluded=Excluded.BOT)
    kept = AttemptFactory(edition=edition)

    words = reader.get(reverse("quiz_statistics_left_out")).content.decode()

    assert str(left.pk) in words and "Program" in words
    assert str(kept.pk) not in words
    assert left.key not in words and left.result_key not in words


def test_the_page_rolls_up_when_nobody_has_for_five_minutes(reader):
    edition = EditionFactory()
    AttemptFactory(edition=edition, opened_at=timezone.now() - timedelta(hours=1), done=True)
    assert rollup.is_stale()

    page(reader)

    assert not rollup.is_stale()
    assert Tally.objects.filter(measure="completed").exists()


def test_finishing_an_attempt_costs_one_update(django_assert_num_queries):
    attempt = AttemptFactory(edition=EditionFactory(), answers=[1, 1, 1])
    paper_of(attempt.edition)

    with django_assert_num_queries(1) as asked_for:
        attempts.finish(attempt)

    assert asked_for[0]["sql"].startswith('UPDATE "quiz_attempt"')


@pytest.mark.parametrize("many", (10, 100))
def test_the_page_asks_the_same_however_many_attempts_there_are(reader, many, django_assert_num_queries):
    edition = EditionFactory()
    AttemptFactory.create_batch(many, edition=edition, learner=LearnerFactory(), done=True)
    rollup.roll_up()
    page(reader)

    with django_assert_num_queries(17):
        page(reader)


def test_readers_whose_shares_are_known_are_inside_their_intervals_nineteen_times_in_twenty():
    dice = random.Random(20261125)
    inside = of_all = apart = 0
    for _ in range(300):
        shares = [0.02, 0.08, 0.3, 0.6]
        one = dice.choices(range(4), shares, k=400)
        other = dice.choices(range(4), shares, k=250)
        for place, share in enumerate(shares):
            of_all += 1
            inside += wilson(one.count(place), 400).holds(share)
            apart += difference((one.count(place), 400), (other.count(place), 250)).holds(0)

    # 1,200 intervals: by the binomial distribution a true 95 % is between these in all but one of a thousand runs.
    expected = Interval(0.93, 0.97)
    assert expected.holds(inside / of_all)
    assert expected.holds(apart / of_all)
