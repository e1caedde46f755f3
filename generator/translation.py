"""What a translation of a record may say, and a record in another language.

A translation repeats the ids of its original and holds words only: what may be translated is every
field of the model that is words or prose, however deep.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Any, ClassVar, Optional, cast, get_args, get_origin

from pydantic import BaseModel, create_model

from generator.records import (
    Id,
    Line,
    Location,
    Many,
    Marked,
    Model,
    Phrase,
    Progress,
    Record,
    Text,
    walk,
)

ORIGINAL = "original"
"""The field of a translation that holds the fingerprint of what it was made from."""


class _Made(Model):
    """A model that is made of another one, by whose name it is kept on a disk."""

    OF: ClassVar[type[Model]]

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.OF, self.__getstate__())


def _again(of: type[Model], state: dict[Any, Any]) -> Model:
    model = translation_of(of)
    made = model.__new__(model)
    made.__setstate__(state)
    return made


@cache
def translation_of(model: type[Model]) -> type[Model]:
    """The model of a translation: the fields that name a record, and those that hold words."""
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        annotation = field.annotation
        if name in model.KEY:
            required = field.is_required()
            keyed = Id if name == "id" else annotation
            fields[name] = (keyed, ...) if required else (Optional[keyed], None)  # noqa: UP045 - not a type yet
        elif _holds_words(field.annotation, field.metadata):
            fields[name] = (_words_type(field.annotation, field.metadata) | None, None)
        else:
            inner = _nested(annotation)
            if inner is None or not _has_words(inner):
                continue
            other = translation_of(inner)
            many = get_origin(_plain(annotation)) is tuple
            fields[name] = ((Many[other] if many else other) | None, None)  # type: ignore[valid-type]
    if issubclass(model, Record | Progress):
        fields[ORIGINAL] = (Line | None, None)
    made = create_model(f"{model.__name__}Translation", __base__=_Made, **fields)
    made.KEY, made.OF = model.KEY, model
    return cast("type[Model]", made)


def _plain(annotation: Any) -> Any:  # noqa: ANN401 - any annotation
    """An annotation without its marks and without `None`."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    inner = [a for a in get_args(annotation) if a is not type(None)]
    optional = type(None) in get_args(annotation)
    return _plain(inner[0]) if optional and len(inner) == 1 else annotation


def _holds_words(annotation: Any, metadata: Sequence[Any]) -> bool:  # noqa: ANN401 - same
    """Whether a field itself is words or prose."""
    marks = [*metadata]
    for part in (annotation, *get_args(annotation)):
        marks += getattr(part, "__metadata__", ())
    return any(isinstance(m, Marked) and m.what in ("words", "prose") for m in marks)


def _words_type(annotation: Any, metadata: Sequence[Any]) -> Any:  # noqa: ANN401 - same
    """Prose where the original is prose, else plain words."""
    marks = [*metadata]
    for part in (annotation, *get_args(annotation)):
        marks += getattr(part, "__metadata__", ())
    is_prose = any(isinstance(m, Marked) and m.what == "prose" for m in marks)
    return Text if is_prose else Phrase


def _nested(annotation: Any) -> type[Model] | None:  # noqa: ANN401 - same
    """The model inside an annotation, alone or in a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((m for a in get_args(annotation) if (m := _nested(a)) is not None), None)


@cache
def _has_words(model: type[Model]) -> bool:
    return any(
        _holds_words(f.annotation, f.metadata)
        or ((inner := _nested(f.annotation)) is not None and _has_words(inner))
        for f in model.model_fields.values()
    )


def words_of(record: BaseModel) -> Iterator[tuple[Location, str]]:
    """Everything of a record that can be translated, and where in it that stands."""
    for at, mark, value in walk(record):
        if isinstance(mark, Marked) and mark.what in ("words", "prose"):
            yield at, value


def fingerprint(record: BaseModel) -> str:
    """Eight characters that change whenever the words of a record do."""
    text = "\0".join(f"{at}\0{value}" for at, value in words_of(record))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def missing(record: Model, translation: BaseModel) -> tuple[Location, ...]:
    """Where a record has words for which its translation has none."""
    given = {at for at, _ in words_of(translated(record, translation, alone=True))}
    return tuple(at for at, _ in words_of(record) if at not in given)


def translated(record: Model, translation: BaseModel, *, alone: bool = False) -> Model:
    """A record in the words of its translation, and where that has none in its own.

    With `alone` it has no words but those of the translation.
    """
    changes: dict[str, Any] = {}
    for name in type(record).model_fields:
        own = getattr(record, name)
        other = getattr(translation, name, None)
        if isinstance(own, Model):
            changes[name] = translated(own, other or Model(), alone=alone)
        elif isinstance(own, tuple) and own and isinstance(own[0], Model):
            pairs = _paired(own, other or ())
            changes[name] = tuple(translated(a, b or Model(), alone=alone) for a, b in pairs)
        elif isinstance(other, str) and name not in type(record).KEY:
            changes[name] = other
        elif alone and isinstance(own, str) and _is_words(type(record), name):
            changes[name] = None
    return record.model_copy(update=changes)


@cache
def _is_words(model: type[Model], name: str) -> bool:
    field = model.model_fields[name]
    return _holds_words(field.annotation, field.metadata)


def _paired(own: Sequence[Model], other: Sequence[Model]) -> Iterator[tuple[Model, Model | None]]:
    """Each of several originals with its translation: by what names it, or else by its place."""
    by_key = {k: one for one in other if any(k := key_of(one))}
    for index, original in enumerate(own):
        key = key_of(original)
        found = by_key.get(key) if any(key) else None
        if found is None and index < len(other) and not any(key_of(other[index])):
            found = other[index]
        yield original, found


def key_of(record: BaseModel) -> tuple[str, ...]:
    """What names a record among others of its list."""
    names = getattr(type(record), "KEY", ())
    return tuple(str(getattr(record, name, None) or "") for name in names)


def unknown(record: Model, translation: BaseModel, at: Location = ()) -> Iterator[Location]:
    """Where a translation speaks of a part that its original does not have."""
    for name in type(translation).model_fields:
        own, other = getattr(record, name, None), getattr(translation, name)
        if isinstance(other, tuple) and other and isinstance(other[0], Model):
            originals = own if isinstance(own, tuple) else ()
            used = [b for _, b in _paired(originals, other) if b is not None]
            for index, one in enumerate(other):
                if not any(one is b for b in used):
                    yield (*at, name, index)
            for original, one in _paired(originals, other):
                if one is not None:
                    yield from unknown(original, one, (*at, name, other.index(one)))
        elif other is not None and own is None and name != ORIGINAL:
            yield (*at, name)
