"""The glossary in files."""

import pytest

from core import bundle
from core.bundle import Refused
from guide.models import GlossaryPage, Term
from tests.bundles import CHAPTER, a_bundle, a_source, write

FILE = "guides/to-ai/glossary.yaml"


def a_term(slug, **changes):
    return {"slug": slug, "name": slug.title(), "definition": "What it is.", "topic": "model"} | changes


def files(*terms):
    page = {"title": "Glossary", "standfirst": "Words.", "seo_description": "Words."}
    found = a_bundle() | {FILE: page | {"terms": list(terms)}}
    del found[CHAPTER]["pairs"]  # which lead to other floors
    return found


@pytest.mark.django_db
def test_the_glossary_and_its_terms_are_loaded_and_a_second_time_change_nothing(tmp_path):
    full = a_term("token", written=["tokens"], doors=["skill:skill-1", "chapter:mindset#a-draw"], sources=[a_source()])
    folder = write(files(full, a_term("agent")), tmp_path)

    bundle.load(folder)
    again = bundle.load(folder)

    page = GlossaryPage.objects.get()
    assert (page.slug, page.get_parent().slug) == ("glossary", "to-ai")
    token = Term.objects.get(slug="token")
    assert (token.glossary, token.live, token.written, token.doors[1]) == (
        page,
        True,
        ["tokens"],
        "chapter:mindset#a-draw",
    )
    assert token.sources[0].value["title"] == "A paper"
    assert not (again.made or again.changed or again.unpublished or again.left)


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"doors": ["skill:nobody"]}, "“skill:nobody” leads to nothing"),
        ({"definition": "See [it](lens:nobody)."}, "“lens:nobody” leads to nothing"),
        ({"topic": "love"}, "“love” is none of model"),
        ({"written": "token"}, "has to be a list"),
    ],
)
def test_what_is_wrong_with_a_term_is_told(tmp_path, changes, sentence):
    with pytest.raises(Refused) as refused:
        bundle.check(write(files(a_term("token", **changes)), tmp_path))

    assert sentence in str(refused.value)


def test_prose_links_to_a_term_by_name(tmp_path):
    bundle.check(write(files(a_term("token", definition="Not an [agent](term:agent)."), a_term("agent")), tmp_path))
