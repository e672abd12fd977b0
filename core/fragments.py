"""A page or its region: one address, one template, two answers.

A region has one name: the id of its element, the partial of the template that draws it, the `hx-target` of the controls
that lead to it. Only the region is drawn for a control that asks for it; whatever else asks, gets the page.
"""

from collections.abc import Callable, Collection

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html


def template_for(request: HttpRequest, template: str, regions: Collection[str]) -> str:
    """Name `template`, or the partial of it that draws the region htmx asked for.

    Boosted and history requests want the page; so does a target that this template does not draw.
    """
    htmx = getattr(request, "htmx", None)  # a request made by hand has passed no middleware
    if not htmx or htmx.boosted or htmx.history_restore_request:
        return template
    region = (htmx.target or "").rpartition("#")[2]  # htmx 4 sends tag#id
    return f"{template}#{region}" if region in regions else template


class FragmentMiddleware:
    """Leads a fragment with the `<title>` that its page has, from the context's `title`; keeps it out of every cache.

    A fragment has the address of its page: a browser or proxy that kept it would show it in the page's place.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        if isinstance(response.template_name, str) and "#" in response.template_name:
            response.headers["Cache-Control"] = "no-store"
            response.add_post_render_callback(_lead_with_title)
        return response


def _lead_with_title(response: TemplateResponse) -> None:
    if title := (response.context_data or {}).get("title"):
        title = format_html("<title>{} · {}</title>", title, settings.WAGTAIL_SITE_NAME)
        response.content = title.encode(response.charset) + response.content
