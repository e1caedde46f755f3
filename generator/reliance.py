"""What a record rests on, and a fingerprint by which a change of it can be told.

A recommendation rests on the findings it answers, on what it is part of and what it carries on; an
entry on progress on the recommendation that it is about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import cast

from generator.addresses import Addresses
from generator.catalogue import Entry
from generator.records import Model, Progress, Recommendation, Ref
from generator.translation import words_of

KINDS = frozenset({"finding", "recommendation"})


def relied_on(entry: Entry, addresses: Addresses) -> tuple[Entry, ...]:
    """The records that a recommendation or an entry on progress rests on, each once."""
    if not isinstance(entry.record, Recommendation | Progress):
        return ()
    targets = (
        addresses.find(value, entry.inspection, mark.kinds)
        for _, mark, value in entry.marks
        if isinstance(mark, Ref) and KINDS.issuperset(mark.kinds)
    )
    found = {target.entry.address: target.entry for target in targets if target is not None}
    return tuple(found[address] for address in sorted(found))


def fingerprint(entries: Sequence[Entry]) -> str:
    """Eight characters that change whenever the words of one of the records do.

    Neither its id nor what its `changes` say of them is part of the words.
    """
    text = "\0".join(sorted(map(_words, entries)))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _words(entry: Entry) -> str:
    said = words_of(cast("Model", entry.record))
    return "\0".join(f"{at}\0{words}" for at, words in said if at[0] != "changes")
