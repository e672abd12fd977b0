"""Two roles side by side, over HTTP: what stands there, what is decided for odd addresses, what it costs."""

import pytest

from roles.models import Change
from tests.factories.roles import CounterpartFactory, PhaseFactory, RoleFactory, SkillFactory
from tests.roles.test_pages import links, words
from tests.roles.test_queries import WAGTAIL


@pytest.fixture
def two(guide):
    """A tester and an evaluator, who share one skill of five; the one becomes the other."""
    shared = SkillFactory(name="Suspicion")
    home = PhaseFactory(lifecycle=guide.ai, name="Evaluation")
    tester = RoleFactory(
        lifecycle=guide.software,
        slug="tester",
        title="Tester",
        skills=[SkillFactory(name="Scripts"), shared],
        judged_by=["Bugs"],
        owns=["The plan"],
    )
    evaluator = RoleFactory(
        lifecycle=guide.ai,
        slug="evaluator",
        title="Evaluator",
        phases=[home],
        skills=[shared, SkillFactory(name="Graders")],
        judged_by=["Agreement"],
        owns=["The set"],
    )
    CounterpartFactory(software=tester, ai=evaluator, what_stays="The doubt.", kind=Change.TRANSFORMS)
    return tester, evaluator


def test_two_roles_stand_side_by_side(two, read):
    html = read("roles/compare/tester/evaluator/")

    page = words(html)
    for said in (
        "The plan",
        "The set",
        "Bugs",
        "Agreement",
        "Evaluation : at home here",
        "Usually filled",
        "The doubt.",
    ):
        assert said in page
    assert "Shared 1 Suspicion" in page and "Why Tester needs Suspicion." in page
    assert "Why Evaluator needs Suspicion." in page
    assert "Dropped 1 Tester only Scripts" in page and "Added 1 Evaluator only Graders" in page
    assert links(html)["Swap the sides"] == "/guide/roles/compare/evaluator/tester/"


def test_swapping_trades_what_is_dropped_and_added(two, read):
    page = words(read("roles/compare/evaluator/tester/"))

    assert "Dropped 1 Evaluator only Graders" in page and "Added 1 Tester only Scripts" in page
    assert "Tester becomes Evaluator" in page


def test_the_form_leads_to_the_two(two, client):
    answer = client.get("/guide/roles/compare/", {"a": "tester", "b": "evaluator"})

    assert (answer.status_code, answer["Location"]) == (302, "/guide/roles/compare/tester/evaluator/")


def test_the_form_chooses_what_a_link_named(two, read):
    page = read("roles/compare/", a="tester")

    assert '<option value="tester" selected>Tester</option>' in page
    assert links(page)["Tester and Evaluator"] == "/guide/roles/compare/tester/evaluator/"


def test_the_same_role_twice_is_told(two, client):
    answer = client.get("/guide/roles/compare/tester/tester/", follow=True)

    assert answer.redirect_chain == [("/guide/roles/compare/?a=tester&b=tester", 302)]
    assert "Both sides are the Tester. Choose another for one of them." in words(answer.content.decode())


@pytest.mark.parametrize(
    "address", ["tester/nobody/", "nobody/tester/", "nobody/no-one/", "tester/hidden/", "stranger/tester/"]
)
def test_a_role_that_is_not_here_is_compared_with_none(two, guide, client, address):
    RoleFactory(lifecycle=guide.ai, slug="hidden", live=False)
    RoleFactory(slug="stranger")

    assert client.get(f"/guide/roles/compare/{address}").status_code == 404


@pytest.mark.parametrize("named", ["nobody", "<b>" + "x" * 5_000, "роль‮", "'; --"])
def test_an_unknown_role_is_named_and_the_form_stays(two, read, named):
    html = read("roles/compare/", a=named, b="tester")

    page = words(html)
    assert "There is no role “" in page and "Choose another from the list." in page
    assert '<option value="tester" selected>' in html and "<b>x" not in html
    assert len(page) < 3_000


def test_a_role_given_twice_counts_once(two, client):
    answer = client.get("/guide/roles/compare/?a=nobody&a=tester&b=evaluator")

    assert answer["Location"] == "/guide/roles/compare/tester/evaluator/"


def test_roles_and_crossings_lead_to_a_comparison(two, read):
    html = read("roles/evaluator/")

    assert links(html)["Compare the two"] == "/guide/roles/compare/tester/evaluator/"
    assert links(html)["Compare with another role"] == "/guide/roles/compare/?a=evaluator"


def test_no_page_leads_to_a_comparison_with_what_is_gone(two, read):
    two[0].unpublish()

    assert "compare/tester" not in read("roles/evaluator/")
    assert read("roles/compare/tester/evaluator/") is None


@pytest.mark.parametrize("roles", [1, 10])
def test_a_comparison_costs_the_same_however_many_roles(two, guide, client, django_assert_num_queries, roles):
    skills, phases = SkillFactory.create_batch(5), [PhaseFactory(lifecycle=guide.ai) for _ in range(roles)]
    for _ in range(roles):
        CounterpartFactory(
            software=RoleFactory(lifecycle=guide.software, skills=skills),
            ai=RoleFactory(lifecycle=guide.ai, skills=skills, phases=phases),
        )
    client.get("/guide/roles/?x")

    with django_assert_num_queries(WAGTAIL + 7):
        client.get("/guide/roles/compare/tester/evaluator/")
    with django_assert_num_queries(WAGTAIL + 4):
        client.get("/guide/roles/compare/")


@pytest.mark.parametrize("address", ["compare/tester/evaluator/", "compare/", "tester/", ""])
def test_only_the_role_of_today_takes_a_post(two, client, address):
    assert client.post(f"/guide/roles/{address}").status_code == 405
