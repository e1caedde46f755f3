"""A site's files as they lie on the disk: which there are, and which are none to be trusted."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Place, Problem

Stamp = tuple[int, int, int]
"""What tells one state of a file from another: when it was saved, its length and its number."""


@dataclass(frozen=True)
class Tree:
    """What a folder held when it was looked at."""

    folders: Mapping[Path, tuple[Path, ...]]
    """What is in each folder, in order, without what is refused or is called `.something`."""
    refused: tuple[Problem, ...]
    """Files and folders that cannot be read, and links that are not followed."""

    def files(self, folder: Path) -> list[Path]:
        """Every file below one of the folders, in order."""
        found: list[Path] = []
        for path in self.folders.get(folder, ()):
            found += self.files(path) if path in self.folders else [path]
        return sorted(found)


def tree(root: Path, *folders: str) -> Tree:
    """What is in some folders of a site, however deep; nothing where there is no such folder."""
    known: dict[Path, tuple[Path, ...]] = {}
    refused: list[Problem] = []
    waiting = []
    for path in (root / folder for folder in folders if (root / folder).is_dir()):
        if problem := _locked(path, root, folder=True):
            refused.append(problem)
        else:
            waiting.append(path)
    while waiting:
        here = waiting.pop()
        held = []
        for entry in _inside(here, root, refused):
            path = here / entry.name
            problem = _refusal(path, root, entry)
            if problem:
                refused.append(problem)
                continue
            held.append(path)
            if entry.is_dir():
                waiting.append(path)
        known[here] = tuple(held)
    return Tree(known, tuple(refused))


def _inside(folder: Path, root: Path, refused: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:  # it says what is a folder without asking the disk again
            entries = [entry for entry in found if not entry.name.startswith(".")]
    except OSError as error:
        refused.append(_unreadable(folder, root, f"this folder cannot be read: {error.strerror}"))
        return []
    return sorted(entries, key=lambda entry: entry.name)


def _refusal(path: Path, root: Path, entry: os.DirEntry[str]) -> Problem | None:
    if entry.is_symlink():
        return _shortcut(path, root)
    return _locked(path, root, folder=entry.is_dir())


def _locked(path: Path, root: Path, *, folder: bool) -> Problem | None:
    """A folder is read where it can be entered too."""
    if os.access(path, os.R_OK | os.X_OK if folder else os.R_OK):
        return None
    what = "folder" if folder else "file"
    return _unreadable(path, root, f"this {what} cannot be read: {os.strerror(errno.EACCES)}")


def _shortcut(path: Path, root: Path) -> Problem | None:
    """A link may lead to a file of the site: anything else would be published, or have no end."""
    if not path.exists():
        return _unreadable(path, root, "this is a shortcut to something that is not there")
    if path.is_dir():
        message = "this is a shortcut to a folder"
    elif not path.resolve().is_relative_to(root.resolve()):
        message = "this is a shortcut that leads out of the site's folder"
    else:
        return None
    way = "put a copy of what it leads to in its place"
    return Problem("shortcut", Place(_name(path, root)), message, way)


def _unreadable(path: Path, root: Path, message: str) -> Problem:
    return Problem("unreadable", Place(_name(path, root)), message)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def stamps(root: Path, *folders: str) -> dict[str, Stamp]:
    """The state of every file in some folders of a site, by path."""
    found, known = {}, tree(root, *folders)
    for path in (path for folder in folders for path in known.files(root / folder)):
        with suppress(OSError):  # gone since it was seen, which tells it from what it was
            found[_name(path, root)] = _stamp(path.stat())
    return found


def stamp(path: str) -> Stamp | None:
    """The state of a file, or of a link itself; none where there is nothing."""
    with suppress(OSError):
        return _stamp(os.stat(path, follow_symlinks=False))  # noqa: PTH116 - of many, and quicker
    return None


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_mtime_ns, found.st_size, found.st_ino
