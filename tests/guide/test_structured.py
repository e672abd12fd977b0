"""What a page says of itself to machines."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

from core.links import Destination
from guide.structured import script

TRAIL = [Destination("guide", "g", "The </script><b> guide & co", "/g/")]


def data(html):
    return json.loads(html.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))


def test_no_name_can_end_the_script():
    html = script("https://x", "/g/one/", "One <!--", TRAIL)

    assert html.count("<") == 2
    assert data(html)["@graph"][0]["itemListElement"][0]["name"] == "The </script><b> guide & co"


def test_crumbs_lead_to_the_page_itself():
    steps = data(script("https://x", "/g/one/", "One", TRAIL))["@graph"][0]["itemListElement"]

    assert [(step["position"], step["item"]) for step in steps] == [(1, "https://x/g/"), (2, "https://x/g/one/")]


def test_a_long_read_is_an_article_with_its_dates():
    at = datetime(2026, 11, 24, tzinfo=UTC)
    page = SimpleNamespace(
        minutes=8,
        title="One",
        search_description="",
        summary="A sentence.",
        first_published_at=at,
        last_published_at=None,
    )

    article = data(script("https://x", "/g/one/", "One", [], page))["@graph"][1]

    assert article["timeRequired"] == "PT8M"
    assert article["description"] == "A sentence."
    assert article["datePublished"] == "2026-11-24T00:00:00+00:00"
    assert "dateModified" not in article
