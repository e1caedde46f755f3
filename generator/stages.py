"""The stages of a long piece of work: what it is at, how far it is, and how long each has taken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Stage:
    """One stage. `total` counts what it has to do; 0 where that is not counted."""

    name: str
    total: int
    begun: float
    done: int = 0
    seconds: float = 0.0


class Stages:
    """Stages one after another, and who watches them."""

    def __init__(self, watch: Callable[[Stage], None] = lambda _: None) -> None:
        """Begin with none; `watch` is told whenever a stage begins or gets on."""
        self._watch = watch
        self.all: list[Stage] = []
        self._running: Stage | None = None

    def begin(self, name: str, total: int = 0) -> None:
        """End the stage before, and begin this one."""
        self.end()
        self._running = Stage(name, total, time.perf_counter())
        self.all.append(self._running)
        self._watch(self._running)

    def advance(self, count: int = 1) -> None:
        """Say that so much more of the stage is done."""
        if self._running is not None:
            self._running.done += count
            self._watch(self._running)

    def end(self) -> None:
        """End the last stage."""
        if self._running is not None:
            self._running.seconds = time.perf_counter() - self._running.begun
            self._running = None

    def each(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Begin a stage that goes through items, and advance with each that has been used."""
        self.begin(name, total)
        for item in items:
            yield item
            self.advance()
