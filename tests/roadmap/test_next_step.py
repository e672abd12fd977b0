"""One's next step on the home and the chapters: asked for by browsers that have one, the same page for everyone."""

import re
from pathlib import Path

from django.conf import settings

from learners import cookies
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.roles import ChapterFactory
from tests.roadmap.test_pages import FIRST, HERE, send, words

NEXT = f"{HERE}next/"


def test_who_has_begun_gets_the_one_next_step(way):
    alice = a_browser()
    send(alice, FIRST, state="done")

    response = alice.get(NEXT)

    assert "Your next step 1.2 Second, 2 to 4 hours. 1 of 3 done, 33 percent." in words(response)
    assert response["Cache-Control"] == "no-store"
    assert "<html" not in response.content.decode()


def test_who_has_not_begun_or_is_through_gets_nothing(way):
    assert a_browser().get(NEXT).status_code == 204
    LearnerFactory(token="a" * 43)
    assert a_browser("a" * 43).get(NEXT).status_code == 204
    alice = a_browser()
    for step in ("daylight/first/", "daylight/second/", "bedrock/third/"):
        send(alice, f"{HERE}{step}", state="done")
    assert alice.get(NEXT).status_code == 204


def test_the_pages_that_show_it_are_the_same_bytes_for_everyone(way):
    ChapterFactory(parent=way.guide, slug="mindset")
    alice = a_browser()
    send(alice, FIRST, state="done")

    for address in ("/guide/", "/guide/mindset/"):
        page = a_browser().get(address)
        assert f'<next-step src="{NEXT}"></next-step>' in page.content.decode()
        assert alice.get(address).content == page.content


def test_the_script_asks_only_where_the_marker_is():
    script = (Path(settings.BASE_DIR) / "static/js/next-step.js").read_text()

    assert re.search(r'cookie\.includes\("([\w-]+)="\)', script)[1] == cookies.MARKER.name
