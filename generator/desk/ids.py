"""Ids for new records, in the way that the records beside them are named."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

_COUNTED = re.compile(r"(.*?)(\d+)$")
_BY_SECTION = re.compile(r"([a-z]+)(\d[\d-]*)-\d+$")
_IS_NUMBER = re.compile(r"[a-z]*(\d[\d-]*-)?\d+")
"""An id that counts, as in f3-1 or r8, unlike one that ends in a year, as in letter-2021."""
_LONGEST = 40
LETTERS = {
    "finding": "f",
    "recommendation": "r",
    "case-study": "cs",
    "notable-practice": "np",
}
"""What ids of these kinds begin with where none is there yet; those of others are words."""


@dataclass(frozen=True)
class Named:
    """A record that has an id already: of what kind it is, and in which section it stands."""

    id: str
    kind: str
    section: str | None = None


def slug(words: str) -> str:
    """A few words as an id; empty where no letter of them can be one."""
    plain = unicodedata.normalize("NFKD", words.replace("’", "").replace("'", ""))
    parts = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    found = ""
    for part in parts:
        if found and len(found) + 1 + len(part) > _LONGEST:
            break
        found = f"{found}-{part}" if found else part[:_LONGEST]
    return found


def free(wanted: str, taken: Container[str]) -> str:
    """The nearest id to this one that is free: the next number, or the same words with one."""
    if wanted not in taken:
        return wanted
    match = _COUNTED.match(wanted) if _IS_NUMBER.fullmatch(wanted) else None
    stem, number = (match[1], int(match[2])) if match else (f"{wanted}-", 2)
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def next_id(
    new: Named, words: str, number: str | None, beside: Sequence[Named], taken: Container[str]
) -> str:
    """An id for a record that has none, named as those beside it are.

    `words` is its title, `number` that of its section as printed, `beside` every record of the
    inspection in written order, `taken` all that leads somewhere already.
    """
    own = [one for one in beside if one.kind == new.kind]
    counted = [one for one in own if _COUNTED.match(one.id)]
    in_words = 2 * len(counted) < len(own) if own else new.kind not in LETTERS
    if in_words and slug(words):
        return free(slug(words), taken)
    stem = _stem(new, number, counted, beside)
    used = [int(m[2]) for one in beside if (m := _COUNTED.match(one.id)) and m[1] == stem]
    return free(f"{stem}{max(used, default=0) + 1}", taken)


def _stem(new: Named, number: str | None, counted: Sequence[Named], beside: Iterable[Named]) -> str:
    """What stands before the number in ids such as these."""
    here = [one for one in counted if one.section == new.section]
    if here:
        return _usual(m[1] for one in here if (m := _COUNTED.match(one.id)))
    letters = _usual(m[0] for one in counted if (m := re.match("[a-z]*", one.id)))
    letters = letters or LETTERS.get(new.kind, slug(new.kind))
    by_section = [one for one in counted if _BY_SECTION.match(one.id)]
    if new.section and (by_section or not counted):
        mark = _usual(
            m[2]
            for one in beside
            if one.section == new.section and (m := _BY_SECTION.match(one.id))
        ) or slug(number or "")
        if re.match(r"\d", mark):
            return f"{letters}{mark}-"
    return letters


def _usual(found: Iterable[str]) -> str:
    """What is most often found, the last of several; empty where nothing is."""
    counts = Counter(reversed(list(found)))
    return counts.most_common(1)[0][0] if counts else ""
