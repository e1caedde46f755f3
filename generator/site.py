"""The whole way in one function: from a folder of YAML to pages that are ready to hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from generator.addresses import Addresses
from generator.beside import Beside, Files, held, ready
from generator.catalogue import Catalogue, Kept, catalogue
from generator.islands.archipelago import survey
from generator.joined import Summary, attachment, joined, summary
from generator.plan import Leaf, Page, plan
from generator.problems import Place, Problem, Problems
from generator.publish import data, feeds
from generator.publish import search as search_index
from generator.release import Released, release
from generator.rendering import Rendered, render
from generator.rendering.compiling import Compiled
from generator.resolve import resolve
from generator.settings import Settings
from generator.stages import Stages
from generator.states import Edition
from generator.store import Passing, Store
from generator.views.context import Site
from generator.views.data.rows import collection as records
from generator.views.data.rows import rows
from generator.views.feeds import feeds as every_feed
from generator.views.feeds import news
from generator.views.open_data import PAGE as DATA
from generator.views.search import INDEX, alike, sought, written
from generator.words import OWN_CATALOGUES, CatalogueError, has_catalogue, words


@dataclass(frozen=True)
class Planned:
    """Everything of a site but the HTML of its pages."""

    pages: tuple[Page, ...]
    files: Mapping[str, Path]
    """Attachments: where each stands on the site, and the file that holds it."""
    sites: tuple[Site, ...]
    """The site in its own language, then what of it is translated into each other one."""

    @property
    def site(self) -> Site:
        """The site in its own language."""
        return self.sites[0]

    @property
    def released(self) -> Released:
        """What this build shows."""
        return self.site.graph.released

    @property
    def edition(self) -> Edition:
        """Which build this is."""
        return self.site.edition


@dataclass(frozen=True)
class Built:
    """Everything of a site, ready to hand over to a host."""

    leaves: tuple[Leaf, ...]
    """Every page, as far as a host has to know it."""
    rendered: Callable[[Leaf], Rendered] = field(repr=False)
    """The HTML of each page: made before, or made when it is asked for."""
    shown: Summary
    files: Mapping[str, Path] = field(repr=False)
    """Attachments: where each stands on the site, and the file that holds it."""
    edition: Edition
    beside: tuple[Beside, ...] = field(default=(), repr=False)
    """What stands beside the pages and is made from the same graph."""
    states: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What tells one state of each page from another, by its path, where that is known."""
    stop: Callable[[], None] = field(default=lambda: None, repr=False)
    """Makes nothing more of it; to be called when it is handed over, or cannot be."""

    def written(self) -> dict[str, bytes]:
        """Every file beside the pages, by its path on the site."""
        return dict(chain.from_iterable(held(one.files()) for one in self.beside))

    def file(self, path: str) -> bytes | None:
        """One of them; only what it is made with is made."""
        found = (dict(held(one.files())).get(path) for one in self.beside if one.is_at(path))
        return next((data for data in found if data is not None), None)

    @property
    def pages(self) -> tuple[Rendered, ...]:
        """Every page, rendered."""
        return tuple(map(self.rendered, self.leaves))


@dataclass(frozen=True)
class Whole(Built):
    """A site that is made in one piece, of which everything can be asked."""

    planned: Planned = field(kw_only=True)


def whole(settings: Settings, edition: Edition) -> Whole:
    """Read, check, resolve, release, link, compare, plan and render a whole site, in one piece.

    `build` makes the same of pieces: this says what it has to make.

    Raises:
        Problems: everything that keeps it from being built.
    """
    planned = planned_site(settings, edition)
    pages = {page.path: render(page) for page in planned.pages}
    return _whole(planned, lambda leaf: pages[leaf.path], _beside(planned, search=settings.search))


def _whole(
    planned: Planned, rendered: Callable[[Leaf], Rendered], beside: Iterable[Beside]
) -> Whole:
    return Whole(
        tuple(page.leaf for page in planned.pages),
        rendered,
        summary(planned.sites),
        planned.files,
        planned.edition,
        tuple(beside),
        planned=planned,
    )


def build(
    settings: Settings,
    edition: Edition,
    stages: Stages | None = None,
    store: Store | None = None,
) -> Built:
    """Make a whole site of its islands, each as it was made before where nothing has changed.

    A `store` keeps what is made for the next time.

    Raises:
        Problems: everything that keeps it from being built.
    """
    stages = stages or Stages()
    store = store or Passing()
    Compiled.store = store
    archipelago = None
    with suppress(CatalogueError):  # which is told with all else that is wrong
        archipelago = survey(settings, edition, store, stages)
    if archipelago is None or any(unspoken(settings, edition, archipelago.spoken)):
        return whole(settings, edition)  # which says what is wrong, of all of it at once
    finished = archipelago.finished()
    stages.end()
    shown = archipelago.gathered.summary
    return Built(
        archipelago.leaves,
        finished.rendered,
        shown,
        {path: attachment(settings, path) for path in shown.files},
        edition,
        finished.beside,
        archipelago.states,
        finished.crew.stop,
    )


def _beside(planned: Planned, *, search: bool = True) -> Iterator[Beside]:
    """The search index if it is wanted, the data and the feeds."""
    if search:
        yield _below(INDEX, lambda: ready(index_files(planned.sites)))
    yield _below(DATA, lambda: data_files(planned.site))
    yield Beside(
        cache(lambda: ready(feeds.files(every_feed(planned.site, news(planned.site))))),
        lambda path: path.endswith((feeds.ATOM, feeds.JSON)),
    )


def index_files(sites: Sequence[Site]) -> dict[str, bytes]:
    """Every file of the search index, by its path in its folder."""
    names = alike(sites)
    filled = search_index.lots([*sought(sites), *written(sites)], names)
    visits = [visit.id for visit in sites[0].visits]
    languages = [site.words.language for site in sites]
    found = (lot for lot, _ in filled)
    index = search_index.index(found, names.get("", ()), visits, languages)
    return search_index.files(filled, index)


def data_files(site: Site) -> Files:
    """Every file of the data, by its path in its folder."""
    public, licence = site.edition.public, site.licence
    filled = [data.stretch(some, licence, public=public) for some in rows(site)]
    return data.files(records(site, {one.dataset for one, _ in filled}), filled)


def _below(folder: str, make: Callable[[], Files]) -> Beside:
    """Files in a folder, which are kept when they are made: a preview is asked for each."""
    files = cache(lambda: ready(dict(held(make())), folder))
    return Beside(files, lambda path: path.startswith(folder))


def preview(settings: Settings, edition: Edition, kept: Kept, *, search: bool = False) -> Whole:
    """The same, but only what has changed is read, and a page is rendered when it is looked at.

    An index for the site's search is made only if it is asked for, when it is first looked at.

    Raises:
        Problems: everything that keeps the site from being built.
    """
    planned = planned_site(settings, edition, kept)
    pages = {page.path: page for page in planned.pages}
    made = lru_cache(maxsize=100)(lambda path: render(pages[path]))
    search = search and settings.search
    return _whole(planned, lambda leaf: made(leaf.path), _beside(planned, search=search))


def planned_site(settings: Settings, edition: Edition, kept: Kept | None = None) -> Planned:
    """The whole way up to the pages' HTML.

    Raises:
        Problems: everything that keeps the site from being built.
    """
    written = catalogue(settings.root, settings.data, settings.content, kept)
    addresses = sound(settings, edition, written)
    released = release(written, addresses, edition)
    sites = joined(settings, edition, released)
    return Planned(
        tuple(plan(sites)),
        {path: attachment(settings, path) for path in released.files},
        tuple(sites),
    )


def sound(settings: Settings, edition: Edition, written: Catalogue) -> Addresses:
    """The addresses of a catalogue in which everything holds, in languages that can be shown.

    Raises:
        Problems: everything that does not hold, and what is wrong with the languages.
    """
    problems = list(unspoken(settings, edition, written))
    try:
        addresses = resolve(written, edition, settings.policy)
    except Problems as error:
        raise Problems([*problems, *error.problems]) from None
    if problems:
        raise Problems(problems)
    return addresses


def unspoken(settings: Settings, edition: Edition, written: Catalogue) -> Iterator[Problem]:
    """The public is not shown words that no speaker has approved, or that cannot be used.

    The site's own language needs a catalogue that is signed off; that of any must be usable.
    """
    language, own = settings.language, settings.root / OWN_CATALOGUES
    for one in written.translations:
        if one.language.partition("-")[0] == language.partition("-")[0]:
            message = f'the site is in "{language}", so this translates nothing'
            way = "what is in it stands beside the folder, not inside; name it by another language"
            yield Problem("own-language", one.place(), message, way)
    others = (*(t.language for t in written.translations), *(p.language for p in written.pages))
    for tag in dict.fromkeys((language, *filter(None, others))):
        try:
            words(tag, own)
        except CatalogueError as error:
            place, way = Place(OWN_CATALOGUES), "mend the file, or delete it"
            yield Problem("no-catalogue", place, str(error), way)
            return
    if not has_catalogue(language, own):
        message = f'there is no catalogue of the interface in "{language}"'
        way = f"its buttons and headings would stay English; add {OWN_CATALOGUES}/{language}.po"
        yield Problem("no-catalogue", Place("mkdocs.yml"), message, way)
    elif not edition.shows(language):
        message = f'the words of the interface in "{language}" have not been signed off'
        way = f"when a speaker has approved them, add `signed_off: [{language}]` to the plugin"
        yield Problem("not-signed-off", Place("mkdocs.yml"), message, way)
