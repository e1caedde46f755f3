"""Links that open a file at a line in the author's editor."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from generator.problems import Place

EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
}
"""The addresses under which editors take a file, by the name of the editor."""

DEFAULT = "vscode"


def pattern(name: str) -> str:
    """An editor's address with its gaps, by its name or as typed.

    Raises:
        ValueError: it is neither a known name nor an address with a gap for the path.
    """
    if name in EDITORS:
        return EDITORS[name]
    if "{path}" not in name or "://" not in name:
        known = ", ".join(EDITORS)
        raise ValueError(f"known: {known}; or an address, as in my-editor://{{path}}:{{line}}")
    return name


def link(pattern: str, root: Path, place: Place) -> str:
    """The address that opens a place of a site in the editor."""
    path = quote((root / place.path).resolve().as_posix())
    whole = path if path.startswith("/") else f"/{path}"
    gaps = {"path": whole, "line": str(place.line), "column": str(place.column)}
    for gap, value in gaps.items():
        pattern = pattern.replace(f"{{{gap}}}", value)
    return pattern
