"""What the link checker meets, asked of a server of its own; what it keeps, and the report that shows it."""

import datetime
import io
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from roadmap import resources
from roadmap.models import SeenLink, Step
from roadmap.visiting import Visit, Visitor
from tests.admin.conftest import editor, reviewer, stranger  # noqa: F401 - fixtures
from tests.factories.roadmap import StepFactory, StepResourceFactory

AGENT = "test/1"


class Odd(BaseHTTPRequestHandler):
    """Answers as its path says; notes how it was asked."""

    asked: list[tuple[str, str, str]] = []

    def answer(self):
        type(self).asked.append((self.command, self.path, self.headers["User-Agent"]))
        name = self.path.strip("/")
        if name == "slow":
            time.sleep(1)
        if name == "cut":
            self.connection.close()
            return
        if name.startswith("to-"):
            self.send_response(301)
            self.send_header("Location", {"to-file": "file:///etc/passwd", "to-loop": "/to-loop"}.get(name, "/200"))
            self.end_headers()
            return
        refuses_head = name.startswith("get-") and self.command == "HEAD"
        self.send_response(405 if refuses_head else int(name.removeprefix("get-") or 200) if name != "slow" else 200)
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture(scope="module")
def server():
    """The address of a server that answers as it is asked to."""
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()
    thread.join()


@pytest.fixture
def visit(server):
    """What is met at a path of the server."""
    Odd.asked = []
    visitor = Visitor(AGENT, timeout=0.3, pause=0)
    return lambda path: visitor.visit(f"{server}/{path}")


# One visit


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("200", Visit(200)),
        ("to-200", Visit(200)),
        ("get-200", Visit(200)),
        ("404", Visit(404, "It answers 404 (not found).")),
        ("500", Visit(500, "It answers 500 (internal server error).")),
        ("599", Visit(599, "It answers 599.")),
        ("slow", Visit(None, "It does not answer within 0.3 seconds.")),
    ],
)
def test_what_an_address_answers(visit, path, seen):
    assert visit(path) == seen


@pytest.mark.parametrize("path", ["cut", "to-file", "to-loop"])
def test_what_goes_wrong_on_the_way_is_told_and_raises_nothing(visit, path):
    assert visit(path).trouble


def test_a_host_that_is_not_there_is_told():
    assert Visitor(AGENT, timeout=1, pause=0).visit("http://nowhere.invalid/").trouble.startswith("It can't be reached")


def test_the_head_is_enough_where_it_is_answered(visit):
    visit("200")

    assert Odd.asked == [("HEAD", "/200", AGENT)]


def test_a_refused_head_is_asked_for_whole(visit):
    visit("get-200")

    assert [method for method, *_ in Odd.asked] == ["HEAD", "GET"]


def test_one_host_is_not_asked_twice_at_once():
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    visitor = Visitor(AGENT, pause=2, timeout=0.1, clock=lambda: now[0], sleep=sleep)
    for url in ("http://a.invalid/1", "http://a.invalid/2", "http://b.invalid/"):
        visitor._wait(url.split("/")[2])
    now[0] += 1.5
    visitor._wait("a.invalid")

    assert slept == [2, 0.5]


# The command


def check(**options):
    said = io.StringIO()
    call_command("check_resources", stdout=said, **{"pause": 0, "timeout": 0.3, **options})
    return said.getvalue()


@pytest.fixture
def step(db):
    return StepFactory(title="The step")


def test_what_every_address_answered_is_kept(server, step):
    for url in (f"{server}/200", f"{server}/404", f"{server}/404"):
        StepResourceFactory(step=step, url=url)

    said = check()

    assert said == f"{server}/404: It answers 404 (not found).\n2 asked, 1 answered badly.\n"
    assert dict(SeenLink.objects.values_list("url", "status")) == {f"{server}/200": 200, f"{server}/404": 404}


def test_what_was_just_asked_is_left_alone(server, step):
    StepResourceFactory(step=step, url=f"{server}/200")
    check()

    assert check() == "0 asked, 0 answered badly.\n"
    assert check(again_after=0) == "1 asked, 0 answered badly.\n"


def test_what_has_come_back_is_fine_again(server, step):
    StepResourceFactory(step=step, url=f"{server}/200")
    long_ago = timezone.now() - datetime.timedelta(days=9)
    SeenLink.objects.create(url=f"{server}/200", status=404, trouble="It answers 404.", seen_at=long_ago)

    check()

    seen = SeenLink.objects.get()
    assert (seen.status, seen.trouble) == (200, "")


def test_drafts_are_not_asked(server, db):
    StepResourceFactory(step=StepFactory(live=False), url=f"{server}/404")

    assert check() == "0 asked, 0 answered badly.\n"


@pytest.mark.parametrize("wrong", [{"timeout": 0}, {"timeout": 10**9}, {"pause": -1}, {"again_after": -1}])
@pytest.mark.django_db
def test_numbers_that_make_no_sense_are_refused(wrong):
    with pytest.raises(CommandError, match="takes"):
        check(**wrong)


# The report


@pytest.fixture
def report(db):
    """The report, as somebody's browser gets it."""
    return lambda browser, **asked: browser.get(reverse("roadmap_resources"), asked)


@pytest.fixture
def three(step):
    """One that is fine, one past its check date, one that answers badly."""
    old = timezone.localdate() - resources.GOOD_FOR - datetime.timedelta(days=1)
    today = timezone.localdate()
    StepResourceFactory(step=step, title="Fine one", checked=today)
    StepResourceFactory(step=step, title="Old one", checked=old)
    gone = StepResourceFactory(step=step, title="Gone one", checked=today)
    SeenLink.objects.create(url=gone.url, status=404, trouble="It answers 404 (not found).", seen_at=timezone.now())


def titles(response):
    return [row.title for row in response.context["object_list"]]


@pytest.mark.parametrize("group", ["editor", "reviewer"])
def test_those_who_change_steps_see_every_resource(report, three, request, group):
    response = report(request.getfixturevalue(group))

    assert titles(response) == ["Fine one", "Old one", "Gone one"]
    assert "It answers 404 (not found)." in response.text
    assert response.text.count("Past its check date.") == 1


def test_others_see_neither_the_report_nor_its_menu_item(report, stranger, client):  # noqa: F811
    assert report(stranger).status_code == 302
    assert report(client).status_code == 302


@pytest.mark.parametrize(
    ("attention", "found"), [("overdue", ["Old one"]), ("bad", ["Gone one"]), ("", ["Fine one", "Old one", "Gone one"])]
)
def test_the_report_can_be_narrowed(report, three, editor, attention, found):  # noqa: F811
    assert titles(report(editor, attention=attention)) == found


def test_the_report_is_exported_without_formulas(report, step, editor):  # noqa: F811
    StepResourceFactory(step=step, title="=1+1", url="https://example.org/a")

    csv = b"".join(report(editor, export="csv").streaming_content).decode()

    assert "https://example.org/a" in csv
    assert "\n=1+1" not in csv


def test_the_report_costs_the_same_however_many_there_are(report, three, editor, django_assert_max_num_queries):  # noqa: F811
    report(editor)
    with django_assert_max_num_queries(15):
        report(editor)
    StepResourceFactory.create_batch(20, step=Step.objects.get())
    with django_assert_max_num_queries(15):
        report(editor)
