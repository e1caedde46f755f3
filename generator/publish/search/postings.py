"""Which documents of a lot have a word, and how much it counts there, in as few bytes as may be.

All numbers are unsigned, with seven bits a byte, the lowest first. A document is numbered within
its lot, so what is written of a lot stays as it is whatever becomes of the others.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def noted(document: int, weight: int) -> int:
    """A document that has a word, with the word's weight in it, in one number."""
    return document << 2 | weight


def written(having: Sequence[int], documents: int) -> bytes:
    """How many documents are noted, then each by its distance from the one before, and its weight.

    Of a frequent word a bit for each document, then so written those that have it in their title.
    """
    if len(having) == 1 and documents >= FREQUENT:  # as of most words
        return b"\x01" + number(having[0])
    made = bytearray(number(len(having)))
    if len(having) * FREQUENT > documents:
        bits = bytearray(-(-documents // 8))
        for one in having:
            bits[one >> 5] |= 1 << (one >> 2 & 7)
        made += bits
        having = [one for one in having if one & 3 == TITLE]
    before = 0
    for one in having:
        value = one - before
        if value > 0x7F:  # noqa: PLR2004 - the others take one byte
            made += number(value)
        else:
            made.append(value)
        before = one & ~3
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
