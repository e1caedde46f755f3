"""Released records joined up: every reference, from both its ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from generator import prose
from generator.addresses import Addresses, scope
from generator.catalogue import DEFAULT_FRAMEWORK, Entry
from generator.chains import chains
from generator.records import (
    EDITOR,
    BodyRecord,
    Framework,
    Inspection,
    Labelled,
    Marked,
    Ref,
    Scale,
)
from generator.release import Released

W = TypeVar("W", bound=Labelled | Scale)
BY = "by"
_CONNECTIONS = ("answers", "follows")
"""Fields that hold links, each of which may say by whose word it is: it does not lead there."""


Mentions = Mapping[str, Sequence[str]]
"""What texts lead to, as it is typed, by the address of whose text it is."""


@dataclass(frozen=True)
class Edge:
    """A reference: which record makes it, in which field, and what it leads to."""

    source: str
    field: str
    target: str
    part: str = ""


@dataclass(frozen=True)
class Coverage:
    """Which findings and recommendations of an inspection answer each other."""

    unanswered: tuple[Entry, ...]
    """Findings that no recommendation answers."""
    baseless: tuple[Entry, ...]
    """Recommendations that answer no finding."""


@dataclass(frozen=True)
class Graph:
    """Everything shown, by address, by kind, and by what points at what."""

    released: Released = field(repr=False)
    entries: Mapping[str, Entry] = field(repr=False)
    edges_from: Mapping[str, tuple[Edge, ...]] = field(repr=False)
    edges_to: Mapping[str, tuple[Edge, ...]] = field(repr=False)

    @property
    def addresses(self) -> Addresses:
        """The addresses of what is shown."""
        return self.released.addresses

    @cached_property
    def _by_kind(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            found[entry.inspection, entry.kind].append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    def of(self, inspection: str, kind: str) -> tuple[Entry, ...]:
        """An inspection's records of a kind, in their written order; of "" the shared ones."""
        return self._by_kind.get((inspection, kind), ())

    @cached_property
    def _by_section(self) -> Mapping[str, Sequence[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            if section := getattr(entry.record, "section", None):
                found[f"{entry.inspection}/{section}"].append(entry)
        return found

    def within(self, section: Entry) -> Sequence[Entry]:
        """The records of a section without those of its parts, in their written order."""
        return self._by_section.get(section.address, ())

    @cached_property
    def inspections(self) -> Mapping[str, Inspection]:
        """The inspections by id."""
        return {e.id: e.record for e in self.entries.values() if isinstance(e.record, Inspection)}

    @cached_property
    def chains(self) -> Mapping[str, tuple[str, ...]]:
        """For each inspection the ids of its chain, earliest first."""
        return chains(self.inspections)

    @cached_property
    def frameworks(self) -> Mapping[str, Framework]:
        """The frameworks in use, by id."""
        return {e.id: e.record for e in self.entries.values() if isinstance(e.record, Framework)}

    def framework(self, inspection: str) -> Framework:
        """The framework of an inspection."""
        name = self.inspections[inspection].framework or DEFAULT_FRAMEWORK
        return self.frameworks[name]

    def lead(self, inspection: str) -> tuple[str | None, ...]:
        """Whose word a record of an inspection is that names nobody: the first inspectorate's."""
        return (None, *self.inspections[inspection].inspecting[:1])

    def is_counted(self, entry: Entry) -> bool:
        """Whether a record counts among those of its family, as its framework has it."""
        kind = word(self.framework(entry.inspection).kinds, getattr(entry.record, "kind", None))
        return kind is None or kind.counted

    def counted(self, inspection: str, kind: str) -> tuple[Entry, ...]:
        """An inspection's records of a kind, without those that only hold others."""
        return tuple(e for e in self.of(inspection, kind) if self.is_counted(e))

    def body(self, name: str) -> BodyRecord:
        """The body of this id."""
        return cast("BodyRecord", self.entries[f"bodies/{name}"].record)

    def from_(self, address: str, field: str) -> tuple[Entry, ...]:
        """What a record points at in one of its fields."""
        return self._ahead.get((address, field), ())

    def to(self, address: str, field: str, kind: str = "") -> tuple[Entry, ...]:
        """Which records (of a kind) point at this one in one of their fields."""
        found = self._back.get((address, field), ())
        return tuple(e for e in found if e.kind == kind) if kind and found else found

    @cached_property
    def _ahead(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        return self._joined((e.source, e.field, e.target) for e in _all(self.edges_from))

    @cached_property
    def _back(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        return self._joined((e.target, e.field, e.source) for e in _all(self.edges_to))

    def _joined(
        self, ends: Iterable[tuple[str, str, str]]
    ) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        """By one end of a reference and its field, what stands at the other end, each once."""
        found: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
        for one, field_, other in ends:
            found[one, field_][other] = self.entries[other]
        return {key: tuple(entries.values()) for key, entries in found.items()}

    def _rests_by_its_holder(self, asked: Entry) -> bool:
        """Whether what a recommendation is part of is a finding, or rests on one."""
        above = self.from_(asked.address, "parent")
        return any(e.kind == "finding" or self.from_(e.address, "answers") for e in above)

    def coverage(self, inspection: str) -> Coverage:
        """Which findings of an inspection no recommendation answers, and the other way round."""
        findings = self.of(inspection, "finding")
        asked = self.of(inspection, "recommendation")
        return Coverage(
            tuple(f for f in findings if not self.to(f.address, "answers")),
            tuple(
                r
                for r in asked
                if self.is_counted(r)
                and not self.from_(r.address, "answers")
                and not (r.record.missing and getattr(r.record, "text", None) is None)
                and not self._rests_by_its_holder(r)
            ),
        )


def _all(edges: Mapping[str, tuple[Edge, ...]]) -> Iterator[Edge]:
    return (edge for some in edges.values() for edge in some)


def word(words: tuple[W, ...], name: str | None) -> W | None:
    """The word of a framework's list that has this id."""
    return next((w for w in words if w.id == name), None)


def link(released: Released, mentions: Mentions | None = None) -> Graph:
    """Join up what is released. A reference to what is hidden is no reference.

    `mentions` are those of texts that the records no longer have.
    """
    entries = {entry.address: entry for entry in released.entries}
    edges: list[Edge] = []
    for entry in released.entries:
        edges += _edges(entry, released.addresses)
        if mentions and getattr(entry.record, "text", None) is None:
            edges += _mentions(entry, mentions.get(entry.address, ()), released.addresses)
    outward: dict[str, list[Edge]] = defaultdict(list)
    inward: dict[str, list[Edge]] = defaultdict(list)
    for edge in dict.fromkeys(edges):
        outward[edge.source].append(edge)
        inward[edge.target].append(edge)
    return Graph(
        released,
        entries,
        {a: tuple(e) for a, e in outward.items()},
        {a: tuple(e) for a, e in inward.items()},
    )


def _edges(entry: Entry, addresses: Addresses) -> list[Edge]:
    edges = []
    for at, mark, value in entry.marks:
        if entry.kind == "body" and at[0] == "milestones":
            continue  # they are entries of their own
        if isinstance(mark, Ref) and value != EDITOR:
            target = addresses.find(value, scope(entry), mark.kinds)
            if target is not None:
                is_of_link = at[0] in _CONNECTIONS and at[-1] == BY
                name = BY if is_of_link else str(at[0])
                edges.append(Edge(entry.address, name, target.entry.address, target.part))
        elif isinstance(mark, Marked) and mark.what == "prose":
            edges += _mentions(entry, prose.parse(value).records, addresses)
    return edges


def _mentions(entry: Entry, typed: Iterable[str], addresses: Addresses) -> Iterator[Edge]:
    for one in typed:
        target = addresses.find(one, entry.inspection)
        if target is not None and target.entry.address != entry.address:
            yield Edge(entry.address, "text", target.entry.address, target.part)
