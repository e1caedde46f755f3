"""Events on a timeline: milestones and visits."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from generator.catalogue import Entry
from generator.dates import When
from generator.obligations import answered
from generator.records import (
    Milestone,
)
from generator.views.context import Here, inspection
from generator.views.naming import body_names, stretch, visit_date, visit_year
from generator.views.origins import origin
from generator.views.pieces import Event, Link, Origin


def event(here: Here, entry: Entry) -> Event:
    """A milestone, or a visit, on a timeline."""
    record = entry.record
    if isinstance(record, Milestone):
        time = record.date.sort if record.date and not entry.inspection else (0, 0, 0)
        return Event(
            entry.id,
            here.when(record.date),
            record.date.year if record.date else 0,
            Link(record.what),
            "milestone",
            body_names(here, record.by, entry.inspection, time),
            body_names(here, record.to, entry.inspection, time),
            here.prose(record.text, entry.inspection, entry.id),
            here.when(record.due),
            record.link or "",
            origin(here, entry),
            *_answered(here, entry),
            estimated=_estimated(record.date),
        )
    visit = inspection(entry)
    return Event(
        entry.id,
        visit_date(here, entry),
        int(visit_year(entry) or 0),
        Link(visit.title, here.href(entry.address)),
        "visit",
        body_names(here, visit.inspecting, entry.id),
        "",
        "",
        "",
        "",
        Origin(missing="", unpublished=here.graph.released.unpublished.get(entry.address, "")),
    )


def _estimated(date: When | None) -> bool:
    return date is not None and bool(date.text) and str(date.year) not in (date.text or "")


def _answered(here: Here, entry: Entry) -> tuple[tuple[Link, ...], tuple[Link, ...], str]:
    """What answers a milestone, what it answers, and how late that came or is."""
    found = answered(here.graph, entry, here.site.today)
    asked = tuple(_event_link(here, e) for e in here.graph.from_(entry.address, "answers"))
    if found is None:
        return (), asked, ""
    said = []
    today = here.site.words.day(here.site.today)
    if found.days_late and not found.replies:
        said.append(
            here.say(
                "the date passed %(time)s before %(today)s; nothing recorded here says that it was "
                "answered or done",
                time=stretch(here, found.days_late),
                today=today,
            )
        )
    if found.replies and found.silent:
        names = body_names(here, found.silent, entry.inspection)
        said.append(here.say("no answer from %(bodies)s is recorded here", bodies=names))
    replies = tuple(
        replace(_event_link(here, e), note=_late_note(here, days)) for e, days in found.replies
    )
    return replies, asked, "; ".join(said)


def _late_note(here: Here, days: int) -> str:
    return here.say("%(time)s late", time=stretch(here, days)) if days else ""


def _event_link(here: Here, entry: Entry) -> Link:
    return Link(cast("Milestone", entry.record).what, here.href(entry.address))
