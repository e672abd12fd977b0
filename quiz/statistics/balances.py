"""The balance of an edition, where it has been computed: what chance alone would give."""

from quiz.paper import Paper
from quiz.statistics.chance import Chance


def chance_of(paper: Paper) -> Chance | None:
    """What random answering to `paper` gives; None until its balance is computed."""
    return None
