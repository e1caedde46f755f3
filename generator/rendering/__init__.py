"""A page becomes HTML; the only family that knows Jinja.

Templates are the package's own. Authors' text reaches them as values, never as templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from jinja2 import Environment

from generator.plan import Leaf, Page
from generator.prose import TERM_LINK, TERM_MARK
from generator.rendering.blanks import tight
from generator.rendering.compiling import environment
from generator.store import fingerprint
from generator.views.pieces import Heading
from generator.words import Words


@dataclass(frozen=True)
class Rendered:
    """A page's HTML, and what its frame shows of it: nothing in it depends on the host."""

    leaf: Leaf
    html: str
    headings: tuple[Heading, ...] = ()
    sidebar: str = ""
    contents: str = ""
    """Its headings as a list, for beside it."""
    in_short: str = ""
    """The same for a small screen, where it is worth its place."""
    head: str = ""
    """What it says of itself to machines."""
    linked: str = ""
    """The same as JSON-LD."""

    @property
    def path(self) -> str:
        """Where it stands on the site."""
        return self.leaf.path

    @property
    def title(self) -> str:
        """What it is called."""
        return self.leaf.title

    @property
    def state(self) -> str:
        """A fingerprint of it."""
        words = (self.html, self.sidebar, self.contents, self.in_short, self.head, self.linked)
        return fingerprint(repr(self.leaf), repr(self.headings), *words)


_WORTH_A_LIST = 3


def render(page: Page) -> Rendered:
    """A page's HTML; its view is filled only now."""
    printed = partial(_print, environment(cast("Words", page.words)))
    filled = page.fill()
    body, used = _each_once(printed(f"pages/{page.template}", filled.view))
    after = printed("cite", page.cite()) if page.cite else ""
    after += printed("terms", page.explain(used)) if used else ""
    head = page.head
    return Rendered(
        page.leaf,
        "\n".join(filter(None, (printed("frame", page), body, after))),
        filled.headings,
        printed("sidebar", page.sidebar) if page.sidebar else "",
        printed("contents", filled.headings) if filled.headings else "",
        printed("in-short", filled.headings) if len(filled.headings) >= _WORTH_A_LIST else "",
        printed("head", head) if head else "",
        head.linked if head else "",
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
    printed = partial(_print, environment(words))
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
    linked = TERM_LINK.findall(body) if "data-term" in body else ()
    return body, tuple(dict.fromkeys((*used, *linked)))


def _print(environment: Environment, template: str, view: Any) -> str:  # noqa: ANN401 - each its own
    return tight(environment.get_template(f"{template}.html.jinja").render(page=view)).strip()
