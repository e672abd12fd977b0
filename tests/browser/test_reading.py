"""A chapter is read: sources where they are cited, addresses of sections, a mark at its end; by script or not."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Way

GUIDE = "/engineer-to-ai-engineer/"


@pytest.mark.parametrize("way", (Way.FRAGMENTS, Way.NO_SCRIPT))  # there is no htmx on a chapter
def test_a_reader_marks_a_chapter_and_is_led_on(profile, way):
    tab = profile(way).new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{GUIDE}mindset/")
    assert not any("/yours/" in url for url in asked)

    tab.get_by_role("button", name="Mark as read").click()

    expect(tab.get_by_text("You read it on")).to_be_visible()
    expect(tab.get_by_role("link", name="next that you have not read Valueset")).to_be_visible()
    if way is Way.NO_SCRIPT:
        assert tab.url.endswith("/mindset/read/?marked=1")
    else:
        expect(tab.get_by_text("You read it on").locator("..")).to_be_focused()
        tab.goto(GUIDE)
        expect(tab.get_by_role("complementary", name="Your next step")).to_contain_text("Valueset, 7 minutes. 1 of 6")
        expect(tab.locator(".contents").get_by_text("Read on")).to_have_count(1)
        tab.goto(f"{GUIDE}mindset/")
        tab.get_by_role("link", name="Read on").click()
    tab.get_by_role("button", name="Take the mark back").click()
    expect(tab.get_by_role("button", name="Mark as read")).to_be_visible()


def test_a_source_opens_where_it_is_cited_and_a_heading_copies_its_address(profile):
    context = profile(bypass_csp=True)  # axe sets styles to see through to a ground
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(f"{GUIDE}valueset/")

    tab.get_by_role("button", name="Mark as read").click()
    expect(tab.get_by_text("You read it on")).to_be_visible()

    cited = tab.get_by_role("link", name="Source 2", exact=True)
    cited.nth(1).focus()
    tab.keyboard.press("Enter")
    said = tab.get_by_role("dialog", name="Source 2")
    expect(said).to_contain_text("Moffatt v. Air Canada")
    expect(said).to_be_focused()
    assert violations(tab) == []
    tab.keyboard.press("Escape")
    expect(said).to_be_hidden()
    expect(cited.nth(1)).to_be_focused()

    cited.nth(1).click()
    said.get_by_role("link", name="In the list of sources").click()
    expect(said).to_be_hidden()
    tab.get_by_role("link", name="Back to where source 2 is cited, 2 of 2").click()
    tab.wait_for_url("**#ref-2-2")

    sign = tab.get_by_role("link", name="Link to How to put them to work")
    sign.click()
    expect(tab.get_by_text("The address of this section is copied.")).to_have_count(1)
    assert tab.evaluate("navigator.clipboard.readText()") == sign.evaluate("link => link.href") == tab.url
