"""What a page says of itself to machines: to search engines, feed readers and social media."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from generator.catalogue import Entry
from generator.dates import When, edtf
from generator.records import BodyRecord
from generator.views import naming
from generator.views.citing import Citation
from generator.views.context import Here, Site, inspection
from generator.views.feeds import FEED, FEEDS
from generator.views.pieces import Link
from generator.views.search import PAGE as SEARCH


@dataclass(frozen=True)
class FeedLink:
    """An Atom feed that a page belongs to."""

    href: str
    title: str


@dataclass(frozen=True)
class Head:
    """What stands in the head of a page for machines."""

    title: str
    description: str
    """The site's, where the page has none of its own."""
    address: str
    """In full; empty where the site's own is not known."""
    article: bool
    feeds: tuple[FeedLink, ...]
    linked: str
    """The page as JSON-LD (schema.org), safe to stand in a script element."""


@dataclass(frozen=True)
class Told:
    """What a page shows, as far as its head tells of it."""

    path: str
    title: str
    description: str
    template: str
    crumbs: tuple[Link, ...]
    subject: Entry | None
    citation: Citation | None


def head(site: Site, told: Told) -> Head:
    """The head of a page."""
    here = Here(site, told.path)
    address = _full(site, told.path) if site.url else ""
    return Head(
        told.title,
        "" if told.description else site.about,
        address,
        told.citation is not None,
        tuple(_feeds(here, told)),
        _script([*_main(here, told), *_crumbs(site, told)]),
    )


def _full(site: Site, path: str) -> str:
    return f"{site.url.rstrip('/')}/{path}"


def _feeds(here: Here, told: Told) -> list[FeedLink]:
    """The feed of the body that the page is about, or that of all that is new."""
    if told.template == "body":
        return [FeedLink(f"{FEED}.xml", told.title)]
    top = "../" * told.path.count("/")
    found = [FeedLink(f"{top}{FEED}.xml", here.site.name)]
    if told.path == "corrections/":
        found.insert(0, FeedLink(f"{top}feeds/{FEEDS['correction']}.xml", told.title))
    return found


def _crumbs(site: Site, told: Told) -> list[dict[str, Any]]:
    if not told.crumbs:
        return []
    base = _full(site, told.path)
    steps = [
        {"@type": "ListItem", "position": n, "name": link.text, "item": urljoin(base, link.href)}
        for n, link in enumerate(told.crumbs, 1)
    ]
    last = {"@type": "ListItem", "position": len(steps) + 1, "name": told.title}
    return [{"@type": "BreadcrumbList", "itemListElement": [*steps, last]}]


def _main(here: Here, told: Told) -> list[dict[str, Any]]:
    """What the page is about, where schema.org has a word for it."""
    site, entry = here.site, told.subject
    own = {"name": told.title, "url": _full(site, told.path)}
    if told.citation is not None and entry is not None:
        return [{**_work(here, told.citation, entry, told), **own}]
    if told.template == "body" and entry is not None and isinstance(entry.record, BodyRecord):
        record = entry.record
        found = {"@type": "Organization", **own}
        found |= {"alternateName": record.short} if record.short else {}
        return [found | ({"sameAs": record.link} if record.link else {})]
    if told.template == "glossary":
        return [{"@type": "DefinedTermSet", **own}]
    if told.template == "open-data":
        return [{"@type": "DataCatalog", **own, **_licence(site), "description": site.about}]
    if not told.path:
        return [{"@type": "WebSite", **own, "name": site.name, **_search(site)}]
    return []


def _search(site: Site) -> dict[str, Any]:
    """How it is searched, if it can be."""
    if not site.search:
        return {}
    address = f"{_full(site, SEARCH)}?q={{words}}"
    ask = {"@type": "SearchAction", "target": address, "query-input": "required name=words"}
    return {"potentialAction": ask}


def _work(here: Here, citation: Citation, entry: Entry, told: Told) -> dict[str, Any]:
    """A report, or a part of one, by those who are named where it is cited."""
    site = here.site
    name = entry.inspection or entry.id
    visit = here.graph.entries[f"inspections/{name}"]
    record = inspection(visit)
    front = _full(site, site.path(f"inspections/{name}/"))
    whole = told.template in ("inspection", "report", "comparison")
    published = record.dates.published
    found: dict[str, Any] = {"@type": "Report" if whole else "CreativeWork"}
    found |= {"isPartOf": front} if told.template != "inspection" else {}
    found |= {"author": _organization(citation.authors)} if citation.authors else {}
    if isinstance(published, When) and published.spans:
        found["datePublished"] = edtf(published)
    if told.template == "inspection":
        bodies = [naming.name_at(here, body, name) for body in record.bodies]
        found |= {"about": [_organization(body) for body in bodies]} if bodies else {}
    sources = [getattr(e.record, "link", None) for e in here.graph.of(name, "source")]
    if citation.authors == site.name and told.template == "inspection" and any(sources):
        found["isBasedOn"] = [link for link in sources if link]
    return found | _licence(site) | {"inLanguage": site.words.language}


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _licence(site: Site) -> dict[str, str]:
    named = site.licence.get("path") or site.licence.get("name", "")
    return {"license": named} if named else {}


def _script(things: list[dict[str, Any]]) -> str:
    """JSON-LD in which nothing can end the element that it stands in."""
    if not things:
        return ""
    said = (
        {"@context": "https://schema.org", "@graph": things}
        if len(things) > 1
        else {
            "@context": "https://schema.org",
            **things[0],
        }
    )
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
