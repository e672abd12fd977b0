"""The launch checklist: chosen by role or by function, ticked with a learner, copied as Markdown."""

import re

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from learners.lines import digest_of
from learners.models import Learner
from roles import checklist, ticks
from roles.models import CheckTick
from roles.ticks import Place
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.progress import CheckTickFactory
from tests.factories.roles import LensFactory, RoleFactory
from tests.roles.test_pages import words

PAGE = "/guide/lenses/checklist/"
FRAGMENT = {"HX-Request": "true", "HX-Target": "form#checks"}


@pytest.fixture
def lenses(guide):
    """Two lenses; the first has two checks and falls on a role."""
    builder = RoleFactory(slug="builder", title="Builder", lifecycle=guide.ai)
    legal = LensFactory(slug="legal", name="Legal", checklist=["Ask a **lawyer**", "Ask again"], roles=[builder])
    return legal, LensFactory(slug="finops", name="Finance", checklist=["Count"], question_they_ask="What of it?")


def place(lens, line):
    return Place(lens, digest_of(line)).value


def boxes(browser, **asked):
    """The words of each line, and whether it is ticked."""
    page = BeautifulSoup(browser.get(PAGE, asked).content, "html.parser")
    return {
        " ".join(label.get_text().split()): label.find(type="checkbox").has_attr("checked")
        for label in page.select("#checks label")
    }


def a_learner():
    learner = LearnerFactory(token="x" * 43)
    return learner, a_browser("x" * 43)


def test_it_holds_every_lens_or_those_named_or_those_that_fall_on_a_role(lenses, read):
    whole, named, by_role = (
        read("lenses/checklist/"),
        read("lenses/checklist/", lens="finops"),
        read("lenses/checklist/", role="builder"),
    )

    assert "3 checks from 2 of 2 lenses" in words(whole) and "Count" in whole
    assert "1 checks from 1 of 2 lenses" in words(named) and "Ask again" not in named
    assert "2 checks from 1 of 2 lenses" in words(by_role) and 'value="builder" selected' in by_role


@pytest.mark.parametrize("asked", [{"lens": "x"}, {"role": "x"}])
def test_what_is_not_there_is_told_and_has_no_effect(lenses, read, asked):
    page = words(read("lenses/checklist/", **asked))

    assert "“x”: no live role or lens goes by that name" in page and "3 checks" in page


def test_it_is_the_same_for_everyone_until_someone_has_us_hold_ticks(lenses):
    nobody, (_, browser) = a_browser().get(PAGE), a_learner()

    mine = browser.get(PAGE)

    assert "no-store" not in nobody["Cache-Control"] and not nobody.cookies
    assert mine["Cache-Control"] == "no-store"
    assert b'hx-trigger="submit"' in nobody.content and b'hx-trigger="submit, change"' in mine.content


def test_a_first_tick_makes_a_learner_and_says_what_is_kept(lenses):
    browser = a_browser()

    answer = browser.post(PAGE, {"check": place("legal", "Ask again")}, follow=True)

    assert "Kept under a random number" in words(answer.content.decode())
    assert CheckTick.objects.get().words == "Ask again"
    assert boxes(browser) == {"Ask a lawyer": False, "Ask again": True, "Count": False}
    assert "1 of 3 checks" in words(browser.get(PAGE).content.decode())


def test_a_post_without_a_tick_makes_nobody(lenses):
    a_browser().post(PAGE, {"was": "legal.x"}, follow=True)

    assert not Learner.objects.exists()


def test_a_browser_that_takes_no_cookie_is_told_that_nothing_was_kept(lenses):
    answer = a_browser().get(PAGE, {"first": "1"})

    assert "This browser kept nothing" in words(answer.content.decode())


def test_what_changed_is_kept_and_another_tabs_ticks_stay(lenses):
    learner, browser = a_learner()
    first, second, third = place("legal", "Ask a **lawyer**"), place("legal", "Ask again"), place("finops", "Count")
    browser.post(PAGE, {"check": [first]})

    browser.post(PAGE, {"was": [], "check": [second]})
    browser.post(PAGE, {"was": [first], "check": [third]})
    browser.post(PAGE, {"was": [first], "check": [third]})

    assert boxes(browser) == {"Ask a lawyer": False, "Ask again": True, "Count": True}
    assert CheckTick.objects.filter(learner=learner).count() == 2


def test_clearing_clears_what_is_shown(lenses):
    learner, browser = a_learner()
    for lens, line in (("legal", "Ask again"), ("finops", "Count")):
        CheckTickFactory(learner=learner, lens=lens, words=line)

    answer = browser.post(f"{PAGE}?lens=legal", {"clear": "1"})

    assert answer.status_code == 303 and answer["Location"] == f"{PAGE}?lens=legal"
    assert boxes(browser) == {"Ask a lawyer": False, "Ask again": False, "Count": True}


def test_a_line_that_was_reworded_is_told_and_can_be_taken_back(lenses):
    learner, browser = a_learner()
    CheckTickFactory(learner=learner, lens="legal", words="Ask twice")

    page = words(browser.get(PAGE).content.decode())
    assert "Reworded since you ticked it" in page and "Ask twice" in page

    browser.post(PAGE, {"was": place("legal", "Ask twice")})
    assert "Reworded since" not in words(browser.get(PAGE).content.decode())


def test_a_tick_of_a_line_that_is_gone_is_told(lenses):
    _, browser = a_learner()

    answer = browser.post(PAGE, {"check": place("legal", "Never there")}, follow=True)

    assert "A line was reworded meanwhile" in words(answer.content.decode())
    assert not CheckTick.objects.exists()


def test_a_tick_by_htmx_gets_the_region_with_the_markdown(lenses):
    _, browser = a_learner()

    answer = browser.post(PAGE, {"check": place("finops", "Count")}, headers=FRAGMENT, follow=True)

    page = answer.content.decode()
    assert "<html" not in page and 'id="checks"' in page and "- [x] Count" in page
    assert answer["Cache-Control"] == "no-store"


def test_the_markdown_is_a_list_of_tasks(lenses):
    shown = checklist.drawn(QueryDict("lens=legal"), {Place("legal", digest_of("Ask again")): "Ask again"})

    assert re.findall(r"(?m)^## .*|^- .*", shown.markdown) == ["## Legal", "- [ ] Ask a **lawyer**", "- [x] Ask again"]


def test_a_line_keeps_its_tick_when_its_spelling_is_mended(lenses):
    learner, browser = a_learner()
    ticks.settle(learner, {Place("legal", digest_of("ask  A lawyer!")): "ask  A lawyer!"}, [])

    assert boxes(browser)["Ask a lawyer"]


def test_other_pages_of_the_lenses_take_no_post(lenses, client):
    assert client.post("/guide/lenses/").status_code == 405
    assert client.post("/guide/lenses/legal/").status_code == 405
    assert client.post("/guide/skills/").status_code == 405
