"""The words of a text as the index has them; `search.js` splits what readers type alike."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’ʼ"
_LONGEST_WORD = 40

_WITH_MARKS = (range(0x300, 0x20000), range(0xE0000, 0xE1000))
"""Where Unicode has marks: not among its first characters, nor among those of Chinese."""
_BEYOND = re.compile("[^\x00-\u02ff]+")
"""Where marks can be; to look for them among all characters takes long."""


def words_of(text: str) -> list[str]:
    """The words of a text: lower case, without accents or apostrophes."""
    plain = text.lower()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text).lower()
        plain = _BEYOND.sub(lambda beyond: _marks().sub("", beyond[0]), plain)
    for apostrophe in _APOSTROPHES:
        plain = plain.replace(apostrophe, "")
    words: list[str] = _WORD.findall(plain)
    if max(map(len, words), default=0) > _LONGEST_WORD:
        return [word[:_LONGEST_WORD] for word in words]
    return words


@cache
def _marks() -> re.Pattern[str]:
    """The characters that only mark the one before them, as stretches of a regular expression."""
    marks = [c for span in _WITH_MARKS for c in span if unicodedata.category(chr(c)) == "Mn"]
    stretches: list[list[int]] = []
    for code in marks:
        if stretches and code == stretches[-1][1] + 1:
            stretches[-1][1] = code
        else:
            stretches.append([code, code])
    return re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in stretches) + "]+")
