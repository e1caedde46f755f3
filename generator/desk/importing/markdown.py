"""Blocks as an author's text: Markdown that says the same words, whatever they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import prose
from generator.desk.importing.blocks import Block, Span

_ACTIVE = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[^\s=]|$)|&(?=#?\w+;|#|$)")
_AT_START = re.compile(r"#{1,6}(?: |$)|>|[-+](?: |$)|[=~]|[-|:][-|: ]*$")
_ORDINAL = re.compile(r"\d{1,9}(?=[.)](?: |$))")
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.) (?=[A-Z\u2018\u201c])")
_SAFE_LINK = re.compile(
    r"https?://[\w.-]+(?::\d+)?(?:[/?#][^\s<>\\]*)?|mailto:[\w.+-]+@[\w.-]+\.\w+", re.ASCII
)
_LABEL = re.compile(r"[A-Za-z0-9]+")
_OPENS = " (\u2018\u201c"
_CLOSES = " .,;:!?)\u2019\u201d"


@dataclass(frozen=True)
class Text:
    """An author's text, and the labels of the notes that it holds."""

    markdown: str
    notes: tuple[str, ...] = ()


def text(blocks: Sequence[Block], notes: Mapping[str, Block]) -> Text:
    """The blocks as one text, in which each sentence has its line. Notes stand below it.

    It says the words of the blocks and no others, links to nothing but the web, and holds no
    heading or picture.
    """
    written = _written(blocks, notes)
    if not _is_sound(written.markdown):
        bare = [replace(b, spans=(Span(b.words),)) for b in blocks]
        written = _written(bare, {})
    return written


def _is_sound(markdown: str) -> bool:
    parsed = prose.parse(markdown)
    return not (
        parsed.records
        or parsed.paths
        or parsed.headings
        or parsed.images_without_alt
        or parsed.foreign_images
        or parsed.pictured_records
        or parsed.dropped_links
    )


def _written(blocks: Sequence[Block], notes: Mapping[str, Block]) -> Text:
    cited: dict[str, None] = {}
    text = ""
    before: Block | None = None
    offsets: list[int] = []
    for block in blocks:
        lines = _lines(block, notes, cited)
        if block.kind == "item":
            lines, offsets = _item(block, lines, offsets)
        else:
            offsets = []
        quoted = "> " if block.box else ""
        if before is not None:
            tight = before.kind == block.kind == "item" and block.mark
            between = quoted.rstrip() if before.box == block.box else ""
            text += "\n" if tight and before.box == block.box else f"\n{between}\n"
        text += "\n".join(f"{quoted}{line}".rstrip() for line in lines)
        before = block
    for label in cited:
        text += f"\n\n[^{label}]: {_inline(notes[label].spans, {}, {})}"
    return Text(text, tuple(cited))


def _lines(block: Block, notes: Mapping[str, Block], cited: dict[str, None]) -> list[str]:
    if block.kind == "heading":
        return [f"**{_escaped(block.words)}**"]
    said = _inline(block.spans, notes, cited)
    if block.kind == "table":
        return [*([_started(said), ""] if said else []), *_table(block)]
    first, *more = _SENTENCE.split(said)
    return [_started(first), *more]


def _item(block: Block, lines: Sequence[str], offsets: list[int]) -> tuple[list[str], list[int]]:
    """The lines of an item below those around it, and how far in the words of each level stand."""
    depth = min(block.level, len(offsets) + (1 if block.mark else 0))
    outer = offsets[: max(0, depth - 1)]
    indent = outer[-1] if outer else 0
    if not block.mark and not offsets:
        return list(lines), []
    offset = indent + len(block.mark) + 1 if block.mark else offsets[depth - 1]
    lead = f"{' ' * indent}{block.mark} " if block.mark else " " * offset
    rest = [f"{' ' * offset}{line}" for line in lines[1:]]
    return [f"{lead}{lines[0]}", *rest], [*outer, offset]


def _table(block: Block) -> Iterator[str]:
    for n, row in enumerate(block.rows):
        cells = (_escaped(cell).replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"
        if n == 0:
            yield f"|{' --- |' * len(row)}"


def _started(line: str) -> str:
    """A line whose first characters are words, and no mark of a list, a heading or a rule."""
    if _AT_START.match(line):
        return f"\\{line}"
    match = _ORDINAL.match(line)
    return f"{match[0]}\\{line[match.end() :]}" if match else line


def _escaped(words: str) -> str:
    return _ACTIVE.sub(lambda match: f"\\{match[0]}", words)


def _inline(spans: Sequence[Span], notes: Mapping[str, Block], cited: dict[str, None]) -> str:
    """Spans as they are set, where Markdown can set them so."""
    said = ""
    for n, span in enumerate(spans):
        if span.note in notes and _LABEL.fullmatch(span.note):
            cited[span.note] = None
            said += f"[^{span.note}]"
            continue
        following = spans[n + 1].text if n + 1 < len(spans) else ""
        said += _set(span, said[-1:] or " ", following[:1] or " ")
    return said


def _set(span: Span, before: str, after: str) -> str:
    words = span.text.strip()
    lead = span.text[: len(span.text) - len(span.text.lstrip())]
    tail = span.text[len(span.text.rstrip()) :]
    said = _escaped(words)
    loose = (lead or before)[-1] in _OPENS and (tail or after)[0] in _CLOSES
    mark = "*" * (2 * span.strong + span.emphasis)
    if words and mark and loose:
        said = f"{mark}{said}{mark}"
    if words and span.link and _SAFE_LINK.fullmatch(span.link):
        said = f"[{said}](<{span.link}>)"
    return f"{lead}{said}{tail}"
