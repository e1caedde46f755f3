"""Dates that cannot be: published before the visit, following what came later."""

from __future__ import annotations

from datetime import date
from typing import Literal

from generator.addresses import scope
from generator.catalogue import Entry
from generator.chains import before, when
from generator.dates import When
from generator.problems import Problem
from generator.records import (
    Framework,
    Grade,
    Inspection,
    Milestone,
    Progress,
    Ref,
)
from generator.rules.whole import Found, Whole


def problems(whole: Whole) -> Found:
    """What stands before its own cause, or follows what is later than itself."""
    for entry in whole.catalogue.entries:
        record = entry.record
        if isinstance(record, Inspection):
            yield from _visit(whole, entry, record)
        elif isinstance(record, Grade):
            yield from _carried(whole, entry, record)
        elif isinstance(record, Progress):
            yield from _said(whole, entry, record)
        elif isinstance(record, Milestone):
            yield from _replied(whole, entry, record)
        elif isinstance(record, Framework):
            yield from _scales(entry, record)
        if entry.inspection and entry.kind != "inspection":
            yield from _follows(whole, entry)


def _visit(whole: Whole, entry: Entry, record: Inspection) -> Found:
    dates = record.dates
    for name in ("sent", "published"):
        then = getattr(dates, name)
        if _is_before(then, dates.visit):
            message = f"the report was {name} before inspectors went there"
            yield _impossible(entry, ("dates", name), message)
    if _is_before(dates.updated, dates.published):
        message = "the report was updated before it was published"
        yield _impossible(entry, ("dates", "updated"), message)
    if _is_before(dates.visit, dates.notified):
        message = "the body was notified after inspectors went there"
        yield _impossible(entry, ("dates", "notified"), message)
    for index, name in enumerate(record.follows):
        earlier = whole.inspections.get(name)
        if earlier is not None and _is_before(_seen(record), _seen(earlier)):
            message = f'"{entry.id}" took place before "{name}", which it follows'
            yield _impossible(entry, ("follows", index), message)


def _follows(whole: Whole, entry: Entry) -> Found:
    own = whole.inspections.get(entry.inspection)
    for at, mark, value in entry.marks:
        if own is None or at[0] != "follows" or not isinstance(mark, Ref):
            continue
        target = whole.addresses.find(value, entry.inspection, mark.kinds)
        other = whole.inspections.get(target.entry.inspection) if target else None
        if target and other and when(own) < when(other) and _is_before(_seen(own), _seen(other)):
            message = f'"{value}" is of a later visit, and `follows` leads to an earlier one'
            way = "write the link in the later record"
            yield Problem("not-earlier", entry.place(*at), message, way)


def _carried(whole: Whole, entry: Entry, record: Grade) -> Found:
    visit = whole.inspections[entry.inspection]
    framework = whole.framework_of(entry.inspection)
    events = framework.events if framework else ()
    event = next((e for e in events if e.id == visit.event), None)
    if event is not None and event.regrades == "no" and record.grade and not record.carried_from:
        message = f'a visit of the kind "{event.id}" gives no grades afresh'
        way = (
            "name the visit whose grade still stands as `carried_from`, "
            "or give that word of the framework `regrades: yes`, or `some`"
        )
        yield Problem("not-regraded", entry.place("grade"), message, way)
    if record.carried_from is None or record.carried_from not in whole.inspections:
        return
    if record.carried_from not in before(whole.chains.get(entry.inspection, ()), entry.inspection):
        message = (
            f'"{record.carried_from}" is no earlier visit of the chain of "{entry.inspection}"'
        )
        way = "name the visit that gave the grade, and let this one follow it"
        yield Problem("not-earlier", entry.place("carried_from"), message, way)
        return
    given = _given(whole, record.carried_from, record)
    if given is None and whole.grades.get(record.carried_from):
        message = f'"{record.carried_from}" gave no grade for "{record.criterion}"'
        way = "name the visit that gave it"
        yield Problem("not-carried", entry.place("carried_from"), message, way)
    elif given and record.grade and not given.missing and given.grade != record.grade:
        said = given.grade or given.no_grade or "not known"
        message = f'the grade carried from "{record.carried_from}" was "{said}"'
        way = "mend it; or delete `carried_from`, if this visit gave the grade afresh"
        yield Problem("not-carried", entry.place("grade"), message, way)


def _given(whole: Whole, visit: str, record: Grade) -> Grade | None:
    """The grade of an earlier visit that one carries forward."""
    names = whole.criteria
    wanted = names.get(record.criterion, record.criterion)
    found = [
        grade
        for grade in whole.grades.get(visit, ())
        if (grade.body, grade.about) == (record.body, record.about)
        and names.get(grade.criterion, grade.criterion) == wanted
    ]
    return next((grade for grade in found if grade.by == record.by), found[0] if found else None)


def _said(whole: Whole, entry: Entry, record: Progress) -> Found:
    target = whole.addresses.find(record.recommendation, entry.inspection, ("recommendation",))
    asked = whole.inspections.get(target.entry.inspection) if target else None
    if asked is not None and _is_before(record.date, _seen(asked)):
        message = f'this was said before "{record.recommendation}" was asked for'
        yield _impossible(entry, ("date",), message)


def _replied(whole: Whole, entry: Entry, record: Milestone) -> Found:
    for index, typed in enumerate(record.answers):
        target = whole.addresses.find(typed, scope(entry), ("milestone",))
        if target and _is_before(record.date, getattr(target.entry.record, "date", None)):
            message = f'this answers "{typed}", which happened later'
            yield _impossible(entry, ("answers", index), message)


def _scales(entry: Entry, framework: Framework) -> Found:
    for index, scale in enumerate(framework.scales):
        if _is_before(scale.until, scale.since):
            message = f'the scale "{scale.id}" ends before it begins'
            yield _impossible(entry, ("scales", index, "until"), message)


def _seen(inspection: Inspection) -> When | None:
    """When a visit took place, or else was published."""
    published = inspection.dates.published
    return inspection.dates.visit or (published if isinstance(published, When) else None)


def _is_before(one: When | Literal["never"] | None, other: When | Literal["never"] | None) -> bool:
    """Whether all that one date may mean lies before all that the other may mean."""
    if not isinstance(one, When) or not isinstance(other, When):
        return False
    last, first = one.last, other.first
    return isinstance(last, date) and isinstance(first, date) and last < first


def _impossible(entry: Entry, at: tuple[str | int, ...], message: str) -> Problem:
    return Problem("impossible-date", entry.place(*at), message, "look up both dates, and mend one")
