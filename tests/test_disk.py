"""Files as they lie on the disk: what may not be read, and what leads elsewhere, is told."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest
from sites import problems, small

ATTACHED = "data/inspections/first/files"


def told(site: Path) -> list[tuple[str, str]]:
    return [(p.code, p.place.path) for p in problems(site)]


@pytest.mark.parametrize(
    "path",
    [f"{ATTACHED}/a.txt", "data/inspections/first/grades.yml", "content/a.png", "content/a.md"],
)
def test_a_link_out_of_the_site_is_told(path: str, tmp_path: Path) -> None:
    """Else the file that it leads to would be published."""
    site = small(tmp_path / "site", {f"{ATTACHED}/b.txt": "b"})
    outside = tmp_path / "outside.txt"
    outside.write_text("# Not for readers\n")
    (site / path).symlink_to(outside)
    assert told(site) == [("shortcut", path)]


def test_a_link_within_the_site_is_followed(tmp_path: Path) -> None:
    findings = "- {id: f1, text: '[It](files/a.txt)'}\n"
    site = small(
        tmp_path, {f"{ATTACHED}/b.txt": "b", "data/inspections/first/findings.yml": findings}
    )
    (site / ATTACHED / "a.txt").symlink_to("b.txt")
    assert told(site) == []


@pytest.mark.parametrize("target", ["..", ".", "b", "../../../../content"])
def test_a_link_to_a_folder_is_told(target: str, tmp_path: Path) -> None:
    """It may lead round in a circle, or give one file two addresses."""
    site = small(tmp_path, {f"{ATTACHED}/b/c.txt": "c"})
    (site / ATTACHED / "a").symlink_to(target)
    assert told(site) == [("shortcut", f"{ATTACHED}/a")]


@pytest.mark.parametrize("path", [f"{ATTACHED}/a", "data/bodies/a.yml", "content/a.png"])
@pytest.mark.parametrize("target", ["nowhere", "a", "a.yml", "a.png"])
def test_a_link_to_nothing_is_told(path: str, target: str, tmp_path: Path) -> None:
    site = small(tmp_path, {f"{ATTACHED}/b.txt": "b"})
    (site / path).symlink_to(target)
    assert told(site) == [("unreadable", path)]


NOBODY = 65534


def told_to_nobody(site: Path) -> list[tuple[str, str]]:
    """What is told to a user who may not read everything, as root may."""
    if os.geteuid() != 0:
        return told(site)
    heard, saying = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(NOBODY)
            os.write(saying, json.dumps(told(site)).encode())
        finally:
            os._exit(0)
    os.close(saying)
    with os.fdopen(heard) as said:
        found = json.load(said)
    os.waitpid(child, 0)
    return [(code, path) for code, path in found]


@pytest.mark.parametrize("mode", [0, 0o444])
@pytest.mark.parametrize("path", ["data", "data/bodies", "data/inspections/first", "content"])
def test_a_folder_that_may_not_be_read_is_told(path: str, mode: int) -> None:
    """What is in it would be missing from the site."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        site = small(Path(folder), {})
        assert told_to_nobody(site) == []
        (site / path).chmod(mode)
        try:
            assert ("unreadable", path) in told_to_nobody(site)
        finally:
            (site / path).chmod(0o755)
