"""The page of a quiz: what it is, and behind keys the way through it and its results."""

from http import HTTPMethod
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import re_path
from wagtail.search import index
from wagtail.url_routing import RouteResult

from core.fields import MarkdownField
from core.models import BaseRoutablePage
from quiz import fairness_notes, views
from quiz.models.draft import Quiz

KEY = r"[A-Za-z0-9_-]{22}"


class QuizPage(BaseRoutablePage):
    """A quiz at an address: what it is and where it starts; then a question a screen, and results that stay."""

    scheme = "quiz"
    scheme_is_whole = True
    max_count_per_parent = 1
    allowed_http_methods = [*BaseRoutablePage.allowed_http_methods, HTTPMethod.POST]
    template = "quiz/intro.html"
    parent_page_types = ["guide.GuidePage"]
    subpage_types: list[str] = []

    quiz = models.ForeignKey(
        Quiz, null=True, on_delete=models.SET_NULL, related_name="pages", help_text="The quiz that is taken here."
    )
    standfirst = MarkdownField(help_text="Two or three sentences: what a reader does, and what comes out.")

    content_panels = [*BaseRoutablePage.content_panels, FieldPanel("quiz"), FieldPanel("standfirst")]
    search_fields = [*BaseRoutablePage.search_fields, index.SearchField("standfirst")]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A page that is unpublished starts no attempt, but those that have a key go on, and results stay."""
        if self.live or not path_components:
            return super().route(request, path_components)
        match = self.resolve_subpage(f"/{'/'.join(path_components)}/")
        request.routable_resolver_match = match  # type: ignore[attr-defined]
        return RouteResult(self, args=(match.func, match.args, match.kwargs))

    @re_path(r"^$", name="intro")
    def intro(self, request: HttpRequest) -> HttpResponse:
        """What it is; a post starts it."""
        return views.intro(request, self)

    @re_path(r"^fairness/$", name="fairness")
    def fairness(self, request: HttpRequest) -> HttpResponse:
        """How it is scored and how fair that is."""
        return fairness_notes.notes(request, self)

    @re_path(rf"^(?P<key>{KEY})/$", name="resume")
    def resume(self, request: HttpRequest, key: str) -> HttpResponse:
        """To the first open question, or the result."""
        return views.resume(request, self, key)

    @re_path(rf"^(?P<key>{KEY})/(?P<place>[1-9][0-9]?)/$", name="question")
    def question(self, request: HttpRequest, key: str, place: str) -> HttpResponse:
        """One question; a post answers it."""
        return views.question(request, self, key, int(place))

    @re_path(rf"^(?P<key>{KEY})/check/$", name="check")
    def check_answers(self, request: HttpRequest, key: str) -> HttpResponse:
        """All answers so far; a post finishes."""
        return views.check(request, self, key)

    @re_path(rf"^result/(?P<key>{KEY})/$", name="result")
    def result(self, request: HttpRequest, key: str) -> HttpResponse:
        """A result, for ever."""
        return views.result(request, self, key)

    @re_path(rf"^result/(?P<key>{KEY})/against/(?P<other>{KEY})/$", name="against")
    def against(self, request: HttpRequest, key: str, other: str) -> HttpResponse:
        """Two results side by side."""
        return views.against(request, self, key, other)

    def href(self, route: str, request: HttpRequest, **kwargs: Any) -> str:
        """The address of one of these routes, on the site that `request` came to."""
        return f"{self.get_url(request)}{self.reverse_subpage(route, kwargs=kwargs)}"
