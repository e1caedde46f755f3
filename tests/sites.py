"""Sites for tests: the sample, and small ones made on the spot."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from generator.catalogue import Catalogue, catalogue
from generator.graph import Graph, link
from generator.problems import Problem, Problems
from generator.release import Released, release
from generator.resolve import resolve
from generator.site import Planned, Settings, planned_site
from generator.states import Edition

T = TypeVar("T")

TESTS = Path(__file__).parent
SAMPLE = TESTS / "sample"
EXAMPLES = TESTS / "examples"
NOW = datetime(2025, 1, 1, tzinfo=UTC)
HUSH = "hushword"
"""Stands in every text and title of the sample that is not public, and nowhere else."""


def edition(as_of: datetime = NOW, *, public: bool = True) -> Edition:
    """An edition in a zone that has summer time."""
    return Edition(as_of, ZoneInfo("Europe/London"), public)


@cache
def read(root: Path) -> Catalogue:
    """The catalogue of a site that does not change."""
    return catalogue(root, "data", "content")


def attempt(make: Callable[[], T]) -> tuple[T | None, tuple[Problem, ...]]:
    """What is made, or the problems that keep it from being made."""
    try:
        return make(), ()
    except Problems as error:
        return None, error.problems


def problems(root: Path) -> tuple[Problem, ...]:
    """All that is wrong with a site, none if nothing is."""
    return attempt(lambda: resolve(catalogue(root, "data", "content")))[1]


def released(root: Path, as_of: datetime = NOW, *, public: bool = True) -> Released:
    """What a build of a site would show."""
    found = read(root)
    return release(found, resolve(found), edition(as_of, public=public))


def graph(root: Path, as_of: datetime = NOW, *, public: bool = True) -> Graph:
    """What a build of a site would show, joined up."""
    return link(released(root, as_of, public=public))


@cache
def planned(root: Path) -> Planned:
    """Every page of a site, as built for the tests: see `built`."""
    as_of = datetime(2026, 6, 1, tzinfo=UTC)
    signed_off = frozenset({"cy"})
    given = Edition(as_of, ZoneInfo("Europe/London"), public=True, signed_off=signed_off)
    return planned_site(Settings(root, "data", "content"), given)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder, with these files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def overlaid(folder: Path, *layers: Path) -> Path:
    """The folder, with each layer copied over those before it."""
    for layer in layers:
        shutil.copytree(layer, folder, dirs_exist_ok=True)
    return folder


def small(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder, with the base of the examples and these files over it."""
    return write(overlaid(folder, EXAMPLES / "base"), files)
