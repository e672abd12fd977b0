"""Two roles are compared, and a role of today is said, kept and forgotten, however the site is used."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import DESK, PHONE
from tests.browser.tabs.compare import EXPLORER, CompareTab

A4 = {"format": "A4", "margin": dict.fromkeys(("top", "bottom", "left", "right"), "12mm")}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_role_is_compared_with_another_and_the_sides_are_swapped(tab: Page, size):
    tab.set_viewport_size(size)
    roles = CompareTab(tab).open("ai-engineer").follow("Compare with another role")

    roles.choose(other="Backend Engineer").compares("AI Engineer", "Backend Engineer")
    dropped, added, shared = (roles.part(name) for name in ("Dropped", "Added", "Shared"))
    assert len(dropped) + len(shared) == 5 == len(added) + len(shared)

    roles.follow("Swap the sides").compares("Backend Engineer", "AI Engineer")
    assert [roles.part(name) for name in ("Dropped", "Added", "Shared")] == [added, dropped, shared]
    assert tab.url.endswith("/roles/compare/backend-engineer/ai-engineer/")

    tab.go_back()
    roles.compares("AI Engineer", "Backend Engineer")


def test_the_same_role_twice_is_told_and_mended(tab: Page):
    roles = CompareTab(tab).open("ai-engineer").follow("Compare with another role").choose(other="AI Engineer")

    expect(roles.main.get_by_role("status")).to_contain_text("Both sides are the AI Engineer.")
    roles.choose(other="Evaluation Engineer").compares("AI Engineer", "Evaluation Engineer")


def test_a_role_of_today_is_said_kept_and_forgotten(tab: Page):
    roles = CompareTab(tab).open("evaluation-engineer").say_today("QA Engineer")
    expect(tab.get_by_role("heading", name="QA Engineer becomes Evaluation Engineer").first).to_be_visible()
    expect(roles.main).to_contain_text("You bring 1")

    tab.get_by_role("button", name="Keep it for me").click()
    roles.open("evaluation-engineer")
    expect(roles.main).to_contain_text("We hold “QA Engineer” as your role of today")

    tab.get_by_role("button", name="Forget it").click()
    roles.open("evaluation-engineer")
    expect(tab.get_by_label("My role today")).to_have_value("")
    expect(tab.get_by_role("button", name="Keep it for me")).to_have_count(0)


def test_comparisons_and_crossings_are_accessible(profile):
    script_tab = profile(bypass_csp=True).new_page()  # axe sets styles to see through to a ground
    found = []
    for address in (
        "compare/",
        "compare/?a=ai-engineer&b=ai-engineer",
        "compare/backend-engineer/ai-engineer/",
        "evaluation-engineer/?from=qa-engineer",
        "evaluation-engineer/?from=none",
        "qa-engineer/?from=qa-engineer",
    ):
        script_tab.goto(f"{EXPLORER}{address}")
        found += violations(script_tab)

    assert found == []


@pytest.mark.parametrize("size", [{"width": 320, "height": 640}, PHONE, DESK], ids=["320", "phone", "desk"])
def test_nothing_scrolls_sideways(script_tab: Page, size):
    script_tab.set_viewport_size(size)
    for address in ("compare/", "compare/security-engineer/ai-engineer/", "ai-engineer/?from=qa-engineer"):
        script_tab.goto(f"{EXPLORER}{address}")
        assert script_tab.evaluate("document.documentElement.scrollWidth") <= size["width"]


def sheets(tab: Page) -> int:
    """How many sheets of A4 the page prints on."""
    return len(re.findall(rb"/Type\s*/Page\b", tab.pdf(**A4, prefer_css_page_size=True)))


@pytest.mark.parametrize("role", ["ai-engineer", "ai-governance-lead", "qa-engineer", "evaluation-engineer"])
def test_a_role_prints_on_one_sheet(script_tab: Page, role):
    script_tab.goto(f"{EXPLORER}{role}/")

    assert sheets(script_tab) == 1


@pytest.mark.parametrize("query", ["?view=table", "?view=table&lifecycle=software&role=qa-engineer"])
def test_the_table_prints_on_one_sheet_across(script_tab: Page, query):
    script_tab.goto(f"{EXPLORER}{query}")

    assert sheets(script_tab) == 1


def test_the_explorer_leads_to_comparisons_and_data_and_keeps_a_role(tab: Page):
    tab.goto(f"{EXPLORER}?from=qa-engineer")
    tab.get_by_role("button", name="Keep it for me").click()
    expect(tab.get_by_text("We hold “QA Engineer” as your role of today")).to_be_visible()
    tab.goto(EXPLORER)
    expect(tab.get_by_role("heading", level=2, name="Evaluation Engineer")).to_be_visible()

    address = tab.get_by_role("link", name="JSON").get_attribute("href")
    assert len(tab.request.get(address).json()["roles"]) == 29
    tab.get_by_role("link", name="Compare two roles").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Compare two roles")
