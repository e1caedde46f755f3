"""Authors' texts: their links lead somewhere, their pictures can be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from generator import prose
from generator.catalogue import MADE_PAGES, ContentPage, Entry
from generator.fields import FIELD_PANELS
from generator.problems import Place, Problem, known_words, nearest
from generator.records import Marked
from generator.rules.whole import Found, Whole
from generator.source import Location, Source

PANELS = ("latest", "comparison", "counts", "recommendations", "mistakes", *FIELD_PANELS)
"""The live panels that a hand-written page may hold."""


def problems(whole: Whole) -> Found:
    """Headings in records, links and pictures that lead nowhere, in records and pages."""
    for entry in whole.own_entries():
        for at, mark, value in entry.marks:
            if isinstance(mark, Marked) and mark.what == "prose":
                yield from _text(whole, entry, at, value)
            elif isinstance(mark, Marked) and mark.what == "file":
                yield from _file(whole, entry, at, value)
    for entry in whole.translated_entries():
        for at, mark, value in entry.marks:
            if isinstance(mark, Marked) and mark.what == "prose":
                yield from _text(whole, entry, at, value)
    known = {page.path: page for page in whole.catalogue.pages}
    addresses: dict[str, ContentPage] = {}
    for page in whole.catalogue.pages:
        first = addresses.setdefault(page.address, page)
        if first is not page:
            message = f'this page and "{first.path}" have the same address'
            yield Problem("duplicate-id", page.source.at(1, 1), message, "keep one of the two")
        yield from _page(whole, page, known)


_LIVE = (
    *(".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".js", ".mjs"),
    *(".xml", ".xsl", ".xslt", ".svgz"),
)
"""Endings of files that a browser would run."""


def _file(whole: Whole, entry: Entry, at: Location, path: str) -> Found:
    folder = f"inspections/{entry.inspection}/"
    yield from _live(path, lambda: entry.place(*at))
    attachments = getattr(entry.record, "attachments", ())
    if at[0] == "attachments" and attachments and attachments[at[1]].state == "withdrawn":
        return  # what was withdrawn need not be kept
    if str(PurePosixPath(folder) / path) not in whole.files:
        known = [f.removeprefix(folder) for f in whole.files if f.startswith(folder)]
        message = f'there is no file "{path}" in {folder}'
        way = nearest(path, known) or "put it into the folder files/ of this inspection"
        yield Problem("unknown-file", entry.place(*at), message, way)


def _live(path: str, place: Callable[[], Place]) -> Found:
    if PurePosixPath(path).suffix.casefold() in _LIVE:
        message = f'"{path}" could run a script under the address of this site'
        way = "attach it as a PDF, a picture or plain data"
        yield Problem("unsafe-file", place(), message, way)


def _text(whole: Whole, entry: Entry, at: Location, value: str) -> Found:
    parsed = prose.parse(value)
    if parsed.headings:
        words = parsed.headings[0].text
        yield Problem(
            "heading",
            entry.source.within((*entry.at, *at), words.split("\n", 1)[0]),
            "there is a heading in this text; the parts of a page are records of their own",
            "take away the `#` or the line of dashes below it",
        )
    yield from _links(whole, entry.source, (*entry.at, *at), parsed, entry.inspection)
    for anchor in parsed.anchors:
        message = f'"#{anchor}" leads nowhere: the parts of a page are records of their own'
        way = "to link to a record write  [words][its-address]"
        place = entry.source.within((*entry.at, *at), f"#{anchor}")
        yield Problem("unknown-anchor", place, message, way)
    folder = f"inspections/{entry.inspection}/"
    for path in (p for p in parsed.paths if not p.startswith("//")):
        full = str(PurePosixPath(folder) / path)
        if not entry.inspection or full not in whole.files:
            known = [f.removeprefix(folder) for f in whole.files if f.startswith(folder)]
            message = f'there is no file "{path}" in {folder}'
            way = nearest(path, known) or "a link outside starts with https://"
            if not entry.inspection:
                message = f'"{path}" is a file, and only an inspection has files'
                way = "a link outside starts with https://"
            if whole.addresses.find(path, entry.inspection):
                way = f"to link to that record write  [words][{path}]"
            yield Problem("unknown-file", entry.source.within((*entry.at, *at), path), message, way)
        yield from _live(path, partial(entry.source.within, (*entry.at, *at), path))


def _links(
    whole: Whole, source: Source, at: Location, parsed: prose.Prose, inspection: str
) -> Found:
    if parsed.too_deep:
        message = "there are quotations or lists deep in each other here, or hundreds of columns"
        yield Problem("too-deep", source.within(at, ""), message, "take most of them away")
    for address in parsed.records:
        if whole.addresses.find(address, inspection) is None:
            message = f'nothing has the address "{address}"'
            way = whole.addresses.suggestion(address, inspection)
            yield Problem("unknown-address", of_link(source, at, address), message, way)
    for image in parsed.images_without_alt:
        message = "this picture has no words for those who cannot see it"
        yield Problem("no-alt", source.within(at, image), message, "write ![what it shows](...)")
    for image in parsed.foreign_images:
        message = "this picture is fetched from another site"
        way = "put the file beside the text and show it from there"
        yield Problem("foreign-image", source.within(at, image), message, way)
    for address in parsed.pictured_records:
        message = f'"{address}" is a record, and only a file can be shown as a picture'
        way = "take away the `!` to link to it"
        yield Problem("bad-link", source.within(at, address), message, way)
    if parsed.dropped_links:
        message = "a link here leads nowhere, or to something that no page may carry"
        way = "links start with https://, http:// or mailto:, or name a record"
        words = parsed.dropped_words[0] if parsed.dropped_words else "]("
        place = replace(source.within(at, words), length=2)
        yield Problem("bad-link", place, message, way)


def _page(whole: Whole, page: ContentPage, known: Mapping[str, ContentPage]) -> Found:
    name = page.path.removeprefix(f"{page.language}/" if page.language else "")
    first = name.removesuffix(".md").removesuffix("/index").split("/")[0]
    if first in MADE_PAGES:
        message = f'a page at "/{first}/" is made from records, so none may be written there'
        yield Problem("reserved-id", page.source.at(1, 1), message, "choose another name")
    pieces = prose.panels(page.text)
    for panel in pieces[1::2]:
        if panel not in PANELS:
            message = f'there is no panel "{panel}"'
            way = nearest(panel, PANELS) or f"known: {', '.join(PANELS[:5])}, fields-..."
            yield Problem("unknown-panel", page.source.within((), f"[panel:{panel}]"), message, way)
    yield from _links(whole, page.source, (), page.parsed, "")
    for anchor in page.parsed.anchors:
        yield from _anchor(page, f"#{anchor}", anchor, page)
    for path in (p for p in page.parsed.paths if not p.startswith("//")):
        yield from _path_in_page(whole, page, path, known)


def _anchor(page: ContentPage, typed: str, anchor: str, target: ContentPage) -> Found:
    """A link leads to a heading of the page that it names, where its headings are all there is."""
    if target.anchors is not None and anchor not in target.anchors:
        message = f'there is no heading "{anchor}" on {_this(page, target)}'
        way = nearest(anchor, target.anchors) or known_words(target.anchors)
        yield Problem("unknown-anchor", page.source.within((), typed), message, way)


def _this(page: ContentPage, target: ContentPage) -> str:
    return "this page" if target is page else f'the page "{target.path}"'


def _path_in_page(
    whole: Whole, page: ContentPage, path: str, known: Mapping[str, ContentPage]
) -> Found:
    before, _, anchor = path.partition("#")
    target = before.partition("?")[0]
    full = page.path_to(target)
    if target.endswith(".md"):
        if full in known:
            yield from _anchor(page, path, anchor, known[full]) if anchor else ()
        else:
            message = f'there is no page "{target}"'
            way = nearest(full, known) or known_words(known)
            yield Problem("unknown-page", page.source.within((), path), message, way)
    elif target.endswith("/") or not target:
        written = {f"{full}.md", f"{full}/index.md", full or "index.md"}
        there = sorted(written & known.keys())
        if there and anchor:
            yield from _anchor(page, path, anchor, known[there[0]])
        elif full and full.split("/")[0] not in MADE_PAGES and not there:
            message = f'there is no page at "{target}"'
            way = "link to a page by its file, as in about.md, or to a record by its address"
            yield Problem("unknown-page", page.source.within((), path), message, way)
    elif full not in whole.catalogue.content_files:
        folder = page.source.path.removesuffix(page.path).rstrip("/")
        message = f'there is no file "{target}" in {folder}'
        way = nearest(full, whole.catalogue.content_files) or "put the file beside the page"
        if f"{PurePosixPath(full).with_suffix('.md')}" in known:
            way = f'did you mean "{PurePosixPath(target).with_suffix(".md")}"?'
        yield Problem("unknown-file", page.source.within((), path), message, way)


def of_link(source: Source, at: Location, address: str) -> Place:
    """Where an address stands between its brackets, and not where the same word does elsewhere."""
    place = source.within(at, f"[{address}]")
    if place.length != len(address) + 2:
        return source.within(at, address)
    return replace(place, column=place.column + 1, length=len(address))
