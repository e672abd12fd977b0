"""An address of the explorer, read: what it asks for, and what is said of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.exploring import FIELDS, LONGEST_TEXT, Facts, State, fits, loosened, parse, said, settle, shortened

EVALUATOR = Facts(["evaluation", "data"], ["mid", "senior"], ["evals"], ["Evaluation Engineer", "Ingénieur éval"])
BUILDER = Facts(["build"], ["junior"], ["evals", "agents"], ["AI Engineer"])


def test_an_address_says_what_is_shown():
    asked = {"view": ["list"], "from": ["tester"], "role": ["evaluator"], "q": ["  an \n eval "]}

    assert parse(asked) == (State(view="list", start="tester", role="evaluator", q="an eval"), [])


def test_a_state_is_said_by_its_address_and_leaves_out_what_is_empty():
    state = State(view="list", start="tester")

    assert (State().query(), state.query(), state.query(view="", role="x y")) == (
        "",
        "?view=list&from=tester",
        "?from=tester&role=x+y",
    )


@given(st.dictionaries(st.sampled_from(list(FIELDS)), st.lists(st.text(), max_size=3)))
def test_what_an_address_spells_is_spelled_the_same_again(asked):
    state, _ = parse(asked)

    assert parse({FIELDS_BACK[name]: [value] for name, value in vars(state).items()}) == (state, [])


FIELDS_BACK = {name: param for param, name in FIELDS.items()}


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ({"color": ["red"]}, "There is no filter “color”, so it has no effect."),
        ({"phase": ["a", "b"]}, "“phase” is there 2 times: the last one counts."),
        ({"q": ["x" * 10_000]}, f"Only the first {LONGEST_TEXT} characters of the text are looked for."),
    ],
)
def test_what_is_left_aside_is_said(asked, note):
    assert parse(asked)[1] == [note]


def test_what_is_unknown_is_said_and_has_no_effect():
    state, notes = settle(State(phase="nowhen", skill="evals"), {"phase": ["build"], "skill": ["evals"]})

    assert state == State(skill="evals")
    assert notes == ["There is no phase of this lifecycle “nowhen”, so it has no effect."]


def test_a_hundred_notes_are_a_few():
    assert shortened([f"{n}" for n in range(100)]) == [
        *("0", "1", "2", "3"),
        "96 other things in the address have no effect either.",
    ]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [("роль‮ <b>", "роль <b>"), ("a\0b", "a b"), ("x" * 41, "x" * 39 + "…"), ("", "")],
)
def test_what_is_said_back_can_be_read(text, spoken):
    assert said(text) == spoken


@pytest.mark.parametrize(
    ("state", "fitting"),
    [
        (State(), [EVALUATOR, BUILDER]),
        (State(phase="data"), [EVALUATOR]),
        (State(seniority="junior"), [BUILDER]),
        (State(skill="evals"), [EVALUATOR, BUILDER]),
        (State(skill="evals", phase="build"), [BUILDER]),
        (State(q="engineer eval"), [EVALUATOR]),
        (State(q="INGENIEUR"), [EVALUATOR]),
        (State(q="eval agents"), []),
    ],
)
def test_a_role_fits_when_it_passes_every_filter(state, fitting):
    assert [role for role in (EVALUATOR, BUILDER) if fits(state, role)] == fitting


def test_loosening_says_which_filter_keeps_how_many_out():
    state = State(phase="data", skill="agents", q="engineer")

    assert loosened(state, [EVALUATOR, BUILDER]) == {"phase": 1, "skill": 1}
