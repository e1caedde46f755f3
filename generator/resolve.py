"""What holds only between files: ids, addresses, cycles, sums. Yields problems and nothing else.

It sees every record, hidden ones too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import PurePosixPath
from typing import Any

from generator import prose
from generator.addresses import NAMES, Addresses, alias_address, parts
from generator.catalogue import DEFAULT_FRAMEWORK, Catalogue, ContentPage, Entry
from generator.chains import before, chains
from generator.problems import Problem, Problems, hint, known_words, nearest
from generator.records import (
    EDITOR,
    RECORD_LISTS,
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
from generator.states import Edition, standings

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
            yield from self.editorial(entry)
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
        for entry in self.catalogue.entries:
            key = _identity(entry)
            if isinstance(entry.record, Progress):
                asked = self.addresses.find(
                    entry.record.recommendation, entry.inspection, ("recommendation",)
                )
                about = asked.entry.address if asked else entry.record.recommendation
                key = f"{entry.inspection}/progress/{about}/{entry.record.addressee or ''}"
            if key in first:
                yield _twice(entry, first[key])
            else:
                first[key] = entry
        yield from self.part_identities(first)
        yield from self.aliases(first)

    def part_identities(self, records: Mapping[str, Entry]) -> Found:
        """A part's address is its record's, a hyphen and its id; it belongs to nothing else."""
        taken: dict[str, tuple[Entry, str]] = {}
        for entry in self.catalogue.entries:
            if entry.kind == "framework":
                continue  # its words are looked at list by list
            for part in parts(entry.record):
                address = f"{_identity(entry)}-{part}"
                if address in records:
                    message = (
                        f'"{part}" of "{entry.id}" has the same address as the record "{address}"'
                    )
                elif address not in taken:
                    taken[address] = (entry, part)
                    continue
                elif taken[address][0] is entry:
                    message = f'"{entry.id}" has two parts called "{part}"'
                else:
                    other, name = taken[address]
                    message = (
                        f'"{part}" of "{entry.id}" has the same address as "{name}" of "{other.id}"'
                    )
                yield Problem("duplicate-id", entry.place("id"), message, "rename one of them")

    def aliases(self, records: Mapping[str, Entry]) -> Found:
        taken = dict(records)
        for entry in self.catalogue.entries:
            for index, alias in enumerate(getattr(entry.record, "aliases", ())):
                address = alias_address(entry, alias)
                if address in taken:
                    other = taken[address].place("id")
                    message = f'the alias "{alias}" is taken, at {other.path}:{other.line}'
                    place = entry.place("aliases", index)
                    way = "an address leads to one place; delete it here"
                    yield Problem("duplicate-id", place, message, way)
                taken.setdefault(address, entry)

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
        place = entry.place(*at)
        if target is not None and not target.part:
            local = "section" in mark.kinds and target.entry.inspection != entry.inspection
            if local:
                message = f'"{value}" is a section of another inspection'
                way = "a record stands in a section of its own inspection"
                yield Problem("unknown-address", place, message, way)
            elif at[0] == "follows" and entry.inspection == target.entry.inspection != "":
                message = f'"{value}" is of this same visit, and `follows` leads to an earlier one'
                way = "take the link away, or lead it to a record of an earlier visit"
                if target.entry.address != entry.address and entry.kind != "inspection":
                    yield Problem("not-earlier", place, message, way)
            return
        wanted = [NAMES[kind] for kind in mark.kinds if kind != EDITOR]
        what = " or ".join(wanted)
        anything = self.addresses.find(value, entry.inspection)
        way = self.addresses.suggestion(value, entry.inspection, mark.kinds)
        if anything is None:
            message = f'no {what} is called "{value}"'
            if "source" in mark.kinds and not way:
                way = "add it to sources.yml"
                if not entry.inspection:
                    way = "write it out here, with its `title`"
        elif anything.part:
            message = (
                f'"{value}" is a part of {_a(NAMES[anything.entry.kind])}; name the whole here'
            )
            whole = value.removesuffix(f"-{anything.part}")
            way = f'did you mean "{whole}"?'
        else:
            is_a = _a(NAMES[anything.entry.kind])
            message = f'"{value}" is {is_a}, and {_a(what)} is wanted here'
        yield Problem("unknown-address", place, message, way)

    def framework_of(self, inspection: str) -> Framework | None:
        if inspection not in self.inspections:
            return None
        name = self.inspections[inspection].framework or DEFAULT_FRAMEWORK
        return self.frameworks.get(name)

    def word(
        self, entry: Entry, at: Location, mark: Word, value: str, framework: Framework
    ) -> Found:
        words = {word.id for word in getattr(framework, mark.list)}
        which = mark.list
        if which == "kinds":
            words = {k.id for k in framework.kinds if k.family == entry.kind}
            which = f"kinds of {NAMES[entry.kind]}"
        if value in words:
            return
        name = self.inspections[entry.inspection].framework or DEFAULT_FRAMEWORK
        message = f'"{value}" is not among the {which} of the framework "{name}"'
        way = hint(nearest(value, words), known_words(words)) if words else "it has none"
        yield Problem("unknown-word", entry.place(*at), message, way)

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
        for path in (p for p in parsed.paths if not p.startswith("//")):
            full = str(PurePosixPath(folder) / path)
            if not entry.inspection or full not in self.files:
                known = [f.removeprefix(folder) for f in self.files if f.startswith(folder)]
                message = f'there is no file "{path}" in {folder if entry.inspection else "data"}'
                way = nearest(path, known) or "links outside start with https://"
                yield Problem(
                    "unknown-file", entry.source.within((*entry.at, *at), path), message, way
                )

    def links(self, source: Source, at: Location, parsed: prose.Prose, inspection: str) -> Found:
        for address in parsed.records:
            if self.addresses.find(address, inspection) is None:
                message = f'nothing has the address "{address}"'
                way = self.addresses.suggestion(address, inspection)
                yield Problem("unknown-address", source.within(at, address), message, way)
        for image in parsed.images_without_alt:
            message = "this picture has no words for those who cannot see it"
            yield Problem(
                "no-alt", source.within(at, image), message, "write ![what it shows](...)"
            )
        for image in parsed.foreign_images:
            message = "this picture is fetched from another site"
            way = "put the file beside the text and show it from there"
            yield Problem("foreign-image", source.within(at, image), message, way)
        for address in parsed.pictured_records:
            message = f'"{address}" is a record, and only a file can be shown as a picture'
            way = "take away the `!` to link to it"
            yield Problem("bad-link", source.within(at, address), message, way)
        if parsed.dropped_links:
            message = "a link here leads nowhere, or to something that no page may carry"
            way = "links start with https://, http:// or mailto:, or name a record"
            words = parsed.dropped_words[0] if parsed.dropped_words else "]("
            place = replace(source.within(at, words), length=2)
            yield Problem("bad-link", place, message, way)

    def page(self, page: ContentPage) -> Found:
        first = page.path.removesuffix(".md").removesuffix("/index").split("/")[0]
        if first in MADE_PAGES:
            message = f'a page at "/{first}/" is made from records, so none may be written there'
            yield Problem("reserved-id", page.source.at(1, 1), message, "choose another name")
        pieces = prose.panels(page.text)
        for panel in pieces[1::2]:
            if panel not in PANELS:
                message = f'there is no panel "{panel}"'
                way = nearest(panel, PANELS) or f"known: {', '.join(PANELS)}"
                yield Problem(
                    "unknown-panel", page.source.within((), f"[panel:{panel}]"), message, way
                )
        known = {p.path for p in self.catalogue.pages}
        for piece in pieces[::2]:
            parsed = prose.parse(piece)
            yield from self.links(page.source, (), parsed, "")
            for path in (p for p in parsed.paths if not p.startswith("//")):
                yield from self.path_in_page(page, path, known)

    def path_in_page(self, page: ContentPage, path: str, known: set[str]) -> Found:
        target = path.partition("#")[0].partition("?")[0]
        full = page.path_to(target)
        place = page.source.within((), path)
        if target.endswith(".md"):
            if full not in known:
                message = f'there is no page "{target}"'
                yield Problem("unknown-page", place, message, nearest(full, known))
        elif target.endswith("/") or not target:
            written = {f"{full}.md", f"{full}/index.md", full or "index.md"}
            if full and full.split("/")[0] not in MADE_PAGES and not written & known:
                message = f'there is no page at "{target}"'
                way = "link to a page by its file, as in about.md, or to a record by its address"
                yield Problem("unknown-page", place, message, way)
        elif full not in self.catalogue.content_files:
            folder = page.source.path.removesuffix(page.path).rstrip("/")
            message = f'there is no file "{target}" in {folder}'
            way = nearest(full, self.catalogue.content_files) or "put the file beside the page"
            yield Problem("unknown-file", place, message, way)

    def editorial(self, entry: Entry) -> Found:
        """The fields named as the editor's reading are fields; a misspelt one would mislead."""
        known = set(type(entry.record).model_fields)
        if entry.kind == "inspection":
            known |= {name for model in RECORD_LISTS.values() for name in model.model_fields}
        for index, name in enumerate(getattr(entry.record, "editorial", ())):
            if name not in known:
                place = entry.place("editorial", index)
                yield Problem(
                    "unknown-key", place, f'there is no field "{name}"', nearest(name, known)
                )

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
            if figure.scale is None:  # an unknown one is told elsewhere
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
                place = entry.source.place((*entry.at, *at, grade), key=True)
                way = nearest(grade, known) or known_words(known)
                yield Problem("unknown-word", place, message, way)
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
            if name is None and criterion is not None:  # an unknown one is told elsewhere
                message = f'no scale is named for the grade of "{grade.criterion}"'
                yield Problem("missing-key", entry.place("grade"), message, "add `scale: ...`")
            return
        known = [value.id for value in scale.values]
        if grade.grade not in known:
            message = f'"{grade.grade}" is not a grade of the scale "{scale.id}"'
            way = nearest(grade.grade, known) or f"known: {', '.join(known)}"
            yield Problem("unknown-word", entry.place("grade"), message, way)

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
            words = getattr(framework, name)
            yield from self.words_once(entry, (name,), words, f"the {name}")
        for index, scale in enumerate(framework.scales):
            at: Location = ("scales", index, "values")
            yield from self.words_once(entry, at, scale.values, f'the values of "{scale.id}"')
        scales = {scale.id for scale in framework.scales}
        criteria = {criterion.id for criterion in framework.criteria}
        wanted: list[tuple[Location, str | None, set[str], str]] = []
        for index, scale in enumerate(framework.scales):
            for i, other in enumerate(scale.comparable):
                wanted.append((("scales", index, "comparable", i), other, scales, "scale"))
        for index, criterion in enumerate(framework.criteria):
            wanted.append((("criteria", index, "scale"), criterion.scale, scales, "scale"))
            for i, origin in enumerate(criterion.split_from):
                wanted.append((("criteria", index, "split_from", i), origin, criteria, "criterion"))
        for at, value, known, what in wanted:
            if value is not None and value not in known:
                message = f'this framework has no {what} "{value}"'
                way = nearest(value, known) or known_words(known) or "it has none"
                yield Problem("unknown-word", entry.place(*at), message, way)

    def words_once(self, entry: Entry, at: Location, words: Iterable[Any], where: str) -> Found:
        seen: set[str] = set()
        for index, word in enumerate(words):
            if word.id in seen:
                message = f'"{word.id}" stands twice among {where}'
                place = entry.place(*at, index, "id")
                yield Problem("duplicate-id", place, message, "rename one of them")
            seen.add(word.id)

    # What is shown

    def shown_alone(self, edition: Edition) -> Found:
        """An inspection that is shown needs the visit it follows, its framework, and its asks."""
        found = standings(self.catalogue.entries, self.addresses, edition)
        state = {address: standing.state for address, standing in found.items()}
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
                        way = "publish the two together"
                        yield Problem("needs-hidden", entry.place(field), message, way)
            covers = visit.follow_up.covers if visit.follow_up else "unknown"
            if entry.kind == "progress" and entry.address in gone and covers == "all":
                message = "this visit covers all recommendations, and this entry is not public"
                way = "publish the two together, or say `covers: listed`"
                yield Problem("needs-hidden", entry.place("recommendation"), message, way)

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
                yield from self.points_once(at, record)
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

    def points_once(self, at: Entry, record: Progress) -> Found:
        seen: set[str] = set()
        for index, point in enumerate(record.points):
            if point.point in seen:
                message = f'the point "{point.point}" stands twice in this entry'
                place = at.place("points", index, "point")
                yield Problem("duplicate-id", place, message, "join the two")
            seen.add(point.point)

    def fitting(self, name: str, at: Entry, record: Progress, asked: Entry) -> Found:
        earlier = before(self.chains.get(name, ()), name)
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

    def covered(
        self,
        visit: Entry,
        follow_up: FollowUp,
        said: list[tuple[Entry, Progress, str]],
        asked: list[Entry],
    ) -> Found:
        scope = follow_up.in_scope
        mentioned = {address for _, _, address in said}
        asked = [entry for entry in asked if entry.record.state != "withdrawn"]
        place = visit.place("follow_up", "in_scope")
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
                f"`in_scope` is {scope}, but {len(asked)} were asked "
                "and this visit covers all of them"
            )
            yield Problem("follow-up", place, message, "mend one of them")
        elif scope is not None and len(mentioned) > scope:
            message = f"there are entries on {len(mentioned)} recommendations, and {scope} in scope"
            yield Problem("follow-up", place, message, "mend one of them")
        counted = sum(count.n for count in follow_up.counts)
        if scope is not None and counted > scope:
            message = f"the counts come to {counted}, and {scope} are in scope"
            yield Problem("sum", visit.place("follow_up", "counts"), message, "mend one of them")
        elif follow_up.counts:
            yield from self.entries_fit(visit, follow_up, _by_status(said))

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
                    say = "1 entry says" if have == 1 else f"{have} entries say"
                    message = f"{say} {names}, and the counts leave room for {room}"
                    place = visit.place("follow_up", "counts")
                    yield Problem("follow-up", place, message, "mend the counts or the entries")
                    return


def _identity(entry: Entry) -> str:
    """What no other record may be called: its place among all records of its inspection."""
    if not entry.inspection or entry.kind in ("inspection", "term"):
        return entry.address
    return f"{entry.inspection}/{entry.id}"


def _twice(entry: Entry, first: Entry) -> Problem:
    if isinstance(entry.record, Progress):
        other = first.place("recommendation")
        message = (
            f"an entry on this recommendation stands twice, first at {other.path}:{other.line}"
        )
        way = "join the two, or name the `addressee` of each"
        return Problem("duplicate-id", entry.place("recommendation"), message, way)
    other = first.place("id")
    message = f'the id "{entry.id}" stands twice, first at {other.path}:{other.line}'
    way = "choose another id"
    if entry.inspection:
        way = "an id is used once in an inspection, whatever its kind; choose another"
    return Problem("duplicate-id", entry.place("id"), message, way)


def _by_status(said: Iterable[tuple[Entry, Progress, str]]) -> Counter[str]:
    """How many recommendations have one status by all that was said of them."""
    statuses: dict[str, set[str | None]] = defaultdict(set)
    for _, record, address in said:
        statuses[address].add(record.status)
    return Counter(
        status for found in statuses.values() if len(found) == 1 for status in found if status
    )


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


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
