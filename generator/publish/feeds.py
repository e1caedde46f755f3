"""Feeds as files: Atom (RFC 4287) and JSON Feed 1.1, each with the same items."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from generator.publish.lines import as_json
from generator.views.feeds import Feed, Feeds, Item

ATOM, JSON = ".xml", ".json"


def files(feeds: Feeds) -> dict[str, bytes]:
    """Every feed in both formats, by its path on the site."""
    made = {}
    for feed in feeds.feeds:
        made[f"{feed.path}{ATOM}"] = _atom(feeds, feed)
        made[f"{feed.path}{JSON}"] = _json(feeds, feed)
    return made


def _full(feeds: Feeds, path: str) -> str:
    """An address in full where the site's own is known; else from the site's root."""
    return f"{feeds.url.rstrip('/')}/{path}"


def _id(feeds: Feeds, key: str) -> str:
    """What something is known by for good, whatever becomes of its page."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{feeds.url}|{key}')}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _newest(feed: Feed) -> str:
    return _moment(max((item.day for item in feed.items), default=date(1980, 1, 1)))


def _atom(feeds: Feeds, feed: Feed) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{html.escape(feeds.language)}">',
        f"<title>{_text(feed.title)}</title>",
        *([f"<subtitle>{_text(feeds.about)}</subtitle>"] if feeds.about else []),
        f"<id>{_id(feeds, feed.path)}</id>",
        f"<updated>{_newest(feed)}</updated>",
        f"<author><name>{_text(feeds.site)}</name></author>",
        *([f"<rights>{_text(feeds.rights)}</rights>"] if feeds.rights else []),
        f'<link rel="self" type="application/atom+xml" href={_href(feeds, feed.path + ATOM)}/>',
        f'<link rel="alternate" type="text/html" href={_href(feeds, feed.page)}/>',
    ]
    for item in feed.items:
        lines += _entry(feeds, item)
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _entry(feeds: Feeds, item: Item) -> Iterator[str]:
    yield "<entry>"
    yield f"<title>{_text(item.title)}</title>"
    yield f"<id>{_id(feeds, item.key)}</id>"
    yield f"<published>{_moment(item.day)}</published>"
    yield f"<updated>{_moment(item.day)}</updated>"
    if item.author:
        yield f"<author><name>{_text(item.author)}</name></author>"
    yield f'<category term="{item.sort}"/>'
    yield f'<link rel="alternate" type="text/html" href={_href(feeds, item.path)}/>'
    yield f"<summary>{_text(item.words or item.title)}</summary>"
    yield "</entry>"


def _text(words: str) -> str:
    return html.escape(" ".join(words.split()), quote=False)


def _href(feeds: Feeds, path: str) -> str:
    return f'"{html.escape(_full(feeds, path))}"'


def _json(feeds: Feeds, feed: Feed) -> bytes:
    found: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": _full(feeds, feed.page),
        "feed_url": _full(feeds, feed.path + JSON),
        **({"description": feeds.about} if feeds.about else {}),
        "language": feeds.language,
        "authors": [{"name": feeds.site}],
        **({"_licence": {"title": feeds.rights}} if feeds.rights else {}),
    }
    return as_json(found, "items", (_item(feeds, item) for item in feed.items))


def _item(feeds: Feeds, item: Item) -> dict[str, Any]:
    return {
        "id": _id(feeds, item.key),
        "url": _full(feeds, item.path),
        "title": item.title,
        "content_text": item.words or item.title,
        "date_published": _moment(item.day),
        "tags": [item.sort],
        **({"authors": [{"name": item.author}]} if item.author else {}),
    }
