"""Nested records as tables: one for each kind, one for each thing a record has several of."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.views.data.rows import Dataset, Rows
from generator.views.data.shape import Part

Type = str  # string, number, integer, boolean: as Frictionless calls them

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TYPES: dict[str, Type] = {"text": "string"}
APART = "; "
"""What stands between the values of a cell that has several."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    type: Type
    about: str
    kinds: tuple[str, ...] = ()
    """Of an address: the kinds of record that it may lead to."""
    many: bool = False
    """Whether a cell may hold several values."""


@dataclass(frozen=True)
class Table:
    """A table: the records of a kind, or what they have several of."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    of: str = ""
    """The table of the records that this is a part of; empty for a table of records."""


_OF_RECORD = Column("record", "string", "The address of the record that this is a part of.")
_LICENCE = Column("licence", "string", "Under which this may be used; empty where none is named.")
_POSITION = Column("position", "string", "Which one of them it is; 2.1 is the first within 2.")


def tables(dataset: Dataset) -> list[Table]:
    """The table of a kind of records, then those of the parts that any record may have.

    Each record says under which licence it may be used, wherever its table is taken.
    """
    columns = (*_columns(dataset.parts), _LICENCE)
    records = Table(dataset.name, dataset.title, dataset.about, columns)
    return [records, *_inner(records, dataset.parts, records.name)]


def _inner(above: Table, parts: Iterable[Part], of: str) -> Iterator[Table]:
    for path, part in _several(parts):
        inner = (
            (
                Column("point", "string", "What is counted, as an id of the scale."),
                Column("number", "number", "How many, or how many per cent."),
            )
            if part.sort == "numbers"
            else tuple(_columns(part.parts))
        )
        title = f"{above.title}: {part.name.replace('_', ' ')}"
        columns = (_OF_RECORD, _POSITION, *inner)
        own = Table(f"{above.name}-{path}", title, part.about, columns, of)
        yield own
        yield from _inner(own, part.parts, of)


Cells = tuple[Any, ...]


def cells(rows: Rows, parts: tuple[Part, ...], licence: str) -> Mapping[str, list[Cells]]:
    """What records put into each table, by its name."""
    found: dict[str, list[Cells]] = defaultdict(list)
    for row in rows.rows:
        _add(found, rows.dataset, parts, row, ())
    found[rows.dataset] = [(*row, licence or None) for row in found[rows.dataset]]
    return found


def _add(
    found: dict[str, list[Cells]],
    name: str,
    parts: tuple[Part, ...],
    row: Mapping[str, Any],
    key: tuple[str, ...],
) -> None:
    """Put a record, or one of several things inside it, into its table, with all below it."""
    found[name].append((*key, *_cells(parts, row)))
    address, above = (*key, "")[:2] if key else (row["address"], "")
    for path, part, value in _found(parts, row):
        below = f"{above}." if above else ""
        if part.sort == "numbers":
            found[f"{name}-{path}"] += [
                (address, f"{below}{n}", point, number)
                for n, (point, number) in enumerate(value.items(), 1)
            ]
            continue
        for n, one in enumerate(value, 1):
            _add(found, f"{name}-{path}", part.parts, one, (address, f"{below}{n}"))


def _columns(parts: Iterable[Part], prefix: str = "") -> Iterator[Column]:
    for part in parts:
        name = prefix + part.name
        if part.sort == "one":
            if not part.many:
                yield from _columns(part.parts, f"{name}_")
        elif part.sort != "numbers":
            kinds = () if part.many else part.kinds
            kind = "string" if part.many else _TYPES.get(part.sort, part.sort)
            yield Column(name, kind, part.about, kinds, part.many)
            for more, about in beside(part):
                yield Column(prefix + more, "string", about, (), part.many)


def beside(part: Part) -> Iterator[tuple[str, str]]:
    """What stands beside a value: a word's label, or the words in which a date was given."""
    if part.way in ("word", "grade"):
        yield f"{part.name}_label", "The same as it is printed."
    elif part.way == "date":
        yield f"{part.name}_words", "The same in words, where it was given in words."


def _cells(parts: Iterable[Part], row: Mapping[str, Any]) -> Iterator[Any]:
    for part in parts:
        value = row.get(part.name)
        if part.sort == "one":
            if not part.many:
                yield from _cells(part.parts, value or {})
        elif part.sort != "numbers":
            yield APART.join(map(str, value)) if isinstance(value, list) else value
            for name, _ in beside(part):
                label = row.get(name)
                yield APART.join(label) if isinstance(label, list) else label


def _several(parts: Iterable[Part], prefix: str = "") -> Iterator[tuple[str, Part]]:
    """What a record may have several of, under the name that its table gets."""
    for part in parts:
        path = prefix + part.name.replace("_", "-")
        if part.sort == "numbers" or (part.sort == "one" and part.many):
            yield path, part
        elif part.sort == "one":
            yield from _several(part.parts, f"{path}-")


def _found(
    parts: Iterable[Part], row: Mapping[str, Any], prefix: str = ""
) -> Iterator[tuple[str, Part, Any]]:
    """What a record has several of."""
    for part in parts:
        path = prefix + part.name.replace("_", "-")
        value = row.get(part.name)
        if value and (part.sort == "numbers" or (part.sort == "one" and part.many)):
            yield path, part, value
        elif value and part.sort == "one":
            yield from _found(part.parts, value, f"{path}-")


def as_csv(rows: Iterable[Iterable[Any]]) -> str:
    """Rows as CSV (RFC 4180), in which no spreadsheet takes a text for a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:  # noqa: ANN401 - of any column
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
