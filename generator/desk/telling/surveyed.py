"""How a site stands, as text for a terminal or as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from generator.desk import terminal
from generator.desk.telling.counting import STATES
from generator.desk.telling.gaps import Gap
from generator.desk.telling.owing import Owed
from generator.desk.telling.survey import Survey

_LATER = "    "


def as_json(survey: Survey) -> str:
    """All of it, under the names of the fields of Survey."""
    return json.dumps(asdict(survey), ensure_ascii=False, indent=2)


def as_lines(survey: Survey, *, everything: bool = False) -> str:
    """All of it in 80 columns; long lists are cut, unless everything is asked for."""
    head = [survey.called, survey.address] if survey.address else [survey.called]
    parts = (
        ("What is written", list(_written(survey))),
        ("What was asked", list(_asked(survey, everything=everything))),
        (f"Past its date ({survey.late})", _owed(survey.past, survey, everything=everything)),
        (f"Falls due ({survey.due})", _owed(survey.to_come, survey, everything=everything)),
        (
            f"Open, and due on no known day ({len(survey.open_ended)})",
            _owed(survey.open_ended, survey, everything=everything),
        ),
        ("Not followed up", list(_silences(survey, everything=everything))),
        ("What is lacking", list(_gaps(survey.gaps, everything=everything))),
        ("Inspections without a date", _cut(survey.undated, everything=everything)),
        ("Used nowhere, and so on no page", _cut(survey.unused, everything=everything)),
        ("Translations", list(_untranslated(survey, everything=everything))),
    )
    lead = [line for words in head for line in terminal.wrapped(words)]
    return "\n".join([*lead, f"on {survey.day}", *terminal.sections(parts)])


def _written(survey: Survey) -> Iterator[str]:
    states = [s for s in STATES if any(count.states[s] for count in survey.counts)]
    head = ["", "in all", *states]
    rows = [
        [count.label, str(count.total), *(str(count.states[s] or "") for s in states)]
        for count in survey.counts
    ]
    yield from terminal.table(head, rows, range(1, len(head)))
    for one in survey.embargoes:
        records = f"{one.records} record{'' if one.records == 1 else 's'}"
        yield from terminal.wrapped(f"Embargoed until {one.until}: {records}", "  ")
    yield f"  Next release: {survey.next_release_said or 'none is set'}"


def _asked(survey: Survey, *, everything: bool) -> Iterator[str]:
    if not survey.asked:
        return
    if survey.by_body:
        shown, more = terminal.cut(survey.by_body, everything=everything)
        rows = [
            (one.called, one.body, *map(str, (one.asked, one.open, one.due, one.late)))
            for one in shown
        ]
        whole = ("In all", "", *map(str, (survey.asked, survey.open, survey.due, survey.late)))
        head = ("", "", "asked", "open", "to come", "late")
        rest = [(more, *[""] * (len(head) - 1))] if more else []
        yield from terminal.table(head, [*rows, *rest, whole], range(2, len(head)))
        yield ""
    widest = max(len(str(n)) for _, n in survey.standings)
    for label, n in survey.standings:
        yield f"  {n:>{widest}}  {label}"


def _owed(owed: Sequence[Owed], survey: Survey, *, everything: bool) -> list[str]:
    shown, more = terminal.cut(owed, everything=everything)
    of_one = len(survey.by_body) == 1 or survey.address.startswith("bodies/")
    rows = []
    for one in shown:
        whose = "" if of_one else one.addressee
        state = f"[{one.state}]" if one.state else ""
        said = (one.called, whose, one.standing, one.due, one.late, state)
        rows.append((one.asked, " · ".join(filter(None, said))))
    return [*terminal.listed(rows), *([f"  {more}"] if more else [])]


def _silences(survey: Survey, *, everything: bool) -> Iterator[str]:
    for one in survey.not_followed_up:
        number = "how many is not known" if one.number is None else str(one.number)
        visit = one.visit.removeprefix("inspections/")
        yield from terminal.wrapped(f"{one.called} ({visit}): {number}", "  ")
        yield from _addresses(one.named, everything=everything)


_LACKING = {
    "answer": "Answered by no recommendation",
    "finding": "Resting on no finding",
    "theme": "Without a theme",
    "addressee": "Without an addressee",
    "source": "Without a source, as are their part of the report and their inspection",
}


def _gaps(gaps: Sequence[Gap], *, everything: bool) -> Iterator[str]:
    """What is lacking, and under it each inspection with what lacks it."""
    for lacks, words in _LACKING.items():
        rows = []
        for gap in gaps:
            if gap.lacks == lacks:
                visit = gap.inspection.removeprefix("inspections/")
                rows.append((visit, _gap(gap, f"{visit}/", everything=everything)))
        if rows:
            yield f"  {words}"
            shown, more = terminal.cut(rows, everything=everything)
            yield from terminal.facts(shown, _LATER)
            yield from [f"{_LATER}{more}"] if more else []


def _gap(gap: Gap, visit: str, *, everything: bool) -> str:
    """How many records of a kind, and which, where those are not all."""
    number = len(gap.records)
    if number == gap.of > 1:
        return f"all {number} {gap.label}"
    shown, more = terminal.cut(gap.records, everything=everything)
    ids = (a.removeprefix(visit).removeprefix("progress/") for a in shown)
    return f"{number} of {gap.of} {gap.label}: {', '.join(ids)} {more}".rstrip()


def _addresses(
    addresses: Sequence[str], indent: str = _LATER, *, everything: bool
) -> Iterator[str]:
    shown, more = terminal.cut(addresses, everything=everything)
    if shown:
        rest = f" {more}" if more else ""
        yield from terminal.wrapped(", ".join(shown) + rest, indent)


def _cut(items: Sequence[str], *, everything: bool) -> list[str]:
    shown, more = terminal.cut(items, everything=everything)
    return [f"  {item}" for item in (*shown, *filter(None, [more]))]


def _untranslated(survey: Survey, *, everything: bool) -> Iterator[str]:
    shown, more = terminal.cut(survey.untranslated, everything=everything)
    for place, message in shown:
        yield f"  {place}"
        yield from terminal.wrapped(message, _LATER)
    if more:
        yield f"  {more}"
