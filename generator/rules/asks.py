"""Recommendations that can be followed: who is asked, and on which finding each rests."""

from __future__ import annotations

from generator.catalogue import Entry
from generator.problems import Problem
from generator.records import Inspection, Recommendation
from generator.rules.whole import Found, Whole


def advice(whole: Whole) -> Found:
    """Recommendations that ask nobody, and those that rest on no finding where there are some."""
    yield from _undated(whole)
    with_findings = {e.inspection for e in whole.catalogue.entries if e.kind == "finding"}
    for entry in whole.own_entries():
        record = entry.record
        if not isinstance(record, Recommendation) or not whole.is_counted(entry):
            continue
        if record.text is None and record.missing:
            continue  # its wording is not known, nor then whom it asks
        if not record.addressees and not whole.is_silent(entry, "no-addressee"):
            message = f'it is not said whom "{entry.id}" asks, so no body is shown to owe it'
            way = "add `addressees: [...]` with the ids of bodies"
            yield Problem("no-addressee", entry.place(), message, way, "advice")
        rests = record.answers or (record.parent and _rests(whole, entry, record.parent))
        if entry.inspection in with_findings and not rests:
            if whole.is_silent(entry, "baseless"):
                continue
            message = f'"{entry.id}" rests on no finding, so readers cannot see what led to it'
            way = "add `answers: [...]` with the ids of findings"
            yield Problem("baseless", entry.place(), message, way, "advice")


def _undated(whole: Whole) -> Found:
    """Published visits from whose date what is asked would be counted."""
    counted = {
        e.inspection
        for e in whole.catalogue.entries
        if isinstance(e.record, Recommendation) and e.record.timescale and not e.record.due
    }
    for entry in whole.own_entries():
        record = entry.record
        if not isinstance(record, Inspection) or entry.id not in counted:
            continue
        if record.state == "published" and record.dates.published is None:
            if whole.is_silent(entry, "no-date"):
                continue
            message = "it is not said when this was published, so nothing asked here falls due"
            way = "add  dates: {published: 2021-04-12}, or `never`"
            yield Problem("no-date", entry.place(), message, way, "advice")


def _rests(whole: Whole, entry: Entry, parent: str) -> bool:
    """Whether what a recommendation is part of is a finding, or rests on one."""
    target = whole.addresses.find(parent, entry.inspection, ("recommendation", "finding"))
    if target is None:
        return False
    above = target.entry.record
    return not isinstance(above, Recommendation) or bool(above.answers)
