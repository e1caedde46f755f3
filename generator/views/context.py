"""What every view is filled from, and how a page sees the rest of the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from generator import prose
from generator.catalogue import Entry
from generator.chains import when
from generator.comparison import Comparison
from generator.dates import When
from generator.graph import Graph
from generator.places import Spot, spot_of
from generator.records import Inspection
from generator.states import Edition
from generator.words import Words


@dataclass(frozen=True)
class Site:
    """The graph, where its records stand, and the words in which they are shown."""

    graph: Graph = field(repr=False)
    comparisons: dict[str, Comparison] = field(repr=False)
    spots: dict[str, Spot] = field(repr=False)
    words: Words
    edition: Edition
    name: str = ""
    content: frozenset[str] = frozenset()
    """Paths of hand-written pages, relative to the folder of content."""

    @cached_property
    def visits(self) -> tuple[Entry, ...]:
        """The inspections, newest first."""
        return self.newest_first(
            e for e in self.graph.entries.values() if isinstance(e.record, Inspection)
        )

    def newest_first(self, visits: Iterable[Entry]) -> tuple[Entry, ...]:
        """Inspections by date, newest first."""
        return tuple(sorted(visits, key=lambda e: (when(inspection(e)), e.id), reverse=True))


def inspection(entry: Entry) -> Inspection:
    """An entry's record, known to be an inspection."""
    if not isinstance(entry.record, Inspection):
        raise TypeError(entry.address)
    return entry.record


@dataclass(frozen=True)
class Here:
    """The site as one page sees it: every link relative to the page's path."""

    site: Site = field(repr=False)
    path: str

    @property
    def graph(self) -> Graph:
        """The site's graph."""
        return self.site.graph

    def to(self, path: str, anchor: str = "") -> str:
        """A link to a page of the site."""
        return Spot(path, anchor).seen_from(self.path)

    def href(self, address: str) -> str:
        """A link to a record that is shown; empty for one that is not."""
        spot = self.site.spots.get(address)
        return spot.seen_from(self.path) if spot else ""

    def prose(self, text: str | None, inspection: str = "", prefix: str = "") -> str:
        """An author's text as HTML. Links to what is not shown become plain words."""
        if not text:
            return ""

        def record_url(typed: str) -> str | None:
            target = self.graph.addresses.find(typed, inspection)
            spot = spot_of(self.site.spots, target) if target else None
            return spot.seen_from(self.path) if spot else None

        def path_url(path: str) -> str | None:
            return self.to(f"inspections/{inspection}/") + path if inspection else None

        return prose.parse(text).html(record_url, path_url, prefix=prefix)

    def when(self, when: When | None) -> str:
        """A date in words."""
        return self.site.words.when(when)
