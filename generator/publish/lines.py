"""JSON that a person can read and a tool can compare: one thing of a list on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

_BETWEEN = ",\n"


def as_json(about: Mapping[str, Any], name: str = "", several: Iterable[Any] = ()) -> bytes:
    """What is said of the whole, a key a line; then, if they have a name, several things."""
    return joined(about, name, [lines(several)])


def joined(about: Mapping[str, Any], name: str, stretches: Iterable[str]) -> bytes:
    """The same, of several things that are written as `lines` already."""
    said = [f"{_plain(key)}: {_plain(value)}" for key, value in about.items()]
    if name:
        inner = _BETWEEN.join(filter(None, stretches))
        said.append(f"{_plain(name)}: [\n{inner}\n]")
    return ("{" + _BETWEEN.join(said) + "}\n").encode()


def lines(several: Iterable[Any]) -> str:
    """Several things, each on a line of its own."""
    return _BETWEEN.join(map(_plain, several))


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
