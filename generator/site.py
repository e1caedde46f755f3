"""The whole way in one function: from a folder of YAML to pages that are ready to hand over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.catalogue import catalogue
from generator.comparison import comparisons
from generator.graph import link
from generator.places import places
from generator.plan import plan
from generator.release import Released, release
from generator.rendering import Rendered, render
from generator.resolve import resolve
from generator.states import Edition
from generator.views.context import Site
from generator.words import words


@dataclass(frozen=True)
class Settings:
    """Where a site's files are, and what it is called."""

    root: Path
    data: str = "data"
    content: str = "content"
    name: str = ""
    language: str = "en-GB"


@dataclass(frozen=True)
class Built:
    """Everything of a site, ready to hand over to a host."""

    pages: tuple[Rendered, ...]
    files: Mapping[str, Path]
    """Attachments: where each stands on the site, and the file that holds it."""
    released: Released
    edition: Edition


def build(settings: Settings, edition: Edition) -> Built:
    """Read, check, resolve, release, link, compare, plan and render a whole site.

    Raises:
        Problems: everything that keeps it from being built.
    """
    written = catalogue(settings.root, settings.data, settings.content)
    addresses = resolve(written, edition)
    released = release(written, addresses, edition)
    graph = link(released)
    site = Site(
        graph,
        comparisons(graph),
        places(graph),
        words(settings.language),
        edition,
        settings.name,
        frozenset(p.path for p in released.pages),
    )
    return Built(
        tuple(render(plan(site))),
        {path: settings.root / settings.data / path for path in released.files},
        released,
        edition,
    )
