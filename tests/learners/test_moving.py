"""A link carries a learner to another browser: once, in time, asked first, and with all that both had."""

from datetime import timedelta

import pytest
from django.utils import timezone

from learners import cookies, transfers
from learners.models import Browser, Learner, SkillClaim, Transfer
from tests.factories.learners import (
    BrowserFactory,
    LearnerFactory,
    SkillClaimFactory,
    TransferFactory,
    a_browser,
)

pytestmark = pytest.mark.django_db
ALICE, BOB = "a" * 43, "b" * 43


@pytest.fixture
def alice():
    """A learner with one skill, whose browser has ALICE."""
    return SkillClaimFactory(learner=LearnerFactory(token=ALICE), skill="model-graders").learner


def address_from(browser):
    """The path of a link that `browser` makes."""
    response = browser.post("/you/carry/")
    assert response.status_code == 200
    return "/" + response.context["link"].split("/", 3)[3]


def held_by(browser):
    """The skills that the learner of `browser` claims."""
    return set(SkillClaim.objects.filter(learner=learner_of(browser)).values_list("skill", flat=True))


def learner_of(browser):
    return Learner.objects.filter(cookies.known_by(cookies.hashed(browser.cookies["learner"].value))).first()


def test_a_link_carries_everything_and_both_browsers_have_it(alice):
    hers, phone = a_browser(ALICE), a_browser()

    response = phone.post(address_from(hers))

    assert response["Location"] == "/you/?carried"
    assert learner_of(hers) == learner_of(phone) == alice
    assert "Carried on" in phone.get("/you/?carried").content.decode()
    assert phone.cookies["learner"]["httponly"]


def test_only_a_fingerprint_of_the_link_is_stored(alice):
    token = address_from(a_browser(ALICE)).split("/")[-2]

    assert Transfer.objects.get().token_hash == cookies.hashed(token)


def test_the_page_of_a_link_draws_it_and_says_its_terms(alice):
    response = a_browser(ALICE).post("/you/carry/")
    page = response.content.decode()

    assert '<svg width="' not in page and 'class="qr"' in page and "style=" not in page
    assert response.context["link"] in page and "15 minutes" in page
    assert response.headers["Cache-Control"] == "no-store"


def test_looking_asks_and_burns_nothing(alice):
    address, phone = address_from(a_browser(ALICE)), a_browser()

    for _ in range(2):
        response = phone.get(address)

    assert response.status_code == 200
    assert "Skills you claim" in response.content.decode()
    assert "learner" not in phone.cookies
    assert phone.post(address)["Location"] == "/you/?carried"


def test_tokens_rotate(alice):
    hers, phone = a_browser(ALICE), a_browser(BOB)
    LearnerFactory(token=BOB)

    phone.post(address_from(hers))
    hers.get("/you/")  # by its new token
    Browser.objects.filter(until__isnull=False).update(until=timezone.now())

    assert {hers.cookies["learner"].value, phone.cookies["learner"].value}.isdisjoint({ALICE, BOB})
    assert learner_of(a_browser(ALICE)) is None and learner_of(a_browser(BOB)) is None
    assert learner_of(hers) == learner_of(phone) == alice


def test_a_lost_answer_loses_nobody_their_things(alice):
    a_browser(ALICE).post("/you/carry/")  # its answer, with the new token, never arrives

    late = a_browser(ALICE)
    assert "Skills you claim" in late.get("/you/").content.decode()
    assert late.cookies["learner"].value == ALICE
    late.post("/you/carry/")
    late.get("/you/")

    assert late.cookies["learner"].value != ALICE
    assert learner_of(late) == alice
    assert Browser.objects.count() == 1


def test_what_was_under_way_with_the_old_token_counts_and_keeps_the_new(alice):
    hers, other_tab = a_browser(ALICE), a_browser(ALICE)
    hers.post("/you/carry/")
    hers.get("/you/")

    response = other_tab.get("/you/")

    assert "Skills you claim" in response.content.decode()
    assert not response.cookies
    assert other_tab.post("/you/carry/").status_code == 200
    assert other_tab.cookies["learner"].value == ALICE


def test_two_sets_merge_and_the_other_browsers_follow(alice):
    bob = SkillClaimFactory(learner=LearnerFactory(token=BOB), skill="debugging").learner
    BrowserFactory(learner=bob, token="c" * 43)
    hers, his, his_phone = a_browser(ALICE), a_browser(BOB), a_browser("c" * 43)

    his_phone.post(address_from(hers))

    assert {learner_of(browser) for browser in (hers, his, his_phone)} == {alice}
    assert held_by(his) == {"model-graders", "debugging"}
    assert Learner.objects.get() == alice


def test_a_skill_that_both_claim_keeps_the_notes_of_both(alice):
    bob = LearnerFactory(token=BOB)
    SkillClaimFactory(learner=bob, skill="model-graders", note="On the blog.", evidence="https://example.org/")

    a_browser(BOB).post(address_from(a_browser(ALICE)))

    claim = SkillClaim.objects.get()
    assert (claim.learner, claim.evidence) == (alice, "https://example.org/")
    assert "In the wiki." in claim.note and "On the blog." in claim.note


@pytest.mark.parametrize("method", ("get", "post"))
def test_a_used_link_says_so_with_a_way_on(alice, method):
    address = address_from(a_browser(ALICE))
    a_browser().post(address)

    response = getattr(a_browser(), method)(address)

    assert response.status_code == 410
    assert response.context["trouble"] is transfers.Trouble.USED
    assert "works once" in response.content.decode() and 'href="/you/"' in response.content.decode()


@pytest.mark.parametrize("method", ("get", "post"))
def test_an_old_link_says_so(alice, method):
    TransferFactory(learner=alice, token="t" * 43, made_at=timezone.now() - timedelta(minutes=15, seconds=1))

    response = getattr(a_browser(), method)(f"/you/carry/{'t' * 43}/")

    assert response.status_code == 410
    assert "work for 15 minutes" in response.content.decode()


@pytest.mark.parametrize("token", ("x", "t" * 43, "-" * 500))
@pytest.mark.parametrize("method", ("get", "post"))
def test_a_foreign_link_says_so_and_makes_nobody(alice, method, token):
    response = getattr(a_browser(), method)(f"/you/carry/{token}/")

    assert response.status_code == 410
    assert "no such link" in response.content.decode()
    assert not response.cookies and Learner.objects.count() == 1


def test_a_link_opened_where_it_was_made_is_not_burned(alice):
    hers = a_browser(ALICE)
    address = address_from(hers)

    assert hers.post(address).context["trouble"] is transfers.Trouble.OWN
    assert a_browser().post(address).status_code == 302


def test_a_newer_link_ends_the_one_before(alice):
    hers = a_browser(ALICE)
    older, newer = address_from(hers), address_from(hers)

    assert a_browser().post(older).status_code == 410
    assert a_browser().post(newer).status_code == 302


def test_who_has_nothing_is_led_to_the_page_that_says_so():
    assert a_browser().post("/you/carry/")["Location"] == "/you/"
    assert a_browser(ALICE).get("/you/carry/")["Location"] == "/you/"


def test_links_and_tokens_that_are_over_are_cleared(alice):
    now = timezone.now()
    TransferFactory(made_at=now - timedelta(days=2))
    BrowserFactory(replaced_by="x", until=now - timedelta(seconds=1))
    kept = [TransferFactory(), BrowserFactory(), BrowserFactory(replaced_by="y")]

    assert transfers.clear_ended() == 2
    assert transfers.clear_ended() == 0

    assert all(type(row).objects.filter(pk=row.pk).exists() for row in kept)
