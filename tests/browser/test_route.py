"""The Route in a browser: chosen, ticked, taken back, written on, planned; three ways and by keys alone."""

from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import PATIENCE, Way
from tests.browser.tabs.route import RouteTab
from tests.browser.test_quiz import reach

STEP = "Pick one task worth a model"


def test_a_learner_chooses_ticks_takes_back_writes_and_plans(tab: Page, way: Way):
    route = RouteTab(tab).open().choose(To="Evaluation Engineer", From="QA Engineer").counts("^22 steps")

    with tab.expect_response(lambda answer: "ticked=" in answer.url) as answered:
        route.tick(STEP)
    route.is_ticked(STEP).counts("^1 of 22 steps done, 4 percent")
    assert ("<html" in answered.value.text()) == (way != Way.FRAGMENTS)
    expect(tab.get_by_text("Kept here under a random number")).to_be_visible()
    route.undo().is_ticked(STEP, ticked=False).counts("^22 steps").tick(STEP).is_ticked(STEP)

    route.follow("Price a wrong answer").save(Link_to_your_evidence="javascript:alert(1)")
    expect(tab.get_by_role("alert")).to_contain_text("This is not a web address.")
    tab.get_by_text("Doing", exact=True).click()
    route.save(Link_to_your_evidence="https://example.org/price", Notes="Signed.")
    expect(tab.get_by_role("status")).to_contain_text("Price a wrong answer: doing.")
    tab.reload()
    expect(tab.get_by_label("Notes")).to_have_value("Signed.")
    expect(tab.get_by_role("radio", name="Doing")).to_be_checked()
    route.counts("^1 of 22 steps done")

    route.open("plan/")
    tab.get_by_label("Hours a week").fill("4")
    tab.get_by_label("First day").fill("2026-12-01")
    tab.get_by_role("button", name="Work out the dates").click()
    expect(tab.get_by_role("status")).to_contain_text("The plan is kept")
    expect(tab.get_by_role("link", name="Put it in your calendar")).to_be_visible()

    tab.goto("/engineer-to-ai-engineer/")
    expect(tab.get_by_text("1 of 22 done")).to_have_count(0 if way == Way.NO_SCRIPT else 1, timeout=PATIENCE)


def test_keys_alone_tick_and_keep_their_place(script_tab: Page):
    title = "Read fifty traces and name the failures"
    route = RouteTab(script_tab).open()
    script_tab.locator("#topsoil summary").first.press("Enter")
    reach(script_tab, route.mark(title))

    script_tab.keyboard.press("Enter")

    route.is_ticked(title).counts("^1 of 50")
    expect(route.mark(title)).to_be_focused()
    expect(script_tab.locator("#topsoil details").first).to_have_attribute("open", "")
    route.follow(title)
    script_tab.get_by_role("radio", name="Done").focus()
    script_tab.keyboard.press("ArrowRight")
    expect(script_tab.get_by_role("status")).to_contain_text(": skip.")
    expect(script_tab.get_by_role("radio", name="Skip")).to_be_focused()


def test_a_page_without_a_learner_asks_for_no_next_step(script_tab: Page):
    asked: list[str] = []
    script_tab.on("request", lambda request: asked.append(request.url))

    script_tab.goto("/engineer-to-ai-engineer/", wait_until="networkidle")

    assert any("yours" in url for url in asked)
    assert not any("/yours/" in url for url in asked)


def test_what_a_learner_sees_is_accessible(profile):
    tab = profile(bypass_csp=True).new_page()  # axe sets styles to see through to a ground
    route = (
        RouteTab(tab).open("?to=evaluation-engineer&from=qa-engineer&level=start&hours=4&x=").tick(STEP).is_ticked(STEP)
    )
    found = violations(tab)
    route.open("shoring/draw-the-trust-boundaries/").save(Link_to_your_evidence="nowhere")
    expect(tab.get_by_role("alert")).to_be_visible()
    found += violations(tab)

    assert found == []
