"""The whole way in one function: from a folder of YAML to pages that are ready to hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from generator.addresses import Addresses
from generator.catalogue import Catalogue, Kept, catalogue
from generator.comparison import comparisons
from generator.cores import Work
from generator.graph import link
from generator.places import places
from generator.plan import Page, plan
from generator.problems import Place, Problem, Problems
from generator.publish import data, feeds
from generator.publish import search as search_index
from generator.release import Released, release
from generator.rendering import Rendered, render
from generator.resolve import resolve
from generator.rules.whole import DEFAULT_POLICY, Policy
from generator.stages import Stages
from generator.states import Edition
from generator.views.context import Site
from generator.views.data.rows import collection as records
from generator.views.feeds import feeds as news
from generator.views.open_data import PAGE as DATA
from generator.views.search import PAGE as SEARCH
from generator.views.search import collection
from generator.words import OWN_CATALOGUES, CatalogueError, has_catalogue, words


@dataclass(frozen=True)
class Settings:
    """Where a site's files are, and what it is called."""

    root: Path
    data: str = "data"
    content: str = "content"
    name: str = ""
    language: str = "en-GB"
    url: str = ""
    """Where the site is published, for what names a page outside it."""
    policy: Policy = DEFAULT_POLICY
    about: str = ""
    """What it is about, in a sentence or two."""
    licence: Mapping[str, str] = field(default_factory=dict)
    """Under which its data may be used: `name`, `title` and `path`."""
    search: bool = True
    """Whether there is an index for its search."""


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
class Beside:
    """Files that are made together, when one of them is first asked for."""

    is_at: Callable[[str], bool]
    """Whether one of them may stand at a path."""
    files: Callable[[], Mapping[str, bytes]] = field(repr=False)


@dataclass(frozen=True)
class Built:
    """Everything of a site, ready to hand over to a host."""

    planned: Planned
    rendered: Callable[[Page], Rendered] = field(repr=False)
    """The HTML of each page: made before, or made when it is asked for."""
    beside: tuple[Beside, ...] = field(default=(), repr=False)
    """What stands beside the pages and is made from the same graph."""

    def written(self) -> dict[str, bytes]:
        """Every file beside the pages, by its path on the site."""
        return {path: data for one in self.beside for path, data in one.files().items()}

    def file(self, path: str) -> bytes | None:
        """One of them; only what it is made with is made."""
        found = (one.files().get(path) for one in self.beside if one.is_at(path))
        return next((data for data in found if data is not None), None)

    @property
    def pages(self) -> tuple[Rendered, ...]:
        """Every page, rendered."""
        return tuple(self.rendered(page) for page in self.planned.pages)


def build(settings: Settings, edition: Edition, stages: Stages | None = None) -> Built:
    """Read, check, resolve, release, link, compare, plan and render a whole site.

    Raises:
        Problems: everything that keeps it from being built.
    """
    stages = stages or Stages()
    planned = planned_site(settings, edition, stages=stages)
    beside = tuple(_beside(planned, search=settings.search))
    shares = [planned.pages[n : n + _SHARE] for n in range(0, len(planned.pages), _SHARE)]
    jobs: list[Callable[[], object]] = [partial(_rendered, share) for share in shares]
    jobs += [one.files for one in beside]
    work = Work(jobs, apart=len(planned.pages) > _WORTH_A_PROCESS)
    stages.begin("Render", len(planned.pages))
    pages: dict[str, Rendered] = {}
    for number, share in enumerate(shares):
        made = zip(share, work.result(number), strict=True)
        pages |= {page.path: Rendered(page, *parts) for page, parts in made}
        stages.advance(len(share))
    stages.end()
    made_beside = tuple(
        Beside(one.is_at, cache(partial(work.result, number)))
        for number, one in enumerate(beside, len(shares))
    )
    return Built(planned, lambda page: pages[page.path], made_beside)


_SHARE = 40
"""Pages that are rendered in one go."""
_WORTH_A_PROCESS = 200
"""Pages from which a second process saves more time than it takes to begin."""


def _rendered(pages: Iterable[Page]) -> list[tuple[Any, ...]]:
    """What pages are rendered to, without the pages, which stay where they are."""
    made = (render(page) for page in pages)
    return [tuple(getattr(one, f.name) for f in fields(one) if f.name != "page") for one in made]


def _beside(planned: Planned, *, search: bool = True) -> Iterator[Beside]:
    """The search index if it is wanted, the data and the feeds."""
    if search:
        yield _below(f"{SEARCH}index/", lambda: search_index.files(collection(planned.sites)))
    yield _below(DATA, lambda: data.files(records(planned.site)))
    yield Beside(
        lambda path: path.endswith((feeds.ATOM, feeds.JSON)),
        cache(lambda: feeds.files(news(planned.site))),
    )


def _below(folder: str, make: Callable[[], Mapping[str, bytes]]) -> Beside:
    files = cache(lambda: {folder + path: data for path, data in make().items()})
    return Beside(lambda path: path.startswith(folder), files)


def preview(settings: Settings, edition: Edition, kept: Kept, *, search: bool = False) -> Built:
    """The same, but only what has changed is read, and a page is rendered when it is looked at.

    A search index is made only if it is asked for, when it is first looked at.

    Raises:
        Problems: everything that keeps the site from being built.
    """
    planned = planned_site(settings, edition, kept)
    return Built(planned, lru_cache(maxsize=100)(render), tuple(_beside(planned, search=search)))


def planned_site(
    settings: Settings,
    edition: Edition,
    kept: Kept | None = None,
    stages: Stages | None = None,
) -> Planned:
    """The whole way up to the pages' HTML.

    Raises:
        Problems: everything that keeps the site from being built.
    """
    stages = stages or Stages()
    stages.begin("Read and check")
    written = catalogue(settings.root, settings.data, settings.content, kept)
    stages.begin("Resolve")
    addresses = sound(settings, edition, written)
    stages.begin("Release")
    released = release(written, addresses, edition)
    stages.begin("Link and compare")
    sites = [_site(settings, edition, released, language) for language in ("", *released.languages)]
    stages.begin("Plan")
    pages = tuple(plan(sites))
    stages.end()
    return Planned(
        pages,
        {path: settings.root / settings.data / path for path in released.files},
        tuple(sites),
    )


def _site(settings: Settings, edition: Edition, released: Released, language: str) -> Site:
    """The site in its own language, or what of it is translated into another one."""
    graph = link(released.in_language(language) if language else released)
    return Site(
        graph,
        comparisons(graph),
        places(graph),
        words(language or settings.language, settings.root / OWN_CATALOGUES),
        edition,
        settings.name,
        sizes={
            path: (settings.root / settings.data / path).stat().st_size for path in released.files
        },
        content=frozenset(p.path for p in released.pages),
        language=language,
        others=frozenset(released.languages),
        own_language=settings.language,
        about=settings.about,
        url=settings.url,
        licence=settings.licence,
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
