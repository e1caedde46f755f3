"""Values written as YAML read back as they were, whoever reads them."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.desk.writing import braces, comment, one_line, scalar
from generator.problems import Problems
from generator.source import Source


def may_stand(text: str) -> bool:
    """Whether a file may hold every character of it."""
    try:
        Source("", "#" + one_line(text)).values  # noqa: B018 - it raises what it finds
    except Problems:
        return False
    return True


SIGNS = st.text(st.sampled_from("ab 01.:#-'\"\\[]{},&*!|>%@`~?=<_/\t\n\ré“"), max_size=12)
TRAPS = st.sampled_from([
    *("no", "Yes", "NULL", "~", "1.10", "12:30", "1e3", "0x1F", ".5", "2021-04", "=", "<<", ""),
    *("---", "...", "- a", "? a", "a: b", "a #b", "a:", " a", "a ", "#a", "[a", "a]", "{a}", "'a"),
])  # fmt: skip
TEXTS = st.one_of(TRAPS, SIGNS, st.text(max_size=40)).filter(may_stand)


@given(TEXTS)
def test_a_value_reads_back_as_it_was(text: str) -> None:
    """Alone, beside other keys and in braces; also for readers that turn `no` into a switch."""
    for file, held in (
        (f"k: {scalar(text)}\nl: m\n", {"k": text, "l": "m"}),
        (f"- {scalar(text)}", [text]),
        (f"[{braces({'k': text, 'l': text})}, x]", [{"k": text, "l": text}, "x"]),
    ):
        assert Source("a.yml", file).values == held
        assert yaml.safe_load(file) == held


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Boats leave on time", "Boats leave on time"),
        ("It's late, says “one”", "It's late, says “one”"),
        ("Staffing: too few", '"Staffing: too few"'),
        ('"No" to #3', """'"No" to #3'"""),
        ("C:\\boats", "C:\\boats"),
        ("no", '"no"'),
        ("2021", '"2021"'),
        ("", '""'),
    ],
)
def test_a_value_stands_plain_where_that_is_safe(text: str, written: str) -> None:
    assert scalar(text) == written


@given(st.text())
def test_any_text_may_stand_in_a_comment(text: str) -> None:
    """Whatever was typed as an escape, each of its lines is a comment that a file may hold."""
    lines = list(comment(text, "  "))
    assert Source("a.yml", "\n".join([*lines, "k: v"])).values == {"k": "v"}
    assert len(lines) == len(text.splitlines())
