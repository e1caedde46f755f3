"""What a site says of itself: where its files are, what it is called, what it allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.rules.whole import DEFAULT_POLICY, Policy


@dataclass(frozen=True)
class Settings:
    """Where a site's files are, and what it is called."""

    root: Path
    data: str = "data"
    content: str = "content"
    name: str = ""
    language: str = "en-GB"
    url: str = ""
    """Where the site is published, for what names a page outside it."""
    policy: Policy = DEFAULT_POLICY
    about: str = ""
    """What it is about, in a sentence or two."""
    licence: Mapping[str, str] = field(default_factory=dict)
    """Under which its data may be used: `name`, `title` and `path`."""
    search: bool = True
    """Whether it can be searched."""
