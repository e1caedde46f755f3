"""All that can be told of one address: what it is, what it says, what is tied to it, in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from generator.catalogue import AnyRecord, Entry
from generator.desk.everything import Everything
from generator.desk.telling import names
from generator.desk.telling.owing import Owed, owed
from generator.desk.telling.pointing import Found, problems_of
from generator.desk.telling.story import Moment, moments
from generator.desk.telling.tied import Tie, leads_on, tied
from generator.desk.telling.wording import Fact, facts
from generator.places import withdrawn_path
from generator.problems import Problem
from generator.records import (
    RECORD_LISTS,
    Criterion,
    Figure,
    Framework,
    Inspection,
    Location,
    Model,
    Recommendation,
    State,
)
from generator.reliance import fingerprint, relied_on
from generator.translation import missing
from generator.views import naming
from generator.views.context import inspection


@dataclass(frozen=True)
class Visit:
    """The inspection that a record belongs to."""

    address: str
    called: str
    date: str
    published: str


@dataclass(frozen=True)
class Translation:
    """A record's words in another language."""

    language: str
    path: str
    line: int
    lacking: tuple[str, ...]
    """The fields that are not translated."""


@dataclass(frozen=True)
class Telling:
    """What is told of one address.

    Its fields are the keys of `--format json`, and they stay: those of the values inside are the
    fields of Visit, Fact, Owed, Moment, Tie, Translation and Problem.
    """

    address: str
    """The address in full, of a record or of a part of one."""
    former: str
    """The old address that was typed, where it has moved."""
    kind: str
    """One of the product's kinds: recommendation, body, term, ..."""
    label: str
    """What it is in the framework's own word."""
    number: str
    """Its number as printed."""
    called: str
    """Its title, or what it is called where it has none."""
    inspection: Visit | None
    state: State | Literal[""]
    """Its state at this moment; empty where that cannot be told."""
    until: str
    """When its embargo ends, as machines read it."""
    state_said: str
    """Its state in words, with the end of its embargo; or why it cannot be told."""
    because: str
    """The address of what keeps it back, where that is not the record itself."""
    reason: str
    """When and why it was withdrawn."""
    public: bool
    """Whether the public site shows it at this moment."""
    path: str
    line: int
    """Where it is written."""
    page: str
    """Where it stands on the site: path and anchor; empty where it has no page."""
    about_page: str
    """Why it has no page, or who sees it."""
    text: str
    """What it says, in Markdown as typed."""
    fields: tuple[Fact, ...]
    """Every other field but those that are told as links."""
    contents: tuple[Fact, ...]
    """How many records of each sort an inspection holds."""
    owed: tuple[Owed, ...]
    """Of a recommendation what each addressee owes, of a body all that it was asked."""
    moments: tuple[Moment, ...]
    """What visits said of it, in order."""
    ties: tuple[Tie, ...]
    """Its links, from both ends: those that it makes first."""
    translations: tuple[Translation, ...]
    """Its words in other languages."""
    problems: tuple[Problem, ...]
    """Problems of the record itself, and advice on it."""
    site_problems: int
    """How many problems the whole site has."""
    whole: bool
    """Whether all could be told: not while problems stand between what visits say."""


_TOLD_APART = ("id", "state", "title", "name", "what", "text", "summary", "milestones")
"""Fields that are told in a place of their own."""


_UNREAD = "not known, while its inspection.yml cannot be read"


def tell(every: Everything, found: Found) -> Telling:
    """All that can be told of a record, or of a part of one."""
    here, entry = every.here, found.entry
    record, at = _part(found)
    place = entry.place(*at)
    unread = f"inspections/{entry.inspection}" in every.unread
    standing = every.standings[entry.address]
    above = None if unread else every.above(entry)
    page, about_page = ("", _UNREAD) if unread else _page(every, found)
    label = _label(every, found, at)
    return Telling(
        address=found.address,
        former=found.former,
        kind=entry.kind,
        label=label,
        number="" if found.part else naming.printed_number(here, entry),
        called=_part_called(record) if found.part else names.called(here, entry),
        inspection=_visit(every, entry),
        state="" if unread else standing.state,
        until="" if unread or standing.until is None else standing.until.isoformat(),
        state_said=_UNREAD if unread else names.state(here, standing),
        because=above.address if above else "",
        reason=_reason(every, entry, above) if standing.state == "withdrawn" else "",
        public=entry.address in every.public,
        path=place.path,
        line=place.line,
        page=page,
        about_page=about_page,
        text=_text(record),
        fields=(
            *(
                fact
                for fact in facts(here, entry, record, at)
                if not (fact.field in _TOLD_APART or fact.words == label)
                and (found.part or not leads_on(every, entry, fact.field))
            ),
            *(() if found.part else _basis(every, entry)),
        ),
        contents=() if found.part else tuple(_contents(every, entry)),
        owed=() if unread else owed(every, found),
        moments=() if unread else moments(every, found),
        ties=tied(every, found),
        translations=() if found.part else tuple(_translations(every, entry)),
        problems=problems_of(every, entry),
        site_problems=len(every.problems),
        whole=every.sound and not unread,
    )


def _part(found: Found) -> tuple[Model, Location]:
    """What an address leads to and where it stands: the record itself, or a part of it."""
    inside = {name: (part, at) for name, part, at in _parts(found.entry.record)}
    return inside[found.part] if found.part else (cast("Model", found.entry.record), ())


def _parts(record: AnyRecord) -> Iterator[tuple[str | None, Model, Location]]:
    """The points, rows and criteria of a record: the id of each, itself, and where it stands."""
    if isinstance(record, Recommendation):
        for index, point in enumerate(record.points):
            yield point.id, point, ("points", index)
    elif isinstance(record, Framework):
        for index, criterion in enumerate(record.criteria):
            yield criterion.id, criterion, ("criteria", index)
    elif isinstance(record, Figure):
        for index, row in enumerate(record.rows):
            yield row.id, row, ("rows", index)
            for number, point in enumerate(row.points):
                if point.id:
                    yield f"{row.id}-{point.id}", point, ("rows", index, "points", number)


_PARTS = {"points": "Point", "criteria": "Criterion", "rows": "Row"}


def _label(every: Everything, found: Found, at: Location) -> str:
    """What something is, in the framework's word; of a part what it is of."""
    kind = names.kind(every.here, found.entry)
    if not found.part:
        return kind
    return f"{_PARTS[str(at[-2])]} of {kind[:1].lower()}{kind[1:]}"


def _part_called(part: Model) -> str:
    """The name of a part: its title, its own words, or the first words of its text."""
    for name in ("title", "label"):
        if value := getattr(part, name, None):
            return str(value)
    if isinstance(part, Criterion) and part.names:
        return part.names[-1].name
    text = getattr(part, "text", None)
    return naming.beginning(text) if text else str(getattr(part, "id", ""))


def _text(record: Model) -> str:
    found = getattr(record, "text", None) or getattr(record, "summary", None) or ""
    return str(found).rstrip()


def _visit(every: Everything, entry: Entry) -> Visit | None:
    here = every.here
    if not entry.inspection or entry.kind == "inspection":
        return None
    visit = every.graph.entries[f"inspections/{entry.inspection}"]
    published = inspection(visit).dates.published
    return Visit(
        visit.address,
        inspection(visit).title,
        naming.visit_date(here, visit),
        "" if published in (None, "never") else here.when(published),  # type: ignore[arg-type]
    )


def _reason(every: Everything, entry: Entry, above: Entry | None) -> str:
    """When and why a record was withdrawn, or what it went with was."""
    changes = (above or entry).record.changes
    last = next((c for c in reversed(changes) if c.kind == "withdrawn"), None)
    return f"{every.here.when(last.date)}: {last.note}" if last else ""


def _page(every: Everything, found: Found) -> tuple[str, str]:
    """Where something stands on the site, and what is to be said of that."""
    entry = found.entry
    spot = every.shown.spots.get(found.address)
    if spot is not None:
        anchor = f"#{spot.anchor}" if spot.anchor else ""
        seen = entry.address in every.public
        return f"/{spot.path}{anchor}", "" if seen else "not on the public site now"
    if not every.sound:
        return "", "not told while the site has problems"
    if every.standings[entry.address].state == "withdrawn":
        gone = {w.address for w in every.shown.graph.released.withdrawn}
        path = withdrawn_path(entry.address, entry.kind)
        if path and entry.address in gone:
            return f"/{path}", "it says when and why this was withdrawn"
        return "", "none, for it was withdrawn"
    return "", "none, for nothing that is shown uses it"


_COUNTED = {name: model.KIND for name, model in RECORD_LISTS.items()}


def _contents(every: Everything, entry: Entry) -> Iterator[Fact]:
    """How many records of each sort an inspection holds, and what keeps some of them back."""
    here, graph = every.here, every.graph
    if isinstance(entry.record, Inspection):
        for name, kind in _COUNTED.items():
            of_kind = graph.of(entry.id, kind)
            back = (every.standings[e.address] for e in of_kind)
            states = [s.state for s in back if s.state != every.standings[entry.address].state]
            kept = ", ".join(f"{states.count(s)} {s}" for s in dict.fromkeys(states))
            if of_kind:
                counted = here.site.words.number(len(of_kind))
                yield Fact(name, f"{counted} ({kept})" if kept else counted)


def _basis(every: Everything, entry: Entry) -> Iterator[Fact]:
    """What a record rests on, with the fingerprint that its `confirmed` may hold."""
    basis = relied_on(entry, every.addresses)
    if basis:
        names = ", ".join(one.address for one in basis)
        yield Fact("rests_on", f"{names} (as it reads now: {fingerprint(basis)})")


def _translations(every: Everything, entry: Entry) -> Iterator[Translation]:
    for one in every.written.translations:
        if one.address == entry.address:
            place = one.place()
            lacking = missing(cast("Model", entry.record), one.record)
            fields = tuple(dict.fromkeys(str(at[0]) for at in lacking))
            yield Translation(one.language, place.path, place.line, fields)
