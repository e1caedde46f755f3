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
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Literal,
    Never,
    Self,
    TypeVar,
    get_args,
    get_origin,
)

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
    """What else a value is.

    `prose` is an author's Markdown, `words` plain words for readers (both may be translated),
    `link` an address outside, `file` the path of an attachment.
    """

    what: Literal["prose", "words", "link", "file"]


class AtKeyError(ValueError):
    """What holds only between the keys of a record, told at the one that is likeliest at fault."""

    def __init__(self, key: str, message: str, way: str) -> None:
        super().__init__(f"{message}; {way}")
        self.key = key


def _one_or_more(value: Any) -> Any:  # noqa: ANN401 - pydantic says what else is wrong
    return value if value is None or isinstance(value, list | tuple) else [value]


def _address(key: str) -> BeforeValidator:
    def spelled_out(value: Any) -> Any:  # noqa: ANN401 - pydantic says what else is wrong
        return {key: value} if isinstance(value, str) else value

    return BeforeValidator(spelled_out)


class WrongLinkError(ValueError):
    """A value that is no link to another site."""

    code = "wrong-link"


class WrongNumberError(ValueError):
    """A value that is no number, or none that may stand there."""

    code = "wrong-number"


def _link(value: Any) -> str:  # noqa: ANN401 - anything may stand in a file
    if not isinstance(value, str):
        raise WrongLinkError("should be a link")
    if not re.match(r"(https?://[^\s/]+|mailto:\S+@)\S*$", value):
        host = re.match(r"(www\.)?[\w-]+(\.[\w-]+)+(/\S*)?$", value)
        mail = re.match(r"[^\s@]+@[\w-]+(\.[\w-]+)+$", value)
        way = f"write https://{value}" if host else f"write mailto:{value}" if mail else ""
        raise WrongLinkError(f"a link starts with https://, http:// or mailto:; {way}")
    return value


_PLAIN_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d{1,3}(_\d{3})+|\d+)(\.\d+)?$")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+$")
_WITH_WORDS = re.compile(r"(about|over|up to)? ?(-?[\d.,]+)(?: ?(%)| ([A-Za-z][A-Za-z ]*))?$")


def _number(value: Any) -> Any:  # noqa: ANN401 - anything may stand in a file
    if not isinstance(value, str):
        raise WrongNumberError("should be a number")
    text = value.replace(",", "").replace("_", "")
    if not _PLAIN_NUMBER.match(value) or len(text) > _LONGEST_NUMBER:
        raise WrongNumberError(f'"{value}" is not a number; {_number_way(value)}')
    return float(text) if "." in text else int(text)


def _number_way(value: str) -> str:
    """How what was typed is written as a number."""
    if _DECIMAL_COMMA.match(value):
        return f'did you mean "{value.replace(",", ".")}"?'
    words = _WITH_WORDS.match(value)
    unit = words and ("per cent" if words[3] else words[4])
    if words and _PLAIN_NUMBER.match(words[2]) and (words[1] or unit):
        parts = [f"value: {words[2]}"]
        parts += [f"qualifier: {words[1]}"] if words[1] else []
        parts += [f"unit: {unit}"] if unit else []
        return f"write  {', '.join(parts)}"
    return "words go in `words`"


def _share(value: Any) -> Any:  # noqa: ANN401 - anything may stand in a file
    number = _number(value)
    if not 0 <= number <= 100:  # noqa: PLR2004 - a share is in hundredths
        raise WrongNumberError("a share is between 0 and 100 per cent")
    return number


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Line = Annotated[str, StringConstraints(min_length=1)]
_PART = "[a-z0-9][a-z0-9-]{0,79}"
Alias = Annotated[str, StringConstraints(pattern=rf"^{_PART}(/{_PART}){{0,2}}$")]
Phrase = Annotated[str, StringConstraints(min_length=1), Marked("words")]
Text = Annotated[str, StringConstraints(min_length=1), Marked("prose")]
Link = Annotated[str, PlainValidator(_link), Marked("link")]
Date = Annotated[When, PlainValidator(dates.parse)]
Moment = Annotated[datetime, PlainValidator(dates.moment)]
Number = Annotated[int | float, PlainValidator(_number)]
Share = Annotated[int | float, PlainValidator(_share)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000_000)]

Body = Annotated[str, Ref(("body",))]
By = Annotated[str, Ref(("body", EDITOR))]
ThemeId = Annotated[str, Ref(("theme",))]
SectionId = Annotated[str, Ref(("section",))]
FindingId = Annotated[str, Ref(("finding",))]
FigureId = Annotated[str, Ref(("figure",))]
RecommendationId = Annotated[str, Ref(("recommendation",))]
InspectionId = Annotated[str, Ref(("inspection",))]
MilestoneId = Annotated[str, Ref(("milestone",))]
FrameworkId = Annotated[str, Ref(("framework",))]
HolderId = Annotated[str, Ref(("recommendation", "finding"))]
FileName = Annotated[str, StringConstraints(min_length=1), Marked("file")]

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_one_or_more)]


class Model(BaseModel):
    """The base of everything that a file may say: closed, immutable, described by docstrings."""

    KEY: ClassVar[tuple[str, ...]] = ()
    """The fields that name one of several in a list; without any, its place does."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True
    )

    if not TYPE_CHECKING:  # or any field would be known to every kind

        def __getattr__(self, name: str) -> Never:
            """Say that there is no such field, without a look at what no record of ours has."""
            raise AttributeError(name)


class Change(Model):
    """A dated note of what changed after publication."""

    date: Date
    """When it changed."""
    kind: Literal["published", "updated", "corrected", "withdrawn"]
    """What kind of change it was."""
    note: Phrase
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
            key = "title" if self.title else "link" if self.link else "publisher"
            message = "a source is either the id of one, or written out with its `title`"
            raise AtKeyError(key, message, "write one of the two: `source` or `title`")
        return self


class Identifier(Model):
    """A number or code by which others know it."""

    scheme: Line
    """Whose number it is: ISBN, HC number, a regulator's own."""
    value: Line
    """The number or code as printed."""
    link: Link | None = None
    """Where it leads."""


class Silence(Model):
    """An advice that is not wanted any more, and why. Only those who write read it."""

    KEY = ("advice",)
    advice: Line
    """The code of the advice, as `inspection check` ends with it."""
    reason: Line
    """Why it does not apply here. It is never published."""
    until: Date | None = None
    """The last day on which it holds; without one, it holds for good."""


class Publishable(Model):
    """What has a state of its own: a record, an entry on progress, an attachment, a page."""

    NOUN: ClassVar[str] = "record"

    state: State | None = None
    """Whether it is public. Left out, it is as public as its inspection."""
    until: Moment | None = None
    """When an embargo ends: a moment with its zone, or a date for its first instant."""
    changes: Many[Change] = ()
    """What changed since it was published."""

    @model_validator(mode="after")
    def _states(self) -> Self:
        if self.state == "embargoed" and self.until is None:
            way = "add  until: 2026-03-01T00:01+00:00, or a date alone for its first instant"
            raise AtKeyError("state", "an embargo says when it ends", way)
        if self.until is not None and self.state != "embargoed":
            message = "there is an end here, and `state` is not `embargoed`"
            raise AtKeyError("until", message, "add  state: embargoed, or delete `until`")
        if self.state == "withdrawn" and not any(c.kind == "withdrawn" for c in self.changes):
            message = f"a withdrawn {self.NOUN} says when and why"
            way = "add  changes: [{date: 2026-03-01, kind: withdrawn, note: ...}]"
            raise AtKeyError("state", message, way)
        return self


class Record(Publishable):
    """What any record may say of itself, whatever its kind."""

    KEY = ("id",)
    KIND: ClassVar[str]

    id: Id
    """Permanent and unique in its inspection: lower-case letters, digits and hyphens."""
    kind: Annotated[str, Word("kinds")] | None = None
    """The framework's own name for this kind of record, where it has one."""
    by: By | None = None
    """Whose word it is: an inspectorate or other body, or `editor` for the editor's reading."""
    certainty: Certainty | None = None
    """How it is known: seen, derived (by arithmetic), inferred, or unknown."""
    missing: Phrase | None = None
    """A public sentence: what exists but was not seen."""
    note: Phrase | None = None
    """A public sentence that a reader should know of."""
    withheld: Phrase | None = None
    """A public sentence: what was seen and is left out on purpose, and why."""
    identifiers: Many[Identifier] = ()
    """Numbers or codes by which others know it."""
    sources: Many[Annotated[Cited, _address("source")]] = ()
    """Where it comes from."""
    themes: Many[ThemeId] = ()
    """What it is about, as ids of themes.yml."""
    aliases: Many[Alias] = ()
    """Old ids or addresses that lead here."""
    editorial: Many[Line] = ()
    """Names of fields here that hold the editor's reading, not the inspectorate's word."""
    silence: Many[Silence] = ()
    """Advice that is not wanted here any more, each with the reason."""


class Point(Model):
    """One of the points of a recommendation, a table row or a progress entry."""

    KEY = ("id",)
    id: Id | None = None
    """Makes the point addressable as `<record>-<id>`."""
    title: Phrase | None = None
    """A short name, if it has one."""
    judgement: Annotated[str, Word("judgements")] | None = None
    """The framework's judgement word for it."""
    text: Text
    """The point itself."""


class Connection(Model):
    """A link to an earlier record, with what its author says of the link."""

    KEY = ("address",)
    address: str
    """The record it leads to."""
    reason: Phrase | None = None
    """Why they are linked, or what to bear in mind."""
    by: By | None = None
    """Whose word the link is."""
    certainty: Certainty | None = None
    """How the link is known."""


class FindingConnection(Connection):
    """How a finding carries on an earlier one."""

    address: FindingId
    direction: Phrase | None = None
    """Which way it went, as the inspectors put it."""


class FigureConnection(Connection):
    """How a figure carries on an earlier one."""

    address: FigureId
    comparable: Literal["yes", "with-caution", "no"] | None = None
    """Whether the two may be set side by side as a change; *not stated*, if left out."""


class RecommendationConnection(Connection):
    """How a recommendation carries on an earlier one."""

    address: RecommendationId
    relation: Literal["repeats", "merges", "splits", "supersedes"] | None = None
    """What became of the earlier one; *carried on*, if left out."""


class Answer(Connection):
    """A finding that a recommendation answers."""

    address: FindingId


class Section(Record):
    """A part of the report, in the report's order."""

    KIND = "section"
    number: Line | None = None
    """Its number as printed."""
    title: Phrase | None = None
    """Its heading."""
    text: Text | None = None
    """What stands in it besides its records."""
    parent: SectionId | None = None
    """The section it is part of; it is then shown on that section's page."""


class Finding(Record):
    """Something the inspectors found."""

    KIND = "finding"
    number: Line | None = None
    """Its number as printed."""
    section: SectionId | None = None
    """The part of the report it stands in."""
    title: Phrase | None = None
    """A sentence that states the finding."""
    judgement: Annotated[str, Word("judgements")] | None = None
    """The framework's judgement word."""
    text: Text | None = None
    """What was found."""
    parent: HolderId | None = None
    """The record that it is part of."""
    bodies: Many[Body] = ()
    """The body or site it is about, where several were inspected."""
    follows: Many[Annotated[FindingConnection, _address("address")]] = ()
    """The earlier finding that this one carries on."""


class Response(Model):
    """What an addressee answered."""

    by: Body
    """Who answered."""
    addressee: Body | None = None
    """Whose part it is about, where another body answers for it."""
    date: Date | None = None
    """When."""
    answer: Annotated[str, Word("answers")] | None = None
    """The framework's word for it."""
    text: Text | None = None
    """What was answered."""
    planned: Date | None = None
    """When it said that it would be done."""
    missing: Phrase | None = None
    """A public sentence: what of the answer exists but was not seen."""
    note: Phrase | None = None
    """A public sentence that a reader should know of."""
    link: Link | None = None
    """Where it can be read."""
    sources: Many[Annotated[Cited, _address("source")]] = ()
    """Where it comes from."""


class Recommendation(Record):
    """Something the inspectors asked for."""

    KIND = "recommendation"
    number: Line | None = None
    """Its number as printed."""
    section: SectionId | None = None
    """The part of the report it stands in."""
    title: Phrase | None = None
    """What it is about, in a few words."""
    text: Text | None = None
    """What was asked."""
    points: Many[Point] = ()
    """The points that it lists."""
    parent: HolderId | None = None
    """The concern, finding or other recommendation that it belongs to."""
    addressees: Many[Body] = ()
    """Who is asked."""
    timescale: Annotated[str, Word("timescales")] | None = None
    """The framework's word for how soon."""
    due: Date | None = None
    """The date itself, where one is given."""
    priority: Many[Annotated[str, Word("priorities")]] = ()
    """The framework's words for how much it matters."""
    answers: Many[Annotated[Answer, _address("address")]] = ()
    """The findings it rests on."""
    responses: Many[Response] = ()
    """What those who were asked answered."""
    follows: Many[Annotated[RecommendationConnection, _address("address")]] = ()
    """The earlier recommendation that it repeats, merges, splits or supersedes."""
    confirmed: Line | None = None
    """Says that it still holds beside what it rests on, by the fingerprint that `check` prints."""


class Illustration(Record):
    """The base of what stands beside findings: case studies and notable practice."""

    section: SectionId | None = None
    """The part of the report it stands in."""
    title: Phrase | None = None
    """A heading for it."""
    text: Text | None = None
    """What happened, or what is done."""
    illustrates: Many[FindingId] = ()
    """The findings it belongs to."""
    bodies: Many[Body] = ()
    """The body or site it is about, where several were inspected."""
    anonymised: Phrase | None = None
    """How people in it were made unrecognisable."""


class CaseStudy(Illustration):
    """A case that shows what a finding means."""

    KIND = "case-study"


class NotablePractice(Illustration):
    """Work that others could learn from."""

    KIND = "notable-practice"


class Counted(Model):
    """What a figure and a row of one have in common."""

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        given = [k for k in ("value", "words") if getattr(self, k, None) is not None]
        if len(given) > 1:
            message = "a number is given as `value` or as `words`, not both"
            raise AtKeyError("words", message, "put the rest in `note`")
        return self


class Row(Counted):
    """One row of a figure's breakdown."""

    KEY = ("id",)
    id: Id
    """Makes the row addressable as `<figure>-<id>`."""
    title: Phrase
    """What the row counts."""
    counts: dict[str, Count] | None = None
    """How many there are at each point of the scale."""
    shares: dict[str, Share] | None = None
    """Per cent at each point of the scale, where only shares are known."""
    n: Count | None = None
    """How many there are in all."""
    value: Number | None = None
    """The number, where it is a single one."""
    unit: Phrase | None = None
    """What is counted, where it is not what the figure counts."""
    qualifier: Phrase | None = None
    """About, over, up to: what the source puts before the number."""
    words: Phrase | None = None
    """The row in words, where no number is known."""
    points: Many[Point] = ()
    """What stands beside the row."""
    note: Phrase | None = None
    """A public sentence that a reader should know of."""


class Figure(Record, Counted):
    """A number, words for one, or counts over a scale."""

    KIND = "figure"
    section: SectionId | None = None
    """The part of the report it stands in."""
    title: Phrase | None = None
    """What is counted, as a heading."""
    text: Text | None = None
    """What a reader should bear in mind."""
    illustrates: Many[FindingId] = ()
    """The findings it belongs to."""
    bodies: Many[Body] = ()
    """The body or site it is about, where several were inspected."""
    value: Number | None = None
    """The number, where it is a single one."""
    unit: Phrase | None = None
    """What is counted: cases, officers, per cent."""
    qualifier: Phrase | None = None
    """About, over, up to: what the source puts before the number."""
    words: Phrase | None = None
    """The figure in words, where no number is known."""
    period: Date | None = None
    """The time it speaks of."""
    counted_by: Body | None = None
    """Who counted."""
    scale: Annotated[str, Word("scales")] | None = None
    """The scale that it counts over, as a word of the framework."""
    counts: dict[str, Count] | None = None
    """How many there are at each point of the scale."""
    shares: dict[str, Share] | None = None
    """Per cent at each point of the scale, where only shares are known."""
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
    """What is graded, as a word of the framework."""
    grade: Line | None = None
    """The grade, as an id of the criterion's scale."""
    no_grade: Annotated[str, Word("no_grades")] | None = None
    """The reason why there is none."""
    scale: Annotated[str, Word("scales")] | None = None
    """The scale, where it is not the criterion's own."""
    carried_from: Annotated[str, Ref(("inspection",))] | None = None
    """The earlier inspection whose grade still stands."""
    body: Body | None = None
    """The body or site that is graded, where several were."""
    about: Phrase | None = None
    """What of it is graded, where one criterion is applied to several services or areas."""
    direction: Phrase | None = None
    """Which way it went, as the inspectors put it."""
    text: Text | None = None
    """What the inspectors said of it."""

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        given = [k for k in ("grade", "no_grade", "missing") if getattr(self, k) is not None]
        if len(given) != 1:
            message = "a grade says one of `grade`, `no_grade` and `missing`"
            way = f"keep one of {', '.join(given)}" if given else "add one of them"
            raise AtKeyError(given[-1] if given else "criterion", message, way)
        return self


class Quote(Model):
    """A few words of a source, as they stand there."""

    words: Line
    """The words, exactly."""
    source: Annotated[str, Ref(("source",))]
    """Where they stand, as the id of a source."""


class ProgressPoint(Model):
    """What a later visit saw of one point of a recommendation."""

    KEY = ("point",)
    point: Id
    """The id of the recommendation's point."""
    status: Annotated[str, Word("statuses")] | None = None
    """How far the point has come, as a word of the framework."""
    text: Text | None = None
    """What was seen of it."""


NOT_ENTERED = "What this visit says of it has not been entered here yet."
"""What a new revisit says of each recommendation until its word on it is written."""


class Progress(Publishable):
    """A later visit's word on a recommendation."""

    KIND: ClassVar[str] = "progress"
    NOUN: ClassVar[str] = "entry"
    KEY = ("recommendation", "addressee", "by", "date")
    recommendation: RecommendationId
    """What it is about, as the address of a recommendation."""
    addressee: Body | None = None
    """Which addressee it is about, where there are several."""
    status: Annotated[str, Word("statuses")] | None = None
    """How far it has come, as a word of the framework."""
    by: By | None = None
    """Whose word it is: the inspectorate's (verified), the addressee's (claimed) or `editor`."""
    date: Date | None = None
    """When it was said; the visit's own date, if left out."""
    certainty: Certainty | None = None
    """How it is known: seen, derived (by arithmetic), inferred, or unknown."""
    text: Text | None = None
    """What was seen."""
    points: Many[ProgressPoint] = ()
    """What was seen of its single points."""
    evidence: Text | None = None
    """What the status rests on."""
    quotes: Many[Quote] = ()
    """Words of a source that it rests on."""
    missing: Phrase | None = None
    """A public sentence: what of its word exists but was not seen."""
    note: Phrase | None = None
    """A public sentence that a reader should know of."""
    withheld: Phrase | None = None
    """A public sentence: what was seen and is left out on purpose, and why."""
    sources: Many[Annotated[Cited, _address("source")]] = ()
    """Where it comes from."""
    silence: Many[Silence] = ()
    """Advice that is not wanted here any more, each with the reason."""
    confirmed: Line | None = None
    """Says that it still holds beside what it rests on, by the fingerprint that `check` prints."""


class Milestone(Record):
    """Something that happened around an inspection, or to a body."""

    KIND = "milestone"
    what: Phrase
    """What happened, in plain words."""
    by: Many[By] = ()  # type: ignore[assignment] # several may act together
    """Who did it."""
    to: Many[Body] = ()
    """To whom."""
    date: Date | None = None
    """When it happened."""
    due: Date | None = None
    """When an answer or action falls due."""
    answers: Many[MilestoneId] = ()
    """The earlier milestone that this one answers."""
    text: Text | None = None
    """What a reader should know of it."""
    link: Link | None = None
    """Where it can be read."""


class SourceRecord(Record):
    """A document that facts come from."""

    KIND = "source"
    title: Line
    """The document's own title."""
    publisher: Line | None = None
    """Who published it."""
    date: Date | None = None
    """When it was published."""
    link: Link | None = None
    """Where it can be read."""


class Term(Record):
    """A term and what it means in the report."""

    KIND = "term"
    title: Phrase | None = None
    """The term; its id, if left out."""
    short: Phrase | None = None
    """Its abbreviation."""
    text: Text | None = None
    """What it means."""


class Theme(Record):
    """A subject that records share."""

    KIND = "theme"
    title: Phrase
    """What it is called."""
    text: Text | None = None
    """What it is about."""
    parent: ThemeId | None = None
    """The wider theme it belongs to."""


def _published(value: Any) -> When | Literal["never"]:  # noqa: ANN401 - anything may stand there
    return "never" if value == "never" else dates.parse(value)


class Dates(Model):
    """When inspectors went, and when they published."""

    notified: Date | None = None
    """When the body was told that inspectors would come."""
    visit: Date | None = None
    """When they were there: a day, a range, or several."""
    sent: Date | None = None
    """When the report was sent to whoever receives it before publication."""
    published: Annotated[When | Literal["never"], PlainValidator(_published)] | None = None
    """A date, or `never` for a visit whose report its inspectorate did not publish."""
    updated: Date | None = None
    """When the inspectorate last changed its report."""


class StatusCount(Model):
    """How many recommendations had a status, or one of several."""

    about: Phrase | None = None
    """Which part of them is counted, where not all are: an area, a kind."""

    status: Many[Annotated[str, Word("statuses")]]
    """The status, or several counted together."""
    n: Count
    """How many recommendations."""


class FollowUp(Model):
    """Which earlier recommendations a revisit speaks of."""

    covers: Literal["all", "listed", "unknown", "none"] = "unknown"
    """Whether it speaks of all that was asked, of what is listed, of none, or that is not known."""
    in_scope: Count | None = None
    """How many recommendations it followed up."""
    counts: Many[StatusCount] = ()
    """Counts that the inspectorate gave, where single statuses are not known."""
    note: Phrase | None = None
    """A public sentence that a reader should know of."""
    missing: Phrase | None = None
    """A public sentence: what of it exists but was not seen."""


class Inspectorate(Model):
    """One of those who inspected."""

    KEY = ("body",)
    body: Body
    """The body that inspected."""
    role: Phrase | None = None
    """What its part was: lead, partner, which parts of the report are its own."""


class Attachment(Publishable):
    """A document that goes with an inspection, and is never more public than it."""

    NOUN: ClassVar[str] = "attachment"

    title: Phrase
    """What it is called."""
    file: FileName | None = None
    """Its path in the inspection's folder, as in files/letter.pdf."""
    link: Link | None = None
    """Its address on the web, where it is not among our files."""
    kind: Phrase | None = None
    """What it is, in plain words: the report as printed, easy read, action plan."""
    language: Line | None = None
    """Its language, as in cy or en-GB, where it is not the site's."""
    date: Date | None = None
    """Its own date."""
    note: Phrase | None = None
    """A public sentence that a reader should know of."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.file is None) == (self.link is None):
            key = "link" if self.link else "title"
            message = "an attachment is either a `file` of ours or a `link`"
            raise AtKeyError(key, message, "keep one of them" if self.link else "add one of them")
        return self


class Inspection(Record):
    """A visit: what it was, who went, when, and what it came to."""

    KIND = "inspection"
    title: Phrase
    """What the report is called."""
    state: State
    """Whether it is public, with all that is in it."""
    framework: Annotated[str, Ref(("framework",))] | None = None
    """The words in which it reports, as the id of a framework; the shipped default, if left out."""
    event: Annotated[str, Word("events")] | None = None
    """What kind of visit it was, as a word of the framework."""
    bodies: Many[Body] = ()
    """Who was inspected."""
    inspectorates: Many[Annotated[Inspectorate, _address("body")]] = ()
    """Who inspected."""
    dates: Dates = Dates()
    """When it took place, and when it was published."""
    follows: Many[InspectionId] = ()
    """The visit whose asks this one follows up."""
    follow_up: FollowUp | None = None
    """What it says of earlier recommendations as a whole."""
    series: Line | None = None
    """Its number in a series, as printed."""
    direction: Phrase | None = None
    """The overall direction, in the inspectors' words."""
    summary: Text | None = None
    """What it came to, in a few paragraphs."""
    attachments: Many[Attachment] = ()
    """Documents that go with it."""

    @property
    def inspecting(self) -> tuple[str, ...]:
        """The ids of the bodies that inspected."""
        return tuple(one.body for one in self.inspectorates)


class NameInTime(Model):
    """A name that a body used to have."""

    name: Phrase
    """The name."""
    until: Date | None = None
    """The last day on which it was used."""


class Predecessor(Model):
    """A body that came before."""

    KEY = ("body",)
    body: Body
    """The earlier body."""
    date: Date | None = None
    """When the change took place."""
    relation: Phrase | None = None
    """What happened, in plain words: merged, split, renamed."""
    note: Phrase | None = None
    """A public sentence that a reader should know of."""


class BodyRecord(Record):
    """A body that is inspected, inspects, or is asked."""

    KIND = "body"
    name: Phrase
    """What it is called now."""
    short: Phrase | None = None
    """Its abbreviation."""
    kind: Phrase | None = None
    """What it is, in plain words: police force, council, inspectorate."""
    names: Many[NameInTime] = ()
    """Names it had before."""
    text: Text | None = None
    """What a reader should know of it."""
    link: Link | None = None
    """Its own site."""
    parent: Body | None = None
    """The body it is part of, or whose site it is."""
    members: Many[Body] = ()
    """The bodies that form it together, if it is a partnership."""
    predecessors: Many[Annotated[Predecessor, _address("body")]] = ()
    """The bodies that it took over from: by a merger, a split, a change of owner."""
    milestones: Many[Milestone] = ()
    """What happened to it outside any one inspection."""


class Labelled(Model):
    """A word of a framework."""

    KEY = ("id",)
    id: Id
    """Permanent; records use it."""
    label: Phrase
    """The word as it is printed."""
    short: Phrase | None = None
    """A shorter form of it for narrow tables."""
    description: Phrase | None = None
    """What it means, for readers."""
    tone: Tone | None = None
    """How it is coloured; the word itself always stands with it."""


class Scale(Model):
    """Grades in order."""

    KEY = ("id",)
    id: Id
    """Permanent; criteria and figures name it."""
    label: Phrase | None = None
    """What it is called."""
    version: Phrase | None = None
    """Which version of it this is, in plain words."""
    since: Date | None = None
    """From when it was used."""
    until: Date | None = None
    """Until when it was used."""
    best: Literal["first", "last"] = "first"
    """Whether the first or the last value is the best."""
    values: Annotated[tuple[Labelled, ...], Field(min_length=1)]
    """Its words, in order."""
    comparable: Many[Line] = ()
    """Other scales with which this one may be compared: ids, or framework/id."""
    description: Phrase | None = None
    """What it says of whom, for readers."""


class KindName(Labelled):
    """A framework's own name for a kind of record, within one of the five families."""

    family: Literal["finding", "recommendation", "case-study", "notable-practice", "figure"]
    """Which of the five families it belongs to."""
    plural: Phrase | None = None
    """What several of them are called."""
    holds: Many[Line] = ()
    """Which kinds may have a record of this kind as their `parent`; any, if left out."""
    numbering: Line | None = None
    """How its numbers are printed, as in R{number} or {section}.{number}; `off` for not at all."""
    counted: bool = True
    """Whether its records count among those of their family, and are followed up."""

    @model_validator(mode="after")
    def _pattern(self) -> Self:
        pattern = self.numbering
        if pattern and pattern != "off":
            plain = pattern.replace("{number}", "").replace("{section}", "")
            if "{number}" not in pattern or "{" in plain or "}" in plain:
                message = "a pattern of numbers holds {number}, and may hold {section}"
                raise AtKeyError("numbering", message, "write it as in R{number}, or `off`")
        return self

    def numbered(self, number: str, section: str | None = "") -> str:
        """A record's number as it is printed, empty where this kind prints none."""
        if self.numbering == "off":
            return ""
        pattern = self.numbering or "{number}"
        if "{section}" in pattern and not section:
            return number
        return pattern.replace("{number}", number).replace("{section}", section or "")


class Timescale(Labelled):
    """How soon something is asked for."""

    months: Annotated[int, Field(ge=0, le=1200)] | None = None
    """Its length in months, if it has one."""
    days: Annotated[int, Field(ge=0, le=36_500)] | None = None
    """Its length in days, if it has one."""
    start: Literal["published", "visit", "sent", "notified"] = Field("published", alias="from")
    """What it is counted from."""


class Status(Labelled):
    """A word on how far a recommendation has come."""

    meaning: Literal["done", "open", "not-done", "out-of-scope", "unknown"]
    """How it counts: as done, as open, as closed without being done, as out of scope, or as not
    known."""
    group: Phrase | None = None
    """A label under which statuses are added up."""


class Event(Labelled):
    """A kind of visit."""

    regrades: Literal["yes", "no", "some"] = "no"
    """Whether such a visit gives grades afresh: yes, no, or some of them."""


class CriterionName(Model):
    """A criterion's name, up to a date."""

    name: Phrase
    """The name."""
    until: Date | None = None
    """The last day on which it was used."""


class Criterion(Model):
    """What is graded."""

    KEY = ("id",)
    id: Id
    """Permanent; grades name it."""
    label: Phrase | None = None
    """What it is called."""
    names: Many[Annotated[CriterionName, _address("name")]] = ()
    """What it was called before, each name until a date."""
    scale: Line | None = None
    """The scale it is graded on, as an id of this framework."""
    same_as: Line | None = None
    """The id under which another version of the framework has the same criterion."""
    renamed_from: Many[Line] = ()
    """Ids it had before; grades under them are this criterion's."""
    split_from: Many[Line] = ()
    """Ids of the criteria that this one is only a part of."""
    merged_from: Many[Line] = ()
    """Ids of the criteria that were joined in this one."""
    until: Date | None = None
    """When it was given up."""
    description: Phrase | None = None
    """What is looked at, for readers."""


class Framework(Record):
    """The words in which an inspectorate reports."""

    KIND = "framework"
    title: Phrase
    """What the programme is called."""
    text: Text | None = None
    """What it is, for readers."""
    inspectorates: Many[Body] = ()
    """Whose words they are."""
    follows: Many[FrameworkId] = ()
    """The earlier version of it."""
    scales: Many[Scale] = ()
    """Grades in order."""
    no_grades: Many[Labelled] = ()
    """Reasons why there is no grade."""
    judgements: Many[Labelled] = ()
    """Words on findings."""
    kinds: Many[KindName] = ()
    """Its own names for kinds of record."""
    timescales: Many[Timescale] = ()
    """How soon something is asked for."""
    priorities: Many[Labelled] = ()
    """How much a recommendation matters."""
    answers: Many[Labelled] = ()
    """What an addressee may answer."""
    statuses: Many[Status] = ()
    """How far a recommendation may have come."""
    events: Many[Event] = ()
    """Kinds of visit."""
    criteria: Many[Criterion] = ()
    """What is graded."""


class PageSettings(Publishable):
    """What a hand-written page says of itself, between two lines of `---` at its top."""

    NOUN: ClassVar[str] = "page"

    title: Line | None = None
    """The page's title; its first heading, if left out."""
    description: Line | None = None
    """A sentence for search engines."""
    hide: Many[Literal["navigation", "toc"]] = ()
    """What is left out beside the page."""


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


Marking = tuple[Location, Any, str]
"""Where a marked value stands in its record, its mark, and the value itself."""


def walk(model: BaseModel, at: Location = ()) -> Iterator[Marking]:
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
