from copy import deepcopy
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Site

from core.bundle import Refused, check, load
from core.management.commands.load import named
from core.models import Loaded
from guide.models import ChapterPage
from roles.models import Skill
from tests.bundles import (
    ARTICLE,
    CHAPTER,
    COUNTERPARTS,
    EVERYTHING,
    HOME,
    INDEXES,
    LENSES,
    LIFECYCLES,
    ROLES,
    SERIES,
    SKILLS,
    a_bundle,
    a_skill,
    write,
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "bundle"


@pytest.mark.django_db
def test_first_load_makes_and_publishes_everything(folder):
    report = load(write(a_bundle(), folder))

    assert set(report.made) == EVERYTHING
    assert (report.changed, report.left, report.not_remade, report.unpublished) == ([], [], [], [])
    assert set(Loaded.objects.exclude(kind="order").values_list("kind", "slug")) == {
        tuple(name.split(":")) for name in EVERYTHING
    }
    chapter = ChapterPage.objects.get(slug="mindset")
    assert (chapter.live, chapter.has_unpublished_changes, chapter.revisions.count()) == (True, False, 1)
    for entries in (
        PageLogEntry.objects.filter(page=chapter.pk),
        ModelLogEntry.objects.for_instance(Skill.objects.first()),
    ):
        assert set(entries.values_list("action", flat=True)) == {"wagtail.create", "wagtail.publish"}
        assert entries.count() == 2


@pytest.mark.django_db
def test_welcome_page_that_someone_edited_stays(folder):
    welcome = Page.objects.get(depth=2)
    welcome.title = "Our own page"
    welcome.save_revision().publish()

    load(write(a_bundle(), folder))

    assert Site.objects.get().root_page == welcome


# Refusing


REFUSALS = {
    "dangling link in prose": (
        HOME,
        lambda file: file["body"][0]["prose_section"].update(body="See [it](chapter:nothing)."),
        "chapter:nothing",
        "The link “chapter:nothing” leads to nothing in the bundle.",
    ),
    "dangling link in a text": (
        ARTICLE,
        lambda file: file.update(body="Words.\n\n## A\n\nSee\n[it](role:nobody)."),
        "role:nobody",
        "The link “role:nobody” leads to nothing in the bundle.",
    ),
    "dangling target": (
        LENSES,
        lambda file: file["lenses"][0].update(close_up="article:nothing"),
        "article:nothing",
        "The link “article:nothing” leads to nothing in the bundle.",
    ),
    "link to a floor that is not there": (
        CHAPTER,
        lambda file: file["pairs"][0].update(practice=["practice:none"]),
        "practice:none",
        "The link “practice:none” leads to nothing in the bundle.",
    ),
    "link that a browser would run": (
        HOME,
        lambda file: file["hero"].update(standfirst="[x](javascript:alert)"),
        "javascript",
        "The link “javascript:alert” is neither an address nor a name.",
    ),
    "unknown reference": (
        LENSES,
        lambda file: file["lenses"][1].update(roles=["nobody"]),
        "nobody",
        "There is no role “nobody”.",
    ),
    "source that is not there": (
        ARTICLE,
        lambda file: file.update(body="Words.[^2]"),
        "[^2]",
        "[^2] points at a source that is not there; there are 1.",
    ),
    "HTML": (SKILLS, lambda file: file["skills"][0].update(summary="<b>Bold</b>"), "<b>", "“<b>” is HTML"),
    "missing key": (
        ROLES,
        lambda file: file["roles"][0].pop("tagline"),
        "slug: backend",
        "The key “tagline” is missing.",
    ),
    "unknown key": (
        SKILLS,
        lambda file: file["skills"][0].update(sumary="x"),
        "sumary",
        "No key “sumary” is known here",
    ),
    "unknown block": (
        HOME,
        lambda file: file["body"].append({"prose": "x"}),
        "prose: x",
        "No block “prose” is known here",
    ),
    "wrong type": (
        ROLES,
        lambda file: file["roles"][0].update(tagline=["x"]),
        "tagline",
        "This has to be text, and is a list.",
    ),
    "number for text": (
        SKILLS,
        lambda file: file["skills"][0].update(name=12),
        "name: 12",
        "This has to be text, and is a number: put it in quotes.",
    ),
    "no list": (
        ROLES,
        lambda file: file["roles"][0].update(owns="The work"),
        "owns",
        "This has to be a list, and is text.",
    ),
    "wrong word": (
        SKILLS,
        lambda file: file["skills"][0].update(kind="old"),
        "kind: old",
        "“old” is none of carries-over",
    ),
    "too long": (
        SKILLS,
        lambda file: file["skills"][0].update(name="x" * 81),
        "xxx",
        "This is 81 characters long; 80 fit.",
    ),
    "empty": (SKILLS, lambda file: file["skills"][0].update(evidence=""), "evidence: ''", "This is empty."),
    "no date": (SERIES, lambda file: file.update(updated="soon"), "soon", "“soon” is no date"),
    "no address": (
        ARTICLE,
        lambda file: file["sources"][0].update(url="arxiv"),
        "url: arxiv",
        "“arxiv” is no web address.",
    ),
    "slug twice": (
        SKILLS,
        lambda file: file["skills"].append(a_skill("skill-8")),
        "slug: skill-8",
        "The skill “skill-8” is there 2 times.",
    ),
    "no slug": (SKILLS, lambda file: file["skills"][7].update(slug="skill 8"), "skill 8", "“skill 8” is no slug"),
}


@pytest.mark.parametrize(("file", "spoil", "line", "sentence"), REFUSALS.values(), ids=REFUSALS)
def test_wrong_bundle_is_refused_with_file_and_line(folder, file, spoil, line, sentence):
    files = a_bundle()
    spoil(files[file])
    write(files, folder)

    with pytest.raises(Refused) as refused:
        check(folder)

    problems = [problem for problem in refused.value.problems if problem.sentence.startswith(sentence)]
    assert [problem.file for problem in problems] == [file] * len(problems) and problems, refused.value
    text = (folder / file).read_text().splitlines()
    assert all(line in text[problem.line - 1] for problem in problems), refused.value
    assert str(problems[0]).startswith(f"{file}:{problems[0].line}: {sentence}")


@pytest.mark.parametrize(
    ("text", "line"),
    [("skills: [", 1), ("skills:\n  - slug: a\n bad: b\n", 3), ("", 1), ("skills: !!python/name:os.system x", 1)],
)
def test_file_that_is_no_yaml_is_refused_at_its_line(folder, text, line):
    write(a_bundle(), folder)
    (folder / SKILLS).write_text(text)

    with pytest.raises(Refused) as refused:
        check(folder)

    assert [problem.line for problem in refused.value.problems if "not YAML" in problem.sentence] == [line]


def test_key_that_stands_twice_is_refused(folder):
    write(a_bundle(), folder)
    text = (folder / SKILLS).read_text()
    (folder / SKILLS).write_text(text.replace("  name: Skill-1\n", "  name: Skill-1\n  name: Other\n"))

    with pytest.raises(Refused, match="The key “name” stands here twice") as refused:
        check(folder)

    assert refused.value.problems[0].line == text.splitlines().index("  name: Skill-1") + 2


def test_bytes_that_are_no_text_are_refused(folder):
    write(a_bundle(), folder)
    (folder / ARTICLE).write_bytes(b"---\ntitle: x\n---\n\xff")

    with pytest.raises(Refused, match="articles/costs.md:4: This is not UTF-8 text"):
        check(folder)


@pytest.mark.parametrize(
    "file", [SERIES, HOME, INDEXES, LIFECYCLES, SKILLS, ROLES, COUNTERPARTS, LENSES, CHAPTER, ARTICLE]
)
def test_half_a_bundle_is_refused(folder, file):
    write(a_bundle(), folder)
    (folder / file).unlink()

    with pytest.raises(Refused, match=f"{file}:1: This file is missing."):
        check(folder)


def test_text_that_nothing_names_is_refused(folder):
    files = a_bundle()
    files["guides/to-ai/extra.md"] = deepcopy(files[ARTICLE])

    with pytest.raises(Refused, match="extra.md:1: The guide's home.yaml names no such text"):
        check(write(files, folder))


@st.composite
def spoiled(draw):
    """The small bundle with one value, anywhere in it, lost or put in the place of another."""
    files = a_bundle()
    file = draw(st.sampled_from(sorted(files)))
    holder, key = files, file
    while isinstance(holder[key], dict | list) and holder[key] and draw(st.integers(0, 5)):
        holder = holder[key]
        key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
    junk = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(max_size=9), st.just([]), st.just({}),
        st.just([[]]), st.just({"x": 1}), st.just("practice:x#y"), st.just("[a](b:c)[^9]"), st.just("x" * 999),
    )  # fmt: skip
    if holder is not files and draw(st.booleans()):
        del holder[key]
    elif holder is not files and key != "body":
        holder[key] = draw(junk)
    return files


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=spoiled())
def test_whatever_is_wrong_is_said_at_a_place(tmp_path_factory, files):
    folder = write(files, tmp_path_factory.mktemp("bundle"))
    try:
        check(folder)
    except Refused as refused:
        for problem in refused.problems:
            path = folder / problem.file
            assert not path.exists() or 1 <= problem.line <= max(1, len(path.read_text().splitlines())), problem


# The command


@pytest.mark.django_db
def test_command_says_what_it_did(folder, capsys):
    write(a_bundle(), folder)

    call_command("load", folder)
    call_command("load", folder)

    said = capsys.readouterr().out
    assert f"{len(EVERYTHING)} made: 1 series, " in said
    assert said.endswith(f"{len(EVERYTHING)} unchanged\n")


@pytest.mark.django_db
def test_command_takes_by_name_and_refuses_a_name_it_does_not_know(folder):
    write(a_bundle(), folder)

    with pytest.raises(CommandError, match="--take: The bundle has no skill:nothing"):
        call_command("load", folder, take=["skill:nothing"])


def test_command_checks_without_a_database(folder, capsys):
    call_command("load", write(a_bundle(), folder), check=True)

    assert f"{len(EVERYTHING)} things" in capsys.readouterr().out


def test_command_lists_every_problem(folder):
    files = a_bundle()
    files[SKILLS]["skills"][0]["kind"] = "old"
    files[LENSES]["lenses"][0]["roles"] = ["nobody"]

    with pytest.raises(CommandError, match="Nothing was loaded: 2 problems"):
        call_command("load", write(files, folder), check=True)


def test_folder_that_is_not_there_is_refused():
    with pytest.raises(Refused, match="guides/series.yaml:1: This file is missing."):
        check(Path("/nowhere"))


def test_a_long_report_counts_kinds_and_a_short_one_names_things():
    few = ["role:one", "skill:two"]
    many = [*few, *(f"skill:{n}" for n in range(30))]

    assert named(few) == "role:one, skill:two"
    assert named(many) == "1 role, 31 skill"
