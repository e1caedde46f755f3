"""The site's lists: every inspection, and every record of a kind, in pages of at most a hundred."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar, cast

from generator.catalogue import ContentPage, Entry
from generator.comparison import follow
from generator.graph import word
from generator.obligations import due as falls
from generator.records import Change, Grade
from generator.release import Withdrawn
from generator.views import measures, naming, origins, requests, search, ties
from generator.views.comparison import Overview, TallyView, overview, tally_view
from generator.views.context import Here, Site, inspection
from generator.views.pieces import Bar, Link, Mark

PAGE_SIZE = 100
T = TypeVar("T")


@dataclass(frozen=True)
class Pager:
    """Where a page stands in a long list."""

    number: int
    pages: int
    total: int
    previous: Link | None
    next: Link | None
    all: tuple[tuple[Link, bool], ...]
    """A link to each page, and whether it is this one."""


@dataclass(frozen=True)
class VisitLine:
    """An inspection in a list."""

    link: Link
    event: str
    date: str
    published: str
    bodies: tuple[Link, ...]
    follows: tuple[Link, ...]
    findings: int
    recommendations: int
    case_studies: int
    practice: int
    bar: Bar | None
    grades: tuple[tuple[str, Mark], ...]
    """Each criterion and its grade, of what was inspected as a whole."""
    comparison: Link | None
    unpublished: str


@dataclass(frozen=True)
class InspectionsView:
    """All inspections, newest first."""

    visits: tuple[VisitLine, ...]
    pager: Pager


@dataclass(frozen=True)
class Line:
    """A record in a list."""

    link: Link
    label: str
    marks: tuple[Mark, ...]
    detail: tuple[str, ...]
    themes: tuple[Link, ...]
    unpublished: str
    values: tuple[tuple[str, str], ...] = ()
    """By what the list is narrowed down: each facet, and the ids of its values."""


@dataclass(frozen=True)
class Group:
    """The records of one inspection in a list."""

    title: Link
    note: str
    count: str
    """How many records of the kind the inspection has, on whatever page."""
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Choice:
    """A facet by which a list is narrowed down."""

    name: str
    title: str
    values: tuple[tuple[str, str, int], ...]
    """The id of each, its name, and how many records have it."""
    sorts: bool
    """Whether its values have an order of their own."""


@dataclass(frozen=True)
class Filters:
    """What narrows a list down: in place where it is whole on its page, else by the search."""

    kind: str
    whole: bool
    search: str
    """The search page; empty where the site has none."""
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class ListView:
    """Every record of a kind."""

    kind: str
    count: int
    groups: tuple[Group, ...]
    pager: Pager
    readings: bool
    filters: Filters


@dataclass(frozen=True)
class MovedView:
    """What stands at an old address: the way to the new one."""

    link: Link


@dataclass(frozen=True)
class WithdrawnView:
    """All that stays public of a withdrawn record with a page of its own."""

    date: str
    reason: str
    corrections: Link


@dataclass(frozen=True)
class Correction:
    """A dated change."""

    date: str
    kind: str
    note: str
    link: Link


@dataclass(frozen=True)
class CorrectionsView:
    """Dated changes, newest first."""

    changes: tuple[Correction, ...]
    pager: Pager
    atom: str
    json: str


def cut(items: Sequence[T]) -> list[Sequence[T]]:
    """A list in pages, at least one."""
    return [items[i : i + PAGE_SIZE] for i in range(0, len(items), PAGE_SIZE)] or [items]


def pages(total: int) -> int:
    """How many pages a list takes."""
    return max(1, -(-total // PAGE_SIZE))


def pager(here: Here, base: str, number: int, total: int) -> Pager:
    """Links between the pages of a list that starts at `base`."""
    count = pages(total)

    def page(n: int) -> Link:
        return Link(str(n), here.to(base if n == 1 else f"{base}page/{n}/"))

    near, step = {1, count}, 1
    while step < count:  # ten more links for ten times as many pages, and a click for each
        block = (number - 1) // (step * 10) * (step * 10)
        near |= set(range(block + 1, min(count, block + step * 10) + 1, step))
        step *= 10
    return Pager(
        number,
        count,
        total,
        page(number - 1) if number > 1 else None,
        page(number + 1) if number < count else None,
        tuple((page(n), n == number) for n in sorted(near)) if count > 1 else (),
    )


def inspections(here: Here, entries: Sequence[Entry], number: int, total: int) -> InspectionsView:
    """One page of the list of inspections."""
    return InspectionsView(
        tuple(visit_line(here, e) for e in entries), pager(here, "inspections/", number, total)
    )


def visit_line(here: Here, entry: Entry) -> VisitLine:
    """An inspection in a list."""
    graph, record = here.graph, inspection(entry)
    event = word(graph.framework(entry.id).events, record.event)
    published = record.dates.published
    chain = graph.chains[entry.id]
    bars = [
        view.bar
        for e in graph.of(entry.id, "figure")
        if measures.is_whole(here, e)
        for view in [measures.figure(here, e, 3)]
        if view.bar
    ]
    return VisitLine(
        link=Link(record.title, here.href(entry.address)),
        event=event.label if event else "",
        date=naming.visit_date(here, entry),
        published="never" if published == "never" else here.when(published),
        bodies=naming.bodies(here, record.bodies, entry.id),
        follows=tuple(naming.link(here, e) for e in graph.from_(entry.address, "follows")),
        findings=len(graph.counted(entry.id, "finding")),
        recommendations=len(graph.counted(entry.id, "recommendation")),
        case_studies=len(graph.counted(entry.id, "case-study")),
        practice=len(graph.counted(entry.id, "notable-practice")),
        bar=bars[0] if len(bars) == 1 else None,
        grades=tuple(
            (
                ", ".join(
                    filter(
                        None,
                        (
                            naming.criterion_name(here, entry.id, grade.criterion),
                            ""
                            if grade.by in graph.lead(entry.id)
                            else naming.body_name(here, grade.by),
                        ),
                    )
                ),
                origins.grade_mark(here, e),
            )
            for e in graph.of(entry.id, "grade")
            for grade in [cast("Grade", e.record)]
            if grade.body is None and grade.about is None and not grade.carried_from
        ),
        comparison=Link("", here.to(f"inspections/{entry.id}/comparison/"))
        if chain.index(entry.id)
        else None,
        unpublished=graph.released.unpublished.get(entry.address, ""),
    )


CHOICES = ("judgement", "status", "deadline", "theme", "inspection", "year", "body", "addressee")
"""The facets by which lists are narrowed down."""

SORTING = ("judgement", "status", "deadline")
MANY = 30
"""A facet with more values is left to the search page, so that no page grows with the archive."""


def offered(site: Site, kind: str, entries: Iterable[Entry]) -> tuple[int, tuple[Choice, ...]]:
    """How many records of a kind there are, and by what all of them can be narrowed down.

    Links play no part in it, so that it serves every page of the list.
    """
    counted = sum(len(site.graph.counted(visit.id, kind)) for visit in site.visits)
    return counted, _choices(site, entries)


def _choices(site: Site, entries: Iterable[Entry]) -> tuple[Choice, ...]:
    """The facets of which records have several values."""
    here = Here(site, "")
    found: dict[str, list[search.Value]] = defaultdict(list)
    for entry in entries:
        for name, values in search.values(here, entry).items():
            found[name] += values
    counts = {name: Counter(found[name]) for name in CHOICES}
    return tuple(
        Choice(
            name,
            here.say(search.FACETS[name]),
            tuple((value, label, count) for (value, label), count in _offered(name, counts[name])),
            name in SORTING,
        )
        for name in CHOICES
        if 1 < len(counts[name]) <= MANY
    )


def _offered(name: str, counts: Counter[search.Value]) -> list[tuple[search.Value, int]]:
    if name == "year":
        return sorted(counts.items(), reverse=True)
    if name in ("theme", "body", "addressee"):
        return sorted(counts.items(), key=lambda item: item[0][1].casefold())
    return list(counts.items())


def records(
    here: Here,
    kind: str,
    base: str,
    entries: Sequence[Entry],
    number: int,
    total: int,
    offered: Callable[[], tuple[int, tuple[Choice, ...]]],
) -> ListView:
    """One page of the list of all records of a kind; `entries` are those on it."""
    groups: dict[str, list[Line]] = {}
    whole = total == len(entries)
    for entry in entries:
        one = line(here, entry)
        if whole:
            given = search.values(here, entry).items()
            values = tuple((n, " ".join(v for v, _ in ids)) for n, ids in given if n in CHOICES)
            one = replace(one, values=tuple((n, ids) for n, ids in values if ids))
        groups.setdefault(entry.inspection, []).append(one)
    counted, choices = offered()
    return ListView(
        kind,
        counted,
        tuple(
            Group(
                naming.link(here, visit),
                naming.visit_date(here, visit),
                here.site.words.number(len(here.graph.of(name, kind))),
                tuple(lines),
            )
            for name, lines in groups.items()
            for visit in [here.graph.entries[f"inspections/{name}"]]
        ),
        pager(here, base, number, total),
        any(m.reading for lines in groups.values() for one in lines for m in one.marks),
        Filters(kind, whole, search.asking(here), choices if whole or here.site.search else ()),
    )


def line(here: Here, entry: Entry, *, long: bool = False) -> Line:
    """A record in a list: its name, its marks, and where it stands; `long` adds the visit."""
    graph, record = here.graph, entry.record
    marks: list[Mark] = []
    detail: list[str] = []
    section = graph.entries.get(f"{entry.inspection}/{getattr(record, 'section', None)}")
    if section is not None:
        detail.append(naming.name(here, section))
    if entry.kind == "finding":
        marks += [m for m in (origins.judgement(here, entry), origins.claim(here, entry)) if m]
    if entry.kind == "recommendation":
        timescales = graph.framework(entry.inspection).timescales
        timescale = word(timescales, getattr(record, "timescale", None))
        soon = requests.due_words(here, falls(graph, entry))
        detail += [timescale.label if timescale else soon] if timescale or soon else []
        latest = follow(graph, entry).latest
        if latest is not None:
            marks += [m for e in latest.entries if (m := requests.progress(here, e).mark)]
    return Line(
        naming.link(here, entry, long=long),
        naming.kind_label(here, entry),
        tuple(replace(m, href="") for m in marks),  # a list has links enough
        tuple(detail),
        ties.themes(here, entry).links,
        graph.released.unpublished.get(entry.address, ""),
    )


def newest(here: Here, visits: Iterable[Entry]) -> tuple[tuple[Link, ...], Link | None]:
    """Links to the newest of some inspections, and to the list of all, if there are more."""
    ordered = here.site.newest_first(visits)
    left = len(ordered) - PAGE_SIZE
    words = here.count(
        "%(num)s more, among all inspections", "%(num)s more, among all inspections", left
    )
    more = Link(words, here.to("inspections/")) if left > 0 else None
    return tuple(naming.link(here, v) for v in ordered[:PAGE_SIZE]), more


def corrections(here: Here, number: int) -> CorrectionsView:
    """One page of the dated changes to anything shown, and of withdrawals."""
    changes = _corrections(here.site)
    top = "../" * here.path.count("/")
    return CorrectionsView(
        tuple(told(here) for told in cut(changes)[number - 1]),
        pager(here, "corrections/", number, len(changes)),
        f"{top}feeds/corrections.xml",
        f"{top}feeds/corrections.json",
    )


def corrected(site: Site) -> int:
    """How many dated changes and withdrawals there are."""
    return len(_corrections(site))


_Told = Callable[[Here], Correction]
"""What tells of a change on a page."""


def _corrections(site: Site) -> list[_Told]:
    """All of them, the newest first."""
    return site.once("corrections", "", lambda: _in_order(site))


def _in_order(site: Site) -> list[_Told]:
    found: list[tuple[Change | Withdrawn, _Told]] = []
    for entry in site.graph.entries.values():
        changes = getattr(entry.record, "changes", ())
        found += [(one, partial(_of_record, entry, one, one.note)) for one in changes]
    found += [(gone, partial(_withdrawal, gone)) for gone in site.graph.released.withdrawn]
    for visit in site.visits:
        for attachment in inspection(visit).attachments:
            for change in attachment.changes:
                note = f"{attachment.title}: {change.note}"
                found.append((change, partial(_of_record, visit, change, note)))
    for page in site.graph.released.pages:
        found += [(change, partial(_of_page, page, change)) for change in page.settings.changes]
    found.sort(key=lambda one: one[0].date.sort, reverse=True)
    return [told for _, told in found]


def _of_record(entry: Entry, change: Change, note: str, here: Here) -> Correction:
    link = naming.link(here, entry, long=True)
    return Correction(here.when(change.date), change.kind, note, link)


def _of_page(page: ContentPage, change: Change, here: Here) -> Correction:
    link = Link(page.title, here.to(page.address))
    return Correction(here.when(change.date), change.kind, change.note, link)


def _withdrawal(gone: Withdrawn, here: Here) -> Correction:
    return Correction(here.when(gone.date), "withdrawn", gone.reason, _gone(here, gone))


def _gone(here: Here, gone: Withdrawn) -> Link:
    """What was withdrawn, by its address; a document by the inspection that it went with."""
    if gone.kind != "attachment":
        return Link(gone.address)
    visit = here.graph.entries[f"inspections/{gone.address.partition('/')[0]}"]
    return Link(document_of(here, visit), here.href(visit.address))


def document_of(here: Here, visit: Entry) -> str:
    """What a document without a name is called."""
    return here.say("A document of %(title)s", title=inspection(visit).title)


def latest(here: Here) -> tuple[VisitLine, ...]:
    """The newest inspections, for the home page."""
    return tuple(visit_line(here, e) for e in here.site.visits[:4])


def latest_tally(here: Here) -> tuple[TallyView, Link, Overview] | None:
    """The newest revisit's statuses, one by one too, for the home page."""
    for visit in here.site.visits:
        compared = here.site.comparisons.get(visit.id)
        if compared is not None and compared.tally is not None:
            link = Link("", here.to(f"inspections/{visit.id}/comparison/"))
            return tally_view(here, compared.tally), link, overview(here, compared)
    return None
