"""Attempts of every kind, at random but the same each time: what the statistics are tested on."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from quiz.models import Attempt, Edition, Excluded
from quiz.papers import paper_of
from quiz.statistics import rollup
from tests.factories.learners import LearnerFactory
from tests.factories.quiz import AttemptFactory

FIRST_DAY = datetime(2026, 9, 20, tzinfo=UTC)


def rolled_up_to(moment: datetime) -> None:
    """Have everything rolled up that had settled at `moment`."""
    rollup.roll_up(moment)


def attempts_at(edition: Edition, many: int, seed: int = 1, **fixed: Any) -> list[Attempt]:
    """So many attempts over 80 days from FIRST_DAY: opened, begun, given up, finished late, excluded, retaken."""
    dice, learner = random.Random(seed), LearnerFactory()
    return [AttemptFactory(**_one(dice, edition) | {"learner": learner} | fixed) for _ in range(many)]


def _one(dice: random.Random, edition: Edition) -> dict[str, Any]:
    paper = paper_of(edition)
    opened = FIRST_DAY + timedelta(seconds=dice.uniform(0, 80 * 86_400))
    answers = [dice.randint(1, len(question.choices)) for question in paper.scored.questions]
    values: dict[str, Any] = {
        "edition": edition,
        "opened_at": opened,
        "context": [dice.randint(0, len(question.choices)) for question in paper.words.context],
        "retake": dice.random() < 0.2,
        "excluded": dice.choice([Excluded.NO] * 9 + [Excluded.STAFF, Excluded.BOT, Excluded.TOO_FAST]),
        "answers": answers,
    }
    if dice.random() < 0.3:
        known = dice.randint(0, len(answers) - 1)
        return values | {"answers": [*answers[:known], *[0] * (len(answers) - known)]}
    taken = timedelta(seconds=dice.choice((dice.uniform(1, 600), 86_400 * dice.uniform(0, 45))))
    return values | {"done": True, "finished_at": opened + taken}
