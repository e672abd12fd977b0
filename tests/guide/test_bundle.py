import datetime

import pytest
from django.conf import settings

from core.bundle import Refused, check, load
from guide.models import ArticlePage, ChapterPage, GuidePage, SeriesHomePage
from tests import databases
from tests.bundles import ARTICLE, CHAPTER, HOME, SERIES, a_bundle, write


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "bundle"


@pytest.mark.django_db
def test_chapter_is_a_block_a_section_and_a_shift_where_it_has_a_pair(folder):
    load(write(a_bundle(), folder))

    chapter = ChapterPage.objects.get()
    before, shift, after = chapter.body
    assert (before.block_type, str(before.value)) == ("prose", "The words before.")
    assert (shift.block_type, shift.value["title"], str(shift.value["body"])) == (
        *("shift", "1. A draw"),
        "**Worked.** Ten runs.[^1]",
    )
    assert (shift.value["old"], shift.value["new"]) == ("Run it once.", "Run it ten times.")
    assert ([skill.slug for skill in shift.value["skills"]], list(shift.value["practice"])) == (
        *(["skill-1"], ["practice:sampling"]),
    )
    assert str(after.value).startswith("## What to keep\n\n")
    assert (chapter.reviewed_on, chapter.search_description) == (datetime.date(2026, 11, 24), "One sentence.")


@pytest.mark.django_db
def test_heading_inside_code_begins_no_section(folder):
    files = a_bundle()
    files[ARTICLE]["body"] = "Words.\n\n## One\n\n```\n## not a heading\n```\n\nMore."

    load(write(files, folder))

    assert len(ArticlePage.objects.get().body) == 2


@pytest.mark.django_db
def test_guide_has_its_sections_in_order_and_its_door(folder):
    load(write(a_bundle(), folder))

    guide = GuidePage.objects.get()
    assert [block.block_type for block in guide.body] == ["prose_section", "tools"]
    assert guide.body[1].value["items"][0]["skill"].slug == "skill-1"
    assert (guide.door_asks, guide.door_contains) == ("A rate.", ["Mindset"])
    assert SeriesHomePage.objects.get().footer_note == "Who we are."


def no_home_for_a_door(files):
    files[SERIES]["doors"][0]["slug"] = "to-nowhere"


def another_slug_than_its_folder(files):
    files[HOME]["slug"] = "from-ai"


def another_slug_than_its_file(files):
    files[CHAPTER]["slug"] = "thinking"


def a_pair_without_its_section(files):
    files[CHAPTER]["pairs"][0]["n"] = 7


def a_section_without_its_reflexes(files):
    files[CHAPTER]["body"] = "## 1. A draw\n\nJust words.[^1]"


def a_chapter_that_is_not_there(files):
    files[HOME]["chapters"].append("valueset")


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (no_home_for_a_door, "guides/to-nowhere/home.yaml:1: This file is missing."),
        (another_slug_than_its_folder, "home.yaml:1: This guide stands in the folder of “to-ai”."),
        (another_slug_than_its_file, "mindset.md:3: The slug is not the file's name."),
        (a_pair_without_its_section, r"mindset.md:\d+: No section “## 7.” opens with an old and a new reflex"),
        (a_section_without_its_reflexes, r"mindset.md:\d+: No section “## 1.” opens with an old and a new reflex"),
        (a_chapter_that_is_not_there, "guides/to-ai/valueset.md:1: This file is missing."),
    ],
)
def test_texts_that_do_not_fit_together_are_refused(folder, spoil, problem):
    files = a_bundle()
    spoil(files)

    with pytest.raises(Refused, match=problem):
        check(write(files, folder))


def test_bundle_of_the_project_loads_whole_and_a_second_time_changes_nothing(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), databases.whole():
        assert load(settings.CONTENT).unchanged == len(check(settings.CONTENT))
        assert len(ChapterPage.objects.get(slug="mindset").body) == 13
