"""What is owed, in words: by each addressee of a recommendation, or by one body in all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.desk.everything import Everything
from generator.desk.telling import names
from generator.desk.telling.pointing import Found
from generator.obligations import Obligation, obligations, owed_by
from generator.views import naming, requests
from generator.views.context import Here
from generator.views.pieces import Mark
from generator.views.recommendation import side


@dataclass(frozen=True)
class Owed:
    """One recommendation as one of its addressees has to answer for it."""

    asked: str
    """The recommendation's address."""
    called: str
    addressee: str
    """The name of the body; empty where the recommendation names none."""
    standing: str
    state: str
    """The state of the recommendation; empty where it is published."""
    due: str
    """By when, in words."""
    due_day: str
    """The last day on which it is not late, as machines read it; empty where none is known."""
    counted: str
    """What the date is counted from; empty where it is given as such."""
    late: str
    """How long its date has passed, where nothing verified says that it was done."""
    days_late: int
    verified: str
    """What a visit saw, and when."""
    claimed: str
    """Its own account, and when."""
    answered: tuple[str, ...]
    """Its answers, and when."""


def owed(every: Everything, found: Found) -> tuple[Owed, ...]:
    """What the addressees of a recommendation owe, or what a body does; else nothing."""
    entry, graph = found.entry, every.shown.graph
    if not every.sound or entry.address not in graph.entries or found.part:
        return ()
    here = Here(every.shown, "")
    rows: Iterable[Obligation] = ()
    if entry.kind == "recommendation":
        rows = obligations(graph, graph.entries[entry.address], every.shown.today)
    elif entry.kind == "body":
        rows = owed_by(graph, entry.id, every.shown.today)
    return tuple(owing(here, one) for one in rows)


def owing(here: Here, one: Obligation) -> Owed:
    """What one addressee owes, in words."""
    found = side(here, one)
    return Owed(
        asked=one.asked.address,
        called=names.called(here, one.asked),
        addressee=found.addressee.text if found.addressee else "",
        standing=found.standing,
        state=here.graph.released.unpublished.get(one.asked.address, ""),
        due=requests.due_words(here, one.due),
        due_day=one.due.day.isoformat() if one.due.day else "",
        counted=_counted(here, one),
        late=here.say("past its date by %(time)s", time=naming.stretch(here, one.days_late))
        if one.days_late
        else "",
        days_late=one.days_late,
        verified=_word(here, found.verified),
        claimed=_word(here, found.claimed),
        answered=tuple(
            ", ".join(filter(None, (names.said(here, mark) or here.say("answered"), date)))
            for date, mark in found.answered
        ),
    )


def _counted(here: Here, one: Obligation) -> str:
    """From which date of the inspection a due day is counted."""
    start = one.due.counted_from
    if not start:
        return ""
    date = getattr(here.graph.inspections[one.asked.inspection].dates, start)
    return here.say(requests.COUNTED_FROM[start], date=here.when(date))


def _word(here: Here, said: tuple[Mark, str] | None) -> str:
    """A status with whose word it is, by whom and when it was said."""
    return f"{names.said(here, said[0])}, {said[1]}" if said else ""
