"""A new site that checks and builds at once: the files under `starter/`, with a few words put in.

A file there whose name begins with `dot-` stands in the site as a hidden one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.desk import files
from generator.desk.schema import EXTENSIONS, vscode_settings
from generator.desk.starting.new import typed
from generator.desk.writing import scalar
from generator.problems import Place, Problem, Problems
from generator.words import has_catalogue, in_source_language, is_language

STARTER = Path(__file__).parent / "starter"
DATA = "data"
"""The starter's folder of records."""

_DOT = "dot-"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#!|&~])")


@dataclass(frozen=True)
class NewSite:
    """What a new site is told of itself."""

    name: str
    language: str
    timezone: str
    version: str
    """Of this package; the site asks for no older one."""


def init(folder: Path, name: str, site: NewSite) -> tuple[str, ...]:
    """Write a new site into a new or empty folder, known to its author as `name`.

    Returns the paths of its files.

    Raises:
        Problems: the folder holds something, there is no such language or time zone, or the disk
            refuses. Nothing is written then.
    """
    _refuse_unknown(site)
    texts = {**_starter(site), **_for_editors()}
    files.furnish(folder, name, texts)
    return tuple(texts)


def needs_approval(language: str) -> bool:
    """Whether no site may be public in a language until a speaker has approved its words."""
    return not in_source_language(language)


def _refuse_unknown(site: NewSite) -> None:
    try:
        ZoneInfo(site.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f'there is no time zone "{site.timezone}"'
        way = "write it as in Europe/London"
        raise Problems([Problem("config", Place("--timezone"), message, way)]) from None
    if not is_language(site.language):
        message = f'there is no language "{site.language}"'
        raise Problems([Problem("config", Place("--language"), message, "write it as in en-GB")])
    if not has_catalogue(site.language):
        message = f'the interface has no words in "{site.language}"'
        way = f"begin in English, then add locale/{site.language}.po and change `language`"
        raise Problems([Problem("no-catalogue", Place("--language"), message, way)])


def _starter(site: NewSite) -> Mapping[str, str]:
    """The files of the starter with the words put in, by their paths in the site."""
    name = typed("--name", site.name)
    plain = {"language": site.language, "timezone": site.timezone, "version": site.version}
    plain["signed_off"] = ""
    if needs_approval(site.language):
        plain["signed_off"] = (
            "      # when a speaker has approved the words of the interface:\n"
            f"      # signed_off: [{site.language}]\n"
        )
    found = {}
    for path in sorted(p for p in STARTER.rglob("*") if p.is_file()):
        text = path.read_text(encoding="utf-8")
        own = _MARKDOWN.sub(r"\\\1", name) if path.suffix == ".md" else scalar(name)
        found[_hidden(path.relative_to(STARTER))] = _filled(text, {**plain, "name": own})
    return found


def _for_editors() -> Mapping[str, str]:
    """What tells an editor how to check the records as they are typed."""
    said = {"settings": vscode_settings(DATA), "extensions": EXTENSIONS}
    return {f".vscode/{name}.json": json.dumps(one, indent=2) + "\n" for name, one in said.items()}


def _hidden(path: Path) -> str:
    return "/".join(re.sub(f"^{_DOT}", ".", part) for part in path.parts)


def _filled(text: str, words: Mapping[str, str]) -> str:
    """A text with words in the place of their names in braces, each put in once."""
    return re.sub(r"\{(\w+)\}", lambda m: words.get(m[1], m[0]), text)
