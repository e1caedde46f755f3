"""What holds only between files: ids, addresses, cycles, sums. Yields problems and nothing else.

It sees every record, hidden ones too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import PurePosixPath
from typing import Any

from generator import prose
from generator.addresses import NAMES, Addresses, parts
from generator.catalogue import DEFAULT_FRAMEWORK, Catalogue, ContentPage, Entry
from generator.chains import before, chains
from generator.problems import Problem, Problems, nearest
from generator.records import (
    EDITOR,
    RESERVED_SECTIONS,
    Figure,
    FollowUp,
    Framework,
    Grade,
    Inspection,
    Marked,
    Progress,
    Recommendation,
    Ref,
    Scale,
    Section,
    Word,
    walk,
)
from generator.source import Location, Source
from generator.states import Edition, states

Found = Iterator[Problem]

PANELS = ("latest", "comparison", "counts", "recommendations")
"""The live panels that a hand-written page may hold."""

MADE_PAGES = frozenset(
    {"inspections", "recommendations", "findings", "case-studies", "notable-practice", "themes"}
    | {"bodies", "frameworks", "glossary", "corrections", "search", "data", "assets", "feed.xml"}
)
"""First parts of addresses that are made from records."""


def resolve(catalogue: Catalogue, edition: Edition | None = None) -> Addresses:
    """The addresses of a catalogue in which everything holds.

    With an edition, what it shows must not need what it hides.

    Raises:
        Problems: everything that does not hold.
    """
    addresses = Addresses(catalogue.entries)
    whole = _Whole(catalogue, addresses, edition)
    problems = list(whole.problems())
    if problems:
        raise Problems(problems)
    return addresses


class _Whole:
    """The catalogue seen as one, with the look-ups that every rule needs."""

    def __init__(self, catalogue: Catalogue, addresses: Addresses, edition: Edition | None) -> None:
        self.catalogue = catalogue
        self.addresses = addresses
        self.edition = edition
        self.inspections: dict[str, Inspection] = {
            e.id: e.record for e in catalogue.entries if isinstance(e.record, Inspection)
        }
        self.frameworks: dict[str, Framework] = {
            e.id: e.record for e in catalogue.entries if isinstance(e.record, Framework)
        }
        self.chains = chains(self.inspections)
        self.files = frozenset(catalogue.files)

    def problems(self) -> Found:
        yield from self.identities()
        for entry in self.catalogue.entries:
            if entry.address.startswith("bodies/") and entry.kind == "milestone":
                continue  # walked as part of its body
            yield from self.references(entry)
        for page in self.catalogue.pages:
            yield from self.page(page)
        yield from self.cycles()
        for entry in self.catalogue.entries:
            if isinstance(entry.record, Figure):
                yield from self.sums(entry, entry.record)
            elif isinstance(entry.record, Grade):
                yield from self.grade(entry, entry.record)
            elif isinstance(entry.record, Framework):
                yield from self.framework(entry, entry.record)
            elif isinstance(entry.record, Section) and entry.id in RESERVED_SECTIONS:
                message = f'a section cannot be called "{entry.id}": a page of that name is made'
                yield Problem("reserved-id", entry.place("id"), message, "choose another id")
        yield from self.parts_of_figures()
        yield from self.follow_ups()
        if self.edition is not None:
            yield from self.shown_alone(self.edition)

    # Identity

    def identities(self) -> Found:
        first: dict[str, Entry] = {}
        anchors: dict[str, tuple[Entry, str]] = {}
        for entry in self.catalogue.entries:
            if entry.kind == "progress":
                yield from self._same(first, entry, entry.address, "recommendation")
                continue
            space = "/".join(filter(None, (entry.inspection, entry.id))) or entry.address
            key = space if entry.inspection and entry.kind != "inspection" else entry.address
            if entry.kind == "term" and entry.inspection:
                key = entry.address
            yield from self._same(first, entry, key, "id")
            for part in parts(entry.record):
                anchors.setdefault(f"{key}-{part}", (entry, part))
        for address, (entry, part) in anchors.items():
            if address in first:
                message = f'"{part}" of "{entry.id}" has the same address as the record "{address}"'
                yield Problem("duplicate-id", entry.place("id"), message, "rename one of them")
        for entry in self.catalogue.entries:
            names = Counter(parts(entry.record))
            for name in (n for n, count in names.items() if count > 1):
                message = f'"{entry.id}" has two parts called "{name}"'
                yield Problem("duplicate-id", entry.place("id"), message, "rename one of them")

    def _same(self, first: dict[str, Entry], entry: Entry, key: str, field: str) -> Found:
        if key in first:
            other = first[key].place(field)
            what = f'the id "{entry.id}"' if field == "id" else "an entry on this recommendation"
            message = f"{what} stands twice, first at {other.path}:{other.line}"
            hint = "an id is used once in an inspection, whatever its kind; choose another"
            if field != "id":
                hint = "join the two, or name the `addressee` of each"
            yield Problem("duplicate-id", entry.place(field), message, hint)
        else:
            first[key] = entry

    # References, words and texts

    def references(self, entry: Entry) -> Found:
        framework = self.framework_of(entry.inspection)
        for at, mark, value in walk(entry.record):
            if isinstance(mark, Ref):
                yield from self.reference(entry, at, mark, value)
            elif isinstance(mark, Word):
                if entry.inspection and framework is not None:
                    yield from self.word(entry, at, mark, value, framework)
            elif isinstance(mark, Marked) and mark.what == "prose":
                yield from self.text(entry, at, value)

    def reference(self, entry: Entry, at: Location, mark: Ref, value: str) -> Found:
        if value == EDITOR and EDITOR in mark.kinds:
            return
        target = self.addresses.find(value, entry.inspection, mark.kinds)
        if target is not None and not target.part:
            return
        what = " or ".join(NAMES[kind] for kind in mark.kinds)
        anything = self.addresses.find(value, entry.inspection)
        if anything is not None:
            is_a = NAMES[anything.entry.kind]
            message = f'"{value}" is a {is_a}, and a {what} is wanted here'
            if anything.part:
                message = f'"{value}" is a part of a {is_a}; name the whole here'
        else:
            message = f'no {what} is called "{value}"'
        hint = self.addresses.suggestion(value, entry.inspection, mark.kinds)
        yield Problem("unknown-address", entry.place(*at), message, hint)

    def framework_of(self, inspection: str) -> Framework | None:
        if inspection not in self.inspections:
            return None
        name = self.inspections[inspection].framework or DEFAULT_FRAMEWORK
        return self.frameworks.get(name)

    def word(
        self, entry: Entry, at: Location, mark: Word, value: str, framework: Framework
    ) -> Found:
        words = {word.id for word in getattr(framework, mark.list)}
        if mark.list == "kinds":
            words = {k.id for k in framework.kinds if k.family == entry.kind}
        if value in words:
            return
        name = self.inspections[entry.inspection].framework or DEFAULT_FRAMEWORK
        message = (
            f'"{value}" is not among the {mark.list.replace("_", " ")} of the framework "{name}"'
        )
        listing = f"known: {', '.join(sorted(words))}" if words else "it has none"
        hint = ". ".join(filter(None, (nearest(value, words), listing)))
        yield Problem("unknown-word", entry.place(*at), message, hint)

    def text(self, entry: Entry, at: Location, value: str) -> Found:
        parsed = prose.parse(value)
        if parsed.headings:
            words = parsed.headings[0].text
            yield Problem(
                "heading",
                entry.source.within((*entry.at, *at), words.split("\n", 1)[0]),
                "there is a heading in this text; the parts of a page are records of their own",
                "take away the `#` or the line of dashes below it",
            )
        yield from self.links(entry.source, (*entry.at, *at), parsed, entry.inspection)
        folder = f"inspections/{entry.inspection}/"
        for path in parsed.paths:
            full = str(PurePosixPath(folder) / path)
            if not entry.inspection or full not in self.files:
                known = [f.removeprefix(folder) for f in self.files if f.startswith(folder)]
                message = f'there is no file "{path}" in {folder if entry.inspection else "data"}'
                hint = nearest(path, known) or "links outside start with https://"
                yield Problem(
                    "unknown-file", entry.source.within((*entry.at, *at), path), message, hint
                )

    def links(self, source: Source, at: Location, parsed: prose.Prose, inspection: str) -> Found:
        for address in parsed.records:
            if self.addresses.find(address, inspection) is None:
                message = f'nothing has the address "{address}"'
                hint = self.addresses.suggestion(address, inspection)
                yield Problem("unknown-address", source.within(at, address), message, hint)
        for image in parsed.images_without_alt:
            message = "this picture has no words for those who cannot see it"
            yield Problem(
                "no-alt", source.within(at, image), message, "write ![what it shows](...)"
            )
        for image in parsed.foreign_images:
            message = "this picture is fetched from another site"
            hint = "put the file beside the text and show it from there"
            yield Problem("foreign-image", source.within(at, image), message, hint)
        if parsed.dropped_links:
            message = "a link here leads nowhere, or to something that no page may carry"
            hint = "links start with https://, http:// or mailto:, or name a record"
            yield Problem("bad-link", source.within(at, "]("), message, hint)

    def page(self, page: ContentPage) -> Found:
        first = page.path.removesuffix(".md").removesuffix("/index").split("/")[0]
        if first in MADE_PAGES:
            message = f'a page at "/{first}/" is made from records, so none may be written there'
            yield Problem("reserved-id", page.source.at(1, 1), message, "choose another name")
        pieces = prose.panels(page.text)
        for panel in pieces[1::2]:
            if panel not in PANELS:
                message = f'there is no panel "{panel}"'
                hint = nearest(panel, PANELS) or f"known: {', '.join(PANELS)}"
                yield Problem(
                    "unknown-panel", page.source.within((), f"[panel:{panel}]"), message, hint
                )
        known = {p.path for p in self.catalogue.pages}
        for piece in pieces[::2]:
            parsed = prose.parse(piece)
            yield from self.links(page.source, (), parsed, "")
            for path in parsed.paths:
                target = path.partition("#")[0]
                full = page.path_to(target)
                if target.endswith(".md") and full not in known:
                    message = f'there is no page "{target}"'
                    hint = nearest(full, known)
                    yield Problem("unknown-page", page.source.within((), path), message, hint)

    # Cycles

    def cycles(self) -> Found:
        edges: dict[str, dict[str, list[tuple[str, Entry, Location]]]] = defaultdict(dict)
        wanted = {"follows", "parent", "part_of", "predecessors"}
        for entry in self.catalogue.entries:
            for at, mark, value in walk(entry.record):
                if (
                    isinstance(mark, Ref)
                    and at[0] in wanted
                    and at[-1] in (*wanted, "address", "body")
                ):
                    target = self.addresses.find(value, entry.inspection, mark.kinds)
                    if target is not None:
                        row = (target.entry.address, entry, at)
                        edges[str(at[0])].setdefault(entry.address, []).append(row)
        for field, graph in edges.items():
            yield from _cycles(field, graph)

    # Numbers

    def sums(self, entry: Entry, figure: Figure) -> Found:
        scale = self.scale(entry, figure.scale)
        if scale is None and (figure.counts or any(row.counts for row in figure.rows)):
            message = f'"{figure.id}" counts over a scale but names none'
            yield Problem("missing-key", entry.place(), message, "add `scale: ...`")
            return
        known = [value.id for value in scale.values] if scale else []
        whole = figure.counts or {}
        yield from self.counted(entry, ("counts",), whole, figure.n, known, figure.id)
        for index, row in enumerate(figure.rows):
            at = ("rows", index)
            yield from self.counted(
                entry, (*at, "counts"), row.counts or {}, row.n, known, row.title
            )
        rows = [row.counts for row in figure.rows if row.counts]
        if whole and rows and len(rows) == len(figure.rows):
            for grade in known:
                total = sum(row.get(grade, 0) for row in rows)
                if total != whole.get(grade, 0):
                    message = (
                        f'the rows of "{figure.id}" add up to {total} {grade}, '
                        f"and the whole says {whole.get(grade, 0)}"
                    )
                    yield Problem("sum", entry.place("counts", grade), message, "mend one of them")
        sizes = [row.n for row in figure.rows if row.n is not None]
        whole_known = figure.n is not None and sizes and len(sizes) == len(figure.rows)
        if whole_known and sum(sizes) != figure.n:
            message = f'the rows of "{figure.id}" add up to {sum(sizes)}, and `n` says {figure.n}'
            yield Problem("sum", entry.place("n"), message, "mend one of them")

    def counted(
        self,
        entry: Entry,
        at: Location,
        counts: Mapping[str, int],
        n: int | None,
        known: list[str],
        name: str,
    ) -> Found:
        for grade in counts:
            if grade not in known:
                message = f'"{grade}" is not a grade of this scale'
                hint = nearest(grade, known) or f"known: {', '.join(known)}"
                yield Problem(
                    "unknown-word",
                    entry.source.place((*entry.at, *at, grade), key=True),
                    message,
                    hint,
                )
        if counts and n is not None and sum(counts.values()) != n:
            message = f'the counts of "{name}" add up to {sum(counts.values())}, and `n` says {n}'
            yield Problem("sum", entry.place(*at[:-1], "n"), message, "mend the counts or `n`")

    def scale(self, entry: Entry, name: str | None) -> Scale | None:
        framework = self.framework_of(entry.inspection)
        scales = framework.scales if framework else ()
        return next((s for s in scales if s.id == name), None)

    def parts_of_figures(self) -> Found:
        siblings: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.catalogue.entries:
            if isinstance(entry.record, Figure) and entry.record.part_of:
                target = self.addresses.find(entry.record.part_of, entry.inspection, ("figure",))
                if target is not None:
                    siblings[target.entry.address].append(entry)
        for address, entries in siblings.items():
            whole = self.addresses.targets[address].entry.record
            if isinstance(whole, Figure):
                yield from self.fits(whole, entries)

    def fits(self, whole: Figure, entries: list[Entry]) -> Found:
        figures = [(e, e.record) for e in entries if isinstance(e.record, Figure)]
        size = whole.n
        total = sum(f.n or 0 for _, f in figures)
        if size is not None and total > size:
            message = f'the parts of "{whole.id}" come to {total}, and it has only {size}'
            yield Problem("sum", figures[-1][0].place("n"), message, "mend one of them")
            return
        counts = whole.counts or {}
        for grade, most in counts.items():
            here = sum((f.counts or {}).get(grade, 0) for _, f in figures)
            if here > most or (total == size and here != most):
                message = f'the parts of "{whole.id}" come to {here} {grade}, and it says {most}'
                yield Problem("sum", figures[-1][0].place("counts"), message, "mend one of them")

    def grade(self, entry: Entry, grade: Grade) -> Found:
        framework = self.framework_of(entry.inspection)
        if framework is None or grade.grade is None:
            return
        criterion = next((c for c in framework.criteria if c.id == grade.criterion), None)
        name = grade.scale or (criterion.scale if criterion else None)
        scale = self.scale(entry, name)
        if scale is None:
            message = f'no scale is named for the grade of "{grade.criterion}"'
            yield Problem("missing-key", entry.place("grade"), message, "add `scale: ...`")
            return
        known = [value.id for value in scale.values]
        if grade.grade not in known:
            message = f'"{grade.grade}" is not a grade of the scale "{scale.id}"'
            hint = nearest(grade.grade, known) or f"known: {', '.join(known)}"
            yield Problem("unknown-word", entry.place("grade"), message, hint)

    def framework(self, entry: Entry, framework: Framework) -> Found:
        for name in (
            "scales",
            "no_grades",
            "judgements",
            "kinds",
            "timescales",
            "priorities",
            "answers",
            "statuses",
            "events",
            "criteria",
        ):
            seen: set[str] = set()
            for index, word in enumerate(getattr(framework, name)):
                if word.id in seen:
                    message = f'"{word.id}" stands twice among the {name}'
                    yield Problem("duplicate-id", entry.place(name, index, "id"), message)
                seen.add(word.id)
        scales = {scale.id for scale in framework.scales}
        criteria = {criterion.id for criterion in framework.criteria}
        for index, criterion in enumerate(framework.criteria):
            wanted: list[tuple[Location, str | None, set[str], str]] = [
                (("criteria", index, "scale"), criterion.scale, scales, "scale"),
                *(
                    (("criteria", index, "split_from", i), v, criteria, "criterion")
                    for i, v in enumerate(criterion.split_from)
                ),
            ]
            for at, value, known, what in wanted:
                if value is not None and value not in known:
                    message = f'this framework has no {what} "{value}"'
                    yield Problem("unknown-word", entry.place(*at), message, nearest(value, known))

    # What is shown

    def shown_alone(self, edition: Edition) -> Found:
        """An inspection that is shown needs the visit it follows, its framework, and its asks."""
        state = states(self.catalogue.entries, self.addresses, edition)
        gone = {a for a, s in state.items() if edition.hides(s) or s == "withdrawn"}
        for entry in self.catalogue.entries:
            visit = self.inspections.get(entry.inspection)
            if visit is None or f"inspections/{entry.inspection}" in gone:
                continue
            if entry.kind == "inspection":
                for field, address in (
                    ("follows", f"inspections/{visit.follows}"),
                    ("framework", f"frameworks/{visit.framework}"),
                ):
                    if address in gone:
                        message = f'"{entry.id}" is public and needs what is {state[address]}'
                        hint = "publish the two together"
                        yield Problem("needs-hidden", entry.place(field), message, hint)
            covers = visit.follow_up.covers if visit.follow_up else "unknown"
            if entry.kind == "progress" and entry.address in gone and covers == "all":
                message = "this visit covers all recommendations, and this entry is not public"
                hint = "publish the two together, or say `covers: listed`"
                yield Problem("needs-hidden", entry.place("recommendation"), message, hint)

    # Follow-ups

    def follow_ups(self) -> Found:
        progress: dict[str, list[tuple[Entry, Progress]]] = defaultdict(list)
        asked: dict[str, list[Entry]] = defaultdict(list)
        visits: dict[str, Entry] = {}
        for entry in self.catalogue.entries:
            if isinstance(entry.record, Progress):
                progress[entry.inspection].append((entry, entry.record))
            elif isinstance(entry.record, Recommendation):
                asked[entry.inspection].append(entry)
            elif isinstance(entry.record, Inspection):
                visits[entry.id] = entry
        for name, entry in visits.items():
            inspection = self.inspections[name]
            said: list[tuple[Entry, Progress, str]] = []
            for at, record in progress[name]:
                target = self.addresses.find(record.recommendation, name, ("recommendation",))
                if target is not None:
                    yield from self.fitting(name, at, record, target.entry)
                    said.append((at, record, target.entry.address))
            follow_up = inspection.follow_up
            if follow_up is None:
                continue
            if inspection.follows is None:
                message = f'"{name}" has a follow_up but follows no inspection'
                place = entry.place("follow_up", key=True)
                yield Problem("follow-up", place, message, "add `follows: <inspection>`")
                continue
            yield from self.covered(entry, follow_up, said, asked[inspection.follows])

    def fitting(self, name: str, at: Entry, record: Progress, asked: Entry) -> Found:
        earlier = before(self.chains.get(name, ()), name)
        if asked.inspection not in earlier:
            message = (
                f'"{name}" does not follow up "{asked.inspection}", '
                f'so it has no word on "{record.recommendation}"'
            )
            hint = "set `follows` in its inspection.yml"
            if earlier:
                hint = f"it follows up {', '.join(earlier)}"
            yield Problem("follow-up", at.place("recommendation"), message, hint)
        recommendation = asked.record
        if not isinstance(recommendation, Recommendation):
            return
        known = [p.id for p in recommendation.points if p.id]
        for index, point in enumerate(record.points):
            if point.point not in known:
                message = f'"{record.recommendation}" has no point "{point.point}"'
                hint = f"its points: {', '.join(known)}" if known else "it has none"
                yield Problem("unknown-address", at.place("points", index, "point"), message, hint)
        if record.addressee and record.addressee not in recommendation.addressees:
            message = f'"{record.addressee}" is no addressee of "{record.recommendation}"'
            hint = f"its addressees: {', '.join(recommendation.addressees)}"
            yield Problem("follow-up", at.place("addressee"), message, hint)

    def covered(
        self,
        visit: Entry,
        follow_up: FollowUp,
        said: list[tuple[Entry, Progress, str]],
        asked: list[Entry],
    ) -> Found:
        scope = follow_up.in_scope
        mentioned = {address for _, _, address in said}
        if follow_up.covers == "all":
            for entry in (e for e in asked if e.address not in mentioned):
                message = (
                    f'this visit covers all recommendations, but has no entry for "{entry.address}"'
                )
                hint = "add one (with `missing` if nothing is known), or say `covers: listed`"
                yield Problem("follow-up", visit.place("follow_up", "covers"), message, hint)
            if scope is not None and scope < len(asked):
                message = f"{scope} are in scope, but {len(asked)} were asked and it covers all"
                yield Problem("follow-up", visit.place("follow_up", "in_scope"), message)
        if follow_up.covers == "none" and said:
            message = "this visit gives no status (`covers: none`), so this entry contradicts it"
            yield Problem("follow-up", said[0][0].place("recommendation"), message)
        if scope is not None and len(mentioned) > scope:
            message = f"there are entries on {len(mentioned)} recommendations, and {scope} in scope"
            place = visit.place("follow_up", "in_scope")
            yield Problem("follow-up", place, message, "mend one of them")
        counted = sum(count.n for count in follow_up.counts)
        if scope is not None and counted > scope:
            message = f"the counts come to {counted}, and {scope} are in scope"
            yield Problem("sum", visit.place("follow_up", "counts"), message, "mend one of them")
        elif follow_up.counts:
            yield from self.entries_fit(
                visit, follow_up, Counter(record.status for _, record, _ in said if record.status)
            )

    def entries_fit(self, visit: Entry, follow_up: FollowUp, given: Mapping[str, int]) -> Found:
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
                    message = f"{have} entries say {names}, and the counts leave room for {room}"
                    place = visit.place("follow_up", "counts")
                    yield Problem("follow-up", place, message, "mend the counts or the entries")
                    return


def _cycles(field: str, graph: Mapping[str, list[tuple[str, Entry, Location]]]) -> Found:
    """Each cycle once, told at the link that closes it. Every link is looked at once."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, Iterator[tuple[str, Entry, Location]]]] = []

        def enter(
            address: str,
            path: list[str] = path,
            on_path: set[str] = on_path,
            stack: list[Any] = stack,
        ) -> None:
            path.append(address)
            on_path.add(address)
            stack.append((address, iter(graph.get(address, ()))))

        if start not in done:
            enter(start)
        while stack:
            address, rows = stack[-1]
            row = next(rows, None)
            if row is None:
                stack.pop()
                path.pop()
                on_path.discard(address)
                done.add(address)
            elif row[0] in on_path:
                ring = [*path[path.index(row[0]) :], row[0]]
                message = f"`{field}` goes round in a ring: {' -> '.join(ring)}"
                yield Problem("cycle", row[1].place(*row[2]), message, "take one of the links away")
            elif row[0] not in done:
                enter(row[0])
