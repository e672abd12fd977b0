"""What Wagtail's tree would answer too slowly, or can't: questions, and pictures that end in a file's name.

The page that a quiz is taken on is found once a publish, not at every answer: finding it
through Wagtail's tree costs two queries a level and two thirds of an answer's time. All else about the page
is Wagtail's: what this can't find, and what is private, goes the long way.
"""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from wagtail.models import Site
from wagtail.views import serve

from core import stampfile
from quiz import views
from quiz.models.pages import KEY, QuizPage


def question(request: HttpRequest, below: str, key: str, place: str) -> HttpResponse:
    """The question at `place` of the attempt that `key` opens, on the quiz page whose path is `below`."""
    site = Site.find_for_request(request)
    page = page_at(site.root_page.url_path + below) if site else None
    return views.question(request, page, key, int(place)) if page else serve(request, request.path_info.lstrip("/"))


def page_at(url_path: str) -> QuizPage | None:
    """The public quiz page at a path, live or not: an attempt goes on when its page is unpublished."""
    stamp = stampfile.read()
    return _kept(url_path, stamp) if stamp else _found(url_path)


@lru_cache(maxsize=32)
def _kept(url_path: str, stamp: str) -> QuizPage | None:
    return _found(url_path)


def _found(url_path: str) -> QuizPage | None:
    return QuizPage.objects.public().filter(url_path=url_path).first()


def card(request: HttpRequest, below: str, key: str) -> HttpResponse:
    """The picture of a result, for where its link is shared."""
    site = Site.find_for_request(request)
    page = page_at(site.root_page.url_path + below) if site else None
    if page is None:
        raise Http404
    return views.card(request, page, key)


urlpatterns = [
    re_path(rf"^(?P<below>(?:[\w-]+/)+)(?P<key>{KEY})/(?P<place>[1-9][0-9]?)/$", question),
    re_path(rf"^(?P<below>(?:[\w-]+/)+)result/(?P<key>{KEY})/card\.png$", card, name="quiz-card"),
]
