"""What a chain of visits says over time: one function of whole visits that yields what changed.

It pairs only what its authors paired: recommendations by what a later visit says of them, grades by
criterion, figures and findings by `follows`. Whatever is left over is listed, never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from generator.catalogue import Entry
from generator.chains import before, followed_up, when
from generator.dates import When
from generator.graph import Graph, word
from generator.records import (
    EDITOR,
    Figure,
    FigureConnection,
    Finding,
    FindingConnection,
    FollowUp,
    Grade,
    Progress,
    Recommendation,
)
from generator.scales import criterion_of, lineage, may_compare, ranked, scale_of

Outcome = Literal[
    "status",
    "claimed",
    "in-words",
    "not-known",
    "counted-together",
    "not-named",
    "not-followed-up",
    "not-counted",
    "no-status-given",
    "closed-earlier",
    "replaced",
]
Voice = Literal["verified", "editor", "partly", "claimed"]
VOICES: tuple[Voice, ...] = ("verified", "editor", "partly", "claimed")
"""Whose word a status may be, the weightiest first; of several addressees, `partly` a claim."""

Direction = Literal["better", "same", "worse"]
Change = Literal[
    "comparable",
    "first",
    "earlier-not-known",
    "earlier-no-grade",
    "ungraded",
    "retired",
    "no-grade",
    "carried",
    "not-known",
    "other-scale",
    "other-body",
    "split",
]


@dataclass(frozen=True)
class Said:
    """What one visit said of one recommendation.

    `entries` are its progress entries, one for each addressee and side that had a word; none unless
    there is a word on it. `outcome` says what their absence means.
    """

    visit: str
    outcome: Outcome
    entries: tuple[Entry, ...] = ()
    claims: tuple[Entry, ...] = ()
    """What was said between the visit before and this one."""

    @property
    def progress(self) -> tuple[Progress, ...]:
        """The entries' records."""
        return tuple(cast("Progress", e.record) for e in self.entries)


@dataclass(frozen=True)
class Successor:
    """A later recommendation that carries this one on, and what became of it."""

    entry: Entry
    relation: Literal["repeats", "merges", "splits", "supersedes"] | None


@dataclass(frozen=True)
class Followed:
    """A recommendation and what each later visit said of it, in order.

    `since` is what was said after the last of these visits.
    """

    asked: Entry
    said: tuple[Said, ...]
    since: tuple[Entry, ...] = ()
    became: tuple[Successor, ...] = ()

    @property
    def latest(self) -> Said | None:
        """The last visit that had a word on it."""
        return next((s for s in reversed(self.said) if s.entries), None)


@dataclass(frozen=True)
class Tally:
    """How many recommendations a visit left at each status; they add up to `in_scope`.

    `single` holds single statuses by id and by whose word they are, `apart` recommendations whose
    addressees stand at different ones, `combined` counts that the inspectorate gave only for
    several statuses together, `not_known` the rest of what was in scope.
    """

    visit: str
    in_scope: int | None
    single: tuple[tuple[str, Voice, int], ...]
    apart: tuple[tuple[tuple[str, ...], Voice, int], ...]
    combined: tuple[tuple[str, tuple[str, ...], int], ...]
    """Of which part of them, which statuses, how many."""
    not_known: int
    not_followed_up: int | None
    """Asks outside its scope; None where their number is not known."""


@dataclass(frozen=True)
class GradeRow:
    """One criterion across visits: each visit's grade entry, or None where it gave none."""

    criterion: str
    """Its id in the framework of the last visit that graded it."""
    cells: tuple[Entry | None, ...]
    known: tuple[bool, ...]
    """Whether each visit's framework has the criterion at all."""
    change: Change
    """What may be said of the last visit's grade beside the one before it."""
    direction: Direction | None = None
    """Set only where both grades stand on one comparable scale."""
    since: str = ""
    """The visit whose grade the last one is set beside."""
    whose: str = ""
    """The body whose grades these are, where a visit gave several for the criterion."""
    body: str = ""
    """The body or site that is graded, where several were."""
    about: str = ""
    """What of it is graded, where the criterion is applied to several things."""
    origins: tuple[tuple[Literal["split", "merged"], tuple[str, ...]], ...] = ()
    """The criteria that it was split from, or merged from."""


@dataclass(frozen=True)
class FigurePair:
    """A figure and the earlier one, or row of one, that it carries on."""

    earlier: Entry
    later: Entry
    connection: FigureConnection
    row: str = ""
    """The id of the earlier figure's row, where only that is carried on."""


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
    tallies = {visit: tally(graph, visit) for visit in graph.inspections}
    found = {visit: compare(graph, visit, tallies) for visit in graph.inspections}
    return {visit: compared for visit, compared in found.items() if compared is not None}


def compare(
    graph: Graph, visit: str, tallies: Mapping[str, Tally | None] | None = None
) -> Comparison | None:
    """A visit compared with the earlier visits of its chain; None where it has none.

    `tallies` are those of all visits, where they are known already.
    """
    earlier = before(graph.chains[visit], visit)
    if not earlier:
        return None
    tallies = tallies or {name: tally(graph, name) for name in (*earlier, visit)}
    asked = [r for name in earlier for r in graph.of(name, "recommendation")]
    figures = list(_figure_pairs(graph, visit, earlier))
    findings = list(_finding_pairs(graph, visit, earlier))
    then_figures = [f for name in earlier for f in graph.of(name, "figure")]
    then_findings = [f for name in earlier for f in graph.of(name, "finding")]
    paired = _carried_on(graph, visit, "figure") | {p.later.address for p in figures}
    carried = _carried_on(graph, visit, "finding") | {p.later.address for p in findings}
    visits = (*earlier, visit)
    return Comparison(
        visit=visit,
        earlier=earlier,
        recommendations=tuple(follow(graph, r, upto=visit) for r in asked),
        tallies=tuple(t for name in visits if (t := tallies[name]) is not None),
        grades=tuple(_grades(graph, visits)),
        figures=tuple(figures),
        figures_only_then=tuple(f for f in then_figures if f.address not in paired),
        figures_only_now=tuple(f for f in graph.of(visit, "figure") if f.address not in paired),
        carried_on=tuple(findings),
        findings_new=tuple(f for f in graph.of(visit, "finding") if f.address not in carried),
        findings_not_revisited=tuple(f for f in then_findings if f.address not in carried),
    )


def _ended(graph: Graph, visit: str) -> tuple[int, int, int]:
    """When a visit had its say: on publication, or else when inspectors had left."""
    dates = graph.inspections[visit].dates
    if isinstance(dates.published, When) and dates.published.spans:
        return dates.published.spans[-1].end
    spans = dates.visit.spans if dates.visit else ()
    return spans[-1].end if spans else when(graph.inspections[visit])


def _carried_on(graph: Graph, visit: str, kind: str) -> set[str]:
    """The earlier records that a visit's own carry on, at once or by way of others."""
    found: set[str] = set()
    waiting = [e for own in graph.of(visit, kind) for e in graph.from_(own.address, "follows")]
    while waiting:
        entry = waiting.pop()
        if entry.address not in found:
            found.add(entry.address)
            waiting += graph.from_(entry.address, "follows")
    return found


def follow(graph: Graph, asked: Entry, upto: str = "") -> Followed:
    """A recommendation through the visits after its own, up to one of them or to the last."""
    chain = graph.chains[asked.inspection]
    later = chain[chain.index(asked.inspection) + 1 :]
    if upto:
        later = later[: later.index(upto) + 1]
    entries = graph.to(asked.address, "recommendation", "progress")
    became = tuple(s for s in successors(graph, asked) if s.entry.inspection in later)
    claims = sorted(
        (e for e in entries if e.inspection == asked.inspection), key=lambda e: said_on(graph, e)
    )
    said: list[Said] = []
    for name in later:
        ended = _ended(graph, name)
        before_it = tuple(e for e in claims if said_on(graph, e) <= ended)
        claims = claims[len(before_it) :]
        known = (*said, Said(name, "not-known", before_it))
        one = _said(graph, asked, name, entries, known, became)
        said.append(replace(one, claims=before_it))
    return Followed(asked, tuple(said), () if upto else tuple(claims), became)


def successors(graph: Graph, asked: Entry) -> Iterable[Successor]:
    """The later recommendations that carry this one on."""
    for entry in graph.to(asked.address, "follows", "recommendation"):
        for connection in cast("Recommendation", entry.record).follows:
            target = graph.addresses.find(connection.address, entry.inspection, ("recommendation",))
            if target is not None and target.entry.address == asked.address:
                yield Successor(entry, connection.relation)


def _said(
    graph: Graph,
    asked: Entry,
    visit: str,
    entries: Iterable[Entry],
    before_it: Iterable[Said],
    became: tuple[Successor, ...],
) -> Said:
    own = tuple(e for e in entries if e.inspection == visit)
    if own:
        given = {voice(graph, e) for e in own if cast("Progress", e.record).status}
        outcome: Outcome = "not-known"
        if given:
            outcome = "claimed" if given == {"claimed"} else "status"
        elif any(cast("Progress", e.record).text for e in own):
            outcome = "in-words"
        return Said(visit, outcome, own)
    if closed(graph, asked, before_it):
        return Said(visit, "closed-earlier")
    chain = graph.chains[asked.inspection]
    if any(chain.index(s.entry.inspection) <= chain.index(visit) for s in became):
        return Said(visit, "replaced")
    return Said(visit, _absent(graph, asked, visit))


def _absent(graph: Graph, asked: Entry, visit: str) -> Outcome:
    """What it means that a visit has no word on a recommendation that was open."""
    follow_up = graph.inspections[visit].follow_up
    if not graph.is_counted(asked):
        return "not-counted"
    if follow_up is None:
        return "not-known"
    if follow_up.covers == "none":
        return "no-status-given"
    scope = _scope(graph, visit)
    everything = sum(len(asks(graph, name)) for name in scope)
    counted_all = sum(count.n for count in follow_up.counts) >= everything > 0
    if asked.inspection in scope and counted_all:
        return "counted-together"
    if follow_up.covers == "listed":
        if asked.inspection in scope and (follow_up.in_scope or 0) >= everything:
            return "not-known"
        listed = len({_asked_by(graph, e) for e in _words_of(graph, visit)})
        more = follow_up.in_scope is not None and follow_up.in_scope > listed
        return "not-named" if more else "not-followed-up"
    if follow_up.covers == "all" and asked.inspection not in scope:
        return "not-followed-up"
    return "not-known"


def _words_of(graph: Graph, visit: str) -> tuple[Entry, ...]:
    """A visit's own words on earlier recommendations, without what was claimed after it."""
    own = f"{visit}/"
    return tuple(e for e in graph.of(visit, "progress") if not _asked_by(graph, e).startswith(own))


def _scope(graph: Graph, visit: str) -> tuple[str, ...]:
    asking = {name for name in graph.chains[visit] if asks(graph, name)}
    return followed_up(graph.inspections, visit, asking)


def closed(graph: Graph, asked: Entry, said: Iterable[Said]) -> bool:
    """Whether the last verified word on every addressee's part was that it is closed."""
    addressees = cast("Recommendation", asked.record).addressees
    latest: dict[str | None, str] = {}
    for one in said:
        for entry in (*one.claims, *one.entries):
            record = cast("Progress", entry.record)
            status = word(graph.framework(entry.inspection).statuses, record.status)
            if status is not None and voice(graph, entry) == "verified":
                latest[record.addressee] = status.meaning
    parts = addressees if None not in latest else (*latest, *addressees)
    meanings = [latest.get(part, latest.get(None)) for part in parts] or list(latest.values())
    return bool(latest) and all(m in _CLOSED for m in meanings)


_CLOSED = ("done", "not-done", "out-of-scope")


def closed_for(graph: Graph, asked: Entry, visit: str) -> set[str]:
    """The addressees whose part visits before this one verified as closed."""
    found: set[str] = set()
    for one in follow(graph, asked, upto=visit).said[:-1]:
        for entry in one.entries:
            record = cast("Progress", entry.record)
            status = word(graph.framework(entry.inspection).statuses, record.status)
            if status and record.addressee and voice(graph, entry) == "verified":
                closed = status.meaning in _CLOSED
                (found.add if closed else found.discard)(record.addressee)
    return found


def voice(graph: Graph, entry: Entry) -> Voice:
    """Whose word a progress entry is: an inspectorate's, the editor's, or another body's claim."""
    inspection = graph.inspections[entry.inspection]
    by = cast("Progress", entry.record).by
    if by == EDITOR or "status" in inspection.editorial:
        return "editor"
    return "verified" if by is None or by in inspection.inspecting else "claimed"


def said_on(graph: Graph, entry: Entry) -> tuple[int, int, int]:
    """When a word on a recommendation was said: its own date, or its visit's."""
    date = cast("Progress", entry.record).date
    return date.sort if date else when(graph.inspections[entry.inspection])


def _asked_by(graph: Graph, entry: Entry) -> str:
    """The address of the recommendation that a progress entry is on."""
    typed = cast("Progress", entry.record).recommendation
    target = graph.addresses.find(typed, entry.inspection, ("recommendation",))
    return target.entry.address if target else typed


def tally(graph: Graph, visit: str) -> Tally | None:
    """How a visit's words on recommendations add up; None for a visit that follows nothing up."""
    follow_up = graph.inspections[visit].follow_up
    entries = _words_of(graph, visit)
    earlier = before(graph.chains[visit], visit)
    if not earlier or (follow_up is None and not entries):
        return None
    if not graph.framework(visit).statuses:
        return None  # it tells in words alone
    single, several, mentioned = _counted(graph, visit, entries)
    together: list[tuple[str, tuple[str, ...], int]] = []
    if follow_up and follow_up.counts:
        single, several, together = _by_counts(follow_up, single, several)
    in_scope = follow_up.in_scope if follow_up else None
    counted = single.total() + several.total() + sum(n for *_, n in together)
    not_known = max((in_scope if in_scope is not None else mentioned) - counted, 0)
    order = [status.id for status in graph.framework(visit).statuses]
    return Tally(
        visit,
        in_scope,
        tuple(
            sorted(
                ((status, side, n) for (status, side), n in single.items()),
                key=lambda row: (VOICES.index(row[1]), order.index(row[0])),
            )
        ),
        tuple(
            (tuple(sorted(statuses, key=[*order, NOT_KNOWN].index)), side, n)
            for (statuses, side), n in several.items()
        ),
        tuple(
            (about, tuple(sorted(statuses, key=order.index)), n) for about, statuses, n in together
        ),
        not_known,
        _outside(graph, visit, earlier, mentioned),
    )


Single = Counter[tuple[str, Voice]]
Several = Counter[tuple[tuple[str, ...], Voice]]


def _counted(graph: Graph, visit: str, entries: Iterable[Entry]) -> tuple[Single, Several, int]:
    """Recommendations at one status, those at several, and how many are mentioned at all.

    Of the words on one addressee the weightiest counts: what an inspectorate verified, else what
    the editor reads, else what the addressee claims; of several addressees, the least weighty.
    """
    by_ask: dict[str, dict[str | None, tuple[Voice, str]]] = {}
    for entry in sorted(entries, key=lambda e: said_on(graph, e)):
        record = cast("Progress", entry.record)
        words = by_ask.setdefault(_asked_by(graph, entry), {})
        side = voice(graph, entry)
        known = words.get(record.addressee)
        if record.status and (not known or VOICES.index(side) <= VOICES.index(known[0])):
            words[record.addressee] = side, record.status
    single: Single = Counter()
    several: Several = Counter()
    for address, words in by_ask.items():
        statuses = sorted({status for _, status in words.values()})
        if statuses and _is_partly_unknown(graph, visit, address, set(words)):
            statuses.append(NOT_KNOWN)
        sides = {side for side, _ in words.values()}
        side = max(sides, key=VOICES.index, default="verified")
        if side == "claimed" and len(sides) > 1:
            side = "partly"
        if len(statuses) == 1:
            single[statuses[0], side] += 1
        elif statuses:
            several[tuple(statuses), side] += 1
    return single, several, len(by_ask)


NOT_KNOWN = ""
"""Stands for the status of an addressee that nothing is known of."""


def _is_partly_unknown(graph: Graph, visit: str, asked: str, spoken_of: set[str | None]) -> bool:
    """Whether there are addressees of whom nothing was said, where others were spoken of."""
    entry = graph.entries.get(asked)
    if entry is None or None in spoken_of:
        return False
    silent = set(cast("Recommendation", entry.record).addressees) - spoken_of
    return bool(silent - closed_for(graph, entry, visit)) if silent else False


def _by_counts(
    follow_up: FollowUp, single: Single, several: Several
) -> tuple[Single, Several, list[tuple[str, tuple[str, ...], int]]]:
    """The inspectorate's own counts, and beside them only entries that no count speaks of."""
    spoken_of = {status for count in follow_up.counts for status in count.status}
    alone = Counter({key: n for key, n in single.items() if key[0] not in spoken_of})
    apart = Counter({key: n for key, n in several.items() if not spoken_of & set(key[0])})
    together: list[tuple[str, tuple[str, ...], int]] = []
    for count in follow_up.counts:
        if len(count.status) == 1 and not count.about:
            alone[count.status[0], "verified"] += count.n
        else:
            together.append((count.about or "", count.status, count.n))
    return alone, apart, together


def _outside(graph: Graph, visit: str, earlier: tuple[str, ...], mentioned: int) -> int | None:
    """How many open asks of earlier visits a visit did not follow up; None if that is not known."""
    follow_up = graph.inspections[visit].follow_up
    if follow_up is None or follow_up.missing or follow_up.covers not in ("all", "listed"):
        return None
    asked = [e for name in earlier for e in asks(graph, name)]
    outcomes = Counter(follow(graph, e, upto=visit).said[-1].outcome for e in asked)
    if follow_up.covers == "all" or follow_up.in_scope is None:
        return outcomes["not-followed-up"]
    open_asks = len(asked) - outcomes["closed-earlier"] - outcomes["replaced"]
    return max(open_asks - max(follow_up.in_scope, mentioned), 0)


def asks(graph: Graph, visit: str) -> tuple[Entry, ...]:
    """What a visit asked for: its recommendations, without those whose kind only holds others.

    One that a later visit has a word on all the same is among them.
    """
    return tuple(
        e
        for e in graph.of(visit, "recommendation")
        if graph.is_counted(e) or graph.to(e.address, "recommendation", "progress")
    )


def _figure_pairs(graph: Graph, visit: str, earlier: tuple[str, ...]) -> Iterable[FigurePair]:
    for entry in graph.of(visit, "figure"):
        for connection in cast("Figure", entry.record).follows:
            target = graph.addresses.find(connection.address, visit, ("figure",))
            if target is not None and target.entry.inspection in earlier:
                yield FigurePair(target.entry, entry, connection, target.part)


def _finding_pairs(graph: Graph, visit: str, earlier: tuple[str, ...]) -> Iterable[FindingPair]:
    for entry in graph.of(visit, "finding"):
        for connection in cast("Finding", entry.record).follows:
            target = graph.addresses.find(connection.address, visit, ("finding",))
            if target is not None and target.entry.inspection in earlier:
                yield FindingPair(target.entry, entry, connection)


def _grades(graph: Graph, visits: tuple[str, ...]) -> Iterable[GradeRow]:
    names = lineage(graph.framework(visit) for visit in visits)
    rows: dict[tuple[str, str, tuple[str, str]], dict[str, Entry]] = {}
    for visit in visits:
        grades = [(e, cast("Grade", e.record)) for e in graph.of(visit, "grade")]
        keys = [
            (names.get(g.criterion, g.criterion), (g.body or "", g.about or "")) for _, g in grades
        ]
        for (entry, grade), (name, what) in zip(grades, keys, strict=True):
            rows.setdefault((name, "", what), {})
            whose = ""
            if keys.count((name, what)) > 1 and grade.by not in graph.lead(visit):
                whose = grade.by or ""
            if visit in rows.setdefault((name, whose, what), {}):
                whose = f"{whose} {entry.id}"  # never drop one of several by the same body
            rows.setdefault((name, whose, what), {})[visit] = entry
    inspected = graph.inspections[visits[-1]].bodies
    of_visited = sorted(
        rows.items(), key=lambda row: 0 if row[0][2][0] in inspected else 1 + bool(row[0][2][0])
    )
    for (_, whose, (body, about)), by_visit in of_visited:
        if not by_visit:
            continue
        cells = tuple(by_visit.get(visit) for visit in visits)
        last = next(c for c in reversed(cells) if c is not None)
        criterion = cast("Grade", last.record).criterion
        change, direction, since = _change(graph, cells)
        origins = tuple(_origins(graph, last.inspection, criterion))
        same = {names.get(criterion, criterion)}
        known = tuple(
            any(names.get(c.id, c.id) in same for c in graph.framework(name).criteria)
            for name in visits
        )
        if not known[-1] and cells[-1] is None:
            change = "retired"
        yield GradeRow(
            criterion,
            cells,
            known,
            change,
            direction,
            since,
            whose.partition(" ")[0],
            body,
            about,
            origins,
        )


def _origins(
    graph: Graph, visit: str, name: str
) -> Iterable[tuple[Literal["split", "merged"], tuple[str, ...]]]:
    criterion = criterion_of(graph.framework(visit), name)
    if criterion and criterion.split_from:
        yield "split", criterion.split_from
    if criterion and criterion.merged_from:
        yield "merged", criterion.merged_from


def _change(graph: Graph, cells: tuple[Entry | None, ...]) -> tuple[Change, Direction | None, str]:
    """What may be said of the last grade: a direction only within one comparable scale."""
    now = cells[-1]
    if now is None:
        return "ungraded", None, ""
    grade = cast("Grade", now.record)
    if grade.grade is None:
        return ("no-grade" if grade.no_grade else "not-known"), None, ""
    if grade.carried_from:
        return "carried", None, grade.carried_from
    then = next((c for c in reversed(cells[:-1]) if c is not None and _is_fresh(c)), None)
    if then is None:
        earlier = [cast("Grade", c.record) for c in cells[:-1] if c is not None]
        if any(g.missing for g in earlier):
            return "earlier-not-known", None, ""
        return "earlier-no-grade" if earlier else "first", None, ""
    bodies = [
        {cast("Grade", c.record).body} - {None} or set(graph.inspections[c.inspection].bodies)
        for c in (then, now)
    ]
    if all(bodies) and not bodies[0] & bodies[1]:
        return "other-body", None, then.inspection
    ranks = _ranks(graph, then, now)
    if ranks is None:
        return "other-scale", None, then.inspection
    if _was_split(graph, now, then):
        return "split", None, then.inspection
    before_it, after = ranks
    direction: Direction = "same"
    if before_it != after:
        direction = "better" if after < before_it else "worse"
    return "comparable", direction, then.inspection


def _was_split(graph: Graph, now: Entry, then: Entry) -> bool:
    """Whether a part of a criterion became one of its own between two grades."""
    own = cast("Grade", now.record).criterion
    known = {c.id for c in graph.framework(then.inspection).criteria}
    return any(
        own in c.split_from and c.id not in known for c in graph.framework(now.inspection).criteria
    )


def _is_fresh(cell: Entry) -> bool:
    grade = cast("Grade", cell.record)
    return grade.grade is not None and grade.carried_from is None


def _ranks(graph: Graph, *cells: Entry) -> tuple[int, ...] | None:
    """Where grades stand on one scale, 0 being the best; None where no scale holds them all."""
    frameworks = [graph.framework(cell.inspection) for cell in cells]
    names = [graph.inspections[cell.inspection].framework or "" for cell in cells]
    grades = [cast("Grade", cell.record) for cell in cells]
    scales = [scale_of(f, g) for f, g in zip(frameworks, grades, strict=True)]
    found = [scale for scale in scales if scale is not None]
    if len(found) != len(cells):
        return None
    pairs = list(zip(names, found, strict=True))
    if not all(may_compare(pairs[0], other) for other in pairs[1:]):
        return None
    given = [grade.grade for grade in grades]
    for scale in reversed(found):
        order = ranked(scale)
        if all(value in order for value in given):
            return tuple(order.index(str(value)) for value in given)
    if len({len(scale.values) for scale in found}) > 1:
        return None
    return tuple(ranked(s).index(str(v)) for s, v in zip(found, given, strict=True))
