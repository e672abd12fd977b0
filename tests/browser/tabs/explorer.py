"""A reader's tab on the Roles Explorer."""

import re
from collections.abc import Callable
from typing import Self

from playwright.sync_api import Locator, Page, expect

ADDRESS = "/engineer-to-ai-engineer/roles/"


class ExplorerTab:
    """What a reader can do and see in a tab on the explorer. Roles go by their titles."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab

    def open(self, query: str = "") -> Self:
        self.tab.goto(f"{ADDRESS}{query}")
        return self

    def look_at(self, view: str) -> Self:
        self.tab.get_by_role("navigation", name="View").get_by_role("link", name=view, exact=True).click()
        return self.shows(view)

    def choose(self, title: str) -> Self:
        """Open a role from the view."""
        self.role(title).click()
        return self

    def narrow(self, **filters: str) -> Self:
        """Set filters by their labels and apply them."""
        form = self.tab.get_by_role("main").locator("form.filters")
        for label, value in filters.items():
            field = form.get_by_label(label.replace("_", " "), exact=True)
            if label == "Title":
                field.fill(value)
            else:
                field.select_option(label=value)
        form.get_by_role("button", name="Apply").click()
        return self

    def close(self) -> Self:
        self.panel.get_by_role("link", name="Close", exact=True).click()
        return self

    def back(self) -> Self:
        return self._travel(self.tab.go_back)

    def forward(self) -> Self:
        return self._travel(self.tab.go_forward)

    def _travel(self, go: Callable[[], object]) -> Self:
        """Through the history, and wait for the page: until its script runs, nothing follows the address."""
        with self.tab.expect_event("load"):
            go()
        return self

    def shows(self, view: str) -> Self:
        """Expect a view to be the current one."""
        current = self.tab.get_by_role("navigation", name="View").locator("[aria-current]")
        expect(current).to_have_text(view)
        return self

    def has_open(self, title: str) -> Self:
        """Expect a role to be open: in the panel, in the title of the tab, and brought out in the view."""
        expect(self.panel.get_by_role("heading", level=2)).to_have_text(title)
        expect(self.tab).to_have_title(re.compile(f"^{title} · "))
        return self

    def has_none_open(self) -> Self:
        expect(self.panel.locator("article")).to_have_count(0)
        return self

    def counts(self, words: str) -> Self:
        expect(self.tab.locator(".filters__count")).to_have_text(words)
        return self

    def role(self, title: str) -> Locator:
        """The link of a role in the view."""
        return self.still.get_by_role("link", name=re.compile(f"^{re.escape(title)}\\b(?! Engineer)")).first

    @property
    def still(self) -> Locator:
        return self.tab.locator(".explorer__still")

    @property
    def panel(self) -> Locator:
        return self.tab.locator("#role")
