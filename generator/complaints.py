"""What a YAML parser complains of, in the author's words: what is likeliest wrong, and where.

A parser gives up where it can go on no more, often lines below the slip. So the lines there are
looked at for the slips that authors make, and only then is the parser taken at its word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from generator.problems import Place, Problem

_MERGE_MARK = re.compile(r"(<{7}|={7}|>{7})( |$)")
_ITEM = r"\s*(?:- +)*"
_NO_SPACE_AFTER_COLON = re.compile(rf"{_ITEM}[A-Za-z_][\w-]*(:)(?=[^\s/])")
_NO_SPACE_AFTER_DASH = re.compile(r"""\s*(-)(?=[A-Za-z{\["'])""")
_OPEN_QUOTE = re.compile(rf"""{_ITEM}[A-Za-z_][\w-]*: +(["'])(?!.*\1)""")
_BULLET = re.compile(r"\s*([–—•·‐‑−])\s+\S")
_EQUALS = re.compile(rf"{_ITEM}([A-Za-z_][\w-]*)\s*(=)\s*(.*)")
_NO_COLON = re.compile(rf"{_ITEM}([a-z][a-z_-]*) +\S")
_LOOKS_LIKE_DASH = re.compile(r"\s*([–—•·‐‑−*])\s+[A-Za-z_][\w-]*\s*[:=：]")
_LOOKS_LIKE_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_LOOKS_LIKE_COLON = re.compile(rf"{_ITEM}[A-Za-z_][\w-]*\s*([：∶﹕])")
_TYPOGRAPHIC_QUOTE = re.compile(rf"{_ITEM}[A-Za-z_][\w-]*: +([“”„‟«‘’‚])")
_BLOCK_WITH_TEXT = re.compile(rf"{_ITEM}[A-Za-z_][\w-]*: +([|>][-+0-9]*) +(?!#)\S")
_BLOCK = re.compile(rf"{_ITEM}[A-Za-z_][\w-]*: +[|>][-+0-9]*\s*(#.*)?$")
_COMMENT = re.compile(r"(?<=\S) (#)(?=\S)")
_CLOSING = {"[": "]", "{": "}"}
_IN_QUOTES = "put the whole value in quotes"


_NO_DASH = "a dash is missing here: this file is a list, and each record starts with one"
_PUT_DASH = "put `- ` before the first key of the record, and two spaces before the others"


class Lines(Protocol):
    """A file as lines, with places in it."""

    @property
    def lines(self) -> list[str]:
        """The lines, without their ends."""

    def at(self, line: int, column: int, length: int = 1) -> Place:
        """A place; line and column count from 1."""


@dataclass(frozen=True)
class _Complaint:
    """A parser's words, where it gave up, and where began what it was in. Both count from 1."""

    file: Lines
    words: str
    line: int
    column: int
    start: tuple[int, int]

    @property
    def text(self) -> str:
        return self.file.lines[self.line - 1]

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    def here(self, length: int = 1) -> Place:
        return self.file.at(self.line, self.column, length)

    def nearby(self) -> Iterator[tuple[int, str]]:
        """The line, and the one above it that says something."""
        yield self.line, self.text
        for number in range(self.line - 1, 0, -1):
            above = self.file.lines[number - 1]
            if above.strip() and not above.lstrip().startswith("#"):
                yield number, above
                return


def explained(
    file: Lines, complaint: str, mark: tuple[int, int], start: tuple[int, int]
) -> Problem:
    """The problem behind a parser's words. It gave up at `mark`, in what began at `start`."""
    found = _Complaint(file, complaint, min(mark[0], len(file.lines)), mark[1], start)
    for look in _LOOKS:
        problem = look(found)
        if problem is not None:
            return problem
    return Problem("yaml", found.here(), f"this is not YAML: {complaint}")


def anchor(place: Place) -> Problem:
    """The problem of an alias or an anchor."""
    sign = place.excerpt[place.column - 1 : place.column] or "*"
    message = f"a value cannot start with {sign}"
    return Problem("first-character", place, message, _IN_QUOTES)


def cut_off(place: Place) -> Problem:
    """The problem of a value that goes on behind what YAML takes for a comment."""
    message = "what follows the # would be left out, as a note for those who write"
    way = f"{_IN_QUOTES}; if a note is meant, put two spaces before the # and one after it"
    return Problem("comment", place, message, way)


def no_key(text: str) -> tuple[str, str] | None:
    """What is wrong with a text that stands where a `key: value` is wanted, and the way out."""
    if equals := _EQUALS.match(text):
        return "equals", f"put a colon in place of the =, as in  {equals[1]}: ..."
    if space := _LOOKS_LIKE_SPACE.search(text):
        return "look-alike", f"type a plain space in place of U+{ord(space[0]):04X}"
    if joined := _NO_SPACE_AFTER_COLON.match(text):
        return "colon", f"put a space after the colon: {text[: joined.end(1)]} ..."
    return None


def _merge_mark(found: _Complaint) -> Problem | None:
    for number, line in enumerate(found.file.lines, 1):
        if _MERGE_MARK.match(line):
            message = "git left this mark where two versions of the file could not be joined"
            way = "keep one of the versions, and delete the marks <<<<<<<, ======= and >>>>>>>"
            return Problem("merge-mark", found.file.at(number, 1, 7), message, way)
    return None


def _fence(found: _Complaint) -> Problem | None:
    for number, line in enumerate(found.file.lines, 1):
        if line.startswith("```"):
            message = "this line marks a block of code, and came along when that was copied"
            place = found.file.at(number, 1, len(line.rstrip()))
            return Problem("first-character", place, message, "delete it")
    return None


def _tab(found: _Complaint) -> Problem | None:
    if "\t" in found.text[: found.indent] or "\\t" in found.words or "'\t'" in found.words:
        message = "there is a tab here; YAML is indented with spaces"
        way = "put two spaces for each step of indentation"
        place = found.file.at(found.line, max(found.text.find("\t"), 0) + 1)
        return Problem("tab", place, message, way)
    return None


def _look_alike(found: _Complaint) -> Problem | None:
    """Signs that look like those of YAML, as word processors and web pages make them."""
    for number, text in found.nearby():
        if dash := _LOOKS_LIKE_DASH.match(text):
            message = f"this line starts with {dash[1]} where a plain - is wanted"
            return Problem(
                "look-alike", found.file.at(number, dash.start(1) + 1), message, "type - instead"
            )
        if colon := _LOOKS_LIKE_COLON.match(text):
            message = "this sign looks like a colon and is another one"
            return Problem(
                "look-alike", found.file.at(number, colon.start(1) + 1), message, "type : instead"
            )
        space = _LOOKS_LIKE_SPACE.search(text)
        if space and (not text[: space.start()].strip() or text[: space.start()].endswith(":")):
            message = f"there is a no-break space here (U+{ord(space[0]):04X}), not a plain one"
            return Problem(
                "look-alike", found.file.at(number, space.start() + 1), message, "type a plain one"
            )
        if quote := _TYPOGRAPHIC_QUOTE.match(text):
            message = f"{quote[1]} is a typographic quotation mark, and does not count as one here"
            way = "put straight quotation marks, \" or ', round the whole value"
            return Problem("look-alike", found.file.at(number, quote.start(1) + 1), message, way)
    return None


def _first_character(found: _Complaint) -> Problem | None:
    if "alias" in found.words or "anchor" in found.words:
        return anchor(found.file.at(*found.start))
    if "cannot start any token" in found.words:
        message = f"a value cannot start with {found.text[found.column - 1 : found.column]}"
        return Problem("first-character", found.here(), message, "put the value in quotes")
    if "block sequence entries are not allowed" in found.words:
        message = "a value on the line of its key cannot start with a dash"
        way = "put it in quotes, or start the list on the next line"
        return Problem("first-character", found.here(), message, way)
    question = re.match(rf"{_ITEM}[\w-]+: +(\?) ", found.text)
    if question and "mapping" in found.words:
        message = "a value cannot start with a question mark and a space"
        place = found.file.at(found.line, question.start(1) + 1)
        return Problem("first-character", place, message, "put the value in quotes")
    return None


def _dash(found: _Complaint) -> Problem | None:
    for number, text in found.nearby():
        dash = _NO_SPACE_AFTER_DASH.match(text)
        if dash:
            place = found.file.at(number, dash.start(1) + 1)
            return Problem("dash", place, "a space is missing after this dash", "put one")
    return None


def _colon(found: _Complaint) -> Problem | None:
    if found.text.rstrip().endswith("}") and found.text.count("{") < found.text.count("}"):
        message = "the } that ends this line was never opened"
        place = found.file.at(found.line, len(found.text.rstrip()))
        return Problem("brackets", place, message, "put { before the first key")
    second = "mapping values are not allowed" in found.words
    inside = (
        "flow" in found.words
        and found.start[0] == found.line
        and found.text[found.column - 1 : found.column] == ":"
    )
    if inside or (second and found.text.find(":") + 1 != found.column):
        message = "there is a second colon here, so this line can be read two ways"
        way = f'{_IN_QUOTES}, as in  title: "Custody: what we saw"; or begin a text with  |'
        key = re.search(r"\S ([a-z_]+)$", found.text[: found.column - 1]) if inside else None
        if key:
            way = (
                f'put a comma before "{key[1]}", if that is a key; or quotes round the whole value'
            )
        return Problem("colon", found.here(), message, way)
    return None


def _block(found: _Complaint) -> Problem | None:
    """Text beside a | or >, or below it and not indented."""
    if "block scalar" in found.words or "scanning a tag" in found.words:
        sign = found.text.lstrip()[:1]
        if sign in ("|", ">", "!"):
            place = found.file.at(found.line, found.indent + 1, len(found.text.strip()))
            message = "this line is not indented like the text that it belongs to"
            way = "put as many spaces before it as before the lines of the text above"
            return Problem("block", place, message, way)
    for number, text in found.nearby():
        if beside := _BLOCK_WITH_TEXT.match(text):
            place = found.file.at(number, beside.start(1) + 1, len(beside[1]))
            message = f"text after {beside[1]} starts on the next line"
            return Problem("block", place, message, "break the line here, and indent what follows")
    if not {"could not find expected ':'", "mapping"} & {
        w for w in ("could not find expected ':'", "mapping") if w in found.words
    }:
        return None
    last = min(found.line, len(found.file.lines))
    for number in range(last, 0, -1):
        text = found.file.lines[number - 1]
        if _BLOCK.match(text):
            below = next((n for n in range(number, last) if found.file.lines[n].strip()), last - 1)
            line = found.file.lines[below]
            inner = len(text) - len(text.lstrip("- "))
            indent = len(line) - len(line.lstrip())
            if indent <= inner and not re.match(rf"{_ITEM}[\w-]+:( |$)", line):
                message = "this text is not indented deeper than the key that it belongs to"
                place = found.file.at(below + 1, indent + 1, len(line.strip()))
                return Problem("block", place, message, f"put {inner + 2} spaces before each line")
        if text.strip() and _ITEM_START.match(text) and number < last:
            return None
    return None


_ITEM_START = re.compile(r"- ")


def _quotes(found: _Complaint) -> Problem | None:
    if "escape code" in found.words:
        message = "the code behind this backslash stands for no character"
        column = found.text.rfind("\\", 0, found.column) + 1 or found.column
        way = "write the character itself"
        return Problem("character", found.file.at(found.line, column), message, way)
    if "escape character" in found.words or "hexdecimal" in found.words:
        message = "a backslash between double quotes has a meaning of its own"
        column = found.text.rfind("\\", 0, found.column) + 1 or found.column
        way = "use single quotes, or write two backslashes"
        return Problem("quotes", found.file.at(found.line, column), message, way)
    if "quoted scalar" in found.words:
        message = "a quotation mark opens here and is never closed"
        return Problem("quotes", found.file.at(*found.start), message, "close it")
    above = _open_above(found)
    if above is not None:
        return above
    before = found.text[: found.column - 1].rstrip()
    if found.column - 1 <= found.indent or before[-1:] not in ("]", "}", '"', "'"):
        return None
    rest = len(found.text.rstrip()) - found.column + 1
    if before[-1] == "'" and found.text[len(before) : found.column].isalpha():
        message = "an apostrophe between single quotes ends them"
        way = "put double quotes round the value, or write the apostrophe twice"
        return Problem("quotes", found.file.at(found.line, len(before)), message, way)
    mark = "quotation mark" if before[-1] in "\"'" else before[-1]
    message = f"there is more text after the closing {mark}"
    way = "put single quotes round the whole value"
    if mark != "quotation mark":
        way = _IN_QUOTES
    return Problem("quotes", found.here(rest), message, way)


def _open_above(found: _Complaint) -> Problem | None:
    """A quotation mark that the next one, further down, was taken to close."""
    if "mapping" not in found.words and "block collection" not in found.words:
        return None
    lines = found.file.lines
    closed = [*lines[: found.line - 1], found.text[: found.column - 1].rstrip()]
    for number in range(found.line - 1, max(0, found.line - _FAR), -1):
        opening = _OPEN_QUOTE.match(lines[number - 1])
        within = "\n".join(closed[number - 1 :])[opening.start(1) :] if opening else ""
        if opening and within.endswith(opening[1]) and within.count(opening[1]) == len("()"):
            message = "a quotation mark opens here and is not closed on this line"
            place = found.file.at(number, opening.start(1) + 1)
            return Problem("quotes", place, message, "close it")
    return None


_FAR = 40
"""Lines above the one at which the parser gave up that are looked at."""


def _brackets(found: _Complaint) -> Problem | None:
    if "node content" in found.words:
        message = "a value is missing here"
        return Problem("brackets", found.here(), message, "write one, or delete the comma")
    if "flow" not in found.words:
        return None
    place = found.file.at(*found.start)
    comment = _COMMENT.search(place.excerpt, place.column)
    if comment:
        return cut_off(found.file.at(place.line, comment.start(1) + 1))
    opening = place.excerpt[place.column - 1 : place.column]
    message = f"the {opening} that opens here is never closed, or an item after it lacks its comma"
    return Problem("brackets", place, message, f"close it with {_CLOSING.get(opening, ']')}")


def _no_key(found: _Complaint) -> Problem | None:
    """A line that should have been a key: the last one before the parser gave up."""
    if "could not find expected ':'" not in found.words:
        return None
    lines = found.file.lines
    for number in range(found.line, 0, -1):
        text = lines[number - 1].strip()
        is_key = ": " in text or text.endswith(":")
        if not text or text.startswith("#") or (number == found.line and is_key):
            continue
        return _not_a_key(found.file, number)
    return Problem("yaml", found.file.at(found.line, 1), "a key is missing here", "write one")


def _not_a_key(file: Lines, number: int) -> Problem:
    line = file.lines[number - 1]
    indent = len(line) - len(line.lstrip())
    if equals := _EQUALS.match(line):
        message = "there is an = here where a colon is wanted"
        way = f"write  {equals[1]}: {equals[3]}".rstrip()
        return Problem("equals", file.at(number, equals.start(2) + 1), message, way)
    if bullet := _BULLET.match(line):
        message = f"this line starts with {bullet[1]} where a plain - is wanted"
        place = file.at(number, bullet.start(1) + 1)
        return Problem("look-alike", place, message, "type - instead")
    if joined := _NO_SPACE_AFTER_COLON.match(line):
        place = file.at(number, joined.start(1) + 1)
        return Problem("colon", place, "a space is missing after this colon", "put one")
    message = "this line is neither a `key: value` nor part of the text above it"
    way = "give it a colon, or indent it deeper than the key whose text it goes on with"
    return Problem("indentation", file.at(number, indent + 1, len(line.strip())), message, way)


def _document(found: _Complaint) -> Problem | None:
    if "expected a single document" in found.words:
        message = "this line would start another file"
        return Problem("yaml", found.here(), message, "delete the `---`")
    if "document start" not in found.words:
        return None
    number, line = next(_says(found.file))
    indent = len(line) - len(line.lstrip())
    place = found.file.at(number, indent + 1, len(line.strip()))
    if not line.lstrip().startswith("-") and found.text.lstrip().startswith("-"):
        return Problem("dash", place, _NO_DASH, _PUT_DASH)
    message = "this line starts further in than those below it"
    return Problem("indentation", place, message, "start every record at the same place")


def _crooked(found: _Complaint) -> Problem | None:
    """A line that the parser did not expect: what is likeliest wrong with it, or above it."""
    if "mapping" not in found.words and "block collection" not in found.words:
        return None
    file = found.file
    for number, text in found.nearby():
        item = re.match(r"\s*- +", text)
        joined = _NO_SPACE_AFTER_COLON.match(text) if item and number != found.line else None
        if joined:
            place = file.at(number, joined.start(1) + 1)
            return Problem("colon", place, "a space is missing after this colon", "put one")
        if number != found.line and item and ":" not in text:
            rest = text[item.end() :].strip()
            if _NO_COLON.match(text) or _EQUALS.match(text):
                told = no_key(text)
                way = told[1] if told else f"write  {rest.replace(' ', ': ', 1)}"
                message = "this starts a record, and its first line is no `key: value`"
                place = file.at(number, item.end() + 1, len(rest))
                return Problem(told[0] if told else "colon", place, message, way)
    place = file.at(found.line, found.indent + 1, len(found.text.strip()))
    key = re.match(r"([a-z][\w-]*):( |$)", found.text) if found.indent == 0 else None
    if key and _is_list(file) and key[1] not in ("id", "recommendation"):
        message = "this key stands outside its record"
        way = "put two spaces before it; or delete the dash above, if the file holds one record"
        return Problem("indentation", place, message, way)
    if found.text.startswith("- ") and not _is_list(file):
        number, line = next(_says(file))
        return Problem("dash", file.at(number, 1, len(line.rstrip())), _NO_DASH, _PUT_DASH)
    if key and _is_list(file):
        return Problem("dash", place, _NO_DASH, _PUT_DASH)
    message = "this line is not indented like its neighbours"
    way = "line it up with the keys or dashes that it belongs with; a new record starts with a dash"
    return Problem("indentation", place, message, way)


def _is_list(file: Lines) -> bool:
    """Whether the first line that says something starts with a dash."""
    return next(_says(file), (0, ""))[1].startswith("- ")


def _says(file: Lines) -> Iterator[tuple[int, str]]:
    """The lines that are neither blank nor a comment, each with its number."""
    for number, line in enumerate(file.lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


_LOOKS: tuple[Callable[[_Complaint], Problem | None], ...] = (
    _merge_mark,
    _fence,
    _tab,
    _look_alike,
    _first_character,
    _block,
    _dash,
    _colon,
    _quotes,
    _no_key,
    _brackets,
    _document,
    _crooked,
)
"""What is looked for, the surest sign first."""
