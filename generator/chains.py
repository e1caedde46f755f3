"""Chains of visits: all that `follows` joins, in the order of their dates."""

from __future__ import annotations

from collections.abc import Mapping

from generator.records import Inspection


def when(inspection: Inspection) -> tuple[int, int, int]:
    """Where a visit stands in time: when inspectors went, or else when they published."""
    dates = inspection.dates
    if dates.visit is not None and dates.visit.spans:
        return dates.visit.sort
    if dates.published is not None and dates.published != "never":
        return dates.published.sort
    return (0, 0, 0)


def chains(inspections: Mapping[str, Inspection]) -> dict[str, tuple[str, ...]]:
    """For each inspection's id, the ids of its chain, earliest first; itself alone if none.

    A visit stands after the one that it follows, whatever their dates say.
    """
    root = {name: name for name in inspections}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for name, inspection in inspections.items():
        if inspection.follows in root:
            root[find(name)] = find(str(inspection.follows))
    members: dict[str, list[str]] = {}
    for name in inspections:
        members.setdefault(find(name), []).append(name)
    ordered = {r: _ordered(names, inspections) for r, names in members.items()}
    return {name: ordered[find(name)] for name in inspections}


def _ordered(names: list[str], inspections: Mapping[str, Inspection]) -> tuple[str, ...]:
    def place(name: str) -> tuple[tuple[int, int, int], int, str]:
        """A visit's date, or that of one it follows if that is later; then how many it follows."""
        date, steps, seen = when(inspections[name]), 0, {name}
        earlier = inspections[name].follows
        while earlier in inspections and earlier not in seen:
            seen.add(str(earlier))
            date, steps = max(date, when(inspections[str(earlier)])), steps + 1
            earlier = inspections[str(earlier)].follows
        return date, steps, name

    return tuple(sorted(names, key=place))


def before(chain: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The visits of a chain that came before one of them, earliest first."""
    return chain[: chain.index(name)] if name in chain else ()
