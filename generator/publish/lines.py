"""JSON that a person can read and a tool can compare: one thing of a list on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_BETWEEN = ",\n"


def as_json(about: Mapping[str, Any], name: str = "", several: Iterable[Any] = ()) -> bytes:
    """What is said of the whole, a key a line; then, if they have a name, several things."""
    return b"".join(joined(about, name, [lines(several)]))


def joined(about: Mapping[str, Any], name: str, stretches: Iterable[str]) -> Iterator[bytes]:
    """The same in pieces, of several things that are written as `lines` already."""
    said = [f"{_plain(key)}: {_plain(value)}" for key, value in about.items()]
    if name:
        said.append(f"{_plain(name)}: [\n")
    yield ("{" + _BETWEEN.join(said)).encode()
    between = ""
    for stretch in filter(None, stretches if name else ()):
        yield f"{between}{stretch}".encode()
        between = _BETWEEN
    yield b"\n]}\n" if name else b"}\n"


def lines(several: Iterable[Any]) -> str:
    """Several things, each on a line of its own."""
    return _BETWEEN.join(map(_plain, several))


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
