"""Pages that reach MkDocs already rendered, so that it renders no Markdown of its own."""

from __future__ import annotations

import html
from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.rendering import Rendered
from generator.views.pieces import Heading


class PreparedPage(Page):
    """A page that arrives whole. Titles are escaped here: the theme prints them as HTML."""

    def __init__(self, prepared: Rendered, file: File, config: MkDocsConfig) -> None:
        super().__init__(html.escape(prepared.title), file, config)
        self.prepared = prepared
        self.update_date = prepared.updated

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Take the settings that the theme asks for; there is no Markdown."""
        self.markdown = ""
        hide = set(self.prepared.hide)
        if not self.prepared.sidebar:
            hide.add("navigation")
        if not self.prepared.headings:
            hide.add("toc")
        self.meta = {
            "title": html.escape(self.prepared.long_title or self.prepared.title),
            "description": html.escape(self.prepared.description),
            "sidebar": self.prepared.sidebar,
            "hide": sorted(hide),
            "moved_to": self.prepared.moved_to,
            "lang": self.prepared.language,
            "twins": self.prepared.twins,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - same
        """Hand over what was rendered before MkDocs began."""
        self.content = self.prepared.html
        self.toc = TableOfContents([_anchor(h, 1) for h in self.prepared.headings])
        self.present_anchor_ids = set()
        self.links_to_anchors = {}


def _anchor(heading: Heading, level: int) -> AnchorLink:
    link = AnchorLink(html.escape(heading.title), heading.anchor, level)
    link.children = [_anchor(child, level + 1) for child in heading.children]
    return link


def add_pages(pages: Iterable[Rendered], files: Files, config: MkDocsConfig) -> None:
    """Put every prepared page among MkDocs' files, and take out what none was prepared for."""
    written = {page.source: page for page in pages if page.source}
    for file in list(files.documentation_pages(inclusion=lambda _: True)):
        if file.src_uri in written:
            file.inclusion = InclusionLevel.INCLUDED
            PreparedPage(written[file.src_uri], file, config)
        else:
            files.remove(file)
    for page in pages:
        if not page.source:
            file = File.generated(
                config, f"{page.path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
            )
            files.append(file)
            PreparedPage(page, file, config)
