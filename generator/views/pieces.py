"""The pieces that several views share: plain values, each as a template prints it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; plain words where `href` is empty."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Mark:
    """A word that judges: always shown as a word, its tone only repeating it."""

    label: str
    tone: str = "neutral"
    description: str = ""
    reading: bool = False
    """It is the editor's reading, not the inspectorate's word."""
    claimed: str = ""
    """Whose claim it is, where it is one that nobody verified."""
    of: str = ""
    """The addressee that it is about, where several were asked."""
    href: str = ""
    """Where the word is explained."""
    variant: int = 1
    """Sets words of one tone apart, here as in bars."""


@dataclass(frozen=True)
class SourceLine:
    """Where a fact comes from, in one line."""

    title: str
    href: str = ""
    publisher: str = ""
    date: str = ""
    at: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Origin:
    """Whose word a record is, how it is known, from where, and what is not known."""

    by: str = ""
    reading: bool = False
    certainty: str = ""
    sources: tuple[SourceLine, ...] = ()
    note: str = ""
    missing: str = ""
    unpublished: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    retold: bool = False
    """The text is the editor's, though what it tells is the inspectorate's."""
    former: tuple[str, ...] = ()
    """Anchors that the record used to have on this page."""
    withheld: str = ""
    identifiers: tuple[tuple[str, Link], ...] = ()
    """Numbers by which others know it: whose, and the number."""
    bodies: tuple[Link, ...] = ()
    """The bodies or sites it is about, where several were inspected."""
    lang: str = ""
    """The language of the record's words, where the page is in another."""
    untranslated: str = ""
    """`wholly` or `partly`, where a translation should have its words and has not."""


@dataclass(frozen=True)
class Segment:
    """One part of a bar, in thousandths of it; `variant` sets parts of one tone apart."""

    label: str
    tone: str
    variant: int
    n: str
    share: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """Counts drawn as one bar, with the same in words."""

    title: str
    description: str
    total: str
    unit: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Row:
    """One row of a figure's breakdown."""

    anchor: str
    title: str
    bar: Bar | None
    cells: tuple[str, ...]
    n: str
    of: str
    """How many it is a share of, where it is one."""
    note: str
    points: tuple[PointView, ...]


@dataclass(frozen=True)
class PointView:
    """A point of a recommendation, row or progress entry."""

    anchor: str
    title: str
    mark: Mark | None
    html: str
    letter: str = ""


@dataclass(frozen=True)
class FigureView:
    """A number with its unit, or counts over a scale."""

    anchor: str
    level: int
    title: str
    value: str
    unit: str
    of: str
    """How many it is a share of, where it is one."""
    period: str
    counted_by: str
    html: str
    bar: Bar | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    related: tuple[Related, ...]
    origin: Origin


@dataclass(frozen=True)
class Numbers:
    """Single figures that share a table, with the sources of all of them."""

    rows: tuple[FigureView, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class Related:
    """Links of one sort from a record to others."""

    relation: str
    """`answered-by`, `rests-on`, `illustrated-by`, `earlier`, `later`, `themes`, `mentioned`..."""
    links: tuple[Link, ...]


@dataclass(frozen=True)
class IllustrationView:
    """A case study or an example of notable practice."""

    anchor: str
    level: int
    family: str
    kind: str
    title: str
    html: str
    anonymised: str
    related: tuple[Related, ...]
    origin: Origin


@dataclass(frozen=True)
class FindingView:
    """A finding with what stands beside it."""

    anchor: str
    level: int
    number: str
    title: str
    kind: str
    """The framework's name for it, where it is of a kind of its own."""
    mark: Mark | None
    html: str
    numbers: Numbers
    figures: tuple[FigureView, ...]
    illustrations: tuple[IllustrationView, ...]
    related: tuple[Related, ...]
    origin: Origin


@dataclass(frozen=True)
class SaidView:
    """What a later visit said of a recommendation, or that it said nothing."""

    anchor: str
    visit: Link
    date: str
    outcome: str
    words: tuple[ProgressView, ...]
    again: tuple[tuple[Link, str], ...] = ()
    """Recommendations of this visit that carry it on, and how."""
    claims: tuple[ProgressView, ...] = ()
    """What an addressee claimed between the visit before and this one."""


@dataclass(frozen=True)
class ProgressView:
    """One word on a recommendation, by one side."""

    mark: Mark | None
    addressee: str
    date: str
    html: str
    evidence: str
    quotes: tuple[tuple[str, SourceLine], ...]
    points: tuple[PointView, ...]
    origin: Origin


@dataclass(frozen=True)
class AskView:
    """A recommendation in short: what was asked, of whom, by when, and what came of it."""

    anchor: str
    level: int
    href: str
    label: str
    title: str
    html: str
    points: tuple[PointView, ...]
    addressees: tuple[Link, ...]
    timescale: str
    due: str
    due_counted: str
    """What the date is counted from; empty where it is given as such."""
    late: str
    """How long ago the date passed, where nothing verified says that it is done."""
    priority: tuple[Mark, ...]
    said: tuple[SaidView, ...]
    since: tuple[ProgressView, ...]
    """What an addressee has claimed since the last visit."""
    parent: Link | None
    origin: Origin


@dataclass(frozen=True)
class Event:
    """Something on a timeline."""

    anchor: str
    date: str
    year: int
    title: Link
    kind: str
    """`visit` for an inspection of ours, `milestone` for anything else."""
    by: str
    to: str
    html: str
    due: str
    link: str
    origin: Origin
    answered: tuple[Link, ...] = ()
    """The milestones that answer it."""
    answers: tuple[Link, ...] = ()
    """The milestones that it answers."""
    late: str = ""
    """How late the answer came, or is, and whose is not recorded."""
    estimated: bool = False
    """Its date is in words that do not name the year, which is the editor's estimate."""


@dataclass(frozen=True)
class Heading:
    """A line of the page's list of contents."""

    anchor: str
    title: str
    children: tuple[Heading, ...] = ()
