"""A route of three steps in two stages, each needing the one before it, at an address."""

from types import SimpleNamespace

import pytest
from wagtail.models import Site

from tests.factories.roadmap import RouteFactory, RoutePageFactory, StageFactory, StepFactory
from tests.factories.roles import GuideFactory


@pytest.fixture
def way(db):
    """`guide`, `page`, `route`; its stages `top` and `deep`; its steps `first` and `second` above, `third` below."""
    guide = GuideFactory(slug="guide")
    route = RouteFactory(slug="the-route")
    page = RoutePageFactory(parent=guide, the_route=route)
    top = StageFactory(route=route, slug="daylight", name="Daylight")
    deep = StageFactory(route=route, slug="bedrock", name="Bedrock")
    first = StepFactory(stage=top, slug="first", title="First")
    second = StepFactory(stage=top, slug="second", title="Second", needs=[first])
    third = StepFactory(stage=deep, slug="third", title="Third", needs=[second])
    yield SimpleNamespace(
        guide=guide, page=page, route=route, top=top, deep=deep, first=first, second=second, third=third
    )
    Site.clear_site_root_paths_cache()
