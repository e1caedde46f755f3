"""Each command of the README works as a newcomer would type it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from built import REPOSITORY

README = (REPOSITORY / "README.md").read_text()
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
SERVE, TEST = COMMANDS[:2]
HERE = [f".venv/bin/inspection {name}" for name in ("check", "build", "init our-inspections")]
"""What is run below, in a clone of its own."""


def test_the_first_two_commands_are_one_line_each() -> None:
    assert SERVE.endswith("inspection serve")
    assert TEST.endswith("pytest")


def test_ci_runs_every_command_that_is_not_run_here() -> None:
    """The test command cannot run itself; CI runs it, lint and types word for word."""
    script = (REPOSITORY / ".ci/run").read_text()
    elsewhere = [c for c in COMMANDS if c not in (SERVE, *HERE)]
    assert TEST in elsewhere
    assert [c for c in elsewhere if c not in script] == []


def test_a_newcomers_first_command_serves_the_site(tmp_path: Path) -> None:
    """On a copy with nothing but the repository's own files; then check and build, there too."""
    clone = tmp_path / "clone"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, clone / name)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("VIRTUAL_ENV", "PYTHON"))}
    log = (tmp_path / "log").open("w")
    process = subprocess.Popen(
        SERVE, shell=True, cwd=clone, env=clean, stdout=log, stderr=log, start_new_session=True
    )
    try:
        page = _fetched("http://127.0.0.1:8000/inspections/dorset-2022/comparison/", process, 300)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
    assert "What could not be followed to this visit" in page, (tmp_path / "log").read_text()[
        -3000:
    ]
    for command in HERE:
        assert command in COMMANDS
        subprocess.run(command, shell=True, cwd=clone, env=clean, check=True, capture_output=True)
    assert (clone / "site/index.html").is_file()
    assert (clone / "our-inspections/mkdocs.yml").is_file()
    _build_elsewhere(tmp_path / "elsewhere", clone / ".venv/bin/inspection")


def _build_elsewhere(folder: Path, inspection: Path) -> None:
    """A site made by hand, with the installed package and nothing of this repository."""
    visit = folder / "data/inspections/first-visit"
    visit.mkdir(parents=True)
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: Elsewhere\ntheme: {name: material}\nplugins: [inspection]\n"
    )
    (visit / "inspection.yml").write_text("title: First visit\nstate: published\n")
    (visit / "findings.yml").write_text("- {id: f1, title: The door was open}\n")
    subprocess.run([inspection, "build"], cwd=folder, check=True, capture_output=True)
    assert 'id="f1"' in (folder / "site/inspections/first-visit/index.html").read_text()
    assert (folder / "site/assets/inspection/inspection.css").is_file()
    assert "First visit" in (folder / "site/index.html").read_text()


def _fetched(address: str, process: subprocess.Popen[bytes], seconds: int) -> str:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.5)
    return ""


@pytest.mark.parametrize("name", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_what_the_readme_points_at_is_there(name: str) -> None:
    assert (REPOSITORY / name).is_file()
