"""The AI Field Kit as a reader uses it: parts taken away, prompts rewritten, and nothing of a prompt mended."""

from html import unescape
from types import SimpleNamespace

import pytest
from wagtail.models import Site

from tests.factories.cookbooks import ShelfPageFactory
from tests.factories.guide import SeriesHomeFactory
from tests.factories.kit import AnatomyPageFactory, KitPageFactory, PromptFactory, PromptsPageFactory, RulePageFactory


@pytest.fixture
def kit(db):
    """`book`, `anatomy`, `page` of prompts, `rule`; `first` and `second`, the prompts."""
    book = KitPageFactory(parent=ShelfPageFactory(parent=SeriesHomeFactory()))
    yield SimpleNamespace(
        book=book,
        anatomy=AnatomyPageFactory(parent=book),
        page=PromptsPageFactory(parent=book),
        rule=RulePageFactory(parent=book),
        first=PromptFactory(slug="first", title="First", then=["Result: {{result}} **x**"]),
        second=PromptFactory(slug="second", title="Second"),
    )
    Site.clear_site_root_paths_cache()


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def code(page):
    """The first code of a page, as it is copied."""
    inside = page.partition("<pre")[2].partition("<code>")[2].partition("</code>")[0]
    for mark in ("<ins>", "</ins>", "</span>"):
        inside = inside.replace(mark, "")
    while '<span class="slot"' in inside:
        before, _, after = inside.partition('<span class="slot"')
        inside = before + after.partition(">")[2]
    return unescape(inside)


def test_the_whole_prompt_stands_with_its_parts_named_and_explained(client, kit):
    page = text(client.get(kit.anatomy.get_url()))

    assert "All 3 parts, 15 words." in page
    assert all(f"What {part} is." in page and f"Why {part}." in page for part in ("task", "context", "check"))
    assert code(page) == "\n\n".join(f"Piece of {part}: **a** <b>" for part in ("task", "context", "check"))
    assert "**Weak** task &lt;b&gt;" in page and "Strong\ntask" in page


def test_a_part_that_is_away_is_named_with_what_is_lost(client, kit):
    page = text(client.get(f"{kit.anatomy.get_url()}?without=task,check"))

    assert "Without task and check: 5 of 15 words are left." in page
    assert page.count("Taken away. What is lost:") == 2 and "Lost with task." in page
    assert code(page) == "Piece of context: **a** <b>"
    assert f'href="{kit.anatomy.get_url()}?without=check"' in page
    assert f'href="{kit.anatomy.get_url()}"' in page


def test_all_of_it_taken_away_leaves_nothing_to_send(client, kit):
    assert "There is nothing left to send." in text(client.get(f"{kit.anatomy.get_url()}?without=task,context,check"))


@pytest.mark.parametrize("query", ["?without=no-such", "?without=%22%3E%3Cscript%3E", "?without=" + "a," * 2000])
def test_a_part_that_there_is_not_takes_nothing_away(client, kit, query):
    page = text(client.get(kit.anatomy.get_url() + query))

    assert "All 3 parts" in page and "There is no part “" in page
    assert "<script>" not in page


def test_htmx_gets_the_prompt_alone(client, kit):
    headers = {"HX-Request": "true", "HX-Target": "div#anatomy"}

    page = text(client.get(f"{kit.anatomy.get_url()}?without=task", headers=headers))

    assert "<html" not in page and 'id="anatomy"' in page and "Why task." not in page


def test_the_prompts_are_listed_as_they_are_or_under_the_rule(client, kit):
    plain = text(client.get(kit.page.get_url()))
    ruled = text(client.get(f"{kit.page.get_url()}?rule=on"))

    assert "Find the cause." in plain and "Make me find the cause." not in plain
    assert "Make me find the cause." in ruled and "Attempt first." in ruled
    assert f'href="{kit.page.get_url()}first/?rule=on"' in ruled
    assert f'href="{kit.page.get_url()}first/"' in plain


@pytest.mark.parametrize(("query", "field"), [("", "prompt"), ("?rule=on", "with_rule"), ("?rule=maybe", "prompt")])
def test_a_prompt_is_copied_exactly_in_the_version_that_is_shown(client, kit, query, field):
    page = text(client.get(f"{kit.page.get_url()}first/{query}"))

    assert code(page) == getattr(kit.first, field)


def test_what_the_rule_brought_is_marked_and_the_rest_is_not(client, kit):
    page = text(client.get(f"{kit.page.get_url()}first/?rule=on"))

    assert page.count("<ins>") == 1 and "<ins>Make me find the cause.\n\n</ins>" in page
    assert "<ins>" not in text(client.get(f"{kit.page.get_url()}first/"))


def test_nothing_of_the_form_has_a_name_or_an_address_to_be_sent_to(client, kit):
    form = text(client.get(f"{kit.page.get_url()}first/")).partition('aria-label="Fill in the prompt"')[2]
    form = form.partition("</form>")[0]

    assert "textarea" in form
    assert " name=" not in form and "action=" not in form and "hx-" not in form


def test_a_follow_up_is_sign_by_sign_too(client, kit):
    page = text(client.get(f"{kit.page.get_url()}first/"))

    assert 'Result: <span class="slot" data-slot="ours" data-name="result">{{result}}</span> **x**' in page


def test_prompts_lead_to_their_neighbours_and_keep_the_switch(client, kit):
    assert f'rel="next" href="{kit.page.get_url()}second/?rule=on"' in text(
        client.get(f"{kit.page.get_url()}first/?rule=on")
    )
    assert f'rel="prev" href="{kit.page.get_url()}first/"' in text(client.get(f"{kit.page.get_url()}second/"))


@pytest.mark.parametrize("slug", ["no-such", "draft"])
def test_a_prompt_that_is_not_live_is_not_there(client, kit, slug):
    PromptFactory(slug="draft", live=False)

    assert client.get(f"{kit.page.get_url()}{slug}/").status_code == 404


@pytest.mark.parametrize("number", [1, 10])
def test_a_list_of_prompts_costs_the_same_however_many(client, kit, django_assert_num_queries, number):
    PromptFactory.create_batch(number)
    client.get(kit.page.get_url())

    # Wagtail needs 10, BEGIN and COMMIT 2, the doors and the footer 2. Ours are the prompts and the rule.
    with django_assert_num_queries(16):
        client.get(f"{kit.page.get_url()}?rule=on&made-up={number}")


def test_the_rule_has_a_page_that_leads_to_the_prompts_under_it(client, kit):
    page = text(client.get(kit.rule.get_url()))

    assert "Why it works" in page and f'href="{kit.page.get_url()}?rule=on"' in page


def test_the_front_counts_and_leads_to_everything(client, kit):
    page = text(client.get(kit.book.get_url()))

    assert kit.book.size == "3 parts of a prompt, 2 prompts, 1 rule"
    assert all(
        address in page for address in (kit.anatomy.get_url(), f"{kit.page.get_url()}first/", kit.rule.get_url())
    )


def test_every_page_of_the_kit_is_everyones(client, kit):
    for address in (kit.book.get_url(), kit.anatomy.get_url(), kit.page.get_url(), f"{kit.page.get_url()}first/"):
        assert client.get(address).headers["Cache-Control"] == "public, no-cache"


def test_the_sitemap_has_every_live_prompt(kit, rf):
    PromptFactory(slug="draft", live=False)
    entries = kit.page.get_sitemap_urls(rf.get("/"))

    assert [entry["location"].rpartition("/prompts/")[2] for entry in entries] == ["", "first/", "second/"]
