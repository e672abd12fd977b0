"""An address that the pages of this floor take is a slug that no entry can have."""

import pytest

from roles.checks import addresses_are_reserved
from roles.models import Lens, Role


def test_every_address_is_reserved():
    assert list(addresses_are_reserved(None)) == []


@pytest.mark.parametrize(("model", "taken"), [(Role, {"compare", "today"}), (Lens, {"checklist"})])
def test_an_address_that_is_not_reserved_is_named(monkeypatch, model, taken):
    monkeypatch.setattr(model, "RESERVED", frozenset())

    found = list(addresses_are_reserved(None))

    assert {error.hint for error in found} == {f"Add {slug!r} to {model.__name__}.RESERVED." for slug in taken}
