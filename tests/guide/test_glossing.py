"""The first use of each term is linked, and nothing that a link would break."""

import time

import pytest
from django.utils.safestring import mark_safe

from guide.glossing import Glossary, Term

TERMS = [
    Term("token", "Token", ("token", "tokens"), mark_safe("A piece.")),
    Term("prompt", "Prompt", ("prompt",), mark_safe("What is sent.")),
    Term("injection", "Prompt injection", ("prompt injection",), mark_safe("An attack.")),
    Term("rag", "RAG", ("RAG",), mark_safe("Search &amp; answer.")),
]


def linked(prose, terms=TERMS):
    """What stands linked in `prose`, the words of each link with the term it leads to."""
    html = Glossary(terms).gloss(f"<main data-terms>{prose}</main>")
    pieces = html.partition('<div class="term-said"')[0].split('<a class="term" href="term:')[1:]
    return [(piece.partition(">")[2].partition("<")[0], piece.partition('"')[0]) for piece in pieces]


def test_the_first_use_alone_is_linked_however_it_is_written():
    assert linked("<p>Two <em>Tokens</em>, a token.</p><p>And tokens.</p>") == [("Tokens", "token")]


def test_the_longest_form_wins_and_leaves_the_shorter_its_own_first_use():
    found = linked("<p>A prompt\ninjection hides in a prompt.</p>")

    assert found == [("prompt\ninjection", "injection"), ("prompt", "prompt")]


def test_a_form_is_whole_words_and_capitals_that_are_meant_stay():
    assert linked("<p>A tokenizer, token-level work, Tokens' end, a rag. RAG!</p>") == [
        ("Tokens", "token"),
        ("RAG", "rag"),
    ]


@pytest.mark.parametrize(
    "closed",
    [
        "<h2>Tokens</h2>",
        "<a href='/'>a <b>token</b></a>",
        "<pre><code>token</code></pre>",
        "<button>token</button>",
        '<p class="eyebrow">// token</p>',
        '<p class="x unseen">token</p>',
        "<form><label>token <input></label></form>",
        "<table><tr><th>token</th></tr></table>",
        '<img alt="a token > 1">',
        "<!-- <p>token</p> -->",
    ],
)
def test_headings_links_code_and_controls_are_left_alone(closed):
    assert linked(closed) == []
    assert linked(f"{closed}<p>token</p>") == [("token", "token")]


def test_only_the_marked_part_is_read_and_the_meanings_stand_at_its_end():
    html = "<p>token</p><main id='m' data-terms><div><p>token</p></div></main><footer>prompt</footer>"

    before, _, after = Glossary(TERMS).gloss(html).partition("<p>token</p>")

    assert before == "" and 'href="term:token" aria-describedby="term-token"' in after
    assert after.endswith("</div></main><footer>prompt</footer>")
    assert after.count("term-said") == 1 and "A piece." in after


def test_of_several_marked_parts_each_has_the_meanings_of_what_it_is_the_first_to_use():
    html = "<x-y data-terms><p>token</p></x-y><p>RAG</p><div data-terms><p>a token, a prompt</p></div>."

    first, _, second = Glossary(TERMS).gloss(html).partition("<p>RAG</p>")

    assert first.count("term-said") == 1 and first.endswith("</div></x-y>")
    assert "a token, a <a " in second and second.count("term-said") == 1 and second.endswith("</div></div>.")


def test_a_page_without_a_mark_or_without_a_term_stays_as_it_is():
    for html in (
        "<main><p>token</p></main>",
        "<main data-terms><p>nothing</p></main>",
        "<main data-terms>broken",
        "<main data-terms ",
    ):
        assert Glossary(TERMS).gloss(html) == html


def test_taking_the_links_away_gives_the_prose_back():
    html = "<main data-terms><p>A &amp; token, prompt injection, <em>prompt</em>.</p><ul><li>RAG</li></ul></main>"
    glossed = Glossary(TERMS).gloss(html)

    for term in TERMS:
        glossed = glossed.replace(f'<a class="term" href="term:{term.slug}" aria-describedby="term-{term.slug}">', "")
    assert glossed.partition('<div class="term-said"')[0].replace("</a>", "") == html.removesuffix("</main>")


def test_it_takes_milliseconds_for_a_long_page_and_many_terms():
    many = [Term(f"t{n}", f"T{n}", (f"term{n}", f"terms{n}"), mark_safe("")) for n in range(200)]
    html = "<main data-terms>" + "<p>One of the many words &amp; no term at all.</p>" * 2000 + "</main>"

    began = time.process_time()
    Glossary(many).gloss(html)

    assert time.process_time() - began < 0.5  # 10 ms a thousand words would be too much, and this is 18,000
