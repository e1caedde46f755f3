"""The site's own sections, for the header and the footer; their number is fixed."""

from __future__ import annotations

import html
from collections.abc import Container, Iterator
from dataclasses import dataclass

from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from generator.plan import LISTS, SUBJECTS, TITLES, Leaf
from generator.words import Words


@dataclass(frozen=True)
class Item:
    """A line of a menu. `url` is relative to the site's root, as MkDocs has it."""

    title: str
    url: str


@dataclass(frozen=True)
class Menu:
    """Pages of the header, and titled columns of the footer."""

    header: tuple[Item, ...]
    columns: tuple[tuple[str, tuple[Item, ...]], ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every line of it."""
        return (*self.header, *(item for _, items in self.columns for item in items))


def default_nav(pages: tuple[Leaf, ...], counts: Container[str], words: Words) -> list[object]:
    """The navigation of a site that names none: its lists, what they share, and its own pages.

    `counts` names the kinds of record that the site has.
    """

    def line(kind: str, base: str) -> object:
        return {words.say(TITLES[kind]): f"{base}index.md"}

    home: list[object] = [{words.say("Home"): "index.md"}]
    top = [line("inspection", "inspections/")]
    top += [line(kind, base) for kind, base in LISTS if kind in counts]
    shared = [line(kind, base) for kind, base in SUBJECTS]
    shared += [line("term", "glossary/"), line("correction", "corrections/")]
    shared += [line("data", "data/")]
    own = [
        {p.title: p.source} for p in pages if p.source and p.path and p.language == words.language
    ]
    nav = [*home, *top, {words.say("Browse"): shared}]
    return [*nav, {words.say("About"): own}] if own else nav


def menu(nav: Navigation, named: object) -> Menu:
    """The menu of a navigation: its pages above, its sections below.

    `named` is the navigation as it is written, whose names for pages go before their titles.
    """
    names = dict(_names(named))

    def item(page: Page) -> Item:
        return Item(html.escape(names.get(page.file.src_uri, "")) or str(page.title), page.url)

    header = tuple(item(i) for i in nav.items if isinstance(i, Page) and not i.is_homepage)
    columns = [
        (html.escape(i.title), tuple(item(c) for c in i.children if isinstance(c, Page)))
        for i in nav.items
        if isinstance(i, Section)
    ]
    return Menu(header, tuple(c for c in columns if c[1]))


def named_in(nav: object) -> frozenset[str]:
    """The sources of the pages that a navigation names, whether it gives them names or not."""
    if isinstance(nav, str):
        return frozenset([nav])
    inner = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ()
    return frozenset().union(*map(named_in, inner))


def without(nav: list[object], hidden: frozenset[str]) -> list[object]:
    """A navigation without pages that are not shown, and without sections that held only those."""
    kept: list[object] = []
    for one in nav:
        if isinstance(one, str):
            kept += [one] if one not in hidden else []
        elif isinstance(one, dict):
            inner = {
                name: without(value, hidden) if isinstance(value, list) else value
                for name, value in one.items()
                if not (isinstance(value, str) and value in hidden)
            }
            left = {name: value for name, value in inner.items() if value != []}
            kept += [left] if left else []
    return kept


def _names(named: object) -> Iterator[tuple[str, str]]:
    """Each page's source and the name it is given."""
    if isinstance(named, list):
        for one in named:
            yield from _names(one)
    elif isinstance(named, dict):
        for name, inner in named.items():
            if isinstance(inner, str):
                yield inner, str(name)
            else:
                yield from _names(inner)
