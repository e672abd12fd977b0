"""Views that do one thing each, beside the site's own addresses."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django reads them here
from core.caching import cacheable
from core.fragments import template_for

drawn: list[str] = []
WORDS = "The same words for everyone. " * 50


def shared(request: HttpRequest) -> HttpResponse:
    drawn.append(request.get_full_path())
    return cacheable(HttpResponse(WORDS), params=("view",))


def personal(request: HttpRequest) -> HttpResponse:
    drawn.append(request.get_full_path())
    return cacheable(HttpResponse(WORDS + request.COOKIES.get("token", "nobody")), unless=("token",))


def undeclared(request: HttpRequest) -> HttpResponse:
    drawn.append(request.get_full_path())
    return HttpResponse(WORDS)


def answering(**headers: str):
    """A view that declares itself the same for everyone and then says otherwise."""

    def view(request: HttpRequest) -> HttpResponse:
        drawn.append(request.get_full_path())
        return cacheable(
            HttpResponse(WORDS, headers={name.replace("_", "-"): value for name, value in headers.items()})
        )

    return view


def with_cookie(request: HttpRequest) -> HttpResponse:
    drawn.append(request.get_full_path())
    response = cacheable(HttpResponse(WORDS))
    response.set_cookie("token", "somebody")
    return response


def reads_session(request: HttpRequest) -> HttpResponse:
    drawn.append(request.get_full_path())
    return cacheable(HttpResponse(WORDS + str(request.session.get("name"))))


def streaming(request: HttpRequest) -> StreamingHttpResponse:
    drawn.append(request.get_full_path())
    return cacheable(StreamingHttpResponse([WORDS]))


def missing(request: HttpRequest) -> HttpResponse:
    drawn.append(request.get_full_path())
    return cacheable(HttpResponse(WORDS, status=404))


def page_or_region(request: HttpRequest) -> TemplateResponse:
    context = {"title": "Roles & skills", "words": WORDS}
    return cacheable(TemplateResponse(request, template_for(request, "sample.html", {"role"}), context))


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(repr(sorted(request.POST.lists())))


def adrift(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the connection is lost")


def broken(request: HttpRequest, key: str) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [
    path("shared/", shared),
    path("personal/", personal),
    path("undeclared/", undeclared),
    path("private/", answering(Cache_Control="private")),
    path("no-store/", answering(Cache_Control="no-store")),
    path("varying/", answering(Vary="Accept-Language")),
    path("with-cookie/", with_cookie),
    path("reads-session/", reads_session),
    path("streaming/", streaming),
    path("missing/", missing),
    path("page/", page_or_region),
    path("form/", form),
    path("adrift/", adrift),
    path("broken/<key>/", broken),
    path("", include("config.urls")),
]
