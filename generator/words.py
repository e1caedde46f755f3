"""Dates and numbers in words; the only module that knows Babel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from generator.dates import Span, When

_DAY = 3  # parts of a date that is known to the day


@dataclass(frozen=True)
class Words:
    """How a language says dates and numbers."""

    locale: Locale

    def number(self, value: float) -> str:
        """A number with its thousands apart."""
        return format_decimal(value, locale=self.locale)

    def when(self, when: When | None) -> str:
        """A date as precisely as it is known."""
        if when is None:
            return ""
        if when.text:
            return when.text
        return ", ".join(self._span(span) for span in when.spans)

    def moment(self, moment: datetime, zone: ZoneInfo) -> str:
        """A moment, to the minute, in the site's zone."""
        return format_datetime(moment.astimezone(zone), "d MMMM y, HH:mm z", locale=self.locale)

    def _span(self, span: Span) -> str:
        start, end = _parts(span.start), _parts(span.end)
        if start == end:
            return self._date(start)
        if len(start) == len(end) == _DAY and start[:2] == end[:2]:
            return f"{start[2]}–{self._date(end)}"
        if len(start) == len(end) > 1 and start[0] == end[0]:
            return f"{self._date(start, year=False)} – {self._date(end)}"
        return f"{self._date(start)} – {self._date(end)}"

    def _date(self, parts: tuple[int, ...], *, year: bool = True) -> str:
        pattern = {1: "y", 2: "MMMM y", 3: "d MMMM y"}[len(parts)]
        if not year:
            pattern = pattern.removesuffix(" y")
        return format_date(_day(parts), pattern, locale=self.locale)

    def day(self, day: date) -> str:
        """A day of the calendar."""
        return format_date(day, "d MMMM y", locale=self.locale)


def _parts(day: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple(part for part in day if part)


def _day(parts: tuple[int, ...]) -> date:
    return date(*(*parts, 1, 1)[:3])


def words(language: str) -> Words:
    """The words of a language, given as a tag such as `en-GB` or `cy`.

    Raises:
        ValueError: there is no such language.
    """
    try:
        return Words(Locale.parse(language, sep="-"))
    except UnknownLocaleError as error:
        raise ValueError(str(error)) from None
