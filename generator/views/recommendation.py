"""A recommendation through time, and an inspection's list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from generator.catalogue import Entry
from generator.graph import word
from generator.obligations import Obligation, Standing
from generator.records import Progress, Recommendation, Response
from generator.views import naming, origins, requests, ties
from generator.views.comparison import TallyView, anchor, tally_on
from generator.views.context import Here, inspection
from generator.views.inspection import CoverageView, coverage_view
from generator.views.pieces import AskView, Link, Mark, PointView, Related, SourceLine
from generator.words import deferred


@dataclass(frozen=True)
class ResponseView:
    """What an addressee answered."""

    by: Link
    date: str
    mark: Mark | None
    html: str
    link: str
    sources: tuple[SourceLine, ...]
    planned: str
    note: str
    missing: str


@dataclass(frozen=True)
class RestsOn:
    """A finding that a recommendation answers."""

    link: Link
    mark: Mark | None
    reading: bool
    about: tuple[str, ...]
    """What is said of the link itself."""


@dataclass(frozen=True)
class Side:
    """Where one addressee stands: what it answered, what it claims, what was verified."""

    addressee: Link | None
    answered: tuple[tuple[str, Mark | None], ...]
    claimed: tuple[Mark, str] | None
    verified: tuple[Mark, str] | None
    standing: str


@dataclass(frozen=True)
class RecommendationView:
    """One recommendation: asked, answered, and what each later visit saw."""

    ask: AskView
    kind: str
    visit: Link
    asked_on: str
    section: Link | None
    points: tuple[PointView, ...]
    rests_on: tuple[RestsOn, ...]
    claims_anchor: str
    """Where the first claim of an addressee stands."""
    sides: tuple[Side, ...]
    sides_shown: bool
    """There is more to say of the sides than the status at the page's top."""
    responses: tuple[ResponseView, ...]
    parent: Link | None
    children: tuple[AskView, ...]
    related: tuple[Related, ...]
    latest: tuple[Mark, ...]
    latest_visit: str
    comparison: Link | None
    previous: Link | None
    next: Link | None


@dataclass(frozen=True)
class RecommendationsView:
    """An inspection's recommendations."""

    visit: Link
    asks: tuple[AskView, ...]
    groups: tuple[tuple[str, tuple[AskView, ...]], ...]
    """The same by their kind, where the framework has several."""
    count: int
    """How many there are, without those that only hold others."""
    tallies: tuple[TallyView, ...]
    by_timescale: tuple[tuple[str, str], ...]
    coverage: CoverageView
    readings: tuple[str, ...]


def fill(here: Here, entry: Entry) -> RecommendationView:
    """The page of one recommendation."""
    graph = here.graph
    record = cast("Recommendation", entry.record)
    visit = graph.entries[f"inspections/{entry.inspection}"]
    followed = requests.followed_up(here, entry)
    view = requests.ask(here, entry, 2)
    owed = requests.owed(here, entry)
    sides = tuple(side(here, one) for one in owed)
    section = graph.entries.get(f"{entry.inspection}/{record.section}")
    siblings = graph.of(entry.inspection, "recommendation")
    index = siblings.index(entry)
    parent = graph.from_(entry.address, "parent")
    known = [
        *_chain(here, entry),
        Related(
            "parts",
            naming.related_links(
                here, graph.to(entry.address, "parent", "finding"), entry.inspection
            ),
        ),
        ties.themes(here, entry),
    ]
    latest = followed.latest
    last = next((s for s in view.said if latest and s.anchor == latest.visit), None)
    chain = graph.chains[entry.inspection]
    later = chain[chain.index(entry.inspection) + 1 :]
    compared = f"inspections/{later[-1]}/comparison/" if later else ""
    return RecommendationView(
        ask=view,
        kind=naming.kind_label(here, entry),
        visit=Link(inspection(visit).title, here.href(visit.address)),
        asked_on=naming.asked_date(here, visit),
        section=naming.link(here, section) if section else None,
        points=view.points,
        rests_on=tuple(_rests_on(here, entry, e) for e in graph.from_(entry.address, "answers")),
        claims_anchor=entry.inspection,
        sides=sides,
        sides_shown=bool(record.responses) or len(sides) > 1 or any(s.claimed for s in sides),
        responses=tuple(_response(here, entry, n, r) for n, r in enumerate(record.responses, 1)),
        parent=naming.link(here, parent[0]) if parent else None,
        children=tuple(
            requests.ask(here, e, 3) for e in graph.to(entry.address, "parent", "recommendation")
        ),
        related=ties.shown(
            [
                *known,
                ties.mentions(
                    here,
                    entry,
                    [
                        *known,
                        Related(
                            "rests-on",
                            tuple(
                                _rests_on(here, entry, e).link
                                for e in graph.from_(entry.address, "answers")
                            ),
                        ),
                    ],
                ),
            ]
        ),
        latest=tuple(_latest(here, owed)),
        latest_visit=last.visit.text if last else "",
        comparison=Link("", here.to(compared, anchor(entry.inspection, entry.id)))
        if compared
        else None,
        previous=naming.link(here, siblings[index - 1]) if index else None,
        next=naming.link(here, siblings[index + 1]) if index + 1 < len(siblings) else None,
    )


def _rests_on(here: Here, entry: Entry, finding: Entry) -> RestsOn:
    connections = (
        connection
        for connection in cast("Recommendation", entry.record).answers
        for target in [
            here.graph.addresses.find(connection.address, entry.inspection, ("finding",))
        ]
        if target is not None and target.entry.address == finding.address
    )
    return RestsOn(
        naming.link(here, finding, long=finding.inspection != entry.inspection),
        origins.judgement(here, finding),
        origins.is_reading(here, entry, "answers"),
        tuple(said for connection in connections for said in ties.of_link(here, connection)),
    )


STANDINGS: dict[Standing, str] = {
    "done": deferred("Verified as done"),
    "read-as-done": deferred("Done, as the editor reads it"),
    "out-of-scope": deferred("No longer asked"),
    "replaced": deferred("Carried on by a later recommendation"),
    "open": deferred("Open"),
    "read-as-open": deferred("Open, as the editor reads it"),
    "claimed-done": deferred("Said to be done, not verified"),
    "claimed-open": deferred("Said to be under way, not verified"),
    "not-known": deferred("Not known"),
    "not-yet": deferred("Not yet followed up"),
    "not-done": deferred("Closed without being done"),
}


def side(here: Here, owed: Obligation) -> Side:
    """Where one addressee of a recommendation stands, each of the three facts on its own."""
    found = naming.bodies(here, [owed.addressee], owed.asked.inspection) if owed.addressee else ()
    # the row names the addressee, so that its marks need not
    return Side(
        found[0] if found else None,
        tuple((here.when(r.date), _answer(here, owed.asked, r.answer)) for r in owed.responses),
        _word(here, owed.claimed),
        _word(here, owed.verified),
        here.say(STANDINGS[owed.standing]),
    )


def _latest(here: Here, owed: Iterable[Obligation]) -> Iterable[Mark]:
    """The last word of a visit on each addressee's part; one on all of them once."""
    found = {one.verified.address: one.verified for one in owed if one.verified is not None}
    for entry in found.values():
        mark = requests.progress(here, entry).mark
        if mark is not None:
            yield mark


def _word(here: Here, entry: Entry | None) -> tuple[Mark, str] | None:
    """The status of a progress entry, and when and by whom it was said."""
    if entry is None:
        return None
    record = cast("Progress", entry.record)
    mark = origins.mark(
        here, entry, here.graph.framework(entry.inspection).statuses, record.status, "status"
    )
    visit = here.graph.entries[f"inspections/{entry.inspection}"]
    date = here.when(record.date) or naming.visit_date(here, visit)
    who = naming.body_names(here, [record.by], entry.inspection) if record.by else ""
    who = who or naming.short_name(here, visit)
    return (replace(mark, of=""), ", ".join(filter(None, (who, date)))) if mark else None


def _answer(here: Here, entry: Entry, name: str | None) -> Mark | None:
    """The word of an addressee's answer."""
    label = word(here.graph.framework(entry.inspection).answers, name)
    if label is None:
        return None
    framework = here.graph.inspections[entry.inspection].framework or "default"
    return Mark(
        label.label,
        label.tone or "neutral",
        label.description or "",
        href=here.to(f"frameworks/{framework}/", f"answer_{label.id}"),
    )


def _response(here: Here, entry: Entry, number: int, response: Response) -> ResponseView:
    by = naming.bodies(here, [response.by], entry.inspection)
    return ResponseView(
        by[0] if by else Link(""),
        here.when(response.date),
        _answer(here, entry, response.answer),
        here.prose(response.text, entry.inspection, f"{entry.id}-response-{number}"),
        response.link or "",
        origins.source_lines(here, response.sources, entry.inspection),
        here.when(response.planned),
        response.note or "",
        response.missing or "",
    )


RELATIONS_TO = {
    "repeats": deferred("asks the same again"),
    "merges": deferred("joins it with others"),
    "splits": deferred("takes up a part of it"),
    "supersedes": deferred("replaces it"),
    None: deferred("carries it on"),
}


def _chain(here: Here, entry: Entry) -> list[Related]:
    record = cast("Recommendation", entry.record)
    earlier = [
        Link(
            one.text,
            one.href,
            " · ".join(
                (
                    one.note,
                    here.say(RELATIONS_TO[connection.relation]),
                    *ties.of_link(here, connection),
                )
            ),
        )
        for connection in record.follows
        for target in [
            here.graph.addresses.find(connection.address, entry.inspection, ("recommendation",))
        ]
        if target is not None
        for one in [naming.link(here, target.entry, long=True)]
    ]
    later = [
        Link(one.text, one.href, " · ".join(said))
        for e in here.graph.to(entry.address, "follows", "recommendation")
        for one in [naming.link(here, e, long=True)]
        for connection in cast("Recommendation", e.record).follows
        if ties.leads_to(here, e, connection, entry)
        for said in [
            (
                one.note,
                here.say(RELATIONS_TO[connection.relation]),
                *ties.of_link(here, connection),
            )
        ]
    ]
    return [Related("earlier", tuple(earlier)), Related("later", tuple(later))]


def listed(here: Here, visit: Entry) -> RecommendationsView:
    """The list of an inspection's recommendations."""
    graph, name = here.graph, visit.id
    chain = graph.chains[name]
    later = chain[chain.index(name) + 1 :]
    entries = graph.of(name, "recommendation")
    asks = tuple(requests.ask(here, e, 2) for e in entries)
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(cast("Recommendation", entry.record).kind or "", []).append(entry)
    groups = (
        (
            naming.kind_plural(here, of_kind, "recommendation"),
            tuple(requests.ask(here, e, 3) for e in of_kind),
        )
        for of_kind in kinds.values()
    )
    counts: Counter[str] = Counter()
    counted = [ask for ask, entry in zip(asks, entries, strict=True) if graph.is_counted(entry)]
    for ask in counted:
        soon = ask.timescale or ask.due
        counts[soon] += 1
    order = [t.label for t in graph.framework(name).timescales]
    return RecommendationsView(
        Link(inspection(visit).title, here.href(visit.address)),
        asks,
        tuple(groups) if len(kinds) > 1 else (),
        len(counted),
        tuple(t for v in later if (t := tally_on(here, v, name))),
        tuple(
            (
                label[:1].lower() + label[1:] or here.say("without a timescale"),
                here.site.words.number(n),
            )
            for label in dict.fromkeys([*order, *(k for k in counts if k), ""])
            if (n := counts[label])
        )
        if any(counts)
        else (),
        coverage_view(here, name),
        graph.inspections[name].editorial,
    )
