"""What this build may show. Of a hidden record nothing goes further but its hidden address."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import cast

from generator import prose
from generator.addresses import FAMILIES, Addresses, scope
from generator.catalogue import (
    DEFAULT_FRAMEWORK,
    AnyRecord,
    Catalogue,
    ContentPage,
    Entry,
    Translation,
)
from generator.dates import When
from generator.records import (
    EDITOR,
    BodyRecord,
    Inspection,
    Marked,
    Model,
    Publishable,
    Ref,
    State,
    Term,
)
from generator.showing import Showing, attached, file_path
from generator.source import Source
from generator.states import Edition, above, next_release, standings
from generator.translation import missing, translated


@dataclass(frozen=True)
class Withdrawn:
    """All that stays public of a withdrawn record or hand-written page."""

    address: str
    """A page's is its path on the site, from a slash on."""
    kind: str
    """The record's kind, or `page`."""
    date: When
    reason: str

    @property
    def inspection(self) -> str:
        """The id of the inspection that it belongs to, or is; empty where it belongs to none."""
        first, _, rest = self.address.partition("/")
        if first == FAMILIES["inspection"]:
            return rest
        return "" if first in ("", "glossary", *FAMILIES.values()) else first


@dataclass(frozen=True)
class Released:
    """The records of a build, and nothing of any other."""

    entries: tuple[Entry, ...]
    pages: tuple[ContentPage, ...]
    files: tuple[str, ...]
    addresses: Addresses = field(repr=False)
    unpublished: Mapping[str, State]
    """The state of what only a preview or an accuracy check shows, by address."""
    withdrawn: tuple[Withdrawn, ...]
    held_back: frozenset[str]
    """What stands beside hand-written pages and only hidden ones use, as in the catalogue."""
    hidden_pages: frozenset[str]
    """Hand-written pages that are not shown, by their paths in the folder of content."""
    hidden: frozenset[str]
    """Addresses that lead to nothing in this build; links to them become plain words."""
    next_release: datetime | None
    translations: tuple[Translation, ...] = ()
    language: str = ""
    """The language that its records are shown in; empty for that of the originals."""
    not_signed_off: tuple[str, ...] = ()
    """Languages that a public build leaves out until a speaker has approved their words."""
    partly: frozenset[str] = frozenset()
    """Addresses of records that have some words, or all, only in the original's language."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that something is translated into, or a page is written in."""
        found = {t.language for t in self.translations} | {p.language for p in self.pages}
        return tuple(sorted(found - {""}))

    def in_language(self, language: str) -> Released:
        """The same records in the words of their translations, where they have any."""
        found = {t.address: t.record for t in self.translations if t.language == language}
        entries = []
        partly = set()
        for entry in self.entries:
            record = cast("Model", entry.record)
            other = found.get(entry.address)
            if missing(record, other or Model()):
                partly.add(entry.address)
            if other is not None:
                record = translated(record, other)
            entries.append(replace(entry, record=cast("AnyRecord", record)))
        bodies = {e.address: e.record for e in entries if isinstance(e.record, BodyRecord)}
        for index, entry in enumerate(entries):
            owner = bodies.get(entry.address.rpartition("/")[0])
            for milestone in owner.milestones if owner else ():
                if milestone.id == entry.id:
                    entries[index] = replace(entry, record=milestone)
        return replace(
            self,
            entries=tuple(entries),
            addresses=Addresses(entries),
            language=language,
            partly=frozenset(partly),
        )


def release(
    catalogue: Catalogue,
    addresses: Addresses,
    edition: Edition,
    used: AbstractSet[str] = frozenset(),
) -> Released:
    """The part of a resolved catalogue that this edition shows.

    What the whole site shares (themes, bodies, terms, frameworks, files) is shown only where
    something shown uses it; what is `used` elsewhere may be known already.
    """
    standing = standings(catalogue.entries, addresses, edition)
    attachments = attached(catalogue.entries, standing, edition)
    state = {address: s.state for address, s in standing.items()}
    showing = Showing(
        {a for a, s in state.items() if not _leaves_out(s, edition)},
        {a: tuple(not _leaves_out(s.state, edition) for s in f) for a, f in attachments.items()},
    )
    shown = [
        _for_readers(e, showing, edition)
        for e in catalogue.entries
        if e.address in showing.addresses
    ]
    page_state = {
        p.path: edition.standing(p.settings.state, p.settings.until).state for p in catalogue.pages
    }
    pages = tuple(
        p
        for p in catalogue.pages
        if not _leaves_out(page_state[p.path], edition)
        and (not p.language or edition.shows(p.language))
    )
    spoken = [
        replace(t, record=showing.part(t.address, t.record))
        for t in catalogue.translations
        if edition.shows(t.language)
    ]
    gone = showing.hidden_files(catalogue.entries)
    entries = _used(shown, pages, addresses, spoken, used)
    kept = {e.address for e in entries}
    return Released(
        entries=tuple(entries),
        pages=pages,
        files=tuple(
            _files(
                [*entries, *_in_translation(entries, spoken)],
                set(catalogue.files) - gone,
            )
        ),
        addresses=Addresses(entries),
        unpublished={a: s for a, s in state.items() if s != "published" and a in kept},
        withdrawn=(
            *_withdrawn(catalogue.entries, state, addresses, kept),
            *_withdrawn_attachments((e for e in catalogue.entries if e.address in kept), gone),
            *(
                _stub(f"/{p.address}", "page", p.settings)
                for p in catalogue.pages
                if page_state[p.path] == "withdrawn"
                and (not p.language or edition.shows(p.language))
            ),
        ),
        held_back=frozenset(_only_of_hidden(catalogue, {p.path for p in pages})),
        hidden_pages=frozenset(p.path for p in catalogue.pages) - {p.path for p in pages},
        hidden=frozenset(state) - kept,
        next_release=next_release(
            (*standing.values(), *chain.from_iterable(attachments.values())),
            catalogue.pages,
            edition,
        ),
        translations=tuple(t for t in spoken if t.address in kept),
        not_signed_off=tuple(sorted(t for t in _languages(catalogue) if not edition.shows(t))),
    )


def languages(catalogue: Catalogue, edition: Edition) -> tuple[str, ...]:
    """The languages that an edition shows something in, besides the site's own."""
    return tuple(sorted(filter(edition.shows, _languages(catalogue))))


def _languages(catalogue: Catalogue) -> set[str]:
    """The languages that anything is translated into, or a page is written in."""
    found = {t.language for t in catalogue.translations}
    return (found | {p.language for p in catalogue.pages}) - {""}


def _leaves_out(state: State, edition: Edition) -> bool:
    return edition.hides(state) or state == "withdrawn"


def _withdrawn(
    entries: tuple[Entry, ...],
    state: Mapping[str, State],
    addresses: Addresses,
    kept: Container[str],
) -> Iterable[Withdrawn]:
    """What was withdrawn, and what went with the record that it was part of.

    Of a body that nothing shown names, nothing is said of its milestones either.
    """
    by_address = {entry.address: entry for entry in entries}
    for entry in entries:
        if state[entry.address] != "withdrawn" or entry.kind == "progress":
            continue
        owner = entry.address.rpartition("/")[0]
        if owner in state and owner not in kept and state[owner] == "published":
            continue
        source, seen = entry, {entry.address}
        while source.record.state != "withdrawn":
            over = (a for a in above(source, addresses) if state.get(a) == "withdrawn")
            address = next((a for a in over if a not in seen), None)
            if address is None or by_address[address].kind == "inspection":
                break  # a withdrawn inspection says it once, for all that is in it
            seen.add(address)
            source = by_address[address]
        else:
            yield _stub(entry.address, entry.kind, source.record)


def _stub(address: str, kind: str, said_by: Publishable) -> Withdrawn:
    change = next(c for c in reversed(said_by.changes) if c.kind == "withdrawn")
    return Withdrawn(address, kind, change.date, change.note)


def _withdrawn_attachments(shown: Iterable[Entry], gone: AbstractSet[str]) -> Iterator[Withdrawn]:
    """What was withdrawn of the attachments of inspections that are shown.

    Its address is that of its file, if it had one that has `gone` with it.
    """
    for entry in shown:
        for one in getattr(entry.record, "attachments", ()):
            if one.state == "withdrawn":
                file = file_path(entry.id, one.file or "")
                address = file.removeprefix("inspections/") if file in gone else entry.id
                yield _stub(address, "attachment", one)


def _in_translation(
    entries: Iterable[Entry], translations: Iterable[Translation]
) -> Iterator[Entry]:
    """Entries with the words of their translations, in each language."""
    by_address = {entry.address: entry for entry in entries}
    for one in translations:
        if one.address in by_address:
            record = cast("AnyRecord", one.record)
            yield replace(by_address[one.address], record=record, source=one.source, at=one.at)


def _used(
    shown: list[Entry],
    pages: Iterable[ContentPage],
    addresses: Addresses,
    translations: Iterable[Translation],
    elsewhere: AbstractSet[str],
) -> list[Entry]:
    """Everything of inspections, and of what is shared only what is used, however indirectly."""
    by_address = {e.address: e for e in shown}
    spoken: dict[str, list[Entry]] = {}
    for entry in _in_translation(by_address.values(), translations):
        spoken.setdefault(entry.address, []).append(entry)
    texts = [piece for page in pages for piece in prose.panels(page.text)[::2]]
    waiting = [e.address for e in shown if e.inspection or e.address in elsewhere]
    waiting += [
        target.entry.address
        for page in pages
        for typed in page.parsed.records
        if (target := addresses.find(typed, "")) is not None
    ]
    terms = [e for e in shown if isinstance(e.record, Term) and not e.inspection]
    used: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address not in used and address in by_address:
            used.add(address)
            entry = by_address[address]
            for one in (entry, *spoken.get(address, ())):
                texts += [v for _, m, v in one.marks if m == Marked("prose")]
                waiting += [found.address for found in _targets(one, addresses)]
            if isinstance(entry.record, BodyRecord):
                waiting += [f"{address}/{m.id}" for m in entry.record.milestones]
        if not waiting:
            terms = [e for e in terms if e.address not in used]
            waiting = [e.address for e in terms if _mentioned(e.record, texts)]
            texts.clear()  # each text is searched once
    return [entry for address, entry in by_address.items() if address in used]


def _for_readers(entry: Entry, showing: Showing, edition: Edition) -> Entry:
    """An entry without its hidden parts, and without what is only for those who write.

    For the public it goes without the text of its file too, which may hold hidden records.
    """
    part = showing.part(entry.address, entry.record)
    if not edition.public:
        return entry if part is entry.record else entry.with_(part, entry.source)
    return entry.with_(part, Source(entry.source.path, ""))


def _targets(entry: Entry, addresses: Addresses) -> Iterable[Entry]:
    if isinstance(entry.record, Inspection) and entry.record.framework is None:
        target = addresses.find(DEFAULT_FRAMEWORK, "", ("framework",))
        if target is not None:
            yield target.entry
    for at, mark, value in entry.marks:
        if isinstance(mark, Ref) and value != EDITOR:
            target = addresses.find(value, scope(entry, at), mark.kinds)
            if target is not None:
                yield target.entry
        elif isinstance(mark, Marked) and mark.what == "prose":
            for address in prose.parse(value).records:
                target = addresses.find(address, entry.inspection)
                if target is not None:
                    yield target.entry


def _mentioned(term: object, texts: list[str]) -> bool:
    names = [n for n in (getattr(term, "title", None), getattr(term, "short", None)) if n]
    if not names:
        return False
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    return any(pattern.search(text) for text in texts)


def _only_of_hidden(catalogue: Catalogue, shown: Container[str]) -> Iterable[str]:
    """What only hidden pages link to or show: what no page speaks of may be of use elsewhere."""
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for page in catalogue.pages:
        used[page.path in shown] |= set(page.files)
    return (used[False] - used[True]) & set(catalogue.content_files)


def _files(entries: Iterable[Entry], known: AbstractSet[str]) -> Iterable[str]:
    wanted: set[str] = set()
    for entry in entries:
        for _, mark, value in entry.marks:
            if not entry.inspection or not isinstance(mark, Marked):
                continue
            paths = prose.parse(value).paths if mark.what == "prose" else ()
            if mark.what == "file":
                paths = (value,)
            wanted |= {file_path(entry.inspection, path) for path in paths}
    return sorted(wanted & known)
