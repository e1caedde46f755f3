"""Nothing follows, or is part of, itself by way of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from generator.catalogue import Entry
from generator.problems import Problem
from generator.records import Ref
from generator.rules.whole import Found, Whole
from generator.source import Location


def problems(whole: Whole) -> Found:
    """Rings of `follows`, `parent`, `part_of` and `predecessors`."""
    edges: dict[str, dict[str, list[tuple[str, Entry, Location]]]] = defaultdict(dict)
    wanted = {"follows", "parent", "part_of", "predecessors"}
    for entry in whole.catalogue.entries:
        for at, mark, value in entry.marks:
            last = next(step for step in reversed(at) if isinstance(step, str))
            if isinstance(mark, Ref) and at[0] in wanted and last in (*wanted, "address", "body"):
                target = whole.addresses.find(value, entry.inspection, mark.kinds)
                if target is not None:
                    row = (target.entry.address, entry, at)
                    edges[str(at[0])].setdefault(entry.address, []).append(row)
    for field, graph in edges.items():
        yield from _cycles(field, graph)


def _cycles(field: str, graph: Mapping[str, list[tuple[str, Entry, Location]]]) -> Found:
    """Each cycle once, told at the link that closes it. Every link is looked at once."""
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, Iterator[tuple[str, Entry, Location]]]] = []

        def enter(
            address: str,
            path: list[str] = path,
            on_path: set[str] = on_path,
            stack: list[Any] = stack,
        ) -> None:
            path.append(address)
            on_path.add(address)
            stack.append((address, iter(graph.get(address, ()))))

        if start not in done:
            enter(start)
        while stack:
            address, rows = stack[-1]
            row = next(rows, None)
            if row is None:
                stack.pop()
                path.pop()
                on_path.discard(address)
                done.add(address)
            elif row[0] in on_path:
                ring = [*path[path.index(row[0]) :], row[0]]
                message = f"`{field}` goes round in a ring: {' -> '.join(ring)}"
                yield Problem("cycle", row[1].place(*row[2]), message, "take one of the links away")
            elif row[0] not in done:
                enter(row[0])
