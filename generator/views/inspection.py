"""An inspection's own pages: its front page, its sections, and the whole report on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from generator.catalogue import Entry
from generator.graph import Graph, word
from generator.places import top_section
from generator.records import EDITOR, Attachment, Grade, Labelled, Section
from generator.views import measures, naming, observations, occasions, origins, requests, ties
from generator.views.comparison import TallyView, tally_on, tally_view
from generator.views.context import Here, inspection
from generator.views.pieces import (
    AskView,
    Bar,
    Event,
    FigureView,
    FindingView,
    Heading,
    IllustrationView,
    Link,
    Mark,
    Numbers,
    Origin,
    ProgressView,
    Related,
)


@dataclass(frozen=True)
class KeyFact:
    """A fact about an inspection: what it is, and its value as words or links."""

    name: str
    links: tuple[Link, ...]
    """Each with a note, such as what part an inspectorate had."""


@dataclass(frozen=True)
class AttachmentView:
    """A document that goes with an inspection."""

    title: str
    href: str
    detail: tuple[str, ...]
    """What it is, its language, size and date."""
    lang: str
    note: str
    changes: tuple[tuple[str, str, str], ...] = ()
    """What kind of change there was, when, and what changed."""
    unpublished: str = ""
    """Its state, where it is not public."""


@dataclass(frozen=True)
class ContentsLine:
    """A section in an inspection's list of contents, with what it holds."""

    link: Link
    number: str
    findings: int
    recommendations: int
    case_studies: int
    practice: int


@dataclass(frozen=True)
class GradeLine:
    """A criterion and its grade."""

    anchor: str
    criterion: str
    body: str
    """The body or site that is graded, where several were."""
    mark: Mark
    direction: str
    carried: str
    html: str
    origin: Origin


@dataclass(frozen=True)
class SourceView:
    """A document that facts come from, in full."""

    anchor: str
    title: str
    publisher: str
    date: str
    href: str
    origin: Origin


@dataclass(frozen=True)
class WithdrawnView:
    """What remains of a withdrawn record, or of an attachment."""

    anchor: str
    what: str
    """What it was, where it had no id."""
    date: str
    reason: str


@dataclass(frozen=True)
class Body:
    """The records of a section, or of none, in the order in which they are read."""

    findings: tuple[FindingView, ...]
    numbers: Numbers
    figures: tuple[FigureView, ...]
    illustrations: tuple[IllustrationView, ...]
    asks: tuple[AskView, ...]
    asks_title: str = ""


@dataclass(frozen=True)
class PartView:
    """A section as it stands on a page, or a part of one."""

    anchor: str
    level: int
    title: str
    html: str
    body: Body
    parts: tuple[PartView, ...]
    origin: Origin
    related: tuple[Related, ...]


@dataclass(frozen=True)
class CoverageView:
    """Findings and recommendations that are not tied to each other."""

    unanswered: tuple[tuple[Link, Mark | None], ...]
    baseless: tuple[Link, ...]
    reading: bool


@dataclass(frozen=True)
class InspectionView:
    """An inspection's front page."""

    event: str
    facts: tuple[KeyFact, ...]
    direction: str
    html: str
    origin: Origin
    bars: tuple[Bar, ...]
    judgements: Bar | None
    judgements_reading: bool
    grades: tuple[GradeLine, ...]
    contents: tuple[ContentsLine, ...]
    asks: tuple[AskView, ...]
    asks_link: Link
    asks_title: str
    tally: TallyView | None
    comparison: Link | None
    later: tuple[tuple[Link, TallyView | None], ...]
    body: Body
    holds_records: bool
    """Some records stand in no section, and so on this page."""
    milestones: tuple[Event, ...]
    attachments: tuple[AttachmentView, ...]
    related: tuple[Related, ...]
    sources: tuple[SourceView, ...]
    coverage: CoverageView
    withdrawn: tuple[WithdrawnView, ...]
    report: Link


@dataclass(frozen=True)
class SectionView:
    """One section of the report."""

    inspection: Link
    part: PartView
    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class ReportView:
    """The whole report on one page."""

    event: str
    facts: tuple[KeyFact, ...]
    direction: str
    html: str
    grades: tuple[GradeLine, ...]
    said: tuple[tuple[Link, ProgressView], ...]
    """What it said of earlier recommendations."""
    tally: TallyView | None
    milestones: tuple[Event, ...]
    attachments: tuple[AttachmentView, ...]
    origin: Origin
    contents: tuple[Heading, ...]
    parts: tuple[PartView, ...]
    sources: tuple[SourceView, ...]
    address: str


def sections(graph: Graph, name: str) -> list[Entry]:
    """An inspection's sections that are part of no other."""
    return [
        e
        for e in graph.of(name, "section")
        if f"{name}/{cast('Section', e.record).parent}" not in graph.entries
    ]


def front(here: Here, visit: Entry) -> InspectionView:
    """The front page of an inspection."""
    graph, record, name = here.graph, inspection(visit), visit.id
    compared = here.site.comparisons.get(name)
    chain = graph.chains[name]
    loose = _loose(here, name)
    return InspectionView(
        event=_event(here, visit),
        facts=facts(here, visit),
        direction=record.direction or "",
        html=here.prose(record.summary, name, name),
        origin=origins.origin(here, visit),
        bars=tuple(_whole_bars(here, name)),
        judgements=_judgements(here, name),
        judgements_reading="judgement" in record.editorial,
        grades=tuple(_grade_line(here, e) for e in graph.of(name, "grade")),
        contents=tuple(_contents_line(here, e) for e in sections(graph, name)),
        asks=tuple(requests.ask(here, e, 3) for e in graph.of(name, "recommendation")),
        asks_link=Link("", here.to(f"inspections/{name}/recommendations/")),
        asks_title=naming.kind_plural(here, graph.of(name, "recommendation"), "recommendation"),
        tally=tally_view(here, compared.tally) if compared and compared.tally else None,
        comparison=Link("", here.to(f"inspections/{name}/comparison/")) if compared else None,
        later=tuple(
            (
                Link(
                    naming.short_name(here, graph.entries[f"inspections/{v}"]),
                    here.to(f"inspections/{v}/comparison/"),
                ),
                _tally(here, v, name),
            )
            for v in chain[chain.index(name) + 1 :]
        ),
        body=body(here, loose, 3, skip_asks=True),
        holds_records=bool(loose),
        milestones=tuple(occasions.event(here, e) for e in _by_date(graph.of(name, "milestone"))),
        attachments=tuple(_attachment(here, name, a) for a in record.attachments),
        related=ties.shown([ties.themes(here, visit)]),
        sources=tuple(_source(here, e) for e in graph.of(name, "source")),
        coverage=coverage_view(here, name),
        withdrawn=tuple(
            WithdrawnView(
                "" if w.kind == "attachment" else w.address.rpartition("/")[2],
                here.say("A document") if w.kind == "attachment" else "",
                here.when(w.date),
                w.reason,
            )
            for w in graph.released.withdrawn
            if w.address.partition("/")[0] == name
        ),
        report=Link("", here.to(f"inspections/{name}/report/")),
    )


def coverage_view(here: Here, name: str) -> CoverageView:
    """What is not tied, with the judgements on findings; nothing where nothing was asked."""
    graph = here.graph
    if not graph.of(name, "recommendation"):
        return CoverageView((), (), reading=False)
    coverage = graph.coverage(name)
    judged = ((e, origins.judgement(here, e)) for e in coverage.unanswered)
    return CoverageView(
        tuple((naming.link(here, e), m) for e, m in judged if m is None or m.tone != "positive"),
        tuple(naming.link(here, e) for e in coverage.baseless if graph.of(name, "finding")),
        "answers" in graph.inspections[name].editorial,
    )


def _attachment(here: Here, visit: str, attachment: Attachment) -> AttachmentView:
    state = here.site.edition.standing(attachment.state, attachment.until).state
    href = attachment.link or ""
    size = ""
    if attachment.file:
        href = here.file(visit, attachment.file) or ""
        size = here.size(visit, attachment.file)
    language = attachment.language or ""
    return AttachmentView(
        attachment.title,
        href,
        tuple(
            filter(
                None,
                (
                    attachment.kind,
                    here.site.words.language_name(language),
                    size,
                    here.when(attachment.date),
                ),
            )
        ),
        language,
        attachment.note or "",
        tuple((c.kind, here.when(c.date), c.note) for c in attachment.changes),
        "" if state == "published" else state,
    )


def front_headings(here: Here, view: InspectionView) -> tuple[Heading, ...]:
    """The lines of the front page's list of contents."""
    rows = [
        (view.comparison, "_then-and-now", here.say("Then and now")),
        (view.later, "_followed-up", here.say("What came of it")),
        (view.grades, "_grades", here.say("Grades")),
        (view.bars or view.judgements, "_figures", here.say("At a glance")),
        (view.asks, "_asked", view.asks_title),
        (view.contents, "_contents", here.say("Parts of the report")),
        (view.holds_records, "_findings", here.say("What was found")),
        (view.milestones, "_around", here.say("What happened around it")),
        (view.attachments, "_documents", here.say("Documents")),
        (view.sources, "_sources", here.say("Sources")),
    ]
    return tuple(Heading(anchor, title) for wanted, anchor, title in rows if wanted)


def _tally(here: Here, visit: str, asked: str) -> TallyView | None:
    return tally_on(here, visit, asked)


def _event(here: Here, visit: Entry) -> str:
    event = word(here.graph.framework(visit.id).events, inspection(visit).event)
    return event.label if event else ""


def facts(here: Here, visit: Entry) -> tuple[KeyFact, ...]:
    """Who, by whom, when, and in which series."""
    record = inspection(visit)
    framework = here.graph.framework(visit.id)
    published = record.dates.published
    follows = here.graph.from_(visit.address, "follows")
    roles = {one.body: one.role or "" for one in record.inspectorates}
    inspecting = [
        replace(found, note=roles[name])
        for name in record.inspecting
        for found in naming.bodies(here, [name], visit.id)
    ]
    rows = [
        KeyFact("body", naming.bodies(here, record.bodies, visit.id)),
        KeyFact("inspectorate", tuple(inspecting)),
        KeyFact(
            "programme",
            (Link(framework.title, here.to(f"frameworks/{record.framework}/")),)
            if record.framework
            else (),
        ),
        KeyFact("event", (Link(_event(here, visit)),)),
        KeyFact("notified", (Link(here.when(record.dates.notified)),)),
        KeyFact("visit", (Link(here.when(record.dates.visit)),)),
        KeyFact("sent", (Link(here.when(record.dates.sent)),)),
        KeyFact(
            "published",
            (Link(here.when(published)) if published and published != "never" else Link(""),),
        ),
        KeyFact("never-published", (Link("never"),) if published == "never" else ()),
        KeyFact("updated", (Link(here.when(record.dates.updated)),)),
        KeyFact("follows", tuple(naming.link(here, e) for e in follows)),
        KeyFact("series", (Link(record.series or ""),)),
    ]
    return tuple(f for f in rows if any(one.text for one in f.links))


def _whole_bars(here: Here, name: str) -> Iterable[Bar]:
    """Bars of the counts that are no part of others: the inspection's own totals."""
    for entry in here.graph.of(name, "figure"):
        if measures.is_whole(here, entry):
            view = measures.figure(here, entry, 3)
            if view.bar:
                yield view.bar


def _judgements(here: Here, name: str) -> Bar | None:
    judgements = here.graph.framework(name).judgements
    given = Counter(
        getattr(f.record, "judgement", None) for f in here.graph.counted(name, "finding")
    )
    counts: list[tuple[Labelled, int]] = [(j, given[j.id]) for j in judgements]
    if given[None] and given.total() > given[None]:
        without = Labelled(id="without-a-mark", label=here.say("Without a mark"))
        counts.append((without, given[None]))
    elif given[None]:
        return None
    unit = here.count("finding", "findings", given.total())
    return measures.bar(here, here.say("Findings by judgement"), counts, unit, judgements)


def _grade_line(here: Here, entry: Entry) -> GradeLine:
    record = cast("Grade", entry.record)
    return GradeLine(
        entry.id,
        naming.criterion_name(here, entry.inspection, record.criterion),
        ", ".join(
            filter(
                None,
                (
                    naming.body_name(here, record.body, entry.inspection),
                    record.about,
                    ""
                    if record.by in (*here.graph.lead(entry.inspection), EDITOR)
                    else naming.body_name(here, record.by, entry.inspection),
                ),
            )
        ),
        origins.grade_mark(here, entry),
        record.direction or "",
        origins.carried_from(here, record),
        here.prose(record.text, entry.inspection, entry.id),
        origins.origin(here, entry),
    )


def _contents_line(here: Here, section: Entry) -> ContentsLine:
    record = cast("Section", section.record)
    graph = here.graph
    parts = (
        e for e in graph.of(section.inspection, "section") if top_section(graph, e) == section.id
    )
    inside = (e for part in parts for e in graph.within(part))
    count = Counter(e.kind for e in inside if graph.is_counted(e))
    return ContentsLine(
        Link(record.title or section.id, here.href(section.address)),
        record.number or "",
        count["finding"],
        count["recommendation"],
        count["case-study"],
        count["notable-practice"],
    )


def _loose(here: Here, name: str) -> list[Entry]:
    """Records that stand in no section, and so on the inspection's own page."""
    return [
        e
        for kind in ("finding", "figure", "case-study", "notable-practice")
        for e in here.graph.of(name, kind)
        if here.site.spots[e.address].path == f"inspections/{name}/"
    ]


def _section_of(graph: Graph, entry: Entry) -> Entry | None:
    return graph.entries.get(f"{entry.inspection}/{getattr(entry.record, 'section', None)}")


def _source(here: Here, entry: Entry) -> SourceView:
    line = entry.record
    return SourceView(
        entry.id,
        getattr(line, "title", ""),
        getattr(line, "publisher", "") or "",
        here.when(getattr(line, "date", None)),
        getattr(line, "link", "") or "",
        origins.origin(here, entry),
    )


def _by_date(entries: Iterable[Entry]) -> list[Entry]:
    def when(entry: Entry) -> tuple[int, int, int]:
        date = getattr(entry.record, "date", None) or getattr(entry.record, "due", None)
        return date.sort if date else (9999, 0, 0)

    return sorted(entries, key=when)


def body(here: Here, entries: Sequence[Entry], level: int, *, skip_asks: bool = False) -> Body:
    """Records as they are read: findings with what belongs to them, then what is left."""
    findings = tuple(observations.finding(here, e, level) for e in entries if e.kind == "finding")
    used = {i.anchor for f in findings for i in f.illustrations}
    used |= {n.anchor for f in findings for n in (*f.numbers.rows, *f.figures)}
    asked = [e for e in entries if e.kind == "recommendation"]
    figures = [
        measures.figure(here, e, level) for e in entries if e.kind == "figure" and e.id not in used
    ]
    return Body(
        findings=findings,
        numbers=measures.numbers(figures),
        figures=tuple(f for f in figures if f.bar is not None or f.rows),
        illustrations=tuple(
            observations.illustration(here, e, level)
            for e in entries
            if e.kind in ("case-study", "notable-practice") and e.id not in used
        ),
        asks=() if skip_asks else tuple(requests.ask(here, e, level + 1) for e in asked),
        asks_title=naming.kind_plural(here, asked, "recommendation")
        if len(asked) > 1
        else "".join(naming.kind_label(here, e) for e in asked),
    )


def part(here: Here, section: Entry, level: int) -> PartView:
    """A section with its records and its parts; `level` is that of its own heading."""
    record = cast("Section", section.record)
    related = [ties.themes(here, section)]
    return PartView(
        anchor=section.id,
        level=level,
        title=naming.name(here, section),
        html=here.prose(record.text, section.inspection, section.id),
        body=body(here, here.graph.within(section), level + 1),
        parts=tuple(
            part(here, e, level + 1)
            for e in here.graph.of(section.inspection, "section")
            if cast("Section", e.record).parent == section.id
        ),
        origin=origins.origin(here, section),
        related=ties.shown([*related, ties.mentions(here, section, related)]),
    )


def section(here: Here, entry: Entry) -> SectionView:
    """The page of a section, with its neighbours."""
    order = sections(here.graph, entry.inspection)
    index = order.index(entry)
    visit = here.graph.entries[f"inspections/{entry.inspection}"]
    return SectionView(
        Link(inspection(visit).title, here.href(visit.address)),
        part(here, entry, 1),
        naming.link(here, order[index - 1]) if index else None,
        naming.link(here, order[index + 1]) if index + 1 < len(order) else None,
    )


def report(here: Here, visit: Entry) -> ReportView:
    """The whole report on one page."""
    record = inspection(visit)
    views = tuple(part(here, e, 2) for e in sections(here.graph, visit.id))
    asks = [e for e in here.graph.of(visit.id, "recommendation") if not _section_of(here.graph, e)]
    loose = body(here, [*_loose(here, visit.id), *asks], 3)
    if loose != body(here, [], 3):
        outside = here.say("Outside the parts of the report")
        title = outside if views else here.say("What was found")
        views = (*views, PartView("_other", 2, title, "", loose, (), Origin(), ()))
    compared = here.site.comparisons.get(visit.id)
    milestones = here.graph.of(visit.id, "milestone")
    return ReportView(
        event=_event(here, visit),
        facts=facts(here, visit),
        direction=record.direction or "",
        grades=tuple(_grade_line(here, e) for e in here.graph.of(visit.id, "grade")),
        said=tuple(
            (naming.link(here, asked, long=True), requests.progress(here, e))
            for e in here.graph.of(visit.id, "progress")
            for asked in here.graph.from_(e.address, "recommendation")
        ),
        tally=tally_view(here, compared.tally) if compared and compared.tally else None,
        milestones=tuple(occasions.event(here, e) for e in _by_date(milestones)),
        attachments=tuple(_attachment(here, visit.id, a) for a in record.attachments),
        html=here.prose(record.summary, visit.id, visit.id),
        origin=origins.origin(here, visit),
        contents=headings(views),
        parts=views,
        sources=tuple(_source(here, e) for e in here.graph.of(visit.id, "source")),
        address=f"inspections/{visit.id}/",
    )


def headings(views: Iterable[PartView]) -> tuple[Heading, ...]:
    """The lines of a list of contents for these sections."""
    return tuple(
        Heading(
            v.anchor,
            v.title,
            (
                *(Heading(f.anchor, f.title) for f in v.body.findings),
                *headings(v.parts),
            ),
        )
        for v in views
        if v.title
    )
