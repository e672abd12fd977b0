"""Where a reader's words go: every occurrence, the longest first, and not a sign lost."""

from hypothesis import given
from hypothesis import strategies as st

from cookbooks.slots import Slot, pieces

SIGNS = st.text("ab -", max_size=12)


def slot(text, name="it"):
    return Slot(text, name, "Label", "example")


def test_every_occurrence_is_a_slot():
    found = pieces("git add x && git commit x", [slot("x", "file")])

    assert [(piece.text, piece.slot.name if piece.slot else "") for piece in found] == [
        ("git add ", ""),
        ("x", "file"),
        (" && git commit ", ""),
        ("x", "file"),
    ]


def test_the_longer_of_two_texts_counts():
    found = pieces("../apps/lib", [slot("../apps", "short"), slot("../apps/lib", "long")])

    assert [piece.slot.name for piece in found] == ["long"]


def test_signs_of_regular_expressions_are_signs():
    found = pieces("Bash(npm run *)", [slot("npm run *")])

    assert [piece.text for piece in found] == ["Bash(", "npm run *", ")"]


@given(SIGNS, st.lists(SIGNS, max_size=3))
def test_pieces_put_together_are_the_text_again(text, texts):
    assert "".join(piece.text for piece in pieces(text, [slot(one) for one in texts])) == text
