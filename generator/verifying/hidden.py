"""What a public site must not hold, and how it would be known again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast

from generator import prose
from generator.addresses import FAMILIES, Addresses, parts, title
from generator.catalogue import Catalogue, ContentPage, Entry, Translation
from generator.records import Attachment, Inspection, Marked, Model, walk
from generator.release import Released, release
from generator.showing import attached
from generator.states import Edition, Standing, standings
from generator.verifying import reading
from generator.verifying.wording import Run, Runs, runs, words
from generator.words import interface

M = TypeVar("M", bound=Model)

_SAID = {"draft": "a draft", "embargoed": "under embargo", "withdrawn": "withdrawn"}
_UNUSED = "used by nothing public"


@dataclass(frozen=True)
class Hidden:
    """What must not be found, each with the address of the record that it would give away."""

    reasons: Mapping[str, str]
    """Why each record is hidden, by address."""
    by_id: Mapping[str, tuple[tuple[str, str], ...]]
    """By id: in what each record of it stands, an inspection or a family, and its address."""
    titles: Mapping[Run, str]
    """Titles too short to be looked for among other words."""
    runs: Runs = field(repr=False)
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Files that no shown record shows, by the SHA-256 of what is in them."""


def hidden(catalogue: Catalogue, addresses: Addresses, edition: Edition, folder: Path) -> Hidden:
    """What of a site's files the public must not see at a moment, beside what it may see.

    `folder` is that of the data, where its files are.
    """
    own = tuple(e for e in catalogue.entries if not e.source.path.startswith("<"))
    standing = standings(catalogue.entries, addresses, edition)
    released = release(catalogue, addresses, edition)
    used = frozenset(e.address for e in released.entries)
    reasons = {e.address: why for e in own if (why := _why(standing[e.address], e, used))}
    shown = [e for e in catalogue.entries if e.address in used]
    records: dict[str, list[Model]] = {
        e.address: [_private(cast("Model", e.record), reasons[e.address])]
        for e in own
        if e.address in reasons
    }
    public: list[Model] = [_public(e) for e in shown]
    for address, one, why in _attachments(own, standing, edition):
        if why:
            reasons[address] = why
            records.setdefault(address, []).append(_private(one, why))
        else:
            public.append(one)
    for translation in catalogue.translations:
        if translation.address in reasons:
            why = reasons[translation.address]
            records[translation.address].append(_private(translation.record, why))
        elif translation.address in used and edition.shows(translation.language):
            public.append(_public(translation))
    known = [*_pieces(records), *_silences(own)]
    pages_shown = []
    for page in catalogue.pages:
        why = _said(edition.standing(page.settings.state, page.settings.until))
        if why:
            reasons[page.path] = why
            known += [(text, page.path, False) for text in _of_page(page)]
            known.append((page.title, page.path, True))
        elif not page.language or edition.shows(page.language):
            pages_shown.append(page)
    unshown = sorted(set(catalogue.files) - set(released.files))
    for path in unshown:
        for said in reading.said(path, (folder / path).read_bytes()):
            known += [(text, path, False) for text in said.texts]
    texts = [text for record in public for text, _ in _texts(record)]
    texts += [text for page in pages_shown for text in (*_of_page(page), page.title)]
    texts += [text for one in released.withdrawn for text in (one.address, one.reason)]
    texts += interface()
    whole = {tuple(words(text)) for text in texts}
    short = {tuple(words(text)): owner for text, owner, is_title in known if is_title}
    return Hidden(
        reasons,
        _by_id(own, reasons, shown) | _by_name(unshown, _told_of(released)),
        {run: owner for run, owner in short.items() if run and run not in whole},
        Runs(
            (run, owner) for text, owner, is_title in known for run in runs(text, title=is_title)
        ).without(texts),
        _digests(folder, unshown, released.files),
    )


def _why(standing: Standing, entry: Entry, used: frozenset[str]) -> str:
    return _said(standing) or ("" if entry.address in used else _UNUSED)


def _said(standing: Standing) -> str:
    return _SAID.get(standing.state, "")


def _public(one: Entry | Translation) -> Model:
    """A shown record without its parts that have states of their own, and without its silences."""
    given: dict[str, object] = {}
    for name in ("attachments", "milestones", "silence"):
        if getattr(one.record, name, None):
            given[name] = ()
    return one.record.model_copy(update=given)


def _private(record: M, why: str) -> M:
    """A hidden record without what stays public of it."""
    if why == _SAID["withdrawn"] and getattr(record, "changes", None):
        return record.model_copy(update={"changes": ()})
    return record


def _attachments(
    entries: Iterable[Entry], standing: Mapping[str, Standing], edition: Edition
) -> Iterator[tuple[str, Attachment, str]]:
    """Every attachment, with the address it is told by and why it is hidden."""
    found = attached(entries, standing, edition)
    for entry in entries:
        if isinstance(entry.record, Inspection):
            stand = found.get(entry.address, ())
            for one, its in zip(entry.record.attachments, stand, strict=True):
                yield f"{entry.id}/{one.file or one.title}", one, _said(its)


def _silences(entries: Iterable[Entry]) -> Iterator[tuple[str, str, bool]]:
    """Reasons why an advice is not wanted: never published, whatever the record's state."""
    for entry in entries:
        for silence in getattr(entry.record, "silence", ()):
            yield silence.reason, entry.address, False


def _pieces(records: Mapping[str, Iterable[Model]]) -> Iterator[tuple[str, str, bool]]:
    for address, several in records.items():
        for record in several:
            for text, is_title in _texts(record):
                yield text, address, is_title


def _texts(record: Model) -> Iterator[tuple[str, bool]]:
    """Every text of a record, as plain words, and whether it is the record's title."""
    named = title(record) or getattr(record, "title", None)
    at_prose = {at for at, mark, _ in walk(record) if mark == Marked("prose")}
    for at, value in _strings(record):
        yield prose.plain(value) if at in at_prose else value, value == named


def _strings(
    value: object, at: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _strings(one, (*at, index))


def _of_page(page: ContentPage) -> Iterator[str]:
    yield from map(prose.plain, prose.panels(page.text)[::2])
    yield page.settings.description or ""


def _by_id(
    entries: Iterable[Entry],
    reasons: Mapping[str, str],
    shown: Iterable[Entry],
) -> dict[str, tuple[tuple[str, str], ...]]:
    """The ids of hidden records, but for withdrawn ones, which keep theirs in public."""
    taken = {pair for entry in shown for pair in _named(entry)}
    taken |= {
        (entry.inspection, alias.rpartition("/")[2])
        for entry in shown
        for alias in getattr(entry.record, "aliases", ())
    }
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for entry in entries:
        if reasons.get(entry.address, "withdrawn") != "withdrawn":
            for owner, name in _named(entry):
                if (owner, name) not in taken:
                    found[name] = (*found.get(name, ()), (owner, entry.address))
    return found


def _by_name(
    files: Iterable[str], released: Iterable[str]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """The names of files that no shown record shows."""
    taken = {_named_in(path) for path in released}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for path in files:
        inspection, name = _named_in(path)
        if (inspection, name) not in taken:
            found[name] = (*found.get(name, ()), (inspection, path))
    return found


def _named_in(path: str) -> tuple[str, str]:
    return path.split("/")[1], PurePosixPath(path).name


def _told_of(released: Released) -> set[str]:
    """Files that are shown, and those that were withdrawn, whose names stay public."""
    gone = (one.address for one in released.withdrawn if one.kind == "attachment")
    return {*released.files, *(f"inspections/{address}" for address in gone if "/" in address)}


def _digests(folder: Path, files: Iterable[str], shown: Iterable[str]) -> dict[str, str]:
    """Files by their hash, without those of which a copy is shown."""

    def digest(path: str) -> str:
        return hashlib.sha256((folder / path).read_bytes()).hexdigest()

    public = {digest(path) for path in shown}
    return {mark: path for path in files if (mark := digest(path)) not in public}


def _named(entry: Entry) -> Iterator[tuple[str, str]]:
    """In what a record, and each part of it, has its id, and the id."""
    if entry.kind == "progress":
        return
    inside = "" if entry.kind == "inspection" else entry.inspection
    owner = (
        inside or FAMILIES.get(entry.kind) or entry.address.rpartition("/")[0].rpartition("/")[2]
    )
    yield owner, entry.id
    for part in parts(entry.record):
        yield owner, part if entry.kind == "framework" else f"{entry.id}-{part}"
