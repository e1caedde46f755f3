"""What is gathered from all islands: the records of the site in short, and what stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from generator.addresses import Addresses
from generator.catalogue import Catalogue, Entry
from generator.islands.made import Made, Outline
from generator.joined import joined
from generator.plan import Page, gathered
from generator.release import Released, release
from generator.resolve import resolve
from generator.settings import Settings
from generator.states import Edition
from generator.views.context import Site


@dataclass(frozen=True)
class Gathered:
    """The whole site in short."""

    sites: tuple[Site, ...]
    pages: tuple[Page, ...]

    @property
    def released(self) -> Released:
        """What is shown."""
        return self.sites[0].graph.released


def gather(
    settings: Settings,
    edition: Edition,
    shared: Catalogue,
    several: Sequence[Made],
) -> Gathered:
    """Put islands together again, with what they share.

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
    return Gathered(tuple(sites), tuple(gathered(sites)))


def _joined(shared: Released, outlines: Sequence[Outline], settings: Settings) -> Released:
    shown = [one.shown for one in outlines]
    own = sorted(chain.from_iterable(one.entries for one in shown), key=_inspection)
    folder = f"{settings.data}/inspections/"
    before = [e for e in shared.entries if e.source.path < folder]
    after = [e for e in shared.entries if e.source.path >= folder]
    entries = (*before, *own, *after)
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
