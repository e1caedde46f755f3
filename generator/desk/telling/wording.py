"""What a record says, field by field: every value in words, as its author would say it aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.addresses import scope
from generator.catalogue import Entry
from generator.dates import When
from generator.desk.telling.names import called
from generator.graph import word
from generator.records import (
    EDITOR,
    Figure,
    Framework,
    Grade,
    Location,
    Marked,
    Model,
    Ref,
    Word,
    walk,
)
from generator.scales import scale_of
from generator.views import naming
from generator.views.context import Here
from generator.views.ties import CERTAINTIES


@dataclass(frozen=True)
class Fact:
    """One field of a record: its key as it is written, and what it says."""

    field: str
    words: str = ""
    """Its value in words, prose as typed; several are a line each. Empty where it has `parts`."""
    parts: tuple[tuple[Fact, ...], ...] = ()
    """The fields of each thing that stands inside it."""

    @property
    def label(self) -> str:
        """Its key in words."""
        return self.field.replace("_", " ").replace("-", " ").capitalize()


def facts(here: Here, entry: Entry, model: Model, at: Location = ()) -> tuple[Fact, ...]:
    """Every field that a record, or what stands at a place inside it, has a value for."""
    return tuple(_Saying(here, entry, model, at).facts(model, at))


def values(here: Here, entry: Entry, model: Model, name: str, at: Location = ()) -> tuple[str, ...]:
    """Each value that one field holds, in words; none where it is left out."""
    return tuple(_Saying(here, entry, model, at).values(model, name, at))


class _Saying:
    """Says one record; it knows what each of its values is by its marks."""

    def __init__(self, here: Here, entry: Entry, model: Model, at: Location) -> None:
        self.here = here
        self.entry = entry
        self.marks = {place: mark for place, mark, _ in walk(model, at)}

    def facts(self, model: Model, at: Location) -> Iterator[Fact]:
        for name, field in type(model).model_fields.items():
            value = getattr(model, name)
            if value is None or value == ():
                continue
            key = field.alias or name
            placed = tuple(_placed(value, (*at, name)))
            if isinstance(placed[0][0], Model):
                yield Fact(key, parts=tuple(tuple(self.facts(one, where)) for one, where in placed))
            else:
                by_line = any(isinstance(self.marks.get(w), Ref | Marked) for _, w in placed)
                said = self.values(model, name, at)
                yield Fact(key, ("\n" if by_line else ", ").join(said))

    def values(self, model: Model, name: str, at: Location) -> Iterator[str]:
        value = getattr(model, name)
        if value is not None:
            for one, where in _placed(value, (*at, name)):
                yield self.value(one, where, model)

    def value(self, value: Any, at: Location, model: Model) -> str:  # noqa: ANN401 - of any field
        words = self.here.site.words
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return words.number(value)
        if isinstance(value, When):
            return words.when(value)
        if isinstance(value, datetime):
            edition = self.here.site.edition
            return words.moment(edition.instant(value), edition.zone)
        if isinstance(value, dict):
            labels = self._scale(model)
            number = words.percent if at[-1] == "shares" else words.number
            rows = ((labels.get(k, k), number(n)) for k, n in value.items())
            return ", ".join(f"{label}: {n}" for label, n in rows)
        mark = self.marks.get(at)
        if isinstance(mark, Ref):
            return self.named(value, at, mark)
        if isinstance(mark, Word):
            return self.word(value, mark.list)
        if isinstance(model, Grade) and at[-1] == "grade":
            scale = scale_of(self._framework, model)
            found = word(scale.values, value) if scale else None
            return found.label if found else str(value)
        if at[-1] == "certainty":
            return self.here.say(CERTAINTIES[value])
        return str(value).rstrip() if isinstance(mark, Marked) else str(value)

    def named(self, typed: str, at: Location, mark: Ref) -> str:
        """What a value points at, by its name and its address."""
        if typed == EDITOR:
            return "the editor of this site"
        found = self.here.graph.addresses.find(typed, scope(self.entry, at), mark.kinds)
        if found is None:
            return f"{typed} (leads to nothing)"
        return f"{called(self.here, found.entry)} ({found.entry.address})"

    def word(self, chosen: str, name: str) -> str:
        """A word of the framework, by its label."""
        if name == "criteria":
            return naming.criterion_name(self.here, self.entry.inspection, chosen)
        found = word(getattr(self._framework, name), chosen) if self.entry.inspection else None
        if name == "scales" and found is not None:
            return naming.scale_name(found)
        return getattr(found, "label", None) or chosen

    @property
    def _framework(self) -> Framework:
        return self.here.graph.framework(self.entry.inspection)

    def _scale(self, model: Model) -> dict[str, str]:
        """The labels of the scale that a figure, and each row of it, counts over."""
        figure = self.entry.record if isinstance(self.entry.record, Figure) else model
        scale = word(self._framework.scales, getattr(figure, "scale", None))
        return {value.id: value.label for value in scale.values} if scale else {}


def _placed(value: Any, at: Location) -> Iterator[tuple[Any, Location]]:  # noqa: ANN401 - same
    """What a field holds, one or several, and where each stands."""
    if isinstance(value, tuple):
        yield from ((one, (*at, index)) for index, one in enumerate(value))
    else:
        yield value, at
