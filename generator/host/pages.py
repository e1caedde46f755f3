"""Pages that reach MkDocs already rendered, so that it renders no Markdown of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.host.framing import TAKEN
from generator.plan import Leaf
from generator.rendering import Rendered
from generator.views.pieces import Heading


class PreparedPage(Page):
    """A page that arrives whole. Titles are escaped here: the theme prints them as HTML."""

    def __init__(
        self,
        leaf: Leaf,
        rendered: Callable[[Leaf], Rendered],
        file: File,
        config: MkDocsConfig,
    ) -> None:
        super().__init__(html.escape(leaf.title), file, config)
        self.taken = False
        """Whether it is taken over from the site that stands."""
        self.leaf = leaf
        self.rendered = partial(rendered, leaf)
        self.update_date = leaf.updated
        self._changed: str | None = None

    @property
    def content(self) -> str | None:
        """Its HTML, which is held only where another plugin has changed it: a site has a lot."""
        if self._changed is not None:
            return self._changed
        return "" if self.taken else self.rendered().html

    @content.setter
    def content(self, html: str | None) -> None:
        """Hold it if it is not what was rendered. MkDocs sets none to begin with."""
        self._changed = None if html is None or html == self.content else html

    def _set_canonical_url(self, base: str | None) -> None:
        """Its address: MkDocs' own way takes long, and is needed for odd addresses alone."""
        if not base or not _PLAIN.fullmatch(self.url):
            super()._set_canonical_url(base)
            return
        self.canonical_url = f"{base.removesuffix('/')}/{self.url}"
        self.abs_url = f"{_path(base)}{self.url}"

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Take the settings that the theme asks for; there is no Markdown."""
        self.markdown = ""
        page = self.leaf
        if self.taken:
            self.meta = {"template": TAKEN, "lang": page.language, "twins": page.twins}
            return
        rendered = self.rendered()
        hide = set(page.hide)
        if not rendered.sidebar:
            hide.add("navigation")
        if not rendered.headings:
            hide.add("toc")
        self.meta = {
            "title": html.escape(page.long_title or page.title),
            "description": html.escape(page.description),
            "sidebar": rendered.sidebar,
            "contents": rendered.contents,
            "in_short": rendered.in_short,
            "hide": sorted(hide),
            "moved_to": page.moved_to,
            "lang": page.language,
            "twins": page.twins,
            "scripts": page.scripts,
            "head": rendered.head,
            "linked": rendered.linked,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - same
        """Hand over what was rendered before MkDocs began."""
        self.present_anchor_ids = set()
        self.links_to_anchors = {}
        headings = () if self.taken else self.rendered().headings
        self.toc = TableOfContents([_anchor(heading, 1) for heading in headings])


_PLAIN = re.compile(r"(?:[a-z0-9-]+/)*")
"""Addresses that need no resolving."""


@cache
def _path(base: str) -> str:
    return urlsplit(f"{base.removesuffix('/')}/").path


def _anchor(heading: Heading, level: int) -> AnchorLink:
    link = AnchorLink(html.escape(heading.title), heading.anchor, level)
    link.children = [_anchor(child, level + 1) for child in heading.children]
    return link


def add_pages(
    pages: Iterable[Leaf],
    rendered: Callable[[Leaf], Rendered],
    files: Files,
    config: MkDocsConfig,
) -> None:
    """Put every page among MkDocs' files, and take out what none was planned for."""
    written = {page.source: page for page in pages if page.source}
    for file in list(files.documentation_pages(inclusion=lambda _: True)):
        if file.src_uri in written:
            file.inclusion = InclusionLevel.INCLUDED
            PreparedPage(written[file.src_uri], rendered, file, config)
        else:
            files.remove(file)
    for page in pages:
        if not page.source:
            add_page(page, rendered, files, config)


def add_page(
    page: Leaf,
    rendered: Callable[[Leaf], Rendered],
    files: Files,
    config: MkDocsConfig,
) -> None:
    """Put a page that no file is written for among MkDocs' files."""
    file = File.generated(
        config, f"{page.path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
    )
    files.append(file)
    PreparedPage(page, rendered, file, config)
