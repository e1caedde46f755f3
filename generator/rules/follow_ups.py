"""What a revisit says fits what it follows up and how it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from generator.catalogue import Entry
from generator.chains import before, followed_up
from generator.problems import SHORT_LIST, Problem
from generator.records import NOT_ENTERED, FollowUp, Inspection, Progress, Recommendation
from generator.rules.whole import Found, Whole


def problems(whole: Whole) -> Found:
    """Progress outside its chain, entries and counts that do not fit, asks left out."""
    progress: dict[str, list[tuple[Entry, Progress]]] = defaultdict(list)
    asked: dict[str, list[Entry]] = defaultdict(list)
    visits: dict[str, Entry] = {}
    for entry in whole.catalogue.entries:
        if isinstance(entry.record, Progress):
            progress[entry.inspection].append((entry, entry.record))
        elif isinstance(entry.record, Recommendation) and whole.is_counted(entry):
            asked[entry.inspection].append(entry)
        elif isinstance(entry.record, Inspection):
            visits[entry.id] = entry
    for name, entry in visits.items():
        inspection = whole.inspections[name]
        said, claimed = _words(whole, name, progress[name])
        for at, record in progress[name]:
            yield from _points_once(at, record)
            yield from _entered(inspection, at, record)
            target = whole.addresses.find(record.recommendation, name, ("recommendation",))
            if target is not None:
                yield from _fitting(whole, name, at, record, target.entry)
        follow_up = inspection.follow_up
        if follow_up is None:
            continue
        if not inspection.follows:
            message = f'"{name}" has a follow_up but follows no inspection'
            place = entry.place("follow_up", key=True)
            yield Problem("follow-up", place, message, "add `follows: <inspection>`")
            continue
        asking = {visit for visit, entries in asked.items() if entries}
        covered = followed_up(whole.inspections, name, asking)
        settled = _settled(whole, name, progress)
        wanted = [a for visit in covered for a in asked[visit] if a.address not in settled]
        if not all(_is_found(whole, name, record) for _, record in progress[name]):
            wanted = _told_of(wanted, said)  # what seems left out may be what is misspelt
        yield from _covered(entry, follow_up, said, wanted, claimed)


Words = list[tuple[Entry, Progress, str]]
"""What a visit says of recommendations: its entry, the record, the recommendation's address."""


def _words(
    whole: Whole, name: str, progress: Iterable[tuple[Entry, Progress]]
) -> tuple[Words, set[str]]:
    """A visit's own words on what others asked, and what there are only claims of bodies on."""
    said: Words = []
    claimed: set[str] = set()
    for at, record in progress:
        target = whole.addresses.find(record.recommendation, name, ("recommendation",))
        if target is None or target.entry.inspection == name:
            continue
        if whole.is_claim(name, record):
            claimed.add(target.entry.address)
        else:
            said.append((at, record, target.entry.address))
    return said, claimed


def _is_found(whole: Whole, name: str, record: Progress) -> bool:
    return whole.addresses.find(record.recommendation, name, ("recommendation",)) is not None


def _told_of(asked: list[Entry], said: Words) -> list[Entry]:
    told = {address for *_, address in said}
    return [entry for entry in asked if entry.address in told]


def _settled(
    whole: Whole, visit: str, progress: Mapping[str, list[tuple[Entry, Progress]]]
) -> set[str]:
    """Asks that earlier visits closed or carried on, so that no word is owed on them."""
    found: set[str] = set()
    for earlier in before(whole.chains.get(visit, ()), visit):
        framework = whole.framework_of(earlier)
        closing = {s.id for s in (framework.statuses if framework else ()) if s.meaning in _CLOSED}
        for _, record in progress[earlier]:
            target = whole.addresses.find(record.recommendation, earlier, ("recommendation",))
            closed = record.status in closing and not whole.is_claim(earlier, record)
            if target is not None and record.addressee is None:
                (found.add if closed else found.discard)(target.entry.address)
        found |= whole.carried_on.get(earlier, set())
    return found


_CLOSED = ("done", "not-done", "out-of-scope")


def _entered(inspection: Inspection, at: Entry, record: Progress) -> Found:
    """What a new revisit begins with is for those who write, and no word of the visit."""
    if record.missing != NOT_ENTERED:
        return
    if record.status or record.text:
        message = "this entry has a word of the visit, and still says that it has none"
        yield Problem("not-entered", at.place("missing"), message, "delete `missing`")
    elif inspection.state == "published" and record.state != "draft":
        message = "this visit is published, and its word on this has not been entered"
        way = "put `status` in its place; or say in `missing`, for readers, what is not known"
        yield Problem("not-entered", at.place("missing"), message, way)


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
    if asked.inspection == name:
        yield from _between_visits(at, record)
    elif asked.inspection not in earlier:
        message = (
            f'"{name}" does not follow up "{asked.inspection}", '
            f'so it has no word on "{record.recommendation}"'
        )
        way = "if it does, set `follows` in its inspection.yml"
        if earlier:
            way = f"an entry is on a recommendation of {', '.join(earlier)}"
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
    speaks_for = whole.came_before(record.addressee) if record.addressee else set()
    if record.addressee and not speaks_for & set(recommendation.addressees):
        message = f'"{record.addressee}" is no addressee of "{record.recommendation}"'
        way = f"choose one of its addressees: {', '.join(recommendation.addressees)}"
        if not recommendation.addressees:
            way = "it names none; delete `addressee`, or add `addressees` to it"
        yield Problem("follow-up", at.place("addressee"), message, way)


def _between_visits(at: Entry, record: Progress) -> Found:
    """Beside the recommendations themselves stands only what was said between visits."""
    if record.by is None or record.date is None:
        message = "what is said between visits names whose word it is, and when it was said"
        way = "add `by` and `date`, or put it in the folder of the visit that saw this"
        yield Problem("follow-up", at.place("recommendation"), message, way)


def _named(asked: Iterable[Entry]) -> str:
    names = [entry.address for entry in asked]
    return ", ".join(names[:SHORT_LIST]) + (", ..." if len(names) > SHORT_LIST else "")


def _covered(
    visit: Entry,
    follow_up: FollowUp,
    said: Words,
    asked: list[Entry],
    claimed: set[str],
) -> Found:
    scope = follow_up.in_scope
    mentioned = {address for _, _, address in said}
    asked = [entry for entry in asked if entry.record.state != "withdrawn"]
    told = sum(count.n for count in follow_up.counts) >= len(asked) > 0
    if follow_up.covers == "all" and not told:
        for entry in (e for e in asked if e.address not in mentioned):
            message = (
                f'this visit covers all recommendations, but has no entry for "{entry.address}"'
            )
            way = "add one (with `missing` if nothing is known), or say `covers: listed`"
            if entry.address in claimed:
                message = (
                    f'on "{entry.address}" there is only the claim of a body, '
                    "and this visit covers all recommendations"
                )
                way = "add the inspectorate's own word (with `missing` if it gave none)"
            yield Problem("follow-up", visit.place("follow_up", "covers"), message, way)
    if follow_up.covers == "none" and said:
        message = "this visit gives no status (`covers: none`), so this entry contradicts it"
        way = "delete the entry, or say `covers: listed`"
        yield Problem("follow-up", said[0][0].place("recommendation"), message, way)
    if follow_up.covers == "all" and scope is not None and scope < len(asked):
        message = (
            f"`in_scope` is {scope}, but {len(asked)} were asked and this visit covers all of them"
        )
        way = f"mend the number, or say `covers: listed`; asked were {_named(asked)}"
        yield Problem("follow-up", visit.place("follow_up", "in_scope"), message, way)
    elif scope is not None and len(mentioned) > scope:
        message = f"there are entries on {len(mentioned)} recommendations, and {scope} in scope"
        way = f"mend the number, or delete an entry; there are {', '.join(sorted(mentioned))}"
        yield Problem("follow-up", visit.place("follow_up", "in_scope"), message, way)
    counted = sum(count.n for count in follow_up.counts)
    if scope is not None and counted > scope:
        message = f"the counts come to {counted}, and {scope} are in scope"
        way = "look both up in the report, and mend the one that is mistyped"
        yield Problem("sum", visit.place("follow_up", "counts"), message, way)
    elif follow_up.counts:
        yield from _entries_fit(visit, follow_up, _by_status(said))


def _entries_fit(visit: Entry, follow_up: FollowUp, given: Mapping[str, int]) -> Found:
    """Whether the statuses given one by one fit into the counts."""
    counted = sum(count.n for count in follow_up.counts)
    in_counts = {status for count in follow_up.counts for status in count.status}
    room = [(frozenset(count.status), count.n) for count in follow_up.counts]
    if follow_up.in_scope is not None:
        room.append((frozenset(given), follow_up.in_scope - counted))
        in_counts |= set(given)
    crowded = _crowded({s: n for s, n in given.items() if s in in_counts}, room)
    if crowded:
        have = sum(given[s] for s in crowded)
        most = sum(n for statuses, n in room if statuses & crowded)
        names = " or ".join(s for s in given if s in crowded)
        say = "1 entry says" if have == 1 else f"{have} entries say"
        message = f"{say} {names}, and the counts leave room for {most}"
        place = visit.place("follow_up", "counts")
        yield Problem("follow-up", place, message, "mend the counts or the entries")


def _crowded(given: Mapping[str, int], room: list[tuple[frozenset[str], int]]) -> set[str]:
    """Statuses that have more entries than the counts which name them have room for.

    Each entry takes a place in a count that names its status; where all are taken, entries of
    other statuses move on to free one, as in a matching of people and seats.
    """
    taken = [dict.fromkeys(statuses, 0) for statuses, _ in room]
    for status, entries in given.items():
        for _ in range(entries):
            reached = {status: (-1, "")}  # from which count, and for whom, a status was moved on
            waiting, free = [status], None
            while waiting and free is None:
                mover = waiting.pop(0)
                for index, (statuses, size) in enumerate(room):
                    if mover not in statuses:
                        continue
                    if sum(taken[index].values()) < size:
                        free = (index, mover)
                        break
                    for other, n in taken[index].items():
                        if n and other not in reached:
                            reached[other] = (index, mover)
                            waiting.append(other)
            if free is None:
                return set(reached)
            index, mover = free
            while True:
                taken[index][mover] += 1
                left, instead = reached[mover]
                if left < 0:
                    break
                taken[left][mover] -= 1
                index, mover = left, instead
    return set()


def _by_status(said: Iterable[tuple[Entry, Progress, str]]) -> Counter[str]:
    """How many recommendations have one status by all that was said of them."""
    statuses: dict[str, set[str | None]] = defaultdict(set)
    for _, record, address in said:
        statuses[address].add(record.status)
    return Counter(
        status for found in statuses.values() if len(found) == 1 for status in found if status
    )
