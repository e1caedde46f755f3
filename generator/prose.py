"""An author's Markdown becomes safe HTML; the only module that knows Markdown and HTML cleaning.

Two locks keep text from being anything but text: the CommonMark engine shows raw HTML as typed and
drops dangerous links, and an allow-list then drops whatever it does not know.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count
from urllib.parse import unquote

import comrak
import nh3

from generator.words import deferred

_FULL_REFERENCE = re.compile(r"\]\[([^\[\]\n]{1,200})\]")
_COLLAPSED_REFERENCE = re.compile(r"\[([a-z0-9][a-z0-9/-]*)\]\[\]")
_DEFINITION = re.compile(r"\[([^\[\]\n]+)\]:")
"""What may define a link of the author's own; a block of code may only show how one is written."""
_HREF = re.compile(r'<a href="record:([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_RELATIVE = re.compile(r'<(?:a href|img src)="(?!record:|https?:|mailto:|#)([^"]+)"')
_RELATIVE_LINK = re.compile(
    r'<a href="(?!record:|https?:|mailto:|#)([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL
)
_RELATIVE_PICTURE = re.compile(r'<img src="(?!https?:|record:)([^"]+)" alt="([^"]*)"[^>]*>')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_IMAGE = re.compile(r"<img ([^>]*)>")
_TAG = re.compile(r"<[^>]+>")
_PICTURED_RECORD = re.compile(r'<img src="record:([^"]*)" alt="([^"]*)"[^>]*>')
_DEAD_LINK = re.compile(r'<a(?![^>]* href="[^"])[^>]*>|<img(?![^>]* src="[^"])[^>]*>')
_OTHER_SCHEME = re.compile(r"\]\([ \t]*<?(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HEADER_CELL = re.compile(r"<th(?=[ >])")
_ALIGNED = re.compile(r'<(t[hd])([^>]*) align="(left|center|right)"')
_FOOTNOTE_MARK = re.compile(r'<sup class="footnote-ref">.*?</sup>|<a [^>]*footnote-backref.*?</a>')
_BEYOND = re.compile(r"(?:[ \t]*(?:>|[*+-][ \t]|\d{1,9}[.)][ \t])){50}|(?:[^|]*\|){200}")
"""A line of quotations and lists in each other, or of columns, that would keep the engine busy for
minutes."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PANEL = re.compile(r"\[panel:([a-z0-9-]+)\][ \t]*$")
_HELD = "\ue001"
"""What holds a panel's place while a page is parsed: a letter that no alphabet has."""
_HELD_PLACE = re.compile(f"(?:<p>)?{_HELD}(?:</p>)?")
_ANCHOR = re.compile(r'<a href="#([^"]*)"([^>]*)>')
_FOOTNOTE_LINK = re.compile(r' id="fnref-| class="footnote-backref"')
_FOOTNOTE_ID = re.compile(r' id="(fn(?:ref)?-[^"]*)"')

_TAGS = set(
    "a p br hr em strong code pre blockquote ul ol li table thead tbody tr th td sup section "  # noqa: SIM905 - reads better
    "h1 h2 h3 h4 h5 h6 img del".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "class", "id", "aria-label"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"class"},
    "section": {"class"},
    "th": {"align"},
    "td": {"align"},
    "code": {"class"},
}
_ALLOW_LIST = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "record"},
    link_rel=None,
    strip_comments=True,
)


@dataclass(frozen=True)
class Heading:
    """A heading of a hand-written page."""

    level: int
    id: str
    text: str


_LABELS = (deferred("Table"), deferred("Back to reference"))
"""What is said of tables and footnotes to those who do not see them."""


@dataclass(frozen=True)
class Prose:
    """A text parsed once: HTML in which links to records still stand as addresses."""

    markup: str
    records: tuple[str, ...] = ()
    """Addresses of records that it links to."""
    paths: tuple[str, ...] = ()
    """Relative paths that it links to or shows."""
    images_without_alt: tuple[str, ...] = ()
    foreign_images: tuple[str, ...] = ()
    pictured_records: tuple[str, ...] = ()
    """Addresses of records that it would show as pictures."""
    dropped_links: int = 0
    """Links that no page may carry, such as `javascript:`."""
    dropped_words: tuple[str, ...] = ()
    """How such links begin in the text, as far as they can be told."""
    headings: tuple[Heading, ...] = ()
    too_deep: bool = False
    """Whether it is nested deeper, or has more columns, than any page could show."""
    anchors: tuple[str, ...] = ()
    """Anchors of its own page that it links to, but for those of its footnotes."""

    @cached_property
    def words(self) -> str:
        """Its words alone, for descriptions and search."""
        markup = self.markup.replace(_HELD, "")
        if "footnote" in markup:
            markup = _FOOTNOTE_MARK.sub("", markup)
        return " ".join(html.unescape(_TAG.sub("", markup)).split())

    def html(
        self,
        record_url: Callable[[str], str | None],
        path_url: Callable[[str], str | None] = lambda _: None,
        *,
        prefix: str = "",
        say: Callable[[str], str] = str,
        note: Callable[[str], str] = lambda _: "",
    ) -> str:
        """The HTML with every address turned into a link, or into plain words where it has none.

        `prefix` keeps the ids of footnotes apart where several texts share a page; `say` puts the
        few words that are not the author's into the page's language; `note` is the anchor of what
        explains a term, where the page has that.
        """

        def linked(match: re.Match[str]) -> str:
            address = unquote(html.unescape(match[1]))
            url = record_url(address)
            if url is None:
                return match[3]
            explained = f' data-term="{anchor}"' if (anchor := note(address)) else ""
            return f'<a href="{html.escape(url)}"{match[2]}{explained}>{match[3]}</a>'

        def led(match: re.Match[str]) -> str:
            url = path_url(unquote(html.unescape(match[1])))
            return f'<a href="{html.escape(url)}"{match[2]}>{match[3]}</a>' if url else match[3]

        def shown(match: re.Match[str]) -> str:
            url = path_url(unquote(html.unescape(match[1])))
            return f'<img src="{html.escape(url)}" alt="{match[2]}">' if url else match[2]

        markup = self.markup
        if self.paths:  # before records, whose links are relative too once they are made
            markup = _RELATIVE_LINK.sub(led, markup)
            markup = _RELATIVE_PICTURE.sub(shown, markup)
        markup = _HREF.sub(linked, markup)
        if prefix and 'id="fn' in markup:
            markup = re.sub(r'(id="|href="#)(fn(?:ref)?-)', rf"\g<1>{prefix}-\2", markup)
        for words in _LABELS:
            label = f'aria-label="{words}'
            if label in markup:
                markup = markup.replace(label, f'aria-label="{html.escape(say(words))}')
        return markup


class Terms:
    """Terms that are explained where a text first uses them."""

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        """Each name with the anchor of its explanation, and whether its capitals matter.

        Of names that are alike the first goes before the others.
        """
        self._anchors: dict[str, str] = {}
        patterns = []
        for name, anchor, exact in sorted(names, key=lambda n: -len(n[0])):
            self._anchors.setdefault(_straight(name if exact else name.casefold()), anchor)
            typed = re.escape(html.escape(_straight(name), quote=False)).replace("'", "['’]")
            patterns.append(f"(?-i:{typed})" if exact else f"{typed}s?")
        before, after = r"(?<![(\[“‘])([(\[“‘]*+)(?<![\w-])", r"(?![\w-])([)\]”’.,;:?!]*)"
        whole = f"{before}({'|'.join(patterns)}){after}"
        self._pattern = re.compile(whole, re.IGNORECASE) if patterns else None
        self._needles = tuple(dict.fromkeys(name.casefold() for name in self._anchors))

    def marked(self, markup: str) -> str:
        """A text's HTML in which the first use of each term opens its explanation."""
        lowered = _straight(html.unescape(markup)).casefold()
        if self._pattern is None or not any(needle in lowered for needle in self._needles):
            return markup
        seen: set[str] = set()

        def opening(match: re.Match[str]) -> str:
            words = _straight(html.unescape(match[2]))
            lower = words.casefold()
            anchor = self._anchors.get(words) or self._anchors.get(lower)
            anchor = anchor or self._anchors.get(lower.removesuffix("s"))
            if anchor is None or anchor in seen:
                return match[0]
            seen.add(anchor)
            mark = (
                f'<button type="button" class="term" popovertarget="{anchor}">{match[2]}</button>'
            )
            if match[1] or match[3]:  # signs stay on the line of the word that they belong to
                return f'<span class="together">{match[1]}{mark}{match[3]}</span>'
            return mark

        pieces = _TAGS_APART.split(markup)
        apart = 0  # how deep within what is no running text
        for number, piece in enumerate(pieces):
            if number % 2:
                if _NO_TERMS.match(piece):
                    apart += -1 if piece.startswith("</") else 1
            elif not apart and piece:
                pieces[number] = self._pattern.sub(opening, piece)
        return "".join(pieces)


def _straight(words: str) -> str:
    return words.replace("’", "'")


_TAGS_APART = re.compile(r"(<[^>]*>)")
_NO_TERMS = re.compile(r"</?(?:a|code|pre|h[1-6]|sup)\b")
TERM_MARK = re.compile(r'<button type="button" class="term" popovertarget="([^"]+)">(.*?)</button>')
"""A term as it is marked: the anchor of its explanation, and its words."""
TERM_LINK = re.compile(r'<a href="[^"]*"[^>]* data-term="([^"]+)">')
"""A link to a term in the glossary: the anchor of its explanation on the page."""


def with_paragraph_ids(markup: str, prefix: str) -> str:
    """A text's HTML in which each paragraph has an id: the prefix and its number.

    The underscore between them keeps it apart from the id of any record.
    """
    number = count(1)
    return _PARAGRAPH.sub(lambda _: f'<p id="{prefix}_p{next(number)}">', markup)


_PARAGRAPH = re.compile("<p>")


def _options() -> tuple[comrak.ExtensionOptions, comrak.ParseOptions, comrak.RenderOptions]:
    extension, rendering = comrak.ExtensionOptions(), comrak.RenderOptions()
    extension.table = True
    extension.footnotes = True
    rendering.escape = True
    return extension, comrak.ParseOptions(), rendering


_EXTENSION, _PARSE, _RENDER = _options()


@lru_cache(maxsize=50_000)
def parse(text: str) -> Prose:
    """An author's text as HTML with addresses, and what a check wants to know of it."""
    if any(map(_BEYOND.match, text.split("\n"))):
        return Prose(f"<p>{html.escape(text)}</p>", too_deep=True)
    candidates = dict.fromkeys(_references(text))
    definitions = "".join(f"[{label}]: <record:{label}>\n" for label in candidates)
    body = _COLLAPSED_REFERENCE.sub(r"[\1][\1]", text)
    raw = comrak.render_markdown(
        f"{definitions}\n{body}" if definitions else body, _EXTENSION, _PARSE, _RENDER
    )
    cleaned, headings = _with_heading_ids(_ALLOW_LIST.clean(raw))
    pictured = tuple(unquote(html.unescape(a)) for a, _ in _PICTURED_RECORD.findall(cleaned))
    cleaned = _PICTURED_RECORD.sub(r"\2", cleaned)
    cleaned = _accessible_tables(cleaned).replace("<pre>", '<pre tabindex="0">')
    images = [dict(re.findall(r'(\w+)="([^"]*)"', m)) for m in _IMAGE.findall(cleaned)]
    return Prose(
        markup=cleaned,
        records=tuple(
            dict.fromkeys(unquote(html.unescape(a)) for a, _, _ in _HREF.findall(cleaned))
        ),
        paths=tuple(dict.fromkeys(unquote(html.unescape(p)) for p in _RELATIVE.findall(cleaned))),
        images_without_alt=tuple(i.get("src", "") for i in images if not i.get("alt")),
        foreign_images=tuple(i["src"] for i in images if re.match("https?:|//", i.get("src", ""))),
        pictured_records=pictured,
        dropped_links=len(_DEAD_LINK.findall(cleaned)),
        dropped_words=tuple(_OTHER_SCHEME.findall(text)),
        headings=headings,
        anchors=tuple(_dead_ends(cleaned)),
    )


def _dead_ends(markup: str) -> Iterator[str]:
    """What is linked to within a text, and is none of its footnotes."""
    links = dict.fromkeys(_ANCHOR.findall(markup))
    notes = set(_FOOTNOTE_ID.findall(markup)) if links else ()
    for target, attributes in links:
        anchor = unquote(html.unescape(target))
        if anchor and target not in notes and not _FOOTNOTE_LINK.search(attributes):
            yield anchor


def _accessible_tables(markup: str) -> str:
    """Tables that scroll by themselves, can be reached by keyboard, and know their headers."""
    if "<table>" not in markup:
        return markup
    markup = _HEADER_CELL.sub('<th scope="col"', markup)
    markup = _ALIGNED.sub(r'<\1\2 class="align-\3"', markup)
    opening = '<div class="table" role="group" tabindex="0" aria-label="Table"><table>'
    return markup.replace("<table>", opening).replace("</table>", "</table></div>")


def _references(text: str) -> Iterator[str]:
    shown = {label.casefold() for label in _DEFINITION.findall(text)}
    for pattern in (_FULL_REFERENCE, _COLLAPSED_REFERENCE):
        for match in pattern.finditer(text):
            label = match[1]
            own = label.casefold() in shown and _is_defined(label, text)
            if not own and not label.startswith("^"):
                yield label


def _is_defined(label: str, text: str) -> bool:
    """Whether a text says itself where its links of this label lead."""
    probe = comrak.render_markdown(f"[x][{label}]\n\n{text}", _EXTENSION, _PARSE, _RENDER)
    return probe.startswith("<p><a ")


def _with_heading_ids(markup: str) -> tuple[str, tuple[Heading, ...]]:
    headings: list[Heading] = []
    used: Counter[str] = Counter()

    def with_id(match: re.Match[str]) -> str:
        text = html.unescape(_TAG.sub("", match[2])).strip()
        stem = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "part"
        name = stem
        while name in used:
            used[stem] += 1
            name = f"{stem}-{used[stem]}"
        used[name] = 1
        headings.append(Heading(int(match[1]), name, text))
        return f'<h{match[1]} id="{name}">{match[2]}</h{match[1]}>'

    return _HEADING.sub(with_id, markup), tuple(headings)


def plain(text: str) -> str:
    """A text's words alone, for descriptions and search."""
    return parse(text).words


def page(text: str) -> Prose:
    """A hand-written page as one text, so that its notes and links hold across its panels.

    Where its panels stand is known to `cut`.
    """
    return parse(f"\n\n{_HELD}\n\n".join(panels(text)[::2]))


def cut(markup: str) -> list[str]:
    """A page's HTML cut where its panels stand: one piece more than there are panels."""
    return _HELD_PLACE.split(markup)


def panels(text: str) -> list[str]:
    """A hand-written page cut at its live panels: text, panel name, text, panel name, ..., text.

    A panel stands alone on its line; in a block of code it is only shown.
    """
    pieces: list[list[str]] = [[]]
    fence = ""
    for line in text.replace(_HELD, "").splitlines(keepends=True):
        opened = _FENCE.match(line)
        panel = None if fence else _PANEL.match(line.rstrip("\r\n"))
        if panel:
            pieces += [[panel[1]], ["\n"]]
            continue
        if opened and not fence:
            fence = opened[1]
        elif opened and opened[1].startswith(fence) and not line[opened.end() :].strip():
            fence = ""
        pieces[-1].append(line)
    return ["".join(piece) for piece in pieces]
