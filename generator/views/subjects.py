"""What inspections share: bodies, themes, frameworks and terms, each with a page and a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from generator.catalogue import DEFAULT_FRAMEWORK, Entry
from generator.chains import when
from generator.records import (
    BodyRecord,
    Criterion,
    Framework,
    Labelled,
    Status,
    Term,
    Theme,
    Timescale,
)
from generator.views import lists, parts
from generator.views.context import Here, inspection
from generator.views.parts import Event, Link, Mark, Origin


@dataclass(frozen=True)
class SubjectsView:
    """The list of all bodies, themes or frameworks."""

    kind: str
    groups: tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]
    """A heading, and under it links with a note each."""


@dataclass(frozen=True)
class BodyView:
    """A body: what it is, what came before it, what was found, and its timeline."""

    kind: str
    html: str
    link: str
    names: tuple[tuple[str, str], ...]
    predecessors: tuple[tuple[Link, str, str, str], ...]
    successors: tuple[Link, ...]
    inspected: tuple[lists.VisitLine, ...]
    inspects: tuple[Link, ...]
    asked: tuple[lists.Line, ...]
    timeline: tuple[Event, ...]
    origin: Origin


@dataclass(frozen=True)
class ThemeView:
    """A theme and every record on it."""

    html: str
    groups: tuple[tuple[str, tuple[lists.Line, ...]], ...]


@dataclass(frozen=True)
class WordView:
    """A word of a framework and what it means."""

    anchor: str
    mark: Mark
    description: str
    detail: tuple[str, ...]


@dataclass(frozen=True)
class WordList:
    """Words of one sort."""

    name: str
    title: str
    description: str
    words: tuple[WordView, ...]


@dataclass(frozen=True)
class FrameworkView:
    """The words in which an inspectorate reports, explained."""

    html: str
    inspectorates: tuple[Link, ...]
    lists: tuple[WordList, ...]
    readings: tuple[str, ...]
    """Names of lists whose words are everywhere the editor's reading."""
    inspections: tuple[Link, ...]


@dataclass(frozen=True)
class Meaning:
    """What a term means in one inspection, or on the whole site."""

    where: Link | None
    html: str
    origin: Origin


@dataclass(frozen=True)
class TermView:
    """A term and its meanings."""

    anchor: str
    title: str
    short: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True)
class GlossaryView:
    """Every term, by letter."""

    letters: tuple[tuple[str, tuple[TermView, ...]], ...]


def body_headings(view: BodyView) -> tuple[parts.Heading, ...]:
    """The lines of a body's list of contents."""
    rows = [
        (view.inspected, "_inspections", "Inspections"),
        (view.asked, "_asked", "What it was asked to do"),
        (view.timeline, "_timeline", "Timeline"),
        (view.inspects, "_inspects", "Its inspections"),
    ]
    return tuple(parts.Heading(anchor, title) for wanted, anchor, title in rows if wanted)


def body(here: Here, entry: Entry) -> BodyView:
    """The page of a body."""
    graph = here.graph
    record = cast("BodyRecord", entry.record)
    visits = here.site.newest_first(graph.to(entry.address, "bodies", "inspection"))
    events = [graph.entries[f"{entry.address}/{m.id}"] for m in record.milestones]
    for visit in visits:
        events += [visit, *graph.of(visit.id, "milestone")]
    return BodyView(
        kind=record.kind or "",
        html=here.prose(record.text, "", entry.id),
        link=record.link or "",
        names=tuple((n.name, here.when(n.until)) for n in record.names),
        predecessors=tuple(
            (
                parts.link(here, graph.entries[f"bodies/{p.body}"]),
                p.relation or "",
                here.when(p.date),
                p.note or "",
            )
            for p in record.predecessors
            if f"bodies/{p.body}" in graph.entries
        ),
        successors=parts.related_links(here, graph.to(entry.address, "predecessors"), ""),
        inspected=tuple(lists.visit_line(here, v) for v in visits),
        inspects=tuple(
            parts.link(here, v)
            for v in here.site.newest_first(graph.to(entry.address, "inspectorates", "inspection"))
        ),
        asked=tuple(
            lists.line(here, e) for e in graph.to(entry.address, "addressees", "recommendation")
        ),
        timeline=tuple(_event(here, e) for e in sorted(events, key=_when)),
        origin=parts.origin(here, entry),
    )


def _event(here: Here, entry: Entry) -> Event:
    """An event; what belongs to an inspection has its own anchor there, and another one here."""
    event = parts.event(here, entry)
    if not entry.inspection:
        return event
    return replace(event, anchor=f"{entry.inspection}_{event.anchor}")


def _when(entry: Entry) -> tuple[int, int, int]:
    if entry.kind == "inspection":
        return when(inspection(entry))
    date = getattr(entry.record, "date", None) or getattr(entry.record, "due", None)
    return date.sort if date else (9999, 0, 0)


def theme(here: Here, entry: Entry) -> ThemeView:
    """The page of a theme."""
    record = cast("Theme", entry.record)
    found = here.graph.to(entry.address, "themes")
    kinds = (
        *("finding", "recommendation", "case-study", "notable-practice", "figure"),
        *("section", "milestone"),
    )
    return ThemeView(
        here.prose(record.text, "", entry.id),
        tuple(
            (kind, tuple(lists.line(here, e, long=True) for e in found if e.kind == kind))
            for kind in kinds
            if any(e.kind == kind for e in found)
        ),
    )


def framework(here: Here, entry: Entry) -> FrameworkView:
    """The page of a framework."""
    record = cast("Framework", entry.record)
    groups = [
        *(
            WordList(
                f"scale_{s.id}", s.label or s.id, _scale_note(s), _words(f"grade_{s.id}", s.values)
            )
            for s in record.scales
        ),
        WordList("no-grades", "", "", _words("no-grade", record.no_grades)),
        WordList("judgements", "", "", _words("judgement", record.judgements)),
        WordList("statuses", "", "", _words("status", record.statuses)),
        WordList("answers", "", "", _words("answer", record.answers)),
        WordList("timescales", "", "", _words("timescale", record.timescales)),
        WordList("priorities", "", "", _words("priority", record.priorities)),
        WordList("kinds", "", "", _words("kind", record.kinds)),
        WordList("events", "", "", _words("event", record.events)),
        WordList("criteria", "", "", tuple(_criterion(c) for c in record.criteria)),
    ]
    return FrameworkView(
        here.prose(record.text, "", entry.id),
        parts.bodies(here, record.inspectorates),
        tuple(g for g in groups if g.words),
        tuple(_readings(here, entry)),
        tuple(parts.link(here, v) for v in here.site.newest_first(_reporting_in(here, entry))),
    )


def _readings(here: Here, framework: Entry) -> Iterable[str]:
    """Lists of a framework that only the editor has drawn words from, in what is shown."""
    visits = [v.id for v in _reporting_in(here, framework)]
    for name, kind, field in (
        ("judgements", "finding", "judgement"),
        ("statuses", "progress", "status"),
    ):
        used = [e for v in visits for e in here.graph.of(v, kind) if getattr(e.record, field, None)]
        if used and all(parts.is_reading(here, e, field) for e in used):
            yield name


def _reporting_in(here: Here, framework: Entry) -> Iterable[Entry]:
    """The inspections that report in a framework; without naming it, if it is the default."""
    named = here.graph.to(framework.address, "framework", "inspection")
    if framework.id != DEFAULT_FRAMEWORK:
        return named
    return (*named, *(v for v in here.site.visits if inspection(v).framework is None))


def _scale_note(scale: object) -> str:
    return getattr(scale, "description", None) or ""


def _words(name: str, words: Iterable[Labelled]) -> tuple[WordView, ...]:
    return tuple(
        WordView(
            f"{name}_{w.id}", Mark(w.label, w.tone or "neutral"), w.description or "", _detail(w)
        )
        for w in words
    )


def _detail(label: Labelled) -> tuple[str, ...]:
    if isinstance(label, Status):
        return (label.meaning,)
    if isinstance(label, Timescale):
        return (label.start,) if label.months or label.days else ()
    return ()


def _criterion(criterion: Criterion) -> WordView:
    name = criterion.label or (criterion.names[-1].name if criterion.names else criterion.id)
    return WordView(criterion.id, Mark(name), criterion.description or "", ())


def glossary(here: Here) -> GlossaryView:
    """Every term in use, by its first letter; several meanings of one term together."""
    meanings: dict[str, list[Entry]] = {}
    for entry in here.graph.entries.values():
        if isinstance(entry.record, Term):
            meanings.setdefault(entry.id, []).append(entry)
    terms = [_term(here, name, entries) for name, entries in meanings.items()]
    terms.sort(key=lambda t: t.title.casefold())
    letters: dict[str, list[TermView]] = {}
    for term in terms:
        letters.setdefault(term.title[:1].upper(), []).append(term)
    return GlossaryView(tuple((letter, tuple(found)) for letter, found in letters.items()))


def _term(here: Here, name: str, entries: list[Entry]) -> TermView:
    first = cast("Term", entries[0].record)
    return TermView(
        name,
        first.title or first.short or name,
        (first.short or "") if first.title else "",
        tuple(
            Meaning(
                parts.link(here, here.graph.entries[f"inspections/{e.inspection}"])
                if e.inspection
                else None,
                here.prose(cast("Term", e.record).text, e.inspection, f"{e.inspection}-{name}"),
                parts.origin(here, e),
            )
            for e in entries
        ),
    )


def listed(here: Here, kind: str) -> SubjectsView:
    """The list of all bodies, themes or frameworks that are shown."""
    entries = [e for e in here.graph.entries.values() if e.kind == kind]
    groups: dict[str, list[tuple[Link, str]]] = {}
    for entry in sorted(entries, key=lambda e: parts.name(here, e).casefold()):
        heading = (getattr(entry.record, "kind", None) or "") if kind == "body" else ""
        groups.setdefault(heading, []).append((parts.link(here, entry), _count(here, entry)))
    return SubjectsView(kind, tuple((h, tuple(rows)) for h, rows in sorted(groups.items())))


def _count(here: Here, entry: Entry) -> str:
    fields = {"body": "bodies", "theme": "themes", "framework": "framework"}
    found = here.graph.to(entry.address, fields[entry.kind])
    return str(len(found)) if found else ""
