"""Every odd way through the quiz ends in a page that says where one is; none is a fault of ours."""

import pytest

from learners import cookies, holdings
from learners.models import Learner
from quiz.models import Attempt, Edition
from quiz.models.attempts import new_key
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.quiz import AttemptFactory, published
from tests.quiz.test_publishing import reweighed
from tests.quiz.test_taking import QUIZ, begin

pytestmark = pytest.mark.usefixtures("page")
MALFORMED = ("x", "A" * 21, "A" * 23, "A" * 21 + "!", "A" * 21 + "é", "A" * 21 + "%", "..", "A" * 4000)


def finish(browser, at):
    for _ in range(4):
        at = browser.post(at, {"choice": 1})["Location"]
    return at


def test_five_double_clicks_on_start_are_one_attempt(page, alice):
    begin(alice)
    for _ in range(4):
        begin(alice)

    assert (Attempt.objects.count(), Learner.objects.count()) == (1, 1)


def test_a_double_click_of_a_stranger_opens_one_attempt_whatever_the_browser_sent(page, alice):
    """The browser follows the last answer alone: the others gave a cookie that it may or may not have kept."""
    abandoned = [a_browser().post(QUIZ) for _ in range(4)]

    begin(alice)

    assert {response.status_code for response in abandoned} == {307}
    assert Attempt.objects.count() == 1


def test_who_keeps_no_cookies_starts_all_the_same(page):
    at = QUIZ
    for _ in range(2):
        at = a_browser().post(at)["Location"]

    assert at.endswith("/1/")
    assert a_browser().get(at).status_code == 200
    assert "/result/" in finish(a_browser(), at)


def test_five_double_clicks_on_an_answer_are_one_answer(page, alice):
    at = begin(alice)

    led = {alice.post(at, {"choice": 2})["Location"] for _ in range(5)}

    assert len(led) == 1
    assert Attempt.objects.get().answers == [2, 0, 0]


def test_five_double_clicks_on_the_last_answer_finish_once(page, alice):
    at = begin(alice)
    for _ in range(3):
        at = alice.post(at, {"choice": 1})["Location"]
    last = at

    led = [alice.post(last, {"choice": 1})["Location"]]
    first = Attempt.objects.get().finished_at
    led += [alice.post(last, {"choice": 1})["Location"] for _ in range(4)]

    key, result = Attempt.objects.values_list("key", "result_key").get()
    assert led[0] == f"{QUIZ}result/{result}/"
    assert set(led[1:]) <= {f"{QUIZ}result/{result}/", f"{QUIZ}{key}/"}
    assert Attempt.objects.get().finished_at == first


def test_five_double_clicks_on_finish_finish_once(page, alice):
    attempt = AttemptFactory(edition=page.quiz.edition, answers=[1, 1, 1])

    led = {alice.post(f"{QUIZ}{attempt.key}/check/")["Location"] for _ in range(5)}

    assert led == {f"{QUIZ}result/{attempt.result_key}/"}


def test_two_browsers_on_one_key_answer_one_attempt(page, alice, bob):
    first = begin(alice)
    second = alice.post(first, {"choice": 1})["Location"]

    bob.post(second, {"choice": 2})
    third = alice.post(second, {"choice": 1})["Location"]
    bob.post(third, {"choice": 2})

    assert Attempt.objects.get().answers == [1, 1, 2]
    assert bob.get(first).context["chosen"] == 1


def test_who_holds_anothers_key_may_answer_and_owns_nothing_else(page, alice, bob):
    at = begin(alice)

    result = finish(bob, at)

    assert Learner.objects.get().role_today == ""
    assert not bob.get(result).context["is_owner"]
    assert bob.get(result).context["counterpart"] is None
    assert bob.get("/you/").context["held"] == []
    assert alice.get(result).context["is_owner"]


def test_a_finished_attempt_leads_to_its_result_from_everywhere(page, alice):
    at = begin(alice)
    result = finish(alice, at)

    for address in (at, f"{at}?check", at.replace("/1/", "/4/"), at.replace("/1/", "/check/"), at.replace("/1/", "/")):
        assert alice.get(address)["Location"] == result
        assert alice.post(address, {"choice": 2})["Location"] == result
    assert Attempt.objects.get().answers == [1, 1, 1]


def test_a_lost_cookie_loses_nothing(page, alice):
    at = begin(alice)
    alice.cookies.clear()

    result = finish(alice, at)

    assert alice.get(result).status_code == 200
    assert not alice.get(result).context["is_owner"]


@pytest.mark.parametrize("token", ("", "x", "é" * 43, "a" * 43, "'" * 43, "a" * 4000))
def test_any_cookie_starts(page, token):
    browser = a_browser(token)

    assert begin(browser).endswith("/1/")
    assert browser.get("/you/").status_code == 200
    assert Learner.objects.count() == 1


@pytest.mark.parametrize("key", MALFORMED)
@pytest.mark.parametrize("address", ("{}/", "{}/1/", "{}/check/", "result/{}/"))
def test_a_malformed_key_is_no_address(page, alice, key, address):
    assert alice.get(f"{QUIZ}{address.format(key)}").status_code == 404


@pytest.mark.parametrize("address", ("{}/", "{}/1/", "{}/99/", "{}/check/", "result/{}/"))
def test_an_unknown_key_is_gone_or_never_was(page, alice, address):
    at = f"{QUIZ}{address.format(new_key())}"

    for response in (alice.get(at), alice.post(at, {"choice": 1})):
        assert response.status_code == 410
        assert "Gone, or never was" in response.content.decode()
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("place", ("0", "5", "99", "100", "-1", "1.5", "01", "9" * 400))
def test_a_question_that_is_not_there_is_no_address(page, alice, place):
    at = begin(alice).replace("/1/", f"/{place}/")

    assert alice.get(at).status_code == 404
    assert alice.post(at, {"choice": 1}).status_code == 404


def test_the_key_of_an_attempt_does_not_read_and_that_of_a_result_does_not_answer(page, alice):
    attempt = AttemptFactory(edition=page.quiz.edition, done=True)
    begun = AttemptFactory(edition=page.quiz.edition)

    assert alice.get(f"{QUIZ}result/{attempt.key}/").status_code == 410
    assert alice.get(f"{QUIZ}{attempt.result_key}/1/").status_code == 410
    assert alice.get(f"{QUIZ}result/{begun.result_key}/").status_code == 410


def test_an_edition_that_changes_midway_changes_nothing_for_who_is_on_the_way(page, alice, bob):
    at = begin(alice)
    at = alice.post(at, {"choice": 2})["Location"]

    published(reweighed(page.quiz))
    begin(bob)
    for choice in (1, 1, 1):
        at = alice.post(at, {"choice": choice})["Location"]

    hers, his = Attempt.objects.order_by("opened_at")
    assert (hers.edition.number, his.edition.number) == (1, 2)
    assert hers.answers == [2, 1, 1] and hers.finished_at
    assert alice.get(at).context["edition"] == hers.edition
    assert Edition.objects.count() == 2


def test_a_quiz_that_is_unpublished_midway_is_finished_and_read_and_not_begun(page, alice, bob):
    at = begin(alice)
    page.quiz.unpublish()

    closed = bob.post(QUIZ, follow=True)
    result = finish(alice, at)

    assert not closed.context["is_open"]
    assert alice.get(result).status_code == 200
    assert Attempt.objects.count() == 1


def test_a_page_that_is_unpublished_midway_is_closed_and_its_keys_go_on(page, alice, bob):
    at = begin(alice)
    page.unpublish()

    assert bob.get(QUIZ).status_code == bob.post(QUIZ).status_code == 404
    result = finish(alice, at)
    assert alice.get(result).status_code == 200
    assert bob.get(f"{QUIZ}{new_key()}/1/").status_code == 410
    assert bob.get(f"{QUIZ}nothing/").status_code == 404


def test_a_quiz_that_is_deleted_midway_is_finished_and_read(page, alice, bob):
    at = begin(alice)
    page.quiz.delete()

    result = finish(alice, at)

    assert alice.get(result).status_code == alice.get("/you/").status_code == 200
    assert not bob.get(QUIZ).context["is_open"]
    assert not a_browser().post(QUIZ, follow=True).context["is_open"]


def test_a_page_without_a_published_quiz_says_so(page, alice):
    page.quiz.unpublish()
    type(page.quiz).objects.update(edition=None)

    assert not alice.get(QUIZ).context["is_open"]


def test_a_learner_who_is_deleted_midway_leaves_a_kind_page(page, alice):
    at = begin(alice)
    alice.post(at, {"choice": 1})

    alice.post("/you/delete/")

    for response in (alice.get(at), alice.post(at, {"choice": 1}), alice.get(at.replace("/1/", "/check/"))):
        assert response.status_code == 410
        assert response.context["start_url"] == QUIZ
    assert begin(alice).endswith("/1/")


def test_a_learner_who_is_deleted_between_two_of_our_steps_takes_no_answer(page, alice, monkeypatch):
    at = begin(alice)
    real = cookies.token_of

    def delete_first(request):
        holdings.delete(Learner.objects.get())
        return real(request)

    monkeypatch.setattr(cookies, "token_of", delete_first)
    response = alice.post(at.replace("/1/", "/4/"), {"choice": 1})

    assert response.status_code in (302, 410)
    assert alice.get(at).status_code == 410


def test_other_methods_are_said_to_be_none_of_ours(page, alice):
    at = begin(alice)

    assert alice.put(at).status_code == 405
    assert alice.delete(QUIZ).status_code == 405
    assert alice.head(QUIZ).status_code == alice.head(at).status_code == 200
    assert alice.options(QUIZ).status_code in (200, 405)


def test_keys_are_in_no_log_line(page, alice, caplog):
    key = new_key()
    with caplog.at_level("DEBUG"):
        alice.get(f"{QUIZ}{key}/1/")
        alice.get(f"{QUIZ}result/{key}/")

    assert not [record for record in caplog.records if key in record.getMessage() and record.name != "django.request"]


def test_a_learners_start_survives_their_deletion_between_the_tries(page, alice):
    LearnerFactory()
    again = alice.post(QUIZ)["Location"]
    Learner.objects.all().delete()

    response = alice.post(again)

    assert response["Location"].endswith("/1/")
    assert Attempt.objects.get().learner == Learner.objects.get()
