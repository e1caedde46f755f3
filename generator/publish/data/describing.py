"""What the files of data hold, as JSON Schema, a Frictionless package and schema.org say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.publish.data.tables import APART, Column, Table, beside
from generator.views.data.rows import Collection, Dataset
from generator.views.data.shape import Part

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FORMULAS = "A text that a spreadsheet would take for a formula has an apostrophe before it."


@dataclass(frozen=True)
class Weight:
    """How large a file is, in bytes, and its SHA-256."""

    size: int
    sha256: str


def schema(collection: Collection, dataset: Dataset) -> dict[str, Any]:
    """What may stand in the JSON of a kind."""
    return {
        "$schema": _DIALECT,
        "title": f"{collection.title}: {dataset.title}",
        "description": dataset.about,
        "type": "object",
        "required": ["title", "source", "licence", "records"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "title": {"type": "string"},
            "source": {"type": "string", "description": "The site that this comes from."},
            "licence": {
                "type": ["object", "null"],
                "description": "Under which it may be used; null where nothing is said of it.",
            },
            "records": {
                "type": "array",
                "items": {**_object(dataset.parts), "required": ["address"]},
            },
        },
    }


def _object(parts: Iterable[Part]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for part in parts:
        one = _value(part)
        if part.many:
            one = {"type": "array", "minItems": 1, "items": one}
        properties[part.name] = {**one, "description": part.about}
        for name, about in beside(part):
            text: dict[str, Any] = {"type": "string"}
            several = {"type": "array", "items": text} if part.many else text
            properties[name] = {**several, "description": about}
        if part.way == "prose":
            html = {"type": "string", "description": "The same as HTML."}
            properties[f"{part.name}_html"] = html
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _value(part: Part) -> dict[str, Any]:
    if part.sort == "one":
        return _object(part.parts)
    if part.sort == "numbers":
        return {"type": "object", "additionalProperties": {"type": "number"}}
    return {"type": "string" if part.sort == "text" else part.sort}


def package(
    collection: Collection, tables: Iterable[Table], weights: Mapping[str, Weight]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A Frictionless data package, and every table as a resource of it."""
    several = list(tables)
    of_kind = {one.kind: one.name for one in collection.datasets}
    rights = _rights(collection)
    whole = {
        "profile": "tabular-data-package",
        "name": "inspection-records",
        "title": collection.title,
        "description": " ".join(filter(None, (collection.about, _FORMULAS))),
        **({"homepage": collection.url} if collection.url else {}),
        **rights,
    }
    return whole, [
        {
            "profile": "tabular-data-resource",
            "name": table.name,
            "path": f"{table.name}.csv",
            "title": table.title,
            "description": table.about,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": weights[f"{table.name}.csv"].size,
            "hash": f"sha256:{weights[f'{table.name}.csv'].sha256}",
            **rights,
            "schema": _table_schema(table, of_kind),
        }
        for table in several
    ]


def _rights(collection: Collection) -> dict[str, Any]:
    found: dict[str, Any] = {"licenses": [dict(collection.licence)]} if collection.licence else {}
    site = {"title": collection.title, "path": collection.url} if collection.url else {}
    sources = [*([site] if site else []), *map(dict, collection.sources)]
    return found | ({"sources": sources} if sources else {})


def _table_schema(table: Table, of_kind: Mapping[str, str]) -> dict[str, Any]:
    keys = [
        {"fields": column.name, "reference": {"resource": name, "fields": "address"}}
        for column in table.columns
        if (name := _led_to(column, of_kind))
    ]
    if table.of:
        keys.append({"fields": "record", "reference": {"resource": table.of, "fields": "address"}})
    for key in keys:
        reference = key["reference"]
        if isinstance(reference, dict) and reference["resource"] == table.name:
            reference["resource"] = ""  # itself, as Frictionless says it
    return {
        "fields": [
            {"name": column.name, "type": column.type, "description": _about(column)}
            for column in table.columns
        ],
        "missingValues": [""],
        "primaryKey": ["record", "position"] if table.of else "address",
        **({"foreignKeys": keys} if keys else {}),
    }


_WHOLE = frozenset({"section", "body", "theme", "inspection", "source", "milestone", "finding"})
"""Kinds whose records are only ever pointed at as a whole, never at a part."""


def _led_to(column: Column, of_kind: Mapping[str, str]) -> str:
    """The table that every value of a column is in; empty where there is no such table."""
    if len(column.kinds) != 1 or column.kinds[0] not in _WHOLE or column.name == "by":
        return ""
    return of_kind.get(column.kinds[0], "")


def _about(column: Column) -> str:
    several = f' Several are apart by "{APART.strip()}".' if column.many else ""
    return column.about + several


def catalogue(
    collection: Collection,
    datasets: Iterable[tuple[Dataset, int, Iterable[str]]],
    weights: Mapping[str, Weight],
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A DataCatalog of schema.org, and its datasets, with every address in full where known.

    Of each dataset is given how many records it has, and which files.
    """
    base = f"{collection.url.rstrip('/')}/data/" if collection.url else ""
    terms: dict[str, Any] = {"inLanguage": collection.language}
    if collection.licence:
        terms["license"] = collection.licence.get("path") or collection.licence["name"]
    creators = [
        {"@type": "Organization", "name": one["title"]}
        | ({"url": one["path"]} if "path" in one else {})
        for one in collection.sources
    ]
    whole = {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": collection.title,
        "description": collection.about,
        "url": collection.page,
        **terms,
        "isBasedOn": creators,
    }
    return whole, [
        {
            "@type": "Dataset",
            "name": f"{collection.title}: {one.title}",
            "description": one.about,
            "url": collection.page,
            **terms,
            "variableMeasured": one.title,
            "size": f"{count} records",
            "distribution": [_download(base, path, weights[path]) for path in paths],
        }
        for one, count, paths in datasets
    ]


def _download(base: str, path: str, weight: Weight) -> dict[str, Any]:
    kind = {"csv": "text/csv", "json": "application/json"}[path.rpartition(".")[2]]
    if path.endswith(".schema.json"):
        kind = "application/schema+json"
    return {
        "@type": "DataDownload",
        "contentUrl": base + path,
        "encodingFormat": kind,
        "contentSize": f"{weight.size} B",
        "sha256": weight.sha256,
    }
