"""What a guide's texts have to do with learners: for whoever is about to delete one."""

from collections.abc import Iterator

from core.crossings import Crossing
from guide.models.reads import ReadMark

OF_TEXTS = ("chapter", "article")


def read_by_learners(kind: str, slug: str) -> Iterator[Crossing]:
    """How many learners have read a chapter or close-up: 1 query. In two guides of one slug, both."""
    if kind not in OF_TEXTS:
        return
    number = ReadMark.objects.filter(page__slug=slug, page__content_type__model=f"{kind}page").count()
    if number:
        yield Crossing(
            f"{number} learner{'' if number == 1 else 's'}",
            "Read",
            how="marked it as read. The mark stays theirs, under its last title",
        )
