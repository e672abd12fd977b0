"""A learner's tab on the quiz."""

import re
from typing import Self

from playwright.sync_api import Locator, Page, expect

ADDRESS = "/engineer-to-ai-engineer/quiz/"
LEAD_ON = re.compile("^(Next question|See your result|Keep this answer)$")


class QuizTab:
    """What a learner can do and see in a tab on the quiz. Choices and questions go by place, counted from 1."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab

    def open(self, address: str = ADDRESS) -> Self:
        self.tab.goto(address)
        return self

    def start(self) -> Self:
        """Open the quiz and start it."""
        self.open().tab.get_by_role("button", name="Start the quiz").click()
        return self.is_at(1)

    def choose(self, choice: int) -> Self:
        self.choices.nth(choice - 1).check()
        return self

    def go_on(self) -> Self:
        self.lead_on.click()
        return self

    def answer(self, place: int, choice: int) -> Self:
        """Answer the question at `place`, once it is shown, and go on."""
        return self.is_at(place).choose(choice).go_on()

    def answer_all(self, *answers: int, since: int = 1) -> Self:
        """Answer one question after the other, from the one at place `since` on."""
        for place, choice in enumerate(answers, since):
            self.answer(place, choice)
        return self

    def skip_all(self) -> Self:
        """Skip the optional questions, to the result."""
        for number in (1, 2, 3):
            self.is_at(number, optional=True)
            self.tab.get_by_role("button", name="Skip this question").click()
        return self.has_result()

    def back(self) -> Self:
        self.tab.get_by_role("link", name=re.compile("^Back to ")).click()
        return self

    def review(self) -> Self:
        self.tab.get_by_role("link", name="See your answers so far").click()
        expect(self.heading).to_have_text("Your answers so far")
        return self

    def is_at(self, number: int, *, optional: bool = False) -> Self:
        """Expect a question by its number, in the text and in the title."""
        name = f"Optional question {number} of 3" if optional else f"Question {number} of 10"
        expect(self.tab).to_have_title(re.compile(f"^{name}: "))
        expect(self.tab.get_by_text(name, exact=True)).to_be_visible()
        return self

    def has_chosen(self, choice: int) -> Self:
        """Expect `choice` to be taken, and no other."""
        expect(self.choices.nth(choice - 1)).to_be_checked()
        expect(self.choices.and_(self.tab.locator(":checked"))).to_have_count(1)
        return self

    def is_refused(self) -> Self:
        expect(self.alert).to_contain_text("One thing to put right")
        return self

    def has_result(self) -> Self:
        expect(self.tab).to_have_url(re.compile("/quiz/result/"))
        return self

    @property
    def key(self) -> str:
        """The key in the address of a question."""
        return self.tab.url.split("/quiz/")[1].split("/")[0]

    @property
    def choices(self) -> Locator:
        return self.tab.get_by_role("radio")

    @property
    def heading(self) -> Locator:
        return self.tab.get_by_role("heading", level=1)

    @property
    def alert(self) -> Locator:
        return self.tab.get_by_role("alert")

    @property
    def lead_on(self) -> Locator:
        return self.tab.get_by_role("button", name=LEAD_ON)

    @property
    def fits(self) -> list[str]:
        """Every role with its fit, best first, as the picture has them: “AI Engineer 72”."""
        self.tab.wait_for_load_state("domcontentloaded")  # the address is there before the page is
        rows = self.tab.get_by_role("list", name="Fit of every role").get_by_role("listitem").all_inner_texts()
        return [" ".join(row.split()) for row in rows]
