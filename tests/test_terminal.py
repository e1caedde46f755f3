"""Text for a terminal: within its edge, and no word of it lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.desk import terminal

WORD = st.text("abcdefghijklmnop-*|#>[]()~`", min_size=1, max_size=40)
LINE = st.lists(WORD, max_size=20).map(" ".join)
MARKDOWN = st.lists(
    st.tuples(st.sampled_from(["", "- ", "1. ", "  ", "> "]), LINE), max_size=12
).map(lambda lines: "\n".join(f"{lead}{line}" for lead, line in lines))


def fits(line: str) -> bool:
    """Within the edge, or a single word that cannot be broken, with at most a mark before it."""
    return len(line) <= terminal.WIDTH or len(line.split()) == 1


@given(MARKDOWN)
def test_prose_keeps_every_word_in_order_and_stays_within_the_edge(text: str) -> None:
    """Whatever is typed; of a paragraph only the ends of its lines change."""
    lines = terminal.prose(text)
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= terminal.WIDTH for line in lines)


@given(st.lists(st.tuples(WORD, LINE), max_size=6))
def test_facts_keep_every_word_within_the_edge(rows: list[tuple[str, str]]) -> None:
    """A label that repeats the one before it is said once; one without a value is left out."""
    words: list[str] = []
    last = ""
    for label, value in rows:
        if value:
            words += ([label] if label != last else []) + value.split()
            last = label
    lines = terminal.facts(rows)
    assert " ".join(lines).split() == words
    assert all(map(fits, lines))


@given(st.lists(st.tuples(WORD, LINE), max_size=6))
def test_a_list_of_addresses_breaks_none_of_them(rows: list[tuple[str, str]]) -> None:
    lines = terminal.listed(rows)
    assert " ".join(lines).split() == [
        word for left, right in rows for word in (left, *right.split())
    ]
    assert all(map(fits, lines))


@given(
    st.lists(
        st.tuples(LINE, st.just("") | WORD, st.integers(0, 10**9).map(str)), min_size=1, max_size=6
    )
)
def test_a_table_fits_and_keeps_every_letter(rows: list[tuple[str, str, str]]) -> None:
    """A cell gives way where there is no room, and its letters stand below each other."""
    lines = terminal.table(("What", "", "How many"), rows, [2])
    assert all(len(line) <= terminal.WIDTH for line in lines)
    assert sorted("".join(lines).replace(" ", "")) == sorted(
        "".join(("WhatHowmany", *(cell for row in rows for cell in row))).replace(" ", "")
    )


def test_a_paragraph_is_filled_and_a_list_and_a_table_keep_their_lines() -> None:
    """Markdown as typed, its marks standing left of what they mark."""
    text = (
        "A first line\nand a second.\n\n"
        "- an item that goes on for so long that it does not fit in the eighty columns\n"
        "  there are\n"
        "- another\n\n| a | b |\n|---|---|\n\n```\nas  is\n    so\n```"
    )
    assert terminal.prose(text) == [
        "  A first line and a second.",
        "",
        "  - an item that goes on for so long that it does not fit in the eighty columns",
        "    there are",
        "  - another",
        "",
        "  | a | b |",
        "  |---|---|",
        "",
        "  ```",
        "  as  is",
        "      so",
        "  ```",
    ]


@pytest.mark.parametrize(("items", "shown", "more"), [
    (8, 8, ""), (9, 9, ""), (10, 8, "and 2 more (--all shows them)"),
])  # fmt: skip
def test_a_long_list_is_cut_and_says_so(items: int, shown: int, more: str) -> None:
    """Unless the line that says so would take the place of the one item that is left."""
    assert terminal.cut(range(items)) == (range(shown), more)
    assert terminal.cut(range(items), everything=True) == (range(items), "")
