"""What a page is, in the words of schema.org, as a data block that no browser executes."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from core.links import Destination

# As json_script of Django: no character that could end the script or open a comment.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script(site: str, path: str, here: str, trail: "Sequence[Destination]", read: Any = None) -> SafeString:
    """A `<script type="application/ld+json">` with the crumbs of the page and, where it takes minutes, what is read."""
    graph = [_crumbs(site, path, here, trail)]
    if getattr(read, "minutes", None):
        graph.append(_article(site, path, read))
    data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data))


def _crumbs(site: str, path: str, here: str, trail: "Sequence[Destination]") -> dict[str, Any]:
    steps = [(step.name, step.path) for step in trail] + [(here, path)]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": f"{site}{at}"}
        for place, (name, at) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _article(site: str, path: str, read: Any) -> dict[str, Any]:
    """An article; or what `read` says in its `structured` that it is."""
    dates = {"datePublished": read.first_published_at, "dateModified": read.last_published_at}
    return {
        "@type": "TechArticle",
        "headline": read.title,
        "description": getattr(read, "search_description", "") or read.summary,
        "url": f"{site}{path}",
        "timeRequired": f"PT{read.minutes}M",
        "publisher": {"@type": "Organization", "name": "Next Layer", "url": site},
        **{name: at.isoformat() for name, at in dates.items() if at},
        **getattr(read, "structured", {}),
    }
