"""Then and now: a visit beside the earlier visits of its chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from generator.catalogue import Entry
from generator.chains import followed_up
from generator.comparison import (
    NOT_KNOWN,
    Comparison,
    FigurePair,
    FindingPair,
    Followed,
    GradeRow,
    Tally,
    Voice,
    closed_for,
)
from generator.graph import word
from generator.records import EDITOR, Figure, Grade, Labelled, Recommendation, Scale, Status
from generator.records import Row as Breakdown
from generator.scales import criterion_of, may_compare, scale_of
from generator.views import measures, naming, origins, requests, ties
from generator.views.context import Here, inspection
from generator.views.pieces import AskView, Bar, FigureView, Heading, Link, Mark, Origin, SaidView
from generator.words import deferred


@dataclass(frozen=True)
class TallyLine:
    """A status, or several counted together, and how many recommendations stand there."""

    label: str
    n: int
    tone: str
    description: str
    href: str
    whose: str = ""
    """Whose word it is, where that is not the inspectorate's."""


@dataclass(frozen=True)
class TallyView:
    """How a visit's statuses add up."""

    visit: Link
    date: str
    in_scope: int | None
    lines: tuple[TallyLine, ...]
    bar: Bar | None
    reading: bool
    gives_none: bool
    """The visit gave no status at all."""
    not_followed_up: int | None
    """How many asks were outside its scope; None where that is not known."""
    groups: tuple[tuple[str, str], ...]
    note: str
    missing: str
    wider: bool = False
    """It counts what several reports asked for, and stands beside only one of them."""


@dataclass(frozen=True)
class OverviewCell:
    """What one visit said of a recommendation."""

    marks: tuple[Mark, ...]
    outcome: str
    """What it means that it gave no mark."""


@dataclass(frozen=True)
class OverviewRow:
    """A recommendation in one line: what was asked, and a mark for each later visit."""

    label: str
    title: str
    href: str
    timescale: str
    cells: tuple[OverviewCell, ...]
    """For each visit what it said."""
    asked_in: str
    """The visit that asked, where several did."""


@dataclass(frozen=True)
class Overview:
    """Every recommendation at every later visit, in one table, the newest visit first."""

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
    """One visit's grade for a criterion, or why there is none."""

    mark: Mark | None
    carried: str
    """The visit whose grade still stands, and when that was."""
    name: str
    """What the criterion was called then, where that was another name."""
    absent: str
    note: str
    direction: str
    """What the inspectors said of the direction."""


@dataclass(frozen=True)
class GradeLine:
    """A criterion across visits."""

    criterion: str
    detail: tuple[str, ...]
    """Whose grades they are, which body's or site's, and what the criterion came from."""
    cells: tuple[GradeCell, ...]
    direction: str
    change: str
    """What the change rests on, or why none is shown."""


@dataclass(frozen=True)
class ScaleLine:
    """A scale that grades stand on: which version, when, and what it may be compared with."""

    title: Link
    values: str
    detail: tuple[str, ...]


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
    about: tuple[str, ...]
    """Whose word the comparison is, and how sure."""
    further: tuple[tuple[Link, str], ...]
    """What it carries on in turn, each with its value."""
    scales: str
    """A warning where the two are counted on scales that may not be compared."""
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
    about: tuple[str, ...]
    """The reason that is given for the link, whose word it is, and how sure."""


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
    scales: tuple[ScaleLine, ...]
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
            Link(naming.short_name(here, earlier), here.href(earlier.address)),
            naming.asked_date(here, earlier),
            tuple(
                _apart(requests.ask(here, f.asked, 4, f), earlier.id)
                for f in compared.recommendations
                if f.asked.inspection == earlier.id
            ),
        )
        for earlier in visits[:-1]
    ]
    tallies = tuple(tally_view(here, t) for t in reversed(compared.tallies))
    carried = tuple(_carried(here, p) for p in compared.carried_on)
    pairs = [_pair(here, p) for p in compared.figures]
    return ComparisonView(
        visit=Link(naming.short_name(here, visit), here.href(visit.address)),
        visit_date=naming.date_beside(here, visit),
        earlier=tuple(
            (Link(naming.short_name(here, v), here.href(v.address)), naming.date_beside(here, v))
            for v in visits[:-1]
        ),
        direction=record.direction or "",
        summary=here.prose(record.summary, visit.id, visit.id),
        origin=origins.origin(here, visit),
        tallies=tallies,
        overview=overview(here, compared, on_page=True),
        asked=tuple(a for a in asked if a.asks),
        grade_visits=tuple(
            Link(naming.short_name(here, v), here.href(v.address))
            for v in _graded(compared, visits)
        ),
        grades=tuple(
            _grades(
                here,
                row,
                visits,
                _graded(compared, visits),
                several=any(row.body for row in compared.grades),
            )
            for row in compared.grades
        ),
        scales=tuple(_scales(here, compared)),
        pairs=tuple(p for p in pairs if p.then.bar or p.now.bar),
        numbers=tuple(p for p in pairs if not (p.then.bar or p.now.bar)),
        figures_only_then=naming.related_links(here, compared.figures_only_then, compared.visit),
        figures_only_now=naming.related_links(here, compared.figures_only_now, compared.visit),
        carried_on=carried,
        findings_new=naming.related_links(here, compared.findings_new, compared.visit),
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
    visits = (*compared.earlier, compared.visit)[:0:-1]
    base = "" if on_page else here.to(f"inspections/{compared.visit}/comparison/")
    rows = []
    several = len({f.asked.inspection for f in compared.recommendations}) > 1
    for followed in compared.recommendations:
        ask = requests.ask(here, followed.asked, 4, followed)
        said = {s.anchor: OverviewCell(_marks(here, s, followed), s.outcome) for s in ask.said}
        place = (*compared.earlier, compared.visit).index(followed.asked.inspection)
        before = set((*compared.earlier, compared.visit)[: place + 1])
        cells = tuple(
            said.get(v) or OverviewCell((), "not-yet-asked" if v in before else "something-else")
            for v in visits
        )
        spot = f"{base}#{anchor(followed.asked.inspection, followed.asked.id)}"
        soon = ask.timescale or ask.due
        visit = here.graph.entries[f"inspections/{followed.asked.inspection}"]
        asked_in = naming.short_name(here, visit) if several else ""
        rows.append(OverviewRow(ask.label, ask.title, spot, soon, cells, asked_in))
    return Overview(
        tuple(naming.short_name(here, here.graph.entries[f"inspections/{v}"]) for v in visits),
        tuple(rows),
        any(m.reading for row in rows for cell in row.cells for m in cell.marks),
    )


def _marks(here: Here, said: SaidView, followed: Followed) -> tuple[Mark, ...]:
    """The marks that a visit gave, and one for each addressee of whom it said nothing."""
    marks = [word.mark for word in said.words if word.mark]
    asked = followed.asked
    addressees = cast("Recommendation", asked.record).addressees
    if not marks or len(addressees) < len("ab"):
        return tuple(marks)
    told = {p.addressee for s in followed.said if s.visit == said.anchor for p in s.progress}
    silent = [] if None in told else [a for a in addressees if a not in told]
    closed = closed_for(here.graph, asked, said.anchor)
    for name in silent:
        words = deferred("Closed at an earlier visit") if name in closed else deferred("Not known")
        of = naming.body_name(here, name, said.anchor)
        marks.append(Mark(here.say(words), "unknown", of=of))
    return tuple(marks)


def tally_on(here: Here, visit: str, asked: str) -> TallyView | None:
    """How a visit's words add up, where it had any on what another visit asked."""
    compared = here.site.comparisons.get(visit)
    if compared is None or compared.tally is None:
        return None
    spoken = {f.asked.inspection for f in compared.recommendations if f.said[-1].entries}
    if here.graph.inspections[visit].follow_up:
        asking = {f.asked.inspection for f in compared.recommendations}
        spoken |= set(followed_up(here.graph.inspections, visit, asking))
    if asked not in spoken:
        return None
    return replace(tally_view(here, compared.tally), wider=bool(spoken - {asked}))


def tally_view(here: Here, counted: Tally) -> TallyView:
    """How a visit's statuses add up, in words and as a bar."""
    graph = here.graph
    visit = graph.entries[f"inspections/{counted.visit}"]
    statuses = graph.framework(counted.visit).statuses
    sides: set[Voice] = {side for _, side, _ in (*counted.single, *counted.apart)}
    sides |= {"verified"} if counted.combined else set()

    def whose_word(side: Voice) -> str:
        """Whose word a status is, where it is not plain from all of them."""
        return "" if side == "verified" or sides == {"editor"} else here.say(_WHOSE[side])

    lines: list[TallyLine] = []
    bars: list[tuple[Labelled, int]] = []
    together: list[tuple[str, list[Status], int]] = []
    for status, side, n in counted.single:
        label = next(s for s in statuses if s.id == status)
        whose = whose_word(side)
        lines.append(_tally_line(here, counted.visit, label, n, whose))
        shown = f"{label.label} ({whose})" if whose else label.label
        bars.append((label.model_copy(update={"label": shown}) if whose else label, n))
    for several, side, n in counted.apart:
        labels = [s for s in statuses if s.id in several]
        names = [one.label for one in labels]
        names += [here.say("Not known")] if NOT_KNOWN in several else []
        text = here.site.words.listed(names)
        text = here.say("%(statuses)s, by addressee", statuses=text)
        whose = whose_word(side)
        together.append((f"{text} ({whose})" if whose else text, labels, n))
    for about, several, n in counted.combined:
        labels = [s for s in statuses if s.id in several]
        text = here.site.words.either([one.label for one in labels])
        together.append((f"{about}: {text}" if about else text, labels, n))
    for text, labels, n in together:
        tones = {one.tone for one in labels}
        tone = tones.pop() if len(tones) == 1 else "mixed"
        lines.append(TallyLine(text, n, tone or "neutral", "", ""))
        bars.append((Labelled(id="several", label=text, tone=tone), n))
    if counted.not_known:
        unknown = here.say("Not known")
        lines.append(TallyLine(unknown, counted.not_known, "unknown", "", ""))
        bars.append((Labelled(id="not-known", label=unknown), counted.not_known))
    follow_up = graph.inspections[counted.visit].follow_up
    return TallyView(
        Link(naming.short_name(here, visit), here.href(visit.address)),
        naming.date_beside(here, visit),
        counted.in_scope,
        tuple(lines),
        measures.bar(
            here,
            here.say("Recommendations by status"),
            bars,
            here.count("recommendation", "recommendations", sum(n for _, n in bars)),
            statuses,
        ),
        sides == {"editor"},
        bool(follow_up and follow_up.covers == "none"),
        counted.not_followed_up,
        tuple(_groups(here, counted, statuses)),
        (follow_up.note or "") if follow_up else "",
        (follow_up.missing or "") if follow_up else "",
    )


_WHOSE = {
    "editor": deferred("editor’s reading"),
    "partly": deferred("in part its own account, not verified"),
    "claimed": deferred("its own account, not verified"),
}


def _tally_line(here: Here, visit: str, label: Status, n: int, whose: str) -> TallyLine:
    name = here.graph.inspections[visit].framework or "default"
    href = here.to(f"frameworks/{name}/", f"status_{label.id}")
    return TallyLine(label.label, n, label.tone or "neutral", label.description or "", href, whose)


def _groups(here: Here, counted: Tally, statuses: tuple[Status, ...]) -> Iterable[tuple[str, str]]:
    """Counts under each group's label, and what stands under none.

    What several statuses share counts only if all are of one group; what an addressee claims, or
    the editor reads beside an inspectorate's own words, counts under none.
    """
    group = {status.id: status.group for status in statuses}
    found: dict[str, int] = {}
    sides = {side for _, side, _ in (*counted.single, *counted.apart)}
    weighty = "editor" if sides == {"editor"} else "verified"
    rows = [((status,), n) for status, side, n in counted.single if side == weighty]
    rows_apart = [(several, n) for several, side, n in counted.apart if side == weighty]
    everything = sum(row[-1] for row in (*counted.single, *counted.apart))
    everything += sum(n for *_, n in counted.combined)
    combined = [(several, n) for _, several, n in counted.combined]
    for several, n in (*rows, *rows_apart, *combined):
        names = {group.get(status) for status in several}
        label = names.pop() if len(names) == 1 else None
        if label:
            found[label] = found.get(label, 0) + n
    number = here.site.words.number
    rest = everything + counted.not_known - sum(found.values())
    yield from ((label, number(n)) for label, n in found.items())
    if found and rest > 0:
        yield here.say("Not told apart, not verified, or not known"), number(rest)


def _graded(compared: Comparison, visits: list[Entry]) -> list[Entry]:
    """The visits that gave any grade, and always the one that is compared."""
    return [
        visit
        for index, visit in enumerate(visits)
        if visit is visits[-1] or any(row.cells[index] is not None for row in compared.grades)
    ]


def _grades(
    here: Here, row: GradeRow, visits: list[Entry], shown: list[Entry], *, several: bool
) -> GradeLine:
    last = next(c for c in reversed(row.cells) if c is not None)
    name = naming.criterion_name(here, last.inspection, row.criterion)
    by = last.record.by if last.record.by not in here.graph.lead(last.inspection) else None
    whose = row.whose or (by if isinstance(by, str) and by != EDITOR else "")
    detail = [naming.body_name(here, whose), naming.body_name(here, row.body, last.inspection)]
    detail.append(cast("Grade", last.record).about or "")
    if several and not row.body:
        detail.append(here.say("as a whole"))
    for relation, names in row.origins:
        earlier = [_criterion_before(here, visits, n) for n in names]
        words = _ORIGINS[relation]
        detail.append(here.say(words, names=here.site.words.listed(earlier)))
    since = here.graph.entries.get(f"inspections/{row.since}")
    return GradeLine(
        name,
        tuple(filter(None, detail)),
        tuple(
            _cell(here, cell, visit, name, known=known)
            for cell, visit, known in zip(row.cells, visits, row.known, strict=True)
            if visit in shown
        ),
        row.direction or "",
        here.say(_CHANGES[row.change], visit=naming.short_name(here, since) if since else ""),
    )


_ORIGINS = {
    "split": deferred("split from %(names)s"),
    "merged": deferred("joined from %(names)s"),
}

_CHANGES = {
    "comparable": deferred("since %(visit)s"),
    "first": deferred("no earlier grade of it"),
    "earlier-not-known": deferred("the earlier grade is not known"),
    "earlier-no-grade": deferred("it had no grade before"),
    "ungraded": deferred("not graded at this visit"),
    "retired": deferred("no longer a criterion"),
    "no-grade": deferred("no grade at this visit"),
    "carried": deferred("not graded afresh"),
    "not-known": deferred("grade not known"),
    "other-scale": deferred("not comparable: %(visit)s used another scale"),
    "split": deferred("not comparable: it was split since %(visit)s"),
    "other-body": deferred("not comparable: %(visit)s graded another body"),
}


def _criterion_before(here: Here, visits: list[Entry], name: str) -> str:
    """What an earlier criterion was called, by the last visit whose framework knew it."""
    for visit in reversed(visits):
        if criterion_of(here.graph.framework(visit.id), name) is not None:
            return naming.criterion_name(here, visit.id, name)
    return name


def _cell(here: Here, cell: Entry | None, visit: Entry, name: str, *, known: bool) -> GradeCell:
    if cell is None and not known:
        return GradeCell(None, "", "", here.say("not a criterion"), "", "")
    if cell is None:
        event = word(here.graph.framework(visit.id).events, inspection(visit).event)
        never = event is not None and event.regrades == "no"
        absent = _NEVER_GRADES if never else _NOT_GRADED
        return GradeCell(None, "", "", here.say(absent), "", "")
    grade = cast("Grade", cell.record)
    then = naming.criterion_name(here, visit.id, grade.criterion)
    return GradeCell(
        origins.grade_mark(here, cell),
        origins.carried_from(here, grade),
        then if then != name else "",
        "",
        grade.note or grade.missing or "",
        grade.direction or "",
    )


_NOT_GRADED = deferred("not graded")
_NEVER_GRADES = deferred("this kind of visit does not grade")


def _scales(here: Here, compared: Comparison) -> Iterable[ScaleLine]:
    """The scales that the grades of these visits stand on, where there are several."""
    used: dict[tuple[str, str], Scale] = {}
    for row in compared.grades:
        for cell in row.cells:
            if cell is not None and cast("Grade", cell.record).grade:
                scale = scale_of(here.graph.framework(cell.inspection), cast("Grade", cell.record))
                name = here.graph.inspections[cell.inspection].framework or "default"
                if scale is not None:
                    used.setdefault((name, scale.id), scale)
    for (name, _), scale in used.items() if len(used) > 1 else ():
        others = [
            (
                _scale_title(here, theirs, other, used),
                may_compare((name, scale), (theirs, other)),
            )
            for (theirs, _), other in used.items()
            if other is not scale
        ]
        detail = [naming.scale_period(here, scale)]
        for words, wanted in (
            (deferred("may be compared with %(scales)s"), True),
            (deferred("may not be compared with %(scales)s"), False),
        ):
            names = [title for title, same in others if same == wanted]
            if names:
                detail.append(here.say(words, scales=here.site.words.listed(names)))
        best_first = [v.label for v in scale.values]
        if scale.best == "last":
            best_first.reverse()
        yield ScaleLine(
            Link(
                _scale_title(here, name, scale, used),
                here.to(f"frameworks/{name}/", f"_scale_{scale.id}"),
            ),
            here.say("from best: %(values)s", values=", ".join(best_first)),
            tuple(filter(None, detail)),
        )


def _scale_title(
    here: Here, framework: str, scale: Scale, used: Mapping[tuple[str, str], Scale]
) -> str:
    """A scale's name, with its framework's where another one is called the same."""
    name = naming.scale_name(scale)
    if sum(naming.scale_name(other) == name for other in used.values()) == 1:
        return name
    return f"{name} ({here.graph.frameworks[framework].title})"


def _scales_differ(here: Here, pair: FigurePair) -> str:
    """A warning where two figures are counted on scales that may not be compared."""
    found = []
    for entry in (pair.earlier, pair.later):
        name = here.graph.inspections[entry.inspection].framework or ""
        found.append((name, _scale_of(here, entry)))
    (then, before), (now, after) = found
    if before is None or after is None or may_compare((then, before), (now, after)):
        return ""
    return here.say("The two are counted on different scales.")


def _pair(here: Here, pair: FigurePair) -> PairView:
    then, now = (measures.figure(here, e, 4) for e in (pair.earlier, pair.later))
    counted: list[Figure | Breakdown] = [
        cast("Figure", e.record) for e in (pair.earlier, pair.later)
    ]
    row = next((r for r in counted[0].rows if r.id == pair.row), None)  # type: ignore[union-attr]
    if row is not None:
        counted[0] = row
        then = measures.row_alone(here, pair.earlier, then, row)
    visits, rows = [], []
    columns: list[str] = []
    for entry, record in zip((pair.earlier, pair.later), counted, strict=True):
        visit = here.graph.entries[f"inspections/{entry.inspection}"]
        visits.append(Link(naming.short_name(here, visit), here.href(visit.address)))
        scale = _scale_of(here, entry)
        if record.counts and scale is not None:
            columns = columns or [naming.on_scale(v) for v in scale.values]
            by_label = {naming.on_scale(v): record.counts.get(v.id, 0) for v in scale.values}
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
        pair.connection.comparable or "not-stated",
        pair.connection.reason or "",
        ties.of_link(here, pair.connection.model_copy(update={"reason": None, "comparable": None})),
        tuple(_further(here, pair.earlier)),
        _scales_differ(here, pair),
        tuple(columns),
        tuple(
            (name, tuple(number(by[c]) if c in by else "–" for c in columns), n)
            for name, by, n in rows
        ),
    )


def _further(here: Here, entry: Entry) -> Iterable[tuple[Link, str]]:
    """The figures that an earlier one carried on in turn, the latest first."""
    waiting, seen = [entry], {entry.address}
    while waiting:
        for earlier in here.graph.from_(waiting.pop(0).address, "follows"):
            if earlier.address not in seen:
                seen.add(earlier.address)
                waiting.append(earlier)
                record = cast("Figure", earlier.record)
                value = measures.figure_value(here, record)
                yield (
                    naming.link(here, earlier, long=True),
                    " ".join(filter(None, (value, record.unit if value else ""))),
                )


def _scale_of(here: Here, entry: Entry) -> Scale | None:
    """The scale that a figure counts over."""
    return word(here.graph.framework(entry.inspection).scales, cast("Figure", entry.record).scale)


def _carried(here: Here, pair: FindingPair) -> CarriedOn:
    connection = pair.connection
    return CarriedOn(
        naming.link(here, pair.earlier, long=True),
        origins.judgement(here, pair.earlier),
        naming.link(here, pair.later),
        origins.judgement(here, pair.later) or origins.claim(here, pair.later),
        connection.direction or "",
        ties.of_link(here, connection.model_copy(update={"direction": None})),
    )


def _by_section(here: Here, compared: Comparison) -> Iterable[Group]:
    groups: dict[str, list[Link]] = {}
    titles: dict[str, Link] = {}
    for entry in compared.findings_not_revisited:
        section = here.graph.entries.get(
            f"{entry.inspection}/{getattr(entry.record, 'section', None)}"
        )
        owner = section or here.graph.entries[f"inspections/{entry.inspection}"]
        visit = here.graph.entries[f"inspections/{entry.inspection}"]
        titles[owner.address] = replace(
            naming.link(here, owner), note=naming.short_name(here, visit) if section else ""
        )
        groups.setdefault(owner.address, []).append(naming.link(here, entry))
    for address, links in groups.items():
        yield Group(titles[address], tuple(links))


def _is_partial(view: ComparisonView) -> bool:
    """Whether anything of the earlier visits, or of this one, stands alone."""
    figures = view.figures_only_then or view.figures_only_now
    return bool(view.origin.missing or view.not_revisited_count or figures)


def headings(here: Here, view: ComparisonView) -> tuple[Heading, ...]:
    """The lines of the page's list of contents."""
    asks = tuple(
        Heading(ask.anchor, f"{ask.label}: {ask.title}" if ask.title else ask.label)
        for group in view.asked
        for ask in group.asks
    )
    rows = [
        (bool(view.overview.rows), "_recommendations", here.say("Recommendations")),
        (bool(view.grades), "_grades", here.say("Grades")),
        (bool(view.pairs or view.numbers), "_figures", here.say("Figures")),
        (bool(view.carried_on or view.findings_new), "_findings", here.say("Findings")),
        (
            _is_partial(view),
            "_not-covered",
            here.say("What could not be followed to this visit")
            if view.partly_unseen
            else here.say("What this visit did not cover"),
        ),
    ]
    return tuple(
        Heading(anchor, title, asks if anchor == "_recommendations" else ())
        for wanted, anchor, title in rows
        if wanted
    )
