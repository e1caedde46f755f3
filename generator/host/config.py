"""A site's mkdocs.yml, as this package reads it."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from mkdocs.config import base, defaults, load_config
from mkdocs.config import config_options as options
from mkdocs.exceptions import Abort, ConfigurationError

from generator import dates
from generator.host.swapping import recover
from generator.problems import Place, Problem, Problems, nearest
from generator.rules.whole import DEFAULT_POLICY, Policy
from generator.settings import Settings
from generator.source import read
from generator.states import Edition
from generator.words import words

AS_OF = "INSPECTION_AS_OF"


class LicenceConfig(base.Config):  # type: ignore[no-untyped-call]
    """Under which the site's data may be used."""

    name = options.Optional(options.Type(str))
    """Its identifier, as in OGL-UK-3.0 or CC-BY-4.0 (opendefinition.org, spdx.org)."""
    title = options.Optional(options.Type(str))
    """What it is called."""
    link = options.Optional(options.URL())
    """Where it can be read."""


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]
    """The settings of the plugin in mkdocs.yml."""

    data_dir = options.Type(str, default="data")
    """The folder of records, beside mkdocs.yml."""
    timezone = options.Type(str, default="UTC")
    """The zone in which an embargo's date begins, such as Europe/London."""
    language = options.Type(str, default="en-GB")
    """The language of the records, and of the interface around them."""
    signed_off = options.ListOfItems(options.Type(str), default=[])
    """Languages other than English whose interface a speaker has approved for the public."""
    small_numbers = options.Type(int, default=DEFAULT_POLICY.small_numbers)
    """Counts of people or cases below this are advised on before they are published."""
    links_to_hidden = options.Choice(("words", "problem"), default=DEFAULT_POLICY.links_to_hidden)
    """What becomes of a link from something public to something hidden."""
    search = options.Type(bool, default=True)
    """Whether the site can be searched; if not, nothing on it leads to a search."""
    licence = options.SubConfig(LicenceConfig)
    """Under which the site's data and feeds may be used, said on each of them."""


def load(config_file: str | None, **overrides: Any) -> defaults.MkDocsConfig:  # noqa: ANN401 - MkDocs own settings
    """The site's configuration.

    Raises:
        Problems: there is none, or it cannot be used.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice is no user's business
    config_file = config_file or _above()
    name = config_file or "mkdocs.yml"
    config = None
    with _said_of_settings() as said:
        try:
            config = load_config(config_file, **overrides)
        except (ConfigurationError, ValueError, OSError) as error:
            said.append((str(error).strip().splitlines() or [type(error).__name__])[0])
        except Abort:
            pass  # what is wrong was said
    unknown = [line for line in said if _UNKNOWN_SETTING.search(line)]
    if config is None or unknown:
        raise Problems(_of_settings(Path(name), name, unknown if config else said))
    if "inspection" not in config.plugins:
        hint = "add it to mkdocs.yml:  plugins: [inspection]"
        raise Problems([Problem("config", Place(name), "the plugin is not switched on", hint)])
    recover(Path(config.site_dir).resolve())
    return config


def _above() -> str | None:
    """The mkdocs.yml of the site that the current folder is in; None where it is in none."""
    here = Path.cwd()
    found = (folder / "mkdocs.yml" for folder in here.parents)
    inside = not (here / "mkdocs.yml").is_file()
    return next((str(path) for path in found if path.is_file()), None) if inside else None


_UNKNOWN_SETTING = re.compile(r"Unrecognised configuration name: (\S+)")
_SETTING = re.compile(r"(?:Config value|option) '([\w.-]+)': (?!Plugin)(.*)", re.DOTALL)


def _in_our_words(key: str, said: str) -> tuple[str, str]:
    """What MkDocs says of a setting, and the way out."""
    folder = re.match(r"The path '(.*)' isn't an existing directory", said)
    if folder:
        return f'there is no folder "{Path(folder[1]).name}"', "make it, or name another one"
    if said.startswith("Required configuration not provided"):
        return f'"{key}" is missing', f"add  {key}: ..."
    return said.rstrip("."), ""


@contextmanager
def _said_of_settings() -> Iterator[list[str]]:
    """What MkDocs says of a site's settings, which it would else print past our own words."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage().strip())

    logger, listener = logging.getLogger("mkdocs.config"), Listener(logging.WARNING)
    before = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(listener)
        logger.propagate = before


def _of_settings(path: Path, name: str, said: list[str]) -> Iterator[Problem]:
    """What is wrong with mkdocs.yml, where it stands in it."""
    if not path.is_file():
        way = "go to the folder of the site, or name its file with -f; `inspection init` makes one"
        yield Problem("config", Place(name), "there is no such file", way)
        return
    source = read(path, name)
    try:
        _ = source.values
    except Problems as error:
        if all(p.code != "first-character" for p in error.problems):  # tags may stand here
            yield from error.problems
            return
    for line in said:
        unknown, said_of = _UNKNOWN_SETTING.search(line), _SETTING.search(line)
        if unknown:
            key, message, way = unknown[1], f'there is no setting "{unknown[1]}"', ""
            inside = PluginConfig if "Plugin 'inspection'" in line else defaults.MkDocsConfig
            known = [str(option[0]) for option in inside._schema]  # noqa: SLF001 - MkDocs' only list
            way = nearest(key, known)
        else:
            key = said_of[1] if said_of else ""
            message, way = _in_our_words(key, said_of[2]) if said_of else (line, "")
        yield Problem("config", source.within((), f"{key}:"), message, way)


def settings(config: defaults.MkDocsConfig, plugin: PluginConfig) -> Settings:
    """Where the site's files are."""
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    docs = Path(config.docs_dir)
    for key, folder in (("docs_dir", docs), ("data_dir", root / plugin.data_dir)):
        if "\0" in str(folder) or not folder.resolve().is_relative_to(root.resolve()):
            message = f"`{key}` lies outside the folder of mkdocs.yml"
            way = "move it inside; a site is one folder"
            raise Problems([Problem("config", setting(root, key), message, way)])
    data = (root / plugin.data_dir).resolve()
    if data.is_relative_to(docs.resolve()) or docs.resolve().is_relative_to(data):
        message = "the folder of records and that of pages lie in one another"
        way = "keep them apart, as in `docs_dir: content`; what stands beside pages is published"
        raise Problems([Problem("config", setting(root, "docs_dir"), message, way)])
    try:
        words(plugin.language)
    except ValueError:
        message = f'there is no language "{plugin.language}"'
        way = "write it as in en-GB"
        raise Problems([Problem("config", setting(root, "language"), message, way)]) from None
    content = docs.relative_to(root).as_posix()
    url = config.site_url or ""
    return Settings(
        root,
        PurePosixPath(plugin.data_dir).as_posix(),  # paths of files begin so, `./` or not
        content,
        config.site_name,
        plugin.language,
        url,
        Policy(
            plugin.small_numbers,
            cast('Literal["words", "problem"]', plugin.links_to_hidden),
        ),
        config.site_description or "",
        _licence(plugin.licence),
        search=plugin.search,
    )


def _licence(licence: LicenceConfig) -> dict[str, str]:
    given = {"name": licence.name, "title": licence.title, "path": licence.link}
    return {key: value for key, value in given.items() if value}


def setting(root: Path, key: str) -> Place:
    """Where a setting of a site stands in its mkdocs.yml."""
    with suppress(Problems):
        return read(root / "mkdocs.yml", "mkdocs.yml").within((), f"{key}:")
    return Place("mkdocs.yml")


def edition(plugin: PluginConfig, as_of: str | None = None, *, public: bool = True) -> Edition:
    """The edition to build: as of a moment as typed, of INSPECTION_AS_OF, or of now.

    Raises:
        Problems: the zone or the moment cannot be read.
    """
    try:
        zone = ZoneInfo(plugin.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        root = Path(plugin.config_file_path or "mkdocs.yml").parent
        message = f'there is no time zone "{plugin.timezone}"'
        hint = (
            nearest(plugin.timezone, available_timezones(), 0.7) or "write it as in Europe/London"
        )
        raise Problems([Problem("config", setting(root, "timezone"), message, hint)]) from None
    typed = as_of or os.environ.get(AS_OF)
    signed_off = frozenset(plugin.signed_off)
    if not typed:
        return Edition(datetime.now(UTC), zone, public, signed_off)
    try:
        moment = dates.moment(typed)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        raise Problems([Problem("as-of", Place("--as-of"), message, hint)]) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return Edition(moment, zone, public, signed_off)


def opened(
    config_file: str | None, as_of: str | None = None, *, public: bool = True
) -> tuple[Settings, Edition]:
    """Where a site's files are, and the edition built at a moment: now, if none is named.

    Raises:
        Problems: there is no such site, or its settings cannot be used.
    """
    config = load(config_file)
    plugin = cast("PluginConfig", config.plugins["inspection"].config)
    return settings(config, plugin), edition(plugin, as_of, public=public)


def opened_or_bare(config_file: str | None, as_of: str | None = None) -> tuple[Settings, Edition]:
    """The same; where there is no site, what holds of one whose mkdocs.yml says nothing.

    Raises:
        Problems: the settings of a site that there is cannot be used.
    """
    if config_file or _above() or Path("mkdocs.yml").is_file():
        return opened(config_file, as_of)
    plugin = PluginConfig()
    plugin.load_dict({})
    plugin.validate()
    return Settings(Path.cwd()), edition(plugin, as_of)
