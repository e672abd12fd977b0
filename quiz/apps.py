"""The quiz: which role fits, from the editors' draft to a learner's result."""

from django.apps import AppConfig


class QuizConfig(AppConfig):
    """Says what the quiz holds of a learner; its jobs come with the verbs that they call."""

    name = "quiz"

    def ready(self) -> None:
        from core import crossings
        from learners import holdings
        from quiz import (
            attempts,
            computing,  # noqa: F401 - its job
            queries,
        )
        from quiz.statistics import reconcile, rollup  # noqa: F401 - their jobs

        crossings.register(queries.leading_to)
        holdings.register(
            holdings.Holding(
                name="Quiz results",
                kept=(
                    "Each time you take the quiz: which answers you chose, when you began and ended, the result they "
                    "gave, and what you said of your present work, where you did."
                ),
                how_long="A finished result until you delete it; an unfinished attempt for 90 days.",
                stays=(
                    "What your attempts added to our counts stays in them: how many people opened and finished the "
                    "quiz on a day, and how often each answer and each result occurred in a month. Nothing in them "
                    "belongs together, and nothing leads back to you."
                ),
                shown=queries.held,
                before_deletion=attempts.delete_all_of,
                merge=attempts.give_all_of,
            )
        )
