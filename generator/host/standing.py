"""The site that stands: files that would come out the same are taken over as they are.

A page comes out the same where its own state is the same, and all that its frame is made of: the
settings, the theme, the menu. Nothing is taken over where something else could change a page, such
as another plugin, or that was touched since the build that put it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from generator import disk
from generator.disk import stamp
from generator.host.filling import fill
from generator.host.menu import default_nav, named_in
from generator.host.pages import PreparedPage
from generator.publish import manifest
from generator.settings import Settings
from generator.site import Built
from generator.store import Store, fingerprint, program
from generator.words import OWN_CATALOGUES, words

_OWN_PLUGINS = {"inspection"}
_BEYOND = ("!ENV", "INHERIT")
"""What in a mkdocs.yml takes something from outside it."""


@dataclass(frozen=True)
class Made:
    """What the pages of a site are made of."""

    frame: str
    """A fingerprint of all that frames are made of; empty where not all of it can be known."""
    pages: Mapping[str, str] = field(repr=False)
    """The state of each page, by the path of its file."""


@dataclass(frozen=True)
class Left:
    """What a build leaves behind for the next one."""

    of: Made
    beside: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The files beside the pages, by the states that they were made in."""
    stamps: Mapping[str, disk.Stamp] = field(repr=False)
    """The state of each of these files on the disk, and of the manifest."""
    scripts: bool
    """Whether some page holds a script itself, which other pages' headers have to allow."""

    def stands(self, folder: Path, path: str) -> bool:
        """Whether a file in the site's folder is as it was left."""
        return path in self.stamps and self.stamps[path] == stamp(f"{folder}/{path}")


@dataclass
class Standing:
    """A site that stands, and what of it is taken over."""

    folder: Path
    taken: frozenset[str]
    """The files of pages, by their paths on the site."""
    beside: Mapping[str, tuple[str, ...]] = field(repr=False)
    """What stands beside the pages and can be taken over, by its state."""
    stamps: Mapping[str, disk.Stamp] = field(repr=False)
    """The state of each file on the disk."""

    def mark(self, files: Files) -> None:
        """Let MkDocs pass over the pages that are taken over."""
        for file in files.documentation_pages():
            page = file.page
            if isinstance(page, PreparedPage) and file.dest_uri in self.taken:
                page.taken = True

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each file, by its path on the site."""
        return manifest.read(self.folder)

    def fill(self, site_dir: Path, paths: Iterable[str], spare: Path) -> None:
        """Put files of it into a new site, if there is no need with those that a spare has."""
        fill(site_dir, self.folder, {path: self.stamps[path] for path in paths}, spare)


def made_of(config: MkDocsConfig, built: Built, where: Settings) -> Made:
    """What the pages of a site are made of, before MkDocs changes its settings."""
    states = (fingerprint(repr(leaf), built.states.get(leaf.path, "")) for leaf in built.leaves)
    paths = (f"{leaf.path}index.html" for leaf in built.leaves)
    return Made(_frame(config, built, where), dict(zip(paths, states, strict=True)))


def standing(made: Made, folder: Path, store: Store | None) -> Standing | None:
    """What can be taken over of the site in a folder; None if nothing of it can be known."""
    left = store.get(_name(folder)) if store and made.frame else None
    if not isinstance(left, Left) or left.of.frame != made.frame or left.scripts:
        return None
    if not left.stands(folder, manifest.NAME):
        return None  # it says the hashes of what is taken over
    same = (path for path, state in made.pages.items() if left.of.pages.get(path) == state)
    taken = frozenset(path for path in same if left.stands(folder, path))
    beside = {
        state: paths
        for state, paths in left.beside.items()
        if all(left.stands(folder, path) for path in paths)
    }
    return Standing(folder, taken, beside, left.stamps)


def leave(
    made: Made,
    folder: Path,
    store: Store | None,
    beside: Mapping[str, tuple[str, ...]],
    *,
    scripts: bool,
) -> None:
    """Leave for the next build what it has to know of this one, which stands in a folder.

    `beside` are the files beside the pages, by their states.
    """
    if store and made.frame:
        paths = chain(made.pages, *beside.values(), [manifest.NAME])
        stamps = {path: state for path in paths if (state := stamp(f"{folder}/{path}"))}
        store.put(_name(folder), Left(made, beside, stamps, scripts))


def _frame(config: MkDocsConfig, built: Built, where: Settings) -> str:
    """A fingerprint of all that frames are made of; empty where not all of it can be known."""
    file = Path(config.config_file_path)
    text = file.read_text(encoding="utf-8")
    if set(config.plugins) - _OWN_PLUGINS or config.hooks or any(b in text for b in _BEYOND):
        return ""
    known = built.shown.kinds
    nav = config.nav or default_nav(
        built.leaves, known, words(where.language, where.root / OWN_CATALOGUES)
    )
    named = named_in(nav)
    menu = [leaf for leaf in built.leaves if (leaf.source or f"{leaf.path}index.md") in named]
    own = [
        where.root / OWN_CATALOGUES,
        *([Path(config.theme.custom_dir)] if config.theme.custom_dir else []),
    ]
    files = (path for folder in own for path in sorted(folder.rglob("*")) if path.is_file())
    parts = (f"{path} {fingerprint(path.read_bytes())}" for path in files)
    versions = (version(name) for name in ("mkdocs", "mkdocs-material"))
    said = (text, repr(nav), repr(menu), repr(built.shown.languages), str(built.edition.public))
    return fingerprint(program(), *versions, *said, *parts)


def _name(folder: Path) -> str:
    return fingerprint("standing", program(), str(folder))
