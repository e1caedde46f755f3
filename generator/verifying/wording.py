"""Words in order, and where certain runs of them stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Run = tuple[str, ...]

RUN = 8
"""How many words in a row are no chance."""
_SHORT_FIELD = 5
"""From how many words on a shorter text is looked for as a whole."""
_SHORT_TITLE = 3
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text as they are compared: without case, signs and spaces."""
    return _WORD.findall(text.casefold())


def runs(text: str, *, title: bool = False) -> Iterator[Run]:
    """The runs by which a text is known again; none for one that is too short for that."""
    found = words(text)
    for first in range(len(found) - RUN + 1):
        yield tuple(found[first : first + RUN])
    if len(found) >= _SHORT_TITLE if title else _SHORT_FIELD <= len(found) < RUN:
        yield tuple(found)


class Runs:
    """Runs of words, each with whose they are, to be found in any text in one pass."""

    def __init__(self, known: Iterable[tuple[Run, str]]) -> None:
        self.owners: dict[Run, str] = {}
        for run, owner in known:
            self.owners.setdefault(run, owner)
        self._lengths: dict[tuple[str, str], set[int]] = defaultdict(set)
        for run in self.owners:
            self._lengths[run[0], run[1]].add(len(run))

    def within(self, found: Sequence[str]) -> Iterator[Run]:
        """The runs that stand in a sequence of words."""
        for at, pair in enumerate(pairwise(found)):
            for length in self._lengths.get(pair, ()):
                run = tuple(found[at : at + length])
                if run in self.owners:
                    yield run

    def without(self, texts: Iterable[str]) -> Runs:
        """The runs that stand in none of these texts."""
        known = {run for text in texts for run in self.within(words(text))}
        return Runs((run, owner) for run, owner in self.owners.items() if run not in known)
