"""HTML as blocks; the only module of the desk that knows lxml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree, html

from generator.desk.importing.blocks import Block, Span, plain, set_in
from generator.desk.importing.signs import Signs

_SILENT = {"script", "style", "template", "title"}
"""What no page shows."""
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "  # noqa: SIM905 - reads better
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_BOXES = {"aside", "blockquote", "details", "fieldset"}
_ROUND = {
    "nav": "it leads through the page",
    "footer": "it stands at the foot of the page",
    "form": "a form of the page",
    "button": "a button of the page",
    "select": "a form of the page",
    "datalist": "a form of the page",
    "noscript": "it is shown only where scripts are off",
    "textarea": "a form of the page",
}
_OUTSIDE = "it stands outside the main part of the page"
_CONTENTS = "the list of contents, which is made anew"
_HIDDEN = "it is hidden on the page"
_LONGEST_MARK = 4
_FRAME = ("table", "thead", "tbody", "tfoot", "tr", "colgroup")
"""What only holds the cells of a table; words do not stand there."""
_FEW = 2


@dataclass(frozen=True)
class Page:
    """A page as it was read: what its head calls it, and its blocks."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class _Look:
    """How what is being read is set."""

    strong: bool = False
    emphasis: bool = False
    link: str = ""
    note: str = ""
    furniture: str = ""
    heading: int | None = None
    items: int = 0
    box: int = 0
    inside: bool = False
    """Whether it stands in the main part of the page."""


def read(markup: str, signs: Signs) -> Page:
    """What stands on a page. Every word that it shows is in one of the blocks, and in one only.

    Raises:
        ValueError: it cannot be read whole; the message says why.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return Page("", ())
    if any("depth" in error.message.lower() for error in parser.error_log):
        raise ValueError("its elements are nested too deeply")
    title = root.find(".//title")
    reading = _Reading(root, signs)
    reading.flow(root, _Look())
    reading.end(_Look())
    said = " ".join((title.text or "").split()) if title is not None else ""
    return Page(said, tuple(_main(reading.found)))


def _main(found: Sequence[tuple[Block, bool]]) -> Iterator[Block]:
    """Blocks, those outside the main part of a page being furniture, where it has such a part."""
    parted = any(inside for _, inside in found)
    for block, inside in found:
        title = block.kind == "heading" and block.level <= 1
        out = parted and not inside and not title and block.kind != "note"
        yield block.as_furniture(_OUTSIDE) if out and block.kind != "furniture" else block


class _Reading:
    """Goes through the tree of a page."""

    def __init__(self, root: html.HtmlElement, signs: Signs) -> None:
        self.signs = signs
        self.notes, self.marks = _notes(root)
        self.found: list[tuple[Block, bool]] = []
        self.spans: list[Span] = []
        self.line = 1
        self.mark = ""
        """What stands before the item that comes; none if it has begun."""
        self.label = ""
        """Which note is being read."""
        self.boxes = 0

    def flow(self, element: html.HtmlElement, look: _Look) -> None:
        """Read what stands in an element."""
        self._words(element.text, look, element)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, look)
            self._words(child.tail, look, child)

    def _words(self, text: str | None, look: _Look, element: html.HtmlElement) -> None:
        if not text:
            return
        if not any(span.text.strip() for span in self.spans):
            self.line = element.sourceline or self.line
        self.spans.append(
            Span(text, strong=look.strong, emphasis=look.emphasis, link=look.link, note=look.note)
        )

    def _element(self, element: html.HtmlElement, look: _Look) -> None:
        tag = str(element.tag)
        if tag in _SILENT:
            return
        if tag == "br":
            self._words("\n", look, element)
            if (element.tail or "").strip() == "" and _next_is(element, "br"):
                self.end(look)
        elif tag in ("img", "svg"):
            self._picture(element, look)
        elif tag == "table":
            self._table(element, look)
        elif tag in _BLOCKS or element in self.notes:
            self.end(look)
            self._block(element, tag, look)
        else:
            self._inline(element, tag, look)

    def _inline(self, element: html.HtmlElement, tag: str, look: _Look) -> None:
        if element in self.marks:
            look = replace(look, note=self.marks[element])
        elif tag in ("b", "strong"):
            look = replace(look, strong=True)
        elif tag in ("i", "em", "cite"):
            look = replace(look, emphasis=True)
        elif tag == "a":
            if self.label and _leads_back(element, self.label):
                return
            look = replace(look, link=(element.get("href") or "").strip())
        elif tag in _ROUND:
            self.end(look)
            look = replace(look, furniture=look.furniture or _ROUND[tag])
            self.flow(element, look)
            self.end(look)
            return
        self.flow(element, look)

    def _block(self, element: html.HtmlElement, tag: str, look: _Look) -> None:
        inner = self._set(element, tag, look)
        label, mark = self.label, self.mark
        if element in self.notes:
            self.label = self.notes[element]
        elif tag == "li":
            parent = element.getparent()
            ordered = parent is not None and parent.tag == "ol"
            self.mark = f"{_place(element)}." if ordered else "-"
        self.flow(element, inner)
        self.end(inner)
        self.label = label
        self.mark = "" if tag == "li" else mark if tag in ("ul", "ol") else self.mark

    def _set(self, element: html.HtmlElement, tag: str, look: _Look) -> _Look:
        """How what stands in an element of the page's layout is set."""
        if tag in ("main", "article") or element.get("role") == "main":
            look = replace(look, inside=True)
        if element.get("hidden") is not None:
            look = replace(look, furniture=_HIDDEN)
        if tag in _ROUND or (tag == "header" and not look.inside and not _holds_title(element)):
            why = _ROUND.get(tag, "it stands at the head of the page")
            look = replace(look, furniture=look.furniture or why)
        if tag in ("ul", "ol"):
            look = replace(look, items=look.items + 1)
            if _leads_through(element, self.marks):
                look = replace(look, furniture=_CONTENTS)
        if tag[0] == "h" and tag[1:].isdigit():
            level = 0 if "title" in element.classes else int(tag[1:])
            look = replace(look, heading=level, strong=False, emphasis=False)
        if tag == "dt":
            look = replace(look, strong=True)
        if "contents" in element.classes and tag == "p":
            look = replace(look, furniture=_CONTENTS)
        if not look.box and (tag in _BOXES or self._is_boxed(element, tag)):
            self.boxes += 1
            look = replace(look, box=self.boxes)
        return look

    def _is_boxed(self, element: html.HtmlElement, tag: str) -> bool:
        names = [*element.classes, element.get("role") or ""]
        return tag in ("div", "section") and any(map(self.signs.is_box, filter(None, names)))

    def end(self, look: _Look) -> None:
        """End the paragraph that is being read, if there are words in it."""
        spans = set_in(_safe(self.spans))
        self.spans = []
        if not spans:
            return
        block = Block("paragraph", self.line, spans, box=look.box)
        if look.furniture:
            block = block.as_furniture(look.furniture)
        elif self.label:
            block = replace(block, kind="note", mark=self.label, box=0)
        elif look.heading is not None:
            block = replace(block, kind="heading", level=look.heading)
        elif look.items:
            block = replace(block, kind="item", level=look.items, mark=self.mark)
            self.mark = ""
        elif all(span.strong or not span.text.strip() for span in spans):
            bare = tuple(replace(span, strong=False) for span in spans)
            block = replace(block, spans=set_in(bare), apart=True)
        self.found.append((block, look.inside))

    def _picture(self, element: html.HtmlElement, look: _Look) -> None:
        source = element.get("src") or ""
        named = "" if source.startswith("data:") else source
        spans = plain(element.get("alt") or " ".join(element.itertext()) or named)
        block = Block("picture", element.sourceline or self.line, spans or plain("(no words)"))
        block = block.as_furniture(look.furniture) if look.furniture else block
        self.found.append((block, look.inside))

    def _table(self, element: html.HtmlElement, look: _Look) -> None:
        """A table; one that lays out the page is read through, and is a box if it is one column."""
        self.end(look)
        rows = _rows(element)
        columns = max(map(len, rows), default=0)
        if look.furniture or look.items or columns < _FEW or self._lays_out(element):
            inner = look
            if columns == 1 and not look.box:
                self.boxes += 1
                inner = replace(look, box=self.boxes)
            self.flow(element, inner)
            self.end(inner)
            return
        captions = element.findall("caption")
        spans = plain(" ".join(_said(caption) for caption in captions))
        cells = tuple(
            tuple(_said(cell) if cell is not None else "" for cell in row)
            + ("",) * (columns - len(row))
            for row in rows
        )
        line = element.sourceline or self.line
        pictures = [*element.iterdescendants("img")]
        if any(any(row) for row in cells) or spans:
            self.found.append((Block("table", line, spans, rows=cells, box=look.box), look.inside))
        for picture in pictures:
            self._picture(picture, look)

    def _lays_out(self, table: html.HtmlElement) -> bool:
        """Whether a table holds more than cells with a few words each."""
        if any(True for _ in table.iterdescendants("table", "h1", "h2", "h3", "h4")):
            return True
        if any(element in self.notes for element in table.iterdescendants()):
            return True
        return any(
            (element.text or "").strip() or any((child.tail or "").strip() for child in element)
            for element in table.iter(*_FRAME)
        )


def _rows(table: html.HtmlElement) -> list[list[html.HtmlElement | None]]:
    """The cells of a table, row by row; one that spans several is followed by empty ones."""
    rows = []
    below: dict[int, int] = {}
    for row in table.iterdescendants("tr"):
        found: list[html.HtmlElement | None] = []
        for cell in row.iterchildren("td", "th"):
            while below.get(len(found), 0):
                below[len(found)] -= 1
                found.append(None)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for n in range(wide):
                below[len(found)] = high - 1
                found.append(cell if n == 0 else None)
        if any(cell is not None for cell in found):
            rows.append(found)
    return rows


def _span(cell: html.HtmlElement, name: str) -> int:
    typed = (cell.get(name) or "").strip()
    return min(max(int(typed), 1), 50) if typed.isdecimal() else 1


def _said(element: html.HtmlElement) -> str:
    """All that an element says, on one line; what stands in blocks of its own stays apart."""
    parts: list[str] = []

    def collect(inner: html.HtmlElement) -> None:
        parts.append(inner.text or "")
        for child in inner:
            if isinstance(child.tag, str) and child.tag not in _SILENT:
                apart = child.tag in _BLOCKS or child.tag == "br"
                parts.append(" " if apart else "")
                collect(child)
                parts.append(" " if apart else "")
            parts.append(child.tail or "")

    collect(element)
    return "".join(span.text for span in plain("".join(parts)))


def _notes(
    root: html.HtmlElement,
) -> tuple[dict[html.HtmlElement, str], dict[html.HtmlElement, str]]:
    """Notes, and the marks in the text that lead to them, each with its label.

    A mark is a short link to something further down the page.
    """
    order = {element: n for n, element in enumerate(root.iter())}
    targets = {name: e for e in order for name in (e.get("id"), e.get("name")) if name}
    notes: dict[html.HtmlElement, str] = {}
    marks: dict[html.HtmlElement, str] = {}
    for link in root.iter("a"):
        target = targets.get((link.get("href") or "").removeprefix("#"))
        words = _said(link).strip("[]() ")
        if target is None or not (link.get("href") or "").startswith("#"):
            continue
        if not words or len(words) > _LONGEST_MARK or order[target] < order[link]:
            continue
        note = _holding(target)
        if note is None or note.tag in ("body", "main", "article", "section", "table"):
            continue
        if note not in notes:
            taken = words in notes.values() or not words.isalnum()
            notes[note] = f"note{len(notes) + 1}" if taken else words
        marks[link] = notes[note]
    return notes, marks


def _holding(element: html.HtmlElement) -> html.HtmlElement | None:
    """The paragraph or item that an element is, or stands in."""
    here: html.HtmlElement | None = element
    while here is not None and here.tag not in _BLOCKS:
        here = here.getparent()
    return None if here is not None and str(here.tag)[0] == "h" else here


def _leads_back(link: html.HtmlElement, label: str) -> bool:
    """Whether a link in a note only leads back to where it is cited."""
    words = _said(link).strip("[]() .:")
    inside = (link.get("href") or "").startswith("#")
    return inside and (words == label or not any(c.isalnum() for c in words))


def _leads_through(element: html.HtmlElement, marks: dict[html.HtmlElement, str]) -> bool:
    """Whether a list consists of links to places on its own page."""
    links = [a for a in element.iterdescendants("a") if (a.get("href") or "").startswith("#")]
    links = [a for a in links if a not in marks]
    linked = "".join("".join(a.itertext()) for a in links)
    whole = "".join(element.itertext())
    return len(links) > _FEW and len("".join(linked.split())) >= 0.8 * len("".join(whole.split()))


def _holds_title(element: html.HtmlElement) -> bool:
    return element.find(".//h1") is not None


def _next_is(element: html.HtmlElement, tag: str) -> bool:
    following = element.getnext()
    return following is not None and following.tag == tag


def _place(item: html.HtmlElement) -> int:
    return sum(1 for _ in item.itersiblings("li", preceding=True)) + 1


def _safe(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans whose links lead to the web, or nowhere."""
    for span in spans:
        on_web = span.link.startswith(("https://", "http://", "mailto:"))
        yield replace(span, link=span.link if on_web else "")
