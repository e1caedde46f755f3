"""Two versions of a record, field by field, as its model has them: what differs, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from generator.addresses import scope
from generator.catalogue import Entry
from generator.desk.telling import wording
from generator.desk.telling.wording import Fact
from generator.records import EDITOR, Location, Marked, Model, Record, Ref, Word, walk
from generator.showing import FOR_AUTHORS
from generator.translation import ORIGINAL, key_of
from generator.views.context import Here

Way = Literal["value", "prose", "list", "order"]

_KEEPING = frozenset({*Record.model_fields, *FOR_AUTHORS, ORIGINAL})
"""Fields by which a record is kept, linked and sourced; only their words are what it says."""


@dataclass(frozen=True)
class Difference:
    """One field that says something else; a part of it, where something stands inside it."""

    path: tuple[str, ...]
    """The keys that lead to it as they are written, and what names one of several.

    None of a translation that is in one of the states only.
    """
    before: tuple[str, ...]
    """Each value it had, in words; none where it was left out."""
    after: tuple[str, ...]
    way: Way = "value"
    said: bool = True
    """Whether it is part of what the record says, and no mere keeping of it."""
    language: str = ""
    """The language, where it is of a translation."""


@dataclass(frozen=True)
class Version:
    """A record in one state: what it is called there, and what its links lead to."""

    here: Here = field(repr=False)
    entry: Entry
    moved: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Where the addresses that it leads to have moved since."""

    def lands(self, typed: str, at: Location, kinds: tuple[str, ...]) -> str:
        """What a link leads to in the later state, however it was typed."""
        if typed == EDITOR:
            return typed
        target = self.here.graph.addresses.find(typed, scope(self.entry, at), kinds)
        if target is None:
            return typed
        address = target.entry.address
        return f"{self.moved.get(address, address)} {target.part}".rstrip()

    def names(self, value: object, at: Location) -> Iterator[str]:
        """What names each thing that stands inside a field: its key, and which of several."""
        seen: dict[str, int] = defaultdict(int)
        for part, place in _placed(value, at):
            key = ", ".join(filter(None, self._key(part, place)))
            seen[key] += 1
            yield f"{key} {seen[key]}".lstrip() if seen[key] > 1 or not key else key

    def _key(self, part: Model, at: Location) -> Iterator[str]:
        """The values of its key; of a link what it leads to."""
        for name, value in zip(type(part).KEY, key_of(part), strict=True):
            mark = _mark(part, name)
            is_link = isinstance(mark, Ref) and value
            yield self.lands(value, (*at, name), mark.kinds) if is_link else value

    def summary(self, part: Model, at: Location = ()) -> str:
        """All that it says, or something that stands inside one of its fields, on one line."""
        named = type(part).KEY  # stands before it
        found = wording.facts(self.here, self.entry, part, at)
        return _summary(fact for fact in found if fact.field not in named or len(found) == 1)


def differences(
    before: Version, one: Model, after: Version, other: Model
) -> tuple[Difference, ...]:
    """All that differs between two versions of a record, or of its words in a language."""
    return tuple(_Comparing(before, after).models(one, (), other, (), ()))


class _Comparing:
    """Compares two versions of one record; a location says where a part of it stands in each."""

    def __init__(self, before: Version, after: Version) -> None:
        self.before = before
        self.after = after

    def models(
        self, one: Model, at: Location, other: Model, there: Location, path: tuple[str, ...]
    ) -> Iterator[Difference]:
        for name, described in type(one).model_fields.items():
            was, now = getattr(one, name), getattr(other, name)
            if was == now:
                continue
            inside = (*path, described.alias or name)
            if any(isinstance(v, Model) for v in (*_each(was), *_each(now))):
                found = self.parts(was, (*at, name), now, (*there, name), inside)
            else:
                found = self.values(name, one, at, other, there, inside)
            if at or name not in _KEEPING or _is_worded(_mark(one, name) or _mark(other, name)):
                yield from found
            else:
                yield from (replace(difference, said=False) for difference in found)

    def parts(
        self,
        was: object,
        at: Location,
        now: object,
        there: Location,
        path: tuple[str, ...],
    ) -> Iterator[Difference]:
        """What differs between things that stand inside a field: one, or several by their keys."""
        if isinstance(was, Model) and isinstance(now, Model):
            yield from self.models(was, at, now, there, path)
            return
        ours = dict(zip(self.before.names(was, at), _placed(was, at), strict=True))
        theirs = dict(zip(self.after.names(now, there), _placed(now, there), strict=True))
        if not any(type(part).KEY for part, _ in (*ours.values(), *theirs.values())):
            ours, theirs = _by_likeness(_placed(was, at), _placed(now, there))
        for name, (part, place) in ours.items():
            if name not in theirs:
                yield Difference((*path, name), (self.before.summary(part, place),), ())
        for name, (part, place) in theirs.items():
            if name in ours:
                old, old_place = ours[name]
                yield from self.models(old, old_place, part, place, (*path, name))
            else:
                yield Difference((*path, name), (), (self.after.summary(part, place),))
        if [n for n in ours if n in theirs] != [n for n in theirs if n in ours]:
            yield Difference(path, tuple(ours), tuple(theirs), "order")

    def values(
        self,
        name: str,
        one: Model,
        at: Location,
        other: Model,
        there: Location,
        path: tuple[str, ...],
    ) -> Iterator[Difference]:
        """What differs between plain values: one of each, or several."""
        mark = _mark(one, name) or _mark(other, name)
        was, now = _each(getattr(one, name)), _each(getattr(other, name))
        if isinstance(mark, Ref):
            if at and name in type(one).KEY:
                return  # it is by what this leads to that the two were found to be the same
            old = [self.before.lands(v, (*at, name), mark.kinds) for v in was]
            new = [self.after.lands(v, (*there, name), mark.kinds) for v in now]
        else:
            old, new = list(map(repr, was)), list(map(repr, now))
        if old == new:
            return
        before = wording.values(self.before.here, self.before.entry, one, name, at)
        after = wording.values(self.after.here, self.after.entry, other, name, there)
        if before == after:  # a number too fine for words, or another word with the same label
            before, after = tuple(map(str, was)), tuple(map(str, now))
        if isinstance(getattr(one, name), tuple):
            gone = tuple(w for w, v in zip(before, old, strict=True) if v not in new)
            come = tuple(w for w, v in zip(after, new, strict=True) if v not in old)
            if gone or come:
                yield Difference(path, gone, come, "list")
            else:
                yield Difference(path, before, after, "order")
        else:
            is_file = isinstance(mark, Marked) and mark.what == "file"
            said = not is_file and " ".join(before).split() != " ".join(after).split()
            way: Way = "prose" if isinstance(mark, Marked) else "value"
            yield Difference(path, before, after, way, said)


Placed = tuple[Model, Location]
"""Something that stands inside a field, and where."""


def _placed(value: object, at: Location) -> list[Placed]:
    if isinstance(value, tuple):
        return [(part, (*at, index)) for index, part in enumerate(value)]
    return [(value, at)] if isinstance(value, Model) else []


def _by_likeness(ours: list[Placed], theirs: list[Placed]) -> tuple[dict[str, Placed], ...]:
    """Things without a key, by a number that they share: equal ones first, the rest in turn."""
    free = defaultdict(list)
    for number, (part, _) in enumerate(theirs, 1):
        free[repr(part)].append(number)
    equal = {i: free[repr(p)].pop(0) for i, (p, _) in enumerate(ours) if free[repr(p)]}
    left = iter(sorted(number for numbers in free.values() for number in numbers))
    beyond = len(theirs)
    found: dict[str, Placed] = {}
    for index, one in enumerate(ours):
        number = equal.get(index) or next(left, 0)
        beyond += not number
        found[str(number or beyond)] = one
    return found, {str(number): one for number, one in enumerate(theirs, 1)}


def _each(value: object) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _mark(model: Model, name: str) -> Any:  # noqa: ANN401 - a mark is of several kinds
    """What a field's own values are marked as, not those of what stands inside it."""
    for place, mark, _ in walk(model):
        if place[0] == name and all(isinstance(step, int) for step in place[1:]):
            return mark
    return None


def _is_worded(mark: object) -> bool:
    return isinstance(mark, Word) or (isinstance(mark, Marked) and mark.what in ("prose", "words"))


def _summary(facts: Iterable[Fact]) -> str:
    said = []
    for fact in facts:
        inside = " and ".join(_summary(part) for part in fact.parts)
        words = ", ".join(fact.words.split("\n\n" if fact.field == "text" else "\n"))
        said.append(f"{fact.label.lower()}: {f'({inside})' if inside else words}")
    return "; ".join(said)
