"""The papers of editions, kept in memory: an edition is read from the database once a process, until it is reworded."""

from datetime import datetime
from functools import lru_cache

from quiz.models.attempts import Attempt
from quiz.models.editions import Edition
from quiz.paper import Paper


def paper_of(edition: Edition) -> Paper:
    """The paper of `edition`, with its words as of when the row was read. At most one query."""
    return _paper(edition.pk, edition.worded_at)


def paper_for(attempt: Attempt) -> Paper:
    """The paper that `attempt` answers. At most one query, when its edition came with it."""
    return paper_of(attempt.edition)


@lru_cache(maxsize=64)
def _paper(edition_id: int, worded_at: datetime) -> Paper:
    # `worded_at` is part of the key alone: a row that was reworded since is read as it is now, which is no worse.
    return Paper.from_document(Edition.objects.get(pk=edition_id).document)
