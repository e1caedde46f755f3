"""What a site holds already, for those who add to it: as far as it can be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

from generator.addresses import Addresses
from generator.catalogue import (
    DEFAULT_FRAMEWORK,
    RESERVED_INSPECTIONS,
    Catalogue,
    Entry,
    what_can_be_read,
)
from generator.check import check
from generator.desk.ids import free
from generator.desk.writing import scalar
from generator.problems import Place, Problem, Problems, hint, known_words, nearest
from generator.records import Framework, Inspection, Record, Section
from generator.settings import Settings
from generator.source import Source, read

_AN_ID = re.compile(r"""(?:^|[\s{,])(?:id|aliases):\s*\[?["']?([a-z0-9][a-z0-9-]*)""")


@dataclass(frozen=True)
class Existing:
    """A site as far as it can be read; mistakes elsewhere are no hindrance to writing."""

    settings: Settings
    catalogue: Catalogue = field(repr=False)
    problems: tuple[Problem, ...] = field(repr=False)

    @property
    def data(self) -> Path:
        """The folder of records."""
        return self.settings.root / self.settings.data

    def path(self, file: Path) -> str:
        """A file or folder of the site by the name that its author knows."""
        return file.relative_to(self.settings.root).as_posix()

    @cached_property
    def addresses(self) -> Addresses:
        """Everything that leads somewhere."""
        return Addresses(self.catalogue.entries)

    @cached_property
    def inspections(self) -> tuple[str, ...]:
        """The ids of all inspections that have a folder."""
        folder = self.data / "inspections"
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return tuple(p.name for p in found if p.is_dir() and not p.name.startswith("."))

    def inspection(self, name: str) -> Inspection | None:
        """The record of an inspection, None where it cannot be read."""
        target = self.addresses.targets.get(f"inspections/{name}")
        record = target.entry.record if target else None
        return record if isinstance(record, Inspection) else None

    def of(self, inspection: str) -> tuple[Entry, ...]:
        """The records of an inspection in their written order; of "" those that are shared."""
        return tuple(e for e in self.catalogue.entries if e.inspection == inspection)

    def sections(self, inspection: str) -> tuple[Section, ...]:
        """The sections of an inspection in their order."""
        return tuple(e.record for e in self.of(inspection) if isinstance(e.record, Section))

    def framework(self, inspection: str) -> Framework:
        """The framework of an inspection; the shipped one where that is not known."""
        record = self.inspection(inspection)
        names = (record.framework if record else None, DEFAULT_FRAMEWORK)
        found = (self.addresses.targets.get(f"frameworks/{name}") for name in names)
        return cast("Framework", next(target.entry.record for target in found if target))

    def ids(self, inspection: str) -> Mapping[str, tuple[str, ...]]:
        """The ids that a record of an inspection may point at as they are, by kind."""
        found: dict[str, list[str]] = {}
        for entry in self.catalogue.entries:
            if entry.inspection in ("", inspection) or entry.kind == "inspection":
                found.setdefault(entry.kind, []).append(entry.id)
        return {kind: tuple(dict.fromkeys(ids)) for kind, ids in found.items()}

    def taken(self, inside: str) -> dict[str, Place | None]:
        """The ids that lead somewhere below an address, and where each is written, if known.

        Of a file with mistakes, all that looks like an id is among them.
        """
        folder = inside if inside in RESERVED_INSPECTIONS else f"inspections/{inside}"
        base = f"{self.settings.data}/{folder}"
        found: dict[str, Place | None] = {}
        for path in {p.place.path for p in self.problems}:
            if path.startswith((f"{base}.", f"{base}/")):
                found |= dict.fromkeys(self._ids_in(path))
        for address, target in self.addresses.targets.items():
            above, _, name = address.rpartition("/")
            elsewhere = inside == "glossary" and target.entry.inspection
            if above == inside and not elsewhere:
                found[name] = target.entry.place("id")
        return found

    def taken_files(self, folder: str) -> dict[str, Place | None]:
        """The ids of records that have a file or folder each, in this one of the data."""
        known = {
            address.partition("/")[2]: target.entry.place()
            for address, target in self.addresses.targets.items()
            if address.startswith(f"{folder}/")
        }
        there = (self.data / folder).iterdir() if (self.data / folder).is_dir() else ()
        return {**{p.stem: Place(self.path(p)) for p in there}, **known}

    def _ids_in(self, path: str) -> Iterator[str]:
        try:
            yield from _AN_ID.findall(read(self.settings.root / path, path).text)
        except Problems:
            return

    def must_have_inspection(self, name: str, option: str = "--inspection") -> None:
        """Refuse an inspection that is not there.

        Raises:
            Problems: which ones there are.
        """
        if name not in self.inspections:
            raise _unknown(option, "inspection", name, self.inspections)

    def must_have_section(self, inspection: str, name: str) -> None:
        """Refuse a section that is not there, unless the sections cannot be read.

        Raises:
            Problems: which ones there are.
        """
        here = f"{self.settings.data}/inspections/{inspection}/sections"
        known = [section.id for section in self.sections(inspection)]
        if name not in known and not any(p.place.path.startswith(here) for p in self.problems):
            raise _unknown("--section", "section", name, known)


def _unknown(option: str, kind: str, name: str, known: Collection[str]) -> Problems:
    message = f'there is no {kind} "{name}"'
    way = hint(nearest(name, known), known_words(known)) if known else f"there is no {kind} yet"
    return Problems([Problem("unknown-address", Place(option), message, way)])


def existing(settings: Settings) -> Existing:
    """A site with whatever mistakes it has."""
    return Existing(settings, *what_can_be_read(settings.root, settings.data, settings.content))


def free_id(name: str, taken: Mapping[str, Place | None], where: str = "--id") -> None:
    """Refuse an id that is taken, or that is none.

    Raises:
        Problems: why, and the nearest one that may be used.
    """
    _, problems = check(Record, {"id": name}, Source(where, scalar(name)))
    if problems:
        raise Problems(problems)
    if name in taken:
        place = taken[name] or Place(where)
        way = f'"{free(name, taken)}" is free'
        raise Problems([Problem("duplicate-id", place, f'the id "{name}" is taken', way)])
