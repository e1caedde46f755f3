"""Findings with all that belongs to them, case studies and notable practice."""

from __future__ import annotations

from typing import cast

from generator.catalogue import Entry
from generator.records import (
    Finding,
    Illustration,
)
from generator.views.context import Here
from generator.views.measures import figure, numbers
from generator.views.naming import kind_label, name, printed_number, related_links
from generator.views.origins import judgement, origin
from generator.views.pieces import FindingView, IllustrationView, Related
from generator.views.ties import holding, mentions, over_time, shown, themes


def illustration(here: Here, entry: Entry, level: int) -> IllustrationView:
    """A case study or notable practice."""
    record = cast("Illustration", entry.record)
    known = [
        Related(
            "illustrates",
            related_links(here, here.graph.from_(entry.address, "illustrates"), entry.inspection),
        ),
        themes(here, entry),
    ]
    return IllustrationView(
        entry.id,
        level,
        entry.kind,
        kind_label(here, entry),
        record.title or "",
        here.prose(record.text, entry.inspection, entry.id),
        record.anonymised or "",
        shown([*known, mentions(here, entry, known)]),
        origin(here, entry),
    )


def finding(here: Here, entry: Entry, level: int) -> FindingView:
    """A finding with its numbers, case studies, practice, and what it is tied to."""
    record = cast("Finding", entry.record)
    graph = here.graph
    figures = [
        e
        for e in graph.to(entry.address, "illustrates", "figure")
        if _at(here, e) == _at(here, entry)
    ]
    boxes = [
        e
        for kind in ("case-study", "notable-practice")
        for e in graph.to(entry.address, "illustrates", kind)
        if graph.from_(e.address, "illustrates")[0].address == entry.address
        and _at(here, e) == _at(here, entry)
    ]
    boxes.sort(key=lambda e: e.address)
    also = [
        e
        for kind in ("case-study", "notable-practice", "figure")
        for e in graph.to(entry.address, "illustrates", kind)
        if e not in boxes and e not in figures
    ]
    views = [figure(here, e, level + 1) for e in figures]
    told = origin(here, entry)
    known = [
        *holding(here, entry),
        Related(
            "answered-by",
            related_links(
                here, graph.to(entry.address, "answers", "recommendation"), entry.inspection
            ),
        ),
        Related("illustrated-by", related_links(here, also, entry.inspection)),
        *over_time(here, entry),
        themes(here, entry),
    ]
    return FindingView(
        anchor=entry.id,
        level=level,
        number=printed_number(here, entry),
        title=name(here, entry),
        kind=kind_label(here, entry) if record.kind else "",
        mark=judgement(here, entry),
        html=here.prose(record.text, entry.inspection, entry.id),
        numbers=numbers(views, told.sources),
        figures=tuple(v for v in views if v.bar is not None or v.rows),
        illustrations=tuple(illustration(here, e, level + 1) for e in boxes),
        related=shown([*known, mentions(here, entry, known)]),
        origin=told,
    )


def _at(here: Here, entry: Entry) -> str:
    spot = here.site.spots.get(entry.address)
    return spot.path if spot else ""
