"""A framework's words stand once and name only each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.catalogue import Entry
from generator.problems import Problem, known_words, nearest
from generator.records import Framework
from generator.rules.whole import Found, Whole
from generator.source import Location

Name = tuple[Location, str | None, set[str], str]

WORD_LISTS = (
    *("scales", "no_grades", "judgements", "kinds", "timescales", "priorities"),
    *("answers", "statuses", "events", "criteria"),
)
"""The lists of words of a framework."""


def problems(whole: Whole) -> Found:
    """Words given twice in a framework, and names in it that lead nowhere."""
    for entry in whole.catalogue.entries:
        if isinstance(entry.record, Framework):
            yield from _framework(whole, entry, entry.record)


def _framework(whole: Whole, entry: Entry, framework: Framework) -> Found:
    for name in WORD_LISTS:
        words = getattr(framework, name)
        yield from _words_once(entry, (name,), words, f"the {name}")
    for index, scale in enumerate(framework.scales):
        at: Location = ("scales", index, "values")
        yield from _words_once(entry, at, scale.values, f'the values of "{scale.id}"')
    for at, value, known, what in _names(whole, entry, framework):
        if value is not None and value not in known:
            message = f'this framework has no {what} "{value}"'
            if "/" in value:
                message = f'no {what} is called "{value}"'
            way = nearest(value, known) or known_words(known) or "it has none"
            yield Problem("unknown-word", entry.place(*at), message, way)


def _names(whole: Whole, entry: Entry, framework: Framework) -> Iterator[Name]:
    """What a framework's words name: where, what, what is known there, and what it should be."""
    scales = {scale.id for scale in framework.scales}
    everywhere = {
        f"{name}/{s.id}" for name, other in whole.frameworks.items() for s in other.scales
    }
    kinds = {kind.id for kind in framework.kinds} | {"finding", "recommendation"}
    earlier = set(_criteria(whole, entry.id, set()))
    for index, scale in enumerate(framework.scales):
        for i, other in enumerate(scale.comparable):
            known = everywhere if "/" in other else scales
            yield ("scales", index, "comparable", i), other, known, "scale"
    for index, kind in enumerate(framework.kinds):
        for i, holder in enumerate(kind.holds):
            families = {"case-study", "notable-practice", "figure"}
            yield ("kinds", index, "holds", i), holder, kinds | families, "kind"
    for index, criterion in enumerate(framework.criteria):
        yield ("criteria", index, "scale"), criterion.scale, scales, "scale"
        for key in ("split_from", "merged_from"):
            for i, origin in enumerate(getattr(criterion, key)):
                yield ("criteria", index, key, i), origin, earlier, "criterion"


def _criteria(whole: Whole, name: str, seen: set[str]) -> Iterator[str]:
    """The criteria of a framework and of the versions before it, with the ids they had before."""
    framework = whole.frameworks.get(name)
    if framework is None or name in seen:
        return
    seen.add(name)
    for criterion in framework.criteria:
        yield from (criterion.id, *criterion.renamed_from)
    for earlier in framework.follows:
        yield from _criteria(whole, earlier, seen)


def _words_once(entry: Entry, at: Location, words: Iterable[Any], where: str) -> Found:
    seen: set[str] = set()
    for index, word in enumerate(words):
        if word.id in seen:
            message = f'"{word.id}" stands twice among {where}'
            place = entry.place(*at, index, "id")
            yield Problem("duplicate-id", place, message, "rename one of them")
        seen.add(word.id)
