"""Which ideas have to do with a role, a skill, a lens, a page or another idea: for readers at the foot of its page."""

from core.crossings import Uses, uses
from practice.models.ideas import Idea

HEADING = "Play with the idea"
USES = {"role": "roles__role__slug", "skill": "skills__skill__slug", "lens": "lenses__lens__slug"}
READS = ("chapter", "article", "cookbook")


def ideas_using(kind: str, slug: str) -> Uses | None:
    """The live ideas that lead to a thing."""
    live = Idea.objects.filter(live=True)
    if kind in USES:
        found = live.filter(**{USES[kind]: slug})
    elif kind in READS:
        found = live.filter(reads__contains=[{"type": "read", "value": f"{kind}:{slug}"}])
    else:
        return None
    return uses(HEADING, found, scheme="practice", note="question", order=["sort_order"])
