"""The glossary and the launch checklist in a browser: told in place, filtered, ticked, copied, on one sheet."""

import re

from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Way

GUIDE = "/engineer-to-ai-engineer/"


def test_a_term_is_told_in_place_on_tap_and_on_focus_and_leads_on(script_tab: Page):
    script_tab.goto(f"{GUIDE}foundations/")
    told = script_tab.locator(".term-said:popover-open")
    link = script_tab.locator("a.term", has_text="embedding")

    link.click()
    expect(told).to_contain_text("A list of numbers that stands for a text")
    script_tab.keyboard.press("Escape")
    expect(told).to_have_count(0)

    script_tab.keyboard.press("Tab")
    script_tab.keyboard.press("Shift+Tab")
    expect(told).to_have_count(1)
    link.press("Enter")
    expect(script_tab).to_have_url(re.compile(r"/glossary/#embedding$"))


def test_the_glossary_is_filtered_in_place(tab: Page, way: Way):
    tab.goto(f"{GUIDE}glossary/")

    count = tab.get_by_role("status").element_handle()
    tab.get_by_label("About", exact=True).select_option("Tools and agents")
    with tab.expect_response(re.compile("topic=agents")) as answered:
        tab.get_by_role("button", name="Apply").click()

    expect(tab.get_by_role("status")).to_have_text(re.compile(r"^\d of 79 terms"))
    assert ("<html" in answered.value.text()) == (way != Way.FRAGMENTS)
    if way != Way.NO_SCRIPT:  # a count that is put in anew is not announced
        assert tab.get_by_role("status").evaluate("(status, before) => status === before", count)


def test_a_term_that_is_told_is_accessible(profile):
    tab = profile(bypass_csp=True).new_page()  # axe sets styles to see through to a ground
    tab.goto(f"{GUIDE}lenses/finops/")
    tab.locator("a.term").first.click()

    assert violations(tab) == []
    expect(tab.locator(".term-said:popover-open")).to_have_count(1)


def test_the_checklist_is_ticked_and_copied_and_taken_back(tab: Page, way: Way):
    tab.goto(f"{GUIDE}lenses/checklist/?role=ai-security-engineer")
    box = tab.locator("#checks").get_by_role("checkbox")

    box.nth(1).check()
    tab.get_by_role("button", name="Keep my ticks").click()
    expect(tab.get_by_role("status")).to_contain_text("Kept under a random number")
    tab.reload()
    expect(box.nth(1)).to_be_checked()

    box.nth(1).uncheck()
    if way == Way.NO_SCRIPT:
        tab.get_by_role("button", name="Keep my ticks").click()
    expect(tab.get_by_role("status")).not_to_contain_text("ticked")
    expect(tab.locator("#as-markdown")).not_to_contain_text("[x]")


def test_the_checklist_takes_one_sheet_of_the_smaller_paper(script_tab: Page):
    script_tab.goto(f"{GUIDE}lenses/checklist/")

    sheet = script_tab.pdf(format="Letter", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1
