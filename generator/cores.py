"""Work on every core, by processes that begin with all that is there already.

Where processes cannot be forked, the same work is done one piece after another.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from typing import Any

Job = Callable[[], Any]

_jobs: list[Job] = []
"""What is to be done; forked processes have it from the one that they are forked from."""


class Work:
    """Jobs that are done beside the caller, each asked for by its number.

    What a job gives has to be picklable. An error that it raises is raised where it is asked for.
    """

    def __init__(self, jobs: Sequence[Job], *, apart: bool) -> None:
        """Begin with them, `apart` if that pays; else each is done when it is asked for."""
        self._own = jobs
        self._made: list[Future[Any] | None] = []
        if apart and cores() > 1 and "fork" in multiprocessing.get_all_start_methods():
            _jobs[:] = jobs
            fork = multiprocessing.get_context("fork")
            pool = ProcessPoolExecutor(cores(), fork, _end_with_parent, _lifeline())
            self._made = [pool.submit(_do, number) for number in range(len(jobs))]
            pool.shutdown(wait=False)

    def result(self, number: int) -> Any:  # noqa: ANN401 - each job's own
        """What a job gives; it is kept no longer than until it is asked for, once."""
        if not self._made:
            return self._own[number]()
        made, self._made[number] = self._made[number], None
        if made is None:
            raise LookupError(number)
        return made.result()


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _do(number: int) -> Any:  # noqa: ANN401 - each job's own
    return _jobs[number]()


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
