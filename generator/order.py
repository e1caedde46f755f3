"""Things that build on each other, each after what it builds on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def foundations_first(
    names: Iterable[str], foundations: Callable[[str], Iterable[str]]
) -> Iterator[str]:
    """Each name once, after all that it builds on; in a ring, after as much of it as can be.

    It keeps a stack of its own, for a chain may be longer than Python's.
    """
    done: set[str] = set()
    for name in names:
        path, entered = [name], {name}
        while path:
            here = path[-1]
            below = (n for n in foundations(here) if n not in done and n not in entered)
            waiting = next(below, None)
            if waiting is not None:
                path.append(waiting)
                entered.add(waiting)
                continue
            path.pop()
            if here not in done:
                done.add(here)
                yield here
