import pytest

from core.bundle import Refused, check, load
from roles.models import Counterpart, Lens, Lifecycle, Role, RolesExplorerPage
from tests.bundles import COUNTERPARTS, LENSES, LIFECYCLES, ROLES, a_bundle, a_role, write


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "bundle"


@pytest.mark.django_db
def test_role_is_loaded_with_its_phases_skills_and_levels(folder):
    load(write(a_bundle(), folder))

    role = Role.objects.for_page().get(slug="ai-engineer")
    assert (role.title, role.lifecycle.slug, role.owns) == ("Ai-Engineer", "ai", ["The work"])
    assert [row.phase.slug for row in role.phases.all()] == ["ai-build"]
    assert [(row.skill.slug, row.why) for row in role.skills.all()] == [
        (f"skill-{n}", "It matters.") for n in range(1, 6)
    ]
    assert (role.seniority_junior, role.seniority_staff, role.usual_from, role.usual_to) == (
        *("A part.", "All."),
        *("mid", "senior"),
    )
    assert [source.value["title"] for source in role.sources] == ["A paper"]


@pytest.mark.django_db
def test_counterpart_is_named_for_its_sides(folder):
    files = a_bundle()
    files[ROLES]["roles"].append(a_role("context-engineer", "ai"))
    files[COUNTERPARTS]["counterparts"].append({"software": None, "ai": "context-engineer", "kind": "new"})

    load(write(files, folder))

    assert list(Counterpart.objects.values_list("slug", "software__slug", "ai__slug", "primary")) == [
        ("backend-engineer-to-ai-engineer", "backend-engineer", "ai-engineer", True),
        ("new-to-context-engineer", None, "context-engineer", False),
    ]


@pytest.mark.django_db
def test_lists_lenses_and_lifecycles_are_loaded(folder):
    load(write(a_bundle(), folder))

    explorer = RolesExplorerPage.objects.get()
    assert (explorer.from_lifecycle.slug, explorer.to_lifecycle.slug) == ("software", "ai")
    lens = Lens.objects.get(slug="finops")
    assert (lens.asks_senior, lens.close_up) == ("Bound it.", "article:costs")
    assert [row.role.slug for row in lens.roles.all()] == ["ai-engineer"]
    assert [phase.slug for phase in Lifecycle.objects.get(slug="ai").phases.all()] == ["ai-build"]


def four_skills(files):
    files[ROLES]["roles"][0]["skills"].pop()


def a_skill_twice(files):
    files[ROLES]["roles"][0]["skills"][4]["skill"] = "skill-1"


def a_band_that_runs_backwards(files):
    files[ROLES]["roles"][0]["usual"] = {"from": "staff", "to": "mid"}


def a_new_duty_with_a_software_role(files):
    files[COUNTERPARTS]["counterparts"][0]["kind"] = "new"


def two_primary_moves(files):
    files[ROLES]["roles"].append(a_role("agent-engineer", "ai"))
    files[COUNTERPARTS]["counterparts"].append(files[COUNTERPARTS]["counterparts"][0] | {"ai": "agent-engineer"})


def the_same_move_twice(files):
    files[COUNTERPARTS]["counterparts"].append(files[COUNTERPARTS]["counterparts"][0] | {"primary": False})


def a_phase_of_no_lifecycle(files):
    files[ROLES]["roles"][0]["phases"] = ["nowhere"]


def a_phase_of_the_other_lifecycle(files):
    files[ROLES]["roles"][0]["phases"] = ["ai-build"]


def no_phase(files):
    files[ROLES]["roles"][0]["phases"] = []


def a_lens_twice(files):
    files[LENSES]["lenses"][1]["slug"] = "finops"


def a_phase_twice(files):
    files[LIFECYCLES]["lifecycles"][1]["phases"][0]["slug"] = "software-build"


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (four_skills, r"roles.yaml:\d+: A role rests on 5 skills, and this one has 4."),
        (a_skill_twice, r"roles.yaml:\d+: The skill “skill-1” is named 2 times."),
        (a_band_that_runs_backwards, r"roles.yaml:\d+: The usual band ends below where it begins."),
        (a_new_duty_with_a_software_role, r"counterparts.yaml:\d+: A counterpart is new exactly when"),
        (two_primary_moves, r"counterparts.yaml:\d+: “backend-engineer” has a primary counterpart already."),
        (
            the_same_move_twice,
            r"counterparts.yaml:\d+: The counterpart “backend-engineer-to-ai-engineer” is there 2 times",
        ),
        (a_phase_of_no_lifecycle, r"roles.yaml:\d+: There is no phase “nowhere”."),
        (a_phase_of_the_other_lifecycle, r"roles.yaml:\d+: The phase “ai-build” is not of the lifecycle “software”."),
        (no_phase, r"roles.yaml:\d+: This list has 0 items"),
        (a_lens_twice, r"lenses.yaml:\d+: The lens “finops” is there 2 times."),
        (a_phase_twice, r"lifecycles.yaml:\d+: The phase “software-build” is there 2 times."),
    ],
)
def test_what_contradicts_itself_is_refused(folder, spoil, problem):
    files = a_bundle()
    spoil(files)

    with pytest.raises(Refused, match=problem):
        check(write(files, folder))
