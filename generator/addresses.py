"""How anything is pointed at: the address an author types, and the record that it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.catalogue import Entry
from generator.problems import known_words, nearest
from generator.records import EDITOR, Figure, Framework, Recommendation, Record

FAMILIES = {
    "body": "bodies",
    "theme": "themes",
    "framework": "frameworks",
    "inspection": "inspections",
}
"""Kinds that stand outside inspections, and the first part of their addresses."""

NAMES = {
    "body": "body",
    "theme": "theme",
    "framework": "framework",
    "inspection": "inspection",
    "section": "section",
    "source": "source",
    "finding": "finding",
    "figure": "figure",
    "recommendation": "recommendation",
    "case-study": "case study",
    "notable-practice": "notable practice",
    "grade": "grade",
    "milestone": "milestone",
    "term": "term",
    EDITOR: "editor",
}
"""Kinds in plain words, for problems."""


@dataclass(frozen=True)
class Target:
    """What an address leads to: a record, or a part of one that has an anchor of its own."""

    entry: Entry
    part: str = ""
    """The id of a point, row or criterion."""

    @property
    def anchor(self) -> str:
        """Its id in a page."""
        record = self.entry.id
        return f"{record}-{self.part}" if self.part else record


class Addresses:
    """Every address of a catalogue, and a way from what an author typed to what was meant."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.targets: dict[str, Target] = {}
        self._found: dict[tuple[str, str, tuple[str, ...]], Target | None] = {}
        for entry in entries:
            if entry.kind == "progress":
                continue
            self.targets.setdefault(entry.address, Target(entry))
            for part in parts(entry.record):
                join = "/" if entry.kind == "framework" else "-"
                self.targets.setdefault(f"{entry.address}{join}{part}", Target(entry, part))
        for entry in entries:
            if entry.kind == "term" and entry.inspection:
                self.targets.setdefault(f"glossary/{entry.id}", Target(entry))
            for alias in getattr(entry.record, "aliases", ()):
                self.targets.setdefault(alias_address(entry, alias), Target(entry))

    def find(self, typed: str, inspection: str, kinds: tuple[str, ...] = ()) -> Target | None:
        """What was meant by an address typed in an inspection ("" outside any); None if nothing.

        With `kinds`, a bare id is read as one of those kinds, and only they are found.
        """
        asked = (typed, inspection, kinds)
        if asked not in self._found:
            self._found[asked] = self._meant(typed, inspection, kinds)
        return self._found[asked]

    def _meant(self, typed: str, inspection: str, kinds: tuple[str, ...]) -> Target | None:
        for address in self._readings(typed, inspection, kinds):
            target = self.targets.get(address)
            if target is not None and (not kinds or target.entry.kind in kinds):
                return target
        return None

    def _readings(self, typed: str, inspection: str, kinds: tuple[str, ...]) -> Iterable[str]:
        if "/" not in typed:
            yield from (f"{FAMILIES[kind]}/{typed}" for kind in kinds if kind in FAMILIES)
            if inspection:
                yield f"{inspection}/{typed}"
            if not kinds:
                yield f"inspections/{typed}"
        elif typed.startswith("glossary/") and inspection:
            yield f"{inspection}/{typed}"
            yield typed
        else:
            yield typed

    def suggestion(self, typed: str, inspection: str, kinds: tuple[str, ...] = ()) -> str:
        """A hint at the nearest address of these kinds, or at what may be written here."""
        known = [EDITOR] if EDITOR in kinds else []
        for address, target in self.targets.items():
            if kinds and (target.entry.kind not in kinds or target.part):
                continue
            family, _, rest = address.partition("/")
            local = family == inspection or (kinds and target.entry.kind in FAMILIES)
            if "section" in kinds and not local:
                continue  # a record stands in a section of its own inspection
            known.append(rest if local else address)
        near = nearest(typed, known)
        if near and _stem(near.split('"')[1]) == _stem(typed):
            near = known_words(k for k in known if _stem(k) == _stem(typed)) or near
        if near or kinds:
            return near or known_words(k for k in known if k != EDITOR)
        return "write the id of a record here, or inspection/id, bodies/id, themes/id, glossary/id"


def _stem(address: str) -> str:
    """An address without its digits: those that have it in common are equally near."""
    return re.sub(r"\d+", "", address)


def scope(entry: Entry, at: Sequence[str | int] = ()) -> str:
    """In what a bare id in a record is looked for: its inspection, or the body it belongs to.

    `at` is where the id stands, if the record is a body with milestones of its own.
    """
    if entry.kind == "body" and at and at[0] == "milestones":
        return entry.address
    if entry.kind == "milestone" and not entry.inspection:
        return entry.address.rpartition("/")[0]
    return entry.inspection


def alias_address(entry: Entry, alias: str) -> str:
    """An alias as a full address; a bare one stands beside the record's own id."""
    return alias if "/" in alias else f"{entry.address.rpartition('/')[0]}/{alias}"


def parts(record: object) -> list[str]:
    """The ids of the parts of a record that have an address of their own."""
    if isinstance(record, Recommendation):
        return [p.id for p in record.points if p.id]
    if isinstance(record, Figure):
        rows = [row.id for row in record.rows]
        return rows + [f"{row.id}-{p.id}" for row in record.rows for p in row.points if p.id]
    if isinstance(record, Framework):
        return [criterion.id for criterion in record.criteria]
    return []


def title(record: object) -> str:
    """A record's own name for itself, empty where it has none."""
    if isinstance(record, Record):
        for name in ("title", "name", "what", "label"):
            value = getattr(record, name, None)
            if value:
                return str(value)
    return ""
