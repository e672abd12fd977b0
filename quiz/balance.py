"""How fair a paper is before anyone takes it: every answer sheet scored, every figure counted.

Exact up to MOST_SHEETS sheets, by enumeration; sampled above that, and `Balance.sampled` says so. It takes seconds and
some hundred megabytes, so it belongs in a process of its own. How sheets are judged in bulk is known to `quiz.sheets`,
what the figures are and should be to `quiz.figures`.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

from quiz.figures import Balance, Believer, Constants, Nearest, Noisy, Overall, QuestionBalance, RoleBalance
from quiz.paper import Paper, check
from quiz.scoring import Outcome, Result, Scale, believer, fit, scale, score
from quiz.sheets import Array, Every, Judge, Progress, Reader, Sample, Sheets

MOST_SHEETS = 2 * 10**7
SEED = 20261124

DRAWS, CONCENTRATION = 100, 5.0  # readerships with lopsided tastes: each question's shares from a symmetric Dirichlet
NOISY, NOISIER = 0.6, 0.4  # how often a noisy believer takes the believer's choice; otherwise any choice
TORN = 0.4  # how often a reader of two roles takes the choice of the one, and of the other; otherwise any choice
DOUBLED = 2.0  # how much more often one position on the screen is taken than any other


def balance(paper: Paper, progress: Progress = lambda share: None) -> Balance:
    """The balance of `paper`; `progress` is told, now and then, the share of the work that is done, up to 1.

    Raises PaperIsUnsound.
    """
    check(paper)
    judge = Judge(paper)
    count = math.prod(judge.shape)
    sampled = count > MOST_SHEETS
    first_half, second_half = (lambda share: progress(share / 2)), (lambda share: progress((1 + share) / 2))
    sheets: Sheets = Sample(judge, first_half, SEED) if sampled else Every(judge, first_half)
    return _Figures(paper, sheets, second_half).balance(count, sampled)


class _Readers:
    """Who answers otherwise than uniformly, by kind; each reader as the probabilities of the choices."""

    def __init__(self, paper: Paper):
        sizes = [len(question.choices) for question in paper.scored.questions]
        anyone = [np.full(size, 1 / size) for size in sizes]
        roles = range(1, len(paper.scored.roles) + 1)
        faithful = [
            [_only(size, taken) for size, taken in zip(sizes, believer(paper, role), strict=True)] for role in roles
        ]
        self.two_roles = list(combinations(range(len(faithful)), 2))
        rng = np.random.default_rng(SEED)
        self.groups: dict[str, list[Reader]] = {
            "noisy": [_mixed((NOISY, role), (1 - NOISY, anyone)) for role in faithful],
            "noisier": [_mixed((NOISIER, role), (1 - NOISIER, anyone)) for role in faithful],
            "two_roles": [
                _mixed((TORN, faithful[one]), (TORN, faithful[other]), (1 - 2 * TORN, anyone))
                for one, other in self.two_roles
            ],
            "first_doubled": [[_doubled(size, 0) for size in sizes]],
            "last_doubled": [[_doubled(size, -1) for size in sizes]],
            "popularity": [[rng.dirichlet(np.full(size, CONCENTRATION)) for size in sizes] for _ in range(DRAWS)],
        }

    def pairs(self, sheets: Sheets, progress: Progress) -> dict[str, Array]:
        """For each group [reader, best, second]: the shares of each reader's sheets."""
        everyone = [reader for group in self.groups.values() for reader in group]
        ends = np.cumsum([len(group) for group in self.groups.values()])
        parts = np.split(sheets.pairs(everyone, progress), ends[:-1])
        return dict(zip(self.groups, parts, strict=True))


class _Figures:
    """The figures of one paper, from its sheets."""

    def __init__(self, paper: Paper, sheets: Sheets, progress: Progress):
        self.paper, self.sheets = paper, sheets
        self.roles = paper.scored.roles
        self.unit = paper.scored.rule.parameters.unit
        self.known: Scale = scale(paper.scored)
        self.correlation = _correlations(self.known)
        readers = _Readers(paper)
        self.two_roles = readers.two_roles
        self.noisy_means = sheets.means(readers.groups["noisy"])
        self.pairs = readers.pairs(sheets, progress)
        self.believers = [score(paper, believer(paper, role)) for role in range(1, len(self.roles) + 1)]
        self.win_ratios, self.runner_up_ratios = (
            _rounded(np.bincount(place, minlength=len(self.roles)) * (len(self.roles) / len(place)), 3)
            for place in (sheets.judged.best, sheets.judged.second)
        )

    def balance(self, count: int, sampled: bool) -> Balance:
        """All of them."""
        wins = np.bincount(self.sheets.judged.best, minlength=len(self.roles))
        return Balance(
            digest=self.paper.digest,
            sheets=count,
            judged=len(self.sheets.judged.best),
            sampled=sampled,
            constants=tuple(self._constants(role) for role in range(len(self.roles))),
            roles=tuple(self._role(role) for role in range(len(self.roles))),
            unreachable=tuple(role for role, won in zip(self.roles, wins, strict=True) if not won),
            overall=self._overall(),
            correlations={
                role: tuple(_rounded(row, 2)) for role, row in zip(self.roles, self.correlation, strict=True)
            },
            questions=tuple(self._question(number) for number in range(len(self.sheets.decided))),
        )

    def _constants(self, role: int) -> Constants:
        points = sum(choice[role] for question in self.known.weights for choice in question)
        mean, variance = float(self.known.mean[role]), float(self.known.variance[role])
        return Constants(self.roles[role], points, round(mean, 6), round(variance, 6), round(math.sqrt(variance), 6))

    def _role(self, role: int) -> RoleBalance:
        nearest = max(
            (other for other in range(len(self.roles)) if other != role), key=self.correlation[role].__getitem__
        )
        noisy = self.pairs["noisy"][role]
        return RoleBalance(
            role=self.roles[role],
            win_ratio=self.win_ratios[role],
            runner_up_ratio=self.runner_up_ratios[role],
            believer=self._believer(role, self.believers[role]),
            noisy=Noisy(
                first_percent=_percent(noisy[role].sum()),
                top_two_percent=_percent(_top_two(noisy, role)),
                mean_best_fit=self._mean_fit(self.noisy_means[role].z),
            ),
            nearest=Nearest(self.roles[nearest], round(float(self.correlation[role][nearest]), 3)),
        )

    def _mean_fit(self, z: float) -> float:
        """The fit of a mean Z: neither rounded down nor kept within bounds, so that it is the mean of the fits."""
        numbers = self.paper.scored.rule.parameters
        return round(float(numbers.fit_at_zero) + float(numbers.fit_per_z) * z / self.unit, 1)

    def _believer(self, role: int, result: Result) -> Believer:
        wins = result.best == role + 1
        rival = result.runner_up if wins else result.best
        return Believer(
            wins=wins,
            clear=result.outcome is Outcome.CLEAR,
            z=result.z[role] / self.unit,
            margin=(result.z[role] - result.z[rival - 1]) / self.unit,
            next=self.paper.role(rival),
            stable=result.stable if wins else 0,
        )

    def _question(self, number: int) -> QuestionBalance:
        question, decided = self.paper.scored.questions[number], self.sheets.decided[number]
        away = decided.sum(axis=1) / (len(decided) - 1)
        slugs = [choice.slug for choice in question.choices]
        return QuestionBalance(
            question=question.slug,
            changes_percent=_percent(away.mean()),
            choices={slug: _percent(share) for slug, share in zip(slugs, away, strict=True)},
            idle=tuple(slug for slug, share in zip(slugs, away, strict=True) if not share),
        )

    def _overall(self) -> Overall:
        judge, judged = self.sheets.judge, self.sheets.judged
        flat, close = judge.flat(judged), judge.close(judged)
        rules = self.paper.scored.rule.tie_rules
        others = self.correlation[~np.eye(len(self.roles), dtype=bool)]
        best_by_role = [result.best == role for role, result in enumerate(self.believers, 1)]
        noisy = self._noisy()
        return Overall(
            win_ratio=_ends(self.win_ratios),
            runner_up_ratio=_ends(self.runner_up_ratios),
            correlation=_ends(_rounded(others, 3)),
            believers={
                "won_by_their_role": sum(best_by_role),
                "smallest_margin": min(result.margin for result in self.believers) / self.unit,
                "fewest_stable": min(result.stable for result in self.believers),
            },
            noisy=noisy,
            tie_for_first_before_rules_percent=_percent(np.mean(judged.first_by > 0)),
            tie_settled_by_percent={
                slug: _percent(np.mean(judged.first_by == number), 4) for number, slug in enumerate(rules, 1)
            },
            tie_for_second_before_rules_percent=_percent(np.mean(judged.second_by > 0)),
            tie_for_second_left_to_roster_order_percent=_percent(np.mean(judged.second_by == len(rules)), 4),
            close_call_percent=_percent(close.mean()),
            close_call_with_three_or_more_percent=_percent(np.mean(close & (judged.third_margin < judge.close_below))),
            flat_percent=_percent(flat.mean()),
            best_fit_below_percent=self._below(),
            median_best_z=round(_median(judged.z) / self.unit, 4),
            median_margin=round(_median(judged.margin) / self.unit, 4),
            winner_changes_percent=self._winner_changes(flat, close),
            noisy_readers={
                "close_call_percent": _percent(np.mean([mean.close for mean in self.noisy_means])),
                "flat_percent": _percent(np.mean([mean.flat for mean in self.noisy_means])),
            },
            two_role_readers=self._two_role_readers(),
            position_win_ratio=self._positions(),
            same_position_best_z=self._same_position(),
            popularity_win_ratio=self._popularity(),
            percentile_scale={
                "median_best_percentile": round(100 * _median(judged.percentile, judge.percentiles), 1),
                "best_differs_from_z_percent": _percent(judged.disagrees.mean()),
            },
        )

    def _noisy(self) -> dict[str, float]:
        first, two, noisier = [], [], []
        for role in range(len(self.roles)):
            first.append(self.pairs["noisy"][role][role].sum())
            two.append(_top_two(self.pairs["noisy"][role], role))
            noisier.append(_top_two(self.pairs["noisier"][role], role))
        return {
            "first_percent_min": _percent(min(first)),
            "top_two_percent_min": _percent(min(two)),
            f"at_probability_{NOISIER}_top_two_percent_min": _percent(min(noisier)),
        }

    def _below(self) -> dict[str, float]:
        """The share of sheets below each band of strength but the first, by the fit at which it begins."""
        rule, z = self.paper.scored.rule, self.sheets.judged.z
        limits = [math.ceil(band.below_z * self.unit) for band in rule.strength[:-1]]
        return {str(fit(rule, limit)): _percent(np.mean(z < limit)) for limit in limits}

    def _winner_changes(self, flat: Array, close: Array) -> dict[str, float]:
        changed, changes = self.sheets.changed, self.paper.scored.single_changes
        noisy = [mean.changed for mean in self.noisy_means]

        def share(of: Array) -> float:
            return _percent(changed[of].mean() / changes) if of.any() else 0.0

        return {
            "uniform": share(np.ones_like(flat)),
            "uniform_clear": share(~flat & ~close),
            "uniform_close_call": share(close),
            "noisy_mean": _percent(np.mean(noisy)),
            "noisy_max": _percent(max(noisy)),
        }

    def _two_role_readers(self) -> dict[str, float]:
        both, one = [], []
        for (a, b), pairs in zip(self.two_roles, self.pairs["two_roles"], strict=True):
            both.append(pairs[a, b] + pairs[b, a])
            one.append(pairs[a].sum() + pairs[b].sum())
        return {
            "top_two_are_both_mean_percent": _percent(np.mean(both)),
            "top_two_are_both_min_percent": _percent(min(both)),
            "best_is_one_of_them_mean_percent": _percent(np.mean(one)),
            "best_is_one_of_them_min_percent": _percent(min(one)),
        }

    def _positions(self) -> dict[str, float]:
        ratios: dict[str, float] = {}
        for group in ("first_doubled", "last_doubled"):
            ends = _ends(_rounded(self.pairs[group][0].sum(axis=1) * len(self.roles), 3))
            ratios |= {f"{group}_{end}": ratio for end, ratio in ends.items()}
        return ratios

    def _same_position(self) -> tuple[float, ...]:
        positions = range(1, min(self.sheets.judge.shape) + 1)
        results = [score(self.paper, (place,) * len(self.sheets.judge.shape)) for place in positions]
        return tuple(result.z[result.best - 1] / self.unit for result in results)

    def _popularity(self) -> dict[str, float]:
        ratios = self.pairs["popularity"].sum(axis=2) * len(self.roles)
        lowest, highest = ratios.min(axis=1), ratios.max(axis=1)
        return {
            "median_lowest": round(float(np.median(lowest)), 3),
            "median_highest": round(float(np.median(highest)), 3),
            "lowest": round(float(lowest.min()), 3),
            "highest": round(float(highest.max()), 3),
        }


def _only(size: int, place: int) -> Array:
    certain = np.zeros(size)
    certain[place - 1] = 1
    return certain


def _doubled(size: int, index: int) -> Array:
    pull = np.ones(size)
    pull[index] = DOUBLED
    shares: Array = pull / pull.sum()
    return shares


def _mixed(*parts: tuple[float, Reader]) -> Reader:
    shares = [share for share, _ in parts]
    return [
        sum(s * p for s, p in zip(shares, each, strict=True))
        for each in zip(*(reader for _, reader in parts), strict=True)
    ]


def _correlations(known: Scale) -> Array:
    """[role, role]: of the roles' points under uniform answering, from exact covariances."""
    roles = range(len(known.z))
    covariance = [[Fraction(0)] * len(known.z) for _ in roles]
    for question in known.weights:
        for one in roles:
            for other in roles:
                together = Fraction(sum(choice[one] * choice[other] for choice in question), len(question))
                apart = Fraction(sum(choice[one] for choice in question) * sum(choice[other] for choice in question))
                covariance[one][other] += together - apart / len(question) ** 2
    spread = [math.sqrt(variance) for variance in known.variance]
    return np.array([[float(covariance[a][b]) / (spread[a] * spread[b]) for b in roles] for a in roles])


def _top_two(pairs: Array, role: int) -> float:
    return float(pairs[role].sum() + pairs[:, role].sum())


def _percent(share: Any, digits: int = 2) -> float:
    return round(100 * float(share), digits)


def _rounded(values: Array, digits: int) -> list[float]:
    return [round(value, digits) for value in values.tolist()]


def _ends(values: Sequence[float]) -> dict[str, float]:
    return {"min": min(values), "max": max(values)}


def _median(values: Array, meanings: Array | None = None) -> float:
    """The middle of `values`, of two the mean; with `meanings`, of what `values` are the places of."""
    middle = [(len(values) - 1) // 2, len(values) // 2]
    ends = np.partition(values, middle)[middle]
    return float(np.mean(ends if meanings is None else meanings[ends]))
