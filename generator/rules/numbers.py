"""Counts add up to their wholes and stand on their scales."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.catalogue import Entry
from generator.problems import Problem, known_words, nearest
from generator.records import Figure, Grade
from generator.rules.whole import Found, Whole
from generator.scales import criterion_of, may_compare
from generator.source import Location

HUNDRED = 100


_LOOK_UP = "look both up in the report, and mend the one that is mistyped"


def problems(whole: Whole) -> Found:
    """Counts that do not add up, and grades that are on no scale."""
    for entry in whole.catalogue.entries:
        if isinstance(entry.record, Figure):
            yield from _sums(whole, entry, entry.record)
            yield from _carried_on(whole, entry, entry.record)
        elif isinstance(entry.record, Grade):
            yield from _grade(whole, entry, entry.record)
    yield from _parts_of_figures(whole)


def _carried_on(whole: Whole, entry: Entry, figure: Figure) -> Found:
    """Counts on scales that may not be compared are not said to be comparable."""
    now = whole.scale(entry, figure.scale)
    for index, connection in enumerate(figure.follows):
        target = whole.addresses.find(connection.address, entry.inspection, ("figure",))
        if target is None or connection.comparable != "yes" or now is None:
            continue
        then = whole.scale(target.entry, getattr(target.entry.record, "scale", None))
        here, there = (
            whole.inspections[e.inspection].framework or "" for e in (entry, target.entry)
        )
        if then is not None and not may_compare((there, then), (here, now)):
            message = f'"{then.id}" and "{now.id}" are not scales that may be compared'
            way = "say `comparable: no`, or name one of them as `comparable` in the framework"
            yield Problem("not-comparable", entry.place("follows", index), message, way)


def _sums(whole: Whole, entry: Entry, figure: Figure) -> Found:
    scale = whole.scale(entry, figure.scale)
    counted = [figure.counts, figure.shares, *(r.counts or r.shares for r in figure.rows)]
    if scale is None and any(counted):
        if figure.scale is None:  # an unknown one is told elsewhere
            message = f'"{figure.id}" counts over a scale but names none'
            yield Problem("missing-key", entry.place(), message, "add `scale: ...`")
        return
    known = [value.id for value in scale.values] if scale else []
    total = figure.counts or {}
    yield from _counted(entry, ("counts",), total, figure.n, known, figure.id)
    yield from _shares(entry, ("shares",), figure.shares or {}, known, figure.id)
    for index, row in enumerate(figure.rows):
        at = ("rows", index)
        yield from _counted(entry, (*at, "counts"), row.counts or {}, row.n, known, row.title)
        yield from _shares(entry, (*at, "shares"), row.shares or {}, known, row.title)
    rows = [row.counts for row in figure.rows if row.counts]
    if total and rows and len(rows) == len(figure.rows):
        for grade in known:
            sum_of_rows = sum(row.get(grade, 0) for row in rows)
            if sum_of_rows != total.get(grade, 0):
                message = (
                    f'the rows of "{figure.id}" add up to {sum_of_rows} {grade}, '
                    f"and the whole says {total.get(grade, 0)}"
                )
                yield Problem("sum", entry.place("counts", grade), message, _LOOK_UP)
    sizes = [row.n for row in figure.rows if row.n is not None]
    whole_known = figure.n is not None and sizes and len(sizes) == len(figure.rows)
    if whole_known and sum(sizes) != figure.n:
        message = f'the rows of "{figure.id}" add up to {sum(sizes)}, and `n` says {figure.n}'
        yield Problem("sum", entry.place("n"), message, _LOOK_UP)


def _counted(
    entry: Entry,
    at: Location,
    counts: Mapping[str, int],
    n: int | None,
    known: list[str],
    name: str,
) -> Found:
    yield from _on_scale(entry, at, counts, known)
    if counts and n is not None and sum(counts.values()) != n:
        message = f'the counts of "{name}" add up to {sum(counts.values())}, and `n` says {n}'
        yield Problem("sum", entry.place(*at[:-1], "n"), message, "mend the counts or `n`")


def _on_scale(entry: Entry, at: Location, grades: Iterable[str], known: list[str]) -> Found:
    for grade in grades:
        if grade not in known:
            message = f'"{grade}" is not a grade of this scale'
            place = entry.source.place((*entry.at, *at, grade), key=True)
            way = nearest(grade, known) or known_words(known)
            yield Problem("unknown-word", place, message, way)


def _shares(
    entry: Entry, at: Location, shares: Mapping[str, float], known: list[str], name: str
) -> Found:
    yield from _on_scale(entry, at, shares, known)
    total = sum(shares.values())
    rounding = len(shares) / 2  # each share may be half a hundredth off
    short = len(shares) == len(known) and total < HUNDRED - rounding
    if shares and (total > HUNDRED + rounding or short):
        message = f'the shares of "{name}" come to {total:g} per cent'
        yield Problem("sum", entry.place(*at), message, "mend them; together they are 100")


def _parts_of_figures(whole: Whole) -> Found:
    siblings: dict[str, list[Entry]] = defaultdict(list)
    for entry in whole.catalogue.entries:
        if isinstance(entry.record, Figure) and entry.record.part_of:
            target = whole.addresses.find(entry.record.part_of, entry.inspection, ("figure",))
            if target is not None:
                siblings[target.entry.address].append(entry)
    for address, entries in siblings.items():
        figure = whole.addresses.targets[address].entry.record
        if isinstance(figure, Figure):
            yield from _fits(figure, entries)


def _fits(figure: Figure, entries: list[Entry]) -> Found:
    figures = [(e, e.record) for e in entries if isinstance(e.record, Figure)]
    size = figure.n
    total = sum(f.n or 0 for _, f in figures)
    if size is not None and total > size:
        message = f'the parts of "{figure.id}" come to {total}, and it has only {size}'
        yield Problem("sum", figures[-1][0].place("n"), message, _LOOK_UP)
        return
    counts = figure.counts or {}
    for grade, most in counts.items():
        here = sum((f.counts or {}).get(grade, 0) for _, f in figures)
        if here > most or (total == size and here != most):
            message = f'the parts of "{figure.id}" come to {here} {grade}, and it says {most}'
            yield Problem("sum", figures[-1][0].place("counts"), message, _LOOK_UP)


def _grade(whole: Whole, entry: Entry, grade: Grade) -> Found:
    framework = whole.framework_of(entry.inspection)
    if framework is None or grade.grade is None:
        return
    criterion = criterion_of(framework, grade.criterion)
    name = grade.scale or (criterion.scale if criterion else None)
    scale = whole.scale(entry, name)
    if scale is None:
        if name is None and criterion is not None:  # an unknown one is told elsewhere
            message = f'no scale is named for the grade of "{grade.criterion}"'
            yield Problem("missing-key", entry.place("grade"), message, "add `scale: ...`")
        return
    known = [value.id for value in scale.values]
    if grade.grade not in known:
        message = f'"{grade.grade}" is not a grade of the scale "{scale.id}"'
        labels = {value.label.casefold(): value.id for value in scale.values}
        meant = labels.get(grade.grade.casefold())
        way = f'did you mean "{meant}"?' if meant else nearest(grade.grade, known)
        way = way or f"known: {', '.join(known)}"
        yield Problem("unknown-word", entry.place("grade"), message, way)
