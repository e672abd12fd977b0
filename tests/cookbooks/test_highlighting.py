"""What was looked for is marked where it stands, and nothing else of the HTML changes."""

import html
import re

import pytest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from cookbooks.highlighting import Marker

SIGNS = st.text("ab&<>\"' /-", max_size=12)


def marked(text, *words):
    return Marker(words).mark(mark_safe(text))


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("claude --model opus", ["--model"], "claude <mark>--model</mark> opus"),
        ("Model, model", ["MODEL"], "<mark>Model</mark>, <mark>model</mark>"),
        ("one two", ["two", "one"], "<mark>one</mark> <mark>two</mark>"),
        ("modeling", ["model", "modeling"], "<mark>modeling</mark>"),
        ('<a href="/ab/">a<em>b</em></a>', ["ab"], '<a href="/ab/"><mark>a</mark><em><mark>b</mark></em></a>'),
        ("a &amp;&amp; b", ["&&"], "a <mark>&amp;&amp;</mark> b"),
        ("a &amp; b", ["amp"], "a &amp; b"),
        ("&lt;file&gt;", ["<file>"], "<mark>&lt;file&gt;</mark>"),
        ("g++ (x) 50%", ["++", "(x)", "%"], "g<mark>++</mark> <mark>(x)</mark> 50<mark>%</mark>"),
        ("a b 1", ["a", "1"], "a b 1"),
    ],
)
def test_words_are_marked(text, words, said):
    assert marked(text, *words) == said


def test_where_nothing_stands_the_html_is_itself():
    text = mark_safe("<b>x</b>")

    assert Marker(["model"]).mark(text) is text


@given(SIGNS, st.lists(SIGNS.filter(str.strip), max_size=3))
def test_marks_taken_out_the_html_is_what_it_was(text, words):
    before = escape(text)
    after = Marker(words).mark(before)

    assert isinstance(after, SafeString)
    assert re.sub("</?mark>", "", after) == before
    assert html.unescape(re.sub("</?mark>", "", after)) == text
