"""What a developer of this floor can get wrong: said at start with a hint, not by a stage that nobody can reach."""

from collections.abc import Iterator
from typing import Any

from django.core import checks

from roadmap.models import RoutePage, Stage

ADDRESS_NOT_RESERVED = "roadmap.E001"


@checks.register(checks.Tags.urls)
def addresses_are_reserved(app_configs: Any, **kwargs: Any) -> Iterator[checks.Error]:
    """Each address of the Route's page that is no stage's is a slug that no stage may have."""
    for route in RoutePage.get_subpage_urls():
        first = str(route.pattern).partition("/")[0]
        if first and "<" not in first and first not in Stage.RESERVED:
            yield checks.Error(
                f"RoutePage has the address {first!r}, which a Stage could take",
                hint=f"Add {first!r} to Stage.RESERVED.",
                obj=RoutePage,
                id=ADDRESS_NOT_RESERVED,
            )
