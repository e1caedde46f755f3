"""What is released, joined up in each of its languages, as views see it."""

from __future__ import annotations

from collections.abc import Sequence
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
            )
        )
    return made


def attachment(settings: Settings, path: str) -> Path:
    """The file of an attachment, by where it stands on the site."""
    return settings.root / settings.data / path
