"""What the data on a kind of record consists of: what its model says, and nothing kept twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from generator.dates import When
from generator.fields import description
from generator.records import EDITOR, Marked, Model, Ref, Word
from generator.showing import FOR_AUTHORS

Sort = Literal["text", "number", "integer", "boolean", "one", "numbers"]
Way = Literal["", "id", "reference", "word", "grade", "prose", "date", "file"]

LEFT_OUT = frozenset({*FOR_AUTHORS, "state", "until", "milestones"})
"""Fields that are for those who write, or whose values are records of their own."""


@dataclass(frozen=True)
class Part:
    """A field of a record as data."""

    name: str
    """Its key in the data, which is the one that authors write."""
    field: str
    """Its name in the model."""
    about: str
    """What it is, in a sentence."""
    sort: Sort
    many: bool = False
    way: Way = ""
    """How its value is told: by what it is marked as."""
    kinds: tuple[str, ...] = ()
    """Of a reference: the kinds it may lead to."""
    list: str = ""
    """Of a word: the framework's list that it is from."""
    parts: tuple[Part, ...] = ()
    """The fields of what stands inside it."""


@cache
def shape(model: type[Model]) -> tuple[Part, ...]:
    """The fields that a model has as data, in its own order."""
    parts = []
    for field, info in model.model_fields.items():
        if field not in LEFT_OUT:
            found = [*_within(info.annotation), *info.metadata]
            about = description(model, field)
            parts.append(_part(model, info.alias or field, field, about, found))
    return tuple(parts)


def _part(model: type[Model], name: str, field: str, about: str, found: list[Any]) -> Part:
    many = tuple in found
    inner = next((f for f in found if isinstance(f, type) and issubclass(f, Model)), None)
    if inner is not None:
        return Part(name, field, about, "one", many, parts=shape(inner))
    if dict in found:
        return Part(name, field, about, "numbers")
    for mark in found:
        if isinstance(mark, Ref):
            kinds = tuple(kind for kind in mark.kinds if kind != EDITOR)
            return Part(name, field, about, "text", many, "reference", kinds)
        if isinstance(mark, Word):
            return Part(name, field, about, "text", many, "word", list=mark.list)
        if isinstance(mark, Marked) and mark.what in ("prose", "file"):
            return Part(name, field, about, "text", many, mark.what)
    if When in found:
        return Part(name, field, about, "text", many, "date")
    if (model.__name__, field) == ("Grade", "grade"):
        return Part(name, field, about, "text", way="grade")
    if bool in found:
        return Part(name, field, about, "boolean")
    if float in found:
        return Part(name, field, about, "number", many)
    return Part(name, field, about, "integer" if int in found else "text", many)


def _within(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """Every type and every mark in an annotation, and `tuple` or `dict` where it is one."""
    origin = get_origin(annotation)
    if origin is Literal:
        return
    if origin is None:
        yield annotation
        return
    if origin in (tuple, dict):
        yield origin
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _within(inner)
