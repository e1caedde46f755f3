"""How long work gets on, on a terminal; nothing where nobody looks."""

from __future__ import annotations

import sys
import time

import click

from generator.stages import Stage, Stages

_PATIENCE, _PAUSE = 2.0, 0.1
"""Seconds before anything is said, and between one word and the next."""
_MINUTE = 60


class Progress(Stages):
    """Stages that are told in one line, which goes when the work ends."""

    def __init__(self) -> None:
        """Begin the clock."""
        super().__init__(self._tell if sys.stderr.isatty() else lambda _: None)
        self._begun = time.perf_counter()
        self._next = self._begun + _PATIENCE
        self._said = False

    def _tell(self, stage: Stage) -> None:
        now = time.perf_counter()
        if now < self._next:
            return
        self._next, self._said = now + _PAUSE, True
        click.echo(f"\r\x1b[K{told(stage, now)}", err=True, nl=False)

    def close(self) -> None:
        """End, and clear the line."""
        self.end()
        if self._said:
            self._said = False
            click.echo("\r\x1b[K", err=True, nl=False)

    def table(self) -> str:
        """Each stage with the seconds it took, and all of them."""
        rows = [(s.name, s.seconds) for s in self.all]
        rows.append(("All", time.perf_counter() - self._begun))
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"{name:<{width}} {seconds:>8.2f} s" for name, seconds in rows)


def told(stage: Stage, now: float) -> str:
    """What a stage is at: its name, how many of how many, and how long that still takes."""
    if not stage.total:
        return f"{stage.name} ..."
    said = f"{stage.name}: {stage.done:,} of {stage.total:,}"
    if not 0 < stage.done < stage.total:
        return said
    left = (now - stage.begun) / stage.done * (stage.total - stage.done)
    if left < _MINUTE:
        return f"{said}, about {max(1, round(left))} s left"
    return f"{said}, about {round(left / _MINUTE)} min left"
