"""Ids and aliases: each leads to one record."""

from __future__ import annotations

from collections.abc import Mapping

from generator.addresses import alias_address, parts
from generator.catalogue import Entry
from generator.problems import Problem
from generator.records import Grade, Progress
from generator.rules.whole import Found, Whole


def problems(whole: Whole) -> Found:
    """An id twice, a part with another's address, an alias that is taken."""
    first: dict[str, Entry] = {}
    graded: dict[tuple[str | None, ...], Entry] = {}
    for entry in whole.catalogue.entries:
        key = _identity(entry)
        if isinstance(entry.record, Progress):
            asked = whole.addresses.find(
                entry.record.recommendation, entry.inspection, ("recommendation",)
            )
            about = asked.entry.address if asked else entry.record.recommendation
            said = (entry.record.addressee, entry.record.by, entry.record.date)
            key = f"{entry.inspection}/progress/{about}/{said}"
        if isinstance(entry.record, Grade):
            yield from _graded_twice(whole, entry, entry.record, graded)
        if key in first:
            yield _twice(entry, first[key])
        else:
            first[key] = entry
    yield from _part_identities(whole, first)
    yield from _aliases(whole, first)


def _graded_twice(
    whole: Whole, entry: Entry, grade: Grade, graded: dict[tuple[str | None, ...], Entry]
) -> Found:
    """One criterion has one grade of a visit, for one body, by one inspectorate."""
    criterion = whole.criteria.get(grade.criterion, grade.criterion)
    key = (entry.inspection, criterion, grade.body, grade.about, grade.by, grade.scale)
    other = graded.setdefault(key, entry)
    if other is not entry:
        place = other.place("criterion")
        message = f'"{grade.criterion}" is graded twice, first at {place.path}:{place.line}'
        way = "keep one, or say what sets them apart: `body`, `about`, `by` or `scale`"
        yield Problem("duplicate-id", entry.place("criterion"), message, way)


def _part_identities(whole: Whole, records: Mapping[str, Entry]) -> Found:
    """A part's address is its record's, a hyphen and its id; it belongs to nothing else."""
    taken: dict[str, tuple[Entry, str]] = {}
    for entry in whole.catalogue.entries:
        if entry.kind == "framework":
            continue  # its words are looked at list by list
        for part in parts(entry.record):
            address = f"{_identity(entry)}-{part}"
            if address in records:
                message = f'"{part}" of "{entry.id}" has the same address as the record "{address}"'
            elif address not in taken:
                taken[address] = (entry, part)
                continue
            elif taken[address][0] is entry:
                message = f'"{entry.id}" has two parts called "{part}"'
            else:
                other, name = taken[address]
                message = (
                    f'"{part}" of "{entry.id}" has the same address as "{name}" of "{other.id}"'
                )
            yield Problem("duplicate-id", entry.place("id"), message, "rename one of them")


def _aliases(whole: Whole, records: Mapping[str, Entry]) -> Found:
    taken = dict(records)
    for entry in whole.catalogue.entries:
        for index, alias in enumerate(getattr(entry.record, "aliases", ())):
            address = alias_address(entry, alias)
            if address in taken:
                other = taken[address].place("id")
                message = f'the alias "{alias}" is taken, at {other.path}:{other.line}'
                place = entry.place("aliases", index)
                way = "an address leads to one place; delete it here"
                yield Problem("duplicate-id", place, message, way)
            taken.setdefault(address, entry)


def _identity(entry: Entry) -> str:
    """What no other record may be called: its place among all records of its inspection."""
    if not entry.inspection or entry.kind in ("inspection", "term"):
        return entry.address
    return f"{entry.inspection}/{entry.id}"


def _twice(entry: Entry, first: Entry) -> Problem:
    if isinstance(entry.record, Progress):
        other = first.place("recommendation")
        message = (
            f"an entry on this recommendation stands twice, first at {other.path}:{other.line}"
        )
        way = "join the two, or say what sets them apart: `addressee`, `by` or `date`"
        return Problem("duplicate-id", entry.place("recommendation"), message, way)
    other = first.place("id")
    message = f'the id "{entry.id}" stands twice, first at {other.path}:{other.line}'
    way = "choose another id"
    if entry.inspection:
        way = "an id is used once in an inspection, whatever its kind; choose another"
    return Problem("duplicate-id", entry.place("id"), message, way)
