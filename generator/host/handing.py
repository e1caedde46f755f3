"""Handing over what stands beside the pages: written, or taken over from the site that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
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


class Handing:
    """Puts files in their place; those that stand already are the same under another name."""

    def __init__(self, beside: Sequence[Beside], site_dir: Path, standing: Standing | None) -> None:
        """Begin, so that other processes write while MkDocs goes through the pages."""
        self._site_dir = site_dir
        self._standing = standing
        stands = standing.beside if standing is not None else {}
        self._taken = {one.state: stands[one.state] for one in beside if one.state in stands}
        self._begun = [(o.state, o.begin(site_dir)) for o in beside if o.state not in stands]

    def done(self) -> Handed:
        """Finish."""
        handed = Handed()
        if self._standing is not None:
            self._standing.hand_over(self._standing.taken, self._site_dir, handed.hashes)
            for paths in self._taken.values():
                self._standing.hand_over(paths, self._site_dir, handed.hashes)
        handed.paths |= self._taken
        for state, written in self._begun:
            hashes = written()
            handed.hashes |= hashes
            if state:
                handed.paths[state] = tuple(hashes)
        return handed
