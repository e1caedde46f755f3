"""The words of a text as the index has them; `search.js` splits what readers type alike."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = "’ʼ"
_LONGEST_WORD = 40

_PLAIN = str.maketrans(
    {chr(n): chr(n).lower() if chr(n).isalnum() else " " for n in range(0x80)} | {"'": ""}
)
"""What becomes of ASCII: of what is neither letter nor digit, a blank."""
_BEYOND = re.compile("[^\x00-\x7f]")


def words_of(text: str) -> list[str]:
    """The words of a text: lower case, without accents or apostrophes."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).lower()
        for character in set(_BEYOND.findall(text)):
            text = text.replace(character, _plain(character))
    plain = text.translate(_PLAIN)  # which is quick for what is ASCII by now, as most texts are
    words: list[str] = plain.split() if plain.isascii() else _WORD.findall(plain)
    if len(plain) > _LONGEST_WORD and max(map(len, words), default=0) > _LONGEST_WORD:
        return [word[:_LONGEST_WORD] for word in words]
    return words


@cache
def _plain(character: str) -> str:
    """Nothing for a mark, and a blank for what is neither letter nor digit."""
    if character in _APOSTROPHES or unicodedata.category(character) == "Mn":
        return ""
    return character if character.isalnum() else " "
