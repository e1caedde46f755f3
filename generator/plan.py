"""Which pages the site has, where each stands, and the view that each shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from generator.catalogue import ContentPage, Entry
from generator.places import former_spot, withdrawn_path
from generator.views import comparison, content, inspection, lists, parts, recommendation, subjects
from generator.views.context import Here, Site
from generator.views.context import inspection as as_inspection
from generator.views.parts import Heading, Link


@dataclass(frozen=True)
class Sidebar:
    """The parts of the current inspection; its size does not depend on the archive's."""

    inspection: Link
    event: str
    lines: tuple[tuple[Link, str, str], ...]
    """A link, its number, and `page` where it is the current page."""
    tools: tuple[tuple[Link, str], ...]
    """A link, and `page` where it is the current page, `true` where that is below it."""


@dataclass(frozen=True)
class Page:
    """A page: where it stands, what it is called, and how its view is filled when it is wanted."""

    path: str
    title: str
    template: str
    fill: Callable[[], Any]
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    sidebar: Sidebar | None = None
    source: str = ""
    """The hand-written file it comes from, relative to the folder of content."""
    hide: tuple[str, ...] = ()
    updated: str = ""
    """When what it shows last changed, as an ISO date."""
    moved_to: str = ""
    """Where a browser is sent on to, from an old address."""


@dataclass(frozen=True)
class Filled:
    """A view with what its page's frame shows of it."""

    view: Any
    headings: tuple[Heading, ...] = ()


LISTS = (
    ("finding", "findings/"),
    ("recommendation", "recommendations/"),
    ("case-study", "case-studies/"),
    ("notable-practice", "notable-practice/"),
)
SUBJECTS = (("body", "bodies/"), ("theme", "themes/"), ("framework", "frameworks/"))

TITLES = {
    "inspection": "Inspections",
    "finding": "Findings",
    "recommendation": "Recommendations",
    "case-study": "Case studies",
    "notable-practice": "Notable practice",
    "body": "Bodies",
    "theme": "Themes",
    "framework": "Frameworks",
    "term": "Glossary",
    "correction": "Corrections",
}


def plan(site: Site) -> list[Page]:
    """Every page of the site, in a fixed order."""
    pages = [*_content(site), *_inspections(site), *_lists(site), *_subjects(site)]
    taken = {page.path for page in pages}
    pages += [p for p in (*_moved(site), *_withdrawn(site)) if p.path not in taken]
    if all(page.path for page in pages):
        pages.insert(0, _plain_home(site))
    changes: dict[str, list[date]] = {v.id: [] for v in site.visits}
    for entry in site.graph.entries.values():
        for change in getattr(entry.record, "changes", ()):
            if entry.inspection and change.date.last:
                changes[entry.inspection].append(change.date.last)
    changed = {v.id: _changed(v, changes[v.id]) for v in site.visits}
    newest = max(changed.values(), default="1980-01-01")
    return [replace(p, updated=changed.get(_visit(p.path), newest)) for p in pages]


def _visit(path: str) -> str:
    """The id of the inspection that a path belongs to."""
    first, _, rest = path.partition("/")
    return rest.partition("/")[0] if first == "inspections" else ""


def _changed(visit: Entry, changes: list[date]) -> str:
    """The last date on which an inspection was published or changed."""
    record = as_inspection(visit)
    dates: list[date | None] = [*changes]
    if record.dates.published and record.dates.published != "never":
        dates.append(record.dates.published.last)
    elif record.dates.visit:
        dates.append(record.dates.visit.last)
    return max((d.isoformat() for d in dates if d), default="1980-01-01")


def _moved(site: Site) -> Iterator[Page]:
    """A page at each old address of what has, or had, a page of its own."""
    for entry in site.graph.entries.values():
        for alias in getattr(entry.record, "aliases", ()):
            spot = former_spot(site.graph, entry, alias)
            if spot is None or spot.anchor:
                continue
            here = Here(site, spot.path)
            link = parts.link(here, entry)
            fill = partial(_plain, lists.MovedView, link)
            yield Page(
                spot.path, link.text, "moved", fill, crumbs=(_home(here),), moved_to=link.href
            )


def _withdrawn(site: Site) -> Iterator[Page]:
    """A page at the address of what was withdrawn, that says when and why."""
    for gone in site.graph.released.withdrawn:
        path = withdrawn_path(gone.address, gone.kind)
        if path:
            here = Here(site, path)
            view = lists.WithdrawnView(
                here.when(gone.date), gone.reason, Link("", here.to("corrections/"))
            )
            title = f"Withdrawn: {gone.address}"
            yield Page(path, title, "withdrawn", partial(Filled, view), crumbs=(_home(here),))


def _plain_home(site: Site) -> Page:
    """The home page of a site that has written none: its newest inspections."""
    here = Here(site, "")
    fill = partial(_plain, lists.inspections, here, lists.cut(site.visits)[0], 1, len(site.visits))
    return Page("", site.name or TITLES["inspection"], "inspections", fill)


def _home(here: Here) -> Link:
    return Link("Home", here.to(""))


def _content(site: Site) -> Iterator[Page]:
    for page in site.graph.released.pages:
        here = Here(site, page.address)
        yield Page(
            here.path,
            page.title,
            "content",
            partial(_written, here, page),
            page.settings.description or "",
            (_home(here),) if here.path else (),
            source=page.path,
            hide=page.settings.hide,
        )


def _written(here: Here, page: ContentPage) -> Filled:
    written = content.fill(here, page)
    return Filled(written.view, written.headings)


def _inspections(site: Site) -> Iterator[Page]:
    visits = site.visits
    total = len(visits)
    for number, entries in enumerate(lists.cut(visits), 1):
        here = Here(site, "inspections/" if number == 1 else f"inspections/page/{number}/")
        yield Page(
            here.path,
            _numbered(TITLES["inspection"], number),
            "inspections",
            partial(_plain, lists.inspections, here, entries, number, total),
            "Every inspection and revisit, newest first.",
            (_home(here),),
        )
    for visit in visits:
        yield from _inspection(site, visit)


def _plain(fill: Callable[..., Any], *arguments: Any) -> Filled:  # noqa: ANN401 - passed through
    return Filled(fill(*arguments))


def _inspection(site: Site, visit: Entry) -> Iterator[Page]:
    graph, base = site.graph, f"inspections/{visit.id}/"
    title = as_inspection(visit).title

    def page(
        path: str,
        name: str,
        template: str,
        fill: Callable[[Here], Filled],
        description: str,
        *more: Link,
    ) -> Page:
        here = Here(site, path)
        crumbs = [_home(here), Link(TITLES["inspection"], here.to("inspections/"))]
        if path != base:
            crumbs.append(Link(title, here.to(base)))
        return Page(
            path,
            name,
            template,
            partial(fill, here),
            description,
            (*crumbs, *more),
            sidebar(here, visit),
        )

    yield page(
        base,
        title,
        "inspection",
        partial(_front, visit=visit),
        f"{title}: what was found and asked.",
    )
    for section in inspection.sections(graph, visit.id):
        yield page(
            f"{base}{section.id}/",
            parts.name(Here(site, ""), section),
            "section",
            partial(_section, entry=section),
            f"{parts.name(Here(site, ''), section)}: {title}.",
        )
    if asks := graph.of(visit.id, "recommendation"):
        path = f"{base}recommendations/"
        yield page(
            path,
            TITLES["recommendation"],
            "recommendations",
            partial(_asks, visit=visit),
            f"What {title} asked for, and what later visits saw.",
        )
        for ask in asks:
            here = Here(site, f"{path}{ask.id}/")
            yield page(
                here.path,
                parts.link(here, ask).text,
                "recommendation",
                partial(_ask, entry=ask),
                f"{parts.link(here, ask).text}: what was asked and what came of it.",
                Link(TITLES["recommendation"], here.to(path)),
            )
    if visit.id in site.comparisons:
        yield page(
            f"{base}comparison/",
            f"Then and now: {_short(site, visit)}",
            "comparison",
            partial(_comparison, visit=visit),
            f"What was asked before {title}, and what had changed.",
        )
    yield page(
        f"{base}report/",
        f"The whole report: {title}",
        "report",
        partial(_report, visit=visit),
        f"{title}, whole, for printing.",
    )


def _short(site: Site, visit: Entry) -> str:
    return parts.short_name(Here(site, ""), visit)


def _front(here: Here, visit: Entry) -> Filled:
    view = inspection.front(here, visit)
    return Filled(view, headings=inspection.front_headings(view))


def _section(here: Here, entry: Entry) -> Filled:
    view = inspection.section(here, entry)
    return Filled(view, headings=inspection.headings([view.part])[0].children)


def _asks(here: Here, visit: Entry) -> Filled:
    view = recommendation.listed(here, visit)
    lines = (Heading(a.anchor, f"{a.label}: {a.title}" if a.title else a.label) for a in view.asks)
    return Filled(view, headings=tuple(lines))


def _body(here: Here, entry: Entry) -> Filled:
    view = subjects.body(here, entry)
    return Filled(view, headings=subjects.body_headings(view))


def _ask(here: Here, entry: Entry) -> Filled:
    return Filled(recommendation.fill(here, entry))


def _comparison(here: Here, visit: Entry) -> Filled:
    view = comparison.fill(here, here.site.comparisons[visit.id])
    return Filled(view, headings=comparison.headings(view))


def _report(here: Here, visit: Entry) -> Filled:
    view = inspection.report(here, visit)
    return Filled(view, headings=tuple(Heading(h.anchor, h.title) for h in view.contents))


def sidebar(here: Here, visit: Entry) -> Sidebar:
    """An inspection's own contents, as seen from one of its pages."""
    graph, base = here.graph, f"inspections/{visit.id}/"

    def current(path: str) -> str:
        return "page" if path == here.path else "true" if here.path.startswith(path) else ""

    lines = []
    for section in inspection.sections(graph, visit.id):
        number = getattr(section.record, "number", None) or ""
        name = getattr(section.record, "title", None) or section.id
        path = f"{base}{section.id}/"
        lines.append((Link(name, here.to(path)), number, current(path)))
    tools = []
    chain = graph.chains[visit.id]
    if chain.index(visit.id):
        tools.append((Link("Then and now", here.to(f"{base}comparison/")), f"{base}comparison/"))
    for later in chain[chain.index(visit.id) + 1 :]:
        name = parts.short_name(here, graph.entries[f"inspections/{later}"])
        path = f"inspections/{later}/comparison/"
        tools.append((Link(f"Then and now: {name}", here.to(path)), path))
    if graph.of(visit.id, "recommendation"):
        path = f"{base}recommendations/"
        tools.append((Link(TITLES["recommendation"], here.to(path)), path))
    path = f"{base}report/"
    tools.append((Link("Whole report on one page", here.to(path)), path))
    return Sidebar(
        Link(as_inspection(visit).title, here.to(base)),
        parts.short_name(here, visit),
        tuple(lines),
        tuple((link, current(path)) for link, path in tools),
    )


def _numbered(title: str, number: int) -> str:
    return title if number == 1 else f"{title}, page {number}"


def _lists(site: Site) -> Iterator[Page]:
    order = {v.id: i for i, v in enumerate(site.visits)}
    for kind, base in LISTS:
        entries = [e for e in site.graph.entries.values() if e.kind == kind]
        entries.sort(key=lambda e: order[e.inspection])
        for number, cut in enumerate(lists.cut(entries), 1):
            here = Here(site, base if number == 1 else f"{base}page/{number}/")
            yield Page(
                here.path,
                _numbered(TITLES[kind], number),
                "list",
                partial(_plain, lists.records, here, kind, base, cut, number, len(entries)),
                f"All {TITLES[kind].lower()} of all inspections.",
                (_home(here),),
            )


def _subjects(site: Site) -> Iterator[Page]:
    pages: dict[str, Callable[[Here, Entry], Filled]] = {
        "body": _body,
        "theme": partial(_plain, subjects.theme),
        "framework": partial(_plain, subjects.framework),
    }
    for kind, base in SUBJECTS:
        here = Here(site, base)
        yield Page(
            base,
            TITLES[kind],
            "subjects",
            partial(_plain, subjects.listed, here, kind),
            crumbs=(_home(here),),
        )
        for entry in (e for e in site.graph.entries.values() if e.kind == kind):
            at = Here(site, f"{base}{entry.id}/")
            yield Page(
                at.path,
                parts.name(at, entry),
                kind,
                partial(pages[kind], at, entry),
                crumbs=(_home(at), Link(TITLES[kind], at.to(base))),
            )
    here = Here(site, "glossary/")
    yield Page(
        here.path,
        TITLES["term"],
        "glossary",
        partial(_plain, subjects.glossary, here),
        "The terms and abbreviations used, explained.",
        (_home(here),),
    )
    here = Here(site, "corrections/")
    yield Page(
        here.path,
        TITLES["correction"],
        "corrections",
        partial(_plain, lists.corrections, here),
        "What was changed after publication, and why.",
        (_home(here),),
    )
