"""The explorer at each of its addresses: what is drawn, what is open, what is said, and what it costs."""

import brotli
import pytest
from bs4 import BeautifulSoup

from roles.models import Change, Level
from tests.factories.roles import CounterpartFactory, PhaseFactory, RoleFactory, SkillFactory
from tests.roles.test_pages import links, words
from tests.roles.test_queries import WAGTAIL

VIEWS = ("map", "mapping", "list", "table")
SIXTY = 60
OURS = 8  # the budget: our own queries of any view, the links by name and the foot of the page among them
KIB_30 = 30 * 1024


@pytest.fixture
def things(guide):
    """Two phases and three roles: a builder, an evaluator who also builds, and the tester that the evaluator was."""
    build = PhaseFactory(lifecycle=guide.ai, slug="build", name="Build")
    evaluation = PhaseFactory(lifecycle=guide.ai, slug="evaluation", name="Evaluation")
    testing = PhaseFactory(lifecycle=guide.software, slug="testing", name="Testing")
    evals, agents = SkillFactory(slug="evals", name="Evals"), SkillFactory(slug="agents", name="Agents")
    guide.builder = RoleFactory(
        lifecycle=guide.ai,
        slug="builder",
        title="Builder",
        tagline="Builds it.",
        owns=["The code"],
        phases=[build],
        skills=[agents],
        usual_from=Level.JUNIOR,
        usual_to=Level.MID,
    )
    guide.evaluator = RoleFactory(
        lifecycle=guide.ai,
        slug="evaluator",
        title="Evaluator",
        also_called=["Evals Engineer"],
        tagline="Says how good it is.",
        owns=["The sets"],
        phases=[evaluation, build],
        skills=[evals],
        usual_from=Level.SENIOR,
        usual_to=Level.STAFF,
    )
    guide.tester = RoleFactory(
        lifecycle=guide.software, slug="tester", title="Tester", phases=[testing], skills=[evals]
    )
    CounterpartFactory(software=guide.tester, ai=guide.evaluator, what_stays="Suspicion.")
    CounterpartFactory(new=True, ai=guide.builder)
    return guide


def page(html):
    return BeautifulSoup(html, "html.parser")


def at(client, query="", region=""):
    headers = {"HX-Request": "true", "HX-Target": f"section#{region}"} if region else {}
    return client.get(f"/guide/roles/{query}", headers=headers)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_names_every_role_with_its_line_what_it_owns_and_its_skills(things, read, view):
    text = words(read("roles/", view=view))

    assert "2 of 2 roles" in text and "Builder" in text and "Evaluator" in text
    if view != "mapping":  # the threads are the point there, and the crossings in words
        for said in ("Builds it.", "Says how good it is.", "The code", "The sets", "Evals", "Agents"):
            assert said in text


def test_the_map_is_the_first_view_and_reads_like_the_list(things, read):
    html = read("roles/")

    assert page(html).find("a", id="view-map")["aria-current"] == "true"
    phases = page(html).select(".phase-map ol > li")
    assert [phase.h3.get_text() for phase in phases] == ["1 Build", "2 Evaluation"]
    assert [" ".join(link.get_text(" ").split()) for phase in phases for link in phase.select("a")] == [
        "Builder : new",
        "Evaluator : transforms; also in build",
    ]


def test_a_role_is_drawn_once_with_a_tick_in_its_other_phase(things, read):
    html = page(read("roles/"))

    assert len(html.select('a[data-role="evaluator"]')) == 1
    assert len(html.select('g[data-role="evaluator"] .tick')) == 1
    assert len(html.select('g[data-role="builder"] .tick')) == 0


def test_nothing_is_drawn_by_a_style_attribute_or_a_script(things, read):
    for view in VIEWS:
        html = page(read("roles/", view=view, role="evaluator"))
        assert not html.find_all(style=True) and not html.find_all("canvas")
        assert all(script.get("src") for script in html.find_all("script"))


@pytest.mark.parametrize("view", VIEWS)
def test_every_control_of_a_region_is_a_link_or_a_form(things, read, view):
    html = page(read("roles/", view=view, role="evaluator", skill="evals"))

    controls = html.select("[hx-get]")
    assert len(controls) > 8
    for control in controls:
        assert control["hx-get"] == (control.get("href") or control.get("action"))
        around = [control, *control.parents]
        for name in ("hx-target", "hx-select", "hx-swap", "hx-push-url"):
            assert any(one.get(name) or one.get(f"{name}:inherited") for one in around), (control, name)


def test_the_other_lifecycle_has_the_same_views(things, read):
    html = read("roles/", lifecycle=things.software.slug)

    assert "1 of 1 roles" in words(html) and "Tester" in words(html) and "Builds it." not in words(html)


@pytest.mark.parametrize("asked", [{"phase": "testing"}, {"role": "tester"}])
def test_what_an_address_names_says_which_lifecycle_it_is_about(things, read, asked):
    assert page(read("roles/", **asked)).find("a", id=f"lifecycle-{things.software.slug}")["aria-current"] == "true"


def test_the_mapping_draws_each_thread_and_says_it_in_words(things, read):
    html = page(read("roles/", view="mapping"))

    threads = html.select(".threads path[data-ends]")
    assert [(path["data-change"], path["data-ends"].split()) for path in threads] == [
        ("transforms", ["tester", "evaluator"]),
        ("new", ["builder"]),
    ]
    crossings = words(str(html)).split("Every crossing, in words")[1]
    assert "Transforms 1 crossing" in crossings and "Tester mainly becomes Evaluator What stays Suspicion." in crossings
    assert "New 1 crossing" in crossings and "Nobody before mainly becomes Builder" in crossings


def test_the_role_of_today_opens_its_counterpart_and_lights_its_thread(things, read):
    html = page(read("roles/", **{"view": "mapping", "from": "tester"}))

    panel = html.find(id="role")
    assert panel.h2.get_text() == "Evaluator" and "Suspicion." in panel.get_text()
    assert [path["data-ends"] for path in html.select("path[data-lit]")] == ["tester evaluator"]
    assert html.find("select", id="filter-from").find("option", selected=True)["value"] == "tester"


def test_none_of_these_leads_to_the_quiz(things, read):
    assert "None of these is your role" in words(read("roles/", **{"from": "none"}))


@pytest.mark.parametrize("view", VIEWS)
def test_an_open_role_is_in_the_page_and_in_its_title(things, read, view):
    html = page(read("roles/", view=view, role="evaluator"))

    assert html.find("title").get_text().startswith("Evaluator · The Roles Explorer")
    panel = html.find(id="role")
    assert panel.h2.get_text() == "Evaluator"
    for said in ("The sets", "Another duty", "Why Evaluator needs Evals.", "A Tuesday.", "A measure", "A move"):
        assert said in panel.get_text()
    assert panel.find("a", class_="go")["href"] == "/guide/roles/evaluator/"
    assert html.select('a[data-role="evaluator"][aria-current="true"]')
    assert not html.select('a[data-role="builder"][aria-current]')


def test_closing_a_role_keeps_the_rest_of_the_address(things, read):
    html = page(read("roles/", view="list", phase="evaluation", role="evaluator"))

    assert html.find("a", string="Close")["href"] == "/guide/roles/?view=list&phase=evaluation"


@pytest.mark.parametrize("query", ["?role=evaluator", "?view=list&role=evaluator", "?from=tester"])
def test_the_panel_is_answered_alone(things, client, query):
    answer = at(client, query, "role")

    fragment = answer.content.decode()
    assert fragment.startswith("<title>Evaluator · ") and "<html" not in fragment
    assert page(fragment).find("section")["id"] == "role" and "phase-map" not in fragment
    assert answer["Cache-Control"] == "no-store"


def test_the_view_is_answered_alone_with_its_panel(things, client):
    fragment = at(client, "?view=table&role=evaluator", "roles").content.decode()

    assert "<html" not in fragment and page(fragment).find(id="roles").find(id="role")


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"phase": "build"}, ["Builder", "Evaluator"], []),
        ({"phase": "evaluation"}, ["Evaluator"], ["Builder"]),
        ({"seniority": "junior"}, ["Builder"], ["Evaluator"]),
        ({"skill": "evals"}, ["Evaluator"], ["Builder"]),
        ({"q": "evals engineer"}, ["Evaluator"], ["Builder"]),
        ({"q": "BUILD", "seniority": "mid"}, ["Builder"], ["Evaluator"]),
    ],
)
@pytest.mark.parametrize("view", VIEWS)
def test_the_roles_are_filtered_and_counted(things, read, view, asked, shown, hidden):
    html = page(read("roles/", view=view, **asked))

    assert html.find(role="status", class_="filters__count").get_text() == f"{len(shown)} of 2 roles"
    view_ = html.find(class_="explorer__still")
    assert all(view_.find("a", attrs={"data-role": title.lower()}) for title in shown)
    assert not any(view_.find("a", attrs={"data-role": title.lower()}) for title in hidden)


def test_filters_that_no_role_passes_say_what_to_loosen(things, read):
    html = read("roles/", skill="agents", phase="evaluation", seniority="junior")

    text = words(html)
    assert "0 of 2 roles" in text and "No role fits all of these filters" in text
    assert links(html)["Without “Evaluation”: 1 role"] == "/guide/roles/?seniority=junior&skill=agents"
    assert links(html)["Clear the filters"] == "/guide/roles/"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?view=globe", "There is no view “globe”, so it has no effect."),
        ("?lifecycle=life", "There is no lifecycle “life”, so it has no effect."),
        ("?phase=nowhen", "There is no phase of this lifecycle “nowhen”"),
        ("?seniority=king", "There is no level of seniority “king”"),
        ("?skill=magic", "There is no skill that a role here rests on “magic”"),
        ("?from=nobody", "There is no role to come from “nobody”"),
        ("?role=gone", "There is no role “gone”"),
        ("?color=red", "There is no filter “color”"),
        ("?phase=build&phase=evaluation", "“phase” is there 2 times: the last one counts."),
        ("?view=%E2%80%AE%3Cb%3Eроль", "There is no view “<b>роль”"),
        ("?q=" + "x" * 7_000, "Only the first 80 characters"),
        ("?" + "&".join(f"p{n}" for n in range(900)), "other things in the address have no effect either."),
    ],
)
def test_what_is_unknown_is_named_and_ignored(things, client, query, said):
    answer = at(client, query)

    assert answer.status_code == 200
    text = words(answer.content.decode())
    assert said in text and "of 2 roles" in text
    assert len(text) < 8_000


def test_a_phase_of_the_other_lifecycle_is_said_to_be_none_of_this_one(things, read):
    text = words(read("roles/", lifecycle=things.ai.slug, phase="testing"))

    assert "There is no phase of this lifecycle “testing”" in text and "2 of 2 roles" in text


@pytest.mark.parametrize("query", ["?q=%00", "?view=a%00b", "?q=" + "x" * 10_000])
def test_what_no_browser_sends_is_refused(things, client, query):
    assert at(client, query).status_code in (400, 414)


@pytest.mark.parametrize("region", ["", "roles", "role"])
def test_a_role_that_is_gone_is_said_and_its_page_is_not_found(things, client, region):
    things.evaluator.unpublish()

    answer = at(client, "?role=evaluator", region)

    assert answer.status_code == 200 and "There is no role “evaluator” here" in answer.content.decode()
    assert at(client, "evaluator/").status_code == 404


@pytest.mark.parametrize("view", VIEWS)
def test_an_explorer_without_roles_says_so(guide, read, view):
    assert "yet" in words(read("roles/", view=view))


def test_an_explorer_without_lifecycles_says_so(guide, read):
    guide.ai.unpublish()
    guide.software.unpublish()

    assert "No roles yet" in words(read("roles/", role="x", phase="y"))


def test_a_role_alone_is_drawn(guide, read):
    RoleFactory(lifecycle=guide.ai, slug="one", title="One", phases=[])

    html = page(read("roles/", role="one"))

    assert html.find("a", attrs={"data-role": "one"}) and "In no phase" in words(str(html))


@pytest.mark.parametrize("view", ("map", "mapping"))
def test_where_no_role_crosses_nothing_is_counted_by_how_it_crosses(guide, read, view):
    RoleFactory(lifecycle=guide.ai, slug="one", title="One")
    RoleFactory(lifecycle=guide.software, slug="before", title="Before")

    html = page(read("roles/", view=view))

    assert html.find("a", attrs={"data-role": "one"}) and not html.find(class_="explorer__key")
    assert "Every crossing" not in words(str(html))


@pytest.fixture(params=[1, SIXTY], ids=["1 role", "60 roles"])
def many(request, guide):
    """The guide with as many roles on both sides, each crossing, some with very long titles."""
    count = request.param
    phases = [PhaseFactory(lifecycle=guide.ai) for _ in range(min(count, 9))]
    skills = SkillFactory.create_batch(5)
    for n in range(count):
        before = RoleFactory(lifecycle=guide.software, slug=f"before-{n}", skills=skills)
        after = RoleFactory(
            lifecycle=guide.ai,
            slug=f"after-{n}",
            title=f"{'Very long title of a role ' * (1 + n % 3)}{n}"[:80],
            phases=list(dict.fromkeys([phases[n % len(phases)], phases[0], phases[-1]])),
            skills=skills,
        )
        CounterpartFactory(software=before, ai=after, kind=Change.TRANSFORMS)
    return guide


# Ours: the links by name, the foot, the lifecycles, their phases, their roles; the open role and its skills; crossings.
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 5),
        ("?view=list", 5),
        ("?view=table&q=role&seniority=mid", 5),
        ("?view=mapping", 6),
        ("?role=after-0", 7),
        ("?view=mapping&role=after-0&from=before-0", 8),
        ("?view=mapping&from=before-0", 8),
    ],
)
def test_a_view_costs_the_same_however_many_roles(many, client, django_assert_num_queries, query, queries):
    assert queries <= OURS
    at(client, "?x")  # Django and Wagtail remember content types and sites
    with django_assert_num_queries(WAGTAIL + queries):
        at(client, query)


# Ours: the links by name, the role, its skills. Wagtail's: fewer than of a page.
@pytest.mark.parametrize("query", ["?role=after-0", "?role=after-0&from=before-0", "?from=before-0"])
def test_a_panel_costs_three_queries(many, client, django_assert_num_queries, query):
    at(client, "?x")
    with django_assert_num_queries(WAGTAIL + 3):
        answer = at(client, query, "role")
    assert 'data-open="after-0"' in answer.content.decode()


def test_the_map_weighs_little(many, client):
    assert len(brotli.compress(at(client).content, quality=5)) < KIB_30
