"""What a preview shows now, and how it comes to show what is written next."""

from __future__ import annotations

import json
import re
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from mimetypes import guess_type
from pathlib import Path
from typing import cast

from generator import site
from generator.advice import advice
from generator.catalogue import Kept, what_can_be_read
from generator.desk import schema
from generator.host import problems_page
from generator.host.config import edition, setting, settings
from generator.host.preview import editor
from generator.host.preview.frame import Frame, Framed
from generator.problems import Place, Problem, Problems, report
from generator.settings import Settings
from generator.site import sound

OWN = ".preview/"
"""Where the preview's own files stand; no record or page can have an address that starts so."""

_FOLDER = Path(__file__).parent
_ID = re.compile(r' id="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What a browser is given for a path."""

    body: bytes
    type: str
    status: int = 200
    location: str = ""
    """Where it is sent instead."""


@dataclass(frozen=True)
class Shown:
    """A site as it is shown until the next change."""

    framed: Framed
    built: site.Whole | None
    problems: Problems | None
    version: str
    """Unlike that of any other moment, of this preview or an earlier one."""


class Desk:
    """A site that is being written: what it shows, and what changes it."""

    def __init__(
        self, config_file: str | None, url: str, editor_link: str, *, search: bool = False
    ) -> None:
        """Read the whole site once.

        Raises:
            Problems: its mkdocs.yml cannot be used. What is wrong with its records is shown.
        """
        self._config_file = config_file
        self._url = url
        self._editor = editor_link
        self._search = search
        self._kept = Kept()
        self._rendering = threading.Lock()
        self._changed = threading.Condition()
        self._advised: tuple[str, tuple[Problem, ...]] = ("", ())
        self._frame = self._framed()
        self.shown = self._shown()

    @property
    def settings(self) -> Settings:
        """Where the site's files are."""
        return settings(self._frame.config, self._frame.plugin.config)

    @property
    def config_file(self) -> Path:
        """The site's mkdocs.yml."""
        return Path(self._frame.config.config_file_path).resolve()

    @property
    def overrides(self) -> Path | None:
        """The site's own templates."""
        folder = self._frame.config.theme.custom_dir
        return Path(folder).resolve() if folder else None

    def _shapes_the_frame(self, path: Path) -> bool:
        """Whether a file is the site's settings, or one of its own templates."""
        overrides = self.overrides
        path = path.resolve()
        return path == self.config_file or bool(overrides and path.is_relative_to(overrides))

    def _framed(self, last_good: site.Built | None = None) -> Frame:
        frame = Frame(self._config_file, self._url, last_good)
        frame.plugin.edit = self.link
        return frame

    def refresh(self, changed: Iterable[Path]) -> str:
        """Show what is written now, and say how that went: in a line, or problem by problem."""
        started = time.perf_counter()
        try:
            if any(map(self._shapes_the_frame, changed)):
                self._frame = self._framed(self.shown.built)
            shown = self._shown()
        except Problems as error:
            shown = Shown(self.shown.framed, self.shown.built, error, _version())
            self._frame.plugin.problems = error
            self.shown.framed.forget()
        with self._changed:
            self.shown = shown
            self._changed.notify_all()
        if shown.problems:
            return report(shown.problems.problems)
        return f"Ready in {time.perf_counter() - started:.2f} s."

    def keep_schemas_fresh(self) -> None:
        """Let an editor know of the ids that are there now."""
        where = self.settings
        written, _ = what_can_be_read(where.root, where.data, where.content, self._kept)
        schema.keep_fresh(where.root, written)

    def _shown(self) -> Shown:
        built: site.Built | Problems
        where = self.settings
        try:
            _refuse_no_content(where)
            plugin = self._frame.plugin.config
            given = edition(plugin, public=False)
            built = site.preview(where, given, self._kept, search=self._search)
        except Problems as error:
            built = error
        with self._rendering:
            framed = self._frame.around(built)
        good = cast("site.Whole | None", self._frame.plugin.built)  # a preview makes no other
        return Shown(framed, good, built if isinstance(built, Problems) else None, _version())

    def wait(self, seen: str, seconds: float) -> str:
        """The version that is shown, as soon as it is another than the one that was seen."""
        with self._changed:
            self._changed.wait_for(lambda: self.shown.version != seen, seconds)
            return self.shown.version

    def answer(self, path: str) -> Answer:
        """What stands at a path, given without its first slash."""
        shown = self.shown
        try:
            if path.startswith(OWN):
                return self._own(path.removeprefix(OWN)) or self._not_found(shown)
            return self._page(shown, path) or self._file(shown, path) or self._not_found(shown)
        except Exception as error:  # noqa: BLE001 - a template of the site's own may raise anything
            return self._broken(shown, error)

    def _own(self, name: str) -> Answer | None:
        """What a preview has beside the site: its script and style, and the advice."""
        if name == "advice":
            page = problems_page.advised(self._advice(), self.link)
            return Answer(page.encode(), "text/html; charset=utf-8")
        if name == "advice.json":
            return Answer(json.dumps(len(self._advice())).encode(), "application/json")
        return _own_file(name)

    def _advice(self) -> tuple[Problem, ...]:
        """What might be better, asked for by a page once it is shown, so that no save waits."""
        shown, where = self.shown, self.settings
        if self._advised[0] != shown.version:
            found: tuple[Problem, ...] = ()
            if shown.problems is None:
                with suppress(Problems):
                    given = edition(self._frame.plugin.config, public=False)
                    written, _ = what_can_be_read(where.root, where.data, where.content, self._kept)
                    addresses = sound(where, given, written)
                    found = advice(written, addresses, given, where.policy)
            self._advised = shown.version, found
        return self._advised[1]

    def _page(self, shown: Shown, path: str) -> Answer | None:
        with self._rendering:
            page = shown.framed.page(path)
        if page is not None:
            return Answer(self._with_marks(shown, path, page).encode(), "text/html; charset=utf-8")
        if path and not path.endswith("/") and f"{path}/" in shown.framed.pages:
            return Answer(b"", "text/plain", 302, f"/{path}/")
        return None

    def _file(self, shown: Shown, path: str) -> Answer | None:
        body = shown.framed.file(path)
        if body is None:
            return None
        return Answer(body, guess_type(path)[0] or "application/octet-stream")

    def _not_found(self, shown: Shown) -> Answer:
        with self._rendering:
            page = shown.framed.not_found()
        if shown.problems:
            told = problems_page.notice(shown.problems, last_good=False, edit=self.link)
            page = page.replace("<h1", f"{told}<h1", 1) if "<h1" in page else told + page
        marked = self._with_marks(shown, None, page)
        return Answer(marked.encode(), "text/html; charset=utf-8", 404)

    def _broken(self, shown: Shown, error: Exception) -> Answer:
        """What is shown where a page cannot be made, since a template of the site's own is broken.

        The traceback leads through the templates; the last of them is at fault.
        """
        steps = traceback.extract_tb(error.__traceback__)
        last = next((s for s in reversed(steps) if s.filename.endswith((".html", ".xml"))), None)
        name = getattr(error, "filename", None) or (last and last.filename) or "mkdocs.yml"
        line = getattr(error, "lineno", None) or (last and last.lineno) or 1
        message = f"this page cannot be put in its frame: {type(error).__name__}: {error}"
        hint = "look at the site's own templates (custom_dir) and its other plugins"
        problem = Problem("frame", Place(str(name), line), message, hint)
        notice = problems_page.notice(Problems([problem]), last_good=False, edit=self.link)
        page = f"<!doctype html><title>Problem</title><body>{notice}</body>"
        body = self._with_marks(shown, None, page, more=1).encode()
        return Answer(body, "text/html; charset=utf-8", 500)

    def _with_marks(self, shown: Shown, path: str | None, page: str, more: int = 0) -> str:
        """A page with what only a preview has: links into the editor, and a script that reloads.

        It may have `more` problems than the site.
        """
        problems = more + (len(shown.problems.problems) if shown.problems else 0)
        data = {
            "version": shown.version,
            "status": "Preview: drafts are shown",
            "problems": f"{problems} problem{'s' * (problems != 1)}",
            "records": [] if path is None else self._records(shown, path, page),
        }
        held = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
        marks = (
            f'<link rel="stylesheet" href="/{OWN}preview.css">'
            f'<script type="application/json" id="preview-data">{held}</script>'
            f'<script src="/{OWN}preview.js"></script>'
        )
        before, end, after = page.rpartition("</body>")
        return f"{before}{marks}{end}{after}" if end else page + marks

    def _records(self, shown: Shown, path: str, page: str) -> list[dict[str, str]]:
        """The records of a page: the anchor of each, and the link that opens it in the editor."""
        if shown.built is None:
            return []
        ids = {"", *_ID.findall(page)}
        found = {p(): a for a, p in written_on(shown.built.planned, path) if a in ids}
        return [
            {
                "anchor": anchor,
                "href": self.link(place),
                "place": f"{place.path}, line {place.line}",
            }
            for place, anchor in found.items()
            if not place.path.startswith("<")  # a framework that ships with the package
        ]

    def link(self, place: Place) -> str:
        """The address that opens a place in the editor."""
        return editor.link(self._editor, self.settings.root, place)


def written_on(planned: site.Planned, path: str) -> Iterator[tuple[str, Callable[[], Place]]]:
    """The anchors that records have on a page, "" for the page itself, and where each is written.

    A record that has two comes with the address that it is cited by last.
    """
    own = next((p for p in planned.pages if p.path == path), None)
    if own is not None and own.source:
        page = next(p for p in planned.released.pages if p.path == own.source)
        yield "", partial(page.source.at, 1, 1)
    language = own.words.language if own is not None and own.words else ""
    site = next((s for s in planned.sites if s.language == language), planned.site)
    inspection = path.removeprefix(f"{language}/").removeprefix("inspections/").partition("/")[0]
    translated = {t.address: t for t in planned.released.translations if t.language == language}
    for entry in site.graph.entries.values():
        written = translated.get(entry.address, entry)
        spot = site.spots[entry.address]
        if entry.inspection == inspection != "" and entry.kind != "inspection":
            yield entry.id, written.place
        if spot.path == path:
            yield spot.anchor, written.place


def _refuse_no_content(where: Settings) -> None:
    if not (where.root / where.content).is_dir():
        message = f'there is no folder "{where.content}"'
        way = "put it back: the site's own pages stand in it"
        raise Problems([Problem("config", setting(where.root, "docs_dir"), message, way)])


def _own_file(name: str) -> Answer | None:
    file = _FOLDER / name
    if name not in ("preview.js", "preview.css"):
        return None
    return Answer(file.read_bytes(), guess_type(name)[0] or "text/plain")


def _version() -> str:
    return str(time.time_ns())
