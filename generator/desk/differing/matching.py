"""Which record of one state is which of the other: by address, by an old one, by what it is on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.addresses import alias_address
from generator.catalogue import Entry
from generator.desk.differing.state import State
from generator.records import Progress

Key = tuple[str, str]
"""A kind and an address."""


@dataclass(frozen=True)
class Pair:
    """The same record in both states; in one of them only, where it was added or removed."""

    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """The record as it is now, or as it last was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a pair of nothing is never made
        return found


@dataclass(frozen=True)
class Matched:
    """Every record of two states, in the order of the later one; what is gone comes last."""

    pairs: tuple[Pair, ...]
    moved: Mapping[str, str] = field(default_factory=dict)
    """Where an address of the earlier state has moved, if it has."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """The former address of each record that was renamed itself, by its address now."""


def matched(old: State, new: State) -> Matched:
    """Pair the records of two states, each with at most one of the other."""
    moved, renamed = _moved(old, new)
    before = {_identity(old, entry, moved): entry for entry in old.records.values()}
    after = {_identity(new, entry, {}): entry for entry in new.records.values()}
    pairs = {key: Pair(before.pop(key, None), entry) for key, entry in after.items()}
    for key, entry in _otherwise(
        {k: p.entry for k, p in pairs.items() if p.before is None}, before
    ):
        pairs[key] = Pair(before.pop(entry), pairs[key].after)
    gone = (Pair(entry, None) for entry in before.values())
    return Matched((*pairs.values(), *gone), moved, renamed)


def _moved(old: State, new: State) -> tuple[dict[str, str], dict[str, str]]:
    """What has come in the place of old addresses, and the old one of each record renamed itself.

    So say `aliases`. With an inspection or a body goes all that is in it.
    """
    moved: dict[str, str] = {}
    renamed: dict[str, str] = {}
    holders = [e for e in new.records.values() if e.kind in ("inspection", "body")]
    for former, entry in _renamed(holders, {key: key for key in old.records}, new):
        moved[former[1]] = entry.address
        renamed[entry.address] = former[1]
    for _, address in old.records:
        owner, _, rest = address.rpartition("/")
        visit, _, inside = address.partition("/")
        if owner in moved:
            moved[address] = f"{moved[owner]}/{rest}"
        elif f"inspections/{visit}" in moved:
            moved[address] = f"{moved[f'inspections/{visit}'].rpartition('/')[2]}/{inside}"
    there = {(kind, moved.get(address, address)): (kind, address) for kind, address in old.records}
    others = [e for e in new.records.values() if e.kind not in ("inspection", "body")]
    for former, entry in _renamed(others, there, new):
        moved[former[1]] = entry.address
        renamed[entry.address] = former[1]
    return moved, renamed


def _renamed(
    entries: list[Entry], there: Mapping[Key, Key], new: State
) -> Iterator[tuple[Key, Entry]]:
    """Records that have come in the place of another, which stood at one of their old addresses."""
    for entry in entries:
        if (entry.kind, entry.address) in there:
            continue
        for alias in getattr(entry.record, "aliases", ()):
            former = (entry.kind, alias_address(entry, alias))
            if former in there and former not in new.records:
                yield there[former], entry
                break


def _identity(state: State, entry: Entry, moved: Mapping[str, str]) -> Key:
    """What a record is known by in the later state.

    A word on progress is told by the record that it is on, however that was typed.
    """
    record = entry.record
    if not isinstance(record, Progress):
        return entry.kind, moved.get(entry.address, entry.address)
    visit, _, said = entry.address.partition("/progress/")
    said_of = said.removeprefix(record.recommendation)
    at = moved.get(f"inspections/{visit}", f"inspections/{visit}").rpartition("/")[2]
    return entry.kind, f"{at}/progress/{_asked(state, entry, record, moved)}{said_of}"


def _asked(state: State, entry: Entry, record: Progress, moved: Mapping[str, str]) -> str:
    """The address of what a word on progress is on, in the later state."""
    kinds = ("recommendation",)
    target = state.addresses.find(record.recommendation, entry.inspection, kinds)
    address = target.entry.address if target else record.recommendation
    return moved.get(address, address)


def _otherwise(
    added: Mapping[Key, Entry], removed: Mapping[Key, Entry]
) -> Iterator[tuple[Key, Key]]:
    """Words on the same recommendation that differ only in whose they are, or of when."""
    left: dict[str, list[Key]] = defaultdict(list)
    for key, entry in removed.items():
        if isinstance(entry.record, Progress):
            left[_on(key, entry.record)].append(key)
    for key, entry in added.items():
        if isinstance(entry.record, Progress) and left[_on(key, entry.record)]:
            yield key, left[_on(key, entry.record)].pop(0)


def _on(key: Key, record: Progress) -> str:
    """An identity without whose word it is, and of when."""
    said = (record.addressee, record.by, record.date)
    last = max((place for place, one in enumerate(said, 1) if one), default=0)
    return key[1].rsplit("/", last)[0] if last else key[1]
