"""Advice waits for nothing, names a record, and is silenced there with a written reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sites import TESTS, edition, overlaid, write

from generator.advice import advice
from generator.catalogue import catalogue
from generator.cli import main
from generator.problems import Problem
from generator.resolve import resolve

FILES = {
    "unused": ("data/themes.yml", "- id: crew\n  title: Crew\n"),
    "no-addressee": (
        "data/inspections/first/recommendations.yml",
        "- id: r1\n  title: Paint the boats\n  answers: f1\n",
    ),
    "baseless": (
        "data/inspections/first/recommendations.yml",
        "- id: r1\n  title: Paint the boats\n  addressees: ferry\n",
    ),
    "long-title": (
        "data/inspections/first/findings.yml",
        f"- id: f1\n  title: {'Boats were late ' * 12}\n",
    ),
    "near-link": (
        "data/inspections/first/findings.yml",
        "- id: f1\n  title: Boats were late\n  text: They began late, as [f1] says.\n",
    ),
    "suspect": (
        "data/inspections/first/recommendations.yml",
        "- id: r1\n  title: Paint\n  addressees: ferry\n  answers: f1\n  confirmed: 0a1b2c3d\n",
    ),
    "plain-words": (
        "data/inspections/first/findings.yml",
        "- id: f1\n  title: Boats were **late**\n",
    ),
}
"""A file that brings about each advice, and nothing else. It ends in the record at fault."""


def site(folder: Path, *files: tuple[str, str]) -> Path:
    return write(overlaid(folder, TESTS / "explained/base"), dict(files))


def given(root: Path, day: str = "2025-01-01") -> list[Problem]:
    written = catalogue(root, "data", "content")
    at = edition(datetime.fromisoformat(day).replace(tzinfo=UTC))
    return list(advice(written, resolve(written, at), at))


def silence(code: str, until: str = "") -> str:
    end = f", until: {until}" if until else ""
    return f"  silence: {{advice: {code}, reason: It is meant so{end}}}\n"


@pytest.mark.parametrize("code", FILES)
def test_an_advice_is_given_and_can_be_silenced(code: str, tmp_path: Path) -> None:
    """In the record itself, with a reason; the advice of other records stands."""
    path, text = FILES[code]
    assert [p.code for p in given(site(tmp_path, (path, text)))] == [code]
    assert all(p.severity == "advice" for p in given(tmp_path))
    assert given(site(tmp_path, (path, text + silence(code)))) == []


@pytest.mark.parametrize("code", FILES)
def test_a_silence_ends_on_its_last_day(code: str, tmp_path: Path) -> None:
    path, text = FILES[code]
    site(tmp_path, (path, text + silence(code, "2025-01")))
    assert given(tmp_path, "2025-01-31") == []
    assert [p.code for p in given(tmp_path, "2025-02-01")] == [code]


def test_a_silence_that_keeps_nothing_quiet_is_told(tmp_path: Path) -> None:
    """It would hide an advice that comes later, for a reason that was never given for it."""
    path = "data/inspections/first/findings.yml"
    text = "- id: f1\n  title: Boats were late\n"
    found = given(site(tmp_path, (path, text + silence("unused") + "\n")))
    assert [(p.code, p.place.line) for p in found] == [("silence-unneeded", 3)]
    found = given(site(tmp_path, (path, text + silence("unsued"))))
    assert 'no advice "unsued"' in found[0].message


def test_a_silence_needs_its_reason(tmp_path: Path) -> None:
    path, text = FILES["unused"]
    site(tmp_path, (path, f"{text}  silence: {{advice: unused}}\n"))
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: X\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"
    )
    done = CliRunner().invoke(main, ["check", "-f", str(tmp_path / "mkdocs.yml")])
    assert done.exit_code == 1
    assert '"reason"' in done.output


def test_an_attachment_that_no_record_shows_is_told(tmp_path: Path) -> None:
    name = "data/inspections/first/files/letter.pdf"
    found = given(site(tmp_path, (name, "%PDF")))
    assert [(p.code, p.place.path) for p in found] == [("unused", name)]
    assert "file: files/letter.pdf" in found[0].hint


@pytest.mark.parametrize("name", ["public", "accuracy-check"])
def test_a_silence_and_its_reason_are_never_published(name: str, tmp_path: Path) -> None:
    """Neither in the public site nor in the one for checking facts."""
    path, text = FILES["no-addressee"]
    site(tmp_path, (path, text + silence("no-addressee")))
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: X\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"
    )
    options = ["-f", str(tmp_path / "mkdocs.yml"), "--site-dir", str(tmp_path / "out")]
    done = CliRunner().invoke(main, ["build", *options, "--edition", name])
    assert done.exit_code == 0, done.output
    pages = list((tmp_path / "out").rglob("*.html"))
    assert any("Paint the boats" in p.read_text() for p in pages)
    assert not [p for p in pages if "It is meant so" in p.read_text()]


def test_advice_does_not_fail_a_check(tmp_path: Path) -> None:
    """It is printed, and machines are told that it is no error."""
    site(tmp_path, FILES["unused"])
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: X\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"
    )
    config = str(tmp_path / "mkdocs.yml")
    done = CliRunner().invoke(main, ["check", "-f", config, "--format", "json"])
    assert done.exit_code == 0
    assert [row["severity"] for row in json.loads(done.output)] == ["advice"]


# What rests on words that have changed


RESTING = {
    "data/inspections/first/inspection.yml": (
        "title: First visit\nframework: words\nbodies: ferry\nstate: published\n"
        "dates: {published: 2020-05-01}\n"
    ),
    "data/inspections/first/findings.yml": "- id: f1\n  title: Boats were late\n",
    "data/inspections/first/recommendations.yml": (
        "- id: r1\n  title: Paint the boats\n  text: All.\n  addressees: ferry\n  answers: f1\n"
    ),
    "data/inspections/second/progress.yml": (
        "- recommendation: first/r1\n  status: done\n  date: 2021-06\n"
    ),
}


def resting(folder: Path, **changed: str) -> list[tuple[str, str]]:
    """Which records are suspect, by file, and what is said of them."""
    files = {path: text + changed.get(Path(path).stem, "") for path, text in RESTING.items()}
    found = given(site(folder, *files.items()))
    assert {p.code for p in found} <= {"suspect"}
    return [(Path(p.place.path).stem, f"{p.message}; {p.hint}") for p in found]


@pytest.mark.parametrize(
    ("day", "kind", "told"),
    [
        ("2020-05-01", "corrected", []),
        ("2020-05-02", "corrected", ["recommendations"]),
        ("2020-05-02", "updated", ["recommendations"]),
        ("2020-05-02", "published", []),
        ("2020-05", "corrected", []),
        ("2020-06", "corrected", ["recommendations"]),
    ],
)
def test_a_record_is_suspect_once_what_it_rests_on_was_changed_later(
    day: str, kind: str, told: list[str], tmp_path: Path
) -> None:
    """Days that are not known count as the ones that would make it sound."""
    change = f"  changes: [{{date: {day}, kind: {kind}, note: It was Monday.}}]\n"
    assert [name for name, _ in resting(tmp_path, findings=change)] == told


def test_a_word_on_progress_is_suspect_by_its_own_date(tmp_path: Path) -> None:
    change = "  changes: [{{date: {}, kind: corrected, note: Not all.}}]\n"
    assert resting(tmp_path, recommendations=change.format("2021-06-30")) == []
    found = resting(tmp_path, recommendations=change.format("2021-07-01"))
    assert [name for name, _ in found] == ["progress"]
    assert '"first/r1", on which this rests, was corrected later (2021-07-01)' in found[0][1]


def test_a_record_is_confirmed_by_the_fingerprint_that_is_told(tmp_path: Path) -> None:
    """Until the words change again; what else the record says of itself makes no difference."""
    corrected = "  changes: [{date: 2023-01-01, kind: corrected, note: It was Monday.}]\n"
    [(name, said)] = resting(tmp_path, findings=corrected)
    assert name == "recommendations"
    confirmed = f"  {said.rpartition('write  ')[2]}\n"
    assert resting(tmp_path, findings=corrected, recommendations=confirmed) == []
    assert resting(tmp_path, findings="  by: ferry\n", recommendations=confirmed) == []
    found = resting(tmp_path, findings="  text: On Mondays.\n", recommendations=confirmed)
    assert [name for name, _ in found] == ["recommendations"]
    assert 'the words of "first/f1" have changed since this was confirmed' in found[0][1]
