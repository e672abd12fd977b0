"""The draft of a quiz, its editions, attempts at them, and the page that leads to all three."""

from quiz.models.attempts import Attempt, Excluded
from quiz.models.balances import Balance, Computation
from quiz.models.draft import Choice, Question, Quiz, RoleResult
from quiz.models.editions import Edition, Refusal
from quiz.models.golden import GoldenAnswers
from quiz.models.pages import QuizPage
from quiz.models.tallies import Gone, Reconciliation, Tally, Watermark

__all__ = [
    "Attempt",
    "Balance",
    "Choice",
    "Computation",
    "Edition",
    "Excluded",
    "GoldenAnswers",
    "Gone",
    "Question",
    "Quiz",
    "QuizPage",
    "Reconciliation",
    "Refusal",
    "RoleResult",
    "Tally",
    "Watermark",
]
