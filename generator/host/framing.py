"""The theme's frame, made once for all pages that have the same one, and put round each of them.

A frame is what the theme makes of a page whose words are marks: a page's own words go where the
marks are. It serves pages whose frames can differ in nothing else, and only where it gives what the
theme gives for the first of them. Every other page gets the theme's whole template, which is the
definition of right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, cast

from jinja2 import Environment
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.host.mends import TITLE, mended, running

TEMPLATE = "inspection/framed.html"
"""The template of pages that are put in a frame, which asks for nothing but that."""
SOURCE = "{{ framed(page) }}"
TAKEN = "inspection/taken.html"
"""The template of pages that are taken over as they stand: it prints nothing."""

_WHOLE = "main.html"
_SHAPING = ("lang", "hide", "scripts")
"""Settings of a page on which its frame depends."""
_SET = ("title", "description", "sidebar", "contents", "in_short", "head", "linked")
"""Settings that are words to print."""
_HEADING_ENDS = "</h1>"
"""Where the theme cuts a page in two."""
_RUNNING = "running"


def _mark(name: str) -> str:
    """What stands for words. Whatever may be done to words would change it, and so be seen."""
    return f"\x02{name}<b>&amp; Aa\x03"


_NAME = "NAME"
_MARKS = re.compile(
    "|".join(
        re.escape(str(one)).replace(_NAME, r"(\w+)") for one in (_mark(_NAME), escape(_mark(_NAME)))
    )
)
_TOUCHED = re.compile("[\x02\x03]")


@dataclass(frozen=True)
class Shape:
    """What a frame depends on besides the words that are put into it."""

    depth: int
    below: str
    """The deepest folder round the page into which anything in the frame leads."""
    settings: tuple[object, ...]
    filled: frozenset[str]
    """The words that there are."""


Piece = tuple[str, bool]
"""The name of words, and whether they are escaped where they go."""


@dataclass(frozen=True)
class Frame:
    """The theme's own part of a page, cut where words go."""

    stretches: tuple[str, ...]
    between: tuple[Piece, ...]
    """What goes between two stretches each."""
    title: tuple[tuple[str, ...], tuple[Piece, ...]]
    """The page's title in the same way; the running title is made from it."""

    def around(self, words: Mapping[str, str]) -> str:
        """A page, whole."""
        title = _filled(*self.title, words)
        return _filled(self.stretches, self.between, {**words, _RUNNING: running(unescape(title))})


def _cut(text: str) -> tuple[tuple[str, ...], tuple[Piece, ...]]:
    """A text cut at its marks."""
    stretches, between, end = [], [], 0
    for mark in _MARKS.finditer(text):
        stretches.append(text[end : mark.start()])
        between.append((mark[1] or mark[2], mark[1] is None))
        end = mark.end()
    return (*stretches, text[end:]), tuple(between)


def _filled(
    stretches: tuple[str, ...], between: tuple[Piece, ...], words: Mapping[str, str]
) -> str:
    made = [""] * (2 * len(between) + 1)
    made[::2] = stretches
    made[1::2] = [str(escape(words[name])) if escaped else words[name] for name, escaped in between]
    return "".join(made)


class _StandIn:
    """A page as the theme sees it, whose words are marks. It knows what else it was asked for."""

    def __init__(self, shape: Shape, page: Page) -> None:
        self.unknown: set[str] = set()
        self.meta = {name: page.meta.get(name) for name in page.meta}
        self.meta |= {name: _mark(name) if name in shape.filled else "" for name in _SET}
        self.title = _mark("page_title")
        self.canonical_url = _mark("address") if "address" in shape.filled else None
        self.content = _mark("above")
        if "below" in shape.filled:
            self.content += _HEADING_ENDS + _mark("below")
        self.url = shape.below + "_/" * (shape.depth - shape.below.count("/"))
        # Material leads past its header to the first heading, which is mended away
        links = [AnchorLink(_mark("toc"), "_", 1)] if self.meta["contents"] else []
        self.toc = TableOfContents(links)
        self.active = self.is_page = True
        self.is_homepage = self.is_section = self.is_link = False
        self.previous_page = self.next_page = self.parent = self.edit_url = self.children = None
        self.ancestors: list[object] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the theme asks for
        self.unknown.add(name)
        raise AttributeError(name)


@dataclass
class Frames:
    """The frames of a site, each made when the first page asks for it."""

    config: MkDocsConfig
    env: Environment
    nav: Navigation
    pages: Sequence[File]
    say: Callable[[str], Callable[[str], str]]
    """How the language of a page, given as its tag, says words of the interface."""
    folders: frozenset[str]
    """Every folder on the way to anything that a frame leads to."""
    printed: int = 0
    """How often the theme's whole template was printed."""
    texts: set[str] = field(default_factory=set)
    """The frames' own parts, for what has to know all that stands in pages."""
    _frames: dict[Shape, Frame | None] = field(default_factory=dict)

    def page(self, page: Page) -> str:
        """A page in its frame, whole."""
        words = _words(page)
        shape = self._shape(page, words)
        if shape not in self._frames:
            self._frames[shape] = self._frame(shape, page, words)
        frame = self._frames[shape]
        return frame.around(words) if frame is not None else self._whole(page, page)

    def _shape(self, page: Page, words: Mapping[str, str]) -> Shape:
        steps = page.url.split("/")[:-1]
        above = ("/".join([*steps[:n], ""]) for n in range(len(steps) - 1, 0, -1))
        return Shape(
            len(steps),
            next((folder for folder in above if folder in self.folders), ""),
            tuple(_frozen(page.meta.get(name)) for name in _SHAPING),
            frozenset(name for name, said in words.items() if said),
        )

    def _frame(self, shape: Shape, page: Page, words: Mapping[str, str]) -> Frame | None:
        """The frame of a shape; None where the theme needs more of a page than its words."""
        stand_in = _StandIn(shape, page)
        text = self._whole(page, cast("Page", stand_in), lambda _: _mark(_RUNNING))
        title = TITLE.search(text)
        made = Frame(*_cut(text), _cut(title[1] if title else ""))
        if stand_in.unknown or any(map(_TOUCHED.search, made.stretches)):
            return None
        if made.around(words) != self._whole(page, page):
            return None
        self.texts.update(made.stretches)
        return made

    def _whole(self, page: Page, shown: Page, run: Callable[[str], str] = running) -> str:
        """What the theme makes of a page, or of what stands for it."""
        self.printed += 1
        context = get_context(self.nav, self.pages, self.config, shown)
        output = self.env.get_template(_WHOLE).render(cast("dict[str, Any]", context))
        return mended(output, self.say(page.meta.get("lang", "")), run)


def suits(page: Page) -> bool:
    """Whether a page may share its frame: the menu has it not, and it leads nowhere else."""
    near = page.previous_page or page.next_page or page.parent or page.is_homepage
    return not near and not page.meta.get("moved_to") and "template" not in page.meta


def folders(paths: Iterable[str]) -> frozenset[str]:
    """Every folder on the way to paths: of `a/b/` and `c/d` the folders `a/`, `a/b/` and `c/`."""
    found = set()
    for path in paths:
        steps = path.split("/")[:-1]
        found |= {"/".join([*steps[: n + 1], ""]) for n in range(len(steps))}
    return frozenset(found)


def _words(page: Page) -> dict[str, str]:
    above, _, below = (page.content or "").partition(_HEADING_ENDS)
    return {
        **{name: page.meta.get(name) or "" for name in _SET},
        "page_title": str(page.title or ""),
        "address": page.canonical_url or "",
        "above": above.strip(),
        "below": below.strip(),
    }


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
