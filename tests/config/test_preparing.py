"""`manage.py prepare`: the steps it is told, and one account, whose password it shows once."""

import io
import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.test import RequestFactory

pytestmark = pytest.mark.django_db


def prepare(*steps: str) -> str:
    out = io.StringIO()
    call_command("prepare", *steps, stdout=out)
    return out.getvalue()


def test_the_first_run_makes_an_administrator_whose_password_it_shows(settings):
    said = prepare("tables", "static")

    name, password = re.search(r"Name: (\S+)  Password: (\S+)", said).groups()
    user = authenticate(RequestFactory().get("/"), username=name, password=password)
    assert user.is_superuser
    assert f"bin/manage changepassword {name}" in said
    assert (settings.STATIC_ROOT / "css" / "tokens.css").exists()


def test_a_second_run_makes_no_account_and_shows_no_password():
    prepare("tables")

    said = prepare("tables")

    assert "Password" not in said
    assert get_user_model().objects.count() == 1


def test_an_administrator_of_another_name_is_enough():
    get_user_model().objects.create_superuser("ada", password="a password of hers")

    assert "Password" not in prepare("tables")


def test_a_step_that_is_none_is_refused():
    with pytest.raises(CommandError, match="no step is called tabels; the steps are tables, content, static"):
        prepare("tabels")
