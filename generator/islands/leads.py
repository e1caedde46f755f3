"""Where the files of an inspection lead, as far as that can be told without any other file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from generator import prose
from generator.catalogue import Entry, Translation
from generator.problems import Problem
from generator.records import Marked, Ref


@dataclass(frozen=True)
class Leads:
    """What is to be known of an inspection before it is known what it hangs together with."""

    inspection: str
    names: frozenset[str]
    """Every address that is typed in it, of whatever it may be."""
    former: frozenset[str]
    """Names under which it, or a record of it, was known as part of another inspection."""
    terms: frozenset[str]
    """The terms that it explains itself."""
    moments: tuple[datetime, ...] = ()
    """When something in it becomes public."""
    problems: tuple[Problem, ...] = ()


def leads(
    inspection: str,
    entries: Iterable[Entry],
    translations: Iterable[Translation],
    problems: tuple[Problem, ...],
) -> Leads:
    """Where an inspection leads."""
    own = list(entries)
    return Leads(
        inspection,
        frozenset(named([*own, *translations])),
        frozenset(_former(own)),
        frozenset(entry.id for entry in own if entry.kind == "term"),
        tuple(moments(own)),
        problems,
    )


def named(several: Iterable[Entry | Translation]) -> Iterator[str]:
    """Every address that is typed in some records."""
    for one in several:
        for _, mark, value in one.marks:
            if isinstance(mark, Ref):
                yield value
            elif isinstance(mark, Marked) and mark.what == "prose":
                yield from prose.parse(value).records


def moments(entries: Iterable[Entry]) -> Iterator[datetime]:
    """When records, or parts of them that have states of their own, become public."""
    for entry in entries:
        inner = (
            *getattr(entry.record, "attachments", ()),
            *getattr(entry.record, "milestones", ()),
        )
        yield from (one.until for one in (entry.record, *inner) if one.until is not None)


def _former(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        for alias in getattr(entry.record, "aliases", ()):
            if entry.kind == "inspection":
                yield alias.removeprefix("inspections/")
            elif "/" in alias:
                yield alias.partition("/")[0]
