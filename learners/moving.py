"""The pages by which someone carries their things to another browser: the link, and where it leads."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from core.answers import private
from learners import cookies, holdings, transfers


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token", "address")
def start(request: HttpRequest) -> HttpResponse:
    """A post makes a link and shows it, here alone: only its fingerprint is stored. To see it again is to make another.

    Context: `link`, in full; `drawn`, the same as a QR code; `minutes` that it works.
    """
    if request.method != "POST" or cookies.learner_of(request) is None:
        return redirect("you")
    token = transfers.start(request)
    address = request.build_absolute_uri(reverse("you-arrive", args=[token]))
    context = {
        "title": "Open this in the other browser",
        "link": address,
        "drawn": transfers.drawn(address),
        "minutes": transfers.MINUTES,
    }
    return private(TemplateResponse(request, "learners/carry.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Where a link leads: asks first, since programs that preview links open them too; a post carries.

    Context: `coming` and `here`: what would come and what this browser has, lists of (holding, its things). 410 for a
    link that is over, or none: `trouble` (transfers.Trouble).
    """
    try:
        if request.method == "POST":
            transfers.accept(request, token)
            return private(redirect(f"{reverse('you')}?carried"))
        coming = transfers.look(request, token)
    except transfers.Refused as refused:
        over = {"title": refused.trouble.heading, "trouble": refused.trouble}
        return private(TemplateResponse(request, "learners/link_over.html", over, status=HTTPStatus.GONE))
    mine = cookies.learner_of(request)
    context: dict[str, Any] = {
        "title": "Carry on here?",
        "coming": holdings.of(coming, request),
        "here": holdings.of(mine, request) if mine else [],
    }
    return private(TemplateResponse(request, "learners/arrive.html", context))
