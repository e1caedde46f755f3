"""What an author means by an address, however short it was typed, and where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from operator import getitem
from pathlib import PurePosixPath
from typing import Any

from generator.catalogue import Entry
from generator.desk.everything import Everything
from generator.problems import Problem, Problems
from generator.source import Location, Source, read

_NEAR = 5


@dataclass(frozen=True)
class Found:
    """A record, or a part of one that has an address of its own."""

    entry: Entry
    part: str = ""
    """The id of a point, row or criterion."""
    former: str = ""
    """The old address that was typed, where it has moved since."""

    @property
    def address(self) -> str:
        """Its address in full."""
        return address_of(self.entry, self.part)


def address_of(entry: Entry, part: str = "") -> str:
    """The address of a record, or of a part of it."""
    join = "/" if entry.kind == "framework" else "-"
    return f"{entry.address}{join}{part}" if part else entry.address


def find(every: Everything, typed: str) -> tuple[Found, ...]:
    """What an address leads to; several, where the end of one is that of several; or nothing."""
    known = dict(_known(every))
    typed = typed.strip().strip("/")
    if typed in known:
        return (known[typed],)
    said_by_visits = "progress/" in typed  # else `r3` would be every word on it too
    found = (
        one
        for address, one in known.items()
        if (said_by_visits and f"/{typed}/" in f"/{address}/")
        or (address.endswith(f"/{typed}") and one.entry.kind != "progress")
    )
    return tuple({one.address: one for one in found}.values())


@dataclass(frozen=True)
class Unclear:
    """Why an address leads to nothing, or to which of several it may lead.

    Its fields are the keys of `--format json`, and they stay.
    """

    typed: str
    ends: tuple[str, ...]
    """The addresses that end so, where there are several."""
    near: tuple[str, ...]
    """Where there is none, the known addresses that are spelt most like it."""
    problems: tuple[Problem, ...]
    """What keeps a record of this address from being read."""
    site_problems: int


def unclear(every: Everything, typed: str, found: Sequence[Found]) -> Unclear:
    """Why what was found for an address is not the one thing that it should lead to."""
    hindered = () if found else _unreadable(every, typed)
    return Unclear(
        typed,
        tuple(one.address for one in found),
        () if found or hindered else _near(every, typed),
        hindered,
        len(every.problems),
    )


def _near(every: Everything, typed: str) -> tuple[str, ...]:
    """The known addresses that are spelt most like one that is not known."""
    known = [address for address, one in _known(every) if one.entry.kind != "progress"]
    close = get_close_matches(typed, known, n=_NEAR)
    if "/" not in typed:
        by_end: dict[str, list[str]] = {}
        for address in known:
            by_end.setdefault(address.rpartition("/")[2], []).append(address)
        ends = get_close_matches(typed, by_end, n=_NEAR)
        close = [*(address for end in ends for address in by_end[end]), *close]
    return tuple(dict.fromkeys(close))[:_NEAR]


def _known(every: Everything) -> Iterator[tuple[str, Found]]:
    graph = every.graph
    for address, target in graph.addresses.targets.items():
        entry = target.entry
        if entry.address in every.unread:
            continue
        own = address_of(entry, target.part)
        shared = entry.kind == "term" and address == f"glossary/{entry.id}"
        yield address, Found(entry, target.part, "" if shared or address == own else address)
    for entry in graph.entries.values():
        if entry.kind == "progress":
            yield entry.address, Found(entry)


def problems_of(every: Everything, entry: Entry) -> tuple[Problem, ...]:
    """The problems of a record and the advice on it, and those of its translations."""
    others = (t for t in every.written.translations if t.address == entry.address)
    found: list[Problem] = []
    for source, at in ((entry.source, entry.at), *((t.source, t.at) for t in others)):
        there = [p for p in every.told if p.place.path == source.path]
        lines = _lines(source, at) if there else range(0)
        found += [p for p in there if p.place.line in lines]
    return tuple(found)


def _unreadable(every: Everything, typed: str) -> tuple[Problem, ...]:
    """What keeps a record from being read; nothing where no file holds one of that address."""
    owner, _, name = typed.strip().strip("/").rpartition("/")
    found: list[Problem] = []
    for path in dict.fromkeys(p.place.path for p in every.problems):
        place = PurePosixPath(path)
        if owner and owner not in (place.parent.name, place.parent.parent.name):
            continue
        of_file = [p for p in every.problems if p.place.path == path]
        if name in (place.stem, place.parent.name if place.stem == "inspection" else ""):
            found += of_file
            continue
        try:
            source = read(every.settings.root / path, path)
        except Problems:
            continue
        found += _in_list(source, name, of_file)
    return tuple(found)


def _in_list(source: Source, name: str, of_file: list[Problem]) -> list[Problem]:
    """The problems of the record of this id in a list; all, if the file is no YAML but names it."""
    try:
        values = source.values
    except Problems:
        return of_file if re.search(rf"\bid: *[\"']?{re.escape(name)}\b", source.text) else []
    records = values if isinstance(values, list) else []
    places = [i for i, v in enumerate(records) if isinstance(v, dict) and v.get("id") == name]
    lines = {line for index in places for line in _lines(source, (index,))}
    return [problem for problem in of_file if problem.place.line in lines]


def _lines(source: Source, at: Location) -> range:
    """The lines on which what stands at a location of a file is written."""
    if not at or not isinstance(at[-1], int):
        return range(1, len(source.lines) + 1)
    beside: Any = reduce(getitem, at[:-1], source.values)
    after = (*at[:-1], at[-1] + 1)
    is_last = at[-1] + 1 >= len(beside)
    end = len(source.lines) + 1 if is_last else source.place(after).line
    return range(source.place(at).line, end)
