"""The name of what an editor has chosen, for the link button of the Markdown editor."""

from django.apps import apps
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from core.links import target_of


def link_target(request: HttpRequest, model: str, pk: int) -> JsonResponse:
    """How prose links to the thing of `model` (`app.model`) with the primary key `pk`, and the words it goes by.

    404 for what prose can't link to.
    """
    try:
        kind = apps.get_model(model)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    thing = get_object_or_404(kind, pk=pk)
    target = target_of(thing.specific if isinstance(thing, Page) else thing)
    if not target:
        raise Http404
    return JsonResponse({"target": target, "words": str(thing)})
