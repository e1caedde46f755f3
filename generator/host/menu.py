"""The site's own sections, for the header and the footer; their number is fixed."""

from __future__ import annotations

import html
from dataclasses import dataclass

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from generator.plan import LISTS, SUBJECTS, TITLES
from generator.rendering import Rendered


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


def default_nav(pages: tuple[Rendered, ...], counts: set[str]) -> list[object]:
    """The navigation of a site that names none: its lists, what they share, and its own pages.

    `counts` names the kinds of record that the site has.
    """
    home: list[object] = [{"Home": "index.md"}]
    top: list[object] = [{TITLES["inspection"]: "inspections/index.md"}]
    top += [{TITLES[kind]: f"{base}index.md"} for kind, base in LISTS if kind in counts]
    shared: list[object] = [{TITLES[kind]: f"{base}index.md"} for kind, base in SUBJECTS]
    shared += [
        {TITLES["term"]: "glossary/index.md"},
        {TITLES["correction"]: "corrections/index.md"},
    ]
    own = [{p.title: p.source} for p in pages if p.source and p.path]
    nav = [*home, *top, {"Browse": shared}]
    return [*nav, {"About": own}] if own else nav


def menu(nav: Navigation) -> Menu:
    """The menu of a navigation: its pages above, its sections below."""
    header = tuple(_item(i) for i in nav.items if isinstance(i, Page) and not i.is_homepage)
    columns = [
        (html.escape(i.title), tuple(_item(c) for c in i.children if isinstance(c, Page)))
        for i in nav.items
        if isinstance(i, Section)
    ]
    return Menu(header, tuple(c for c in columns if c[1]))


def _item(page: StructureItem) -> Item:
    return Item(str(page.title), getattr(page, "url", ""))
