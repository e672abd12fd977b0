"""Answers that more than one kind of page gives."""

from http import HTTPStatus
from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import redirect

Answer = TypeVar("Answer", bound=HttpResponse)


def see_other(address: str) -> HttpResponse:
    """The answer to a post that was done: the next request is a GET of `address`. Nobody keeps it."""
    response = redirect(address)
    response.status_code = HTTPStatus.SEE_OTHER
    response.headers["Cache-Control"] = "no-store"
    return response


def private(response: Answer) -> Answer:
    """The answer as one that nobody keeps and no search engine finds."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
