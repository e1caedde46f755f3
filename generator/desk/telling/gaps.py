"""What an inspection's records lack: links between them, themes, addressees, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from generator.catalogue import Entry
from generator.desk.telling.counting import LABELS
from generator.graph import Graph
from generator.records import Progress, Recommendation, Section
from generator.views.context import Here
from generator.views.inspection import coverage_view
from generator.views.naming import FAMILIES_OF_KINDS, short_name


@dataclass(frozen=True)
class Gap:
    """Records of an inspection that lack something."""

    lacks: str
    """answer, finding, theme, addressee or source."""
    inspection: str
    called: str
    """What the inspection is called in short."""
    kind: str
    label: str
    records: tuple[str, ...]
    """Their addresses."""
    of: int
    """How many there are of the kind."""


_THEMED = ("finding", "recommendation", "case-study", "notable-practice")
_SOURCED = (*_THEMED, "figure", "progress")


def gaps(here: Here, visit: Entry) -> Iterator[Gap]:
    """What an inspection's records lack: links between them, themes, addressees, sources."""
    graph = here.graph
    coverage, view = graph.coverage(visit.id), coverage_view(here, visit.id)
    hrefs = {link.href for link in (*(link for link, _ in view.unanswered), *view.baseless)}
    for lacks, found in (("answer", coverage.unanswered), ("finding", coverage.baseless)):
        yield from _gap(here, visit, lacks, [e for e in found if here.href(e.address) in hrefs])
    themed = graph.of("", "theme")
    rules: tuple[tuple[str, tuple[str, ...], Callable[[Entry], bool]], ...] = (
        ("theme", _THEMED if themed else (), lambda e: not getattr(e.record, "themes", ())),
        ("addressee", ("recommendation",), _lacks_addressee),
        ("source", _SOURCED, lambda e: not _has_source(graph, e)),
    )
    for lacks, kinds, is_without in rules:
        for kind in kinds:
            entries = [e for e in graph.of(visit.id, kind) if _counts_here(graph, e)]
            yield from _gap(here, visit, lacks, [e for e in entries if is_without(e)])


def _counts_here(graph: Graph, entry: Entry) -> bool:
    return entry.kind not in FAMILIES_OF_KINDS or graph.is_counted(entry)


def _gap(here: Here, visit: Entry, lacks: str, found: list[Entry]) -> Iterator[Gap]:
    if not found:
        return
    kind = found[0].kind
    records = tuple(e.address for e in found)
    graph = here.graph
    of = [e for e in graph.of(visit.id, kind) if _counts_here(graph, e) or e.address in records]
    called, label = short_name(here, visit), LABELS[kind].lower()
    yield Gap(lacks, visit.address, called, kind, label, records, len(of))


def _lacks_addressee(entry: Entry) -> bool:
    return not cast("Recommendation", entry.record).addressees


def _has_source(graph: Graph, entry: Entry) -> bool:
    """Whether a record, its part of the report, or its inspection names a source."""
    record = entry.record
    quoted = isinstance(record, Progress) and record.quotes
    if record.sources or quoted or graph.inspections[entry.inspection].sources:
        return True
    above = getattr(record, "section", None)
    while section := graph.entries.get(f"{entry.inspection}/{above}"):
        if cast("Section", section.record).sources:
            return True
        above = cast("Section", section.record).parent
    return False
