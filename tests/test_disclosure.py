"""What could give a person away is told before it is published, and released by a reason."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sites import TESTS
from test_advice import given as advised
from test_advice import silence, site

from generator.disclosure import RULES, tells

ABOUT_PERSONS = frozenset({"exact-date", "exact-age", "small-number"})
MEASURED = TESTS / "disclosure/measured.txt"
PASSAGES = yaml.safe_load((TESTS / "disclosure/passages.yml").read_text(encoding="utf-8"))

CASES = "data/inspections/first/case-studies.yml"
FINDINGS = "data/inspections/first/findings.yml"
TOLD = {
    "postcode": (FINDINGS, "They lived at QX1 4ZZ."),
    "phone": (FINDINGS, "They rang 07700 900123."),
    "email": (FINDINGS, "They wrote to a.harlow@example.org."),
    "national-id": (FINDINGS, "The card showed QQ 12 34 56 C."),
    "vehicle-mark": (FINDINGS, "The van, AB12 CDE, was there."),
    "name": (FINDINGS, "Mr Harlow was there."),
    "exact-date": (CASES, "It was on 14 March 2021."),
    "exact-age": (CASES, "A girl of 14 waited."),
    "small-number": (CASES, "Only two of the 31 children were asked."),
}


def record(path: str, text: str) -> str:
    more = "  illustrates: f1\n" if path == CASES else ""
    return f"- id: x1\n  title: Boats were late\n{more}  text: {text}\n"


def measured() -> str:
    """By rule: what was marked by hand and found, what was missed, what was found besides."""
    counts = {rule: Counter[str]() for rule in RULES}
    for one in PASSAGES:
        rules = frozenset(RULES) - (ABOUT_PERSONS if one["kind"] == "finding" else frozenset())
        found = list(tells(one["text"], rules, 5))
        needed = set()
        for tell in one["tells"]:
            start = one["text"].index(tell["words"])
            end = start + len(tell["words"])
            same = {
                n
                for n, f in enumerate(found)
                if f.rule == tell["rule"] and f.start < end and f.start + len(f.words) > start
            }
            counts[tell["rule"]]["hits" if same else "misses"] += 1
            needed |= same
        for number, tell in enumerate(found):
            counts[tell.rule]["false alarms"] += number not in needed
    lines = [f"{'rule':14}{'hits':>6}{'misses':>8}{'false alarms':>14}"]
    lines += [
        f"{rule:14}{n['hits']:>6}{n['misses']:>8}{n['false alarms']:>14}"
        for rule, n in counts.items()
    ]
    return "\n".join(lines) + "\n"


def test_each_rule_finds_what_it_was_measured_to_find(rewrite: bool) -> None:  # noqa: FBT001
    """On 200 passages that were marked by hand before there were rules."""
    assert len(PASSAGES) == 200
    if rewrite:
        MEASURED.write_text(measured(), encoding="utf-8")
    assert measured() == MEASURED.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_a_tell_is_advised_on_at_its_place_and_released_by_a_reason(
    rule: str, tmp_path: Path
) -> None:
    path, text = TOLD[rule]
    files = [(path, record(path, text))]
    if path == CASES:
        files.append((FINDINGS, "- id: f1\n  title: Boats were late\n"))
    (told,) = advised(site(tmp_path, *files))
    assert (told.code, told.severity, told.place.path) == (rule, "advice", path)
    words = told.place.excerpt[told.place.column - 1 :][: told.place.length]
    assert f'"{words}"' in told.message
    files[0] = (path, record(path, text) + silence(rule))
    assert advised(site(tmp_path, *files)) == []


def test_days_ages_and_small_numbers_count_where_people_are_told_of(tmp_path: Path) -> None:
    text = "A girl of 14 and two of the 31 children were there on 14 March 2021."
    assert advised(site(tmp_path, (FINDINGS, record(FINDINGS, text)))) == []


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("value: 3\n  unit: children", ["3"]),
        ("value: 3\n  unit: visits", []),
        ("value: 30\n  unit: children", []),
        ("value: 0\n  unit: children", []),
        ("scale: grades\n  counts: {good: 12, poor: 1}\n  n: 13", ["1"]),
        ("rows: [{id: a, title: North, value: 4, unit: cases}]", ["4"]),
        ("words: three children", ["three children"]),
    ],
)
def test_small_numbers_of_a_figure_are_told(figure: str, told: list[str], tmp_path: Path) -> None:
    path = "data/inspections/first/figures.yml"
    found = advised(site(tmp_path, (path, f"- id: g1\n  title: Seen\n  {figure}\n")))
    assert [p.message.split('"')[1] for p in found if p.code == "small-number"] == told


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    for tell in tells(text, frozenset(RULES), 5):
        assert text[tell.start : tell.start + len(tell.words)] == tell.words


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            "1 ",
            "one ",
            "(",
            "0 ",
            "A",
            "Mr ",
            "*_",
            "two of the ",
            "a-",
            "Ab ",
            " ",
            "_",
            "@",
        ),
        *("1 of ", "aged ", "0", "Chief ", "a@", "a.b@c.", "twenty-", "Mr A", "\n"),
    ],
)
def test_no_text_keeps_it_long(piece: str) -> None:
    """A field of a hundred thousand characters of the same kind is read through at once."""
    text = "Mr A " + piece * (100_000 // len(piece)) + " 1"
    started = time.perf_counter()
    assert sum(1 for _ in tells(text, frozenset(RULES), 5)) >= 0
    assert time.perf_counter() - started < 10
