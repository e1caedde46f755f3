"""A model as JSON Schema, with what the site has already offered wherever it may be pointed at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from generator import dates, records
from generator.desk.schema import values
from generator.desk.schema.known import GRADES, Known
from generator.desk.schema.values import Schema
from generator.fields import description, in_words, parser
from generator.records import Grade, Marked, Model, Ref, Word
from generator.translation import ORIGINAL

Marks = Sequence[Any]

_DEFINITIONS = "#/$defs/"
_PARSED: dict[Any, list[Schema]] = {
    dates.parse: [values.DATE],
    dates.moment: [values.MOMENT],
    parser(records.Number): [values.NUMBER],
    parser(records.Share): [values.SHARE],
    parser(records.Link): [values.LINK],
    parser(records.Dates.model_fields["published"].annotation): [{"enum": ["never"]}, values.DATE],
}
"""What a function that reads a value takes."""

_UNMARKED: dict[tuple[type[Model], str], Word] = {(Grade, "grade"): Word(GRADES)}
"""Words of a framework that stand in no list of their own."""


class Shapes:
    """The shapes of models and of addresses, each made once and referred to by its name."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._made: dict[str, Schema] = {}
        self._needs: dict[str, set[str]] = {}
        self._making = ""

    def record(self, model: type[Model], *, without: Sequence[str] = ()) -> Schema:
        """A reference to the shape of a model, which is made where it is not yet."""
        return self._named(model.__name__, lambda: self._record(model, without))

    def needed_by(self, reference: Schema) -> dict[str, Schema]:
        """The shape that is referred to, by its name, and all that it refers to in turn."""
        needed: set[str] = set()
        waiting = [_name(reference)]
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed.add(name)
                waiting += self._needs.get(name, ())
        return {name: self._made[name] for name in sorted(needed)}

    def _named(self, name: str, make: Callable[[], Schema]) -> Schema:
        self._needs.setdefault(self._making, set()).add(name)
        if name not in self._made:
            before, self._making = self._making, name
            self._made[name] = make()
            self._making = before
        return {"$ref": f"{_DEFINITIONS}{name}"}

    def _record(self, model: type[Model], without: Sequence[str]) -> Schema:
        fields = {n: f for n, f in model.model_fields.items() if n not in without}
        keys = {name: field.alias or name for name, field in fields.items()}
        return {
            "title": _title(model),
            "type": "object",
            "properties": {
                keys[n]: self._field(model, n) for n in sorted(fields, key=_order(model))
            },
            "required": [keys[name] for name, field in fields.items() if field.is_required()],
            "additionalProperties": False,
        }

    def _field(self, model: type[Model], name: str) -> Schema:
        field = model.model_fields[name]
        shapes = self._shapes(model, name, field.annotation, field.metadata)
        what = f"{_description(model, name)} ({in_words(field.annotation, field.metadata)})"
        said = {"description": what} | ({"markdownDescription": what} if "`" in what else {})
        if shapes[-1].get("type") == "array":  # else an editor explains a list by nothing
            shapes = [*shapes[:-1], {**shapes[-1], **said}]
        return {**said, "anyOf": shapes}

    def _shapes(
        self,
        model: type[Model],
        name: str,
        annotation: Any,  # noqa: ANN401 - any annotation
        marks: Marks,
    ) -> list[Schema]:
        """What may stand in a field, or in a list that stands there: any of these.

        Whether one value may stand for a list, or a word for a record, is asked of the function
        that reads the value: of what it makes of a word.
        """
        origin, inside = get_origin(annotation), get_args(annotation)
        functions = [mark.func for mark in marks if hasattr(mark, "func")]
        if origin is Annotated:
            return self._shapes(model, name, inside[0], [*inside[1:], *marks])
        if parsed := next((_PARSED[f] for f in functions if f in _PARSED), None):
            return [
                self._named("date", lambda: values.DATE) if s is values.DATE else s for s in parsed
            ]
        if NoneType in inside:
            return self._shapes(model, name, inside[0], marks)
        if origin is tuple:
            items = self._shapes(model, name, inside[0], ())
            several = values.several(items, **values.limits(marks, {"min_length": "minItems"}))
            return [*items, several] if ["x"] in [f("x") for f in functions] else [several]
        if isinstance(annotation, type) and issubclass(annotation, Model):
            short = [key for function in functions for key in function("x")]
            if not short:
                return [self.record(annotation)]
            name = f"{annotation.__name__}-or-{short[0]}"
            return [self._named(name, lambda: self._shorthand(annotation, short[0]))]
        if origin is Literal:
            return [{"enum": list(inside)}]
        if origin is dict:
            return [self._by_grade(self._shapes(model, name, inside[1], ()))]
        if annotation is bool:
            return values.YES_OR_NO
        if annotation is int:
            return [values.WHOLE_NUMBER | values.limits(marks, {"ge": "minimum", "le": "maximum"})]
        return self._text(model, name, marks)

    def _shorthand(self, model: type[Model], key: str) -> Schema:
        """A record, or one word that stands for it whole: the value of its `key`.

        Which of the two is meant goes by what is typed, so that an editor complains of that alone.
        """
        field = model.model_fields[key]
        (word,) = self._shapes(model, key, field.annotation, field.metadata)
        target = self._made[_name(word)] if "$ref" in word else word
        return {
            "title": _title(model),
            "if": values.is_one_of("object", "null"),
            "then": self.record(model),
            "else": word,
            **{k: v for k, v in target.items() if k == "defaultSnippets"},
        }

    def _by_grade(self, shapes: list[Schema]) -> Schema:
        """A number for each grade: those of any scale are offered, others may stand there too."""
        grades = self.known.listed(GRADES, "").items()
        return {
            "type": "object",
            "properties": {grade: {"description": what, "anyOf": shapes} for grade, what in grades},
            "additionalProperties": {"anyOf": shapes},
        }

    def _text(self, model: type[Model], name: str, marks: Marks) -> list[Schema]:
        """A text: an address or a word that may be offered, or one of a form, or any."""
        kind = getattr(_original(model), "KIND", "")
        for mark in (*marks, _UNMARKED.get((model, name))):
            if isinstance(mark, Ref):
                return [self._address(mark.kinds)]
            if isinstance(mark, Word):
                return values.listing(values.WORD, self.known.listed(mark.list, kind))
            if isinstance(mark, Marked) and mark.what == "file":
                return [values.offering(values.TEXT, self.known.files)]
        if name == "editorial":
            own = {n: description(model, n) for n in model.model_fields}
            return [values.offering(values.TEXT, own)]
        form = values.limits(marks, {"pattern": "pattern", "max_length": "maxLength"})
        said = {"patternErrorMessage": values.AN_ID} if "pattern" in form else {}
        shape = {**values.TEXT, **form, **said}
        if name == "id" and _original(model) is not model:
            shape = values.offering(shape, self.known.of([kind]))
        return [shape]

    def _address(self, kinds: tuple[str, ...]) -> Schema:
        """A reference to the shape of an address of these kinds of record."""
        return self._named(
            "-or-".join(kinds), lambda: values.offering(values.ADDRESS, self.known.of(kinds))
        )


def _name(reference: Schema) -> str:
    return str(reference["$ref"]).removeprefix(_DEFINITIONS)


def _original(model: type[Model]) -> type[Model]:
    """The model that a translation translates; any other model itself."""
    found: type[Model] = getattr(records, model.__name__.removesuffix("Translation"), model)
    return found


def _description(model: type[Model], name: str) -> str:
    if name == ORIGINAL:
        return "The fingerprint of the wording that this was translated from; `check` prints it."
    return description(_original(model), name)


def _title(model: type[Model]) -> str:
    original = _original(model)
    kind = getattr(original, "KIND", re.sub(r"\B(?=[A-Z])", " ", original.__name__))
    title = kind.replace("-", " ").capitalize()
    return title if original is model else f"{title}, translated"


def _order(model: type[Model]) -> Callable[[str], tuple[bool, int]]:
    """The id first, then what is the kind's own, then what every record may say."""
    said = [set(getattr(base, "__annotations__", ())) for base in model.__mro__]

    def place(name: str) -> tuple[bool, int]:
        return name != "id", next(i for i, names in enumerate(said) if name in names)

    return place
