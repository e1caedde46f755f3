"""A record put at the end of a list that somebody wrote: what stands there is not touched.

The new text is read again before anybody gets it: the old records are in it as they were, and one
more. Where no way of writing it passes, nothing is written and the author is told what to add.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.desk.writing import block, braces
from generator.problems import Problem, Problems
from generator.source import Source, Value

_LINE_END = re.compile("\r\n|\n|\r")


def appended(source: Source, record: Mapping[str, str], comments: Sequence[str] = ()) -> str:
    """The text of a list with a record after those it holds, and comments below it.

    A list in brackets gets the record alone, since comments would not stand well there.

    Raises:
        Problems: the file cannot be read, is no list, or is written in a way that is not
            understood well enough to add to it.
    """
    before = source.values
    if not (before is None or isinstance(before, list)):
        message = "this file is no list, so no record can be added to it"
        raise Problems([Problem("wrong-value", source.place(()), message, _by_hand(record))])
    wanted = _settled([*(before or []), dict(record)])
    for text in _ways(source, len(before or []), record, comments):
        try:
            if _settled(Source(source.path, text).values) == wanted:
                return text
        except Problems:
            continue
    message = "no record can be added here without a risk to what stands here"
    raise Problems(
        [Problem("not-added", source.at(_last_line(source), 1), message, _by_hand(record))]
    )


def _by_hand(record: Mapping[str, str]) -> str:
    return f"add it by hand:  - {braces(record)}"


def _last_line(source: Source) -> int:
    return max(1, len(source.lines) - (not source.lines[-1]))


def _settled(value: Value) -> Value:
    """Values as records take them, without the white space at the end of a text.

    A last text gets a line end when a record follows it.
    """
    if isinstance(value, list):
        return [_settled(item) for item in value]
    if isinstance(value, dict):
        return {key: _settled(item) for key, item in value.items()}
    return value.rstrip() if isinstance(value, str) else value


def _ways(
    source: Source, size: int, record: Mapping[str, str], comments: Sequence[str]
) -> Iterator[str]:
    """The texts that may be what is wanted, the best first."""
    text, end = source.text, _line_end(source.text)
    place = source.place(())
    in_brackets = source.lines[place.line - 1][place.column - 1 : place.column] == "["
    if in_brackets and size:
        yield from _in_brackets(text, end, braces(record))
        return
    lines = block(record, comments)
    if not in_brackets:
        column = place.column - 1 if size else 0
        gap = _gap(source, size)
        yield _below(text, end, _item(lines, column, _dash(source, size, column)), gap=gap)
        return
    for start, stop in _empty_brackets(text):
        left = _without(text, start, stop)
        yield _below(left, end, _item(lines, 0, "- "), gap=_written_lines(left) > 1)


def _line_end(text: str) -> str:
    found = Counter(_LINE_END.findall(text))
    return found.most_common(1)[0][0] if found else "\n"


def _item(lines: Sequence[str], column: int, dash: str) -> list[str]:
    first = " " * column
    rest = first + " " * len(dash)
    return [f"{first}{dash}{lines[0]}", *(f"{rest}{line}" for line in lines[1:])]


def _dash(source: Source, size: int, column: int) -> str:
    """The dash of an item and the space after it, as the last item has them."""
    if size:
        place = source.place((size - 1,))
        before = source.lines[place.line - 1][column : place.column - 1]
        if re.fullmatch(r"- +", before):
            return before
    return "- "


def _gap(source: Source, size: int) -> bool:
    """Whether an empty line stands between records here."""
    if not size:
        return _written_lines(source.text) > 1
    if size == 1:
        return len(source.lines) - source.place((0,)).line > 1
    line = source.place((size - 1,)).line - 1
    while line > 0 and source.lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line > 0 and not source.lines[line - 1].strip()


def _written_lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def _below(text: str, end: str, lines: Sequence[str], *, gap: bool) -> str:
    """Lines after a text, which keeps its last line end, or the want of one."""
    ends = not text or text.endswith(("\n", "\r"))
    lead = "" if ends else end
    blank = text and not text.splitlines()[-1].strip()
    if gap and not blank:
        lead += end
    return text + lead + end.join(lines) + (end if ends else "")


def _empty_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where a bracket opens and closes with nothing in between but space and comments."""
    for found in re.finditer(r"\[(?:\s|#[^\r\n]*)*\]", text):
        yield found.start(), found.end() - 1


def _without(text: str, start: int, stop: int) -> str:
    """The text without a pair of brackets, nor a line that held nothing else."""
    kept = text[:start] + text[start + 1 : stop] + text[stop + 1 :]
    before, after = text[:start], text[stop + 1 :]
    if not text[start + 1 : stop].strip() and not re.split(r"[\r\n]", before)[-1].strip():
        return re.sub(r"[ \t]*\Z", "", before) + re.sub(r"\A[ \t]*(?:\r\n|\n|\r)?", "", after)
    return kept


def _in_brackets(text: str, end: str, item: str) -> Iterator[str]:
    """The text with an item before a closing bracket, the last one first."""
    for found in reversed(list(re.finditer(r"\]", text))):
        body, tail = text[: found.start()], text[found.start() :]
        inside = body.rstrip()
        space = body[len(inside) :]
        last = re.split(r"[\r\n]", inside)[-1]
        indent = last[: len(last) - len(last.lstrip())]
        own_line = f"{end}{indent}" if _LINE_END.search(space) else " "
        yield f"{inside},{own_line}{item}{space}{tail}"
        yield f"{inside}{own_line}{item}{space}{tail}"
        yield f"{inside}{own_line}, {item}{space}{tail}"
