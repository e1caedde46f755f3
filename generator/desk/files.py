"""Files put on disk: whole or not at all, and never over what is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.problems import Place, Problem, Problems

_MARK = "\ufeff"
_STAGING = ".new"
_MAY_STAND = {".git", ".DS_Store", "Thumbs.db"}
"""What a folder may hold and still be called empty: a repository that waits for its first files."""


def replace(path: Path, name: str, before: str, after: str) -> None:
    """Put a text in the place of another, of which `before` was read; all of it or none.

    Raises:
        Problems: the file cannot be written, or says something else by now.
    """
    path = path.resolve()
    beside = path.with_name(f".{path.name}.new")
    with _told(name):
        held = path.read_bytes()
        mark = _MARK.encode() if held.startswith(_MARK.encode()) else b""
        if held != mark + before.encode():
            message = "this file was changed while a record was being added to it"
            raise Problems([Problem("changed", Place(name), message, "try again")])
        try:
            with beside.open("wb") as file:
                file.write(mark + after.encode())
                file.flush()
                os.fsync(file.fileno())  # else a loss of power may leave an empty file
            shutil.copymode(path, beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def add(path: Path, name: str, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        Problems: there is one, or it cannot be written.
    """
    with _told(name):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("xb")
        try:
            with file:
                file.write(text.encode())
        except BaseException:
            path.unlink()  # what was written of it is no file of anybody's
            raise


def put(path: Path, name: str, data: bytes) -> None:
    """Write a file that is made anew each time, in the place of an earlier one; all of it or none.

    Raises:
        Problems: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.new")
    with _told(name):
        try:
            beside.write_bytes(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def furnish(folder: Path, name: str, files: Mapping[str, str]) -> None:
    """Put files, by their paths in it, into a new or empty folder: all of them or none.

    Raises:
        Problems: the folder holds something, or cannot be written.
    """
    with _told(name):
        in_the_way = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
        in_the_way = [p for p in in_the_way if p not in _MAY_STAND]
        if in_the_way:
            listed = ", ".join(in_the_way[:_SHOWN])
            more = len(in_the_way) - _SHOWN
            message = f"this folder is not empty: it holds {listed}"
            message += f" and {more} more" if more > 0 else ""
            raise Problems([Problem("not-empty", Place(name), message, "name a new folder")])
        staging = folder / _STAGING
        is_new = not folder.exists()
        moved: list[Path] = []
        try:
            for path, text in files.items():
                (staging / path).parent.mkdir(parents=True, exist_ok=True)
                (staging / path).write_bytes(text.encode())
            for made in sorted(staging.iterdir()):
                made.rename(folder / made.name)
                moved.append(folder / made.name)
            staging.rmdir()
        except BaseException:
            for made in (staging, *moved, *([folder] if is_new else [])):
                shutil.rmtree(made, ignore_errors=True) if made.is_dir() else made.unlink()
            raise


_SHOWN = 8


@contextmanager
def _told(name: str) -> Iterator[None]:
    """What the disk refuses, as a problem of the file or folder that was meant."""
    try:
        yield
    except OSError as error:
        message = f"this cannot be written: {error.strerror}"
        raise Problems([Problem("unwritable", Place(name), message)]) from None
