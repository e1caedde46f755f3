"""Two versions of a text as one: only what changed, marked, with a few words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_AROUND = 6
"""Words that are shown on either side of a change, as far as they are of its sentence."""
_ALIKE = 0.4
"""Sentences that share less than this of their words are shown whole, one after the other."""
_MOST = 300_000
"""Pairs of words that are worth comparing; what is longer was written anew."""
_END = re.compile(r"[.!?:][\"'”’)*_\]]*$")
_BLOCKS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+#>|]|\d+[.)]\s))")

Sentence = tuple[str, ...]
Run = tuple[list[str], list[str]]
"""Words of the one text, and those that stand in their place in the other."""


def marked(before: str, after: str) -> str:
    """The sentences that changed, with what went as [-words-] and what came as {+words+}.

    Empty where only spaces and lines differ.
    """
    return _shown(_joined(_runs(_sentences(before), _sentences(after))))


def _runs(ours: list[Sentence], theirs: list[Sentence]) -> Iterator[Run]:
    """The two texts side by side, first by sentences, then by the words of those that differ."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        one = [word for sentence in ours[start:end] for word in sentence]
        two = [word for sentence in theirs[other_start:other_end] for word in sentence]
        if tag != "replace" or len(one) * len(two) > _MOST:
            yield one, two
        else:
            yield from _by_words(one, two)


def _by_words(one: list[str], two: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield one, two
        return
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        yield one[start:end], two[other_start:other_end]


def _sentences(text: str) -> list[Sentence]:
    """The words of each sentence; a paragraph, an item and a row are at least one."""
    found: list[Sentence] = []
    for block in _BLOCKS.split(text):
        words: list[str] = []
        for word in block.split():
            words.append(word)
            if _END.search(word):
                found.append(tuple(words))
                words = []
        if words:
            found.append(tuple(words))
    return found


def _joined(runs: Iterator[Run]) -> list[Run]:
    """Runs with neighbours of a sort made one, and a single kept word between two changes too."""
    found: list[Run] = []
    for one, two in runs:
        same = one == two
        if found and same == (found[-1][0] == found[-1][1]):
            found[-1] = (found[-1][0] + one, found[-1][1] + two)
        elif len(found) > 1 and not same and len(found[-1][0]) == 1:
            kept = found.pop()[0]
            found[-1] = (found[-1][0] + kept + one, found[-1][1] + kept + two)
        else:
            found.append((one, two))
    return found


def _shown(runs: Sequence[Run]) -> str:
    said: list[str] = []
    last = len(runs) - 1
    if all(one == two for one, two in runs):
        return ""
    for place, (one, two) in enumerate(runs):
        if one != two:
            said += [f"[-{' '.join(one)}-]"] if one else []
            said += [f"{{+{' '.join(two)}+}}"] if two else []
        else:
            said += _kept(one, after_change=place > 0, before_change=place < last)
    return " ".join(said)


def _kept(words: list[str], *, after_change: bool, before_change: bool) -> list[str]:
    """Of words that are the same, those of the sentences on either side that changed."""
    lead = _to_end(words) if after_change else 0
    tail = _from_start(words) if before_change else len(words)
    if lead >= tail:
        return words
    return [*words[:lead], *(["…"] if _is_cut(words, lead, tail) else []), *words[tail:]]


def _to_end(words: list[str]) -> int:
    """How many of the first words belong to a change before them."""
    for place, word in enumerate(words[:_AROUND], 1):
        if _END.search(word):
            return place
    return min(_AROUND, len(words))


def _from_start(words: list[str]) -> int:
    """From which of the last words on they belong to a change behind them."""
    for place in range(len(words) - 1, max(len(words) - 1 - _AROUND, -1), -1):
        if _END.search(words[place]):
            return place + 1
    return max(len(words) - _AROUND, 0)


def _is_cut(words: list[str], lead: int, tail: int) -> bool:
    """Whether words are left out that would be missed: whole sentences at an end are not."""
    begins = lead == 0 and (tail == len(words) or bool(_END.search(words[tail - 1])))
    ends = tail == len(words) and (lead == 0 or bool(_END.search(words[lead - 1])))
    return not (begins or ends)
