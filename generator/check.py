"""One file's values become records, or problems in the author's words."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.problems import Place, Problem, known_words, nearest
from generator.source import Location, Source

M = TypeVar("M", bound=BaseModel)

_WANTED = {
    "string_type": "a piece of text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_parsing": "yes or no",
    "bool_type": "yes or no",
    "tuple_type": "a list, each item after a dash",
    "list_type": "a list, each item after a dash",
    "dict_type": "a set of `key: value` lines",
    "model_type": "a set of `key: value` lines",
    "model_attributes_type": "a set of `key: value` lines",
}


def check(
    model: type[M],
    values: Any,  # noqa: ANN401 - unchecked yet
    source: Source,
    at: Location = (),
) -> tuple[M | None, list[Problem]]:
    """A record of this model, or the problems that keep it from being one.

    `at` is where `values` stands in the file.
    """
    empty = list(_empty(values, source, at))
    if empty:
        return None, empty
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        return None, [_explained(detail, model, source, at) for detail in details]


def _empty(values: Any, source: Source, at: Location) -> list[Problem]:  # noqa: ANN401
    """Keys without a value: YAML's silent nothing, which is never meant."""
    if isinstance(values, dict):
        found: list[Problem] = []
        for key, value in values.items():
            if value is None:
                message = f'"{key}" has no value'
                place = source.place((*at, key), key=True)
                found.append(Problem("no-value", place, message, "write one, or delete the key"))
            else:
                found += _empty(value, source, (*at, key))
        return found
    if isinstance(values, list):
        found = []
        for index, value in enumerate(values):
            if value is None:
                place = source.place((*at, index))
                found.append(Problem("no-value", place, "nothing follows this dash", "delete it"))
            else:
                found += _empty(value, source, (*at, index))
        return found
    return []


def _explained(
    detail: ErrorDetails, model: type[BaseModel], source: Source, at: Location
) -> Problem:
    """What pydantic found, at its place and in the author's words."""
    location = (*at, *(step for step in detail["loc"] if step != "[key]"))
    kind, given = detail["type"], detail["input"]
    key = str(location[-1]) if location else ""
    if kind == "extra_forbidden":
        return _unknown_key(source, location, _known(model, detail["loc"][:-1]))
    if kind == "missing":
        start = source.place(location[:-1])
        name = given.get("id") if isinstance(given, dict) else None
        whose = f' of "{name}"' if name and key != "id" else ""
        return Problem("missing-key", start, f'"{key}"{whose} is missing', f"add `{key}: ...`")
    if kind == "literal_error":
        expected = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
        known = expected.split(", ")
        near = nearest(str(given), known)
        return _wrong(source.place(location), f'"{given}" is not known here', near, known)
    if kind == "value_error":
        message, _, hint = str(detail["ctx"]["error"]).partition("; ")
        return Problem("wrong-value", source.place(location), message, hint)
    if kind == "string_pattern_mismatch":
        message = f'"{given}" is not an id'
        hint = (
            "an id is lower-case letters, digits and hyphens, and starts with one of the first two"
        )
        return Problem("wrong-id", source.place(location), message, hint)
    if kind in _WANTED:
        what = _WANTED[kind]
        message = (
            f'"{key}" should be {what}'
            if isinstance(key, str) and key
            else f"this should be {what}"
        )
        if location and isinstance(location[-1], int):
            message = f"this should be {what}"
        return Problem("wrong-value", source.place(location), message)
    if kind == "string_too_short":
        return Problem(
            "no-value", source.place(location), f'"{key}" is empty', "write it, or delete the key"
        )
    if kind == "greater_than_equal":
        return Problem("wrong-value", source.place(location), f'"{key}" cannot be below nought')
    message = str(detail["msg"])
    return Problem(
        "wrong-value", source.place(location), f"{key}: {message[:1].lower()}{message[1:]}"
    )


def _wrong(place: Place, message: str, near: str, known: list[str]) -> Problem:
    hint = ". ".join(filter(None, (near, known_words(known))))
    return Problem("wrong-value", place, message, hint)


def _unknown_key(source: Source, location: Location, known: list[str]) -> Problem:
    key = str(location[-1])
    hint = nearest(key, known) or f"known here: {', '.join(known)}"
    return Problem(
        "unknown-key", source.place(location, key=True), f'there is no key "{key}"', hint
    )


def _known(model: type[BaseModel], path: Location) -> list[str]:
    """The keys of the model that a path inside `model` leads to."""
    schema: dict[str, Any] = model.model_json_schema(by_alias=True)
    here: dict[str, Any] = schema
    for step in path:
        here = _enter(here, schema)
        here = (
            here.get("items", {})
            if isinstance(step, int)
            else here.get("properties", {}).get(step, {})
        )
    return sorted(_enter(here, schema).get("properties", {}))


def _enter(here: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while True:
        if "anyOf" in here:
            here = next((o for o in here["anyOf"] if o.get("type") != "null"), {})
        elif "$ref" in here:
            here = schema["$defs"][here["$ref"].rpartition("/")[2]]
        elif "allOf" in here:
            here = here["allOf"][0]
        else:
            return here
