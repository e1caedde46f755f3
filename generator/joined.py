"""What is released, joined up in each of its languages, as views see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.comparison import comparisons
from generator.graph import Mentions, link
from generator.places import places
from generator.release import Released
from generator.settings import Settings
from generator.states import Edition
from generator.views.context import Site
from generator.words import OWN_CATALOGUES, words


def joined(
    settings: Settings,
    edition: Edition,
    released: Released,
    *,
    languages: Sequence[str] | None = None,
    content: frozenset[str] | None = None,
    mentions: Mentions | None = None,
) -> list[Site]:
    """The site in its own language, then what of it is translated into each other one.

    Of a part of a site, the other `languages` and the hand-written pages (`content`) may be those
    of the whole. What the texts of records mention may be known already: `mentions`.
    """
    others = released.languages if languages is None else languages
    written = frozenset(p.path for p in released.pages) if content is None else content
    made = []
    for language in ("", *others):
        graph = link(released.in_language(language) if language else released, mentions)
        made.append(
            Site(
                graph,
                comparisons(graph),
                places(graph),
                words(language or settings.language, settings.root / OWN_CATALOGUES),
                edition,
                settings.name,
                sizes={path: attachment(settings, path).stat().st_size for path in released.files},
                content=written,
                language=language,
                others=frozenset(others),
                own_language=settings.language,
                about=settings.about,
                url=settings.url,
                licence=settings.licence,
                search=settings.search,
            )
        )
    return made


@dataclass(frozen=True)
class Summary:
    """What is to be known of what a site shows, without its records."""

    kinds: frozenset[str]
    """The kinds of record that it has."""
    files: tuple[str, ...]
    """Attachments, by where they stand on the site."""
    languages: tuple[str, ...]
    """The first parts of the addresses of each language; empty for the site's own."""
    hidden_pages: frozenset[str]
    """Hand-written pages that are not shown, by their paths in the folder of content."""
    held_back: frozenset[str]
    """What stands beside hand-written pages and only hidden ones use."""
    next_release: datetime | None
    not_signed_off: tuple[str, ...]
    """Languages that a public build leaves out until a speaker has approved their words."""


def summary(sites: Sequence[Site]) -> Summary:
    """The same of a site, in all of its languages."""
    released = sites[0].graph.released
    return Summary(
        frozenset(entry.kind for entry in released.entries),
        released.files,
        tuple(site.language for site in sites),
        released.hidden_pages,
        released.held_back,
        released.next_release,
        released.not_signed_off,
    )


def attachment(settings: Settings, path: str) -> Path:
    """The file of an attachment, by where it stands on the site."""
    return settings.root / settings.data / path
