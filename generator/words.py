"""What the site itself says, in a language: its interface, dates and numbers.

The only module that knows Babel. Words of the interface stand in English where they are used, and
in each other language in a catalogue: `locale/<language>.po` of the package, or of a site, which
may reword English too.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, format_percent

from generator.dates import Span, When

CATALOGUES = Path(__file__).parent / "locale"
OWN_CATALOGUES = "locale"
"""A site's own folder of catalogues, beside its mkdocs.yml."""

SOURCE_LANGUAGE = "en"
"""The language in which the interface is written in templates and modules."""

_NUMBERS = 200
"""Whole numbers from 0 in which every plural category of a language comes up."""

_DAY = 3  # parts of a date that is known to the day


def deferred(message: str) -> str:
    """Mark words that stand in a table, for the catalogues; they are said when they are used."""
    return message


def deferred_count(one: str, many: str) -> tuple[str, str]:
    """Mark words that depend on a number and stand in a table, for the catalogues."""
    return one, many


class CatalogueError(Exception):
    """A catalogue that cannot be used; its words say why."""


@dataclass(frozen=True)
class Words:
    """How a language says the interface, dates and numbers."""

    language: str
    locale: Locale
    translations: NullTranslations = field(default_factory=NullTranslations, repr=False)
    state: str = ""
    """Unlike that of any other words."""

    def say(self, message: str, **values: object) -> str:
        """Words of the interface, with named values put in."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def count(self, one: str, many: str, num: int, **values: object) -> str:
        """Words that depend on a number, which they may name as `%(num)s`."""
        text = self.translations.ngettext(one, many, num)
        return text % {"num": self.number(num), **values}

    def by_category(self, one: str, many: str) -> dict[str, str]:
        """Words that depend on a number, by the plural category of the number: `one`, `other`.

        Those who choose among them later put the number in the place of `%(num)s`.
        """
        found: dict[str, str] = {}
        for num in range(_NUMBERS):
            category = self.locale.plural_form(num)
            found.setdefault(category, self.translations.ngettext(one, many, num))
        return found

    def listed(self, items: list[str]) -> str:
        """Several names as one phrase: a, b and c."""
        if len(items) < len("ab"):
            return "".join(items)
        return self.say("%(most)s and %(last)s", most=", ".join(items[:-1]), last=items[-1])

    def either(self, items: list[str]) -> str:
        """Several words of which one holds: a, b or c."""
        if len(items) < len("ab"):
            return "".join(items)
        return self.say("%(most)s or %(last)s", most=", ".join(items[:-1]), last=items[-1])

    def language_name(self, tag: str) -> str:
        """What a language is called in this one; the tag itself where it is not known."""
        try:
            return (Locale.parse(tag, sep="-").get_display_name(self.locale) or tag) if tag else ""
        except (UnknownLocaleError, ValueError):
            return tag

    @property
    def own_name(self) -> str:
        """What this language calls itself, without its country."""
        name = self.locale.get_language_name(self.locale)
        return (name or self.language).capitalize()

    def size(self, size: int) -> str:
        """A number of bytes, in kilobytes or megabytes."""
        million = 1_000_000
        if size < million:
            return self.say("%(size)s kB", size=self.number(max(1, round(size / 1000))))
        return self.say("%(size)s MB", size=self.number(round(size / million, 1)))

    def number(self, value: float) -> str:
        """A number with its thousands apart."""
        return format_decimal(value, locale=self.locale)

    def percent(self, value: float) -> str:
        """A share, given as a number of hundredths."""
        return format_percent(value / 100, "#,##0.#%", locale=self.locale)

    def when(self, when: When | None) -> str:
        """A date as precisely as it is known."""
        if when is None:
            return ""
        if when.parts:
            return ", ".join(self.when(part) for part in when.parts)
        if when.text:
            return when.text
        return ", ".join(self._span(span) for span in when.spans)

    def moment(self, moment: datetime, zone: ZoneInfo) -> str:
        """A moment, to the minute, in the site's zone."""
        return format_datetime(moment.astimezone(zone), "d MMMM y, HH:mm z", locale=self.locale)

    def day(self, day: date) -> str:
        """A day of the calendar."""
        return _day(self.locale, day)

    def _span(self, span: Span) -> str:
        start, end = _parts(span.start), _parts(span.end)
        if start == end:
            return self._date(start)
        if len(start) == len(end) == _DAY and start[:2] == end[:2] and self._day_first(end):
            return f"{start[2]}–{self._date(end)}"
        if len(start) == len(end) > 1 and start[0] == end[0] and self._year_last(end):
            return f"{self._date(start, year=False)} – {self._date(end)}"
        return f"{self._date(start)} – {self._date(end)}"

    def _day_first(self, parts: tuple[int, ...]) -> bool:
        return self._date(parts).startswith(f"{parts[2]} ")

    def _year_last(self, parts: tuple[int, ...]) -> bool:
        return self._date(parts).endswith(str(parts[0]))

    def _date(self, parts: tuple[int, ...], *, year: bool = True) -> str:
        if len(parts) == 1:
            return str(parts[0])
        day = date(*(*parts, 1, 1)[:3])
        full = len(parts) == _DAY
        said = self.day(day) if full else _month(self.locale, day)
        return said if year else said.removesuffix(str(parts[0])).rstrip()


@lru_cache(maxsize=10_000)
def _day(locale: Locale, day: date) -> str:
    return format_date(day, "long", locale=locale)


@lru_cache(maxsize=10_000)
def _month(locale: Locale, day: date) -> str:
    return format_skeleton("yMMMM", day, locale=locale)


def _parts(day: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple(part for part in day if part)


def words(language: str, own: Path | None = None) -> Words:
    """The words of a language, given as a tag such as `en-GB` or `cy`.

    `own` is a site's folder of catalogues, whose words go before the package's.

    Raises:
        ValueError: there is no such language.
        CatalogueError: a catalogue of it cannot be used.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(str(error)) from None
    paths = _paths(locale.language, language, own)
    return _words(language, locale, tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=32)
def _words(language: str, locale: Locale, paths: tuple[tuple[Path, int], ...]) -> Words:
    """The words of catalogues, made once for as long as none of them is written anew."""
    state = hashlib.sha256(b"".join(_catalogue(*path) for path in paths)).hexdigest()
    return Words(language, locale, _translations(paths), f"{language} {state}")


def is_language(tag: str) -> bool:
    """Whether this is the tag of a language, as in `cy` or `pt-BR`."""
    try:
        return str(Locale.parse(tag, sep="-")).replace("_", "-") == tag
    except (UnknownLocaleError, ValueError):
        return False


def tag_of(name: str) -> str:
    """The tag of the language that is called so in English; empty if none is."""
    named = Locale("en").languages.items()
    return next((str(t) for t, called in named if called.casefold() == name.casefold()), "")


def in_source_language(language: str) -> bool:
    """Whether the interface is written in this language, so that it needs no catalogue."""
    return language.partition("-")[0] == SOURCE_LANGUAGE


def has_catalogue(language: str, own: Path | None = None) -> bool:
    """Whether the interface can be shown in a language."""
    return in_source_language(language) or bool(_paths(language.partition("-")[0], language, own))


@cache
def interface() -> tuple[str, ...]:
    """Every message of the interface, in every language that the package has it in."""
    found: dict[str, None] = {}
    for path in sorted(CATALOGUES.glob("*.po*")):
        with path.open("rb") as file:
            for message in read_po(file):
                found |= dict.fromkeys((*_all(message.id), *_all(message.string)))
    return tuple(filter(None, found))


def _translations(paths: tuple[tuple[Path, int], ...]) -> NullTranslations:
    found = NullTranslations()
    for path, changed in reversed(paths):
        read = GNUTranslations(BytesIO(_catalogue(path, changed)))
        if not isinstance(found, GNUTranslations):
            found = read
        else:
            read.add_fallback(found)
            found = read
    return found


def _paths(short: str, language: str, own: Path | None) -> list[Path]:
    """The catalogues of a language, those whose words go first being first."""
    folders = [own, CATALOGUES] if own else [CATALOGUES]
    names = dict.fromkeys((f"{language}.po", f"{short}.po"))
    return [folder / name for folder in folders for name in names if (folder / name).is_file()]


_VALUE = re.compile(r"%\(\w+\)s")


def _all(forms: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A message's only form, or all of them."""
    return (forms,) if isinstance(forms, str) else tuple(forms or ())


@cache
def _catalogue(path: Path, _changed: int) -> bytes:
    """A catalogue in the form that gettext reads, kept until the file is written anew."""
    try:
        with path.open("rb") as file:
            read = read_po(file, abort_invalid=True)
    except (PoFileError, LookupError, ValueError) as error:
        raise CatalogueError(f"{path.name} cannot be read as a catalogue: {error}") from None
    for message in read:
        ids, forms = _all(message.id), _all(message.string)
        wrong = set(_VALUE.findall("".join(forms))) - set(_VALUE.findall("".join(ids)))
        stray = any("%" in _VALUE.sub("", form) for form in forms if _VALUE.search("".join(ids)))
        if message.id and (wrong or stray):
            raise CatalogueError(
                f'{path.name}: the words for "{ids[0]}" name a value that it has not'
            )
    out = BytesIO()
    try:
        write_mo(out, read)  # leaves out what is marked as fuzzy
    except LookupError as error:
        raise CatalogueError(f"{path.name} cannot be read as a catalogue: {error}") from None
    return out.getvalue()
