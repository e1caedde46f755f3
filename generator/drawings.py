"""What an SVG may hold: a drawing, and nothing that acts, fetches or leads anywhere.

In a page it is only a picture, but at its own address a browser would run what is written in it.
So what is known to draw is let through, and nothing else is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers.expat import ExpatError, ParserCreate

from generator.problems import Problem
from generator.source import Source

_SVG = "http://www.w3.org/2000/svg"
_STYLE = f"{_SVG} style"
_LINKED = "http://www.w3.org/1999/xlink href"
_OF_XML = {f"http://www.w3.org/XML/1998/namespace {name}" for name in ("space", "lang")}
_INERT = (
    "http://www.inkscape.org/namespaces/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
)
"""Notes that drawing programs leave for themselves: no browser knows what they mean."""
_ELEMENTS = frozenset(
    "svg g defs symbol use title desc metadata style switch path rect circle ellipse line "  # noqa: SIM905 - reads better
    "polyline polygon text tspan textPath image linearGradient radialGradient stop clipPath mask "
    "pattern marker filter feBlend feColorMatrix feComponentTransfer feComposite feDropShadow "
    "feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology "
    "feOffset feTile feTurbulence".split()
)
_WORDS = frozenset({"id", "class", "d", "points", "aria-label", "font-family", "role"})
"""Attributes that no browser reads as a style."""
_WITHIN = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);base64,")
_FUNCTION = re.compile(r"([\w-]*)\(\s*[\"']?(#?)")
_FUNCTIONS = frozenset(
    "rgb rgba hsl hsla matrix translate translateX translateY scale scaleX scaleY rotate skewX "  # noqa: SIM905 - same
    "skewY calc var cubic-bezier".split()
)
_MOST = 10
_WAY = "save it as plain SVG, without scripts, links and foreign pictures; or as a PNG"


@lru_cache(maxsize=2000)
def problems(source: Source) -> tuple[Problem, ...]:
    """What an SVG holds besides a drawing, and that it is none where it is no XML."""
    look = _Look(source)
    try:
        look.parser.Parse(source.text, True)  # noqa: FBT003 - expat's signature
    except _Enough:
        pass
    except ExpatError as error:
        message = f"a browser cannot read this picture: {str(error).partition(':')[0]}"
        place = source.at(min(error.lineno, len(source.lines)), 1)
        look.found.append(Problem("unsafe-svg", place, message, "save it anew, or as a PNG"))
    return tuple(look.found[:_MOST])


class _Enough(Exception):  # noqa: N818 - nothing is wrong with the program
    """Nothing more of a file is to be looked at."""


class _Look:
    """Goes through one file and notes what is refused on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Problem] = []
        self.style: list[str] = []
        """What the style that it is in holds so far; empty outside any."""
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.XmlDeclHandler = self.declared
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instructed
        self.parser.StartElementHandler = self.opened
        self.parser.CharacterDataHandler = self.said
        self.parser.EndElementHandler = self.closed

    def declared(self, _: str, encoding: str | None, __: int) -> None:
        if encoding and encoding.casefold() not in ("utf-8", "us-ascii"):
            self.refuse(f'the encoding "{encoding}"')  # a browser would read something else

    def doctype(self, *_: object) -> None:
        self.refuse("<!DOCTYPE>")
        raise _Enough  # before any entity grows

    def instructed(self, target: str, _: str) -> None:
        self.refuse(f"<?{target}?>")

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if not _draws(name) or self.style:  # a style holds no elements
            self.refuse(f"<{name.rpartition(' ')[2]}>")
        for key in (k for k, value in attributes.items() if not _is_harmless(k, value)):
            self.refuse(f"the attribute {key.rpartition(' ')[2]}")
        if name == _STYLE:
            self.style.append("")

    def said(self, text: str) -> None:
        if self.style:
            self.style.append(text)

    def closed(self, name: str) -> None:
        if name == _STYLE:
            if not _is_plain_style("".join(self.style)):
                self.refuse("what this <style> holds")
            self.style.clear()

    def refuse(self, what: str) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        message = f"{what} may not stand in a picture: it may act, or lead elsewhere"
        place = self.source.at(line, min(column, len(self.source.lines[line - 1]) + 1))
        self.found.append(Problem("unsafe-svg", place, message, _WAY))


def _draws(name: str) -> bool:
    space, _, local = name.rpartition(" ")
    return local in _ELEMENTS if space == _SVG else not space or space.startswith(_INERT)


def _is_harmless(key: str, value: str) -> bool:
    space, _, local = key.rpartition(" ")
    if key in ("href", _LINKED):
        return bool(_WITHIN.match(value.strip()))
    if space:
        return key in _OF_XML or space.startswith(_INERT) or key.startswith(_LINKED[:-4])
    if local.startswith("on"):
        return False
    return local in _WORDS or local.startswith("data-") or _is_plain_style(value)


def _is_plain_style(text: str) -> bool:
    """Whether a style draws only: no at-rule, no escape, no function that may fetch."""
    if re.search(r"[@\\]", text):
        return False
    return all(
        name in _FUNCTIONS or (name == "url" and within) or not name
        for name, within in _FUNCTION.findall(text)
    )
