"""What the terms mean that a page uses, to be explained where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from generator.records import Term
from generator.views import origins
from generator.views.context import Here, Site, term_anchor


@dataclass(frozen=True)
class TermNote:
    """A term that a page uses, explained."""

    anchor: str
    title: str
    short: str
    html: str
    href: str
    """Its place in the glossary."""
    lang: str


def notes(site: Site, path: str, anchors: Iterable[str]) -> tuple[TermNote, ...]:
    """The terms that these marks on a page lead to."""
    here = Here(site, path)
    terms = {term_anchor(address): address for address in site.explained}
    found = []
    for anchor in anchors:
        entry = site.graph.entries[terms[anchor]]
        record = cast("Term", entry.record)
        found.append(
            TermNote(
                anchor,
                record.title or record.short or entry.id,
                (record.short or "") if record.title else "",
                here.prose(record.text, entry.inspection, anchor, explain=False),
                here.href(entry.address),
                origins.origin(here, entry).lang,
            )
        )
    return tuple(found)
