"""A page becomes HTML; the only module that knows Jinja.

Templates are the package's own. Authors' text reaches them as values, never as templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.plan import Page
from generator.prose import TERM_LINK, TERM_MARK
from generator.views.pieces import Heading
from generator.words import Words

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Rendered:
    """A page's HTML, and what its frame shows of it: nothing in it depends on the host."""

    page: Page
    html: str
    headings: tuple[Heading, ...] = ()
    sidebar: str = ""

    @property
    def path(self) -> str:
        """Where it stands on the site."""
        return self.page.path

    @property
    def title(self) -> str:
        """What it is called."""
        return self.page.title


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


def render(page: Page) -> Rendered:
    """A page's HTML; its view is filled only now."""
    printed = partial(_print, _speaking(cast("Words", page.words)))
    filled = page.fill()
    body, used = _each_once(printed(f"pages/{page.template}", filled.view))
    after = printed("cite", page.cite()) if page.cite else ""
    after += printed("terms", page.explain(used)) if used else ""
    return Rendered(
        page,
        printed("frame", page) + body + after,
        filled.headings,
        printed("sidebar", page.sidebar) if page.sidebar else "",
    )


@dataclass(frozen=True)
class Document:
    """A page as a document of its own."""

    language: str
    title: str
    author: str
    description: str
    site: str
    event: str
    cited: str
    address: str
    contents: tuple[Heading, ...]
    html: str
    public: bool


def document(page: Page, *, public: bool) -> str:
    """A page of an inspection as a document with a cover and a list of contents."""
    if page.cite is None:
        raise ValueError(page.path)
    words = cast("Words", page.words)
    printed = partial(_print, _speaking(words))
    filled, cited = page.fill(), page.cite()
    body, used = _each_once(printed(f"pages/{page.template}", filled.view))
    after = printed("terms", page.explain(used)) if used else ""
    view = Document(
        words.language,
        cited.title,
        cited.authors,
        page.description,
        cited.site,
        cited.event,
        cited.text,
        cited.address,
        filled.headings,
        body + after,
        public,
    )
    return printed("document", view)


def _each_once(body: str) -> tuple[str, tuple[str, ...]]:
    """A page on which only the first use of each term is marked, and the anchors of its terms."""
    used: dict[str, None] = {}

    def first(match: re.Match[str]) -> str:
        if match[1] in used:
            return match[2]
        used[match[1]] = None
        return match[0]

    body = TERM_MARK.sub(first, body)
    return body, tuple(dict.fromkeys((*used, *TERM_LINK.findall(body))))


def _print(environment: Environment, template: str, view: Any) -> str:  # noqa: ANN401 - each its own
    return environment.get_template(f"{template}.html.jinja").render(page=view)
