"""Which files were saved; the only module that knows watchdog."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

SETTLED = 0.03
"""Seconds without another change after which what was saved is taken to be whole."""
_LONGEST = 0.5
_PAUSE = 1.0
_QUIET = {"opened", "closed_no_write"}


class _Saves(FileSystemEventHandler):
    """Gathers what is saved until somebody asks."""

    def __init__(self, concerns: Callable[[Path], bool]) -> None:
        self.concerns = concerns
        self.paths: set[Path] = set()
        self.news = threading.Condition()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _QUIET or (event.is_directory and event.event_type == "modified"):
            return
        paths = {Path(str(p)) for p in (event.src_path, event.dest_path) if p}
        wanted = {path for path in paths if self.concerns(path)}
        if wanted:
            with self.news:
                self.paths |= wanted
                self.news.notify_all()

    def gathered(self, seconds: float | None) -> set[Path]:
        """What was saved together: waits for the first, then until no more come.

        Nothing, if nothing is saved for so many seconds.
        """
        with self.news:
            if not self.news.wait_for(lambda: self.paths, seconds):
                return set()
            first = time.monotonic()
            while self.news.wait(SETTLED) and time.monotonic() - first < _LONGEST:
                pass
            found, self.paths = self.paths, set()
            return found


def watch(
    files: Iterable[Path],
    folders: Callable[[], Iterable[Path]],
    act: Callable[[set[Path]], None],
    rest: Callable[[], object],
) -> threading.Thread:
    """Call `act` with what was saved, whenever one of the files or anything in the folders was.

    After a save, and a while without another, `rest` is called once. The folders are asked for
    anew then, since a save may name others. Runs until the program ends, in a thread of its own.
    """
    wanted = {file.resolve() for file in files}
    trees = _there(folders())

    def concerns(path: Path) -> bool:
        path = path.resolve()
        return path in wanted or any(path.is_relative_to(tree) for tree in trees)

    saves = _Saves(concerns)
    _observe(saves, {file.parent for file in wanted}, trees)

    def run() -> None:
        rested = True
        while True:
            saved = saves.gathered(None if rested else _PAUSE)
            if saved:
                act(saved)
                more = [tree for tree in _there(folders()) if tree not in trees]
                if more:
                    trees.extend(more)
                    _observe(saves, [], more)
            else:
                rest()
            rested = not saved

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def _there(folders: Iterable[Path]) -> list[Path]:
    return [folder.resolve() for folder in folders if folder.is_dir()]


def _observe(saves: _Saves, flat: Iterable[Path], trees: Iterable[Path]) -> None:
    """Ask the system for word of changes; where it gives none, look for them."""
    for kind in (Observer, PollingObserver):
        observer = kind()
        for folder in flat:
            observer.schedule(saves, str(folder))
        for folder in trees:
            observer.schedule(saves, str(folder), recursive=True)
        observer.daemon = True
        try:
            observer.start()
        except OSError:  # the system's number of watches is used up
            continue
        return
