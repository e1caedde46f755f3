"""The data of a site as files: CSV and JSON of each kind, their schemas, and what describes them.

<kind>.json             the records of a kind, nested as they are
<kind>.schema.json      what each of its keys means, as JSON Schema
<kind>.csv              the same as a table; what a record holds several of is <kind>-<field>.csv
datapackage.json        every table and its columns, for Frictionless
catalogue.json          what there is, for those who gather catalogues (schema.org DataCatalog)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.beside import Files, ready
from generator.publish.data.describing import Weight, catalogue, package, schema
from generator.publish.data.tables import Table, as_csv, cells, tables
from generator.publish.lines import as_json, joined, lines
from generator.store import fingerprint
from generator.views.data.rows import Collection, Dataset, Rows, every_part

__all__ = ["Filled", "Held", "Kind", "Stretch", "Weight"]
__all__ += ["about", "files", "kinds", "stretch", "weighed"]


Held = Callable[[str], Any]
"""What gives what is kept under a name."""


@dataclass(frozen=True)
class Stretch:
    """Records of one kind and one inspection, or of none, as far as they are told of."""

    dataset: str
    inspection: str
    count: int
    tables: tuple[str, ...]
    """Those that they have something in."""
    state: str
    """A fingerprint of what is written of them."""

    @property
    def json(self) -> str:
        """Under this are kept their lines of JSON."""
        return f"json {self.state}"

    @property
    def csv(self) -> str:
        """Under this are kept their rows of CSV, by table."""
        return f"csv {self.state}"

    @property
    def kept(self) -> tuple[str, str]:
        """Under what something of them is kept."""
        return self.json, self.csv


Filled = tuple[Stretch, Mapping[str, Any]]
"""Some records, and what is kept of them."""


def stretch(rows: Rows, licence: Mapping[str, str], *, public: bool) -> Filled:
    """Some records, written as they stand in the files."""
    named = licence.get("path") or licence.get("name", "")
    filled = cells(rows, every_part(rows.dataset, public=public), named)
    csv = {name: as_csv(several) for name, several in filled.items()}
    json = lines(rows.rows)
    state = fingerprint(json, *(part for item in csv.items() for part in item))
    made = Stretch(rows.dataset, rows.inspection, len(rows.rows), tuple(csv), state)
    return made, {made.json: json, made.csv: csv}


@dataclass(frozen=True)
class Kind:
    """All records of one kind: what is of no inspection first, then by id."""

    dataset: Dataset
    stretches: tuple[Stretch, ...] = field(repr=False)

    @property
    def state(self) -> str:
        """A fingerprint of all that is written of them."""
        return fingerprint("kind", repr(self.dataset), *(one.state for one in self.stretches))

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(one.count for one in self.stretches)

    @property
    def tables(self) -> list[Table]:
        """The tables that have something in them."""
        filled = {name for one in self.stretches for name in one.tables}
        return [table for table in tables(self.dataset) if table.name in filled]

    @property
    def paths(self) -> tuple[str, ...]:
        """Its files."""
        name = self.dataset.name
        csv = (f"{table.name}.csv" for table in self.tables)
        return (f"{name}.json", f"{name}.schema.json", *csv)

    def files(self, collection: Collection, held: Held) -> Files:
        """Its files, in pieces; what is kept of a stretch is asked for when it is wanted."""
        dataset = self.dataset
        about: dict[str, Any] = {
            "$schema": f"{dataset.name}.schema.json",
            "title": f"{collection.title}: {dataset.title}",
            "source": collection.page,
            "licence": collection.licence or None,
        }
        all_lines = (held(one.json) for one in self.stretches)
        yield f"{dataset.name}.json", joined(about, "records", all_lines)
        yield f"{dataset.name}.schema.json", (as_json(schema(collection, dataset)),)
        for table in self.tables:
            yield f"{table.name}.csv", self._csv(table, held)

    def _csv(self, table: Table, held: Held) -> Iterator[bytes]:
        yield as_csv([[column.name for column in table.columns]]).encode()
        for one in self.stretches:
            if table.name in one.tables:
                yield held(one.csv)[table.name].encode()


def kinds(collection: Collection, stretches: Iterable[Stretch]) -> tuple[Kind, ...]:
    """Each kind of records."""
    several: dict[str, list[Stretch]] = {}
    for one in sorted(stretches, key=_place):
        several.setdefault(one.dataset, []).append(one)
    return tuple(Kind(d, tuple(several.get(d.name, ()))) for d in collection.datasets)


def weighed(files: Files, weights: dict[str, Weight]) -> Files:
    """The same files, each of which is weighed when it is used."""
    for path, pieces in files:
        yield path, _weighed(path, pieces, weights)


def _weighed(path: str, pieces: Iterable[bytes], weights: dict[str, Weight]) -> Iterator[bytes]:
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
        yield piece
    weights[path] = Weight(size, digest.hexdigest())


def about(
    collection: Collection, every: Sequence[Kind], weights: Mapping[str, Weight]
) -> dict[str, bytes]:
    """The files that describe all others, which weigh so much."""
    whole, resources = package(collection, [t for one in every for t in one.tables], weights)
    made = {"datapackage.json": as_json(whole, "resources", resources)}
    whole, datasets = catalogue(
        collection, [(one.dataset, one.count, one.paths) for one in every], weights
    )
    made["catalogue.json"] = as_json(whole, "dataset", datasets)
    return made


def files(collection: Collection, filled: Iterable[Filled]) -> Files:
    """Every file, by its path in the folder of data; each has to be used before the next one."""
    several = list(filled)
    held = {name: part for _, parts in several for name, part in parts.items()}
    every = kinds(collection, (one for one, _ in several))
    weights: dict[str, Weight] = {}
    for one in every:
        yield from weighed(one.files(collection, held.__getitem__), weights)
    yield from ready(about(collection, every, weights))


def _place(one: Stretch) -> str:
    return one.inspection
