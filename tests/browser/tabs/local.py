"""A reader's tab on Run AI Locally."""

from typing import Self

from playwright.sync_api import Page, expect

ADDRESS = "/cookbooks/run-ai-locally/"


class LocalTab:
    """What a reader can do and see at the calculator and in an episode."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab

    def open(self, below: str = "will-it-fit/") -> Self:
        self.tab.goto(f"{ADDRESS}{below}")
        return self

    def choose(self, label: str, option: str) -> Self:
        self.tab.get_by_label(label, exact=True).select_option(label=option)
        return self

    def type(self, label: str, words: str) -> Self:
        self.tab.get_by_label(label, exact=True).fill(words)
        return self

    def work_it_out(self) -> Self:
        self.tab.get_by_role("button", name="Work it out").click()
        return self

    def says(self, verdict: str) -> Self:
        expect(self.tab.locator("#verdict")).to_have_text(verdict)
        return self

    def keep(self) -> Self:
        self.tab.get_by_role("button", name="Keep it for this browser").click()
        expect(self.tab.get_by_text("Kept.", exact=True)).to_be_visible()
        return self

    def has_in_commands(self, *words: str) -> Self:
        for word in words:
            expect(self.tab.locator("pre .slot", has_text=word).first).to_be_attached()
        return self
