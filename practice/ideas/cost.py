"""The bill of a feature and of an agent's run: tokens times price, with and without a prompt cache.

A request costs prefix · pin · (h · r + (1 - h) · w) + fresh · pin + output · pout, where pin and pout are the prices of
one token, h is the share of requests that find the prefix in the cache, and the cache reads at r and writes at w times
the input price; without a cache the factor is 1. It saves when h is above (w - 1) / (w - r).

Step i of a run, from 0, sends prefix + fresh + i · growth tokens, cut to the window; so a run of n steps costs about
n² · growth · pin / 2. With a cache the first step writes all it sends, and each later one reads what the one before
sent and writes the rest; once the window is full the beginning changes with each step, so it reads the prefix alone.
Prices and rates are inputs or stand in the figure's file, which names their sources. Dollars and tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from practice.ideas import Table
from practice.ideas.inputs import Given, choice, number
from practice.ideas.saying import counted, dollars, percent

DATA: tuple[str, ...] = ()
MILLION = 1_000_000
DAYS = 30
POINTS = 20
SENDS = 25


@dataclass(frozen=True)
class Inputs(Given):
    requests: int = number(20000, 0, 1_000_000, 100)
    prefix: int = number(3000, 0, 100_000, 100)
    fresh: int = number(2000, 0, 200_000, 100)
    output: int = number(400, 0, 32_000, 50)
    price_in: float = number(2, 0, 100, 0.05)
    price_out: float = number(10, 0, 500, 0.05)
    cache: str = choice("none", "none", "10", "5", "50")
    hit: int = number(80, 0, 100, 5)
    steps: int = number(25, 1, 2000)
    growth: int = number(1500, 0, 20_000, 100)
    cap: float = number(0, 0, 100, 0.5)


@dataclass(frozen=True)
class Result:
    """The feature's bill and the run's.

    `plain_parts_per_thousand` are the parts, `plain_curve` the run, without a cache; `curve` is without the cap;
    `twice` is a run of twice as many steps without the cap; `sends` are [step, tokens sent] of at most 25 steps.
    """

    per_thousand: float
    per_day: float
    per_month: float
    parts_per_thousand: dict[str, float]
    plain_parts_per_thousand: dict[str, float]
    breakeven_hit: float | None
    run: float
    run_steps: int
    run_stopped: bool
    run_uncapped: float
    run_tokens: int
    run_tokens_uncapped: int
    first_step: float
    last_step: float
    window_full_at: int | None
    window: int
    curve: tuple[tuple[int, float], ...]
    plain_curve: tuple[tuple[int, float], ...]
    twice: float
    twice_curve: tuple[tuple[int, float], ...]
    sends: tuple[tuple[int, int], ...]


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The window in tokens, and what each cache takes for a read and a write."""
    return {"window": data["figure"]["window"], "cache": data["figure"]["cache"]}


def compute(inputs: Inputs, made: Any) -> Result:
    """The bill of the inputs."""
    pin, pout, window = inputs.price_in / MILLION, inputs.price_out / MILLION, made["window"]
    rates: list[float] | None = made["cache"][inputs.cache]
    plain = {
        "prefix": 1000 * inputs.prefix * pin,
        "fresh": 1000 * inputs.fresh * pin,
        "output": 1000 * inputs.output * pout,
    }
    parts = plain
    if rates:
        read, write = rates
        share = inputs.hit / 100
        parts = plain | {"prefix": plain["prefix"] * (share * read + (1 - share) * write)}
    thousand = sum(parts.values())
    sent = [min(inputs.prefix + inputs.fresh + i * inputs.growth, window) for i in range(2 * inputs.steps)]
    costs = _costs(inputs, rates, window, sent)
    totals = _totals(costs)
    taken = _taken(totals, inputs)
    wanted = [inputs.prefix + inputs.fresh + i * inputs.growth for i in range(inputs.steps)]
    return Result(
        per_thousand=thousand,
        per_day=thousand * inputs.requests / 1000,
        per_month=thousand * inputs.requests / 1000 * DAYS,
        parts_per_thousand=parts,
        plain_parts_per_thousand=plain,
        breakeven_hit=max(0.0, 100 * (rates[1] - 1) / (rates[1] - rates[0])) if rates else None,
        run=totals[taken],
        run_steps=taken,
        run_stopped=taken < inputs.steps,
        run_uncapped=totals[inputs.steps],
        run_tokens=sum(sent[:taken]),
        run_tokens_uncapped=sum(sent[: inputs.steps]),
        first_step=costs[0],
        last_step=costs[taken - 1] if taken else 0.0,
        window_full_at=next((step for step, tokens in enumerate(wanted, 1) if tokens > window), None),
        window=window,
        curve=_curve(totals, 0, inputs.steps),
        plain_curve=_curve(_totals(_costs(inputs, None, window, sent)), 0, inputs.steps),
        twice=totals[-1],
        twice_curve=_curve(totals, inputs.steps, 2 * inputs.steps),
        sends=tuple((i + 1, sent[i]) for i in _spread(0, inputs.steps - 1, SENDS - 1)),
    )


def sentence(inputs: Inputs, result: Result) -> str:
    """The bill per thousand requests, and the run's."""
    parts = result.parts_per_thousand
    cap = f"the cap is {dollars(inputs.cap)}" if inputs.cap else "no cap"
    run = f"A run of {counted(inputs.steps, 'step')} costs {dollars(result.run)}; {cap}."
    if result.run_stopped:
        run = (
            f"A cap of {dollars(inputs.cap)} stops the run after {counted(result.run_steps, 'step')} at "
            f"{dollars(result.run)}; all {inputs.steps:,} would cost {dollars(result.run_uncapped)}."
        )
    return (
        f"A thousand requests cost {dollars(result.per_thousand)}: instructions {dollars(parts['prefix'])}, "
        f"new input {dollars(parts['fresh'])}, output {dollars(parts['output'])}. {run}"
    )


def tables(inputs: Inputs, result: Result) -> tuple[Table, ...]:
    """The three parts of a request; the run at some of its steps."""
    rows = (("Instructions", "prefix", inputs.price_in), ("New input", "fresh", inputs.price_in))
    parts = Table(
        "A thousand requests",
        ("Part", "Tokens a request", "Price of a million", "Dollars"),
        (
            *(
                (name, f"{getattr(inputs, part):,}", dollars(price), dollars(result.parts_per_thousand[part]))
                for name, part, price in (*rows, ("Output", "output", inputs.price_out))
            ),
            ("Together", "", "", dollars(result.per_thousand)),
        ),
    )
    run = Table(
        "The agent's run without a cap",
        ("Step", "Dollars so far"),
        tuple((f"{step:,}", dollars(total)) for step, total in result.curve),
    )
    even = (
        (Table("The cache", ("What", "Share"), (("Hits from which it saves", percent(result.breakeven_hit / 100)),)),)
        if result.breakeven_hit is not None
        else ()
    )
    return parts, run, *even


def _costs(inputs: Inputs, rates: list[float] | None, window: int, sent: list[int]) -> list[float]:
    """What each step costs."""
    pin, answer = inputs.price_in / MILLION, inputs.output * inputs.price_out / MILLION
    if not rates:
        return [tokens * pin + answer for tokens in sent]
    read, write = rates
    costs = []
    for i, tokens in enumerate(sent):
        is_cut = inputs.prefix + inputs.fresh + i * inputs.growth > window
        known = 0 if i == 0 else inputs.prefix if is_cut else sent[i - 1]
        costs.append((known * read + (tokens - known) * write) * pin + answer)
    return costs


def _totals(costs: list[float]) -> list[float]:
    """Dollars after no step, one step, and so on."""
    totals = [0.0]
    for cost in costs:
        totals.append(totals[-1] + cost)
    return totals


def _taken(totals: list[float], inputs: Inputs) -> int:
    """Steps until the next one would pass the cap."""
    if not inputs.cap:
        return inputs.steps
    return next((step for step in range(inputs.steps) if totals[step + 1] > inputs.cap), inputs.steps)


def _spread(first: int, last: int, parts: int) -> list[int]:
    """At most parts + 1 whole numbers from `first` to `last`, evenly."""
    return sorted({first + (last - first) * part // parts for part in range(parts + 1)})


def _curve(totals: list[float], first: int, last: int) -> tuple[tuple[int, float], ...]:
    return tuple((step, totals[step]) for step in _spread(first, last, POINTS))
