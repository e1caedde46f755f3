"""Files that stand beside the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

Files = Iterable[tuple[str, Iterable[bytes]]]
"""Paths, and what is in each file, in pieces, so that no large file is ever held whole."""
Hashes = dict[str, str]
"""The SHA-256 of each file, by its path on the site."""


@dataclass(frozen=True)
class Beside:
    """Files that are made together."""

    files: Callable[[], Files] = field(repr=False)
    is_at: Callable[[str], bool] = lambda _: True
    """Whether one of them may stand at a path."""
    state: str = ""
    """What tells one state of them from another; empty where that is not known."""
    alone: bool = True
    """Whether they can be made before those that stand before them."""
    apart: Callable[[Path], Callable[[], Hashes]] | None = field(default=None, repr=False)
    """Has them written in a folder by another process; what it returns is as of `begin`."""

    def begin(self, folder: Path) -> Callable[[], Hashes]:
        """Begin to write them in a folder; what is returned waits for that, and gives hashes."""
        return self.apart(folder) if self.apart else cache(partial(self.write, folder))

    def write(self, folder: Path) -> Hashes:
        """Write them in a folder."""
        hashes = {}
        for path, pieces in self.files():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            digest = hashlib.sha256()
            with target.open("wb") as opened:
                for piece in pieces:
                    opened.write(piece)
                    digest.update(piece)
            hashes[path] = digest.hexdigest()
        return hashes


def ready(files: Mapping[str, bytes], folder: str = "") -> Files:
    """Files that are there already, in a folder."""
    return [(folder + path, (data,)) for path, data in files.items()]


def below(folder: str, files: Files) -> Files:
    """The same files in a folder."""
    return ((folder + path, pieces) for path, pieces in files)


def held(files: Files) -> Iterator[tuple[str, bytes]]:
    """Each file in one piece."""
    return ((path, b"".join(pieces)) for path, pieces in files)
