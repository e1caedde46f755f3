"""YAML text as plain values, with the place of every key and value; no other module knows YAML.

Scalars stay as typed: `no`, `1.10` and `12:30` are text until a record gives them a type. What YAML
offers beyond maps, lists and scalars (anchors, aliases, tags) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.problems import Place, Problem, Problems, nearest

Value = Any  # str, None, a list of values or a dict of them
Location = tuple[str | int, ...]

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEFAULT_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")} | {None, "!"}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DEEPEST = 20
_LARGEST = 5_000_000


@dataclass(frozen=True)
class Source:
    """One file as its author wrote it. `path` is relative to the site's folder, with slashes."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines, without their ends."""
        return re.split("\r\n|\n|\r", self.text)

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
        problems: list[Problem] = []
        values = _Reading(self, problems).value(node, 0)
        if problems:
            raise Problems(problems)
        return values

    def place(self, location: Location, *, key: bool = False) -> Place:
        """Where the value at a location stands, or its key; the nearest there is, if it is absent.

        The tree is composed again here: places are wanted only for the few values at fault.
        """
        node = self._compose()
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
        place = self.place(location)
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
        problems = list(self._characters())
        if problems:
            raise Problems(problems)
        try:
            return yaml.compose(self.text.removeprefix("\ufeff"), Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            raise Problems([self._explained(error)]) from None
        except (yaml.YAMLError, RecursionError) as error:
            message = "this file is nested too deeply or not YAML at all"
            raise Problems([Problem("yaml", self.at(1, 1), message)]) from error

    def _characters(self) -> Iterator[Problem]:
        if len(self.text) > _LARGEST:
            message = f"this file is too large: {len(self.text):,} characters"
            hint = f"split it; a list may be a folder of files, each under {_LARGEST:,} characters"
            yield Problem("too-large", self.at(1, 1), message, hint)
            return
        for pattern, what in ((_UNPRINTABLE, "control"), (_BIDI_CONTROL, "text-direction")):
            for match in pattern.finditer(self.text.removeprefix("\ufeff")):
                line = len(re.findall("\r\n|\n|\r", self.text[: match.start()])) + 1
                column = match.start() - max(self.text.rfind(c, 0, match.start()) for c in "\n\r")
                code = f"U+{ord(match.group()):04X}"
                message = f"there is an invisible {what} character here ({code})"
                yield Problem("character", self.at(line, column), message, "delete it")

    def _explained(self, error: yaml.MarkedYAMLError) -> Problem:
        """A YAML parser's complaint, in the author's words."""
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        line = min(line, len(self.lines))
        text = self.lines[line - 1]
        complaint = f"{error.context or ''} {error.problem or ''}".strip()
        lead = text[: len(text) - len(text.lstrip())]
        if "\t" in lead or ("\\t" in complaint or "'\t'" in complaint):
            tab = text.find("\t")
            return Problem(
                "tab",
                self.at(line, max(tab, 0) + 1),
                "there is a tab here; YAML is indented with spaces",
                "put two spaces for each step of indentation",
            )
        if "mapping values are not allowed" in complaint and text.find(":") + 1 == column:
            return self._crooked(line)
        if "mapping values are not allowed" in complaint:
            return Problem(
                "yaml",
                self.at(line, column),
                "there is a second colon here, so this line can be read two ways",
                'put the value in quotes, as in  title: "Custody: what we saw"',
            )
        if "quoted scalar" in complaint:
            opened = error.context_mark or mark
            at = self.at(opened.line + 1, opened.column + 1) if opened else self.at(line, column)
            return Problem(
                "yaml", at, "a quotation mark opens here and is never closed", "close it"
            )
        if "could not find expected ':'" in complaint:
            at = self._last_line_before(line)
            return Problem(
                "yaml",
                at,
                "this line is neither a `key: value` nor part of the text above it",
                "give it a colon, or indent it as deep as the text that it belongs to",
            )
        if "expected a single document" in complaint:
            return Problem(
                "yaml", self.at(line, column), "a second document starts here", "delete the `---`"
            )
        if "block collection" in complaint or "block mapping" in complaint:
            return self._crooked(line)
        if "alias" in complaint or "anchor" in complaint:
            return Problem(
                "alias",
                self.at(line, column),
                "`*` and `&` start an alias or an anchor, which are not used here",
                "put the value in quotes",
            )
        if "cannot start any token" in complaint:
            return Problem(
                "yaml",
                self.at(line, column),
                f"a value cannot start with {text[column - 1 : column]!r}",
                "put the value in quotes",
            )
        return Problem("yaml", self.at(line, column), f"this is not YAML: {complaint}")

    def _crooked(self, line: int) -> Problem:
        text = self.lines[line - 1]
        return Problem(
            "indentation",
            self.at(line, len(text) - len(text.lstrip()) + 1, len(text.strip())),
            "this line is not indented like its neighbours",
            "line it up with the keys or dashes that it belongs with",
        )

    def _last_line_before(self, line: int) -> Place:
        for number in range(min(line, len(self.lines)), 0, -1):
            text = self.lines[number - 1].strip()
            if text and not text.startswith("#") and (number < line or ":" not in text):
                start = len(self.lines[number - 1]) - len(self.lines[number - 1].lstrip())
                return self.at(number, start + 1, len(text))
        return self.at(line, 1)


class _Reading:
    """Turns one file's nodes into plain values and notes what is refused on the way."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, depth: int) -> Value:
        if id(node) in self.seen:
            self._refuse(node, "alias", "aliases (`*name`) are not used here", "write it out again")
            return None
        self.seen.add(id(node))
        if node.tag not in _DEFAULT_TAGS:
            self._refuse(node, "tag", "tags (`!name`) are not used here", "delete the tag")
            return None
        if depth > _DEEPEST:
            self._refuse(node, "too-deep", f"this is nested more than {_DEEPEST} deep", "")
            return None
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.value or node.style else None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, depth + 1) for child in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Value]:
        mapping: dict[str, Value] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or not key_node.value:
                self._refuse(key_node, "yaml", "a key is a plain word", "")
                continue
            key = key_node.value
            if key in mapping:
                message = f'"{key}" stands twice in this record, first at line {first[key]}'
                self._refuse(key_node, "duplicate-key", message, "keep one of the two")
                continue
            first[key] = key_node.start_mark.line + 1
            self.seen.add(id(key_node))
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


def read(path: Path, name: str) -> Source:
    """The file at `path`, known to its author as `name`. A byte order mark is taken off.

    Raises:
        Problems: it cannot be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem("unreadable", Place(name), f"this file cannot be read: {error.strerror}")
        raise Problems([problem]) from None
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        excerpt = data.decode("utf-8", "replace").split("\n")[line - 1].rstrip("\r")
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        problem = Problem(
            "encoding",
            Place(name, line, column, 1, "" if utf16 else excerpt),
            f"this file is not UTF-8{' but UTF-16' if utf16 else ''}: byte "
            f"{data[error.start]:#04x} cannot be read",
            "save it as UTF-8 (in most editors: Save with encoding)",
        )
        raise Problems([problem]) from None


def front_matter(source: Source) -> tuple[dict[str, Any], str, int]:
    """A page's settings (between two lines of `---`), the text after them and its first line.

    Raises:
        Problems: the settings are not a YAML mapping.
    """
    if source.lines[0].rstrip() != "---":
        return {}, source.text, 1
    ends = (n for n, line in enumerate(source.lines[1:], 1) if line.rstrip() == "---")
    end = next(ends, 0)
    if not end:
        hint = "end the settings with a line of `---`"
        raise Problems([Problem("yaml", source.at(1, 1, 3), "these settings never end", hint)])
    settings = Source(source.path, "\n".join(["", *source.lines[1:end]])).values
    if settings is not None and not isinstance(settings, dict):
        message = "a page's settings are lines of `key: value`"
        raise Problems([Problem("yaml", source.at(2, 1), message)])
    return settings or {}, "\n".join(source.lines[end + 1 :]), end + 2


def unknown_key(source: Source, location: Location, known: list[str]) -> Problem:
    """The problem of a key that nothing reads."""
    key = str(location[-1])
    hint = nearest(key, known) or f"known here: {', '.join(sorted(known))}"
    return Problem(
        "unknown-key", source.place(location, key=True), f'there is no key "{key}" here', hint
    )
