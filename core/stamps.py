"""The site's stamp: a random value that changes with everything published.

The row is written in the publishing transaction, so that it changes exactly when the content does; its copy in a file
follows the commit. A process killed between the two leaves an old copy: `heal` mends it, each second and at start.
"""

import secrets

from django.db import transaction

from core import stampfile
from core.models import Stamp

SITE = "site"

current = stampfile.read


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
