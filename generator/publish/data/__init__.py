"""The data of a site as files: CSV and JSON of each kind, their schemas, and what describes them.

<kind>.json             the records of a kind, nested as they are
<kind>.schema.json      what each of its keys means, as JSON Schema
<kind>.csv              the same as a table; what a record holds several of is <kind>-<field>.csv
datapackage.json        every table and its columns, for Frictionless
catalogue.json          what there is, for those who gather catalogues (schema.org DataCatalog)
"""

from __future__ import annotations

from typing import Any

from generator.publish.data.describing import catalogue, package, schema
from generator.publish.data.tables import Table, as_csv, tables
from generator.publish.lines import as_json
from generator.views.data.rows import Collection, Dataset


def files(collection: Collection) -> dict[str, bytes]:
    """Every file, by its path in the folder of data."""
    licence = collection.licence.get("path") or collection.licence.get("name", "")
    flat = {one.name: tables(one, licence) for one in collection.datasets}
    made: dict[str, bytes] = {}
    for dataset in collection.datasets:
        made[f"{dataset.name}.json"] = _whole(collection, dataset)
        made[f"{dataset.name}.schema.json"] = as_json(schema(collection, dataset))
        made |= {f"{table.name}.csv": as_csv(table) for table in flat[dataset.name]}
    every: list[Table] = [table for several in flat.values() for table in several]
    whole, resources = package(collection, every, made)
    made["datapackage.json"] = as_json(whole, "resources", resources)
    whole, datasets = catalogue(collection, flat, made)
    made["catalogue.json"] = as_json(whole, "dataset", datasets)
    return made


def _whole(collection: Collection, dataset: Dataset) -> bytes:
    """The records of a kind, a line each, after what is to be known of them all."""
    about: dict[str, Any] = {
        "$schema": f"{dataset.name}.schema.json",
        "title": f"{collection.title}: {dataset.title}",
        "source": collection.page,
        "licence": collection.licence or None,
    }
    return as_json(about, "records", dataset.rows)
