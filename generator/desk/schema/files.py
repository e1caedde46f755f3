"""Which schema is for which file, and how an editor is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from generator import records
from generator.catalogue import Catalogue
from generator.desk.schema.known import known
from generator.desk.schema.shapes import Shapes
from generator.desk.schema.values import Schema
from generator.records import Model
from generator.translation import translation_of
from generator.words import is_language

SCHEMAS = ".schemas"
"""The folder of schemas in a site's folder."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

NAMED: dict[str, type[Model]] = {
    "inspection": records.Inspection,
    "body": records.BodyRecord,
    "framework": records.Framework,
}
"""Files that hold one record, whose id is the name of the file or folder."""

LISTS: dict[str, type[Model]] = {**records.RECORD_LISTS, "themes": records.Theme}
"""Files that hold a list, or folders of files that hold a list or one record each."""

EXTENSIONS = {"recommendations": ["redhat.vscode-yaml"]}
"""What .vscode/extensions.json says: the extension that reads the schemas."""

_FOLDERS = {"bodies": "body", "frameworks": "framework"}
_SHARED = ("themes", "glossary")
_TRANSLATED = "-translated"
_LANGUAGE = "{??,???,??-*,???-*}/"
"""A folder of translations, as editors match it."""
_LIST = "{.yml,/*.yml}"
"""What follows the name of a list: it is a file, or a folder of files."""
_STARTS_WITH = ("section", "title", "name", "judgement", "status", "grade", "text")


def schemas(written: Catalogue) -> dict[str, Schema]:
    """A schema for each kind of file, by its name, with what is written offered in it.

    The catalogue may hold only a part of the site; nothing that is not in it is ever called wrong.
    """
    models = {**NAMED, **LISTS}
    if written.translations:  # their models are only made where there are some, which takes long
        models |= {name + _TRANSLATED: translation_of(m) for name, m in models.items()}
    shapes = Shapes(known(written))
    made: dict[str, Schema] = {}
    for name, model in models.items():
        is_named = name.removesuffix(_TRANSLATED) in NAMED
        record = shapes.record(model, without=("id",) if is_named else ())
        shape = record if is_named else _listed(model, record)
        made[name] = {"$schema": DIALECT, **shape, "$defs": shapes.needed_by(record)}
    return made


def _listed(model: type[Model], record: Schema) -> Schema:
    """A list of records, or one of them, with a new one offered."""
    fields = model.model_fields
    noun = getattr(model, "KIND", "translation").replace("-", " ")
    begun = [n for n, f in fields.items() if f.is_required() or n in _STARTS_WITH]
    body = {name: f"${number}" for number, name in enumerate(begun, 1)}
    typed = "- " + "\n  ".join(f"{key}: {value}" for key, value in body.items())
    new = {"label": f"- new {noun}", "description": model.__doc__ or ""}
    listed = {"type": "array", "items": record, "defaultSnippets": [{**new, "body": body}]}
    empty = {"type": "object", "maxProperties": 0, "defaultSnippets": [{**new, "bodyText": typed}]}
    return {"anyOf": [listed, record, empty]}


def schema_line(path: str) -> str:
    """The first line of a file at this path of a site, by which an editor finds its schema."""
    *folders, _ = PurePosixPath(path).parts
    return f"# yaml-language-server: $schema={'../' * len(folders)}{SCHEMAS}/{_kind(path)}.json"


def _kind(path: str) -> str:
    """The name of the schema for a file below the folder of data, by its name or its folder's."""
    *folders, name = PurePosixPath(path).with_suffix("").parts
    ids = {i + 1 for i, folder in enumerate(folders) if folder == "inspections"}
    if len(folders) - 1 not in ids and folders[-1] in (*LISTS, *_FOLDERS):
        name = _FOLDERS.get(folders[-1], folders[-1])
    language = [f for i, f in enumerate(folders) if i and i not in ids and is_language(f)]
    return name + _TRANSLATED if language else name


def vscode_settings(data_dir: str) -> dict[str, Any]:
    """What .vscode/settings.json says, so that a clone is checked as it is typed."""
    globs: dict[str, list[str]] = {}
    for name, path in _paths():
        globs.setdefault(f"{SCHEMAS}/{name}.json", []).append(f"{data_dir}/{path}")
    return {
        "yaml.schemas": dict(sorted(globs.items())),
        "yaml.yamlVersion": "1.2",
        "[yaml]": {
            "editor.tabSize": 2,
            "editor.insertSpaces": True,
            "editor.detectIndentation": False,
            "editor.formatOnSave": False,
            "editor.formatOnType": False,
        },
    }


def _paths() -> Iterator[tuple[str, str]]:
    """Each kind of file with where it stands in the folder of data, as editors match paths."""
    visit = "inspections/*/"
    places = [("inspection", visit, "inspection.yml")]
    places += [(name, visit, f"{name}{_LIST}") for name in records.RECORD_LISTS]
    places += [(name, "", f"{name}{_LIST}") for name in _SHARED]
    places += [(name, "", f"{folder}/*.yml") for folder, name in _FOLDERS.items()]
    for name, above, path in places:
        yield name, above + path
        for folders in dict.fromkeys((_LANGUAGE + above, above + _LANGUAGE)):
            yield name + _TRANSLATED, folders + path
