"""What a developer of this floor can get wrong: said at start with a hint, not by an entry that nobody can reach."""

from collections.abc import Iterator
from typing import Any

from django.core import checks

from roles.models import Lens, LensesPage, Role, RolesExplorerPage

ADDRESS_NOT_RESERVED = "roles.E001"
LISTED = ((RolesExplorerPage, Role), (LensesPage, Lens))


@checks.register(checks.Tags.urls)
def addresses_are_reserved(app_configs: Any, **kwargs: Any) -> Iterator[checks.Error]:
    """Each address of a list page that is no entry's is a slug that no entry may have."""
    for page_type, model in LISTED:
        for route in page_type.get_subpage_urls():
            first = str(route.pattern).partition("/")[0]
            if first and "<" not in first and first not in model.RESERVED:
                yield checks.Error(
                    f"{page_type.__name__} has the address {first!r}, which a {model.__name__} could take",
                    hint=f"Add {first!r} to {model.__name__}.RESERVED.",
                    obj=page_type,
                    id=ADDRESS_NOT_RESERVED,
                )
