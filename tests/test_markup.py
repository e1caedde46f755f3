"""The HTML of every page is sound: html-validate, with its rules on accessibility."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from built import REPOSITORY, built
from sites import SAMPLE, TESTS

JUDGE = TESTS / "markup/node_modules/.bin/html-validate"
RULES = TESTS / "markup/.htmlvalidate.json"
"""All that it recommends, but for how a file is laid out and how long an author's title is."""


@pytest.fixture(scope="module")
def judge() -> Path:
    """The judge of HTML: `npm ci --prefix tests/markup`."""
    if not JUDGE.is_file() or shutil.which("node") is None:
        reason = "html-validate is not installed: npm ci --prefix tests/markup"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return JUDGE


def faults(judge: Path, files: list[Path], told: Path) -> list[str]:
    """What is wrong with pages, each with its rule and place."""
    words = [str(judge), "--config", str(RULES), "--formatter", f"json={told}", *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    assert told.is_file(), done.stderr
    return [
        f"{page['filePath']}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for page in json.loads(told.read_text())
        for fault in page["messages"]
    ]


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_every_page_is_sound(judge: Path, root: Path, tmp_path: Path) -> None:
    files = sorted(built(root).rglob("*.html"))
    assert len(files) > 50
    assert faults(judge, files, tmp_path / "told.json") == []


def test_what_is_not_sound_is_found(judge: Path, tmp_path: Path) -> None:
    """The judge judges: a page with faults does not pass."""
    page = tmp_path / "page.html"
    page.write_text('<!DOCTYPE html><html lang="en"><title>x</title><p id="a" id="a"><img src="x">')
    found = "\n".join(faults(judge, [page], tmp_path / "told.json"))
    assert "wcag/h37" in found
    assert "no-dup-attr" in found
