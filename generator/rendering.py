"""A page becomes HTML; the only module that knows Jinja.

Templates are the package's own. Authors' text reaches them as values, never as templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.plan import Page
from generator.views.parts import Heading

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


@cache
def environment() -> Environment:
    """The one environment; every filter and global is registered here."""
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


def render(pages: Iterable[Page]) -> Iterator[Rendered]:
    """Each page's HTML, its view filled as its turn comes."""
    for page in pages:
        filled = page.fill()
        yield Rendered(
            path=page.path,
            title=page.title,
            html=_print("frame", page) + _print(f"pages/{page.template}", filled.view),
            description=page.description,
            headings=filled.headings,
            sidebar=_print("sidebar", page.sidebar) if page.sidebar else "",
            source=page.source,
            hide=page.hide,
            updated=page.updated,
            moved_to=page.moved_to,
        )


def _print(template: str, view: Any) -> str:  # noqa: ANN401 - each template has its own view
    return environment().get_template(f"{template}.html.jinja").render(page=view)
