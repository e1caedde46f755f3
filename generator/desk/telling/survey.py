"""How a site, an inspection or a body stands: what is written, owed, late, and still lacking.

Everything is counted of what an accuracy check shows, by the same functions that fill its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from generator.catalogue import Entry
from generator.chains import when
from generator.comparison import Comparison
from generator.desk.everything import Everything
from generator.desk.telling import names
from generator.desk.telling.counting import Count, Embargo, counts, embargoes
from generator.desk.telling.gaps import Gap, gaps
from generator.desk.telling.owing import Owed, owing
from generator.graph import Graph
from generator.obligations import OPEN, Obligation, obligations, owed_by
from generator.records import Inspection
from generator.views import naming
from generator.views.context import Here
from generator.views.recommendation import STANDINGS


@dataclass(frozen=True)
class Asked:
    """What a body was asked: how much of it is open, due on a day to come, and late."""

    body: str
    called: str
    asked: int
    open: int
    due: int
    late: int


@dataclass(frozen=True)
class Silence:
    """What a revisit did not follow up."""

    visit: str
    called: str
    number: int | None
    """How many asks, as its comparison counts them; None where that is not known."""
    named: tuple[str, ...]
    """The addresses of those that are known not to have been followed up."""


@dataclass(frozen=True)
class Survey:
    """How all of it stands. Its fields are the keys of `--format json`, and they stay."""

    address: str
    """Of the inspection or body that is surveyed; empty for the whole site."""
    called: str
    day: str
    """The day, in words."""
    counts: tuple[Count, ...]
    embargoes: tuple[Embargo, ...]
    next_release: str
    """The next moment at which anything is released, as machines read it; empty for none."""
    next_release_said: str
    """The same in words."""
    asked: int
    """How many asks there are; one of several addressees counts once for each."""
    open: int
    due: int
    late: int
    standings: tuple[tuple[str, int], ...]
    """How many of them stand where."""
    by_body: tuple[Asked, ...]
    past: tuple[Owed, ...]
    """What is late, the longest first."""
    to_come: tuple[Owed, ...]
    """What is open and falls due on a day to come, the soonest first."""
    open_ended: tuple[Owed, ...]
    """What is open, and neither late nor due on a day to come."""
    not_followed_up: tuple[Silence, ...]
    gaps: tuple[Gap, ...]
    undated: tuple[str, ...]
    """Inspections without a date."""
    unused: tuple[str, ...]
    """What is written and nothing that is shown uses, so that it has no page."""
    untranslated: tuple[tuple[str, str], ...]
    """Where a translation lacks something or has grown old, and in which way."""


def survey(every: Everything, subject: Entry | None = None) -> Survey:
    """How a whole site stands, or one inspection, or one body.

    A body is surveyed by its inspections, and by all that it was asked.
    """
    graph, here = every.shown.graph, Here(every.shown, "")
    visits = _visits(graph, subject)
    within = list(_within(every, subject, visits))
    of_body = subject is not None and subject.kind == "body"
    owed = _owed(every, subject, visits)
    today = every.shown.today
    released = _next_release(every, subject, within)
    asked, open_, due, late = _tallied(owed, today)
    past = sorted((o for o in owed if o.days_late), key=lambda o: -o.days_late)
    to_come = [o for o in owed if _is_to_come(o, today)]
    return Survey(
        address=subject.address if subject else "",
        called=names.called(every.here, subject) if subject else every.settings.name,
        day=every.shown.words.day(today),
        counts=tuple(counts(every, within)),
        embargoes=tuple(embargoes(every, within)),
        next_release=released.isoformat() if released else "",
        next_release_said=every.shown.words.moment(released, every.edition.zone)
        if released
        else "",
        asked=asked,
        open=open_,
        due=due,
        late=late,
        standings=tuple(
            (here.say(label), n)
            for standing, label in STANDINGS.items()
            if (n := sum(o.standing == standing for o in owed))
        ),
        by_body=() if of_body else tuple(_by_body(every, owed, visits)),
        past=tuple(owing(here, o) for o in past),
        to_come=tuple(owing(here, o) for o in sorted(to_come, key=lambda o: o.due.day or date.max)),
        open_ended=tuple(
            owing(here, o)
            for o in owed
            if o.standing in OPEN and not (o.days_late or _is_to_come(o, today))
        ),
        not_followed_up=tuple(_silences(here, visits)),
        gaps=tuple(gap for visit in visits for gap in gaps(here, visit)),
        undated=tuple(v.address for v in visits if when(cast("Inspection", v.record)) == (0, 0, 0)),
        unused=tuple(_unused(every, within)),
        untranslated=tuple(_untranslated(every, visits if subject else None)),
    )


def _visits(graph: Graph, subject: Entry | None) -> list[Entry]:
    """The inspections that are surveyed, as far as they are shown."""
    if subject is None:
        return [graph.entries[f"inspections/{name}"] for name in graph.inspections]
    if subject.kind == "inspection":
        return [graph.entries[subject.address]] if subject.address in graph.entries else []
    return list(graph.to(subject.address, "bodies", "inspection"))


def _within(every: Everything, subject: Entry | None, visits: list[Entry]) -> Iterator[Entry]:
    """The records that are surveyed, in whatever state; not those that ship with the package."""
    ids = {visit.id for visit in visits}
    if subject is not None and subject.kind == "inspection":
        ids.add(subject.id)
    for entry in every.written.entries:
        if subject is None:
            wanted = not entry.source.path.startswith("<")
        else:
            own = entry.address.startswith(f"{subject.address}/")
            wanted = own or entry.address == subject.address or entry.inspection in ids
        if wanted:
            yield entry


def _owed(every: Everything, subject: Entry | None, visits: list[Entry]) -> list[Obligation]:
    """What is asked, once for each addressee; of a body what its page shows."""
    graph, today = every.shown.graph, every.shown.today
    if subject is not None and subject.kind == "body":
        return list(owed_by(graph, subject.id, today))
    asks = (e for v in visits for e in graph.counted(v.id, "recommendation"))
    return [one for entry in asks for one in obligations(graph, entry, today)]


def _is_to_come(one: Obligation, today: date) -> bool:
    return one.standing in OPEN and one.due.day is not None and one.due.day >= today


def _by_body(every: Everything, owed: list[Obligation], visits: list[Entry]) -> Iterator[Asked]:
    """What each body was asked by these visits, as its page has it; those most behind first."""
    graph, today = every.shown.graph, every.shown.today
    asking = {visit.id for visit in visits}
    rows = []
    for body in (e for e in graph.entries.values() if e.kind == "body"):
        own = [o for o in owed_by(graph, body.id, today) if o.asked.inspection in asking]
        if own:
            called = naming.name(every.here, body)
            rows.append(Asked(body.address, called, *_tallied(own, today)))
    yield from sorted(rows, key=lambda row: (-row.late, -row.open, row.called))
    if nobody := [o for o in owed if not o.addressee]:
        yield Asked("", "Nobody by name", *_tallied(nobody, today))


def _tallied(owed: Iterable[Obligation], today: date) -> tuple[int, int, int, int]:
    """How much is asked, open, open with a date to come, and late."""
    known = list(owed)
    return (
        len(known),
        sum(o.standing in OPEN for o in known),
        sum(_is_to_come(o, today) for o in known),
        sum(bool(o.days_late) for o in known),
    )


def _next_release(
    every: Everything, subject: Entry | None, within: Iterable[Entry]
) -> datetime | None:
    """Of the whole site with its hand-written pages; else of the records that are surveyed."""
    found = every.shown.graph.released.next_release
    if subject is not None:
        ends = (every.standings[e.address].until for e in within)
        found = min((until for until in ends if until is not None), default=None)
    return found


def _silences(here: Here, visits: Iterable[Entry]) -> Iterator[Silence]:
    for visit in visits:
        compared = here.site.comparisons.get(visit.id)
        if compared is None or not compared.recommendations:
            continue
        named = tuple(_unfollowed(compared))
        number = compared.tally.not_followed_up if compared.tally else len(named)
        if named or number != 0:
            yield Silence(visit.address, naming.short_name(here, visit), number, named)


def _unfollowed(compared: Comparison) -> Iterator[str]:
    for followed in compared.recommendations:
        last = followed.said[-1]
        if last.visit == compared.visit and last.outcome == "not-followed-up":
            yield followed.asked.address


def _unused(every: Everything, within: Iterable[Entry]) -> Iterator[str]:
    """What the whole site shares, is written, and is shown nowhere."""
    for entry in within:
        shared = not entry.inspection and entry.kind != "milestone"
        hidden = every.standings[entry.address].state == "withdrawn"
        if shared and not hidden and entry.address not in every.shown.graph.entries:
            yield entry.address


def _untranslated(every: Everything, visits: list[Entry] | None) -> Iterator[tuple[str, str]]:
    folders = None if visits is None else {v.id for v in visits}
    for one in every.advice:
        parts = set(one.place.path.split("/"))
        of_words = one.code.startswith("translation-")
        if of_words and (folders is None or parts & folders):
            yield f"{one.place.path}:{one.place.line}", one.message
