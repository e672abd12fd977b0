"""Carrying a learner to another browser by a link that works once. Only its fingerprint is stored."""

import secrets
from datetime import timedelta
from enum import StrEnum

import segno
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from core.publishing import job
from learners import cookies, holdings
from learners.models import Browser, Learner, Transfer

MINUTES = 15
LIFETIME = timedelta(minutes=MINUTES)
TOLD_FOR = timedelta(days=1)  # for so long a link that is over says what became of it
TOKEN_BYTES = 32


class Trouble(StrEnum):
    """Why a link carries nobody anywhere."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    OWN = "own"

    @property
    def heading(self) -> str:
        return {
            Trouble.UNKNOWN: "There is no such link",
            Trouble.USED: "This link has been used",
            Trouble.EXPIRED: "This link is too old",
            Trouble.OWN: "You are here already",
        }[self]

    @property
    def words(self) -> str:
        """What happened, and what to do."""
        again = "Make a new one in the browser that has your things: open “What we keep for you” there."
        return {
            Trouble.UNKNOWN: "A letter of it was lost on the way, it is more than a day old, a newer one was made, or "
            f"what it led to has been deleted. {again}",
            Trouble.USED: "Each link works once. If it was not you who used it, delete what we keep in the browser "
            f"that made it. {again}",
            Trouble.EXPIRED: f"Links work for {MINUTES} minutes. {again}",
            Trouble.OWN: "This browser has all that the link leads to. Open it in the other one: it still works.",
        }[self]


class Refused(Exception):
    """The link carries nobody anywhere; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.words)
        self.trouble = trouble


def start(request: HttpRequest) -> str:
    """The token of a new link to the learner whose browser sent `request`. Links that they made before end.

    The browser gets another token with the answer. Raises Learner.DoesNotExist where nothing is held of anyone.
    """
    learner = cookies.learner_of(request)
    if learner is None:
        raise Learner.DoesNotExist
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        Learner.objects.select_for_update(no_key=True).get(pk=learner.pk)
        Transfer.objects.filter(learner=learner, used_at__isnull=True).delete()
        Transfer.objects.create(learner=learner, token_hash=cookies.hashed(token))
        cookies.rotate(request)
    return token


def look(request: HttpRequest, token: str) -> Learner:
    """The learner to whom a link leads, which stays as it was. Raises Refused."""
    return _usable(request, Transfer.objects.select_related("learner").filter(token_hash=cookies.hashed(token)).first())


def accept(request: HttpRequest, token: str) -> Learner:
    """Carry the learner of a link to the browser that sent `request`, and end the link.

    What is held of that browser's own learner becomes theirs too: nothing is lost, and the other browsers of both keep
    what they have. The browser gets a token of its own with the answer. Raises Refused.
    """
    with transaction.atomic():
        # Two that accept one link follow one another; so do two browsers that carry to each other.
        link = Transfer.objects.select_for_update().filter(token_hash=cookies.hashed(token)).first()
        source = cookies.learner_of(request)
        target = _usable(request, link)
        keys = [learner.pk for learner in (source, target) if learner]
        locked = {row.pk: row for row in Learner.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
        if target.pk not in locked:
            raise Refused(Trouble.UNKNOWN)
        Transfer.objects.filter(token_hash=cookies.hashed(token)).update(used_at=timezone.now())
        if source and source.pk in locked:
            holdings.merge(locked[source.pk], locked[target.pk])
            _follow(locked[source.pk], target, but=cookies.hashed(cookies.token_of(request)))
            locked[source.pk].delete()
        cookies.join(request, target)
    return target


def _usable(request: HttpRequest, link: Transfer | None) -> Learner:
    if link is None:
        raise Refused(Trouble.UNKNOWN)
    if link.used_at:
        raise Refused(Trouble.USED)
    if link.made_at < timezone.now() - LIFETIME:
        raise Refused(Trouble.EXPIRED)
    mine = cookies.learner_of(request)
    if mine and mine.pk == link.learner_id:
        raise Refused(Trouble.OWN)
    return link.learner


def _follow(source: Learner, target: Learner, *, but: str) -> None:
    """Lead the browsers of `source` to `target`, save the one whose token is `but`, which gets another."""
    Browser.objects.filter(learner=source).exclude(token_hash=but).update(learner=target)
    if source.token_hash != but:
        Browser.objects.create(learner=target, token_hash=source.token_hash)


def drawn(address: str) -> str:
    """`address` as a QR code: an SVG without colors of its own."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(svgclass="qr", lineclass="qr__dark", omitsize=True, border=0)


@job(every=timedelta(hours=1))
def clear_ended() -> int:
    """Delete links a day old, and tokens that have given way. Returns how many."""
    now = timezone.now()
    links, _ = Transfer.objects.filter(made_at__lt=now - TOLD_FOR).delete()
    tokens, _ = Browser.objects.filter(until__lt=now).delete()
    return links + tokens
