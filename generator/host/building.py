"""Building beside and swapping: a failed build leaves the last good site untouched."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import cast

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError

from generator import site
from generator.host.config import edition, load, settings
from generator.host.plugin import InspectionPlugin
from generator.problems import Place, Problem, Problems


def build(
    config_file: str | None, site_dir: str | None, as_of: str | None, *, public: bool
) -> site.Built:
    """Build a whole site beside the old one, then put it in the old one's place.

    Raises:
        Problems: everything that keeps it from being built. The old site then stands as it did.
    """
    overrides = {"site_dir": site_dir} if site_dir else {}
    config = load(config_file, strict=True, **overrides)
    target = Path(config.site_dir)
    _refuse_folder_in_use(target, config)
    beside, old = (target.with_name(f".{target.name}.{word}") for word in ("new", "old"))
    recover(target, old)
    plugin = cast("InspectionPlugin", config.plugins["inspection"])
    where = settings(config, plugin.config)
    _refuse_own_folders(target, where)
    built = site.build(where, edition(plugin.config, as_of, public=public))
    plugin.ready = built
    shutil.rmtree(beside, ignore_errors=True)
    config.site_dir = str(beside)
    logged = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(logged)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
        swap(target, beside, old)
    except (Abort, BuildError) as error:
        shutil.rmtree(beside, ignore_errors=True)
        said = logged.messages or [str(error)]
        place = Place(config.config_file_path or "mkdocs.yml")
        raise Problems(Problem("mkdocs", place, message) for message in said) from None
    except Exception as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise Problems([_outside(error, config)]) from error
    finally:
        logger.removeHandler(logged)
    return built


def recover(target: Path, old: Path) -> None:
    """Put the old site back where a swap was cut short, and clear what is left over."""
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def swap(target: Path, beside: Path, old: Path) -> None:
    """Put the new site in the old one's place. The old one stands until the new one does."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.rename(old)
    beside.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _refuse_folder_in_use(target: Path, config: MkDocsConfig) -> None:
    """A folder that holds anything but a built site is not ours to replace."""
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    hint = "name an empty or new folder with --site-dir"
    try:
        inside = root.resolve().is_relative_to(target.resolve())
        foreign = target.is_dir() and any(target.iterdir()) and not _is_built(target)
        if not (inside or foreign or target.is_file()):
            return
        message = f'"{target}" holds something other than a built site, so it is left alone'
    except OSError as error:
        message = f"this folder cannot be used: {error.strerror}"
    raise Problems([Problem("site-dir", Place(str(target)), message, hint)])


def _is_built(folder: Path) -> bool:
    return (folder / "sitemap.xml").is_file()


def _refuse_own_folders(target: Path, where: site.Settings) -> None:
    """A site among the records would be read as one of them at the next build."""
    for name in (where.data, where.content):
        if target.resolve().is_relative_to((where.root / name).resolve()):
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
