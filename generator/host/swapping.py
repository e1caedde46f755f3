"""A folder that is replaced whole: by one build at a time, and only where it is a built site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.problems import Place, Problem, Problems
from generator.publish import manifest

try:
    import fcntl
except ImportError:  # where there is no such lock, two builds at once are the author's to avoid
    fcntl = None  # type: ignore[assignment]


def delete(folder: Path) -> None:
    """Delete a folder."""
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def replacing(
    target: Path, waiting: Callable[[], None], part_with: Callable[[Path], None] = delete
) -> Iterator[Path]:
    """A new folder beside the target, put in its place if nothing is raised within.

    Another build of the same target is waited for, which is said first. What a build that was cut
    short has left over is put back or cleared. At any moment the old or the new folder stands, or
    the old one waits for the next command to put it back. `part_with` is what becomes of it when
    the new one stands.

    Raises:
        Problems: the target holds something that no build has made.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    with _alone(target.parent, waiting):
        _recover(target)
        _refuse_foreign(target)
        shutil.rmtree(beside, ignore_errors=True)
        try:
            yield beside
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        _swap(target, beside, part_with)


def recover(target: Path) -> None:
    """Put back a folder whose replacing was cut short, unless somebody is at it now."""
    with suppress(OSError):  # among them that somebody holds the lock
        if _old(target).exists() and not target.exists():
            with _alone(target.parent, None):
                _recover(target)


@contextmanager
def _alone(folder: Path, waiting: Callable[[], None] | None) -> Iterator[None]:
    """Hold a folder's lock, which its process takes along when it ends, however it does.

    Raises:
        BlockingIOError: somebody else holds it, and nobody is to be told of waiting.
    """
    if fcntl is None:
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting is None:
                raise
            waiting()
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _recover(target: Path) -> None:
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _swap(target: Path, beside: Path, part_with: Callable[[Path], None]) -> None:
    """The old folder stands, under its own name or another, until the new one does."""
    old = _old(target)
    if target.exists():
        target.rename(old)
    beside.rename(target)
    if old.exists():
        part_with(old)


def _refuse_foreign(target: Path) -> None:
    """A folder that holds anything but a built site is not ours to replace."""
    hint = "move it away, or name an empty or new folder with --site-dir"
    try:
        if not target.exists():
            return
        foreign = str(target) if not target.is_dir() else manifest.foreign(target)
    except OSError as error:
        message = f"this folder cannot be used: {error.strerror}"
        raise Problems([Problem("site-dir", Place(str(target)), message, hint)]) from None
    if foreign:
        message = f'"{foreign}" was made by no build, so the folder is left alone'
        raise Problems([Problem("site-dir", Place(str(target)), message, hint)])
