"""Nothing that is shown needs something hidden to be true."""

from __future__ import annotations

from generator.problems import Problem
from generator.records import State
from generator.rules.whole import Found, Whole
from generator.source import Location
from generator.states import standings


def problems(whole: Whole) -> Found:
    """An inspection that is shown needs the visit it follows, its framework, and its asks."""
    edition = whole.edition
    if edition is None or not any(_may_be_gone(e.record.state) for e in whole.catalogue.entries):
        return
    found = standings(whole.catalogue.entries, whole.addresses, edition)
    state = {address: standing.state for address, standing in found.items()}
    gone = {a for a, s in state.items() if edition.hides(s) or s == "withdrawn"}
    for entry in whole.catalogue.entries:
        visit = whole.inspections.get(entry.inspection)
        if visit is None or f"inspections/{entry.inspection}" in gone:
            continue
        if entry.kind == "inspection":
            needed: list[tuple[Location, str]] = [
                (("follows", index), f"inspections/{name}")
                for index, name in enumerate(visit.follows)
            ]
            needed.append((("framework",), f"frameworks/{visit.framework}"))
            for at, address in needed:
                if address in gone:
                    what = {"draft": "a draft", "embargoed": "under embargo"}
                    said = what.get(state[address], state[address])
                    message = f'"{entry.id}" is public, and "{address}", which it needs, is {said}'
                    way = "publish both, or neither until then"
                    yield Problem("needs-hidden", entry.place(*at), message, way)
        covers = visit.follow_up.covers if visit.follow_up else "unknown"
        if entry.kind == "progress" and entry.address in gone and covers == "all":
            message = "this visit covers all recommendations, and this entry is not public"
            way = "publish the two together, or say `covers: listed`"
            yield Problem("needs-hidden", entry.place("recommendation"), message, way)


def _may_be_gone(state: State | None) -> bool:
    return state is not None and state != "published"
