"""The guide is read: by pointer and by keys, by day and by night, with and without script; and an editor changes it."""

import secrets

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from cookbooks.models import (
    AnatomyPage,
    CalculatorPage,
    ClaudePage,
    EpisodePage,
    KitPage,
    LocalPage,
    PromptsPage,
    RulePage,
    ShelfPage,
)
from core.models import BasePage
from guide.models import ArticlePage, ArticlesPage, ChapterPage, GlossaryPage, GuidePage, SeriesHomePage
from practice.models import PracticePage
from quiz.models import QuizPage
from roadmap.models import RoutePage
from roles.models import LensesPage, RolesExplorerPage, Skill, SkillsPage
from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE, Way

GUIDE = "/engineer-to-ai-engineer/"
LOCAL, KIT = "/cookbooks/run-ai-locally/", "/cookbooks/ai-field-kit/"
BOOK, RECIPE = "/cookbooks/claude-cookbook/", "recipes/test-first-bug-fix/"
WORK = "projects/one-honest-feature/"
ACCESSIBILITY_PAGES = {
    SeriesHomePage: ["/"],
    GuidePage: [GUIDE, "/engineer-to-manager/"],
    ChapterPage: [f"{GUIDE}mindset/", f"{GUIDE}mindset/at-a-glance/", f"{GUIDE}skillset/"],
    ArticlesPage: [f"{GUIDE}articles/"],
    ArticlePage: [f"{GUIDE}articles/ai-is-not-free/"],
    GlossaryPage: [f"{GUIDE}glossary/?topic=agents"],
    RolesExplorerPage: [f"{GUIDE}roles/", f"{GUIDE}roles/evaluation-engineer/"],
    SkillsPage: [f"{GUIDE}skills/", f"{GUIDE}skills/model-graders/"],
    LensesPage: [f"{GUIDE}lenses/?role=ai-engineer", f"{GUIDE}lenses/security-privacy/", f"{GUIDE}lenses/checklist/"],
    QuizPage: [f"{GUIDE}quiz/", f"{GUIDE}quiz/fairness/"],
    RoutePage: [f"{GUIDE}route/{below}" for below in ("", "topsoil/", "bedrock/run-a-model-yourself/", "plan/", WORK)],
    ShelfPage: ["/cookbooks/"],
    ClaudePage: [f"{BOOK}{below}" for below in ("", "building-with-claude/", "commands/s-rewind/", RECIPE, "levels/")],
    LocalPage: [LOCAL],
    EpisodePage: [f"{LOCAL}why-run-locally/", f"{LOCAL}the-local-stack/?model=qwen3-8b"],
    CalculatorPage: [f"{LOCAL}will-it-fit/", f"{LOCAL}will-it-fit/?model=own&layers=0&hardware=own&memory_gib=1"],
    KitPage: [KIT],
    AnatomyPage: [f"{KIT}anatomy/?without=task,check"],
    PromptsPage: [f"{KIT}prompts/", f"{KIT}prompts/find-the-cause/?rule=on"],
    RulePage: [f"{KIT}the-one-rule/"],
    PracticePage: ["/practice/", "/practice/search/"],
    None: ["/nothing/here/"],
}


def test_every_page_type_is_checked_for_accessibility():
    ours = {model for model in apps.get_models() if issubclass(model, BasePage) and model.is_creatable}

    assert ours == set(ACCESSIBILITY_PAGES) - {None}


@pytest.mark.parametrize("address", [address for addresses in ACCESSIBILITY_PAGES.values() for address in addresses])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(profile, address):
    tab = profile(bypass_csp=True).new_page()  # axe sets styles to see through to a ground
    tab.goto(address)

    wide = []
    for width in (320, 390, 768, 1440):
        tab.set_viewport_size({"width": width, "height": 800})
        wide += [width] if tab.evaluate("document.documentElement.scrollWidth") > width else []
    assert (wide, violations(tab)) == ([], [])


def test_a_reader_goes_from_the_door_to_a_source_and_back(tab: Page, way: Way):
    tab.goto("/")
    tab.get_by_role("main").get_by_role("link", name="The AI engineer").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("From Engineer to AI Engineer")
    tab.get_by_role("main").get_by_role("link", name="Mindset").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Working with parts that are probably right")

    tab.locator("a[href='#source-3']").first.click()
    if way is not Way.NO_SCRIPT:  # it opens in place
        tab.get_by_role("link", name="In the list of sources").click()
    assert tab.url.endswith("#source-3")
    tab.get_by_role("link", name="Back to where source 3 is cited").click()
    assert tab.url.endswith("#ref-3")
    tab.get_by_role("link", name="Evals and benchmarking").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Evals and benchmarking")


def test_contents_on_a_phone_lead_to_a_section(tab: Page):
    tab.set_viewport_size(PHONE)
    tab.goto(f"{GUIDE}mindset/")

    tab.get_by_text("In this chapter").first.click()
    tab.get_by_role("link", name="Diff the cases").first.click()

    expect(tab.get_by_role("heading", name="Diff the cases")).to_be_in_viewport()


def test_keys_alone_skip_to_the_content(tab: Page):
    tab.goto(GUIDE)

    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab.keyboard.press("Enter")

    tab.wait_for_url("**#main")


def test_a_theme_that_was_chosen_holds_on_the_next_page(script_tab: Page):
    script_tab.goto(GUIDE)

    script_tab.get_by_role("button", name="Switch to dark").click()
    script_tab.goto(f"{GUIDE}mindset/")

    expect(script_tab.locator("html")).to_have_attribute("data-theme", "dark")
    expect(script_tab.get_by_role("button", name="Switch to light")).to_be_visible()


def test_who_asked_for_less_motion_waits_for_no_transition(script_tab: Page):
    script_tab.goto(GUIDE)
    moving = """async () => {
        await document.startViewTransition(() => {}).ready;
        return document.getAnimations().filter(({ effect }) => effect.pseudoElement?.startsWith("::view-trans")).length;
    }"""

    assert script_tab.evaluate(moving) == 0
    script_tab.emulate_media(reduced_motion="no-preference")
    assert script_tab.evaluate(moving) > 0


@pytest.fixture
def skill(live_database):
    """A skill that only this test knows, live."""
    made = Skill(slug="tried-here", name="Tried here", kind="new-layer", evidence="A note.", learn_by="Try it.")
    made.summary = "As it was."
    made.save()
    made.save_revision().publish()
    yield made
    made.delete()


@pytest.fixture
def password(live_database):
    """That of an administrator named `lead`."""
    chosen = secrets.token_urlsafe()
    lead = get_user_model().objects.create_superuser("lead", "", chosen)
    yield chosen
    lead.delete()


def test_what_an_editor_publishes_is_at_a_readers_next_request(profile, skill, password):
    address = f"{GUIDE}skills/{skill.slug}/"
    reader, editor = profile().request, profile(bypass_csp=True).new_page()
    for _ in range(6):  # kept by every process of the site
        assert "As it was." in reader.get(address).text()

    editor.goto("/admin/login/")
    editor.get_by_label("Username").fill("lead")
    editor.get_by_label("Password").fill(password)
    editor.get_by_role("button", name="Sign in").click()
    editor.goto(f"/admin/snippets/roles/skill/edit/{skill.pk}/")
    editor.locator("#id_summary").fill("As the editor has it now.")
    with editor.expect_navigation():
        editor.locator("[name=action-publish]").evaluate("button => button.form.requestSubmit(button)")

    for _ in range(6):
        assert "As the editor has it now." in reader.get(address).text()
