"""The parts of a report as files of YAML: drafts, with what is doubtful said above each record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import dates
from generator.desk.importing.asking import Ask
from generator.desk.importing.blocks import Block, Document
from generator.desk.importing.figures import Figure, Row
from generator.desk.importing.filing import Bare, Fields, File, Prose, Value, listed, single
from generator.desk.importing.markdown import text
from generator.desk.importing.naming import Ids, ids, letter
from generator.desk.importing.outline import Outline, Part
from generator.desk.importing.vocabulary import Vocabulary
from generator.desk.writing import comment
from generator.records import RECORD_LISTS

MAIN = "inspection.yml"
FILES = {model.KIND: f"{name}.yml" for name, model in RECORD_LISTS.items()}

_INTRODUCTION = """\
A draft that `inspection import` made of {name}. Nothing of it is public.
Read each record beside the report, mend it, and take away its `state: draft`; at last the one here.
"""
_LEFT = """\
Left out of this draft, with the {unit} of {name} where it stands. Delete this list once read.
"""
_EARLY = 15
"""Who is asked is named within so many words."""
_OPENING = 4
"""Who inspected is named in the title or in so many of the first parts."""


@dataclass(frozen=True)
class Draft:
    """A whole inspection as it will be written."""

    document: Document
    facts: Fields
    """What inspection.yml says besides its text."""
    files: tuple[File, ...]
    parts: tuple[Part, ...]
    ids: Ids
    left: tuple[Block, ...]
    """What is in none of the files but in the list at the end of the first."""


def draft(document: Document, found: Outline, vocabulary: Vocabulary, stem: str) -> Draft:
    """The files of an inspection, as the outline of a report has them.

    `stem` is what it is called if it has no title.
    """
    writing = _Writing(found, vocabulary, ids(found.parts))
    records = [writing.record(n, part) for n, part in enumerate(found.parts)]
    facts, doubts = writing.facts(document, stem)
    summary = writing.prose(found.front)
    left = (*found.left, *writing.notes_left())
    main = {**facts, **({"summary": Prose(summary)} if summary else {})}
    above = comment(_INTRODUCTION.format(name=document.name))
    files = [single(MAIN, above, main, doubts, _left(document, left))]
    for kind, name in FILES.items():
        own = [r for r, part in zip(records, found.parts, strict=True) if part.kind == kind]
        if own:
            files.append(listed(name, own))
    return Draft(document, facts, tuple(files), found.parts, writing.ids, left)


class _Writing:
    """Turns parts into the fields of records, and keeps which notes have found their place."""

    def __init__(self, found: Outline, vocabulary: Vocabulary, names: Ids) -> None:
        self.found = found
        self.vocabulary = vocabulary
        self.ids = names
        self.notes = {note.mark: note for note in found.notes}
        self.cited: set[str] = set()
        self.asked: Counter[str] = Counter()
        """How often each body is asked for something."""

    def prose(self, blocks: Sequence[Block]) -> str:
        """Blocks as an author's text."""
        said = text(blocks, self.notes)
        self.cited |= set(said.notes)
        return said.markdown

    def notes_left(self) -> Iterator[Block]:
        """The notes that no text leads to."""
        for note in self.found.notes:
            if note.mark not in self.cited:
                yield note.as_furniture("a note that no text of a record leads to")

    def facts(self, document: Document, stem: str) -> tuple[Fields, list[str]]:
        """What is known of the visit, and what is doubtful of it."""
        doubts = [*document.remarks, *self.found.doubts]
        title = self.found.title or document.title
        if not self.found.title:
            doubts.append("the text has no title of its own; this one is of the file")
        facts: dict[str, Value] = {"title": title or stem, "state": "draft"}
        words = self.vocabulary
        if words.framework:
            facts["framework"] = words.framework
        if words.guessed:
            doubts.append("`framework` is that of the other inspections of this site")
        chapters = [part.blocks for part in self.found.parts[:_OPENING]]
        opening = [title, *(b.words for blocks in (self.found.front, *chapters) for b in blocks)]
        bodies = [body.id for body in words.bodies if body.is_named(title)]
        if not bodies and self.asked:
            bodies = [self.asked.most_common(1)[0][0]]
            doubts.append("`bodies` is who is asked for most; the title names nobody")
        inspecting = [body.id for body in words.inspectorates if any(map(body.is_named, opening))]
        for key, named in (("bodies", bodies), ("inspectorates", inspecting)):
            if named:
                facts[key] = named
            else:
                doubts.append(f"`{key}` could not be told: none that this site knows is named")
        found = dict(self.found.dates)
        if _is_impossible(found):
            doubts.append(f"the visit cannot have been in {found.pop('visit')}, after publication")
        if found:
            ordered = sorted(found, reverse=True)
            facts["dates"] = {key: Bare(found[key]) for key in ordered}
        else:
            doubts.append("`dates` could not be told")
        return facts, doubts

    def record(self, n: int, part: Part) -> tuple[Fields, tuple[str, ...]]:
        """The fields of a record, and what is doubtful of it."""
        fields: dict[str, Value] = {"id": self.ids.parts[n]}
        doubts = list(part.doubts)
        if part.kind == "section" and part.section is not None:
            fields["parent"] = self.ids.parts[part.section]
        if part.number:
            fields["number"] = part.number
        if part.kind != "section" and part.section is not None:
            fields["section"] = self.ids.parts[part.section]
        if part.title:
            fields["title"] = part.title
        if part.finding is not None:
            fields["illustrates"] = [self.ids.parts[part.finding]]
        fields["state"] = "draft"
        if part.ask:
            fields |= self._asked(part.ask, doubts)
        elif part.figure:
            fields |= self._counted(part.figure, self.ids.rows[n])
        else:
            boxed = part.kind in ("case-study", "notable-practice")
            blocks = [replace(b, box=0) if boxed else b for b in part.blocks]
            if said := self.prose(blocks):
                fields["text"] = Prose(said)
        return fields, tuple(doubts)

    def _asked(self, ask: Ask, doubts: list[str]) -> Fields:
        fields: dict[str, Value] = {}
        opening = " ".join(" ".join(block.words for block in ask.blocks).split()[:_EARLY])
        if asked := [body.id for body in self.vocabulary.bodies if body.is_named(opening)]:
            fields["addressees"] = asked
            self.asked.update(asked)
        if ask.deadline and ask.deadline.date:
            fields["due"] = Bare(ask.deadline.date)
        elif ask.deadline:
            word = self.vocabulary.timescale(ask.deadline)
            if word:
                fields["timescale"] = word
            else:
                doubts.append(f'the framework has no timescale for "{ask.deadline.words}"')
        if said := self.prose([replace(block, box=0) for block in ask.blocks]):
            fields["text"] = Prose(said)
        if ask.points:
            fields["points"] = [
                {"id": letter(n), "text": Prose(self.prose(list(_point(point))))}
                for n, point in enumerate(ask.points)
            ]
        return fields

    def _counted(self, figure: Figure, rows: Sequence[str]) -> Fields:
        fields: dict[str, Value] = {}
        if figure.scale:
            fields["scale"] = figure.scale
        if figure.counts:
            fields["counts"] = _counts(figure.counts)
        if figure.n is not None:
            fields["n"] = Bare(str(figure.n))
        if figure.rows:
            fields["rows"] = [
                dict(_row(name, row)) for name, row in zip(rows, figure.rows, strict=True)
            ]
        return fields


def _is_impossible(found: Mapping[str, str]) -> bool:
    """Whether a report would have been published before the visit."""
    if not {"visit", "published"} <= set(found):
        return False
    first, last = dates.parse(found["visit"]).first, dates.parse(found["published"]).last
    return first is not None and last is not None and last < first


def _point(blocks: Iterable[Block]) -> Iterator[Block]:
    """A point as a text of its own: its first line no item, items below it one level higher."""
    depth = 0
    for n, block in enumerate(blocks):
        if n == 0 and block.kind == "item":
            depth = block.level
            yield replace(block, kind="paragraph", level=0, mark="", box=0)
        elif block.kind == "item" and not block.mark and block.level <= depth:
            yield replace(block, kind="paragraph", level=0, box=0)
        else:
            yield replace(block, level=max(1, block.level - depth) if block.level else 0, box=0)


def _counts(counts: Mapping[str, int]) -> Fields:
    return {grade: Bare(str(n)) for grade, n in counts.items()}


def _row(name: str, row: Row) -> Iterator[tuple[str, Value]]:
    yield "id", name
    yield "title", row.title
    if row.counts:
        yield "counts", _counts(row.counts)
    if row.n is not None:
        yield "n", Bare(str(row.n))
    if row.value:
        yield "value", Bare(row.value)
    for key in ("unit", "words"):
        if said := getattr(row, key):
            yield key, said


def _left(document: Document, left: Sequence[Block]) -> Iterator[str]:
    """The list of what is in no record, as a comment: nobody else sees it, and it is not lost."""
    if left:
        yield ""
        yield from comment(_LEFT.format(unit=document.unit, name=document.name))
    for why in dict.fromkeys(block.mark for block in left):
        yield "#"
        yield from comment(f"{why}:")
        for block in (block for block in left if block.mark == why):
            yield from comment(said(block), f"{block.line or '-':>6}  ")


def said(block: Block) -> str:
    """The words of a block, be they of a paragraph or of a table."""
    cells = (cell for row in block.rows for cell in row if cell)
    return " | ".join(filter(None, (block.words, *cells)))
