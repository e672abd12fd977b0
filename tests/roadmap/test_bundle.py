"""The Route in files: what is loaded of it, that its sums are right, and what is refused with its place."""

import datetime

import pytest
import yaml
from django.conf import settings
from django.db import transaction
from wagtail.models import Site

from core.bundle import Refused, check, load
from core.links import doors_of
from roadmap import queries
from roadmap.models import Path, Project, Route, RoutePage, Stage, Start, Step
from roadmap.sums import Span, hours, weeks
from tests.bundles import a_bundle, write

FILE = "guides/to-ai/route.yaml"


def a_step(slug, stage, order, **changes):
    return {
        "slug": slug,
        "stage": stage,
        "order": order,
        "title": slug.title(),
        "why": "It pays.",
        "do": ["Do [this](chapter:mindset).", "Then that."],
        "evidence": "A file.",
        "hours": {"low": 1, "high": 3},
        "level": "start",
        "prerequisites": [],
        "skills": ["skill-1"],
        "practice": ["sampling"],
        "reads": ["chapter:mindset"],
        "resources": [
            {
                "title": "A paper",
                "publisher": "arXiv",
                "year": 2024,
                "url": "https://arxiv.org/abs/1",
                "kind": "paper",
                "free": True,
                "minutes": 30,
                "checked": "2026-11",
            }
        ],
        "lenses": ["finops"],
        "pitfalls": "Haste.",
    } | changes


def a_stage(slug, order):
    words = ("name", "depth", "narrative", "you_arrive_with", "you_leave_with", "gate", "detour")
    return {"slug": slug, "order": order, **dict.fromkeys(words, "Words.")}


def a_route():
    return {
        "slug": "a-route",
        "title": "A Route",
        "standfirst": "Down.",
        "as_of": "2026-11-24",
        "review_by": "2027-05-31",
        "how_to_walk": "See [the end](step:third).",
        "pace": {
            "basis": "A guess.",
            "totals": [
                {"what": "All", "steps": 3, "hours": {"low": 3, "high": 9}},
                {"what": "The path", "role": "ai-engineer", "through": "second", "without": ["first"]},
            ],
            "presets": [{"slug": "four", "name": "Four", "hours_per_week": 4, "weeks": {}, "advice": "Keep one open."}],
            "waiting": "Others.",
            "slack": "One in six.",
            "money": "$30.",
        },
        "stages": [a_stage("top", 1), a_stage("deep", 2)],
        "steps": [
            a_step("first", "top", 1),
            a_step("second", "top", 2, prerequisites=["first"]),
            a_step("third", "deep", 1, prerequisites=["first", "second"], level="deep"),
        ],
        "paths": {
            "to": [
                {
                    "role": "ai-engineer",
                    "core": ["first", "second"],
                    "optional": ["third"],
                    "hours": {},
                    "weeks_at_5h": {},
                    "note": "The trunk.",
                }
            ],
            "from": [
                {
                    "from": "backend-engineer",
                    "already": [{"step": "first", "why": "You did."}],
                    "lean_on": "Habit.",
                    "watch": "Haste.",
                }
            ],
        },
        "projects": [
            {
                "slug": "one",
                "order": 1,
                "title": "One",
                "depth": "Down",
                "brief": "Build it.",
                "steps": ["first", "third"],
                "acceptance": ["It holds."],
                "time": {"hours": {"low": 5, "high": 9}, "note": "More."},
            }
        ],
    }


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small bundle with the route, loaded once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(write(a_bundle() | {FILE: a_route()}, tmp_path_factory.mktemp("loaded")))
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def loaded(once, django_db_blocker, tmp_path):
    """A folder with the bundle that is loaded; what the test writes, there or in the database, is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield write(a_bundle() | {FILE: a_route()}, tmp_path / "bundle")
        transaction.set_rollback(True)


def test_all_of_a_route_is_loaded(loaded):
    route = Route.objects.get()
    assert (route.title, route.as_of, route.pace_money) == ("A Route", datetime.date(2026, 11, 24), "$30.")
    assert [(row.slug, row.hours_per_week) for row in route.presets.all()] == [("four", 4)]
    assert [(stage.slug, stage.route) for stage in Stage.objects.all()] == [("top", route), ("deep", route)]
    third = Step.objects.get(slug="third")
    assert (third.stage.slug, third.hours, third.level) == ("deep", Span(1, 3), "deep")
    assert [row.needs.slug for row in third.prerequisites.all()] == ["first", "second"]
    assert (third.practice, third.reads) == (["practice:sampling"], ["chapter:mindset"])
    assert [row.checked for row in third.resources.all()] == [datetime.date(2026, 11, 1)]
    path = Path.objects.get()
    assert [(row.step.slug, row.optional) for row in path.steps.all()] == [
        ("first", False),
        ("second", False),
        ("third", True),
    ]
    assert [(row.step.slug, row.why) for row in Start.objects.get().already.all()] == [("first", "You did.")]
    project = Project.objects.get()
    assert (project.hours, project.acceptance) == (Span(5, 9), ["It holds."])
    page = RoutePage.objects.get()
    assert (page.the_route, page.get_parent().slug, page.title) == (route, "to-ai", "Route")


def test_links_by_name_lead_to_what_was_loaded(loaded):
    doors = doors_of(Site.objects.get(is_default_site=True))

    assert doors.href("step:third") == "/to-ai/route/deep/third/"
    assert doors.href("route:") == "/to-ai/route/"


def test_milestones_are_worked_out(loaded):
    assert queries.facts(Route.objects.get().pk).reached == [
        ("All", 3, "3 to 9 hours"),
        ("The path", 1, "1 to 3 hours"),
    ]


def test_a_second_load_changes_nothing_and_an_edit_is_left_alone(loaded):
    assert load(loaded).changed == []
    step = Step.objects.get(slug="second")
    step.title = "Edited"
    step.save_revision().publish()

    again = load(loaded)

    assert (again.left, again.changed) == (["step:second"], [])
    assert Step.objects.get(slug="second").title == "Edited"


def test_a_step_that_leaves_the_files_is_unpublished(loaded):
    files = a_bundle() | {FILE: a_route()}
    files[FILE]["steps"].pop()
    files[FILE]["paths"]["to"][0]["optional"] = []
    files[FILE]["projects"][0]["steps"] = ["first"]
    files[FILE]["how_to_walk"] = "Down."

    assert load(write(files, loaded)).unpublished == ["step:third"]
    assert not Step.objects.get(slug="third").live


def test_a_step_that_an_editor_deleted_is_not_remade_and_what_named_it_goes_on(loaded):
    Step.objects.get(slug="second").delete()

    assert load(loaded).not_remade == ["step:second"]
    assert [row.step.slug for row in Path.objects.get().steps.filter(optional=False)] == ["first"]


def refused(spoil, tmp_path):
    files = a_bundle() | {FILE: a_route()}
    spoil(files[FILE])
    with pytest.raises(Refused) as problem:
        check(write(files, tmp_path / "bundle"))
    return [str(one) for one in problem.value.problems]


SPOILT = {
    "a circle": (
        lambda route: route["steps"][0].update(prerequisites=["third"]),
        "“First” needs “Third”, which needs “First”: a circle that nobody can begin",
    ),
    "a step that needs itself": (
        lambda route: route["steps"][0].update(prerequisites=["first"]),
        "“First” needs itself.",
    ),
    "a later prerequisite": (
        lambda route: (
            route["steps"][0].update(prerequisites=["second"]),
            route["steps"][1].update(prerequisites=[]),
        ),
        "“second” stands after “first”, which needs it.",
    ),
    "a deeper prerequisite": (
        lambda route: route["steps"][0].update(level="deep"),
        "“first” has a higher level than “second”, which needs it.",
    ),
    "a path that lacks one": (
        lambda route: route["paths"]["to"][0].update(core=["second"]),
        "“second” needs “first”, and the core lacks it.",
    ),
    "a path out of order": (
        lambda route: route["paths"]["to"][0].update(core=["second", "first"]),
        "The core is not in the order of the descent.",
    ),
    "a milestone beside its path": (
        lambda route: route["pace"]["totals"][1].update(through="third"),
        "A step that this names is not among those that it counts.",
    ),
    "a wrong number": (lambda route: route["steps"][1].update(order=3), "This is number 2 of its stage in the file."),
    "a stage out of order": (
        lambda route: route["steps"].append(a_step("fourth", "top", 3)),
        "This stage stands above that of the step before it.",
    ),
    "an unknown step": (lambda route: route["projects"][0].update(steps=["nothing"]), "There is no step “nothing”."),
    "an unknown level": (lambda route: route["steps"][0].update(level="hard"), "“hard” is none of start, solid, deep."),
    "an unknown playable": (lambda route: route["steps"][0].update(practice=["nothing"]), "leads to nothing"),
    "a dead link in a line": (
        lambda route: route["steps"][0].update(do=["[a](chapter:nothing)"]),
        "leads to nothing in the bundle",
    ),
    "no month": (
        lambda route: route["steps"][0]["resources"][0].update(checked="2026-13"),
        "“2026-13” is no month: write year-month, in quotes.",
    ),
}


@pytest.mark.parametrize(("spoil", "sentence"), SPOILT.values(), ids=SPOILT)
def test_what_does_not_fit_is_refused_with_its_place(tmp_path, spoil, sentence):
    problems = refused(spoil, tmp_path)

    assert any(sentence in problem and problem.startswith(f"{FILE}:") for problem in problems), problems


# The Route of the guide


@pytest.fixture(scope="module")
def file():
    """The Route's own file, as it is written."""
    (path,) = settings.CONTENT.glob("guides/*/route.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def taking(file):
    """The hours of each step of the file, by its slug."""
    return {
        step["slug"]: Step(hours_low=step["hours"]["low"], hours_high=step["hours"]["high"]) for step in file["steps"]
    }


def as_file(span):
    return {"low": span.low, "high": span.high}


def core_of(file, role):
    return next(path["core"] for path in file["paths"]["to"] if path["role"] == role)


def test_the_sums_of_each_path_are_right(file, taking):
    for path in file["paths"]["to"]:
        total = hours(taking[slug] for slug in path["core"])
        assert (path["role"], path["hours"]) == (path["role"], as_file(total))
        assert (path["role"], path["weeks_at_5h"]) == (path["role"], as_file(weeks(total, 5)))


def test_the_sums_of_each_milestone_are_right(file, taking):
    for total in file["pace"]["totals"]:
        core = core_of(file, total["role"]) if "role" in total else list(taking)
        counted = core[: core.index(total["through"]) + 1] if "through" in total else core
        counted = [slug for slug in counted if slug not in total.get("without", [])]
        assert (total["what"], total["steps"], total["hours"]) == (
            total["what"],
            len(counted),
            as_file(hours(taking[slug] for slug in counted)),
        )


def test_the_weeks_of_each_preset_are_right(file, taking):
    whole = hours(taking.values())
    path = hours(taking[slug] for slug in core_of(file, "ai-engineer"))
    for preset in file["pace"]["presets"]:
        found = {name: as_file(weeks(span, preset["hours_per_week"])) for name, span in _spans(path, whole)}
        assert (preset["slug"], preset["weeks"]) == (preset["slug"], found)


def _spans(path, whole):
    return (("ai_engineer_path", path), ("all_steps", whole))


def test_it_holds_what_it_says(file):
    assert (len(file["stages"]), len(file["steps"]), len(file["projects"])) == (9, 50, 4)
    assert (len(file["paths"]["to"]), len(file["paths"]["from"])) == (14, 15)
    shortest, longest = (extreme(file["paths"]["to"], key=lambda path: path["hours"]["high"]) for extreme in (min, max))
    assert (shortest["role"], longest["role"]) == ("ai-experience-designer", "ml-engineer")
