"""What a problem looks like to an author, a machine and CI."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Place, Problem, Problems, as_text, in_order, nearest, report

PLACE = Place("data/a.yml", 12, 12, 4, "  section: inital")
PROBLEM = Problem("unknown-address", PLACE, 'no section is called "init"', "look again")
ADVICE = Problem("hint", Place("data/b.yml"), "50% of a:b, c\nis odd", severity="advice")

ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=300)
PLACES = st.builds(
    Place,
    path=st.sampled_from(["a.yml", "b:c,%.yml"]),
    line=st.integers(1, 99),
    column=st.integers(1, 400),
    length=st.integers(1, 400),
    excerpt=ANY_TEXT.map(lambda text: " ".join(text.splitlines())),
)
ANY_PROBLEM = st.builds(Problem, code=st.just("x"), place=PLACES, message=ANY_TEXT, hint=ANY_TEXT)


def test_a_problem_shows_its_line_with_a_caret_under_the_words_at_fault() -> None:
    assert as_text(PROBLEM).split("\n") == [
        'data/a.yml:12:12: no section is called "init"',
        "   12 |   section: inital",
        "      |            ^^^^",
        "   look again",
    ]


def test_a_caret_stands_under_its_word_after_tabs() -> None:
    """Tabs before the word are repeated, so that they are as wide in both lines."""
    place = Place("a.yml", 1, 3, 1, "\t\tb")
    assert as_text(Problem("x", place, "m")).split("\n")[1:] == ["    1 | \t\tb", "      | \t\t^"]


def test_advice_says_that_it_is_advice() -> None:
    assert as_text(ADVICE).startswith("data/b.yml: advice: 50%")


def test_a_long_line_is_cut_around_the_place() -> None:
    """However long a line is, what is shown of it is short and holds the words at fault."""
    line = "a" * 500 + "WRONG" + "b" * 500
    shown, carets = as_text(Problem("x", Place("a.yml", 1, 501, 5, line), "m")).split("\n")[1:3]
    assert len(shown) < 120
    start = carets.index("^")
    assert shown[start : start + 5] == "WRONG"
    assert carets.count("^") == 5


@given(ANY_PROBLEM)
def test_any_problem_can_be_said(problem: Problem) -> None:
    """The carets never reach beyond the line that they stand under."""
    place = problem.place
    if place.excerpt.strip():
        shown, carets = as_text(Problem("x", place, "m")).split("\n")[1:3]
        assert "^" in carets
        assert len(carets) <= max(len(shown), 10) + 1


@given(st.lists(ANY_PROBLEM, max_size=5))
def test_machines_can_read_any_problem(problems: list[Problem]) -> None:
    rows = json.loads(report(problems, "json"))
    assert [(r["message"], r["line"], r["hint"]) for r in rows] == [
        (p.message, p.place.line, p.hint) for p in problems
    ]
    results = json.loads(report(problems, "sarif"))["runs"][0]["results"]
    regions = [r["locations"][0]["physicalLocation"]["region"]["startColumn"] for r in results]
    assert regions == [p.place.column for p in problems]
    annotations = report(problems, "github").split("\n") if problems else []
    assert len(annotations) == len(problems)
    assert all(line.startswith("::error file=") for line in annotations)


def test_a_github_annotation_is_one_line_whatever_its_words() -> None:
    assert report([ADVICE], "github") == (
        "::notice file=data/b.yml,line=1,col=1,endColumn=2,title=hint::50%25 of a:b, c%0Ais odd"
    )


def test_sarif_names_every_rule_once() -> None:
    driver = json.loads(report([PROBLEM, PROBLEM, ADVICE], "sarif"))["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == ["hint", "unknown-address"]


MORE = "For more on each: inspection explain"


@pytest.mark.parametrize(
    ("problems", "total"),
    [
        ([], "No problems."),
        ([PROBLEM], f"1 problem. {MORE} unknown-address"),
        ([PROBLEM, PROBLEM], f"2 problems. {MORE} unknown-address"),
        ([ADVICE], f"1 piece of advice. {MORE} hint"),
        (
            [PROBLEM, PROBLEM, ADVICE],
            f"2 problems and 1 piece of advice. {MORE} hint unknown-address",
        ),
    ],
)
def test_a_report_ends_with_how_many_there_are(problems: list[Problem], total: str) -> None:
    assert report(problems).split("\n")[-1] == total


def test_problems_are_told_by_place_and_once() -> None:
    """Files in order, lines in order as numbers, and nothing twice."""
    late, early = (Problem("x", Place("a.yml", line), "m") for line in (10, 9))
    other = Problem("x", Place("b.yml", 1), "m")
    assert in_order([other, late, early, late]) == (early, late, other)
    assert Problems([late, early]).problems == (early, late)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("titel", 'did you mean "title"?'),
        ("TITLE", 'did you mean "title"?'),
        ("ncpi", 'did you mean "NCPI"?'),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_the_nearest_word_is_named_as_it_is_written(word: str, near: str) -> None:
    assert nearest(word, ["title", "text", "NCPI"]) == near
