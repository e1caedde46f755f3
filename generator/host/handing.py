"""Handing over what stands beside the pages: written, or taken over from the site that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from generator.beside import Beside, Hashes
from generator.host.standing import Standing


@dataclass
class Handed:
    """What has been handed over."""

    hashes: Hashes = field(default_factory=dict, repr=False)
    """The SHA-256 of each file, by its path on the site."""
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The files of each state that is known."""
    taken: set[str] = field(default_factory=set, repr=False)
    """The files that are taken over, and have yet to be put in their place."""


class Handing:
    """Writes files, but for those that stand already and are the same."""

    def __init__(self, beside: Sequence[Beside], site_dir: Path, standing: Standing | None) -> None:
        """Begin, so that other processes write while MkDocs goes through the pages."""
        self._standing = standing
        stands = standing.beside if standing is not None else {}
        self._taken = {one.state: stands[one.state] for one in beside if one.state in stands}
        self._begun = [(o.state, o.begin(site_dir)) for o in beside if o.state not in stands]

    def done(self) -> Handed:
        """Finish."""
        handed = Handed()
        if self._standing is not None:
            handed.taken = {*self._standing.taken, *chain.from_iterable(self._taken.values())}
            handed.hashes |= {path: self._standing.hashes[path] for path in handed.taken}
        handed.paths |= self._taken
        for state, written in self._begun:
            hashes = written()
            handed.hashes |= hashes
            if state:
                handed.paths[state] = tuple(hashes)
        return handed
