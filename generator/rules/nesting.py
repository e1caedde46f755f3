"""Records within records, as a framework has its kinds: what may hold what, and their numbers."""

from __future__ import annotations

from generator.catalogue import Entry
from generator.problems import Problem
from generator.rules.whole import Found, Whole


def problems(whole: Whole) -> Found:
    """A record in one that does not hold its kind or is of another visit, a number given twice."""
    numbers: dict[tuple[str, str, str], Entry] = {}
    depth: dict[str, int] = {}
    for entry in whole.catalogue.entries:
        if entry.kind == "section" and _depth(whole, entry, depth) == DEEPEST + 1:
            message = f"sections stand at most {DEEPEST} deep in each other"
            way = "let it stand beside the section it is in, or in the one above"
            yield Problem("nesting", entry.place("parent"), message, way)
        if entry.kind not in ("finding", "recommendation"):
            continue
        yield from _held(whole, entry)
        printed = _printed(whole, entry)
        first = numbers.setdefault((entry.inspection, entry.kind, printed), entry)
        if printed and first is not entry:
            other = first.place("number")
            message = (
                f'"{printed}" is the number of two records, first at {other.path}:{other.line}'
            )
            way = "mend one of them, or the pattern in the framework"
            yield Problem("duplicate-number", entry.place("number"), message, way)


DEEPEST = 4
"""How deep sections may nest; below them stand findings and figures, and a page has six levels."""


def _depth(whole: Whole, section: Entry, known: dict[str, int]) -> int:
    """How deep a section stands, the top ones being 1; in a ring, where it begins to repeat."""
    path = []
    here: Entry | None = section
    while here is not None and here.address not in known and here not in path:
        path.append(here)
        typed = getattr(here.record, "parent", None)
        target = whole.addresses.find(typed, here.inspection, ("section",)) if typed else None
        here = target.entry if target else None
    depth = known.get(here.address, 0) if here is not None else 0
    for entry in reversed(path):
        depth += 1
        known[entry.address] = depth
    return known[section.address]


def _held(whole: Whole, entry: Entry) -> Found:
    typed = getattr(entry.record, "parent", None)
    target = (
        whole.addresses.find(typed, entry.inspection, ("recommendation", "finding"))
        if typed
        else None
    )
    if target is None:
        return
    holder = target.entry
    if holder.inspection != entry.inspection:
        message = f'"{typed}" is of another inspection, and so cannot hold this record'
        way = "to carry on an earlier record, write `follows`"
        yield Problem("nesting", entry.place("parent"), message, way)
    kind = whole.kind_of(holder)
    own = getattr(entry.record, "kind", None) or entry.kind
    if kind is not None and kind.holds and own not in kind.holds:
        message = f'"{kind.id}" does not hold "{own}"'
        yield Problem(
            "nesting", entry.place("parent"), message, f"it holds: {', '.join(kind.holds)}"
        )


def _printed(whole: Whole, entry: Entry) -> str:
    """A record's number by its kind's pattern; empty where there is neither."""
    kind = whole.kind_of(entry)
    number = getattr(entry.record, "number", None)
    if kind is None or not number or not kind.numbering:
        return ""
    typed = getattr(entry.record, "section", None) or ""
    section = whole.addresses.find(typed, entry.inspection, ("section",))
    return kind.numbered(number, getattr(section.entry.record, "number", "") if section else "")
