"""What a file may say: one model for each kind of record, whole and immutable when made.

The docstring below a field is its description wherever fields are described to authors. `Ref`,
`Word` and `Prose` mark what a value points at, so that checking and linking need no list of fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    model_validator,
)

from generator import dates
from generator.dates import When

Location = tuple[str | int, ...]
State = Literal["draft", "embargoed", "published", "withdrawn"]
Certainty = Literal["seen", "derived", "inferred", "unknown"]
Tone = Literal["positive", "mixed", "negative", "neutral"]

_LONGEST_NUMBER = 15
RESERVED_SECTIONS = frozenset({"recommendations", "comparison", "report", "files", "page"})
EDITOR = "editor"


@dataclass(frozen=True)
class Ref:
    """The value is the address of one of these kinds of record."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """The value is the id of a word in a list of the inspection's framework."""

    list: str


@dataclass(frozen=True)
class Marked:
    """What else a value is: `prose` is an author's Markdown, `link` an address outside."""

    what: Literal["prose", "link"]


def _one_or_more(value: Any) -> Any:  # noqa: ANN401 - pydantic says what else is wrong
    return value if value is None or isinstance(value, list | tuple) else [value]


def _address(key: str) -> BeforeValidator:
    def spelled_out(value: Any) -> Any:  # noqa: ANN401 - pydantic says what else is wrong
        return {key: value} if isinstance(value, str) else value

    return BeforeValidator(spelled_out)


def _link(value: Any) -> str:  # noqa: ANN401 - anything may stand in a file
    if not isinstance(value, str):
        raise ValueError("should be a link")  # noqa: TRY004 - pydantic reads ValueError
    if not re.match(r"(https?://[^\s/]+|mailto:\S+@)\S*$", value):
        raise ValueError("a link starts with https://, http:// or mailto:")
    return value


_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?$")


def _number(value: Any) -> Any:  # noqa: ANN401 - anything may stand in a file
    if not isinstance(value, str):
        raise ValueError("should be a number")  # noqa: TRY004 - pydantic reads ValueError
    text = value.replace(",", "").replace("_", "")
    if not _PLAIN_NUMBER.match(text) or len(text) > _LONGEST_NUMBER:
        raise ValueError(f'"{value}" is not a number; words go in `words`')
    return float(text) if "." in text else int(text)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Line = Annotated[str, StringConstraints(min_length=1)]
Text = Annotated[str, StringConstraints(min_length=1), Marked("prose")]
Link = Annotated[str, PlainValidator(_link), Marked("link")]
Date = Annotated[When, PlainValidator(dates.parse)]
Moment = Annotated[datetime, PlainValidator(dates.moment)]
Number = Annotated[int | float, PlainValidator(_number)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000_000)]

Body = Annotated[str, Ref(("body",))]
By = Annotated[str, Ref(("body", EDITOR))]
ThemeId = Annotated[str, Ref(("theme",))]
SectionId = Annotated[str, Ref(("section",))]
FindingId = Annotated[str, Ref(("finding",))]
FigureId = Annotated[str, Ref(("figure",))]
RecommendationId = Annotated[str, Ref(("recommendation",))]
InspectionId = Annotated[str, Ref(("inspection",))]

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_one_or_more)]


class Model(BaseModel):
    """The base of everything that a file may say: closed, immutable, described by docstrings."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, str_strip_whitespace=True
    )


class Change(Model):
    """A dated note of what changed after publication."""

    date: Date
    """When it changed."""
    kind: Literal["published", "updated", "corrected", "withdrawn"]
    """What kind of change it was."""
    note: Line
    """What changed, or why, for the public."""


class Cited(Model):
    """Where a fact comes from: a source of the inspection, or one written out in place."""

    source: Annotated[str, Ref(("source",))] | None = None
    """The id of a source in the inspection's sources.yml."""
    at: Line | None = None
    """Where in the source: a chapter, a page, a paragraph."""
    title: Line | None = None
    """The source's title, where it is written out here."""
    publisher: Line | None = None
    """Who published it."""
    date: Date | None = None
    """When it was published."""
    link: Link | None = None
    """Its address on the web."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.source is None) == (self.title is None):
            raise ValueError("a source is either the id of one, or written out with its `title`")
        return self


class Publishable(Model):
    """What has a state of its own: a record, an entry on progress, a hand-written page."""

    NOUN: ClassVar[str] = "record"

    state: State | None = None
    """Whether it is public. Left out, it is as public as its inspection."""
    until: Moment | None = None
    """When an embargo ends: a moment with its zone, or a date for its first instant."""
    changes: Many[Change] = ()
    """What changed since it was published."""

    @model_validator(mode="after")
    def _states(self) -> Self:
        if (self.state == "embargoed") != (self.until is not None):
            raise ValueError("`state: embargoed` and `until` go together")
        if self.state == "withdrawn" and not any(c.kind == "withdrawn" for c in self.changes):
            raise ValueError(
                f"a withdrawn {self.NOUN} says when and why: "
                "changes: [{date, kind: withdrawn, note}]"
            )
        return self


class Record(Publishable):
    """What any record may say of itself, whatever its kind."""

    KIND: ClassVar[str]

    id: Id
    """Permanent and unique in its inspection: lower-case letters, digits and hyphens."""
    kind: Annotated[str, Word("kinds")] | None = None
    """The framework's own name for this kind of record, where it has one."""
    by: By | None = None
    """Whose word it is: an inspectorate or other body, or `editor` for the editor's reading."""
    certainty: Certainty | None = None
    """How it is known: seen, derived (by arithmetic), inferred, or unknown."""
    missing: Line | None = None
    """A public sentence: what exists but was not seen."""
    note: Line | None = None
    """A public sentence that a reader should know of."""
    sources: Many[Annotated[Cited, _address("source")]] = ()
    """Where it comes from."""
    themes: Many[ThemeId] = ()
    """What it is about, as ids of themes.yml."""
    aliases: Many[Line] = ()
    """Old ids or addresses that lead here."""
    editorial: Many[Line] = ()
    """Names of fields here that hold the editor's reading, not the inspectorate's word."""


class Point(Model):
    """One of the points of a recommendation, a table row or a progress entry."""

    id: Id | None = None
    """Makes the point addressable as `<record>-<id>`."""
    title: Line | None = None
    """A short name, if it has one."""
    judgement: Annotated[str, Word("judgements")] | None = None
    """The framework's judgement word for it."""
    text: Text
    """The point itself."""


class Connection(Model):
    """A link to an earlier record, with what its author says of the link."""

    address: str
    """The record it leads to."""
    reason: Line | None = None
    """Why they are linked, or what to bear in mind."""
    by: By | None = None
    """Whose word the link is."""
    certainty: Certainty | None = None
    """How the link is known."""


class FindingConnection(Connection):
    """How a finding carries on an earlier one."""

    address: FindingId
    direction: Line | None = None
    """Improved, worse, unchanged...: as the inspectors put it."""


class FigureConnection(Connection):
    """How a figure carries on an earlier one."""

    address: FigureId
    comparable: Literal["yes", "with-caution", "no"] = "with-caution"
    """Whether the two may be set side by side as a change."""


class RecommendationConnection(Connection):
    """How a recommendation carries on an earlier one."""

    address: RecommendationId
    relation: Literal["repeats", "merges", "splits", "supersedes"] = "repeats"
    """What became of the earlier one."""


class Answer(Connection):
    """A finding that a recommendation answers."""

    address: FindingId


class Section(Record):
    """A part of the report, in the report's order."""

    KIND = "section"
    number: Line | None = None
    """Its number as printed."""
    title: Line | None = None
    text: Text | None = None
    parent: SectionId | None = None
    """The section it is part of; it is then shown on that section's page."""


class Finding(Record):
    """Something the inspectors found."""

    KIND = "finding"
    number: Line | None = None
    """Its number as printed."""
    section: SectionId | None = None
    title: Line | None = None
    """A sentence that states the finding."""
    judgement: Annotated[str, Word("judgements")] | None = None
    """The framework's judgement word."""
    text: Text | None = None
    follows: Many[Annotated[FindingConnection, _address("address")]] = ()
    """The earlier finding that this one carries on."""


class Response(Model):
    """What an addressee answered."""

    by: Body
    date: Date | None = None
    answer: Annotated[str, Word("answers")] | None = None
    """The framework's word for it: accepted, rejected..."""
    text: Text | None = None
    link: Link | None = None
    sources: Many[Annotated[Cited, _address("source")]] = ()


class Recommendation(Record):
    """Something the inspectors asked for."""

    KIND = "recommendation"
    number: Line | None = None
    """Its number as printed."""
    section: SectionId | None = None
    title: Line | None = None
    """What it is about, in a few words."""
    text: Text | None = None
    """What was asked."""
    points: Many[Point] = ()
    parent: RecommendationId | None = None
    """The cause of concern or other recommendation that it belongs to."""
    addressees: Many[Body] = ()
    """Who is asked."""
    timescale: Annotated[str, Word("timescales")] | None = None
    """The framework's word for how soon."""
    due: Date | None = None
    """The date itself, where one is given."""
    priority: Annotated[str, Word("priorities")] | None = None
    answers: Many[Annotated[Answer, _address("address")]] = ()
    """The findings it rests on."""
    responses: Many[Response] = ()
    follows: Many[Annotated[RecommendationConnection, _address("address")]] = ()
    """The earlier recommendation that it repeats, merges, splits or supersedes."""


class Illustration(Record):
    """The base of what stands beside findings: case studies and notable practice."""

    section: SectionId | None = None
    title: Line | None = None
    text: Text | None = None
    illustrates: Many[FindingId] = ()
    """The findings it belongs to."""
    anonymised: Line | None = None
    """How people in it were made unrecognisable."""


class CaseStudy(Illustration):
    """A case that shows what a finding means."""

    KIND = "case-study"


class NotablePractice(Illustration):
    """Work that others could learn from."""

    KIND = "notable-practice"


class Row(Model):
    """One row of a figure's breakdown."""

    id: Id
    title: Line
    counts: dict[str, Count] | None = None
    n: Count | None = None
    value: Number | None = None
    points: Many[Point] = ()
    note: Line | None = None


class Figure(Record):
    """A number, words for one, or counts over a scale."""

    KIND = "figure"
    section: SectionId | None = None
    title: Line | None = None
    text: Text | None = None
    illustrates: Many[FindingId] = ()
    """The findings it belongs to."""
    value: Number | None = None
    unit: Line | None = None
    """What is counted: cases, officers, per cent."""
    qualifier: Line | None = None
    """About, over, up to: what the source puts before the number."""
    words: Line | None = None
    """The figure in words, where no number is known."""
    period: Date | None = None
    """The time it speaks of."""
    counted_by: Body | None = None
    """Who counted."""
    scale: Annotated[str, Word("scales")] | None = None
    counts: dict[str, Count] | None = None
    """How many there are at each point of the scale."""
    n: Count | None = None
    """How many there are in all."""
    rows: Many[Row] = ()
    """The same counts broken down; rows add up to the whole."""
    part_of: FigureId | None = None
    """The figure whose cases these are part of."""
    follows: Many[Annotated[FigureConnection, _address("address")]] = ()
    """The earlier figure to set beside this one."""


class Grade(Record):
    """A point on a scale, for a criterion."""

    KIND = "grade"
    criterion: Annotated[str, Word("criteria")]
    grade: Line | None = None
    """The grade, as an id of the criterion's scale."""
    no_grade: Annotated[str, Word("no_grades")] | None = None
    """The reason why there is none."""
    scale: Annotated[str, Word("scales")] | None = None
    """The scale, where it is not the criterion's own."""
    carried_from: Annotated[str, Ref(("inspection",))] | None = None
    """The earlier inspection whose grade still stands."""
    text: Text | None = None

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        if sum(v is not None for v in (self.grade, self.no_grade, self.missing)) != 1:
            raise ValueError("a grade says one of `grade`, `no_grade` and `missing`")
        return self


class Quote(Model):
    """A few words of a source, as they stand there."""

    words: Line
    source: Annotated[str, Ref(("source",))]


class ProgressPoint(Model):
    """What a later visit saw of one point of a recommendation."""

    point: Id
    """The id of the recommendation's point."""
    status: Annotated[str, Word("statuses")] | None = None
    text: Text | None = None


class Progress(Publishable):
    """A later visit's word on a recommendation."""

    KIND: ClassVar[str] = "progress"
    NOUN: ClassVar[str] = "entry"
    recommendation: RecommendationId
    addressee: Body | None = None
    """Which addressee it is about, where there are several."""
    status: Annotated[str, Word("statuses")] | None = None
    by: By | None = None
    """Whose word it is: the inspectorate's (verified), the addressee's (claimed) or `editor`."""
    date: Date | None = None
    certainty: Certainty | None = None
    text: Text | None = None
    points: Many[ProgressPoint] = ()
    evidence: Text | None = None
    """What the status rests on."""
    quotes: Many[Quote] = ()
    missing: Line | None = None
    note: Line | None = None
    sources: Many[Annotated[Cited, _address("source")]] = ()


class Milestone(Record):
    """Something that happened around an inspection, or to a body."""

    KIND = "milestone"
    what: Line
    """What happened, in plain words."""
    to: Body | None = None
    date: Date | None = None
    due: Date | None = None
    """When an answer or action falls due."""
    text: Text | None = None
    link: Link | None = None


class SourceRecord(Record):
    """A document that facts come from."""

    KIND = "source"
    title: Line
    publisher: Line | None = None
    date: Date | None = None
    link: Link | None = None


class Term(Record):
    """A term and what it means in the report."""

    KIND = "term"
    title: Line | None = None
    short: Line | None = None
    """Its abbreviation."""
    text: Text | None = None


class Theme(Record):
    """A subject that records share."""

    KIND = "theme"
    title: Line
    text: Text | None = None


def _published(value: Any) -> When | Literal["never"]:  # noqa: ANN401 - anything may stand there
    return "never" if value == "never" else dates.parse(value)


class Dates(Model):
    """When inspectors went, and when they published."""

    visit: Date | None = None
    published: Annotated[When | Literal["never"], PlainValidator(_published)] | None = None
    """A date, or `never` for a visit whose report its inspectorate did not publish."""


class StatusCount(Model):
    """How many recommendations had a status, or one of several."""

    status: Many[Annotated[str, Word("statuses")]]
    n: Count


class FollowUp(Model):
    """Which earlier recommendations a revisit speaks of."""

    covers: Literal["all", "listed", "unknown", "none"] = "unknown"
    in_scope: Count | None = None
    """How many recommendations it followed up."""
    counts: Many[StatusCount] = ()
    """Counts that the inspectorate gave, where single statuses are not known."""
    note: Line | None = None
    missing: Line | None = None


class Inspection(Record):
    """A visit: what it was, who went, when, and what it came to."""

    KIND = "inspection"
    title: Line
    state: State
    framework: Annotated[str, Ref(("framework",))] | None = None
    event: Annotated[str, Word("events")] | None = None
    """What kind of visit it was, as a word of the framework."""
    bodies: Many[Body] = ()
    """Who was inspected."""
    inspectorates: Many[Body] = ()
    """Who inspected."""
    dates: Dates = Dates()
    follows: InspectionId | None = None
    """The visit whose asks this one follows up."""
    follow_up: FollowUp | None = None
    series: Line | None = None
    """Its number in a series, as printed."""
    direction: Line | None = None
    """The overall direction, in the inspectors' words."""
    summary: Text | None = None


class NameInTime(Model):
    """A name that a body used to have."""

    name: Line
    until: Date | None = None


class Predecessor(Model):
    """A body that came before."""

    body: Body
    date: Date | None = None
    relation: Line | None = None
    note: Line | None = None


class BodyRecord(Record):
    """A body that is inspected, inspects, or is asked."""

    KIND = "body"
    name: Line
    short: Line | None = None
    kind: Line | None = None
    """What it is, in plain words: police force, council, inspectorate."""
    names: Many[NameInTime] = ()
    """Names it had before."""
    text: Text | None = None
    link: Link | None = None
    parent: Body | None = None
    predecessors: Many[Annotated[Predecessor, _address("body")]] = ()
    milestones: Many[Milestone] = ()


class Labelled(Model):
    """A word of a framework."""

    id: Id
    label: Line
    description: Line | None = None
    """What it means, for readers."""
    tone: Tone | None = None


class Scale(Model):
    """Grades in order."""

    id: Id
    label: Line | None = None
    version: Line | None = None
    best: Literal["first", "last"] = "first"
    """Whether the first or the last value is the best."""
    values: Annotated[tuple[Labelled, ...], Field(min_length=1)]
    comparable: Many[Line] = ()
    """Ids of other scales with which this one may be compared."""
    description: Line | None = None


class KindName(Labelled):
    """A framework's own name for a kind of record, within one of the five families."""

    family: Literal["finding", "recommendation", "case-study", "notable-practice", "figure"]
    plural: Line | None = None


class Timescale(Labelled):
    """How soon something is asked for."""

    months: Annotated[int, Field(ge=0, le=1200)] | None = None
    days: Annotated[int, Field(ge=0, le=36_500)] | None = None
    start: Literal["published", "visit"] = Field("published", alias="from")
    """What it is counted from."""


class Status(Labelled):
    """A word on how far a recommendation has come."""

    meaning: Literal["done", "open", "out-of-scope", "unknown"]
    group: Line | None = None
    """A label under which statuses are added up."""


class Event(Labelled):
    """A kind of visit."""

    regrades: bool = False


class CriterionName(Model):
    """A criterion's name, up to a date."""

    name: Line
    until: Date | None = None


class Criterion(Model):
    """What is graded."""

    id: Id
    label: Line | None = None
    names: Many[Annotated[CriterionName, _address("name")]] = ()
    scale: Line | None = None
    same_as: Line | None = None
    split_from: Many[Line] = ()
    description: Line | None = None


class Framework(Record):
    """The words in which an inspectorate reports."""

    KIND = "framework"
    title: Line
    text: Text | None = None
    inspectorates: Many[Body] = ()
    scales: Many[Scale] = ()
    no_grades: Many[Labelled] = ()
    judgements: Many[Labelled] = ()
    kinds: Many[KindName] = ()
    timescales: Many[Timescale] = ()
    priorities: Many[Labelled] = ()
    answers: Many[Labelled] = ()
    statuses: Many[Status] = ()
    events: Many[Event] = ()
    criteria: Many[Criterion] = ()


class PageSettings(Publishable):
    """What a hand-written page says of itself, between two lines of `---` at its top."""

    NOUN: ClassVar[str] = "page"

    title: Line | None = None
    description: Line | None = None
    hide: Many[Literal["navigation", "toc"]] = ()


RECORD_LISTS: dict[str, type[Record | Progress]] = {
    "sections": Section,
    "findings": Finding,
    "recommendations": Recommendation,
    "case-studies": CaseStudy,
    "notable-practice": NotablePractice,
    "figures": Figure,
    "grades": Grade,
    "progress": Progress,
    "milestones": Milestone,
    "sources": SourceRecord,
    "glossary": Term,
}
"""The lists of an inspection, by the name of their file or folder."""


@cache
def _marks(model: type[BaseModel]) -> tuple[tuple[str, tuple[Any, ...], bool], ...]:
    """For each field that matters to a walk: its name, the marks on it, whether it nests."""
    fields = []
    for name, field in model.model_fields.items():
        marks, nests = _look(field.annotation)
        marks += tuple(m for m in field.metadata if isinstance(m, Ref | Word | Marked))
        if marks or nests:
            fields.append((name, marks, nests))
    return tuple(fields)


def _look(annotation: Any) -> tuple[tuple[Any, ...], bool]:  # noqa: ANN401 - any annotation
    """The marks inside an annotation, and whether a model is in it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (), True
    origin = get_origin(annotation)
    if origin is None:
        return (), False
    marks = tuple(
        m for m in getattr(annotation, "__metadata__", ()) if isinstance(m, Ref | Word | Marked)
    )
    nests = False
    for argument in get_args(annotation):
        more, nested = _look(argument)
        marks, nests = marks + more, nests or nested
    return marks, nests


def walk(model: BaseModel, at: Location = ()) -> Iterator[tuple[Location, Any, str]]:
    """Every marked value in a record: where it stands in it, its mark, and the value itself."""
    for name, marks, nests in _marks(type(model)):
        value = getattr(model, name)
        if value is None or value == ():
            continue
        items = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for index, item in items:
            here = (*at, name) if index is None else (*at, name, index)
            if nests and isinstance(item, BaseModel):
                yield from walk(item, here)
            elif isinstance(item, str):
                for mark in marks:
                    yield here, mark, item
