"""Records that say something."""

from __future__ import annotations

from generator.addresses import NAMES
from generator.problems import Problem
from generator.rules.whole import Found, Whole

_TOLD = ("title", "text", "points", "missing", "withheld")
_SAYS = {
    "finding": _TOLD,
    "recommendation": _TOLD,
    "case-study": _TOLD,
    "notable-practice": _TOLD,
    "figure": ("value", "words", "text", "counts", "shares", "n", "rows", "missing", "withheld"),
    "progress": ("status", "text", "points", "evidence", "quotes", "missing", "withheld"),
}
"""Of each kind the keys of which one at least says something of it."""


def advice(whole: Whole) -> Found:
    """Records that stand on a page and tell a reader nothing."""
    for entry in whole.own_entries():
        keys = _SAYS.get(entry.kind)
        if keys is None or any(getattr(entry.record, key, None) for key in keys):
            continue
        if getattr(entry.record, "value", None) is None and not whole.is_silent(entry, "empty"):
            what = NAMES.get(entry.kind, "entry")
            message = f"this {what} says nothing yet"
            first = "status" if entry.kind == "progress" else keys[0]
            way = f"add `{first}`, or say in `missing` what is not known"
            yield Problem("empty", entry.place(), message, way, "advice")
