"""Work on every core, by processes that begin with all that is there already.

Where processes cannot be forked, or the work is not worth it, the same is done one after another.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from typing import Any

Tasks = Mapping[str, Callable[..., Any]]

_tasks: dict[str, Callable[..., Any]] = {}
"""What can be asked for; forked processes have it from the one that they are forked from."""


class Crew:
    """Does tasks beside its caller. What a task is given and gives has to be picklable."""

    def __init__(self, tasks: Tasks, *, apart: bool) -> None:
        """Begin, with processes of its own if the work is worth that (`apart`)."""
        self._own = tasks
        self._pool: ProcessPoolExecutor | None = None
        if apart and cores() > 1 and "fork" in multiprocessing.get_all_start_methods():
            _tasks.clear()
            _tasks.update(tasks)
            fork = multiprocessing.get_context("fork")
            self._pool = ProcessPoolExecutor(cores(), fork, _end_with_parent, _lifeline())

    def ask(self, task: str, *given: Any) -> Callable[[], Any]:  # noqa: ANN401 - each task's own
        """Have a task done; what is returned gives its result, or raises its error."""
        if self._pool is None:
            return cache(partial(self._own[task], *given))
        return self._pool.submit(_do, task, given).result

    def rest(self) -> None:
        """Let it end when all that was asked for is done."""
        if self._pool is not None:
            self._pool.shutdown(wait=False)

    def stop(self) -> None:
        """Begin nothing more that was asked for, and wait for what has begun."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _do(task: str, given: tuple[Any, ...]) -> Any:  # noqa: ANN401 - each task's own
    return _tasks[task](*given)


@cache
def _lifeline() -> tuple[int, int]:
    """A pipe that nobody writes to: whoever reads it is told when the process that made it ends."""
    return os.pipe()


def _end_with_parent(read: int, write: int) -> None:
    """End with the process that asked for the work, even if that is killed."""
    os.close(write)

    def watch() -> None:
        os.read(read, 1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
