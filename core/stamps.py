"""The site's stamp: a random value that changes with everything published.

The row is written in the publishing transaction, so that it changes exactly when the content does; its copy in a file
follows the commit. A process killed between the two leaves an old copy: `heal` mends it, each second and at start.
"""

import secrets
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.db import transaction

from core import stampfile
from core.models import Stamp

SITE = "site"

current = stampfile.read

T = TypeVar("T")


class Kept(Generic[T]):
    """What was made of what is published, by a key: made once by this process, until the next publish.

    For what is asked for outside of a transaction that writes: what such a one sees may never be committed.
    """

    def __init__(self) -> None:
        self._kept: tuple[str, dict[Hashable, T]] = ("", {})

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` made, now or before; always now where there is no stamp to say when that is stale."""
        stamp = current()
        if not stamp:
            return make()
        under, made = self._kept
        if stamp != under:
            made = {}
            self._kept = (stamp, made)  # in one step: another thread finds no old things under the new stamp
        if key not in made:
            made[key] = make()
        return made[key]


def change() -> None:
    """Make all that is cached stale, as soon as the current transaction is committed.

    Holds the stamp's row until then: two publishing transactions follow one another.
    """
    with transaction.atomic():
        Stamp.objects.update_or_create(name=SITE, defaults={"value": _random()})
        # A copy that can't be written is no reason to tell an editor that nothing was published: it is logged, healed.
        transaction.on_commit(heal, robust=True)


def heal() -> bool:
    """Make the file say what the row says; True where it did not. Call it outside of a transaction.

    Makes the row where there is none. Raises OSError where the file can't be written.
    """
    if _committed() == stampfile.read():
        return False
    with stampfile.turn():
        stampfile.write(_committed())
    return True


def _committed() -> str:
    value = Stamp.objects.filter(name=SITE).values_list("value", flat=True).first()
    return value or Stamp.objects.get_or_create(name=SITE, defaults={"value": _random()})[0].value


def _random() -> str:
    return secrets.token_hex(16)
