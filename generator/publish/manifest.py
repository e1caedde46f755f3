"""What a built site consists of: each file with its hash, as `sha256sum -c` reads it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

NAME = "sha256sums.txt"


def write(folder: Path, known: Mapping[str, str] | None = None) -> None:
    """Write the manifest of all that a folder holds, in the order of paths.

    The hashes of some files may be known already, and those may have yet to be put there.
    """
    hashes = known or {}
    found = sorted({*_files(folder), *hashes} - {NAME})
    lines = (_line(hashes.get(path) or _digest(folder / path), path) for path in found)
    (folder / NAME).write_bytes("".join(lines).encode(errors="surrogateescape"))


def read(folder: Path) -> Mapping[str, str]:
    """The hash of each file that a built site consists of, by path.

    Raises:
        OSError: there is no manifest, so no build has made the folder.
    """
    lines = (folder / NAME).read_bytes().decode(errors="surrogateescape").split("\n")
    return dict(_read(line) for line in lines if line)


def foreign(folder: Path) -> str:
    """Something in a folder that no build has put there; empty where there is nothing.

    A site from before there were manifests is known by its sitemap, and taken as it is.
    """
    if not (folder / NAME).is_file() and (folder / "sitemap.xml").is_file():
        return ""
    try:
        known = read(folder)
    except OSError:
        known = {}
    return next((path for path in _files(folder) if path not in known and path != NAME), "")


def changed(folder: Path) -> Iterator[tuple[str, str]]:
    """What is no longer as it was built: each path, and `changed`, `missing` or `added`.

    Raises:
        OSError: there is no manifest.
    """
    known = read(folder)
    found = set(_files(folder)) - {NAME}
    for path in sorted(found | known.keys()):
        if path not in known:
            yield path, "added"
        elif path not in found:
            yield path, "missing"
        elif _digest(folder / path) != known[path]:
            yield path, "changed"


def _line(digest: str, path: str) -> str:
    """A line as `sha256sum` writes it, which marks a path that has something escaped."""
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{digest}  {path}\n" if escaped == path else f"\\{digest}  {escaped}\n"


def _read(line: str) -> tuple[str, str]:
    digest, _, path = line.removeprefix("\\").partition("  ")
    if line.startswith("\\"):
        path = re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[1]), path)
    return path, digest


def _files(folder: Path) -> list[str]:
    """Every file below a folder, and every link, by its path within."""
    found: list[str] = []
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with suppress(OSError), os.scandir(folder / here) as entries:
            for entry in entries:
                below = entry.is_dir(follow_symlinks=False)
                (waiting if below else found).append(f"{here}{entry.name}{'/' if below else ''}")
    return sorted(found)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
