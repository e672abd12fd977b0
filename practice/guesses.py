"""How readers answer the two questions of an idea: counted a day, without anything that says who."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from core.intervals import Interval, difference, wilson
from core.limits import Window, address_of
from core.programs import is_program
from practice.judging import Asked
from practice.models.guesses import GuessTally, Which

# A class of two hundred that answers both questions of an idea within a minute, three times over.
MOST_AN_ADDRESS = 1_200
# Of a double click, both posts may arrive; who wants to answer again waits this long, in seconds.
TWICE = 3

# One row a day and choice, whoever is first: two at once can't lose each other's count.
COUNT = """
    INSERT INTO practice_guesstally (idea, which, words, day, choice, "right", count)
    VALUES (%(idea)s, %(which)s, %(words)s, %(day)s, %(choice)s, %(right)s, 1)
    ON CONFLICT (idea, which, words, day, choice) DO UPDATE SET count = practice_guesstally.count + 1
"""

often = Window()
again = Window(TWICE)


def wait(request: HttpRequest) -> int:
    """Seconds to wait before `request` may answer once more; 0 for now."""
    return often.wait((f"guess {address_of(request)}", MOST_AN_ADDRESS))


def count(request: HttpRequest, idea: str, which: Which, asked: Asked, choice: int) -> bool:
    """Count `choice`, the place of one of the choices, today (UTC). False: not counted.

    Programs, people who are signed in, and the same answer from the same browser and place within three seconds are
    not. What tells browsers apart is hashed with a salt that is forgotten within those seconds, and not kept.
    """
    agent = request.headers.get("User-Agent", "")
    if is_program(agent) or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    if again.wait((f"{address_of(request)} {agent} {idea} {which} {choice}", 1)):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            COUNT,
            {
                "idea": idea,
                "which": which.value,
                "words": asked.words,
                "day": timezone.now().date(),
                "choice": choice,
                "right": choice == asked.place,
            },
        )
    return True


@dataclass(frozen=True)
class Share:
    """How many of how many answers were right."""

    right: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 where nobody answered."""
        return self.right / self.total if self.total else 0.0

    @property
    def interval(self) -> Interval:
        """The 95 % interval of the share."""
        return wilson(self.right, self.total)


@dataclass(frozen=True)
class Learned:
    """The two shares of an idea, and how many answers were given to questions that were worded otherwise."""

    before: Share = Share()
    after: Share = Share()
    otherwise: int = 0

    @property
    def gain(self) -> Interval | None:
        """The interval of the share after less the share before; None where one of the two has no answers."""
        if not (self.before.total and self.after.total):
            return None
        return difference((self.after.right, self.after.total), (self.before.right, self.before.total))


def learned(asked: dict[str, tuple[str, str]]) -> dict[str, Learned]:
    """The shares of each idea, by slug. `asked`: the digests of the words of its two questions now. 1 query."""
    found: dict[str, dict[str, list[int]]] = {slug: {} for slug in asked}
    otherwise = dict.fromkeys(asked, 0)
    for row in GuessTally.objects.filter(idea__in=asked):
        if row.words != dict(zip(Which.values, asked[row.idea], strict=True))[row.which]:
            otherwise[row.idea] += row.count
            continue
        held = found[row.idea].setdefault(row.which, [0, 0])
        held[0] += row.count if row.right else 0
        held[1] += row.count
    return {
        slug: Learned(
            Share(*shares.get(Which.PREDICT, (0, 0))), Share(*shares.get(Which.AFTER, (0, 0))), otherwise[slug]
        )
        for slug, shares in found.items()
    }
