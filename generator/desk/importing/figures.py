"""Tables and lists that count something, as figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.desk.importing.blocks import Block, plain
from generator.desk.importing.signs import Signs, alike
from generator.records import Scale

_NUMBER = re.compile(r"0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,8}")
_VALUE = re.compile(
    rf"(?P<number>(?:{_NUMBER.pattern})(?:\.\d{{1,4}})?) ?(?P<cent>%|per cent|percent)?"
)
_COUNTED = re.compile(rf"(?P<number>{_NUMBER.pattern}) (?P<what>.+?)[;,.]?(?P<joined> and)?")
_FEW = 2
_LONGEST_TITLE = 120


@dataclass(frozen=True)
class Row:
    """One row: counts over the figure's scale, or a value of its own."""

    title: str
    counts: Mapping[str, int] = field(default_factory=dict)
    n: int | None = None
    value: str = ""
    unit: str = ""
    words: str = ""


@dataclass(frozen=True)
class Figure:
    """What a table or a list counts."""

    line: int
    title: str
    scale: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    n: int | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Counted:
    """A text without what it counts: the rest, the figures, words without a place, doubts."""

    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...] = ()
    left: tuple[Block, ...] = ()
    doubts: tuple[str, ...] = ()


def counted(blocks: Sequence[Block], scales: Sequence[Scale], signs: Signs) -> Counted:
    """Take the figures out of a text. What counts in another way stays where it was."""
    kept: list[Block] = []
    figures: list[Figure] = []
    left: list[Block] = []
    doubts: list[str] = []
    named: list[Block] = []
    at = 0
    while at < len(blocks):
        end = at + 1
        while blocks[at].kind == "item" and end < len(blocks) and blocks[end].kind == "item":
            end += 1
        run = blocks[at:end]
        found = _listed(run, scales) or _tabled(run[0], scales, signs)
        if isinstance(found, str):
            doubts.append(found)
            kept += run
        elif found is None:
            kept += run
        else:
            title, over = _title(kept, run[0])
            named += over
            figures.append(replace(found.figures[0], title=title))
            left += found.left
        at = end
    return Counted(_without_empty(kept, named), tuple(figures), tuple(left), tuple(doubts))


def _listed(run: Sequence[Block], scales: Sequence[Scale]) -> Counted | None:
    """A list in which each item is a number of one grade."""
    if len(run) < _FEW:
        return None
    matches = [_COUNTED.fullmatch(block.words) for block in run]
    pairs = [(match["what"], _whole(match["number"])) for match in matches if match]
    if len(pairs) < len(run):
        return None
    for scale in scales:
        grades = [_grade(what, scale) for what, _ in pairs]
        if all(grades) and len(set(grades)) == len(grades):
            counts = {g: n for g, (_, n) in zip(grades, pairs, strict=True) if g}
            joined = [match["joined"].strip() for match in matches if match and match["joined"]]
            figure = Figure(run[0].line, "", scale.id, counts)
            return Counted((), (figure,), _spare(run[-1], joined, "a word that only joins a list"))
    return None


def _tabled(block: Block, scales: Sequence[Scale], signs: Signs) -> Counted | str | None:
    """A table of counts as a figure; why it is none, where it looks like one."""
    if block.kind != "table" or len(block.rows) < _FEW:
        return None
    found = _graded(block, scales, signs)
    if found is not None:
        return found
    if len(block.rows[0]) == _FEW:
        return _valued(block)
    return None


def _graded(block: Block, scales: Sequence[Scale], signs: Signs) -> Counted | str | None:
    head, *body = block.rows
    for scale in scales:
        grades = {n: grade for n, cell in enumerate(head) if n and (grade := _grade(cell, scale))}
        if len(grades) < _FEW or len(set(grades.values())) < len(grades):
            continue
        others = [n for n in range(1, len(head)) if n not in grades]
        if len(others) > 1 or not all(signs.is_total(head[n]) for n in others):
            return "a table of counts has columns that are no grades; it stands in the text"
        return _summed(block, body, grades, others, scale, signs)
    return None


def _summed(
    block: Block,
    body: Sequence[tuple[str, ...]],
    grades: Mapping[int, str],
    others: Sequence[int],
    scale: Scale,
    signs: Signs,
) -> Counted | str:
    whole: Row | None = None
    rows: list[Row] = []
    for cells in body:
        numbers = {n: _whole(cells[n]) for n in (*grades, *others) if _NUMBER.fullmatch(cells[n])}
        if len(numbers) < len(grades) + len(others) or not cells[0]:
            return "a table of counts has cells that are no numbers; it stands in the text"
        counts = {grade: numbers[n] for n, grade in grades.items()}
        if any(numbers[n] != sum(counts.values()) for n in others):
            return f'the row "{cells[0]}" of a table does not add up; it stands in the text'
        row = Row(cells[0], counts, numbers[others[0]] if others else None)
        if signs.is_total(cells[0]) and cells is body[-1] and rows:
            whole = row
        else:
            rows.append(row)
    if whole and any(sum(r.counts[g] for r in rows) != n for g, n in whole.counts.items()):
        return "the rows of a table do not add up to its whole; it stands in the text"
    spare = [block.rows[0][0], *(block.rows[0][n] for n in others)]
    spare += [body[-1][0]] if whole and len(rows) < len(body) else []
    all_of_it = whole or Row("")
    figure = Figure(block.line, "", scale.id, all_of_it.counts, all_of_it.n, tuple(rows))
    return Counted((), (figure,), _spare(block, spare))


def _valued(block: Block) -> Counted | None:
    """A table of one column of numbers."""
    head, *body = block.rows
    if _VALUE.fullmatch(head[1]):
        head, body = ("", ""), list(block.rows)
    matches = [(title, value, _VALUE.fullmatch(value)) for title, value in body]
    if not all(title and value for title, value, _ in matches):
        return None
    if sum(match is not None for *_, match in matches) * _FEW <= len(matches):
        return None
    rows = tuple(
        Row(title, value=match["number"].replace(",", ""), unit="per cent" if match["cent"] else "")
        if match
        else Row(title, words=value)
        for title, value, match in matches
    )
    return Counted((), (Figure(block.line, "", rows=rows),), _spare(block, head))


_HEADINGS = "the headings of a table, which a figure shows in its own way"


def _spare(block: Block, words: Sequence[str], why: str = _HEADINGS) -> tuple[Block, ...]:
    """Words that a figure has no place for."""
    spans = plain(" | ".join(filter(None, words)))
    return (Block("furniture", block.line, spans, mark=why),) if spans else ()


def _title(kept: list[Block], block: Block) -> tuple[str, list[Block]]:
    """What a figure is called: its caption, the line that leads to it, the heading above.

    A heading that is not needed in it, or would make it too long, stays in the text.
    """
    parts = [block.words] if block.kind == "table" and block.words else []
    leads = kept and kept[-1].kind == "paragraph" and kept[-1].words.endswith(":")
    if leads or (block.kind == "table" and kept and _is_caption(kept[-1])):
        parts.insert(0, kept.pop().words.rstrip(" :"))
    over = kept[-1:] if kept and kept[-1].kind == "heading" else []
    whole = ": ".join([*(block.words for block in over), *parts])
    if parts and len(whole) > _LONGEST_TITLE:
        return ": ".join(parts), []
    return whole, over


def _is_caption(block: Block) -> bool:
    return block.kind == "paragraph" and block.looks_like_title


def _without_empty(kept: Sequence[Block], named: Sequence[Block]) -> tuple[Block, ...]:
    """A text without the headings that only stood over figures, and are in their titles."""
    return tuple(
        block
        for n, block in enumerate(kept)
        if not (
            any(block is one for one in named)
            and (n + 1 == len(kept) or kept[n + 1].kind == "heading")
        )
    )


def _grade(words: str, scale: Scale) -> str | None:
    said = alike(words)
    for value in scale.values:
        if said in (alike(value.label), alike(value.short or value.label), value.id):
            return value.id
    return None


def _whole(number: str) -> int:
    return int(number.replace(",", ""))
