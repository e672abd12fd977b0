"""What is said when something is not there, or broke."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from tests.factories.roles import ExplorerFactory


@pytest.mark.parametrize("name", ("400", "500"))
def test_a_page_for_the_worst_needs_no_request_and_no_database(name):
    page = BeautifulSoup(render_to_string(f"{name}.html", {"title": "Trouble", "reference": "7f3a21c9"}), "html.parser")

    assert page.find("h1")
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"
    assert page.find("link", rel="canonical") is None


def test_a_fault_names_its_number():
    assert "7f3a21c9" in render_to_string("500.html", {"title": "Trouble", "reference": "7f3a21c9"})


def test_an_unknown_address_offers_only_open_doors(guide, client):
    before = client.get("/guide/nowhere/")
    ExplorerFactory(parent=guide)
    after = client.get("/guide/nowhere/")

    assert before.status_code == after.status_code == 404
    assert "See all roles" not in before.content.decode()
    assert "See all roles" in after.content.decode()
    assert b'href="/guide/"' in after.content


@pytest.mark.django_db
def test_an_unknown_address_is_one_on_a_site_without_pages_too(client):
    assert client.get("/nowhere/").status_code == 404


@pytest.mark.parametrize("from_elsewhere", (True, False))
def test_a_refusal_says_which_kind_it_is(from_elsewhere):
    page = render_to_string("403.html", {"title": "x", "from_elsewhere": from_elsewhere})

    assert ("another site" in page) is from_elsewhere
