"""What changed between two states of a site: each record that differs, and who sees the change."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

from generator.catalogue import AnyRecord, ContentPage, Entry
from generator.desk.differing.comparing import Difference, Version, differences
from generator.desk.differing.matching import Matched, Pair, matched
from generator.desk.differing.state import State
from generator.desk.telling import names
from generator.records import RECORD_LISTS, Inspection, Model, Publishable
from generator.states import Standing, above
from generator.views.naming import FAMILIES_OF_KINDS

UNUSED = "unused"
"""The state of what is shared and could be public, but is used by nothing that is."""

How = Literal["added", "removed", "changed", "renamed", "state"]

_LISTS = {model.KIND: name for name, model in RECORD_LISTS.items()}
_IN_ORDER = (*FAMILIES_OF_KINDS, "section", "grade")
"""Kinds whose records readers see in the order in which they are written."""


@dataclass(frozen=True)
class Change:
    """How one record, page or file differs."""

    address: str
    kind: str
    inspection: str
    called: str
    change: How
    public_before: bool
    public_after: bool
    silent: bool = False
    """Whether the public sees a change, or something gone, and no word of ours tells of it."""
    was: str = ""
    """The state it had, in words, where that matters."""
    now: str = ""
    """The state it has."""
    reason: str = ""
    """Why it was withdrawn."""
    former: str = ""
    """Where it was before, if it has moved; of what is gone, where its address leads now."""
    held: int = 0
    """How many records went the same way with it, since they are part of it."""
    fields: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Compared:
    """All that differs between two states."""

    old: str
    new: str
    changes: tuple[Change, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    """What each inspection is called, by its id."""
    unread: int = 0
    """How many files could not be read whole, in either."""
    pages: bool = True
    """Whether hand-written pages could be compared."""


def compared(old: State, new: State) -> Compared:
    """Everything that differs, inspections first, each with its records in their order."""
    found = matched(old, new)
    pages = bool(old.settings.content and new.settings.content)
    changes = [
        *_Records(old, new, found).changes(),
        *(_pages(old, new) if pages else ()),
        *_files(old, new, _attachments(old), _attachments(new), "attachment"),
        *(_files(old, new, _beside(old), _beside(new), "file") if pages else ()),
    ]
    titles = {
        e.id: e.record.title
        for state in (old, new)
        for e in state.records.values()
        if isinstance(e.record, Inspection)
    }
    return Compared(
        old.called, new.called, tuple(changes), titles, len(old.unread | new.unread), pages
    )


class _Records:
    """Compares the records of two states, of which it is known which is which."""

    def __init__(self, old: State, new: State, found: Matched) -> None:
        self.old = old
        self.new = new
        self.found = found
        self.former = {
            p.after.address: p.before.address for p in found.pairs if p.before and p.after
        }

    def changes(self) -> Iterator[Change]:
        order = self._order()
        changes = []
        held: Counter[str] = Counter()
        for pair in self.found.pairs:
            before, after = pair.before, pair.after
            if before is None or after is None:
                if not self._is_unread(pair):
                    changes.append(self._one_sided(pair))
                continue
            was, now = self.old.standings[before.address], self.new.standings[after.address]
            over = self._explaining(after, was, now) if was != now else ""
            held[over] += 1
            fields = (*self._fields(before, after), *order.get(after.address, ()))
            is_moved = was != now and not over
            if fields or is_moved or after.address in self.found.renamed:
                changes.append(self._changed(before, after, fields, is_moved=is_moved))
        yield from (replace(change, held=held[change.address]) for change in changes)

    def _is_unread(self, pair: Pair) -> bool:
        """Whether the other state may have it too, in a file that could not be read whole."""
        own, other = (self.new, self.old) if pair.after else (self.old, self.new)
        return other.may_hold(own, pair.entry.source.path)

    def _explaining(self, entry: Entry, was: Standing, now: Standing) -> str:
        """What a record is part of, and with which it went from one state to the other.

        Of what is in an inspection that could not be read nothing can be said.
        """
        for over in above(entry, self.new.addresses):
            if over in self.old.stand_ins | self.new.stand_ins:
                return over
            former = self.old.standings.get(self.former.get(over, ""))
            if (former, self.new.standings.get(over)) == (was, now):
                return over
        return ""

    def _one_sided(self, pair: Pair) -> Change:
        """What is in one of the states only."""
        entry = pair.entry
        state = self.new if pair.after else self.old
        public = state.shows(entry)
        target = None if pair.after else self.new.addresses.targets.get(entry.address)
        visit = self.new.standings.get(f"inspections/{entry.inspection}")
        is_told = target is not None or (visit is not None and visit.state == "withdrawn")
        return Change(
            entry.address,
            entry.kind,
            entry.inspection,
            names.called(state.here, entry),
            change="added" if pair.after else "removed",
            public_before=public and pair.after is None,
            public_after=public and pair.after is not None,
            silent=public and pair.after is None and not is_told,
            was="" if pair.after else self._standing(self.old, entry),
            now=self._standing(self.new, entry) if pair.after else "",
            former=target.entry.address if target else "",
        )

    def _changed(
        self, before: Entry, after: Entry, fields: tuple[Difference, ...], *, is_moved: bool
    ) -> Change:
        """What is in both."""
        seen = self.old.shows(before), self.new.shows(after)
        now = self.new.standings[after.address].state
        former = self.found.renamed.get(after.address, "")
        return Change(
            after.address,
            after.kind,
            after.inspection,
            names.called(self.new.here, after),
            change="state" if is_moved else "renamed" if former else "changed",
            public_before=seen[0],
            public_after=seen[1],
            silent=_is_silent(before.record, after.record, fields, seen)
            or (is_moved and seen == (True, False) and now != "withdrawn"),
            was=self._standing(self.old, before) if is_moved else "",
            now=self._standing(self.new, after) if is_moved else "",
            reason=_reason(after.record) if is_moved and now == "withdrawn" else "",
            former=former,
            fields=fields,
        )

    def _standing(self, state: State, entry: Entry) -> str:
        standing = state.standings[entry.address]
        is_unused = standing.state == "published" and not state.shows(entry)
        return UNUSED if is_unused else names.state(state.here, standing)

    def _fields(self, before: Entry, after: Entry) -> tuple[Difference, ...]:
        """What differs in a record itself, and in its words in other languages."""
        found: list[Difference] = []
        if before.address in self.found.moved and after.address in self.found.renamed:
            found.append(Difference(("address",), (before.address,), (after.address,), said=False))
        if before.record is after.record and not (self.old.translations or self.new.translations):
            return tuple(found)
        one = Version(self.old.here, before, self.found.moved)
        other = Version(self.new.here, after)
        if before.record != after.record:
            found += (
                d
                for d in differences(one, _alone(before), other, _alone(after))
                if d.path != ("id",)
            )
        were = self.old.translations.get(before.address, {})
        are = self.new.translations.get(after.address, {})
        for tag in sorted({*were, *are}):
            old, new = were.get(tag), are.get(tag)
            if old and new:
                of_both = differences(one, old.record, other, new.record)
                found += (replace(difference, language=tag) for difference in of_both)
            elif new and not self.old.may_hold(self.new, new.source.path):
                come = (other.summary(new.record),)
                found.append(Difference((), (), come, said=False, language=tag))
            elif old and not self.new.may_hold(self.old, old.source.path):
                gone, said = (one.summary(old.record),), self.old.edition.shows(tag)
                found.append(Difference((), gone, (), said=said, language=tag))
        return tuple(found)

    def _order(self) -> dict[str, list[Difference]]:
        """Of each inspection the kinds whose records are in another order, by its address."""
        places = {key: place for place, key in enumerate(self.old.records)}
        kept: dict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
        for pair in self.found.pairs:
            before, after = pair.before, pair.after
            if before and after and after.kind in _IN_ORDER:
                place = places[before.kind, before.address]
                kept[after.inspection, after.kind].append((place, before.id, after.id))
        found: dict[str, list[Difference]] = defaultdict(list)
        for (visit, kind), now in kept.items():
            if now != (was := sorted(now)):
                ids = tuple(one[1] for one in was), tuple(one[2] for one in now)
                difference = Difference((_LISTS[kind],), *ids, way="order", said=False)
                found[f"inspections/{visit}"].append(difference)
        return found


def _alone(entry: Entry) -> Model:
    """A record without those that stand in it and are compared on their own."""
    record = cast("Model", entry.record)
    return record.model_copy(update={"milestones": ()}) if entry.kind == "body" else record


def _is_silent(
    before: Publishable, after: Publishable, fields: Iterable[Difference], seen: tuple[bool, bool]
) -> bool:
    """Whether readers of both see another text, and none of its `changes` tells of it."""
    is_told = any(change not in before.changes for change in after.changes)
    return all(seen) and not is_told and any(difference.said for difference in fields)


def _reason(record: Publishable) -> str:
    return next((c.note for c in reversed(record.changes) if c.kind == "withdrawn"), "")


def _pages(old: State, new: State) -> Iterator[Change]:
    """The hand-written pages that differ."""
    for path in dict.fromkeys((*new.pages, *old.pages)):
        before, after = old.pages.get(path), new.pages.get(path)
        one = after or before
        if one is None or old.may_hold(new, one.source.path) or new.may_hold(old, one.source.path):
            continue
        was = old.standing_of(before) if before else None
        now = new.standing_of(after) if after else None
        fields = _page_fields(old, before, new, after) if before and after else ()
        if was == now and not fields:
            continue
        how: How = (
            "added" if not was else "removed" if not now else "state" if was != now else "changed"
        )
        seen = bool(was and was.state == "published"), bool(now and now.state == "published")
        yield Change(
            path,
            "page",
            "",
            one.title,
            change=how,
            public_before=seen[0],
            public_after=seen[1],
            silent=seen == (True, False) and not (now and now.state == "withdrawn"),
            was=names.state(old.here, was) if was and was != now else "",
            now=names.state(new.here, now) if now and was != now else "",
            reason=_reason(one.settings) if now and now.state == "withdrawn" else "",
            fields=fields,
        )


def _page_fields(
    old: State, before: ContentPage, new: State, after: ContentPage
) -> tuple[Difference, ...]:
    """What differs in the settings of a page, and in its text."""
    one, other = (
        Version(
            state.here, Entry(page.path, "page", cast("AnyRecord", page.settings), page.source, ())
        )
        for state, page in ((old, before), (new, after))
    )
    found = differences(one, before.settings, other, after.settings)
    if before.text == after.text:
        return found
    return (*found, Difference(("text",), (before.text,), (after.text,), "prose"))


def _attachments(state: State) -> dict[str, Path]:
    """The files of inspections, by their path in the folder of data."""
    folder = state.settings.root / state.settings.data
    return {path: folder / path for path in state.written.files}


def _beside(state: State) -> dict[str, Path]:
    """The files beside hand-written pages, by their path in the folder of content."""
    folder = state.settings.root / state.settings.content
    return {path: folder / path for path in state.written.content_files}


def _files(
    old: State, new: State, ours: Mapping[str, Path], theirs: Mapping[str, Path], kind: str
) -> Iterator[Change]:
    """The files that differ by what is in them; one of the same contents has only moved."""
    before = {path: _digest(file) for path, file in ours.items()}
    after = {path: _digest(file) for path, file in theirs.items()}
    gone: dict[str, list[str]] = defaultdict(list)
    for path, digest in before.items():
        if path not in after:
            gone[digest].append(path)
    for path, digest in after.items():
        former = gone[digest].pop(0) if path not in before and gone[digest] else ""
        if before.get(path) != digest:
            how: How = "changed" if path in before else "renamed" if former else "added"
            yield _file(old, new, kind, path, former or path, how)
    for path in (path for paths in gone.values() for path in paths):
        yield _file(old, new, kind, path, path, "removed")


def _file(old: State, new: State, kind: str, path: str, former: str, how: How) -> Change:
    visit = path.split("/")[1] if kind == "attachment" else ""
    apart = kind == "file"  # what stands beside pages is public as it is
    return Change(
        path,
        kind,
        visit,
        path.rpartition("/")[2],
        how,
        public_before=how != "added" and (apart or old.shows_file(former)),
        public_after=how != "removed" and (apart or new.shows_file(path)),
        former=former if former != path else "",
        fields=(Difference(("address",), (former,), (path,), said=False),)
        if former != path
        else (),
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
