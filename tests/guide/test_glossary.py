"""The glossary as a reader has it: its page, and the first uses that lead to it."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from core import stamps
from core.links import doors
from guide import glossary as glossaries
from guide.models import Topic
from tests.factories.glossary import GlossaryFactory, TermFactory
from tests.factories.roles import ChapterFactory, GuideFactory, SkillFactory, SkillsPageFactory
from tests.roles.test_queries import WAGTAIL

PAGE = "/guide/glossary/"


@pytest.fixture
def glossary(db):
    home = GuideFactory(slug="guide")
    yield GlossaryFactory(parent=home)
    Site.clear_site_root_paths_cache()


def soup(client, address=PAGE, **asked):
    return BeautifulSoup(client.get(address, asked).content, "html.parser").find("main")


def names(page):
    return [dt.get_text(strip=True) for dt in page.select(".glossary__one > dt")]


def test_the_terms_stand_by_the_alphabet_each_an_anchor_with_its_open_doors(glossary, client):
    SkillsPageFactory(parent=glossary.get_parent())
    ChapterFactory(parent=glossary.get_parent(), slug="foundations", title="Foundations")
    SkillFactory(slug="evals", name="Evals and such")
    sources = [("source", {"title": "A paper", "publisher": "arXiv", "year": 2024, "url": "https://arxiv.org/"})]
    doors_of_it = ["skill:evals", "chapter:foundations#tokens", "skill:gone", "practice:nothing"]
    TermFactory(glossary=glossary, name="eval", slug="eval", doors=doors_of_it, sources=sources)
    TermFactory(glossary=glossary, name="Agent", slug="agent", definition="A **loop**.")
    TermFactory(glossary=glossary, name="Draft", live=False)
    TermFactory(name="Of no glossary")

    page = soup(client)

    assert names(page) == ["Agent", "eval"]
    one = page.find(id="eval")
    ways = {div.dt.get_text(): [a["href"] for a in div.select("a")] for div in one.select(".glossary__ways div")}
    assert ways == {"Read": ["/guide/foundations/#tokens"], "Skill": ["/guide/skills/evals/"]}
    assert "A paper" in one.get_text() and page.find(id="agent").strong
    assert "2 terms" in page.find(role="status").get_text()


def test_it_is_filtered_by_topic_and_by_words_in_names_forms_and_definitions(glossary, client):
    TermFactory(glossary=glossary, name="Eval", topic=Topic.EVALS, definition="Real cases.")
    TermFactory(glossary=glossary, name="Token", written=["tokenizer"], definition="A piece.")

    assert names(soup(client, topic="evals")) == ["Eval"]
    assert names(soup(client, q="REAL cases")) == ["Eval"]
    assert names(soup(client, q="tokenizer")) == ["Token"]
    page = soup(client, q="tokenizer", topic="evals")
    assert names(page) == [] and "No term matches" in page.get_text() and "0 of 2 terms" in page.get_text()


@pytest.mark.parametrize(
    "asked, said",
    [({"topic": "love"}, "There is no such topic"), ({"q": "x" * 200}, "first 80 characters")],
)
def test_what_is_not_understood_is_told(glossary, client, asked, said):
    TermFactory(glossary=glossary)

    assert said in soup(client, **asked).get_text()


def test_the_filter_fetches_its_region_alone(glossary, client):
    TermFactory(glossary=glossary)

    answer = client.get(PAGE, {"q": "term"}, headers={"HX-Request": "true", "HX-Target": "section#terms"})

    assert b"<html" not in answer.content and b'id="terms"' in answer.content
    assert answer["Cache-Control"] == "no-store"


def test_a_first_use_in_a_chapter_leads_to_the_glossary_and_is_told_in_place(glossary, client):
    body = [("prose", "## The token\n\nA [token](/) is a Token, and a token.\n\n`token`")]
    ChapterFactory(parent=glossary.get_parent(), slug="foundations", body=body)
    TermFactory(glossary=glossary, name="Token", slug="token", definition="A piece, see [agents](term:agent).")
    TermFactory(glossary=glossary, name="Agent", slug="agent", live=False)

    page = soup(client, "/guide/foundations/")

    (link,) = page.select("a.term")
    assert (link.get_text(), link["href"]) == ("Token", "/guide/glossary/#token")
    meaning = page.find(id=link["aria-describedby"])
    assert meaning.has_attr("popover") and "A piece, see agents." in meaning.get_text()


def test_another_guides_terms_are_not_linked(glossary, client):
    other = GuideFactory(slug="other", parent=glossary.get_parent().get_parent())
    ChapterFactory(parent=other, slug="foundations", body=[("prose", "A token.")])
    TermFactory(glossary=glossary, name="Token")

    assert not soup(client, "/other/foundations/").select("a.term")


@pytest.mark.parametrize("terms", [1, 10])
def test_terms_cost_one_query_however_many_and_none_while_nothing_is_published(
    glossary, client, rf, terms, django_assert_num_queries
):
    TermFactory.create_batch(terms, glossary=glossary)
    open_doors = doors(rf.get("/guide/"))
    assert open_doors.found
    stamps.change()
    stamps.heal()

    with django_assert_num_queries(1):
        first = glossaries.glossary_of(open_doors)
    with django_assert_num_queries(0):
        assert glossaries.glossary_of(open_doors) is first

    stamps.change()
    stamps.heal()
    with django_assert_num_queries(1):
        assert glossaries.glossary_of(open_doors) is not first


@pytest.mark.parametrize("terms", [1, 10])
def test_the_page_costs_the_same_however_many_terms(glossary, client, terms, django_assert_num_queries):
    TermFactory.create_batch(terms, glossary=glossary, doors=["chapter:nowhere", "skill:nobody"])
    client.get(PAGE)

    with django_assert_num_queries(WAGTAIL + 3):  # the links, the foot, the terms
        client.get(PAGE, {"q": "term"})
