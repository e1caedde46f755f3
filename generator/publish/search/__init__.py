"""The search index: small files of which a browser fetches the few that a question needs.

    start.<language>.json   which documents there are, the facets with their values, where words are
    columns-<state>.bin     for each document its values of each facet
    words-<state>.bin       a stretch of the alphabet: each word with the documents that have it
    <state>/<n>.json        a few documents of a lot whole, to show as results

The browser's half is `theme/assets/inspection/search.js`, which splits words as `words_of` does.
Documents come in lots, one after another. A `<state>` names what is in a file, so whatever changes
gets another name, and nothing else does. What is no JSON is deflated, whatever a host does.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.publish.search.lots import (
    BLOCK,
    Drawers,
    Filled,
    Lot,
    found_by_either,
    lots,
    opened,
)
from generator.publish.search.postings import joined, number
from generator.publish.search.splitting import words_of
from generator.store import fingerprint
from generator.views.search import FACETS, KINDS, Pair

__all__ = ["Drawers", "Filled", "Index", "Lot", "Made"]
__all__ += ["files", "index", "lots", "start", "texts", "words_of"]

SHARD = 24_000
"""Bytes after which words go on in another file."""
_GROUP = 16_000
"""Bytes of drawers that stand in one file."""
_STATE = 12
"""Digits of a state."""


@dataclass(frozen=True)
class Index:
    """All that a search knows, but for what is in the lots."""

    lots: tuple[Lot, ...]
    """In the order of their documents."""
    alike: tuple[Pair, ...]
    """What inspections share and call by two names."""
    languages: tuple[str, ...]
    """Their tags: the site's own is the first."""

    @property
    def state(self) -> str:
        """A fingerprint of it, and of the words."""
        plain = [(one, one.lengths, one.values, one.names, one.runs) for one in self.lots]
        return fingerprint("index", repr((plain, self.alike, self.languages)))


def index(
    found: Iterable[Lot], alike: Iterable[Pair], visits: Sequence[str], languages: Sequence[str]
) -> Index:
    """Lots in the order of the visits that are given, then what is of none; by language."""
    place = {visit: n for n, visit in enumerate(visits)}
    own = [lot for lot in found if lot.language in languages]
    own.sort(key=lambda lot: (languages.index(lot.language), place.get(lot.inspection, len(place))))
    return Index(tuple(own), tuple(alike), tuple(languages))


@dataclass(frozen=True)
class Made:
    """What was made of words, to be used again where they have not changed."""

    lots: tuple[Lot, ...]
    alike: tuple[Pair, ...]
    sizes: Mapping[str, int] = field(repr=False)
    """Of each drawer, in all lots together."""
    shards: Mapping[tuple[str, ...], Shards] = field(repr=False)
    """By the drawers that stand in them."""


Shards = tuple[tuple[str, bytes], ...]
"""Files of words, each with its first word."""


def files(filled: Sequence[Filled], whole: Index) -> dict[str, bytes]:
    """Every file of an index, by its path in its folder."""
    held = {name: part for _, parts in filled for name, part in parts.items()}
    made = {path: data for lot, _ in filled for path, data in texts(lot, held[lot.texts]).items()}
    return made | start(whole, held.get)[0]


def texts(lot: Lot, blocks: Sequence[bytes]) -> dict[str, bytes]:
    """The documents of a lot."""
    return {f"{lot.texts[:_STATE]}/{n}.json": data for n, data in enumerate(blocks)}


def start(
    whole: Index, drawers: Callable[[str], Drawers | None], before: Made | None = None
) -> tuple[dict[str, bytes], Made]:
    """The files that a search begins with, and what can be used of them the next time.

    `drawers` gives those of a lot by their name; none where what was `before` is kept no longer.
    """
    words = _words(whole, drawers, before)
    shards = [
        (first, f"words-{_state(data)}.bin", data)
        for group in words.shards.values()
        for first, data in group
    ]
    values = {facet: _in_order(facet, whole) for facet in FACETS}
    columns = zlib.compress(_columns(whole, values), 9)
    known: dict[str, object] = {
        "lots": [[lot.count, lot.texts[:_STATE]] for lot in whole.lots],
        "block": BLOCK,
        "columns": f"columns-{_state(columns)}.bin",
        "words": [[first, name] for first, name, _ in shards],
    }
    made = {name: data for _, name, data in shards} | {str(known["columns"]): columns}
    for language in whole.languages:
        names = _names(whole, language)
        facets = [
            {"id": facet, "values": [[v, names[facet].get(v, own)] for v, own in found]}
            for facet, found in values.items()
        ]
        written = json.dumps(known | {"facets": facets}, ensure_ascii=False, separators=(",", ":"))
        made[f"start.{language}.json"] = written.encode()
    return made, words


def _state(data: bytes) -> str:
    return fingerprint(data)[:_STATE]


class _Opened:
    """The drawers of every lot, which are read when one of them is wanted."""

    def __init__(self, whole: Index, drawers: Callable[[str], Drawers | None]) -> None:
        self._whole = whole
        self._drawers = drawers
        self._all: list[Drawers] = []

    def of(self, lot: Lot) -> Drawers | None:
        """The drawers of a lot, which need not be one of this index."""
        found = self._drawers(lot.words)
        return found and found_by_either(found, self._whole.alike, lot.count)

    def all(self) -> Sequence[Drawers]:
        """Those of every lot of this index."""
        if not self._all:
            self._all = [self.of(lot) or {} for lot in self._whole.lots]
        return self._all

    def words(self, group: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The words of some drawers, in order, with what is written of them in all lots."""
        for beginning in group:
            found: dict[str, list[tuple[int, bytes]]] = {}
            for place, drawers in enumerate(self.all()):
                if beginning in drawers:
                    for word, held in opened(drawers[beginning]).items():
                        found.setdefault(word, []).append((place, held))
            for word in sorted(found):
                yield word, joined(found[word])


def _words(whole: Index, drawers: Callable[[str], Drawers | None], before: Made | None) -> Made:
    """The files of words; those in which nothing has changed are as they were `before`."""
    every = _Opened(whole, drawers)
    changes = _changes(whole, every, before) if before else None
    if before is None or changes is None:
        sizes: dict[str, int] = {}
        for one in every.all():
            for beginning, (size, _) in one.items():
                sizes[beginning] = sizes.get(beginning, 0) + size
        shards = {group: tuple(_shards(every.words(group))) for group in _groups(sizes)}
        return Made(whole.lots, whole.alike, sizes, shards)
    sizes = dict(before.sizes)
    for beginning, more in changes.items():
        sizes[beginning] = sizes.get(beginning, 0) + more
    sizes = {beginning: size for beginning, size in sizes.items() if size}
    shards = {}
    for group in _groups(sizes):
        same = changes.keys().isdisjoint(group)
        known = before.shards.get(group) if same else None
        shards[group] = known or tuple(_shards(every.words(group)))
    return Made(whole.lots, whole.alike, sizes, shards)


def _changes(whole: Index, every: _Opened, before: Made) -> dict[str, int] | None:
    """By how much each drawer that is not as `before` has grown; None where that is not known."""
    pairs = list(zip(before.lots, whole.lots, strict=False))
    same = len(before.lots) == len(whole.lots) and before.alike == whole.alike
    if not same or any(old.place != new.place for old, new in pairs):
        return None
    grown: dict[str, int] = {}
    for old, new in pairs:
        if old.words != new.words:
            was, now = every.of(old), every.of(new)
            if was is None or now is None:
                return None
            for beginning in was.keys() | now.keys():
                one, other = was.get(beginning, (0, b"")), now.get(beginning, (0, b""))
                if one != other:
                    grown[beginning] = grown.get(beginning, 0) + other[0] - one[0]
    return grown


def _groups(sizes: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Neighbouring drawers that stand in one file, as far as they fit."""
    group: list[str] = []
    size = 0
    for beginning in sorted(sizes):
        if group and size + sizes[beginning] > _GROUP:
            yield tuple(group)
            group, size = [], 0
        group.append(beginning)
        size += sizes[beginning]
    if group:
        yield tuple(group)


def _shards(words: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Words in their order, cut where a file is full, each file with its first word."""
    first, before = "", b""
    head, body = bytearray(), bytearray()
    for word, held in words:
        if len(head) + len(body) > SHARD:
            yield first, _deflated(head, body)
            head, body, before = bytearray(), bytearray(), b""
        first = word if not head else first
        plain = word.encode()
        shared = _shared(before, plain)
        head += number(shared) + number(len(plain) - shared) + plain[shared:] + number(len(held))
        body += held
        before = plain
    if head:
        yield first, _deflated(head, body)


def _deflated(head: bytearray, body: bytearray) -> bytes:
    return zlib.compress(number(len(head)) + bytes(head) + bytes(body), 9)


def _shared(one: bytes, other: bytes) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _in_order(facet: str, whole: Index) -> list[tuple[str, str]]:
    """The values of a facet, each with its name, in the order in which they are offered."""
    found: dict[str, str] = {}
    if facet == "language" and len(whole.languages) == 1:
        return []
    for lot in whole.lots:
        new = [value for value in lot.values[facet] if value not in found]
        if new:
            names = dict(reversed(lot.names[facet]))
            found |= {value: names[value] for value in new}
    if facet == "year":
        return sorted(found.items(), reverse=True)
    if facet == "kind":
        return sorted(found.items(), key=lambda item: _KINDS.get(item[0], len(_KINDS)))
    if facet in ("body", "theme", "addressee"):
        return sorted(found.items(), key=lambda item: (item[1].casefold(), item[0]))
    return list(found.items())


_KINDS = {kind: place for place, kind in enumerate(KINDS)}


def _columns(whole: Index, values: Mapping[str, Sequence[tuple[str, str]]]) -> bytes:
    """First how long each document is, in bits; then, facet by facet, the values that it has.

    Neighbours mostly have the same, so these are stretches: of how many documents, how many
    values, which.
    """
    made = bytearray(b"".join(lot.lengths for lot in whole.lots))
    for facet, known in values.items():
        place = {value: number(n) for n, (value, _) in enumerate(known)}
        for lot in whole.lots:
            for count, own in lot.runs[facet] if known else ((lot.count, ()),):
                if count:
                    made += number(count) + number(len(own))
                    made += b"".join(place[value] for value in own)
    return bytes(made)


def _names(whole: Index, language: str) -> dict[str, dict[str, str]]:
    """What each value of a facet is called; all names of one that frameworks name differently."""
    found: dict[str, dict[str, dict[str, None]]] = {facet: {} for facet in FACETS}
    for lot in whole.lots:
        if lot.language == language:
            for facet, names in lot.names.items():
                for value, name in names:
                    found[facet].setdefault(value, {})[name] = None
    return {
        facet: {value: " / ".join(names) for value, names in values.items()}
        for facet, values in found.items()
    }
