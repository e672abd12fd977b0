"""What The Claude Cookbook holds of a learner, as words for them, and joined with another set."""

from django.http import HttpRequest

from cookbooks.models.marks import Mark, Said
from core.links import doors
from learners import holdings
from learners.holdings import Held, Holding, named
from learners.models import Learner

BOOK = "cookbook:claude-cookbook"


def register() -> None:
    """Let the book hold things; called once, when the app is ready."""
    holdings.register(
        Holding(
            name="The Claude Cookbook",
            kept="Which commands you use, which steps of a recipe you did, which statements of a level hold for you, "
            "in the words that they had, and when you said so.",
            how_long="Until you take the mark back or delete everything.",
            shown=_marks,
            merge=merge,
        )
    )


def _marks(learner: Learner, request: HttpRequest) -> list[Held]:
    """What `learner` ticked, the latest first: a query."""
    book = doors(request).get(BOOK)
    rows = Mark.objects.filter(learner=learner).order_by("-at", "pk")
    return [
        Held(_words_of(row), f"{book.path}{_PLACES[Said(row.about)].format(row.slug)}" if book else "", row.at)
        for row in rows
    ]


_PLACES = {Said.COMMAND: "commands/{}/", Said.STEP: "recipes/{}/", Said.STATEMENT: "levels/#{}"}


def _words_of(row: Mark) -> str:
    match Said(row.about):
        case Said.COMMAND:
            return f"You use: {row.words}"
        case Said.STEP:
            return f"Done, in “{named(row.slug)}”: {row.words}"
    return f"Holds, at level “{named(row.slug)}”: {row.words}"


def merge(source: Learner, target: Learner) -> None:
    """Give `target` what `source` ticked and they have not."""
    mine = set(Mark.objects.filter(learner=target).values_list("about", "slug", "line"))
    rows = [row for row in Mark.objects.filter(learner=source) if (row.about, row.slug, row.line) not in mine]
    for row in rows:
        row.learner = target
    Mark.objects.bulk_update(rows, ["learner"], batch_size=500)
