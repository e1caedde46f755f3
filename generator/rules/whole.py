"""The catalogue seen as one, with the look-ups that every rule needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, cast

from generator.addresses import Addresses
from generator.catalogue import DEFAULT_FRAMEWORK, Catalogue, Entry
from generator.chains import chains
from generator.problems import Problem
from generator.records import (
    EDITOR,
    BodyRecord,
    Framework,
    Grade,
    Inspection,
    KindName,
    Progress,
    Record,
    Scale,
)
from generator.scales import lineage
from generator.states import Edition

Found = Iterator[Problem]


@dataclass(frozen=True)
class Policy:
    """What a site has settled on for itself, where rules leave it the choice."""

    small_numbers: int = 5
    """The count from which on people cannot be told from it."""
    links_to_hidden: Literal["words", "problem"] = "words"
    """What a link from something public to something hidden is: plain words, or a problem."""


DEFAULT_POLICY = Policy()


class Whole:
    """Every record, hidden ones too. With an edition, what it shows must not need what it hides."""

    def __init__(
        self,
        catalogue: Catalogue,
        addresses: Addresses,
        edition: Edition | None,
        policy: Policy = DEFAULT_POLICY,
        beside: Iterable[Entry] = (),
    ) -> None:
        """Look at a catalogue; what stands `beside` it is known, and was looked at already."""
        self.catalogue = catalogue
        self.beside = tuple(beside)
        self.policy = policy
        self.addresses = addresses
        self.edition = edition
        self.inspections: dict[str, Inspection] = {
            e.id: e.record
            for e in (*catalogue.entries, *self.beside)
            if isinstance(e.record, Inspection)
        }
        self.frameworks: dict[str, Framework] = {
            e.id: e.record for e in catalogue.entries if isinstance(e.record, Framework)
        }
        self.chains = chains(self.inspections)
        self.files = frozenset(catalogue.files)
        self.silences_needed: set[tuple[str, int]] = set()
        """Silences that kept an advice from being given: the record, and which one of its."""

    @cached_property
    def grades(self) -> dict[str, list[Grade]]:
        """The grades of each inspection."""
        found: dict[str, list[Grade]] = defaultdict(list)
        for entry in self.catalogue.entries:
            if isinstance(entry.record, Grade):
                found[entry.inspection].append(entry.record)
        return found

    def came_before(self, body: str) -> set[str]:
        """A body and all those that it came after, however far back."""
        found, waiting = {body}, [body]
        while waiting:
            target = self.addresses.find(waiting.pop(), "", ("body",))
            record = target.entry.record if target else None
            before = record.predecessors if isinstance(record, BodyRecord) else ()
            earlier = [p.body for p in before if p.body not in found]
            found |= set(earlier)
            waiting += earlier
        return found

    @cached_property
    def carried_on(self) -> dict[str, set[str]]:
        """The recommendations that those of each inspection carry on, by address."""
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self.catalogue.entries:
            for connection in getattr(entry.record, "follows", ()):
                if entry.kind == "recommendation":
                    target = self.addresses.find(connection.address, entry.inspection)
                    found[entry.inspection] |= {target.entry.address} if target else set()
        return found

    @cached_property
    def criteria(self) -> dict[str, str]:
        """For each criterion that has had several ids, one id for all of them."""
        return lineage(self.frameworks.values())

    def is_silent(self, entry: Entry, code: str) -> bool:
        """Whether a record says that it does not want this advice, and for how long."""
        today = self.edition.as_of.astimezone(self.edition.zone).date() if self.edition else None
        for index, silence in enumerate(getattr(entry.record, "silence", ())):
            if silence.advice != code:
                continue
            self.silences_needed.add((entry.address, index))
            last = silence.until.last if silence.until else None
            if last is None or today is None or today <= last:
                return True
        return False

    def own_entries(self) -> Iterator[Entry]:
        """Each record once: a body's milestones are walked as part of it."""
        for entry in self.catalogue.entries:
            if not (entry.kind == "milestone" and not entry.inspection):
                yield entry

    def translated_entries(self) -> Iterator[Entry]:
        """Each original with the words, and in the place, of its translation."""
        originals = {entry.address: entry for entry in self.own_entries()}
        for one in self.catalogue.translations:
            if one.address in originals:
                record = cast("Record", one.record)
                original = originals[one.address]
                yield replace(original, record=record, source=one.source, at=one.at)

    def framework_of(self, inspection: str) -> Framework | None:
        """The framework that an inspection reports in, None if it is unknown."""
        if inspection not in self.inspections:
            return None
        name = self.inspections[inspection].framework or DEFAULT_FRAMEWORK
        return self.frameworks.get(name)

    def kind_of(self, entry: Entry) -> KindName | None:
        """What its framework says of a record's kind, None where it says nothing."""
        framework = self.framework_of(entry.inspection)
        name = getattr(entry.record, "kind", None) or entry.kind
        kinds = framework.kinds if framework else ()
        return next((k for k in kinds if k.id == name), None)

    def is_counted(self, entry: Entry) -> bool:
        """Whether a record counts among those of its family."""
        kind = self.kind_of(entry)
        return kind is None or kind.counted

    def is_claim(self, visit: str, progress: Progress) -> bool:
        """Whether a word on a recommendation is another body's claim, not the inspectors' word."""
        inspecting = self.inspections[visit].inspecting
        return progress.by not in (None, EDITOR, *inspecting)

    def scale(self, entry: Entry, name: str | None) -> Scale | None:
        """A scale of a record's framework."""
        framework = self.framework_of(entry.inspection)
        scales = framework.scales if framework else ()
        return next((s for s in scales if s.id == name), None)
