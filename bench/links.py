"""Whether every link of the site leads somewhere: each page it has, followed from the first, anchors too."""

import urllib.error
import urllib.request
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from bench.served import prepared, web

STATES = 12  # addresses with a query that are followed for one page: its states are without number
ELSEWHERE = ("/admin", "/static", "/media")


class Page(HTMLParser):
    """What a page may be entered by, and where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.anchors, self.links = {"top"}, set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read one tag: forms are not followed, for what they change."""
        named = dict(attrs)
        self.anchors.add(named.get("id") or "top")
        if tag != "form":
            self.links |= {named[name] or "" for name in ("href", "data-src", "hx-get") if name in named}


@dataclass
class Walk:
    """A walk through the site at `root`."""

    root: str
    found: dict[str, Page | int] = field(default_factory=dict)
    led: dict[tuple[str, str], str] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)

    def take(self) -> None:
        """Read every page that a link leads to, once."""
        due = deque(["/"])
        while due:
            path = due.popleft()
            if path in self.found:
                continue
            self.found[path] = page = self._read(path)
            for link in sorted(page.links) if isinstance(page, Page) else []:
                address, anchor = urldefrag(urljoin(self.root + path, link))
                there = address.removeprefix(self.root)
                if there == address or not there.startswith("/") or there.startswith(ELSEWHERE):
                    continue
                if (parts := urlsplit(there)).query and there not in self.found:
                    self.states[parts.path] += 1
                    if self.states[parts.path] > STATES:
                        continue
                self.led.setdefault((there, anchor), path)
                due.append(there)

    def _read(self, path: str) -> Page | int:
        """The page, or its status where it is none."""
        try:
            with urllib.request.urlopen(self.root + path) as response:
                is_page = response.headers.get_content_type() == "text/html"
                return Page(response.read().decode()) if is_page else int(response.status)
        except urllib.error.HTTPError as error:
            return error.code

    def astray(self) -> list[str]:
        """What leads nowhere, in words."""
        said = []
        for (path, anchor), source in sorted(self.led.items()):
            page = self.found[path]
            if isinstance(page, int) and page >= 400:
                said.append(f"{path} answers {page}: a link on {source}")
            elif isinstance(page, Page) and anchor and anchor not in page.anchors:
                said.append(f"{path} has no #{anchor}: a link on {source}")
        return said


def main() -> bool:
    """Print how many pages and links there are, and what leads nowhere. False: something does."""
    with prepared() as environment, web(environment) as site:
        walk = Walk(site.url)
        walk.take()
    astray = walk.astray()
    print(f"\n{len(walk.found):,} addresses, {len(walk.led):,} links between them")
    print("\n".join(f"  {line}" for line in astray) or "  each leads somewhere")
    return not astray
