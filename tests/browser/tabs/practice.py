"""A reader's tab on an idea: guess, set the figure, read what it says."""

from typing import Self

from playwright.sync_api import Page, expect


class IdeaTab:
    """What someone does at an idea. Without script a control is set by the form's button."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.figure = tab.locator("#figure")

    def open(self, slug: str, query: str = "") -> Self:
        self.tab.goto(f"/practice/{slug}/{query}")
        return self

    @property
    def said(self):
        """The sentence of the figure."""
        return self.figure.locator(".play__said")

    def guess(self, choice: str) -> Self:
        question = self.tab.locator("#predict")
        question.get_by_label(choice, exact=True).check()
        question.get_by_role("button", name="Guess").click()
        return self

    def told(self, words: str) -> Self:
        expect(self.tab.locator("#predict .ask-me__why")).to_contain_text(words)
        return self

    def type(self, label: str, value: str) -> Self:
        self.figure.get_by_label(label).and_(self.figure.locator("input:not([type=range]), textarea")).fill(value)
        return self

    def choose(self, label: str) -> Self:
        self.figure.get_by_label(label, exact=True).check()
        return self

    def show(self) -> Self:
        self.figure.get_by_role("button", name="Show").click()
        return self

    def says(self, words: str) -> Self:
        expect(self.said).to_contain_text(words)
        return self
