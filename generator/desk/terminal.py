"""Text for a terminal: calm, aligned, and in 80 columns, so that nothing runs over its edge.

Only what cannot be broken (an address, a path) may be longer than a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import TextWrapper
from typing import TypeVar

WIDTH = 80
SHORT_LIST = 8
"""A long list shows this many of its items, unless all are asked for."""

_INDENT = "  "
_GAP = 2
_WIDEST_LABEL = 22
_WIDEST_ADDRESS = 26
_NARROWEST = 8
_MARK = re.compile(r"(?:[-*+>]|\d+[.)]|\[\^[^\]]+\]:)\s+")
"""What a block begins with that its other lines stand to the right of."""
_ALONE = ("|", "#", "[^")
"""What a line begins with that is not filled: of a table, a heading, a footnote."""

T = TypeVar("T")


def wrapped(text: str, first: str = "", other: str | None = None) -> list[str]:
    """Words as lines that begin with `first`, and then with `other` or as many spaces."""
    rest = " " * len(first) if other is None else other
    wrapper = TextWrapper(
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(text) or [first.rstrip()]


def prose(text: str, indent: str = _INDENT) -> list[str]:
    """An author's Markdown as typed, its paragraphs and items filled to the edge.

    What continues an item of a list stands below its words; a table keeps its lines.
    """
    return [line for block in _blocks(text.expandtabs(4)) for line in _hung(block, indent)]


def _hung(text: str, indent: str) -> list[str]:
    """One line as typed, or as several of which the others stand right of what it begins with."""
    words = text.lstrip()
    start = indent + " " * (len(text) - len(words))
    mark = _MARK.match(words)
    whole = f"{start}{words}".rstrip()
    hang = start + " " * (mark.end() if mark else 0)
    return [whole] if len(whole) <= WIDTH else wrapped(words, start, hang)


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs and items of lists, each joined to a line; any other line on its own."""
    joined = ""
    in_code = broken = False
    for line in text.splitlines():
        words = line.strip()
        fence = words.startswith(("```", "~~~"))
        if in_code or fence or not words or words.startswith(_ALONE):
            yield from [joined] if joined else []
            yield line.rstrip()
            joined = ""
            in_code ^= fence
        elif not joined or _MARK.match(words) or broken:
            yield from [joined] if joined else []
            joined = line.rstrip()
        else:
            joined = f"{joined} {words}"
        broken = line.endswith(("  ", "\\"))
    if joined:
        yield joined


def facts(rows: Iterable[tuple[str, str]], indent: str = _INDENT) -> list[str]:
    """Labels in one column and what is said under each in another; a label may say several."""
    known = [(label, value) for label, value in rows if value]
    longest = max((len(label) for label, _ in known), default=0)
    width = min(longest, _WIDEST_LABEL) + _GAP
    lines = []
    last = ""
    for label, value in known:
        shown = "" if label == last else label
        last = label
        lead = f"{indent}{shown:<{width}}"
        if len(shown) > width - _GAP:
            lines += wrapped(shown, indent)
            lead = indent + " " * width
        beside = indent + " " * width
        said = [line for typed in value.splitlines() for line in _hung(typed, beside)]
        if len(said[0]) > WIDTH:  # a word that cannot be broken has a line of its own
            lines += [lead.rstrip()] if shown else []
            lead = beside
        lines += [f"{lead}{said[0][len(lead) :]}".rstrip(), *said[1:]]
    return lines


def listed(rows: Sequence[tuple[str, str]], indent: str = _INDENT) -> list[str]:
    """Addresses in one column, each whole, and beside it, or below, what stands there."""
    lines = []
    short = [len(left) for left, _ in rows if len(left) <= _WIDEST_ADDRESS]
    width = max(short, default=0) + _GAP
    for left, right in rows:
        if not right:
            lines.append(f"{indent}{left}")
        elif len(left) + _GAP <= width:
            lines += wrapped(right, f"{indent}{left:<{width}}")
        else:
            lines += [f"{indent}{left}", *wrapped(right, indent + " " * width)]
    return lines


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()
) -> list[str]:
    """Rows below their heads, as wide as they need to be and no wider than the terminal.

    `numbers` are the columns whose values stand to the right.
    """
    right = set(numbers)
    widths = _widths([head, *rows])
    lines = []
    for row in (head, *rows):
        cells = [_cell(text, width) for text, width in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            parts = (
                f"{cell[line] if line < len(cell) else '':{'>' if at in right else '<'}{width}}"
                for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
            )
            lines.append((_INDENT + (" " * _GAP).join(parts)).rstrip())
    return lines


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column is: what it needs, the widest giving way where there is no room."""
    widths = [max(1, *(len(row[at]) for row in rows)) for at in range(len(rows[0]))]
    room = WIDTH - len(_INDENT) - _GAP * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _cell(text: str, width: int) -> list[str]:
    return TextWrapper(width, break_on_hyphens=False).wrap(text) or [""]


def cut(items: Sequence[T], *, everything: bool = False) -> tuple[Sequence[T], str]:
    """As many items as a list shows, and words on the rest of them; none where all are shown."""
    left = len(items) - SHORT_LIST
    if everything or left <= 1:  # one more line would say no more than its words
        return items, ""
    return items[:SHORT_LIST], f"and {left} more (--all shows them)"


def sections(parts: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    """The lines of parts under their headings, an empty line between them; empty parts are not."""
    for title, lines in parts:
        if lines:
            yield ""
            if title:
                yield title
            yield from lines


_RED, _GREEN, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[0m"
_REMOVED = re.compile(r"\[-.*?-\]", re.DOTALL)
_ADDED = re.compile(r"\{\+.*?\+\}", re.DOTALL)


def coloured(text: str) -> str:
    """A text in which [-what went-] and {+what came+} have a colour beside their marks."""
    return _ADDED.sub(rf"{_GREEN}\g<0>{_PLAIN}", _REMOVED.sub(rf"{_RED}\g<0>{_PLAIN}", text))
