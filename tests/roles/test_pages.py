"""What a signed-out reader sees of roles, skills and lenses."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from roles.models import Kind, Level
from tests.factories import indexed
from tests.factories.roles import (
    ChapterFactory,
    CounterpartFactory,
    ExplorerFactory,
    GuideFactory,
    LensFactory,
    PhaseFactory,
    RoleFactory,
    SkillFactory,
    SkillsPageFactory,
)


def words(html):
    return " ".join(BeautifulSoup(html, "html.parser").find("main").get_text(" ").split())


def links(html):
    return {
        a.get_text(" ", strip=True): a["href"] for a in BeautifulSoup(html, "html.parser").find("main").find_all("a")
    }


def test_the_list_holds_one_lifecycle_the_one_led_to_first(guide, read):
    RoleFactory(lifecycle=guide.software, title="Tester")
    RoleFactory(lifecycle=guide.ai, title="Evaluator")
    RoleFactory(title="Of another guide")

    first, other = (
        read("roles/", view="list").partition("</form>")[2],
        read("roles/", view="list", lifecycle=guide.software.slug).partition("</form>")[2],
    )

    assert "Evaluator" in first and "Tester" not in first
    assert "Tester" in other and "Evaluator" not in other
    assert "Of another guide" not in first + other


def test_the_list_says_of_a_role_what_find_in_page_looks_for(guide, read):
    skill = SkillFactory(name="Test design")
    RoleFactory(
        lifecycle=guide.ai,
        title="Evaluator",
        tagline="Says how good it is.",
        owns=["The eval sets", "The graders"],
        also_called=["Evals Engineer"],
        skills=[skill],
    )

    page = words(read("roles/", view="list"))

    for said in ("Evaluator", "Says how good it is.", "The eval sets. The graders.", "Evals Engineer", "Test design"):
        assert said in page


def test_a_role_stands_in_its_home_phase_and_is_named_in_the_others(guide, read):
    first, second = PhaseFactory(lifecycle=guide.ai, name="Data"), PhaseFactory(lifecycle=guide.ai, name="Build")
    RoleFactory(lifecycle=guide.ai, title="Builder", phases=[second, first])

    page = words(read("roles/", view="list"))

    data, build = page.index("1 Data"), page.index("2 Build")
    assert data < page.index("Also at work here Builder") < build < page.index("Builder Does one thing.")


@pytest.mark.parametrize("live", [True, False])
def test_a_role_without_a_live_phase_is_listed_all_the_same(guide, read, live):
    phases = [] if live else [PhaseFactory(lifecycle=guide.ai, live=False)]
    RoleFactory(lifecycle=guide.ai, title="Roamer", phases=phases)

    assert "In no phase Roamer" in words(read("roles/", view="list"))


def test_a_role_has_a_page_with_all_of_it(guide, read):
    role = RoleFactory(
        lifecycle=guide.ai,
        slug="evaluator",
        title="Evaluator",
        also_called=["Evals Engineer", "Product Manager, AI"],
        usual_from=Level.MID,
        usual_to=Level.STAFF,
        version=3,
        changed=[("change", {"date": date(2026, 11, 24), "what": "Graders came in."})],
        sources=[("source", {"title": "A paper", "publisher": "arXiv", "year": 2024, "url": "https://arxiv.org/"})],
    )

    page = words(read("roles/evaluator/"))

    assert "version 3, changed on 24 November 2026" in page
    assert "24 November 2026 : Graders came in." in page
    assert "Usually filled from mid to staff." in page
    assert "Evals Engineer; Product Manager, AI." in page
    assert "A paper" in page and "arXiv, 2024." in page
    for row in role.skills.all():
        assert row.skill.name in page and row.why in page
    for said in (
        role.owns[0],
        role.does_not_own[0],
        role.day,
        role.artifacts[0],
        role.judged_by[0],
        role.interview_signal,
    ):
        assert said in page


def test_a_role_shows_how_it_stands_to_each_phase(guide, read):
    home, _, also = (PhaseFactory(lifecycle=guide.ai, name=name) for name in ("Home", "Other", "Also"))
    RoleFactory(lifecycle=guide.ai, slug="evaluator", phases=[home, also])

    assert "Home : at home here Other Also : also here" in words(read("roles/evaluator/"))


def test_a_crossing_is_told_on_both_sides(guide, read):
    tester = RoleFactory(lifecycle=guide.software, slug="tester", title="Tester")
    evaluator = RoleFactory(lifecycle=guide.ai, slug="evaluator", title="Evaluator")
    CounterpartFactory(software=tester, ai=evaluator, what_stays="Suspicion.")

    there, here = read("roles/tester/"), read("roles/evaluator/")

    assert "Transforms into Evaluator" in words(there) and "Suspicion." in words(there)
    assert "Transforms from Tester" in words(here) and "Suspicion." in words(here)
    assert links(there)["Evaluator"] == "/guide/roles/evaluator/"
    assert links(here)["Tester"] == "/guide/roles/tester/"


def test_a_new_role_says_that_nobody_held_it(guide, read):
    CounterpartFactory(new=True, ai=RoleFactory(lifecycle=guide.ai, slug="new"))

    assert "New no software role before it" in words(read("roles/new/"))


def test_a_role_leads_to_its_neighbors_in_the_order_of_the_list(guide, read):
    early, late = PhaseFactory(lifecycle=guide.ai), PhaseFactory(lifecycle=guide.ai)
    RoleFactory(lifecycle=guide.ai, slug="last", title="Last", phases=[late])
    RoleFactory(lifecycle=guide.ai, slug="first", title="First", phases=[early])

    assert links(read("roles/first/"))["After Last"] == "/guide/roles/last/"
    assert links(read("roles/last/"))["Before First"] == "/guide/roles/first/"


def test_a_role_of_another_guide_has_no_page_here(guide, read):
    RoleFactory(slug="stranger")

    assert read("roles/stranger/") is None


def test_the_skills_stand_under_their_kinds_with_how_many_roles_need_them(guide, read):
    shared = SkillFactory(name="Shared", kind=Kind.NEW_LAYER)
    SkillFactory(name="Alone", kind=Kind.CARRIES_OVER)
    RoleFactory(lifecycle=guide.ai, skills=[shared])
    RoleFactory(lifecycle=guide.ai, skills=[shared])
    RoleFactory(lifecycle=guide.ai, skills=[shared], live=False)

    page = words(read("skills/"))

    assert "Alone What it is. No role has it among its five" in page
    assert "Shared What it is. 2 roles rest on it" in page
    assert page.index("Alone") < page.index("Shared")


def test_of_two_guides_each_lists_the_skills_of_its_own_roles(guide, client):
    shared, ours, theirs = (SkillFactory(name=name) for name in ("Shared", "Ours", "Theirs"))
    SkillFactory(name="Nobody’s")
    beside = GuideFactory(parent=guide.home.get_parent(), slug="beside")
    SkillsPageFactory(parent=beside)
    other = ExplorerFactory(parent=beside).to_lifecycle
    RoleFactory(lifecycle=guide.ai, skills=[shared, ours])
    RoleFactory(lifecycle=other, skills=[shared, theirs])

    first, second = (words(client.get(f"/{slug}/skills/").content.decode()) for slug in ("guide", "beside"))

    assert "Ours What it is. 1 role rests on it" in first and "Theirs" not in first
    assert "Theirs What it is. 1 role rests on it" in second and "Ours" not in second
    for page in (first, second):
        assert "Shared What it is. 1 role rests on it" in page
        assert "Nobody’s What it is. No role has it among its five" in page


def test_a_skill_says_who_needs_it_and_why(guide, read):
    skill = SkillFactory(slug="evals", name="Evals", evidence="A set.", learn_by="Label sixty.", sfia="TEST")
    RoleFactory(lifecycle=guide.ai, slug="evaluator", title="Evaluator", skills=[skill])
    RoleFactory(lifecycle=guide.ai, title="Unseen", skills=[skill], live=False)

    html = read("skills/evals/")

    assert links(html)["Evaluator"] == "/guide/roles/evaluator/"
    for said in ("Why Evaluator needs Evals.", "A set.", "Label sixty.", "TEST in SFIA 9", "Deepens"):
        assert said in words(html)
    assert "Unseen" not in html


def a_shift(*, skills=(), lenses=(), title="1. A draw"):
    value = {"title": title, "old": "Once.", "new": "Ten times.", "body": "Text.", "practice": ["practice:sampling"]}
    return ("shift", {**value, "skills": list(skills), "lenses": list(lenses)})


def test_a_skill_and_a_lens_lead_to_the_shifts_that_name_them(guide, read):
    skill, lens = SkillFactory(slug="evals"), LensFactory(slug="room")
    body = [a_shift(title="1. Another"), a_shift(title="2. A draw", skills=[skill], lenses=[lens])]
    with indexed():
        ChapterFactory(parent=guide.home, slug="mindset", title="Mindset", body=body)

    for html in (read("skills/evals/"), read("lenses/room/")):
        assert links(html)["A draw"] == "/guide/mindset/#a-draw"
        assert "Another" not in html


def test_the_list_says_what_each_asks_as_one_goes_up(guide, read):
    LensFactory(name="The room", asks_junior="Log it.", asks_senior="Bound it.", asks_staff="Price it.")

    assert "The room Junior Log it. Senior Bound it. Staff Price it." in words(read("lenses/"))


def test_a_lens_and_what_answers_it_list_each_other(guide, read):
    skill, other = SkillFactory(slug="evals", name="Evals"), SkillFactory(slug="other", name="Other")
    roles = [RoleFactory(lifecycle=guide.ai, skills=skills) for skills in ([skill, other], [skill])]
    lens = LensFactory(slug="room", name="The room", roles=roles, close_up="chapter:closer")
    LensFactory(slug="alone", name="Alone")
    ChapterFactory(parent=guide.home, slug="closer", title="Closer")
    with indexed():
        ChapterFactory(parent=guide.home, slug="mindset", title="Mindset", body=[a_shift(lenses=[lens])])

    assert {"Evals", "A draw", "Read the close-up"} <= set(links(read("lenses/room/")))
    assert "Other" not in links(read("lenses/room/"))
    for address in ("skills/evals/", "mindset/", "closer/"):
        found = links(read(address))
        assert found["The room"] == "/guide/lenses/room/" and "Alone" not in found
    assert "The room" not in links(read("skills/other/"))


def test_the_lenses_are_filtered_by_role_and_by_phase(guide, read):
    phase, other = PhaseFactory(lifecycle=guide.ai, slug="build"), PhaseFactory(lifecycle=guide.ai, slug="data")
    builder = RoleFactory(lifecycle=guide.ai, slug="builder", phases=[phase])
    cleaner = RoleFactory(lifecycle=guide.ai, slug="cleaner", phases=[other])
    LensFactory(name="Finance", roles=[builder])
    LensFactory(name="Legal", roles=[cleaner])

    assert "2 of 2 lenses" in words(read("lenses/"))
    for asked in ({"role": "builder"}, {"phase": "build"}, {"role": "builder", "phase": "build"}):
        page = words(read("lenses/", **asked))
        assert "1 of 2 lenses" in page and "Finance" in page and "Legal" not in page


def test_lenses_that_no_filter_matches_say_what_to_loosen(guide, read):
    phase, other = (
        PhaseFactory(lifecycle=guide.ai, slug="build"),
        PhaseFactory(lifecycle=guide.ai, slug="data", name="Data"),
    )
    builder = RoleFactory(lifecycle=guide.ai, slug="builder", title="Builder", phases=[phase])
    LensFactory(roles=[builder, RoleFactory(lifecycle=guide.ai, phases=[other])])

    page = words(read("lenses/", role="builder", phase="data"))

    assert "0 of 1 lenses" in page
    assert "Builder does not work in Data. Choose another phase, or any." in page


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"role": "nobody"}, "nobody"),
        ({"phase": "nowhen"}, "nowhen"),
        ({"level": "staff"}, "level"),
        ({"role": "<b>" + "x" * 5_000}, "<b>xxx"),
        ({"role": "роль‮"}, "роль"),
    ],
)
def test_an_unknown_filter_is_named_and_ignored(guide, read, asked, named):
    LensFactory(name="Finance")

    page = words(read("lenses/", **asked))

    assert f"“{named}" in page and "1 of 1 lenses" in page and "Finance" in page
    assert len(page) < 2_000


def test_a_filter_given_twice_counts_once(guide, client):
    builder = RoleFactory(lifecycle=guide.ai, slug="builder")
    LensFactory(roles=[builder])

    page = client.get("/guide/lenses/?role=nobody&role=builder").content.decode()

    assert "1 of 1 lenses" in words(page) and "nobody" not in page


def test_the_filters_fetch_the_region_alone(guide, client):
    LensFactory(name="Finance")

    answer = client.get("/guide/lenses/", headers={"HX-Request": "true", "HX-Target": "section#lens-list"})

    fragment = answer.content.decode()
    assert "<html" not in fragment and 'id="lens-list"' in fragment and "Finance" in fragment
    assert answer["Cache-Control"] == "no-store"


def test_a_lens_says_what_it_asks_and_who_answers(guide, read):
    skills = SkillFactory.create_batch(5)
    roles = [RoleFactory(lifecycle=guide.ai, skills=skills) for _ in range(2)]
    LensFactory(slug="before", name="Before")
    lens = LensFactory(slug="room", name="Room", roles=roles, checklist=["Do this", "Do that"])

    html = read("lenses/room/")

    page = words(html)
    for said in (lens.question_they_ask, lens.expects, lens.leans_on, lens.earns_trust, lens.loses_trust, "Do that"):
        assert said in page
    assert all(role.title in page for role in roles)
    assert all(skill.name in page for skill in skills)
    assert links(html)["Before Before"] == "/guide/lenses/before/"
    assert links(html)["Take the whole checklist"] == "/guide/lenses/checklist/"


def test_a_lens_leads_to_its_close_up_while_that_is_live(guide, read):
    chapter = ChapterFactory(parent=guide.home, slug="close", title="Up close and far")
    LensFactory(slug="room", close_up="chapter:close")

    assert "Up close and far" in read("lenses/room/")
    chapter.unpublish()
    assert "Up close and far" not in read("lenses/room/")


@pytest.mark.parametrize(
    "address", ["roles/%00/", "skills/%00/", "lenses/%00/", "lenses/?role=%00", "roles/" + "x" * 10_000 + "/"]
)
def test_bad_addresses_get_a_decided_answer(guide, client, address):
    assert client.get(f"/guide/{address}").status_code in (200, 400, 404, 414)
