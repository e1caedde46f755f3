"""Whole sites invented from a seed: every kind of record in every state, every field filled.

What a field may hold is read off the models of `generator.records`, so a field added there is
filled here. Only what has a meaning of its own (ids, references, sums, scales, dates) is given by
hand. Free text comes from a callable, so that a test can plant what it likes.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from generator import dates, fields, records
from generator.records import EDITOR, Location, Marked, Model, Ref, Word
from generator.translation import translation_of

Words = Callable[[str, Location], str]
"""Gives the text that stands at a location in the record of an address."""

STATES = ("", "draft", "embargoed", "reached", "published", "withdrawn")
"""What a record says of itself; `reached` is an embargo whose end lies in the past."""
HIDING = ("draft", "embargoed", "withdrawn")
PAST, FUTURE = "2020-01-01", "2999-01-01"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FILLED = 0.7
"""How likely a field is filled that may be left out."""
CHAIN = 2
"""How many visits follow each other; one more may have nothing to do with them."""
MISSING = object()
"""Stands for a field that is left out."""
NEEDED = object()
"""Stands for a field that is filled like any other, and never left out."""

FAMILIES = ("finding", "recommendation", "case-study", "notable-practice", "figure")
POINTING = frozenset({
    ("Grade", "grade"), ("Scale", "comparable"), ("KindName", "holds"), ("KindName", "numbering"),
    ("Criterion", "scale"), ("Criterion", "same_as"), ("Criterion", "renamed_from"),
    ("Criterion", "split_from"), ("Criterion", "merged_from"), ("Record", "editorial"),
})  # fmt: skip
"""Fields whose plain text is the name of something, by the model that declares them."""


@dataclass(eq=False)
class Made:
    """A record as it was invented: all that decides whether readers may see it."""

    address: str
    kind: str
    state: str
    inspection: str = ""
    above: list[str] = field(default_factory=list)
    """Addresses of what it is part of."""
    names: list[str] = field(default_factory=list)
    """Its id, those of its parts, and the names of its files."""
    withdrawal: Location = ()
    """Where it says when and why it was withdrawn."""
    number: int = 0
    """Its place among all records, in the order in which they were thought of."""
    secluded: bool = False
    """Shared by the whole site, and named by nothing but records that are hidden themselves."""

    @property
    def id(self) -> str:
        """The last part of its address."""
        return self.address.rpartition("/")[2]

    @property
    def hides_itself(self) -> bool:
        """Whether it is hidden whatever it is part of."""
        return self.state in HIDING or self.secluded


@dataclass(frozen=True)
class Planted:
    """A text that was planted, and where."""

    text: str
    address: str
    location: Location
    model: str
    """The name of the model that declares the field."""
    name: str
    """The name of the field."""


@dataclass(frozen=True)
class Invented:
    """A site, and what was chosen for it."""

    files: dict[str, str]
    records: dict[str, Made]
    planted: list[Planted]

    def write(self, root: Path) -> Path:
        """The folder, with the site in it."""
        for name, text in self.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="replace")
        return root


def invent(seed: int, words: Words) -> Invented:
    """A random site: the same for the same seed and words."""
    return _Inventor(random.Random(seed), words).site()  # noqa: S311 - no secret is made


def text_fields() -> set[tuple[str, str]]:
    """Every field of any model that holds free text, by the model that declares it."""
    found: set[tuple[str, str]] = set()
    waiting: list[type[Model]] = [*fields.DESCRIBED.values(), records.Progress]
    seen: set[type[Model]] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, one in model.model_fields.items():
            waiting += _models(one.annotation)
            key = (_declaring(model, name), name)
            if _holds_text(one.annotation, tuple(one.metadata)) and key not in POINTING:
                found.add(key)
    return found


def _models(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _declaring(model: type[BaseModel], name: str) -> str:
    """The model that first has a field; one that is declared anew counts anew."""
    return next(m.__name__ for m in model.__mro__ if name in m.__annotations__)


def _marks(marks: Sequence[Any], kind: type[Any]) -> Any:
    return next((mark for mark in marks if isinstance(mark, kind)), None)


def _holds_text(annotation: Any, marks: tuple[Any, ...]) -> bool:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _holds_text(get_args(annotation)[0], (*marks, *annotation.__metadata__))
    if origin in (Literal, dict) or _marks(marks, Ref) or _marks(marks, Word):
        return False
    if any(getattr(mark, "pattern", None) for mark in marks):
        return False
    if get_args(annotation):
        return any(_holds_text(inner, marks) for inner in get_args(annotation))
    return annotation is str


class _Inventor:
    """Makes the skeleton of a site first, so that anything can point at anything; then fills it."""

    def __init__(self, dice: random.Random, words: Words) -> None:
        self.dice = dice
        self.words = words
        self.made: dict[str, Made] = {}
        self.planted: list[Planted] = []
        self.attached: dict[tuple[str, Any], Made] = {}
        """Attachments by the visit that they go with, and their place in its list."""
        self.files: dict[str, str] = {}
        self.vocabulary: dict[str, dict[str, list[str]]] = {}
        """The ids of each framework's words, by list; kinds by `kinds/<family>`."""
        self.scales: dict[str, dict[str, list[str]]] = {}
        """The values of each framework's scales."""
        self.asked: dict[str, dict[str, Any]] = {}
        """Recommendations as they were written, by address."""
        self.mentioned: list[str] = []
        """Words for which the glossary has a term that is public."""
        self.now = Made("", "", "")
        """The record that is being filled."""
        self.is_translated = bool(dice.randrange(2))
        self.field = ("", "")
        """The model and the name of the field that is being filled."""
        self.year = 2000
        self.framework = ""
        self.given_grade: dict[str, dict[str, Any]] = {}
        """The first grade of each visit, which later ones may carry forward."""

    # The skeleton

    def site(self) -> Invented:
        """The whole site."""
        frameworks = [
            self._new("framework", f"frameworks/{self._id()}", state)
            for state in (self._mostly_public(), self._mostly_public(), self._state())
        ]
        frameworks[-1].secluded = True
        for kind, folder in (("body", "bodies"), ("theme", "themes"), ("term", "glossary")):
            for number in range(4):
                one = self._new(kind, f"{folder}/{self._id()}", self._state())
                one.secluded = number == 0
        for body in self._of("body"):
            if self.dice.randrange(2):
                address = f"{body.address}/{self._id()}"
                self._new("milestone", address, self._state(), above=[body.address])
        visits = self._visits(frameworks)
        for framework in frameworks:
            self._write_framework(framework)
        self._write_list("data", "glossary", records.Term, self._of("term"))
        self._write_list("data", "themes", records.Theme, self._of("theme"))
        for body in self._of("body"):
            self._write_body(body)
        for visit in visits:
            self._write_visit(*visit)
        self._write_pages()
        self.files["mkdocs.yml"] = (
            "site_name: Invented\nsite_url: https://example.org/reports/\ndocs_dir: content\n"
            "theme: {name: material, font: false}\n"
            "plugins:\n  - inspection:\n      signed_off: [cy]\n"
        )
        return Invented(self.files, self.made, self.planted)

    def _new(
        self,
        kind: str,
        address: str,
        state: str,
        *,
        inspection: str = "",
        above: Iterable[str] = (),
    ) -> Made:
        made = Made(address, kind, state, inspection, list(above))
        made.number = len(self.made)
        made.names.append(made.id)
        self.made[address] = made
        return made

    def _id(self) -> str:
        """An id that is no word of any language, so that it can be looked for anywhere."""
        return "xq" + "".join(self.dice.choices("bcdfghjklmnpqrstvwz", k=10))

    def _state(self) -> str:
        return self.dice.choices(STATES, [4, 1, 1, 1, 1, 1])[0]

    def _mostly_public(self) -> str:
        return self.dice.choices(STATES, [4, 0.3, 0.3, 2, 2, 0.3])[0]

    def _of(self, kind: str, inspection: str = "") -> list[Made]:
        return [
            m
            for m in self.made.values()
            if m.kind == kind and m.inspection == inspection and not m.address.count("/") > 1
        ]

    def _visits(self, frameworks: Sequence[Made]) -> list[tuple[Made, Made, list[Made], int]]:
        """A chain of visits, and some that have nothing to do with it.

        Where a visit needs something that is hidden, it is hidden too.
        """
        found: list[tuple[Made, Made, list[Made], int]] = []
        for number in range(CHAIN + self.dice.choice([0, 1, 1])):
            is_chained = number < CHAIN
            follows = [one for one, *_ in found[-1:]] if is_chained else []
            framework = frameworks[1] if is_chained else self.dice.choice(frameworks[:2])
            state = self._mostly_public() or "published"
            if any(one.state in HIDING for one in (*follows, framework)):
                state = self.dice.choice(HIDING)
            name = self._id()
            visit = self._new("inspection", f"inspections/{name}", state, inspection=name)
            for model in records.RECORD_LISTS.values():
                if model is not records.Progress:
                    self._new_records(model, name)
            found.append((visit, framework, follows, 2006 + 4 * number))
        return found

    def _new_records(self, model: type[Any], visit: str) -> None:
        folder = f"{visit}/glossary" if model is records.Term else visit
        for _ in range(self.dice.choice([1, 1, 2])):
            address = f"{folder}/{self._id()}"
            above = [f"inspections/{visit}"]
            self._new(model.KIND, address, self._state(), inspection=visit, above=above)

    # Any model, field by field

    def _filled(self, made: Made, model: type[Model], given: dict[str, Any]) -> dict[str, Any]:
        """A record's fields, of which some are given; and what it is then part of."""
        before, self.now = self.now, made
        value = self._model(model, (), {**self._stated(made.state), **given})
        self.now = before
        holders = ("section",)
        if made.kind in ("section", "finding", "recommendation"):
            holders = ("section", "parent")
        for key in holders:
            if made.inspection and key in value:
                made.above.append(self._full(value[key], made.inspection))
        return value

    def _full(self, typed: str, inspection: str) -> str:
        return typed if "/" in typed else f"{inspection}/{typed}"

    def _stated(self, state: str) -> dict[str, Any]:
        given: dict[str, Any] = {"state": MISSING, "until": MISSING}
        if state:
            given["state"] = "embargoed" if state == "reached" else state
        if state in ("embargoed", "reached"):
            given["until"] = FUTURE if state == "embargoed" else PAST
        return given

    def _model(self, model: type[Model], at: Location, given: dict[str, Any]) -> dict[str, Any]:
        by_hand = getattr(self, f"_given_{model.__name__.lower()}", None)
        given = {**(by_hand(at) if by_hand else {}), **given}
        value = {}
        for name, one in model.model_fields.items():
            key = one.alias or name
            self.field = (_declaring(model, name), name)
            wanted = one.is_required() or self.dice.random() < FILLED
            made = given.get(key, NEEDED if wanted else MISSING)
            if made is NEEDED:
                made = self._value(one.annotation, tuple(one.metadata), (*at, key))
            if made is not MISSING:
                value[key] = made
        return value

    def _value(self, annotation: Any, marks: tuple[Any, ...], at: Location) -> Any:
        """Something that a field of this type may hold; MISSING where there is nothing."""
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._value(inner[0], (*marks, *annotation.__metadata__), at)
        if origin in (Union, UnionType):
            return self._value(inner[0], marks, at)
        if origin is tuple:
            found = [self._value(inner[0], marks, (*at, n)) for n in range(self.dice.randint(1, 2))]
            return _once(one for one in found if one is not MISSING) or MISSING
        if origin is Literal:
            return self.dice.choice(inner)
        if isinstance(annotation, type) and issubclass(annotation, Model):
            field_before = self.field
            made = (
                self._attached(at)
                if annotation is records.Attachment
                else self._model(annotation, at, {})
            )
            self.field = field_before
            needed = (n for n, f in annotation.model_fields.items() if f.is_required())
            return made if all(name in made for name in needed) else MISSING
        return self._plain(annotation, marks, at)

    def _plain(self, annotation: Any, marks: tuple[Any, ...], at: Location) -> Any:
        ref, word, marked = _marks(marks, Ref), _marks(marks, Word), _marks(marks, Marked)
        if ref:
            return self._ref(ref.kinds, at)
        if word:
            return self._word(word.list)
        if marked:
            return self._marked(marked.what, at)
        parsers = [getattr(mark, "func", None) for mark in marks]
        if dates.parse in parsers:
            return self._date(at)
        if any(getattr(mark, "pattern", None) for mark in marks):
            return self._part()
        if annotation is str:
            return self._say(at)
        if annotation is bool:
            return self.dice.choice([True, False])
        return self.dice.randint(1, 90)

    def _part(self) -> str:
        """A new id for a part of the record that is being filled."""
        self.now.names.append(self._id())
        return self.now.names[-1]

    def _say(self, at: Location) -> str:
        text = self.words(self.now.address, at)
        self.planted.append(Planted(text, self.now.address, at, *self.field))
        return text

    def _marked(self, what: str, at: Location) -> Any:
        if what == "link":
            return f"https://example.org/{self._say(at)}"
        if what == "file":
            return self._file(at)
        return self._prose(at) if what == "prose" else self._say(at)

    def _file(self, at: Location, ending: str = "txt") -> str:
        """An attachment of the inspection, whose name and content tell of its record."""
        name = self.now.id if self.now.kind == "attachment" else self._part()
        path = f"files/{name}.{ending}"
        text = self._say(at)
        if ending == "svg":
            text = _drawing(text)
        self.files[f"data/inspections/{self.now.inspection}/{path}"] = text
        return path

    def _prose(self, at: Location) -> str:
        """Paragraphs with links to any record, hidden ones too, a table, a note, a picture."""
        parts = [f"{self._say(at)} {self.dice.choice([*self.mentioned, ''])}"]
        links = range(self.dice.randint(0, 2))
        parts += [f"[{self._say(at)}][{self._address()}]" for _ in links]
        extra = self.dice.randrange(6)
        if extra == 0:
            parts.append(f"| a | b |\n|---|---|\n| {self._say(at)} | c |")
        elif extra == 1:
            parts.append(f"Noted[^n].\n\n[^n]: {self._say(at)}")
        elif extra == 2 and self.now.inspection:
            parts.append(f"![{self._say(at)}]({self._file(at, 'svg')})")
        return "\n\n".join(parts)

    def _address(self) -> str:
        """Any record or part of one, as it may be typed in the record that is being filled."""
        target = self.dice.choice([m for m in self.made.values() if self._may_name(m)])
        inspection = self.now.inspection
        if target.inspection == inspection and inspection and self.dice.randrange(2):
            return target.address.removeprefix(f"{inspection}/")
        return target.address

    def _may_name(self, target: Made) -> bool:
        """Hidden records may be named by any; what is secluded, only by what hides itself."""
        if target.kind in ("progress", "page", "attachment"):
            return False
        above = (self.made[address] for address in target.above)
        is_secluded = target.secluded or any(one.secluded for one in above)
        return self.now.hides_itself or not is_secluded

    def _date(self, at: Location) -> Any:
        year = self.year + self.dice.randint(0, 1)
        if not self.dice.randrange(4):
            return {"text": self._said_at((*at, "text"), "When"), "sort": f"{year}-07"}
        return self.dice.choice([f"{year}", f"{year}-04", f"{year}-04-12", f"{year}-04/{year}-05"])

    def _said_at(self, at: Location, model: str) -> str:
        before, self.field = self.field, (model, str(at[-1]))
        text = self._say(at)
        self.field = before
        return text

    # What points at something

    def _ref(self, kinds: tuple[str, ...], at: Location) -> Any:
        """An address of one of these kinds that may stand there, or MISSING.

        What makes rings leads back: to earlier records of a list, to earlier visits.
        """
        own, key = self.now, at[0]
        known = []
        for target in self.made.values():
            if target.kind not in kinds or not self._may_name(target):
                continue
            is_needed = own.inspection and ("body" in kinds or key == "quotes")
            if is_needed and target.state in HIDING and not own.hides_itself:
                continue  # whose word it is, and whom it is about, is always shown
            is_earlier = target.number < own.number
            same_visit = target.inspection == own.inspection
            if key in ("section", "parent", "part_of") and own.inspection and not same_visit:
                continue
            if key == "follows" and ((same_visit and own.inspection) or not is_earlier):
                continue
            if target.kind in ("section", "source") and not same_visit:
                continue
            if (target.kind == own.kind or key == "parent") and not is_earlier:
                continue
            if target.kind == "milestone" and self._owner(target) != self._owner(own):
                continue
            known.append(target)
        if EDITOR in kinds and not self.dice.randrange(3):
            return EDITOR
        if not known:
            return MISSING
        target = self.dice.choice(known)
        bare = target.inspection == own.inspection or (
            "/" in target.address and not target.inspection
        )
        return target.id if bare else target.address

    def _owner(self, made: Made) -> str:
        return made.address.rpartition("/")[0]

    def _word(self, name: str) -> Any:
        if not self.now.inspection:
            return MISSING
        key = f"kinds/{self.now.kind}" if name == "kinds" else name
        known = self.vocabulary[self.framework].get(key, [])
        return self.dice.choice(known) if known else MISSING

    # What has a meaning of its own, model by model

    def _given_record(self) -> dict[str, Any]:
        given: dict[str, Any] = {
            "id": self.now.id,
            "aliases": [self._part()] if not self.dice.randrange(3) else MISSING,
            "editorial": ["note"] if not self.dice.randrange(3) else MISSING,
            "changes": self._changes(),
        }
        if not self.now.inspection:
            given["kind"] = MISSING
        return given

    def _changes(self) -> Any:
        kinds = [k for k in ("published", "updated", "corrected") if not self.dice.randrange(3)]
        if self.now.state == "withdrawn":
            self.now.withdrawal = ("changes", len(kinds))
            kinds.append("withdrawn")
        return [
            self._model(records.Change, ("changes", n), {"kind": kind})
            for n, kind in enumerate(kinds)
        ] or MISSING

    def _given_cited(self, _: Location) -> dict[str, Any]:
        has_sources = self.now.inspection and self.now.kind != "source"
        one, other = "title", "source"
        if has_sources and self.dice.randrange(2):
            one, other = other, one
        return {one: NEEDED, other: MISSING}

    def _attached(self, at: Location) -> dict[str, Any]:
        """An attachment, which has a state of its own; its file is called by its id."""
        visit = self.now
        address = f"{visit.inspection}/files/{self._id()}"
        above = [visit.address]
        made = self._new(
            "attachment", address, self._state(), inspection=visit.inspection, above=above
        )
        self.attached[visit.address, at[1]] = made
        self.now = made
        one, other = self.dice.sample(["file", "link"], 2)
        given = {**self._stated(made.state), "changes": self._changes(), one: NEEDED}
        value = self._model(records.Attachment, (), {**given, other: MISSING})
        self.now = visit
        return value

    def _given_criterion(self, _: Location) -> dict[str, Any]:
        return {
            "scale": MISSING,
            "same_as": MISSING,
            "renamed_from": [self._part()],
            "split_from": MISSING,
            "merged_from": MISSING,
        }

    def _given_kindname(self, _: Location) -> dict[str, Any]:
        numbering = self.dice.choice(["R{number}", "{section}.{number}", "off", MISSING])
        return {"holds": MISSING, "numbering": numbering}

    def _given_scale(self, _: Location) -> dict[str, Any]:
        return {"comparable": MISSING, "since": "2001", "until": "2090"}

    def _given_event(self, _: Location) -> dict[str, Any]:
        return {"regrades": self.dice.choice(["yes", "some"])}

    def _write_framework(self, made: Made) -> None:
        self.now, self.year = made, 2004
        lists: dict[str, Any] = {}
        for key, model, least in (
            ("scales", records.Scale, 2), ("no_grades", records.Labelled, 1),
            ("judgements", records.Labelled, 2), ("timescales", records.Timescale, 1),
            ("priorities", records.Labelled, 1), ("answers", records.Labelled, 1),
            ("statuses", records.Status, 2), ("events", records.Event, 1),
            ("criteria", records.Criterion, 3),
        ):  # fmt: skip
            lists[key] = [self._model(model, (key, n), {}) for n in range(least)]
        lists["kinds"] = [
            self._model(records.KindName, ("kinds", n), {"family": family})
            for n, family in enumerate(FAMILIES)
        ]
        first, second = (scale["id"] for scale in lists["scales"])
        lists["scales"][1]["comparable"] = [first]
        for criterion in lists["criteria"]:
            criterion["scale"] = self.dice.choice([first, second])
        lists["criteria"][2]["split_from"] = [lists["criteria"][1]["id"]]
        self.vocabulary[made.id] = {
            **{key: [word["id"] for word in words] for key, words in lists.items()},
            **{f"kinds/{kind['family']}": [kind["id"]] for kind in lists["kinds"]},
        }
        self.scales[made.id] = {
            scale["id"]: [value["id"] for value in scale["values"]] for scale in lists["scales"]
        }
        self.vocabulary[made.id]["criterion-scales"] = [c["scale"] for c in lists["criteria"]]
        value = self._filled(made, records.Framework, {**self._given_record(), **lists})
        self._write_named("frameworks", records.Framework, made, value)

    def _write_body(self, made: Made) -> None:
        self.now, self.year = made, 2004
        milestones = [
            self._filled(one, records.Milestone, self._for(one))
            for one in self.made.values()
            if one.kind == "milestone" and one.address.startswith(f"{made.address}/")
        ]
        self.now = made
        given = {**self._given_record(), "milestones": milestones or MISSING}
        del given["kind"]
        value = self._filled(made, records.BodyRecord, given)
        self._write_named("bodies", records.BodyRecord, made, value)

    def _for(self, made: Made) -> dict[str, Any]:
        self.now = made
        return self._given_record()

    def _write_named(
        self, folder: str, model: type[Model], made: Made, value: dict[str, Any]
    ) -> None:
        """A file that is named by the record's id, and its translation."""
        del value["id"]
        self.files[f"data/{folder}/{made.id}.yml"] = _yaml(value)
        if self._translates():
            self.now = made
            other = self._translated(model, value, ())
            if other:
                self.files[f"data/cy/{folder}/{made.id}.yml"] = _yaml(other)

    def _translates(self) -> bool:
        return self.is_translated and bool(self.dice.randrange(2))

    def _write_list(
        self, folder: str, name: str, model: type[Model], listed: Iterable[Made]
    ) -> None:
        values = []
        for made in listed:
            given = {**self._for(made), **self._particular(model)}
            value = self._filled(made, model, given)
            values.append(value)
            if model is records.Recommendation:
                self.asked[made.address] = value
            if made.kind == "term" and not made.hides_itself and not made.inspection:
                self.mentioned += [value["title"]] if "title" in value else []
        self._write_values(folder, name, model, list(listed), values)

    def _write_values(
        self,
        folder: str,
        name: str,
        model: type[Model],
        listed: Sequence[Made],
        values: Sequence[dict[str, Any]],
    ) -> None:
        if not values:
            return
        self.files[f"{folder}/{name}.yml"] = "".join(f"- {_yaml(value)}" for value in values)
        if self._translates():
            others = []
            for made, value in zip(listed, values, strict=True):
                self.now = made
                others.append(self._translated(model, value, ()))
            text = "".join(f"- {_yaml(other)}" for other in others if other)
            if text:
                self.files[f"{folder}/cy/{name}.yml"] = text

    def _translated(
        self, model: type[Model], value: dict[str, Any], at: Location
    ) -> dict[str, Any]:
        """The same ids with other words."""
        made: dict[str, Any] = {}
        said = False
        for name in translation_of(model).model_fields:
            if name not in value or name not in model.model_fields:
                continue
            inner = next(_models(model.model_fields[name].annotation), None)
            self.field = (_declaring(model, name), name)
            here = (*at, name)
            if name in model.KEY:
                made[name] = value[name]
            elif inner is None:
                made[name] = self._marked(_what(model, name), ("cy", *here))
                said = True
            else:
                many = isinstance(value[name], list)
                ones = value[name] if many else [value[name]]
                others = [
                    self._part_translated(inner, one, (*here, n)) for n, one in enumerate(ones)
                ]
                if inner.KEY:
                    others = [other for other in others if other]
                if any(others):
                    made[name] = others if many else others[0]
                    said = True
        return made if said else {}

    def _part_translated(self, model: type[Model], value: Any, at: Location) -> dict[str, Any]:
        """The same of what stands inside a record; the milestones of a body are their own."""
        if not isinstance(value, dict):
            return {}  # an address alone
        own = self.now
        if model is records.Milestone:
            self.now, at = self.made[f"{own.address}/{value['id']}"], ()
        elif model is records.Attachment:
            self.now, at = self.attached[own.address, at[-1]], ()
        made = self._translated(model, value, at)
        self.now = own
        return made

    def _write_visit(self, visit: Made, framework: Made, follows: list[Made], year: int) -> None:
        self.year, self.framework = year, framework.id
        name = visit.inspection
        folder = f"data/inspections/{name}"
        for stem, model in records.RECORD_LISTS.items():
            if model is records.Progress:
                self._write_progress(folder, visit, follows)
            else:
                listed = [
                    m for m in self.made.values() if m.kind == model.KIND and m.inspection == name
                ]
                self._write_list(folder, stem, model, listed)
        self.now = visit
        seen = [m for m in self.made.values() if m.kind == "progress" and m.inspection == name]
        given = {
            **self._given_record(),
            "framework": framework.id,
            "follows": [one.id for one in follows] or MISSING,
            "follow_up": self._follow_up(visit, seen) if follows else MISSING,
            "dates": self._dates(),
        }
        value = self._filled(visit, records.Inspection, given)
        del value["id"]
        self.files[f"{folder}/inspection.yml"] = _yaml(value)
        other = self._translated(records.Inspection, value, ()) if self._translates() else {}
        if other:
            self.files[f"{folder}/cy/inspection.yml"] = _yaml(other)
        unshown = self._new("attachment", f"{name}/files/{self._id()}", "", inspection=name)
        unshown.secluded, self.now = True, unshown
        self.field = ("attachment", "file")
        self.files[f"{folder}/files/{unshown.id}.txt"] = self._say(("file",))

    def _dates(self) -> dict[str, Any]:
        year = self.year
        given = {
            "notified": f"{year}-01-10",
            "visit": f"{year}-02/{year}-03",
            "sent": f"{year}-04-02",
            "published": self.dice.choice([f"{year}-05-06", "never"]),
            "updated": f"{year}-06",
        }
        return {
            key: value for key, value in given.items() if self.dice.randrange(4) or key == "visit"
        }

    def _follow_up(self, visit: Made, seen: Sequence[Made]) -> dict[str, Any]:
        """Counts with room for every entry; all are covered only where no entry is hidden."""
        self.now = visit
        hidden = any(self._is_gone(one) for one in seen)
        statuses = self.vocabulary[self.framework]["statuses"]
        covers = ["listed", "unknown", *([] if hidden else ["all"]), *([] if seen else ["none"])]
        counts = [
            self._model(
                records.StatusCount, ("follow_up", "counts", n), {"status": statuses, "n": 40}
            )
            for n in range(2)
        ]
        given = {"covers": self.dice.choice(covers), "in_scope": 80, "counts": counts}
        return self._model(records.FollowUp, ("follow_up",), given)

    def _is_gone(self, made: Made) -> bool:
        above = (self.made[address] for address in made.above)
        return made.state in HIDING or any(self._is_gone(one) for one in above)

    def _write_progress(self, folder: str, visit: Made, follows: Sequence[Made]) -> None:
        """Words on what an earlier visit asked, and one said between the visits."""
        asked = [
            a for one in follows for a in self.asked if a.startswith(f"{one.inspection}/")
        ]  # fmt: skip
        own = [a for a in self.asked if a.startswith(f"{visit.inspection}/")]
        chosen = [a for a in asked if self.dice.randrange(4)] + own[:1]
        listed, values = [], []
        for address in chosen:
            made = self._new(
                "progress",
                f"{visit.inspection}/progress/{address}",
                self._state(),
                inspection=visit.inspection,
                above=[visit.address, address],
            )
            made.names.clear()  # it has no id of its own
            self.now = made
            ask = self.asked[address]
            addressees = ask.get("addressees", [])
            points = [p["id"] for p in ask.get("points", ()) if "id" in p]
            given: dict[str, Any] = {
                "recommendation": address,
                "changes": self._changes(),
                "addressee": self.dice.choice([*addressees, MISSING]),
                "points": [
                    self._model(records.ProgressPoint, ("points", n), {"point": point})
                    for n, point in enumerate(points)
                ]
                or MISSING,
            }
            if address in own:
                bodies = [
                    m.id for m in self._of("body") if self._may_name(m) and m.state not in HIDING
                ]
                given |= {"by": self.dice.choice(bodies or [EDITOR]), "date": f"{self.year + 1}"}
            listed.append(made)
            values.append(self._filled(made, records.Progress, given))
        self._write_values(folder, "progress", records.Progress, listed, values)

    def _particular(self, model: type[Model]) -> dict[str, Any]:
        """What is given by hand of the kinds whose fields depend on each other."""
        if model is records.Figure:
            return self._figure()
        if model is records.Grade:
            return self._grade()
        if model is records.Section and self._of("section", self.now.inspection)[0] is self.now:
            return {"parent": MISSING}
        if model is records.Milestone:
            return {"date": f"{self.year}"}
        return {}

    def _figure(self) -> dict[str, Any]:
        """A number, words, or counts or shares over a scale that add up."""
        nothing = dict.fromkeys(
            ("value", "words", "scale", "counts", "shares", "n", "rows"), MISSING
        )
        shape = self.dice.choice(["value", "words", "counts", "shares"])
        if shape in ("value", "words"):
            given = {**nothing, shape: NEEDED}
            rows = [self._row(n, {}) for n in range(self.dice.randint(0, 2))]
            return {**given, "rows": rows or MISSING, "follows": MISSING}
        scale = self.dice.choice(list(self.scales[self.framework]))
        values = self.scales[self.framework][scale]
        given = {**nothing, "scale": scale, "part_of": MISSING}
        if shape == "shares":
            rest = 100 - len(values) + 1
            return {**given, "shares": dict.fromkeys(values, 1) | {values[0]: rest}}
        rows = [
            {value: self.dice.randint(10, 90) for value in values}
            for _ in range(self.dice.randint(1, 2))
        ]
        counts = {value: sum(row[value] for row in rows) for value in values}
        return {
            **given,
            "counts": counts,
            "n": sum(counts.values()),
            "rows": [
                self._row(n, {"counts": row, "n": sum(row.values())}) for n, row in enumerate(rows)
            ],
        }

    def _row(self, number: int, given: dict[str, Any]) -> dict[str, Any]:
        nothing = dict.fromkeys(("counts", "shares", "n", "value", "words"), MISSING)
        if not given:
            nothing[self.dice.choice(["value", "words"])] = NEEDED
        return self._model(records.Row, ("rows", number), {**nothing, **given})

    def _given_figureconnection(self, _: Location) -> dict[str, Any]:
        return {"comparable": self.dice.choice(["with-caution", "no", MISSING])}

    def _grade(self) -> dict[str, Any]:
        """The first grade of a visit may carry forward that of an earlier one."""
        visit = self.now.inspection
        words = self.vocabulary[self.framework]
        number = [m.id for m in self._of("grade", visit)].index(self.now.id)
        scale = words["criterion-scales"][number]
        given: dict[str, Any] = {
            "criterion": words["criteria"][number],
            "grade": self.dice.choice(self.scales[self.framework][scale]),
            "no_grade": MISSING,
            "missing": MISSING,
            "scale": self.dice.choice([scale, MISSING]),
            "carried_from": MISSING,
        }
        if number == 0:
            given |= {"body": MISSING, "about": MISSING}
            earlier = self.given_grade.get(self.framework)
            if earlier and self._chained(earlier["visit"], visit):
                given |= {"grade": earlier["grade"], "carried_from": earlier["visit"]}
            self.given_grade[self.framework] = {"visit": visit, "grade": given["grade"]}
            return given
        kept = self.dice.choice(["grade", "no_grade", "missing"])
        for key in ("grade", "no_grade", "missing"):
            given[key] = given[key] if key == kept else MISSING
        if kept != "grade":
            given[kept] = NEEDED
        return given

    def _chained(self, earlier: str, later: str) -> bool:
        visits = [m.inspection for m in self.made.values() if m.kind == "inspection"]
        return visits.index(earlier) + 1 == visits.index(later) < CHAIN

    # Pages

    def _write_pages(self) -> None:
        pages = ["index", *(self._id() for _ in range(3))]
        pages += [f"cy/{self._id()}"] if self.is_translated else []
        made = [
            self._new("page", f"pages/{name}", self._state() if name != "index" else "")
            for name in pages
        ]
        made[0].names.clear()
        panels = ["latest", "comparison", "counts", "recommendations"]
        for name, page in zip(pages, made, strict=True):
            self.now = page
            given = {**self._stated(page.state), "changes": self._changes()}
            settings = self._model(records.PageSettings, (), given)
            self.field = ("page", "text")
            text = [f"# {self._say(('text',))}", self._prose(("text",))]
            text += [f"[panel:{panel}]" for panel in panels if not self.dice.randrange(3)]
            if "/" not in name:
                text += [f"[{self._say(('text',))}]({other}.md)" for other in pages[1:4]]
                picture = f"{self._part()}.svg"
                shown = self._say(("text",))
                text.append(f"![{shown}]({picture})")
                self.files[f"content/{picture}"] = _drawing(shown)
            body = "\n\n".join(text)
            self.files[f"content/{name}.md"] = f"---\n{_yaml(settings)}---\n\n{body}\n"


def _drawing(text: str) -> str:
    """A picture that says something."""
    title = _NO_XML.sub("", escape(text))
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title>{title}</title></svg>'


def _what(model: type[Model], name: str) -> str:
    """Whether a field that is translated holds words or prose."""
    one = model.model_fields[name]
    marked = _marks((*one.metadata, *_nested_marks(one.annotation)), Marked)
    return str(marked.what)


def _nested_marks(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _nested_marks(inner)


def _once(values: Iterable[Any]) -> list[Any]:
    """Values of a list, each once; of those that name what they lead to, one for each."""
    named = ("address", "body", "recommendation")
    found: dict[str, Any] = {}
    for value in values:
        keys = [value[key] for key in named if key in value] if isinstance(value, dict) else []
        found.setdefault(json.dumps(keys or value), value)
    return list(found.values())


def _yaml(value: dict[str, Any]) -> str:
    """A record on one line: JSON, of which YAML makes the same.

    What may not stand in a file as it is, is escaped.
    """
    text = json.dumps(value, ensure_ascii=False)
    return _UNWRITABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


_UNWRITABLE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
