"""What is public at a moment: a record's own state, and that of what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.addresses import Addresses
from generator.catalogue import ContentPage, Entry
from generator.records import Inspection, Progress, State


@dataclass(frozen=True)
class Edition:
    """Which build this is. Drafts and embargoed records stand in every edition but the public."""

    as_of: datetime
    zone: ZoneInfo
    public: bool = True

    def instant(self, moment: datetime) -> datetime:
        """A moment as typed, in the site's zone where it names none."""
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def reached(self, moment: datetime) -> bool:
        """Whether the moment has come."""
        return self.instant(moment) <= self.as_of

    def now(self, state: State | None, until: datetime | None) -> State:
        """The state at this build's moment."""
        if state == "embargoed" and until is not None and self.reached(until):
            return "published"
        return state or "published"

    def hides(self, state: State) -> bool:
        """Whether this edition leaves out what is in that state."""
        return self.public and state in ("draft", "embargoed")


_RANK: dict[State, int] = {"published": 0, "withdrawn": 1, "embargoed": 2, "draft": 3}


def states(entries: Iterable[Entry], addresses: Addresses, edition: Edition) -> dict[str, State]:
    """The state of every record at the edition's moment, by address.

    A record is never more public than its inspection, its section, the record it is part of, or
    the recommendation that it reports on.
    """
    entries = tuple(entries)
    own: dict[str, State] = {}
    above: dict[str, list[str]] = {}
    for entry in entries:
        record = entry.record
        own[entry.address] = edition.now(record.state, record.until)
        above[entry.address] = _above(entry, addresses)
    found: dict[str, State] = {}

    def state(address: str, seen: frozenset[str]) -> State:
        if address in found or address in seen or address not in own:
            return found.get(address, own.get(address, "published"))
        inherited = [state(a, seen | {address}) for a in above[address]]
        found[address] = max([own[address], *inherited], key=_RANK.__getitem__)
        return found[address]

    for entry in entries:
        state(entry.address, frozenset())
    return found


def _above(entry: Entry, addresses: Addresses) -> list[str]:
    record, inspection = entry.record, entry.inspection
    above = []
    if inspection and not isinstance(record, Inspection):
        above.append(f"inspections/{inspection}")
    elif entry.kind == "milestone":
        above.append(entry.address.rpartition("/")[0])
    wanted: list[tuple[str | None, str]] = [(getattr(record, "section", None), "section")]
    if entry.kind in ("section", "recommendation"):
        wanted.append((getattr(record, "parent", None), entry.kind))
    if isinstance(record, Progress):
        wanted.append((record.recommendation, "recommendation"))
    for typed, kind in wanted:
        target = addresses.find(typed, inspection, (kind,)) if typed else None
        if target:
            above.append(target.entry.address)
    return above


def next_release(
    entries: Iterable[Entry], pages: Iterable[ContentPage], edition: Edition
) -> datetime | None:
    """The next moment at which an embargo ends, or None."""
    waiting = [e.record.until for e in entries] + [p.settings.until for p in pages]
    moments = [edition.instant(m) for m in waiting if m and not edition.reached(m)]
    return min(moments, default=None)
