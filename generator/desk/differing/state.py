"""One of two states of a site's files: what is written in it, as far as it can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.addresses import Addresses
from generator.catalogue import Catalogue, ContentPage, Entry, Kept, Translation, what_can_be_read
from generator.desk.everything import mended, usable_words, with_stand_ins
from generator.graph import Graph
from generator.problems import Problem, Problems
from generator.release import Released, release
from generator.settings import Settings
from generator.states import Edition, Standing, standings
from generator.views.context import Here, Site

_DEPTHS = {"inspections": 3, "bodies": 2, "frameworks": 2}
"""How far down in the folder of data a list stands, or a record that has a file of its own."""


@dataclass(frozen=True)
class State:
    """All that is written in one state, and who sees it. What is costly is made when it is asked.

    Frameworks that ship with the package are no part of it, though its words are looked up there.
    """

    called: str
    """What it is called at the desk: a folder, a revision, the files as they are now."""
    settings: Settings
    edition: Edition
    """The public edition of the moment at which it is judged."""
    written: Catalogue = field(repr=False)
    problems: tuple[Problem, ...] = ()
    """Why some of its files could not be read whole."""

    @cached_property
    def records(self) -> Mapping[tuple[str, str], Entry]:
        """Every record by its kind and address; the first, where several have the same."""
        found: dict[tuple[str, str], Entry] = {}
        for entry in self.written.entries:
            if entry.source.path.startswith(f"{self.settings.data}/"):
                found.setdefault((entry.kind, entry.address), entry)
        return found

    @cached_property
    def pages(self) -> Mapping[str, ContentPage]:
        """Its hand-written pages by path."""
        return {page.path: page for page in self.written.pages}

    @cached_property
    def translations(self) -> Mapping[str, Mapping[str, Translation]]:
        """What is said of each address in other languages, by language."""
        found: dict[str, dict[str, Translation]] = {}
        for one in self.written.translations:
            found.setdefault(one.address, {}).setdefault(one.language, one)
        return found

    @cached_property
    def unread(self) -> frozenset[str]:
        """The files that could not be read whole."""
        return frozenset(problem.place.path for problem in self.problems)

    @cached_property
    def _unread_lists(self) -> frozenset[str]:
        return frozenset(self._list(path) for path in self.unread)

    def may_hold(self, other: State, path: str) -> bool:
        """Whether what stands in a file of another state may stand here where it cannot be read.

        A list may be one file or a folder of them, so all of a list is in doubt at once.
        """
        where = other._list(path)
        visit = "/".join(where.split("/")[:3])
        return bool({where, visit} & self._unread_lists)

    def _list(self, path: str) -> str:
        """The list that a file is of, as it would be called if the folder of data were `data`."""
        inside = path.removeprefix(f"{self.settings.data}/")
        if inside == path:
            return path
        parts = inside.split("/")
        depth = _DEPTHS.get(parts[0], 1)
        return "/".join(("data", *parts[:depth])).removesuffix(".yml")

    @cached_property
    def _whole(self) -> Catalogue:
        """What is written, in such a way that it can be joined up in spite of mistakes."""
        return replace(self.written, entries=mended(with_stand_ins(self.written.entries)))

    @cached_property
    def stand_ins(self) -> frozenset[str]:
        """The addresses of inspections whose own file cannot be read, but records of them can."""
        read = {entry.address for entry in self.written.entries}
        return frozenset(e.address for e in self._whole.entries if e.address not in read)

    @cached_property
    def addresses(self) -> Addresses:
        """What every address leads to."""
        return Addresses(self._whole.entries)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """How each record stands, by address."""
        return standings(self._whole.entries, self.addresses, self.edition)

    @cached_property
    def _released(self) -> Released:
        return release(self._whole, self.addresses, self.edition)

    @cached_property
    def _used(self) -> frozenset[str]:
        """The addresses of what a public build shows."""
        return frozenset(entry.address for entry in self._released.entries)

    def shows(self, entry: Entry) -> bool:
        """Whether the public sees a record: of what is shared, where something public uses it."""
        if entry.inspection:
            return self.standings[entry.address].state == "published"
        return entry.address in self._used

    def shows_file(self, path: str) -> bool:
        """Whether the public is given an attachment."""
        return path in self._released.files

    def standing_of(self, page: ContentPage) -> Standing:
        """How a hand-written page stands."""
        return self.edition.standing(page.settings.state, page.settings.until)

    @cached_property
    def here(self) -> Here:
        """Every record as a page would see it that has all of them and leads nowhere.

        Without what points at what, which no name needs and which takes long to find.
        """
        everything = Released(
            self._whole.entries,
            self._whole.pages,
            self._whole.files,
            self.addresses,
            unpublished={},
            withdrawn=(),
            held_back=frozenset(),
            hidden_pages=frozenset(),
            hidden=frozenset(),
            next_release=None,
        )
        entries = {entry.address: entry for entry in self._whole.entries}
        graph = Graph(everything, entries, {}, {})
        words = usable_words(self.settings)
        return Here(Site(graph, {}, {}, words, replace(self.edition, public=False)), "")


def state(called: str, settings: Settings, edition: Edition, kept: Kept) -> State:
    """What is written in a site; of what is `kept` of another state, files that say the same.

    Raises:
        Problems: it has no folder of data.
    """
    written, problems = what_can_be_read(settings.root, settings.data, settings.content, kept)
    if absent := [problem for problem in problems if problem.code == "no-data"]:
        raise Problems(absent)
    return State(called, settings, replace(edition, public=True), written, problems)
