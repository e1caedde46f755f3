"""Which two states are meant: folders or revisions as they were typed, or the files as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp

from generator.catalogue import Kept
from generator.desk.differing.revisions import is_revision, taken_out
from generator.desk.differing.state import State, state
from generator.problems import Place, Problem, Problems, nearest
from generator.settings import Settings
from generator.states import Edition
from generator.words import OWN_CATALOGUES

_IN_DATA = (
    "inspections",
    "bodies",
    "frameworks",
    "themes.yml",
    "themes",
    "glossary.yml",
    "glossary",
)
"""What a folder of data holds, some of it at least."""

Opened = tuple[Settings, Edition]


class Sides:
    """Reads states as they are named; what was at a revision is put into the folder `scratch`.

    `opened` gives the settings of the site that a mkdocs.yml is of, or, of an empty name, of the
    site that is worked on; `bare` those of a folder of data that stands in no site.
    """

    def __init__(
        self, opened: Callable[[str], Opened], bare: Callable[[], Opened], scratch: Path
    ) -> None:
        self.opened = opened
        self.bare = bare
        self.scratch = scratch
        self._kept = Kept()

    @cached_property
    def _site(self) -> Opened:
        return self.opened("")

    def now(self) -> State:
        """The files of the site as they are now.

        Raises:
            Problems: there is no site, or its settings cannot be used.
        """
        settings, edition = self._site
        return state("the files as they are now", settings, edition, self._kept)

    def named(self, typed: str) -> State:
        """The state that a folder or a revision has.

        Raises:
            Problems: there is no such thing, or it holds no records.
        """
        folder = Path(typed)
        if not folder.is_dir():
            return self._of_revision(typed)
        if typed == folder.name and self._is_revision(typed):
            message = "this names both a folder and a revision of git"
            way = f"write ./{typed} for the folder, or {typed}~0 for the revision"
            raise Problems([Problem("revision", Place(typed), message, way)])
        return self._of_folder(typed, folder)

    def _is_revision(self, typed: str) -> bool:
        try:
            root = self._site[0].root
        except Problems:  # two folders can be compared outside of any site
            return False
        return is_revision(root, typed)

    def _of_folder(self, typed: str, folder: Path) -> State:
        config = folder / "mkdocs.yml"
        if config.is_file():
            return state(typed, *self.opened(str(config)), self._kept)
        if not any((folder / name).exists() for name in _IN_DATA):
            message = (
                "this folder is no site, for it has no mkdocs.yml, and holds no records either"
            )
            way = "name the folder of mkdocs.yml, or the one that holds `inspections`"
            raise Problems([Problem("revision", Place(typed), message, way)])
        folder = folder.resolve()
        beside = folder.parent / "mkdocs.yml"
        settings, edition = self.opened(str(beside)) if beside.is_file() else self.bare()
        alone = replace(settings, root=folder.parent, data=folder.name, content="")
        return state(typed, alone, edition, self._kept)

    def _of_revision(self, typed: str) -> State:
        settings, edition = self._site
        root = Path(mkdtemp(dir=self.scratch))
        wanted = (settings.data, settings.content, OWN_CATALOGUES)
        near = nearest(typed, (path.name for path in Path().iterdir() if path.is_dir()))
        called = taken_out(settings.root, typed, wanted, root, near)
        if not (root / settings.data).is_dir():
            message = f"the site had no folder `{settings.data}` at {called}"
            way = "if it was called otherwise then, check that revision out, and name its folder"
            raise Problems([Problem("no-data", Place(typed), message, way)])
        return state(called, replace(settings, root=root), edition, self._kept)
