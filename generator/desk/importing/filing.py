"""Records as files of YAML that read well; what is doubtful stands above each, as a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Union

from generator.desk.writing import comment, scalar


@dataclass(frozen=True)
class Prose:
    """A value that is an author's text, on lines of its own."""

    markdown: str


@dataclass(frozen=True)
class Bare:
    """A number or a date, which needs no quotes."""

    text: str


Value = Union[str, Prose, Bare, Sequence[str], "Fields", Sequence["Fields"]]
Fields = Mapping[str, Value]


@dataclass(frozen=True)
class File:
    """A file of the draft, and what is doubtful in it, by line."""

    name: str
    text: str = field(repr=False)
    doubts: tuple[tuple[int, str], ...] = ()


def listed(name: str, records: Iterable[tuple[Fields, Sequence[str]]]) -> File:
    """A file that is a list of records, each with what is doubtful of it."""
    lines: list[str] = []
    told: list[tuple[int, str]] = []
    for fields, doubts in records:
        lines += [""] if lines else []
        _doubt(doubts, lines, told)
        lines += _item(fields, "")
    return File(name, "\n".join(lines) + "\n", tuple(told))


def single(
    name: str, above: Iterable[str], fields: Fields, doubts: Sequence[str], below: Iterable[str]
) -> File:
    """A file that is one record, with comments above and below it."""
    lines = list(above)
    told: list[tuple[int, str]] = []
    _doubt(doubts, lines, told)
    for key, value in fields.items():
        lines += _field(key, value, "")
    return File(name, "\n".join([*lines, *below]) + "\n", tuple(told))


def _doubt(doubts: Iterable[str], lines: list[str], told: list[tuple[int, str]]) -> None:
    """Say what is doubtful in the lines that come next, and keep where it is said."""
    for doubt in doubts:
        told.append((len(lines) + 1, doubt))
        lines += comment(doubt, "Unsure: ")


def _item(fields: Fields, indent: str) -> Iterator[str]:
    """A record of a list."""
    lead = f"{indent}- "
    for key, value in fields.items():
        first, *more = _field(key, value, f"{indent}  ")
        yield lead + first.removeprefix(f"{indent}  ")
        yield from more
        lead = f"{indent}  "


def _field(key: str, value: Value, indent: str) -> Iterator[str]:
    if isinstance(value, Prose):
        yield f"{indent}{key}: |"
        yield from (f"{indent}  {line}" if line else "" for line in value.markdown.split("\n"))
    elif isinstance(value, str):
        yield f"{indent}{key}: {scalar(value)}"
    elif isinstance(value, Sequence) and any(isinstance(one, Mapping) for one in value):
        yield f"{indent}{key}:"
        for one in value:
            if isinstance(one, Mapping) and any(isinstance(v, Prose) for v in one.values()):
                yield from _item(one, f"{indent}  ")
            else:
                yield f"{indent}  - {_inline(one)}"
    else:
        yield f"{indent}{key}: {_inline(value)}"


def _inline(value: Value) -> str:
    """A value inside brackets or braces, on one line."""
    if isinstance(value, Bare):
        return value.text
    if isinstance(value, Prose):
        return scalar(value.markdown, in_braces=True)
    if isinstance(value, str):
        return scalar(value, in_braces=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(_inline(one) for one in value) + "]"
