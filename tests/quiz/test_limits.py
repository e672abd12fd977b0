"""How often is too often: never for people, soon for a loop, and nothing of anyone is kept."""

import pytest
from django.test import RequestFactory, override_settings

from core.limits import address_of
from quiz import limits
from quiz.models import Attempt
from tests.factories.quiz import AttemptFactory
from tests.quiz.test_taking import QUIZ, begin

KEY = "k" * 22


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """A window of a minute that begins now, and its clock."""
    clock = Clock()
    monkeypatch.setattr(limits, "window", limits.Window(60, clock))
    return clock


def asked_from(address, **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


def test_a_loop_on_one_key_is_told_to_wait_until_the_window_ends(clock):
    request = asked_from("203.0.113.7")

    assert {limits.wait(request, KEY) for _ in range(limits.MOST_A_KEY)} == {0}
    clock.now += 20
    assert limits.wait(request, KEY) == 40
    assert limits.wait(request, "l" * 22) == 0
    clock.now += 40
    assert limits.wait(request, KEY) == 0


def test_two_hundred_learners_behind_one_address_are_never_told_to_wait(clock):
    request = asked_from("203.0.113.7")

    starts = [limits.wait_to_start(request) for _ in range(200 * 2)]
    answers = [limits.wait(request, f"{learner:022d}") for learner in range(200) for _ in range(2 * 14 + 4)]

    assert not any(starts)
    assert not any(answers)


def test_a_loop_over_many_keys_is_told_by_its_address(clock):
    request = asked_from("203.0.113.7")
    for at in range(limits.MOST_AN_ADDRESS):
        limits.wait(request, f"{at:022d}")

    assert limits.wait(request, KEY) == 60
    assert limits.wait(asked_from("203.0.113.8"), "m" * 22) == 0


def test_starts_are_counted_by_address(clock):
    request = asked_from("2001:db8:1:2::7")
    for _ in range(limits.MOST_STARTS_AN_ADDRESS):
        assert limits.wait_to_start(request) == 0

    assert limits.wait_to_start(asked_from("2001:db8:1:2:ffff::1")) == 60
    assert limits.wait_to_start(asked_from("2001:db8:1:3::7")) == 0


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "10.0.0.1"), (1, "198.51.100.2"), (2, "203.0.113.9"), (5, "203.0.113.9")]
)
def test_who_asks_is_as_many_proxies_back_as_are_ours(proxies, address):
    request = asked_from("10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.2")

    with override_settings(AXES_IPWARE_PROXY_COUNT=proxies):
        assert address_of(request) == address


def test_no_address_and_no_key_is_kept(clock):
    limits.wait(asked_from("203.0.113.7"), KEY)
    kept = limits.window._counts

    assert len(kept) == 2
    assert not any(b"203" in name or KEY.encode() in name for name in kept)
    clock.now += 61
    limits.wait(asked_from("203.0.113.8"), KEY)
    assert set(limits.window._counts).isdisjoint(kept)


@pytest.fixture
def nothing_more(monkeypatch):
    """A window in which one request of each kind is had already too often."""
    for name in ("MOST_A_KEY", "MOST_STARTS_AN_ADDRESS"):
        monkeypatch.setattr(limits, name, 0)


def test_a_loop_gets_429_with_the_seconds_to_wait_and_nothing_is_done(page, alice, clock, monkeypatch):
    at = begin(alice)
    monkeypatch.setattr(limits, "MOST_A_KEY", 0)

    response = alice.post(at, {"choice": 2})

    words = response.content.decode()
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "60"
    assert "Wait 60 seconds" in words
    assert '<input type="hidden" name="choice" value="2">' in words
    assert Attempt.objects.get().answers == [0, 0, 0]
    assert response.headers["Cache-Control"] == "no-store"


def test_every_address_with_a_key_and_the_start_are_limited(page, alice, clock, nothing_more):
    attempt = AttemptFactory(edition=page.quiz.edition, done=True)
    key, result = attempt.key, attempt.result_key

    ways = [f"{key}/", f"{key}/1/", f"{key}/check/", f"result/{result}/", f"result/{result}/card.png"]
    ways += [f"result/{result}/against/{'b' * 22}/"]

    assert [alice.get(f"{QUIZ}{way}").status_code for way in ways] == [429] * 6
    started = alice.post(QUIZ)
    assert started.status_code == 429
    assert Attempt.objects.count() == 1
