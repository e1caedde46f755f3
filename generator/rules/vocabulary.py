"""A framework's words stand once and name only each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.catalogue import Entry
from generator.problems import Problem, known_words, nearest
from generator.records import Framework
from generator.rules.whole import Found, Whole
from generator.source import Location


def problems(whole: Whole) -> Found:
    """Words given twice in a framework, and names in it that lead nowhere."""
    for entry in whole.catalogue.entries:
        if isinstance(entry.record, Framework):
            yield from _framework(entry, entry.record)


def _framework(entry: Entry, framework: Framework) -> Found:
    for name in (
        "scales",
        "no_grades",
        "judgements",
        "kinds",
        "timescales",
        "priorities",
        "answers",
        "statuses",
        "events",
        "criteria",
    ):
        words = getattr(framework, name)
        yield from _words_once(entry, (name,), words, f"the {name}")
    for index, scale in enumerate(framework.scales):
        at: Location = ("scales", index, "values")
        yield from _words_once(entry, at, scale.values, f'the values of "{scale.id}"')
    scales = {scale.id for scale in framework.scales}
    criteria = {criterion.id for criterion in framework.criteria}
    wanted: list[tuple[Location, str | None, set[str], str]] = []
    for index, scale in enumerate(framework.scales):
        for i, other in enumerate(scale.comparable):
            wanted.append((("scales", index, "comparable", i), other, scales, "scale"))
    for index, criterion in enumerate(framework.criteria):
        wanted.append((("criteria", index, "scale"), criterion.scale, scales, "scale"))
        for i, origin in enumerate(criterion.split_from):
            wanted.append((("criteria", index, "split_from", i), origin, criteria, "criterion"))
    for at, value, known, what in wanted:
        if value is not None and value not in known:
            message = f'this framework has no {what} "{value}"'
            way = nearest(value, known) or known_words(known) or "it has none"
            yield Problem("unknown-word", entry.place(*at), message, way)


def _words_once(entry: Entry, at: Location, words: Iterable[Any], where: str) -> Found:
    seen: set[str] = set()
    for index, word in enumerate(words):
        if word.id in seen:
            message = f'"{word.id}" stands twice among {where}'
            place = entry.place(*at, index, "id")
            yield Problem("duplicate-id", place, message, "rename one of them")
        seen.add(word.id)
