"""What an edition shows of records whose parts have states of their own.

Those are the milestones of a body, which are entries too, and the attachments of an inspection.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import compress
from pathlib import PurePosixPath
from typing import TypeVar

from generator.catalogue import Entry
from generator.records import Attachment, Inspection, Model
from generator.states import Edition, Standing

M = TypeVar("M", bound=Model)

FOR_AUTHORS: dict[str, object] = {"silence": (), "confirmed": None}
"""Fields that only those who write read, and their value when there is nothing in them."""


_STATED = frozenset({"milestones", "attachments"})
"""Fields of what has states of its own."""


@cache
def _parted(model: type[Model]) -> tuple[str, ...]:
    """The fields of a kind of record that readers may not see as they are written."""
    return tuple(name for name in model.model_fields if name in _STATED or name in FOR_AUTHORS)


def attached(
    entries: Iterable[Entry], standings: Mapping[str, Standing], edition: Edition
) -> dict[str, tuple[Standing, ...]]:
    """How the attachments of each inspection that has some stand, in their written order."""
    return {
        e.address: tuple(
            edition.standing(one.state, one.until).under(standings[e.address])
            for one in e.record.attachments
        )
        for e in entries
        if isinstance(e.record, Inspection) and e.record.attachments
    }


@dataclass(frozen=True)
class Showing:
    """Which records an edition shows, and which attachments."""

    addresses: Container[str]
    attachments: Mapping[str, tuple[bool, ...]]
    """Whether each attachment of an inspection is shown, in their written order, by its address."""

    def part(self, address: str, record: M) -> M:
        """The part of a record that is shown, or of a translation of it. It may be all of it."""
        own = {name: getattr(record, name) for name in _parted(type(record))}
        kept = dict(own)
        if milestones := own.get("milestones"):
            kept["milestones"] = tuple(
                m for m in milestones if f"{address}/{m.id}" in self.addresses
            )
        if attachments := own.get("attachments"):
            kept["attachments"] = tuple(compress(attachments, self.attachments.get(address, ())))
        kept |= {name: FOR_AUTHORS[name] for name in own.keys() & FOR_AUTHORS}
        changes = {name: value for name, value in kept.items() if value != own[name]}
        return record.model_copy(update=changes) if changes else record

    def hidden_files(self, entries: Iterable[Entry]) -> set[str]:
        """Files that stand in attachments, but in none that is shown."""
        named: dict[str, bool] = {}
        for entry in entries:
            for one, shown in zip(_attachments(entry), self._shown(entry), strict=True):
                if one.file:
                    path = file_path(entry.inspection, one.file)
                    named[path] = named.get(path, False) or shown
        return {path for path, shown in named.items() if not shown}

    def _shown(self, entry: Entry) -> tuple[bool, ...]:
        return self.attachments.get(entry.address, ())


def _attachments(entry: Entry) -> tuple[Attachment, ...]:
    return entry.record.attachments if isinstance(entry.record, Inspection) else ()


def file_path(inspection: str, typed: str) -> str:
    """The path of a file of an inspection, relative to the folder of data."""
    return str(PurePosixPath(f"inspections/{inspection}") / typed)
