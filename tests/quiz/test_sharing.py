"""The link of a result, where it is shared: its picture and its words, nothing of who answered, gone with it."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from learners.models import Learner
from quiz import sharing
from quiz.sharing import Card, card_of, draw, picture
from quiz.telling import tell
from tests.factories.learners import LearnerFactory, a_browser
from tests.factories.quiz import AttemptFactory
from tests.quiz.papers import bundle, places

CASES = {case["slug"]: case for case in bundle()["golden"]}
QUIZ, TOKEN = "/guide/quiz/", "a" * 43
LONG = Card(
    "Which AI role are you?", ("Artificial General Responsibility Engineer " * 2, "and Another " * 5), "A fit. " * 20
)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def owned(page):
    return AttemptFactory(learner=LearnerFactory(token=TOKEN), edition=page.quiz.edition, done=True)


@pytest.mark.parametrize(
    ("slug", "lines", "note"),
    [("margin-just-over", 1, "A fit of"), ("tie-more-threes", 2, "Too close to call"), ("all-first", 1, "The nearest")],
)
def test_a_card_says_what_the_result_says_first(paper, slug, lines, note):
    told = tell(paper, places(paper, CASES[slug]["answers"]))

    card = card_of(told, "Which AI role are you?")

    assert len(card.lines) == lines
    assert note in card.note and str(told.best.fit) in card.note
    assert all(line in card.alt for line in card.lines)


@pytest.mark.parametrize("card", [Card("Which?", ("Data Engineer",), ""), LONG], ids=["short", "long"])
def test_a_picture_has_its_size_and_the_same_words_make_the_same_bytes(card):
    first, second = draw(card), draw(card)

    with Image.open(BytesIO(first)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
    assert first == second


def test_a_picture_is_made_once(monkeypatch):
    card = Card("Which?", ("Data Engineer",), "A fit of 60.")
    made = picture(card)
    monkeypatch.setattr(sharing, "draw", None)

    assert picture(card) == made
    assert default_storage.listdir("cards")[1] == [card.name.removeprefix("cards/")]


def test_who_is_slower_leaves_no_second_file(monkeypatch):
    card = Card("Which?", ("Data Engineer",), "")
    picture(card)
    exists, first = default_storage.exists, iter([False])
    monkeypatch.setattr(default_storage, "exists", lambda name: next(first, None) is None and exists(name))
    picture(card)

    assert len(default_storage.listdir("cards")[1]) == 1


def test_the_page_names_its_picture_and_no_search_engine_keeps_it(owned, alice):
    address = f"{QUIZ}result/{owned.result_key}/"

    response = alice.get(address)

    words = response.content.decode()
    assert f'{address}card.png">' in words
    assert f'property="og:image:alt" content="{response.context["card"].alt}"' in words
    assert 'property="og:title"' in words
    assert '<meta name="robots" content="noindex">' in words


def test_the_picture_is_gone_with_the_result(owned, alice):
    address = f"{QUIZ}result/{owned.result_key}/"

    drawn = alice.get(f"{address}card.png")
    deleted = a_browser(TOKEN).post(address, {"delete": 1}, follow=True)

    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/png")
    assert drawn.headers["X-Robots-Tag"] == "noindex"
    assert deleted.status_code == 410
    assert [alice.get(way).status_code for way in (address, f"{address}card.png")] == [410, 410]
    assert alice.get(f"{QUIZ}result/{'z' * 22}/card.png").status_code == 410
    assert alice.get(f"/guide/result/{'z' * 22}/card.png").status_code == 404


def test_only_the_owner_is_offered_to_delete_and_may(owned, alice):
    address = f"{QUIZ}result/{owned.result_key}/"

    alice.post(address, {"delete": 1})

    assert "Delete this result" not in alice.get(address).content.decode()
    assert "Delete this result" in a_browser(TOKEN).get(address).content.decode()
    assert Learner.objects.get().attempts.count() == 1


def test_a_shared_page_holds_neither_the_key_nor_the_learner(owned, alice):
    words = alice.get(f"{QUIZ}result/{owned.result_key}/").content.decode()

    assert owned.key not in words
    assert str(owned.pk) not in words
    assert owned.learner.token_hash not in words
