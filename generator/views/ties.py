"""What a record is tied to: earlier and later ones, its themes, what mentions it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.catalogue import Entry
from generator.records import (
    EDITOR,
    Connection,
)
from generator.views.context import Here
from generator.views.naming import link, related_links, whose
from generator.views.pieces import Link, Related
from generator.words import deferred


def themes(here: Here, entry: Entry) -> Related:
    """The themes of a record."""
    found = here.graph.from_(entry.address, "themes")
    return Related("themes", tuple(link(here, theme) for theme in found))


def mentions(here: Here, entry: Entry, known: Iterable[Related]) -> Related:
    """Records that mention this one in their text and are not linked to it otherwise."""
    found = [e for e in here.graph.to(entry.address, "text") if e.kind not in ("term", "source")]
    if found:
        linked = {one.href for related in known for one in related.links}
        found = [e for e in found if here.href(e.address) not in linked]
    return Related("mentioned", related_links(here, found, entry.inspection))


def shown(related: Iterable[Related]) -> tuple[Related, ...]:
    """Those that lead anywhere."""
    return tuple(r for r in related if r.links)


def over_time(here: Here, entry: Entry) -> list[Related]:
    """The earlier record that one carries on, and the later ones that carry it on."""
    earlier = [
        Link(one.text, one.href, " · ".join(filter(None, (one.note, *of_link(here, connection)))))
        for connection in getattr(entry.record, "follows", ())
        for target in [
            here.graph.addresses.find(connection.address, entry.inspection, (entry.kind,))
        ]
        if target is not None
        for one in [link(here, target.entry, long=True)]
    ]
    later = [
        Link(one.text, one.href, " · ".join(filter(None, (one.note, *of_link(here, connection)))))
        for e in here.graph.to(entry.address, "follows", entry.kind)
        for one in [link(here, e, long=True)]
        for connection in getattr(e.record, "follows", ())
        if leads_to(here, e, connection, entry)
    ]
    return [Related("earlier", tuple(earlier)), Related("later", tuple(later))]


def leads_to(here: Here, entry: Entry, connection: Connection, target: Entry) -> bool:
    """Whether a connection of one record leads to another."""
    found = here.graph.addresses.find(connection.address, entry.inspection, (target.kind,))
    return found is not None and found.entry.address == target.address


_COMPARABLE = {
    "with-caution": deferred("to be compared with caution"),
    "no": deferred("not to be compared"),
}


def of_link(here: Here, connection: Connection) -> tuple[str, ...]:
    """What is said of a link itself: its direction, its reason, whose word it is, how sure."""
    said = [getattr(connection, "direction", None)]
    comparable = getattr(connection, "comparable", None)
    if comparable in _COMPARABLE:
        said.append(here.say(_COMPARABLE[comparable]))
    said.append(connection.reason)
    if connection.by == EDITOR:
        said.append(here.say("editor’s reading"))
    elif connection.by:
        said.append(here.say("according to %(body)s", body=whose(here, connection.by)))
    if connection.certainty:
        said.append(here.say(CERTAINTIES[connection.certainty]))
    return tuple(filter(None, said))


CERTAINTIES = {
    "seen": deferred("seen in the source"),
    "derived": deferred("worked out"),
    "inferred": deferred("inferred"),
    "unknown": deferred("not certain"),
}


def holding(here: Here, entry: Entry) -> list[Related]:
    """The record that one is part of, and those that are part of it."""
    above = here.graph.from_(entry.address, "parent")
    parts_of = here.graph.to(entry.address, "parent")
    return [
        Related("part-of", related_links(here, above, entry.inspection)),
        Related("parts", related_links(here, parts_of, entry.inspection)),
    ]
