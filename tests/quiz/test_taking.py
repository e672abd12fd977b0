"""Taking the quiz, as a browser without script does: a form a question, and where each leads."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from core import stampfile
from learners.models import Learner
from quiz.models import Attempt, Excluded
from quiz.papers import paper_of
from tests.factories.learners import BROWSER, a_browser
from tests.factories.quiz import AttemptFactory, QuizFactory, published

QUIZ = "/guide/quiz/"
TABLES = ("quiz_attempt", "quiz_edition", "learners_learner")
FRAGMENT = {"HX-Request": "true", "HX-Target": "section#question"}

pytestmark = pytest.mark.usefixtures("page")


def begin(browser, **posted):
    """Start, as a browser does that follows redirects. The address of the question it comes to."""
    return browser.post(QUIZ, posted, follow=True).redirect_chain[-1][0]


def own(queries):
    """Those that are ours: neither Wagtail's, for the page, nor Django's, for the transaction."""
    return [query["sql"] for query in queries if any(table in query["sql"] for table in TABLES)]


def test_the_first_page_says_what_it_is_and_is_kept_whole(page, alice, bob):
    first, second = alice.get(QUIZ), bob.get(QUIZ)

    assert first.context["total"] == 3
    assert first.context["is_open"]
    assert "csrf" not in first.content.decode()
    assert first.content == second.content
    assert first.headers["ETag"]
    assert not first.cookies


def test_starting_makes_the_learner_and_leads_to_the_first_question(page, alice):
    at = begin(alice)

    attempt = Attempt.objects.get()
    assert at == f"{QUIZ}{attempt.key}/1/"
    assert attempt.learner == Learner.objects.get()
    assert alice.cookies["learner"]["httponly"]
    assert attempt.excluded == Excluded.NO


def test_a_question_says_which_it_is_in_its_title(page, alice):
    at = begin(alice)

    response = alice.get(at)

    assert response.context["title"] == "Question 1 of 3: Question 1?"
    assert "<title>Question 1 of 3: Question 1?" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_choices_stand_in_the_papers_order_every_time(page, alice, bob):
    paper = paper_of(page.quiz.edition)
    texts = [paper.choice_words(1, choice).text for choice in (1, 2)]

    for browser in (alice, bob):
        words = browser.get(begin(browser)).content.decode()
        assert texts == sorted(texts, key=words.index)


def test_each_answer_leads_on_and_the_last_to_the_result(page, alice):
    at, passed = begin(alice), []

    for choice in (1, 2, 1, 1):
        passed.append(at)
        at = alice.post(at, {"choice": choice})["Location"]

    attempt = Attempt.objects.get()
    assert passed == [f"{QUIZ}{attempt.key}/{place}/" for place in (1, 2, 3, 4)]
    assert at == f"{QUIZ}result/{attempt.result_key}/"
    assert (attempt.answers, attempt.context) == ([1, 2, 1], [1])
    assert attempt.finished_at
    assert Learner.objects.get().role_today == "backend-engineer"


def test_a_question_for_context_can_be_skipped_and_one_that_scores_can_not(page, alice):
    at = begin(alice)

    assert alice.post(at, {"skip": 1}).status_code == 422
    for choice in (1, 2, 1):
        at = alice.post(at, {"choice": choice})["Location"]
    optional = alice.get(at)
    at = alice.post(at, {"skip": 1})["Location"]

    assert optional.context["title"] == "Optional question 1 of 1: What do you do today?"
    assert "/result/" in at
    assert Attempt.objects.get().context == [0]
    assert Learner.objects.get().role_today == ""


def test_back_shows_the_choice_made_and_changing_it_changes_no_other(page, alice):
    at = begin(alice)
    second = alice.post(at, {"choice": 2})["Location"]
    third = alice.post(second, {"choice": 2})["Location"]

    back = alice.get(third).context["back_url"]
    shown = alice.get(back)
    alice.post(back, {"choice": 1})

    assert back == second
    assert shown.context["chosen"] == 2
    assert Attempt.objects.get().answers == [2, 1, 0]


def test_back_from_the_first_question_is_the_first_page(page, alice):
    assert alice.get(begin(alice)).context["back_url"] == QUIZ


@pytest.mark.parametrize(
    ("posted", "says"),
    [
        ({}, "Choose one of the answers"),
        ({"choice": ""}, "Choose one of the answers"),
        ({"choice": "0"}, "That answer is not one of these"),
        ({"choice": "3"}, "That answer is not one of these"),
        ({"choice": "9" * 400}, "That answer is not one of these"),
        ({"choice": "two"}, "That answer is not one of these"),
    ],
)
def test_a_missing_or_impossible_choice_is_said_where_it_is(page, alice, posted, says):
    at = begin(alice)
    alice.post(at, {"choice": 2})

    response = alice.post(at, posted)

    words = response.content.decode()
    assert response.status_code == 422
    assert says in words
    assert 'id="question"' in words
    assert 'href="#' in words
    assert Attempt.objects.get().answers == [2, 0, 0]


def test_a_fragment_is_the_region_with_its_title_and_is_never_kept(page, alice):
    at = begin(alice)

    drawn, refused = alice.get(at, headers=FRAGMENT), alice.post(at, headers=FRAGMENT)

    for response, status in ((drawn, 200), (refused, 422)):
        words = response.content.decode()
        assert response.status_code == status
        assert words.lstrip().startswith("<title>Question 1 of 3")
        assert 'id="question"' in words
        assert "<html" not in words
        assert response.headers["Cache-Control"] == "no-store"


def test_what_leads_out_of_the_region_is_no_fragments_business(page, alice):
    at = begin(alice)
    places = []
    for choice in (1, 1, 1):
        places.append(alice.get(at).context["is_last"])
        at = alice.post(at, {"choice": choice})["Location"]

    assert [*places, alice.get(at).context["is_last"]] == [False, False, False, True]


def test_the_answers_so_far_lead_to_each_question_and_back(page, alice):
    at = begin(alice)
    alice.post(at, {"choice": 2})
    check = alice.get(at).context["check_url"]

    response = alice.get(check)
    rows = response.context["rows"]
    changed = alice.post(rows[0]["url"], {"choice": 1})

    assert [row["answered"].answer for row in rows] == ["Answer 2", "", "", ""]
    assert [row["answered"].asked.number for row in response.context["missing"]] == [2, 3]
    assert not response.context["can_finish"]
    assert changed["Location"] == check
    assert alice.get(rows[1]["url"]).context["back_url"] == check


def test_the_last_answer_leads_to_what_is_missing(page, alice):
    at = begin(alice)
    key = Attempt.objects.get().key

    response = alice.post(f"{QUIZ}{key}/4/", {"choice": 1})

    assert response["Location"] == f"{QUIZ}{key}/check/"
    assert alice.post(response["Location"]).status_code == 422
    for _ in range(3):
        at = alice.post(at, {"choice": 1})["Location"]
    done = alice.post(f"{QUIZ}{key}/check/")
    assert "/result/" in done["Location"]


def test_coming_back_leads_to_the_first_open_question(page, alice):
    at = begin(alice)
    alice.post(at, {"choice": 2})
    key = Attempt.objects.get().key

    first_page = alice.get(QUIZ)

    assert (first_page.context["resume_url"], first_page.context["resume_place"]) == (f"{QUIZ}{key}/", 2)
    assert alice.get(f"{QUIZ}{key}/")["Location"] == f"{QUIZ}{key}/2/"
    assert begin(alice) == f"{QUIZ}{key}/2/"
    assert Attempt.objects.count() == 1


def test_starting_afresh_leaves_what_is_begun(page, alice):
    alice.post(begin(alice), {"choice": 2})

    at = begin(alice, afresh=1)

    assert Attempt.objects.count() == 2
    assert Attempt.objects.filter(answers=[2, 0, 0]).exists()
    assert Attempt.objects.latest("opened_at").key in at


def test_a_second_time_is_a_retake_and_the_first_page_shows_the_first(page, alice):
    at = begin(alice)
    for _ in range(4):
        at = alice.post(at, {"choice": 1})["Location"]

    shown = alice.get(QUIZ)
    begin(alice)

    assert [held.href for held in shown.context["results"]] == [at]
    assert Attempt.objects.latest("opened_at").retake


def test_an_editor_is_not_counted(page):
    editor = a_browser()
    editor.force_login(get_user_model().objects.create_user("editor"))

    begin(editor)

    assert Attempt.objects.get().excluded == Excluded.STAFF


def test_a_program_is_not_counted(page, client):
    begin(client)

    assert Attempt.objects.get().excluded == Excluded.BOT


@pytest.mark.parametrize("questions", (3, 30))
def test_an_answer_costs_two_queries_however_long_the_quiz(page, alice, questions):
    attempt = AttemptFactory(edition=published(QuizFactory(questions=questions)).edition)
    at = f"{QUIZ}{attempt.key}/1/"
    alice.get(at)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        alice.post(at, {"choice": 1})

    assert len(own(asked)) == 2


def test_the_last_answer_and_the_role_of_today_cost_no_more_than_four(page, alice):
    at = begin(alice)
    costs = []

    for _ in range(4):
        with CaptureQueriesContext(connection) as asked:
            at = alice.post(at, {"choice": 1})["Location"]
        costs.append(len(own(asked)))

    # To finish costs one more, to remember the role of today another: here one answer does both.
    assert costs == [2, 2, 2, 4]


@pytest.mark.parametrize("others", (0, 10))
def test_a_question_costs_one_query_however_many_attempts_there_are(page, alice, others):
    at = begin(alice)
    AttemptFactory.create_batch(others, edition=page.quiz.edition)
    alice.get(at)

    with CaptureQueriesContext(connection) as asked:
        alice.get(at)

    assert len(own(asked)) == 1


def test_no_browser_says_more_than_it_has_to(page, alice):
    """Neither the address nor the program of a reader is in what is stored."""
    alice.post(begin(alice), {"choice": 1}, REMOTE_ADDR="203.0.113.7")

    stored = str([list(model.objects.values()) for model in (Attempt, Learner)])
    assert "203.0.113.7" not in stored
    assert BROWSER not in stored and "Firefox" not in stored


def test_a_question_is_reached_without_walking_the_tree_of_pages(page, alice, monkeypatch):
    monkeypatch.setattr(stampfile, "read", lambda: f"stamp of {page.pk}")
    at = begin(alice)
    alice.get(at, headers=FRAGMENT)

    with CaptureQueriesContext(connection) as queries:
        response = alice.get(at, headers=FRAGMENT)

    assert response.status_code == 200
    assert not [query for query in queries if 'FROM "wagtailcore_page"' in query["sql"]]


def test_a_question_on_a_private_page_asks_for_the_password(page, alice):
    at = begin(alice)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="hush")

    response = alice.get(at)

    assert "password" in response.content.decode()
    assert "Question 1?" not in response.content.decode()


def test_a_question_has_no_address_below_a_page_that_is_no_quiz(page, alice):
    at = begin(alice)

    assert alice.get(at.replace(QUIZ, "/guide/")).status_code == 404
