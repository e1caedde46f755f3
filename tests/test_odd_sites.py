"""Odd files, settings and options are told as problems: no traceback, no endless wait."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import SAMPLE


def _named(path: bytes) -> Callable[[Path], None]:
    def make(site: Path) -> None:
        whole = os.fsencode(site) + b"/" + path
        os.makedirs(os.path.dirname(whole), exist_ok=True)  # noqa: PTH103, PTH120 - no Path is of bytes
        with open(whole, "w"):  # noqa: PTH123 - same
            pass

    return make


def _pipe(path: str) -> Callable[[Path], None]:
    return lambda site: os.mkfifo(site / path)


def _setting(old: str, new: str) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        file = site / "mkdocs.yml"
        text = file.read_text(encoding="utf-8")
        changed = re.sub(old, lambda _: new, text, count=1)
        assert changed != text
        file.write_text(changed, encoding="utf-8")

    return change


SITES: dict[str, Callable[[Path], None]] = {
    "attachment whose name is no UTF-8": _named(b"data/inspections/ostrel-2022/files/\xff.pdf"),
    "page whose name is no UTF-8": _named(b"content/\xff.md"),
    "pipe as a page": _pipe("content/x.md"),
    "pipe as a list": _pipe("data/inspections/ostrel-2022/glossary.yml"),
    "records among the pages": _setting("docs_dir: .*", "docs_dir: data"),
    "pages among the records": _setting("docs_dir: .*", "docs_dir: data/bodies"),
    "records in a folder of pages": _setting("docs_dir: .*", "docs_dir: ."),
    "zone that is a folder": _setting("timezone: .*|(?=signed_off)", "timezone: Europe\n      "),
    "folder with a null": _setting("(?=signed_off)", 'data_dir: "a\\0b"\n      '),
    "address that is none": _setting("https://.*", "http://[bad"),
}


@pytest.mark.parametrize("command", [["check"], ["build"], ["new", "theme", "-t", "T"]])
@pytest.mark.parametrize("odd", SITES)
def test_an_odd_site_is_told(tmp_path: Path, odd: str, command: list[str]) -> None:
    """`new` may begin a record all the same, where the odd file is none that it writes to."""
    site = Path(shutil.copytree(SAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("site")))
    SITES[odd](site)
    done = _run(site, *command)
    assert "Traceback" not in done.stderr + done.stdout
    assert done.returncode == 1 or (command[0] == "new" and done.returncode == 0)


@pytest.mark.parametrize(
    "words",
    [
        ["build", "--as-of", "9999-12-31T23:59:59-23:59"],
        ["build", "--as-of", "0001-01-01T00:00:00+23:59"],
        ["build", "--site-dir", "x" * 400],
        ["build", "--site-dir", "data/site"],
        ["build", "--site-dir", "content/site"],
        ["serve", "--dev-addr", "é" * 70 + ":80"],
        ["serve", "--dev-addr", "127.0.0.1:٣"],
        ["check", "-f", "nowhere/mkdocs.yml"],
    ],
    ids=lambda words: " ".join(words)[:40],
)
def test_an_odd_option_is_told(tmp_path: Path, words: list[str]) -> None:
    site = Path(shutil.copytree(SAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("site")))
    before = sorted(site.rglob("*"))
    done = _run(site, *words)
    assert done.returncode == 1
    assert "1 problem. For more on each: inspection explain" in done.stdout
    assert sorted(site.rglob("*")) == before


def _run(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=site,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
