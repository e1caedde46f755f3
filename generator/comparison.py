"""What a chain of visits says over time: one function of whole visits that yields what changed.

It pairs only what its authors paired: recommendations by what a later visit says of them, grades by
criterion, figures and findings by `follows`. Whatever is left over is listed, never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from generator.catalogue import Entry
from generator.chains import before
from generator.graph import Graph, word
from generator.records import (
    Figure,
    FigureConnection,
    Finding,
    FindingConnection,
    Framework,
    Grade,
    Progress,
    Recommendation,
    Scale,
)

Outcome = Literal["status", "not-known", "not-followed-up", "no-status-given"]
Direction = Literal["better", "same", "worse"]


@dataclass(frozen=True)
class Said:
    """What one later visit said of one recommendation.

    `entries` are its progress entries, one for each addressee it named; none unless there is a
    word on it. `outcome` says what their absence means.
    """

    visit: str
    outcome: Outcome
    entries: tuple[Entry, ...] = ()

    @property
    def progress(self) -> tuple[Progress, ...]:
        """The entries' records."""
        return tuple(cast("Progress", e.record) for e in self.entries)


@dataclass(frozen=True)
class Followed:
    """A recommendation and what each later visit said of it, in order."""

    asked: Entry
    said: tuple[Said, ...]

    @property
    def latest(self) -> Said | None:
        """The last visit that had a word on it."""
        return next((s for s in reversed(self.said) if s.entries), None)


@dataclass(frozen=True)
class Tally:
    """How many recommendations a visit left at each status; they add up to `in_scope`.

    `by_status` holds single statuses by id, `combined` the counts that the inspectorate gave only
    for several statuses together, `not_known` the rest of what was in scope.
    """

    visit: str
    in_scope: int | None
    by_status: tuple[tuple[str, int], ...]
    combined: tuple[tuple[tuple[str, ...], int], ...]
    not_known: int
    not_followed_up: int | None
    """Asks outside its scope; None where their number is not known."""


@dataclass(frozen=True)
class GradeRow:
    """One criterion across visits: each visit's grade entry, or None where it gave none."""

    criterion: str
    cells: tuple[Entry | None, ...]
    direction: Direction | None
    """From the last but one grade to the last, where both stand on one comparable scale."""
    whose: str = ""
    """The body whose grades these are, where a visit gave several for the criterion."""


@dataclass(frozen=True)
class FigurePair:
    """A figure and the earlier one it carries on."""

    earlier: Entry
    later: Entry
    connection: FigureConnection


@dataclass(frozen=True)
class FindingPair:
    """A finding and the earlier one it carries on."""

    earlier: Entry
    later: Entry
    connection: FindingConnection


@dataclass(frozen=True)
class Comparison:
    """A visit against every earlier visit of its chain."""

    visit: str
    earlier: tuple[str, ...]
    recommendations: tuple[Followed, ...]
    tallies: tuple[Tally, ...]
    grades: tuple[GradeRow, ...]
    figures: tuple[FigurePair, ...]
    figures_only_then: tuple[Entry, ...]
    figures_only_now: tuple[Entry, ...]
    carried_on: tuple[FindingPair, ...]
    findings_new: tuple[Entry, ...]
    findings_not_revisited: tuple[Entry, ...]

    @property
    def tally(self) -> Tally | None:
        """How the visit's own words on recommendations add up, where it had any."""
        return next((t for t in self.tallies if t.visit == self.visit), None)


def comparisons(graph: Graph) -> dict[str, Comparison]:
    """Every visit that has earlier ones in its chain, compared with them."""
    found = {visit: compare(graph, visit) for visit in graph.inspections}
    return {visit: compared for visit, compared in found.items() if compared is not None}


def compare(graph: Graph, visit: str) -> Comparison | None:
    """A visit compared with the earlier visits of its chain; None where it has none."""
    earlier = before(graph.chains[visit], visit)
    if not earlier:
        return None
    asked = [r for name in earlier for r in graph.of(name, "recommendation")]
    figures = list(_figure_pairs(graph, visit, earlier))
    findings = list(_finding_pairs(graph, visit, earlier))
    then_figures = [f for name in earlier for f in graph.of(name, "figure")]
    then_findings = [f for name in earlier for f in graph.of(name, "finding")]
    paired = {p.earlier.address for p in figures} | {p.later.address for p in figures}
    carried = {p.earlier.address for p in findings} | {p.later.address for p in findings}
    visits = (*earlier, visit)
    return Comparison(
        visit=visit,
        earlier=earlier,
        recommendations=tuple(follow(graph, r, upto=visit) for r in asked),
        tallies=tuple(t for name in visits if (t := tally(graph, name)) is not None),
        grades=tuple(_grades(graph, visits)),
        figures=tuple(figures),
        figures_only_then=tuple(f for f in then_figures if f.address not in paired),
        figures_only_now=tuple(f for f in graph.of(visit, "figure") if f.address not in paired),
        carried_on=tuple(findings),
        findings_new=tuple(f for f in graph.of(visit, "finding") if f.address not in carried),
        findings_not_revisited=tuple(f for f in then_findings if f.address not in carried),
    )


def follow(graph: Graph, asked: Entry, upto: str = "") -> Followed:
    """A recommendation through the visits after its own, up to one of them or to the last."""
    chain = graph.chains[asked.inspection]
    later = chain[chain.index(asked.inspection) + 1 :]
    if upto:
        later = later[: later.index(upto) + 1]
    entries = graph.to(asked.address, "recommendation", "progress")
    return Followed(asked, tuple(_said(graph, name, entries) for name in later))


def _said(graph: Graph, visit: str, entries: Iterable[Entry]) -> Said:
    own = tuple(e for e in entries if e.inspection == visit)
    if own:
        known = any(cast("Progress", e.record).status for e in own)
        return Said(visit, "status" if known else "not-known", own)
    follow_up = graph.inspections[visit].follow_up
    covers = follow_up.covers if follow_up else "unknown"
    outcomes: dict[str, Outcome] = {"listed": "not-followed-up", "none": "no-status-given"}
    return Said(visit, outcomes.get(covers, "not-known"))


def tally(graph: Graph, visit: str) -> Tally | None:
    """How a visit's words on recommendations add up; None for a visit that follows nothing up."""
    inspection = graph.inspections[visit]
    earlier = before(graph.chains[visit], visit)
    entries = graph.of(visit, "progress")
    follow_up = inspection.follow_up
    if not earlier or (follow_up is None and not entries):
        return None
    by_recommendation: dict[str, list[str]] = {}
    for entry in entries:
        progress = cast("Progress", entry.record)
        statuses = by_recommendation.setdefault(progress.recommendation, [])
        if progress.status:
            statuses.append(progress.status)
    single = Counter(s[0] for s in by_recommendation.values() if len(set(s)) == 1)
    several = Counter(tuple(sorted(set(s))) for s in by_recommendation.values() if len(set(s)) > 1)
    scope = follow_up.in_scope if follow_up else None
    combined: list[tuple[tuple[str, ...], int]] = sorted(several.items())
    if follow_up and follow_up.counts:
        single, combined = Counter(), []
        for count in follow_up.counts:
            if len(count.status) == 1:
                single[count.status[0]] += count.n
            else:
                combined.append((count.status, count.n))
    counted = sum(single.values()) + sum(n for _, n in combined)
    not_known = max(scope - counted if scope is not None else len(by_recommendation) - counted, 0)
    asked = sum(len(graph.of(name, "recommendation")) for name in earlier)
    outside = None
    if follow_up and follow_up.covers == "listed" and not follow_up.missing:
        outside = max(asked - (scope if scope is not None else len(by_recommendation)), 0)
    elif follow_up and follow_up.covers == "all":
        outside = 0
    order = [status.id for status in graph.framework(visit).statuses]
    ranked = sorted(single.items(), key=lambda item: order.index(item[0]))
    return Tally(visit, scope, tuple(ranked), tuple(combined), not_known, outside)


def _figure_pairs(graph: Graph, visit: str, earlier: tuple[str, ...]) -> Iterable[FigurePair]:
    for entry in graph.of(visit, "figure"):
        for connection in cast("Figure", entry.record).follows:
            target = graph.addresses.find(connection.address, visit, ("figure",))
            if target is not None and target.entry.inspection in earlier:
                yield FigurePair(target.entry, entry, connection)


def _finding_pairs(graph: Graph, visit: str, earlier: tuple[str, ...]) -> Iterable[FindingPair]:
    for entry in graph.of(visit, "finding"):
        for connection in cast("Finding", entry.record).follows:
            target = graph.addresses.find(connection.address, visit, ("finding",))
            if target is not None and target.entry.inspection in earlier:
                yield FindingPair(target.entry, entry, connection)


def _grades(graph: Graph, visits: tuple[str, ...]) -> Iterable[GradeRow]:
    rows: dict[tuple[str, str], dict[str, Entry]] = {}
    for visit in visits:
        grades = [(e, cast("Grade", e.record)) for e in graph.of(visit, "grade")]
        names = [_criterion(graph, visit, grade.criterion) for _, grade in grades]
        for (entry, grade), name in zip(grades, names, strict=True):
            several = names.count(name) > 1
            whose = grade.by or entry.id if several else ""
            rows.setdefault((name, whose), {})[visit] = entry
    for (criterion, whose), by_visit in rows.items():
        cells = tuple(by_visit.get(visit) for visit in visits)
        direction = _direction(graph, [c for c in cells if c is not None])
        yield GradeRow(criterion, cells, direction, whose)


def _criterion(graph: Graph, visit: str, name: str) -> str:
    """A criterion's own name, by way of `same_as`."""
    for criterion in graph.framework(visit).criteria:
        if criterion.id == name:
            return criterion.same_as or name
    return name


def scale_of(framework: Framework, grade: Grade) -> Scale | None:
    """The scale that a grade stands on."""
    criterion = next((c for c in framework.criteria if c.id == grade.criterion), None)
    name = grade.scale or (criterion.scale if criterion else None)
    return next((s for s in framework.scales if s.id == name), None)


def _direction(graph: Graph, cells: list[Entry]) -> Direction | None:
    last_two = cells[-2:]
    if len(last_two) == 1 or not last_two:
        return None
    ranks = []
    scales = []
    for cell in last_two:
        grade = cast("Grade", cell.record)
        scale = scale_of(graph.framework(cell.inspection), grade)
        if scale is None or grade.grade is None or grade.carried_from:
            return None
        order = [value.id for value in scale.values]
        if scale.best == "last":
            order.reverse()
        ranks.append(order.index(grade.grade))
        scales.append(scale)
    then, now = scales
    if then.id != now.id and then.id not in now.comparable and now.id not in then.comparable:
        return None
    if then.id != now.id and len(then.values) != len(now.values):
        return None
    return "same" if ranks[0] == ranks[1] else "better" if ranks[1] < ranks[0] else "worse"


def label(graph: Graph, asked: Entry) -> str:
    """The framework's name for this kind of recommendation."""
    record = cast("Recommendation", asked.record)
    kind = word(graph.framework(asked.inspection).kinds, record.kind)
    return kind.label if kind else ""
