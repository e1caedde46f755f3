"""Records as data: plain values, every reference an address, every text without its marks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from generator import prose
from generator.addresses import scope
from generator.catalogue import Entry
from generator.comparison import voice
from generator.dates import When, edtf
from generator.graph import word
from generator.places import Spot
from generator.records import (
    EDITOR,
    RECORD_LISTS,
    BodyRecord,
    Framework,
    Grade,
    Inspection,
    Model,
    Theme,
)
from generator.scales import scale_of
from generator.views import naming
from generator.views.context import Here, Site
from generator.views.data.shape import Part, shape
from generator.words import deferred

Row = Mapping[str, Any]

MODELS: dict[str, type[Model]] = {
    "inspections": Inspection,
    **RECORD_LISTS,
    "themes": Theme,
    "bodies": BodyRecord,
    "frameworks": Framework,
}
"""Every kind of record by the name of its data, which is that of the file authors write it in."""

TITLES = {
    "inspections": deferred("Inspections"),
    "sections": deferred("Parts of reports"),
    "findings": deferred("Findings"),
    "recommendations": deferred("Recommendations"),
    "case-studies": deferred("Case studies"),
    "notable-practice": deferred("Notable practice"),
    "figures": deferred("Figures"),
    "grades": deferred("Grades"),
    "progress": deferred("Words on progress"),
    "milestones": deferred("Milestones"),
    "sources": deferred("Sources"),
    "glossary": deferred("Glossary"),
    "themes": deferred("Themes"),
    "bodies": deferred("Bodies"),
    "frameworks": deferred("Frameworks"),
}
"""What the data on each kind is called."""

ADDRESSED = (
    Part("address", "", "Where it is found in this data, and in links between records.", "text"),
    Part("url", "", "The page, and the place on it, that shows it.", "text"),
    Part("inspection", "", "The inspection that it belongs to.", "text", kinds=("inspection",)),
    Part("id", "id", "Its id, permanent within its inspection.", "text"),
    Part("called", "", "What its page calls it.", "text"),
)
"""The fields that each record begins with."""


VOICE = Part(
    "voice",
    "",
    "Whose word it is: verified by those who inspect, claimed by who was asked, or the editor's.",
    "text",
)
READING = Part(
    "editorial",
    "",
    "Which of these fields hold the editor's reading, not the inspectorate's word.",
    "text",
    many=True,
)
UNPUBLISHED = Part(
    "unpublished", "", "Its state, where it is not public. This data is for checking facts.", "text"
)
_TOLD_APART = ("id", "editorial")


@dataclass(frozen=True)
class Dataset:
    """The records of one kind."""

    name: str
    kind: str
    title: str
    about: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Rows:
    """Records of one kind and one inspection, or of none."""

    dataset: str
    """The name of the data of this kind."""
    inspection: str
    rows: tuple[Row, ...] = field(repr=False)
    """Nested as the records are; what is not there has no key."""


@dataclass(frozen=True)
class Collection:
    """All the data of a site, and what is said of it as a whole."""

    title: str
    about: str
    url: str
    """Where the site is published; empty where that is not known."""
    language: str
    licence: Mapping[str, str]
    """Under which it may be used: its `name`, `title` and `path`; empty where nothing is said."""
    sources: tuple[Mapping[str, str], ...]
    """Who inspected: `title` and `path`."""
    datasets: tuple[Dataset, ...]

    @property
    def page(self) -> str:
        """The address of the page on it."""
        return f"{self.url.rstrip('/')}/data/"


def rows(site: Site, *, shared: bool | None = None) -> list[Rows]:
    """Every record that is shown, as data, by its kind and its inspection.

    Only those that inspections share may be wanted, or only the others.
    """
    telling = _Telling(Here(site, "data/"))
    found: dict[tuple[str, str], list[Row]] = {}
    for entry in site.graph.entries.values():
        if shared is not None and shared is bool(entry.inspection):
            continue
        if name := _NAMES.get(entry.kind):
            row = telling.row(entry, _parts(name))
            found.setdefault((name, entry.inspection), []).append(row)
    return [Rows(name, visit, tuple(told)) for (name, visit), told in found.items()]


_NAMES = {str(getattr(model, "KIND", "")): name for name, model in MODELS.items()}


def dataset(kind: str) -> str:
    """The name of the data on a kind; empty where there is none."""
    return _NAMES.get(kind, "")


@cache
def _parts(name: str) -> tuple[Part, ...]:
    return tuple(part for part in shape(MODELS[name]) if part.name not in _TOLD_APART)


def every_part(name: str, *, public: bool) -> tuple[Part, ...]:
    """All that the data of this name tells of a record, in its order."""
    whose = (VOICE,) if name == "progress" else ()
    hidden = () if public else (UNPUBLISHED,)
    return (*ADDRESSED, *_parts(name), *whose, *hidden, READING)


def collection(site: Site, names: Container[str]) -> Collection:
    """What is said of the data of a site as a whole, which are those of these names."""
    here = Here(site, "data/")
    datasets = []
    for name, model in MODELS.items():
        if name in names:
            kind = str(getattr(model, "KIND", ""))
            about = " ".join((model.__doc__ or "").split())
            every = every_part(name, public=site.edition.public)
            datasets.append(Dataset(name, kind, here.say(TITLES[name]), about, every))
    inspecting = dict.fromkeys(n for v in site.graph.inspections.values() for n in v.inspecting)
    return Collection(
        site.name if site.edition.public else f"{here.say('Not public')}: {site.name}",
        site.about,
        site.url,
        site.own_language,
        site.licence,
        tuple(_source(here, name) for name in inspecting if f"bodies/{name}" in site.graph.entries),
        tuple(datasets),
    )


def _source(here: Here, name: str) -> Mapping[str, str]:
    body = here.graph.body(name)
    return {"title": body.name} | ({"path": body.link} if body.link else {})


class _Telling:
    """Tells records of one site."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self.graph = here.graph

    def row(self, entry: Entry, parts: tuple[Part, ...]) -> Row:
        """A record, with its address, its page and its name before what it says."""
        spot = self.here.site.spots.get(entry.address)
        found: dict[str, Any] = {
            "address": entry.address,
            "url": self.url(spot) if spot else None,
            "inspection": f"inspections/{entry.inspection}"
            if entry.inspection and entry.kind != "inspection"
            else None,
            "id": None if entry.kind == "progress" else entry.id,
            "called": None if entry.kind == "progress" else naming.name(self.here, entry),
        }
        found |= self.told(entry, cast("Model", entry.record), parts, ())
        found["voice"] = voice(self.graph, entry) if entry.kind == "progress" else None
        found["unpublished"] = self.graph.released.unpublished.get(entry.address)
        found["editorial"] = self.readings(entry, found) or None
        return {key: value for key, value in found.items() if value is not None}

    def readings(self, entry: Entry, found: Row) -> list[str]:
        """Which of a record's fields hold the editor's reading."""
        own = getattr(entry.record, "editorial", ())
        visit = self.graph.inspections.get(entry.inspection)
        said = (*own, *(visit.editorial if visit else ()))
        return [key for key in found if ("text" if key == "summary" else key) in said]

    def url(self, spot: Spot) -> str:
        """The address of a page in full, where the site's own is known."""
        anchor = f"#{spot.anchor}" if spot.anchor else ""
        return f"{self.here.site.url.rstrip('/')}/{spot.path}{anchor}"

    def told(
        self, entry: Entry, model: Model, parts: Iterable[Part], at: tuple[str, ...]
    ) -> dict[str, Any]:
        """What a record, or something inside it, says."""
        found: dict[str, Any] = {}
        for part in parts:
            value = getattr(model, part.field)
            if value is None or value == ():
                continue
            here = (*at, part.field)
            if part.sort == "one":
                inner = [self.inside(entry, one, part, here) for one in _several(value)]
                kept = [one for one in inner if one]
                if kept:
                    found[part.name] = kept if part.many else kept[0]
            elif part.way == "date" and isinstance(value, When):
                found |= _dated(part.name, value)
            elif part.way == "word":
                found |= self.in_words(entry, part, value)
            elif part.way == "grade":
                found |= self.graded(entry, part, value)
            elif part.way == "prose":
                found[part.name] = prose.plain(value)
                found[f"{part.name}_html"] = self.html(entry, value)
            else:
                said = [self.value(entry, part, one, here) for one in _several(value)]
                known = [one for one in said if one is not None]
                if known:
                    found[part.name] = known if part.many else known[0]
        return found

    def inside(self, entry: Entry, model: Model, part: Part, at: tuple[str, ...]) -> dict[str, Any]:
        """What stands inside a record; nothing where what it is about is not shown."""
        found = self.told(entry, model, part.parts, at)
        for one in part.parts:
            if one.way == "reference" and not one.many and getattr(model, one.field) is not None:
                needed = one.field == "source" or type(model).model_fields[one.field].is_required()
                if needed and one.name not in found:
                    return {}
        return found

    def value(self, entry: Entry, part: Part, value: Any, at: tuple[str, ...]) -> Any:  # noqa: ANN401 - of any field
        """A single value; None for a reference to what is not shown."""
        if part.way == "reference":
            if value == EDITOR:
                return EDITOR
            target = self.graph.addresses.find(value, scope(entry, at), part.kinds)
            if target is None:
                return None
            join = "/" if target.entry.kind == "framework" else "-"
            return target.entry.address + (f"{join}{target.part}" if target.part else "")
        if part.way == "file":
            file = self.here.site.file_path(entry.inspection, value)
            return f"{self.here.site.url.rstrip('/')}/{file}" if file else None
        if isinstance(value, dict):
            return dict(value)
        return value

    def html(self, entry: Entry, text: str) -> str:
        """A text as HTML, in which every link within the site begins with the site's address."""
        made = self.here.prose(text, entry.inspection, explain=False)
        if '="../' not in made:  # as in most texts
            return made
        return _UPWARD.sub(lambda m: f'{m[1]}="{self.here.site.url.rstrip("/")}/', made)

    def in_words(self, entry: Entry, part: Part, value: Any) -> dict[str, Any]:  # noqa: ANN401 - one word or several
        """Words of the framework by their ids, with their labels beside them."""
        labels = [self.label(entry, part.list, one) or one for one in _several(value)]
        return (
            {part.name: list(value), f"{part.name}_label": labels}
            if part.many
            else {
                part.name: value,
                f"{part.name}_label": labels[0],
            }
        )

    def label(self, entry: Entry, words: str, name: str) -> str:
        """What a word of a framework is called."""
        if not entry.inspection:
            return name
        if words == "criteria":
            return naming.criterion_name(self.here, entry.inspection, name)
        found = word(getattr(self.graph.framework(entry.inspection), words), name)
        if words == "scales" and found is not None:
            return naming.scale_name(found)
        return getattr(found, "label", None) or name

    def graded(self, entry: Entry, part: Part, value: str) -> dict[str, Any]:
        """A grade with its label on the scale that it stands on."""
        scale = scale_of(self.graph.framework(entry.inspection), cast("Grade", entry.record))
        found = word(scale.values, value) if scale else None
        return {part.name: value, f"{part.name}_label": found.label if found else value}


_UPWARD = re.compile(r'\b(href|src)="\.\./')


def _several(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - of any field
    return value if isinstance(value, tuple) else (value,)


def _dated(name: str, when: When) -> dict[str, str]:
    """A date as machines read it, and in its author's words where it was given in words."""
    said = {name: edtf(when)} if when.spans else {}
    return said | ({f"{name}_words": words} if (words := _words(when)) else {})


def _words(when: When) -> str:
    return when.text or ", ".join(filter(None, map(_words, when.parts)))
