"""The budgets, measured by `bin/bench [name]`: ratios against references in the same run, not stopwatches."""
