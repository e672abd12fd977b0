"""A guide with nothing in it, and a reader."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from tests.factories.guide import GuideFactory


@pytest.fixture
def guide(db):
    """The home of the one guide of a site."""
    yield GuideFactory(slug="guide", title="The guide")
    Site.clear_site_root_paths_cache()


@pytest.fixture
def read(client):
    """What a signed-out reader gets at an address: the page, parsed."""

    def read_(address="/guide/"):
        response = client.get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return read_
