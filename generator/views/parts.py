"""The pieces that several views share, each with the function that fills it from a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from generator import prose
from generator.addresses import title as own_title
from generator.catalogue import Entry
from generator.chains import when
from generator.comparison import Followed, Said, follow
from generator.comparison import voice as voice_of
from generator.dates import When
from generator.graph import word
from generator.obligations import Due, Obligation, answered, due, obligations
from generator.places import former_spot
from generator.records import (
    EDITOR,
    BodyRecord,
    Cited,
    Connection,
    Figure,
    Finding,
    Framework,
    Grade,
    Illustration,
    Inspection,
    KindName,
    Labelled,
    Milestone,
    Point,
    Progress,
    Recommendation,
    Scale,
    Section,
    SourceRecord,
)
from generator.records import Row as Breakdown
from generator.scales import criterion_of, scale_of
from generator.views.context import Here, inspection
from generator.words import deferred

BAR_WIDTH = 1000
LOOKS = 7
"""How many words of one tone the styles set apart."""


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; plain words where `href` is empty."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Mark:
    """A word that judges: always shown as a word, its tone only repeating it."""

    label: str
    tone: str = "neutral"
    description: str = ""
    reading: bool = False
    """It is the editor's reading, not the inspectorate's word."""
    claimed: str = ""
    """Whose claim it is, where it is one that nobody verified."""
    of: str = ""
    """The addressee that it is about, where several were asked."""
    href: str = ""
    """Where the word is explained."""
    variant: int = 1
    """Sets words of one tone apart, here as in bars."""


@dataclass(frozen=True)
class SourceLine:
    """Where a fact comes from, in one line."""

    title: str
    href: str = ""
    publisher: str = ""
    date: str = ""
    at: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Origin:
    """Whose word a record is, how it is known, from where, and what is not known."""

    by: str = ""
    reading: bool = False
    certainty: str = ""
    sources: tuple[SourceLine, ...] = ()
    note: str = ""
    missing: str = ""
    unpublished: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    retold: bool = False
    """The text is the editor's, though what it tells is the inspectorate's."""
    former: tuple[str, ...] = ()
    """Anchors that the record used to have on this page."""
    withheld: str = ""
    identifiers: tuple[tuple[str, Link], ...] = ()
    """Numbers by which others know it: whose, and the number."""
    bodies: tuple[Link, ...] = ()
    """The bodies or sites it is about, where several were inspected."""
    lang: str = ""
    """The language of the record's words, where the page is in another."""
    untranslated: str = ""
    """`wholly` or `partly`, where a translation should have its words and has not."""


@dataclass(frozen=True)
class Segment:
    """One part of a bar, in thousandths of it; `variant` sets parts of one tone apart."""

    label: str
    tone: str
    variant: int
    n: str
    share: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """Counts drawn as one bar, with the same in words."""

    title: str
    description: str
    total: str
    unit: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Row:
    """One row of a figure's breakdown."""

    anchor: str
    title: str
    bar: Bar | None
    cells: tuple[str, ...]
    n: str
    of: str
    """How many it is a share of, where it is one."""
    note: str
    points: tuple[PointView, ...]


@dataclass(frozen=True)
class PointView:
    """A point of a recommendation, row or progress entry."""

    anchor: str
    title: str
    mark: Mark | None
    html: str
    letter: str = ""


@dataclass(frozen=True)
class FigureView:
    """A number with its unit, or counts over a scale."""

    anchor: str
    level: int
    title: str
    value: str
    unit: str
    of: str
    """How many it is a share of, where it is one."""
    period: str
    counted_by: str
    html: str
    bar: Bar | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    related: tuple[Related, ...]
    origin: Origin


@dataclass(frozen=True)
class Numbers:
    """Single figures that share a table, with the sources of all of them."""

    rows: tuple[FigureView, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class Related:
    """Links of one sort from a record to others."""

    relation: str
    """`answered-by`, `rests-on`, `illustrated-by`, `earlier`, `later`, `themes`, `mentioned`..."""
    links: tuple[Link, ...]


@dataclass(frozen=True)
class IllustrationView:
    """A case study or an example of notable practice."""

    anchor: str
    level: int
    family: str
    kind: str
    title: str
    html: str
    anonymised: str
    related: tuple[Related, ...]
    origin: Origin


@dataclass(frozen=True)
class FindingView:
    """A finding with what stands beside it."""

    anchor: str
    level: int
    number: str
    title: str
    kind: str
    """The framework's name for it, where it is of a kind of its own."""
    mark: Mark | None
    html: str
    numbers: Numbers
    figures: tuple[FigureView, ...]
    illustrations: tuple[IllustrationView, ...]
    related: tuple[Related, ...]
    origin: Origin


@dataclass(frozen=True)
class SaidView:
    """What a later visit said of a recommendation, or that it said nothing."""

    anchor: str
    visit: Link
    date: str
    outcome: str
    words: tuple[ProgressView, ...]
    again: tuple[tuple[Link, str], ...] = ()
    """Recommendations of this visit that carry it on, and how."""
    claims: tuple[ProgressView, ...] = ()
    """What an addressee claimed between the visit before and this one."""


@dataclass(frozen=True)
class ProgressView:
    """One word on a recommendation, by one side."""

    mark: Mark | None
    addressee: str
    date: str
    html: str
    evidence: str
    quotes: tuple[tuple[str, SourceLine], ...]
    points: tuple[PointView, ...]
    origin: Origin


@dataclass(frozen=True)
class AskView:
    """A recommendation in short: what was asked, of whom, by when, and what came of it."""

    anchor: str
    level: int
    href: str
    label: str
    title: str
    html: str
    points: tuple[PointView, ...]
    addressees: tuple[Link, ...]
    timescale: str
    due: str
    due_counted: str
    """What the date is counted from; empty where it is given as such."""
    late: str
    """How long ago the date passed, where nothing verified says that it is done."""
    priority: tuple[Mark, ...]
    said: tuple[SaidView, ...]
    since: tuple[ProgressView, ...]
    """What an addressee has claimed since the last visit."""
    parent: Link | None
    origin: Origin


@dataclass(frozen=True)
class Event:
    """Something on a timeline."""

    anchor: str
    date: str
    year: int
    title: Link
    kind: str
    """`visit` for an inspection of ours, `milestone` for anything else."""
    by: str
    to: str
    html: str
    due: str
    link: str
    origin: Origin
    answered: tuple[Link, ...] = ()
    """The milestones that answer it."""
    answers: tuple[Link, ...] = ()
    """The milestones that it answers."""
    late: str = ""
    """How late the answer came, or is, and whose is not recorded."""


@dataclass(frozen=True)
class Heading:
    """A line of the page's list of contents."""

    anchor: str
    title: str
    children: tuple[Heading, ...] = ()


# Small things


def link(here: Here, entry: Entry, *, long: bool = False) -> Link:
    """A link to a record by its own name; `long` adds the inspection's."""
    record = entry.record
    text = name(here, entry)
    note = ""
    if long and entry.inspection and entry.kind != "inspection":
        note = short_name(here, here.graph.entries[f"inspections/{entry.inspection}"])
    if isinstance(record, Recommendation | Finding) and record.title:
        named = record.kind or (isinstance(record, Recommendation) and record.number)
        text = f"{numbered(here, entry)}: {record.title}" if named else record.title
    return Link(text, here.href(entry.address), note)


def numbered(here: Here, entry: Entry) -> str:
    """A record by its kind and its number as printed."""
    number = printed_number(here, entry)
    label = kind_label(here, entry)
    return f"{label} {number}" if number else label


def printed_number(here: Here, entry: Entry) -> str:
    """A record's number by the pattern of its kind; empty where it has none or prints none."""
    number = getattr(entry.record, "number", None)
    if not number:
        return ""
    kind = kind_of(here, entry)
    section = here.graph.entries.get(f"{entry.inspection}/{getattr(entry.record, 'section', None)}")
    above = getattr(section.record, "number", "") if section else ""
    return kind.numbered(number, above) if kind else str(number)


def name(here: Here, entry: Entry) -> str:
    """What a record is called: its title, its number, or its kind."""
    record = entry.record
    if isinstance(record, Recommendation) and not record.title:
        label = numbered(here, entry)
        if record.text:
            return f"{label}: {beginning(record.text)}"
        return label if record.number else here.say("%(kind)s: wording not seen", kind=label)
    if isinstance(record, Section) and record.number and record.title:
        return f"{record.number}. {record.title}"
    return own_title(record) or (getattr(record, "short", "") or entry.id)


_BEGINNING = 90


def beginning(text: str) -> str:
    """The first words of a text, as a name for what has no title."""
    words = prose.plain(text)
    if len(words) <= _BEGINNING:
        return words
    return f"{words[:_BEGINNING].rpartition(' ')[0]} …"


def short_name(here: Here, visit: Entry) -> str:
    """A visit by its kind and year, for use beside its records.

    Where several of its chain share these: by its number in the series, by its kind and date, or
    else by its title.
    """
    chain = here.graph.chains[visit.id]
    others = [here.graph.entries[f"inspections/{v}"] for v in chain if v != visit.id]
    alike = [v for v in others if inspection(v).event == inspection(visit).event]
    names = zip(*(_short_names(here, v) for v in (visit, *alike)), strict=True)
    unlike = (way for way in names if all(way) and len(set(way)) == len(way))
    return str(next(unlike, (inspection(visit).title,))[0])


def _short_names(here: Here, visit: Entry) -> tuple[str, ...]:
    """Ways to name a visit in short, the shortest first; one way serves all of its kind."""
    series = inspection(visit).series or ""
    kind = _kind_and(here, visit, "")
    if series and not series.casefold().startswith(kind.casefold()):
        series = f"{kind} {series}"
    return (
        _kind_and(here, visit, visit_year(visit)),
        series,
        _kind_and(here, visit, visit_date(here, visit)),
    )


def date_beside(here: Here, visit: Entry) -> str:
    """A visit's date, for use beside its name; empty where the name says it already."""
    date = visit_date(here, visit)
    return "" if date in short_name(here, visit) else date


def _kind_and(here: Here, visit: Entry, date: str) -> str:
    record = inspection(visit)
    event = word(here.graph.framework(visit.id).events, record.event)
    return " ".join(filter(None, (event.label if event else record.title, date)))


def visit_year(visit: Entry) -> str:
    """The year in which a visit ended, or in which it was published."""
    dated = inspection(visit).dates
    for date in (dated.visit, dated.published):
        if isinstance(date, When) and date.spans:
            return str(date.spans[-1].end[0])
    return ""


_FAMILY_LABELS = {
    "finding": (deferred("Finding"), deferred("Findings")),
    "recommendation": (deferred("Recommendation"), deferred("Recommendations")),
    "case-study": (deferred("Case study"), deferred("Case studies")),
    "notable-practice": (deferred("Notable practice"), deferred("Notable practice")),
    "figure": (deferred("Figure"), deferred("Figures")),
    "inspection": (deferred("Inspection"), deferred("Inspections")),
    "section": (deferred("Part of the report"), deferred("Parts of reports")),
    "milestone": (deferred("Milestone"), deferred("What happened around inspections")),
    "grade": (deferred("Grade"), deferred("Grades")),
}


def kind_of(here: Here, entry: Entry) -> KindName | None:
    """What the framework says of a record's kind, or else of its family."""
    if entry.kind not in FAMILIES_OF_KINDS:
        return None
    kinds = here.graph.framework(entry.inspection).kinds
    return word(kinds, getattr(entry.record, "kind", None) or entry.kind)


def kind_label(here: Here, entry: Entry) -> str:
    """The framework's name for this kind of record, or the family's."""
    chosen = kind_of(here, entry)
    return chosen.label if chosen else here.say(_FAMILY_LABELS[entry.kind][0])


def kind_plural(here: Here, entries: Sequence[Entry], family: str) -> str:
    """What several records of a family are called together: by their one kind, or the family."""
    kinds = {kind_of(here, e) for e in entries}
    chosen = kinds.pop() if len(kinds) == 1 else None
    if chosen is None:
        return here.say(_FAMILY_LABELS[family][1])
    return chosen.plural or chosen.label


FAMILIES_OF_KINDS = ("finding", "recommendation", "case-study", "notable-practice", "figure")


def family_title(here: Here, family: str) -> str:
    """What all records of a family are called."""
    return here.say(_FAMILY_LABELS[family][1])


def on_scale(label: Labelled) -> str:
    """A word as it stands at the head of a narrow column."""
    return label.short or label.label


def bodies(here: Here, names: Iterable[str], visit: str = "") -> tuple[Link, ...]:
    """Links to bodies by id, under the names they had at a visit; those not shown are left out."""
    return tuple(
        Link(name_at(here, name, visit), here.href(f"bodies/{name}"))
        for name in names
        if f"bodies/{name}" in here.graph.entries
    )


def name_at(here: Here, name: str, visit: str = "", time: tuple[int, int, int] = (0, 0, 0)) -> str:
    """What a body was called at the time of a visit, or at another time, or is called now."""
    record = here.graph.body(name)
    if visit or time > (0, 0, 0):
        time = when(here.graph.inspections[visit]) if visit else time
        former = [n for n in record.names if n.until is not None and time < n.until.sort]
        if former:
            return min(former, key=lambda n: n.until.sort if n.until else (0, 0, 0)).name
    return record.name


def body_name(here: Here, name: str | None, visit: str = "") -> str:
    """A body's name by its id, as it was at a visit; empty where it is not shown."""
    return name_at(here, name, visit) if name and f"bodies/{name}" in here.graph.entries else ""


def body_names(
    here: Here, names: Iterable[str], visit: str = "", time: tuple[int, int, int] = (0, 0, 0)
) -> str:
    """The names of several bodies as one phrase; the editor of the site is none of them."""
    shown = [n for n in names if n != EDITOR and f"bodies/{n}" in here.graph.entries]
    return here.site.words.listed([name_at(here, name, visit, time) for name in shown])


def voice(here: Here, entry: Entry) -> str | None:
    """Whose word a record is: the one it names, or the one that its part of the report is by."""
    by = entry.record.by
    if not isinstance(entry.record, Milestone) and isinstance(by, str):
        return by
    above = getattr(entry.record, "section", None) or (
        getattr(entry.record, "parent", None) if entry.kind == "section" else None
    )
    section = here.graph.entries.get(f"{entry.inspection}/{above}")
    return voice(here, section) if section is not None and entry.inspection else None


def is_reading(here: Here, entry: Entry, field: str) -> bool:
    """Whether a field of a record is the editor's reading rather than the inspectorate's word."""
    record = entry.record
    own = getattr(record, "editorial", ())
    of_all = here.graph.inspections[entry.inspection].editorial if entry.inspection else ()
    return voice(here, entry) == EDITOR or field in own or field in of_all


def mark(
    here: Here,
    entry: Entry,
    words: Sequence[Labelled],
    chosen: str | None,
    field: str,
    within: str = "",
) -> Mark | None:
    """A word of the framework as a mark, or None where none was given.

    `within` names the scale that the word is on, where it is on one.
    """
    label = word(tuple(words), chosen)
    if label is None:
        return None
    claimed, of = _side(here, entry) if isinstance(entry.record, Progress) else ("", "")
    framework = here.graph.inspections[entry.inspection].framework or "default"
    return Mark(
        label.label,
        label.tone or "neutral",
        label.description or "",
        is_reading(here, entry, field),
        claimed,
        href=here.to(f"frameworks/{framework}/", "_".join(filter(None, (field, within, label.id)))),
        variant=variant(words, label),
        of=of,
    )


def _side(here: Here, entry: Entry) -> tuple[str, str]:
    """Of a word on progress: whose claim it is, if it is one, and which of several it is about."""
    record = cast("Progress", entry.record)
    target = here.graph.addresses.find(record.recommendation, entry.inspection, ("recommendation",))
    asked = cast("Recommendation", target.entry.record).addressees if target else ()
    of = body_name(here, record.addressee, entry.inspection) if len(asked) > 1 else ""
    if voice_of(here.graph, entry) != "claimed":
        return "", of
    about = (record.addressee,) if record.addressee else asked
    own = len(asked) == 1 and record.by in about
    name = body_name(here, record.by, entry.inspection)
    theirs = here.say("according to %(body)s, not verified", body=name)
    return (here.say("its own account, not verified") if own else theirs), of


def variant(words: Sequence[Labelled], label: Labelled) -> int:
    """Which of the words of its tone a word is, counted from 1 up to as many as have a look."""
    of_tone = [w.id for w in words if (w.tone or "neutral") == (label.tone or "neutral")]
    return min(of_tone.index(label.id) + 1, LOOKS) if label.id in of_tone else 1


def claim(here: Here, entry: Entry) -> Mark | None:
    """A mark on what is not the inspectorate's word but some other body's account."""
    by = voice(here, entry)
    if not entry.inspection or by in (None, EDITOR):
        return None
    if by in here.graph.inspections[entry.inspection].inspecting:
        return None
    name = body_name(here, by, entry.inspection)
    return Mark(name, claimed=here.say("its own account, not verified")) if name else None


def source_lines(here: Here, cited: Iterable[Cited], owner: str) -> tuple[SourceLine, ...]:
    """The sources of a record, each in one line."""
    lines = []
    for item in cited:
        if item.source is None:
            lines.append(
                SourceLine(
                    item.title or "",
                    item.link or "",
                    item.publisher or "",
                    here.when(item.date),
                    item.at or "",
                )
            )
            continue
        target = here.graph.addresses.find(item.source, owner, ("source",))
        entry = target.entry if target else None
        if entry is not None and isinstance(entry.record, SourceRecord):
            source = entry.record
            lines.append(
                SourceLine(
                    source.title,
                    here.href(entry.address),
                    source.publisher or "",
                    here.when(source.date),
                    item.at or "",
                )
            )
    return tuple(lines)


_RETOLD = ("finding", "recommendation", "case-study", "notable-practice")
"""Kinds whose wording a reader could take for the inspectorate's."""


def origin(here: Here, entry: Entry, record: Any = None) -> Origin:  # noqa: ANN401 - any record
    """Whose word a record is, from where, and what is not known of it."""
    record = record or entry.record
    by = None if isinstance(record, Milestone) else record.by
    released = here.graph.released
    original = bool(here.site.language) and entry.address in released.partly
    expected = original and here.site.shows(f"inspections/{entry.inspection}/")
    has_words = entry.address in here.site.translated_records
    return Origin(
        by="" if by == EDITOR else body_name(here, by or _owner(here, entry), entry.inspection),
        reading=by == EDITOR,
        certainty=record.certainty or "",
        sources=source_lines(here, record.sources, entry.inspection),
        note=record.note or "",
        missing=record.missing or "",
        unpublished=released.unpublished.get(entry.address, ""),
        changes=tuple((c.kind, here.when(c.date), c.note) for c in record.changes),
        former=_former(here, entry),
        retold=by is None and entry.kind in _RETOLD and is_reading(here, entry, "text"),
        withheld=record.withheld or "",
        identifiers=tuple(
            (i.scheme, Link(i.value, i.link or "")) for i in getattr(record, "identifiers", ())
        ),
        bodies=()
        if isinstance(record, Inspection)
        else bodies(here, getattr(record, "bodies", ()), entry.inspection),
        lang=here.site.own_language if original and not has_words else "",
        untranslated=("partly" if has_words else "wholly") if expected else "",
    )


def _owner(here: Here, entry: Entry) -> str | None:
    """Whose part of the report a record stands in, said wherever that part itself is not shown."""
    by = voice(here, entry)
    return None if by == EDITOR or here.is_at(here.site.spots[entry.address].path) else by


def _former(here: Here, entry: Entry) -> tuple[str, ...]:
    spots = (
        former_spot(here.graph, entry, alias) for alias in getattr(entry.record, "aliases", ())
    )
    return tuple(s.anchor for s in spots if s and s.anchor and here.is_at(s.path))


def bar(
    here: Here,
    title: str,
    items: Sequence[tuple[Labelled, float]],
    unit: str = "",
    words: Sequence[Labelled] = (),
    *,
    shares: bool = False,
) -> Bar | None:
    """Counts, or shares in per cent, as a bar; None where there is nothing to count.

    `words` is the whole list that the counted ones are of, so that each keeps its colour.
    """
    total = sum(n for _, n in items)
    if not total:
        return None
    number = here.site.words.percent if shares else here.site.words.number
    listed = words or [label for label, _ in items]
    segments, x = [], 0.0
    for label, n in items:
        width = BAR_WIDTH * n / total
        segments.append(
            Segment(
                label.label,
                label.tone or "neutral",
                variant(listed, label),
                number(n),
                here.site.words.percent(round(100 * n / total)),
                round(x, 2),
                round(width, 2),
            )
        )
        x += width
    said = ", ".join(f"{s.n} {s.label.lower()}" for s in segments)
    whole = here.say("known only as shares") if shares else unit
    return Bar(title, said, "" if shares else number(total), whole, tuple(segments))


def point(here: Here, entry: Entry, item: Point, position: int, prefix: str = "") -> PointView:
    """A point of a record."""
    anchor = f"{prefix or entry.id}-{item.id}" if item.id else ""
    judgements = here.graph.framework(entry.inspection).judgements if entry.inspection else ()
    return PointView(
        anchor,
        item.title or "",
        mark(here, entry, judgements, item.judgement, "judgement"),
        here.prose(item.text, entry.inspection, anchor or f"{entry.id}-{position}"),
        item.id if item.id and len(item.id) <= _LETTER else "",
    )


_LETTER = 2  # an id of more characters is a name for addresses, not a letter as printed


# Records


def related_links(here: Here, entries: Iterable[Entry], inspection: str) -> tuple[Link, ...]:
    """Links to records, each with its inspection where that is another one."""
    return tuple(link(here, e, long=e.inspection != inspection) for e in entries)


def themes(here: Here, entry: Entry) -> Related:
    """The themes of a record."""
    found = here.graph.from_(entry.address, "themes")
    return Related("themes", tuple(link(here, theme) for theme in found))


def mentions(here: Here, entry: Entry, known: Iterable[Related]) -> Related:
    """Records that mention this one in their text and are not linked to it otherwise."""
    linked = {one.href for related in known for one in related.links}
    found = [
        e
        for e in here.graph.to(entry.address, "text")
        if e.kind not in ("term", "source") and here.href(e.address) not in linked
    ]
    return Related("mentioned", related_links(here, found, entry.inspection))


def shown(related: Iterable[Related]) -> tuple[Related, ...]:
    """Those that lead anywhere."""
    return tuple(r for r in related if r.links)


def figure(here: Here, entry: Entry, level: int) -> FigureView:
    """A figure with its bar, its breakdown and what it is part of."""
    record = cast("Figure", entry.record)
    framework = here.graph.framework(entry.inspection)
    scale = next((s for s in framework.scales if s.id == record.scale), None)
    related = [
        Related(
            "part-of",
            related_links(here, here.graph.from_(entry.address, "part_of"), entry.inspection),
        ),
        Related(
            "parts", related_links(here, here.graph.to(entry.address, "part_of"), entry.inspection)
        ),
        *_over_time(here, entry),
        Related(
            "illustrates",
            related_links(here, here.graph.from_(entry.address, "illustrates"), entry.inspection),
        ),
    ]
    rows = tuple(_row(here, entry, row, scale) for row in record.rows)
    return FigureView(
        anchor=entry.id,
        level=level,
        title=record.title or entry.id,
        value=figure_value(here, record),
        unit=record.unit or "",
        of=of_how_many(here, record),
        period=here.when(record.period),
        counted_by=_other_counter(here, entry, record.counted_by),
        html=here.prose(record.text, entry.inspection, entry.id),
        bar=_figure_bar(here, record.title or entry.id, record, scale, record.unit),
        columns=tuple(on_scale(v) for v in scale.values)
        if scale and any(r.cells for r in rows)
        else (),
        rows=rows,
        related=shown(related),
        origin=origin(here, entry),
    )


def of_how_many(here: Here, record: Figure | Breakdown) -> str:
    """How many a value, words or shares are of; empty for counts, which say so themselves."""
    if record.n is None or record.counts:
        return ""
    if record.value is None and not record.words and not record.shares:
        return ""  # the number itself is what is shown
    return here.say("n = %(number)s", number=here.site.words.number(record.n))


def row_alone(here: Here, entry: Entry, view: FigureView, row: Breakdown) -> FigureView:
    """One row of a figure, as if it were a figure of its own."""
    record = cast("Figure", entry.record)
    scale = word(here.graph.framework(entry.inspection).scales, record.scale)
    return replace(
        view,
        title=f"{view.title}: {row.title}",
        value=figure_value(here, row),
        unit=row.unit or record.unit or "",
        bar=_figure_bar(here, row.title, row, scale, row.unit or record.unit),
        rows=(),
        origin=replace(view.origin, note=row.note or ""),
    )


def numbers(figures: Iterable[FigureView], known: tuple[SourceLine, ...] = ()) -> Numbers:
    """Those of some figures that are a single number or words, for one table.

    Sources are named once: those `known` stand beside the table already.
    """
    rows = tuple(f for f in figures if f.bar is None and not f.rows)
    sources = dict.fromkeys(s for row in rows for s in row.origin.sources if s not in known)
    return Numbers(rows, tuple(sources))


def is_whole(here: Here, entry: Entry) -> bool:
    """Whether a figure counts all cases of a visit, as its inspectorate saw them."""
    record = cast("Figure", entry.record)
    inspectorates = here.graph.inspections[entry.inspection].inspecting
    return bool(
        record.counts
        and not record.part_of
        and not record.rows
        and (record.counted_by is None or record.counted_by in inspectorates)
    )


def _other_counter(here: Here, entry: Entry, counter: str | None) -> str:
    """Who counted, where that was not the only inspectorate itself."""
    inspecting = here.graph.inspections[entry.inspection].inspecting
    if counter is None or inspecting == (counter,):
        return ""
    return body_name(here, counter, entry.inspection)


def figure_value(here: Here, record: Figure | Breakdown) -> str:
    """A figure's or row's number with what the source puts before it, or its words."""
    if record.value is not None:
        number = here.site.words.number(record.value)
        return f"{record.qualifier} {number}" if record.qualifier else number
    return record.words or (
        here.site.words.number(record.n) if record.n is not None and not record.counts else ""
    )


def _figure_bar(
    here: Here, title: str, counted: Figure | Breakdown, scale: Scale | None, unit: str | None
) -> Bar | None:
    found = counted.counts or counted.shares
    if not found or scale is None:
        return None
    items = [(value, found.get(value.id, 0)) for value in scale.values]
    return bar(here, title, items, unit or "", scale.values, shares=not counted.counts)


def _row(here: Here, entry: Entry, row: Breakdown, scale: Scale | None) -> Row:
    anchor = f"{entry.id}-{row.id}"
    number = here.site.words.number
    counts = row.counts or {}
    shares = row.shares or {}
    total = row.n if row.n is not None else sum(counts.values()) or None
    if row.value is not None or row.words:
        total = None
    cells = tuple(number(counts.get(v.id, 0)) for v in scale.values) if counts and scale else ()
    if shares and not counts and scale:
        percent = here.site.words.percent
        cells = tuple(percent(shares[v.id]) if v.id in shares else "–" for v in scale.values)
    value = figure_value(here, row) if total is None else ""
    unit = row.unit or (cast("Figure", entry.record).unit if row.value is not None else "")
    return Row(
        anchor,
        row.title,
        _figure_bar(here, row.title, row, scale, row.unit or cast("Figure", entry.record).unit),
        cells,
        number(total) if total is not None else " ".join(filter(None, (value, unit))),
        of_how_many(here, row),
        row.note or "",
        tuple(point(here, entry, p, i, anchor) for i, p in enumerate(row.points, 1)),
    )


def _over_time(here: Here, entry: Entry) -> list[Related]:
    """The earlier record that one carries on, and the later ones that carry it on."""
    earlier = [
        Link(one.text, one.href, " · ".join(filter(None, (one.note, *of_link(here, connection)))))
        for connection in getattr(entry.record, "follows", ())
        for target in [
            here.graph.addresses.find(connection.address, entry.inspection, (entry.kind,))
        ]
        if target is not None
        for one in [link(here, target.entry, long=True)]
    ]
    later = [
        Link(one.text, one.href, " · ".join(filter(None, (one.note, *of_link(here, connection)))))
        for e in here.graph.to(entry.address, "follows", entry.kind)
        for one in [link(here, e, long=True)]
        for connection in getattr(e.record, "follows", ())
        if leads_to(here, e, connection, entry)
    ]
    return [Related("earlier", tuple(earlier)), Related("later", tuple(later))]


def leads_to(here: Here, entry: Entry, connection: Connection, target: Entry) -> bool:
    """Whether a connection of one record leads to another."""
    found = here.graph.addresses.find(connection.address, entry.inspection, (target.kind,))
    return found is not None and found.entry.address == target.address


_COMPARABLE = {
    "with-caution": deferred("to be compared with caution"),
    "no": deferred("not to be compared"),
}


def of_link(here: Here, connection: Connection) -> tuple[str, ...]:
    """What is said of a link itself: its direction, its reason, whose word it is, how sure."""
    said = [getattr(connection, "direction", None)]
    comparable = getattr(connection, "comparable", None)
    if comparable in _COMPARABLE:
        said.append(here.say(_COMPARABLE[comparable]))
    said.append(connection.reason)
    if connection.by == EDITOR:
        said.append(here.say("editor’s reading"))
    elif connection.by:
        said.append(here.say("according to %(body)s", body=body_name(here, connection.by)))
    if connection.certainty:
        said.append(here.say(CERTAINTIES[connection.certainty]))
    return tuple(filter(None, said))


CERTAINTIES = {
    "seen": deferred("seen in the source"),
    "derived": deferred("worked out"),
    "inferred": deferred("inferred"),
    "unknown": deferred("not certain"),
}


def illustration(here: Here, entry: Entry, level: int) -> IllustrationView:
    """A case study or notable practice."""
    record = cast("Illustration", entry.record)
    known = [
        Related(
            "illustrates",
            related_links(here, here.graph.from_(entry.address, "illustrates"), entry.inspection),
        ),
        themes(here, entry),
    ]
    return IllustrationView(
        entry.id,
        level,
        entry.kind,
        kind_label(here, entry),
        record.title or "",
        here.prose(record.text, entry.inspection, entry.id),
        record.anonymised or "",
        shown([*known, mentions(here, entry, known)]),
        origin(here, entry),
    )


def finding(here: Here, entry: Entry, level: int) -> FindingView:
    """A finding with its numbers, case studies, practice, and what it is tied to."""
    record = cast("Finding", entry.record)
    graph = here.graph
    figures = [
        e
        for e in graph.to(entry.address, "illustrates", "figure")
        if _at(here, e) == _at(here, entry)
    ]
    boxes = [
        e
        for kind in ("case-study", "notable-practice")
        for e in graph.to(entry.address, "illustrates", kind)
        if graph.from_(e.address, "illustrates")[0].address == entry.address
        and _at(here, e) == _at(here, entry)
    ]
    boxes.sort(key=lambda e: e.address)
    also = [
        e
        for kind in ("case-study", "notable-practice", "figure")
        for e in graph.to(entry.address, "illustrates", kind)
        if e not in boxes and e not in figures
    ]
    views = [figure(here, e, level + 1) for e in figures]
    told = origin(here, entry)
    known = [
        *holding(here, entry),
        Related(
            "answered-by",
            related_links(
                here, graph.to(entry.address, "answers", "recommendation"), entry.inspection
            ),
        ),
        Related("illustrated-by", related_links(here, also, entry.inspection)),
        *_over_time(here, entry),
        themes(here, entry),
    ]
    return FindingView(
        anchor=entry.id,
        level=level,
        number=printed_number(here, entry),
        title=name(here, entry),
        kind=kind_label(here, entry) if record.kind else "",
        mark=judgement(here, entry),
        html=here.prose(record.text, entry.inspection, entry.id),
        numbers=numbers(views, told.sources),
        figures=tuple(v for v in views if v.bar is not None or v.rows),
        illustrations=tuple(illustration(here, e, level + 1) for e in boxes),
        related=shown([*known, mentions(here, entry, known)]),
        origin=told,
    )


def holding(here: Here, entry: Entry) -> list[Related]:
    """The record that one is part of, and those that are part of it."""
    above = here.graph.from_(entry.address, "parent")
    parts_of = here.graph.to(entry.address, "parent")
    return [
        Related("part-of", related_links(here, above, entry.inspection)),
        Related("parts", related_links(here, parts_of, entry.inspection)),
    ]


def _at(here: Here, entry: Entry) -> str:
    spot = here.site.spots.get(entry.address)
    return spot.path if spot else ""


def due_words(here: Here, falls: Due) -> str:
    """When something falls due, in words: by a date, or as its author put it."""
    if falls.given is not None and falls.given.text:
        return falls.given.text
    date = here.when(falls.given) if falls.given else ""
    date = date or (here.site.words.day(falls.day) if falls.day else "")
    return here.say("by %(date)s", date=date) if date else ""


COUNTED_FROM = {
    "published": deferred("counted from publication"),
    "visit": deferred("counted from the visit"),
    "sent": deferred("counted from when the report was sent"),
    "notified": deferred("counted from when the body was notified"),
}

_MONTH, _YEAR = 61, 730
"""Days from which a stretch of time is said in months, and in years."""


def stretch(here: Here, days: int) -> str:
    """A number of days in words, in whole months or years where there are many."""
    if days < _MONTH:
        return here.count("%(num)s day", "%(num)s days", days)
    if days < _YEAR:
        return here.count("%(num)s month", "%(num)s months", int(days / 30.44))
    return here.count("%(num)s year", "%(num)s years", int(days / 365.25))


def late_words(here: Here, owed: Iterable[Obligation]) -> str:
    """How long ago a date passed, where nothing verified says that what was asked is done."""
    everyone = tuple(owed)
    late = [one for one in everyone if one.days_late]
    if not late:
        return ""
    time = stretch(here, max(one.days_late for one in late))
    today = here.site.words.day(here.site.today)
    if len(late) == len(everyone):
        return here.say(
            "The date passed %(time)s before %(today)s; nothing shown here verifies that it was "
            "done.",
            time=time,
            today=today,
        )
    names = body_names(here, [one.addressee for one in late], everyone[0].asked.inspection)
    return here.say(
        "The date passed %(time)s before %(today)s; nothing shown here verifies that %(bodies)s "
        "did what was asked.",
        time=time,
        today=today,
        bodies=names,
    )


def ask(here: Here, entry: Entry, level: int, followed: Followed | None = None) -> AskView:
    """A recommendation in short, with the words of later visits where they are wanted."""
    record = cast("Recommendation", entry.record)
    framework = here.graph.framework(entry.inspection)
    timescale = word(framework.timescales, record.timescale)
    falls = due(here.graph, entry)
    followed = followed or follow(here.graph, entry)
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
        due_counted=here.say(COUNTED_FROM[falls.counted_from]) if falls.counted_from else "",
        late=late_words(here, obligations(here.graph, entry, here.site.today)),
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


def visit_date(here: Here, visit: Entry) -> str:
    """When inspectors went, or else when they published."""
    dated = inspection(visit).dates
    if dated.visit is not None:
        return here.when(dated.visit)
    published = dated.published
    return here.when(published) if published and published != "never" else ""


def asked_date(here: Here, visit: Entry) -> str:
    """When a visit's recommendations were made: on sending its report, or else on publication."""
    dates = inspection(visit).dates
    if dates.sent is not None:
        return here.when(dates.sent)
    if dates.published and dates.published != "never":
        return here.when(dates.published)
    return visit_date(here, visit)


def progress(here: Here, entry: Entry) -> ProgressView:
    """One entry on a recommendation."""
    record = cast("Progress", entry.record)
    framework = here.graph.framework(entry.inspection)
    target = here.graph.addresses.find(record.recommendation, entry.inspection, ("recommendation",))
    asked = cast("Recommendation", target.entry.record) if target else None
    texts = {p.id: p for p in asked.points} if asked else {}
    points = []
    spoke = bool(record.status or record.text or record.points or record.evidence)
    apart = entry.address.replace("/", "-")
    for item in record.points:
        of = texts.get(item.point)
        points.append(
            PointView(
                "",
                (of.title or beginning(of.text)) if of else "",
                mark(here, entry, framework.statuses, item.status, "status"),
                here.prose(item.text, entry.inspection, f"{apart}-{item.point}"),
                item.point if len(item.point) <= _LETTER else "",
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


def judgement(here: Here, entry: Entry) -> Mark | None:
    """The judgement on a finding, as a mark."""
    words = here.graph.framework(entry.inspection).judgements
    return mark(here, entry, words, getattr(entry.record, "judgement", None), "judgement")


def grade_mark(here: Here, entry: Entry) -> Mark:
    """A grade, or the reason why there is none, as a mark."""
    record = cast("Grade", entry.record)
    framework: Framework = here.graph.framework(entry.inspection)
    if record.grade is not None:
        scale = scale_of(framework, record)
        values, within = (scale.values, scale.id) if scale else ((), "")
        found = mark(here, entry, values, record.grade, "grade", within)
        if found is not None:
            return found
    found = mark(here, entry, framework.no_grades, record.no_grade, "no-grade")
    return found or Mark(here.say("Not known"), "unknown", record.missing or "")


def carried_from(here: Here, grade: Grade) -> str:
    """The visit whose grade still stands, with its date; empty for a grade given afresh."""
    visit = here.graph.entries.get(f"inspections/{grade.carried_from}")
    if visit is None:
        return ""
    return f"{short_name(here, visit)} ({visit_date(here, visit)})"


def scale_name(scale: Scale) -> str:
    """What a scale is called, with its version."""
    return ", ".join(filter(None, (scale.label or scale.id, scale.version)))


def scale_period(here: Here, scale: Scale) -> str:
    """When a scale was in use, as far as that is written."""
    since, until = here.when(scale.since), here.when(scale.until)
    if since and until:
        return here.say("in use from %(since)s until %(until)s", since=since, until=until)
    if since:
        return here.say("in use since %(since)s", since=since)
    return here.say("in use until %(until)s", until=until) if until else ""


def criterion_name(here: Here, visit: str, name: str) -> str:
    """What a criterion was called at the time of a visit."""
    criterion = criterion_of(here.graph.framework(visit), name)
    if criterion is None:
        return name
    time = when(here.graph.inspections[visit])
    former = [n for n in criterion.names if n.until is not None and time < n.until.sort]
    if former:
        return min(former, key=lambda n: n.until.sort if n.until else (0, 0, 0)).name
    return criterion.label or (criterion.names[-1].name if criterion.names else name)


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


def _answered(here: Here, entry: Entry) -> tuple[tuple[Link, ...], tuple[Link, ...], str]:
    """What answers a milestone, what it answers, and how late that came or is."""
    found = answered(here.graph, entry, here.site.today)
    asked = tuple(_event_link(here, e) for e in here.graph.from_(entry.address, "answers"))
    if found is None:
        return (), asked, ""
    said = []
    today = here.site.words.day(here.site.today)
    if found.days_late and found.replies:
        said.append(here.say("first answered %(time)s late", time=stretch(here, found.days_late)))
    elif found.days_late:
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


def body_of(entry: Entry) -> BodyRecord:
    """An entry's record, known to be a body."""
    return cast("BodyRecord", entry.record)
