"""The theme's files, found without looking through the thousands of icons that it does not show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class Shown(FileSystemLoader):
    """A theme's folders. What is in one that is called `.something` can be used, but is not listed.

    MkDocs lists all there is, and then leaves out just that: with Material, eleven thousand icons.
    """

    def list_templates(self) -> list[str]:
        """Every file but those, by its path in its folder, in order."""
        return sorted({path for folder in self.searchpath for path in _files(folder)})


def _files(folder: str) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            yield Path(here, name).relative_to(folder).as_posix()


def listed_quickly(theme: Theme) -> None:
    """Have a theme's environments list its files so."""
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        env.loader = Shown(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]
