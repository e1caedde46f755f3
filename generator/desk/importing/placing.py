"""Each block of a document put where it belongs: in a section, a finding, a box, what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from generator.desk.importing.blocks import Block, plain
from generator.desk.importing.headings import GUESSED, numbers_counted
from generator.desk.importing.roles import Role
from generator.desk.importing.signs import Signs, split_number

DEEPEST = 4
"""How deep sections may stand in each other."""

NAMES_KIND = "it names what stands below, which its file says"
NOTES = "its notes stand in the texts that lead to them"

_BOXES = ("case-study", "notable-practice")
_PICTURE = "a picture; put its file into `files/` and show it from a text"
_LOOKS = "its title only looks like a heading"
_TOPIC = "its title names a topic and does not state what was found"
_ENDS = "where it ends is not marked; what follows seems not to be of it"
_PASSING = "it stood in a text, not below a heading of its own"


@dataclass(eq=False)
class Open:
    """A part that is being read."""

    kind: str
    line: int
    title: str = ""
    number: str = ""
    level: int = 0
    box: int = 0
    section: Open | None = None
    finding: Open | None = None
    head: Block | None = None
    """The heading that names its kind."""
    about: bool = False
    """Of a section: whether its chapter tells of the report rather than of what was found."""
    passing: bool = False
    """Of what is asked: whether it stood in a text, without a heading."""
    blocks: list[Block] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class Placing:
    """Goes through a document block by block and puts each where it belongs."""

    def __init__(self, signs: Signs, blocks: Sequence[Block], roles: Mapping[int, Role]) -> None:
        self.signs = signs
        self.blocks = blocks
        self.roles = roles
        sections = [blocks[at].words for at, role in roles.items() if role == "section"]
        self.numbers = numbers_counted(sections)
        self.title = ""
        self.front = Open("front", 1)
        self.parts: list[Open] = []
        self.left: list[Block] = []
        self.sections: list[Open] = []
        self.finding: Open | None = None
        self.story: Open | None = None
        """The box that is being read, whether its document marks it as one or not."""
        self.asking: Open | None = None
        """Where recommendations stand, one after the other."""
        self.chapter = ""
        """The kind that a whole chapter consists of."""
        self.endless = 0
        """How many boxes have no end of their own."""

    @property
    def holder(self) -> Open:
        """What text belongs to that is in no box."""
        return self.finding or (self.sections[-1] if self.sections else self.front)

    def take(self, at: int) -> None:
        """Read the block at a place."""
        block = self.blocks[at]
        if block.kind == "furniture":
            self.left.append(block)
        elif block.kind == "picture":
            self.left.append(block.as_furniture(_PICTURE))
        elif block.kind == "note":
            return
        else:
            self._leave_box(block)
            if block.kind != "heading":
                self._text(block)
            else:
                self._heading(at, block)

    def _heading(self, at: int, block: Block) -> None:
        role = self.roles[at]
        if role == "title":
            self.title = block.words
        elif role == "name":
            self._name(block)
        elif role == "sub" or self._is_inside(block):
            self._sub(at, block)
        elif role == "section":
            self._section(block)
        else:
            self._finding(block)

    def _is_inside(self, block: Block) -> bool:
        """Whether a heading stands below one that names what all below it is."""
        above = [part for part in (self.story, self.asking) if part]
        above += self.sections[:1] if self.chapter else []
        return any(part.level < block.level for part in above)

    def close(self) -> None:
        """End the box and the recommendations that are open."""
        self.story = self.asking = None

    def _leave_box(self, block: Block) -> None:
        if self.story and self.story.box and self.story.box != block.box:
            self.story = None
        if self.asking and self.asking.box and self.asking.box != block.box:
            self.asking = None

    def _begin(self, kind: str, block: Block, title: str = "", number: str = "") -> Open:
        part = Open(kind, block.line, title, number, block.level, block.box)
        part.section = self.sections[-1] if self.sections else None
        self.parts.append(part)
        return part

    def _numbered(self, block: Block) -> tuple[str, str]:
        number, title = split_number(block.words)
        return (number, title) if "." in number or number in self.numbers else ("", block.words)

    def _section(self, block: Block) -> None:
        self.close()
        self.finding = None
        outer = [part for part in self.sections if part.level < block.level]
        if len(outer) >= DEEPEST:
            self.holder.blocks.append(block)
            return
        self.sections = outer
        number, title = self._numbered(block)
        part = self._begin("section", block, title, number)
        part.about = outer[0].about if outer else self.signs.is_about(title)
        if not block.sure:
            part.doubts.append(_LOOKS)
        self.sections = [*outer, part]
        label = self.signs.label(block.words)
        self.chapter = label.kind if label else ""
        if self.chapter == "recommendation":
            self.asking = self._begin("asking", block)

    def _finding(self, block: Block) -> None:
        self.close()
        self.sections = [part for part in self.sections if part.level < block.level]
        self.chapter = self.chapter if self.sections else ""
        number, title = self._numbered(block)
        self.finding = self._begin("finding", block, title, number)
        if not block.sure:
            self.finding.doubts.append(_LOOKS)
        elif not self.signs.states(title):
            self.finding.doubts.append(_TOPIC)

    def _name(self, block: Block) -> None:
        label = self.signs.label(block.words)
        if label is None:
            return
        if self.asking and label.kind == "recommendation" and block.level >= self.asking.level:
            self.asking.blocks.append(block)
            return
        self.close()
        if label.kind == "recommendation":
            self.asking = self._begin("asking", block)
            if label.number or label.title:
                self.asking.blocks.append(block)
            else:
                self.asking.head = block
            return
        self.story = self._begin(label.kind, block, label.title)
        self.story.finding = self.finding
        said = block.words.removesuffix(label.title).rstrip(" :.-\u2013\u2014")
        self.left.append(replace(block, spans=plain(said)).as_furniture(NAMES_KIND))
        self.endless += not block.box

    def _sub(self, at: int, block: Block) -> None:
        """A heading that begins no record by itself."""
        story = self.story
        following = self.blocks[at + 1].kind if at + 1 < len(self.blocks) else ""
        if following == "note" and self.signs.heads_notes(block.words):
            self.left.append(block.as_furniture(NOTES))
        elif story and not story.blocks and not story.title:
            story.title = block.words
        elif story and (block.box if story.box else GUESSED > block.level > story.level):
            story.blocks.append(block)
        elif self.asking and self._leads_to_ask(at):
            self.asking.blocks.append(block)
        elif self.chapter in _BOXES:
            self.close()
            self.story = self._begin(self.chapter, block, block.words)
        else:
            self.close()
            self.holder.blocks.append(block)
            if self.chapter == "recommendation":
                self.asking = self._begin("asking", block)

    def _leads_to_ask(self, at: int) -> bool:
        for block in islice(self.blocks, at + 1, None):
            if block.kind in ("paragraph", "item"):
                asks = self.signs.asks(block.words) or self.signs.is_deadline(block.words)
                return asks or block.kind == "item"
            if block.kind == "heading":
                return False
        return False

    def _text(self, block: Block) -> None:
        if self.asking and self.asking.passing and not self._continues(block):
            self.asking = None
        story = self.story
        if (
            story
            and not story.box
            and story.blocks
            and block.kind == "paragraph"
            and self.signs.ends_story(block.words)
        ):
            story.doubts.append(_ENDS)
            self.story = story = None
        if self.asking:
            self.asking.blocks.append(block)
        elif story:
            story.blocks.append(block)
        elif self._asks_in_passing(block):
            self.asking = self._begin("asking", block)
            self.asking.passing = True
            self.asking.doubts.append(_PASSING)
            self.asking.blocks.append(block)
        else:
            self.holder.blocks.append(block)

    def _asks_in_passing(self, block: Block) -> bool:
        chapter = self.sections[0] if self.sections else self.front
        return (
            block.kind == "paragraph"
            and chapter is not self.front
            and not chapter.about
            and not block.box
            and self.signs.is_opening(block.words)
        )

    def _continues(self, block: Block) -> bool:
        """Whether a block goes on with what is asked in a text."""
        return block.kind == "item" or self.signs.is_opening(block.words)
