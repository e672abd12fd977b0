"""Prompts in pieces that make the prompt again, what the rule brought, and parts taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookbooks import prompting
from cookbooks.templatetags.field_kit import paragraphs, pieces

texts = st.lists(st.sampled_from([*"ab {}\n_&<", "{{symptom}}", "\n\n"])).map("".join)


def joined(found: list[prompting.Paragraph]) -> str:
    return "".join(piece.text for one in found for piece in one.pieces)


@given(texts, texts)
def test_pieces_and_paragraphs_joined_are_the_prompt_again(text, other):
    assert "".join(piece.text for piece in prompting.pieces(text)) == text
    assert joined(prompting.paragraphs(text, other)) == text


def test_a_placeholder_is_a_piece_of_its_own():
    assert list(prompting.pieces("Symptom: {{symptom}}.")) == [
        prompting.Piece("Symptom: "),
        prompting.Piece("{{symptom}}", "symptom"),
        prompting.Piece("."),
    ]


def test_what_the_other_version_lacks_is_new():
    before = "Help.\n\nSymptom: {{symptom}}\n\nStop."
    found = prompting.paragraphs("Try first.\n\nSymptom:  {{symptom}}\n\nStop.", before)

    assert [one.is_new for one in found] == [True, False, False]
    assert not any(one.is_new for one in prompting.paragraphs("Try first."))


def test_a_prompt_is_drawn_sign_by_sign_with_nothing_between():
    text = "A <b>**x**</b> & {{symptom}}\n\n  two"

    html = paragraphs(prompting.paragraphs(text, "other"))

    assert html == (
        "<ins>A &lt;b&gt;**x**&lt;/b&gt; &amp; "
        '<span class="slot" data-slot="ours" data-name="symptom">{{symptom}}</span>\n\n</ins><ins>  two</ins>'
    )
    assert pieces(prompting.pieces("a")) == "a"


def test_an_opening_is_one_line_cut_between_words():
    assert prompting.opening("One\ntwo.\n\nThree.") == "One two."
    assert prompting.opening("word " * 100) == f"{'word ' * 43}word …"
    assert prompting.opening("") == ""


@pytest.mark.parametrize(
    ("asked", "away", "notes"),
    [
        ([], [], []),
        (["check,task"], ["task", "check"], []),
        (["task", "task"], ["task"], []),
        ([" task , ,"], ["task"], []),
        (["no-such"], [], ["There is no part “no-such”, so nothing was taken away for it."]),
        (["<b>\u202e" * 20], [], ["There is no part “<b><b><b><b><b><b><…”, so nothing was taken away for it."]),
    ],
)
def test_an_address_takes_parts_away(asked, away, notes):
    found, said = prompting.without(asked, ["task", "context", "check"])

    assert (found, said) == (away, notes)


def test_a_switch_turns_one_part_and_keeps_the_others():
    found = prompting.switches(["task", "context", "check"], ["task"])

    assert [(one.slug, one.is_on, one.switched) for one in found] == [
        ("task", False, ()),
        ("context", True, ("task", "context")),
        ("check", True, ("task", "check")),
    ]


def test_what_is_left_is_the_other_pieces_a_blank_line_apart():
    segments = [("task", "Do it.\n"), ("context", "Here:\n\n<a>\n"), ("check", "Check.\n")]

    assert prompting.left(segments, ["check"]) == "Do it.\n\nHere:\n\n<a>"
    assert prompting.left(segments, ["task", "context", "check"]) == ""


def test_names_are_listed_as_a_sentence_has_them():
    assert [prompting.in_words(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
