"""Weights are written a role a line, and say what is wrong with them."""

import pytest
from django.core.exceptions import ValidationError

from quiz.fields import WeightsField, WeightsFormField
from quiz.models import Choice
from tests.factories.roles import RoleFactory

FIELD = WeightsFormField(required=False)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", {}),
        ("ai-engineer 2", {"ai-engineer": 2}),
        ("  ai-engineer: 2 \r\n\r\nai-architect  3\n", {"ai-engineer": 2, "ai-architect": 3}),
        ("ai-engineer 9", {"ai-engineer": 9}),
    ],
)
def test_a_line_is_a_role_and_its_weight(written, read):
    assert FIELD.clean(written) == read


@pytest.mark.parametrize("written", ("ai-engineer", "2 ai-engineer", "AI Engineer 2", "ai-engineer 2.5", "a 1\na 2"))
def test_what_can_not_be_read_is_refused(written):
    with pytest.raises(ValidationError):
        FIELD.clean(written)


def test_what_is_shown_reads_back_the_same():
    weights = {"ai-engineer": 2, "ai-architect": 3}

    shown = FIELD.widget.format_value(weights)

    assert shown == "ai-engineer 2\nai-architect 3"
    assert FIELD.clean(shown) == weights
    assert not FIELD.has_changed(weights, shown)
    assert FIELD.has_changed(weights, "ai-engineer 3")
    assert FIELD.has_changed(weights, "nonsense")


@pytest.mark.django_db
def test_the_roles_that_get_points_are_known_to_reports():
    role = RoleFactory(slug="ai-engineer", phases=[], skills=[])
    field = Choice._meta.get_field("weights")
    assert isinstance(field, WeightsField)

    found = list(field.extract_references({"ai-engineer": 2, "nobody": 1}))

    assert [(model, key) for model, key, _, _ in found] == [(type(role), str(role.pk))]
