"""Figures in a browser: journeys three ways on four of them, axe on every one, figures in place in a chapter."""

import re

from playwright.sync_api import Page, expect

from practice.ideas import SLUGS
from tests.browser.accessibility import DRAWN, axe
from tests.browser.conftest import DESK, PHONE
from tests.browser.tabs.practice import IdeaTab

FOUNDATIONS = "/engineer-to-ai-engineer/foundations/"


def test_a_reader_guesses_and_ranks_notes(tab: Page):
    idea = IdeaTab(tab).open("search")
    expect(idea.said).to_be_hidden()

    idea.guess("The note with one of each").told("It wins by 3.52 to 3.08").says("7 notes matched")
    expect(idea.said).to_be_visible()
    idea.type("Search the runbook", "undo").show().says("No note holds these words")

    expect(tab).to_have_url(re.compile(r"[?&]q=undo"))
    tab.locator(".tries").get_by_role("link").first.click()
    idea.says("First: Old deploy page")
    expect(tab.get_by_label("Search the runbook")).to_have_value("deploy payment")
    tab.go_back()
    idea.says("No note holds these words")


def test_a_reader_cuts_a_text_into_tokens(tab: Page):
    idea = IdeaTab(tab).open("tokens", "?merges=0").says("52 tokens")

    idea.type("Text to cut", "<b>&").show().says("4 tokens")
    idea.figure.get_by_role("link", name="Reset").click()

    idea.says("18 tokens")
    expect(tab).to_have_url(re.compile(r"/practice/tokens/$"))


def test_a_reader_throws_the_dice_again(tab: Page):
    idea = IdeaTab(tab).open("agent-loop", "?mode=once")

    idea.figure.get_by_role("link", name="Throw the dice again").click()

    expect(tab).to_have_url(re.compile(r"seed=2"))
    expect(idea.figure.locator("figcaption").first).to_contain_text("run 2")


def test_a_reader_attacks_an_assistant(tab: Page):
    idea = IdeaTab(tab).open("injection", "?attack=forged")
    before = idea.said.text_content()

    idea.choose("Whoever reads outside mail sees nothing private").show()

    expect(tab).to_have_url(re.compile(r"split=on"))
    expect(idea.said).not_to_have_text(before or "")


def test_keys_turn_a_dial_and_only_the_picture_is_asked_for(script_tab: Page):
    idea = IdeaTab(script_tab).open("search")
    with script_tab.expect_response(lambda answer: "k1=1.3" in answer.url) as asked:
        script_tab.get_by_role("slider", name="How much repeating").press("ArrowRight")

    assert "<html" not in asked.value.text()
    expect(script_tab.locator("#set-k1")).to_have_value("1.3")
    expect(script_tab).to_have_url(re.compile(r"/practice/search/\?k1=1.3$"))
    expect(script_tab.get_by_role("slider", name="How much repeating")).to_be_focused()
    expect(idea.said).to_be_visible()
    expect(script_tab.locator("[data-figure-says]")).to_contain_text("7 notes matched")
    expect(script_tab.locator(".play__now")).to_contain_text("7 notes matched")


def test_whoever_takes_a_word_in_the_picture_stays_at_it(script_tab: Page):
    word = IdeaTab(script_tab).open("attention", "?predict=1").figure.get_by_role("link", name="road")
    word.scroll_into_view_if_needed()
    before = word.bounding_box()["y"]

    word.click()

    expect(script_tab).to_have_url(re.compile(r"word=7"))
    expect(word).to_be_focused()
    assert abs(word.bounding_box()["y"] - before) < 2


def test_a_chapter_opens_its_figures_in_place(script_tab: Page):
    script_tab.goto(FOUNDATIONS)
    assert script_tab.evaluate("typeof htmx") == "undefined"
    door = script_tab.locator(".play-card").filter(has_text="Tokens")
    door.get_by_role("link").first.dispatch_event("click")  # no hand that neared it had its files come before
    expect(door.locator(".play__said")).to_contain_text("18 tokens")
    expect(door.get_by_role("heading").first).to_be_focused()
    another = script_tab.locator(".play-card").filter(has_not_text="Tokens").first
    another.get_by_role("link").first.click()
    expect(another.locator(".play__said")).to_be_visible()

    door.get_by_role("spinbutton", name="Merges learned").fill("0")

    expect(door.locator(".play__said")).to_contain_text("52 tokens")
    expect(script_tab).to_have_url(re.compile(r"/foundations/\?tokens.merges=0#figure-tokens$"))
    expect(script_tab.locator("[data-figure-says]")).to_contain_text("52 tokens")
    script_tab.reload()
    expect(door.locator(".play__said")).to_contain_text("52 tokens")


def test_without_script_a_door_leads_to_the_idea(profile):
    tab = profile("no script").new_page()
    tab.goto(FOUNDATIONS)

    tab.locator(".play-card__door").first.click()

    expect(tab).to_have_url(re.compile(r"/practice/tokens/$"))


def test_axe_finds_nothing_at_any_figure_and_nothing_scrolls_sideways(profile):
    desk = profile(bypass_csp=True, viewport=DESK, color_scheme="light").new_page()
    phone = profile(bypass_csp=True, viewport=PHONE, color_scheme="dark").new_page()
    found = []
    for place, slug in enumerate(SLUGS):
        tab = (desk, phone)[place % 2]
        tab.goto(f"/practice/{slug}/?predict=1&after=1")
        tab.evaluate("document.querySelectorAll('#figure details').forEach(fold => fold.open = true)")
        tab.evaluate(DRAWN)
        found += [f"{slug}: {rule['id']}" for rule in axe.run(tab).response["violations"]]
        tab.set_viewport_size({"width": 320, "height": 800})
        found += [f"{slug} is wide"] if tab.evaluate("document.documentElement.scrollWidth") > 320 else []
        tab.set_viewport_size((DESK, PHONE)[place % 2])

    assert found == []
