"""An editor's tab in the admin."""

import re
from http import HTTPStatus
from typing import Any, Self

from playwright.sync_api import Page, expect

LATE = 500  # milliseconds in which a title still writes its slug, over what was written there meanwhile


class EditorTab:
    """What an editor can do in a tab: sign in, fill in forms, add blocks and rows, publish. Fields go by name."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab

    def sign_in(self, name: str, password: str) -> Self:
        self.tab.goto("/admin/login/")
        self.tab.get_by_label("Username").fill(name)
        self.tab.get_by_label("Password").fill(password)
        self.tab.get_by_role("button", name="Sign in").click()
        self.tab.wait_for_url("**/admin/")
        return self

    def add_page(self, kind: str, parent: int) -> Self:
        """Add a page of a type, by its name, below another, by its key."""
        self.tab.goto(f"/admin/pages/{parent}/add_subpage/")
        if "/add_subpage/" in self.tab.url:  # not where there is only one type
            self.tab.get_by_role("main").get_by_role("link", name=kind, exact=True).click()
        expect(self.tab.locator("#id_title")).to_be_visible()
        return self

    def add_entry(self, kind: str) -> Self:
        """Open the form of a new snippet, as “roles/skill”."""
        self.tab.goto(f"/admin/snippets/{kind}/add/")
        return self

    def send_entry(self, kind: str, **fields: Any) -> Self:
        """Publish a new snippet as its form would, without drawing it: quicker, where the form is only boxes."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.tab.context.cookies()}
        sent = {**fields, "action-publish": "1", "csrfmiddlewaretoken": cookies["csrftoken"]}
        answer = self.tab.request.post(f"/admin/snippets/{kind}/add/", form=sent, max_redirects=0)
        assert answer.status == HTTPStatus.FOUND, answer.text()
        return self

    def add(self, *rows: str) -> Self:
        """Add a row to each of these lists, by the words of their button."""
        for row in rows:
            self.tab.get_by_role("button", name=re.compile(f"^Add {row}$", re.IGNORECASE)).click()
        return self

    def insert(self, block: str, stream: str = "body") -> Self:
        """Put a block at the end of a stream."""
        self.tab.locator(f"#panel-child-content-{stream}-section").get_by_title("Insert a block").last.click()
        self.tab.get_by_role("option", name=block, exact=True).click()
        return self

    def fill(self, **fields: Any) -> Self:
        """Write into fields, in order. `__` in a name stands for a hyphen; a number is a thing that was chosen."""
        for name, value in fields.items():
            if name == "slug":
                self.tab.wait_for_timeout(LATE)
            field = self.tab.locator(f"[name='{name.replace('__', '-')}']")
            if isinstance(value, int) or not field.is_visible():  # what a chooser keeps, or a field on another tab
                field.evaluate("(field, value) => { field.value = value }", str(value))
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def publish(self) -> Self:
        with self.tab.expect_navigation():
            self.tab.locator("[name=action-publish]").evaluate("button => button.form.requestSubmit(button)")
        expect(self.tab.locator(".messages")).to_contain_text(re.compile("published"))
        return self
