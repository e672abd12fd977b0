"""The Claude Cookbook under the hands: found, marked, filled in, copied sign by sign, ticked along, printed."""

import re

import pytest
from playwright.sync_api import Page, expect

BOOK = "/cookbooks/claude-cookbook/"
SHEET = f"{BOOK}claude-code-in-the-terminal/"
SHIFTS = """async () => {
    await document.fonts.ready;
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifted += entry.value }))
        .observe({ type: "layout-shift" });
}"""


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_command_is_found_and_marked_and_the_mark_taken_back(tab: Page):
    tab.goto(SHEET)
    find = tab.get_by_label("Find a command")
    find.fill("/compact")
    find.press("Enter")
    expect(tab.locator(".command")).to_have_count(1)
    expect(tab).to_have_url(re.compile(r"q=%2Fcompact"))

    mark = tab.locator("#mark-s-compact")
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "true")
    expect(tab.locator("#standing")).to_contain_text("Next to learn")
    expect(tab.get_by_role("link", name="See it or delete it")).to_be_visible()
    mark.click()
    expect(mark).to_have_attribute("aria-pressed", "false")


def test_commands_are_found_while_typing_without_a_shift_and_walked_by_keys(script_tab: Page):
    tab = script_tab
    answers: list[str] = []
    tab.on("response", lambda answer: answers.append(answer.url) if "?q=" in answer.url else None)
    tab.goto(SHEET)
    expect(tab.locator(".command__copy").first).to_be_visible()
    tab.evaluate(SHIFTS)
    find = tab.get_by_label("Find a command")
    everything = tab.locator(".command").count()

    tab.keyboard.press("/")
    tab.keyboard.type("--model", delay=30)
    expect(tab.locator(".command")).to_have_count(1)
    expect(tab.locator(".command mark")).to_have_text(["--model"])
    expect(find).to_be_focused()
    find.fill("")
    expect(tab.locator(".command")).to_have_count(everything)
    assert len(answers) <= 9
    assert tab.evaluate("window.shifted") == 0

    tab.evaluate("addEventListener('focusin', event => (window.walked ??= []).push(event.target.closest('li')?.id))")
    for _ in range(everything + 1):
        tab.keyboard.press("ArrowDown")
    assert tab.evaluate("walked") == tab.locator(".command").evaluate_all("rows => rows.map(row => row.id)")
    tab.keyboard.press("Home")
    tab.keyboard.press("ArrowUp")
    expect(find).to_be_focused()


def test_a_command_takes_a_readers_words_and_is_copied_sign_by_sign(profile):
    context = profile(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(SHEET)

    def copied(line: str) -> str:
        tab.locator(f"#{line} .command__copy").first.click()
        expect(tab.locator(f"#{line} [role=status]").first).to_have_text("Copied")
        return tab.evaluate("navigator.clipboard.readText()")

    assert copied("cc-install-unix") == "curl -fsSL https://claude.ai/install.sh | bash"
    slot = tab.locator("#cc-name").get_by_role("textbox", name="Session name")
    slot.fill("billing  rounding")
    assert copied("cc-name") == "claude -n billing  rounding"
    slot.press("Escape")
    assert copied("cc-name") == "claude -n auth-refactor"

    tab.goto(f"{BOOK}building-with-claude/")
    lines = tab.locator("#b-curl code").first.text_content()
    assert copied("b-curl") == lines
    assert len(lines.split("\n")) == 5


def test_where_nothing_may_copy_the_command_is_selected(script_tab: Page):
    tab = script_tab
    tab.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false;"
    )
    tab.goto(SHEET)
    tab.locator("#cc-version .command__copy").click()

    expect(tab.locator("#cc-version").get_by_text("The command is selected")).to_be_visible()
    assert tab.evaluate("getSelection().toString()") == "claude --version"


def test_a_recipe_is_ticked_along(tab: Page):
    tab.goto(f"{BOOK}recipes/test-first-bug-fix/")
    first = tab.get_by_role("button", name="Step 1 is done")
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(tab.locator(".recipe__done")).to_contain_text("1 of 7 done")
    tab.get_by_role("button", name="Start again").click()
    expect(first).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("slug", ["claude-code-in-the-terminal", "building-with-claude"])
def test_a_sheet_prints_on_two_pages(script_tab: Page, slug):
    script_tab.goto(f"{BOOK}{slug}/")

    assert {size: pages_of(script_tab.pdf(format=size)) for size in ("A4", "Letter")} == {"A4": 2, "Letter": 2}
