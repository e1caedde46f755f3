"""All that is written, as its author sees it: drafts, what is withdrawn, what nothing uses.

What the site shows is a part of it. It can be had of a site with mistakes too, as far as its files
can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.addresses import Addresses
from generator.advice import advice
from generator.catalogue import Catalogue, Entry, what_can_be_read
from generator.comparison import comparisons
from generator.graph import Graph, link
from generator.places import places
from generator.problems import Problem, Problems, in_order
from generator.records import Framework, Inspection, Section
from generator.release import release
from generator.resolve import resolve
from generator.settings import Settings
from generator.site import unspoken
from generator.states import Edition, Standing, above, standings
from generator.views.context import Here, Site
from generator.words import OWN_CATALOGUES, CatalogueError, Words, words

HARMLESS = frozenset(
    {"unknown-address", "unknown-page", "unknown-panel", "unknown-file", "unsafe-file"}
    | {"bad-link", "foreign-image", "no-alt", "heading", "sum", "needs-hidden", "own-language"}
    | {"not-signed-off", "no-catalogue"}
)
"""Codes of what is wrong with a link, a text or a sum alone: what is told of the rest holds."""


@dataclass(frozen=True)
class Everything:
    """All that is written, joined up, beside what an accuracy check shows of it."""

    settings: Settings
    written: Catalogue = field(repr=False)
    addresses: Addresses = field(repr=False)
    """The addresses of all that is written."""
    shown: Site = field(repr=False)
    """What the accuracy-check edition shows, which holds drafts; all that is counted is of it."""
    standings: Mapping[str, Standing] = field(repr=False)
    """How each record stands at the edition's moment, by address."""
    unread: frozenset[str] = frozenset()
    """The addresses of inspections whose own file cannot be read, though records of them can."""
    problems: tuple[Problem, ...] = ()
    """What keeps the site from being built."""
    advice: tuple[Problem, ...] = ()
    sound: bool = True
    """Whether what visits say of each other can be told in spite of the problems."""

    @property
    def told(self) -> tuple[Problem, ...]:
        """The problems of the site, or the advice on it."""
        return (*self.problems, *self.advice)

    @property
    def edition(self) -> Edition:
        """The accuracy-check edition of the moment that is asked about."""
        return self.shown.edition

    @cached_property
    def graph(self) -> Graph:
        """Every record joined up, hidden, withdrawn and unused ones too: for links, not counts."""
        released = self.shown.graph.released
        return link(
            replace(
                released,
                entries=self.written.entries,
                addresses=self.addresses,
                unpublished={},
                hidden=frozenset[str](),
                translations=self.written.translations,
            )
        )

    @cached_property
    def here(self) -> Here:
        """Every record as a page would see it that has all of them and leads nowhere."""
        whole = replace(self.shown, graph=self.graph, comparisons={}, spots={}, known={})
        return Here(whole, "")

    @cached_property
    def public(self) -> frozenset[str]:
        """The addresses of what a public build shows at the edition's moment."""
        found = release(self.written, self.addresses, replace(self.edition, public=True))
        return frozenset(entry.address for entry in found.entries)

    def above(self, entry: Entry) -> Entry | None:
        """What a record is part of that keeps it back; None where it stands as it says itself."""
        found = self.standings[entry.address]
        own = self.edition.standing(entry.record.state, entry.record.until)
        if found in (own, Standing("published")):
            return None
        for address in above(entry, self.addresses):
            if self.standings.get(address) == found:
                return self.graph.entries[address]
        return None


def everything(settings: Settings, edition: Edition) -> Everything:
    """All that is written in a site, and what of it an author's edition of that moment shows."""
    found, unreadable = what_can_be_read(settings.root, settings.data, settings.content)
    own = replace(edition, public=False)
    read = replace(found, entries=with_stand_ins(found.entries)) if unreadable else found
    of_languages = tuple(unspoken(settings, own, read))
    unresolved = _found_by(lambda: resolve(read, edition, settings.policy))
    whole = mended(read.entries) if unresolved else read.entries
    sound = whole == read.entries and all(p.code in HARMLESS for p in unresolved)
    read = replace(read, entries=whole)
    addresses = Addresses(read.entries)
    problems = unreadable or (*of_languages, *unresolved)
    graph = link(release(read, addresses, own))
    return Everything(
        settings=settings,
        written=read,
        addresses=addresses,
        shown=Site(
            graph,
            comparisons(graph) if sound else {},
            places(graph) if sound else {},
            usable_words(settings),
            own,
            settings.name,
            own_language=settings.language,
        ),
        standings=standings(read.entries, addresses, own),
        unread=frozenset(e.address for e in read.entries) - {e.address for e in found.entries},
        problems=in_order(problems),
        advice=() if problems else advice(read, addresses, own, settings.policy),
        sound=sound,
    )


def _found_by(look: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems that something finds; none if it finds nothing wrong."""
    try:
        look()
    except Problems as error:
        return error.problems
    return ()


def usable_words(settings: Settings) -> Words:
    """The words of the site's language; the package's own, where the site's cannot be used."""
    try:
        return words(settings.language, settings.root / OWN_CATALOGUES)
    except CatalogueError:
        return words(settings.language)


def with_stand_ins(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries with an inspection in the place of each whose own file cannot be read.

    It is called by its id and says no more.
    """
    read = {e.id for e in entries if isinstance(e.record, Inspection)}
    orphans = {e.inspection: e for e in entries if e.inspection and e.inspection not in read}
    return entries + tuple(
        Entry(
            f"inspections/{name}",
            "inspection",
            Inspection(id=name, title=name, state="draft"),
            orphan.source,
            (),
            name,
        )
        for name, orphan in orphans.items()
    )


def mended(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries without the links that what follows could not bear if they are wrong.

    An inspection whose framework is not known reports in the default one; a section that is part of
    itself, by way of others, is part of none.
    """
    frameworks = {e.id for e in entries if isinstance(e.record, Framework)}
    parents = {
        (e.inspection, e.id): e.record.parent for e in entries if isinstance(e.record, Section)
    }

    def one(entry: Entry) -> Entry:
        record = entry.record
        if isinstance(record, Inspection) and record.framework not in {None, *frameworks}:
            return replace(entry, record=record.model_copy(update={"framework": None}))
        if isinstance(record, Section) and _is_in_itself(record, entry.inspection, parents):
            return replace(entry, record=record.model_copy(update={"parent": None}))
        return entry

    return tuple(one(entry) for entry in entries)


def _is_in_itself(
    section: Section, inspection: str, parents: Mapping[tuple[str, str], str | None]
) -> bool:
    seen: set[str] = set()
    above = section.parent
    while above and above not in seen:
        seen.add(above)
        above = parents.get((inspection, above))
    return section.id in seen
