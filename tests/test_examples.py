"""Every case under `examples/`: a mistake told in the words beside it, or no mistake at all."""

from __future__ import annotations

import ast
import tempfile
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from sites import EXAMPLES, overlaid, problems, read

import generator
from generator.problems import Problem, report

INVALID = sorted(path.name for path in (EXAMPLES / "invalid").iterdir())
VALID = sorted(path.name for path in (EXAMPLES / "valid").iterdir())

ELSEWHERE = {
    *("needs-hidden", "no-data", "too-large", "unreadable"),
    *("not-signed-off", "translation-missing", "translation-older"),
    "own-language",
}
"""Codes that no small folder of files brings about on its own; other tests do."""


@cache
def told(case: str) -> tuple[Problem, ...]:
    with tempfile.TemporaryDirectory() as folder:
        return problems(overlaid(Path(folder), EXAMPLES / "base", EXAMPLES / "invalid" / case))


@pytest.mark.parametrize("case", INVALID)
def test_a_mistake_is_told_in_the_words_beside_it(case: str, rewrite: bool) -> None:  # noqa: FBT001
    """What an author reads of each mistake is what `problems.txt` says, to the letter."""
    golden = EXAMPLES / "invalid" / case / "problems.txt"
    words = report(told(case)) + "\n"
    if rewrite:
        golden.write_text(words, encoding="utf-8")
    assert words == golden.read_text(encoding="utf-8")


def test_a_mistake_is_told_as_an_author_can_use_it() -> None:
    """A problem names a place that is there, says one thing once, and in no programmer's words."""
    foreign = ("Input", "input should", "tuple", "None", "Error", "()", "?.", " a i", "string")
    for case in INVALID:
        found = told(case)
        for problem in found:
            place = problem.place
            layers = (EXAMPLES / "base", EXAMPLES / "invalid" / case)
            assert any((layer / place.path).exists() for layer in layers), case
            assert 1 <= place.column <= len(place.excerpt) + 1, case
            said = f"{problem.message} {problem.hint}"
            assert not [word for word in foreign if word in said], case
            assert not problem.message.endswith("."), case
        assert len({(p.place, p.message) for p in found}) == len(found), case


def test_the_base_of_the_cases_is_sound() -> None:
    """What a case shows is its own mistake: the files below it have none."""
    assert problems(EXAMPLES / "base") == ()


def test_every_code_has_a_case() -> None:
    """Whatever the program can complain of, a case shows."""
    codes = set()
    package = Path(generator.__file__).parent
    for path in (*package.glob("*.py"), *package.glob("rules/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = {"Problem": 0, "_refuse": 1}.get(name, len(node.args))
                codes |= {ast.unparse(argument) for argument in node.args[place : place + 1]}
    codes = {ast.literal_eval(code) for code in codes if code != "code"}
    assert codes - ELSEWHERE == {p.code for case in INVALID for p in told(case)}


@pytest.mark.parametrize("case", VALID)
def test_what_is_no_mistake_is_taken_as_it_is(case: str, tmp_path: Path) -> None:
    """A sound case has no problem, and its records hold what `holds.txt` says."""
    site = overlaid(tmp_path, EXAMPLES / "base", EXAMPLES / "valid" / case)
    assert report(problems(site)) == "No problems."
    records = {e.address: e.record for e in read(site).entries}
    held = EXAMPLES / "valid" / case / "holds.txt"
    for line in held.read_text(encoding="utf-8").splitlines() if held.exists() else []:
        where, wanted = line.split(": ", 1)
        address, path = where.split(" ")
        assert str(_at(records[address], path)) == wanted.replace("\\n", "\n").replace("\\t", "\t")


def _at(value: Any, path: str) -> Any:
    for step in path.split("."):
        value = value[int(step)] if step.isdigit() else attrgetter(step)(value)
    return value
