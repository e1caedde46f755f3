"""Filling a new site with what it has in common with the one that stands.

The site before that one is kept as a spare: mostly it has the same files already, under names of
their own in folders of their own, so that only what has changed has to be put in place.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.disk import Stamp, stamp
from generator.host.swapping import delete


def fill(new: Path, stands: Path, taken: Mapping[str, Stamp], spare: Path) -> None:
    """Put files of the site that stands into a new one, by their paths there; with their state.

    A spare is used up for it. Whatever it holds besides those files is deleted.
    """
    there: set[str] = set()
    if _on_one_disk(spare, new):
        there = set(_kept(spare, taken))
        _move(new, spare)
        shutil.rmtree(new)
        spare.rename(new)
    missing = [path for path in taken if path not in there]
    for folder in {path.rpartition("/")[0] for path in missing}:
        (new / folder).mkdir(parents=True, exist_ok=True)
    for path in missing:
        _give_second_name(f"{stands}/{path}", f"{new}/{path}")


def keep(old: Path, spare: Path) -> None:
    """Keep a site that has been replaced as a spare, if that is on the same disk."""
    delete(spare)
    try:
        old.rename(spare)
    except OSError:
        delete(old)


def _on_one_disk(spare: Path, new: Path) -> bool:
    with suppress(OSError):
        return spare.is_dir() and spare.stat().st_dev == new.stat().st_dev
    return False


def _kept(spare: Path, taken: Mapping[str, Stamp], below: str = "") -> Iterable[str]:
    """What a folder of the spare has of the files that are wanted; all else is deleted."""
    with os.scandir(spare / below) as found:
        entries = list(found)
    for entry in entries:
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _kept(spare, taken, f"{path}/")
            with suppress(OSError):  # something is left in it
                os.rmdir(entry.path)  # noqa: PTH106 - of many, and quicker so
        elif path in taken and stamp(entry.path) == taken[path]:
            yield path  # the very same file
        else:
            os.unlink(entry.path)  # noqa: PTH108 - same


def _move(new: Path, into: Path) -> None:
    for folder, _, files in os.walk(new):
        target = into / Path(folder).relative_to(new)
        target.mkdir(parents=True, exist_ok=True)
        for name in files:
            os.replace(f"{folder}/{name}", f"{target}/{name}")  # noqa: PTH105 - same


def _give_second_name(file: str, target: str) -> None:
    try:
        os.link(file, target)
    except OSError:  # some disks know no second names
        shutil.copyfile(file, target)
