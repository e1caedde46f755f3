"""A record through time: what each later visit said of it, or what its silence means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from generator.catalogue import Entry
from generator.comparison import Comparison, GradeRow, Outcome, follow
from generator.desk.everything import Everything
from generator.desk.telling import names
from generator.desk.telling.pointing import Found
from generator.graph import word
from generator.records import Connection, Progress
from generator.views import comparison, measures, naming, occasions, requests, ties
from generator.views.context import Here, inspection


@dataclass(frozen=True)
class Saying:
    """One thing that a visit said, or did not say."""

    words: str
    """A status or grade with whose word it is, or what the silence means."""
    address: str = ""
    """The record that says it; empty where none does."""
    text: str = ""
    """What is said, in Markdown as typed."""


@dataclass(frozen=True)
class Moment:
    """What one visit said of a record."""

    visit: str
    """Its address; empty for what was said after the last visit."""
    called: str
    date: str
    said: tuple[Saying, ...]


def moments(every: Everything, found: Found) -> tuple[Moment, ...]:
    """What visits said of a record, in order; nothing where that cannot be told."""
    entry = found.entry
    if not every.sound or entry.address not in every.shown.graph.entries:
        return ()
    here = Here(every.shown, "")
    tell = {
        "recommendation": _asked,
        "finding": _found,
        "figure": _counted,
        "grade": _graded,
        "inspection": _chain,
        "milestone": _answered,
    }.get(entry.kind)
    return tuple(tell(here, every.shown.graph.entries[entry.address], found.part)) if tell else ()


def moment(here: Here, visit: str, said: Iterable[Saying]) -> Moment:
    """What a visit said."""
    entry = here.graph.entries[f"inspections/{visit}"]
    called, date = naming.short_name(here, entry), naming.date_beside(here, entry)
    return Moment(entry.address, called, date, tuple(said))


def _asked(here: Here, entry: Entry, part: str) -> Iterator[Moment]:
    followed = follow(here.graph, entry)
    for one in followed.said:
        words = (*one.claims, *one.entries)
        if part:
            of_part = list(_of_point(here, words, part))
            yield moment(here, one.visit, of_part or [Saying("No word on this point")])
            continue
        silence = _silence(here, one.outcome)
        said = [_word(here, e, silence) for e in words] or [Saying(silence)]
        said += [
            Saying(
                f"{here.say(requests.RELATIONS[s.relation])} {names.called(here, s.entry)}",
                s.entry.address,
            )
            for s in followed.became
            if s.entry.inspection == one.visit
        ]
        yield moment(here, one.visit, said)
    if followed.since:
        of_part = list(_of_point(here, followed.since, part)) if part else []
        said = of_part if part else [_word(here, e, "") for e in followed.since]
        if said:
            yield Moment("", "Said since", "", tuple(said))


def _word(here: Here, entry: Entry, silence: str) -> Saying:
    record = cast("Progress", entry.record)
    status = names.said(here, names.status(here, entry)) or silence
    said_on = f", {here.when(record.date)}" if record.date else ""
    unseen = f"Not known: {record.missing}" if record.missing else ""
    text = "\n".join(filter(None, (record.text, unseen)))
    return Saying(f"{status}{said_on}", entry.address, text.rstrip())


def _of_point(here: Here, words: Iterable[Entry], part: str) -> Iterator[Saying]:
    for entry in words:
        record = cast("Progress", entry.record)
        statuses = here.graph.framework(entry.inspection).statuses
        for point in record.points:
            if point.point == part:
                status = word(statuses, point.status)
                label = status.label if status else _silence(here, "in-words")
                yield Saying(label, entry.address, (point.text or "").rstrip())


def _silence(here: Here, outcome: Outcome) -> str:
    words = requests.OUTCOMES[outcome]
    return here.say(words)


def _later(here: Here, entry: Entry) -> Iterator[Comparison]:
    """The comparisons of the visits that came after a record's own."""
    for visit in here.graph.chains[entry.inspection]:
        compared = here.site.comparisons.get(visit)
        if compared is not None and entry.inspection in compared.earlier:
            yield compared


def _found(here: Here, entry: Entry, part: str) -> Iterator[Moment]:  # noqa: ARG001 - as its kin
    for compared in _later(here, entry):
        said = [
            _carried(here, pair.later, pair.connection)
            for pair in compared.carried_on
            if pair.earlier.address == entry.address
        ]
        if not said:
            alone = entry.address in {e.address for e in compared.findings_not_revisited}
            said = [Saying("Not revisited" if alone else "Carried on by way of a later finding")]
        yield moment(here, compared.visit, said)


def _carried(here: Here, later: Entry, connection: Connection, value: str = "") -> Saying:
    words = (names.called(here, later), value, *ties.of_link(here, connection))
    return Saying(" · ".join(filter(None, words)), later.address)


def _counted(here: Here, entry: Entry, part: str) -> Iterator[Moment]:
    for compared in _later(here, entry):
        said = [
            _carried(here, pair.later, pair.connection, _value(here, pair.later))
            for pair in compared.figures
            if pair.earlier.address == entry.address and (not part or pair.row == part)
        ]
        if not said:
            alone = part or entry.address in {e.address for e in compared.figures_only_then}
            said = [Saying("Not counted again" if alone else "Carried on by way of a later figure")]
        yield moment(here, compared.visit, said)


def _value(here: Here, entry: Entry) -> str:
    """What a figure says, in one line."""
    view = measures.figure(here, entry, 2)
    return view.bar.description if view.bar else " ".join(filter(None, (view.value, view.unit)))


def _graded(here: Here, entry: Entry, part: str) -> Iterator[Moment]:  # noqa: ARG001 - as its kin
    """The grades of a criterion at each visit of a chain, and what each changed."""
    chain = here.graph.chains[entry.inspection]
    last = here.site.comparisons.get(chain[-1])
    rows = last.grades if last else ()
    row = next((r for r in rows if entry.address in _addresses(r)), None)
    if last is None or row is None:
        return
    for visit in chain:
        compared = here.site.comparisons.get(visit, last)
        if said := _grade_at(here, compared, _addresses(row), visit):
            yield moment(here, visit, said)


def _grade_at(here: Here, compared: Comparison, grades: set[str], visit: str) -> list[Saying]:
    """A visit's cell in the row of a comparison that these grades stand in, and what it changed."""
    view = comparison.fill(here, compared)
    for row, line in zip(compared.grades, view.grades, strict=True):
        if not _addresses(row) & grades:
            continue
        cells = dict(zip((v.href for v in view.grade_visits), line.cells, strict=True))
        cell = cells.get(here.href(f"inspections/{visit}"))
        if cell is None:
            return []
        words = names.said(here, cell.mark) or cell.absent
        carried = f"carried over from {cell.carried}" if cell.carried else ""
        change = f"{line.direction} {line.change}".strip() if visit == compared.visit else ""
        said = (words, carried, cell.direction, change if cell.mark else "")
        return [Saying(" · ".join(filter(None, said)))]
    return []


def _addresses(row: GradeRow) -> set[str]:
    return {cell.address for cell in row.cells if cell is not None}


def _chain(here: Here, entry: Entry, part: str) -> Iterator[Moment]:  # noqa: ARG001 - as its kin
    """The visits of a chain, each with how its words on what was asked before add up."""
    for visit in here.graph.chains[entry.id]:
        name = inspection(here.graph.entries[f"inspections/{visit}"]).title
        said = [Saying("This visit" if visit == entry.id else name)]
        compared = here.site.comparisons.get(visit)
        if compared is not None and compared.tally is not None:
            view = comparison.tally_view(here, compared.tally)
            counts = [
                f"{line.n} {line.label}" + (f" ({line.whose})" if line.whose else "")
                for line in view.lines
            ]
            if view.not_followed_up:
                counts.append(f"{view.not_followed_up} {_silence(here, 'not-followed-up')}")
            reading = f" ({here.say('editor’s reading')})" if view.reading else ""
            said += [Saying(", ".join(counts) + reading)] if counts else []
        yield moment(here, visit, said)


def _answered(here: Here, entry: Entry, part: str) -> Iterator[Moment]:  # noqa: ARG001 - as its kin
    event = occasions.event(here, entry)
    addresses = {here.href(e.address): e.address for e in here.graph.to(entry.address, "answers")}
    said = [
        Saying(" · ".join(filter(None, (one.text, one.note))), addresses.get(one.href, ""))
        for one in event.answered
    ]
    said += [Saying(event.late)] if event.late else []
    if said:
        yield Moment("", "What came of it", event.due, tuple(said))
