"""The search index: small files of which a browser fetches the few that a question needs.

    start.<language>.json   how many documents, the facets with their values, where words are
    <version>/columns.bin   for each document its values of each facet
    <version>/words-N.bin   a stretch of the alphabet: each word with the documents that have it
    <version>/texts-N.json  a few documents whole, to show as results

The browser's half is `theme/assets/inspection/search.js`, which splits words as `words_of` does.
What is no JSON is deflated, whatever a host does. All numbers are unsigned; those of varying length
have seven bits a byte, the lowest first.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.views.search import FACETS, KINDS, Collection, Document

SHARD = 24_000
"""Bytes after which words go on in another file."""
BLOCK = 4
"""Documents in a file of texts."""

SHOWN = 2_000
"""Characters of a text that a result can show an extract of."""

TITLE, OFTEN, TWICE, ONCE = 3, 2, 1, 0
"""How much a word counts in a document; it is written with the document's number."""
FREQUENT = 8
"""A word that more than one in so many documents have takes a bit for each of all documents."""
_OFTEN = 4

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['’ʼ]")
_LONGEST_WORD = 40


_WITH_MARKS = (range(0x300, 0x20000), range(0xE0000, 0xE1000))
"""Where Unicode has marks: not among its first characters, nor among those of Chinese."""


def _marks() -> str:
    """The characters that only mark the one before them, as stretches of a regular expression."""
    marks = [c for span in _WITH_MARKS for c in span if unicodedata.category(chr(c)) == "Mn"]
    stretches: list[list[int]] = []
    for code in marks:
        if stretches and code == stretches[-1][1] + 1:
            stretches[-1][1] = code
        else:
            stretches.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in stretches)


_MARKS = re.compile(f"[{_marks()}]+")
_BEYOND = re.compile("[^\x00-\u02ff]+")
"""Where marks can be; to look for them among all characters takes long."""


def files(collection: Collection) -> dict[str, bytes]:
    """The index of a collection, by path in its folder: for the same one the same bytes."""
    documents = collection.documents
    shards = list(_shards(_postings(collection), len(documents)))
    values = {facet: _in_order(facet, collection) for facet in FACETS}
    inner = {"columns.bin": zlib.compress(_columns(documents, values), 9)}
    inner |= {f"words-{n}.bin": zlib.compress(shard, 9) for n, (_, shard) in enumerate(shards)}
    for number, first in enumerate(range(0, len(documents), BLOCK)):
        inner[f"texts-{number}.json"] = _json([_shown(d) for d in documents[first : first + BLOCK]])
    digest = hashlib.sha256()
    for name, data in inner.items():
        digest.update(f"{name} {len(data)} ".encode() + data)
    version = digest.hexdigest()[:12]
    made = {f"{version}/{name}": data for name, data in inner.items()}
    for language, names in collection.names.items():
        start: dict[str, object] = {
            "version": version,
            "documents": len(documents),
            "block": BLOCK,
            "words": [first for first, _ in shards],
            "facets": [
                {
                    "id": facet,
                    "values": [[v, names[facet].get(v, own)] for v, own in values[facet]],
                }
                for facet in FACETS
            ],
        }
        made[f"start.{language}.json"] = _json(start)
    return made


def words_of(text: str) -> Iterator[str]:
    """The words of a text as the index has them: lower case, without accents or apostrophes."""
    plain = text.lower()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text).lower()
        plain = _BEYOND.sub(lambda beyond: _MARKS.sub("", beyond[0]), plain)
    return (word[:_LONGEST_WORD] for word in _WORD.findall(_APOSTROPHES.sub("", plain)))


def _postings(collection: Collection) -> dict[str, array[int]]:
    """For each word the documents that have it: number and weight in one, four times the first.

    A document that has one of the two names of a term is found by the other one, too.
    """
    found: dict[str, array[int]] = {}
    alike = {visit: _other_names(pairs) for visit, pairs in collection.alike.items()}
    for number, document in enumerate(collection.documents):
        weights = {
            word: OFTEN if times >= _OFTEN else TWICE if times > 1 else ONCE
            for word, times in Counter(words_of(f"{document.text} {document.within}")).items()
        }
        weights |= dict.fromkeys(words_of(document.title), TITLE)
        others = dict.fromkeys(words_of(document.also))
        for visit in ("", *(v for v, _ in document.facets.get("inspection", ()))):
            names = alike.get(visit, {})
            for word in names.keys() & weights.keys():
                for name, other in names[word]:
                    if name <= weights.keys():
                        others |= dict.fromkeys(other)
        for word in others:
            weights.setdefault(word, ONCE)
        for word, weight in weights.items():
            found.setdefault(word, array("L")).append(number << 2 | weight)
    return found


_OtherNames = dict[str, list[tuple[frozenset[str], frozenset[str]]]]


def _other_names(pairs: Iterable[tuple[str, str]]) -> _OtherNames:
    """The words of each name with those of the other one, under the longest of the first."""
    found: _OtherNames = {}
    for pair in pairs:
        one, other = (frozenset(words_of(name)) for name in pair)
        for name, second in ((one, other), (other, one)):
            if name and second:
                found.setdefault(max(name, key=lambda w: (len(w), w)), []).append((name, second))
    return found


def _shards(postings: Mapping[str, array[int]], documents: int) -> Iterator[tuple[str, bytes]]:
    """Words in alphabetical order, cut where a file is full, each file with its first word."""
    first, head, body = "", bytearray(), bytearray()
    before = ""
    for word in sorted(postings, key=str.encode):
        if len(head) + len(body) > SHARD:
            yield first, _joined(head, body)
            head, body, before = bytearray(), bytearray(), ""
        first = word if not head else first
        held = _held(postings[word], documents)
        shared = _shared(before.encode(), word.encode())
        rest = word.encode()[shared:]
        head += _number(shared) + _number(len(rest)) + rest + _number(len(held))
        body += held
        before = word
    if head:
        yield first, _joined(head, body)


def _joined(head: bytearray, body: bytearray) -> bytes:
    return _number(len(head)) + bytes(head) + bytes(body)


def _held(numbers: array[int], documents: int) -> bytes:
    """How many documents, then each by its distance from the one before, its weight in two bits.

    Of a frequent word a bit for each document, then so written those that have it in their title.
    """
    made = bytearray(_number(len(numbers)))
    if len(numbers) * FREQUENT > documents:
        bits = bytearray(-(-documents // 8))
        for number in numbers:
            bits[number >> 5] |= 1 << (number >> 2 & 7)
        made += bits
        numbers = array("L", (number for number in numbers if number & 3 == TITLE))
    before = 0
    for number in numbers:
        document, weight = number >> 2, number & 3
        made += _number((document - before) << 2 | weight)
        before = document
    return bytes(made)


def _shared(one: bytes, other: bytes) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _number(value: int) -> bytes:
    made = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - seven bits
        made.append(value & 0x7F | 0x80)
        value >>= 7
    made.append(value)
    return bytes(made)


def _in_order(facet: str, collection: Collection) -> list[tuple[str, str]]:
    """The values of a facet, each with its name, in the order in which they are offered."""
    found: dict[str, str] = {}
    for document in collection.documents:
        for value, name in document.facets.get(facet, ()):
            found.setdefault(value, name)
    if facet == "year":
        return sorted(found.items(), reverse=True)
    if facet == "kind":
        return sorted(found.items(), key=lambda item: _KINDS.get(item[0], len(_KINDS)))
    if facet in ("body", "theme", "addressee"):
        return sorted(found.items(), key=lambda item: (item[1].casefold(), item[0]))
    return list(found.items())


_KINDS = {kind: place for place, kind in enumerate(KINDS)}


def _columns(
    documents: Sequence[Document], values: Mapping[str, Sequence[tuple[str, str]]]
) -> bytes:
    """First how long each document is, in bits; then, facet by facet, the values that it has.

    Neighbours mostly have the same, so these are stretches: of how many documents, how many
    values, which.
    """
    made = bytearray(len(d.text).bit_length() for d in documents)
    for facet, known in values.items():
        place = {value: n for n, (value, _) in enumerate(known)}
        each = (tuple(place[v] for v, _ in d.facets.get(facet, ())) for d in documents)
        for own, stretch in groupby(each):
            numbers = (sum(1 for _ in stretch), len(own), *own)
            made += b"".join(map(_number, numbers))
    return bytes(made)


def _shown(document: Document) -> list[object]:
    marks = [[m.label, m.tone, m.variant, m.reading, m.claimed, m.of] for m in document.marks]
    return [
        *(document.path, document.title, document.kind, document.within, document.language),
        *(document.text[:SHOWN], marks),
    ]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
