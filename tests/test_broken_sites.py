"""Broken data sets, hundreds in a row: each is built or told as problems, and none is raised."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from pathlib import Path

import pytest
from breaking import WAYS, broken
from built import command
from sites import SAMPLE, TESTS, attempt, edition, overlaid, write

from generator.catalogue import Kept
from generator.problems import Problem
from generator.publish import manifest
from generator.rendering import render
from generator.site import Planned, Settings, planned_site

ROOTS = (SAMPLE, *sorted(path for path in (TESTS / "samples").iterdir() if path.is_dir()))
SEEDS = range(200)
BY_COMMAND = [20, 41, 64, 90, 152]
SHARE = 8
"""Of the pages of each site that is sound one in so many is made."""
LONGEST = 10
"""Seconds that a broken site may take."""


def site_of(seed: int, folder: Path) -> Path:
    """A copy of one of the sites, in a folder that the one before it has left."""
    shutil.rmtree(folder, ignore_errors=True)
    return overlaid(folder, ROOTS[seed % len(ROOTS)])


def planned(site: Path, kept: Kept | None = None) -> tuple[Planned | None, tuple[Problem, ...]]:
    return attempt(lambda: planned_site(Settings(site), edition(), kept))


def pages(found: Planned) -> str:
    """A mark of every page's HTML: the same for the same bytes."""
    mark = hashlib.sha256()
    for page in found.pages:
        mark.update(f"{page.path}\0{render(page).html}\0".encode())
    return mark.hexdigest()


def is_useful(problem: Problem, site: Path) -> bool:
    """Whether a problem says something of a place that is there."""
    place, path = problem.place, site / problem.place.path
    if not problem.message or place.column < 1:
        return False
    if not os.path.lexists(path):
        return problem.code == "no-data"  # the folder that is asked for
    lines = 1
    if path.is_file():
        text = path.read_bytes().decode("utf-8", "replace")
        lines = len(re.findall("\r\n|\n|\r", text)) + 1
    return 1 <= place.line <= lines


def test_two_hundred_broken_sites_in_a_row_are_built_or_told(tmp_path: Path) -> None:
    """By one process, whether or not it has kept what it read of those before.

    A sound site is afterwards what it was before.
    """
    before = pages(planned_site(Settings(SAMPLE), edition()))
    kept: Kept = {}
    built = 0
    for seed in SEEDS:
        site = site_of(seed, tmp_path / "site")
        ways = broken(site, seed)
        started = time.perf_counter()
        try:
            found, problems = planned(site)
            again = planned(site, kept)[1]
            for page in found.pages[seed % SHARE :: SHARE] if found else ():
                render(page)
            built += found is not None
        except Exception as error:
            raise AssertionError(f"seed {seed} broke the generator: {ways}") from error
        took = time.perf_counter() - started
        assert again == problems, (seed, ways)
        assert [p for p in problems if not is_useful(p, site)] == [], (seed, ways)
        assert took < LONGEST, (seed, ways)
    assert 0 < built < len(SEEDS)
    assert pages(planned_site(Settings(SAMPLE), edition())) == before


@pytest.mark.parametrize("seed", BY_COMMAND)
def test_a_broken_site_leaves_the_built_one_as_it_was(seed: int, tmp_path: Path) -> None:
    """The command tells what is wrong, ends with 1, and touches nothing that was built."""
    site = site_of(seed, tmp_path / "site")
    ways = broken(site, seed)
    assert planned(site)[1], (seed, ways)
    target = write(tmp_path / "public", {"index.html": "as it was"})
    manifest.write(target)
    before = _files(target)
    for words in (["check"], ["build", "--site-dir", str(target)]):
        done = command(*words, cwd=site)
        assert done.returncode == 1, (seed, ways)
        assert "Traceback" not in done.stdout + done.stderr, (seed, ways)
        assert "For more on each: inspection explain" in done.stdout, (seed, ways)
        assert "site-dir" not in done.stdout, (seed, ways)
    assert _files(target) == before


@pytest.mark.parametrize("way", WAYS)
def test_every_way_breaks_something(way: str, tmp_path: Path) -> None:
    """No way is idle: some seed changes the sample by it, and what comes of that is told."""
    before = _files(SAMPLE)
    for seed in range(20):
        site = overlaid(tmp_path / str(seed), SAMPLE)
        broken(site, seed, [way])
        if _files(site) != before:
            return
    pytest.fail(way)


def _files(site: Path) -> dict[str, bytes | None]:
    return {
        p.relative_to(site).as_posix(): p.read_bytes() if p.is_file() else None
        for p in site.rglob("*")
    }
