"""Which ideas have to do with a role, a skill, a lens, a page or another idea: for readers at the foot of its page."""

from collections.abc import Iterator

from core.crossings import Use
from practice.models.ideas import Idea

HEADING = "Play with the idea"
USES = {"role": "roles__role__slug", "skill": "skills__skill__slug", "lens": "lenses__lens__slug"}
READS = ("chapter", "article", "cookbook")


def ideas_using(kind: str, slug: str) -> Iterator[Use]:
    """The live ideas that lead to a thing: at most 1 query."""
    live = Idea.objects.filter(live=True)
    if kind in USES:
        found = live.filter(**{USES[kind]: slug})
    elif kind in READS:
        found = live.filter(reads__contains=[{"type": "read", "value": f"{kind}:{slug}"}])
    else:
        return
    for row in found.order_by("sort_order").values_list("slug", "question"):
        yield Use(f"practice:{row[0]}", HEADING, row[1])
