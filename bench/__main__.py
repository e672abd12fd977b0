"""`bin/bench [name ...]`: every budget, or those named."""

import importlib
import sys

from config.environment import Trouble, in_plain_words

NAMES = ("pages", "queries", "practice", "finding", "quiz", "statistics", "weight", "links", "lighthouse")


def main(names: list[str]) -> int:
    """Run the benches named, or all; 1 where a budget is missed. Raises Trouble for a name that is none."""
    if unknown := [name for name in names if name not in NAMES]:
        raise Trouble(f"there is no bench {', '.join(unknown)}; there are {', '.join(NAMES)}")
    kept = [importlib.import_module(f"bench.{name}").main() for name in names or NAMES]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    with in_plain_words("bin/bench"):
        sys.exit(main(sys.argv[1:]))
