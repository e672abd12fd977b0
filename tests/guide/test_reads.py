"""What a reader marks as read: kept, shown where they are, taken back; the one next thing; what changed since."""

import re
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from wagtail.models import ReferenceIndex, Site

from core import stamps
from core.crossings import leading_to
from guide import reads
from guide.following import Note
from guide.models import ReadMark
from learners import cookies
from learners.models import Learner
from tests.factories.guide import ArticleFactory, ArticlesFactory, ChapterFactory, ReadMarkFactory
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.progress import StepProgressFactory
from tests.factories.roadmap import RouteFactory, RoutePageFactory, StageFactory, StepFactory

TOKEN = "a" * 43
HERE = "/guide/mindset/"


def a_change(day, what):
    return ("change", {"date": date(2026, 11, day), "what": what})


@pytest.fixture
def guide(guide):
    """A guide of two chapters and a close-up."""
    ChapterFactory(parent=guide, slug="mindset", title="Mindset", changes=[a_change(1, "First figures.")])
    ChapterFactory(parent=guide, slug="valueset", title="Valueset")
    ArticleFactory(parent=ArticlesFactory(parent=guide), slug="bill", title="The bill")
    yield guide
    Site.clear_site_root_paths_cache()


@pytest.fixture
def mindset(guide):
    return guide.get_children().get(slug="mindset").specific


@pytest.fixture
def alice(db):
    """A browser of someone of whom nothing is held but that they are there."""
    LearnerFactory(token=TOKEN)
    return a_browser(TOKEN)


def send(browser, address=f"{HERE}read/", **posted):
    """Post as a browser does: with the cookie that it is first given."""
    response = browser.post(address, posted)
    if response.status_code == 307:
        response = browser.post(response["Location"], posted)
    return response


def pieces(browser, address=HERE):
    """What comes in at an address, by the place it is for: its words."""
    response = browser.get(f"{address}yours/")
    assert response.status_code == 200
    found = BeautifulSoup(response.content, "html.parser").find_all("template")
    return {piece["data-own"]: " ".join(piece.get_text(" ").split()) for piece in found}


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


# Marked, and taken back


def test_a_first_mark_is_kept_and_said_on_a_page_of_its_own(guide):
    alice = a_browser()

    response = send(alice)

    assert (response.status_code, response["Location"]) == (303, f"{HERE}read/?marked=1")
    assert ReadMark.objects.get().title == "Mindset"
    page = alice.get(response["Location"])
    assert "You read it on" in words(page) and "// next that you have not read Valueset" in words(page)
    assert page["Cache-Control"] == "no-store" and page["X-Robots-Tag"] == "noindex"


def test_a_double_click_and_a_reload_count_once_and_make_one_learner(guide):
    alice = a_browser()
    first, second = alice.post(f"{HERE}read/"), alice.post(f"{HERE}read/")

    for response in (first, second, first):
        alice.post(response["Location"] if response.status_code == 307 else f"{HERE}read/")

    assert ReadMark.objects.count() == Learner.objects.count() == 1


def test_a_mark_is_taken_back_twice_and_by_strangers_without_harm(guide, alice):
    send(alice)

    for browser in (alice, alice, a_browser()):
        assert browser.post(f"{HERE}read/", {"take-back": "1"}).status_code == 303

    assert not ReadMark.objects.exists()
    assert Learner.objects.count() == 1
    assert "Mark as read" in words(alice.get(f"{HERE}read/"))


def test_a_browser_without_cookies_is_told_that_nothing_was_kept(guide):
    response = a_browser().post(f"{HERE}read/?once-more=")

    assert "This browser did not keep it" in words(a_browser().get(response["Location"]))
    assert not ReadMark.objects.exists()


def test_the_script_is_led_to_the_pieces_of_the_page(guide, alice):
    response = send(alice, f"{HERE}read/?piece")

    assert response["Location"] == f"{HERE}yours/"


def test_a_post_to_anything_else_of_a_text_is_refused(guide):
    for address in (HERE, f"{HERE}yours/", "/guide/", "/guide/articles/bill/"):
        assert a_browser().post(address).status_code == 405


def test_a_close_up_is_marked_too(guide, alice):
    send(alice, "/guide/articles/bill/read/")

    assert pieces(alice, "/guide/articles/").keys() == {"next", f"text-{ReadMark.objects.get().page_id}"}


# What is one's own, on pages that are everyone's


def test_the_pages_are_the_same_bytes_for_everyone(guide, alice):
    send(alice)
    stamps.heal()  # without a stamp nothing may be kept

    for address in ("/guide/", HERE, "/guide/articles/", "/guide/articles/bill/"):
        page = a_browser().get(address)
        assert f'<your-own src="{address}yours/">' in page.content.decode()
        assert page["Cache-Control"] == "public, no-cache"
        assert alice.get(address).content == page.content


def test_a_stranger_gets_nothing_and_costs_no_learner(guide):
    response = a_browser().get(f"{HERE}yours/")

    assert (response.status_code, response.content) == (204, b"")
    assert response["Cache-Control"] == "no-store"


def test_the_script_asks_only_where_the_marker_is():
    script = (Path(settings.BASE_DIR) / "static/js/yours.js").read_text()

    assert re.search(r'cookie\.includes\("([\w-]+)="\)', script)[1] == cookies.MARKER.name


def test_home_and_lists_show_what_was_read_and_the_one_next_thing(guide, alice, mindset):
    assert pieces(alice, "/guide/")["next"] == "Your next chapter Mindset, 1 minute. Read it"
    assert "next" in pieces(alice) and not pieces(alice)["next"]  # it is being read

    ReadMarkFactory(learner=Learner.objects.get(), page=mindset)

    found = pieces(alice, "/guide/")
    assert found["next"] == "Your next chapter Valueset, 1 minute. 1 of 3 read. Read it"
    assert found[f"text-{mindset.pk}"] == "Read on 3 November 2026"


def test_the_ends_of_a_text_lead_by_what_was_read(guide, alice, mindset):
    assert "turn" not in pieces(alice)
    ReadMarkFactory(learner=Learner.objects.get(), page=mindset)

    assert pieces(alice)["turn"] == "// all of it The guide // next that you have not read Valueset"
    assert pieces(alice, "/guide/valueset/")["turn"] == (
        "// you read before this Mindset // next that you have not read The bill"
    )
    assert "// before" in words(alice.get("/guide/valueset/"))  # in order, for everyone


def test_a_change_since_is_told_with_its_notes_until_it_is_read_again(guide, alice, mindset):
    send(alice)
    ReadMark.objects.update(at="2026-11-03T12:00Z")
    mindset.changes = [a_change(20, "New **prices**."), a_change(1, "First figures.")]
    mindset.save_revision().publish()

    found = pieces(alice)
    assert found["fact"] == "Changed since you read it"
    assert "Changed since you read it on 3 November 2026 : 20 November 2026 : New prices ." in found["mark"]
    assert "First figures" not in found["mark"] and "Mark it read again" in found["mark"]
    assert pieces(alice, "/guide/")[f"text-{mindset.pk}"] == "Changed on 20 November 2026, since you read it"

    send(alice, notes="2")

    assert pieces(alice)["mark"].startswith("You read it on")


def test_a_page_that_stood_open_does_not_mark_what_it_did_not_show(guide, alice, mindset):
    today = date.today()
    mindset.changes = [("change", {"date": today, "what": "After the tab was opened."})]
    mindset.save_revision().publish()

    send(alice, notes="0")
    assert "After the tab was opened." in pieces(alice)["mark"]
    send(alice, notes="odd")
    assert "After the tab was opened." not in pieces(alice)["mark"]


def test_the_list_of_changes_stands_in_the_text_for_everyone(guide, read):
    assert "First figures." in read(HERE).find(class_="changes").get_text()


# With a Route


@pytest.fixture
def route(guide):
    route = RouteFactory(slug="the-route")
    RoutePageFactory(parent=guide, the_route=route)
    stage = StageFactory(route=route, slug="daylight", name="Daylight")
    first = StepFactory(stage=stage, slug="first", title="First")
    StepFactory(stage=stage, slug="second", title="Second", needs=[first])
    return route


def test_who_has_begun_the_route_gets_its_next_step(route, alice):
    StepProgressFactory(learner=Learner.objects.get(), route="the-route", step="first")

    for address in ("/guide/", HERE):
        assert pieces(alice, address)["next"] == (
            "Your next step 1.2 Second, 2 to 4 hours. 1 of 2 done, 50 percent. Go on"
        )


def test_who_has_not_begun_it_reads_on_and_then_is_led_there(route, guide, alice):
    learner = Learner.objects.get()
    assert "Mindset" in pieces(alice, "/guide/")["next"]
    for page in guide.get_descendants().filter(slug__in=["mindset", "valueset", "bill"]):
        ReadMarkFactory(learner=learner, page=page)

    assert pieces(alice, "/guide/")["next"] == "You have read all of it. Next, do it, step by step. Open the Route"
    assert "all else read; on to" in pieces(alice)["turn"]


@pytest.mark.parametrize("many", (1, 10))
def test_what_is_ones_own_costs_the_same_however_much_there_is(guide, alice, many, django_assert_num_queries):
    learner = Learner.objects.get()
    for page in ChapterFactory.create_batch(many, parent=guide, changes=[a_change(20, "New.")]):
        ReadMarkFactory(learner=learner, page=page)
    alice.get(f"{HERE}yours/")

    with django_assert_num_queries(16):  # 6 of them ours
        alice.get(f"{HERE}yours/")
    stamps.heal()
    alice.get(f"{HERE}yours/")
    with django_assert_num_queries(12):  # what everyone finds is asked for once a publish
        alice.get(f"{HERE}yours/")


# Held


def test_what_was_read_is_held_under_its_name_and_outlives_the_page(guide, alice, mindset):
    send(alice)
    assert f'href="{HERE}"' in alice.get("/you/").content.decode()
    exported = alice.get("/you/export/").json()
    assert exported["rows"]["guide.ReadMark"][0]["title"] == "Mindset"

    mindset.unpublish()
    assert f'href="{HERE}"' not in alice.get("/you/").content.decode()
    mindset.delete()

    page = alice.get("/you/")
    assert "What you have read" in words(page) and "Mindset" in words(page)
    assert pieces(alice, "/guide/")["next"].startswith("Your next chapter Valueset")


def test_a_mark_follows_its_text_to_another_address(guide, alice, mindset):
    send(alice)

    mindset.slug = "better"
    mindset.save_revision().publish()

    assert pieces(alice, "/guide/better/")["mark"].startswith("You read it on")


def test_joining_two_keeps_the_later_time_and_the_notes_of_both(guide, mindset):
    source, target = LearnerFactory(), LearnerFactory()
    ReadMarkFactory(learner=source, page=mindset, at="2026-11-10T12:00Z", seen=["b"])
    ReadMarkFactory(learner=target, page=mindset, at="2026-11-03T12:00Z", seen=["a"])
    ReadMarkFactory(learner=source)
    ReadMarkFactory(learner=target)

    reads.merge(source, target)
    source.delete()

    assert ReadMark.objects.filter(learner=target).count() == 3
    mark = reads.of(target)[mindset.pk]
    assert (mark.at.day, mark.seen) == (10, {"a", "b"})


def test_a_mark_of_someone_who_was_deleted_meanwhile_is_kept_nowhere(guide, mindset):
    learner = LearnerFactory()
    Learner.objects.all().delete()

    reads.mark(learner, mindset, [Note(date(2026, 11, 1), "First.")])

    assert not ReadMark.objects.exists()


def test_who_is_about_to_delete_a_text_is_told_who_read_it(guide, mindset):
    assert not leading_to(mindset)

    ReadMarkFactory(page=mindset)

    assert [crossing.title for crossing in leading_to(mindset)] == ["1 learner"]
    assert not ReferenceIndex.get_references_to(mindset).exists()
