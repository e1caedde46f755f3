"""What a site has already, for an editor to offer: ids of records, words of frameworks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.addresses import FAMILIES, title
from generator.catalogue import DEFAULT_FRAMEWORK, Catalogue, Entry
from generator.records import (
    EDITOR,
    Criterion,
    Framework,
    Inspection,
    KindName,
    Labelled,
    Progress,
    Scale,
)
from generator.rules.vocabulary import WORD_LISTS

Offers = Mapping[str, str]
"""What may be typed, and for each what it means, in words."""

GRADES = "grades"
"""The grades of all scales, listed beside a framework's own lists of words."""

_FROM_ELSEWHERE = {"finding", "recommendation", "figure"}
"""Kinds of record that are pointed at from other inspections too, with the whole address."""
_TOLD_OF_ONE_ID = 3


@dataclass(frozen=True)
class Known:
    """All that can be offered in the files of a site."""

    ids: Mapping[str, Offers]
    """For each kind of record the ids and addresses of those that are there."""
    words: Mapping[tuple[str, str], Offers]
    """The words of each list of the frameworks in use; kinds by the family that they are of."""
    files: Offers
    """Attachments, by their path in the folder of their inspection."""

    def of(self, kinds: Iterable[str]) -> Offers:
        """What may be typed where a record of one of these kinds is pointed at."""
        return {typed: what for kind in kinds for typed, what in self.ids.get(kind, {}).items()}

    def listed(self, words: str, family: str) -> Offers:
        """The words of a list that a record of this family may use."""
        return self.words.get((words, family if words == "kinds" else ""), {})


def known(written: Catalogue) -> Known:
    """All that can be offered, of a catalogue that may hold only a part of the site."""
    frameworks = {e.id: e.record for e in written.entries if isinstance(e.record, Framework)}
    visits = [e.record for e in written.entries if isinstance(e.record, Inspection)]
    used = {visit.framework or DEFAULT_FRAMEWORK for visit in visits} or set(frameworks)
    said: defaultdict[tuple[str, str], defaultdict[str, list[str]]] = defaultdict(_lists)
    for name in sorted(used & set(frameworks)):
        suffix = f" ({name})" if len(used) > 1 else ""
        for where, word, what in _words(frameworks[name]):
            said[where][word].append(what + suffix)
    words = {
        where: {word: "; ".join(what) for word, what in of.items()} for where, of in said.items()
    }
    return Known(_ids(written.entries), words, _files(written.files))


def _lists() -> defaultdict[str, list[str]]:
    return defaultdict(list)


def _ids(entries: Iterable[Entry]) -> dict[str, Offers]:
    ids: dict[str, Offers] = {EDITOR: {EDITOR: "The editor's own reading"}}
    bare: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(_lists)
    whole: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for entry in entries:
        if isinstance(entry.record, Progress):
            continue
        name = title(entry.record)
        where = "" if entry.kind in FAMILIES else f" ({entry.address.rpartition('/')[0]})"
        bare[entry.kind][entry.id].append((name or entry.id) + where)
        if entry.kind in _FROM_ELSEWHERE:
            whole[entry.kind][entry.address] = name or entry.id
    for kind, found in bare.items():
        ids[kind] = {typed: _several(what) for typed, what in found.items()} | whole[kind]
    return ids


def _several(what: list[str]) -> str:
    """What one id means in several inspections; only the first few are told."""
    more = len(what) - _TOLD_OF_ONE_ID
    return "; ".join([*what[:_TOLD_OF_ONE_ID], *([f"and {more} more"] if more > 0 else [])])


def _words(framework: Framework) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Every word of a framework: the list it stands in, the word, and what it means."""
    for name in WORD_LISTS:
        for word in getattr(framework, name):
            family = word.family if isinstance(word, KindName) else ""
            yield (name, family), word.id, _meaning(word)
    for scale in framework.scales:
        for grade in scale.values:
            yield (
                (GRADES, ""),
                grade.id,
                f"{_meaning(grade)}, on the scale {scale.label or scale.id}",
            )


def _meaning(word: Labelled | Scale | Criterion) -> str:
    said = [word.label or word.id, word.description]
    if meaning := getattr(word, "meaning", None):
        said.append(f"counts as {meaning}")
    return ": ".join(filter(None, said))


def _files(paths: Iterable[str]) -> Offers:
    """Attachments as they are written: data/inspections/x/files/y is files/y there."""
    split = (PurePosixPath(path).parts for path in paths)
    return {"/".join(parts[2:]): f"of {parts[1]}" for parts in split}
