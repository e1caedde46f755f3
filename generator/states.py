"""What is public at a moment: a record's own state, and that of what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.addresses import Addresses
from generator.catalogue import ContentPage, Entry
from generator.order import foundations_first
from generator.records import Inspection, Progress, State
from generator.words import in_source_language


@dataclass(frozen=True)
class Edition:
    """Which build this is. Drafts and embargoed records stand in every edition but the public."""

    as_of: datetime
    zone: ZoneInfo
    public: bool = True
    signed_off: frozenset[str] = frozenset()
    """Languages whose catalogue a speaker has approved, so that a public build may show them."""

    @property
    def kind(self) -> str:
        """What tells it from other editions of the same moment."""
        return repr((str(self.zone), self.public, sorted(self.signed_off)))

    def shows(self, language: str) -> bool:
        """Whether this edition may speak a language."""
        return not self.public or in_source_language(language) or language in self.signed_off

    def instant(self, moment: datetime) -> datetime:
        """A moment as typed, in the site's zone where it names none."""
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def reached(self, moment: datetime) -> bool:
        """Whether the moment has come."""
        return self.instant(moment) <= self.as_of

    def standing(self, state: State | None, until: datetime | None) -> Standing:
        """How what says this of itself stands at this build's moment."""
        if state == "embargoed" and until is not None:
            if self.reached(until):
                return Standing("published")
            return Standing(state, self.instant(until))
        return Standing(state or "published")

    def hides(self, state: State) -> bool:
        """Whether this edition leaves out what is in that state."""
        return self.public and state in ("draft", "embargoed")


_RANK: dict[State, int] = {"published": 0, "withdrawn": 1, "embargoed": 2, "draft": 3}


@dataclass(frozen=True)
class Standing:
    """The state of a record, and when its embargo ends if it is under one."""

    state: State
    until: datetime | None = None

    def under(self, other: Standing) -> Standing:
        """What becomes of it as part of another: the less public of the two."""
        state = max(self.state, other.state, key=_RANK.__getitem__)
        ends = [s.until for s in (self, other) if s.until is not None]
        return Standing(state, max(ends) if state == "embargoed" else None)


def standings(
    entries: Iterable[Entry], addresses: Addresses, edition: Edition
) -> dict[str, Standing]:
    """How every record stands at the edition's moment, by address.

    A record is never more public than its inspection, its section, the record it is part of, or
    the recommendation that it reports on.
    """
    own: dict[str, Standing] = {}
    higher: dict[str, list[str]] = {}
    for entry in entries:
        own[entry.address] = edition.standing(entry.record.state, entry.record.until)
        higher[entry.address] = above(entry, addresses)
    found: dict[str, Standing] = {}

    for address in foundations_first(own, lambda a: (h for h in higher[a] if h in own)):
        standing = own[address]
        for over in higher[address]:
            if over in own:
                standing = standing.under(found.get(over, own[over]))
        found[address] = standing
    return found


def above(entry: Entry, addresses: Addresses) -> list[str]:
    """The addresses of what a record is part of, and so never more public than."""
    record, inspection = entry.record, entry.inspection
    found = []
    if inspection and not isinstance(record, Inspection):
        found.append(f"inspections/{inspection}")
    elif entry.kind == "milestone":
        found.append(entry.address.rpartition("/")[0])
    wanted: list[tuple[str | None, tuple[str, ...]]] = [
        (getattr(record, "section", None), ("section",))
    ]
    holders = {
        "section": ("section",),
        "finding": ("recommendation", "finding"),
        "recommendation": ("recommendation", "finding"),
    }
    if entry.kind in holders:
        wanted.append((getattr(record, "parent", None), holders[entry.kind]))
    if isinstance(record, Progress):
        wanted.append((record.recommendation, ("recommendation",)))
    for typed, kinds in wanted:
        target = addresses.find(typed, inspection, kinds) if typed else None
        if target:
            found.append(target.entry.address)
    return found


def next_release(
    standings: Iterable[Standing], pages: Iterable[ContentPage], edition: Edition
) -> datetime | None:
    """The next moment at which something becomes public, or None."""
    of_pages = (edition.standing(p.settings.state, p.settings.until) for p in pages)
    return min((s.until for s in (*standings, *of_pages) if s.until is not None), default=None)
