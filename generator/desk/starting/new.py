"""New records: each is put where its kind stands, under an id that is free.

Nothing is made up: a new record says its id, what it is called and whether it is a draft. All else
that it may say stands below it in comments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import cast

from generator import records
from generator.catalogue import RESERVED_INSPECTIONS
from generator.desk import files
from generator.desk.ids import Named, free, next_id
from generator.desk.schema import schema_line
from generator.desk.starting.appending import appended
from generator.desk.starting.existing import Existing, free_id
from generator.desk.starting.starters import INVITED, invitations
from generator.desk.writing import block, one_line, scalar
from generator.fields import description
from generator.records import EDITOR, RESERVED_SECTIONS, BodyRecord, Framework, Inspection, Record
from generator.source import Source, read

LISTED: dict[str, tuple[str, type[Record]]] = {
    **{
        model.KIND: (stem, cast("type[Record]", model))
        for stem, model in records.RECORD_LISTS.items()
        if model.KIND in INVITED
    },
    "theme": ("themes", records.Theme),
}
"""Kinds of record that stand in lists: the name of the list's file or folder, and the model."""

NAMED: dict[str, tuple[str, type[Record]]] = {
    "body": ("bodies", BodyRecord),
    "framework": ("frameworks", Framework),
}
"""Kinds of record that have a file each: the folder of these files, and the model."""

_TITLES = ("title", "name", "what")
_A_DRAFT = "# a draft is in no public build; delete `state` when it is ready"
_STARTED = ("sections", "findings", "recommendations")
"""The lists that a new inspection begins with."""


@dataclass(frozen=True)
class Wanted:
    """What its author says of a new record; what is empty was not said."""

    kind: str
    inspection: str = ""
    """None for what the whole site shares."""
    section: str = ""
    title: str = ""
    id: str = ""


@dataclass(frozen=True)
class Made:
    """What was made, and where it begins."""

    id: str
    path: str
    line: int


def title_key(kind: str) -> str:
    """The key under which a record of this kind says what it is called."""
    return next(key for key in _TITLES if key in _model(kind).model_fields)


def needs_title(kind: str) -> bool:
    """Whether a record of this kind cannot be without what it is called."""
    return _model(kind).model_fields[title_key(kind)].is_required()


def _model(kind: str) -> type[Record]:
    return Inspection if kind == Inspection.KIND else {**LISTED, **NAMED}[kind][1]


def typed(option: str, words: str) -> str:
    """Words from the command line, on one line.

    Raises:
        Problems: they hold what no file may hold.
    """
    return str(Source(option, scalar(one_line(words))).values)


def new_record(site: Existing, wanted: Wanted) -> Made:
    """Put a record at the end of the list of its kind: of an inspection, or of what is shared.

    Raises:
        Problems: there is no such inspection or section, the id is taken or is none, or the list
            cannot be added to. Nothing is written then.
    """
    if wanted.inspection:
        site.must_have_inspection(wanted.inspection)
    if wanted.section:
        site.must_have_section(wanted.inspection, wanted.section)
    title = typed("--title", wanted.title)
    fields = {"id": _id(site, replace(wanted, title=title))}
    fields |= {"section": wanted.section} if wanted.section else {}
    fields |= {title_key(wanted.kind): title} if title else {}
    comments = _invitations(site, wanted.kind, wanted.inspection, fields)
    visit = site.inspection(wanted.inspection)
    if wanted.inspection and not (visit and visit.state == "draft"):
        # what is shared is shown only where something public uses it
        fields["state"] = "draft"
        comments.insert(0, _A_DRAFT)
    where = PurePosixPath("inspections", wanted.inspection) if wanted.inspection else ""
    return _put(site, site.data / where / LISTED[wanted.kind][0], fields, comments)


def _id(site: Existing, wanted: Wanted) -> str:
    """The id that a new record gets: its own, if it is free, or the next of its kind."""
    stem, _ = LISTED[wanted.kind]
    inside = wanted.inspection or stem
    if wanted.kind == "term" and wanted.inspection:
        inside = f"{wanted.inspection}/{stem}"
    taken = site.taken(inside)
    if wanted.kind == "section":
        taken |= dict.fromkeys(RESERVED_SECTIONS)
    if wanted.id:
        free_id(wanted.id, taken)
        return wanted.id
    beside = [
        Named(e.id, e.kind, getattr(e.record, "section", None))
        for e in site.of(wanted.inspection)
        if e.kind != "inspection"
    ]
    sections = site.sections(wanted.inspection)
    number = next((s.number for s in sections if s.id == wanted.section), None)
    new = Named("", wanted.kind, wanted.section or None)
    return next_id(new, wanted.title, number, beside, taken)


def _invitations(
    site: Existing, kind: str, inspection: str, fields: Mapping[str, str]
) -> list[str]:
    key = title_key(kind)
    untitled = [] if key in fields else [f"# {key}:  # {description(_model(kind), key)}"]
    framework, ids = site.framework(inspection), site.ids(inspection)
    return [*untitled, *invitations(kind, fields, framework, ids)]


def _put(site: Existing, where: Path, fields: Mapping[str, str], comments: Sequence[str]) -> Made:
    """Put a record in a list, which is a file, or a folder in which it gets a file of its own."""
    name = fields["id"]
    if where.is_dir():
        there = {path.stem for path in where.iterdir()}
        stem = free(f"{name}-2", there) if name in there else name
        return _added(site, where / f"{stem}.yml", name, block(fields, comments))
    file = where.with_name(f"{where.name}.yml")
    path = site.path(file)
    if not file.exists():
        text = appended(Source(path, ""), fields, comments)
        return _added(site, file, name, text.splitlines())
    before = read(file, path)
    after = Source(path, appended(before, fields, comments))
    files.replace(file, path, before.text, after.text)
    return Made(name, path, after.place((len(after.values) - 1, "id")).line)


def _added(site: Existing, file: Path, name: str, lines: Sequence[str]) -> Made:
    path = site.path(file)
    files.add(file, path, "\n".join([schema_line(path), *lines, ""]))
    return Made(name, path, 2)


def new_named(site: Existing, kind: str, name: str, title: str) -> Made:
    """Make a body or a framework, in a file of its own.

    Raises:
        Problems: the id is taken or is none, or the file cannot be written.
    """
    folder, _ = NAMED[kind]
    reserved = {EDITOR: None} if kind == "body" else {}
    free_id(name, {**site.taken_files(folder), **reserved}, "ID")
    fields = {title_key(kind): typed("--title", title)}
    lines = block(fields, _invitations(site, kind, "", fields))
    return _added(site, site.data / folder / f"{name}.yml", name, lines)


def new_inspection(site: Existing, name: str, title: str) -> Made:
    """Make the folder of an inspection, with its own file and the lists it begins with.

    Raises:
        Problems: the id is taken or is none, or the folder cannot be written.
    """
    folder = inspection_folder(site, name)
    fields = {"title": typed("--title", title), "state": "draft"}
    comments = [
        "# nothing of it is public until `state` is published",
        *_invitations(site, "inspection", name, fields),
    ]
    lists = {f"{stem}.yml": _empty_list(stem, name) for stem in _STARTED}
    return furnished(site, folder, {"inspection.yml": block(fields, comments), **lists})


def inspection_folder(site: Existing, name: str) -> Path:
    """Where an inspection of this id goes.

    Raises:
        Problems: the id is taken or is none.
    """
    reserved = dict.fromkeys(RESERVED_INSPECTIONS)
    free_id(name, {**site.taken_files("inspections"), **reserved}, "ID")
    return site.data / "inspections" / name


def _empty_list(stem: str, inspection: str) -> list[str]:
    kind = next(kind for kind, (name, _) in LISTED.items() if name == stem)
    return [f"# The next one:  inspection new {kind} -i {inspection}"]


def furnished(site: Existing, folder: Path, lists: Mapping[str, Sequence[str]]) -> Made:
    """Make a folder of an inspection with these files, by their lines.

    Raises:
        Problems: it cannot be written.
    """
    path = site.path(folder)
    texts = {
        name: "\n".join([schema_line(f"{path}/{name}"), *lines, ""])
        for name, lines in lists.items()
    }
    files.furnish(folder, path, texts)
    return Made(folder.name, f"{path}/inspection.yml", 2)
