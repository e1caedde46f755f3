"""A built site held against what it must not hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
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
class Named:
    """An id that stands somewhere: in what its record is, the record, and whether it means it."""

    owner: str
    record: str
    is_sure: bool


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
    finder = _Finder(hidden)
    count, unread = 0, []
    given_away: dict[str, list[tuple[str, str]]] = {}
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        path = file.relative_to(folder).as_posix()
        data = file.read_bytes()
        count += 1
        if data.startswith(b"%PDF") and not reading.reads_pdf():
            unread.append(path)
        for record, how in finder.within(path, data).items():
            given_away.setdefault(record, []).append((how, path))
    changed += _edition(folder)
    leaks = (_leak(folder, record, hidden, where) for record, where in sorted(given_away.items()))
    return Looked(count, tuple(unread), (*changed, *leaks))


def _edition(folder: Path) -> Iterator[Problem]:
    """A build for checking facts is told by what it asks of search engines."""
    sent = folder / "_headers"
    if sent.is_file() and "X-Robots-Tag" in sent.read_text(encoding="utf-8", errors="replace"):
        message = "this site was built for checking facts, not for the public"
        yield Problem("leak", Place(str(sent)), message, "build the public edition")


def _leak(folder: Path, record: str, hidden: Hidden, where: list[tuple[str, str]]) -> Problem:
    """What gives a record away, without any word of it: this may be printed for all to see."""
    how, first = where[0]
    others = len(where) - 1
    more = f"; {others} more {'file does' if others == 1 else 'files do'}" if others else ""
    why = hidden.reasons.get(record, "in nothing public")
    message = f'{how} "{record}", which is {why}{more}'
    way = "do not upload this; build the public edition again, and look again"
    return Problem("leak", Place(str(folder / first)), message, way)


class _Finder:
    """Finds what a file gives away. What many files say, as their menus, is thought over once."""

    def __init__(self, hidden: Hidden) -> None:
        self.hidden = hidden
        self.meant = lru_cache(maxsize=200_000)(self._meant)

    def within(self, path: str, data: bytes) -> dict[str, str]:
        """Each hidden record that a file gives away, and how it does."""
        beside = frozenset(PurePosixPath(path).parts)
        found: dict[str, str] = {}
        for owner in self.named(self.meant(path)[1], beside):
            found.setdefault(owner, "the name of this file holds the id of")
        copied = self.hidden.files.get(hashlib.sha256(data).hexdigest())
        if copied is not None:
            found[copied] = "this is a copy of"
        for said in reading.said(path, data):
            for text in said.texts:
                for run in self.hidden.runs.within(words(text)):
                    found.setdefault(self.hidden.runs.owners[run], "this holds words of")
            for value in dict.fromkeys(said.values):
                title, ids = self.meant(value) if len(value) <= _LONGEST else ("", ())
                if title:
                    found.setdefault(title, "this holds the title of")
                for owner in self.named(ids, beside):
                    found.setdefault(owner, "this holds the id of")
        return found

    def named(self, ids: Iterable[Named], beside: frozenset[str]) -> Iterator[str]:
        """Hidden records whose ids stand on a page of a path in places that give them away.

        An id is that of a record where what it stands in is named too, or if it is no plain word.
        """
        for one in ids:
            if one.is_sure or one.owner in beside:
                yield one.record

    def _meant(self, value: str) -> tuple[str, tuple[Named, ...]]:
        """The record whose title a value is, if it is one, and the ids that stand in it."""
        title = self.hidden.titles.get(tuple(words(value)), "") if self.hidden.titles else ""
        segments = _SEGMENT.split(value.strip()) if self.hidden.by_id else []
        ids = (
            Named(owner, record, owner in segments or bool(_PECULIAR.fullmatch(segment)))
            for segment in segments
            for owner, record in self.hidden.by_id.get(segment, ())
        )
        return title, tuple(ids)


_LONGEST = 2_000
"""Characters beyond which a value is no title, id or address; its words are in the text."""
