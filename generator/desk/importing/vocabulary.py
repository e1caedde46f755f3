"""What a site already knows that helps to read a report: its words, and who inspects whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.catalogue import DEFAULT_FRAMEWORK, Catalogue
from generator.desk.importing.signs import Deadline, alike
from generator.problems import Place, Problem, Problems, known_words, nearest
from generator.records import BodyRecord, Framework, Inspection, Scale, Timescale


@dataclass(frozen=True)
class Named:
    """A body and every name it goes by."""

    id: str
    names: tuple[str, ...]

    def is_named(self, words: str) -> bool:
        """Whether words name it, whole and by one of its names."""
        said = f" {re.sub(r'[^a-z0-9]+', ' ', alike(words))} "
        return any(
            f" {re.sub(r'[^a-z0-9]+', ' ', alike(name)).strip()} " in said for name in self.names
        )


@dataclass(frozen=True)
class Vocabulary:
    """The words of the framework that a draft reports in, and the site's bodies."""

    framework: str = ""
    """Its id, where the draft names it; empty for the default one."""
    guessed: bool = False
    """Whether it is the one that the site's other inspections report in."""
    scales: tuple[Scale, ...] = ()
    timescales: tuple[Timescale, ...] = ()
    bodies: tuple[Named, ...] = ()
    inspectorates: tuple[Named, ...] = field(default=())

    def is_grade(self, words: str) -> bool:
        """Whether this is the name of a grade, and nothing else."""
        names = {alike(grade.label) for scale in self.scales for grade in scale.values}
        return alike(words) in names

    def timescale(self, deadline: Deadline) -> str:
        """The framework's word for a deadline; empty if it has none."""
        for word in self.timescales:
            if deadline.months is not None and word.months == deadline.months:
                return word.id
            if deadline.days is not None and word.days == deadline.days:
                return word.id
            if deadline.now and not word.months and not word.days:
                return word.id
        return ""


def vocabulary(catalogue: Catalogue, framework: str = "") -> Vocabulary:
    """What a site knows, its framework being the one named or that of all its inspections.

    Raises:
        Problems: no framework of that name is known.
    """
    frameworks = {e.id: e.record for e in catalogue.entries if isinstance(e.record, Framework)}
    if framework and framework not in frameworks:
        message = f'there is no framework "{framework}"'
        way = nearest(framework, frameworks) or known_words(frameworks)
        raise Problems([Problem("unknown-word", Place("--framework"), message, way)])
    visits = [e.record for e in catalogue.entries if isinstance(e.record, Inspection)]
    used = {visit.framework for visit in visits}
    guessed = not framework and len(used) == 1 and None not in used
    name = framework or (next(iter(used)) or "" if guessed else "")
    words = frameworks.get(name or DEFAULT_FRAMEWORK)
    inspecting = {body for visit in visits for body in visit.inspecting}
    inspecting |= {body for used_by in frameworks.values() for body in used_by.inspectorates}
    bodies = [
        Named(e.id, tuple(_names(e.record)))
        for e in catalogue.entries
        if isinstance(e.record, BodyRecord)
    ]
    return Vocabulary(
        name,
        guessed,
        words.scales if words else (),
        words.timescales if words else (),
        tuple(body for body in bodies if body.id not in inspecting),
        tuple(body for body in bodies if body.id in inspecting),
    )


def _names(body: BodyRecord) -> Iterable[str]:
    yield body.name
    if body.short:
        yield body.short
    yield from (name.name for name in body.names)
