"""Handing over what stands beside the pages: written, or taken over from the site that stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.beside import Beside
from generator.host.standing import Standing


@dataclass
class Handed:
    """What has been handed over."""

    hashes: dict[str, str] = field(default_factory=dict, repr=False)
    """The SHA-256 of each file, by its path on the site."""
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The files of each state that is known."""


def hand_over(beside: Iterable[Beside], site_dir: Path, standing: Standing | None) -> Handed:
    """Put files in their place; those that stand already are the same under another name."""
    handed = Handed()
    if standing is not None:
        standing.hand_over(standing.taken, site_dir, handed.hashes)
    for one in beside:
        paths = standing.beside.get(one.state) if standing is not None else None
        if standing is not None and paths is not None:
            standing.hand_over(paths, site_dir, handed.hashes)
        else:
            paths = tuple(_written(one, site_dir, handed.hashes))
        if one.state:
            handed.paths[one.state] = paths
    return handed


def _written(one: Beside, site_dir: Path, hashes: dict[str, str]) -> Iterable[str]:
    for path, pieces in one.files():
        target = site_dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with target.open("wb") as opened:
            for piece in pieces:
                opened.write(piece)
                digest.update(piece)
        hashes[path] = digest.hexdigest()
        yield path
