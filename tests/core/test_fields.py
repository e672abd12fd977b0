import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from wagtail.models import ReferenceIndex

from core.fields import LinesField, MarkdownField, TargetField, validate_markdown, validate_target
from core.widgets import MarkdownTextarea, TargetInput
from roles.models import Skill
from tests.core.things import a_skill

pytestmark = pytest.mark.django_db


def test_a_draft_may_be_linked_to_and_what_is_not_there_may_not():
    a_skill("evals", live=False)

    validate_markdown("See [evals](skill:evals) and [us](https://example.org/).")
    with pytest.raises(ValidationError) as refused:
        validate_markdown("One line.\n\nThen [a word](skill:evalz) <b>here</b>.\n[b](foo:bar)")

    first, second, third, fourth = refused.value.messages
    assert first == "Line 3: “skill:evalz”: there is no skill of that name. It stands behind “a word”."
    assert second == "Line 3: “<b>” would show as it is typed: HTML has no effect here. Put code between backticks."
    assert third.startswith("Line 3: “</b>”")
    assert fourth.startswith("Line 4: “foo:bar”: nothing goes by “foo:”.")


def test_code_may_hold_what_prose_may_not():
    validate_markdown("`<b>` and `[a](foo:bar)`\n\n```\n<b>[a](foo:bar)\n```")


def test_the_form_of_a_model_refuses_a_dangling_link_at_its_field():
    form = modelform_factory(Skill, fields=["summary"])({"summary": "[a](skill:none)"})

    assert form.errors == {"summary": ["Line 1: “skill:none”: there is no skill of that name. It stands behind “a”."]}
    assert isinstance(form.fields["summary"].widget, MarkdownTextarea)


def test_a_target_is_checked():
    a_skill("evals")
    field = TargetField().formfield()

    assert field.clean("skill:evals") == "skill:evals"
    assert isinstance(field.widget, TargetInput)
    with pytest.raises(ValidationError, match="there is no skill"):
        validate_target("skill:none")


def test_a_saved_field_is_known_to_the_reference_index_by_each_link():
    evals, other = a_skill("evals"), a_skill("other")
    linking = a_skill("linking", evidence="[a](skill:evals) [b](skill:other#x) `[c](skill:linking)`")

    references = ReferenceIndex.get_references_for_object(linking)

    assert {reference.to_object_id for reference in references} == {str(evals.pk), str(other.pk)}
    assert ReferenceIndex.get_references_to(evals).group_by_source_object().count() == 1


def test_what_search_finds_is_words_alone():
    assert MarkdownField().get_searchable_content("## A [b](role:c) *d*") == ["A b d"]
    assert MarkdownField().get_searchable_content(None) == [""]


def test_the_widget_is_a_plain_textarea_inside_its_element():
    html = MarkdownTextarea().render("body", "<b>", attrs={"id": "id_body"})

    assert html.startswith("<markdown-editor data-choosers=")
    assert '<textarea name="body"' in html
    assert "&lt;b&gt;</textarea></markdown-editor>" in html.replace("\n", "")


@pytest.mark.parametrize(("typed", "kept"), [(" a \n\n b\n", ["a", "b"]), ("", []), (["x "], ["x"])])
def test_lines_are_trimmed_and_blank_ones_left_out(typed, kept):
    field = LinesField(blank=True).formfield()

    assert field.clean(typed) == kept
    assert not field.has_changed(kept, "\n".join(kept))
