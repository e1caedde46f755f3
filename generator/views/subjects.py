"""What inspections share: bodies, themes, frameworks and terms, each with a page and a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from generator.catalogue import DEFAULT_FRAMEWORK, Entry
from generator.chains import when
from generator.graph import Graph, word
from generator.obligations import OPEN, Obligation, owed_by
from generator.records import (
    BodyRecord,
    Criterion,
    Event,
    Framework,
    KindName,
    Labelled,
    Recommendation,
    Scale,
    Status,
    Term,
    Theme,
    Timescale,
)
from generator.scales import criterion_of, may_compare
from generator.views import lists, naming, occasions, origins, recommendation, requests
from generator.views.context import Here, inspection
from generator.views.pictures import Matrix, Years, themes_by_judgement, years
from generator.views.pieces import Event as TimelineEvent
from generator.views.pieces import Heading, Link, Mark, Origin
from generator.words import deferred


@dataclass(frozen=True)
class SubjectsView:
    """The list of all bodies, themes or frameworks."""

    kind: str
    groups: tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]
    """A heading, and under it links with a note each."""
    pager: lists.Pager
    matrix: Matrix | None = None
    """Of themes: how the findings of each are judged."""


@dataclass(frozen=True)
class Owed:
    """A recommendation as the body has to answer for it."""

    link: Link
    visit: Link
    timescale: str
    due: str
    late: str
    side: recommendation.Side


@dataclass(frozen=True)
class OwedTable:
    """All that a body was asked, and how much of it stands where."""

    rows: tuple[Owed, ...]
    answered: bool
    claimed: bool
    """Some of its answers, or of its own accounts, are known."""
    words: tuple[str, ...]
    undated: str
    late: str


@dataclass(frozen=True)
class BodyView:
    """A body: what it is, what came before it, what was found, and its timeline."""

    kind: str
    html: str
    link: str
    names: tuple[tuple[str, str], ...]
    predecessors: tuple[tuple[Link, str, str, str], ...]
    successors: tuple[tuple[Link, str, str], ...]
    """The body that came after, when, and what a reader should know of it."""
    inspected: tuple[lists.VisitLine, ...]
    elsewhere: tuple[Link, ...]
    """Inspections of its sites and parts."""
    inspects: tuple[Link, ...]
    """Its newest inspections, of an inspectorate."""
    more: Link | None
    """Where the others are, if there are more."""
    short: str
    parent: Link | None
    sites: tuple[Link, ...]
    members: tuple[Link, ...]
    member_of: tuple[Link, ...]
    owed: OwedTable
    about: tuple[lists.Line, ...]
    """Records that say they are about it, where several were inspected."""
    years: Years | None
    timeline: tuple[TimelineEvent, ...]
    origin: Origin


@dataclass(frozen=True)
class ThemeView:
    """A theme and every record on it."""

    html: str
    parent: Link | None
    narrower: tuple[Link, ...]
    groups: tuple[tuple[str, str, str, tuple[lists.Line, ...]], ...]
    """Kind, heading, how many there are, and those of them that stand on this page."""
    pager: lists.Pager


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
    """The newest."""
    more: Link | None
    """Where the others are, if there are more."""
    earlier: tuple[Link, ...]
    later: tuple[Link, ...]


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


def body_headings(here: Here, view: BodyView) -> tuple[Heading, ...]:
    """The lines of a body's list of contents."""
    rows = [
        (view.sites, "_sites", here.say("Its sites and parts")),
        (view.predecessors, "_before", here.say("Bodies before it")),
        (view.successors, "_after", here.say("Bodies after it")),
        (view.owed.rows, "_asked", here.say("What it was asked to do")),
        (view.inspected, "_inspections", here.say("Inspections")),
        (view.elsewhere, "_of-sites", here.say("Inspections of its sites and parts")),
        (view.about, "_about", here.say("What was found about it")),
        (view.timeline, "_timeline", here.say("Timeline")),
        (view.inspects, "_inspects", here.say("Its inspections")),
    ]
    return tuple(Heading(anchor, title) for wanted, anchor, title in rows if wanted)


def body(here: Here, entry: Entry) -> BodyView:
    """The page of a body."""
    graph = here.graph
    record = cast("BodyRecord", entry.record)
    sites = graph.to(entry.address, "parent", "body")
    of_sites = [v for site in sites for v in graph.to(site.address, "bodies", "inspection")]
    own = graph.to(entry.address, "bodies", "inspection")
    visits = here.site.newest_first(own)
    elsewhere = here.site.newest_first(v for v in dict.fromkeys(of_sites) if v not in own)
    parent = graph.from_(entry.address, "parent")
    events = [graph.entries[f"{entry.address}/{m.id}"] for m in record.milestones]
    for visit in visits:
        events += [visit, *graph.of(visit.id, "milestone")]
    events += [e for field in ("by", "to") for e in graph.to(entry.address, field, "milestone")]
    events = list({e.address: e for e in events}.values())
    timeline = tuple(_event(here, e) for e in sorted(events, key=_when))
    inspects, more = lists.newest(here, graph.to(entry.address, "inspectorates", "inspection"))
    return BodyView(
        kind=record.kind or "",
        html=here.prose(record.text, "", entry.id),
        link=record.link or "",
        names=tuple((n.name, here.when(n.until)) for n in record.names),
        predecessors=tuple(
            (
                naming.link(here, graph.entries[f"bodies/{p.body}"]),
                p.relation or "",
                here.when(p.date),
                p.note or "",
            )
            for p in record.predecessors
            if f"bodies/{p.body}" in graph.entries
        ),
        successors=tuple(
            (naming.link(here, later), here.when(one.date), one.note or "")
            for later in graph.to(entry.address, "predecessors", "body")
            for one in cast("BodyRecord", later.record).predecessors
            if one.body == entry.id
        ),
        about=tuple(lists.line(here, e, long=True) for e in _about(here, entry)),
        inspected=tuple(lists.visit_line(here, v) for v in visits),
        elsewhere=tuple(naming.link(here, v) for v in elsewhere),
        inspects=inspects,
        more=more,
        short=record.short or "",
        parent=naming.link(here, parent[0]) if parent else None,
        sites=naming.related_links(here, sites, ""),
        members=naming.related_links(here, graph.from_(entry.address, "members"), ""),
        member_of=naming.related_links(here, graph.to(entry.address, "members", "body"), ""),
        owed=_owed(here, owed_by(graph, entry.id, here.site.today)),
        years=years(here, timeline),
        timeline=timeline,
        origin=origins.origin(here, entry),
    )


def _about(here: Here, entry: Entry) -> list[Entry]:
    kinds = ("finding", "case-study", "notable-practice", "figure")
    return [e for kind in kinds for e in here.graph.to(entry.address, "bodies", kind)]


def _owed(here: Here, owed: tuple[Obligation, ...]) -> OwedTable:
    rows = tuple(_owed_row(here, one) for one in owed)
    count = Counter(one.standing for one in owed)
    words = (
        f"{here.say(label)}: {here.site.words.number(count[standing])}"
        for standing, label in recommendation.STANDINGS.items()
        if count[standing]
    )
    late = sum(bool(one.days_late) for one in owed)
    undated = sum(one.standing in OPEN and one.due.day is None for one in owed)
    without = here.count(
        "No date was set for %(num)s that is open.",
        "No date was set for %(num)s that are open.",
        undated,
    )
    return OwedTable(
        rows,
        any(row.side.answered for row in rows),
        any(row.side.claimed for row in rows),
        tuple(words),
        without if undated else "",
        here.count(
            "The date of %(num)s had passed on %(today)s. Nothing shown here verifies that it was "
            "done, and nothing says that it was not.",
            "The dates of %(num)s had passed on %(today)s. Nothing shown here verifies that they "
            "were done, and nothing says that they were not.",
            late,
            today=here.site.words.day(here.site.today),
        )
        if late
        else "",
    )


def _owed_row(here: Here, one: Obligation) -> Owed:
    visit = here.graph.entries[f"inspections/{one.asked.inspection}"]
    asked = cast("Recommendation", one.asked.record)
    timescale = word(here.graph.framework(visit.id).timescales, asked.timescale)
    return Owed(
        naming.link(here, one.asked),
        Link(naming.short_name(here, visit), here.href(visit.address)),
        timescale.label if timescale else "",
        requests.due_words(here, one.due)
        or here.say("asked %(date)s", date=naming.asked_date(here, visit)),
        here.say("the date has passed") if one.days_late else "",
        recommendation.side(here, one),
    )


def _event(here: Here, entry: Entry) -> TimelineEvent:
    """An event; what belongs to an inspection has its own anchor there, and another one here."""
    event = occasions.event(here, entry)
    if not entry.inspection:
        return event
    return replace(event, anchor=f"{entry.inspection}_{event.anchor}")


def _when(entry: Entry) -> tuple[int, int, int]:
    if entry.kind == "inspection":
        return when(inspection(entry))
    date = getattr(entry.record, "date", None) or getattr(entry.record, "due", None)
    return date.sort if date else (9999, 0, 0)


_ON_A_THEME = (
    *("inspection", "finding", "recommendation", "case-study", "notable-practice", "figure"),
    *("section", "milestone"),
)
"""The kinds that have themes, in the order in which the page of one has them."""


def on_theme(graph: Graph, theme: Entry) -> list[Entry]:
    """The records on a theme, kind by kind."""
    found = (e for e in graph.to(theme.address, "themes") if e.kind in _ON_A_THEME)
    return sorted(found, key=lambda e: _ON_A_THEME.index(e.kind))


def theme(
    here: Here, entry: Entry, shown: Sequence[Entry], counts: Mapping[str, int], number: int
) -> ThemeView:
    """One page of a theme, on which these records stand; its text stands on the first.

    `counts` says how many there are of each kind on all of its pages.
    """
    record = cast("Theme", entry.record)
    return ThemeView(
        here.prose(record.text, "", entry.id) if number == 1 else "",
        *_around(here, entry),
        tuple(
            (
                kind,
                naming.family_title(here, kind),
                here.site.words.number(counts[kind]),
                tuple(lists.line(here, e, long=True) for e in shown if e.kind == kind),
            )
            for kind in dict.fromkeys(e.kind for e in shown)
        ),
        lists.pager(here, f"themes/{entry.id}/", number, sum(counts.values())),
    )


def theme_headings(view: ThemeView) -> tuple[Heading, ...]:
    """The lines of a theme's list of contents; one alone would lead to what is seen anyway."""
    lines = (Heading(f"_{kind}", title) for kind, title, _, _ in view.groups)
    return tuple(lines) if len(view.groups) > 1 else ()


def _around(here: Here, entry: Entry) -> tuple[Link | None, tuple[Link, ...]]:
    """The wider theme, and the narrower ones."""
    wider = here.graph.from_(entry.address, "parent")
    narrower = here.graph.to(entry.address, "parent", "theme")
    return naming.link(here, wider[0]) if wider else None, naming.related_links(here, narrower, "")


def framework(here: Here, entry: Entry) -> FrameworkView:
    """The page of a framework."""
    record = cast("Framework", entry.record)
    groups = [
        *(
            WordList(
                f"scale_{s.id}",
                naming.scale_name(s),
                _scale_note(here, entry.id, s),
                _words(here, f"grade_{s.id}", s.values),
            )
            for s in record.scales
        ),
        WordList("no-grades", "", "", _words(here, "no-grade", record.no_grades)),
        WordList("judgements", "", "", _words(here, "judgement", record.judgements)),
        WordList("statuses", "", "", _words(here, "status", record.statuses)),
        WordList("answers", "", "", _words(here, "answer", record.answers)),
        WordList("timescales", "", "", _words(here, "timescale", record.timescales)),
        WordList("priorities", "", "", _words(here, "priority", record.priorities)),
        WordList("kinds", "", "", _words(here, "kind", record.kinds)),
        WordList("events", "", "", _words(here, "event", _shown_events(record))),
        WordList("criteria", "", "", tuple(_criterion(here, record, c) for c in record.criteria)),
    ]
    return FrameworkView(
        here.prose(record.text, "", entry.id),
        naming.bodies(here, record.inspectorates),
        tuple(g for g in groups if g.words),
        tuple(_readings(here, entry)),
        *lists.newest(here, _reporting_in(here, entry)),
        naming.related_links(here, here.graph.from_(entry.address, "follows"), ""),
        naming.related_links(here, here.graph.to(entry.address, "follows", "framework"), ""),
    )


def _shown_events(framework: Framework) -> Iterable[Labelled]:
    """Kinds of visit; whether they grade is said only where there is anything to grade."""
    if framework.criteria:
        return framework.events
    return (Labelled(**{k: getattr(e, k) for k in Labelled.model_fields}) for e in framework.events)


def _readings(here: Here, framework: Entry) -> Iterable[str]:
    """Lists of a framework that only the editor has drawn words from, in what is shown."""
    visits = [v.id for v in _reporting_in(here, framework)]
    for name, kind, field in (
        ("judgements", "finding", "judgement"),
        ("statuses", "progress", "status"),
    ):
        used = [e for v in visits for e in here.graph.of(v, kind) if getattr(e.record, field, None)]
        if used and all(origins.is_reading(here, e, field) for e in used):
            yield name


def _reporting_in(here: Here, framework: Entry) -> Iterable[Entry]:
    """The inspections that report in a framework; without naming it, if it is the default."""
    named = here.graph.to(framework.address, "framework", "inspection")
    if framework.id != DEFAULT_FRAMEWORK:
        return named
    return (*named, *(v for v in here.site.visits if inspection(v).framework is None))


def _scale_note(here: Here, own: str, scale: Scale) -> str:
    """What a scale is, when it was in use, and which end of it is the best."""
    first = here.say("The first word is the best.")
    end = first if scale.best == "first" else here.say("The last word is the best.")
    period = naming.scale_period(here, scale)
    others = [
        f"{naming.scale_name(other)} ({framework.title})"
        for name, framework in here.graph.frameworks.items()
        for other in framework.scales
        if other is not scale and may_compare((own, scale), (name, other))
    ]
    if others:
        names = here.site.words.listed(others)
        end += " " + here.say("It may be compared with: %(scales)s.", scales=names)
    return " ".join(
        filter(
            None, (scale.description, end, f"{period[0].upper()}{period[1:]}." if period else "")
        )
    )


def _words(here: Here, name: str, words: Iterable[Labelled]) -> tuple[WordView, ...]:
    return tuple(
        WordView(
            f"{name}_{w.id}",
            Mark(w.label, w.tone or "neutral"),
            w.description or "",
            tuple(_detail(here, w)),
        )
        for w in words
    )


_MEANINGS = {
    "done": deferred("Counts as done."),
    "open": deferred("Counts as open."),
    "not-done": deferred("Counts as closed without being done."),
    "out-of-scope": deferred("Counts as out of scope."),
    "unknown": deferred("Counts as not known."),
}

_STARTS = {
    "published": deferred("Counted from publication."),
    "visit": deferred("Counted from the visit."),
    "sent": deferred("Counted from when the report was sent."),
    "notified": deferred("Counted from when the body was notified."),
}

_FAMILIES = {
    "finding": deferred("A kind of finding."),
    "recommendation": deferred("A kind of recommendation."),
    "case-study": deferred("A kind of case study."),
    "notable-practice": deferred("A kind of notable practice."),
    "figure": deferred("A kind of figure."),
}


_REGRADES = {
    "yes": deferred("Such a visit gives grades."),
    "no": deferred("Such a visit gives no grades afresh."),
    "some": deferred("Such a visit gives some grades afresh."),
}


def _detail(here: Here, label: Labelled) -> Iterable[str]:
    """What else a word says: how it counts, from when, in which family, whether it grades."""
    if isinstance(label, Status):
        yield here.say(_MEANINGS[label.meaning])
        if label.group:
            yield here.say("Added up as “%(group)s”.", group=label.group)
    if isinstance(label, Timescale):
        if label.months is not None or label.days is not None:
            yield here.say(_STARTS[label.start])
        elif not label.description:
            yield here.say("No length of time is set.")
    if isinstance(label, KindName):
        if label.id != label.family:
            yield here.say(_FAMILIES[label.family])
        if not label.counted:
            yield here.say("It is not counted or followed up itself.")
    if isinstance(label, Event):
        yield here.say(_REGRADES[label.regrades])


def _criterion(here: Here, framework: Framework, criterion: Criterion) -> WordView:
    listed = here.site.words.listed
    name = criterion.label or (criterion.names[-1].name if criterion.names else criterion.id)
    detail = [
        here.say("Called “%(name)s” until %(date)s.", name=n.name, date=here.when(n.until))
        if n.until
        else here.say("Also called “%(name)s”.", name=n.name)
        for n in criterion.names
        if n.name != name
    ]
    scale = word(framework.scales, criterion.scale)
    if scale is not None:
        detail.append(here.say("Graded on: %(scale)s.", scale=naming.scale_name(scale)))
    if criterion.split_from:
        names = listed([_criterion_label(here, framework, n) for n in criterion.split_from])
        detail.append(here.say("Split from %(names)s.", names=names))
    if criterion.merged_from:
        names = listed([_criterion_label(here, framework, n) for n in criterion.merged_from])
        detail.append(here.say("Joined from %(names)s.", names=names))
    if criterion.until:
        detail.append(here.say("Given up in %(date)s.", date=here.when(criterion.until)))
    return WordView(criterion.id, Mark(name), criterion.description or "", tuple(detail))


def _criterion_label(here: Here, framework: Framework, name: str) -> str:
    """What a criterion of a framework, or of a version before it, is called."""
    versions, seen = [framework], set()
    while versions:
        version = versions.pop(0)
        criterion = criterion_of(version, name)
        if criterion is not None:
            return criterion.label or name
        earlier = [n for n in version.follows if n not in seen and n in here.graph.frameworks]
        seen |= set(earlier)
        versions += [here.graph.frameworks[n] for n in earlier]
    return name


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
                naming.link(here, here.graph.entries[f"inspections/{e.inspection}"])
                if e.inspection
                else None,
                here.prose(
                    cast("Term", e.record).text,
                    e.inspection,
                    f"{e.inspection}-{name}",
                    explain=False,
                ),
                origins.origin(here, e),
            )
            for e in entries
        ),
    )


def every(here: Here, kind: str) -> list[Entry]:
    """All bodies, themes or frameworks that are shown, under their headings, by name."""
    entries = (e for e in here.graph.entries.values() if e.kind == kind)
    return sorted(entries, key=lambda e: (_heading(e), naming.name(here, e).casefold()))


def _heading(entry: Entry) -> str:
    return (getattr(entry.record, "kind", None) or "") if entry.kind == "body" else ""


def listed(here: Here, kind: str, base: str, entries: Sequence[Entry], number: int) -> SubjectsView:
    """One page of the list of all bodies, themes or frameworks, of which these are all."""
    groups: dict[str, list[tuple[Link, str]]] = {}
    for entry in lists.cut(entries)[number - 1]:
        row = (naming.link(here, entry), _count(here, entry))
        groups.setdefault(_heading(entry), []).append(row)
    return SubjectsView(
        kind,
        tuple((heading, tuple(rows)) for heading, rows in groups.items()),
        lists.pager(here, base, number, len(entries)),
        themes_by_judgement(here) if kind == "theme" and number == 1 else None,
    )


def _count(here: Here, entry: Entry) -> str:
    if entry.kind == "theme":
        found = len(here.graph.to(entry.address, "themes"))
        return here.count("%(num)s record", "%(num)s records", found) if found else ""
    field = {"body": "bodies", "framework": "framework"}[entry.kind]
    found = len(here.graph.to(entry.address, field, "inspection"))
    return here.count("%(num)s inspection", "%(num)s inspections", found) if found else ""
