"""The parts of a report: sections, findings, boxes, recommendations, figures, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.desk.importing.asking import Ask, asked
from generator.desk.importing.blocks import Block, Document, plain
from generator.desk.importing.figures import Figure, counted
from generator.desk.importing.headings import with_headings
from generator.desk.importing.placing import NAMES_KIND, NOTES, Open, Placing
from generator.desk.importing.roles import roles
from generator.desk.importing.signs import Signs, alike
from generator.desk.importing.vocabulary import Vocabulary

_SAME = "it is asked for again, word by word, elsewhere in the report"
_NO_END = (
    "this document does not mark where a box ends: what stands in one goes up to the next heading, "
    "or to where the report seems to speak of many cases again ({n} of them)"
)
_NO_FINDINGS = "no heading below those of sections was taken for a finding"


@dataclass(frozen=True)
class Part:
    """What becomes a record."""

    kind: str
    line: int
    title: str = ""
    number: str = ""
    section: int | None = None
    """Which part is the section that it stands in; of a section, the one that it is part of."""
    finding: int | None = None
    """Which part is the finding that a box or a figure belongs to."""
    blocks: tuple[Block, ...] = ()
    ask: Ask | None = None
    figure: Figure | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A report's parts in its order, and what of the document is in none of them."""

    title: str
    front: tuple[Block, ...]
    """What stands before the first section."""
    parts: tuple[Part, ...]
    dates: Mapping[str, str]
    notes: tuple[Block, ...]
    left: tuple[Block, ...]
    """Each with why it is left."""
    doubts: tuple[str, ...]


def outline(document: Document, signs: Signs, known: Vocabulary) -> Outline:
    """Find the parts of a report. Each block is in one of them, or among what is left."""
    blocks = with_headings(document, signs, known.is_grade)
    placed = Placing(signs, blocks, roles(blocks, signs))
    for at in range(len(blocks)):
        placed.take(at)
    dates = _dated(placed, document)
    parts = _parted(placed, known)
    doubts = list(placed.front.doubts)
    if placed.endless:
        doubts.append(_NO_END.format(n=placed.endless))
    if not any(part.kind == "finding" for part in parts):
        doubts.append(_NO_FINDINGS)
    return Outline(
        placed.title,
        tuple(placed.front.blocks),
        tuple(parts),
        dates,
        tuple(block for block in blocks if block.kind == "note"),
        tuple(sorted(placed.left, key=lambda block: block.line)),
        tuple(doubts),
    )


def _dated(placed: Placing, document: Document) -> Mapping[str, str]:
    """What the report says of its own dates; lines that say no more are left, having been read."""
    dates: dict[str, str] = {}
    kept = []
    for block in placed.front.blocks:
        found = dict(placed.signs.dated(block.words))
        for row in block.rows:
            found |= dict(placed.signs.dated(": ".join(row)))
        new = {key: date for key, date in found.items() if key not in dates}
        dates |= new
        if new and not block.rows:
            placed.left.append(block.as_furniture(f"read as `dates: {{{', '.join(new)}}}`"))
        else:
            kept.append(block)
    placed.front.blocks = kept
    chapters = [part for part in placed.parts if part.kind == "section" and part.about]
    for block in (b for part in (placed.front, *chapters) for b in part.blocks):
        for key, date in placed.signs.dated_within(block.words):
            if key not in dates:
                dates[key] = date
                said = document.place(block.line)
                placed.front.doubts.append(f"`dates.{key}` is read from a sentence, at {said}")
    return dates


def _parted(placed: Placing, known: Vocabulary) -> list[Part]:
    """The parts in their order; what is asked and what is counted are parts of their own."""
    asks = _asks(placed)
    _leave_out_empty(placed)
    place: dict[Open | None, int] = {}
    parts: list[Part] = []
    for part in (placed.front, *placed.parts):
        section, finding = place.get(part.section), place.get(part.finding)
        parts += [
            Part("recommendation", ask.line, ask.title, ask.number, section,
                 ask=ask, doubts=(*part.doubts, *ask.doubts))
            for ask in asks.get(part, ())
        ]  # fmt: skip
        figures: tuple[Figure, ...] = ()
        if part.kind in ("front", "section", "finding"):
            rest = counted(part.blocks, known.scales, placed.signs)
            part.blocks, figures = list(rest.blocks), rest.figures
            part.doubts += [*rest.doubts, *_doubts(rest.blocks, placed.signs, known)]
            placed.left += rest.left
        if part.kind not in ("front", "asking"):
            place[part] = len(parts)
            parts.append(
                Part(part.kind, part.line, part.title, part.number, section, finding,
                     tuple(part.blocks), doubts=tuple(part.doubts))
            )  # fmt: skip
        here = place.get(part) if part.kind == "section" else section
        about = place.get(part) if part.kind == "finding" else None
        for figure in figures:
            doubts = () if figure.title else ("nothing in the report says what it is called",)
            parts.append(
                Part("figure", figure.line, figure.title, "", here, about,
                     figure=figure, doubts=doubts)
            )  # fmt: skip
    return parts


def _doubts(blocks: Sequence[Block], signs: Signs, known: Vocabulary) -> Iterator[str]:
    """What in a text may be more than text."""
    for block in blocks:
        head = block.rows[0] if block.rows else ()
        if known.is_grade(block.words):
            yield f'"{block.words}" stands alone here: if it is a grade, write it in grades.yml'
        if any((label := signs.label(cell)) and label.kind == "recommendation" for cell in head):
            yield "a table here may hold recommendations; write a record for each row"


def _leave_out_empty(placed: Placing) -> None:
    """Take out chapters of notes that stand where they are cited."""
    holding = {part.section for part in placed.parts}
    for part in list(placed.parts):
        empty = part.kind == "section" and not part.blocks and part not in holding
        if empty and placed.signs.heads_notes(part.title):
            placed.parts.remove(part)
            spans = plain(" ".join(filter(None, (part.number, part.title))))
            placed.left.append(Block("furniture", part.line, spans, mark=NOTES))


def _asks(placed: Placing) -> Mapping[Open, tuple[Ask, ...]]:
    """What is asked, by where it is; what only leads to it goes to the section's text.

    Of what is asked word by word twice, as where a summary lists it, one is left: that in a
    chapter about the report, or else the later one.
    """
    found: dict[Open, tuple[Ask, ...]] = {}
    for part in (part for part in placed.parts if part.kind == "asking"):
        result = asked(part.blocks, placed.signs)
        holder = part.section or placed.front
        found[part] = result.asks
        if result.asks and part.head:
            placed.left.append(part.head.as_furniture(NAMES_KIND))
        elif part.head:
            holder.blocks.append(part.head)
        holder.blocks += result.text
        placed.left += result.left
    said: set[str] = set()
    for part in sorted(found, key=lambda p: p.section is not None and p.section.about):
        kept = []
        for ask in found[part]:
            words = alike(" ".join([ask.title, *(block.words for block in _blocks_of(ask))]))
            if words.strip() and words in said:
                name = plain(" ".join(filter(None, (ask.number, ask.title))))
                named = [Block("paragraph", ask.line, name)] if name else []
                placed.left += [b.as_furniture(_SAME) for b in (*named, *_blocks_of(ask))]
            else:
                kept.append(ask)
            said.add(words)
        found[part] = tuple(kept)
    return found


def _blocks_of(ask: Ask) -> Iterator[Block]:
    yield from ask.blocks
    for point in ask.points:
        yield from point
