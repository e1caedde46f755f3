"""What is gathered from all islands: the records of the site in short, and what stands on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from generator.addresses import Addresses
from generator.catalogue import Catalogue, Entry
from generator.islands.dated import Dated
from generator.islands.grouping import in_order
from generator.islands.made import Goods, Made, Outline
from generator.joined import Summary, joined, summary
from generator.obligations import next_change
from generator.plan import Leaf, Page, gathered
from generator.publish import feeds
from generator.publish.data import Stretch, stretch
from generator.publish.search import Lot, lots
from generator.release import Released, release
from generator.resolve import resolve
from generator.settings import Settings
from generator.states import Edition
from generator.views.data.rows import Collection, collection, dataset, rows
from generator.views.feeds import feeds as every_feed
from generator.views.feeds import news
from generator.views.search import Pair, alike, sought, written


@dataclass(frozen=True)
class Gathered(Dated):
    """What is gathered from all islands, but for the HTML of its pages."""

    leaves: tuple[Leaf, ...]
    summary: Summary
    lots: tuple[Lot, ...] = field(repr=False)
    """What a search finds that is of no inspection."""
    alike: tuple[Pair, ...] = field(repr=False)
    """What inspections share and call by two names."""
    visits: tuple[str, ...]
    """The inspections, newest first."""
    languages: tuple[str, ...]
    """Their tags: the site's own is the first."""
    data: Collection
    stretches: tuple[Stretch, ...] = field(repr=False)
    """The data that is of no inspection."""
    feeds: Mapping[str, bytes] = field(repr=False)


def gather(
    settings: Settings, edition: Edition, shared: Catalogue, several: Sequence[Made]
) -> tuple[Gathered, Goods, tuple[Page, ...]]:
    """Put islands together again, with what they share; the pages are not yet rendered.

    Raises:
        Problems: something in what they share, or in the hand-written pages, does not hold.
    """
    outlines = [one.outline for one in several if one.outline]
    known = sorted(chain.from_iterable(one.written for one in outlines), key=_inspection)
    addresses = resolve(shared, edition, settings.policy, known)
    used = frozenset[str]().union(*(one.used for one in outlines))
    released = _joined(release(shared, addresses, edition, used), outlines, settings)
    mentions = dict(chain.from_iterable(one.mentions.items() for one in outlines))
    sites = joined(settings, edition, released, mentions=mentions)
    pages = tuple(gathered(sites))
    own = sites[0]
    items = chain((i for i in news(own) if not i.of), *(one.news for one in several))
    found = (*sought(sites, shared=True), *written(sites)) if settings.search else ()
    documents = lots(found, {})
    public = edition.public
    data = [stretch(some, settings.licence, public=public) for some in rows(own, shared=True)]
    return (
        Gathered(
            tuple(page.leaf for page in pages),
            summary(sites),
            tuple(lot for lot, _ in documents),
            alike(sites).get("", ()),
            tuple(visit.id for visit in own.visits),
            tuple(site.words.language for site in sites),
            collection(own, {dataset(entry.kind) for entry in released.entries}),
            tuple(one for one, _ in data),
            feeds.files(every_feed(own, items)),
            since=own.today,
            until=next_change(own.graph, own.today),
        ),
        Goods((), {n: part for _, held in (*documents, *data) for n, part in held.items()}),
        pages,
    )


def _joined(shared: Released, outlines: Sequence[Outline], settings: Settings) -> Released:
    shown = [one.shown for one in outlines]
    own = sorted(chain.from_iterable(one.entries for one in shown), key=_inspection)
    entries = in_order(shared.entries, own, settings.data)
    moments = [one.next_release for one in (shared, *shown) if one.next_release]
    spoken = {language for one in (shared, *shown) for language in one.not_signed_off}
    gone = sorted(chain.from_iterable(one.withdrawn for one in shown), key=lambda w: w.inspection)
    return replace(
        shared,
        entries=entries,
        files=tuple(sorted(chain.from_iterable(one.files for one in shown))),
        addresses=Addresses(entries),
        unpublished={a: s for one in (shared, *shown) for a, s in one.unpublished.items()},
        withdrawn=(*gone, *shared.withdrawn),
        hidden=shared.hidden.union(*(one.hidden for one in shown)),
        next_release=min(moments, default=None),
        translations=tuple(chain(shared.translations, *(one.translations for one in shown))),
        not_signed_off=tuple(sorted(spoken)),
    )


def _inspection(entry: Entry) -> str:
    return entry.inspection
