"""What every view is filled from, and how a page sees the rest of the site."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote

from generator import prose
from generator.catalogue import Entry
from generator.chains import when
from generator.comparison import Comparison
from generator.dates import When
from generator.graph import Graph
from generator.places import Spot, spot_of
from generator.prose import Prose
from generator.records import Inspection, Term
from generator.showing import file_path
from generator.states import Edition
from generator.words import Words

T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """The graph, where its records stand, and the words in which they are shown."""

    graph: Graph = field(repr=False)
    comparisons: dict[str, Comparison] = field(repr=False)
    spots: dict[str, Spot] = field(repr=False)
    words: Words
    edition: Edition
    name: str = ""
    about: str = ""
    """What it is about, in a sentence or two."""
    url: str = ""
    """Where the site is published; empty where that is not known."""
    licence: Mapping[str, str] = field(default_factory=dict)
    """Under which it may be used: its `name`, `title` and `path`; empty where nothing is said."""
    search: bool = True
    """Whether it can be searched."""
    content: frozenset[str] = frozenset()
    """Paths of hand-written pages, relative to the folder of content."""
    sizes: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Bytes of each attachment, by its path relative to the folder of data."""
    language: str = ""
    """The first part of the addresses of a translation; empty for the site's own language."""
    others: frozenset[str] = frozenset()
    """The languages that other parts of the site are in."""
    own_language: str = "en-GB"
    """The language of the originals."""
    known: dict[tuple[str, Hashable], Any] = field(default_factory=dict, repr=False, compare=False)
    """What is the same on every page, found out once: see `once`."""
    _terms: dict[str, prose.Terms] = field(default_factory=dict, repr=False, compare=False)

    def once(self, what: str, of: Hashable, find: Callable[[], T]) -> T:
        """What is the same on every page of a record, found out when it is first asked for."""
        key = (what, of)
        if key not in self.known:
            self.known[key] = find()
        found: T = self.known[key]
        return found

    @cached_property
    def explained(self) -> Mapping[str, Term]:
        """The terms that have an explanation, by address."""
        return {
            e.address: e.record
            for e in self.graph.entries.values()
            if isinstance(e.record, Term) and e.record.text
        }

    @cached_property
    def _terms_of(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses of explained terms, by the glossary that they stand in."""
        found: dict[str, tuple[str, ...]] = {}
        for address in self.explained:
            owner = address.rpartition("/")[0]
            found[owner] = (*found.get(owner, ()), address)
        return found

    def terms(self, inspection: str) -> prose.Terms:
        """The terms of an inspection's texts: its own, then those of the whole site."""
        if inspection not in self._terms:
            own = f"{inspection}/" if inspection else ""
            names: dict[str, tuple[str, str, bool]] = {}
            for of in dict.fromkeys((own, "")):
                for address in self._terms_of.get(f"{of}glossary", ()):
                    term = self.explained[address]
                    anchor = term_anchor(address)
                    for name, exact in ((term.title, False), (term.short, True)):
                        if name:
                            names.setdefault(name, (name, anchor, exact))
            self._terms[inspection] = prose.Terms(names.values())
        return self._terms[inspection]

    @cached_property
    def translated(self) -> frozenset[str]:
        """The first parts of the addresses that are shown in this translation.

        Those are the inspections, and what inspections share, that have words in its language.
        """
        if not self.language:
            return frozenset()
        roots = set()
        for one in self.graph.released.translations:
            if one.language == self.language and one.address in self.graph.entries:
                entry = self.graph.entries[one.address]
                visit = f"inspections/{entry.inspection}/"
                apart = not entry.inspection or entry.kind == "term"
                roots.add(self.spots[one.address].path if apart else visit)
        if any(root.startswith("inspections/") for root in roots):
            roots |= {"inspections/", "inspections/page/"}
        return frozenset(roots)

    @cached_property
    def translated_records(self) -> frozenset[str]:
        """The addresses of the records that have words in this language."""
        released = self.graph.released
        return frozenset(t.address for t in released.translations if t.language == self.language)

    def shows(self, path: str) -> bool:
        """Whether a path, given without its language, is a page of this language."""
        if not self.language:
            return True
        first, _, rest = path.partition("/")
        second = rest.partition("/")[0]
        return bool({path, f"{first}/{second}/" if second else path} & self.translated)

    def file_path(self, inspection: str, typed: str) -> str:
        """Where an attachment stands on the site; empty for one that is not shown."""
        path = file_path(inspection, typed)
        return path if path in self.sizes else ""

    def path(self, path: str) -> str:
        """Where a page stands that has this path in the site's own language."""
        return f"{self.language}/{path}" if self.language and self.shows(path) else path

    @property
    def today(self) -> date:
        """The day of the build, in the site's zone."""
        return self.edition.as_of.astimezone(self.edition.zone).date()

    @cached_property
    def visits(self) -> tuple[Entry, ...]:
        """The inspections, newest first."""
        return self.newest_first(
            e
            for e in self.graph.entries.values()
            if isinstance(e.record, Inspection) and self.shows(f"inspections/{e.id}/")
        )

    def newest_first(self, visits: Iterable[Entry]) -> tuple[Entry, ...]:
        """Inspections by date, newest first."""
        return tuple(sorted(visits, key=lambda e: (when(inspection(e)), e.id), reverse=True))


def term_anchor(address: str) -> str:
    """Where a page explains a term; no record has such an anchor."""
    return f"_term_{address.replace('/', '_')}"


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

    def say(self, message: str, **values: object) -> str:
        """Words of the interface in the page's language."""
        return self.site.words.say(message, **values)

    def count(self, one: str, many: str, num: int, **values: object) -> str:
        """Words of the interface that depend on a number."""
        return self.site.words.count(one, many, num, **values)

    def to(self, path: str, anchor: str = "") -> str:
        """A link to a page of the site."""
        return Spot(self.site.path(path), anchor).seen_from(self.path)

    def is_at(self, path: str) -> bool:
        """Whether this page is the one that has this path in the site's own language."""
        return self.site.path(path) == self.path

    def href(self, address: str) -> str:
        """A link to a record that is shown; empty for one that is not."""
        spot = self.site.spots.get(address)
        return self.to(spot.path, spot.anchor) if spot else ""

    def file(self, inspection: str, path: str) -> str | None:
        """A link to an attachment, which stands in one place for all languages; None if hidden."""
        known = self.site.file_path(inspection, path)
        if not known:
            return None
        folder = f"inspections/{inspection}/"
        return Spot(folder).seen_from(self.path) + quote(known.removeprefix(folder))

    def size(self, inspection: str, path: str) -> str:
        """How large an attachment is."""
        size = self.site.sizes.get(file_path(inspection, path))
        return self.site.words.size(size) if size else ""

    def prose(
        self, text: str | None, inspection: str = "", prefix: str = "", *, explain: bool = True
    ) -> str:
        """An author's text as HTML. Links to what is not shown become plain words.

        The first use of each term opens its explanation, unless the text explains one itself.
        """
        if not text:
            return ""
        parsed = prose.parse(text)
        if parsed.records or parsed.paths:  # its links depend on where it is shown
            return self._html(parsed, inspection, prefix, explain=explain)
        return self.site.once(
            "prose",
            (text, inspection, prefix, self.is_of(inspection), explain),
            lambda: self._html(parsed, inspection, prefix, explain=explain),
        )

    def _html(self, parsed: Prose, inspection: str, prefix: str, *, explain: bool) -> str:
        def record_url(typed: str) -> str | None:
            target = self.graph.addresses.find(typed, inspection)
            spot = spot_of(self.site.spots, target) if target else None
            return self.to(spot.path, spot.anchor) if spot else None

        def path_url(path: str) -> str | None:
            return self.file(inspection, path) if inspection else None

        def note(typed: str) -> str:
            target = self.graph.addresses.find(typed, inspection) if explain else None
            known = target is not None and target.entry.address in self.site.explained
            return term_anchor(target.entry.address) if target and known else ""

        made = parsed.html(record_url, path_url, prefix=prefix, say=self.say, note=note)
        if prefix and self.is_of(inspection):
            made = prose.with_paragraph_ids(made, prefix)
        return self.site.terms(inspection).marked(made) if explain else made

    def is_of(self, inspection: str) -> bool:
        """Whether this page shows an inspection's records as their own place, and each once."""
        _, found, rest = self.path.partition(f"inspections/{inspection}/")
        return bool(inspection and found) and rest != "comparison/"

    def when(self, when: When | None) -> str:
        """A date in words."""
        return self.site.words.when(when)
