"""What a search finds of one inspection in one language, as it stands in the files.

A lot depends on no other, so it is made once and kept until something in it changes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import Any, TypeVar

from generator.publish.search.postings import OFTEN, ONCE, TITLE, TWICE, noted, read, written
from generator.publish.search.splitting import words_of
from generator.store import fingerprint
from generator.views.search import FACETS, Document, Pair, Sought, Value

T = TypeVar("T")

BLOCK = 4
"""Documents in a file of texts."""
SHOWN = 2_000
"""Characters of a text that a result can show an extract of."""
_OFTEN = 4
_BEGINNING = 2
"""Characters by which words are sorted into drawers."""

Drawer = tuple[int, bytes]
"""Words that begin alike, with what is written of each; and how many bytes that takes."""
Drawers = Mapping[str, Drawer]
"""By their beginning."""
Run = tuple[int, tuple[str, ...]]
"""How many documents in a row have which values."""


@dataclass(frozen=True)
class Lot:
    """Some documents, as far as they are needed to put the index together."""

    language: str
    inspection: str
    """Empty for what is of no inspection."""
    lengths: bytes = field(repr=False)
    """How long each document is, in bits."""
    values: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The values that documents have of each facet, in the order in which they are met."""
    names: Mapping[str, tuple[Value, ...]] = field(repr=False)
    """What they, and those of other languages, are called here; one may have several names."""
    runs: Mapping[str, tuple[Run, ...]] = field(repr=False)
    texts: str
    """Under this are kept its documents whole: what is in each file."""
    words: str
    """Under this are kept its drawers."""

    @property
    def place(self) -> tuple[str, str]:
        """Which lot of an index it is."""
        return self.language, self.inspection

    @property
    def kept(self) -> tuple[str, str]:
        """Under what something of it is kept."""
        return self.texts, self.words

    @property
    def count(self) -> int:
        """How many documents."""
        return len(self.lengths)


Filled = tuple[Lot, Mapping[str, Any]]
"""A lot, and what is kept of it."""


def lots(found: Iterable[Sought], alike: Mapping[str, Sequence[Pair]]) -> tuple[Filled, ...]:
    """Documents in lots; those of an inspection are found by what it calls `alike`, too."""
    several: dict[tuple[str, str], list[Sought]] = {}
    for one in found:
        several.setdefault((one.language, one.inspection), []).append(one)
    return tuple(_lot(*key, own, alike.get(key[1], ())) for key, own in several.items())


def _lot(language: str, inspection: str, own: Sequence[Sought], pairs: Sequence[Pair]) -> Filled:
    documents = [one.document for one in own if one.kept]
    texts = tuple(
        json.dumps(
            [_shown(d) for d in documents[first : first + BLOCK]],
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        for first in range(0, len(documents), BLOCK)
    )
    drawers = _drawers(documents)
    if inspection:
        drawers = found_by_either(drawers, pairs, len(documents))
    lot = Lot(
        language,
        inspection,
        bytes(len(d.text).bit_length() for d in documents),
        {facet: _each_once(v for v, _ in _met(facet, documents)) for facet in FACETS},
        {facet: _each_once(_met(facet, (one.document for one in own))) for facet in FACETS},
        {facet: _runs(facet, documents) for facet in FACETS},
        fingerprint("texts", *texts),
        fingerprint("words", str(len(documents)), *_parts(drawers)),
    )
    return lot, {lot.texts: texts, lot.words: drawers}


def _parts(drawers: Drawers) -> Iterator[str | bytes]:
    for beginning, (_, held) in drawers.items():
        yield from (beginning, held)


def _met(facet: str, documents: Iterable[Document]) -> Iterator[Value]:
    return (value for document in documents for value in document.facets.get(facet, ()))


def _each_once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _runs(facet: str, documents: Iterable[Document]) -> tuple[Run, ...]:
    each = (tuple(value for value, _ in d.facets.get(facet, ())) for d in documents)
    return tuple((sum(1 for _ in run), values) for values, run in groupby(each))


def _shown(document: Document) -> list[object]:
    marks = [[m.label, m.tone, m.variant, m.reading, m.claimed, m.of] for m in document.marks]
    return [
        *(document.path, document.title, document.kind, document.within, document.language),
        *(document.text[:SHOWN], marks),
    ]


def _drawers(documents: Sequence[Document]) -> Drawers:
    """The words of some documents; each document has at most one weight of a word."""
    found: dict[str, list[int]] = {}
    for place, document in enumerate(documents):
        once, twice = noted(place, ONCE), noted(place, TWICE)
        often, title = noted(place, OFTEN), noted(place, TITLE)
        own = {
            word: once if times == 1 else often if times >= _OFTEN else twice
            for word, times in Counter(words_of(f"{document.text} {document.within}")).items()
        }
        own |= dict.fromkeys(words_of(document.title), title)
        for word in words_of(document.also):
            own.setdefault(word, once)
        for word, one in own.items():
            if word in found:
                found[word].append(one)
            else:
                found[word] = [one]
    return _closed({word: written(found[word], len(documents)) for word in sorted(found)})


def _closed(words: Mapping[str, bytes]) -> Drawers:
    """Words that are in order, put into their drawers."""
    made: dict[str, Drawer] = {}
    for beginning, several in groupby(words, key=beginning_of):
        own = list(several)
        held = [words[word] for word in own]
        lengths = " ".join(map(str, map(len, held)))
        written_ = b"".join(held)
        made[beginning] = len(written_), f"{' '.join(own)}\n{lengths}\n".encode() + written_
    return made


def beginning_of(word: str) -> str:
    """What names the drawer of a word."""
    return word[:_BEGINNING]


def opened(drawer: Drawer) -> dict[str, bytes]:
    """The words of a drawer, with what is written of each."""
    words, lengths, held = drawer[1].split(b"\n", 2)
    ends = list(accumulate(map(int, lengths.split())))
    return {
        word: held[first:end]
        for word, first, end in zip(words.decode().split(" "), [0, *ends], ends, strict=False)
    }


def found_by_either(drawers: Drawers, pairs: Iterable[Pair], count: int) -> Drawers:
    """The same of `count` documents, but those that have one name of a pair have the other too."""
    changed: dict[str, dict[str, bytes]] = {}

    def held(word: str) -> dict[int, int]:
        name = beginning_of(word)
        own = changed.get(name) or (opened(drawers[name]) if name in drawers else {})
        return read(own[word], count) if word in own else {}

    more: dict[str, set[int]] = {}
    for pair in pairs:
        one, other = (frozenset(words_of(name)) for name in pair)
        for first, second in ((one, other), (other, one)):
            if first and second:
                having = set.intersection(*(set(held(word)) for word in first))
                for word in second if having else ():
                    more.setdefault(word, set()).update(having)
    for word, having in more.items():
        weights = held(word)
        if having - weights.keys():
            weights |= dict.fromkeys(having - weights.keys(), ONCE)
            name = beginning_of(word)
            if name not in changed:
                changed[name] = opened(drawers[name]) if name in drawers else {}
            changed[name][word] = written([noted(*one) for one in sorted(weights.items())], count)
    if not changed:
        return drawers
    again = [_closed(dict(sorted(words.items()))) for words in changed.values()]
    return dict(sorted({**drawers, **{k: v for one in again for k, v in one.items()}}.items()))
