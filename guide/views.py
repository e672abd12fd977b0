"""What is a reader's own on the pages of a guide, which everyone has alike; and the mark that they set on a text.

`WithOwn` and `LongRead` lead here; every function gets the page it is asked on.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from core.answers import private, see_other
from guide import readers, reads
from learners import trying

if TYPE_CHECKING:
    from wagtail.models import Page

    from guide.models.pages import LongRead


def yours(request: HttpRequest, page: "Page") -> HttpResponse:
    """What is a reader's own on `page`, a piece for each place of it; 204 for whom nothing is held of.

    Context: `page`; `trail` (following.Trail); `line` (following.Line, on a text), `next` (following.Next or None),
    `before` and `after` (following.Way or None).
    """
    learner = trying.learner_of(request)
    if learner is None:
        return private(HttpResponse(status=HTTPStatus.NO_CONTENT))
    trail = readers.trail(request, page, learner)
    context = {
        "page": page,
        "trail": trail,
        "line": trail.line(page.pk),
        "next": trail.next(page.pk),
        "before": trail.before(page.pk),
        "after": trail.after(page.pk),
    }
    return private(TemplateResponse(request, "guide/yours.html", context))


def read(request: HttpRequest, page: "LongRead") -> HttpResponse:
    """Whether a reader has read a text. A post says so, or takes it back with `take-back`.

    It leads back here or, for the script that puts pieces in their places (`piece`), to those. Context: `page`, `here`
    (its address), `line` (following.Line), `after` (following.Way or None), `is_lost` (nothing could be kept: the
    browser takes no cookie).
    """
    if request.method == "POST":
        return _settle(request, page)
    learner = trying.learner_of(request)
    trail = readers.trail(request, page, learner) if learner else None
    context = {
        "title": page.title,
        "page": page,
        "here": page.get_url(request) or "",
        "line": trail.line(page.pk) if trail else None,
        "after": trail.after(page.pk) if trail else None,
        "is_lost": "marked" in request.GET and learner is None,
    }
    return private(TemplateResponse(request, "guide/read.html", context))


def _settle(request: HttpRequest, page: "LongRead") -> HttpResponse:
    takes_back = "take-back" in request.POST
    if trying.must_try_cookies(request) and not takes_back:
        return trying.try_cookies(request)
    learner = trying.learner_of(request)
    if learner and takes_back:
        reads.take_back(learner, page)
    elif learner:
        reads.mark(learner, page, _notes_seen(request, page))
    here = page.get_url(request) or ""
    if learner and "piece" in request.GET:
        return see_other(f"{here}yours/")
    return see_other(f"{here}read/{'' if takes_back else '?marked=1'}")


def _notes_seen(request: HttpRequest, page: "LongRead") -> tuple[readers.Note, ...]:
    """The notes of changes that stood in the text as the reader had it: a page that stood open may lack the newest."""
    notes = readers.notes_of(page)
    had = request.POST.get("notes", "")
    return notes[max(0, len(notes) - int(had)) :] if had.isascii() and had.isdigit() and len(had) < 4 else notes
