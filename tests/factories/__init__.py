"""What tests are made of. Each module is one app's.

What a factory makes is in no index: a test makes hundreds of rows, and few tests search or ask where a thing is used.
Those make it inside `indexed()`.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any
from unittest import mock

from factory.django import DjangoModelFactory
from modelsearch import signal_handlers
from wagtail.signal_handlers import disable_reference_index_auto_update

_indexes: ContextVar[bool] = ContextVar("_indexes", default=False)


@contextmanager
def indexed() -> Iterator[None]:
    """What factories make in here is found by a search, and known by what it leads to."""
    before = _indexes.set(True)
    try:
        yield
    finally:
        _indexes.reset(before)


class Factory(DjangoModelFactory):
    """Makes rows that are in no index."""

    class Meta:
        abstract = True

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
        with ExitStack() as stack:
            if not _indexes.get():
                stack.enter_context(indexed())  # for what it makes on its way
                stack.enter_context(disable_reference_index_auto_update())
                stack.enter_context(mock.patch.object(signal_handlers, "insert_or_update_object_task"))
            return super()._generate(strategy, params)
