"""What a developer of this floor can get wrong: said at start with a hint, not by a sheet that nobody can reach."""

from collections.abc import Iterator
from typing import Any

from django.core import checks

from cookbooks.models import ClaudePage, Sheet

ADDRESS_NOT_RESERVED = "cookbooks.E001"


@checks.register(checks.Tags.urls)
def addresses_are_reserved(app_configs: Any, **kwargs: Any) -> Iterator[checks.Error]:
    """Each address of the book that is no sheet's is a slug that no sheet may have."""
    for route in ClaudePage.get_subpage_urls():
        first = str(route.pattern).partition("/")[0]
        if first and "<" not in first and first not in Sheet.RESERVED:
            yield checks.Error(
                f"ClaudePage has the address {first!r}, which a Sheet could take",
                hint=f"Add {first!r} to Sheet.RESERVED.",
                obj=ClaudePage,
                id=ADDRESS_NOT_RESERVED,
            )
