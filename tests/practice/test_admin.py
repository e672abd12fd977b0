"""Ideas through the admin's own views: what is refused, previews, the report; who may see it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu, reports_menu
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from practice.models import Idea
from tests.admin.conftest import editor, stranger  # noqa: F401 - fixtures
from tests.admin.forms import url
from tests.factories.practice import GuessTallyFactory

TEXTS = (
    *("title", "slug", "question", "promise", "minutes", "what_you_see", "rule", "surprise", "misconception"),
    *("predict_question", "predict_answer", "predict_reveal", "after_question", "after_answer", "after_why"),
)


def idea_form(idea, *, tries=(), predict_set=(), **typed):
    """The form of a stored idea, with what an editor has typed."""
    inputs = [
        (
            "input",
            nested_form_data(
                {
                    "name": one.value["name"],
                    "label": one.value["label"],
                    "choices": streamfield([]) | {"count": "0"},
                }
            ),
        )
        for one in idea.inputs
    ]
    explain = [("explain", nested_form_data({"heading": "Begin", "body": "Type."}))]
    return nested_form_data(
        {
            **{name: getattr(idea, name) for name in TEXTS},
            "predict_choices": "\n".join(idea.predict_choices),
            "after_choices": "\n".join(idea.after_choices),
            "explain": streamfield(explain),
            "inputs": streamfield(inputs),
            "tries": streamfield(list(tries) or [a_try("k1", "3")]),
            "predict_set": streamfield(list(predict_set)),
            **{name: streamfield([]) for name in ("checks", "odd_inputs", "reads", "leans", "sources")},
            **{name: inline_formset([], initial=0) for name in ("roles", "skills", "lenses")},
            "action-publish": "1",
            **typed,
        }
    )


def a_try(name, value):
    row = {"count": "1", "0-type": "", "0-order": "0", "0-deleted": "", "0-id": ""}
    row |= {"0-value-name": name, "0-value-value": value}
    return ("try", nested_form_data({"do": "Do it.", "notice": "See.", "set": row}))


def test_an_editor_changes_the_words_of_an_idea(editor, floor, alice):  # noqa: F811
    answer = editor.post(url(Idea, "edit", floor.search.pk), idea_form(floor.search, question="What is it?"))

    assert answer.status_code == 302
    assert "What is it?" in alice.get("/practice/search/").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"tries": [a_try("k1", "9")]}, "goes from 0 to 3"),
        ({"predict_set": [("set", {"name": "b", "value": "9"})]}, "“b” goes from 0 to 1."),
        ({"tries": [a_try("knob", "1")]}, "has no control “knob”"),
        ({"predict_answer": "Both"}, "The answer “Both” is none of the choices."),
        ({"after_choices": "This\nThat"}, "as many choices"),
    ],
)
def test_words_that_do_not_fit_the_figure_are_refused(editor, floor, typed, sentence):  # noqa: F811
    answer = editor.post(url(Idea, "edit", floor.search.pk), idea_form(floor.search, **typed))

    assert answer.status_code == 200
    assert sentence in answer.text


def test_an_idea_without_a_figure_is_refused(editor, floor):  # noqa: F811
    answer = editor.post(url(Idea, "add"), idea_form(floor.search, slug="magic"))

    assert "No figure is called “magic”." in answer.text


def test_an_editor_previews_an_idea_with_its_figure(editor, floor):  # noqa: F811
    address = url(Idea, "preview_on_edit", floor.search.pk)
    editor.post(address, idea_form(floor.search, title="Another title"))

    page = editor.get(address)

    assert "Another title" in page.text and "play__said" in page.text


def test_ideas_and_their_report_have_a_place_in_the_menus(editor, stranger, rf, floor):  # noqa: F811
    request = rf.get("/admin/")
    request.user = editor.user
    assert "Ideas" in [item.label for item in admin_menu.menu_items_for_request(request)]
    assert "What the ideas teach" in [item.label for item in reports_menu.menu_items_for_request(request)]

    request = rf.get("/admin/")
    request.user = stranger.user
    assert "What the ideas teach" not in [item.label for item in reports_menu.menu_items_for_request(request)]
    assert stranger.get(reverse("practice_guesses")).status_code == 302


def test_the_report_says_both_shares_with_how_sure_they_are(editor, floor):  # noqa: F811
    asked = floor.search.predict.words, floor.search.after.words
    for which, words, right, count in [
        ("predict", asked[0], False, 62),
        ("predict", asked[0], True, 38),
        ("after", asked[1], True, 60),
        ("after", asked[1], False, 20),
        ("after", "otherwise", True, 7),
    ]:
        GuessTallyFactory(
            which=which, words=words, right=right, choice=1 + right, count=count, day=timezone.now().date()
        )

    page = editor.get(reverse("practice_guesses")).text

    assert "38% of 100 (29 to 48 %)" in page
    assert "75% of 80 (65 to 83 %)" in page
    assert "points: more" in page
    assert "No answers yet" in page  # of the other idea
    assert "compares two groups of readers" in page


def test_the_report_can_be_taken_along(editor, floor):  # noqa: F811
    GuessTallyFactory(words=floor.search.predict.words, day=timezone.now().date())

    rows = editor.get(reverse("practice_guesses"), {"export": "csv"}).getvalue().decode().splitlines()

    assert rows[0].startswith("Idea,Right before,Answers before")
    assert rows[1].startswith("Search: what it is,0,1,0.0,")
