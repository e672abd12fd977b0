"""Content as files: reads a bundle, checks all of it, and loads it without ever going over an editor's work.

The ground knows no noun. Each app that has content says in its own `bundle.py` which kinds it has and how their files
read: `register(Kind(…))`. From outside, two verbs: `check(folder)` and `load(folder)`; both raise Refused.
"""

from core.bundle.files import Bundle, Node, Problem, Refused
from core.bundle.kinds import Item, Kind, Ref, register
from core.bundle.loading import Report, check, load, loaded

__all__ = [
    "Bundle",
    "Item",
    "Kind",
    "Node",
    "Problem",
    "Ref",
    "Refused",
    "Report",
    "check",
    "load",
    "loaded",
    "register",
]
