"""Dates as inspectorates know them: a day, a month, a range, several, or only words.

What may be written is the part of EDTF (ISO 8601-2) that reports use: `2021`, `2021-04`,
`2021-04-12`, `2021-04-12/2021-04-23`, a list of these, or `{text, sort}`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WAYS = (
    "write 2021, 2021-04, 2021-04-12, 2021-04-12/2021-04-23, [several], or {text: ..., sort: 2021}"
)


@dataclass(frozen=True, order=True)
class Span:
    """From one date to another, both included; a single date is a span of itself.

    Each end is (year, month, day), where month and day are 0 if they are not known.
    """

    start: tuple[int, int, int]
    end: tuple[int, int, int]


@dataclass(frozen=True)
class When:
    """A date of any precision. `text` is set where its author gave words for it."""

    spans: tuple[Span, ...] = ()
    text: str = ""
    parts: tuple[When, ...] = ()
    """The dates of a list, where some of them are words."""

    @property
    def sort(self) -> tuple[int, int, int]:
        """Where it stands among dates: its first day, an unknown month or day coming first."""
        return self.spans[0].start if self.spans else (0, 0, 0)

    @property
    def year(self) -> int:
        """The year it begins in, 0 where none is known."""
        return self.sort[0]

    @property
    def first(self) -> date | None:
        """The first day that it may mean."""
        return date(*(part or 1 for part in self.sort)) if self.spans else None

    @property
    def last(self) -> date | None:
        """The last day that it may mean."""
        if not self.spans:
            return None
        year, month, day = self.spans[-1].end
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])

    @property
    def iso(self) -> str:
        """The date as machines read it, as precise as it is known; empty for words alone."""
        if len(self.spans) != 1 or self.spans[0].start != self.spans[0].end:
            return ""
        return _iso(self.sort)


def edtf(when: When) -> str:
    """A date as machines read it, to ISO 8601-2; several of them apart by a comma and a space."""
    return ", ".join(
        _iso(span.start) if span.start == span.end else f"{_iso(span.start)}/{_iso(span.end)}"
        for span in when.spans
    )


def _iso(day: tuple[int, int, int]) -> str:
    year, *rest = day
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest if part)])


class WrongDateError(ValueError):
    """A value that is no date, or no moment; its message says how one is written."""

    code = "wrong-date"


def parse(value: Any) -> When:  # noqa: ANN401 - anything may stand in a file
    """A date as an author typed it.

    Raises:
        WrongDateError: it is no date; the message says how one is written.
    """
    if isinstance(value, When):
        return value
    if isinstance(value, dict):
        if set(value) - {"text", "sort"} or not isinstance(value.get("text"), str):
            raise WrongDateError(f"a date in words is {{text, sort}}; {_WAYS}")
        sort = value.get("sort")
        return When(parse(sort).spans if sort is not None else (), value["text"])
    if isinstance(value, list) and value:
        parts = tuple(parse(item) for item in value)
        spans = tuple(sorted(span for part in parts for span in part.spans))
        return When(spans, parts=parts if any(part.text for part in parts) else ())
    if not isinstance(value, str):
        raise WrongDateError(f"this is not a date; {_WAYS}")
    start, slash, end = value.strip().partition("/")
    if slash and not (_DATE.fullmatch(start) and _DATE.fullmatch(end)):
        raise WrongDateError(f'"{value}" is not a date; {_way(value)}')
    first = _day(start)
    last = _day(end) if end else first
    if last < first:
        raise WrongDateError(f"{end} comes before {start}; put the earlier date first")
    return When((Span(first, last),))


_YEAR_FIRST = re.compile(r"([0-9]{4})[/. ]([0-9]{1,2})[/. ]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"[0-9]{1,2}[/. -][0-9]{1,2}[/. -][0-9]{2,4}")
_IN_WORDS = re.compile(r"([0-9]{1,2})?(?:st|nd|rd|th)? ?([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_MONTHS = {name[:3].casefold(): n for n, name in enumerate(calendar.month_name) if name}


_NO_DAY = "there is no such day"
_LOOK_UP = "look up the day; a month alone is written 2021-04"


def _exists(year: int, month: int, day: int = 1) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _way(text: str) -> str:
    """How what was typed is written as a date, where that is sure; else how any is."""
    numbers, words = _YEAR_FIRST.fullmatch(text), _IN_WORDS.fullmatch(text)
    meant: tuple[int, ...] = ()
    if numbers:
        meant = tuple(map(int, numbers.groups()))
    elif words and words[2][:3].casefold() in _MONTHS:
        month = _MONTHS[words[2][:3].casefold()]
        meant = (int(words[3]), month, int(words[1])) if words[1] else (int(words[3]), month)
    if meant:
        written = "-".join((str(meant[0]), *(f"{number:02}" for number in meant[1:])))
        return f'did you mean "{written}"?' if _exists(*meant) else f"{_NO_DAY}; {_LOOK_UP}"
    if _YEAR_LAST.fullmatch(text):
        return "write the year first, then month and day: 2021-04-12"
    return _WAYS


def _day(text: str) -> tuple[int, int, int]:
    match = _DATE.fullmatch(text)
    if not match:
        raise WrongDateError(f'"{text}" is not a date; {_way(text)}')
    year, month, day = match.groups()
    if not _exists(int(year), int(month or 1), int(day or 1)):
        raise WrongDateError(f'there is no day "{text}" in the calendar; {_LOOK_UP}')
    return int(year), int(month or 0), int(day or 0)


def moment(value: Any) -> datetime:  # noqa: ANN401 - anything may stand in a file
    """A moment, with its zone where it is given. A bare date is its first instant.

    Raises:
        WrongDateError: it is neither a date nor a moment.
    """
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        found = None
    if found is None or not MINYEAR < found.year < MAXYEAR:  # at the ends zones cannot be changed
        way = "write 2026-03-01T00:01+00:00, or a date alone for its first instant"
        raise WrongDateError(f'"{value}" is not a moment; {way}')
    return found


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the month's last where it has no such day."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
