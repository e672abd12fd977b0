"""The Route, its layers, steps, projects and the plan as someone walks them: read, tick, undo, plan, and bad input."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import stampfile
from learners.models import Learner
from roadmap.models import PathStep, Plan, Step, StepProgress
from tests.factories.learners import a_browser
from tests.factories.progress import AcceptanceTickFactory, PlanFactory, StepProgressFactory
from tests.factories.roadmap import (
    PathFactory,
    ProjectFactory,
    RetiredStepFactory,
    StageFactory,
    StepFactory,
    StepResourceFactory,
)
from tests.factories.roles import LensFactory, SkillFactory

HERE = "/guide/route/"
FIRST = f"{HERE}daylight/first/"
HTMX = {"HX-Request": "true"}


def words(response) -> str:
    """What a page says, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def send(browser, address, **posted):
    """Post as a browser does: with the cookie that it is first given."""
    response = browser.post(address, posted)
    if response.status_code == 307:
        response = browser.post(response["Location"], posted)
    return response


@pytest.fixture
def alice():
    """A browser of someone whom the site does not know."""
    return a_browser()


@pytest.fixture
def project(way):
    return ProjectFactory(route=way.route, slug="honest", title="One honest feature", rests_on=[way.first])


# Read


def test_the_route_holds_every_layer_and_step_in_order(way, alice):
    page = alice.get(HERE)

    assert re.findall(r'class="layer__name"[^>]*><span>(\d)</span>(\w+)', page.content.decode()) == [
        ("1", "Daylight"),
        ("2", "Bedrock"),
    ]
    assert re.findall(r'class="num">([\d.]+)</span><a href="([^"]+)"', page.content.decode()) == [
        ("1.1", FIRST),
        ("1.2", f"{HERE}daylight/second/"),
        ("2.1", f"{HERE}bedrock/third/"),
    ]
    assert "3 steps, 6 to 12 hours" in words(page)


def test_a_layer_has_a_page_with_its_neighbors(way, alice):
    page = alice.get(f"{HERE}bedrock/")

    assert "Layer 2 of 2: 1 step." in words(page)
    assert f'rel="prev" href="{HERE}daylight/"' in page.content.decode()
    assert "First: Second" in words(page)


def test_a_step_says_all_that_it_rests_on_and_leads_to(way, alice):
    skill, lens = SkillFactory(name="Counting"), LensFactory(name="Finance")
    SkillFactory(name="Unseen", live=False)
    step = StepFactory(
        stage=way.top, slug="whole", title="Whole", why="Because.", do=["Count `it`."], needs=[way.first],
        trains=[skill], seen_by=[lens], reads=["route:", "practice:nowhere"], level="solid",
    )  # fmt: skip
    StepFactory(stage=way.deep, slug="after", title="After", needs=[step])
    StepResourceFactory(step=step, title="A paper", minutes=50, year=2024, checked=date(2026, 11, 1))

    said = words(alice.get(f"{HERE}daylight/whole/"))

    for part in (
        "1.3 Whole", "2 to 4 hours", "Working depth", "Because.", "Count it .", "Needs first 1.1 First",
        "Needed by 2.2 After", "Counting", "Finance", "Read: The Route",
        "A paper Paper, arXiv, 2024, 50 minutes, free; checked November 2026",
    ):  # fmt: skip
        assert part in said
    assert "Unseen" not in said and "nowhere" not in said


@pytest.mark.parametrize(
    "address", ["nowhere/", "bedrock/first/", "daylight/nothing/", "projects/none/", "daylight/draft/"]
)
def test_what_is_not_there_is_not_found(way, alice, address):
    StepFactory(stage=way.top, slug="draft", live=False)

    assert alice.get(f"{HERE}{address}").status_code == 404


def test_a_page_whose_route_is_gone_is_not_found(way, alice):
    way.route.delete()

    assert alice.get(HERE).status_code == 404


def test_everyone_has_the_same_page_and_a_learner_their_own(way, alice):
    for address in (HERE, f"{HERE}daylight/", FIRST, f"{HERE}plan/"):
        assert alice.get(address)["Cache-Control"] == "private, no-cache"
    send(alice, FIRST, state="done")
    for address in (HERE, f"{HERE}daylight/", FIRST, f"{HERE}plan/"):
        assert alice.get(address)["Cache-Control"] == "no-store"


def test_the_sitemap_names_stages_steps_and_projects(way, project, client):
    found = client.get("/sitemap.xml").content.decode()

    for below in ("", "daylight/", "bedrock/", "daylight/first/", "bedrock/third/", "projects/honest/"):
        assert f"{HERE}{below}</loc>" in found


# Tick


def test_a_first_tick_makes_the_learner_and_says_so(way, alice):
    response = send(alice, f"{FIRST}?back=route", state="done")

    assert (response.status_code, response["Cache-Control"]) == (303, "no-store")
    assert response["Location"] == f"{HERE}?ticked=first&was=open&first=1#step-first"
    said = words(alice.get(response["Location"]))
    assert "First: done. Kept here under a random number" in said
    assert "1 of 3 steps done, 33 percent" in said
    assert Learner.objects.count() == 1


def test_a_double_click_makes_one_learner(way, alice):
    first, second = alice.post(FIRST, {"state": "done"}), alice.post(FIRST, {"state": "done"})

    alice.post(first["Location"], {"state": "done"})
    assert second.status_code == 303
    assert StepProgress.objects.values_list("step", "state").get() == ("first", "done")


def test_a_browser_without_cookies_is_told(way):
    keeps_none = a_browser()
    response = send(keeps_none, FIRST, state="done")
    keeps_none.cookies.clear()

    assert "This browser kept nothing" in words(keeps_none.get(response["Location"]))


def test_a_tick_is_undone_and_keeps_its_evidence(way, alice):
    send(alice, FIRST, state="doing", evidence="https://example.org/x", note="Mine.")
    response = send(alice, f"{FIRST}?back=stage", state="done")
    page = alice.get(response["Location"])
    undo = re.search(
        r'action="([^"]+)"[^>]*>\s*<button class="linklike" name="state" value="(\w+)"', page.content.decode()
    )

    send(alice, undo[1].replace("&amp;", "&"), state=undo[2])

    row = StepProgress.objects.get()
    assert (row.state, row.evidence, row.note) == ("doing", "https://example.org/x", "Mine.")


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "Choose how the step stands."),
        ({"state": "gone"}, "A step is not yet begun, doing, done or skipped."),
        ({"state": "done", "evidence": "javascript:alert(1)"}, "This is not a web address."),
        ({"state": "done", "evidence": "", "note": "x" * 2001}, "The note has 2,001 characters"),
    ],
)
def test_what_can_not_be_kept_is_refused_with_what_was_typed(way, alice, posted, sentence):
    response = alice.post(FIRST, posted)

    assert response.status_code == 422
    assert sentence in words(response)
    assert (posted.get("evidence") or "") in response.content.decode()
    assert not Learner.objects.exists()


def test_a_tick_costs_three_queries_of_ours(way, alice):
    send(alice, FIRST, state="done")
    stampfile.write("fresh")
    alice.get(HERE)

    with CaptureQueriesContext(connection) as asked:
        alice.post(FIRST, {"state": "doing"})

    ours = [query["sql"] for query in asked if re.search("learners_|roadmap_(?!routepage)", query["sql"])]
    assert len(ours) == 3


def test_every_page_says_the_same_number(way, alice):
    PathFactory(route=way.route, role__slug="a-role", role__title="A role", core=[way.first, way.second])
    send(alice, f"{FIRST}?to=a-role", state="done")

    for address in (HERE, f"{HERE}daylight/", f"{HERE}bedrock/", FIRST, f"{HERE}bedrock/third/"):
        assert re.search(r"1 of 2 (steps )?done, 50 percent", words(alice.get(address))), address


def test_a_hundred_percent_says_that_nothing_is_missing(way, alice):
    for step in ("daylight/first/", "daylight/second/", "bedrock/third/"):
        send(alice, f"{HERE}{step}", state="done")

    said = words(alice.get(HERE))
    assert "3 of 3 steps done, 100 percent" in said
    assert "Nothing is missing" in said


def test_a_step_that_editors_add_is_said_until_it_is_seen(way, alice):
    send(alice, FIRST, state="done")
    StepFactory(stage=way.top, slug="fresh", title="Fresh")

    assert "1 step was added to your path since you were last here" in words(alice.get(HERE))
    send(alice, HERE, keep="1")
    assert "was added" not in words(alice.get(HERE))


def test_a_step_that_is_gone_stays_ones_own(way, alice):
    send(alice, FIRST, state="done")
    StepProgressFactory(learner=Learner.objects.get(), route="the-route", step="old")
    RetiredStepFactory(route="the-route", step="old", title="An old step")

    said = words(alice.get(HERE))
    assert "Still yours , though no longer part of the Route: An old step: done" in said
    assert "1 of 3 steps done" in said


def test_a_fragment_is_the_region_alone(way, alice):
    send(alice, FIRST, state="done")
    for address, target in ((HERE, "div#route"), (f"{HERE}daylight/", "div#stage"), (FIRST, "article#step")):
        page = alice.get(address, headers={**HTMX, "HX-Target": target}).content.decode()
        assert page.startswith("<title>")
        assert "<html" not in page
        assert f'id="{target.partition("#")[2]}"' in page


# Plan


def test_a_plan_is_kept_shown_moved_and_dropped(way, alice):
    today = timezone.localdate()
    response = send(alice, f"{HERE}plan/", hours="4", start=str(today), holidays="2030-12-24 to 2031-01-02\n2031-05-01")

    page = alice.get(response["Location"])
    assert "The plan is kept" in words(page)
    assert "3 steps, 6 to 12 hours" in words(page)
    assert "2030-12-24 to 2031-01-02\n2031-05-01" in page.content.decode()
    calendar = alice.get(f"{HERE}plan.ics")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert calendar.content.count(b"BEGIN:VEVENT") == 2

    send(alice, f"{HERE}plan/", forget="1")
    assert not Plan.objects.get().has_dates
    assert alice.get(f"{HERE}plan.ics").status_code == 302


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hours": "0"}, "half an hour at least, 60 at most"),
        ({"hours": ""}, "Name the hours that you have in a week."),
        ({"hours": "NaN"}, "The hours a week are a number"),
        ({"hours": "1e9"}, "The hours a week are a number"),
        ({"start": "9999-12-31"}, "Choose a first day between 2020 and 2099."),
        ({"start": "soon"}, "The first day is a date"),
        ({"holidays": "2026-13-40"}, "“2026-13-40” is no time away."),
        ({"holidays": "2027-01-02 to 2026-12-24"}, "before it begins"),
        ({"holidays": "1-1-1 to"}, "is no time away"),
        ({"holidays": "x" * 2001}, "more than 2,000 characters"),
    ],
)
def test_a_plan_that_can_not_be_made_is_refused_in_a_sentence(way, alice, changed, sentence):
    response = send(alice, f"{HERE}plan/", **{"hours": "4", "start": "2026-12-01", "holidays": ""} | changed)

    assert response.status_code == 422
    assert sentence in words(response)
    assert not Plan.objects.exists()


def test_a_plan_says_kindly_that_one_is_behind(way, alice):
    send(alice, FIRST, state="doing")
    Plan.objects.all().delete()
    PlanFactory(learner=Learner.objects.get(), route="the-route", dated=True, starts_on=date(2026, 1, 5), hours=1)

    assert "behind the dates you set. That happens, and nothing is lost" in words(alice.get(f"{HERE}plan/"))


# Projects


def test_a_line_of_a_project_is_ticked_and_taken_back(way, project, alice):
    address = f"{HERE}projects/honest/"
    digest = re.search(r'name="met" value="(\w+)"', alice.get(address).content.decode())[1]

    response = send(alice, address, met=digest)
    assert "1 of 2 hold. Kept here under a random number" in words(alice.get(response["Location"]))
    send(alice, address, unmet=digest)
    assert "0 of 2 hold" in words(alice.get(address))


def test_a_line_that_was_reworded_meanwhile_does_no_harm(way, project, alice):
    response = send(alice, f"{HERE}projects/honest/", met="0" * 64)

    assert response.status_code == 303
    AcceptanceTickFactory(learner=Learner.objects.get(), route="the-route", project="honest", words="Before.")
    assert "You ticked these before the list was reworded: Before." in words(alice.get(f"{HERE}projects/honest/"))


# What it costs


@pytest.mark.parametrize("each", [5, 50], ids=["50", "500"])
def test_pages_cost_the_same_with_50_steps_and_with_500(way, alice, django_assert_num_queries, each):
    stages = [StageFactory(route=way.route, slug=f"layer-{at}") for at in range(10)]
    made = [StepFactory.build(stage=stage) for stage in stages for _ in range(each)]
    steps = Step.objects.bulk_create(made)  # one by one they would be indexed for search
    path = PathFactory(route=way.route, role__slug="a-role")
    PathStep.objects.bulk_create(PathStep(path=path, step=step, sort_order=at) for at, step in enumerate(steps))
    ProjectFactory(route=way.route, slug="honest", rests_on=steps[:5])
    send(alice, FIRST, state="done")
    alice.get(HERE)

    # Ours: what there is 5, the learner, their way, their ticks; besides, links by name and the foot of every page.
    for address, queries in ((HERE, 8), (f"{HERE}layer-3/", 8), (FIRST, 9), (f"{HERE}plan/", 8)):
        with django_assert_num_queries(WAGTAIL + 2 + queries):
            alice.get(address)


WAGTAIL = 10  # the transaction's two, the site, two a level of the tree, the page's ancestors and who may see them
