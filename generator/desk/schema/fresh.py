"""The folder of schemas, kept as the records are: written where it differs, and only there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.catalogue import Catalogue
from generator.desk.schema.files import SCHEMAS, schemas
from generator.problems import Place, Problem, Problems

_UNFINISHED = ".new"
_OURS = (".json", _UNFINISHED)


def keep_fresh(root: Path, written: Catalogue) -> tuple[str, ...]:
    """Bring `.schemas/` of a site up to what is written; the names of the files that changed.

    For commands that do something else in the first place: a folder that cannot be written is left
    as it is, without a word.
    """
    with suppress(Problems):
        return write(root, written)
    return ()


def write(root: Path, written: Catalogue) -> tuple[str, ...]:
    """Bring `.schemas/` of a site up to what is written; the names of the files that changed.

    Each file is replaced whole, so that an editor never reads half of one.

    Raises:
        Problems: the folder cannot be written.
    """
    files = {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, separators=(",", ":")).encode()
        for name, schema in schemas(written).items()
    }
    try:
        return _bring_up(root / SCHEMAS, {".gitignore": b"*\n", **files})
    except OSError as error:
        message = f"the schemas cannot be written: {error.strerror}"
        raise Problems([Problem("unwritable", Place(SCHEMAS), message)]) from None


def _bring_up(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    folder.mkdir(exist_ok=True)
    held = {path.name: path for path in folder.iterdir()}
    stale = [name for name in held if name not in files and name.endswith(_OURS)]
    changed = [n for n, data in files.items() if n not in held or held[n].read_bytes() != data]
    for name in changed:
        beside = folder / f"{name}.{os.getpid()}{_UNFINISHED}"
        beside.write_bytes(files[name])
        beside.replace(folder / name)
    for name in stale:
        held[name].unlink(missing_ok=True)
    return tuple(sorted([*changed, *stale]))
