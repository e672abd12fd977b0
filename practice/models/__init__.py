"""The ideas in words, the page that shows them, how readers answer, and who has played what."""

from practice.models.guesses import GuessTally, Which
from practice.models.ideas import Idea, IdeaLens, IdeaRole, IdeaSkill
from practice.models.pages import PracticePage
from practice.models.played import Played

__all__ = ["GuessTally", "Idea", "IdeaLens", "IdeaRole", "IdeaSkill", "Played", "PracticePage", "Which"]
