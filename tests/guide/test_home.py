"""The home of the first guide as it is loaded: where its readers begin, and what its tools lead to."""

from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import databases

GUIDE = "/engineer-to-ai-engineer/"


@pytest.fixture(scope="module")
def visit(django_db_setup, django_db_blocker):
    """What a reader whom the site does not know gets at an address of the whole site, parsed, and the cookies they
    have then; a part that the address names is there."""
    pages = {}
    with django_db_blocker.unblock(), databases.whole():
        reader = Client()

        def visit_(address):
            path, part = urldefrag(address)
            if path not in pages:
                answer = reader.get(path)
                assert answer.status_code == 200, address
                pages[path] = BeautifulSoup(answer.content, "html.parser")
            assert not part or pages[path].find(id=part), address
            assert not reader.cookies
            return pages[path]

        yield visit_


def heading(page):
    return page.h1.get_text(" ", strip=True)


def test_each_of_the_nine_tools_has_four_doors_and_all_are_open(visit):
    tools = visit(GUIDE).select(".tools tbody tr")

    assert len(tools) == 9
    for tool in tools:
        name = tool.th.a.get_text(strip=True)
        skill, chapter, practice, step = [a["href"] for a in [tool.th.a, *tool.select(".tools__doors a")]]
        assert heading(visit(skill)) == name
        assert chapter.startswith(f"{GUIDE}skillset/#")
        _, part = urldefrag(chapter)
        assert name in visit(chapter).find(id=part).get_text(" ", strip=True)
        assert practice.startswith("/practice/") and visit(practice).find("form")
        trained = visit(step).find("main").find_all("a", href=skill)
        assert step.startswith(f"{GUIDE}route/") and trained, f"{step} does not train {name}"


# Each reader with where their first step leads, and what stands there that makes it theirs.
READERS = {
    "I have ten minutes.": (f"{GUIDE}quiz/", "2 minutes"),
    "I know nothing of AI.": (f"{GUIDE}foundations/", "Tokens"),
    "I already call LLM APIs.": (f"{GUIDE}skillset/#evals-and-benchmarking", "Evals and benchmarking"),
    "I lead a team.": (f"{GUIDE}valueset/", "How to put them to work"),
}


def test_four_readers_have_four_first_steps_that_fit_them(visit):
    readers = visit(GUIDE).select(".start__one")

    found = {one.find(class_="start__reader").get_text(" ", strip=True).strip("“”"): one for one in readers}
    assert list(found) == list(READERS)
    for reader, (address, theirs) in READERS.items():
        assert [link["href"] for link in found[reader].select(".start__do a")] == [address]
        path, part = urldefrag(address)
        there = visit(address).find(id=part) if part else visit(path).find("main")
        assert theirs in there.get_text(" ", strip=True), address
        for link in found[reader].find_all("a"):  # and whatever else the answer leads to
            visit(link["href"])
    for link in visit(GUIDE).select(".start__also a"):
        visit(link["href"])
