"""What may be written, field by field, in words for authors: from the models that check it."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, get_args, get_origin

from generator import dates, records
from generator.records import EDITOR, Marked, Model, Ref, Word

DESCRIBED: dict[str, type[Model]] = {
    "every-record": records.Record,
    "inspection": records.Inspection,
    **{model.KIND: model for model in records.RECORD_LISTS.values()},
    "body": records.BodyRecord,
    "theme": records.Theme,
    "framework": records.Framework,
    "page": records.PageSettings,
}
"""What has a table of its fields, by the name under which a page asks for it."""


FIELD_PANELS = {f"fields-{name}": name for name in DESCRIBED}
"""The panels of hand-written pages that show these tables."""


@dataclass(frozen=True)
class Field:
    """One key that may be written."""

    name: str
    kind: str
    """What its value is, in words."""
    needed: bool
    many: bool
    """One may be written, or a list of several."""
    description: str


@dataclass(frozen=True)
class Fields:
    """The keys of a record, or of what stands inside one of its keys."""

    inside: tuple[str, ...]
    """The keys that they stand inside, such as `points`; none for the record's own."""
    description: str
    fields: tuple[Field, ...]


def described(name: str) -> tuple[Fields, ...]:
    """The fields of what is named in DESCRIBED, then those of what stands inside them.

    What every record may say is described once, under `every-record`.
    """
    model = DESCRIBED[name]
    if model is records.Record:
        return tuple(_tables(model, (), set(), set()))
    common = set(records.Record.model_fields) - (set() if name in _NAMED_BY_FILE else {"id"})
    return tuple(_tables(model, (), common, {*_OF_EVERY_RECORD}))


_NAMED_BY_FILE = ("inspection", "body", "framework")
_OF_EVERY_RECORD = (records.Change, records.Identifier, records.Cited)


def _tables(
    model: type[Model], inside: tuple[str, ...], common: set[str], seen: set[type[Model]]
) -> Iterator[Fields]:
    own: list[Field] = []
    nested: dict[type[Model], list[str]] = {}
    for key, field in model.model_fields.items():
        if key in common and key not in model.__annotations__:
            continue
        name = field.alias or key
        inner = _model(field.annotation)
        if inner is not None and inner not in seen:
            nested.setdefault(inner, []).append(name)
        own.append(
            Field(
                name,
                in_words(field.annotation, field.metadata),
                field.is_required(),
                _is_many(field.annotation),
                description(model, key),
            )
        )
    yield Fields(inside, " ".join((model.__doc__ or "").split()), tuple(own))
    seen |= set(nested)
    for inner, names in nested.items():
        above = f"{inside[0]}." if inside else ""
        yield from _tables(inner, tuple(f"{above}{name}" for name in names), set(), seen)


def description(model: type[Model], key: str) -> str:
    """What a key is for, on one line: as its model says, or one that it builds on."""
    bases = (_docstrings(base).get(key) for base in model.__mro__ if issubclass(base, Model))
    return " ".join((next(filter(None, bases), "")).split())


def _docstrings(model: type[Model]) -> Mapping[str, str]:
    return _documented(model.__module__).get(model.__qualname__, {})


@cache
def _documented(module: str) -> Mapping[str, Mapping[str, str]]:
    """The docstrings that stand below the fields of a module's classes, by class and field.

    They are read when they are first asked for. Pydantic would read them, too, but of every model,
    and whenever the models are imported.
    """
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {
        one.name: {
            field.target.id: below.value.value
            for field, below in pairwise(one.body)
            if isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        }
        for one in tree.body
        if isinstance(one, ast.ClassDef)
    }


def _model(annotation: Any) -> type[Model] | None:  # noqa: ANN401 - any annotation
    """The model inside an annotation, unless it is a record with a table of its own."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return None if annotation in DESCRIBED.values() else annotation
    return next((m for a in get_args(annotation) if (m := _model(a)) is not None), None)


def _is_many(annotation: Any) -> bool:  # noqa: ANN401 - same
    if get_origin(annotation) is tuple:
        return True
    return any(_is_many(inner) for inner in get_args(annotation) if get_origin(inner) is not dict)


def _marks(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - same
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks(inner)


_PLAIN = {int: "a whole number", float: "a number", bool: "yes or no"}
_MARKED = {
    "prose": "text in Markdown",
    "words": "words",
    "link": "a link",
    "file": "a path below files/",
}


def parser(annotation: Any) -> Any:  # noqa: ANN401 - same
    """The function that reads a value, where a plain one does."""
    found = (getattr(mark, "func", None) for mark in _marks(annotation))
    return next((function for function in found if function), None)


_PARSED = {
    dates.parse: "a date",
    dates.moment: "a moment",
    parser(records.Number): "a number",
    parser(records.Dates.model_fields["published"].annotation): "a date, or `never`",
}


def in_words(annotation: Any, metadata: list[Any]) -> str:  # noqa: ANN401 - same
    """What a value is, in words."""
    marks = [*metadata, *_marks(annotation)]
    for mark in marks:
        if isinstance(mark, Ref):
            kinds = [f"{_article(kind)} {kind}" for kind in mark.kinds if kind != EDITOR]
            editor = f", or `{EDITOR}`" if EDITOR in mark.kinds else ""
            return f"the address of {' or '.join(kinds)}{editor}"
        if isinstance(mark, Word):
            return f"a word of the framework’s `{mark.list}`"
        if isinstance(mark, Marked):
            return _MARKED[mark.what]
    parsers = (getattr(mark, "func", None) for mark in marks)
    for parser in parsers:
        if parser in _PARSED:
            return _PARSED[parser]
    if any(getattr(mark, "pattern", None) for mark in marks):
        return "an id"
    return _by_type(annotation)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _by_type(annotation: Any) -> str:  # noqa: ANN401 - same
    leaves = list(_leaves(annotation))
    literal = next((leaf for leaf in leaves if get_origin(leaf) is Literal), None)
    if literal is not None:
        return ", ".join(f"`{value}`" for value in get_args(literal))
    inner = _model(annotation)
    if inner is not None:
        keys = (field.alias or key for key, field in inner.model_fields.items())
        return "{" + ", ".join(keys) + "}"
    if any(get_origin(leaf) is dict for leaf in leaves):
        return "a number for each grade of the scale"
    if any(isinstance(leaf, type) and issubclass(leaf, Model) for leaf in leaves):
        return "records of their own kind"
    for plain, words in _PLAIN.items():
        if plain in leaves:
            return words
    return "a word or number as printed"


def _leaves(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - same
    origin = get_origin(annotation)
    if origin in (Literal, dict):
        yield annotation
    elif origin is Annotated:
        yield from _leaves(get_args(annotation)[0])
    elif get_args(annotation):
        for inner in get_args(annotation):
            yield from _leaves(inner)
    else:
        yield annotation
