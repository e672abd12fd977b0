"""People who sign in to the admin, each with the rights of one group and no more."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from guide.groups import EDITOR, REVIEWER


def signed_in(name, *groups):
    user = User.objects.create_user(name, f"{name}@example.org", "a password")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    client.user = user
    return client


@pytest.fixture
def editor(db):
    """The browser of someone in the group Editor."""
    return signed_in("eddie", EDITOR)


@pytest.fixture
def reviewer(db):
    """The browser of someone in the group Reviewer."""
    return signed_in("rena", REVIEWER)


@pytest.fixture
def stranger(db):
    """The browser of someone with an account and no group."""
    return signed_in("sam")
