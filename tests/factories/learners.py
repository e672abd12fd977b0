"""Learners, and the browsers that are known as theirs."""

import factory
from django.test import Client

from learners import cookies
from learners.models import Browser, Learner, SkillClaim, Transfer
from tests.factories import Factory

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


class LearnerFactory(Factory):
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


class BrowserFactory(Factory):
    """A browser to which a link carried a learner; `token` is what it has."""

    class Meta:
        model = Browser

    class Params:
        token = factory.Sequence(lambda n: f"b{n:042d}")

    learner = factory.SubFactory(LearnerFactory)
    token_hash = factory.LazyAttribute(lambda made: cookies.hashed(made.token))


class TransferFactory(Factory):
    """A link made just now; `token` is what its address ends in."""

    class Meta:
        model = Transfer

    class Params:
        token = factory.Sequence(lambda n: f"t{n:042d}")

    learner = factory.SubFactory(LearnerFactory)
    token_hash = factory.LazyAttribute(lambda made: cookies.hashed(made.token))


class SkillClaimFactory(Factory):
    """A skill that is claimed, with a note."""

    class Meta:
        model = SkillClaim

    learner = factory.SubFactory(LearnerFactory)
    skill = factory.Sequence(lambda n: f"skill-{n}")
    note = "In the wiki."
