"""A paper is the same after years in a database, and says where it is wrong."""

import json
import pickle
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.paper import (
    UNIFORM_Z,
    Band,
    Choice,
    Paper,
    PaperIsUnreadable,
    PaperIsUnsound,
    Question,
    RoleWords,
    Words,
    check,
)
from tests.quiz.papers import a_paper, papers


def reasons(paper):
    """Code, question, choice and role of every reason against `paper`."""
    try:
        check(paper)
    except PaperIsUnsound as unsound:
        return [(reason.code, reason.question, reason.choice, reason.role) for reason in unsound.reasons]
    return []


def with_question(paper, place, **changes):
    questions = list(paper.scored.questions)
    questions[place - 1] = replace(questions[place - 1], **changes)
    return replace(paper, scored=replace(paper.scored, questions=tuple(questions)))


@pytest.fixture
def small():
    """Two questions of two choices; role-0 and role-1 part ways in each."""
    return a_paper([[{0: 1}, {1: 2}], [{0: 3}, {1: 3}]], roles=2)


def test_the_default_rule_is_the_one_of_the_bundle(paper):
    assert paper.scored.rule == UNIFORM_Z


def test_the_bundle_is_sound_and_complete(quiz, paper):
    check(paper)
    assert (len(paper.scored.questions), len(paper.scored.roles)) == (10, 14)
    assert paper.scored.single_changes == quiz["scoring"]["parameters"]["single_changes"]
    assert paper.question_words(4).help == "Even if nobody else noticed it."
    assert paper.choice_words(1, 2).text == "It was shown on five questions its author picked."
    assert paper.role_words(14).headline == "You notice when it stops being right"
    assert paper.word_count == quiz["balance"]["overall"]["reading"]["words"]
    assert round(paper.word_count / 238 * 60) == quiz["balance"]["overall"]["reading"]["seconds_at_238_words_a_minute"]
    assert paper.words.context[0].choices[0].role == "product-manager"
    assert paper.words.outcomes["stay"].signs[2].startswith("You did one of the first steps")


def test_a_document_survives_json_exactly(paper):
    document = json.loads(json.dumps(paper.to_document()))

    again = Paper.from_document(document)

    assert again == paper
    assert again.to_document() == document
    assert again.digest == paper.digest
    assert pickle.loads(pickle.dumps(paper)) == paper


@given(papers(), st.text(), st.text())
def test_any_document_survives_json_exactly(paper, name, text):
    paper = replace(paper, words=Words(title=text, roles={"role-0": RoleWords(name=name)}))

    assert Paper.from_document(json.loads(json.dumps(paper.to_document()))) == paper


def test_an_older_document_lacks_words_and_still_reads(paper):
    document = paper.to_document()
    document["words"] = {"title": "Old", "questions": {"demo-flaw": {"text": "Which?"}}, "outcomes": {"clear": {}}}

    old = Paper.from_document(document)
    bare = Paper.from_document({"scored": document["scored"]})

    assert old.question_words(1).help == ""
    assert old.choice_words(1, 1).text == "slow-and-dear"
    assert old.question_words(2).text == "evening-read"
    assert old.role_words(1) == RoleWords(name="ai-product-manager")
    assert (old.digest, bare.digest) == (paper.digest, paper.digest)
    assert bare.words == Words()


def test_a_newer_document_says_more_and_still_reads(paper):
    document = paper.to_document()
    document["words"]["a_field_of_tomorrow"] = {"text": "?"}

    assert Paper.from_document(document) == paper


@pytest.mark.parametrize("missing", ("roles", "questions", "rule"))
def test_a_document_without_what_is_scored_is_refused(paper, missing):
    document = paper.to_document()
    del document["scored"][missing]

    with pytest.raises(PaperIsUnreadable):
        Paper.from_document(document)


@pytest.mark.parametrize("nonsense", ({}, {"scored": None}, {"scored": {"roles": 1}}, {"scored": []}))
def test_nonsense_is_refused(nonsense):
    with pytest.raises(PaperIsUnreadable):
        Paper.from_document(nonsense)


def test_the_digest_of_a_paper_is_the_same_in_every_release(small):
    assert small.digest == "eec76096ce10a8123f5595f1325bd94d77636ac7f5f3fe3aff02cf9b8d3c66fe"


@given(papers(), st.text(min_size=1))
def test_the_digest_ignores_words_and_the_order_of_weights(paper, text):
    first = paper.scored.questions[0]
    choices = tuple(replace(c, weights=dict(reversed(c.weights.items()))) for c in first.choices)

    assert replace(paper, words=Words(title=text)).digest == paper.digest
    assert with_question(paper, 1, choices=choices).digest == paper.digest


@given(papers(), st.data())
def test_the_digest_follows_every_weight_and_every_order(paper, data):
    scored = paper.scored
    place = data.draw(st.integers(1, len(scored.questions)))
    question = scored.questions[place - 1]
    at = next(at for at, choice in enumerate(question.choices) if choice.weights)
    choice = question.choices[at]
    role = data.draw(st.sampled_from(sorted(choice.weights)))
    heavier = replace(choice, weights={**choice.weights, role: choice.weights[role] % 3 + 1})
    others = [
        with_question(paper, place, choices=(*question.choices[:at], heavier, *question.choices[at + 1 :])),
        with_question(paper, place, choices=question.choices[::-1]),
        with_question(paper, place, slug="other"),
        replace(paper, scored=replace(scored, roles=scored.roles[::-1])),
        replace(paper, scored=replace(scored, rule=replace(scored.rule, version=2))),
        replace(paper, scored=replace(scored, rule=replace(scored.rule, tie_rules=("roster-order",)))),
    ]
    if len(scored.questions) > 1:
        others.append(replace(paper, scored=replace(scored, questions=scored.questions[::-1])))

    digests = {other.digest for other in others}

    assert len(digests) == len(others)
    assert paper.digest not in digests


def test_a_paper_cannot_be_changed(small):
    with pytest.raises(FrozenInstanceError):
        small.scored.roles = ()


@given(papers())
def test_sound_papers_pass(paper):
    check(paper)


@pytest.mark.parametrize("place", (0, 3, -1))
def test_places_are_counted_from_1(small, place):
    assert (small.question(1).slug, small.question(2).slug) == ("q1", "q2")
    with pytest.raises(IndexError):
        small.question(place)


def test_every_reason_names_its_place(small):
    too_few = with_question(small, 2, choices=(Choice("only", {"role-0": 1, "role-1": 1}),))
    weights = with_question(small, 1, choices=(Choice("a", {"role-0": 4}), Choice("b", {"role-1": 0})))
    stranger = with_question(small, 1, choices=(Choice("a", {"role-0": 1, "who": 1}), Choice("b", {"role-1": 1})))
    nowhere = with_question(small, 2, choices=(Choice("a", {"role-0": 1}), Choice("b", {})))
    twice = with_question(small, 2, choices=(Choice("a", {"role-0": 1, "role-1": 1}), Choice("b", {"role-1": 1})))
    nameless = with_question(small, 2, slug="")

    assert reasons(too_few) == [("too-few-choices", 2, 0, "")]
    assert reasons(weights) == [("weight-range", 1, 1, "role-0"), ("weight-range", 1, 2, "role-1")]
    assert reasons(stranger) == [("role-unknown", 1, 1, "who")]
    assert reasons(nowhere) == [("role-not-once", 2, 0, "role-1")]
    assert reasons(twice) == [("role-not-once", 2, 0, "role-1")]
    assert reasons(nameless) == [("no-slug", 2, 0, "")]


@pytest.mark.parametrize("weight", (0, 4, -1, 1.0, True, "2", None))
def test_a_weight_is_one_of_three_integers(small, weight):
    choices = (Choice("a", {"role-0": weight}), Choice("b", {"role-1": 1}))

    assert reasons(with_question(small, 1, choices=choices)) == [("weight-range", 1, 1, "role-0")]


def test_equal_slugs_are_named_at_both_places(small):
    first, second = small.scored.questions
    questions = (first, Question("q1", (Choice("q1-c1", {"role-0": 1}), second.choices[1])))

    assert reasons(replace(small, scored=replace(small.scored, questions=questions))) == [
        ("same-question", 1, 0, ""),
        ("same-choice", 1, 1, ""),
        ("same-question", 2, 0, ""),
        ("same-choice", 2, 1, ""),
    ]


def test_the_quiz_as_a_whole_is_checked(small):
    scored = small.scored
    fewer = replace(small, scored=replace(scored, questions=scored.questions[:1]))
    lonely = a_paper([[{0: 1}, {}]], roles=1)
    doubled = replace(small, scored=replace(scored, roles=("role-0", "role-0", "role-1")))
    luck = replace(scored.rule, version=2, tie_rules=("luck",))
    falling = replace(scored.rule, strength=(Band("a", Fraction(2)), Band("b", Fraction(1))))

    assert reasons(fewer) == [("question-count", 0, 0, "")]
    assert reasons(lonely) == [("too-few-roles", 0, 0, "")]
    assert reasons(doubled) == [("same-role", 0, 0, "role-0")]
    assert reasons(replace(small, scored=replace(scored, rule=luck))) == [
        ("rule-unknown", 0, 0, ""),
        ("tie-rule-unknown", 0, 0, ""),
        ("tie-rules-open", 0, 0, ""),
    ]
    assert reasons(replace(small, scored=replace(scored, rule=falling))) == [("strength-order", 0, 0, "")]
