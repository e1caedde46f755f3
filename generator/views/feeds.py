"""What is new: inspections, words on progress and corrections, of the whole site and by body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, cast

from generator import prose
from generator.catalogue import Entry
from generator.comparison import voice
from generator.dates import When
from generator.graph import word
from generator.records import BodyRecord, Inspection, Progress, Recommendation
from generator.release import Withdrawn
from generator.views import lists, naming
from generator.views.context import Here, Site, inspection
from generator.words import deferred

Sort = Literal["inspection", "progress", "correction"]

MOST = 100
"""How many of the newest a feed holds; older ones stand in the data."""
_BEGINNING = 400
_EARLIEST = date(1980, 1, 1)
"""The day of what has no date at all, as in the sitemap."""
FEED = "feed"
TITLES = {
    "inspection": deferred("Inspections and revisits"),
    "progress": deferred("Words on progress"),
    "correction": deferred("Corrections and withdrawals"),
}
FEEDS = {"inspection": "inspections", "progress": "progress", "correction": "corrections"}
_RETOLD = deferred("Retold from what %(bodies)s published")
CHANGED = {
    "published": deferred("Published"),
    "updated": deferred("Updated"),
    "corrected": deferred("Corrected"),
    "withdrawn": deferred("Withdrawn"),
}


@dataclass(frozen=True)
class Item:
    """Something new."""

    key: str
    """What it is known by within the site, for good."""
    sort: Sort
    title: str
    path: str
    """Where it is told of, with its anchor, from the site's root."""
    day: date
    words: str
    author: str
    """Whose word it is; empty for the site's own."""
    bodies: frozenset[str] = frozenset()
    """The ids of the bodies that it is about or by."""
    of: str = ""
    """The id of the inspection that it belongs to, if it belongs to one."""


@dataclass(frozen=True)
class Feed:
    """The newest items of one sort, or of all, of the site or of one body."""

    path: str
    """Where it stands, without the ending that says in which format."""
    title: str
    page: str
    """The page that it belongs to, from the site's root."""
    items: tuple[Item, ...] = field(repr=False)


@dataclass(frozen=True)
class Feeds:
    """Every feed of a site, and what is said of all."""

    site: str
    about: str
    url: str
    language: str
    rights: str
    feeds: tuple[Feed, ...]


def news(site: Site) -> list[Item]:
    """All that was ever new, in no order."""
    here = Here(site, "")
    return [*_inspections(here), *_progress(here), *_corrections(here)]


def feeds(site: Site, several: Iterable[Item]) -> Feeds:
    """Every feed: of all that is new, of each sort, and of each body that anything is about."""
    here = Here(site, "")
    items = sorted(several, key=lambda item: (item.day, item.key), reverse=True)
    name = site.name if site.edition.public else f"{here.say('Not public')}: {site.name}"
    found = [Feed(FEED, name, "", tuple(items[:MOST]))]
    for sort, stem in FEEDS.items():
        of_sort = tuple(item for item in items if item.sort == sort)[:MOST]
        title = f"{name}: {here.say(TITLES[sort])}"
        page = "corrections/" if sort == "correction" else "inspections/"
        found.append(Feed(f"feeds/{stem}", title, page, of_sort))
    by_body: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for body in item.bodies:
            if len(by_body[body]) < MOST:
                by_body[body].append(item)
    for entry in site.graph.of("", "body"):
        path = f"bodies/{entry.id}/"
        title = f"{name}: {naming.name(here, entry)}"
        found.append(Feed(f"{path}{FEED}", title, path, tuple(by_body[entry.id])))
    rights = site.licence.get("title") or site.licence.get("name", "")
    return Feeds(site.name, site.about, site.url, site.own_language, rights, tuple(found))


def _inspections(here: Here) -> Iterator[Item]:
    for visit in here.site.visits:
        record = inspection(visit)
        published = record.dates.published
        inspecting = naming.body_names(here, record.inspecting, visit.id)
        retold = record.by == "editor" or "text" in record.editorial
        told = _beginning(record.summary)
        if retold and inspecting:
            told = f"{here.say(_RETOLD, bodies=inspecting)}. {told}"
        yield Item(
            visit.address,
            "inspection",
            record.title,
            _path(here, visit.address),
            _day(published if isinstance(published, When) else record.dates.visit),
            told,
            "" if retold else inspecting,
            _bodies(record),
            visit.id,
        )


def _progress(here: Here) -> Iterator[Item]:
    graph = here.graph
    for entry in (e for e in graph.entries.values() if isinstance(e.record, Progress)):
        record = cast("Progress", entry.record)
        visit = graph.inspections[entry.inspection]
        target = graph.addresses.find(record.recommendation, entry.inspection, ("recommendation",))
        if target is None:
            continue
        asked = naming.link(here, target.entry).text
        status = word(graph.framework(entry.inspection).statuses, record.status)
        whose = voice(graph, entry)
        published = visit.dates.published
        day = record.date or (published if isinstance(published, When) else visit.dates.visit)
        words = [here.say(_NOT_VERIFIED[whose])] if whose != "verified" else []
        words.append(_beginning(record.text or record.missing))
        own = cast("Recommendation", target.entry.record).addressees
        about = (record.addressee,) if record.addressee else own
        yield Item(
            entry.address,
            "progress",
            f"{asked}: {status.label}" if status else asked,
            _path(here, entry.address),
            _day(day),
            " ".join(filter(None, words)),
            "" if whose == "editor" else _by(here, entry),
            _bodies(visit) | frozenset(filter(None, (*about, record.by))),
            entry.inspection,
        )


_NOT_VERIFIED = {
    "editor": deferred("Editor’s reading, not the inspectorate’s word."),
    "claimed": deferred("The body’s own account, not verified."),
}


def _by(here: Here, entry: Entry) -> str:
    by = cast("Progress", entry.record).by
    names = (by,) if by else here.graph.inspections[entry.inspection].inspecting
    return naming.body_names(here, names, entry.inspection)


def _corrections(here: Here) -> Iterator[Item]:
    graph = here.graph
    for entry in graph.entries.values():
        for number, change in enumerate(getattr(entry.record, "changes", ()), 1):
            name = naming.link(here, entry, long=True)
            yield Item(
                f"{entry.address}#change-{number}",
                "correction",
                f"{here.say(CHANGED[change.kind])}: {name.text}",
                _path(here, entry.address),
                _day(change.date),
                change.note,
                "",
                _about(here, entry),
                entry.inspection,
            )
    for gone in graph.released.withdrawn:
        visit = graph.inspections.get(gone.address.partition("/")[0])
        yield Item(
            f"{gone.address}#withdrawn {gone.date} {gone.reason}",
            "correction",
            here.say("Withdrawn: %(address)s", address=_called(here, gone)),
            "corrections/",
            _day(gone.date),
            gone.reason,
            "",
            _bodies(visit) if visit else frozenset(),
            gone.inspection,
        )


def _called(here: Here, gone: Withdrawn) -> str:
    if gone.kind != "attachment":
        return gone.address
    visit = here.graph.entries[f"inspections/{gone.address.partition('/')[0]}"]
    return lists.document_of(here, visit)


def _about(here: Here, entry: Entry) -> frozenset[str]:
    if entry.inspection:
        return _bodies(here.graph.inspections[entry.inspection])
    owner = entry.id if isinstance(entry.record, BodyRecord) else entry.address.split("/")[-2]
    return frozenset({owner}) if entry.kind in ("body", "milestone") else frozenset()


def _bodies(visit: Inspection) -> frozenset[str]:
    return frozenset((*visit.bodies, *visit.inspecting))


def _path(here: Here, address: str) -> str:
    spot = here.site.spots.get(address)
    if spot is None:
        return ""
    return f"{spot.path}#{spot.anchor}" if spot.anchor else spot.path


def _day(when: When | None) -> date:
    return (when.first if when else None) or _EARLIEST


def _beginning(text: str | None) -> str:
    words = prose.plain(text) if text else ""
    return words if len(words) <= _BEGINNING else f"{words[:_BEGINNING].rpartition(' ')[0]} …"
