"""What records, their kinds and their states are called at an author's desk."""

from __future__ import annotations

from typing import cast

from generator.addresses import NAMES
from generator.catalogue import Entry
from generator.graph import word
from generator.records import BodyRecord, Grade, Inspection, Progress
from generator.states import Standing
from generator.views import naming, origins
from generator.views.context import Here
from generator.views.pieces import Mark

_NAMED_BY_VIEWS = (*naming.FAMILIES_OF_KINDS, "section", "milestone")


def kind(here: Here, entry: Entry) -> str:
    """What a record is, in its framework's own word where it has one."""
    record = entry.record
    if isinstance(record, Inspection):
        event = word(here.graph.framework(entry.id).events, record.event)
        return event.label if event else "Inspection"
    if isinstance(record, BodyRecord) and record.kind:
        return record.kind
    if entry.kind in _NAMED_BY_VIEWS:
        return naming.kind_label(here, entry)
    return NAMES.get(entry.kind, entry.kind).capitalize()


def called(here: Here, entry: Entry) -> str:
    """What a record is called: by its title, or by what it says where it has none."""
    record = entry.record
    if isinstance(record, Grade):
        criterion = naming.criterion_name(here, entry.inspection, record.criterion)
        about = ", ".join(
            filter(None, (naming.body_name(here, record.body, entry.inspection), record.about))
        )
        whole = f"{criterion} ({about})" if about else criterion
        return f"{whole}: {origins.grade_mark(here, entry).label}"
    if isinstance(record, Progress):
        asked = here.graph.addresses.find(
            record.recommendation, entry.inspection, ("recommendation",)
        )
        on = called(here, asked.entry) if asked else record.recommendation
        return f"{said(here, status(here, entry)) or 'No status'}, on {on}"
    if entry.kind in ("finding", "recommendation"):
        return naming.link(here, entry).text
    return naming.name(here, entry)


def status(here: Here, entry: Entry) -> Mark | None:
    """The status that a progress entry gives, with whose word it is."""
    statuses = here.graph.framework(entry.inspection).statuses
    given = cast("Progress", entry.record).status
    return origins.mark(here, entry, statuses, given, "status")


def said(here: Here, mark: Mark | None) -> str:
    """A mark as one phrase: of whom, the word, and whose word it is; empty for none."""
    if mark is None:
        return ""
    of = f"{mark.of}: " if mark.of else ""
    whose = [here.say("editor’s reading")] if mark.reading else []
    whose += [mark.claimed] if mark.claimed else []
    return f"{of}{mark.label}" + (f" ({', '.join(whose)})" if whose else "")


def state(here: Here, standing: Standing) -> str:
    """A state in words, with the end of an embargo."""
    if standing.until is None:
        return standing.state
    until = here.site.words.moment(standing.until, here.site.edition.zone)
    return f"{standing.state} until {until}"
