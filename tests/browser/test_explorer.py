"""The Roles Explorer in a browser: looked at, filtered, opened and left again, three ways and by keys alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import DESK, PHONE
from tests.browser.tabs.explorer import ADDRESS, ExplorerTab
from tests.browser.test_quiz import reach

NARROWEST = {"width": 320, "height": 700}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_role_opens_in_place_and_the_address_keeps_it(tab: Page, size):
    tab.set_viewport_size(size)
    explorer = ExplorerTab(tab).open().choose("Evaluation Engineer").has_open("Evaluation Engineer")
    expect(tab).to_have_url(re.compile(r"\?role=evaluation-engineer$"))

    explorer.choose("AI Architect").has_open("AI Architect").look_at("List").has_open("AI Architect")
    expect(tab).to_have_url(re.compile(r"\?view=list&role=ai-architect$"))
    tab.reload()
    explorer.shows("List").has_open("AI Architect")
    explorer.back().shows("Map").has_open("AI Architect")
    explorer.back().has_open("Evaluation Engineer")
    explorer.forward().has_open("AI Architect").close().has_none_open()
    expect(tab).to_have_url(re.compile(f"{ADDRESS}$"))


def test_the_roles_are_narrowed_in_every_view(tab: Page):
    explorer = ExplorerTab(tab).open().counts("14 of 14 roles").narrow(Phase="Evaluation").counts("8 of 14 roles")

    for view in ("Mapping", "List", "Table", "Map"):
        explorer.look_at(view).counts("8 of 14 roles")
        expect(explorer.role("Evaluation Engineer")).to_be_visible()
        expect(explorer.role("AI Architect")).to_have_count(0)
    explorer.narrow(Title="no such title").counts("0 of 14 roles")
    expect(tab.get_by_role("heading", name="No role fits all of these filters")).to_be_visible()
    tab.get_by_role("link", name="Without “no such title”: 8 roles").click()
    explorer.counts("8 of 14 roles")


def test_the_role_of_today_opens_its_counterpart(tab: Page):
    explorer = ExplorerTab(tab).open("?view=mapping").narrow(My_role_today="QA Engineer")

    explorer.has_open("Evaluation Engineer")
    expect(explorer.panel.get_by_text("QA Engineer becomes Evaluation Engineer")).to_be_visible()
    expect(tab.locator("path[data-lit]")).to_have_count(1)


def test_what_closes_in_the_panel_opens_without_script(tab: Page):
    explorer = ExplorerTab(tab).open("?role=evaluation-engineer")

    explorer.panel.get_by_text("How senior it runs").click()

    expect(explorer.panel.get_by_text("Usually filled")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_keyboard_alone_opens_a_role_and_comes_back(tab: Page, size):
    tab.set_viewport_size(size)
    explorer = ExplorerTab(tab).open()
    reach(tab, explorer.role("AI Architect"))

    tab.keyboard.press("Enter")

    explorer.has_open("AI Architect").back().has_none_open()


def test_arrows_walk_the_roles_and_escape_comes_back(script_tab: Page):
    explorer = ExplorerTab(script_tab).open()
    press, role = script_tab.keyboard.press, explorer.role

    role("AI Product Manager").focus()
    for key, title in (
        ("ArrowUp", "AI Product Manager"),
        ("ArrowDown", "AI Architect"),
        ("ArrowDown", "AI Experience Designer"),
        ("ArrowRight", "AI Data Engineer"),
        ("ArrowLeft", "AI Architect"),
        ("End", "AI Reliability Engineer"),
        ("Home", "AI Product Manager"),
    ):
        press(key)
        expect(role(title)).to_be_focused()
    press("Enter")

    explorer.has_open("AI Product Manager")
    expect(explorer.panel.get_by_role("heading", level=2)).to_be_focused()
    expect(script_tab.locator("[data-says]")).to_have_text("AI Product Manager")
    press("Escape")
    expect(role("AI Product Manager")).to_be_focused()


def test_every_role_of_every_view_is_reached_by_arrows(script_tab: Page):
    for query in ("", "?view=mapping", "?lifecycle=software"):
        ExplorerTab(script_tab).open(query)
        links = script_tab.locator("[data-walk] a")
        links.first.focus()
        for place in range(1, links.count()):
            script_tab.keyboard.press("ArrowDown")
            expect(links.nth(place)).to_be_focused()


def test_a_click_gets_the_panel_alone_and_the_map_follows(script_tab: Page):
    explorer = ExplorerTab(script_tab).open("?role=ai-architect")

    with script_tab.expect_response(re.compile("role=evaluation-engineer")) as answer:
        explorer.choose("Evaluation Engineer")

    assert "<html" not in answer.value.text() and 'id="role"' in answer.value.text()
    explorer.has_open("Evaluation Engineer")
    shown = script_tab.locator("[data-role][aria-current]").evaluate_all("all => all.map(one => one.dataset.role)")
    assert shown == ["evaluation-engineer", "evaluation-engineer"]  # its name and its borehole
    sides = script_tab.locator("[data-side]").evaluate_all("all => all.map(one => one.dataset.side)")
    script_tab.reload()
    assert script_tab.locator("[data-side]").evaluate_all("all => all.map(one => one.dataset.side)") == sides


def boxes(tab: Page, selector: str) -> list[dict]:
    return [box for one in tab.locator(selector).all() if (box := one.bounding_box())]


def overlap(one: dict, other: dict) -> bool:
    return (
        one["x"] < other["x"] + other["width"] - 0.5
        and other["x"] < one["x"] + one["width"] - 0.5
        and one["y"] < other["y"] + other["height"] - 0.5
        and other["y"] < one["y"] + one["height"] - 0.5
    )


@pytest.mark.parametrize("width", [1100, 1440, 2560])
@pytest.mark.parametrize("role", ["evaluation-engineer", "context-engineer"])
def test_no_name_on_the_map_lies_on_another_on_a_tick_or_on_the_chosen_borehole(script_tab: Page, width, role):
    script_tab.set_viewport_size({"width": width, "height": 1000})
    ExplorerTab(script_tab).open(f"?role={role}")

    names, ticks = boxes(script_tab, ".phase-map__name"), boxes(script_tab, ".phase-map__bores .tick")
    chosen = boxes(script_tab, ".phase-map__bores [aria-current] line:not(.tick)")
    assert len(names) == 14
    for place, name in enumerate(names):
        assert not any(overlap(name, other) for other in names[place + 1 :])
        if chosen:  # on a narrow screen the bands are a list
            assert not any(overlap(name, line | {"width": 3}) for line in chosen)
            assert not any(overlap(name, tick | {"width": 7, "x": tick["x"] - 3.5}) for tick in ticks)


def test_the_map_reads_like_the_list(script_tab: Page):
    explorer = ExplorerTab(script_tab).open()
    tree = explorer.still.aria_snapshot()
    drawn = ["".join(pair).strip() for pair in re.findall(r'heading "(.+)" \[level=3\]|link "([^":]+)', tree)]
    listed = re.findall(r'heading "(.+)" \[level=[34]\]', explorer.look_at("List").still.aria_snapshot())

    assert tree.startswith('- region "Map of the AI lifecycle":')
    assert len(drawn) == len(listed) == 9 + 14
    assert all(line.startswith(name) for name, line in zip(drawn, listed, strict=True))


@pytest.mark.parametrize("query", ["", "?view=mapping&from=qa-engineer", "?view=list&role=ai-engineer", "?view=table"])
def test_nothing_is_wider_than_the_narrowest_screen(script_tab: Page, query):
    script_tab.set_viewport_size(NARROWEST)
    ExplorerTab(script_tab).open(query)

    assert script_tab.evaluate("document.documentElement.scrollWidth") == NARROWEST["width"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?role=evaluation-engineer",
        "?lifecycle=software&role=qa-engineer",
        "?view=mapping&from=qa-engineer",
        "?view=list&role=ai-engineer",
        "?view=table&role=ai-engineer",
        "?skill=test-design&phase=serving&color=red",
        "?from=none",
    ],
)
def test_axe_finds_nothing(profile, query):
    script_tab = profile(bypass_csp=True).new_page()  # axe sets styles to see through to a ground
    ExplorerTab(script_tab).open(query)
    for fold in script_tab.get_by_role("main").locator("summary").all():
        fold.click()

    assert violations(script_tab) == []
