from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision, Site
from wagtail.search.backends import get_search_backend

from core.bundle import Refused, Report, load
from core.models import Loaded, Stamp
from guide.models import ArticlePage, ChapterPage, SeriesHomePage
from roles.models import Lens, Role, Skill
from tests.bundles import CHAPTER, EVERYTHING, HOME, LENSES, ROLES, SKILLS, a_bundle, a_skill, write


@contextmanager
def undone():
    """Whatever is written inside is as if it had never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker, tmp_path_factory):
    """The small bundle, loaded once for all tests of this module."""
    with django_db_blocker.unblock(), undone():
        load(write(a_bundle(), tmp_path_factory.mktemp("loaded")))
        yield


@pytest.fixture(autouse=True)
def loaded(once, django_db_blocker):
    """The small bundle, loaded; what the test writes is undone."""
    with django_db_blocker.unblock(), undone():
        yield


@pytest.fixture
def folder(tmp_path):
    return write(a_bundle(), tmp_path / "bundle")


def edit(thing):
    """What an editor's save and publish does."""
    if isinstance(thing, Page):
        thing.title = "An editor's title"
    else:
        thing.name = "An editor's name"
    thing.save_revision().publish()


def draft(thing):
    """What an editor's saving of a draft does."""
    if isinstance(thing, Page):
        thing.title = "A draft"
    else:
        thing.name = "A draft"
    thing.save_revision()


def counts():
    """What a load that does nothing leaves as it is."""
    models = (Loaded, Revision, Page, Skill, Role, PageLogEntry)
    return [list(Stamp.objects.values_list("value"))] + [model.objects.count() for model in models]


def words_of(thing):
    return thing.title if isinstance(thing, Page) else thing.name


def test_pages_stand_in_the_order_of_the_files():
    guide = Page.objects.get(slug="to-ai")

    assert [page.slug for page in guide.get_children()] == ["mindset", "articles", "roles", "skills", "lenses"]


def test_site_opens_with_the_series_and_the_welcome_page_is_gone():
    assert Site.objects.get().root_page.specific == SeriesHomePage.objects.get()
    assert Page.objects.filter(depth=2).count() == 1


def test_reports_and_search_know_what_was_loaded():
    article = ArticlePage.objects.get(slug="costs")
    linking = {reference.object_id for reference in ReferenceIndex.get_references_to(article)}

    assert linking == {str(ChapterPage.objects.get().pk), str(Lens.objects.get(slug="finops").pk)}
    assert list(get_search_backend().search("bill", ArticlePage)) == [article]


# Loading again


def test_second_load_changes_nothing(folder):
    before = counts()

    report = load(folder)

    assert report == Report(unchanged=len(EVERYTHING))
    assert counts() == before


def test_what_changed_in_the_files_is_published_as_a_new_revision(folder):
    files = a_bundle()
    files[ROLES]["roles"][1]["skills"][0] = {"skill": "skill-6", "why": "It is new."}

    report = load(write(files, folder))

    assert report == Report(changed=["role:ai-engineer"], unchanged=len(EVERYTHING) - 1)
    role = Role.objects.get(slug="ai-engineer")
    assert [row.skill.slug for row in role.skills.all()] == ["skill-6", "skill-2", "skill-3", "skill-4", "skill-5"]
    assert role.revisions.count() == 2


ACTS = {"none": None, "edit": edit, "draft": draft, "unpublish": lambda thing: thing.unpublish(), "delete": "delete"}
FREE = {
    "skill:skill-6": (Skill, "skill-6", lambda files: files[SKILLS]["skills"], "name"),
    "skill:skill-7": (Skill, "skill-7", lambda files: files[SKILLS]["skills"], "name"),
    "skill:skill-8": (Skill, "skill-8", lambda files: files[SKILLS]["skills"], "name"),
    "lens:users": (Lens, "users", lambda files: files[LENSES]["lenses"], "name"),
}


def stories():
    """For each of a few things that nothing depends on: what an editor did, and what became of it in the files."""
    one = st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(["same", "changed", "gone"]))
    return st.fixed_dictionaries(dict.fromkeys([*FREE, "chapter:to-ai/mindset"], one))


def told(files, story):
    """The files as the story has them."""
    for name, (_, after) in story.items():
        if name == "chapter:to-ai/mindset":
            if after == "changed":
                files[CHAPTER]["title"] = "From the files"
            elif after == "gone":
                del files[CHAPTER]
                files[HOME]["chapters"] = []
                for role in files[ROLES]["roles"]:
                    role["day"] = "A day.[^1]"
            continue
        _, slug, entries, field = FREE[name]
        entry = next(entry for entry in entries(files) if entry["slug"] == slug)
        if after == "changed":
            entry[field] = "From the files"
        elif after == "gone":
            entries(files).remove(entry)
    return files


def thing_of(name):
    model, slug = FREE[name][:2] if name in FREE else (ChapterPage, "mindset")
    return model.objects.filter(slug=slug).first()


def expected(story):
    """The report that a story should have, by name."""
    outcome = {}
    for name, (act, after) in story.items():
        if act == "delete":
            outcome[name] = None if after == "gone" else "not_remade"
        elif act != "none":
            outcome[name] = "left"
        else:
            outcome[name] = {"same": None, "changed": "changed", "gone": "unpublished"}[after]
    return outcome


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories())
def test_load_never_goes_over_an_editors_work(folder, story):
    with undone():
        words = {}
        for name, (act, _) in story.items():
            thing = thing_of(name)
            if act == "delete":
                thing.delete()
            elif act != "none":
                ACTS[act](thing)
            words[name] = words_of(thing)

        report = load(write(told(a_bundle(), story), folder))

        groups = ("made", "changed", "unpublished", "left", "not_remade")
        found = {name: group for group in groups for name in getattr(report, group)}
        assert {name: found.get(name) for name in story} == expected(story)
        for name, (act, after) in story.items():
            thing = thing_of(name)
            if act == "delete":
                assert thing is None
            elif act == "none":
                assert thing.live == (after != "gone")
                assert words_of(thing) == ("From the files" if after == "changed" else words[name])
            else:
                assert words_of(thing.get_latest_revision_as_object()) == words[name]
                assert thing.live == (act != "unpublish")

        before = counts()
        again = load(folder)
        assert (again.made, again.changed, again.unpublished) == ([], [], [])
        assert (again.left, again.not_remade) == (report.left, report.not_remade)
        assert counts() == before


def test_edit_that_the_files_follow_is_no_edit_any_more(folder):
    skill = Skill.objects.get(slug="skill-6")
    edit(skill)
    files = a_bundle()
    files[SKILLS]["skills"][5]["name"] = "An editor's name"

    assert load(write(files, folder)) == Report(unchanged=len(EVERYTHING))

    files[SKILLS]["skills"][5]["name"] = "From the files"
    assert load(write(files, folder)).changed == ["skill:skill-6"]


def test_take_goes_over_an_edit_and_a_deletion(folder):
    edit(Skill.objects.get(slug="skill-6"))
    ArticlePage.objects.get().delete()

    report = load(folder, ["skill:skill-6", "article:to-ai/articles/costs"])

    assert (report.changed, report.made) == (["skill:skill-6"], ["article:to-ai/articles/costs"])
    assert Skill.objects.get(slug="skill-6").name == "Skill-6"
    assert ArticlePage.objects.get().live


def test_what_named_a_deleted_thing_does_without_until_it_is_taken_back(folder):
    Skill.objects.get(slug="skill-1").delete()

    assert load(folder).not_remade == ["skill:skill-1"]
    assert load(folder) == Report(not_remade=["skill:skill-1"], unchanged=len(EVERYTHING) - 1)

    report = load(folder, ["skill:skill-1"])
    assert report.made == ["skill:skill-1"]
    assert set(report.changed) == {"role:backend-engineer", "role:ai-engineer", "guide:to-ai", "chapter:to-ai/mindset"}
    assert next(row.skill.slug for row in Role.objects.get(slug="ai-engineer").skills.all()) == "skill-1"


def test_below_a_deleted_page_nothing_is_made(folder):
    Page.objects.get(slug="articles").delete()

    report = load(folder)

    assert set(report.not_remade) == {"articles:to-ai/articles", "article:to-ai/articles/costs"}


def test_renamed_and_moved_page_is_still_known(folder):
    chapter = ChapterPage.objects.get()
    chapter.slug = "thinking"
    chapter.save_revision().publish()

    report = load(folder)

    assert report.left == ["chapter:to-ai/mindset"]
    assert ChapterPage.objects.get().slug == "thinking"


def test_locked_thing_is_left(folder):
    Skill.objects.filter(slug="skill-6").update(locked=True)
    files = a_bundle()
    files[SKILLS]["skills"][5]["name"] = "From the files"

    assert load(write(files, folder)).left == ["skill:skill-6"]


def test_thing_made_by_an_editor_under_the_same_name_is_left_until_taken(folder):
    Skill(slug="skill-9", name="Mine", kind="deepens", summary="s", evidence="e", learn_by="l").save()
    ChapterPage.objects.get().delete()
    Loaded.objects.filter(slug="to-ai/mindset").delete()
    Page.objects.get(slug="to-ai").add_child(instance=ChapterPage(title="Mine", slug="mindset", summary="s", body=[]))
    files = a_bundle()
    files[SKILLS]["skills"].append(a_skill("skill-9"))

    report = load(write(files, folder))

    assert set(report.left) == {"skill:skill-9", "chapter:to-ai/mindset"}
    assert load(folder, report.left).changed == ["skill:skill-9", "chapter:to-ai/mindset"][::-1]
    assert (Skill.objects.get(slug="skill-9").name, ChapterPage.objects.get().title) == ("Skill-9", "Mindset")


def test_what_comes_back_to_the_files_is_published_again(folder):
    files = a_bundle()
    del files[SKILLS]["skills"][5]
    assert load(write(files, folder)).unpublished == ["skill:skill-6"]
    assert load(folder).unpublished == []

    report = load(write(a_bundle(), folder))

    assert report.changed == ["skill:skill-6"]
    assert Skill.objects.get(slug="skill-6").live


def test_order_follows_the_files_until_an_editor_drags(folder):
    files = a_bundle()
    files[SKILLS]["skills"].insert(1, a_skill("first"))
    load(write(files, folder))
    assert list(Skill.objects.values_list("slug", flat=True))[:3] == ["skill-1", "first", "skill-2"]

    files[SKILLS]["skills"].reverse()
    assert load(write(files, folder)).changed == ["order:skill"]
    assert Skill.objects.first().slug == "skill-8"

    Skill.objects.filter(slug="first").update(sort_order=99)
    files[SKILLS]["skills"].reverse()
    assert load(write(files, folder)).changed == []
    assert Skill.objects.last().slug == "first"


def test_revision_older_than_a_drag_keeps_the_place():
    skill = Skill.objects.get(slug="skill-1")
    Skill.objects.filter(pk=skill.pk).update(sort_order=7)

    skill.get_latest_revision().publish()

    assert Skill.objects.get(pk=skill.pk).sort_order == 7


def test_refused_bundle_leaves_the_site_as_it_was(folder):
    before = counts()
    files = a_bundle()
    files[SKILLS]["skills"][5]["name"] = "From the files"
    files[LENSES]["lenses"][0]["roles"] = ["nobody"]

    with pytest.raises(Refused):
        load(write(files, folder))

    assert counts() == before


def test_failure_in_the_middle_leaves_the_site_as_it_was(folder, monkeypatch):
    before = counts()
    monkeypatch.setattr(Role, "clean", lambda role: 1 / 0)
    files = a_bundle()
    files[SKILLS]["skills"][5]["name"] = "From the files"
    files[ROLES]["roles"][0]["tagline"] = "From the files"

    with pytest.raises(ZeroDivisionError):
        load(write(files, folder))

    assert counts() == before
