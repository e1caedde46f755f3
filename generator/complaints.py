"""What a YAML parser complains of, in the author's words: what is likeliest wrong, and where."""

from __future__ import annotations

import re
from typing import Protocol

from generator.problems import Place, Problem

_KEY_WITHOUT_SPACE = re.compile(r"(?:- +)*[A-Za-z_][\w-]*(:)(?=[^\s/])")
_DASH_WITHOUT_SPACE = re.compile(r"\s*(-)(?=[A-Za-z])")
_CLOSING = {"[": "]", "{": "}"}

_PLAIN = (
    (
        "quoted scalar",
        "start",
        "a quotation mark opens here and is never closed",
        "close it",
    ),
    (
        "expected a single document",
        "mark",
        "a second document starts here",
        "delete the `---`",
    ),
    (
        "node content",
        "mark",
        "a value is missing here",
        "write one, or delete the comma",
    ),
)
"""Complaints that need no second look: words of the parser, where it points, what is said."""


class Lines(Protocol):
    """A file as lines, with places in it."""

    @property
    def lines(self) -> list[str]:
        """The lines, without their ends."""

    def at(self, line: int, column: int, length: int = 1) -> Place:
        """A place; line and column count from 1."""


def explained(
    file: Lines, complaint: str, mark: tuple[int, int], start: tuple[int, int]
) -> Problem:
    """The problem behind a parser's words. It gave up at `mark`, in what began at `start`."""
    line, column = min(mark[0], len(file.lines)), mark[1]
    text = file.lines[line - 1]
    if "\t" in text[: len(text) - len(text.lstrip())] or "\\t" in complaint or "'\t'" in complaint:
        message = "there is a tab here; YAML is indented with spaces"
        way = "put two spaces for each step of indentation"
        return Problem("tab", file.at(line, max(text.find("\t"), 0) + 1), message, way)
    if "alias" in complaint or "anchor" in complaint:
        return anchor(file.at(*start))
    if "mapping values are not allowed" in complaint and text.find(":") + 1 != column:
        message = "there is a second colon here, so this line can be read two ways"
        way = 'put the value in quotes, as in  title: "Custody: what we saw"'
        return Problem("yaml", file.at(line, column), message, way)
    if "escape character" in complaint or "hexdecimal" in complaint:
        message = "a backslash between double quotes has a meaning of its own"
        place = file.at(line, text.rfind("\\", 0, column) + 1 or column)
        return Problem("yaml", place, message, "use single quotes, or write two backslashes")
    if "could not find expected ':'" in complaint:
        return _no_key(file, line)
    if "flow" in complaint and "expected ','" in complaint:
        return _unclosed(file.at(*start))
    for words, where, message, way in _PLAIN:
        if words in complaint:
            place = file.at(*start) if where == "start" else file.at(line, column)
            return Problem("yaml", place, message, way)
    if "mapping" in complaint or "block collection" in complaint:
        return _crooked(file, line, column)
    if "cannot start any token" in complaint:
        message = f"a value cannot start with {text[column - 1 : column]}"
        return Problem("yaml", file.at(line, column), message, "put the value in quotes")
    return Problem("yaml", file.at(line, column), f"this is not YAML: {complaint}")


def anchor(place: Place) -> Problem:
    """The problem of an alias or an anchor."""
    message = "`*` and `&` start an alias or an anchor, which are not used here"
    return Problem("alias", place, message, "put the value in quotes")


def _unclosed(place: Place) -> Problem:
    opening = place.excerpt[place.column - 1 : place.column]
    message = f"the {opening} that opens here is never closed, or an item after it lacks its comma"
    return Problem("yaml", place, message, f"close it with {_CLOSING.get(opening, ']')}")


def _crooked(file: Lines, line: int, column: int) -> Problem:
    """A line that the parser did not expect: what is likeliest wrong with it, or above it."""
    text = file.lines[line - 1]
    indent = len(text) - len(text.lstrip())
    before = text[: column - 1].rstrip()
    if column - 1 > indent and before[-1:] in ("]", "}", '"', "'"):
        mark = "quotation mark" if before[-1] in "\"'" else before[-1]
        rest = file.at(line, column, len(text.rstrip()) - column + 1)
        message = f"there is more text after the closing {mark}"
        return Problem("yaml", rest, message, "put single quotes round the whole value")
    for number in range(line - 1, 0, -1):
        above = file.lines[number - 1]
        if above.strip() and not above.lstrip().startswith("#"):
            dash = _DASH_WITHOUT_SPACE.match(above)
            if dash:
                message = "a space is missing after this dash"
                return Problem("yaml", file.at(number, dash.start(1) + 1), message, "put one")
            break
    return Problem(
        "indentation",
        file.at(line, indent + 1, len(text.strip())),
        "this line is not indented like its neighbours",
        "line it up with the keys or dashes that it belongs with; a new record starts with a dash",
    )


def _no_key(file: Lines, line: int) -> Problem:
    """A line that should have been a key: the last one before the parser gave up."""
    for number in range(min(line, len(file.lines)), 0, -1):
        text = file.lines[number - 1].strip()
        if not text or text.startswith("#") or (number == line and ": " in text):
            continue
        indent = len(file.lines[number - 1]) - len(file.lines[number - 1].lstrip())
        joined = _KEY_WITHOUT_SPACE.match(text)
        if joined:
            place = file.at(number, indent + joined.start(1) + 1)
            return Problem("yaml", place, "a space is missing after this colon", "put one")
        message = "this line is neither a `key: value` nor part of the text above it"
        way = "give it a colon, or indent it as deep as the text that it belongs to"
        return Problem("yaml", file.at(number, indent + 1, len(text)), message, way)
    return Problem("yaml", file.at(line, 1), "a key is missing here", "write one")
