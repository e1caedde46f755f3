"""What a record points at, and what points at it: every reference, from both its ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from generator.addresses import scope
from generator.catalogue import DEFAULT_FRAMEWORK, Entry
from generator.desk.everything import Everything
from generator.desk.telling import names, ways
from generator.desk.telling.pointing import Found, address_of
from generator.desk.telling.ways import Way
from generator.desk.telling.wording import facts
from generator.graph import Edge
from generator.records import (
    EDITOR,
    BodyRecord,
    Cited,
    Connection,
    Framework,
    Grade,
    Inspection,
    Inspectorate,
    Location,
    Milestone,
    Model,
    Predecessor,
    Progress,
    Ref,
    Response,
)
from generator.scales import criterion_of
from generator.views import ties
from generator.views.naming import body_name, visit_date
from generator.views.recommendation import RELATIONS_TO

LINKS = (Connection, Cited, Inspectorate, Predecessor)
"""What stands in a field for a link with a remark on it, and is told with the link."""

_KEYS = ("address", "source", "body")
"""The keys under which such a thing says where it leads."""


@dataclass(frozen=True)
class Tie:
    """One link of a record: which way it leads, in which field it stands, and the other end."""

    way: Way
    field: str
    """The key under which it is written, in the record at the end that it leads from."""
    label: str
    """The same in words, as it reads from the end that is told of."""
    address: str
    kind: str
    """What stands at the other end, as a record's kind."""
    called: str
    state: str
    """The state of the other end, in words; empty where it is published."""
    about: tuple[str, ...] = ()
    """What is said of the link itself, and of a word on progress which status it gives."""


def tied(every: Everything, found: Found) -> tuple[Tie, ...]:
    """Every link of a record, those that it makes first; of a part those that lead to it alone."""
    graph, entry = every.graph, found.entry
    outward: Iterable[Edge] = graph.edges_from.get(entry.address, ())
    inward: Iterable[Edge] = graph.edges_to.get(entry.address, ())
    if found.part:
        outward = ()
        inward = (edge for edge in inward if edge.part == found.part)
    rows = [_tie(every, edge, "to") for edge in outward]
    rows += [_tie(every, edge, "from") for edge in inward]
    rows += [*_inside(every, found), *_by_default(every, found), *_on_pages(every, found)]
    return tuple(sorted(rows, key=lambda tie: ways.place(tie.way, tie.label)))


def _tie(every: Everything, edge: Edge, way: Way) -> Tie:
    here, graph = every.here, every.graph
    source, target = graph.entries[edge.source], graph.entries[edge.target]
    other = target if way == "to" else source
    standing = every.standings[other.address]
    called = names.called(here, other)
    if edge.part and way == "to":
        called = f"{called}, its part {edge.part}"
    about = list(_about(every, source, target, edge))
    if way == "from" and edge.part:
        about.insert(0, f"its part {edge.part}")
    if isinstance(other.record, Progress):
        about += _word(every, other)
        if edge.field == "recommendation":  # what it is on is what is told of
            called = names.said(here, names.status(here, other)) or "No status"
    return Tie(
        way,
        edge.field,
        ways.label(way, source.kind, edge.field, target.kind),
        address_of(target, edge.part) if way == "to" else source.address,
        other.kind,
        called,
        "" if standing.state == "published" else names.state(here, standing),
        tuple(about),
    )


def _about(every: Everything, source: Entry, target: Entry, edge: Edge) -> Iterator[str]:
    """What is said of a link where it is written."""
    here = every.here
    value = getattr(source.record, edge.field, ())
    for index, item in enumerate(value if isinstance(value, tuple) else ()):
        if not isinstance(item, (*LINKS, Response)) or not _leads(every, source, item, target):
            continue
        if isinstance(item, Connection):
            if source.kind == target.kind == "recommendation" and hasattr(item, "relation"):
                yield here.say(RELATIONS_TO[item.relation])
            yield from ties.of_link(here, item)
            continue
        told = facts(here, source, item, (edge.field, index))
        plain = [fact for fact in told if fact.field not in ("source", "body", "by", "text")]
        if isinstance(item, Response):
            plain = [fact for fact in plain if fact.field in ("date", "answer")]
        yield from (
            fact.words if fact.field in ("date", "answer", "at") else f"{fact.label}: {fact.words}"
            for fact in plain
            if fact.words
        )


def _leads(every: Everything, source: Entry, item: Model, target: Entry) -> bool:
    """Whether what stands in a record for a link leads to another record."""
    keys = ("by", "addressee") if isinstance(item, Response) else _KEYS
    typed = (getattr(item, key, None) for key in keys)
    found = (every.addresses.find(one, scope(source), (target.kind,)) for one in typed if one)
    return any(one is not None and one.entry.address == target.address for one in found)


def _word(every: Everything, entry: Entry) -> Iterator[str]:
    """Of a word on a recommendation what its status does not say: whose it is, and when."""
    here, record = every.here, cast("Progress", entry.record)
    mark = names.status(here, entry)
    if record.addressee and (mark is None or not mark.of):
        yield f"of {body_name(here, record.addressee, entry.inspection) or record.addressee}"
    if record.by and record.by != EDITOR and (mark is None or not mark.claimed):
        yield f"by {body_name(here, record.by, entry.inspection) or record.by}"
    visit = here.graph.entries[f"inspections/{entry.inspection}"]
    yield here.when(record.date) or visit_date(here, visit)


def _inside(every: Everything, found: Found) -> Iterator[Tie]:
    """What belongs together without a link that is written out.

    Those are a body and its milestones, and a criterion and the grades on it.
    """
    here, entry = every.here, found.entry
    if found.part and isinstance(entry.record, Framework):
        for one in every.graph.entries.values():
            if isinstance(one.record, Grade) and _is_on(every, one, found):
                yield _beside(every, one, "criterion", "Grades on it")
    elif isinstance(entry.record, BodyRecord):
        for milestone in entry.record.milestones:
            one = every.graph.entries[f"{entry.address}/{milestone.id}"]
            yield _beside(
                every, one, "milestones", "What happened to it", here.when(milestone.date)
            )
    elif isinstance(entry.record, Milestone) and not entry.inspection:
        owner = every.graph.entries[entry.address.rpartition("/")[0]]
        yield replace(_beside(every, owner, "milestones", "Happened to"), way="to")


def _by_default(every: Everything, found: Found) -> Iterator[Tie]:
    """The default framework of an inspection that names none, and the other way round."""
    entry, default = found.entry, every.graph.entries.get(f"frameworks/{DEFAULT_FRAMEWORK}")
    if default is None or found.part:
        return
    if isinstance(entry.record, Inspection) and entry.record.framework is None:
        tie = _beside(every, default, "framework", ways.TO["framework"], "as it names none")
        yield replace(tie, way="to")
    elif entry.address == default.address:
        for one in every.graph.entries.values():
            if isinstance(one.record, Inspection) and one.record.framework is None:
                yield _beside(every, one, "framework", ways.FROM["framework"], "as it names none")


def _beside(every: Everything, entry: Entry, field: str, label: str, *about: str) -> Tie:
    standing = every.standings[entry.address]
    state = "" if standing.state == "published" else names.state(every.here, standing)
    called = names.called(every.here, entry)
    return Tie("from", field, label, entry.address, entry.kind, called, state, about)


def _is_on(every: Everything, grade: Entry, found: Found) -> bool:
    """Whether a grade is on a criterion, under whichever of its ids."""
    framework = every.graph.framework(grade.inspection)
    criterion = criterion_of(framework, cast("Grade", grade.record).criterion)
    return framework is found.entry.record and criterion is not None and criterion.id == found.part


def _on_pages(every: Everything, found: Found) -> Iterator[Tie]:
    """The hand-written pages that mention a record."""
    for page in every.written.pages:
        for typed in page.parsed.records:
            target = every.addresses.find(typed, "")
            if target is not None and address_of(target.entry, target.part) == found.address:
                state = every.edition.standing(page.settings.state, page.settings.until)
                hidden = "" if state.state == "published" else names.state(every.here, state)
                address = f"/{page.address}"
                yield Tie("from", "text", ways.FROM["text"], address, "page", page.title, hidden)


def leads_on(every: Everything, entry: Entry, field: str) -> bool:
    """Whether all that stands in a field is told as links: it is nothing else, and none is dead."""
    value = getattr(entry.record, field, None)
    items = value if isinstance(value, tuple) else (value,)
    keys = {field, *_KEYS}
    ends = [
        (mark, typed)
        for at, mark, typed in entry.marks
        if at[0] == field and isinstance(mark, Ref) and _key(at) in keys
    ]
    return (
        len(ends) == len(items)
        and all(isinstance(item, (str, *LINKS)) for item in items)
        and all(every.addresses.find(t, scope(entry), m.kinds) for m, t in ends)
    )


def _key(at: Location) -> str:
    """The last key on the way to a value."""
    return next(step for step in reversed(at) if isinstance(step, str))
