"""Every case under `examples/`: a mistake told in the words beside it, or no mistake at all."""

from __future__ import annotations

import tempfile
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from sites import EXAMPLES, overlaid, problems, read

from generator.problems import Problem, report

INVALID = sorted(path.name for path in (EXAMPLES / "invalid").iterdir())
VALID = sorted(path.name for path in (EXAMPLES / "valid").iterdir())


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
