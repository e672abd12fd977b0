"""A balance is computed once, in a process of its own; the newest paper wins, and a dead process shows."""

import json
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core import stamps
from quiz import computing
from quiz.models import Balance, Computation, Quiz
from quiz.models.balances import SILENCE
from tests.factories.quiz import QuizFactory, published
from tests.quiz.test_publishing import reweighed

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(monkeypatch):
    """The tokens of the processes that would have been started."""
    tokens = []
    monkeypatch.setattr(computing, "start", tokens.append)
    return tokens


def run(token):
    call_command("balance", waiting=token)


def test_a_paper_is_computed_once_and_kept_by_its_digest(started, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr("os.nice", lambda steps: 0)
    paper = QuizFactory().paper()
    with django_capture_on_commit_callbacks(execute=True):
        assert computing.compute(paper)
        assert not computing.compute(paper)

    assert len(started) == 1
    assert computing.state_of(paper).is_running
    run(started[0])

    state = computing.state_of(paper)
    assert (state.balance.digest, state.balance.sheets, state.is_running) == (paper.digest, 8, False)
    assert not Computation.objects.exists()
    assert not computing.compute(paper)


def test_a_newer_paper_takes_the_place_of_the_one_under_way(started, monkeypatch):
    monkeypatch.setattr("os.nice", lambda steps: 0)
    quiz = QuizFactory()
    old = quiz.paper()
    first = Computation.objects.begin(old)
    new = reweighed(quiz).paper()

    assert computing.compute(new)

    assert not Computation.objects.speak(first.token, 0.5)
    run(first.token)
    assert not Balance.objects.exists()
    assert computing.state_of(new).is_running
    assert computing.state_of(old) == computing.State()


def test_a_process_that_fails_or_falls_silent_shows_as_failed_and_can_be_begun_again(started):
    paper = QuizFactory().paper()
    begun = Computation.objects.begin(paper)
    Computation.objects.fail(begun.token, "Its process was ended by signal 9.")

    assert computing.state_of(paper).failed == "Its process was ended by signal 9."
    assert computing.compute(paper)

    assert computing.state_of(paper).is_running
    Computation.objects.update(spoke=timezone.now() - SILENCE - timedelta(seconds=1))
    assert "has said nothing" in computing.state_of(paper).failed
    assert computing.compute(paper)


@pytest.mark.django_db(transaction=True)
def test_the_death_of_the_process_is_noted_by_its_starter(monkeypatch):
    begun = Computation.objects.begin(QuizFactory.build().paper())
    monkeypatch.setattr(computing.settings, "BASE_DIR", computing.settings.BASE_DIR / "no-such-folder")

    computing.start(begun.token)
    for thread in [each for each in computing.threading.enumerate() if each.name == "balance"]:
        thread.join(30)

    assert Computation.objects.get().failed == "Its process ended with status 2."


def test_what_is_in_force_is_computed_by_itself_and_not_again_for_an_hour_once_it_failed(started):
    quiz = published(QuizFactory())

    assert computing.compute_in_force()
    assert not computing.compute_in_force()

    Computation.objects.fail(Computation.objects.get().token, "There was not enough memory.")
    assert not computing.compute_in_force()
    Computation.objects.update(spoke=timezone.now() - computing.AGAIN_AFTER)
    assert computing.compute_in_force()
    call_command("balance", quiz.slug, stdout=StringIO())
    assert not computing.compute_in_force()


def test_keeping_the_balance_of_what_is_in_force_makes_its_page_stale(django_capture_on_commit_callbacks):
    quiz = published(QuizFactory())
    before = stamps._committed()

    call_command("balance", quiz.slug, stdout=StringIO())

    assert stamps._committed() != before


def test_the_command_prints_every_figure_as_json_of_edition_or_draft():
    quiz = published(QuizFactory())
    edition, draft = StringIO(), StringIO()
    reweighed(quiz).save_revision()

    call_command("balance", quiz.slug, json=True, stdout=edition)
    call_command("balance", quiz.slug, json=True, draft=True, stdout=draft)

    assert json.loads(edition.getvalue())["digest"] == Quiz.objects.get().edition.digest
    assert json.loads(edition.getvalue()) == Balance.objects.get(digest=quiz.edition.digest).document
    assert json.loads(draft.getvalue())["digest"] != quiz.edition.digest


def test_the_command_says_what_there_is_where_there_is_no_such_thing():
    quiz = QuizFactory()

    with pytest.raises(CommandError, match=f"There are: {quiz.slug}"):
        call_command("balance", "nothing")
    with pytest.raises(CommandError, match="never published"):
        call_command("balance", quiz.slug)


def test_what_the_site_runs_does_not_need_numpy():
    assert "quiz.balance" not in sys.modules[computing.__name__].__dict__
    assert not hasattr(computing, "np")
