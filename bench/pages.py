"""Cached pages against a bare view that returns the same bytes on the same server, and against nginx with them."""

import contextlib
import shutil
import statistics
import urllib.request
from pathlib import Path

from bench.served import VAR, Load, Server, have, need, nginx, prepared, web

ROUNDS = 5
PAGES = {"home": "/engineer-to-ai-engineer/", "chapter": "/engineer-to-ai-engineer/mindset/"}
BUDGET = 1.0  # of the bare view's requests a second


def main() -> bool:
    """Print the ratios. False: a page is slower than its bare view."""
    need("wrk")
    bodies = VAR / "bare"
    shutil.rmtree(bodies, ignore_errors=True)
    bodies.mkdir(parents=True)
    with prepared() as environment, web(environment) as site:
        for name, path in PAGES.items():
            with urllib.request.urlopen(site.url + path) as answer:
                (bodies / f"{name}.html").write_bytes(answer.read())
        with nginx(bodies) if have("nginx") else contextlib.nullcontext() as reference:
            if reference is None:
                print("nginx is not to be had here: no ratio against it")
            held = [_compare(site, name, path, reference) for name, path in PAGES.items()]
    return all(held)


def _compare(site: Server, name: str, path: str, reference: Server | None) -> bool:
    """Interleave the runs, print medians, and say whether the budget holds."""
    asked = {"bare view": (site, f"/bench/bare/{name}"), "cached page": (site, path)}
    if reference:
        asked["nginx"] = (reference, f"/{name}.html")
    runs: dict[str, list[Load]] = {label: [] for label in asked}
    for _ in range(ROUNDS + 1):
        for label, (server, at) in asked.items():
            runs[label].append(server.load(at))
    print(f"\n{name}: {Path(VAR / 'bare' / f'{name}.html').stat().st_size:,} bytes, {ROUNDS} rounds of 2 s, medians")
    rates = {label: statistics.median(run.rate for run in loads[1:]) for label, loads in runs.items()}
    for label, loads in runs.items():
        cpu = statistics.median(run.cpu for run in loads[1:])
        wrong = sum(run.bad for run in loads)
        ratio = rates[label] / rates["bare view"]
        print(
            f"  {label:12} {rates[label]:8,.0f} requests/s {cpu:7,.0f} µs CPU each {ratio:5.2f} of bare  {wrong} wrong"
        )
    held = rates["cached page"] >= BUDGET * rates["bare view"]
    print(f"  budget: at least {BUDGET:.1f} of the bare view: {'holds' if held else 'MISSED'}")
    return held
