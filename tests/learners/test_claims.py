"""A skill that one says one has: with what shows it, changed, withdrawn; and what can't be kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site

from learners import claims, evidence
from learners.models import Learner, SkillClaim
from tests.factories.learners import LearnerFactory, SkillClaimFactory, a_browser
from tests.factories.roles import GuideFactory, SkillFactory, SkillsPageFactory

TOKEN = "a" * 43
HERE = "/you/skills/model-graders/"


@pytest.fixture
def graders(db):
    """A live skill, and the page that shows it."""
    SkillsPageFactory(parent=GuideFactory(slug="guide"))
    yield SkillFactory(slug="model-graders", name="Model graders")
    Site.clear_site_root_paths_cache()


def test_claiming_makes_the_learner_and_leads_back(graders):
    browser = a_browser()

    response = browser.post(HERE, {"evidence": "https://example.org/evals", "note": "", "next": "/guide/skills/"})

    assert (response.status_code, response["Location"]) == (303, "/guide/skills/")
    claim = claims.of(Learner.objects.get())["model-graders"]
    assert (claim.evidence, claim.note) == ("https://example.org/evals", "")
    assert "Model graders: https://example.org/evals" in browser.get("/you/").content.decode()


def test_claiming_twice_is_one_claim_and_the_last_word_counts(graders):
    browser = a_browser()

    for note in ("In the wiki.", "In the wiki.", "On the blog."):
        browser.post(HERE, {"note": note})

    assert SkillClaim.objects.get().note == "On the blog."


def test_withdrawing_takes_it_back_and_does_no_harm_twice(graders):
    SkillClaimFactory(learner=LearnerFactory(token=TOKEN), skill="model-graders")

    for _ in range(2):
        assert a_browser(TOKEN).post(HERE, {"withdraw": "1"}).status_code == 303

    assert not SkillClaim.objects.exists()
    assert a_browser().post(HERE, {"withdraw": "1"}).status_code == 303
    assert Learner.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Say what shows it"),
        ({"evidence": "javascript:alert(1)"}, "This is not a web address"),
        ({"evidence": "https://example.org/" + "x" * 2000}, "2,000 is the most"),
        ({"note": "x" * 2001}, "The note has 2,001 characters"),
    ],
)
def test_what_cannot_be_kept_is_told_and_makes_nobody(graders, sent, said):
    response = a_browser().post(HERE, sent)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Learner.objects.exists() and not response.cookies


def test_what_was_typed_is_not_lost(graders):
    page = a_browser().post(HERE, {"evidence": "ftp://x", "note": "<b>Mine"}).content.decode()

    assert 'value="ftp://x"' in page and "&lt;b&gt;Mine" in page


def test_the_page_shows_what_is_claimed(graders):
    SkillClaimFactory(learner=LearnerFactory(token=TOKEN), skill="model-graders", note="In the wiki.")

    page = a_browser(TOKEN).get(HERE).content.decode()

    assert "In the wiki." in page and "Withdraw it" in page


def test_no_skill_of_ours_is_not_found_and_one_that_went_can_be_withdrawn(graders):
    SkillClaimFactory(learner=LearnerFactory(token=TOKEN), skill="gone")

    assert a_browser().get("/you/skills/gone/").status_code == 404
    assert a_browser().post("/you/skills/gone/", {"note": "x"}).status_code == 404
    assert a_browser(TOKEN).post("/you/skills/gone/", {"withdraw": "1"})["Location"] == "/you/"
    assert not SkillClaim.objects.exists()


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_it_leads_back_to_no_other_site(graders, next_):
    response = a_browser().post(HERE, {"note": "x", "next": next_})

    assert response["Location"] == "/guide/skills/model-graders/"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.org",
        "example.org",
        "https://",
        "https://x.org:99999/",
        "http://[",
        "https://x.org/a b",
        'https://x.org/"<',
    ],
)
def test_what_is_no_web_address_is_refused_in_a_sentence(address):
    assert evidence.trouble_with(address).startswith("This is not a web address")


@pytest.mark.parametrize(
    "address", ["", "http://localhost:8000/x", "https://example.org/ü?q=1#there", "HTTPS://EXAMPLE.ORG"]
)
def test_a_web_address_is_kept(address):
    assert evidence.trouble_with(address) == ""


WORDS = st.text("ab \n", max_size=5).map(str.strip)
SHOWN = st.tuples(st.sampled_from(["", "https://a.org", "https://b.org"]), WORDS)


@given(SHOWN, SHOWN)
def test_joining_loses_nothing_and_may_be_repeated(one, other):
    shown_by, note = evidence.joined(one, other)

    assert all(address in (shown_by, *note.split("\n\n")) for address in (one[0], other[0]) if address)
    assert one[1] in note and other[1] in note
    assert evidence.joined((shown_by, note), other) == (shown_by, note)
