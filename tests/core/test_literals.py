"""What only looks like what is typed is named; what is typed is let be."""

import pytest

from core import literals


@pytest.mark.parametrize(
    "text",
    [
        'claude --append-system-prompt "Always use TypeScript"',
        "curl -fsSL https://claude.ai/install.sh | bash",
        "  indented\n\ttabbed \n",
        "echo $HOME && x=$(ls)",
        "C++ % _ \\ `!ls` @file {{SLOT}}",
        "naïve café, Ωmega",
    ],
)
def test_what_a_keyboard_types_is_let_be(text):
    assert literals.troubles(text) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("claude “explain”", "Line 1, sign 8: this is a curly quotation mark."),
        ("a\nit’s", "Line 2, sign 3: this is a curly quotation mark."),
        ("claude –model", "Line 1, sign 8: this is a dash that no keyboard types."),
        ("claude\u00a0--model", "Line 1, sign 7: this is a space that is not the space bar's."),
        ("claude\u200b", "Line 1, sign 7: this is a sign that cannot be seen."),
        ("\u202eclaude", "Line 1, sign 1: this is a sign that cannot be seen."),
        ("wait…", "Line 1, sign 5: this is an ellipsis in one sign."),
        ("$ claude", "Line 1 begins with the prompt sign"),
        ("ls\n  $ pwd", "Line 2 begins with the prompt sign"),
        ("a\x07b", "Line 1 holds a control character."),
        ("a\x00b", "Line 1 holds a control character."),
    ],
)
def test_a_look_alike_is_named_with_its_place(text, says):
    (sentence,) = literals.troubles(text)

    assert sentence.startswith(says)


def test_each_kind_is_named_once_a_line():
    assert len(literals.troubles("“a” “b” – c")) == 2
