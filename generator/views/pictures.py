"""Pictures made of records: what is counted where, and what happened when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.catalogue import Entry
from generator.views import naming, origins, search
from generator.views.context import Here
from generator.views.pieces import Event, Link, Mark

SHADES = 5
"""How many shades the styles tell apart."""


@dataclass(frozen=True)
class Cell:
    """A number of a matrix with its shade, and where what it counts can be seen, if anywhere."""

    count: str
    shade: int
    href: str
    judgement: str


@dataclass(frozen=True)
class Matrix:
    """Findings by theme and judgement: for each theme a number of each judgement, and of all."""

    judgements: tuple[str, ...]
    rows: tuple[tuple[Link, tuple[Cell, ...], str, str], ...]
    """A theme, a cell for each judgement, the number of all its findings, and where they are.

    They can be seen one by one only where the site can be searched.
    """
    readings: bool
    """All the judgements are the editor's reading, which is then said once."""
    note: str


def themes_by_judgement(here: Here) -> Matrix | None:
    """How many findings of each theme have each judgement; none where nothing is judged.

    A finding with several themes counts at each of them.
    """
    findings = [e for e in here.graph.entries.values() if e.kind == "finding"]
    counts: Counter[tuple[str, search.Value]] = Counter()
    totals: Counter[str] = Counter()
    columns: dict[search.Value, None] = {}
    marks: dict[search.Value, Mark] = {}
    themes: dict[str, Entry] = {}
    for entry in findings:
        judged = search.values(here, entry)["judgement"]
        columns |= dict.fromkeys(judged)
        if (mark := origins.judgement(here, entry)) is not None:
            marks |= dict.fromkeys(judged, mark)
        for theme in here.graph.from_(entry.address, "themes"):
            themes[theme.id] = theme
            totals[theme.id] += 1
            counts.update((theme.id, value) for value in judged)
    if len(columns) < len("ab") or not themes:
        return None
    readings = all(mark.reading for mark in marks.values())
    most = max(counts.values(), default=1)
    number = here.site.words.number

    def cell(theme: str, value: search.Value) -> Cell:
        count = counts[theme, value]
        query = f"?kind=finding&theme={theme}&judgement={value[0]}"
        return Cell(
            number(count),
            -(-count * SHADES // most),
            search.asking(here, query) if count else "",
            value[1],
        )

    rows = tuple(
        (
            naming.link(here, themes[theme]),
            tuple(cell(theme, value) for value in columns),
            number(total),
            search.asking(here, f"?kind=finding&theme={theme}"),
        )
        for theme, total in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    )
    without = sum(not here.graph.from_(e.address, "themes") for e in findings)
    note = ""
    if without:
        note = here.count(
            "%(num)s finding has no theme.",
            "%(num)s findings have no theme.",
            without,
        )
    labels = tuple(marks[v].label if readings and v in marks else v[1] for v in columns)
    return Matrix(labels, rows, readings, note)


@dataclass(frozen=True)
class Tick:
    """A year on a picture of time, and the marks above it."""

    x: int
    label: str
    marks: tuple[tuple[str, int, str], ...]
    """Each event's kind (an estimate is one of its own), how high it stands, and its name."""


@dataclass(frozen=True)
class Years:
    """Events above the years in which they fell."""

    width: int
    height: int
    ticks: tuple[Tick, ...]
    estimates: bool
    """Some of the events stand where the editor guesses."""
    description: str


_STEP, _EDGE, _FOOT, _TOP = 16, 30, 26, 10
_LEAST = 3
"""Fewer events than this are plain from the list itself."""


def years(here: Here, events: Sequence[Event]) -> Years | None:
    """When events fell, year by year; none where too few are dated to see anything."""
    dated = [event for event in events if event.year]
    known = sorted({event.year for event in dated})
    if len(dated) < _LEAST or len(known) < len("ab"):
        return None
    first, last = known[0], known[-1]
    width = 1000
    by_year = {year: [e for e in dated if e.year == year] for year in range(first, last + 1)}
    height = _TOP + _FOOT + _STEP * max(map(len, by_year.values()))
    gap = (width - 2 * _EDGE) / (last - first)
    every = max(1, round((last - first) / 16))  # so that labels do not touch
    ticks = tuple(
        Tick(
            round(_EDGE + (year - first) * gap),
            str(year) if (year - first) % every == 0 or year == last else "",
            tuple(
                (_sign(event), height - _FOOT - _STEP * place - _STEP // 2, event.title.text)
                for place, event in enumerate(found)
            ),
        )
        for year, found in by_year.items()
    )
    visits = sum(event.kind == "visit" for event in dated)
    said = here.say(
        "%(events)s dated events from %(first)s to %(last)s, %(visits)s of them inspections shown "
        "on this site. The list below has each.",
        events=here.site.words.number(len(dated)),
        first=first,
        last=last,
        visits=here.site.words.number(visits),
    )
    return Years(width, height, ticks, any(event.estimated for event in dated), said)


def _sign(event: Event) -> str:
    return "estimate" if event.estimated else event.kind
