"""One file's values become records, or problems in the author's words."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from generator import records
from generator.check import check
from generator.dates import When
from generator.problems import Problem
from generator.source import Source

MODELS: tuple[type[BaseModel], ...] = (
    *records.RECORD_LISTS.values(),
    records.Inspection,
    records.BodyRecord,
    records.Framework,
    records.Theme,
    records.PageSettings,
)
KEYS = sorted({
    field.alias or name
    for model in vars(records).values()
    if isinstance(model, type) and issubclass(model, BaseModel)
    for name, field in model.model_fields.items()
})  # fmt: skip
LEAVES = st.sampled_from([
    "f1", "first/f1", "2021-04", "2021-04-12/2021-04-23", "never", "yes", "12", "1,283", "1.5",
    "-1", "published", "embargoed", "withdrawn", "editor", "all", "https://example.org/", "", " ",
    "a b", "\U0001f6e5", None,
])  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*KEYS, "x"]), inner, max_size=5),
    ),
    max_leaves=15,
)


def checked(model: type[BaseModel], text: str) -> tuple[Any, list[Problem]]:
    source = Source("a.yml", text)
    return check(model, source.values, source)


@given(st.sampled_from(MODELS), st.dictionaries(st.sampled_from(KEYS), TREES, max_size=6))
def test_any_values_are_a_record_or_problems(model: type[BaseModel], tree: dict[str, Any]) -> None:
    """One or the other and never neither; and each problem stands in the file, once."""
    tree = {"id": "f1", **tree}
    text = yaml.safe_dump(tree, allow_unicode=True)
    text = re.sub(r"\bnull$", "", text, flags=re.MULTILINE)
    source = Source("a.yml", text)
    record, problems = check(model, source.values, source)
    assert (record is None) == bool(problems)
    for problem in problems:
        assert problem.place.excerpt == source.lines[problem.place.line - 1]
        assert problem.message
    assert len({(p.place, p.message) for p in problems}) == len(problems)


ALL_MODELS = [
    model
    for model in vars(records).values()
    if isinstance(model, type) and issubclass(model, records.Model)
]
ODD = [
    "x",
    "",
    "{}",
    "[]",
    "[x]",
    "{x: y}",
    "[[]]",
    "[{}]",
    "[[x]]",
    "{x: {}}",
    "[x, {x: y}]",
    "0.5",
]


@pytest.mark.parametrize("model", ALL_MODELS, ids=lambda model: model.__name__)
def test_any_field_may_hold_anything(model: type[BaseModel]) -> None:
    """No value of a wrong shape brings checking down or is told twice, whichever field it is in."""
    for name, field in model.model_fields.items():
        for odd in ODD:
            text = f"{field.alias or name}: {odd}\n"
            record, problems = checked(model, text)
            assert (record is None) == bool(problems), text
            wrong = [p.place for p in problems if p.code == "wrong-value"]
            assert len(wrong) == len(set(wrong)), text


@given(TREES)
def test_anything_may_stand_where_a_record_should(tree: Any) -> None:
    source = Source("a.yml", yaml.safe_dump([tree], allow_unicode=True).replace("null", ""))
    record, problems = check(records.Finding, source.values[0], source, (0,))
    assert (record is None) == bool(problems)


def test_all_mistakes_of_a_record_are_told_at_once() -> None:
    _, problems = checked(
        records.Figure, "id: F1\ntitel: x\nvalue: many\nn: -1\nperiod: then\ncounts: {good: few}\n"
    )
    assert sorted(p.place.line for p in problems) == [1, 2, 3, 4, 5, 6]


def test_a_record_cannot_be_changed_once_made() -> None:
    finding, _ = checked(records.Finding, "id: f1\nthemes: [a]\n")
    with pytest.raises(ValidationError, match="frozen"):
        finding.id = "f2"
    assert finding.themes == ("a",)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("1283", 1283), ("1,283", 1283), ("1_283", 1283), ("12.50", 12.5), ("-3", -3)],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: float) -> None:
    figure, problems = checked(records.Figure, f"id: g1\nvalue: '{typed}'\n")
    assert problems == []
    assert figure.value == number
    assert type(figure.value) is type(number)


@pytest.mark.parametrize("typed", ["a dozen", "1/2", "1.2.3", "0x1F", ".nan", "1.0e999"])
def test_what_is_no_number_goes_in_words(typed: str) -> None:
    _, problems = checked(records.Figure, f"id: g1\nvalue: '{typed}'\n")
    assert [(p.message, p.hint) for p in problems] == [
        (f'"{typed}" is not a number', "words go in `words`")
    ]


@pytest.mark.parametrize("key", ["themes", "aliases", "editorial", "sources", "changes"])
def test_one_value_may_stand_where_a_list_may(key: str) -> None:
    one = {"sources": "{title: Log}", "changes": "{date: 2020, kind: updated, note: A.}"}
    single, problems = checked(records.Finding, f"id: f1\n{key}: {one.get(key, 'x')}\n")
    several, more = checked(records.Finding, f"id: f1\n{key}: [{one.get(key, 'x')}]\n")
    assert problems == more == []
    assert single == several


def test_an_address_may_stand_for_a_whole_link() -> None:
    short, _ = checked(records.Finding, "id: f1\nfollows: first/f1\nsources: report\n")
    long, _ = checked(
        records.Finding, "id: f1\nfollows: [{address: first/f1}]\nsources: [{source: report}]\n"
    )
    assert short == long


def test_never_is_no_date() -> None:
    visit, _ = checked(
        records.Inspection,
        "id: a\ntitle: A\nstate: draft\ndates: {visit: 2021, published: never}\n",
    )
    assert visit.dates.published == "never"
    assert isinstance(visit.dates.visit, When)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("id: f1\ntitle:\n", [2]),
        ("id: f1\nthemes:\n  - a\n  -\n", [4]),
        ("id: f1\nfollows:\n  - address:\n", [3]),
        ("id: f1\ntitle:\nnote:\n", [2, 3]),
    ],
)
def test_a_key_without_a_value_is_never_meant(text: str, lines: list[int]) -> None:
    _, problems = checked(records.Finding, text)
    assert [p.code for p in problems] == ["no-value"] * len(lines)
    assert [p.place.line for p in problems] == lines


def test_every_mark_of_a_record_is_walked() -> None:
    """Checking and linking see each address, word and text of a record, with its place in it."""
    recommendation, problems = checked(
        records.Recommendation,
        """\
id: r1
kind: cause
by: watch
themes: [crew]
section: boats
parent: r0
text: Text.
points: [{id: a, judgement: mixed, text: Point.}]
addressees: ferry
timescale: soon
priority: high
answers: [f1]
responses: {by: ferry, answer: accepted, text: Response., link: "https://example.org/",
  sources: letter}
follows: {address: first/r1, by: editor}
sources: report
""",
    )
    assert problems == []
    walked = {
        ".".join(map(str, at)): (
            mark.list if isinstance(mark, records.Word)
            else mark.what if isinstance(mark, records.Marked)
            else "/".join(mark.kinds),
            value,
        )
        for at, mark, value in records.walk(recommendation)
    }  # fmt: skip
    assert walked == {
        "kind": ("kinds", "cause"),
        "by": ("body/editor", "watch"),
        "themes.0": ("theme", "crew"),
        "section": ("section", "boats"),
        "parent": ("recommendation/finding", "r0"),
        "text": ("prose", "Text."),
        "points.0.judgement": ("judgements", "mixed"),
        "points.0.text": ("prose", "Point."),
        "addressees.0": ("body", "ferry"),
        "timescale": ("timescales", "soon"),
        "priority.0": ("priorities", "high"),
        "answers.0.address": ("finding", "f1"),
        "responses.0.by": ("body", "ferry"),
        "responses.0.answer": ("answers", "accepted"),
        "responses.0.text": ("prose", "Response."),
        "responses.0.link": ("link", "https://example.org/"),
        "responses.0.sources.0.source": ("source", "letter"),
        "follows.0.address": ("recommendation", "first/r1"),
        "follows.0.by": ("body/editor", "editor"),
        "sources.0.source": ("source", "report"),
    }
