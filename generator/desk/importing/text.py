"""Plain text as blocks: pages, paragraphs, lists, tables and notes, by how lines are laid out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.desk.importing.blocks import Block, Span, one_line, plain, set_in, without_start

_PAGE_NUMBER = re.compile(r"\W*(?:page )?(\d{1,4})(?: ?(?:of|/) ?\d{1,4})?\W*", re.IGNORECASE)
_BULLET = re.compile(r"([•·▪▫■□◦●○‣⁃–—*+-]|\uf0b7|o(?=\s))\s+(?=\S)")
_ORDINAL = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_GAP = re.compile(r"(?<![.!?:;])[ ]{2,}|\t+|\s*\|\s*")
_RULE = re.compile(r"\s*([=~^*_-])\1{2,}\s*|[\s|:+-]*-{3,}[\s|:+-]*")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_LEADERS = re.compile(r"(?:\s?\.){4,}\s*\d{0,4}$")
_NOTE = re.compile(r"\[(\w{1,4})\]\s+(?=\S)")
_NOTE_MARK = re.compile(r"\[(\w{1,4})\]")
_LABELLED = re.compile(r"[A-Z][^.:;,]{1,40}: +\S")
_PARTED = re.compile(r"(\w+)-$")
_SMALL = re.compile(r"[a-z]+")
_SENTENCE_END = re.compile(r"[.!?:;][\"'\u2019\u201d)\]]*$")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_EDGE = 2
"""Running heads and page numbers stand within so many lines of a page's ends."""
_REPEATED = 3
_DENSE = 6
"""Where so many paragraphs stand between two empty lines, headings have none of their own."""
_SHORT = 0.75
"""A line that is shorter than this part of the width ends a paragraph, whatever it ends in."""
_WIDEST = 140
"""Text with longer lines is not wrapped: each line is a paragraph."""


@dataclass(frozen=True)
class _Line:
    number: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


@dataclass(frozen=True)
class _Paragraph:
    """Lines that belong together."""

    lines: tuple[_Line, ...]
    opens: bool
    """Whether an empty line stands before them, as far as this text has any."""

    @property
    def number(self) -> int:
        return self.lines[0].number

    @property
    def indent(self) -> int:
        return self.lines[0].indent


def blocks(text: str) -> tuple[Block, ...]:
    """What stands in a plain text. Every word of it is in one of the blocks, and in one only."""
    lines, furniture = _without_furniture(text.split("\n"))
    groups = list(_groups(lines))
    width = _width(groups)
    vocabulary = Counter(re.findall(r"[\w-]+", text.lower()))
    found: list[Block] = list(furniture)
    run: list[_Paragraph] = []
    dense = sum(len(_paragraphs(group, width)) for group in groups) > len(groups) * _DENSE
    for group in groups:
        for table, paragraphs in _tables(group, width):
            if table is not None:
                found += _listed(run, vocabulary, dense=dense)
                run = []
                found.append(table)
            run += paragraphs
    found += _listed(run, vocabulary, dense=dense)
    written = (block for block in found if block.words or any(map(any, block.rows)))
    return tuple(_with_notes(sorted(written, key=lambda block: block.line)))


def _without_furniture(typed: Sequence[str]) -> tuple[list[_Line], list[Block]]:
    """The lines without running heads and page numbers, and those as furniture."""
    lines = [_Line(n, text) for n, text in enumerate(typed, 1)]
    why = _paged(lines) or _numbered_pages(lines)
    kept = [
        replace(line, text="" if line.number in why else line.text.replace("\f", ""))
        for line in lines
    ]
    breaks = {line.number for line in lines if line.text.startswith("\f")} | set(why)
    furniture = [
        Block("furniture", line.number, plain(line.text), mark=why[line.number])
        for line in lines
        if line.number in why
    ]
    return _mended(kept, breaks), furniture


def _paged(lines: Sequence[_Line]) -> dict[int, str]:
    """What repeats at the edges of pages that form feeds mark."""
    pages: list[list[_Line]] = [[]]
    for line in lines:
        if line.text.startswith("\f"):
            pages.append([])
        pages[-1].append(line)
    if len(pages) < _REPEATED:
        return {}
    edges = []
    for page in pages:
        written = [line for line in page if line.text.strip()]
        edges.append({line.number: line for line in (*written[:_EDGE], *written[-_EDGE:])})
    seen = Counter(
        key for page in edges for key in {_without_digits(x.text) for x in page.values()}
    )
    return {
        line.number: _why(line)
        for page in edges
        for line in page.values()
        if _PAGE_NUMBER.fullmatch(line.text.strip())
        or seen[_without_digits(line.text)] >= max(_REPEATED, len(pages) // 3)
    }


def _numbered_pages(lines: Sequence[_Line]) -> dict[int, str]:
    """Page numbers that stand alone and count up, and what repeats beside them."""
    written = [line for line in lines if line.text.strip()]
    numbers = [
        (at, int(match[1]))
        for at, line in enumerate(written)
        if (match := _PAGE_NUMBER.fullmatch(line.text.strip()))
    ]
    counted = [
        at
        for i, (at, number) in enumerate(numbers)
        if number - 1 in [n for _, n in numbers[max(0, i - 1) : i]]
        or number + 1 in [n for _, n in numbers[i + 1 : i + 2]]
    ]
    if len(counted) < _REPEATED:
        return {}
    beside = [at + step for at in counted for step in (-1, 1) if 0 <= at + step < len(written)]
    seen = Counter(_without_digits(written[at].text) for at in dict.fromkeys(beside))
    repeated = [at for at in beside if seen[_without_digits(written[at].text)] >= _REPEATED]
    return {written[at].number: _why(written[at]) for at in (*counted, *repeated)}


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).lower())


def _why(line: _Line) -> str:
    if _PAGE_NUMBER.fullmatch(line.text.strip()):
        return "a page number"
    return "it stands at the head or foot of each page"


def _mended(lines: Sequence[_Line], breaks: set[int]) -> list[_Line]:
    """Lines without the gap that a page's end makes in a sentence."""
    kept: list[_Line] = []
    gap: list[_Line] = []
    for line in lines:
        if not line.text.strip():
            gap.append(line)
            continue
        broken = any(blank.number in breaks for blank in gap) or line.number in breaks
        before = kept[-1].text.rstrip() if kept else ""
        starts = line.text.lstrip()[:1]
        if not (broken and before and not _SENTENCE_END.search(before) and starts.islower()):
            kept += gap
        gap = []
        kept.append(line)
    return kept


def _groups(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Lines that no empty line parts. A rule parts them too, but for one inside a table."""
    group: list[_Line] = []
    for line in lines:
        rule = _RULE.fullmatch(line.text)
        if line.text.strip() and not rule:
            group.append(line)
        elif group and not (rule and re.search(r"[|+]", line.text)):
            yield group
            group = []
    if group:
        yield group


def _width(groups: Iterable[Sequence[_Line]]) -> int:
    """How wide wrapped text is set: nearly the longest of the lines that others follow."""
    lengths = sorted(
        len(line.text.rstrip())
        for group in groups
        for line in group[:-1]
        if not _LEADERS.search(line.text)
    )
    return lengths[int(len(lengths) * 0.95)] if lengths else 0


def _tables(group: Sequence[_Line], width: int) -> Iterator[tuple[Block | None, list[_Paragraph]]]:
    """A group as tables (runs of lines with as many cells) and the paragraphs between them."""
    at = 0
    plain_from = 0
    while at < len(group):
        cells = _cells(group[at])
        end = at + 1
        while end < len(group) and len(_cells(group[end])) == len(cells) > 1:
            end += 1
        if len(cells) > 1 and end - at > 1:
            yield None, _paragraphs(group[plain_from:at], width)
            rows = tuple(tuple(_cells(line)) for line in group[at:end])
            yield Block("table", group[at].number, rows=rows), []
            plain_from = end
        at = end
    yield None, _paragraphs(group[plain_from:], width)


def _cells(line: _Line) -> list[str]:
    text = line.text.strip()
    if _BULLET.match(text) or _ORDINAL.match(text) or _LEADERS.search(text):
        return [text]
    return [one_line(cell) for cell in _GAP.split(text.strip("|").strip())]


def _paragraphs(group: Sequence[_Line], width: int) -> list[_Paragraph]:
    """Lines joined where they were wrapped: where the next word had no room on the line."""
    found: list[list[_Line]] = []
    for line in group:
        if found and not _starts_anew(found[-1], line, width):
            found[-1].append(line)
        else:
            found.append([line])
    return [_Paragraph(tuple(lines), n == 0) for n, lines in enumerate(found)]


def _starts_anew(before: Sequence[_Line], line: _Line, width: int) -> bool:
    text = line.text.strip()
    if _BULLET.match(text) or _HASHES.match(text) or _HASHES.match(before[0].text.strip()):
        return True
    last = before[-1].text.rstrip()
    lead = _lead(before[0].text.strip())
    ends = _SENTENCE_END.search(last) is not None
    if _ORDINAL.match(text) and (ends or (lead and line.indent <= before[0].indent)):
        return True
    if lead and line.indent >= before[0].indent + lead:
        return False  # it hangs below the words of an item
    if width > _WIDEST or _LEADERS.search(last):
        return True
    if text[0].islower() and not ends:
        return False
    if _LABELLED.match(text) and _LABELLED.match(last.lstrip()):
        return True
    stands_alone = len(text) < _SHORT * width and not _SENTENCE_END.search(text)
    if ends and stands_alone and text[0].isupper():
        return True  # the last line of a paragraph would end as a sentence does
    had_room = len(last) + len(text.split(" ")[0]) < width
    return had_room and (ends or len(last) < _SHORT * width)


def _lead(text: str) -> int:
    """How much of a line is the mark of an item."""
    match = _BULLET.match(text) or _ORDINAL.match(text)
    return match.end() if match else 0


def _joined(lines: Sequence[_Line], vocabulary: Counter[str]) -> str:
    """Wrapped lines as one; a word that was parted at a line's end is whole again."""
    pieces: list[str] = []
    for line in lines:
        words = line.text.strip()
        parted = _PARTED.search(pieces[-1]) if pieces else None
        follows = _SMALL.match(words)
        if parted and follows:
            if vocabulary[f"{parted[1]}{follows[0]}".lower()]:
                pieces[-1] = pieces[-1][:-1]
            pieces.append(words)
        else:
            pieces += [" ", words] if pieces else [words]
    return "".join(pieces)


def _listed(run: Sequence[_Paragraph], vocabulary: Counter[str], *, dense: bool) -> Iterator[Block]:
    """Paragraphs as blocks; those that start with a mark and stand in a row are items."""
    ordered = _ordered(run)
    indents: list[int] = []
    for n, paragraph in enumerate(run):
        text = _joined(paragraph.lines, vocabulary)
        bullet = _BULLET.match(text)
        mark = "-" if bullet else ordered.get(n, "")
        if not mark:
            indents = []
            yield _paragraph(paragraph, text, dense=dense)
            continue
        indents = [indent for indent in indents if indent < paragraph.indent]
        indents.append(paragraph.indent)
        lead = bullet or _ORDINAL.match(text)
        words = text[lead.end() :] if lead else text
        yield Block("item", paragraph.number, plain(words), level=len(indents), mark=mark)


def _ordered(run: Sequence[_Paragraph]) -> dict[int, str]:
    """Which paragraphs are numbered items: they count up, in a row, at one indent."""
    found: dict[int, str] = {}
    last: dict[int, tuple[int, int]] = {}
    for n, paragraph in enumerate(run):
        text = paragraph.lines[0].text.strip()
        match = _ORDINAL.match(text)
        if not match:
            last = last if _BULLET.match(text) else {}
            continue
        indent = paragraph.indent
        last = {at: counted for at, counted in last.items() if at <= indent}
        first, count = last.get(indent, (n, 0))
        if count + 1 not in _counts(match[1]):
            last.pop(indent, None)
            first, count = n, 0
        if count + 1 in _counts(match[1]):
            last[indent] = (n, count + 1)
        if count and indent in last:
            found[first], found[n] = f"{count}.", f"{count + 1}."
        elif indent in last and any(at < indent for at in last):
            found[n] = "1."  # alone, below another item
    return found


def _counts(mark: str) -> set[int]:
    """What a mark may count: `i` is the first of its kind or the ninth letter."""
    if mark.isdigit():
        return {int(mark)}
    letter = {ord(mark) - ord("a") + 1} if len(mark) == 1 else set()
    return letter | ({_ROMAN.index(mark) + 1} if mark in _ROMAN else set())


def _paragraph(paragraph: _Paragraph, text: str, *, dense: bool) -> Block:
    hashes = _HASHES.match(text)
    if hashes:
        return Block("heading", paragraph.number, plain(text[hashes.end() :]), len(hashes[1]))
    apart = (paragraph.opens or dense) and len(paragraph.lines) <= _REPEATED
    return Block("paragraph", paragraph.number, plain(text), apart=apart)


def _with_notes(found: Sequence[Block]) -> Iterator[Block]:
    """The same blocks, in which `[1]` leads to the paragraph that starts so."""
    heads = {
        n: match
        for n, block in enumerate(found)
        if block.kind in ("paragraph", "item") and (match := _NOTE.match(block.words))
    }
    cited: dict[str, set[int]] = defaultdict(set)
    for n, block in enumerate(found):
        for match in _NOTE_MARK.finditer(block.words):
            own = n in heads and heads[n][1] == match[1]
            if block.kind in ("paragraph", "item") and not own:
                cited[match[1]].add(n)
    labels = Counter(match[1] for match in heads.values())
    notes = {label for label in cited if labels[label] == 1}
    for n, block in enumerate(found):
        spans = block.spans
        if n in heads and heads[n][1] in notes:
            spans = without_start(spans, heads[n].end())
            yield replace(block, kind="note", mark=heads[n][1], spans=spans, apart=False)
        elif block.kind in ("paragraph", "item"):
            yield replace(block, spans=set_in(_marked(spans, notes)))
        else:
            yield block


def _marked(spans: Iterable[Span], notes: set[str]) -> Iterator[Span]:
    for span in spans:
        pieces = _NOTE_MARK.split(span.text)
        for n, piece in enumerate(pieces):
            if n % 2 == 0:
                yield replace(span, text=piece)
            else:
                yield replace(span, text=f"[{piece}]", note=piece if piece in notes else "")
