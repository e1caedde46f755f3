"""Which inspections hang together, and which shared records each lot of them reaches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.addresses import FAMILIES
from generator.catalogue import DEFAULT_FRAMEWORK, Entry
from generator.islands.leads import Leads, named
from generator.islands.units import Unit


@dataclass(frozen=True)
class Island:
    """Inspections that hang together, and the shared records that they reach or are named in."""

    inspections: tuple[str, ...]
    shared: frozenset[str]


def in_order(shared: Iterable[Entry], own: Iterable[Entry], data: str) -> tuple[Entry, ...]:
    """Shared records with those of inspections among them, in the order of their files."""
    folder = f"{data}/inspections/"
    before: list[Entry] = []
    after: list[Entry] = []
    for entry in shared:
        (before if entry.source.path < folder else after).append(entry)
    return (*before, *own, *after)


class Shared:
    """What inspections share, by the names under which it may be meant."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Know these records, which belong to no inspection."""
        self.entries = {entry.address: entry for entry in entries}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._beyond: dict[str, frozenset[str]] = {}
        self.always = frozenset(
            e.address
            for e in self.entries.values()
            if e.kind == "term" or e.address == f"{FAMILIES['framework']}/{DEFAULT_FRAMEWORK}"
        )
        """What may be used without a link: terms, and the framework of those who name none."""
        for entry in self.entries.values():
            for name in (entry.address, entry.id, *getattr(entry.record, "aliases", ())):
                self._names[name].add(entry.address)
            self._beyond[entry.address] = frozenset(named([entry]))

    def meant(self, names: Iterable[str]) -> set[str]:
        """The addresses of whatever may be meant by names: of a part, that of the whole."""
        found: set[str] = set()
        for name in names:
            for one in (name, name.rpartition("/")[0], name.rpartition("-")[0]):
                found |= self._names.get(one, set())
        return found

    def beyond(self, address: str) -> frozenset[str]:
        """Every address that is typed in a shared record, and in the milestones of a body."""
        return self._beyond[address]

    def reached(self, names: Iterable[str]) -> frozenset[str]:
        """The shared records that names lead to, however indirectly."""
        found: set[str] = set(self.always)
        for address in self.always:
            names = (*names, *self.beyond(address))
        waiting = self.meant(names)
        while waiting:
            address = waiting.pop()
            if address not in found:
                found.add(address)
                waiting |= self.meant(self.beyond(address)) - found
                waiting |= self._of_body(address) - found
        return frozenset(found)

    def _of_body(self, address: str) -> set[str]:
        """A body's milestones, which are records of their own, or the body of a milestone."""
        entry = self.entries[address]
        if entry.kind == "body":
            return {f"{address}/{m.id}" for m in getattr(entry.record, "milestones", ())}
        return {address.rpartition("/")[0]} if entry.kind == "milestone" else set()


def islands(several: Iterable[Leads], shared: Shared) -> list[Island]:
    """Inspections put together with all that they lead to, in the order of their first ones.

    What shared records say stands on pages of their own, but for terms, which are explained where
    they are used: one that leads into an inspection joins it with every other one.
    """
    found = {one.inspection: one for one in several}
    groups = _Groups(found)
    known = Known(found.values())
    reached = {name: shared.reached(one.names) for name, one in found.items()}
    for name, one in found.items():
        for other in known.meant(one.names):
            groups.join(name, other)
    into = {address: known.meant(shared.beyond(address)) for address in shared.entries}
    for address in shared.always:  # a term is explained wherever it is used, its links with it
        for other in into[address]:
            for name in found:
                groups.join(name, other)
    seen_from: dict[str, set[str]] = defaultdict(set)
    for address, names in into.items():
        for name in names:
            seen_from[name] |= {address, *shared.reached(shared.beyond(address))}
    return [
        Island(tuple(names), frozenset().union(*(reached[n] | seen_from[n] for n in names)))
        for names in groups.all()
    ]


def guessed(every: Iterable[Unit]) -> list[tuple[Unit, ...]]:
    """What seems to hang together before anything is read: what follows each other."""
    known = {unit.inspection: unit for unit in every}
    groups = _Groups(known)
    for name, unit in known.items():
        for other in unit.follows:
            if other in known:
                groups.join(name, other)
    return [tuple(known[name] for name in names) for names in groups.all()]


class Known:
    """Inspections by every name that may mean them."""

    def __init__(self, several: Iterable[Leads], others: Iterable[str] = ()) -> None:
        """Know these, and of the `others` no more than their ids."""
        self._names: dict[str, set[str]] = defaultdict(set)
        self._terms: dict[str, set[str]] = defaultdict(set)
        for other in others:
            self._names[other].add(other)
        for one in several:
            for name in (one.inspection, *one.former):
                self._names[name].add(one.inspection)
            for term in one.terms:
                self._terms[term].add(one.inspection)

    def meant(self, names: Iterable[str]) -> set[str]:
        """The inspections that may be meant by names, or that hold what is meant."""
        found: set[str] = set()
        for name in names:
            first, _, rest = name.partition("/")
            inner = rest.partition("/")[0]
            found |= self._names.get(first, set())
            if first == "inspections":
                found |= self._names.get(inner, set())
            elif first == "glossary":
                found |= self._terms.get(inner, set())
        return found


class _Groups:
    """Sets that grow together."""

    def __init__(self, names: Iterable[str]) -> None:
        self._above = {name: name for name in names}

    def _top(self, name: str) -> str:
        while self._above[name] != name:
            self._above[name] = self._above[self._above[name]]
            name = self._above[name]
        return name

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self._top(one), self._top(other)))
        self._above[second] = first

    def all(self) -> Iterator[list[str]]:
        """Each set, in order, by its first name."""
        found: Mapping[str, list[str]] = defaultdict(list)
        for name in sorted(self._above):
            found[self._top(name)].append(name)
        yield from found.values()
