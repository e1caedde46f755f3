"""One file's values become records, or problems in the author's words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator import complaints
from generator.problems import Place, Problem, hint, known_words, nearest
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


_MOST = 50
"""Problems of one record after which the rest of it waits."""


def check(
    model: type[M],
    values: Any,  # noqa: ANN401 - unchecked yet
    source: Source,
    at: Location = (),
) -> tuple[M | None, list[Problem]]:
    """A record of this model, or the problems that keep it from being one.

    `at` is where `values` stands in the file.
    """
    empty = _empty(values, source, at)
    try:
        record = model.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        details = [detail for detail in found if not _is_of_nothing(detail)][:_MOST]
        problems = [_explained(detail, model, source, at) for detail in details]
        problems = [_with_quotes(d, p) for d, p in zip(details, problems, strict=True)]
        return None, [*empty, *_without_echoes(details, problems)]
    return (None, empty) if empty else (record, [])


def _is_of_nothing(detail: ErrorDetails) -> bool:
    """Whether it is found because a value is not there, which is told as such."""
    given = detail["input"]
    return given is None or (detail["type"] == "value_error" and _has_nothing(given))


def _has_nothing(values: Any) -> bool:  # noqa: ANN401 - unchecked
    inner = values.values() if isinstance(values, dict) else values
    return values is None or (isinstance(values, dict | list) and any(map(_has_nothing, inner)))


_TYPOGRAPHIC = re.compile("^[“”„‟«»‘’‚]|[“”„‟«»‘’‚]$")


def _with_quotes(detail: ErrorDetails, problem: Problem) -> Problem:
    """A problem of a value that would be none without the typographic marks round it."""
    given = detail["input"]
    if detail["type"] in ("missing", "extra_forbidden") or not isinstance(given, str):
        return problem
    if not _TYPOGRAPHIC.search(given.strip()) or "did you mean" in problem.hint:
        return problem
    return replace(problem, hint="the quotation marks are typographic; type straight ones, or none")


def _without_echoes(details: list[ErrorDetails], problems: list[Problem]) -> Iterator[Problem]:
    """Problems without those that a misspelt key brings about: the key that it was meant for."""
    misspelt: dict[Location, set[str]] = defaultdict(set)
    for detail, problem in zip(details, problems, strict=True):
        if detail["type"] == "extra_forbidden":
            misspelt[detail["loc"][:-1]] |= set(re.findall(r'did you mean "(.*)"', problem.hint))
    for detail, problem in zip(details, problems, strict=True):
        echo = detail["type"] == "missing" and detail["loc"][-1] in misspelt[detail["loc"][:-1]]
        if not echo:
            yield problem


def _empty(values: Any, source: Source, at: Location) -> list[Problem]:  # noqa: ANN401
    """Keys and dashes without a value: YAML's silent nothing, which is never meant."""
    if isinstance(values, dict):
        return [p for key, value in values.items() for p in _empty(value, source, (*at, key))]
    if isinstance(values, list):
        return [p for i, value in enumerate(values) for p in _empty(value, source, (*at, i))]
    if values is not None:
        return []
    if not at or not isinstance(at[-1], str):
        return [Problem("no-value", source.place(at), "nothing follows this dash", "delete it")]
    place = source.place(at, key=True)
    before, behind = (
        place.excerpt[: place.column - 1],
        place.excerpt[place.column - 1 + place.length :],
    )
    in_braces = re.match(r"\s*[,}]", behind)
    if joined := in_braces and re.match(r"[a-z_]+(:)\S", at[-1]):
        spot = source.at(place.line, place.column + joined.start(1))
        return [Problem("colon", spot, "a space is missing after this colon", "put one")]
    if in_braces and (" " in at[-1] or before.endswith(",")):
        message = "the comma before this ends the value, so this is taken for a key"
        way = "put the whole value in quotes"
        return [Problem("brackets", place, message, way)]
    if comment := re.match(r":\s+(#)\S", behind):
        start = place.column + place.length + comment.start(1)
        return [complaints.cut_off(source.at(place.line, start))]
    return [Problem("no-value", place, f'"{at[-1]}" has no value', "write one, or delete the key")]


def _explained(
    detail: ErrorDetails, model: type[BaseModel], source: Source, at: Location
) -> Problem:
    """What pydantic found, at its place and in the author's words."""
    location = (*at, *(step for step in detail["loc"] if step not in ("[key]", "int", "float")))
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    key = str(location[-1]) if location and isinstance(location[-1], str) else ""
    place = source.place(location)
    if kind == "extra_forbidden":
        return _unknown_key(source, location, _known(model, detail["loc"][:-1]))
    if kind == "missing":
        name = given.get("id") if isinstance(given, dict) else None
        whose = f' of "{name}"' if isinstance(name, str) and key != "id" else ""
        start = source.place(location[:-1])
        way = _add(model, detail["loc"], given if isinstance(given, dict) else {})
        return Problem("missing-key", start, f'"{key}"{whose} is missing', way)
    if kind == "literal_error":
        known = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        if not isinstance(given, str):
            return Problem(
                "wrong-value", place, f'"{key}" should be a single word', known_words(known)
            )
        message = f'"{key}" cannot be "{given}"' if key else f'"{given}" is not known here'
        return Problem(
            "wrong-value", place, message, hint(nearest(given, known), known_words(known))
        )
    if kind == "value_error":
        message, _, way = str(context["error"]).partition("; ")
        code = getattr(context["error"], "code", "wrong-value")
        if at_key := getattr(context["error"], "key", ""):
            place = source.place((*location, at_key), key=True)
        what = message.removeprefix("should be ")
        if what != message:
            return Problem(code, place, f"{_this(key)} should be {what}", way)
        return Problem(code, place, message, way)
    if kind in _WANTED:
        told = complaints.no_key(given) if isinstance(given, str) else None
        is_record = "key" in _WANTED[kind] and location == at
        code, way = told if told and "key" in _WANTED[kind] else ("wrong-value", "")
        if is_record and not way:
            way = "a record begins  - id: ...; what belongs to the text above is indented like it"
        return Problem(code, place, f"{_this(key)} should be {_WANTED[kind]}", way)
    return _by_size(kind, place, key, given, context)


_OTHER_WORDS = {
    "title": ("name", "label", "what"),
    "name": ("title", "label"),
    "label": ("title", "name"),
    "summary": ("text",),
    "description": ("text", "summary"),
    "body": ("bodies", "addressees", "text"),
    "content": ("text",),
    "wording": ("text",),
    "deadline": ("due", "timescale"),
    "rating": ("grade", "judgement"),
    "url": ("link",),
    "href": ("link",),
    "to": ("addressees", "addressee"),
    "author": ("by",),
    "until": ("due",),
    "embargo": ("until",),
    "total": ("n",),
    "term": ("title",),
    "meaning": ("text",),
}
"""Keys that authors try, and those that they may mean; the first that is known where they stand."""


_ELSEWHERE = {
    "status": "a status is written in progress.yml of the visit that gives it",
    "covers": "write it inside  follow_up: {covers: ...}",
    "in_scope": "write it inside  follow_up: {in_scope: ...}",
}
"""Keys that have their place in another file, or inside another key."""


def as_id(text: str) -> str:
    """The id nearest to a text: lower-case letters, digits and hyphens; empty if none is near."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:80].rstrip("-")


def _add(model: type[BaseModel], path: Location, given: dict[str, Any]) -> str:
    """How a missing key may be written: with the words it takes, or an id made of a title."""
    key = str(path[-1])
    schema = _schema(model)
    words = _enter(_at(model, path), schema).get("enum", ())
    title = given.get("title", given.get("name"))
    if key == "id" and isinstance(title, str) and as_id(title):
        return f"add  id: {as_id(title)[:40].strip('-')}"
    if words:
        return f"add  {key}: {words[0]}  (or {', '.join(words[1:])})"
    return f"add  {key}: ..."


def _this(key: str) -> str:
    return f'"{key}"' if key else "this"


def _by_size(kind: str, place: Place, key: str, given: Any, context: Any) -> Problem:  # noqa: ANN401
    """Values of the right sort that are too long, too short or of a wrong spelling."""
    if kind == "string_pattern_mismatch":
        way = "an id is lower-case letters, digits and hyphens, and starts with a letter or digit"
        plain = as_id(given)
        meant = f'did you mean "{plain}"?' if plain else ""
        return Problem("wrong-id", place, f'"{given}" is not an id', hint(meant, way))
    if kind == "string_too_long":
        message = f"this {key} is longer than {context['max_length']} characters"
        return Problem("wrong-id", place, message, "choose a shorter one")
    if kind == "string_too_short":
        return Problem("no-value", place, f'"{key}" is empty', "write it, or delete the key")
    if kind == "too_short":
        return Problem("no-value", place, f'"{key}" should have at least one item', "add one")
    if kind in ("less_than_equal", "int_parsing_size"):
        return Problem("wrong-value", place, f'"{key}" is too large')
    if kind == "greater_than_equal":
        return Problem("wrong-value", place, f'"{key}" cannot be below nought')
    return Problem("wrong-value", place, f"{_this(key)} cannot be read")


def _unknown_key(source: Source, location: Location, known: list[str]) -> Problem:
    key = str(location[-1])
    others = [other for other in _OTHER_WORDS.get(key.casefold(), ()) if other in known]
    meant = f'did you mean "{others[0]}"?' if others else nearest(key, known, cutoff=0.7)
    way = _ELSEWHERE.get(key) or meant or f"known here: {', '.join(known)}"
    place = source.place(location, key=True)
    return Problem("unknown-key", place, f'there is no key "{key}"', way)


def _known(model: type[BaseModel], path: Location) -> list[str]:
    """The keys of the model that a path inside `model` leads to."""
    schema = _schema(model)
    return sorted(_enter(_at(model, path), schema).get("properties", {}))


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _at(model: type[BaseModel], path: Location) -> dict[str, Any]:
    """What a path inside `model` leads to, as its schema describes it."""
    schema = _schema(model)
    here: dict[str, Any] = schema
    for step in path:
        here = _enter(here, schema)
        here = (
            here.get("items", {})
            if isinstance(step, int)
            else here.get("properties", {}).get(step, {})
        )
    return here


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
