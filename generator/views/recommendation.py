"""A recommendation through time, and an inspection's list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from generator.catalogue import Entry
from generator.comparison import follow
from generator.graph import word
from generator.records import Recommendation
from generator.views import parts
from generator.views.comparison import TallyView, anchor, tally_view
from generator.views.context import Here, inspection
from generator.views.inspection import CoverageView, coverage_view
from generator.views.parts import AskView, Link, Mark, PointView, Related, SourceLine


@dataclass(frozen=True)
class ResponseView:
    """What an addressee answered."""

    by: Link
    date: str
    mark: Mark | None
    html: str
    link: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class RestsOn:
    """A finding that a recommendation answers."""

    link: Link
    mark: Mark | None
    reading: bool


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
    tallies: tuple[TallyView, ...]
    by_timescale: tuple[tuple[str, int], ...]
    coverage: CoverageView
    readings: tuple[str, ...]


def fill(here: Here, entry: Entry) -> RecommendationView:
    """The page of one recommendation."""
    graph = here.graph
    record = cast("Recommendation", entry.record)
    visit = graph.entries[f"inspections/{entry.inspection}"]
    followed = follow(graph, entry)
    view = parts.ask(here, entry, 2, followed)
    section = graph.entries.get(f"{entry.inspection}/{record.section}")
    siblings = graph.of(entry.inspection, "recommendation")
    index = siblings.index(entry)
    parent = graph.from_(entry.address, "parent")
    known = [
        *_chain(here, entry),
        parts.themes(here, entry),
    ]
    latest = followed.latest
    last = next((s for s in view.said if latest and s.anchor == latest.visit), None)
    chain = graph.chains[entry.inspection]
    later = chain[chain.index(entry.inspection) + 1 :]
    compared = f"inspections/{later[-1]}/comparison/" if later else ""
    return RecommendationView(
        ask=view,
        kind=parts.kind_label(here, entry),
        visit=Link(inspection(visit).title, here.href(visit.address)),
        asked_on=parts.asked_date(here, visit),
        section=parts.link(here, section) if section else None,
        points=view.points,
        rests_on=tuple(_rests_on(here, entry, e) for e in graph.from_(entry.address, "answers")),
        responses=tuple(_response(here, entry, r) for r in record.responses),
        parent=parts.link(here, parent[0]) if parent else None,
        children=tuple(parts.ask(here, e, 3) for e in graph.to(entry.address, "parent")),
        related=parts.shown(
            [
                *known,
                parts.mentions(
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
        latest=tuple(w.mark for w in last.words if w.mark) if last else (),
        latest_visit=last.visit.text if last else "",
        comparison=Link("", here.to(compared, anchor(entry.inspection, entry.id)))
        if compared
        else None,
        previous=parts.link(here, siblings[index - 1]) if index else None,
        next=parts.link(here, siblings[index + 1]) if index + 1 < len(siblings) else None,
    )


def _rests_on(here: Here, entry: Entry, finding: Entry) -> RestsOn:
    return RestsOn(
        parts.link(here, finding, long=finding.inspection != entry.inspection),
        parts.judgement(here, finding),
        parts.is_reading(here, entry, "answers"),
    )


def _response(here: Here, entry: Entry, response: object) -> ResponseView:
    answers = here.graph.framework(entry.inspection).answers
    label = word(answers, getattr(response, "answer", None))
    framework = here.graph.inspections[entry.inspection].framework or "default"
    mark = (
        Mark(
            label.label,
            label.tone or "neutral",
            label.description or "",
            href=here.to(f"frameworks/{framework}/", f"answer_{label.id}"),
        )
        if label
        else None
    )
    by = parts.bodies(here, [getattr(response, "by", "")])
    return ResponseView(
        by[0] if by else Link(""),
        here.when(getattr(response, "date", None)),
        mark,
        here.prose(getattr(response, "text", None), entry.inspection, f"{entry.id}-response"),
        getattr(response, "link", None) or "",
        parts.source_lines(here, getattr(response, "sources", ()), entry.inspection),
    )


def _chain(here: Here, entry: Entry) -> list[Related]:
    record = cast("Recommendation", entry.record)
    earlier = [
        Link(one.text, one.href, f"{one.note} ({connection.relation})")
        for connection in record.follows
        for target in [
            here.graph.addresses.find(connection.address, entry.inspection, ("recommendation",))
        ]
        if target is not None
        for one in [parts.link(here, target.entry, long=True)]
    ]
    later = [
        parts.link(here, e, long=True)
        for e in here.graph.to(entry.address, "follows", "recommendation")
    ]
    return [Related("earlier", tuple(earlier)), Related("later", tuple(later))]


def listed(here: Here, visit: Entry) -> RecommendationsView:
    """The list of an inspection's recommendations."""
    graph, name = here.graph, visit.id
    chain = graph.chains[name]
    later = chain[chain.index(name) + 1 :]
    asks = tuple(parts.ask(here, e, 2) for e in graph.of(name, "recommendation"))
    counts: dict[str, int] = {}
    for ask in asks:
        counts[ask.timescale] = counts.get(ask.timescale, 0) + 1
    order = [t.label for t in graph.framework(name).timescales]
    return RecommendationsView(
        Link(inspection(visit).title, here.href(visit.address)),
        asks,
        tuple(tally_view(here, t) for v in later if (t := here.site.comparisons[v].tally)),
        tuple((label, counts[label]) for label in [*order, ""] if label in counts),
        coverage_view(here, name),
        graph.inspections[name].editorial,
    )
