"""A guide with its explorer, skills and lenses, and nothing in them yet."""

from types import SimpleNamespace

import pytest
from wagtail.models import Site

from tests.factories.roles import ExplorerFactory, GuideFactory, LensesPageFactory, SkillsPageFactory


@pytest.fixture
def guide(db):
    """`home`, `explorer`, `skills` and `lenses`: pages; `software` and `ai`: the lifecycles of the explorer."""
    home = GuideFactory(slug="guide")
    explorer = ExplorerFactory(parent=home)
    pages = {"explorer": explorer, "skills": SkillsPageFactory(parent=home), "lenses": LensesPageFactory(parent=home)}
    yield SimpleNamespace(home=home, software=explorer.from_lifecycle, ai=explorer.to_lifecycle, **pages)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def read(client):
    """The page that a signed-out reader gets at an address below the guide; None: there is none."""

    def read_(address, **asked):
        response = client.get(f"/guide/{address}", asked)
        assert response.status_code in (200, 404)
        return response.content.decode() if response.status_code == 200 else None

    return read_
