"""Recommendations as a page shows them: what was asked, by when, and what was said since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from generator.catalogue import Entry
from generator.comparison import Followed, Outcome, Said, follow
from generator.graph import word
from generator.obligations import Due, Obligation, due, obligations
from generator.records import (
    Cited,
    Progress,
    Recommendation,
)
from generator.views.context import Here
from generator.views.naming import (
    beginning,
    bodies,
    body_name,
    body_names,
    date_beside,
    link,
    numbered,
    short_name,
)
from generator.views.origins import LETTER, mark, origin, point, source_lines
from generator.views.pieces import AskView, Link, Mark, PointView, ProgressView, SaidView
from generator.words import deferred

OUTCOMES: dict[Outcome, str] = {
    "status": deferred("Not known"),
    "claimed": deferred("Not known"),
    "in-words": deferred("Told in words alone"),
    "not-known": deferred("Not known"),
    "counted-together": deferred("Counted, not told one by one"),
    "not-named": deferred("Not named, so perhaps not followed up"),
    "not-followed-up": deferred("Not followed up"),
    "not-counted": deferred("Not followed up itself"),
    "no-status-given": deferred("No status given"),
    "closed-earlier": deferred("Closed at an earlier visit"),
    "replaced": deferred("Carried on by a later recommendation"),
}
"""What it means that a visit gave no status, in the words of the pages."""


def due_words(here: Here, falls: Due) -> str:
    """When something falls due, in words: by a date, or as its author put it."""
    if falls.given is not None and falls.given.text:
        return falls.given.text
    date = here.when(falls.given) if falls.given else ""
    date = date or (here.site.words.day(falls.day) if falls.day else "")
    return here.say("by %(date)s", date=date) if date else ""


COUNTED_FROM = {
    "published": deferred("counted from publication on %(date)s"),
    "visit": deferred("counted from the visit, %(date)s"),
    "sent": deferred("counted from when the report was sent, %(date)s"),
    "notified": deferred("counted from when the body was notified, %(date)s"),
}


_POINT = 300
"""Characters of a point that are repeated above what was seen of it."""


def late_words(here: Here, owed: Iterable[Obligation]) -> str:
    """How long ago a date passed, where nothing verified says that what was asked is done."""
    everyone = tuple(owed)
    late = [one for one in everyone if one.days_late]
    if not late:
        return ""
    today = here.site.words.day(here.site.today)
    if len(late) == len(everyone):
        return here.say(
            "The date had passed on %(today)s; nothing shown here verifies that it was done.",
            today=today,
        )
    names = body_names(here, [one.addressee for one in late], everyone[0].asked.inspection)
    return here.say(
        "The date had passed on %(today)s; nothing shown here verifies that %(bodies)s did what "
        "was asked.",
        today=today,
        bodies=names,
    )


def followed_up(here: Here, entry: Entry) -> Followed:
    """A recommendation through the visits after its own."""
    return here.site.once("followed", entry.address, lambda: follow(here.graph, entry))


def owed(here: Here, entry: Entry) -> tuple[Obligation, ...]:
    """What the addressees of a recommendation owe on the day of the build."""
    today = here.site.today
    return here.site.once("owed", entry.address, lambda: obligations(here.graph, entry, today))


def ask(here: Here, entry: Entry, level: int, followed: Followed | None = None) -> AskView:
    """A recommendation in short, with the words of later visits where they are wanted."""
    record = cast("Recommendation", entry.record)
    framework = here.graph.framework(entry.inspection)
    timescale = word(framework.timescales, record.timescale)
    falls = due(here.graph, entry)
    followed = followed or followed_up(here, entry)
    parent = here.graph.from_(entry.address, "parent")
    unseen = "" if record.number else here.say("wording not seen")
    if record.text and not record.title:
        unseen = beginning(record.text)
    return AskView(
        anchor=entry.id,
        level=level,
        href=here.href(entry.address),
        label=numbered(here, entry),
        title=record.title or unseen,
        html=here.prose(record.text, entry.inspection, entry.id),
        points=tuple(point(here, entry, p, i) for i, p in enumerate(record.points, 1)),
        addressees=bodies(here, record.addressees, entry.inspection),
        timescale=timescale.label if timescale else "",
        due=due_words(here, falls),
        due_counted=_counted_from(here, entry, falls.counted_from),
        late=late_words(here, owed(here, entry)),
        priority=tuple(
            m
            for one in record.priority
            if (m := mark(here, entry, framework.priorities, one, "priority"))
        ),
        said=said(here, followed),
        since=tuple(progress(here, e) for e in followed.since),
        parent=link(here, parent[0]) if parent else None,
        origin=origin(here, entry),
    )


def _counted_from(here: Here, entry: Entry, start: str) -> str:
    """From which date a due date is counted."""
    if not start:
        return ""
    date = getattr(here.graph.inspections[entry.inspection].dates, start)
    return here.say(COUNTED_FROM[start], date=here.when(date))


def said(here: Here, followed: Followed) -> tuple[SaidView, ...]:
    """What later visits said of a recommendation."""
    return tuple(_said(here, one, followed) for one in followed.said)


RELATIONS = {
    "repeats": deferred("asked again as"),
    "merges": deferred("joined with others in"),
    "splits": deferred("split into"),
    "supersedes": deferred("replaced by"),
    None: deferred("carried on as"),
}


def _said(here: Here, one: Said, followed: Followed) -> SaidView:
    visit = here.graph.entries[f"inspections/{one.visit}"]
    return SaidView(
        one.visit,
        Link(short_name(here, visit), here.href(visit.address)),
        date_beside(here, visit),
        one.outcome,
        tuple(progress(here, e) for e in one.entries),
        tuple(
            (link(here, s.entry), here.say(RELATIONS[s.relation]))
            for s in followed.became
            if s.entry.inspection == one.visit
        ),
        tuple(progress(here, e) for e in one.claims),
    )


def progress(here: Here, entry: Entry) -> ProgressView:
    """One entry on a recommendation."""
    record = cast("Progress", entry.record)
    framework = here.graph.framework(entry.inspection)
    target = here.graph.addresses.find(record.recommendation, entry.inspection, ("recommendation",))
    asked = cast("Recommendation", target.entry.record) if target else None
    texts = {p.id: p for p in asked.points} if asked else {}
    points = []
    spoke = bool(record.status or record.text or record.points or record.evidence)
    apart = _apart(here, entry)
    for item in record.points:
        of = texts.get(item.point)
        points.append(
            PointView(
                "",
                (of.title or beginning(of.text, _POINT)) if of else "",
                _of_point(here, entry, item.status),
                here.prose(item.text, entry.inspection, f"{apart}-{item.point}"),
                item.point if len(item.point) <= LETTER else "",
            )
        )
    return ProgressView(
        mark=mark(here, entry, framework.statuses, record.status, "status"),
        addressee=body_name(here, record.addressee, entry.inspection),
        date=here.when(record.date),
        html=here.prose(record.text, entry.inspection, apart),
        evidence=here.prose(record.evidence, entry.inspection, f"{apart}-e"),
        quotes=tuple(
            (q.words, line)
            for q in record.quotes
            for line in source_lines(here, [Cited(source=q.source)], entry.inspection)
        ),
        points=tuple(points),
        origin=origin(here, entry) if spoke else replace(origin(here, entry), by=""),
    )


def _apart(here: Here, entry: Entry) -> str:
    """What sets the ids of an entry apart from others, without the bodies that it names."""
    target = here.graph.from_(entry.address, "recommendation")[0]
    told = here.graph.to(target.address, "recommendation", "progress")
    place = [e.address for e in told if e.inspection == entry.inspection].index(entry.address)
    ask = target.address.replace("/", "-")
    return "-".join((entry.inspection, "progress", ask, *([f"{place + 1}"] if place else [])))


def _of_point(here: Here, entry: Entry, status: str | None) -> Mark | None:
    """The mark of a point, below the mark that names the addressee."""
    found = mark(here, entry, here.graph.framework(entry.inspection).statuses, status, "status")
    return replace(found, of="") if found else None
