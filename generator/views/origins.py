"""Whose word a record is: its marks, its sources, and what is not known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from generator.catalogue import Entry
from generator.comparison import voice as voice_of
from generator.graph import word
from generator.places import former_spot
from generator.records import (
    EDITOR,
    Cited,
    Framework,
    Grade,
    Inspection,
    Labelled,
    Milestone,
    Point,
    Progress,
    Recommendation,
    SourceRecord,
)
from generator.scales import scale_of
from generator.views.context import Here
from generator.views.naming import bodies, body_name, short_name, visit_date, whose
from generator.views.pieces import Link, Mark, Origin, PointView, SourceLine

LOOKS = 7
"""How many words of one tone the styles set apart."""


def voice(here: Here, entry: Entry) -> str | None:
    """Whose word a record is: the one it names, or the one that its part of the report is by."""
    return here.site.once("voice", entry.address, lambda: _voice(here, entry))


def _voice(here: Here, entry: Entry) -> str | None:
    by = entry.record.by
    if not isinstance(entry.record, Milestone) and isinstance(by, str):
        return by
    above = getattr(entry.record, "section", None) or (
        getattr(entry.record, "parent", None) if entry.kind == "section" else None
    )
    section = here.graph.entries.get(f"{entry.inspection}/{above}")
    return voice(here, section) if section is not None and entry.inspection else None


def is_reading(here: Here, entry: Entry, field: str) -> bool:
    """Whether a field of a record is the editor's reading rather than the inspectorate's word."""
    record = entry.record
    own = getattr(record, "editorial", ())
    of_all = here.graph.inspections[entry.inspection].editorial if entry.inspection else ()
    return voice(here, entry) == EDITOR or field in own or field in of_all


def mark(
    here: Here,
    entry: Entry,
    words: Sequence[Labelled],
    chosen: str | None,
    field: str,
    within: str = "",
) -> Mark | None:
    """A word of the framework as a mark, or None where none was given.

    `within` names the scale that the word is on, where it is on one.
    """
    label = word(tuple(words), chosen)
    if label is None:
        return None
    claimed, of = _side(here, entry) if isinstance(entry.record, Progress) else ("", "")
    framework = here.graph.inspections[entry.inspection].framework or "default"
    return Mark(
        label.label,
        label.tone or "neutral",
        label.description or "",
        is_reading(here, entry, field),
        claimed,
        href=here.to(f"frameworks/{framework}/", "_".join(filter(None, (field, within, label.id)))),
        variant=variant(words, label),
        of=of,
    )


def _side(here: Here, entry: Entry) -> tuple[str, str]:
    """Of a word on progress: whose claim it is, if it is one, and which of several it is about."""
    record = cast("Progress", entry.record)
    target = here.graph.addresses.find(record.recommendation, entry.inspection, ("recommendation",))
    asked = cast("Recommendation", target.entry.record).addressees if target else ()
    of = body_name(here, record.addressee, entry.inspection) if len(asked) > 1 else ""
    if voice_of(here.graph, entry) != "claimed":
        return "", of
    about = (record.addressee,) if record.addressee else asked
    own = len(asked) == 1 and record.by in about
    name = whose(here, record.by, entry.inspection)
    theirs = here.say("according to %(body)s, not verified", body=name)
    return (here.say("its own account, not verified") if own else theirs), of


def variant(words: Sequence[Labelled], label: Labelled) -> int:
    """Which of the words of its tone a word is, counted from 1 up to as many as have a look."""
    of_tone = [w.id for w in words if (w.tone or "neutral") == (label.tone or "neutral")]
    return min(of_tone.index(label.id) + 1, LOOKS) if label.id in of_tone else 1


def claim(here: Here, entry: Entry) -> Mark | None:
    """A mark on what is not the inspectorate's word but some other body's account."""
    by = voice(here, entry)
    if not entry.inspection or by in (None, EDITOR):
        return None
    if by in here.graph.inspections[entry.inspection].inspecting:
        return None
    name = body_name(here, by, entry.inspection)
    return Mark(name, claimed=here.say("its own account, not verified")) if name else None


def source_lines(
    here: Here, cited: Iterable[Cited], owner: str, *, whole: bool = False
) -> tuple[SourceLine, ...]:
    """The sources of a record, each in one line.

    On its inspection's own pages the report that they retell, which is the source of the same
    title, is named in short, unless each is to be named as a `whole`.
    """
    lines = []
    retold = here.graph.inspections[owner].title if here.is_of(owner) and not whole else ""
    for item in cited:
        if item.source is None:
            lines.append(
                SourceLine(
                    item.title or "",
                    item.link or "",
                    item.publisher or "",
                    here.when(item.date),
                    item.at or "",
                )
            )
            continue
        target = here.graph.addresses.find(item.source, owner, ("source",))
        entry = target.entry if target else None
        if entry is not None and isinstance(entry.record, SourceRecord):
            source = entry.record
            if source.title == retold:
                href, at = here.href(entry.address), item.at or ""
                last = lines[-1] if lines else None
                if last is not None and last.href == href:
                    lines[-1] = replace(last, at=", ".join(filter(None, (last.at, at))))
                else:
                    lines.append(SourceLine(here.say("the report"), href, at=at))
                continue
            lines.append(
                SourceLine(
                    source.title,
                    here.href(entry.address),
                    source.publisher or "",
                    here.when(source.date),
                    item.at or "",
                )
            )
    return tuple(lines)


_RETOLD = ("finding", "recommendation", "case-study", "notable-practice")
"""Kinds whose wording a reader could take for the inspectorate's."""


def origin(here: Here, entry: Entry, record: Any = None) -> Origin:  # noqa: ANN401 - any record
    """Whose word a record is, from where, and what is not known of it."""
    record = record or entry.record
    by = None if isinstance(record, Milestone) else record.by
    released = here.graph.released
    original = bool(here.site.language) and entry.address in released.partly
    expected = original and here.site.shows(f"inspections/{entry.inspection}/")
    has_words = entry.address in here.site.translated_records
    return Origin(
        by="" if by == EDITOR else body_name(here, by or _owner(here, entry), entry.inspection),
        reading=by == EDITOR,
        certainty=record.certainty or "",
        sources=source_lines(
            here, record.sources, entry.inspection, whole=isinstance(record, Inspection)
        ),
        note=record.note or "",
        missing=record.missing or "",
        unpublished=released.unpublished.get(entry.address, ""),
        changes=tuple((c.kind, here.when(c.date), c.note) for c in record.changes),
        former=_former(here, entry),
        retold=by is None and entry.kind in _RETOLD and is_reading(here, entry, "text"),
        withheld=record.withheld or "",
        identifiers=tuple(
            (i.scheme, Link(i.value, i.link or "")) for i in getattr(record, "identifiers", ())
        ),
        bodies=()
        if isinstance(record, Inspection)
        else bodies(here, getattr(record, "bodies", ()), entry.inspection),
        lang=here.site.own_language if original and not has_words else "",
        untranslated=("partly" if has_words else "wholly") if expected else "",
    )


def _owner(here: Here, entry: Entry) -> str | None:
    """Whose part of the report a record stands in, said wherever that part itself is not shown."""
    by = voice(here, entry)
    return None if by == EDITOR or here.is_at(here.site.spots[entry.address].path) else by


def _former(here: Here, entry: Entry) -> tuple[str, ...]:
    spots = (
        former_spot(here.graph, entry, alias) for alias in getattr(entry.record, "aliases", ())
    )
    return tuple(s.anchor for s in spots if s and s.anchor and here.is_at(s.path))


def point(here: Here, entry: Entry, item: Point, position: int, prefix: str = "") -> PointView:
    """A point of a record."""
    anchor = f"{prefix or entry.id}-{item.id}" if item.id else ""
    judgements = here.graph.framework(entry.inspection).judgements if entry.inspection else ()
    return PointView(
        anchor,
        item.title or "",
        mark(here, entry, judgements, item.judgement, "judgement"),
        here.prose(item.text, entry.inspection, anchor or f"{entry.id}-{position}"),
        item.id if item.id and len(item.id) <= LETTER else "",
    )


LETTER = 2  # an id of more characters is a name for addresses, not a letter as printed


def judgement(here: Here, entry: Entry) -> Mark | None:
    """The judgement on a finding, as a mark."""
    words = here.graph.framework(entry.inspection).judgements
    return mark(here, entry, words, getattr(entry.record, "judgement", None), "judgement")


def grade_mark(here: Here, entry: Entry) -> Mark:
    """A grade, or the reason why there is none, as a mark."""
    record = cast("Grade", entry.record)
    framework: Framework = here.graph.framework(entry.inspection)
    if record.grade is not None:
        scale = scale_of(framework, record)
        values, within = (scale.values, scale.id) if scale else ((), "")
        found = mark(here, entry, values, record.grade, "grade", within)
        if found is not None:
            return found
    found = mark(here, entry, framework.no_grades, record.no_grade, "no-grade")
    return found or Mark(here.say("Not known"), "unknown", record.missing or "")


def carried_from(here: Here, grade: Grade) -> str:
    """The visit whose grade still stands, with its date; empty for a grade given afresh."""
    visit = here.graph.entries.get(f"inspections/{grade.carried_from}")
    if visit is None:
        return ""
    return f"{short_name(here, visit)} ({visit_date(here, visit)})"
