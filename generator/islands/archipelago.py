"""A whole site, made of its islands side by side and put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from generator.beside import Beside, Hashes, ready
from generator.catalogue import Catalogue, Kept, what_can_be_read
from generator.cores import Crew, Tasks, cores
from generator.disk import Tree, tree
from generator.islands import assembled
from generator.islands.gathered import Gathered, gather
from generator.islands.grouping import Island, Known, Shared, guessed, in_order, islands
from generator.islands.leads import Leads, leads, moments
from generator.islands.made import Goods, Made, made
from generator.islands.units import Unit, digests, units
from generator.plan import Leaf, Page
from generator.problems import Problem
from generator.publish.search import Index
from generator.rendering import Rendered, render
from generator.rendering.compiling import compile_share
from generator.settings import Settings
from generator.stages import Stages
from generator.states import Edition
from generator.store import Store, fingerprint, program
from generator.words import OWN_CATALOGUES, is_language, words

_WORTH_A_PROCESS = 500_000
"""Bytes to be read from which a second process saves more time than it takes to begin."""
_SHARE = 20
"""Pages that are rendered in one go."""
_MANY = 200
"""Pages of a site from which the same holds for what is gathered of it."""


@dataclass(frozen=True)
class Ground:
    """What every island stands on: known before any of them is made."""

    settings: Settings
    edition: Edition
    store: Store
    held: Tree
    known: Known
    """Every inspection that there is, by its id."""
    shared: Catalogue
    near: Shared
    others: tuple[str, ...]
    """The languages of the site besides its own."""
    state: str
    """A fingerprint of what all islands depend on."""
    digests: Mapping[str, str] = field(repr=False)
    """Of each shared record."""

    @property
    def home(self) -> frozenset[str]:
        """The hand-written pages that every page leads to: the first one of each language."""
        first = ("index.md", *(f"{language}/index.md" for language in self.others))
        return frozenset(first) & {page.path for page in self.shared.pages}

    def explored(self, group: Sequence[Unit]) -> Explored:
        """Where inspections lead that may be an island; if they are one, what is made of it."""
        kept = Kept()
        found = tuple(self._leads(unit, kept) for unit in group)
        own = {unit.inspection for unit in group}
        away = any(self.known.meant(one.names) - own for one in found)
        if away or any(one.problems for one in found):
            return Explored(found)
        lots = islands(found, self.near)
        if len(lots) > 1:
            return Explored(found)
        known = {one.inspection: one for one in found}
        name = self.name(lots[0], known, {unit.inspection: unit.state for unit in group})
        return Explored(found, name, self.made(lots[0], name, kept))

    def _leads(self, unit: Unit, kept: Kept) -> Leads:
        read, problems = self._read(frozenset({unit.inspection}), kept)
        told = leads(unit.inspection, read.entries, read.translations, problems)
        self.store.put(leads_name(unit), told)
        return told

    def _read(self, only: frozenset[str], kept: Kept) -> tuple[Catalogue, tuple[Problem, ...]]:
        """Some inspections alone."""
        where = self.settings
        return what_can_be_read(
            where.root, where.data, where.content, kept, only=only, held=self.held
        )

    def made(self, island: Island, name: str, kept: Kept | None = None) -> Made:
        """What is made of an island; that, and its pages, are kept under a name."""
        known = self.kept(name)
        if known is not None:
            return known
        made_, goods = made(
            self.settings,
            self.edition,
            self._catalogue(island, kept or Kept()),
            self.others,
            self.home,
        )
        if not made_.problems:
            self.store.put(pages_name(name, made_.since), goods.pages)
            self.keep(goods)
            self.store.put(name, made_)
        return made_

    def keep(self, goods: Goods) -> None:
        """Keep what is written of some records, under the names that tell of it."""
        for name, part in goods.held.items():
            self.store.put(held_name(name), part)

    def kept(self, name: str) -> Made | None:
        """What was made of an island before, if that is as good today."""
        known = self.store.get(name)
        return known if isinstance(known, Made) and known.is_good(self.day) else None

    def gathered(self, several: Sequence[Made]) -> tuple[Gathered, Goods, tuple[Page, ...]]:
        """What is gathered from islands, and the pages of it.

        Raises:
            Problems: something in what they share does not hold.
        """
        return gather(self.settings, self.edition, self.shared, several)

    def gathered_name(self, several: Sequence[Made]) -> str:
        """What is gathered is kept under this: all that it depends on but the day."""
        written_ = (fingerprint(page.path, page.source.text) for page in self.shared.pages)
        shared = (f"{address} {state}" for address, state in self.digests.items())
        beside = repr((self.shared.files, self.shared.content_files))
        own = (one.state for one in several)
        pages = (page.settings.until for page in self.shared.pages)
        reached = repr([self.edition.reached(moment) for moment in filter(None, pages)])
        return fingerprint(
            "gathered", self.state, beside, reached, *written_, "", *shared, "", *own
        )

    @property
    def day(self) -> date:
        """The day of the build, in the site's zone."""
        return self.edition.as_of.astimezone(self.edition.zone).date()

    def again(self, island: Island) -> Goods:
        """An island's goods, made once more."""
        catalogue = self._catalogue(island, Kept())
        return made(self.settings, self.edition, catalogue, self.others, self.home)[1]

    def _catalogue(self, island: Island, kept: Kept) -> Catalogue:
        """The island's own records, among the shared ones that it reaches."""
        own, _ = self._read(frozenset(island.inspections), kept)
        near = [e for e in self.shared.entries if e.address in island.shared]
        spoken = [t for t in self.shared.translations if t.address in island.shared]
        return replace(
            own,
            entries=in_order(near, own.entries, self.settings.data),
            translations=(*spoken, *own.translations),
        )

    def name(self, island: Island, found: Mapping[str, Leads], state: Mapping[str, str]) -> str:
        """What an island is kept under: all that it depends on."""
        own = [state[inspection] for inspection in island.inspections]
        near = [self.digests[address] for address in sorted(island.shared)]
        ends = [m for inspection in island.inspections for m in found[inspection].moments]
        reached = "".join(str(int(self.edition.reached(moment))) for moment in ends)
        return fingerprint("island", self.state, reached, *own, *near)


def leads_name(unit: Unit) -> str:
    """What it is kept under where an inspection leads."""
    return fingerprint("leads", program(), unit.inspection, unit.state)


def pages_name(name: str, day: date, first: int = 0) -> str:
    """Pages, from one on, that were made for a day of what has this name are kept under this."""
    return fingerprint(f"pages from {first}", day.isoformat(), name)


def held_name(name: str) -> str:
    """What is told of by this name is kept under this."""
    return fingerprint("held", program(), name)


@dataclass(frozen=True)
class Explored:
    """Some inspections that may be an island, as far as they are known."""

    leads: tuple[Leads, ...]
    name: str = ""
    """What the island is kept under, if they are one."""
    made: Made | None = None


@dataclass(frozen=True)
class Finished:
    """What is handed over of a site."""

    rendered: Callable[[Leaf], Rendered]
    """The HTML of each page."""
    beside: tuple[Beside, ...]
    crew: Crew
    """Who makes both."""


@dataclass(frozen=True)
class Archipelago:
    """A site put together of its islands."""

    ground: Ground = field(repr=False)
    lots: tuple[Island, ...] = field(repr=False)
    names: tuple[str, ...] = field(repr=False)
    """What each island is kept under."""
    several: tuple[Made, ...] = field(repr=False)
    name: str
    """What is gathered of them is kept under this."""
    gathered: Gathered = field(repr=False)
    pages: tuple[Page, ...] = field(repr=False)
    """The pages that are gathered, if they are not kept already."""

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every page."""
        own = (leaf for one in self.several for leaf in one.leaves)
        return (*self.gathered.leaves, *sorted(own, key=_path))

    @property
    def states(self) -> dict[str, str]:
        """What tells one state of each page from another, by its path."""
        when = fingerprint(self.name, self.gathered.since.isoformat())
        found = {leaf.path: when for leaf in self.gathered.leaves}
        for one in self.several:
            pairs = zip(one.leaves, one.states, strict=True)
            found |= {leaf.path: state for leaf, state in pairs}
        return found

    @property
    def spoken(self) -> Catalogue:
        """What is written in other languages."""
        outlines = (one.outline for one in self.several if one.outline)
        theirs = (one for outline in outlines for one in outline.translations)
        shared = self.ground.shared
        return Catalogue((), shared.pages, translations=(*shared.translations, *theirs))

    def finished(self) -> Finished:
        """What gives the HTML of each page, and what stands beside the pages; both being made."""
        beside = tuple(self._beside())

        def render_share(first: int) -> None:
            self.share(first)  # which keeps it, so that nothing long is sent or held

        def write(number: int, folder: Path) -> Hashes:
            return beside[number].write(folder)

        tasks: Tasks = {"render": render_share, "write": write}
        crew = Crew(tasks, apart=self.is_new and len(self.leaves) > _MANY)
        firsts = _shares(len(self.gathered.leaves)) if self.is_new else ()
        asked = {first: crew.ask("render", first) for first in firsts}
        place = {leaf.path: n for n, leaf in enumerate(self.gathered.leaves)}
        island = {
            leaf.path: (number, n)
            for number, one in enumerate(self.several)
            for n, leaf in enumerate(one.leaves)
        }
        own, share = lru_cache(maxsize=2)(self.own), lru_cache(maxsize=2)(self.share)

        def rendered(leaf: Leaf) -> Rendered:
            if leaf.path in island:
                lot, number = island[leaf.path]
                page: Rendered = own(lot)[number]
            else:
                number = place[leaf.path] % _SHARE
                first = place[leaf.path] - number
                if first in asked:
                    asked[first]()
                page = share(first)[number]
            return page

        return Finished(
            rendered,
            tuple(
                replace(one, apart=partial(crew.ask, "write", n)) if one.alone else one
                for n, one in enumerate(beside)
            ),
            crew,
        )

    def share(self, first: int) -> list[Rendered]:
        """Some of the pages that are gathered, as they are kept, or made now and kept."""
        name = pages_name(self.name, self.gathered.since, first)
        found: list[Rendered] | None = self.ground.store.get(name)
        if found is None:
            pages = self.pages or self.ground.gathered(self.several)[2]
            found = [render(page) for page in pages[first : first + _SHARE]]
            self.ground.store.put(name, found)
        return found

    def own(self, island: int) -> Sequence[Rendered]:
        """The pages of an island."""
        name = pages_name(self.names[island], self.several[island].since)
        found: Sequence[Rendered] | None = self.ground.store.get(name)
        return self.ground.again(self.lots[island]).pages if found is None else found

    @property
    def is_new(self) -> bool:
        """Whether something has changed that many pages show, or there was nothing before."""
        return bool(self.pages)

    @property
    def index(self) -> Index:
        """The index of the search."""
        return assembled.index((lot for one in self.several for lot in one.lots), self.gathered)

    def start(self) -> dict[str, bytes]:
        """The files that a search begins with."""
        return assembled.start(self.index, self.held, self.ground.store)

    def _beside(self) -> Iterator[Beside]:
        if self.ground.settings.search:
            yield from assembled.found(self.index, self.held, self.start)
        stretches = (stretch for one in self.several for stretch in one.stretches)
        yield from assembled.records(stretches, self.gathered, self.held, self.ground.store)
        yield Beside(lambda: ready(self.gathered.feeds))

    def held(self, name: str) -> Any:  # noqa: ANN401 - each name's own
        """What is kept of some records under a name; made once more if it is lost."""
        found = self.ground.store.get(held_name(name))
        return self._again(name) if found is None else found

    def _again(self, name: str) -> Any:  # noqa: ANN401 - each name's own
        for lot, one in zip(self.lots, self.several, strict=True):
            told = (*(lot.kept for lot in one.lots), *(some.kept for some in one.stretches))
            if any(name in names for names in told):
                return self.ground.again(lot).held[name]
        return self.ground.gathered(self.several)[1].held.get(name)


def _shares(pages: int) -> range:
    """The number of the first page of each share."""
    return range(0, pages, _SHARE)


def survey(
    settings: Settings, edition: Edition, store: Store, stages: Stages
) -> Archipelago | None:
    """A site put together of its islands; None where something in it does not hold.

    Raises:
        Problems: something in what islands share, or in a page that is written, does not hold.
    """
    stages.begin("Read what is shared")
    ground, problems = _ground(settings, edition, store)
    every = units(settings.root, settings.data, ground.held)
    ground = replace(ground, known=Known((), (unit.inspection for unit in every)))
    kept = {unit.inspection: store.get(leads_name(unit)) for unit in every}
    known = {name: one for name, one in kept.items() if isinstance(one, Leads)}
    new = [group for group in guessed(every) if any(unit.inspection not in known for unit in group)]
    size = sum(unit.size for group in new for unit in group)
    spoken = words(settings.language, settings.root / OWN_CATALOGUES)
    compile_ = partial(compile_share, spoken)
    tasks: Tasks = {"compile": compile_, "explored": ground.explored, "made": ground.made}
    apart = len(new) > 1 and size > _WORTH_A_PROCESS
    crew = Crew(tasks, apart=apart)
    try:
        for share in range(cores()) if apart else ():
            crew.ask("compile", share, cores())
        found, made_ = _found(every, known, new, crew, stages)
        if problems or any(one.problems for one in found.values()):
            return None
        lots = islands(found.values(), ground.near)
        state = {unit.inspection: unit.state for unit in every}
        names = tuple(ground.name(lot, found, state) for lot in lots)
        several = _several(ground, dict(zip(names, lots, strict=True)), made_, crew, stages)
    finally:
        crew.rest()
    if any(one.problems for one in several):
        return None
    stages.begin("Gather lists")
    name = ground.gathered_name(several)
    together = store.get(name)
    pages: tuple[Page, ...] = ()
    if not isinstance(together, Gathered) or not together.is_good(ground.day):
        together, goods, pages = ground.gathered(several)
        ground.keep(goods)
        store.put(name, together)
    return Archipelago(ground, tuple(lots), names, several, name, together, pages)


def _ground(
    settings: Settings, edition: Edition, store: Store
) -> tuple[Ground, tuple[Problem, ...]]:
    held = tree(settings.root, *filter(None, (settings.data, settings.content)))
    shared, problems = what_can_be_read(
        settings.root, settings.data, settings.content, only=frozenset(), held=held
    )
    tags = {path.name for path in _translating(settings, held)} | {p.language for p in shared.pages}
    others = tuple(sorted(tag for tag in tags if tag and edition.shows(tag)))
    own = settings.root / OWN_CATALOGUES
    catalogues = (f"{p.name} {fingerprint(p.read_bytes())}" for p in sorted(own.glob("*.po")))
    ground = Ground(
        settings,
        edition,
        store,
        held,
        Known(()),
        shared,
        Shared(shared.entries),
        others,
        "",
        digests({entry.address: entry.record for entry in shared.entries}),
    )
    reached = [edition.reached(moment) for moment in moments(shared.entries)]
    said = replace(settings, root=Path())
    spoken = [repr(one.record) for one in shared.translations]
    state = (repr((said, edition.kind, reached, others, sorted(ground.home))), *catalogues, *spoken)
    return replace(ground, state=fingerprint(program(), *state)), problems


def _translating(settings: Settings, held: Tree) -> Iterator[Path]:
    """The folders of translations."""
    data_folder = settings.root / settings.data
    for base in (data_folder, *held.folders.get(data_folder / "inspections", ())):
        for path in held.folders.get(base, ()):
            if path in held.folders and is_language(path.name):
                yield path


def _found(
    every: Sequence[Unit],
    known: Mapping[str, Leads],
    new: Sequence[Sequence[Unit]],
    crew: Crew,
    stages: Stages,
) -> tuple[dict[str, Leads], dict[str, Made]]:
    """Where each inspection leads, in order; and what was made of islands on the way."""
    found = dict(known)
    several: dict[str, Made] = {}
    if new:
        stages.begin(_MAKING, sum(map(len, new)))
    asked = [(group, crew.ask("explored", group)) for group in new]
    for group, answer in asked:
        explored: Explored = answer()
        found |= {one.inspection: one for one in explored.leads}
        if explored.made is not None:
            several[explored.name] = explored.made
        stages.advance(len(group))
    return {unit.inspection: found[unit.inspection] for unit in every}, several


def _several(
    ground: Ground,
    lots: Mapping[str, Island],
    several: dict[str, Made],
    crew: Crew,
    stages: Stages,
) -> tuple[Made, ...]:
    """What is made of each island, in order; of some it is known already."""
    for name in lots.keys() - several.keys():
        known = ground.kept(name)
        if known is not None:
            several[name] = known
    asked = {n: crew.ask("made", lot, n) for n, lot in lots.items() if n not in several}
    if asked:
        stages.begin(_MAKING, sum(len(lots[name].inspections) for name in asked))
    for name, answer in asked.items():
        several[name] = answer()
        stages.advance(len(lots[name].inspections))
    return tuple(several[name] for name in lots)


_MAKING = "Make inspections"


def _path(leaf: Leaf) -> str:
    return leaf.path
