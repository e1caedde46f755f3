"""Which pages the site has, where each stands, and the view that each shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from typing import Any, cast

from generator.catalogue import ContentPage, Entry
from generator.places import Spot, former_spot, withdrawn_path
from generator.problems import Place, Problem, Problems, known_words, nearest
from generator.views import (
    citing,
    comparison,
    content,
    heads,
    inspection,
    lists,
    naming,
    open_data,
    recommendation,
    search,
    subjects,
    terms,
)
from generator.views.context import Here, Site
from generator.views.context import inspection as as_inspection
from generator.views.pieces import Heading, Link
from generator.words import Words, deferred


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
    long_title: str = ""
    """Its title for a browser's window, where the title alone stands on several pages."""
    crumbs: tuple[Link, ...] = ()
    beside: Callable[[], Sidebar] | None = None
    """Makes its sidebar, if it has one."""
    source: str = ""
    """The hand-written file it comes from, relative to the folder of content."""
    hide: tuple[str, ...] = ()
    of: str = ""
    """The inspection that it belongs to, where its path does not tell."""
    updated: str = ""
    """When what it shows last changed, as an ISO date."""
    moved_to: str = ""
    """Where a browser is sent on to, from an old address."""
    explain: Callable[[Iterable[str]], tuple[terms.TermNote, ...]] = lambda _: ()
    """Explains the terms that it uses, given the anchors that they lead to; its plan sets it."""
    cite: Callable[[], citing.Citation] | None = None
    """Says how it is cited, if it is one that is."""
    subject: Callable[[], Entry] | None = None
    """Gives the record that it is about, if it is about one."""
    tell: Callable[[heads.Told], heads.Head] | None = None
    """Says what its head tells machines; its plan sets it."""
    scripts: tuple[str, ...] = ()
    """What it needs of the package's own scripts, by name."""
    words: Words | None = None
    """The language it is in; its plan sets it."""
    twin_path: str = ""
    """Its path without its language: the same for the same page in every language."""
    twins: tuple[Twin, ...] = ()
    """The same page in other languages."""

    @property
    def leaf(self) -> Leaf:
        """What a host has to know of it."""
        return Leaf(
            self.path,
            self.title,
            self.long_title,
            self.description,
            self.source,
            self.hide,
            self.updated,
            self.moved_to,
            self.words.language if self.words else "",
            self.twins,
            self.scripts,
        )

    @property
    def head(self) -> heads.Head | None:
        """What it says of itself to machines; nothing where it only leads on."""
        if self.tell is None or self.moved_to:
            return None
        cited = self.cite() if self.cite else None
        title = self.long_title or self.title
        subject = self.subject() if self.subject else None
        told = heads.Told(
            *(self.path, title, self.description, self.template, self.crumbs, subject, cited)
        )
        return self.tell(told)

    @cached_property
    def sidebar(self) -> Sidebar | None:
        """What stands beside it, made when it is wanted."""
        return self.beside() if self.beside else None


@dataclass(frozen=True)
class Leaf:
    """A page as a host sees it, with nothing of how it is made."""

    path: str
    title: str
    long_title: str = ""
    description: str = ""
    source: str = ""
    hide: tuple[str, ...] = ()
    updated: str = ""
    moved_to: str = ""
    language: str = ""
    twins: tuple[Twin, ...] = ()
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Twin:
    """The same page in another language: the language's tag, its own name, and a link."""

    language: str
    name: str
    href: str
    path: str


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
LISTED = {
    "finding": deferred("All findings of all inspections."),
    "recommendation": deferred("All recommendations of all inspections."),
    "case-study": deferred("All case studies of all inspections."),
    "notable-practice": deferred("All notable practice of all inspections."),
}
DESCRIBED = {
    "body": deferred("%(name)s: its inspections, what it was asked to do, and what came of it."),
    "theme": deferred("%(name)s: what inspections found and asked about it."),
    "framework": deferred("%(name)s: the grades, judgements and other words of its inspections."),
}
"""What the page of a subject holds, for search engines."""
SUBJECTS = (("body", "bodies/"), ("theme", "themes/"), ("framework", "frameworks/"))

TITLES = {
    "inspection": deferred("Inspections"),
    "finding": deferred("Findings"),
    "recommendation": deferred("Recommendations"),
    "case-study": deferred("Case studies"),
    "notable-practice": deferred("Notable practice"),
    "body": deferred("Bodies"),
    "theme": deferred("Themes"),
    "framework": deferred("Frameworks"),
    "term": deferred("Glossary"),
    "correction": deferred("Corrections"),
    "search": deferred("Search"),
    "data": deferred("Data and feeds"),
}
"""What the lists and subjects are called, to be said in the page's language."""


def plan(sites: Sequence[Site]) -> list[Page]:
    """Every page, in a fixed order, in each language of the site: its own is the first."""
    return [*gathered(sites), *sorted(of_inspections(sites), key=lambda page: page.path)]


def gathered(sites: Sequence[Site]) -> list[Page]:
    """The pages that are not of one inspection: written by hand, or gathered from many."""
    own, *translations = sites
    pages = _dated(own, _gathered_in_own_language(own))
    for site in translations:
        shared = [*_content(site), *_visit_lists(site), *_subjects(site), *_search(site)]
        pages += _dated(site, _in_its_folder(site, shared))
    return _with_twins(pages)


def of_inspections(sites: Sequence[Site]) -> list[Page]:
    """The pages of each inspection, and what stands at old addresses of them."""
    own, *translations = sites
    pages = [page for visit in own.visits for page in _inspection(own, visit)]
    taken = {page.path for page in pages}
    pages += [p for p in _former(own) if _is_of_inspection(p) and p.path not in taken]
    pages = _dated(own, pages)
    for site in translations:
        theirs = [page for visit in site.visits for page in _inspection(site, visit)]
        pages += _dated(site, _in_its_folder(site, theirs))
    return _with_twins(pages)


def _in_its_folder(site: Site, pages: list[Page]) -> list[Page]:
    """Those that a translation has of its own."""
    return [page for page in pages if page.source or page.path.startswith(f"{site.language}/")]


def _former(site: Site) -> Iterator[Page]:
    """What stands at the addresses of what was moved or withdrawn."""
    yield from _moved(site)
    yield from _withdrawn(site)


def _is_of_inspection(page: Page) -> bool:
    return page.path.startswith("inspections/")


def report_page(
    pages: Iterable[Page], inspection: str, section: str = "", language: str = ""
) -> Page:
    """The page that holds a whole report, or the section of it that is named.

    Raises:
        Problems: there is none.
    """
    prefix = f"{language}/inspections/" if language else "inspections/"
    known = {page.path.removeprefix(prefix): page for page in pages if page.cite}
    reports = [path.partition("/")[0] for path in known if path.endswith("/report/")]
    if inspection not in reports:
        where = Place("ID")
        message = f'there is no report "{inspection}"'
        if language:
            message += f' in "{language}"'
        way = nearest(inspection, reports) or f"known here: {', '.join(reports[:_NAMED])}"
        raise Problems([Problem("unknown-address", where, message, way)])
    if not section:
        return known[f"{inspection}/report/"]
    start = f"{inspection}/"
    own = {path.split("/")[1]: p for path, p in known.items() if path.startswith(start)}
    parts = {name: page for name, page in own.items() if page.template == "section"}
    if section not in parts:
        message = f'the report "{inspection}" has no part "{section}" with a page of its own'
        way = nearest(section, parts) or known_words(parts)
        raise Problems([Problem("unknown-address", Place("--section"), message, way)])
    return parts[section]


_NAMED = 12
"""How many are named where one is not known."""


def _with_twins(pages: list[Page]) -> list[Page]:
    """Pages that exist in several languages, each with links to the others."""
    same: dict[str, list[Page]] = {}
    for page in pages:
        same.setdefault(page.twin_path, []).append(page)
    return [
        replace(page, twins=tuple(_twin(page, p) for p in same[page.twin_path] if p is not page))
        if len(same[page.twin_path]) > 1
        else page
        for page in pages
    ]


def _twin(page: Page, other: Page) -> Twin:
    words = cast("Words", other.words)
    href = Spot(other.path).seen_from(page.path)
    return Twin(words.language, words.own_name, href, other.path)


def _gathered_in_own_language(site: Site) -> list[Page]:
    pages = [*_content(site), *_visit_lists(site), *_lists(site), *_subjects(site), *_search(site)]
    taken = {page.path for page in pages}
    pages += [p for p in _former(site) if not _is_of_inspection(p) and p.path not in taken]
    if all(page.path for page in pages):
        pages.insert(0, _plain_home(site))
    return pages


def _dated(site: Site, pages: list[Page]) -> list[Page]:
    """Pages with the language they are in, and the date on which what they show last changed."""
    changes: dict[str, list[date]] = {v.id: [] for v in site.visits}
    for entry in site.graph.entries.values():
        for change in getattr(entry.record, "changes", ()):
            if entry.inspection in changes and change.date.last:
                changes[entry.inspection].append(change.date.last)
        attached = getattr(entry.record, "attachments", ())
        if entry.inspection in changes:
            changes[entry.inspection] += [
                c.date.last for one in attached for c in one.changes if c.date.last
            ]
    changed = {v.id: _changed(v, changes[v.id]) for v in site.visits}
    newest = max(changed.values(), default="1980-01-01")
    prefix = f"{site.language}/" if site.language else ""
    return [
        replace(
            page,
            updated=changed.get(page.of or _visit(page.path.removeprefix(prefix)), newest),
            words=site.words,
            explain=partial(terms.notes, site, page.path),
            tell=partial(heads.head, site),
            twin_path=page.path.removeprefix(prefix),
        )
        for page in pages
    ]


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
            link = naming.link(here, entry)
            fill = partial(_plain, lists.MovedView, link)
            yield Page(
                spot.path,
                link.text,
                "moved",
                fill,
                crumbs=(_home(here),),
                of=entry.inspection,
                moved_to=link.href,
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
            title = here.say("Withdrawn: %(address)s", address=gone.address)
            yield Page(path, title, "withdrawn", partial(Filled, view), crumbs=(_home(here),))


def _plain_home(site: Site) -> Page:
    """The home page of a site that has written none: its newest inspections."""
    here = Here(site, "")
    fill = partial(_plain, lists.inspections, here, lists.cut(site.visits)[0], 1, len(site.visits))
    return Page("", site.name or here.say(TITLES["inspection"]), "inspections", fill)


def _home(here: Here) -> Link:
    home = f"{here.site.language}/index.md"
    path = f"{here.site.language}/" if home in here.site.content else ""
    return Link(here.say("Home"), Spot(path).seen_from(here.path))


def _content(site: Site) -> Iterator[Page]:
    for page in site.graph.released.pages:
        if page.language != site.language and (site.language or page.language in site.others):
            continue
        here = Here(site, page.address)
        yield Page(
            here.path,
            page.title,
            "content",
            partial(_written, here, page),
            page.settings.description or "",
            crumbs=(_home(here),) if here.path else (),
            source=page.path,
            hide=page.settings.hide,
        )


def _written(here: Here, page: ContentPage) -> Filled:
    written = content.fill(here, page)
    return Filled(written.view, written.headings)


def _visit_lists(site: Site) -> Iterator[Page]:
    visits = site.visits
    total = len(visits)
    for number, entries in enumerate(lists.cut(visits), 1):
        here = _at(site, "inspections/" if number == 1 else f"inspections/page/{number}/")
        yield Page(
            here.path,
            _numbered(here, here.say(TITLES["inspection"]), number),
            "inspections",
            partial(_plain, lists.inspections, here, entries, number, total),
            here.say("Every inspection and revisit, newest first."),
            crumbs=_above(here, "inspection", "inspections/", number),
        )


def _plain(fill: Callable[..., Any], *arguments: Any) -> Filled:  # noqa: ANN401 - passed through
    return Filled(fill(*arguments))


def _inspection(site: Site, visit: Entry) -> Iterator[Page]:
    graph, base = site.graph, f"inspections/{visit.id}/"
    title = as_inspection(visit).title
    say = site.words.say

    def page(
        path: str,
        name: str,
        template: str,
        fill: Callable[[Here], Filled],
        description: str,
        *more: Link,
        asked: Entry | None = None,
        about: Entry = visit,
    ) -> Page:
        here = _at(site, path)
        crumbs = [_home(here), Link(say(TITLES["inspection"]), here.to("inspections/"))]
        if path != base:
            crumbs.append(Link(title, here.to(base)))
        return Page(
            here.path,
            name,
            template,
            partial(fill, here),
            description,
            "" if title in name else f"{name} - {title}",
            (*crumbs, *more),
            partial(sidebar, here, visit),
            cite=cache(partial(citing.citation, here, visit, name, asked)),
            subject=partial(_same, about),
        )

    yield page(
        base,
        title,
        "inspection",
        partial(_front, visit=visit),
        say("%(title)s: what was found and asked.", title=title),
    )
    for section in inspection.sections(graph, visit.id):
        name = naming.name(Here(site, ""), section)
        yield page(
            f"{base}{section.id}/",
            name,
            "section",
            partial(_section, entry=section),
            f"{name}: {title}.",
            about=section,
        )
    if asks := graph.of(visit.id, "recommendation"):
        path = f"{base}recommendations/"
        plural = naming.kind_plural(Here(site, ""), asks, "recommendation")
        yield page(
            path,
            plural,
            "recommendations",
            partial(_asks, visit=visit),
            say("What %(title)s asked for, and what later visits saw.", title=title),
        )
        for ask in asks:
            here = _at(site, f"{path}{ask.id}/")
            name = naming.link(here, ask).text
            yield page(
                f"{path}{ask.id}/",
                name,
                "recommendation",
                partial(_ask, entry=ask),
                say("%(name)s: what was asked and what came of it.", name=name),
                Link(plural, here.to(path)),
                asked=ask,
                about=ask,
            )
    if visit.id in site.comparisons:
        yield page(
            f"{base}comparison/",
            say("Then and now: %(visit)s", visit=_short(site, visit)),
            "comparison",
            partial(_comparison, visit=visit),
            say("What was asked before %(title)s, and what had changed.", title=title),
        )
    yield page(
        f"{base}report/",
        say("The whole report: %(title)s", title=title),
        "report",
        partial(_report, visit=visit),
        say("%(title)s, whole, for printing.", title=title),
    )


def _short(site: Site, visit: Entry) -> str:
    return naming.short_name(Here(site, ""), visit)


def _front(here: Here, visit: Entry) -> Filled:
    view = inspection.front(here, visit)
    return Filled(view, headings=inspection.front_headings(here, view))


def _section(here: Here, entry: Entry) -> Filled:
    view = inspection.section(here, entry)
    return Filled(view, headings=inspection.headings([view.part])[0].children)


def _asks(here: Here, visit: Entry) -> Filled:
    view = recommendation.listed(here, visit)
    lines = (Heading(a.anchor, f"{a.label}: {a.title}" if a.title else a.label) for a in view.asks)
    return Filled(view, headings=tuple(lines))


def _body(here: Here, entry: Entry) -> Filled:
    view = subjects.body(here, entry)
    return Filled(view, headings=subjects.body_headings(here, view))


def _ask(here: Here, entry: Entry) -> Filled:
    return Filled(recommendation.fill(here, entry))


def _comparison(here: Here, visit: Entry) -> Filled:
    view = comparison.fill(here, here.site.comparisons[visit.id])
    return Filled(view, headings=comparison.headings(here, view))


def _report(here: Here, visit: Entry) -> Filled:
    view = inspection.report(here, visit)
    return Filled(view, headings=tuple(Heading(h.anchor, h.title) for h in view.contents))


def sidebar(here: Here, visit: Entry) -> Sidebar:
    """An inspection's own contents, as seen from one of its pages."""
    lines, tools = here.site.once("contents", visit.address, lambda: _contents(here, visit))

    def current(path: str) -> str:
        shown = here.site.path(path)
        return "page" if shown == here.path else "true" if here.path.startswith(shown) else ""

    return Sidebar(
        Link(as_inspection(visit).title, here.to(f"inspections/{visit.id}/")),
        naming.short_name(here, visit),
        tuple((Link(name, here.to(path)), number, current(path)) for name, path, number in lines),
        tuple((Link(name, here.to(path)), current(path)) for name, path in tools),
    )


def _contents(here: Here, visit: Entry) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """An inspection's parts (name, path and number) and the other pages of it (name and path)."""
    graph, base = here.graph, f"inspections/{visit.id}/"
    lines = [
        (
            getattr(section.record, "title", None) or section.id,
            f"{base}{section.id}/",
            getattr(section.record, "number", None) or "",
        )
        for section in inspection.sections(graph, visit.id)
    ]
    tools = []
    chain = graph.chains[visit.id]
    if chain.index(visit.id):
        tools.append((here.say("Then and now"), f"{base}comparison/"))
    for later in chain[chain.index(visit.id) + 1 :]:
        name = naming.short_name(here, graph.entries[f"inspections/{later}"])
        path = f"inspections/{later}/comparison/"
        tools.append((here.say("Then and now: %(visit)s", visit=name), path))
    if asks := graph.of(visit.id, "recommendation"):
        title = naming.kind_plural(here, asks, "recommendation")
        tools.append((title, f"{base}recommendations/"))
    tools.append((here.say("Whole report on one page"), f"{base}report/"))
    return lines, tools


def _same(entry: Entry) -> Entry:
    return entry


def _at(site: Site, path: str) -> Here:
    """The site as seen from a page that has this path in the site's own language."""
    return Here(site, site.path(path))


def _numbered(here: Here, title: str, number: int) -> str:
    if number == 1:
        return title
    return here.say("%(title)s, page %(number)s", title=title, number=number)


def _above(here: Here, kind: str, base: str, number: int) -> tuple[Link, ...]:
    """The way back from a page of a list: from a later one, to its first."""
    first = Link(here.say(TITLES[kind]), here.to(base))
    return (_home(here),) if number == 1 else (_home(here), first)


def _lists(site: Site) -> Iterator[Page]:
    order = {v.id: i for i, v in enumerate(site.visits)}
    for kind, base in LISTS:
        entries = [e for e in site.graph.entries.values() if e.kind == kind]
        entries.sort(key=lambda e: order[e.inspection])
        offered = cache(partial(lists.offered, site, kind, entries))
        for number, cut in enumerate(lists.cut(entries), 1):
            here = Here(site, base if number == 1 else f"{base}page/{number}/")
            yield Page(
                here.path,
                _numbered(here, here.say(TITLES[kind]), number),
                "list",
                partial(
                    _plain, lists.records, here, kind, base, cut, number, len(entries), offered
                ),
                here.say(LISTED[kind]),
                crumbs=_above(here, kind, base, number),
                scripts=("lists.js",),
            )


def _search(site: Site) -> Iterator[Page]:
    """The search page, if the site can be searched."""
    if not site.search:
        return
    name = TITLES["search"]
    prefix = f"{site.language}/" if site.language else ""
    here = Here(site, f"{prefix}{search.PAGE}")
    counts = Counter(e.kind for e in site.graph.entries.values())
    shown = (("inspection", "inspections/"), *LISTS, *SUBJECTS, ("term", "glossary/"))
    browse = tuple(
        Link(here.say(TITLES[kind]), here.to(base), here.site.words.number(counts[kind]))
        for kind, base in shown
        if counts[kind]
    )
    browse += (Link(here.say(TITLES["data"]), here.to(open_data.PAGE)),)
    yield Page(
        here.path,
        here.say(name),
        "search",
        partial(_plain, search.page, here, browse),
        here.say("Findings, recommendations and everything else of this site, by their words."),
        crumbs=(_home(here),),
        scripts=("search.js",),
    )


def _subject(
    at: Here, entry: Entry, base: str, fill: Callable[[Here], Filled], number: int = 1
) -> Page:
    """A page about a body, a theme or a framework; a long one goes on, on pages of a number."""
    name = naming.name(at, entry)
    crumbs = [_home(at), Link(at.say(TITLES[entry.kind]), at.to(base))]
    if number > 1:
        crumbs.append(Link(name, at.to(f"{base}{entry.id}/")))
    return Page(
        at.path,
        _numbered(at, name, number),
        entry.kind,
        partial(fill, at),
        at.say(DESCRIBED[entry.kind], name=name),
        crumbs=tuple(crumbs),
        subject=partial(_same, entry),
    )


def _theme(site: Site, entry: Entry) -> Iterator[Page]:
    found = subjects.on_theme(site.graph, entry)
    counts = Counter(e.kind for e in found)
    base = f"themes/{entry.id}/"
    for number, shown in enumerate(lists.cut(found), 1):
        at = _at(site, base if number == 1 else f"{base}page/{number}/")
        view = partial(_theme_view, entry=entry, shown=shown, counts=counts, number=number)
        yield _subject(at, entry, "themes/", view, number)


def _theme_view(
    here: Here, entry: Entry, shown: Sequence[Entry], counts: Mapping[str, int], number: int
) -> Filled:
    view = subjects.theme(here, entry, shown, counts, number)
    return Filled(view, headings=subjects.theme_headings(view))


def _framework(here: Here, entry: Entry) -> Filled:
    return Filled(subjects.framework(here, entry))


def _subjects(site: Site) -> Iterator[Page]:
    pages: dict[str, Callable[..., Filled]] = {"body": _body, "framework": _framework}
    for kind, base in SUBJECTS:
        entries = subjects.every(_at(site, base), kind)
        for number in range(1, len(lists.cut(entries)) + 1):
            here = _at(site, base if number == 1 else f"{base}page/{number}/")
            yield Page(
                here.path,
                _numbered(here, here.say(TITLES[kind]), number),
                "subjects",
                partial(_plain, subjects.listed, here, kind, base, entries, number),
                crumbs=_above(here, kind, base, number),
            )
        for entry in (e for e in site.graph.entries.values() if e.kind == kind):
            if kind == "theme":
                yield from _theme(site, entry)
                continue
            yield _subject(
                _at(site, f"{base}{entry.id}/"), entry, base, partial(pages[kind], entry=entry)
            )
    here = _at(site, "glossary/")
    yield Page(
        here.path,
        here.say(TITLES["term"]),
        "glossary",
        partial(_plain, subjects.glossary, here),
        here.say("The terms and abbreviations used, explained."),
        crumbs=(_home(here),),
    )
    for number in range(1, lists.pages(lists.corrected(site)) + 1):
        base = "corrections/"
        here = _at(site, base if number == 1 else f"{base}page/{number}/")
        yield Page(
            here.path,
            _numbered(here, here.say(TITLES["correction"]), number),
            "corrections",
            partial(_plain, lists.corrections, here, number),
            here.say("What was changed after publication, and why."),
            crumbs=_above(here, "correction", base, number),
        )
    here = _at(site, open_data.PAGE)
    yield Page(
        here.path,
        here.say(TITLES["data"]),
        "open-data",
        partial(_plain, open_data.fill, here),
        here.say("Every record of this site to download, and feeds of what is new."),
        crumbs=(_home(here),),
    )
