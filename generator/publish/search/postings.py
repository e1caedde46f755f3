"""Which documents of a lot have a word, and how much it counts there, in as few bytes as may be.

All numbers are unsigned, with seven bits a byte, the lowest first. A document is numbered within
its lot, so what is written of a lot stays as it is whatever becomes of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

TITLE, OFTEN, TWICE, ONCE = 3, 2, 1, 0
"""How much a word counts in a document; it is written with the document's number."""
FREQUENT = 8
"""A word that more than one in so many documents have takes a bit for each of all documents."""


_SHORT = tuple(bytes((value,)) for value in range(0x80))


def number(value: int) -> bytes:
    """A number, as it stands in the files."""
    if value <= 0x7F:  # noqa: PLR2004 - seven bits
        return _SHORT[value]
    made = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - seven bits
        made.append(value & 0x7F | 0x80)
        value >>= 7
    made.append(value)
    return bytes(made)


def written(weights: Mapping[int, int], documents: int) -> bytes:
    """How many documents, then each by its distance from the one before, its weight in two bits.

    Of a frequent word a bit for each document, then so written those that have it in their title.
    """
    if len(weights) == 1 and documents >= FREQUENT:  # as of most words
        ((document, weight),) = weights.items()
        return b"\x01" + number(document << 2 | weight)
    made = bytearray(number(len(weights)))
    said: Iterable[int] = weights
    if len(weights) * FREQUENT > documents:
        bits = bytearray(-(-documents // 8))
        for document in weights:
            bits[document >> 3] |= 1 << (document & 7)
        made += bits
        said = (document for document in weights if weights[document] == TITLE)
    before = 0
    for document in said:
        value = (document - before) << 2 | weights[document]
        if value > 0x7F:  # noqa: PLR2004 - the others take one byte
            made += number(value)
        else:
            made.append(value)
        before = document
    return bytes(made)


def read(held: bytes, documents: int) -> dict[int, int]:
    """The documents that have a word, in order, with its weight; of a frequent one the least."""
    count, at = _number(held, 0)
    found = {}
    if count * FREQUENT > documents:
        end = at + -(-documents // 8)
        found = {n: ONCE for n in range(documents) if held[at + (n >> 3)] >> (n & 7) & 1}
        at = end
    document = 0
    while at < len(held):
        value, at = _number(held, at)
        document += value >> 2
        found[document] = value & 3
    return found


def joined(several: Sequence[tuple[int, bytes]]) -> bytes:
    """What is written of a word in several lots, each with its distance from the one before."""
    made = bytearray()
    before = 0
    for lot, held in several:
        made += number(lot - before)
        made += number(len(held))
        made += held
        before = lot
    return bytes(made)


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if byte <= 0x7F:  # noqa: PLR2004 - the last
            return value, at
