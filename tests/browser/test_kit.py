"""The AI Field Kit in a browser: parts taken away, a prompt filled in, rewritten by the rule and copied."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Way

KIT = "/cookbooks/ai-field-kit/"


def test_a_reader_takes_a_part_away_and_puts_it_back(tab: Page, way: Way):
    tab.goto(f"{KIT}anatomy/")

    tab.get_by_role("link", name="Check take away").click()

    expect(tab.get_by_text("Without check:")).to_be_visible()
    expect(tab.get_by_text("Taken away. What is lost:")).to_have_count(1)
    assert tab.url.endswith("?without=check")
    tab.get_by_role("link", name="Put everything back").click()
    expect(tab.get_by_text("Taken away. What is lost:")).to_have_count(0)


def test_a_prompt_is_filled_in_here_rewritten_by_the_rule_and_copied_exactly(profile):
    context = profile()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab: Page = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    tab.goto(f"{KIT}prompts/find-the-cause/")
    tab.get_by_label("What you observe").fill("504 & <b>**x**</b>")

    expect(tab.get_by_role("group", name="The prompt")).to_contain_text("Symptom: 504 & <b>**x**</b>")
    tab.get_by_role("link", name="Under the one rule").click()
    expect(tab.get_by_role("group", name="The prompt")).to_contain_text("by making me find it")
    expect(tab.get_by_role("group", name="The prompt")).to_contain_text("Symptom: 504 & <b>**x**</b>")
    tab.get_by_role("button", name="Copy the code").first.click()
    expect(tab.get_by_text("Copied").first).to_be_attached()

    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.get_by_role("group", name="The prompt").text_content()
    assert copied.startswith("Help me find the cause of a fault by making me find it.") and "{{evidence}}" in copied
    assert not any("504" in one for one in asked)
    tab.get_by_role("button", name="Clear").click()
    expect(tab.get_by_role("group", name="The prompt")).to_contain_text("Symptom: {{symptom}}")


def test_without_script_what_to_fill_in_stands_beside_the_prompt(profile):
    tab: Page = profile(Way.NO_SCRIPT).new_page()
    tab.goto(f"{KIT}prompts/find-the-cause/")

    expect(tab.get_by_role("heading", name="To fill in")).to_be_visible()
    expect(tab.get_by_label("What you observe")).to_be_hidden()
    tab.get_by_role("link", name="Under the one rule").click()
    expect(tab.get_by_role("group", name="The prompt")).to_contain_text("by making me find it")
