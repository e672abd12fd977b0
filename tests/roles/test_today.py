"""The role one has today: said in the address, kept with the learner, forgotten; and what one brings from it."""

import pytest

from learners import cookies
from learners.models import Learner
from roles.models import Kind
from tests.factories.learners import LearnerFactory, SkillClaimFactory
from tests.factories.roles import CounterpartFactory, RoleFactory, SkillFactory
from tests.roles.test_pages import links, words
from tests.roles.test_queries import WAGTAIL

TODAY = "/guide/roles/today/"
HERE = "/guide/roles/evaluator/?from=tester"


@pytest.fixture
def evaluator(guide):
    """A role that a tester comes to, with a skill of the tester's, one of each kind, and one that is both."""
    doubt = SkillFactory(name="Doubt", kind=Kind.NEW_LAYER)
    skills = [doubt, *(SkillFactory(name=kind.label.title(), kind=kind) for kind in Kind)]
    tester = RoleFactory(lifecycle=guide.software, slug="tester", title="Tester", skills=[doubt])
    RoleFactory(lifecycle=guide.software, slug="drafter", title="Drafter", skills=[])
    role = RoleFactory(lifecycle=guide.ai, slug="evaluator", title="Evaluator", skills=skills)
    CounterpartFactory(software=tester, ai=role, first_move="Grade a hundred.")
    return role


def test_a_role_says_what_one_brings_from_the_role_of_today(evaluator, read):
    page = words(read("roles/evaluator/", **{"from": "tester"}))

    assert "Tester becomes Evaluator" in page and "Grade a hundred." in page
    assert "Of the 4 skills You bring 2 Doubt Carries Over 1 deepens Deepens I have it" in page
    assert "1 is new New Layer I have it" in page


def test_without_a_thread_the_skills_are_told_all_the_same(evaluator, read):
    page = words(read("roles/evaluator/", **{"from": "drafter"}))

    assert "From Drafter to Evaluator" in page and "no thread leads from the one to the other" in page
    assert "You bring 1 Carries Over 1 deepens Deepens I have it 2 are new Doubt I have it New Layer I have it" in page


def test_none_of_these_is_told_by_kind(evaluator, read):
    page = words(read("roles/evaluator/", **{"from": "none"}))

    assert "from a role that is not listed" in page and "You bring 1 Carries Over" in page


def test_who_says_nothing_is_asked(evaluator, read):
    page = words(read("roles/evaluator/"))

    assert "My role today Not said Tester Drafter None of these" in page and "You bring" not in page


def test_the_role_of_today_leads_to_what_it_turns_into(evaluator, read):
    assert links(read("roles/tester/"))["This is my role today"] == "/guide/roles/?from=tester"
    assert "This is your role today" in words(read("roles/tester/", **{"from": "tester"}))


@pytest.mark.parametrize("named", ["nobody", "evaluator", "<b>" + "x" * 5_000])
def test_an_unknown_role_of_today_is_named_and_has_no_effect(evaluator, read, named):
    html = read("roles/evaluator/", **{"from": named})

    assert "There is no role to come from called “" in words(html) and "<b>x" not in html
    assert "You bring" not in words(html)


def test_keeping_makes_a_learner_and_says_what_is_stored(evaluator, client):
    assert "we store the name of the role, and a random token" in words(client.get(HERE).content.decode())

    answer = client.post(TODAY, {"role": "tester", "next": HERE})

    assert (answer.status_code, answer["Location"]) == (303, HERE)
    assert Learner.objects.get().role_today == "tester"
    assert cookies.TOKEN.name in answer.cookies


def test_a_kept_role_is_used_where_the_address_names_none(evaluator, client):
    client.post(TODAY, {"role": "tester"})

    answer = client.get("/guide/roles/evaluator/")

    page = words(answer.content.decode())
    assert "Tester becomes Evaluator" in page and "We hold “Tester” as your role of today" in page
    assert answer["Cache-Control"] == "no-store"
    assert "From Drafter to Evaluator" in words(client.get("/guide/roles/evaluator/?from=drafter").content.decode())


def test_the_explorer_opens_on_what_a_kept_role_turns_into(evaluator, client):
    client.post(TODAY, {"role": "tester"})

    assert "Evaluator · The Roles Explorer" in client.get("/guide/roles/").content.decode()


def test_keeping_again_keeps_the_new_one_with_the_same_learner(evaluator, client):
    for slug in ("tester", "drafter", "drafter"):
        client.post(TODAY, {"role": slug})

    assert Learner.objects.get().role_today == "drafter"


def test_forgetting_leaves_nothing_and_may_be_repeated(evaluator, client):
    client.post(TODAY, {"role": "tester"})

    for _ in range(2):
        assert client.post(TODAY, {"forget": "1", "next": HERE})["Location"] == HERE

    assert Learner.objects.get().role_today == ""


def test_forgetting_makes_no_learner(evaluator, client):
    client.post(TODAY, {"forget": "1"})

    assert not Learner.objects.exists()


@pytest.mark.parametrize("role", ["nobody", "evaluator", "", "x" * 10_000, "a\0b", "роль"])
def test_a_role_that_nobody_comes_from_is_not_kept(evaluator, client, role):
    answer = client.post(TODAY, {"role": role})

    assert answer.status_code == 302 and answer["Location"].startswith("/guide/roles/?from=")
    assert not Learner.objects.exists()
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_no_other_site_is_led_back_to(evaluator, client, back):
    assert client.post(TODAY, {"role": "tester", "next": back})["Location"] == "/guide/roles/"


def test_the_address_of_the_form_is_no_page(evaluator, client):
    assert client.get(TODAY)["Location"] == "/guide/roles/"


def test_a_page_is_everyones_until_someone_keeps_a_role(evaluator, client):
    answer = client.get("/guide/roles/evaluator/")

    assert answer["Cache-Control"] == "private, no-cache" and answer["ETag"] and not answer.cookies


def test_a_kept_role_costs_one_query_more(evaluator, client, django_assert_num_queries):
    client.get("/guide/roles/?x")
    with django_assert_num_queries(WAGTAIL + 8):
        client.get("/guide/roles/evaluator/")
    client.post(TODAY, {"role": "tester"})
    with django_assert_num_queries(WAGTAIL + 9):
        client.get("/guide/roles/evaluator/")


@pytest.fixture
def claimer(client):
    """A learner, whose browser `client` is."""
    learner = LearnerFactory(token="a" * 43)
    client.cookies[cookies.TOKEN.name] = "a" * 43
    return learner


def test_a_skill_that_one_claims_is_brought(evaluator, claimer, read):
    slug = evaluator.skills.get(skill__name="New Layer").skill.slug
    SkillClaimFactory(learner=claimer, skill=slug)

    for address in ("roles/evaluator/", "roles/"):
        page = words(read(address, **{"from": "tester", "role": "evaluator"}))
        assert "You bring 3" in page and "You say that you have it" in page

    assert f"/you/skills/{slug}/" in read("roles/evaluator/", **{"from": "tester"})


def test_a_claimed_skill_shows_without_a_role_of_today(evaluator, claimer, read):
    slug = evaluator.skills.get(skill__name="Deepens").skill.slug
    SkillClaimFactory(learner=claimer, skill=slug)

    assert "You say that you have it" in words(read("roles/evaluator/"))
    assert "You say that you have it" in words(read("roles/", role="evaluator"))
    assert "Withdraw it" in read(f"skills/{slug}/")


def test_a_skill_that_is_not_brought_can_be_claimed(evaluator, read):
    assert links(read("roles/evaluator/", **{"from": "tester"}))["I have it"].startswith("/you/skills/")
    assert 'action="/you/skills/' in read(f"skills/{evaluator.skills.first().skill.slug}/")
