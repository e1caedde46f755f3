"""Titles that can be read in a list."""

from __future__ import annotations

from generator.addresses import title
from generator.problems import Problem
from generator.rules.whole import Found, Whole

LONGEST = 150
"""Characters of a title that a list, a menu and a search result still show whole."""


def advice(whole: Whole) -> Found:
    """Titles that no list shows whole."""
    for entry in whole.own_entries():
        name = title(entry.record)
        field = "name" if entry.kind == "body" else "title"
        if len(name) > LONGEST and getattr(entry.record, field, None) == name:
            if whole.is_silent(entry, "long-title"):
                continue
            message = f"this title has {len(name)} characters, and lists show {LONGEST} at most"
            way = "say the rest in `text`"
            yield Problem("long-title", entry.place(field), message, way, "advice")
