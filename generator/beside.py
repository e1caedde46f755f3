"""Files that stand beside the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Files = Iterable[tuple[str, Iterable[bytes]]]
"""Paths, and what is in each file, in pieces, so that no large file is ever held whole."""


@dataclass(frozen=True)
class Beside:
    """Files that are made together."""

    files: Callable[[], Files] = field(repr=False)
    is_at: Callable[[str], bool] = lambda _: True
    """Whether one of them may stand at a path."""
    state: str = ""
    """What tells one state of them from another; empty where that is not known."""


def ready(files: Mapping[str, bytes], folder: str = "") -> Files:
    """Files that are there already, in a folder."""
    return [(folder + path, (data,)) for path, data in files.items()]


def below(folder: str, files: Files) -> Files:
    """The same files in a folder."""
    return ((folder + path, pieces) for path, pieces in files)


def held(files: Files) -> Iterator[tuple[str, bytes]]:
    """Each file in one piece."""
    return ((path, b"".join(pieces)) for path, pieces in files)
