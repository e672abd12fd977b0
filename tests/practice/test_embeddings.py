"""Embeddings: what cosine, PPMI and eigenvectors promise."""

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas import embeddings
from practice.ideas.eigen import eigen
from tests.practice.bundle import made

VOCABULARY = made("embeddings")["worlds"]["both"]["vocabulary"]
BOXES = st.sampled_from(VOCABULARY) | st.text(max_size=20)
INPUTS = st.builds(
    embeddings.Inputs,
    word=BOXES,
    world=st.sampled_from(sorted(embeddings.WORLDS)),
    method=st.sampled_from(["counts", "ppmi", "8", "16", "24"]),
    a=BOXES,
    b=BOXES,
    c=BOXES,
    exclude=st.booleans(),
)


def result_of(given: embeddings.Inputs) -> embeddings.Result:
    return embeddings.compute(given, made("embeddings"))


@settings(max_examples=50, deadline=None)
@given(INPUTS)
def test_cosines_fall_and_stay_within_one(given):
    result = result_of(given)

    for pairs in (result.neighbors, result.analogy):
        cosines = [round(cosine, 9) for _, cosine in pairs]
        assert all(-1 <= cosine <= 1 for cosine in cosines)
        assert cosines == sorted(cosines, reverse=True)
    assert result.word not in [word for word, _ in result.neighbors]
    if given.exclude:
        assert not {word for word, _ in result.analogy} & set(result.analogy_words)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(VOCABULARY), st.sampled_from(["counts", "ppmi", "16"]))
def test_likeness_is_mutual(word, method):
    first, cosine = result_of(embeddings.Inputs(word=word, method=method)).neighbors[0]

    table = made("embeddings")["worlds"]["both"]
    units = [embeddings._unit(one) for one in embeddings._vectors(table, embeddings._ppmi(table), method)]
    back = dict(embeddings._nearest(units, VOCABULARY, units[VOCABULARY.index(first)], ()))
    assert math.isclose(back[word], cosine)


@pytest.mark.parametrize("world", sorted(embeddings.WORLDS))
def test_tables_are_symmetric_and_count_no_word_with_itself(world):
    table = made("embeddings")["worlds"][world]

    counts = table["counts"]
    assert all(counts[i][j] == counts[j][i] for i in range(len(counts)) for j in range(i))
    assert not any(counts[i][i] for i in range(len(counts)))
    assert all(value >= 0 for row in embeddings._ppmi(table) for value in row)


def test_eigenvectors_solve_their_equation_and_stand_at_right_angles():
    dice = Random(7)
    size = 12
    half = [[dice.uniform(-1, 1) for _ in range(size)] for _ in range(size)]
    matrix = [[half[i][j] + half[j][i] for j in range(size)] for i in range(size)]

    values, vectors = eigen(matrix)

    assert [abs(value) for value in values] == sorted((abs(value) for value in values), reverse=True)
    for value, vector in zip(values, vectors, strict=True):
        image = [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]
        assert all(math.isclose(a, value * b, abs_tol=1e-9) for a, b in zip(image, vector, strict=True))
        assert max(vector, key=abs) > 0
    products = [sum(a * b for a, b in zip(vectors[i], vectors[j], strict=True)) for i in range(size) for j in range(i)]
    assert all(math.isclose(product, 0, abs_tol=1e-9) for product in products)


def test_a_matrix_that_falls_apart_is_solved_too():
    values, vectors = eigen([[2, 0, 0], [0, 0, 0], [0, 0, -3]])

    assert values == [-3, 2, 0]
    assert vectors == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


def test_the_scores_of_the_text_are_those_of_the_figure():
    right = {
        method: result_of(embeddings.Inputs(method=method)).analogies_right for method in ("counts", "ppmi", "16", "8")
    }

    assert right == {"counts": 5, "ppmi": 8, "16": 9, "8": 6}
    assert result_of(embeddings.Inputs(method="ppmi", exclude=False)).analogies_right == 3


def test_an_unknown_word_is_met_with_the_known_ones_that_share_its_letters():
    result = result_of(embeddings.Inputs(word="harbors"))

    assert (result.word, result.close[0]) == (None, "harbor")


@settings(max_examples=40, deadline=None)
@given(INPUTS)
def test_the_map_stays_in_its_frame_and_names_no_word_twice(given):
    result = result_of(given)

    drawing = draw("embeddings", given, result)

    named = [place.word for place in drawing.places]
    assert len(named) == len(set(named)) and {word for word, _, _ in result.map} <= set(named)
    assert all(0 <= place.x <= 360 and 0 <= place.y <= 330 for place in drawing.places)
    assert all(place.name_x >= -4 and 0 <= place.name_y <= 334 for place in drawing.places)
    assert embeddings.sentence(given, result)
    assert all(len(row) == len(table.heads) for table in embeddings.tables(given, result) for row in table.rows)
