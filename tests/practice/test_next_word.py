"""Next word: probabilities of a counting model, and a game whose whole state is in its address."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from practice.drawings import draw
from practice.ideas import next_word, ngrams
from tests.practice.bundle import made

MODEL = made("next-word")["model"]
SAID = st.lists(st.sampled_from([*MODEL["vocabulary"][:-2], "zebra"]), max_size=8)
ORDERS = st.integers(1, ngrams.LONGEST)
INPUTS = st.builds(
    next_word.Inputs,
    mode=st.sampled_from(["play", "free"]),
    context=SAID.map(" ".join) | st.text(max_size=120),
    order=ORDERS.map(str),
    smoothing=st.sampled_from(ngrams.SMOOTHINGS),
    round=st.integers(1, 10),
    guess=st.sampled_from(["", "depot", "dawn"]) | st.text(max_size=20),
    past=st.text(max_size=220) | st.lists(st.sampled_from(["dawn", "night", ""]), max_size=12).map(".".join),
)


def result_of(**given: object) -> next_word.Result:
    return next_word.compute(next_word.Inputs(**given), made("next-word"))


@settings(max_examples=60, deadline=None)
@given(SAID, ORDERS, st.sampled_from(["backoff", "kn"]))
def test_probabilities_sum_to_one(said, order, smoothing):
    shares = ngrams.chances(MODEL, ngrams.known(MODEL, " ".join(said))[0], order, smoothing)

    assert math.isclose(sum(shares.values()), 1)
    assert all(share >= 0 for share in shares.values())
    assert set(shares) == set(MODEL["vocabulary"])


@settings(max_examples=60, deadline=None)
@given(SAID, ORDERS)
def test_a_model_that_gives_up_knows_all_or_nothing(said, order):
    shares = ngrams.chances(MODEL, ngrams.known(MODEL, " ".join(said))[0], order, "none")

    assert math.isclose(sum(shares.values()), 1) or not any(shares.values())


@settings(max_examples=60, deadline=None)
@given(SAID, ORDERS)
def test_kneser_ney_leaves_nothing_impossible(said, order):
    assert min(ngrams.chances(MODEL, ngrams.known(MODEL, " ".join(said))[0], order, "kn").values()) > 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(MODEL["vocabulary"][:-2]), max_size=4), st.integers(2, ngrams.LONGEST))
def test_a_blend_orders_the_words_as_the_whole_model_does(said, order):
    blend = ngrams.Blend(MODEL, order)
    shares = ngrams.chances(MODEL, said, order, "kn")
    unseen = shares.pop(ngrams.UNSEEN)

    after = blend.after(blend.seen(said))

    assert [word for word, _ in after] == [word for word, _ in ngrams.ordered(shares)]
    assert all(math.isclose(share, shares[word] / (1 - unseen), rel_tol=1e-9) for word, share in after)


def test_kneser_ney_is_counted_as_by_hand():
    model = ngrams.count(["a b", "a c", "b c"])

    shares = ngrams.chances(model, ["a"], 2, "kn")

    pairs = {("<s>", "a"), ("a", "b"), ("b", "</s>"), ("a", "c"), ("c", "</s>"), ("<s>", "b"), ("b", "c")}
    before_b = len({first for first, second in pairs if second == "b"})
    unigram = (before_b - 0.75) / len(pairs) + 0.75 * 4 / len(pairs) / 5
    assert math.isclose(shares["b"], (1 - 0.75) / 2 + 0.75 * 2 / 2 * unigram)


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_the_game_never_counts_a_round_twice_or_one_that_is_to_come(given):
    result = next_word.compute(given, made("next-word"))

    places = [row[0] for row in result.rounds]
    assert places == sorted(set(places)) and all(place <= given.round for place in places)
    assert result.you <= len(places) and result.model <= len(places)
    assert len(result.past) <= 300


@settings(max_examples=60, deadline=None)
@given(INPUTS)
def test_nothing_of_the_model_shows_before_the_guess(given):
    result = next_word.compute(given, made("next-word"))

    drawing = draw("next-word", given, result)

    assert drawing.is_open == (given.mode == "play" and result.answer is None)
    if drawing.is_open:
        assert not drawing.words and not drawing.steps
        captions = [table.caption for table in next_word.tables(given, result)]
        assert "The likeliest next words" not in captions
    assert next_word.sentence(given, result)
    assert all(len(row) == len(table.heads) for table in next_word.tables(given, result) for row in table.rows)


def test_ten_rounds_played_by_their_links_end_with_the_score_of_the_text():
    past, rounds = "", made("next-word")["rounds"]
    for place, asked in enumerate(rounds, 1):
        result = result_of(round=place, guess=asked["answer"], past=past)
        past = result.past

    assert (result.you, result.model) == (10, 4)
    assert len(past) <= next_word.Inputs.kinds()["past"].longest


def test_a_round_that_was_left_out_is_not_counted():
    result = result_of(round=3, guess="noon", past=".night")

    assert [row[0] for row in result.rounds] == [2, 3]


def test_the_longest_guesses_of_ten_rounds_fit_the_address():
    assert len(".".join(["x" * 20] * 10)) <= next_word.Inputs.kinds()["past"].longest


def test_an_impossible_word_makes_perplexity_infinite():
    assert result_of(smoothing="none").perplexity == math.inf
    assert result_of(smoothing="backoff").held_out_impossible == 1
