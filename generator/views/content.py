"""Hand-written pages: an author's Markdown with links to records, and live panels in between."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import PurePosixPath

from generator import mistakes, prose
from generator.catalogue import MADE_PAGES, ContentPage, page_address
from generator.fields import FIELD_PANELS, Fields, described
from generator.places import spot_of
from generator.views import lists, requests
from generator.views.comparison import Overview, TallyView
from generator.views.context import Here
from generator.views.pieces import AskView, Heading, Link
from generator.words import deferred_count

_LISTED = 2
"""The level of headings that stand in the list of contents."""


@dataclass(frozen=True)
class Panel:
    """A part of a page that always shows the newest state of the records."""

    name: str
    visits: tuple[lists.VisitLine, ...] = ()
    tally: TallyView | None = None
    comparison: Link | None = None
    overview: Overview | None = None
    counts: tuple[tuple[str, str, str], ...] = ()
    asks: tuple[AskView, ...] = ()
    fields: tuple[FieldTable, ...] = ()
    mistakes: tuple[MistakeView, ...] = ()


@dataclass(frozen=True)
class Words:
    """A phrase with code in it."""

    html: str


@dataclass(frozen=True)
class FieldRow:
    """A key that an author may write."""

    name: str
    value: Words
    needed: bool
    many: bool
    html: str


@dataclass(frozen=True)
class FieldTable:
    """The keys of a record, or of what stands inside one of its keys."""

    label: str
    title: str
    html: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True)
class ExampleView:
    """Files, each with its path, and what is typed beside them, if anything is."""

    command: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MistakeView:
    """A kind of mistake, explained."""

    code: str
    title: str
    html: str
    wrong: ExampleView | None
    told: str
    right: ExampleView | None


@dataclass(frozen=True)
class Piece:
    """A stretch of text, or a panel."""

    html: str = ""
    panel: Panel | None = None


@dataclass(frozen=True)
class ContentView:
    """A hand-written page."""

    pieces: tuple[Piece, ...]
    changes: tuple[tuple[str, str, str], ...]
    """What changed since it was published: kind, date, note."""


@dataclass(frozen=True)
class Written:
    """A hand-written page with its list of contents."""

    headings: tuple[Heading, ...]
    view: ContentView


def fill(here: Here, page: ContentPage) -> Written:
    """A hand-written page. Its first heading is its title unless its settings give one."""
    parsed, above = page.parsed, page.heading_above
    markup = parsed.html(
        lambda typed: _record(here, typed),
        lambda path: _file(here, page, path),
        prefix="page",
        say=here.say,
    )
    for heading in (h for h in parsed.headings if h.level == 1):
        start = markup.index(f'<h1 id="{heading.id}">')
        end = markup.index("</h1>", start) + len("</h1>")
        # the first is the page's title and stands above it; another is a heading in it
        kept = "" if heading is above else f"<h2{markup[start + 3 : end - 5]}</h2>"
        markup = markup[:start] + kept + markup[end:]
    panels = [Piece(panel=_panel(here, name)) for name in prose.panels(page.text)[1::2]]
    texts = [Piece(html=piece.strip()) for piece in prose.cut(markup)]
    pieces = (piece for pair in zip_longest(texts, panels) for piece in pair)
    return Written(
        tuple(
            Heading(h.id, h.text) for h in parsed.headings if h.level <= _LISTED and h is not above
        ),
        ContentView(
            tuple(p for p in pieces if p and (p.html or p.panel)),
            tuple((c.kind, here.when(c.date), c.note) for c in page.settings.changes),
        ),
    )


def _record(here: Here, typed: str) -> str | None:
    target = here.graph.addresses.find(typed, "")
    spot = spot_of(here.site.spots, target) if target else None
    return here.to(spot.path, spot.anchor) if spot else None


def _file(here: Here, page: ContentPage, path: str) -> str | None:
    """A relative path as typed in a page, as a link from where the page stands."""
    target, mark, anchor = path.partition("#")
    full = page.path_to(target)
    if full.endswith(".md"):
        return here.to(page_address(full), anchor) if full in here.site.content else None
    if target.endswith("/") or not target:
        written = {page_address(p) for p in here.site.content}
        made = full.split("/")[0] in MADE_PAGES
        to = f"{full}/" if full else ""
        return here.to(to, anchor) if made or to in written else None
    parent = str(PurePosixPath(full).parent)
    base = here.to("" if parent == "." else f"{parent}/")
    return base + PurePosixPath(full).name + mark + anchor


_COUNTED = {
    "inspection": deferred_count("inspection or revisit", "inspections and revisits"),
    "finding": deferred_count("finding", "findings"),
    "recommendation": deferred_count("recommendation", "recommendations"),
    "case-study": deferred_count("case study", "case studies"),
    "notable-practice": deferred_count(
        "example of notable practice", "examples of notable practice"
    ),
}


def _fields(here: Here, name: str, table: Fields) -> FieldTable:
    inside = ", ".join(table.inside)
    return FieldTable(
        f"{name}, {inside}" if inside else name,
        ", ".join(f"{key}:" for key in table.inside),
        here.prose(table.description),
        tuple(
            FieldRow(f.name, Words(here.prose(f.kind)), f.needed, f.many, here.prose(f.description))
            for f in table.fields
        ),
    )


def _mistake(here: Here, found: mistakes.Mistake) -> MistakeView:
    return MistakeView(
        found.code,
        found.title,
        here.prose(found.about),
        _example(found.wrong),
        found.told,
        _example(found.right),
    )


def _example(found: mistakes.Example | None) -> ExampleView | None:
    if found is None:
        return None
    return ExampleView(found.command if found.command != mistakes.CHECK else "", found.files)


def _panel(here: Here, name: str) -> Panel:
    graph = here.graph
    if name == "latest":
        return Panel(name, visits=lists.latest(here))
    if name == "comparison":
        found = lists.latest_tally(here)
        return (
            Panel(name, tally=found[0], comparison=found[1], overview=found[2])
            if found
            else Panel(name)
        )
    if name == "recommendations":
        newest = next((v for v in here.site.visits if graph.of(v.id, "recommendation")), None)
        asks = graph.of(newest.id, "recommendation") if newest else ()
        return Panel(name, asks=tuple(requests.ask(here, e, 3) for e in asks))
    if name in FIELD_PANELS:
        kind = FIELD_PANELS[name]
        tables = described(kind)
        return Panel(name, fields=tuple(_fields(here, kind, table) for table in tables))
    if name == "mistakes":
        every = map(mistakes.mistake, mistakes.codes())
        return Panel(name, mistakes=tuple(_mistake(here, one) for one in every))
    number = here.site.words.number
    kinds = (
        ("inspection", "inspections/"),
        ("finding", "findings/"),
        ("recommendation", "recommendations/"),
        ("case-study", "case-studies/"),
        ("notable-practice", "notable-practice/"),
    )
    visits = here.site.visits
    held = {kind: sum(len(graph.counted(v.id, kind)) for v in visits) for kind, _ in kinds[1:]}
    held["inspection"] = len(visits)
    counts = [
        (here.count(*_COUNTED[kind], held[kind]), number(held[kind]), here.to(path))
        for kind, path in kinds
        if held[kind]
    ]
    return Panel(name, counts=tuple(counts))
