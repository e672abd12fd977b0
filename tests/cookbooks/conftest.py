"""A shelf with one book, a sheet of two groups, and a level."""

from types import SimpleNamespace

import pytest
from wagtail.models import Site

from tests.factories.cookbooks import (
    ClaudePageFactory,
    CommandFactory,
    GroupFactory,
    LevelFactory,
    SheetFactory,
    ShelfPageFactory,
)
from tests.factories.guide import SeriesHomeFactory


@pytest.fixture
def book(db):
    """`page` is /cookbooks/claude-cookbook/; `sheet`, groups `start`, `keys`; `first`, `model`, `rewind`; `ask`."""
    series = SeriesHomeFactory()
    shelf = ShelfPageFactory(parent=series)
    page = ClaudePageFactory(parent=shelf)
    sheet = SheetFactory(slug="terminal", title="The terminal")
    start = GroupFactory(sheet=sheet, slug="start", title="Start", intro="Begin *here*.")
    keys = GroupFactory(sheet=sheet, slug="keys", title="Keys")
    first = CommandFactory(
        group=start, slug="cc-start", command="claude", what="Starts a session.", note="At the root."
    )
    model = CommandFactory(
        group=start,
        slug="cc-model",
        command='claude --model opus "explain this"',
        what="Runs on *Opus*.",
        level=2,
        replaces=[("explain this", "prompt")],
    )
    rewind = CommandFactory(
        group=keys, slug="s-rewind", command="/rewind", what="Takes it back.", destructive=True, undo="Commit first."
    )
    ask = LevelFactory(number=1, learns=[first, rewind])
    yield SimpleNamespace(
        series=series,
        shelf=shelf,
        page=page,
        sheet=sheet,
        start=start,
        keys=keys,
        first=first,
        model=model,
        rewind=rewind,
        ask=ask,
    )
    Site.clear_site_root_paths_cache()
