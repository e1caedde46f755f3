"""What each addressee of a recommendation owes: answered, claimed, verified, and by when.

Three facts are kept apart: the addressee's response, its own claim, and what an inspectorate (or
the editor, who reads for it) said. None is ever drawn from another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from generator import dates
from generator.catalogue import Entry
from generator.chains import when
from generator.comparison import said_on, successors, voice
from generator.dates import When
from generator.graph import Graph, word
from generator.records import BodyRecord, Milestone, Progress, Recommendation, Response, Timescale

Standing = Literal[
    "done",
    "read-as-done",
    "out-of-scope",
    "replaced",
    "open",
    "read-as-open",
    "claimed-done",
    "claimed-open",
    "not-known",
    "not-yet",
    "not-done",
]
OPEN: tuple[Standing, ...] = (
    *("open", "read-as-open", "claimed-open", "claimed-done", "not-known", "not-yet"),
)
"""How what is not known to be closed may stand."""


@dataclass(frozen=True)
class Due:
    """When something falls due: as given, or counted from a timescale."""

    given: When | None
    day: date | None
    """The last day on which it is not late; None where only words are known."""
    counted_from: str = ""
    """Which date of the inspection the timescale was counted from; empty for a date as given."""


@dataclass(frozen=True)
class Obligation:
    """One recommendation as one of its addressees has to answer for it."""

    asked: Entry
    addressee: str
    """The id of the body; empty where the recommendation names none."""
    due: Due
    responses: tuple[Response, ...]
    claimed: Entry | None
    """The addressee's last claim."""
    verified: Entry | None
    """The last word of an inspectorate, or of the editor reading for it."""
    standing: Standing
    days_late: int
    """Days from its due day to the day of the build, where it is not known to be closed; else 0."""


def due(graph: Graph, asked: Entry) -> Due:
    """When a recommendation falls due."""
    record = cast("Recommendation", asked.record)
    if record.due is not None:
        return Due(record.due, record.due.last)
    timescale = word(graph.framework(asked.inspection).timescales, record.timescale)
    if timescale is None:
        return Due(None, None)
    start = getattr(graph.inspections[asked.inspection].dates, timescale.start)
    if not isinstance(start, When) or not (start.spans and start.spans[-1].end[2]):
        return Due(None, None)  # counting from less than a day would invent one
    day = _counted(timescale, cast("date", start.last))
    return Due(None, day, timescale.start if day else "")


def _counted(timescale: Timescale, start: date) -> date | None:
    try:
        if timescale.months is not None:
            return dates.add_months(start, timescale.months)
        if timescale.days is not None:
            return start + timedelta(days=timescale.days)
    except (OverflowError, ValueError):  # past the end of the calendar
        return None
    return None


def obligations(graph: Graph, asked: Entry, today: date) -> tuple[Obligation, ...]:
    """What every addressee of a recommendation owes, as of a day."""
    record = cast("Recommendation", asked.record)
    falls = due(graph, asked)
    words = _in_time(graph, graph.to(asked.address, "recommendation", "progress"))
    replaced = any(True for _ in successors(graph, asked))
    visited = graph.chains[asked.inspection][-1] != asked.inspection
    found = []
    for body in record.addressees or ("",):
        own = [e for e in words if _about(e) is None or stands_for(graph, _about(e), body)]
        claimed = _last(graph, own, body, claims=True)
        verified = _last(graph, own, body, claims=False)
        standing = _standing(graph, claimed, verified, replaced=replaced, visited=visited)
        late = standing in OPEN and falls.day is not None
        days = max((today - falls.day).days, 0) if late and falls.day else 0
        responses = tuple(
            r for r in record.responses if not body or stands_for(graph, r.addressee or r.by, body)
        )
        found.append(Obligation(asked, body, falls, responses, claimed, verified, standing, days))
    return tuple(found)


def next_change(graph: Graph, today: date) -> date | None:
    """The first day from which something that is owed looks otherwise; None if it never does.

    What is late is later each day; what is not is so from the day after it falls due.
    """
    days = {
        one.due.day
        for entry in graph.entries.values()
        if isinstance(entry.record, Recommendation)
        for one in obligations(graph, entry, today)
        if one.standing in OPEN and one.due.day is not None
    }
    days |= {
        entry.record.due.last
        for entry in graph.entries.values()
        if isinstance(entry.record, Milestone) and entry.record.due and entry.record.due.last
    }
    return min((max(day, today) + timedelta(days=1) for day in days), default=None)


def _about(entry: Entry) -> str | None:
    return cast("Progress", entry.record).addressee


def stands_for(graph: Graph, body: str | None, addressee: str) -> bool:
    """Whether a body is an addressee, or came after it and so speaks for what it was asked."""
    if body is None or body == addressee:
        return body is not None
    seen, waiting = {body}, [body]
    while waiting:
        entry = graph.entries.get(f"bodies/{waiting.pop()}")
        record = entry.record if entry else None
        before = record.predecessors if isinstance(record, BodyRecord) else ()
        earlier = [p.body for p in before if p.body not in seen]
        seen |= set(earlier)
        waiting += earlier
    return addressee in seen


def _in_time(graph: Graph, entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: said_on(graph, e))


def _last(graph: Graph, words: Iterable[Entry], body: str, *, claims: bool) -> Entry | None:
    """The last word with a status that is a claim of this body, or that is none at all."""
    found = None
    for entry in words:
        record = cast("Progress", entry.record)
        claimed = voice(graph, entry) == "claimed"
        if not record.status or claimed != claims:
            continue
        about = record.addressee or record.by
        if not claims or not body or stands_for(graph, about, body):
            found = entry
    return found


def _standing(
    graph: Graph,
    claimed: Entry | None,
    verified: Entry | None,
    *,
    replaced: bool,
    visited: bool,
) -> Standing:
    said = _meaning(graph, verified)
    read = verified is not None and voice(graph, verified) == "editor"
    if said == "done":
        return "read-as-done" if read else "done"
    if said in ("out-of-scope", "not-done"):
        return cast("Standing", said)
    if replaced:
        return "replaced"
    if said == "open":
        return "read-as-open" if read else "open"
    claim = {"done": "claimed-done", "open": "claimed-open"}
    unknown = "not-known" if visited else "not-yet"
    return cast("Standing", claim.get(_meaning(graph, claimed), unknown))


def _meaning(graph: Graph, entry: Entry | None) -> str:
    if entry is None:
        return ""
    record = cast("Progress", entry.record)
    status = word(graph.framework(entry.inspection).statuses, record.status)
    return status.meaning if status else ""


def owed_by(graph: Graph, body: str, today: date) -> tuple[Obligation, ...]:
    """What a body owes across all inspections: what is open first, by the day when to act.

    Where no day is set, that is the day when it was asked.
    """
    address = f"bodies/{body}"
    asked = graph.to(address, "addressees", "recommendation")
    found = [
        one
        for entry in dict.fromkeys((*asked, *_taken_over(graph, address)))
        if graph.is_counted(entry)
        for one in obligations(graph, entry, today)
        if one.addressee == body or (entry not in asked and stands_for(graph, body, one.addressee))
    ]
    order: tuple[Standing, ...] = (
        *OPEN,
        "replaced",
        "not-done",
        "out-of-scope",
        "read-as-done",
        "done",
    )
    return tuple(
        sorted(
            found,
            key=lambda o: (
                o.standing not in OPEN,
                o.due.day.timetuple()[:3]
                if o.due.day
                else when(graph.inspections[o.asked.inspection]),
                order.index(o.standing),
            ),
        )
    )


def _taken_over(graph: Graph, address: str) -> Iterable[Entry]:
    """What was asked of bodies before this one, where it answered or was spoken of instead."""
    yield from graph.to(address, "responses", "recommendation")
    for field in ("by", "addressee"):
        for entry in graph.to(address, field, "progress"):
            yield from graph.from_(entry.address, "recommendation")


@dataclass(frozen=True)
class Answered:
    """What became of a milestone that asked for an answer by a date."""

    replies: tuple[tuple[Entry, int], ...]
    """The milestones that answer it, and how many days late each came."""
    silent: tuple[str, ...]
    """The bodies it was sent to whose answer is not recorded."""
    days_late: int
    """Days from its due day to the first answer or, without one, to the day of the build."""


_UNDATED = (9999, 0, 0)


def _dated(milestone: Entry) -> tuple[int, int, int]:
    date = cast("Milestone", milestone.record).date
    return date.sort if date else _UNDATED


def _who_responded(graph: Graph, milestone: Entry) -> set[str]:
    """The bodies that answered any recommendation of a milestone's inspection."""
    asked = graph.of(milestone.inspection, "recommendation") if milestone.inspection else ()
    return {r.by for e in asked for r in cast("Recommendation", e.record).responses}


def answered(graph: Graph, milestone: Entry, today: date) -> Answered | None:
    """Whether a milestone with a due date was answered in time; None where nothing was due."""
    record = cast("Milestone", milestone.record)
    entries = graph.to(milestone.address, "answers", "milestone")
    last = record.due.last if record.due else None
    if last is None and not entries:
        return None
    replies = []
    heard = _who_responded(graph, milestone)
    for entry in sorted(entries, key=_dated):
        reply = cast("Milestone", entry.record)
        first = reply.date.first if reply.date else None
        own = bool(set(reply.by) & set(record.by))  # what the sender does is no late answer
        late = max((first - last).days, 0) if first and last and not own else 0
        replies.append((entry, late))
        heard |= set(reply.by)
    late = min((days for entry, days in replies if _dated(entry) != _UNDATED), default=0)
    if last is not None and not entries:
        late = max((today - last).days, 0)
    silent = tuple(b for b in record.to if b not in heard) if last is not None else ()
    return Answered(tuple(replies), silent, late)
