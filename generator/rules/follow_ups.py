"""What a revisit says fits what it follows up and how it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from generator.catalogue import Entry
from generator.chains import before
from generator.problems import Problem
from generator.records import FollowUp, Inspection, Progress, Recommendation
from generator.rules.whole import Found, Whole


def problems(whole: Whole) -> Found:
    """Progress outside its chain, entries and counts that do not fit, asks left out."""
    progress: dict[str, list[tuple[Entry, Progress]]] = defaultdict(list)
    asked: dict[str, list[Entry]] = defaultdict(list)
    visits: dict[str, Entry] = {}
    for entry in whole.catalogue.entries:
        if isinstance(entry.record, Progress):
            progress[entry.inspection].append((entry, entry.record))
        elif isinstance(entry.record, Recommendation):
            asked[entry.inspection].append(entry)
        elif isinstance(entry.record, Inspection):
            visits[entry.id] = entry
    for name, entry in visits.items():
        inspection = whole.inspections[name]
        said: list[tuple[Entry, Progress, str]] = []
        for at, record in progress[name]:
            yield from _points_once(at, record)
            target = whole.addresses.find(record.recommendation, name, ("recommendation",))
            if target is not None:
                yield from _fitting(whole, name, at, record, target.entry)
                said.append((at, record, target.entry.address))
        follow_up = inspection.follow_up
        if follow_up is None:
            continue
        if inspection.follows is None:
            message = f'"{name}" has a follow_up but follows no inspection'
            place = entry.place("follow_up", key=True)
            yield Problem("follow-up", place, message, "add `follows: <inspection>`")
            continue
        yield from _covered(entry, follow_up, said, asked[inspection.follows])


def _points_once(at: Entry, record: Progress) -> Found:
    seen: set[str] = set()
    for index, point in enumerate(record.points):
        if point.point in seen:
            message = f'the point "{point.point}" stands twice in this entry'
            place = at.place("points", index, "point")
            yield Problem("duplicate-id", place, message, "join the two")
        seen.add(point.point)


def _fitting(whole: Whole, name: str, at: Entry, record: Progress, asked: Entry) -> Found:
    earlier = before(whole.chains.get(name, ()), name)
    if asked.inspection not in earlier:
        message = (
            f'"{name}" does not follow up "{asked.inspection}", '
            f'so it has no word on "{record.recommendation}"'
        )
        way = "set `follows` in its inspection.yml"
        if earlier:
            way = f"it follows up {', '.join(earlier)}"
        yield Problem("follow-up", at.place("recommendation"), message, way)
    recommendation = asked.record
    if not isinstance(recommendation, Recommendation):
        return
    known = [p.id for p in recommendation.points if p.id]
    for index, point in enumerate(record.points):
        if point.point not in known:
            message = f'"{record.recommendation}" has no point "{point.point}"'
            way = f"its points: {', '.join(known)}" if known else "it has none"
            yield Problem("unknown-address", at.place("points", index, "point"), message, way)
    if record.addressee and record.addressee not in recommendation.addressees:
        message = f'"{record.addressee}" is no addressee of "{record.recommendation}"'
        way = f"its addressees: {', '.join(recommendation.addressees)}"
        if not recommendation.addressees:
            way = "it names none"
        yield Problem("follow-up", at.place("addressee"), message, way)


def _covered(
    visit: Entry,
    follow_up: FollowUp,
    said: list[tuple[Entry, Progress, str]],
    asked: list[Entry],
) -> Found:
    scope = follow_up.in_scope
    mentioned = {address for _, _, address in said}
    asked = [entry for entry in asked if entry.record.state != "withdrawn"]
    if follow_up.covers == "all":
        for entry in (e for e in asked if e.address not in mentioned):
            message = (
                f'this visit covers all recommendations, but has no entry for "{entry.address}"'
            )
            way = "add one (with `missing` if nothing is known), or say `covers: listed`"
            yield Problem("follow-up", visit.place("follow_up", "covers"), message, way)
    if follow_up.covers == "none" and said:
        message = "this visit gives no status (`covers: none`), so this entry contradicts it"
        way = "delete the entry, or say `covers: listed`"
        yield Problem("follow-up", said[0][0].place("recommendation"), message, way)
    if follow_up.covers == "all" and scope is not None and scope < len(asked):
        message = (
            f"`in_scope` is {scope}, but {len(asked)} were asked and this visit covers all of them"
        )
        yield Problem(
            "follow-up", visit.place("follow_up", "in_scope"), message, "mend one of them"
        )
    elif scope is not None and len(mentioned) > scope:
        message = f"there are entries on {len(mentioned)} recommendations, and {scope} in scope"
        yield Problem(
            "follow-up", visit.place("follow_up", "in_scope"), message, "mend one of them"
        )
    counted = sum(count.n for count in follow_up.counts)
    if scope is not None and counted > scope:
        message = f"the counts come to {counted}, and {scope} are in scope"
        yield Problem("sum", visit.place("follow_up", "counts"), message, "mend one of them")
    elif follow_up.counts:
        yield from _entries_fit(visit, follow_up, _by_status(said))


def _entries_fit(visit: Entry, follow_up: FollowUp, given: Mapping[str, int]) -> Found:
    """Whether the statuses given one by one fit into the counts (Hall's condition)."""
    counted = sum(count.n for count in follow_up.counts)
    in_counts = {status for count in follow_up.counts for status in count.status}
    spare = follow_up.in_scope - counted if follow_up.in_scope is not None else None
    statuses = [s for s in given if s in in_counts or spare is not None]
    for size in range(1, len(statuses) + 1):
        for chosen in combinations(statuses, size):
            room = sum(c.n for c in follow_up.counts if set(c.status) & set(chosen))
            room += spare or 0
            have = sum(given[s] for s in chosen)
            if have > room:
                names = " or ".join(chosen)
                say = "1 entry says" if have == 1 else f"{have} entries say"
                message = f"{say} {names}, and the counts leave room for {room}"
                place = visit.place("follow_up", "counts")
                yield Problem("follow-up", place, message, "mend the counts or the entries")
                return


def _by_status(said: Iterable[tuple[Entry, Progress, str]]) -> Counter[str]:
    """How many recommendations have one status by all that was said of them."""
    statuses: dict[str, set[str | None]] = defaultdict(set)
    for _, record, address in said:
        statuses[address].add(record.status)
    return Counter(
        status for found in statuses.values() if len(found) == 1 for status in found if status
    )
