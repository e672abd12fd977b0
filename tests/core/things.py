"""The least of each page and snippet that a test of the ground needs: only what the test names is given."""

from typing import Any

from wagtail.models import Page, Site

from guide.models import ChapterPage, GuidePage, SeriesHomePage
from roles.models import Skill


def a_series() -> SeriesHomePage:
    """The series home, where the site begins."""
    home = SeriesHomePage(
        title="Series", slug="series", eyebrow=".", standfirst=".", doors_title="Doors", footer_note="Who we are."
    )
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    Site.clear_site_root_paths_cache()
    return home


def a_guide(series: SeriesHomePage, slug: str) -> GuidePage:
    door = dict.fromkeys(["from_to", "title", "edition", "pitch", "asks", "action"], ".")
    words = {f"door_{name}": value for name, value in door.items()}
    return series.add_child(
        instance=GuidePage(title=slug.title(), slug=slug, eyebrow=".", standfirst=".", door_contains=["."], **words)
    )


def a_chapter(guide: GuidePage, slug: str, text: str = "Words.", **fields: Any) -> ChapterPage:
    body = [("prose", text)]
    return guide.add_child(instance=ChapterPage(title=slug.title(), slug=slug, summary=".", body=body, **fields))


def a_skill(slug: str, **fields: Any) -> Skill:
    return Skill.objects.create(**{"slug": slug, "name": slug.title(), "kind": "deepens", "summary": ".", **fields})
