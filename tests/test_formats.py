"""What machines are told of problems is what their formats say it should be."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sites import EXAMPLES, overlaid, problems, small, write

from generator.cli import main
from generator.problems import Place, Problem, report

SETTINGS = "site_name: Base\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"
CASES = [
    "several-at-once",
    "missing-inspection-file",
    "yaml-direction-character",
    "yaml-not-utf-8",
    "yaml-text-not-indented",
    "page-unknown-address",
    "link-script",
    "file-unknown-of-inspection",
]
TOOL = "sarif/node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool*"
TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
PLACES = st.builds(
    Place,
    path=st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1, max_size=20),
    line=st.integers(1, 99),
    column=st.integers(1, 400),
    length=st.integers(1, 400),
)
PROBLEMS = st.lists(
    st.builds(
        Problem,
        code=st.sampled_from(["x", "wrong-value"]),
        place=PLACES,
        message=TEXT,
        hint=TEXT,
        severity=st.sampled_from(["error", "advice"]),
    ),
    min_size=1,
    max_size=4,
)


def said(site: Path, style: str) -> str:
    """What `inspection check` prints of a site in a format."""
    with chdir(site):
        return CliRunner().invoke(main, ["check", "--format", style]).output


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Sites with mistakes; one has them in files whose names are no plain addresses."""
    root = tmp_path_factory.mktemp("sites")
    found = {"sound": small(root / "sound", {})}
    for case in CASES:
        found[case] = overlaid(root / case, EXAMPLES / "base", EXAMPLES / "invalid" / case)
        (found[case] / "problems.txt").unlink()
    odd = "data/inspections/first/findings"
    files = {
        f"{odd}/50% of a#b c?.yml": "- {id: f2, titel: Llwyd \U0001f6e5 tŷ, text: 1}\n",
        f"{odd}/tŷ, \U0001f6e5 & <b>: 100%.yml": "- {id: f3, titel: y}\n",
    }
    found["odd-names"] = small(root / "odd-names", files)
    for site in found.values():
        write(site, {"mkdocs.yml": SETTINGS})
    return found


def annotations(output: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Workflow commands as GitHub's runner reads them: the command, its properties, its message.

    A property ends at a comma and a command at the second `::`, so both, and what ends a line, are
    written as escapes, which the runner turns back.
    """

    def back(text: str, *, value: bool = False) -> str:
        pairs = [("%0D", "\r"), ("%0A", "\n")] + ([("%3A", ":"), ("%2C", ",")] if value else [])
        for escape, sign in [*pairs, ("%25", "%")]:
            text = text.replace(escape, sign)
        return text

    for line in re.split(r"\r\n|\n|\r", output.removesuffix("\n")):
        match = re.fullmatch(r"::([a-z]+) (.*?)::(.*)", line)
        assert match, line
        pairs = (pair.split("=", 1) for pair in match[2].split(","))
        yield match[1], {key: back(value, value=True) for key, value in pairs}, back(match[3])


@given(PROBLEMS)
def test_github_reads_what_was_meant(found: list[Problem]) -> None:
    """Whatever stands in a path or a message, the runner gets it back, one problem a line."""
    read = list(annotations(report(found, "github")))
    assert [
        (command, p["file"], p["line"], p["col"], p["endColumn"], p["title"], message)
        for command, p, message in read
    ] == [
        (
            "error" if p.severity == "error" else "notice",
            p.place.path,
            str(p.place.line),
            str(p.place.column),
            str(p.place.column + p.place.length),
            p.code,
            ": ".join(filter(None, (p.message, p.hint))),
        )
        for p in found
    ]


def test_github_annotates_the_files_that_are_there(sites: dict[str, Path]) -> None:
    """Every annotation of a site stands at a line of one of its files, or at a folder."""
    advised = annotations(said(sites["sound"], "github")) if said(sites["sound"], "github") else ()
    assert {command for command, _, _ in advised} <= {"notice"}
    for site in (s for name, s in sites.items() if name != "sound"):
        read = list(annotations(said(site, "github")))
        assert len(read) == len(problems(site)) > 0
        for command, p, message in read:
            assert command == "error"
            assert message
            assert (site / p["file"]).exists()
            if (site / p["file"]).is_file():
                lines = (site / p["file"]).read_bytes().split(b"\n")
                assert 1 <= int(p["line"]) <= len(lines)


@pytest.fixture(scope="module")
def validator() -> Path:
    """The SARIF validator of those who wrote the format: `npm ci --prefix tests/sarif`."""
    found = sorted(Path(__file__).parent.glob(TOOL))
    programs = [p for p in found if p.name in ("Sarif.Multitool", "Sarif.Multitool.exe")]
    if not programs:
        reason = "the SARIF validator is not installed: npm ci --prefix tests/sarif"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    programs[0].chmod(0o755)
    return programs[0]


def faults(validator: Path, folder: Path) -> list[str]:
    """The errors and warnings that the validator has for the reports in a folder."""
    words = ["validate", f"{folder}/*.sarif", "--level", "Error;Warning", "--log", "ForceOverwrite"]
    done = subprocess.run(
        [validator, *words, "--output", folder / "out.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Analysis completed successfully." in done.stdout, done.stdout + done.stderr
    assert f"{len(list(folder.glob('*.sarif')))} files scanned" in done.stdout, done.stdout
    return [line for line in done.stdout.splitlines() if re.search(r": (error|warning) ", line)]


def test_sarif_is_valid(validator: Path, sites: dict[str, Path], tmp_path: Path) -> None:
    """The reports that the command prints, and one of many mistakes."""
    for name, site in sites.items():
        (tmp_path / f"{name}.sarif").write_text(said(site, "sarif"), encoding="utf-8")
    many = []
    for case in sorted((EXAMPLES / "invalid").iterdir())[::6]:
        many += problems(overlaid(tmp_path / "cases" / case.name, EXAMPLES / "base", case))
    (tmp_path / "many.sarif").write_text(report(many, "sarif"), encoding="utf-8")
    assert faults(validator, tmp_path) == []


def test_the_validator_finds_what_is_wrong(validator: Path, tmp_path: Path) -> None:
    """A report with an address that is none, an end before its start and no message."""
    place = Place("a.yml", 3, 9, 2)
    whole = report([Problem("x", place, "m")], "sarif")
    wrong = {
        "address": ('"uri": "a.yml"', '"uri": "a b%.yml"'),
        "end": ('"endColumn": 11', '"endColumn": 3'),
        "message": ('"text": "m"', '"texts": "m"'),
    }
    for name, (old, new) in wrong.items():
        assert old in whole
        (tmp_path / f"{name}.sarif").write_text(whole.replace(old, new), encoding="utf-8")
    found = faults(validator, tmp_path)
    assert [name for name in wrong if not any(f"/{name}.sarif" in line for line in found)] == []


@given(PROBLEMS)
def test_sarif_leads_to_what_was_meant(found: list[Problem]) -> None:
    """Each address is the path again when it is read as one, and each rule is described."""
    (run,) = json.loads(report(found, "sarif"))["runs"]
    described = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    for problem, result in zip(found, run["results"], strict=True):
        (location,) = result["locations"]
        address = location["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", address)
        assert unquote(address) == problem.place.path
        assert problem.code in described[result["ruleId"]]["help"]["text"]


def test_sarif_carries_no_line_of_a_file() -> None:
    """A report is kept where the records may not be: it quotes what is wrong and no more."""
    place = Place("a.yml", 1, 1, 2, "id: hushword")
    assert "hushword" not in report([Problem("x", place, "m")], "sarif")
    assert "hushword" not in report([Problem("x", place, "m")], "github")
