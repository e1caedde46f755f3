"""What there is to read, inspection by inspection, and what tells one state of it from another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.disk import Tree
from generator.store import fingerprint

_FOLDER = "inspections"
_OWN = "inspection.yml"


@dataclass(frozen=True)
class Unit:
    """The files of an inspection, with those of its translations."""

    inspection: str
    state: str
    """A fingerprint of them all."""
    size: int
    """Bytes of what is to be read."""
    follows: tuple[str, ...] = ()
    """What it seems to follow, before it is read."""


def units(root: Path, data: str, held: Tree) -> list[Unit]:
    """Every inspection that has a folder, in order."""
    folders: dict[str, list[Path]] = defaultdict(list)
    for folder in _folders(root / data, held):
        for path in held.folders[folder]:
            if path in held.folders:
                folders[path.name].append(path)
    return [_unit(root, name, paths, held) for name, paths in sorted(folders.items())]


def _folders(data: Path, held: Tree) -> Iterator[Path]:
    """Where inspections stand: beside what they share, and in the folders of translations."""
    for base in (data, *held.folders.get(data, ())):
        if base / _FOLDER in held.folders:
            yield base / _FOLDER


def _unit(root: Path, name: str, folders: list[Path], held: Tree) -> Unit:
    parts, size, follows = [], 0, []
    for path in (path for folder in folders for path in held.files(folder)):
        read = path.suffix in (".yml", ".yaml") or path.suffix.casefold() == ".svg"
        plain = path.is_file()  # a pipe would keep us waiting
        said = path.read_bytes() if read and plain else str((plain, path.stat().st_size)).encode()
        parts += [path.relative_to(root).as_posix().encode("utf-8", "surrogateescape"), said]
        size += len(said)
        if path.name == _OWN and (first := _FOLLOWS.search(said)):
            follows += re.findall(r"[a-z0-9-]+", first[1].decode())
    return Unit(name, fingerprint(*parts), size, tuple(follows))


_FOLLOWS = re.compile(rb"^follows:([ \t\[\]a-z0-9,-]+)$", re.MULTILINE)


def digests(several: Mapping[str, object]) -> dict[str, str]:
    """What tells one state of each of several records from another."""
    return {address: fingerprint(repr(record)) for address, record in several.items()}
