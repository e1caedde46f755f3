"""A document as a row of blocks, each with its place: all that the readers have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "table", "note", "picture", "furniture"]

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060"
    "\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

_ENDS = re.compile(r"[.,;:\u2026][\"')\u2019\u201d]*(\[\w{1,4}\])*$")
_GOES_ON = re.compile(r"[.!?] [A-Z]")
_NUMBER = re.compile(r"^\d[\d.]*\)?\s+")
_LONGEST_TITLE = 30


@dataclass(frozen=True)
class Span:
    """A run of characters that is set in one way."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    """The address on the web that it leads to."""
    note: str = ""
    """The label of the note that it leads to."""


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, an item of a list, a table, or what stands round the text."""

    kind: Kind
    line: int
    """Its place in the input, from 1; 0 if it stands beside the text, as the head of a page."""
    spans: tuple[Span, ...] = ()
    """Its words; of a table, its caption; of a picture, what is said of it."""
    level: int = 0
    """Of a heading, from 1 for the highest (0 for the title); of an item, how deep it stands."""
    mark: str = ""
    """What stands before an item (none where it carries on), a note's label, why it is left."""
    box: int = 0
    """Which box it stands in, counted through the document; 0 outside."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table, as many in each row."""
    apart: bool = False
    """Whether it is set apart as headings are: alone on its line, or all in bold."""
    sure: bool = True
    """Of a heading: whether the document itself says that it is one."""

    @property
    def words(self) -> str:
        """What it says, without how it is set."""
        return "".join(span.text for span in self.spans)

    @property
    def looks_like_title(self) -> bool:
        """Whether it could be a heading: short, one sentence at most, and not ending as one."""
        words = "".join(span.text for span in self.spans if not span.note).strip()
        return (
            bool(words)
            and (words[0].isupper() or words[0].isdigit() or words[0] in "\u2018\u201c'\"(")
            and any(c.isalpha() for c in words)
            and len(words.split()) <= _LONGEST_TITLE
            and not _ENDS.search(words)
            and not _GOES_ON.search(_NUMBER.sub("", words, count=1))
        )

    def as_furniture(self, why: str) -> Block:
        """The same words, as something that stands round the text."""
        mark = f"[{self.mark}]" if self.kind == "note" else self.mark.strip("-")
        lead = (Span(f"{mark} "),) if mark and self.kind in ("item", "note") else ()
        return replace(self, kind="furniture", spans=(*lead, *self.spans), mark=why, level=0)


@dataclass(frozen=True)
class Document:
    """What was read: its blocks in order, and what to know of the reading."""

    name: str
    blocks: tuple[Block, ...] = field(repr=False)
    unit: Literal["line", "paragraph"] = "line"
    """What places are counted in."""
    title: str = ""
    """What the file says that it is called, outside its text."""
    remarks: tuple[str, ...] = ()

    def place(self, line: int) -> str:
        """A place in the input, as it is told."""
        if not line:
            return self.name
        return f"{self.name}:{line}" if self.unit == "line" else f"{self.name}, paragraph {line}"


def visible(text: str) -> str:
    """The text without characters that show nothing; `inspection check` refuses most of them."""
    return _INVISIBLE.sub("", text)


def one_line(text: str) -> str:
    """The text on one line, with single spaces and without what shows nothing."""
    return " ".join(visible(text).split())


def set_in(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans with single spaces, none at either end, and those that are set alike joined."""
    found: list[Span] = []
    ends_in_space = True
    for span in spans:
        text = re.sub(r"\s+", " ", visible(span.text))
        if ends_in_space:
            text = text.lstrip()
        if not text:
            continue
        ends_in_space = text.endswith(" ")
        if found and replace(found[-1], text="") == replace(span, text=""):
            found[-1] = replace(span, text=found[-1].text + text)
        else:
            found.append(replace(span, text=text))
    while found and not found[-1].text.strip():
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(found)


def plain(text: str) -> tuple[Span, ...]:
    """Words that are set in no way of their own."""
    return set_in([Span(text)])


def without_start(spans: tuple[Span, ...], length: int) -> tuple[Span, ...]:
    """Spans without their first characters."""
    kept = []
    for span in spans:
        kept.append(replace(span, text=span.text[length:]))
        length = max(0, length - len(span.text))
    return set_in(kept)
