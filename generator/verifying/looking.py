"""A built site held against what it must not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.problems import Place, Problem
from generator.publish import manifest
from generator.verifying import reading
from generator.verifying.hidden import Hidden
from generator.verifying.wording import words

_SEGMENT = re.compile(r"[/#?&=]")
_PECULIAR = re.compile(r"(?=.*[0-9-]).{6,}")
_STATES = {
    "changed": ("this is not the file that was built", "build again, and upload that"),
    "missing": ("a file that was built is not there", "build again, and upload that"),
    "added": (
        "no build has made this file",
        "put it among the pages, or take it away",
    ),
}


@dataclass(frozen=True)
class Looked:
    """What was looked at, and what was found."""

    files: int
    unread: tuple[str, ...]
    """PDFs whose words could not be read, for the reader of PDFs is not installed."""
    problems: tuple[Problem, ...]


def look(folder: Path, hidden: Hidden) -> Looked:
    """Everything of a site that is not as it was built, or that gives something hidden away.

    Raises:
        OSError: the folder holds no site that `inspection build` has made.
    """
    changed = [
        Problem("not-as-built", Place(str(folder / path)), *_STATES[how])
        for path, how in manifest.changed(folder)
    ]
    count, unread = 0, []
    given_away: dict[str, list[tuple[str, str]]] = {}
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        path = file.relative_to(folder).as_posix()
        data = file.read_bytes()
        count += 1
        if data.startswith(b"%PDF") and not reading.reads_pdf():
            unread.append(path)
        for record, how in _of_file(path, data, hidden).items():
            given_away.setdefault(record, []).append((how, path))
    leaks = (_leak(folder, record, hidden, where) for record, where in sorted(given_away.items()))
    return Looked(count, tuple(unread), (*changed, *leaks))


def _leak(folder: Path, record: str, hidden: Hidden, where: list[tuple[str, str]]) -> Problem:
    """What gives a record away, without any word of it: this may be printed for all to see."""
    how, first = where[0]
    others = len(where) - 1
    more = f"; {others} more {'file does' if others == 1 else 'files do'}" if others else ""
    why = hidden.reasons.get(record, "in nothing public")
    message = f'{how} "{record}", which is {why}{more}'
    way = "do not upload this; build the public edition again, and look again"
    return Problem("leak", Place(str(folder / first)), message, way)


def _of_file(path: str, data: bytes, hidden: Hidden) -> dict[str, str]:
    """Each hidden record that a file gives away, and how it does."""
    found: dict[str, str] = {}
    for owner in _ids(path, hidden, set(PurePosixPath(path).parts)):
        found.setdefault(owner, "the name of this file holds the id of")
    for said in reading.said(path, data):
        for run in hidden.runs.within(words(said.text)):
            found.setdefault(hidden.runs.owners[run], "this holds words of")
        for value in said.values:
            for owner, how in _of_value(path, value, hidden):
                found.setdefault(owner, how)
    return found


def _of_value(path: str, value: str, hidden: Hidden) -> Iterator[tuple[str, str]]:
    if len(value) > _LONGEST:
        return
    if tuple(words(value)) in hidden.titles:
        yield hidden.titles[tuple(words(value))], "this holds the title of"
    for owner in _ids(value, hidden, set(PurePosixPath(path).parts)):
        yield owner, "this holds the id of"


_LONGEST = 2_000
"""Characters beyond which a value is no title, id or address; its words are in the text."""


def _ids(address: str, hidden: Hidden, beside: set[str]) -> Iterator[str]:
    """Hidden records that an address leads to, as it stands on a page of this path.

    An id is that of a record where what it stands in is named too, or where it is no plain word.
    """
    segments = _SEGMENT.split(address.strip())
    around = {*segments, *beside}
    for segment in segments:
        for owner, record in hidden.by_id.get(segment, ()):
            if owner in around or _PECULIAR.fullmatch(segment):
                yield record
