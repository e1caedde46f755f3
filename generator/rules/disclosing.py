"""What might give away who somebody is, told before it is published."""

from __future__ import annotations

from generator.catalogue import Entry
from generator.disclosure import RULES, counts_people, tells
from generator.problems import Problem
from generator.records import Figure, Marked, Row
from generator.rules.whole import Found, Whole
from generator.source import Location

_OF_PERSONS = ("case-study", "notable-practice", "figure")
"""Kinds that speak of single people, in which a day, an age or a small number can tell who."""
_ABOUT_PERSONS = frozenset({"exact-date", "exact-age", "small-number"})
_ALWAYS = frozenset(RULES) - _ABOUT_PERSONS
_PUBLIC = ("source",)
"""Kinds whose names are those of published things."""

_SAID = {
    "postcode": "is a postcode, which can lead to a few homes",
    "phone": "is a telephone number",
    "email": "is an e-mail address",
    "national-id": "is the number of one person",
    "vehicle-mark": "is the mark of one vehicle",
    "exact-date": "is a day, by which people who were there know the case",
    "exact-age": "is an age, by which people nearby know who it is",
    "name": "names a person",
    "small-number": "counts so few that readers could tell who they are",
}
_WAYS = {
    "exact-date": "write the month, the season or the year",
    "exact-age": "write an age group, such as in their teens",
    "small-number": "write fewer than five, or a share",
    "name": "write the role, such as a senior officer",
}


def advice(whole: Whole) -> Found:
    """Identifiers and names in any record; days, ages and small numbers where cases are told."""
    for entry in whole.own_entries():
        if not entry.inspection or entry.kind in _PUBLIC:
            continue
        rules = frozenset(RULES) if entry.kind in _OF_PERSONS else _ALWAYS
        for at, mark, value in entry.marks:
            if isinstance(mark, Marked) and mark.what in ("prose", "words"):
                for tell in tells(value, rules, whole.policy.small_numbers):
                    yield from _told(whole, entry, at, tell.rule, tell.words)
        if isinstance(entry.record, Figure):
            yield from _counted(whole, entry, entry.record)


def _counted(whole: Whole, entry: Entry, figure: Figure) -> Found:
    """Small numbers that a figure holds as numbers."""
    parts: list[tuple[Location, Figure | Row]] = [((), figure)]
    parts += [(("rows", index), row) for index, row in enumerate(figure.rows)]
    for at, part in parts:
        numbers: list[tuple[Location, int | float | None]] = [((*at, "n"), part.n)]
        unit = part.unit or figure.unit
        if unit is None or counts_people(unit):
            numbers.append(((*at, "value"), part.value))
        numbers += [((*at, "counts", name), n) for name, n in (part.counts or {}).items()]
        for where, number in numbers:
            if (
                number is not None
                and 0 < number < whole.policy.small_numbers
                and number == int(number)
            ):
                yield from _told(whole, entry, where, "small-number", f"{number:g}")


def _told(whole: Whole, entry: Entry, at: Location, rule: str, words: str) -> Found:
    if whole.is_silent(entry, rule):
        return
    place = entry.source.within((*entry.at, *at), words)
    shown = " ".join(words.split())
    way = _WAYS.get(rule, "leave it out")
    message = f'"{shown}" {_SAID[rule]}'
    yield Problem(rule, place, message, f"{way}; or say in `silence` why it may stand", "advice")
