"""Chains of visits: those that go back to one first visit, in the order of their dates."""

from __future__ import annotations

from collections.abc import Container, Mapping

from generator.order import foundations_first
from generator.records import Inspection


def when(inspection: Inspection) -> tuple[int, int, int]:
    """Where a visit stands in time: when inspectors had left, or else when they published."""
    dates = inspection.dates
    if dates.visit is not None and dates.visit.spans:
        return dates.visit.spans[-1].end
    if dates.published is not None and dates.published != "never":
        return dates.published.sort
    return (0, 0, 0)


def chains(inspections: Mapping[str, Inspection]) -> dict[str, tuple[str, ...]]:
    """For each inspection's id, the ids of its chain, earliest first; itself alone if none.

    A chain is what goes back to the same first visit: a visit that follows two that have nothing in
    common is in the chain of each, and that makes neither a part of the other's. A visit stands
    after the one that it follows, whatever their dates say.
    """
    root = {name: name for name in inspections}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for name, inspection in inspections.items():
        for earlier in inspection.follows:
            if earlier in root:
                root[find(name)] = find(earlier)
    members: dict[str, list[str]] = {}
    for name in inspections:
        members.setdefault(find(name), []).append(name)
    ordered = {r: _ordered(names, inspections) for r, names in members.items()}
    first = _first_visits(inspections)
    found: dict[tuple[str, frozenset[str]], tuple[str, ...]] = {}
    for name in inspections:
        key = find(name), first[name]
        if key not in found:
            found[key] = tuple(n for n in ordered[key[0]] if first[n] & first[name])
    return {name: found[find(name), first[name]] for name in inspections}


def _first_visits(inspections: Mapping[str, Inspection]) -> dict[str, frozenset[str]]:
    """For each visit the first ones that it goes back to; in a ring, one that is in it."""
    found: dict[str, frozenset[str]] = {}
    for name in foundations_first(inspections, lambda name: _followed(inspections, name)):
        earlier = (found.get(e, frozenset()) for e in _followed(inspections, name))
        found[name] = frozenset[str]().union(*earlier) or frozenset({name})
    return found


def _followed(inspections: Mapping[str, Inspection], name: str) -> list[str]:
    """The visits that a visit follows, as far as they are known."""
    return [earlier for earlier in inspections[name].follows if earlier in inspections]


def _ordered(names: list[str], inspections: Mapping[str, Inspection]) -> tuple[str, ...]:
    found: dict[str, tuple[tuple[int, int, int], int]] = {}
    for name in foundations_first(names, lambda name: _followed(inspections, name)):
        # a visit's date, or that of one it follows if that is later; then how many it follows
        earlier = [found[e] for e in _followed(inspections, name) if e in found]
        date = max([when(inspections[name]), *(date for date, _ in earlier)])
        found[name] = date, max((steps + 1 for _, steps in earlier), default=0)
    return tuple(sorted(names, key=lambda name: (*found[name], name)))


def before(chain: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The visits of a chain that came before one of them, earliest first."""
    return chain[: chain.index(name)] if name in chain else ()


def followed_up(
    inspections: Mapping[str, Inspection], visit: str, asking: Container[str]
) -> tuple[str, ...]:
    """The visits whose asks a visit follows up.

    Those are the ones it follows, and where one of them is not among `asking`, because it asked
    nothing, those that it follows in turn.
    """
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = list(inspections[visit].follows)
    while waiting:
        name = waiting.pop(0)
        if name in asking:
            found[name] = None
        elif name in inspections and name not in seen:
            seen.add(name)
            waiting += inspections[name].follows
    return tuple(found)
