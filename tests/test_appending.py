"""A record at the end of a list changes nothing that stood in its file."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.desk.starting.appending import appended
from generator.problems import Problems
from generator.source import Source

NEW = {"id": "f9", "title": "New: one"}
LISTS = {
    "nothing": "",
    "one line": "- {id: f1}\n",
    "a key a line": "- id: f1\n  title: One\n\n- id: f2\n",
    "close together": "- id: f1\n  title: One\n- id: f2\n",
    "indented": "  - id: f1\n    title: One\n  - id: f2\n",
    "wide dashes": "-   id: f1\n    title: One\n-   id: f2\n    title: Two\n",
    "a dash on a line of its own": "-\n  id: f1\n-\n  id: f2\n",
    "no last line end": "- id: f1\n  title: One",
    "several empty lines at the end": "- id: f1\n\n\n",
    "white space at the end": "- id: f1\n  ",
    "a text in lines": "- id: f1\n  text: |\n    One.\n\n    Two.\n",
    "a text in lines without a last line end": "- id: f1\n  text: |\n    One.",
    "a text that keeps its empty lines": "- id: f1\n  text: |+\n    One.\n\n",
    "a text that drops them": "- id: f1\n  text: >-\n    One.\n    Two.\n\n",
    "a list in the last record": "- id: f1\n  themes:\n    - a\n    - b\n",
    "a list that is not indented": "- id: f1\n  themes:\n  - a\n  - b\n",
    "comments at the end": "- id: f1\n  text: |\n    One.\n  # of it\n# of all",
    "comments between": "# above\n\n- id: f1\n\n# of f2\n- id: f2\n",
    "only comments": "# none yet\n\n# - id: f1\n",
    "only a comment without a line end": "# none yet",
    "a beginning of a document": "---\n- id: f1\n",
    "empty brackets": "[]\n",
    "empty brackets and a comment": "# above\n[] # none yet [or later]\n# below\n",
    "empty brackets over lines": "[\n  # none yet\n]\n",
    "brackets after a beginning": "--- []\n",
    "brackets in one line": "[{id: f1, title: 'a ] b'}, {id: f2}] # all [of] them\n",
    "brackets over lines": "[\n  {id: f1},\n  {id: f2}\n]\n",
    "brackets with a last comma": "[\n  {id: f1},\n  {id: f2},\n]",
    "brackets with comments": "[\n  {id: f1}, # one\n  {id: f2} # two\n]\n",
    "quotes over lines": '- id: f1\n  title: "One\n    two"\n',
    "other signs": "- id: f1\n  title: Llwyd \U0001f6e5 “tŷ”\n",
}  # fmt: skip


def rest_of(before: str, after: str) -> str:
    """What was put in, where the two texts begin and end alike."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    start = len(before) if start is None else start
    tail = len(before) - start
    assert after.endswith(before[start:]), "something was taken out"
    return after[start : len(after) - tail]


def values(text: str) -> Any:
    return Source("a.yml", text).values


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_added_to_as_it_is_written(name: str, end: str) -> None:
    """All of its text stands as it stood; only empty brackets make room for records."""
    before = LISTS[name].replace("\n", end)
    after = appended(Source("a.yml", before), NEW, ["# judgement:"])
    old = [{k: strip(v) for k, v in record.items()} for record in values(before) or []]
    assert [{k: strip(v) for k, v in record.items()} for record in values(after)] == [*old, NEW]
    put_in = after if "empty brackets" in name or "after a" in name else rest_of(before, after)
    assert (
        set(put_in.replace("\r\n", "¶").replace("\n", "¶") if end == "\r\n" else "")
        & {
            "\r",
            "\n",
        }
        == set()
    )
    if before:
        assert after.endswith(end) == before.endswith(end)


def strip(value: Any) -> Any:
    return value.rstrip() if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("name", "put_in"),
    [
        ("a key a line", '\n- id: f9\n  title: "New: one"\n  # judgement:\n'),
        ("close together", '- id: f9\n  title: "New: one"\n  # judgement:\n'),
        ("indented", '  - id: f9\n    title: "New: one"\n    # judgement:\n'),
        ("wide dashes", '-   id: f9\n    title: "New: one"\n    # judgement:\n'),
        ("brackets over lines", ',\n  {id: f9, title: "New: one"}'),
        ("brackets in one line", ', {id: f9, title: "New: one"}'),
        ("no last line end", '\n- id: f9\n  title: "New: one"\n  # judgement:'),
        ("comments between", '\n- id: f9\n  title: "New: one"\n  # judgement:\n'),
    ],
)  # fmt: skip
def test_a_new_record_is_written_as_those_before_it(name: str, put_in: str) -> None:
    after = appended(Source("a.yml", LISTS[name]), NEW, ["# judgement:"])
    assert rest_of(LISTS[name], after) == put_in


KEYS = st.sampled_from(["id", "title", "text", "themes"])
WORDS = st.text(st.sampled_from("ab :#-'\"[]{}\n"), max_size=15)
RECORDS = st.lists(
    st.dictionaries(KEYS, st.one_of(WORDS, st.lists(WORDS, max_size=2)), min_size=1), max_size=4
)


@given(
    RECORDS,
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([None, True, False]),
    st.integers(2, 6),
    st.booleans(),
    st.sampled_from(["", "\n", "\n\n", "# end", "\n# end\n", " "]),
)
def test_any_list_is_added_to(
    records: list[dict[str, Any]],
    style: Any,
    flow: Any,
    indent: int,
    explicit: bool,  # noqa: FBT001 - same
    tail: str,
) -> None:
    """However it is written, its records are as they were, and one more stands after them."""
    text = yaml.safe_dump(
        records,
        default_style=style,
        default_flow_style=flow,
        indent=indent,
        explicit_start=explicit,
        sort_keys=False,
    )
    before = text.removesuffix("...\n").removesuffix("\n") + tail
    try:
        old = values(before)
    except Problems:
        return  # as where a tail follows a text that has no end yet
    after = appended(Source("a.yml", before), NEW)
    assert settled(values(after)) == settled([*(old or []), NEW])


def settled(value: Any) -> Any:
    """Values as records take them, without white space at the ends of texts."""
    if isinstance(value, list):
        return [settled(item) for item in value]
    if isinstance(value, dict):
        return {key: settled(item) for key, item in value.items()}
    return strip(value)


@pytest.mark.parametrize("text", ["id: f1\n", "words\n", "- id: f1\n...\n"])
def test_what_is_not_understood_is_left_alone(text: str) -> None:
    """Its author is told what to add by hand."""
    with pytest.raises(Problems) as told:
        appended(Source("a.yml", text), NEW)
    assert [p.hint for p in told.value.problems] == [
        'add it by hand:  - {id: f9, title: "New: one"}'
    ]


def test_what_cannot_be_read_is_left_alone() -> None:
    with pytest.raises(Problems) as told:
        appended(Source("a.yml", "- id: [\n"), NEW)
    with pytest.raises(Problems) as read:
        values("- id: [\n")
    assert told.value.problems == read.value.problems
