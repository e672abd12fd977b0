"""How many rows several querysets have, asked at once."""

from collections.abc import Mapping

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet, Subquery, Value


def counted(rows: Mapping[str, QuerySet]) -> dict[str, int]:
    """How many each of `rows` has, by its name: one query."""
    each = {f"of_{name}": Subquery(count_of(found)) for name, found in rows.items()}
    found = ContentType.objects.annotate(**each).values(*each)[:1].get()  # any table that is never empty
    return {name: found[f"of_{name}"] or 0 for name in rows}


def count_of(rows: QuerySet) -> QuerySet:
    """How many `rows` there are, as a subquery; nothing for none."""
    return rows.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values("number")
