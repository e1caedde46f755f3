"""The data of a site as files: CSV and JSON of each kind, their schemas, and what describes them.

<kind>.json             the records of a kind, nested as they are
<kind>.schema.json      what each of its keys means, as JSON Schema
<kind>.csv              the same as a table; what a record holds several of is <kind>-<field>.csv
datapackage.json        every table and its columns, for Frictionless
catalogue.json          what there is, for those who gather catalogues (schema.org DataCatalog)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.publish.data.describing import catalogue, package, schema
from generator.publish.data.tables import as_csv, cells, tables
from generator.publish.lines import as_json, joined, lines
from generator.views.data.rows import Collection, Dataset, Rows, every_part


@dataclass(frozen=True)
class Stretch:
    """Records of one kind and one inspection, or of none, as they stand in the files."""

    dataset: str
    inspection: str
    count: int
    json: str = field(repr=False)
    csv: Mapping[str, str] = field(repr=False)
    """By table."""


def stretch(rows: Rows, licence: Mapping[str, str], *, public: bool) -> Stretch:
    """Some records, written as they stand in the files."""
    named = licence.get("path") or licence.get("name", "")
    filled = cells(rows, every_part(rows.dataset, public=public), named)
    return Stretch(
        rows.dataset,
        rows.inspection,
        len(rows.rows),
        lines(rows.rows),
        {name: as_csv(several) for name, several in filled.items()},
    )


def files(collection: Collection, stretches: Sequence[Stretch]) -> dict[str, bytes]:
    """Every file, by its path in the folder of data: what is of no inspection first, then by id."""
    made: dict[str, bytes] = {}
    filled, counts = {}, {}
    for dataset in collection.datasets:
        own = sorted((s for s in stretches if s.dataset == dataset.name), key=_place)
        counts[dataset.name] = sum(one.count for one in own)
        made[f"{dataset.name}.json"] = _whole(collection, dataset, own)
        made[f"{dataset.name}.schema.json"] = as_json(schema(collection, dataset))
        filled[dataset.name] = [
            table for table in tables(dataset) if any(table.name in one.csv for one in own)
        ]
        for table in filled[dataset.name]:
            head = as_csv([[column.name for column in table.columns]])
            rows = (one.csv.get(table.name, "") for one in own)
            made[f"{table.name}.csv"] = "".join([head, *rows]).encode()
    every = [table for several in filled.values() for table in several]
    whole, resources = package(collection, every, made)
    made["datapackage.json"] = as_json(whole, "resources", resources)
    whole, datasets = catalogue(collection, filled, counts, made)
    made["catalogue.json"] = as_json(whole, "dataset", datasets)
    return made


def _place(one: Stretch) -> str:
    return one.inspection


def _whole(collection: Collection, dataset: Dataset, own: Iterable[Stretch]) -> bytes:
    """The records of a kind, a line each, after what is to be known of them all."""
    about: dict[str, Any] = {
        "$schema": f"{dataset.name}.schema.json",
        "title": f"{collection.title}: {dataset.title}",
        "source": collection.page,
        "licence": collection.licence or None,
    }
    return joined(about, "records", (one.json for one in own))
