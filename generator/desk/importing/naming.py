"""Ids for the parts of a report, in the way of the house: f3-1, r1, cs5-1, sections by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.desk.ids import slug
from generator.desk.importing.outline import Part
from generator.records import RESERVED_SECTIONS

_LETTERS = {"finding": "f", "case-study": "cs", "notable-practice": "np"}

_UNFIT = {"", *RESERVED_SECTIONS}


@dataclass(frozen=True)
class Ids:
    """The id of each part by its place, and those of the rows of each figure."""

    parts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def letter(n: int) -> str:
    """The id of a point by its place from 0: a to z, then aa."""
    return (letter(n // 26 - 1) if n >= 26 else "") + chr(ord("a") + n % 26)  # noqa: PLR2004 - letters


def ids(parts: Sequence[Part]) -> Ids:
    """Ids that are each used once, none of them the address of a part of another record."""
    found = [""] * len(parts)
    rows: list[tuple[str, ...]] = [()] * len(parts)
    free = _Free(RESERVED_SECTIONS)
    counts: Counter[tuple[str, str]] = Counter()
    keys = _keys(parts)
    asked = _asked(parts)
    for n, part in enumerate(parts):
        if part.kind in _LETTERS:
            top = _top(parts, n)
            key = keys.get(top, "") if top is not None else ""
            counts[part.kind, key] += 1
            found[n] = free(f"{_LETTERS[part.kind]}{key}{counts[part.kind, key]}")
        elif part.ask:
            found[n] = free(asked[n])
            free.taken |= {f"{found[n]}-{letter(point)}" for point in range(len(part.ask.points))}
    for n, part in enumerate(parts):
        if part.kind == "section":
            name = slug(part.title)
            found[n] = free(f"section-{name or n + 1}" if name in _UNFIT else name)
    for n, part in enumerate(parts):
        if part.figure:
            found[n] = free(slug(part.title) or "figure")
            wanted = (f"{found[n]}-{slug(row.title) or 'row'}" for row in part.figure.rows)
            rows[n] = tuple(free(one).removeprefix(f"{found[n]}-") for one in wanted)
    return Ids(tuple(found), tuple(rows))


class _Free:
    """Gives ids away, each once: the one that is wanted, or the same with a number."""

    def __init__(self, reserved: Iterable[str]) -> None:
        self.taken = set(reserved)
        self.last: dict[str, int] = {}

    def __call__(self, wanted: str) -> str:
        """The nearest id to this one that nothing has."""
        found = wanted
        while found in self.taken:
            self.last[wanted] = self.last.get(wanted, 1) + 1
            found = f"{wanted}-{self.last[wanted]}"
        self.taken.add(found)
        return found


def _top(parts: Sequence[Part], n: int) -> int | None:
    """The section without a parent that a part stands in."""
    above = parts[n].section
    while above is not None and parts[above].section is not None:
        above = parts[above].section
    return above


def _keys(parts: Sequence[Part]) -> dict[int, str]:
    """What ids in each top section have between their letters and their count."""
    tops = [n for n, part in enumerate(parts) if part.kind == "section" and part.section is None]
    numbered = any(parts[n].number for n in tops)
    keys = {}
    for place, n in enumerate(tops, 1):
        name = slug(parts[n].title).partition("-")[0] or "section"
        number = slug(parts[n].number) or (f"-{name}" if numbered else str(place))
        keys[n] = f"{number}-"
    return keys


def _asked(parts: Sequence[Part]) -> dict[int, str]:
    """The ids of recommendations: by their numbers if each has one of its own, or counted."""
    asks = [n for n, part in enumerate(parts) if part.ask]
    numbers = [slug(parts[n].number).removeprefix("r") for n in asks]
    if not all(numbers) or len(set(numbers)) < len(numbers):
        numbers = [str(place) for place in range(1, len(asks) + 1)]
    return {n: f"r{number}" for n, number in zip(asks, numbers, strict=True)}
