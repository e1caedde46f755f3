"""How many records are written of each kind and in each state, and when embargoes end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalogue import Entry
from generator.desk.everything import Everything
from generator.records import State
from generator.views.naming import FAMILIES_OF_KINDS

STATES: tuple[State, ...] = ("published", "embargoed", "draft", "withdrawn")


@dataclass(frozen=True)
class Count:
    """How many records there are of a kind, and how many are in each state."""

    kind: str
    """One of the product's kinds."""
    label: str
    counted: bool
    """Whether the pages count them; not those that only hold others."""
    total: int
    states: dict[State, int]


@dataclass(frozen=True)
class Embargo:
    """A moment at which something becomes public, and how many records do."""

    until: str
    """In words, in the site's zone."""
    moment: str
    """As machines read it."""
    records: int


LABELS = {
    "inspection": "Inspections",
    "section": "Sections",
    "finding": "Findings",
    "recommendation": "Recommendations",
    "case-study": "Case studies",
    "notable-practice": "Notable practice",
    "figure": "Figures",
    "grade": "Grades",
    "progress": "Words on progress",
    "milestone": "Milestones",
    "source": "Sources",
    "term": "Terms",
    "body": "Bodies",
    "theme": "Themes",
    "framework": "Frameworks",
}
"""What several records of a kind are called, in the order in which they are counted."""


def counts(every: Everything, within: Iterable[Entry]) -> Iterator[Count]:
    """How many of these records there are, kind by kind; of a kind that has none, nothing."""
    found: dict[tuple[str, bool], Counter[State]] = {}
    for entry in within:
        of_kind = found.setdefault((entry.kind, _is_counted(every, entry)), Counter())
        of_kind[every.standings[entry.address].state] += 1
    for kind, label in LABELS.items():
        for counted in (True, False):
            states = found.get((kind, counted))
            if states:
                words = label if counted else f"{label} that only hold others"
                yield Count(kind, words, counted, states.total(), {s: states[s] for s in STATES})


def _is_counted(every: Everything, entry: Entry) -> bool:
    return entry.kind not in FAMILIES_OF_KINDS or every.graph.is_counted(entry)


def embargoes(every: Everything, within: Iterable[Entry]) -> Iterator[Embargo]:
    """The moments at which records become public, the next one first."""
    ends = Counter(until for e in within if (until := every.standings[e.address].until))
    for until in sorted(ends):
        words = every.shown.words.moment(until, every.edition.zone)
        yield Embargo(words, until.isoformat(), ends[until])
