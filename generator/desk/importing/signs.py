"""The signs by which parts of a report are told: `signs.yml`, ready to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator import dates, source

_ALIKE = str.maketrans(
    "\u2018\u2019\u201b\u201c\u201d\u2010\u2011\u2012\u2013\u2014\u2212\xa0", "'''\"\"------ "
)
_LONGEST_HEADING = 500
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z0-9\"'(\u2018\u201c\[])")
_NUMBER = r"(?P<number>[a-z]?\d+(?:\.\d+)*[a-z]?)"
_HEADING_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)+|\d+(?=[.)]|\s))[.)]?\s+(?=\S)")


@dataclass(frozen=True)
class Label:
    """A line that names what stands below it: its kind, its number and what it is called."""

    kind: str
    number: str = ""
    title: str = ""


@dataclass(frozen=True)
class Deadline:
    """By when something is asked for, as far as a text says it."""

    words: str
    now: bool = False
    days: int | None = None
    months: int | None = None
    date: str = ""
    """As a record writes it."""


class Signs:
    """What the lines and sentences of a report are told by."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._contents = _line(table["contents"])
        self._kinds = {
            kind: re.compile(
                rf"(?:{'|'.join(lines)})(?: {_NUMBER})?(?:(?:[:.]| -)+ +(?P<title>.+)|[:.]?)"
            )
            for kind, lines in table["kinds"].items()
        }
        self._notes = _line(table["notes"])
        self._about = _line(table["about"])
        self._furniture = _line(table["furniture"])
        self._boxes = _line(table["boxes"])
        self._totals = _line([table["totals"]])
        months = "|".join(table["months"])
        self._months = table["months"]
        self._day = re.compile(
            rf"(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: (?P<earlier>{months}))?"
            rf"(?: (?P<early>\d{{4}}))? ?(?:-|to|and) ?)?"
            rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{months})"
            rf"(?: (?P<us>\d{{1,2}})(?:st|nd|rd|th)?,)? (?P<year>\d{{4}})\b"
            rf"|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b"
        )
        self._dates = {
            key: re.compile(rf"(?:{'|'.join(lines)}):? +(?:was |were |on |from |in )*")
            for key, lines in table["dates"].items()
        }
        self._dates_within = {
            key: re.compile(rf"\b(?:{'|'.join(lines)}) +")
            for key, lines in table["dates_in_sentences"].items()
        }
        asks = table["asks"]
        self._opening = re.compile(rf"(?:{'|'.join(asks['opening'])})\b")
        self._wording = re.compile(rf"\b(?:{'|'.join(asks['wording'])})\b")
        self._introducing = re.compile(rf"\b(?:{'|'.join(asks['list'])})\b")
        self._open_verb = re.compile(rf"\b{asks['verb']}:$")
        self._numbers = {word: n for n, word in enumerate(table["numbers"], 1)}
        count = rf"(?P<count>\d{{1,3}}|{'|'.join(self._numbers)})"
        self._now = re.compile(rf"\b{table['now']}\b")
        self._within = re.compile(
            rf"\b{table['within']} {count}[ -](?P<unit>day|week|month|year)s?\b"
        )
        self._by = re.compile(rf"\b{table['by']} ")
        self._verb = re.compile(rf"\b(?:{'|'.join(table['verbs'])})\b")
        self._no_verb_after = re.compile(rf"(?:^| ){table['no_verb_after']} $")
        self._relative = re.compile(rf"\b{table['relative']}\b")
        self._indirect = re.compile(rf"{table['indirect']}\b")
        self._stories_end = re.compile(rf"\b(?:{'|'.join(table['stories_end'])})\b")
        self._present = re.compile(rf"\b{table['present']}\b")
        self._past = re.compile(rf"\b{table['past']}\b")

    def heads_contents(self, words: str) -> bool:
        """Whether a line heads the list of contents."""
        return self._contents.fullmatch(alike(words)) is not None

    def heads_notes(self, words: str) -> bool:
        """Whether a line heads notes."""
        return self._notes.fullmatch(alike(words)) is not None

    def is_about(self, title: str) -> bool:
        """Whether a chapter of this title tells of the report rather than of what was found."""
        return self._about.fullmatch(alike(title)) is not None

    def is_furniture(self, words: str) -> bool:
        """Whether a short line is of a page, and no part of what the report says."""
        return self._furniture.fullmatch(alike(words)) is not None

    def is_box(self, name: str) -> bool:
        """Whether a style or a class of this name sets its text in a box."""
        return self._boxes.fullmatch(alike(name)) is not None

    def is_total(self, words: str) -> bool:
        """Whether this heads the row or column that adds up the others."""
        return self._totals.fullmatch(alike(words)) is not None

    def label(self, words: str) -> Label | None:
        """What a line names as standing below it, if it names a kind of record."""
        lowered = alike(words)
        for kind, pattern in self._kinds.items():
            match = pattern.fullmatch(lowered)
            if match:
                title = words[match.start("title") :] if match["title"] else ""
                return Label(kind, (match["number"] or "").upper(), title.strip())
        return None

    def states(self, words: str) -> bool:
        """Whether a heading states something, rather than naming a topic or asking a question."""
        lowered = alike(words[:_LONGEST_HEADING])
        if lowered.endswith("?") or self._indirect.match(lowered):
            return False
        told = 0  # up to here a part of the sentence has its own verb
        for match in self._verb.finditer(lowered):
            before = lowered[: match.start()]
            first = not before and not match[0].startswith(("we ", "inspectors "))
            if first or self._no_verb_after.search(before):
                continue
            if not self._relative.search(before, told):
                return True
            told = match.end()
        return False

    def is_opening(self, words: str) -> bool:
        """Whether a paragraph opens as only a recommendation does."""
        return self._opening.match(alike(words)) is not None

    def asks(self, words: str) -> bool:
        """Whether somebody is asked for something here."""
        return self._wording.search(alike(words)) is not None

    def introduces(self, words: str) -> bool:
        """Whether a paragraph only says that recommendations follow."""
        if not words.endswith(":") or self.is_opening(words):
            return False
        return self._introducing.search(alike(words)) is not None

    def leaves_open(self, words: str) -> bool:
        """Whether a paragraph ends where what is asked would begin, as in `the school must:`."""
        return self._open_verb.search(alike(words)) is not None

    def ends_story(self, words: str) -> bool:
        """Whether a paragraph after a story speaks of what is generally so."""
        lowered = alike(words)
        if self._stories_end.search(lowered):
            return True
        return bool(self._present.search(lowered)) and not self._past.search(lowered)

    def deadline(self, words: str) -> Deadline | None:
        """By when something is asked for, if its first sentence says so."""
        first = alike(_SENTENCE.split(words, maxsplit=1)[0])
        by = self._by.search(first)
        if by and (date := self._day.match(first, by.end())):
            return Deadline(words[by.start() : date.end()], date=self._written(date))
        within = self._within.search(first)
        if within:
            typed = within["count"]
            count = int(typed) if typed.isdigit() else self._numbers[typed]
            said = words[within.start() : within.end()]
            if within["unit"] in ("day", "week"):
                return Deadline(said, days=count * (7 if within["unit"] == "week" else 1))
            return Deadline(said, months=count * (12 if within["unit"] == "year" else 1))
        now = self._now.search(first)
        return Deadline(words[now.start() : now.end()], now=True) if now else None

    def is_deadline(self, words: str) -> bool:
        """Whether a line says by when, and nothing else."""
        found = self.deadline(words)
        return found is not None and len(found.words) >= len(words.rstrip(" :."))

    def dated(self, words: str) -> Iterator[tuple[str, str]]:
        """What a line says of the report's dates: which of them, and the date as it is written."""
        lowered = alike(words)
        for key, pattern in self._dates.items():
            match = pattern.match(lowered)
            date = self._day.match(lowered, match.end()) if match else None
            if date and len(lowered) - date.end() <= 1 and (written := self._written(date)):
                yield key, written

    def dated_within(self, words: str) -> Iterator[tuple[str, str]]:
        """The same of a sentence somewhere in a paragraph."""
        lowered = alike(words)
        for key, pattern in self._dates_within.items():
            for match in pattern.finditer(lowered):
                date = self._day.match(lowered, match.end())
                if date and (written := self._written(date)):
                    yield key, written
                    break

    def _written(self, match: re.Match[str]) -> str:
        """A date as records write it; empty if there is no such day."""
        if match["iso"]:
            written = match["iso"]
        else:
            month = self._months.index(match["month"]) + 1
            last = match["day"] or match["us"]
            written = _iso(match["year"], month, last)
            if match["first"] and last:
                early = self._months.index(match["earlier"]) + 1 if match["earlier"] else month
                written = (
                    f"{_iso(match['early'] or match['year'], early, match['first'])}/{written}"
                )
        try:
            dates.parse(written)
        except ValueError:
            return ""
        return written


def _iso(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


def _line(signs: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(signs)}):?")


def alike(words: str) -> str:
    """Words for matching: in small letters, with plain quotes and hyphens, as long as they were."""
    plain = words.translate(_ALIKE)
    lowered = plain.lower()
    if len(lowered) != len(plain):  # a few letters have small ones of two characters
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return lowered.rstrip()


def split_number(words: str) -> tuple[str, str]:
    """The number that a heading starts with, if it does, and the rest."""
    match = _HEADING_NUMBER.match(words)
    return (match["number"], words[match.end() :]) if match else ("", words)


@cache
def signs() -> Signs:
    """The signs that ship."""
    path = Path(__file__).parent / "signs.yml"
    return Signs(source.read(path, f"<importing>/{path.name}").values)
