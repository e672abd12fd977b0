"""What a person can do with two roles, and with the role they have today."""

from typing import Self

from playwright.sync_api import Page, expect

EXPLORER = "/engineer-to-ai-engineer/roles/"


class CompareTab:
    """A reader's tab, on a role or on two."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.heading = tab.get_by_role("heading", level=1)
        self.main = tab.get_by_role("main")

    def open(self, role: str) -> Self:
        """A role's own page."""
        self.tab.goto(f"{EXPLORER}{role}/")
        return self

    def follow(self, name: str) -> Self:
        """Follow the first link of this name."""
        self.main.get_by_role("link", name=name).first.click()
        return self

    def choose(self, *, one: str = "", other: str = "") -> Self:
        """Choose by title, each side that is named, and compare."""
        for label, title in (("The one role", one), ("The other", other)):
            if title:
                self.tab.get_by_label(label).select_option(label=title)
        self.tab.get_by_role("button", name="Compare").click()
        return self

    def compares(self, first: str, second: str) -> Self:
        """These two stand side by side, at the address that says so."""
        expect(self.heading).to_have_text(f"{first} and {second}")
        return self

    def part(self, name: str) -> list[str]:
        """The skills under “Shared”, “Dropped” or “Added”."""
        section = self.main.locator("section").filter(has=self.tab.get_by_role("heading", level=3, name=name)).last
        return section.get_by_role("heading", level=4).all_inner_texts()

    def say_today(self, title: str) -> Self:
        """Say one's role on a role's page."""
        self.tab.get_by_label("My role today").select_option(label=title)
        self.tab.get_by_role("button", name="Show what I bring").click()
        return self
