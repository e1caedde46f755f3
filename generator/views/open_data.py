"""The page on a site's data: what can be downloaded, under which licence, what can be followed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.views.context import Here
from generator.views.data.rows import MODELS
from generator.views.data.rows import TITLES as KINDS
from generator.views.feeds import FEED, FEEDS, TITLES
from generator.views.pieces import Link

PAGE = "data/"


@dataclass(frozen=True)
class Download:
    """The records of one kind."""

    title: str
    count: str
    csv: str
    json: str
    schema: str


@dataclass(frozen=True)
class FeedLine:
    """A feed in both of its formats."""

    title: str
    atom: str
    json: str


@dataclass(frozen=True)
class OpenDataView:
    """The page on data."""

    licence: Link | None
    downloads: tuple[Download, ...]
    package: str
    catalogue: str
    feeds: tuple[FeedLine, ...]


def fill(here: Here) -> OpenDataView:
    """What there is to download and to follow."""
    counts = Counter(entry.kind for entry in here.graph.entries.values())
    licence = here.site.licence
    return OpenDataView(
        Link(licence.get("title") or licence.get("name", ""), licence.get("path", ""))
        if licence
        else None,
        tuple(
            Download(
                here.say(KINDS[name]),
                here.site.words.number(counts[kind]),
                f"{name}.csv",
                f"{name}.json",
                f"{name}.schema.json",
            )
            for name, model in MODELS.items()
            if counts[kind := str(getattr(model, "KIND", ""))]
        ),
        "datapackage.json",
        "catalogue.json",
        (
            _feed(here, here.say("Everything that is new"), FEED),
            *(_feed(here, here.say(TITLES[s]), f"feeds/{name}") for s, name in FEEDS.items()),
        ),
    )


def _feed(here: Here, title: str, path: str) -> FeedLine:
    top = "../" * here.path.count("/")
    return FeedLine(title, f"{top}{path}.xml", f"{top}{path}.json")
