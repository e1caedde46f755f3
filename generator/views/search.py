"""What a search finds: every record with its words, where it stands, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import prose
from generator.catalogue import Entry
from generator.comparison import follow
from generator.dates import When
from generator.graph import word
from generator.obligations import due
from generator.places import Spot
from generator.records import (
    EDITOR,
    Finding,
    Grade,
    Marked,
    Milestone,
    Progress,
    Recommendation,
    Term,
)
from generator.views import naming, origins, requests
from generator.views.context import Here, Site, inspection
from generator.views.pieces import Link, Mark
from generator.words import deferred, deferred_count

FACETS = {
    "kind": deferred("Kind"),
    "body": deferred("Body"),
    "inspection": deferred("Inspection"),
    "year": deferred("Year"),
    "theme": deferred("Theme"),
    "judgement": deferred("Judgement or grade"),
    "status": deferred("Status"),
    "addressee": deferred("Asked of"),
    "deadline": deferred("Deadline"),
    "language": deferred("Language"),
}
"""By what found records are narrowed down, in the order in which it is offered."""

PAGE = "search/"
INDEX = f"{PAGE}index/"
_UNSOUGHT = ("source",)
"""Kinds that are only ever told beside other records."""

UNJUDGED = "_none"
"""The value of a finding that nobody has judged; no framework has a word of that id."""

Value = tuple[str, str]
"""A value of a facet: its id in addresses, and its name."""
Pair = tuple[str, str]
"""Two names of the same."""


@dataclass(frozen=True)
class Document:
    """A record, or a hand-written page, as a search finds it."""

    path: str
    """From the site's root, with its anchor."""
    title: str
    kind: str
    within: str
    """The inspection and the part of its report that it stands in."""
    text: str
    marks: tuple[Mark, ...]
    language: str
    facets: Mapping[str, tuple[Value, ...]]
    also: str = ""
    """Words that lead to it and are not among its own."""


@dataclass(frozen=True)
class SearchView:
    """The page on which readers search; a script fills it from the index."""

    index: str
    """The folder of the index, as seen from the page."""
    root: str
    """The site's root, as seen from the page."""
    lists: tuple[Link, ...]
    """What there is to browse, for those without scripts."""
    facets: tuple[tuple[str, str], ...]
    found: Mapping[str, str]
    """The number of results in words, by the plural category of the number."""


_RESULTS = deferred_count("%(num)s result", "%(num)s results")


def asking(here: Here, question: str = "") -> str:
    """A link to the search page that asks something of it; empty where the site has none."""
    return Spot(PAGE).seen_from(here.path) + question if here.site.search else ""


def page(here: Here, lists: tuple[Link, ...]) -> SearchView:
    """The search page."""
    return SearchView(
        Spot(INDEX).seen_from(here.path),
        Spot("").seen_from(here.path),
        lists,
        tuple((name, here.say(title)) for name, title in FACETS.items()),
        here.site.words.by_category(*_RESULTS),
    )


@dataclass(frozen=True)
class Sought:
    """A document, and where it belongs among all others."""

    language: str
    """The tag of the language that it is in."""
    inspection: str
    document: Document
    kept: bool = True
    """Whether it is found; else only the names of its values are known by it."""


def sought(sites: Sequence[Site], *, shared: bool | None = None) -> list[Sought]:
    """Every record of the site, and what of it is translated.

    It may be only what inspections share (`shared`), or only what they do not.
    """
    own, *others = sites
    originals = own.graph.entries
    told = _documents(own, shared=shared)
    found = [Sought(own.words.language, entry.inspection, one) for entry, one in told]
    for site in others:
        for entry, whole in _documents(site, shared=shared):
            document = whole
            new = entry.address in site.translated_records or entry.address not in originals
            kept = new and document.path.startswith(f"{site.language}/")
            if not kept:
                document = replace(document, text="", marks=(), also="")
            found.append(Sought(site.words.language, entry.inspection, document, kept))
    return found


def written(sites: Sequence[Site]) -> list[Sought]:
    """Every hand-written page, in the language that it is in."""
    return [
        Sought(site.words.language, "", document)
        for site in sites
        for document in _written(Here(site, ""))
    ]


def _documents(site: Site, *, shared: bool | None) -> Iterator[tuple[Entry, Document]]:
    here = Here(site, "")
    for entry in site.graph.entries.values():
        if entry.kind not in _UNSOUGHT and shared in (None, not entry.inspection):
            yield entry, _document(here, entry)


def _written(here: Here) -> Iterator[Document]:
    for page in here.graph.released.pages:
        if page.language != here.site.language:
            continue
        kind = here.say("Page of this site")
        facets = {"kind": (("page", here.say("Pages of this site")),), **_language(here)}
        language = here.site.words.language
        words = page.parsed.words
        yield Document(page.address, page.title, kind, "", words, (), language, facets)


def _document(here: Here, entry: Entry) -> Document:
    spot = here.site.spots[entry.address]
    path = here.site.path(spot.path)
    judged = tuple(_judged(here, entry))
    return Document(
        f"{path}#{spot.anchor}" if spot.anchor else path,
        _title(here, entry),
        _kind(here, entry),
        _within(here, entry),
        " · ".join(_words(entry)),
        tuple(mark for _, mark in judged),
        here.site.words.language,
        _facets(here, entry, judged),
        entry.id if entry.kind == "recommendation" else "",
    )


def _title(here: Here, entry: Entry) -> str:
    record = entry.record
    if entry.kind == "grade":
        return f"{naming.name(here, entry)}: {origins.grade_mark(here, entry).label}"
    if isinstance(record, Milestone):
        return record.what
    return naming.link(here, entry).text


def _kind(here: Here, entry: Entry) -> str:
    if entry.kind in naming.FAMILIES_OF_KINDS:
        return naming.kind_label(here, entry)
    return here.say(KINDS[entry.kind][0])


KINDS = {
    "finding": (deferred("Finding"), deferred("Findings")),
    "recommendation": (deferred("Recommendation"), deferred("Recommendations")),
    "progress": (deferred("Progress"), deferred("Progress")),
    "case-study": (deferred("Case study"), deferred("Case studies")),
    "notable-practice": (deferred("Notable practice"), deferred("Notable practice")),
    "figure": (deferred("Figure"), deferred("Figures")),
    "grade": (deferred("Grade"), deferred("Grades")),
    "section": (deferred("Part of a report"), deferred("Parts of reports")),
    "inspection": (deferred("Inspection"), deferred("Inspections")),
    "milestone": (deferred("Event"), deferred("Events")),
    "body": (deferred("Body"), deferred("Bodies")),
    "theme": (deferred("Theme"), deferred("Themes")),
    "term": (deferred("Term"), deferred("Terms")),
    "framework": (deferred("Framework"), deferred("Frameworks")),
}


def _within(here: Here, entry: Entry) -> str:
    """Where a record stands: its inspection, and the part of its report."""
    if not entry.inspection or entry.kind == "inspection":
        return ""
    visit = here.graph.entries[f"inspections/{entry.inspection}"]
    section = here.graph.entries.get(f"{entry.inspection}/{getattr(entry.record, 'section', None)}")
    parts = [inspection(visit).title, naming.name(here, section) if section else ""]
    return " · ".join(filter(None, parts))


def _words(entry: Entry) -> list[str]:
    """The words of a record besides its title, field by field."""
    found: list[tuple[bool, bool, str]] = []
    for at, mark, value in entry.marks:
        if entry.kind == "body" and at[0] == "milestones":
            continue  # they are found on their own
        if not isinstance(mark, Marked) or mark.what not in ("prose", "words"):
            continue
        if at[0] not in ("title", "name", "what"):
            words = prose.plain(value) if mark.what == "prose" else value
            found.append((at[0] in _BESIDE, at[0] not in _FIRST, words))
    found.sort(key=lambda one: one[:2])
    return [words for _, _, words in found]


_FIRST = ("text", "summary")
_BESIDE = ("note", "missing", "withheld")
"""What is said of a record comes after what it says."""


def _judged(here: Here, entry: Entry) -> Iterator[tuple[str, Mark]]:
    """The judgement, grade or status of a record, each with the id of its word."""
    record = entry.record
    if isinstance(record, Finding):
        found = origins.judgement(here, entry)
        if found is not None:
            yield record.judgement or "", found
    elif isinstance(record, Grade):
        yield record.grade or record.no_grade or "not-known", origins.grade_mark(here, entry)
    elif isinstance(record, Progress):
        found = requests.progress(here, entry).mark
        if found is not None:
            yield record.status or "", found
    elif isinstance(record, Recommendation):
        followed = follow(here.graph, entry)
        if followed.latest is not None:
            for said in followed.latest.entries:
                yield from _judged(here, said)
        elif followed.said:
            outcome = followed.said[-1].outcome
            yield outcome, Mark(here.say(requests.OUTCOMES[outcome]), "unknown")
        else:
            yield "no-later-visit", Mark(here.say("No later visit yet"), "unknown")


def values(here: Here, entry: Entry) -> dict[str, tuple[Value, ...]]:
    """The values that a record has of each facet."""
    return _facets(here, entry, tuple(_judged(here, entry)))


def _facets(
    here: Here, entry: Entry, judged: tuple[tuple[str, Mark], ...]
) -> dict[str, tuple[Value, ...]]:
    record, visit = entry.record, entry.inspection
    found: dict[str, tuple[Value, ...]] = {
        "kind": ((entry.kind, here.say(KINDS[entry.kind][1])),),
        **_language(here),
    }
    about = tuple(getattr(record, "bodies", ()) or ())
    if visit:
        whole = here.graph.entries[f"inspections/{visit}"]
        about = about or inspection(whole).bodies
        found["inspection"] = ((visit, inspection(whole).title),)
        year = naming.visit_year(whole)
        found["year"] = ((year, year),) if year else ()
    elif entry.kind == "milestone":
        about = (entry.address.split("/")[1],)
        found["year"] = _year(getattr(record, "date", None))
    elif entry.kind == "body":
        about = (entry.id,)
    found["body"] = _bodies(here, about)
    themes = here.graph.from_(entry.address, "themes")
    found["theme"] = tuple((t.id, naming.name(here, t)) for t in themes)
    if entry.kind in ("finding", "grade"):
        values = tuple(_valued(here, *one) for one in judged)
        found["judgement"] = values or ((UNJUDGED, here.say("No judgement given")),)
    if entry.kind in ("recommendation", "progress"):
        found["status"] = _each_once(_valued(here, *one) for one in judged)
    if entry.kind == "recommendation":
        found["addressee"] = _bodies(here, getattr(record, "addressees", ()))
        found["deadline"] = _deadline(here, entry)
    return found


def _bodies(here: Here, names: tuple[str, ...]) -> tuple[Value, ...]:
    shown = (n for n in names if n != EDITOR and f"bodies/{n}" in here.graph.entries)
    return tuple((name, naming.body_name(here, name)) for name in shown)


def _valued(here: Here, name: str, mark: Mark) -> Value:
    """A word as a value of a facet, which says whose word it is where it is nobody's verdict."""
    if mark.claimed:
        label = here.say("%(status)s (claimed, not verified)", status=mark.label)
        return f"{name}-claimed", label
    if mark.reading:
        return f"{name}-read", here.say("%(status)s (editor’s reading)", status=mark.label)
    return name, mark.label


def _each_once(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple({name: (name, label) for name, label in values}.values())


def _deadline(here: Here, entry: Entry) -> tuple[Value, ...]:
    framework = here.graph.framework(entry.inspection)
    timescale = word(framework.timescales, getattr(entry.record, "timescale", None))
    if timescale is not None:
        return ((timescale.id, timescale.label),)
    falls = due(here.graph, entry)
    if falls.day is not None:
        year = str(falls.day.year)
        return ((f"by-{year}", here.say("In %(year)s", year=year)),)
    return (("none", here.say("No date given")),)


def _year(date: When | None) -> tuple[Value, ...]:
    year = str(date.spans[-1].end[0]) if date is not None and date.spans else ""
    return ((year, year),) if year else ()


def _language(here: Here) -> dict[str, tuple[Value, ...]]:
    tag = here.site.words.language
    return {"language": ((tag, here.site.words.own_name),)} if here.site.others else {}


def alike(sites: Sequence[Site]) -> dict[str, tuple[Pair, ...]]:
    """What glossaries call by two names, by the inspection they belong to; else under nothing."""
    found: dict[str, dict[Pair, None]] = {}
    for site in sites:
        for entry in site.graph.entries.values():
            term = entry.record
            if isinstance(term, Term) and term.title and term.short:
                found.setdefault(entry.inspection, {})[term.title, term.short] = None
    return {visit: tuple(pairs) for visit, pairs in found.items()}
