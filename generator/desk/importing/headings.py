"""Which lines are headings and how deep, where a document does not say so itself.

By its list of contents, by numbers, by capitals, and by how a line is set.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.desk.importing.blocks import Block, Document
from generator.desk.importing.signs import Signs, alike, split_number

GUESSED = 7
"""The level of headings that only look like one, below all that a document has itself."""

_FEW = 2
_SHORT = 8
"""A line of a page has at most so many words."""
_NEAR = 3
"""Below a heading something follows within so many blocks."""
_LEADERS = re.compile(r"[\s.\u2026_]*\s\d{1,4}$|(?:\s?[.\u2026]){3,}\s*\d*$")
_CHAPTER = re.compile(r"(chapter|part|section|annexe?|appendix) [a-z0-9]{1,4}\b", re.IGNORECASE)
_CONTENTS = "the list of contents, which is made anew"
_UNANSWERED = "a line of the list of contents that no heading answers to"


def with_headings(
    document: Document, signs: Signs, is_grade: Callable[[str], bool]
) -> tuple[Block, ...]:
    """The document's blocks, the lines that are headings among them told as such.

    The title is a heading of level 0, the first there is; what only looks like a heading is not
    `sure`. A grade that stands alone is none. The list of contents is furniture.
    """
    blocks = [
        replace(block, apart=block.apart and not is_grade(block.words)) for block in document.blocks
    ]
    listed = _contents(blocks, signs)
    levels = _levels([blocks[at] for at in listed])
    answered = _answer(blocks, listed, levels)
    for at in listed:
        key = _key(blocks[at].words)
        known = blocks[at].kind == "heading" or key in answered or signs.heads_contents(key)
        blocks[at] = blocks[at].as_furniture(_CONTENTS if known else _UNANSWERED)
    blocks = _titled(blocks, signs)
    own = sum(block.kind == "heading" and block.level > 0 for block in blocks)
    return tuple(_guessed(blocks, signs, alone=own < _FEW))


def _contents(blocks: Sequence[Block], signs: Signs) -> list[int]:
    """Where the list of contents stands: its heading, and the lines below that lead somewhere."""
    heads = (
        n
        for n, block in enumerate(blocks)
        if block.kind in ("heading", "paragraph") and signs.heads_contents(block.words)
    )
    at = next(heads, None)
    if at is None:
        return []
    later = Counter(_key(block.words) for block in blocks[at:] if block.kind != "furniture")
    found = [at]
    taken: Counter[str] = Counter()
    for n in range(at + 1, len(blocks)):
        block = blocks[n]
        key = _key(block.words)
        if block.kind == "furniture":
            continue
        if block.kind not in ("paragraph", "item") or not key:
            break
        leads = _LEADERS.search(block.words) is not None or later[key] > taken[key] + 1
        if not (leads or (block.kind == "item" and block.looks_like_title)):
            break
        taken[key] += 1
        found.append(n)
    return found if len(found) > _FEW else found[:1]


def _key(words: str) -> str:
    """A heading without its number and without the page that a list of contents gives."""
    return alike(split_number(_LEADERS.sub("", words))[1]).rstrip(" :.")


def _levels(entries: Sequence[Block]) -> list[int]:
    """How deep the lines of a list of contents stand: by their numbers, or else as they are set."""
    numbers = [split_number(entry.words)[0] for entry in entries]
    if any("." in number for number in numbers):
        return [number.count(".") + 1 for number in numbers]
    indents = [max(1, entry.level) for entry in entries[1:]]
    depths = sorted(set(indents))
    return [0, *(depths.index(indent) + 1 for indent in indents)]


def _answer(blocks: list[Block], listed: Sequence[int], levels: Sequence[int]) -> set[str]:
    """Make headings of the lines that the list of contents names; which of them were found."""
    if not listed or any(block.kind == "heading" for block in blocks):
        return {_key(block.words) for block in blocks if block.kind == "heading"}
    keys = [_key(blocks[at].words) for at in listed]
    expected = 1
    answered = set()
    for n in range(listed[-1] + 1, len(blocks)):
        block = blocks[n]
        key = _key(block.words)
        if block.kind != "paragraph" or not block.apart or key not in keys[1:]:
            continue
        ahead = [at for at in range(expected, len(keys)) if keys[at] == key]
        at = ahead[0] if ahead else keys.index(key, 1)
        expected = at + 1 if ahead else expected
        blocks[n] = replace(block, kind="heading", level=levels[at], apart=False)
        answered.add(key)
    return answered


def _titled(blocks: list[Block], signs: Signs) -> list[Block]:
    """The same, the title among them: the document's own, its one highest heading, its first line.

    Where it is said again, it is furniture; so are lines that only a page has. What names a box is
    a heading.
    """
    headings = [block for block in blocks if block.kind == "heading"]
    title = next((block for block in headings if block.level == 0), None)
    if title is None and headings and headings[0].line == _first(blocks):
        highest = min(block.level for block in headings)
        alone = [block for block in headings if block.level == highest]
        if len(alone) == 1 and headings[0] is alone[0]:
            title = alone[0]
    written = [block for block in blocks if block.kind != "furniture"]
    if title is None and written:
        first = written[0]
        if first.kind == "paragraph" and first.apart and first.looks_like_title:
            title = first
    said = alike(title.words) if title else None
    result = []
    for block in blocks:
        line = block.kind in ("heading", "paragraph") and len(block.words.split()) <= _SHORT
        if block is title:
            result.append(replace(block, kind="heading", level=0, apart=False))
        elif block.kind in ("heading", "paragraph") and alike(block.words) == said:
            result.append(block.as_furniture("the title again"))
        elif line and signs.is_furniture(block.words):
            result.append(block.as_furniture("a line of the page, not of the report"))
        elif _opens_box(result, block) and signs.label(block.words):
            result.append(replace(block, kind="heading", level=GUESSED, apart=False, sure=False))
        else:
            result.append(block)
    return result


def _first(blocks: Sequence[Block]) -> int:
    """Where what is written begins."""
    return next((block.line for block in blocks if block.kind != "furniture"), 0)


def _opens_box(before: Sequence[Block], block: Block) -> bool:
    """Whether a paragraph is the first in its box."""
    inside = block.box and not (before and before[-1].box == block.box)
    return bool(inside) and block.kind == "paragraph"


def _guessed(blocks: Sequence[Block], signs: Signs, *, alone: bool) -> Iterator[Block]:
    """The same, what looks like a heading being one; `alone` if there are no others to go by."""
    looks = {
        n
        for n, block in enumerate(blocks)
        if block.kind == "paragraph"
        and block.apart
        and block.looks_like_title
        and not any(signs.dated(block.words))
        and not signs.is_deadline(block.words)
        and any(following.kind != "furniture" for following in blocks[n + 1 : n + 1 + _NEAR])
    }
    if not alone:
        for n, block in enumerate(blocks):
            if n in looks:
                yield replace(block, kind="heading", level=GUESSED, apart=False, sure=False)
            else:
                yield block
        return
    numbers = numbers_counted([blocks[n].words for n in sorted(looks)])
    depth = {n: _depth(blocks[n].words, signs, numbers) for n in looks}
    named = Counter(alike(blocks[n].words) for n in looks)
    for n in sorted(looks):
        label = signs.label(blocks[n].words)
        if label and (not depth[n] or named[alike(blocks[n].words)] > 1):
            depth[n] = GUESSED
        elif not depth[n] and depth.get(n - 1) == GUESSED and signs.label(blocks[n - 1].words):
            depth[n] = GUESSED  # the title of what the line above names
    parted = sum(level == 1 for level in depth.values()) >= _FEW
    for n, block in enumerate(blocks):
        if n not in looks:
            yield block
            continue
        level = depth[n] or (2 if parted or signs.states(block.words) else 1)
        sure = 0 < depth[n] < GUESSED
        yield replace(block, kind="heading", level=level, apart=False, sure=sure)


def numbers_counted(titles: Sequence[str]) -> set[str]:
    """The whole numbers that headings are counted with: they start with 1 and go up."""
    numbers = {split_number(title)[0] for title in titles}
    found: set[str] = set()
    while str(len(found) + 1) in numbers:
        found.add(str(len(found) + 1))
    return found


def _depth(words: str, signs: Signs, numbers: set[str]) -> int:
    """How deep a heading stands, by its number, capitals or name; 0 if nothing says so."""
    number = split_number(words)[0]
    if "." in number:
        return number.count(".") + 1
    letters = [c for c in words if c.isalpha()]
    shouted = len(letters) > _FEW and all(c.isupper() for c in letters)
    if number in numbers or _CHAPTER.match(words) or shouted or signs.is_about(words):
        return 1
    return 0
