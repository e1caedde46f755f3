"""Numbers: figures, their rows, and counts drawn as bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from generator.catalogue import Entry
from generator.graph import word
from generator.records import (
    Figure,
    Labelled,
    Scale,
)
from generator.records import Row as Breakdown
from generator.views.context import Here
from generator.views.naming import body_name, on_scale, related_links
from generator.views.origins import origin, point, variant
from generator.views.pieces import Bar, FigureView, Numbers, Related, Row, Segment, SourceLine
from generator.views.ties import over_time, shown

BAR_WIDTH = 1000


def bar(
    here: Here,
    title: str,
    items: Sequence[tuple[Labelled, float]],
    unit: str = "",
    words: Sequence[Labelled] = (),
    *,
    shares: bool = False,
) -> Bar | None:
    """Counts, or shares in per cent, as a bar; None where there is nothing to count.

    `words` is the whole list that the counted ones are of, so that each keeps its colour.
    """
    total = sum(n for _, n in items)
    if not total:
        return None
    number = here.site.words.percent if shares else here.site.words.number
    listed = words or [label for label, _ in items]
    segments, x = [], 0.0
    for label, n in items:
        width = BAR_WIDTH * n / total
        segments.append(
            Segment(
                label.label,
                label.tone or "neutral",
                variant(listed, label),
                number(n),
                here.site.words.percent(round(100 * n / total)),
                round(x, 2),
                round(width, 2),
            )
        )
        x += width
    said = ", ".join(f"{s.n} {s.label.lower()}" for s in segments)
    whole = here.say("known only as shares") if shares else unit
    return Bar(title, said, "" if shares else number(total), whole, tuple(segments))


def figure(here: Here, entry: Entry, level: int) -> FigureView:
    """A figure with its bar, its breakdown and what it is part of."""
    record = cast("Figure", entry.record)
    framework = here.graph.framework(entry.inspection)
    scale = next((s for s in framework.scales if s.id == record.scale), None)
    related = [
        Related(
            "part-of",
            related_links(here, here.graph.from_(entry.address, "part_of"), entry.inspection),
        ),
        Related(
            "parts", related_links(here, here.graph.to(entry.address, "part_of"), entry.inspection)
        ),
        *over_time(here, entry),
        Related(
            "illustrates",
            related_links(here, here.graph.from_(entry.address, "illustrates"), entry.inspection),
        ),
    ]
    rows = tuple(_row(here, entry, row, scale) for row in record.rows)
    return FigureView(
        anchor=entry.id,
        level=level,
        title=record.title or entry.id,
        value=figure_value(here, record),
        unit=record.unit or "",
        of=of_how_many(here, record),
        period=here.when(record.period),
        counted_by=_other_counter(here, entry, record.counted_by),
        html=here.prose(record.text, entry.inspection, entry.id),
        bar=_figure_bar(here, record.title or entry.id, record, scale, record.unit),
        columns=tuple(on_scale(v) for v in scale.values)
        if scale and any(r.cells for r in rows)
        else (),
        rows=rows,
        related=shown(related),
        origin=origin(here, entry),
    )


def of_how_many(here: Here, record: Figure | Breakdown) -> str:
    """How many a value, words or shares are of; empty for counts, which say so themselves."""
    if record.n is None or record.counts:
        return ""
    if record.value is None and not record.words and not record.shares:
        return ""  # the number itself is what is shown
    return here.say("n = %(number)s", number=here.site.words.number(record.n))


def row_alone(here: Here, entry: Entry, view: FigureView, row: Breakdown) -> FigureView:
    """One row of a figure, as if it were a figure of its own."""
    record = cast("Figure", entry.record)
    scale = word(here.graph.framework(entry.inspection).scales, record.scale)
    return replace(
        view,
        title=f"{view.title}: {row.title}",
        value=figure_value(here, row),
        unit=row.unit or record.unit or "",
        bar=_figure_bar(here, row.title, row, scale, row.unit or record.unit),
        rows=(),
        origin=replace(view.origin, note=row.note or ""),
    )


def numbers(figures: Iterable[FigureView], known: tuple[SourceLine, ...] = ()) -> Numbers:
    """Those of some figures that are a single number or words, for one table.

    Sources are named once: those `known` stand beside the table already.
    """
    rows = tuple(f for f in figures if f.bar is None and not f.rows)
    sources = dict.fromkeys(s for row in rows for s in row.origin.sources if s not in known)
    return Numbers(rows, tuple(sources))


def is_whole(here: Here, entry: Entry) -> bool:
    """Whether a figure counts all cases of a visit, as its inspectorate saw them."""
    record = cast("Figure", entry.record)
    inspectorates = here.graph.inspections[entry.inspection].inspecting
    return bool(
        record.counts
        and not record.part_of
        and not record.rows
        and (record.counted_by is None or record.counted_by in inspectorates)
    )


def _other_counter(here: Here, entry: Entry, counter: str | None) -> str:
    """Who counted, where that was not the only inspectorate itself."""
    inspecting = here.graph.inspections[entry.inspection].inspecting
    if counter is None or inspecting == (counter,):
        return ""
    return body_name(here, counter, entry.inspection)


def figure_value(here: Here, record: Figure | Breakdown) -> str:
    """A figure's or row's number with what the source puts before it, or its words."""
    if record.value is not None:
        number = here.site.words.number(record.value)
        return f"{record.qualifier} {number}" if record.qualifier else number
    return record.words or (
        here.site.words.number(record.n) if record.n is not None and not record.counts else ""
    )


def _figure_bar(
    here: Here, title: str, counted: Figure | Breakdown, scale: Scale | None, unit: str | None
) -> Bar | None:
    found = counted.counts or counted.shares
    if not found or scale is None:
        return None
    items = [(value, found.get(value.id, 0)) for value in scale.values]
    return bar(here, title, items, unit or "", scale.values, shares=not counted.counts)


def _row(here: Here, entry: Entry, row: Breakdown, scale: Scale | None) -> Row:
    anchor = f"{entry.id}-{row.id}"
    number = here.site.words.number
    counts = row.counts or {}
    shares = row.shares or {}
    total = row.n if row.n is not None else sum(counts.values()) or None
    if row.value is not None or row.words:
        total = None
    cells = tuple(number(counts.get(v.id, 0)) for v in scale.values) if counts and scale else ()
    if shares and not counts and scale:
        percent = here.site.words.percent
        cells = tuple(percent(shares[v.id]) if v.id in shares else "–" for v in scale.values)
    value = figure_value(here, row) if total is None else ""
    unit = row.unit or (cast("Figure", entry.record).unit if row.value is not None else "")
    return Row(
        anchor,
        row.title,
        _figure_bar(here, row.title, row, scale, row.unit or cast("Figure", entry.record).unit),
        cells,
        number(total) if total is not None else " ".join(filter(None, (value, unit))),
        of_how_many(here, row),
        row.note or "",
        tuple(point(here, entry, p, i, anchor) for i, p in enumerate(row.points, 1)),
    )
