"""What stands beside the pages, assembled of what was written of each island.

Files of the same state are the same, so what a site has already is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from generator.beside import Beside, Files, below, ready
from generator.beside import held as held_whole
from generator.islands.gathered import Gathered
from generator.publish import data, search
from generator.store import Store, fingerprint, program
from generator.views.open_data import PAGE as DATA
from generator.views.search import INDEX

Held = Callable[[str], Any]
"""What gives what is kept under a name; none where nothing is."""


def index(lots: Iterable[search.Lot], gathered: Gathered) -> search.Index:
    """The index of the search, but for what is kept of it."""
    return search.index(
        (*lots, *gathered.lots), gathered.alike, gathered.visits, gathered.languages
    )


def start(whole: search.Index, held: Held, store: Store) -> dict[str, bytes]:
    """The files that a search begins with."""
    name = fingerprint("words of the search", program(), *whole.languages)
    files, made = search.start(whole, held, store.get(name))
    store.put(name, made)
    return files


def found(
    whole: search.Index, held: Held, begin: Callable[[], Mapping[str, bytes]]
) -> list[Beside]:
    """The search: the files that it begins with, and the texts of each lot."""

    def texts(lot: search.Lot) -> Files:
        return ready(search.texts(lot, held(lot.texts)), INDEX)

    own = [Beside(partial(texts, lot), state=lot.texts) for lot in whole.lots if lot.count]
    return [Beside(lambda: ready(begin(), INDEX), state=whole.state), *own]


def records(
    stretches: Iterable[data.Stretch], gathered: Gathered, held: Held, store: Store
) -> list[Beside]:
    """The data: the files of each kind, and those that describe them all."""
    collection = gathered.data
    kinds = data.kinds(collection, (*gathered.stretches, *stretches))
    said = fingerprint("data", repr(collection))
    state = {kind: fingerprint(said, kind.state) for kind in kinds}
    known: dict[str, Mapping[str, data.Weight]] = {}

    def files(kind: data.Kind) -> Files:
        weights: dict[str, data.Weight] = {}
        yield from below(DATA, data.weighed(kind.files(collection, held), weights))
        known[state[kind]] = weights
        store.put(_weights(state[kind]), weights)

    def weights(kind: data.Kind) -> Mapping[str, data.Weight]:
        if state[kind] not in known:
            known[state[kind]] = store.get(_weights(state[kind])) or {}
        if not known[state[kind]]:
            for _ in held_whole(files(kind)):
                pass  # each file is weighed when it is used
        return known[state[kind]]

    def about() -> Files:
        every = {path: one for kind in kinds for path, one in weights(kind).items()}
        return ready(data.about(collection, kinds, every), DATA)

    own = [Beside(partial(files, kind), state=state[kind]) for kind in kinds]
    return [*own, Beside(about, state=fingerprint("about", *state.values()), alone=False)]


def _weights(state: str) -> str:
    return fingerprint("weights", program(), state)
