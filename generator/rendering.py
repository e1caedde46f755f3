"""A page becomes HTML; the only module that knows Jinja.

Templates are the package's own. Authors' text reaches them as values, never as templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.plan import Page, Twin
from generator.views.pieces import Heading
from generator.words import Words

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Rendered:
    """A page as the host takes it over: nothing in it depends on the host."""

    path: str
    title: str
    html: str
    description: str
    headings: tuple[Heading, ...]
    sidebar: str
    source: str
    hide: tuple[str, ...]
    updated: str = "1980-01-01"
    """When what it shows last changed, as an ISO date."""
    moved_to: str = ""
    """Where a browser is sent on to."""
    long_title: str = ""
    """Its title for a browser's window, where the title alone stands on several pages."""
    language: str = ""
    """The language of the page, as a tag; empty for that of the site."""
    twins: tuple[Twin, ...] = ()
    """The same page in other languages."""


@cache
def environment(_language: str = "") -> Environment:
    """The environment of a language's pages; every filter and global is registered here."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.filters["safe_html"] = Markup
    return made


def _speaking(words: Words) -> Environment:
    """The environment of pages in a language."""
    made = environment(words.language)
    made.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    return made


def render(pages: Iterable[Page]) -> Iterator[Rendered]:
    """Each page's HTML, its view filled as its turn comes."""
    speaking: dict[str, Environment] = {}
    for page in pages:
        words = cast("Words", page.words)
        if words.language not in speaking:
            speaking[words.language] = _speaking(words)
        printed = partial(_print, speaking[words.language])
        filled = page.fill()
        yield Rendered(
            path=page.path,
            title=page.title,
            html=printed("frame", page) + printed(f"pages/{page.template}", filled.view),
            description=page.description,
            headings=filled.headings,
            sidebar=printed("sidebar", page.sidebar) if page.sidebar else "",
            source=page.source,
            hide=page.hide,
            updated=page.updated,
            moved_to=page.moved_to,
            long_title=page.long_title or page.title,
            language=words.language,
            twins=page.twins,
        )


def _print(environment: Environment, template: str, view: Any) -> str:  # noqa: ANN401 - each its own
    return environment.get_template(f"{template}.html.jinja").render(page=view)
