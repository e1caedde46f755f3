"""Records that rest on words which have changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Entry
from generator.problems import Problem
from generator.records import Change, Inspection, Progress, Recommendation
from generator.reliance import fingerprint, relied_on
from generator.rules.whole import Found, Whole

CORRECTING = ("updated", "corrected")


def advice(whole: Whole) -> Found:
    """Recommendations and entries on progress to be read again, beside what they rest on.

    One that was confirmed is told when any of those words is another now; one that never was, when
    a change of them is dated later than it is itself.
    """
    for entry in whole.own_entries():
        record = entry.record
        if not isinstance(record, Recommendation | Progress):
            continue
        basis = relied_on(entry, whole.addresses)
        if not basis:
            continue
        now = fingerprint(basis)
        way = f"read them side by side; when it still holds, write  confirmed: {now}"
        if record.confirmed is not None:
            if record.confirmed != now and not whole.is_silent(entry, "suspect"):
                names = " or ".join(f'"{one.address}"' for one in basis)
                message = f"the words of {names} have changed since this was confirmed"
                yield Problem("suspect", entry.place("confirmed"), message, way, "advice")
            continue
        changed = next(iter(_changed_later(whole, entry, basis)), None)
        if changed is not None and not whole.is_silent(entry, "suspect"):
            name, change = changed
            message = f'"{name}", on which this rests, was {change.kind} later ({change.date.iso})'
            yield Problem("suspect", entry.place(), message, way, "advice")


def _changed_later(
    whole: Whole, entry: Entry, basis: tuple[Entry, ...]
) -> Iterator[tuple[str, Change]]:
    written = _written(entry, whole.inspections.get(entry.inspection))
    for one in basis if written else ():
        for change in one.record.changes:
            first = change.date.first
            if change.kind in CORRECTING and written and first and first > written:
                yield one.address, change


def _written(entry: Entry, visit: Inspection | None) -> date | None:
    """The last day on which a record can have been written, as far as that is known."""
    if isinstance(entry.record, Progress) and entry.record.date:
        return entry.record.date.last
    if visit is None:
        return None
    published = visit.dates.published
    if published is not None and published != "never":
        return published.last
    return visit.dates.visit.last if visit.dates.visit else None
