"""Run AI Locally in a browser: a machine set, kept, found in the commands and forgotten; platforms as tabs."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Way
from tests.browser.tabs.local import LocalTab


def test_a_reader_sets_what_they_run_keeps_it_and_resets_it(tab: Page, way: Way):
    local = LocalTab(tab).open().says("It fits").choose("Model", "Qwen3 32B").type("Context", "32768")
    local.choose("Machine", "GeForce RTX 4090, 24 GB").work_it_out().says("It does not fit")
    expect(tab).to_have_url(re.compile("context_tokens=32768"))
    tab.get_by_role("link", name="A cache in Q8_0").click()
    local.says("It fits, barely").keep()

    local.open("the-local-stack/").has_in_commands("Qwen/Qwen3-32B-GGUF:Q4_K_M", "32768")
    tab.get_by_role("button", name="Reset").click()
    local.has_in_commands("Qwen/Qwen3-8B-GGUF:Q4_K_M", "8192")

    names = tab.get_by_role("tab", name="Windows")
    if way == Way.NO_SCRIPT:
        expect(names).to_have_count(0)
        expect(tab.get_by_text("winget install llama.cpp")).to_be_visible()
        expect(tab.get_by_text("brew install llama.cpp").first).to_be_visible()


def test_typing_answers_at_once_with_a_fragment_and_never_mends_what_is_typed(script_tab: Page):
    local = LocalTab(script_tab).open()
    with script_tab.expect_response(lambda answer: "context_tokens=-1" in answer.url) as answered:
        local.type("Context", "-1")

    expect(script_tab.get_by_text("“-1” is below the least, 512 tokens. 512 was taken.")).to_be_visible()
    expect(script_tab.get_by_label("Context", exact=True)).to_have_value("-1")
    expect(script_tab.get_by_label("Context", exact=True)).to_be_focused()
    assert "<html" not in answered.value.text()
    expect(script_tab.get_by_label("Layers", exact=True)).to_be_hidden()
    local.choose("Model", "Your own numbers").type("Layers", "0")
    expect(script_tab.get_by_text("Layers: “0” is below the least")).to_be_visible()


def test_platforms_turn_together_by_keys(script_tab: Page):
    LocalTab(script_tab).open("the-local-stack/")
    script_tab.get_by_role("tab", name="Linux").first.focus()

    script_tab.keyboard.press("End")

    expect(script_tab.get_by_role("tab", name="Windows", selected=True)).to_have_count(3)
    expect(script_tab.get_by_role("tab", name="Windows").first).to_be_focused()
    expect(script_tab.get_by_text("winget install llama.cpp")).to_be_visible()
    expect(script_tab.get_by_text("brew install llama.cpp")).to_have_count(2)
    expect(script_tab.get_by_text("brew install llama.cpp").first).to_be_hidden()
