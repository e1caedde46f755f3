"""JSON that a person can read and a tool can compare: one thing of a list on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any


def as_json(about: Mapping[str, Any], name: str = "", several: Iterable[Any] = ()) -> bytes:
    """What is said of the whole, a key a line; then, if they have a name, several things."""
    lines = [f"{_plain(key)}: {_plain(value)}" for key, value in about.items()]
    if name:
        inner = ",\n".join(map(_plain, several))
        lines.append(f"{_plain(name)}: [\n{inner}\n]")
    return ("{" + ",\n".join(lines) + "}\n").encode()


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
