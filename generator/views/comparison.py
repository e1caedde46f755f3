"""Then and now: a visit beside the earlier visits of its chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from generator.comparison import Comparison, FigurePair, FindingPair, GradeRow, Tally
from generator.graph import word
from generator.records import Figure, Labelled
from generator.views import parts
from generator.views.context import Here, inspection
from generator.views.parts import AskView, Bar, FigureView, Link, Mark, Origin


@dataclass(frozen=True)
class TallyLine:
    """A status, or several counted together, and how many recommendations stand there."""

    label: str
    n: int
    tone: str
    description: str
    href: str


@dataclass(frozen=True)
class TallyView:
    """How a visit's statuses add up."""

    visit: Link
    date: str
    in_scope: int | None
    lines: tuple[TallyLine, ...]
    bar: Bar | None
    reading: bool
    not_followed_up: int | None
    """How many asks were outside its scope; None where that is not known."""
    groups: tuple[tuple[str, int], ...]
    note: str
    missing: str


@dataclass(frozen=True)
class OverviewRow:
    """A recommendation in one line: what was asked, and a mark for each later visit."""

    label: str
    title: str
    href: str
    timescale: str
    cells: tuple[tuple[str, tuple[Mark, ...], str], ...]
    """For each later visit: its name, the marks it gave, and the outcome where it gave none."""


@dataclass(frozen=True)
class Overview:
    """Every recommendation at every later visit, in one table."""

    visits: tuple[str, ...]
    rows: tuple[OverviewRow, ...]
    readings: bool


@dataclass(frozen=True)
class AskedIn:
    """An earlier visit and what it asked."""

    visit: Link
    date: str
    asks: tuple[AskView, ...]


@dataclass(frozen=True)
class GradeCell:
    """One visit's grade for a criterion."""

    mark: Mark | None
    carried: str


@dataclass(frozen=True)
class GradeLine:
    """A criterion across visits."""

    criterion: str
    whose: str
    cells: tuple[GradeCell, ...]
    direction: str


@dataclass(frozen=True)
class PairView:
    """Two figures side by side, and whether they may be read as a change."""

    title: str
    then: FigureView
    then_visit: Link
    now: FigureView
    now_visit: Link
    comparable: str
    reason: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str], ...]
    """For counts: visit, a number for each grade, and n."""


@dataclass(frozen=True)
class CarriedOn:
    """A finding and the earlier one that it carries on."""

    then: Link
    then_mark: Mark | None
    now: Link
    now_mark: Mark | None
    direction: str
    reason: str
    by: str
    reading: bool


@dataclass(frozen=True)
class Group:
    """Links under one heading."""

    title: Link
    links: tuple[Link, ...]


@dataclass(frozen=True)
class ComparisonView:
    """The page that sets a visit beside the earlier ones."""

    visit: Link
    visit_date: str
    earlier: tuple[tuple[Link, str], ...]
    direction: str
    summary: str
    origin: Origin
    tallies: tuple[TallyView, ...]
    overview: Overview
    asked: tuple[AskedIn, ...]
    grade_visits: tuple[Link, ...]
    grades: tuple[GradeLine, ...]
    pairs: tuple[PairView, ...]
    """Pairs of counts, drawn as bars."""
    numbers: tuple[PairView, ...]
    """Pairs of single numbers, for one table."""
    figures_only_then: tuple[Link, ...]
    figures_only_now: tuple[Link, ...]
    carried_on: tuple[CarriedOn, ...]
    findings_new: tuple[Link, ...]
    not_revisited: tuple[Group, ...]
    not_revisited_count: int
    partly_unseen: bool
    """Something of the visit exists that was not seen, so absence here means little."""


def fill(here: Here, compared: Comparison) -> ComparisonView:
    """The comparison of a visit, in words."""
    graph = here.graph
    visit = graph.entries[f"inspections/{compared.visit}"]
    visits = [graph.entries[f"inspections/{name}"] for name in (*compared.earlier, compared.visit)]
    record = inspection(visit)
    asked = [
        AskedIn(
            Link(parts.short_name(here, earlier), here.href(earlier.address)),
            parts.asked_date(here, earlier),
            tuple(
                _apart(parts.ask(here, f.asked, 4, f), earlier.id)
                for f in compared.recommendations
                if f.asked.inspection == earlier.id
            ),
        )
        for earlier in visits[:-1]
    ]
    tallies = tuple(tally_view(here, t) for t in compared.tallies)
    carried = tuple(_carried(here, p) for p in compared.carried_on)
    pairs = [_pair(here, p) for p in compared.figures]
    return ComparisonView(
        visit=Link(parts.short_name(here, visit), here.href(visit.address)),
        visit_date=parts.visit_date(here, visit),
        earlier=tuple(
            (Link(parts.short_name(here, v), here.href(v.address)), parts.visit_date(here, v))
            for v in visits[:-1]
        ),
        direction=record.direction or "",
        summary=here.prose(record.summary, visit.id, visit.id),
        origin=parts.origin(here, visit),
        tallies=tallies,
        overview=overview(here, compared, on_page=True),
        asked=tuple(a for a in asked if a.asks),
        grade_visits=tuple(Link(parts.short_name(here, v), here.href(v.address)) for v in visits),
        grades=tuple(_grades(here, row) for row in compared.grades),
        pairs=tuple(p for p in pairs if p.then.bar or p.now.bar),
        numbers=tuple(p for p in pairs if not (p.then.bar or p.now.bar)),
        figures_only_then=parts.related_links(here, compared.figures_only_then, compared.visit),
        figures_only_now=parts.related_links(here, compared.figures_only_now, compared.visit),
        carried_on=carried,
        findings_new=parts.related_links(here, compared.findings_new, compared.visit),
        not_revisited=tuple(_by_section(here, compared)),
        not_revisited_count=len(compared.findings_not_revisited),
        partly_unseen=bool(record.missing or (record.follow_up and record.follow_up.missing)),
    )


def anchor(visit: str, recommendation: str) -> str:
    """A recommendation's anchor on a comparison, where several visits may use its id."""
    return f"{visit}_{recommendation}"


def _apart(ask: AskView, visit: str) -> AskView:
    """A recommendation with an anchor of its own, and none on its points."""
    points = tuple(replace(point, anchor="") for point in ask.points)
    origin = replace(ask.origin, former=())
    return replace(ask, anchor=anchor(visit, ask.anchor), points=points, origin=origin)


def overview(here: Here, compared: Comparison, *, on_page: bool = False) -> Overview:
    """The table of every recommendation; its links stay on the comparison's own page if asked."""
    visits = (*compared.earlier, compared.visit)[1:]
    base = "" if on_page else here.to(f"inspections/{compared.visit}/comparison/")
    rows = []
    for followed in compared.recommendations:
        ask = parts.ask(here, followed.asked, 4, followed)
        cells = tuple(
            (s.visit.text, tuple(w.mark for w in s.words if w.mark), s.outcome) for s in ask.said
        )
        spot = f"{base}#{anchor(followed.asked.inspection, followed.asked.id)}"
        rows.append(OverviewRow(ask.label, ask.title, spot, ask.timescale, cells))
    return Overview(
        tuple(parts.short_name(here, here.graph.entries[f"inspections/{v}"]) for v in visits),
        tuple(rows),
        any(m.reading for row in rows for _, marks, _ in row.cells for m in marks),
    )


def tally_view(here: Here, counted: Tally) -> TallyView:
    """How a visit's statuses add up, in words and as a bar."""
    graph = here.graph
    visit = graph.entries[f"inspections/{counted.visit}"]
    framework = graph.framework(counted.visit)
    name = graph.inspections[counted.visit].framework or "default"
    lines, bars = [], []
    for status, n in counted.by_status:
        label = word(framework.statuses, status)
        if label is not None:
            href = here.to(f"frameworks/{name}/", f"status_{label.id}")
            lines.append(
                TallyLine(label.label, n, label.tone or "neutral", label.description or "", href)
            )
            bars.append((cast("Labelled", label), n))
    for several, n in counted.combined:
        labels = [found for s in several if (found := word(framework.statuses, s))]
        text = " or ".join([labels[0].label, *(one.label.lower() for one in labels[1:])])
        tones = {one.tone for one in labels}
        tone = tones.pop() if len(tones) == 1 else "mixed"
        lines.append(TallyLine(text, n, tone or "neutral", "", ""))
        bars.append((Labelled(id="several", label=text, tone=tone), n))
    if counted.not_known:
        lines.append(TallyLine("Not known", counted.not_known, "unknown", "", ""))
        bars.append((Labelled(id="not-known", label="Not known"), counted.not_known))
    groups: dict[str, int] = {}
    for status, n in counted.by_status:
        label = word(framework.statuses, status)
        if label is not None and label.group:
            groups[label.group] = groups.get(label.group, 0) + n
    follow_up = graph.inspections[counted.visit].follow_up
    entries = graph.of(counted.visit, "progress")
    return TallyView(
        Link(parts.short_name(here, visit), here.href(visit.address)),
        parts.visit_date(here, visit),
        counted.in_scope,
        tuple(lines),
        parts.bar(here, "Recommendations by status", bars, "recommendations", framework.statuses),
        bool(entries) and all(parts.is_reading(here, e, "status") for e in entries),
        counted.not_followed_up,
        tuple(groups.items()),
        (follow_up.note or "") if follow_up else "",
        (follow_up.missing or "") if follow_up else "",
    )


def _grades(here: Here, row: GradeRow) -> GradeLine:
    framework = here.graph.framework(next(c.inspection for c in row.cells if c is not None))
    cells = []
    for cell in row.cells:
        carried = getattr(cell.record, "carried_from", None) if cell else None
        origin = here.graph.entries.get(f"inspections/{carried}") if carried else None
        cells.append(
            GradeCell(
                parts.grade_mark(here, cell) if cell else None,
                parts.short_name(here, origin) if origin else "",
            )
        )
    return GradeLine(
        parts.criterion_name(framework, row.criterion),
        parts.body_name(here, row.whose),
        tuple(cells),
        row.direction or "",
    )


def _pair(here: Here, pair: FigurePair) -> PairView:
    then, now = (parts.figure(here, e, 4) for e in (pair.earlier, pair.later))
    visits = []
    rows = []
    columns: list[str] = []
    for entry in (pair.earlier, pair.later):
        visit = here.graph.entries[f"inspections/{entry.inspection}"]
        visits.append(Link(parts.short_name(here, visit), here.href(visit.address)))
        record = cast("Figure", entry.record)
        framework = here.graph.framework(entry.inspection)
        scale = next((s for s in framework.scales if s.id == record.scale), None)
        if record.counts and scale is not None:
            columns = columns or [v.label for v in scale.values]
            by_label = {v.label: record.counts.get(v.id, 0) for v in scale.values}
            columns += [label for label in by_label if label not in columns]
            total = record.n if record.n is not None else sum(record.counts.values())
            rows.append((visits[-1].text, by_label, here.site.words.number(total)))
    number = here.site.words.number
    if len(rows) != len(visits):
        columns, rows = [], []  # one of the two has no counts
    return PairView(
        then.title,
        then,
        visits[0],
        now,
        visits[1],
        pair.connection.comparable,
        pair.connection.reason or "",
        tuple(columns),
        tuple(
            (name, tuple(number(by[c]) if c in by else "–" for c in columns), n)
            for name, by, n in rows
        ),
    )


def _carried(here: Here, pair: FindingPair) -> CarriedOn:
    connection = pair.connection
    return CarriedOn(
        parts.link(here, pair.earlier),
        parts.judgement(here, pair.earlier),
        parts.link(here, pair.later),
        parts.judgement(here, pair.later) or parts.claim(here, pair.later),
        connection.direction or "",
        connection.reason or "",
        parts.body_name(here, connection.by),
        connection.by == "editor",
    )


def _by_section(here: Here, compared: Comparison) -> Iterable[Group]:
    groups: dict[str, list[Link]] = {}
    titles: dict[str, Link] = {}
    for entry in compared.findings_not_revisited:
        section = here.graph.entries.get(
            f"{entry.inspection}/{getattr(entry.record, 'section', None)}"
        )
        owner = section or here.graph.entries[f"inspections/{entry.inspection}"]
        titles[owner.address] = parts.link(here, owner)
        groups.setdefault(owner.address, []).append(parts.link(here, entry))
    for address, links in groups.items():
        yield Group(titles[address], tuple(links))


def headings(view: ComparisonView) -> tuple[parts.Heading, ...]:
    """The lines of the page's list of contents."""
    asks = tuple(
        parts.Heading(ask.anchor, f"{ask.label}: {ask.title}" if ask.title else ask.label)
        for group in view.asked
        for ask in group.asks
    )
    rows = [
        (bool(view.overview.rows), "_recommendations", "Recommendations"),
        (bool(view.grades), "_grades", "Grades"),
        (bool(view.pairs or view.numbers), "_figures", "Figures"),
        (bool(view.carried_on or view.findings_new), "_findings", "Findings"),
        (True, "_not-covered", "Not covered, or not known"),
    ]
    return tuple(
        parts.Heading(anchor, title, asks if anchor == "_recommendations" else ())
        for wanted, anchor, title in rows
        if wanted
    )
