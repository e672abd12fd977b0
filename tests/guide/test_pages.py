"""What a signed-out reader sees of the series home, a guide, its chapters and its close-ups."""

from datetime import date

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from guide.blocks import SECTION_BLOCKS
from guide.models import ChapterPage, GuidePage, SeriesHomePage
from tests.factories.guide import ArticleFactory, ArticlesFactory, ChapterFactory, GuideFactory
from tests.factories.roles import ExplorerFactory, LensesPageFactory, LensFactory, SkillFactory, SkillsPageFactory

HOSTILE = "<script>alert(1)</script>\"'&"


def words(found):
    return " ".join(found.get_text(" ").split())


def links(found):
    return {a.get_text(" ", strip=True): a["href"] for a in found.find_all("a", href=True)}


def with_sections(guide, *sections):
    guide.body = [{"type": name, "value": value} for name, value in sections]
    guide.save_revision().publish()


def a_shift(**more):
    shift = {"title": "1. Draws", "old": "Once.", "new": "Ten times.", "body": "**Worked.** See.[^1]", **more}
    return {"type": "shift", "value": shift}


SOURCES = [("source", {"title": "A paper", "publisher": "arXiv", "year": 2024, "url": "https://arxiv.org/"})]


def test_a_page_has_one_address_whatever_was_asked(guide, client):
    with override_settings(SITE_URL="https://next.example"):
        page = client.get("/guide/?utm=1").content.decode()

    assert '<link rel="canonical" href="https://next.example/guide/">' in page


def test_a_page_describes_itself_for_search_and_sharing(guide, read):
    ChapterFactory(parent=guide, slug="one", title="Mindset", seo_title="The mindset", search_description="About it.")

    page = read("/guide/one/")

    assert page.title.string == "The mindset · Next Layer"
    assert page.find("meta", {"name": "description"})["content"] == "About it."
    assert page.find("meta", {"property": "og:image"})["content"].endswith("share.png")
    assert page.find("meta", {"property": "og:type"})["content"] == "article"


def test_a_chapter_without_a_description_is_described_by_its_summary(guide, read):
    ChapterFactory(parent=guide, slug="one", summary="In a sentence.")

    assert read("/guide/one/").find("meta", {"name": "description"})["content"] == "In a sentence."


def test_a_signed_out_reader_gets_no_cookie_no_bar_and_nothing_inline(guide, client):
    response = client.get("/guide/")

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    page = response.content.decode()
    assert "wagtail-userbar" not in page
    assert " style=" not in page
    assert "<style" not in page


def test_a_signed_in_editor_gets_the_bar(guide, admin_client):
    assert "wagtail-userbar" in admin_client.get("/guide/").content.decode()


def test_the_foot_has_the_words_of_the_series_home_and_no_closed_door(guide, read):
    SeriesHomePage.objects.update(footer_note="Who **we** are.")
    ChapterFactory(parent=guide, slug="one", title="Mindset")
    ChapterFactory(parent=guide, slug="two", title="Draft", live=False)

    foot = read().find("footer")

    assert "Who we are." in words(foot)
    assert links(foot)["Mindset"] == "/guide/one/"
    assert "Draft" not in words(foot)
    assert "privacy" not in words(foot).lower()


def test_crumbs_lead_to_the_guide_and_name_the_page(guide, read):
    ArticleFactory(parent=ArticlesFactory(parent=guide), slug="one", title="AI is not free")

    crumbs = read("/guide/articles/one/").find(class_="crumbs")

    assert links(crumbs) == {"The guide": "/guide/", "Close-ups": "/guide/articles/"}
    assert crumbs.find(attrs={"aria-current": "page"}).string == "AI is not free"


def test_hostile_words_are_words(guide, client):
    guide.title = HOSTILE
    guide.eyebrow = guide.kicker = guide.caption = guide.drawing_in_words = HOSTILE
    guide.standfirst = HOSTILE
    guide.meta = [HOSTILE]
    guide.save()
    ChapterFactory(
        parent=guide,
        slug="one",
        title=HOSTILE,
        heading=HOSTILE,
        summary=HOSTILE,
        gives=HOSTILE,
        body=[
            {"type": "prose", "value": f"## {HOSTILE}\n\n{HOSTILE}"},
            a_shift(title=HOSTILE, old=HOSTILE, new=HOSTILE),
        ],
        sources=[("source", {"title": HOSTILE})],
    )
    with_sections(guide, ("contents", {"title": HOSTILE}))

    for address in ("/guide/", "/guide/one/", "/"):
        assert "<script>alert" not in client.get(address).content.decode()


@pytest.mark.parametrize(("name", "block"), SECTION_BLOCKS, ids=[name for name, _ in SECTION_BLOCKS])
def test_a_section_may_stand_alone_with_only_what_it_needs(guide, read, name, block):
    with_sections(guide, (name, block.meta.preview_value))

    main = read().find("main")

    assert main.find("h1").string == "The guide"
    for empty in main.find_all(["p", "h2", "h3", "ul", "ol", "dl", "dd", "li"]):
        assert words(empty), f"nothing in {empty}"


@pytest.mark.parametrize(("name", "block"), SECTION_BLOCKS, ids=[name for name, _ in SECTION_BLOCKS])
def test_a_section_may_stand_twice_without_two_things_of_one_name(guide, read, name, block):
    with_sections(guide, (name, block.meta.preview_value), (name, block.meta.preview_value))

    ids = [found["id"] for found in read().find_all(id=True)]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", [*(name for name, _ in SECTION_BLOCKS), "shift"])
def test_a_block_is_previewed_in_the_look_of_the_site(guide, admin_client, name):
    field = ChapterPage.body if name == "shift" else GuidePage.body
    block = field.field.stream_block.child_blocks[name]

    preview = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert preview.status_code == 200
    assert "css/site.css" in preview.content.decode()


def test_an_eyebrow_is_left_out_whole(guide, read):
    with_sections(guide, ("prose_section", {"title": "A title", "body": "A word."}))

    assert read().find(class_="sheet").find(class_="eyebrow") is None


def test_contents_list_every_live_text_with_minutes_and_what_it_gives(guide, read):
    ChapterFactory(parent=guide, slug="one", title="Mindset", gives="Ten reflexes.", body=[("prose", "word " * 714)])
    ChapterFactory(parent=guide, slug="two", title="Draft", live=False)
    ArticleFactory(parent=ArticlesFactory(parent=guide), slug="three", title="AI is not free", summary="The bill.")
    with_sections(guide, ("contents", {"title": "What to read"}))

    rows = [words(row) for row in read().find_all(class_="contents__one")]

    assert rows == ["Mindset 3 min Ten reflexes.", "AI is not free 1 min The bill."]


def test_what_leads_to_a_closed_door_is_not_drawn(guide, read):
    way = {"eyebrow": "Map", "pitch": "Words.", "action": "Go"}
    with_sections(
        guide,
        (
            "ways",
            {
                "title": "Ways in",
                "items": [
                    {**way, "figure": "explorer", "title": "The map", "target": "explorer:"},
                    {**way, "figure": "route", "title": "The route", "target": "route:"},
                ],
            },
        ),
        ("shelf", {"title": "Shelf", "items": [{**way, "title": "A book", "target": "cookbook:a-book"}]}),
        ("companion", {"title": "Companion", "body": "Words.", "action": "Enter", "target": "practice:"}),
    )
    before = words(read().find("main"))
    ExplorerFactory(parent=guide)

    after = words(read().find("main"))

    assert not any(title in before for title in ("Ways in", "The map", "The route", "Shelf", "Companion"))
    assert "Ways in" in after
    assert "The map" in after
    assert not any(title in after for title in ("The route", "Shelf", "Companion"))


def test_a_link_to_nothing_live_leaves_its_words(guide, read):
    with_sections(
        guide, ("prose_section", {"title": "T", "body": "Read [the mindset](chapter:one) and [more](quiz:)."})
    )
    ChapterFactory(parent=guide, slug="one")

    prose = read().find(class_="prose")

    assert links(prose) == {"the mindset": "/guide/one/"}
    assert words(prose) == "Read the mindset and more."


def test_tools_lead_to_their_skills_while_those_are_live(guide, read):
    SkillsPageFactory(parent=guide)
    skill = SkillFactory(slug="evals")
    tool = {"name": "Evals", "what": "Cases.", "when": "Early.", "skill": skill.pk}
    with_sections(guide, ("tools", {"title": "Tools", "items": [tool]}))
    assert links(read().find(class_="tools")) == {"Evals": "/guide/skills/evals/"}

    skill.unpublish()
    assert links(read().find(class_="tools")) == {}

    skill.delete()
    assert "Evals" in words(read().find(class_="tools"))


@pytest.mark.parametrize(("many", "queries"), ((1, 14), (10, 14)))  # 7 of them ours
def test_a_guide_costs_the_same_however_much_it_holds(guide, client, django_assert_num_queries, many, queries):
    LensesPageFactory(parent=guide)
    SkillsPageFactory(parent=guide)
    ExplorerFactory(parent=guide)
    ArticleFactory.create_batch(many, parent=ArticlesFactory(parent=guide))
    ChapterFactory.create_batch(many, parent=guide)
    LensFactory.create_batch(many)
    tool = {"name": "T", "what": "W.", "when": "W.", "chapter": f"chapter:{guide.get_children()[0].slug}#a-section"}
    tools = [{**tool, "skill": skill.pk} for skill in SkillFactory.create_batch(many)]
    sections = [("contents", {"title": "C"}), ("lenses", {"title": "L"}), ("tools", {"title": "T", "items": tools})]
    with_sections(guide, *sections * many)
    client.get("/guide/")

    with django_assert_num_queries(queries):
        client.get("/guide/")


def test_every_live_guide_has_a_door(guide, read):
    home = guide.get_parent()
    GuideFactory(parent=home, slug="second", door_title="The manager", door_asks="Patience.")
    GuideFactory(parent=home, slug="third", door_title="Draft", live=False)

    main = read("/").find("main")

    assert links(main)["The manager"] == "/second/"
    assert "Patience." in words(main)
    assert "Draft" not in words(main)


def test_without_a_guide_there_are_no_doors(guide, read):
    guide.unpublish()

    main = read("/").find("main")

    assert main.find("h1").string == "Next Layer"
    assert "The doors" not in words(main)


def test_a_chapter_says_where_it_stands_how_long_it_is_and_when_it_was_reviewed(guide, read):
    ChapterFactory(parent=guide)
    ChapterFactory(
        parent=guide,
        slug="two",
        title="Valueset",
        heading="What to hold to",
        reviewed_on=date(2026, 11, 24),
        body=[("prose", "word " * 476)],
        sources=SOURCES,
        changes=[("change", {"date": date(2026, 11, 20), "what": "New figures."})],
    )

    page = read("/guide/two/")

    assert words(page.find(class_="chapter__head")) == (
        "// Chapter 2: Valueset What to hold to A sentence. 2 minutes Reviewed 24 November 2026 What changed 1 source "
        "Print with everything open"
    )
    assert "20 November 2026 New figures." in words(page.find(class_="changes"))


def test_a_chapter_without_the_rest_has_no_holes(guide, read):
    ChapterFactory(parent=guide, slug="one", title="Mindset", body=[("prose", "Text.")])

    page = read("/guide/one/")

    assert page.find("h1").string == "Mindset"
    assert (
        words(page.find(class_="chapter__head"))
        == "// Chapter 1 Mindset A sentence. 1 minute Print with everything open"
    )
    for part in ("chapter__toc", "sources", "changes", "sides", "leads"):
        assert page.find(class_=part) is None


def test_minutes_follow_the_text(guide):
    chapter = ChapterFactory(parent=guide, body=[("prose", "word " * 238)])
    chapter.body = [("prose", "word " * 2380)]

    chapter.save_revision().publish()

    assert ChapterPage.objects.get().minutes == 10


def test_every_line_of_the_contents_leads_to_its_heading(guide, read):
    headings = ["## Don’t guess", "## **Bold** `code`", "## Twins", "## Twins", "## 🚀", "## 3. Sources"]
    body = [{"type": "prose", "value": f"{heading}\n\nText."} for heading in headings]
    ChapterFactory(parent=guide, slug="one", body=[*body, a_shift()], sources=SOURCES)

    page = read("/guide/one/")

    anchors = [a["href"].removeprefix("#") for a in page.find(class_="chapter__toc").find_all("a")]
    assert len(anchors) == len(set(anchors)) == 8
    assert all(page.find(id=anchor).name == "h2" for anchor in anchors)
    ids = [found["id"] for found in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_source_stands_beside_its_section_and_leads_back(guide, read):
    ChapterFactory(
        parent=guide,
        slug="one",
        body=[{"type": "prose", "value": "## First\n\nNothing."}, a_shift()],
        sources=[*SOURCES, ("source", {"title": "Never cited"})],
    )

    page = read("/guide/one/")

    first, second, *_ = page.find_all(class_="part")
    assert first.find(class_="side") is None
    assert words(second.find(class_="side")) == "1 A paper . arXiv, 2024."
    assert page.find(id="ref-1")["href"] == "#source-1"
    assert page.find(id="source-1").find(class_="sources__back")["href"] == "#ref-1"
    assert page.find(id="source-2").find(class_="sources__back") is None


def test_a_source_leads_back_to_each_of_its_references(guide, read):
    ChapterFactory(
        parent=guide,
        slug="one",
        body=[{"type": "prose", "value": "## Ref 1\n\nSee.[^1]\n\nAgain.[^1]"}, a_shift(old="Once.[^1]")],
        sources=SOURCES,
    )

    page = read("/guide/one/")

    back = page.find(id="source-1").find_all(class_="sources__back")
    assert [link["aria-label"][-6:] for link in back] == ["1 of 3", "2 of 3", "3 of 3"]
    assert [page.find(id=link["href"][1:]).string for link in back] == ["1", "1", "1"]


def test_a_shift_leads_to_what_is_live_and_survives_what_is_gone(guide, read):
    SkillsPageFactory(parent=guide)
    LensesPageFactory(parent=guide)
    kept, gone, lens = SkillFactory(name="Evals", slug="evals"), SkillFactory(), LensFactory(name="Finance")
    shift = a_shift(skills=[kept.pk, gone.pk], lenses=[lens.pk], practice=["practice:tokens"])
    ChapterFactory(parent=guide, slug="one", body=[shift])
    gone.delete()
    lens.unpublish()

    page = read("/guide/one/")

    assert words(page.find(class_="leads")) == "Trains Evals"
    assert links(page.find(class_="leads")) == {"Evals": "/guide/skills/evals/"}

    kept.delete()
    assert read("/guide/one/").find(class_="leads") is None


def test_before_and_after_skip_what_is_not_live(guide, read):
    for slug, live in (("one", True), ("two", False), ("three", True), ("four", True)):
        ChapterFactory(parent=guide, slug=slug, title=slug.title(), live=live)

    assert links(read("/guide/one/").find(class_="turn")) == {
        "// before The guide": "/guide/",
        "// after Three": "/guide/three/",
    }
    assert links(read("/guide/three/").find(class_="turn")) == {
        "// before One": "/guide/one/",
        "// after Four": "/guide/four/",
    }
    assert links(read("/guide/four/").find(class_="turn")) == {
        "// before Three": "/guide/three/",
        "// all of it The guide": "/guide/",
    }


@pytest.mark.parametrize(("many", "queries"), ((1, 16), (10, 16)))  # 7 of them ours
def test_a_chapter_costs_the_same_however_much_it_holds(guide, client, django_assert_num_queries, many, queries):
    SkillsPageFactory(parent=guide)
    LensesPageFactory(parent=guide)
    ChapterFactory.create_batch(many, parent=guide)
    body = [a_shift(skills=[SkillFactory().pk], lenses=[LensFactory().pk]) for _ in range(many)]
    ChapterFactory(parent=guide, slug="one", body=body, sources=SOURCES * many)
    client.get("/guide/one/")

    with django_assert_num_queries(queries):
        client.get("/guide/one/")


def test_a_preview_shows_the_draft_with_its_minutes(guide):
    chapter = ChapterFactory(parent=guide, body=[("prose", "Short.")])
    chapter.body = [("prose", "word " * 476)]
    chapter.full_clean()

    response = chapter.make_preview_request(preview_mode="")

    response.render()
    assert "2 minutes" in response.content.decode()


def test_close_ups_are_listed_and_are_not_numbered(guide, read):
    home = ArticlesFactory(parent=guide)
    ArticleFactory(parent=home, slug="one", title="AI is not free", heading="The bill")
    ArticleFactory(parent=home, slug="two", title="Draft", live=False)

    assert links(read("/guide/articles/").find(class_="articles__list")) == {"AI is not free": "/guide/articles/one/"}
    assert words(read("/guide/articles/one/").find(class_="eyebrow")) == "// Close-up: AI is not free"


def test_an_empty_list_of_close_ups_says_so(guide, read):
    ArticlesFactory(parent=guide)

    assert "None is published yet" in words(read("/guide/articles/").find("main"))


def test_the_sitemap_has_every_live_page_with_the_day_it_changed(guide, client):
    chapter = ChapterFactory(parent=guide, slug="one")
    chapter.save_revision().publish()
    ChapterFactory(parent=guide, slug="two", live=False)

    sitemap = client.get("/sitemap.xml").content.decode()

    chapter.refresh_from_db()
    there = f"<loc>{settings.SITE_URL}/guide/one/</loc>"  # where the page itself says that it is
    assert f"{there}<lastmod>{chapter.last_published_at:%Y-%m-%d}</lastmod>" in sitemap
    assert "/guide/two/" not in sitemap


def test_a_new_slug_leaves_a_redirect(guide, client, django_capture_on_commit_callbacks):
    chapter = ChapterFactory(parent=guide, slug="one")

    with django_capture_on_commit_callbacks(execute=True):
        chapter.slug = "better"
        chapter.save_revision().publish()

    response = client.get("/guide/one/")
    assert (response.status_code, response["Location"]) == (301, "/guide/better/")
    assert Redirect.objects.count() == 1


def test_a_move_leaves_a_redirect(guide, client, django_capture_on_commit_callbacks):
    chapter = ChapterFactory(parent=guide, slug="one")
    other = GuideFactory(parent=guide.get_parent(), slug="other")

    with django_capture_on_commit_callbacks(execute=True):
        chapter.move(other, pos="last-child")

    response = client.get("/guide/one/")
    assert (response.status_code, response["Location"]) == (301, "/other/one/")
