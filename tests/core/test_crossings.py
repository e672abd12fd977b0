import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page, Site

from core import crossings
from core.crossings import Crossing, leading_to
from core.links import doors_of
from guide.models import ChapterPage
from roles.models import Lens, Skill, SkillsPage
from tests.core.things import a_chapter, a_guide, a_series, a_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    """A guide; the address of the site it is on is forgotten with it."""
    yield a_guide(a_series(), "one")
    Site.clear_site_root_paths_cache()


@pytest.fixture
def admin(client):
    """The browser of someone who may do everything."""
    client.force_login(get_user_model().objects.create_superuser("ed", "ed@example.org", "a password"))
    return client


def test_links_in_blocks_and_fields_lead_to_a_thing_and_say_where(guide):
    evals = a_skill("evals")
    chapter = a_chapter(guide, "mindset", "[a](skill:evals)")
    other = a_skill("other", evidence="[b](skill:evals)", live=False)
    a_skill("stranger", evidence="`[b](skill:evals)`")

    edit = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    assert leading_to(evals) == [
        Crossing("Mindset", "Chapter page", "/one/mindset/", edit, "Body → Prose"),
        Crossing("Other", "Skill", "", f"/admin/snippets/roles/skill/edit/{other.pk}/", "Evidence"),
    ]


def test_a_thing_that_links_to_itself_does_not_lead_to_itself(guide):
    chapter = a_chapter(guide, "mindset", "[a](chapter:mindset)")
    chapter.save()

    assert leading_to(chapter) == []


def test_an_app_adds_what_no_reference_shows(monkeypatch):
    monkeypatch.setattr(crossings, "_questions", [])
    crossings.register(lambda kind, slug: [Crossing(f"Asked for {kind} {slug}", "Test")])

    assert leading_to(a_skill("evals")) == [Crossing("Asked for skill evals", "Test")]


def test_what_all_apps_say_is_used_is_one_query_and_shows_what_is_live(
    guide, rf, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(crossings, "_shown_questions", [])
    guide.add_child(instance=SkillsPage(title="Skills", slug="skills", standfirst="Words."))
    for slug, order in (("b", 1), ("a", 2)):
        a_skill(slug, sort_order=order, evidence=f"Shows {slug}.")
    a_skill("draft", live=False)

    def question(heading, *, order):
        skills = Skill.objects.exclude(slug="evals")
        return lambda kind, slug: crossings.uses(heading, skills, scheme="skill", note="evidence", order=order)

    crossings.register_shown(question("By hand", order=["sort_order", "slug"]))
    crossings.register_shown(lambda kind, slug: None)
    crossings.register_shown(question("By name", order=["slug"]))
    evals, doors = a_skill("evals"), doors_of(Site.objects.get(is_default_site=True))
    assert doors.found

    with django_assert_num_queries(1):
        shown = crossings.shown_at(evals, doors)

    assert [(group.heading, [(place.slug, note) for place, note in group.uses]) for group in shown] == [
        ("By hand", [("b", "Shows b."), ("a", "Shows a.")]),
        ("By name", [("a", "Shows a."), ("b", "Shows b.")]),
    ]


def test_what_stands_in_one_of_two_guides_uses_its_own(guide, monkeypatch):
    monkeypatch.setattr(crossings, "_shown_questions", [])
    other = a_guide(guide.get_parent(), "two")
    mindsets = [a_chapter(one, "mindset") for one in (guide, other)]
    a_chapter(guide, "reader")
    readers = ChapterPage.objects.filter(slug="reader")
    crossings.register_shown(
        lambda kind, slug: crossings.uses("Read by", readers, scheme="chapter", note="summary", order=["slug"])
    )
    site = Site.objects.get(is_default_site=True)

    shown = [crossings.shown_at(one, doors_of(site, one.get_url())) for one in mindsets]

    assert [[place.path for group in found for place, _ in group.uses] for found in shown] == [["/one/reader/"], []]


def snippet(verb, thing):
    return reverse(type(thing).snippet_viewset.get_url_name(verb), args=[thing.pk])


@pytest.mark.parametrize("verb", ["delete", "unpublish"])
def test_the_confirmation_for_a_snippet_names_what_leads_to_it(admin, guide, verb):
    evals = a_skill("evals")
    a_chapter(guide, "mindset", "[a](skill:evals)")

    page = admin.get(snippet(verb, evals)).text

    assert "1 thing leads to this skill" in page
    assert "Mindset</a>, in Body → Prose" in page


@pytest.mark.parametrize("verb", ["delete", "unpublish"])
def test_the_confirmation_for_a_page_names_what_leads_to_it(admin, guide, verb):
    mindset = a_chapter(guide, "mindset", "Words")
    a_chapter(guide, "valueset", "[a](chapter:mindset)")

    page = admin.get(reverse(f"wagtailadmin_pages:{verb}", args=[mindset.pk])).text

    assert "Valueset</a>, in Body → Prose" in page


@pytest.mark.parametrize("verb", ["delete", "unpublish"])
def test_the_confirmation_for_many_pages_names_what_leads_to_each(admin, guide, verb):
    mindset, foundations = a_chapter(guide, "mindset", "Words"), a_chapter(guide, "foundations", "Words")
    a_chapter(guide, "valueset", "[a](chapter:mindset)")

    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", verb])
    page = admin.get(f"{url}?id={mindset.pk}&id={foundations.pk}").text

    assert page.count("Valueset</a>, in Body → Prose") == 1
    assert page.count("Nothing leads to this") == 1


@pytest.mark.parametrize("count", [1, 2])
def test_the_confirmation_for_deleting_snippets_names_what_leads_to_each(admin, guide, count):
    skills = [a_skill("evals"), a_skill("other")][:count]
    a_chapter(guide, "mindset", "[a](skill:evals)")

    url = reverse("wagtail_bulk_action", args=["roles", "skill", "delete"])
    page = admin.get(f"{url}?" + "&".join(f"id={skill.pk}" for skill in skills)).text

    assert page.count("Mindset</a>, in Body → Prose") == 1
    assert page.count("Nothing leads to this skill") == count - 1


def test_a_deleted_thing_leaves_the_page_that_led_to_it_whole(admin, guide):
    evals = a_skill("evals")
    a_chapter(guide, "mindset", "See [the skill](skill:evals).")

    admin.post(snippet("delete", evals))

    assert not Skill.objects.exists()
    assert "See the skill." in admin.get("/one/mindset/").text


def test_the_link_button_is_told_the_name_of_what_was_chosen(admin, guide):
    chapter = a_chapter(guide, "mindset", "Words")
    lens = Lens.objects.create(slug="finops", name="FinOps")

    def asked(model, thing):
        return admin.get(reverse("core_link_target", args=[model, thing.pk]))

    assert asked("wagtailcore.page", chapter).json() == {"target": "chapter:mindset", "words": "Mindset"}
    assert asked("roles.lens", lens).json() == {"target": "lens:finops", "words": "FinOps"}
    assert asked("wagtailcore.page", Page.get_first_root_node()).status_code == 404
    assert asked("auth.user", get_user_model().objects.get()).status_code == 404
    assert asked("nobody", lens).status_code == 404


def test_the_link_button_answers_nobody_without_access_to_the_admin(client):
    assert client.get(reverse("core_link_target", args=["roles.lens", 1])).status_code == 302
