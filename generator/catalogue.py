"""Every file of a site, read and checked on its own: the catalogue of all that is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any, cast

from generator import drawings, prose, records
from generator.check import check
from generator.dates import When
from generator.disk import Tree, tree
from generator.problems import Place, Problem, Problems, hint, nearest
from generator.source import (
    BROKEN,
    UNREADABLE,
    Location,
    Source,
    front_matter,
    in_pieces,
    read,
    settings_source,
)
from generator.translation import translation_of
from generator.words import OWN_CATALOGUES, has_catalogue, is_language, tag_of

SHIPPED_FRAMEWORKS = Path(__file__).parent / "frameworks"
DEFAULT_FRAMEWORK = "default"

RESERVED_INSPECTIONS = frozenset({"bodies", "themes", "frameworks", "inspections", "glossary"})
"""First parts of addresses that lead outside inspections."""

MADE_PAGES = frozenset(
    {"inspections", "recommendations", "findings", "case-studies", "notable-practice", "themes"}
    | {"bodies", "frameworks", "glossary", "corrections", "search", "data", "assets", "feed.xml"}
)
"""First parts of addresses that are made from records."""

AnyRecord = records.Record | records.Progress

_NAMED: dict[str, type[records.Record]] = {
    "frameworks": records.Framework,
    "bodies": records.BodyRecord,
}
_SHARED: dict[str, type[records.Record]] = {"themes": records.Theme, "glossary": records.Term}


@dataclass(frozen=True)
class Entry:
    """A record, its address, and where it is written."""

    address: str
    kind: str
    record: AnyRecord
    source: Source = field(repr=False)
    at: Location
    inspection: str = ""
    """The id of the inspection it belongs to; empty for what the whole site shares."""

    def __getstate__(self) -> dict[str, Any]:
        """What is kept of it: not what follows from the record."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    @property
    def id(self) -> str:
        """The last part of its address."""
        return self.address.rpartition("/")[2]

    @cached_property
    def marks(self) -> tuple[records.Marking, ...]:
        """What the record points at and holds, gone through once: see `records.walk`."""
        return tuple(records.walk(self.record))

    def with_(self, record: AnyRecord, source: Source) -> Entry:
        """The same with another record or source; what follows from the same record is kept."""
        made = replace(self, record=record, source=source)
        if record is self.record:
            vars(made)["marks"] = self.marks
        return made

    def place(self, *location: str | int, key: bool = False) -> Place:
        """Where a part of the record is written."""
        return self.source.place((*self.at, *location), key=key)


@dataclass(frozen=True)
class Translation:
    """A record's words in another language, and where they are written."""

    address: str
    """Of the record that they translate."""
    language: str
    record: records.Model
    source: Source = field(repr=False)
    at: Location

    @cached_property
    def marks(self) -> tuple[records.Marking, ...]:
        """What it holds, gone through once: see `records.walk`."""
        return tuple(records.walk(self.record))

    def place(self, *location: str | int, key: bool = False) -> Place:
        """Where a part of the translation is written."""
        return self.source.place((*self.at, *location), key=key)


@dataclass(frozen=True)
class ContentPage:
    """A hand-written page. `path` is relative to the folder of content."""

    path: str
    settings: records.PageSettings
    text: str = field(repr=False)
    source: Source = field(repr=False)
    language: str = ""
    """The language of the folder it stands in, as in `cy/about.md`; else empty."""

    @property
    def address(self) -> str:
        """Where it stands on the site: a path that is empty or ends in a slash."""
        return page_address(self.path)

    @property
    def title(self) -> str:
        """Its setting, its first heading, or else its file's name."""
        if self.settings.title:
            return self.settings.title
        for heading in self.parsed.headings:
            if heading.level == 1:
                return heading.text
        return PurePosixPath(self.path).stem.replace("-", " ").capitalize()

    @property
    def parsed(self) -> prose.Prose:
        """Its text, parsed."""
        return prose.page(self.text)

    @property
    def heading_above(self) -> prose.Heading | None:
        """The heading that stands above the page as its title, if one does."""
        alike = (h for h in self.parsed.headings if h.level == 1 and h.text == self.title)
        return next(alike, None)

    @property
    def anchors(self) -> frozenset[str] | None:
        """The anchors of its headings; None where panels may have more."""
        if len(prose.panels(self.text)) > 1:
            return None
        above = self.heading_above
        return frozenset(h.id for h in self.parsed.headings if h is not above)

    @property
    def files(self) -> Iterator[str]:
        """What it links to or shows, relative to the folder of content."""
        for path in self.parsed.paths:
            yield self.path_to(path.partition("#")[0].partition("?")[0])

    def path_to(self, typed: str) -> str:
        """A relative path typed in the page, relative to the folder of content."""
        kept: list[str] = []
        for part in [*PurePosixPath(self.path).parent.parts, *PurePosixPath(typed).parts]:
            if part == "..":
                kept[-1:] = []
            elif part != ".":
                kept.append(part)
        return "/".join(kept)


def page_address(path: str) -> str:
    """Where a hand-written page stands on the site, by its path in the folder of content."""
    stem = PurePosixPath(path.removesuffix(".md"))
    if stem.name in ("index", "README"):
        stem = stem.parent
    return f"{stem}/" if stem.name else ""


@dataclass(frozen=True)
class Catalogue:
    """All that is written, checked file by file; nothing yet is known of how it hangs together."""

    entries: tuple[Entry, ...]
    pages: tuple[ContentPage, ...] = ()
    files: tuple[str, ...] = ()
    """Attachments, as paths relative to the folder of data."""
    content_files: tuple[str, ...] = ()
    """What stands beside hand-written pages, as paths relative to the folder of content."""
    translations: tuple[Translation, ...] = ()


def catalogue(root: Path, data: str, content: str, kept: Kept | None = None) -> Catalogue:
    """Read and check every file of `data` and `content`, two folders below `root`.

    What is `kept` of an earlier reading is taken as it is where a file still says the same, and
    brought up to date.

    Raises:
        Problems: all that is wrong with any file on its own.
    """
    found, problems = what_can_be_read(root, data, content, kept)
    if problems:
        raise Problems(problems)
    return found


@dataclass(frozen=True)
class ReadFile:
    """What was made of one file: good for as long as the file says the same."""

    source: Source = field(repr=False)
    entries: tuple[Entry, ...]
    translations: tuple[Translation, ...]
    problems: tuple[Problem, ...]


class Kept:
    """Files that were read before, so that only what has changed is checked again."""

    def __init__(self) -> None:
        """Begin with none."""
        self._files: dict[str, ReadFile] = {}

    def find(self, source: Source) -> ReadFile | None:
        """What was made of a file that says the same; None if it says something new."""
        known = self._files.get(source.path)
        return known if known is not None and known.source == source else None

    def keep(self, read: ReadFile) -> None:
        """Keep what was made of a file, in the place of what was made of it before."""
        self._files[read.source.path] = read


def what_can_be_read(
    root: Path,
    data: str,
    content: str,
    kept: Kept | None = None,
    *,
    only: Only | None = None,
    held: Tree | None = None,
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """What is sound of a site's files, and the problems of the rest; `content` is empty for none.

    What is sound serves those who write, as in an editor: a site is never built of a part. Of what
    the folders hold, `only` some may be wanted; what is `held` in them may be known already.
    """
    held = held or tree(root, *filter(None, (data, content)))
    reader = _Reader(root, kept or Kept(), held, only)
    shipped = reader.shipped_frameworks() if reader.shared else ()
    entries = [*shipped, *reader.data(root / data)]
    own = {e.address for e in entries if e.source.path.startswith(data)}
    entries = [e for e in entries if e.source.path.startswith(data) or e.address not in own]
    pages = list(reader.content(root / content)) if content and reader.shared else []
    found = Catalogue(
        tuple(entries),
        tuple(pages),
        tuple(reader.attachments),
        tuple(_beside(held, root / content)) if content and reader.shared else (),
        tuple(reader.translations),
    )
    return found, tuple(reader.problems)


Only = frozenset[str]
"""The ids of the inspections that are wanted; of none, what inspections share."""


class _Reader:
    """Goes through the folders, keeping the problems of each file for the end."""

    def __init__(self, root: Path, kept: Kept, held: Tree, only: Only | None) -> None:
        self.root = root
        self.only = only
        self.shared = only is None or not only
        """Whether what inspections share is wanted."""
        self.kept = kept
        self.tree = held
        self.problems: list[Problem] = list(held.refused)
        self.attachments: list[str] = []
        self.translations: list[Translation] = []
        self.language = ""
        """The language of the folder that is being read; empty for originals."""

    def shipped_frameworks(self) -> Iterator[Entry]:
        for path in sorted(SHIPPED_FRAMEWORKS.glob("*.yml")):
            source = read(path, f"<frameworks>/{path.name}")
            yield from self._named(path.stem, records.Framework, "frameworks", source)

    def data(self, folder: Path) -> Iterator[Entry]:
        if not folder.is_dir():
            message = "there is no such folder, so there is nothing to publish"
            beside = [p.name for p in folder.parent.iterdir() if p.is_dir()]
            way = nearest(folder.name, beside)
            way = hint(way, "make one, or name it as `data_dir` in mkdocs.yml")
            self.problems.append(Problem("no-data", Place(self._name(folder)), message, way))
            return
        known = ["frameworks", "bodies", "inspections", "themes.yml", "glossary.yml"]
        for path in self._children(folder):
            name = path.name
            if not self.shared and not (
                path.is_dir() and (name == "inspections" or self._is_language(path))
            ):
                continue
            if name in ("frameworks", "bodies") and path.is_dir():
                yield from self._named_files(path, _NAMED[name], name)
            elif name == "inspections" and path.is_dir():
                yield from self._inspections(path)
            elif _stem(path) in _SHARED and (path.is_dir() or path.suffix == ".yml"):
                yield from self._list(path, _SHARED[_stem(path)], _stem(path), "")
            elif self._is_language(path):
                yield from self._in_language(path, lambda: self.data(path))  # noqa: B023 - used at once
            else:
                self._unknown(path, known)

    def content(self, folder: Path) -> Iterator[ContentPage]:
        self._look_at_drawings(folder)
        for path in self.tree.files(folder):
            if path.suffix != ".md":
                continue
            source = self._read(path) if self._is_nameable(path) else None
            if source is None:
                continue
            try:
                values, text, _ = front_matter(source)
                settings_alone = settings_source(source)
            except Problems as error:
                self.problems += error.problems
                continue
            settings, problems = check(records.PageSettings, values, settings_alone)
            self.problems += problems
            if settings is not None:
                name = path.relative_to(folder)
                language = name.parts[0] if self._speaks(name.parts[0]) else ""
                yield ContentPage(name.as_posix(), settings, text, source, language)

    def _look_at_drawings(self, folder: Path) -> None:
        for path in self.tree.files(folder):
            source = self._read(path) if path.suffix.casefold() == ".svg" else None
            if source is not None:
                self.problems += drawings.problems(source)

    def _speaks(self, tag: str) -> bool:
        """Whether this names a language that the interface can be shown in."""
        return is_language(tag) and has_catalogue(tag, self.root / OWN_CATALOGUES)

    def _named_files(
        self, folder: Path, model: type[records.Record], family: str
    ) -> Iterator[Entry]:
        for path in self._children(folder):
            if path.suffix != ".yml" or not path.is_file():
                self._unknown(path, [f"{path.stem}.yml"])
                continue
            yield from self._file(path, partial(self._named, path.stem, model, family))

    def _file(self, path: Path, entries: Callable[[Source], Iterator[Entry]]) -> Iterator[Entry]:
        """The entries of a file, made anew only where it has changed."""
        source = self._read(path)
        if source is None:
            return
        known = self.kept.find(source)
        if known is None:
            problems, translations = len(self.problems), len(self.translations)
            made = tuple(entries(source))
            known = ReadFile(
                source,
                made,
                tuple(self.translations[translations:]),
                tuple(self.problems[problems:]),
            )
            self.kept.keep(known)
        else:
            self.problems += known.problems
            self.translations += known.translations
        yield from known.entries

    def _named(
        self,
        name: str,
        model: type[records.Record],
        family: str,
        source: Source,
        *,
        inspection: str = "",
    ) -> Iterator[Entry]:
        values = self._values(source)
        if values is UNREADABLE:
            return
        if values is None:
            message, way = "this file holds nothing", "write the record, or delete the file"
            self.problems.append(Problem("no-value", source.at(1, 1), message, way))
            return
        if not isinstance(values, dict):
            message = (
                "this file holds one record: lines of `key: value`, without a dash before them"
            )
            self.problems.append(Problem("wrong-value", source.place(()), message))
            return
        if "id" in values:
            place = source.place(("id",), key=True)
            message = "the name of this file or folder is its id, so `id` is not written inside"
            self.problems.append(Problem("unknown-key", place, message, "delete this line"))
            return
        if self.language:
            self._translate(model, {"id": name, **values}, source, (), f"{family}/{name}")
            return
        record, problems = check(model, {"id": name, **values}, source)
        self.problems += [
            replace(p, hint=f"{p.hint}; rename the file or folder") if p.code == "wrong-id" else p
            for p in problems
        ]
        if record is not None:
            address = f"{family}/{name}"
            yield Entry(address, model.KIND, record, source, (), inspection)
            if isinstance(record, records.BodyRecord):
                for index, milestone in enumerate(record.milestones):
                    yield Entry(
                        f"{address}/{milestone.id}",
                        "milestone",
                        milestone,
                        source,
                        ("milestones", index),
                    )

    def _inspections(self, folder: Path) -> Iterator[Entry]:
        for path in self._children(folder):
            if path.is_dir() and path.name in RESERVED_INSPECTIONS:
                if not self.shared:
                    continue
                message = (
                    f'an inspection cannot be called "{path.name}": '
                    "addresses that begin so lead elsewhere"
                )
                place = Place(self._name(path))
                self.problems.append(Problem("reserved-id", place, message, "rename the folder"))
            elif path.is_dir() and (self.only is None or path.name in self.only):
                yield from self._inspection(path)
            elif not path.is_dir() and self.shared:
                hint = "each inspection is a folder of its own with an inspection.yml"
                self._unknown(path, [], hint)

    def _inspection(self, folder: Path, name: str = "") -> Iterator[Entry]:
        name = name or folder.name
        known = ["inspection.yml", *(f"{stem}.yml" for stem in records.RECORD_LISTS)]
        main = folder / "inspection.yml"
        if main.is_file():
            read_main = partial(
                self._named, name, records.Inspection, "inspections", inspection=name
            )
            yield from self._file(main, read_main)
        elif not self.language:
            message = f'the inspection "{name}" has no inspection.yml'
            hint = "write one with a title and a state, or delete the folder"
            self.problems.append(Problem("no-inspection", Place(self._name(folder)), message, hint))
        for path in self._children(folder):
            stem = path.stem if path.is_file() else path.name
            if path == main:
                continue
            if path.name == "files" and path.is_dir() and not self.language:
                self.attachments += [
                    p.relative_to(folder.parent.parent).as_posix()
                    for p in self.tree.files(path)
                    if self._is_nameable(p)
                ]
                self._look_at_drawings(path)
            elif stem in records.RECORD_LISTS and (path.is_dir() or path.suffix == ".yml"):
                yield from self._list(path, records.RECORD_LISTS[stem], name, name)
            elif self._is_language(path):
                yield from self._in_language(path, lambda: self._inspection(path, name))  # noqa: B023 - same
            elif path.is_file() and path.suffix not in (".yml", ".yaml"):
                way = "move it into the folder `files` there, if it is an attachment"
                self._unknown(path, [], way)
            else:
                self._unknown(path, [*known, "files"])

    def _list(
        self, path: Path, model: type[AnyRecord], family: str, inspection: str
    ) -> Iterator[Entry]:
        if path.is_dir():
            for child in self._children(path):
                if child.suffix == ".yml" and child.is_file():
                    single = partial(self._records, model, family, inspection, single=True)
                    yield from self._file(child, single)
                else:
                    self._unknown(child, [f"{child.stem}.yml"])
        else:
            yield from self._file(path, partial(self._records, model, family, inspection))

    def _records(
        self,
        model: type[AnyRecord],
        family: str,
        inspection: str,
        source: Source,
        *,
        single: bool = False,
    ) -> Iterator[Entry]:
        source, values, problems = in_pieces(source)
        self.problems += problems
        if values is None or values is UNREADABLE:
            return
        if isinstance(values, dict) and single:
            yield from self._entry(source, values, (), model, family, inspection)
            return
        if not isinstance(values, list):
            message = "this file is a list: each record starts with a dash"
            hint = "put `- ` before its first key, and two spaces before the others"
            self.problems.append(Problem("wrong-value", source.place(()), message, hint))
            return
        for index, value in enumerate(values):
            if value != BROKEN:
                yield from self._entry(source, value, (index,), model, family, inspection)

    def _entry(
        self,
        source: Source,
        value: Any,  # noqa: ANN401 - unchecked yet
        at: Location,
        model: type[AnyRecord],
        family: str,
        inspection: str,
    ) -> Iterator[Entry]:
        if self.language:
            self._translate(cast("type[records.Model]", model), value, source, at, family)
            return
        record, problems = check(cast("type[records.Model]", model), value, source, at)
        self.problems += problems
        if record is not None:
            address = _address(model, record, family, inspection)
            yield Entry(address, model.KIND, cast("AnyRecord", record), source, at, inspection)

    def _children(self, folder: Path) -> tuple[Path, ...]:
        return self.tree.folders.get(folder, ())

    def _is_language(self, path: Path) -> bool:
        return (
            not self.language
            and path.is_dir()
            and path.name not in ("frameworks", "bodies", "inspections", "files")
            and is_language(path.name)
        )

    def _in_language(self, path: Path, read: Callable[[], Iterator[Entry]]) -> Iterator[Entry]:
        """Go through a folder of translations, which repeats the names of the files beside it."""
        if not has_catalogue(path.name, self.root / OWN_CATALOGUES):
            message = f'the site has no words of its own in "{path.name}"'
            way = (
                f"its buttons and headings would stay English; add {OWN_CATALOGUES}/{path.name}.po"
            )
            self.problems.append(Problem("no-catalogue", Place(self._name(path)), message, way))
            return
        self.language = path.name
        yield from read()
        self.language = ""

    def _translate(
        self,
        model: type[records.Model],
        value: Any,  # noqa: ANN401 - unchecked yet
        source: Source,
        at: Location,
        family: str,
    ) -> None:
        """Keep what a folder of translations says of a record."""
        record, problems = check(translation_of(model), value, source, at)
        way = "a translation holds words only; everything else stays in the original"
        self.problems += [
            replace(p, hint=hint(p.hint if "did you mean" in p.hint else "", way))
            if p.code == "unknown-key"
            else p
            for p in problems
        ]
        if record is None:
            return
        if model in (*_NAMED.values(), records.Inspection):
            address = family
        else:
            in_inspection = model in records.RECORD_LISTS.values() and family not in _SHARED
            address = _address(model, record, family, family if in_inspection else "")
        self.translations.append(Translation(address, self.language, record, source, at))

    def _read(self, path: Path) -> Source | None:
        try:
            source = read(path, self._name(path))
        except Problems as error:
            self.problems += error.problems
            return None
        if not source.text.strip():  # as a file is for a moment while some programs save it
            way = "write what it is to hold, or delete the file"
            self.problems.append(
                Problem("no-value", source.at(1, 1), "this file holds nothing", way)
            )
            return None
        return source

    def _values(self, source: Source) -> Any:  # noqa: ANN401 - unchecked yet
        try:
            return source.values
        except Problems as error:
            self.problems += error.problems
            return UNREADABLE

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _is_nameable(self, path: Path) -> bool:
        """Whether a file's name can stand in an address; a problem if it cannot."""
        try:
            path.name.encode()
        except UnicodeEncodeError:
            said = path.name.encode(errors="replace").decode()
            message = f'a letter of the name "{said}" cannot be read'
            way = "rename the file, with plain letters"
            self.problems.append(Problem("encoding", Place(self._name(path.parent)), message, way))
            return False
        return True

    def _unknown(self, path: Path, known: list[str], hint: str = "") -> None:
        tag = tag_of(path.name) if path.is_dir() else ""
        if tag:
            hint = f"the folder of a translation is called by the tag of its language: {tag}"
        stem_match = path.with_suffix(".yml").name if path.suffix == ".yaml" else path.name
        hint = (
            hint
            or nearest(stem_match, known)
            or (f"known here: {', '.join(known)}" if known else "")
        )
        what = "folder" if path.is_dir() else "file"
        message = f"nothing reads a {what} of this name, so what is in it would be lost"
        self.problems.append(Problem("unknown-file", Place(self._name(path)), message, hint))


def _address(model: type[Any], record: records.Model, family: str, inspection: str) -> str:
    """The address of a record of a list, or of what a translation of one is a translation of."""
    if model is records.Progress:
        progress = cast("records.Progress", record)
        said = [progress.addressee or "-", progress.by or "-", _day(progress.date) or "-"]
        while said and said[-1] == "-":
            said.pop()
        return "/".join((family, "progress", progress.recommendation, *said))
    prefix = f"{family}/glossary" if inspection and model is records.Term else family
    return f"{prefix}/{cast('records.Record', record).id}"


def _stem(path: Path) -> str:
    return path.stem if path.is_file() else path.name


def _day(date: When | None) -> str:
    if date is None or date.iso:
        return date.iso if date else ""
    spans = ("-".join(map(str, (*span.start, *span.end))) for span in date.spans)
    said = "-".join(part.text for part in (date, *date.parts))
    return "_".join((*spans, re.sub(r"\W+", "-", said))).strip("_")


def _beside(held: Tree, folder: Path) -> Iterator[str]:
    """What stands beside the hand-written pages."""
    for path in held.files(folder):
        if path.suffix != ".md":
            yield path.relative_to(folder).as_posix()
