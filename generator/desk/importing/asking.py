"""What stands under a heading such as "Recommendations", as recommendations with their points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.desk.importing.blocks import Block, plain, without_start
from generator.desk.importing.signs import Deadline, Signs, alike

_NUMBERED = re.compile(
    r"(?:(?P<label>recommendation|requirement|action)s? )?(?P<number>[a-z]?\d{1,3}(?:\.\d{1,3})*)"
    r"(?P<mark>[.):]| -)*\s+(?=\S)"
)
_NAMES_KIND = "it names what stands below, which its file says"
_OVER = "a heading over several recommendations"


@dataclass(frozen=True)
class Ask:
    """One recommendation."""

    line: int
    number: str = ""
    title: str = ""
    blocks: tuple[Block, ...] = ()
    points: tuple[tuple[Block, ...], ...] = ()
    deadline: Deadline | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What is asked under one heading, what only leads to it, and what was left of it."""

    asks: tuple[Ask, ...]
    text: tuple[Block, ...] = ()
    left: tuple[Block, ...] = ()


@dataclass
class _Open:
    """A recommendation that is being read."""

    line: int
    number: str = ""
    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    points: list[list[Block]] = field(default_factory=list)
    deadline: Deadline | None = None
    doubts: list[str] = field(default_factory=list)

    def closed(self, signs: Signs) -> Ask:
        """The recommendation as read, with what is doubtful of it."""
        said = " ".join(block.words for block in self.blocks)
        if self.blocks and self.blocks[-1].words.endswith(":") and not self.points:
            self.doubts.append("it ends with a colon, and no list follows")
        if not self.blocks:
            self.doubts.append("nothing is asked below this heading")
        elif self.points and signs.leaves_open(self.blocks[-1].words):
            self.doubts.append("each of its points may be a recommendation of its own")
        return Ask(
            self.line,
            self.number,
            self.title,
            tuple(self.blocks),
            tuple(map(tuple, self.points)),
            signs.deadline(said) or self.deadline,
            tuple(self.doubts),
        )


def asked(blocks: Sequence[Block], signs: Signs) -> Asked:
    """The recommendations in a row of blocks, in which headings may name or group them."""
    reading = _Reading(signs, explicit=any(signs.is_opening(block.words) for block in blocks))
    for block in blocks:
        reading.take(block)
    if not any(ask.blocks or ask.title for ask in reading.found):
        return Asked((), tuple(blocks))
    if reading.title is not None:
        reading.left.append(reading.title.as_furniture(_OVER))
    asks = tuple(ask.closed(signs) for ask in reading.found)
    return Asked(asks, tuple(reading.text), tuple(reading.left))


class _Reading:
    """Goes through the blocks under a heading, one after the other."""

    def __init__(self, signs: Signs, *, explicit: bool) -> None:
        self.signs = signs
        self.explicit = explicit
        """Whether each recommendation here opens with words that only one has."""
        self.found: list[_Open] = []
        self.text: list[Block] = []
        self.left: list[Block] = []
        self.deadline: Deadline | None = None
        """That of all that follows."""
        self.title: Block | None = None
        """A heading whose recommendation has not begun."""
        self.listing = False
        """Whether the items that come are points of the last recommendation."""

    def start(self, block: Block, number: str = "") -> None:
        """Begin another recommendation here."""
        self.found.append(_Open(block.line, number, deadline=self.deadline))
        if self.title is not None:
            self.found[-1].title = self.title.words
            self.title = None
        self.listing = False

    def take(self, block: Block) -> None:
        """Read one block more."""
        if block.kind in ("heading", "paragraph") and self.signs.is_deadline(block.words):
            self.deadline = self.signs.deadline(block.words)
            self.left.append(block.as_furniture("it is the deadline of what stands below"))
            self.listing = False
        elif block.kind == "heading":
            self._heading(block)
        elif block.kind == "paragraph":
            self._paragraph(block)
            introduces = self.signs.introduces(block.words)
            self.listing = bool(self.found) and block.words.endswith(":") and not introduces
        elif block.kind == "item":
            self._item(block)
        else:
            (self.found[-1].blocks if self.found else self.text).append(block)

    def _heading(self, block: Block) -> None:
        label = self.signs.label(block.words)
        if label and (label.number or label.title):
            self.title = None
            self.start(block, label.number)
            if self.signs.asks(label.title):
                said = replace(block, kind="paragraph", spans=plain(label.title))
                self.found[-1].blocks.append(said)
            else:
                self.found[-1].title = label.title
            self._name(block, label.title)
        elif label:
            self.left.append(block.as_furniture(_NAMES_KIND))
        else:
            if self.title is not None:
                self.left.append(self.title.as_furniture(_OVER))
            self.title = block

    def _paragraph(self, block: Block) -> None:
        match = _NUMBERED.match(alike(block.words))
        last = self.found[-1] if self.found else None
        if match and (match["label"] or match["mark"] or not match["number"].isdigit()):
            self.start(block, match["number"].upper())
            rest = replace(block, spans=without_start(block.spans, match.end()))
            self.found[-1].blocks.append(rest)
            if match["label"]:
                self._name(block, rest.words)
        elif last is not None and not last.blocks:
            last.blocks.append(block)
        elif last is None and self.signs.introduces(block.words):
            self.text.append(block)
        elif self.title is not None or self._opens(block):
            self.start(block)
            self.found[-1].blocks.append(block)
        elif last is None:
            self.text.append(block)
        elif last.points:
            last.points.append([block])
            last.doubts.append("what stood below its points is the last of them")
        else:
            last.blocks.append(block)

    def _opens(self, block: Block) -> bool:
        """Whether a paragraph or an item begins another recommendation."""
        return self.signs.is_opening(block.words) if self.explicit else self.signs.asks(block.words)

    def _item(self, block: Block) -> None:
        last = self.found[-1] if self.found else None
        if last is not None and not block.mark:
            (last.points[-1] if last.points else last.blocks).append(block)
        elif last is not None and (
            self.listing or block.level > 1 or (self.explicit and not self._opens(block))
        ):
            opened = last.points[-1] if last.points else None
            if opened and (opened[0].kind == "paragraph" or block.level > opened[0].level):
                opened.append(block)
            else:
                last.points.append([block])
        else:
            self.start(block, block.mark.rstrip(".") if block.mark != "-" else "")
            self.found[-1].blocks.append(replace(block, kind="paragraph", level=0, mark=""))

    def _name(self, block: Block, rest: str) -> None:
        """Keep the words that name a recommendation, which its number and its file say."""
        said = block.words.removesuffix(rest).rstrip(" :.-\u2013\u2014")
        self.left.append(replace(block, spans=plain(said)).as_furniture(_NAMES_KIND))
