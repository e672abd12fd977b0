"""Template tags for what every page has: its address, share image, rooms and foot.

Pages that are drawn without a request (a fault of ours) get empty answers, and ask the database nothing.
"""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

from core.links import Destination, doors
from core.templatetags.links import crumbs
from guide import queries, structured
from guide.rooms import Links, Room, Step, first_steps_of, foot_lists, guide_of, rooms_of, steps_within

register = template.Library()

CARD = "share.png"
CARD_IN_WORDS = "Next Layer: field guides for engineers. Contour lines rise toward the light, the newest one teal."


@dataclass(frozen=True)
class ShareImage:
    """The picture that stands for a page where it is shared; `url` is absolute."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Foot:
    """The words and the lists at the foot of a page."""

    note: str
    lists: list[Links]


def _request(context: template.Context) -> HttpRequest | None:
    return getattr(context, "request", None) or context.get("request")


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """The one address of the page, without parameters. Empty without a request."""
    request = _request(context)
    return f"{settings.SITE_URL}{request.path}" if request else ""


@register.simple_tag(takes_context=True)
def share_image(context: template.Context) -> ShareImage:
    """The picture of the page for sharing: its own, cut to 1200 by 630, or the site's card. Own: 2 queries."""
    image = getattr(context.get("page"), "share_image", None)
    if not image:
        return ShareImage(f"{settings.SITE_URL}{static(CARD)}", 1200, 630, CARD_IN_WORDS)
    cut = image.get_rendition("fill-1200x630|format-jpeg")
    return ShareImage(f"{settings.SITE_URL}{cut.url}", cut.width, cut.height, cut.alt)


@register.simple_tag(takes_context=True)
def rooms(context: template.Context) -> list[Room]:
    """The open rooms, for the head of the page."""
    request = _request(context)
    return rooms_of(doors(request)) if request else []


@register.simple_tag(takes_context=True)
def foot(context: template.Context) -> Foot:
    """What stands at the foot of the page: 1 query."""
    request = _request(context)
    if not request:
        return Foot("", [])
    open_doors = doors(request)
    note, chapters = queries.foot()
    return Foot(note, foot_lists(open_doors, [path.removeprefix(open_doors.root_path) for path in chapters]))


@register.simple_tag(takes_context=True)
def above(context: template.Context) -> Destination | None:
    """The nearest live place above the page."""
    request = _request(context)
    return next(reversed(doors(request).trail), None) if request else None


@register.simple_tag(takes_context=True)
def first_steps(context: template.Context) -> list[Step]:
    """A guide's buttons, at most two: open doors of this guide alone, or else parts of its home."""
    request = _request(context)
    if not request:
        return []
    return first_steps_of(doors(request), context.get("chapters") or ()) or steps_within(context["page"].body)


@register.simple_tag(takes_context=True)
def open(context: template.Context, items: Any) -> list[tuple[Any, str]]:
    """Those of `items` whose `target` is live, each with its address."""
    request = _request(context)
    if not request:
        return []
    open_doors = doors(request)
    return [(item, href) for item in items if (href := open_doors.href(item.get("target") or ""))]


@register.simple_tag(takes_context=True)
def leads(context: template.Context, value: Any) -> list[tuple[str, list[Destination]]]:
    """Where a block leads, a name and the live destinations each; names that lead nowhere are left out."""
    request = _request(context)
    if not request:
        return []
    open_doors = doors(request)
    found = [
        (name, [there for target in targets if (there := open_doors.get(target))]) for name, targets in value.leads
    ]
    return [(name, places) for name, places in found if places]


@register.simple_tag(takes_context=True)
def structured_data(context: template.Context, here: str, read: Any = None) -> SafeString:
    """What the page is, for machines: its crumbs and, where it is a long read, the article; or the entry `read`."""
    request = _request(context)
    if not request:
        return mark_safe("")
    trail = doors(request).trail
    return structured.script(settings.SITE_URL, request.path, here, trail, read or context.get("page"))


@register.simple_tag(takes_context=True)
def main_guide(context: template.Context) -> Destination | None:
    """The guide the page is in, or else the one with the most to show."""
    request = _request(context)
    return guide_of(doors(request)) if request else None


@register.simple_tag(takes_context=True)
def userbar(context: template.Context) -> SafeString:
    """Wagtail's bar for a person who is signed in. Asked only when a session cookie came: kept pages never have it."""
    request = _request(context)
    if not request or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return mark_safe("")
    return wagtailuserbar(context)


register.inclusion_tag("components/crumbs.html", takes_context=True)(crumbs)
