"""All that is made of an island: its pages, and what is gathered from it with that of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from generator import prose
from generator.addresses import Addresses
from generator.catalogue import AnyRecord, Catalogue, Entry, Translation
from generator.graph import Mentions
from generator.islands.dated import Dated
from generator.joined import joined
from generator.obligations import next_change
from generator.plan import Leaf, of_inspections
from generator.problems import Problem, Problems
from generator.publish.data import Stretch, stretch
from generator.publish.search import Lot, lots
from generator.records import Model
from generator.release import Released, release
from generator.rendering import Rendered, render
from generator.resolve import resolve
from generator.settings import Settings
from generator.source import Source
from generator.states import Edition
from generator.store import fingerprint
from generator.views.data.rows import rows
from generator.views.feeds import Item, news
from generator.views.search import alike, sought


@dataclass(frozen=True)
class Outline:
    """An island's records as other pages show them: without their longest texts."""

    written: tuple[Entry, ...]
    """Every record, hidden ones too."""
    translations: tuple[Translation, ...]
    shown: Released
    """What of it this edition shows."""
    mentions: Mentions
    """What the texts that are left out lead to."""
    used: frozenset[str]
    """The addresses of what it uses of what inspections share."""

    @property
    def state(self) -> str:
        """A fingerprint of it."""
        shown = self.shown
        written = set(map(id, self.written))
        told = (
            self.written,
            self.translations,
            [e.address if id(e) in written else e for e in shown.entries],
            *(shown.files, sorted(shown.unpublished.items()), shown.withdrawn),
            *(sorted(shown.hidden), shown.next_release, shown.translations, shown.not_signed_off),
            *(self.mentions, sorted(self.used)),
        )
        return fingerprint(repr(told))


@dataclass(frozen=True)
class Made(Dated):
    """What is made of an island, as far as it is needed to put the site together."""

    leaves: tuple[Leaf, ...] = ()
    states: tuple[str, ...] = ()
    """A fingerprint of each page."""
    outline: Outline | None = None
    news: tuple[Item, ...] = ()
    state: str = ""
    """A fingerprint of all that other pages show of it."""
    lots: tuple[Lot, ...] = field(default=(), repr=False)
    """What a search finds of it."""
    stretches: tuple[Stretch, ...] = field(default=(), repr=False)
    """Its data."""
    problems: tuple[Problem, ...] = ()
    """What keeps it from being made; then there is nothing else."""


@dataclass(frozen=True)
class Goods:
    """What is made of an island and only handed over."""

    pages: tuple[Rendered, ...] = ()
    held: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What is written of it in data and index, under the names that tell of it."""


def made(
    settings: Settings,
    edition: Edition,
    catalogue: Catalogue,
    others: Sequence[str],
    content: frozenset[str],
) -> tuple[Made, Goods]:
    """What is made of the catalogue of an island, which has the shared records that it needs.

    `others` are the languages of the whole site, `content` its hand-written pages.
    """
    own = {entry.source.path for entry in catalogue.entries if entry.inspection}
    own |= {one.source.path for one in catalogue.translations}
    try:
        addresses = resolve(catalogue, edition, settings.policy)
    except Problems as error:
        theirs = tuple(p for p in error.problems if p.place.path in own)
        if theirs:
            return Made(problems=theirs), Goods()
        addresses = Addresses(catalogue.entries)
    released = release(catalogue, addresses, edition)
    sites = joined(settings, edition, released, languages=others, content=content)
    pages = tuple(render(page) for page in of_inspections(sites))
    outline = _outline(catalogue, released)
    items = tuple(item for item in news(sites[0]) if item.of)
    told = repr([(replace(item, bodies=frozenset()), sorted(item.bodies)) for item in items])
    found = sought(sites, shared=False) if settings.search else ()
    documents = lots(found, alike(sites))
    public = edition.public
    data = [stretch(some, settings.licence, public=public) for some in rows(sites[0], shared=False)]
    return (
        Made(
            tuple(page.leaf for page in pages),
            tuple(page.state for page in pages),
            outline,
            items,
            fingerprint(outline.state, told),
            tuple(lot for lot, _ in documents),
            tuple(one for one, _ in data),
            since=sites[0].today,
            until=next_change(sites[0].graph, sites[0].today),
        ),
        Goods(pages, {n: part for _, held in (*documents, *data) for n, part in held.items()}),
    )


def _outline(catalogue: Catalogue, released: Released) -> Outline:
    known = {entry.address: entry for entry in catalogue.entries if entry.inspection}
    short = {address: _in_short(entry) for address, entry in known.items()}
    shown = [
        short[e.address] if e.record is known[e.address].record else _in_short(e)
        for e in released.entries
        if e.inspection
    ]
    translations = [one for one in released.translations if one.address in known]
    return Outline(
        tuple(short.values()),
        tuple(map(_placeless, catalogue.translations)),
        replace(
            released,
            entries=tuple(shown),
            addresses=Addresses(()),
            unpublished={a: s for a, s in released.unpublished.items() if a in known},
            withdrawn=tuple(one for one in released.withdrawn if one.inspection),
            hidden=frozenset(released.hidden & known.keys()),
            translations=tuple(map(_placeless, translations)),
        ),
        _left_out(entry for entry in released.entries if entry.inspection),
        frozenset(entry.address for entry in released.entries if not entry.inspection),
    )


_LONG = frozenset({"finding", "case-study", "notable-practice", "section", "figure"})
"""Kinds whose texts stand nowhere but on the pages of their inspection."""


def _in_short(entry: Entry) -> Entry:
    """An entry without its file's text, and without its own if that is long."""
    record = cast("Model", entry.record)
    if entry.kind in _LONG and getattr(record, "text", None) is not None:
        record = record.model_copy(update={"text": None})
    return replace(entry, record=cast("AnyRecord", record), source=Source(entry.source.path, ""))


def _placeless(one: Translation) -> Translation:
    return replace(one, source=Source(one.source.path, ""))


def _left_out(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """What the texts lead to that outlines are without, by the address of whose they are."""
    found = {}
    for entry in entries:
        text = getattr(entry.record, "text", None)
        if text and entry.kind in _LONG and (names := prose.parse(text).records):
            found[entry.address] = names
    return found
