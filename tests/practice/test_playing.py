"""Where someone has been: marked, shown on the front, taken back, carried over; and a browser that keeps nothing."""

from datetime import timedelta

from django.utils import timezone

from learners.models import Learner
from practice import playing
from practice.models import Played
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.practice import PlayedFactory
from tests.practice.test_pages import COST, HERE, SEARCH, words


def known():
    """A learner and their browser."""
    learner = LearnerFactory(token="a" * 43)
    return learner, a_browser("a" * 43)


def test_a_mark_is_kept_for_a_learner_made_then(floor, alice):
    first = alice.post(f"{SEARCH}played/")
    answer = alice.post(first["Location"])

    page = alice.get(answer["Location"])

    assert first.status_code == 307 and "learner" in first.cookies
    assert answer.status_code == 303
    assert Played.objects.get().idea == "search"
    assert "You marked it as played on" in words(page)


def test_a_double_click_of_someone_new_marks_it_for_one_learner(floor, alice):
    first, second = alice.post(f"{SEARCH}played/"), alice.post(f"{SEARCH}played/")

    alice.post(first["Location"])

    assert second.status_code == 303
    assert Played.objects.count() == 1


def test_marking_it_again_keeps_the_first_time_and_taking_it_back_forgets(floor):
    learner, browser = known()
    first = PlayedFactory(learner=learner, at=timezone.now() - timedelta(days=3))

    browser.post(f"{SEARCH}played/")
    assert playing.of(learner) == {"search": first.at}

    browser.post(f"{SEARCH}played/", {"take-back": "1"})
    browser.post(f"{SEARCH}played/", {"take-back": "1"})
    assert playing.of(learner) == {}


def test_a_browser_that_keeps_no_cookie_is_told(floor, alice):
    first = alice.post(f"{SEARCH}played/")
    answer = a_browser().post(first["Location"])

    assert "This browser did not keep it" in words(a_browser().get(answer["Location"]))


def test_reading_makes_no_learner(floor, alice):
    for address in (HERE, SEARCH, f"{HERE}been/", f"{SEARCH}played/?piece"):
        assert not alice.get(address).cookies

    alice.post(f"{SEARCH}played/", {"take-back": "1"})
    assert not Learner.objects.exists()


def test_the_front_says_where_one_has_been_and_what_is_next(floor):
    learner, browser = known()
    assert browser.get(f"{HERE}been/").status_code == 204

    PlayedFactory(learner=learner)
    piece = browser.get(f"{HERE}been/")

    assert "You have played 1 of 2." in words(piece)
    assert f'href="{COST}"' in piece.text and "Go on: Cost" in words(piece)
    assert piece["Cache-Control"] == "no-store"


def test_what_is_held_is_listed_with_its_name_or_its_slug(floor):
    learner, browser = known()
    PlayedFactory(learner=learner)
    PlayedFactory(learner=learner, idea="gone-long-ago")

    page = browser.get("/you/")

    assert f'href="{SEARCH}"' in page.text and "gone long ago" in words(page)


def test_two_learners_who_become_one_keep_the_earlier_time(db):
    now = timezone.now()
    source, target = LearnerFactory(), LearnerFactory()
    PlayedFactory(learner=source, idea="search", at=now - timedelta(days=2))
    PlayedFactory(learner=source, idea="cost", at=now)
    PlayedFactory(learner=target, idea="search", at=now)

    playing.merge(source, target)

    assert playing.of(target) == {"search": now - timedelta(days=2), "cost": now}
