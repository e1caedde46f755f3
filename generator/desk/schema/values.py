"""One value as JSON Schema: text, an id, a date, a number, as an editor should take it.

An editor reads YAML by its own rules (3 is a number, `true` a switch), while our files keep what
was typed: so these take as text whatever is one value, and as a date or number every way to write
one. What is red by them is wrong for `check` too; what is not may still be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.desk.schema.known import Offers

Schema = dict[str, Any]


def is_one_of(*types: str) -> Schema:
    """A condition: the value is of one of these types.

    It has `properties` so that the language server, when it explains a value, does not take the
    condition for one of the shapes that the value may have.
    """
    return {"type": list(types), "properties": {}}


def one(wanted: str) -> Schema:
    """One value of any sort; an editor says `wanted` of a list, a record or nothing at all.

    It is said this way round since an editor offers `true` and `false` wherever they are listed.
    """
    return {
        "if": is_one_of("array", "object", "null"),
        "then": {"type": "string", "errorMessage": f"this should be {wanted}"},
    }


def of_form(pattern: str, said: str) -> Schema:
    """What a value has to look like, and what an editor says where it does not."""
    return {"pattern": pattern, "patternErrorMessage": said}


_AN_ID = "[a-z0-9][a-z0-9-]*"
AN_ID = "an id is lower-case letters, digits and hyphens, and starts with one of the first two"

TEXT: Schema = {**one("a piece of text"), "minLength": 1}
WORD: Schema = {**one("a word of the framework"), **of_form(f"^{_AN_ID}$", AN_ID)}
ADDRESS: Schema = one("the id of a record")

_DAY = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_ONE_DATE: Schema = {
    "type": ["string", "integer"],
    "pattern": rf"^\s*{_DAY}(/{_DAY})?\s*$",
    "errorMessage": (
        "a date is 2021, 2021-04, 2021-04-12, 2021-04-12/2021-04-23, [several], "
        "or {text: ..., sort: 2021}"
    ),
}
_DATE_IN_WORDS: Schema = {
    "type": "object",
    "properties": {
        "text": {"description": "The date in words.", "anyOf": [TEXT]},
        "sort": {
            "description": "Where it stands among dates.",
            "anyOf": [_ONE_DATE, {"type": "array", "minItems": 1, "items": _ONE_DATE}],
        },
    },
    "required": ["text"],
    "additionalProperties": False,
}
_SEVERAL_DATES: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {"anyOf": [_ONE_DATE, _DATE_IN_WORDS]},
}
DATE: Schema = {"title": "Date", "anyOf": [_ONE_DATE, _SEVERAL_DATES, _DATE_IN_WORDS]}

MOMENT: Schema = {
    "type": ["string", "integer"],
    "pattern": r"^\s*[0-9]{4}",
    "errorMessage": "a moment is 2026-03-01T00:01+00:00, or a date for its first instant",
}
NUMBER: Schema = {
    "type": ["number", "string"],
    "pattern": r"^-?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,3}(_[0-9]{3})+|[0-9]+)(\.[0-9]+)?$",
    "errorMessage": "this should be a number; words go in `words`",
}
SHARE: Schema = {**NUMBER, "minimum": 0, "maximum": 100}
WHOLE_NUMBER: Schema = {
    "type": ["integer", "string"],
    "pattern": r"^\s*[-+]?[0-9_]+(\.0*)?\s*$",
    "errorMessage": "this should be a whole number",
}
LINK: Schema = {
    "type": "string",
    "pattern": r"^(https?://[^\s/]+|mailto:\S+@)\S*$",
    "errorMessage": "a link starts with https://, http:// or mailto:",
}

_SWITCHES = ("yes", "no", "true", "false", "on", "off", "y", "n", "t", "f", "1", "0")
_ANY_CASE = ("".join(f"[{c.upper()}{c}]" for c in word) for word in _SWITCHES)
YES_OR_NO: list[Schema] = [
    {"enum": ["yes", "no"]},
    {"type": ["string", "boolean", "integer"], "pattern": f"^({'|'.join(_ANY_CASE)})$"},
]


def offering(shape: Schema, offers: Offers) -> Schema:
    """A shape, with what is there already offered by an editor.

    Snippets are the only way that serves thousands: a hover shows the whole of an `enum`.
    """
    snippets = [
        {"label": offer, "description": what, "body": re.sub(r"[$}\\]", r"\\\g<0>", offer)}
        for offer, what in offers.items()
    ]
    return {**shape, "defaultSnippets": snippets} if snippets else shape


def listing(shape: Schema, words: Offers) -> list[Schema]:
    """A shape, with words that are few enough for an editor to explain them all in a hover."""
    listed = {"enum": list(words), "enumDescriptions": list(words.values())}
    return [listed, shape] if words else [shape]


def several(items: Sequence[Schema], **limits: int) -> Schema:
    """A list, each item of one of these shapes."""
    item = items[0] if len(items) == 1 else {"anyOf": list(items)}
    return {"type": "array", "items": item, **limits}


def limits(marks: Iterable[Any], names: Mapping[str, str]) -> Schema:
    """The limits that marks set, or others that they hold, each by its name in a schema."""
    found: Schema = {}
    for mark in marks:
        found |= {
            to: value for of, to in names.items() if (value := getattr(mark, of, None)) is not None
        }
        found |= limits(getattr(mark, "metadata", ()), names)
    return found
