"""A learner's tab on the Route."""

import re
from typing import Self

from playwright.sync_api import Locator, Page, expect

ADDRESS = "/engineer-to-ai-engineer/route/"


class RouteTab:
    """What a learner can do and see in a tab on the Route. Steps go by their titles."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.heading = tab.get_by_role("heading", level=1)
        self.sum = tab.locator(".progress__sum")

    def open(self, below: str = "") -> Self:
        self.tab.goto(f"{ADDRESS}{below}")
        return self

    def choose(self, **roles: str) -> Self:
        """Choose by label and title, and show the path."""
        for label, title in roles.items():
            self.tab.get_by_label(label, exact=True).select_option(label=title)
        self.tab.get_by_role("button", name="Show my path").click()
        return self

    def mark(self, title: str) -> Locator:
        """The mark of a step on the shaft, which ticks it."""
        return self.tab.get_by_role("button", name=re.compile(rf"^Done: [\d.]+ {re.escape(title)}$"))

    def tick(self, title: str) -> Self:
        self.mark(title).click()
        return self

    def is_ticked(self, title: str, *, ticked: bool = True) -> Self:
        expect(self.mark(title)).to_have_attribute("aria-pressed", "true" if ticked else "false")
        return self

    def undo(self) -> Self:
        self.tab.get_by_role("button", name="Undo").click()
        return self

    def follow(self, title: str) -> Self:
        """Open a step, from the cross-section."""
        self.tab.get_by_role("main").locator(".step__name").get_by_role("link", name=title).click()
        expect(self.heading).to_contain_text(title)
        return self

    def save(self, **fields: str) -> Self:
        """Write into the fields of a step, by label, and save."""
        for label, words in fields.items():
            self.tab.get_by_label(label.replace("_", " ")).fill(words)
        self.tab.get_by_role("button", name="Save this step").click()
        return self

    def counts(self, words: str) -> Self:
        """Expect the page to say how far one is."""
        expect(self.sum).to_have_text(re.compile(words))
        return self
