"""YAML text as plain values, with the place of every key and value; no other module knows YAML.

Scalars stay as typed: `no`, `1.10` and `12:30` are text until a record gives them a type. What YAML
offers beyond maps, lists and scalars (anchors, aliases, tags) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator import complaints
from generator.problems import Place, Problem, Problems

Value = Any  # str, None, a list of values or a dict of them
Location = tuple[str | int, ...]

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEFAULT_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")} | {None, "!"}
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff"
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_LINE_BREAK = "\x85\u2028\u2029"
_SOME_INVISIBLE = re.compile(f"[{_CONTROL}{_DIRECTION}{_LINE_BREAK}]")
_INVISIBLE = re.compile(
    f"(?P<linebreak>[{_LINE_BREAK}])|(?P<direction>[{_DIRECTION}])|(?P<control>[{_CONTROL}])"
)
_INVISIBLE_NAMES = {"linebreak": "line-break", "direction": "text-direction", "control": "control"}
_MOST_INVISIBLE = 10
_LINE_END = re.compile("\r\n|\n|\r")
_MOST_BRACKETS = 50
"""More brackets than are opened in a file without need before one is closed."""
_IN_A_ROW = tuple(f"{one} {other} {one} " for one in "-?" for other in "-?")
"""More dashes than a file has without need; quicker to look for than many."""
_MANY_IN_A_ROW = re.compile(r"(?:[-?] ){50}")
_SIGN = re.compile(r"[&*\[{]")
_ANCHOR_FIRST = re.compile(r"[ \t]*(?:[-?][ \t]+)*[&*][^\s,\[\]{}]")
_ANCHOR_AFTER_KEY = re.compile(r":[ \t]+[&*]")
_MAY_BE_CUT = " #"
_CUT = re.compile(r" (#)(?:([^\s#])| \S)")
_WORDS = frozenset(
    {"title", "name", "label", "what", "text", "summary", "note", "missing", "words"}
)
"""Keys behind whose values a note stands two spaces off, so that it is not part of the words."""
_OWN_LINE = re.compile(r"\s*(?:[-*+•] |\d+[.)] |#|\|)")
_NOTHING = frozenset({"null", "Null", "NULL", "~"})
_MOST = 50
"""Problems of one file after which the rest of it waits."""
BROKEN = "\ue000"
"""What stands for an item that cannot be read: a letter that no alphabet has."""
UNREADABLE = object()
"""The values of a file that cannot be read."""
_DEEPEST = 20
_LARGEST = 5_000_000
_TOO_DEEP = f"there are more than {_DEEPEST} dashes or brackets inside each other here"
_FLATTER = "take some away; a line between records is written  # ----"


@dataclass(frozen=True)
class Source:
    """One file as its author wrote it. `path` is relative to the site's folder, with slashes."""

    path: str
    text: str = field(repr=False)

    def __getstate__(self) -> dict[str, str]:
        """What is kept of it: not what follows from the text."""
        return {"path": self.path, "text": self.text}

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines, without their ends."""
        text = self.text.removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def at(self, line: int, column: int, length: int = 1) -> Place:
        """A place in this file; line and column count from 1."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.path, line, column, max(1, length), excerpt)

    @cached_property
    def values(self) -> Value:
        """What the file holds.

        Raises:
            Problems: the text is not YAML, or uses what is refused; all that can be told.
        """
        node = self._compose()
        if node is None:
            return None
        reading = _Reading(self)
        values = reading.value(node, 0)
        if reading.problems:
            raise Problems(reading.problems)
        return values

    def without(self, lines: Iterable[int]) -> Source | None:
        """A list in which the items that hold these lines are only marked as BROKEN.

        Every other line keeps its place. None if these are not lines of items, or no line may be
        taken for the first of an item.
        """
        says = [n for n, t in enumerate(self.lines) if t.strip() and not t.lstrip().startswith("#")]
        if not says or not self.lines[says[0]].lstrip().startswith("-"):
            return None
        depth = _indent(self.lines[says[0]])
        if any(_indent(self.lines[n]) < depth for n in says):
            return None
        starts = [n for n in says if self.lines[n][depth : depth + 1] == "-"]
        left = list(self.lines)
        for line in lines:
            start = max((n for n in starts if n < line), default=None)
            if start is None:
                return None
            end = min((n for n in starts if n > start), default=len(left))
            left[start:end] = [f"{' ' * depth}- {BROKEN}", *[""] * (end - start - 1)]
        return Source(self.path, "\n".join(left))

    def place(self, location: Location, *, key: bool = False) -> Place:
        """Where the value at a location stands, or its key; the nearest there is, if it is absent.

        The tree is composed again here: places are wanted only for the few values at fault. The
        trees of the last few files are kept, since faults come together.
        """
        node = _composed(self)
        if node is None:
            return self.at(1, 1)
        key_node = None
        for step in location:
            if isinstance(step, int) and not isinstance(node, yaml.SequenceNode):
                continue  # one value where a list may stand
            found = _child(node, step)
            if found is None:
                break
            key_node, node = found
        else:
            if key and key_node is not None:
                node = key_node
        return self._of(node)

    def within(self, location: Location, words: str) -> Place:
        """Where some words stand in the value at a location; the value itself if they do not."""
        place = self.place(location) if location else self.at(1, 1)
        for number in range(place.line, len(self.lines) + 1):
            start = place.column - 1 if number == place.line else 0
            column = self.lines[number - 1].find(words, start)
            if column >= 0:
                return self.at(number, column + 1, len(words))
        return place

    def _of(self, node: yaml.Node) -> Place:
        start, end = node.start_mark, node.end_mark
        column = start.column + 1
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return self.at(start.line + 1, column)
        if isinstance(node, yaml.MappingNode) and node.value:
            return self._of(node.value[0][0])
        length = end.column - start.column if end.line == start.line else 0
        if not length:
            line = self.lines[start.line] if start.line < len(self.lines) else ""
            length = len(line.rstrip()) - start.column
        return self.at(start.line + 1, column, length)

    def _compose(self) -> yaml.Node | None:
        text = self.text.removeprefix("\ufeff")
        problems = list(self._characters(text))
        if problems:
            raise Problems(problems)
        try:
            self._refuse_depth(text)
            node = yaml.compose(text, Loader=_Loader)
            anchors = list(self._anchors(text))
        except yaml.MarkedYAMLError as error:
            raise Problems([self._explained(error)]) from None
        except (yaml.YAMLError, RecursionError) as error:
            message = "this file is nested too deeply or not YAML at all"
            raise Problems([Problem("yaml", self.at(1, 1), message)]) from error
        if anchors:
            raise Problems(anchors)
        return node

    def _refuse_depth(self, text: str) -> None:
        """Look before composing, which has no floor: events are read one at a time."""
        between = text.replace("}", "]").split("]")
        brackets = any(some.count("[") + some.count("{") > _MOST_BRACKETS for some in between)
        in_a_row = any(row in text for row in _IN_A_ROW) and bool(_MANY_IN_A_ROW.search(text))
        if not brackets and not in_a_row:
            return
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            mark = event.start_mark
            if depth > _DEEPEST and mark:
                place = self.at(mark.line + 1, mark.column + 1)
                raise Problems([Problem("too-deep", place, _TOO_DEEP, _FLATTER)])

    def _anchors(self, text: str) -> Iterator[Problem]:
        if not any(map(_may_have_anchor, filter(_SIGN.search, self.lines))):
            return
        for event in yaml.parse(text, Loader=_Loader):
            mark = event.start_mark
            if getattr(event, "anchor", None) and mark:
                yield complaints.anchor(self.at(mark.line + 1, mark.column + 1))

    def _explained(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        start = error.context_mark or mark
        return complaints.explained(
            self,
            f"{error.context or ''} {error.problem or ''}".strip(),
            (mark.line + 1, mark.column + 1) if mark else (1, 1),
            (start.line + 1, start.column + 1) if start else (1, 1),
        )

    def _characters(self, text: str) -> Iterator[Problem]:
        if len(text) > _LARGEST:
            message = f"this file is too large: {len(text):,} characters"
            way = f"split it; a list may be a folder of files, each under {_LARGEST:,} characters"
            yield Problem("too-large", self.at(1, 1), message, way)
            return
        if text.replace("\n", "").isprintable() or not _SOME_INVISIBLE.search(text):
            return  # the first is quicker, and tells of most texts
        for count, match in enumerate(_INVISIBLE.finditer(text)):
            before = text[: match.start()]
            line = len(_LINE_END.findall(before)) + 1
            column = match.start() - max(before.rfind("\n"), before.rfind("\r"))
            what, code = _INVISIBLE_NAMES[str(match.lastgroup)], f"U+{ord(match.group()):04X}"
            message = f"there is an invisible {what} character here ({code})"
            if count == _MOST_INVISIBLE:
                message = "there are more invisible characters from here on"
            way = "delete it, or type a space in its place"
            yield Problem("character", self.at(line, column), message, way)
            if count == _MOST_INVISIBLE:
                return


def _may_have_anchor(line: str) -> bool:
    """Whether an anchor may stand on a line of signs; to be sure costs as much as composing it all.

    Emphasis in a text is no reason. A bracket that stays open is one, since what follows is its.
    """
    if "[" in line or "{" in line:
        opened, closed = (max(map(line.rfind, pair)) for pair in ("[{", "]}"))
        if opened > closed:
            return True
    if "*" not in line and "&" not in line:
        return False
    last = max(line.rfind("&"), line.rfind("*"))
    return (
        any(0 <= line.find(sign) < last for sign in "[{!")
        or _ANCHOR_FIRST.match(line) is not None
        or _ANCHOR_AFTER_KEY.search(line) is not None
    )


@lru_cache(maxsize=4)
def _composed(source: Source) -> yaml.Node | None:
    return source._compose()  # noqa: SLF001 - the same module


class _Reading:
    """Turns one file's nodes into plain values and notes what is refused on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.key = ""
        self.may_be_cut = _MAY_BE_CUT in source.text
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, depth: int) -> Value:
        if id(node) in self.seen:
            self._refuse(
                node, "first-character", "aliases (`*name`) are not used here", "write it out again"
            )
            return None
        self.seen.add(id(node))
        if node.tag not in _DEFAULT_TAGS:
            message = "a value cannot start with !"
            self._refuse(node, "first-character", message, "put the whole value in quotes")
            return None
        if depth > _DEEPEST:
            self._refuse(node, "too-deep", _TOO_DEEP, _FLATTER)
            return None
        if isinstance(node, yaml.ScalarNode):
            if node.value and not node.style:
                self._plain(node)
            if node.style == '"' and (found := _INVISIBLE.search(node.value)):
                self._escaped(node, found)
            if node.style not in ("|", ">") and node.end_mark.line > node.start_mark.line:
                self._joined(node)
            return node.value if node.value or node.style else None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, depth + 1) for child in node.value]
        return self._mapping(node, depth)

    def _escaped(self, node: yaml.ScalarNode, found: re.Match[str]) -> None:
        """What may not stand in a file as it is may not be written in another way either."""
        what = _INVISIBLE_NAMES[str(found.lastgroup)]
        message = f"this stands for an invisible {what} character (U+{ord(found.group()):04X})"
        self._refuse(node, "character", message, "delete it, or type a space in its place")

    def _joined(self, node: yaml.ScalarNode) -> None:
        """A text over several lines that YAML would make one line of."""
        first, last = node.start_mark.line, node.end_mark.line
        inner = self.source.lines[first + 1 : last + bool(node.end_mark.column)]
        if any(not line.strip() or _OWN_LINE.match(line) for line in inner):
            message = (
                "the lines of this text would be joined, and its paragraphs and lists with them"
            )
            way = "put  |  after the colon, and start the text on the next line"
            self._refuse(node, "block", message, way)

    def _plain(self, node: yaml.ScalarNode) -> None:
        """A value without quotes, where YAML may take something else than was meant."""
        if node.value in _NOTHING:
            message = f'"{node.value}" is how YAML writes that there is nothing'
            way = "delete the key, or put quotes round the value if the word itself is meant"
            self._refuse(node, "no-value", message, way)
        elif self.may_be_cut:
            mark = node.end_mark
            found = _CUT.match(self.source.lines[mark.line], mark.column)
            if found and (found[2] or self.key in _WORDS):
                place = self.source.at(mark.line + 1, found.start(1) + 1)
                self.problems.append(complaints.cut_off(place))

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or not key_node.value:
                self._refuse(key_node, "yaml", "a key is a plain word", "write  key: value")
                continue
            key = key_node.value
            if key in mapping:
                message = f'"{key}" stands twice in this record, first at line {first[key]}'
                starts = depth > 0 and key == next(iter(first))
                way = "keep one of the two"
                if starts:
                    way = "if another record starts here, put a dash before it; else keep one"
                self._refuse(key_node, "duplicate-key", message, way)
                if starts:
                    break  # what follows belongs to the record that the dash would start
                continue
            first[key] = key_node.start_mark.line + 1
            self.seen.add(id(key_node))
            self.key = key
            mapping[key] = self.value(value_node, depth + 1)
        return mapping

    def _refuse(self, node: yaml.Node, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, self.source._of(node), message, hint))  # noqa: SLF001


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if getattr(key_node, "value", None) == step:
                return key_node, value_node
    return None


def in_pieces(source: Source) -> tuple[Source, Value, tuple[Problem, ...]]:
    """A list as far as it can be read: what is wrong in one item does not hide what is in others.

    Items that cannot be read are BROKEN in what is returned; the source returned with it has them
    marked, and everything else in its place. The values are UNREADABLE where the whole file is.
    """
    problems: list[Problem] = []
    while len(problems) < _MOST:
        try:
            return source, source.values, tuple(problems)
        except Problems as error:
            if any(BROKEN in problem.place.excerpt for problem in error.problems):
                break  # what is left over can only be told of as an echo
            problems += error.problems
            rest = source.without(problem.place.line for problem in error.problems)
            if rest is None or rest == source:
                break
            source = rest
    return source, UNREADABLE, tuple(problems)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def read(path: Path, name: str) -> Source:
    """The file at `path`, known to its author as `name`. A byte order mark is taken off.

    Raises:
        Problems: it cannot be read, or is not UTF-8.
    """
    try:
        data = None if path.is_fifo() else path.read_bytes()  # a pipe would keep us waiting
    except OSError as error:
        problem = Problem("unreadable", Place(name), f"this file cannot be read: {error.strerror}")
        raise Problems([problem]) from None
    if data is None:
        raise Problems([Problem("unreadable", Place(name), "this is a pipe, and no file")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problems([_not_utf8(name, data, error.start)]) from None
    if b"\0" in data[:2]:  # every other byte of UTF-16, and never in a text
        raise Problems([_not_utf8(name, data, data.index(0))])
    return Source(name, text)


def _not_utf8(name: str, data: bytes, start: int) -> Problem:
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in data[:2]
    before = data[:start].decode("utf-8", "replace")
    line = 1 if utf16 else before.count("\n") + 1
    column = 1 if utf16 else len(before) - (before.rfind("\n") + 1) + 1
    excerpt = data.decode("utf-8", "replace").split("\n")[line - 1].rstrip("\r")
    what = f"not UTF-8{' but UTF-16' if utf16 else ''}"
    return Problem(
        "encoding",
        Place(name, line, column, 1, "" if utf16 else excerpt),
        f"this file is {what}, so a letter here cannot be read",
        "save it as UTF-8 (in most editors: Save with encoding)",
    )


def front_matter(source: Source) -> tuple[dict[str, Any], str, int]:
    """A page's settings (between two lines of `---`), the text after them and its first line.

    Raises:
        Problems: the settings are not a YAML mapping.
    """
    if source.lines[0].rstrip() != "---":
        return {}, "\n".join(source.lines), 1
    settings = settings_source(source)
    values = settings.values
    if values is not None and not isinstance(values, dict):
        message = "a page's settings are lines of `key: value`"
        raise Problems([Problem("yaml", source.at(2, 1), message)])
    end = len(settings.lines)
    return values or {}, "\n".join(source.lines[end + 1 :]), end + 2


def settings_source(source: Source) -> Source:
    """A page's settings alone, each line in its own place.

    Raises:
        Problems: they never end.
    """
    if source.lines[0].rstrip() != "---":
        return Source(source.path, "")
    ends = (n for n, line in enumerate(source.lines[1:], 1) if line.rstrip() == "---")
    end = next(ends, 0)
    if not end:
        way = "end them with a line of `---`; or delete this line, if these are no settings"
        raise Problems([Problem("yaml", source.at(1, 1, 3), "these settings never end", way)])
    return Source(source.path, "\n".join(["", *source.lines[1:end]]))
