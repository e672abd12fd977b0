"""A role, skill, lens, lifecycle or phase leaves, by being unpublished or deleted: no page breaks, none names it."""

import pytest

from roles.models import Change
from tests.factories.roles import (
    ChapterFactory,
    CounterpartFactory,
    LensFactory,
    PhaseFactory,
    RoleFactory,
    SkillFactory,
)
from tests.roles.test_pages import a_shift

PAGES = (
    "",
    "mindset/",
    "roles/?role=evaluator",
    "roles/?view=list&lifecycle=software",
    "roles/?view=mapping&from=tester",
    "roles/?view=table&phase=evaluation&skill=evals",
    "roles/evaluator/",
    "roles/tester/",
    "skills/",
    "skills/evals/",
    "lenses/",
    "lenses/legal/",
    "lenses/checklist/",
    "lenses/?role=evaluator&phase=evaluation",
)


@pytest.fixture
def things(guide):
    """One of each, all leading to one another, on every page of the guide."""
    phase = PhaseFactory(lifecycle=guide.ai, slug="evaluation", name="The evaluation phase")
    skill = SkillFactory(slug="evals", name="The evals skill")
    evaluator = RoleFactory(
        lifecycle=guide.ai, slug="evaluator", title="The evaluator role", phases=[phase], skills=[skill]
    )
    tester = RoleFactory(lifecycle=guide.software, slug="tester", title="The tester role", skills=[skill])
    crossing = CounterpartFactory(
        software=tester, ai=evaluator, kind=Change.CARRIES_OVER, what_stays="All of it stays."
    )
    lens = LensFactory(slug="legal", name="The legal lens", roles=[evaluator])
    links = "[a](role:evaluator) [b](skill:evals) [c](lens:legal) [d](role:tester)"
    body = [("prose", f"## Links\n\n{links}"), a_shift(skills=[skill], lenses=[lens])]
    ChapterFactory(parent=guide.home, slug="mindset", title="Mindset", body=body)
    guide.home.body = [
        ("lenses", {"title": "The room"}),
        ("tools", {"title": "Tools", "items": [{"name": "Evals", "what": "A set.", "when": "Early.", "skill": skill}]}),
    ]
    guide.home.save()
    return {
        "role": evaluator,
        "other side": tester,
        "skill": skill,
        "lens": lens,
        "counterpart": crossing,
        "phase": phase,
        "lifecycle": guide.ai,
    }


def unpublish(thing):
    thing.unpublish()


def delete(thing):
    thing.delete()


@pytest.mark.parametrize("leave", [unpublish, delete])
@pytest.mark.parametrize("name", ["role", "other side", "skill", "lens", "counterpart", "phase", "lifecycle"])
def test_no_page_breaks_when_something_leaves(things, read, name, leave):
    thing = things[name]
    said = "All of it stays." if name == "counterpart" else str(thing)
    before = {address: read(address) for address in PAGES}
    assert any(page and said in page for page in before.values())

    leave(thing)

    after = {address: read(address) for address in PAGES}
    gone = {address for address in PAGES if after[address] is None}
    assert gone <= {f"roles/{thing.slug}/", f"skills/{thing.slug}/", f"lenses/{thing.slug}/"} | (
        {"roles/evaluator/"} if name == "lifecycle" else set()
    )
    assert not any(page and said in page for page in after.values())


def test_links_to_what_left_stand_as_words(things, read):
    assert '<a href="/guide/roles/evaluator/">a</a>' in read("mindset/")

    things["role"].unpublish()

    page = read("mindset/")
    assert "/guide/roles/evaluator/" not in page and 'href="/guide/skills/evals/">b</a>' in page


@pytest.mark.parametrize("name", ["role", "other side", "skill", "lens", "phase", "lifecycle"])
def test_an_older_version_can_be_opened_after_something_it_names_was_deleted(things, name):
    versions = {key: thing.save_revision() for key, thing in things.items() if key != name}

    things[name].delete()

    for key, version in versions.items():
        version.refresh_from_db()
        assert version.as_object().pk == things[key].pk


@pytest.mark.parametrize("name", ["role", "other side"])
def test_a_crossing_without_one_of_its_sides_is_kept_and_not_shown(things, read, name):
    things[name].delete()

    things["counterpart"].refresh_from_db()
    assert "deleted role" in str(things["counterpart"])
    for address in ("roles/evaluator/", "roles/tester/"):
        assert "All of it stays." not in (read(address) or "")
