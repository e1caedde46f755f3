"""A draft put into the data of a site: as a whole or not at all, and never over what is there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from generator.catalogue import RESERVED_INSPECTIONS
from generator.desk.ids import slug
from generator.desk.importing.drafting import Draft
from generator.desk.importing.filing import File
from generator.problems import Place, Problem, Problems


def id_of(draft: Draft, given: str) -> str:
    """The id of a draft's inspection: the one that is given, or made of its title.

    Raises:
        Problems: it is no id, or none can be made.
    """
    if given:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", given):
            way = "an id is lower-case letters, digits and hyphens; it starts with no hyphen"
            raise Problems([Problem("wrong-id", Place("--id"), f'"{given}" is not an id', way)])
        return given
    made = slug(str(draft.facts["title"]))
    if not made:
        message = "no id can be made of this title"
        place = Place(draft.document.name)
        raise Problems([Problem("wrong-id", place, message, "name one with --id")])
    return made


def free_folder(root: Path, data: str, name: str) -> Path:
    """The folder that an inspection of this id will have.

    Raises:
        Problems: there is one, or no inspection may be called so.
    """
    place = Place(f"{data}/inspections/{name}")
    folder = root / data / "inspections" / name
    if name in RESERVED_INSPECTIONS:
        message = f'an inspection cannot be called "{name}": addresses that begin so lead elsewhere'
        raise Problems([Problem("reserved-id", place, message, "name another with --id")])
    if folder.exists() or folder.is_symlink():
        message = "there is an inspection of this id, and a draft is never put over it"
        raise Problems([Problem("not-empty", place, message, "name another with --id")])
    return folder


def save(folder: Path, name: str, files: tuple[File, ...]) -> None:
    """Write all files into a new folder, which is there once it is whole.

    Raises:
        Problems: it cannot be written, or is there already.
    """
    beside = folder.with_name(f".importing-{folder.name}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if beside.exists():  # an earlier import was killed
            shutil.rmtree(beside)
        beside.mkdir()
        try:
            for file in files:
                (beside / file.name).write_bytes(file.text.encode("utf-8"))
            beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        message = f"this cannot be written: {error.strerror}"
        raise Problems([Problem("unwritable", Place(name), message)]) from None
