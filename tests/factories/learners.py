"""Learners, and the browsers that are known as theirs."""

import factory
from django.test import Client
from factory.django import DjangoModelFactory

from learners import cookies
from learners.models import Learner

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


class LearnerFactory(DjangoModelFactory):
    """A learner of whom nothing is held; `token` is what their browser has."""

    class Meta:
        model = Learner

    class Params:
        token = factory.Sequence(lambda n: f"{n:043d}")

    token_hash = factory.LazyAttribute(lambda made: cookies.hashed(made.token))


def a_browser(token: str = "", **headers: str) -> Client:
    """A browser without a past, or the one that has this token."""
    client = Client(headers={"user-agent": BROWSER, **headers})
    if token:
        client.cookies[cookies.TOKEN.name] = token
    return client
