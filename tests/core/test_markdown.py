from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import markdown
from core.markdown import Anchors, Heading, headings, inline, plain, render, targets

# What Markdown and HTML are made of, so that random texts are more than letters.
PIECES = st.sampled_from(
    [
        *("# ", "## ", "1. ", "- ", "> ", "**", "*", "`", "```", "\n", "\n\n", "|", "|--|", "\\", '"', "'", "--", "\0"),
        *("[a](role:b)", "[^1]", "[x](", ")", "javascript:alert(1)", "<https://a.b>", "<javascript:a>"),
        *("<b>", "</b>", "<script>alert(1)</script>", "<!--", "&lt;"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)
OURS = {
    *("p", "em", "strong", "code", "pre", "a", "ul", "ol", "li", "blockquote", "hr", "br", "sup", "span", "div"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "copying-block"),
}


class Reader(HTMLParser):
    """The tags, ids, addresses and words of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.hrefs, self.attributes, self.words = set(), [], [], set(), ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.ids += [value for name, value in attrs if name == "id"]
        self.hrefs += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.words += data


@given(TEXTS)
def test_render_never_raises_and_draws_nothing_but_ours(text):
    read = Reader(render(text))

    assert read.tags <= OURS
    assert not read.attributes & {"style", "onclick", "onerror", "src"}
    assert all(markdown.may_follow(href) for href in read.hrefs)


@given(TEXTS)
def test_inline_never_raises_and_draws_no_blocks(text):
    read = Reader(inline(text))

    assert read.tags <= {"em", "strong", "code", "a", "br", "sup"}
    assert not read.ids


@given(st.lists(TEXTS, max_size=4))
def test_ids_are_unique_on_a_page_and_headings_knows_them(texts):
    anchors = Anchors()
    ids = [id_ for text in texts for id_ in Reader(render(text, anchors)).ids]

    again = Anchors()
    known = [heading.anchor for text in texts for heading in headings(text, again)]

    assert len(ids) == len(set(ids))
    assert [id_ for id_ in ids if id_ in known] == known


@given(TEXTS)
def test_everything_else_reads_any_text(text):
    assert markdown.words(text) >= 0
    assert len(markdown.cited(text)) == len(set(markdown.cited(text)))
    assert all(line >= 1 for line, _ in markdown.raw_html(text))
    assert set(targets(text)) <= {address.href for address in markdown.addresses(text)}


@given(st.text(), st.sampled_from(["python", "bash", "json", "diff", "text", "no-such-language", ""]))
def test_highlight_shows_the_code_to_the_letter(code, language):
    code = code.replace("\r", "").replace("\0", "")

    assert Reader(markdown.highlight(code, language)).words == code


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        ("## Every **answer** is a draw", "every-answer-is-a-draw"),
        ("## 3. Links in a chain", "links-in-a-chain"),
        ("## What it doesn't say", "what-it-doesnt-say"),
        ("## `--resume` and you", "resume-and-you"),
        ("## Über 日本 мир", "über-日本-мир"),
        ("## 🚀", "section"),
        ("## Sources", "sources-2"),
        ("# The top", "the-top"),
    ],
)
def test_an_anchor_is_the_words_of_its_heading(written, anchor):
    assert [heading.anchor for heading in headings(written)] == [anchor]
    assert Reader(render(written)).ids == [anchor]


def test_twin_headings_are_told_apart_and_keep_their_anchors_when_one_comes_after():
    first, more = "## Cost\n\n## Cost", "## Cost\n\n## Cost\n\n## Another\n\n## Cost"

    assert [heading.anchor for heading in headings(first)] == ["cost", "cost-2"]
    assert [heading.anchor for heading in headings(more)] == ["cost", "cost-2", "another", "cost-3"]


def test_headings_go_from_h2_down_and_their_numbers_stand_apart():
    assert headings("# One\n\n### 2. Two") == [Heading(2, "one", "One"), Heading(3, "two", "Two", "2")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('She said "no" -- it\'s 5--7', "She said “no” – it’s 5–7"),
        ('`--x "y"` and claude --resume', "<code>--x &quot;y&quot;</code> and claude --resume"),
        ("`a -- b`", "<code>a -- b</code>"),
        ("1 < 2 & <b>3</b>", "1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt;"),
        ("[a](role:b)", '<a href="role:b">a</a>'),
        ("[a](chapter:b#c)", '<a href="chapter:b#c">a</a>'),
        ("[a](https://b.org/)", '<a href="https://b.org/" rel="external">a</a>'),
        ("[a](/b/)", '<a href="/b/">a</a>'),
        ("[a](javascript:b)", "a"),
        ("[a](JavaScript:b)", "a"),
        ("[a](data:b)", "a"),
        ("[a](//b.org)", "a"),
        ("![a](https://b.org/c.png)", '!<a href="https://b.org/c.png" rel="external">a</a>'),
        ("a[^2]", 'a<sup class="cite"><a class="note-ref" href="#source-2" aria-label="Source 2">2</a></sup>'),
        ("a[^0] b[^x]", "a[^0] b[^x]"),
    ],
)
def test_inline(written, shown):
    assert inline(written) == shown


def test_a_source_cited_twice_has_two_places_and_its_source_leads_back_to_each():
    anchors = markdown.Anchors()

    assert Reader(render("## Ref 1\n\na[^1]\n\nb[^1]", anchors)).ids == ["ref-1", "ref-1-2", "ref-1-3"]
    assert anchors.notes(1) == ["ref-1-2", "ref-1-3"]
    assert anchors.notes(2) == []
    assert markdown.cited("a[^3]\n\nb[^1] c[^3] `[^9]`") == [3, 1]


def test_a_table_stands_in_a_labelled_region_that_takes_focus_and_aligns_without_style():
    html = render("| Tier | Speed |\n|---|--:|\n| `a` | 7 |")

    assert '<div class="wide" role="region" tabindex="0" aria-label="Table: Tier, Speed">' in html
    assert '<th scope="col" data-align="end">Speed</th>' in html
    assert "style" not in html


def test_code_can_be_copied_and_is_coloured_by_classes():
    html = render("```python\nreturn 1\n```")

    assert '<copying-block class="code"><pre tabindex="0" role="group" aria-label="Code, python">' in html
    assert '<span class="code__k">return</span>' in html


def test_bold_words_that_open_a_paragraph_are_its_label():
    html = render("**This week.** Count.\n\n**All of it.**\n\nNot **this**.")

    assert '<strong class="label label--try">This week.</strong> Count.' in html
    assert html.count("class=") == 1


def test_addresses_say_the_line():
    text = "One\ntwo [a](role:x)\n\n- [b](https://c.d)\n  [e](foo)"

    assert markdown.addresses(text) == [(2, "role:x", "a"), (4, "https://c.d", "b"), (5, "foo", "e")]
    assert targets(text) == ["role:x"]


def test_raw_html_says_the_line():
    assert markdown.raw_html("a\nb <i>c</i> `<p>`\n\n<div>\nx\n</div>") == [(2, "<i>"), (2, "</i>"), (4, "<div>")]


def test_plain_is_the_words_alone():
    text = "## A *head*[^1]\n\n[two](role:x) `three`\n\n| a |\n|---|\n| b |\n\n```\ncode\n```"

    assert plain(text) == "A head\ntwo three\na\nb\ncode"
    assert markdown.words(text) == 7


@pytest.mark.parametrize(("count", "minutes"), [(0, 1), (238, 1), (357, 2), (2380, 10)])
def test_minutes(count, minutes):
    assert markdown.minutes(count) == minutes
