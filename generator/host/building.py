"""Building beside and swapping: a failed build leaves the last good site untouched."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError

from generator import disk, site
from generator.host import standing
from generator.host.config import edition, load, settings
from generator.host.filling import keep
from generator.host.plugin import InspectionPlugin
from generator.host.swapping import delete, replacing
from generator.problems import Place, Problem, Problems
from generator.settings import Settings
from generator.stages import Stages
from generator.store import CACHE, Store, fingerprint


def build(
    config_file: str | None,
    site_dir: str | None,
    as_of: str | None,
    *,
    public: bool,
    waiting: Callable[[], None] = lambda: None,
    stages: Stages | None = None,
    cache: bool = True,
) -> site.Built:
    """Build a whole site beside the old one, then put it in the old one's place.

    `waiting` says that another build of it is waited for. Without `cache`, nothing of other builds
    is used, and nothing is kept for them.

    Raises:
        Problems: everything that keeps it from being built. The old site then stands as it did.
    """
    overrides = {"site_dir": site_dir} if site_dir else {}
    stages = stages or Stages()
    stages.begin("Settings")
    config = load(config_file, strict=True, **overrides)
    target = Path(config.site_dir).resolve()
    plugin = cast("InspectionPlugin", config.plugins["inspection"])
    where = settings(config, plugin.config)
    _refuse_own_folders(target, where)
    store = Store(where.root / CACHE) if cache else None
    spare = where.root / CACHE / f"before-{fingerprint(str(target))}"

    def part_with(old: Path) -> None:
        """Keep a site that has much in common with the new one."""
        if plugin.handed.taken:
            keep(old, spare)
        else:
            delete(old)
            delete(spare)

    with _told(config), replacing(target, waiting, part_with) as beside, _left_alone(where):
        given = edition(plugin.config, as_of, public=public)
        if store:
            store.trim(time.time())
        built = site.build(where, given, stages, store)
        try:
            plugin.ready, plugin.stages = built, stages
            made = standing.made_of(config, built, where)
            plugin.standing = standing.standing(made, target, store)
            stages.begin("Write pages", len(built.leaves))
            config.site_dir = str(beside)
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            config.plugins.on_shutdown()
        finally:
            built.stop()
        stages.begin("Put in place")
        if plugin.standing:
            plugin.standing.fill(beside, plugin.handed.taken, spare)
    standing.leave(made, target, store, plugin.handed.paths, scripts=bool(plugin.inline))
    stages.end()
    return built


@contextmanager
def _left_alone(where: Settings) -> Iterator[None]:
    """Refuse what is made while files are saved: it may hold half of one, or two of an age.

    Raises:
        Problems: some file is not what it was.
    """
    before = disk.stamps(where.root, where.data, where.content)
    yield
    after = disk.stamps(where.root, where.data, where.content)
    message, way = "this file was saved while the site was being built", "build it again"
    changed = dict.fromkeys(path for path, _ in before.items() ^ after.items())
    if changed:
        raise Problems(Problem("changed", Place(path), message, way) for path in changed)


@contextmanager
def _told(config: MkDocsConfig) -> Iterator[None]:
    """What goes wrong in MkDocs, its theme or on the disk, as problems."""
    logged = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(logged)
    try:
        yield
    except Problems:
        raise
    except (Abort, BuildError) as error:
        said = logged.messages or [str(error)]
        place = Place(config.config_file_path or "mkdocs.yml")
        raise Problems(Problem("mkdocs", place, message) for message in said) from None
    except Exception as error:
        raise Problems([_outside(error, config)]) from error
    finally:
        logger.removeHandler(logged)


def _refuse_own_folders(target: Path, where: Settings) -> None:
    """A site among the records would be read as one of them at the next build."""
    root = where.root.resolve()
    if root.is_relative_to(target):
        message = f'"{target}" holds what the site is made from, so it is left alone'
        hint = "name a folder inside it with --site-dir"
        raise Problems([Problem("site-dir", Place(str(target)), message, hint)])
    for name in (where.data, where.content):
        if target.is_relative_to((root / name).resolve()):
            message = f'"{target}" lies in the folder that the site is made from'
            hint = "name a folder beside it with --site-dir"
            raise Problems([Problem("site-dir", Place(str(target)), message, hint)])


def _outside(error: Exception, config: MkDocsConfig) -> Problem:
    """What a site's own template, plugin or disk raised, told at the nearest place known."""
    name = getattr(error, "filename", None) or config.config_file_path or "mkdocs.yml"
    line = getattr(error, "lineno", None) or 1
    message = f"the page could not be put in its frame: {type(error).__name__}: {error}"
    hint = "look at the site's own templates (custom_dir), its other plugins and the disk"
    return Problem("frame", Place(str(name), line), message, hint)


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of, since a strict build fails for it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage().strip())
