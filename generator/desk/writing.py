"""Values and comments as YAML text that reads back as it was given, and reads well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.problems import Problems
from generator.source import Source

_BEGINS_PLAIN = re.compile(r"[^\W_]|[(‘“£€]")
_NOT_PLAIN = re.compile(r": |:$| #|[\t\n\r]| $")
_NOT_IN_BRACES = re.compile(r"[\[\]{},:?]")
_TAKEN_OTHERWISE = re.compile(
    r"y|n|yes|no|on|off|true|false|null|[0-9][0-9_,.:+\-eotz ]*|0x[0-9a-f_]+", re.IGNORECASE
)
"""What other readers of YAML take for a switch, a number or a date; editors colour it so."""
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def scalar(text: str, *, in_braces: bool = False) -> str:
    """`text` as a value on one line, plain where that is safe, else in quotes.

    It reads back as the same text. Only what no file may hold (see `Source`) is as it was.
    """
    if (
        _BEGINS_PLAIN.match(text)
        and not _NOT_PLAIN.search(text)
        and not _TAKEN_OTHERWISE.fullmatch(text)
        and not (in_braces and _NOT_IN_BRACES.search(text))
    ):
        return text
    if re.search(r'["\\]', text) and not re.search(r"[\t\n\r]", text):
        return "'" + text.replace("'", "''") + "'"
    return f'"{text.translate(_ESCAPES)}"'


def one_line(text: str) -> str:
    """Words as typed, on one line."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def comment(text: str, lead: str = "") -> Iterator[str]:
    """Any text as the lines of a comment, each after `lead`."""
    for line in text.splitlines():
        yield f"# {lead}{_visible(line)}".rstrip()


def _visible(line: str) -> str:
    """A line as a file may hold it: what it may not is only ever typed as an escape."""
    try:
        Source("", f"#{line}").values  # noqa: B018 - it raises what it finds
    except Problems:
        return "".join(c if c.isprintable() else " " for c in line)
    return line


def block(fields: Mapping[str, str], comments: Sequence[str] = ()) -> list[str]:
    """A record as lines of `key: value`, comments below them."""
    return [*(f"{key}: {scalar(value)}" for key, value in fields.items()), *comments]


def braces(fields: Mapping[str, str]) -> str:
    """A record on one line, as in `{id: f1, title: A title}`."""
    inside = (f"{key}: {scalar(value, in_braces=True)}" for key, value in fields.items())
    return "{" + ", ".join(inside) + "}"
