"""The file has everything that is held, of whatever app, and nothing that opens anything."""

import json

import pytest
from wagtail.models import Site

from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.quiz import QuizPageFactory
from tests.learners.test_holdings import PLANTED

pytestmark = pytest.mark.django_db
TOKEN = "a" * 43


@pytest.fixture(autouse=True)
def page():
    """The page of a quiz, so that results have an address."""
    yield QuizPageFactory()
    Site.clear_site_root_paths_cache()


def exported(browser):
    response = browser.get("/you/export/")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="next-layer-')
    assert response.headers["Cache-Control"] == "no-store"
    return json.loads(response.content)


def test_the_file_has_a_row_of_every_model_and_no_one_elses():
    alice, bob = LearnerFactory(token=TOKEN, role_today="backend-engineer"), LearnerFactory()
    mine = [plant(alice) for plant in PLANTED.values()]
    for plant in PLANTED.values():
        plant(bob)

    rows = exported(a_browser(TOKEN))["rows"]

    assert [row["role_today"] for row in rows["learners.Learner"]] == ["backend-engineer"]
    for row in mine:
        assert [one["id"] for one in rows[row._meta.label]] == [json.loads(json.dumps(row.pk, default=str))]


def test_the_file_says_it_in_words_too_with_whole_addresses():
    alice = LearnerFactory(token=TOKEN)
    for plant in PLANTED.values():
        plant(alice)

    told = exported(a_browser(TOKEN))["in_words"]

    results = next(kind for kind in told if kind["kind"] == "Quiz results")
    assert results["how_long"] and results["things"][0]["address"].startswith("http://testserver/guide/quiz/result/")


def test_nothing_in_the_rows_opens_anything():
    alice = LearnerFactory(token=TOKEN)
    rows = [plant(alice) for plant in PLANTED.values()]

    text = json.dumps(exported(a_browser(TOKEN))["rows"])

    for row in (alice, *rows):
        for name in ("token_hash", "key", "result_key"):
            assert getattr(row, name, "nowhere") not in text


def test_a_stranger_gets_no_file():
    assert a_browser().get("/you/export/")["Location"] == "/you/"
