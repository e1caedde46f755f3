"""Where every record stands on the site: the page and, within it, the anchor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.addresses import FAMILIES, Target, parts
from generator.catalogue import Entry
from generator.graph import Graph
from generator.records import Progress


@dataclass(frozen=True)
class Spot:
    """A page, as a path from the site's root that is empty or ends in a slash, and an anchor."""

    path: str
    anchor: str = ""

    def seen_from(self, path: str) -> str:
        """The link to it from another page."""
        if not self.anchor:
            return _way(path, self.path)
        return f"#{self.anchor}" if path == self.path else f"{_way(path, self.path)}#{self.anchor}"


@lru_cache(maxsize=10_000)
def _way(start: str, end: str) -> str:
    """The relative path from one page to another."""
    here, there = start.split("/")[:-1], end.split("/")[:-1]
    shared = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        shared += 1
    steps = [".."] * (len(here) - shared) + there[shared:]
    return "/".join(steps) + "/" if steps else "./"


def places(graph: Graph) -> dict[str, Spot]:
    """The spot of every address that is shown, of records and of their parts."""
    spots: dict[str, Spot] = {}
    for entry in graph.entries.values():
        spot = _spot(graph, entry)
        spots[entry.address] = spot
        join = "/" if entry.kind == "framework" else "-"
        for part in parts(entry.record):
            anchor = part if entry.kind == "framework" else f"{entry.id}-{part}"
            spots[f"{entry.address}{join}{part}"] = Spot(spot.path, anchor)
    return spots


def _spot(graph: Graph, entry: Entry) -> Spot:
    inspection = f"inspections/{entry.inspection}/"
    if entry.kind == "inspection":
        return Spot(inspection)
    if entry.kind in FAMILIES:
        return Spot(f"{FAMILIES[entry.kind]}/{entry.id}/")
    if entry.kind == "term":
        return Spot("glossary/", entry.id)
    if not entry.inspection:  # a milestone of a body
        return Spot(f"{entry.address.rpartition('/')[0]}/", entry.id)
    if entry.kind == "recommendation":
        return Spot(f"{inspection}recommendations/{entry.id}/")
    if isinstance(entry.record, Progress):
        target = graph.addresses.find(
            entry.record.recommendation, entry.inspection, ("recommendation",)
        )
        if target is not None:
            return Spot(_spot(graph, target.entry).path, entry.inspection)
    if entry.kind == "section":
        top = top_section(graph, entry)
        anchor = "" if top == entry.id else entry.id
        return Spot(f"{inspection}{top}/", anchor)
    section = getattr(entry.record, "section", None)
    if section and f"{entry.inspection}/{section}" in graph.entries:
        top = top_section(graph, graph.entries[f"{entry.inspection}/{section}"])
        return Spot(f"{inspection}{top}/", entry.id)
    return Spot(inspection, entry.id)


def former_spot(graph: Graph, entry: Entry, alias: str) -> Spot | None:
    """Where a record stood under an old id or address; None if that cannot be told.

    What has a page of its own had one then; what has an anchor had it on the page it is on now,
    or, in another inspection, on that one's front page.
    """
    owner, _, name = alias.rpartition("/")
    spot = _spot(graph, entry)
    if entry.kind in FAMILIES:
        return Spot(f"{FAMILIES[entry.kind]}/{name}/")
    owner = owner or entry.inspection
    if entry.kind == "recommendation":
        return Spot(f"inspections/{owner}/recommendations/{name}/")
    if entry.kind == "section" and not spot.anchor:
        return Spot(f"inspections/{owner}/{name}/")
    if owner == entry.inspection and spot.anchor:
        return Spot(spot.path, name)
    return None


def withdrawn_path(address: str, kind: str) -> str:
    """The path of the page that what is withdrawn had of its own; empty where it had none.

    A section is taken for a page of its own: whether it was part of another is no longer known.
    """
    owner, _, name = address.rpartition("/")
    if kind == "page":
        return address.removeprefix("/")
    if kind in FAMILIES:
        return f"{FAMILIES[kind]}/{name}/"
    if kind == "attachment":  # a host sends readers on from the file to the folder of its name
        return f"inspections/{address}/" if owner else ""
    if kind == "recommendation":
        return f"inspections/{owner}/recommendations/{name}/"
    return f"inspections/{owner}/{name}/" if kind == "section" else ""


def top_section(graph: Graph, section: Entry) -> str:
    """The id of the section on whose page a section stands."""
    parent = getattr(section.record, "parent", None)
    while parent and (above := graph.entries.get(f"{section.inspection}/{parent}")):
        section = above
        parent = getattr(section.record, "parent", None)
    return section.id


def spot_of(spots: Mapping[str, Spot], target: Target) -> Spot | None:
    """The spot of what an address leads to."""
    join = "/" if target.entry.kind == "framework" else "-"
    address = target.entry.address
    return spots.get(f"{address}{join}{target.part}" if target.part else address)
