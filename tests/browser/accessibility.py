"""What axe finds on a page, in light and dark, on a phone and on a desk."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE

axe = Axe()
# Two frames on, the page is drawn as it is looked at: in the first, some colours are still those of the other scheme.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# A page is looked at in both schemes and in both sizes, in two looks: its address says which scheme goes with which
# size, so that over all pages each is seen in each. The rules on colour take most of a test's time.
LOOKS = ((("light", PHONE), ("dark", DESK)), (("dark", PHONE), ("light", DESK)))


def violations(tab: Page) -> list[str]:
    """Each violation with where it is and how the page was looked at; the tab is left on a desk, in light."""
    found = list(_violations(tab))
    tab.emulate_media(color_scheme="light", reduced_motion="no-preference")
    tab.set_viewport_size(DESK)
    return found


def _violations(tab: Page) -> Iterator[str]:
    for scheme, size in LOOKS[crc32(urlsplit(tab.url).path.encode()) % len(LOOKS)]:
        tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours on their way are nobody's fault
        tab.set_viewport_size(size)
        tab.evaluate(DRAWN)
        for rule in axe.run(tab).response["violations"]:
            places = ", ".join(str(node["target"]) for node in rule["nodes"])
            yield f"{tab.url} {scheme} {size['width']}: {rule['id']} at {places}"
