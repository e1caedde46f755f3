"""What a build may cost, told by counts that need no clock."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from sites import SAMPLE, edition

from generator.site import Settings, build


def calls(root: Path) -> dict[tuple[str, str], int]:
    """How often each function of the package was called in one build, by file and name."""
    profile = cProfile.Profile()
    profile.runcall(lambda: build(Settings(root), edition()).pages)
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return {("/".join(Path(where[0]).parts[-2:]), where[2]): row[0] for where, row in stats.items()}


def test_a_sound_file_is_parsed_once() -> None:
    """Places are looked up only for what is wrong, so nothing sound is read a second time."""
    files = list((SAMPLE / "data").rglob("*.yml"))
    shipped = 2
    found = calls(SAMPLE)
    assert found["generator/source.py", "_compose"] <= len(files) + shipped + len(
        list((SAMPLE / "content").rglob("*.md"))
    )
    assert found.get(("generator/source.py", "place"), 0) == 0


def test_a_page_is_filled_and_printed_once() -> None:
    found = calls(SAMPLE)
    pages = len(build(Settings(SAMPLE), edition()).pages)
    assert found["rendering/__init__.py", "render"] == pages
    visits = list((SAMPLE / "data/inspections").iterdir())
    assert found["generator/comparison.py", "compare"] <= 2 * len(visits)  # once more in short
