"""The search index holds every word of every record, in few and small files, alike each time."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bench import corpus
from built import REPOSITORY, built, pages
from hypothesis import given
from hypothesis import strategies as st
from sites import HUSH, SAMPLE, planned

from generator.publish import search
from generator.publish.search import SHARD, Made, words_of
from generator.publish.search.lots import SHOWN
from generator.publish.search.postings import FREQUENT
from generator.site import Planned, index_files
from generator.views.search import FACETS, Document, Sought, alike, sought, written

FIRST_SEARCH = 400_000
"""Bytes that a first search may fetch at any size of the archive, with nothing compressed."""
RESULTS = 10
WORDS = 3
FILES = 3
"""Files of words that are read at most for one that is typed."""


class Index:
    """The index as a browser reads it, by the words of `publish/search` and not by its code."""

    def __init__(self, held: dict[str, bytes], language: str = "en-GB") -> None:
        self.start = json.loads(held[f"start.{language}.json"])
        self.held = held
        self.counts = [count for count, _ in self.start["lots"]]
        self.count = sum(self.counts)

    def words(self) -> dict[str, list[tuple[int, int]]]:
        """The documents that have each word, and how much it counts there."""
        found = {}
        for first, name in self.start["words"]:
            data = zlib.decompress(self.held[name])
            head, at = _number(data, 0)
            end = body = at + head
            before = b""
            while at < end:
                shared, at = _number(data, at)
                length, at = _number(data, at)
                before = before[:shared] + data[at : at + length]
                held, at = _number(data, at + length)
                assert first <= before.decode()
                assert before.decode() not in found
                found[before.decode()] = list(self._everywhere(data[body : body + held]))
                body += held
        return found

    def _everywhere(self, data: bytes) -> Iterator[tuple[int, int]]:
        """The documents of all lots that have a word."""
        at = lot = 0
        while at < len(data):
            more, at = _number(data, at)
            length, at = _number(data, at)
            lot += more
            first = sum(self.counts[:lot])
            for number, weight in _documents(data[at : at + length], self.counts[lot]):
                yield first + number, weight
            at += length

    def facets(self) -> dict[str, list[list[str]]]:
        """The values that each document has of each facet."""
        data, at = zlib.decompress(self.held[self.start["columns"]]), self.count
        found = {}
        for facet in self.start["facets"]:
            values: list[list[str]] = []
            while len(values) < self.count:
                stretch, at = _number(data, at)
                length, at = _number(data, at)
                own = []
                for _ in range(length):
                    value, at = _number(data, at)
                    own.append(facet["values"][value][0])
                values += [own] * stretch
            found[facet["id"]] = values
        assert at == len(data)
        return found

    def shown(self, number: int) -> list[str]:
        """A document as a result shows it."""
        lot = 0
        while number >= self.counts[lot]:
            number, lot = number - self.counts[lot], lot + 1
        folder = self.start["lots"][lot][1]
        block = json.loads(self.held[f"{folder}/{number // self.start['block']}.json"])
        return list(block[number % self.start["block"]])

    @property
    def all(self) -> list[tuple[str, ...]]:
        """Every document, without its marks."""
        return [tuple(self.shown(number)[:-1]) for number in range(self.count)]


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 0x80:
            return value, at


def _documents(data: bytes, documents: int) -> list[tuple[int, int]]:
    count, at = _number(data, 0)
    found, document = {}, 0
    if count * 8 > documents:
        bits, at = data[at : at + -(-documents // 8)], at + -(-documents // 8)
        found = {n: 0 for n in range(documents) if bits[n // 8] >> n % 8 & 1}
    while at < len(data):
        value, at = _number(data, at)
        document += value >> 2
        found[document] = value & 3
    assert len(found) == count
    return sorted(found.items())


Shown = tuple[str, ...]
"""What tells documents apart: all that is shown of them but their marks."""


def _all(plan: Planned) -> list[Document]:
    """Every document that can be found."""
    return [one.document for one in (*sought(plan.sites), *written(plan.sites)) if one.kept]


def _by_what_is_shown(plan: Planned) -> dict[Shown, Document]:
    return {_shown(document): document for document in _all(plan)}


def _shown(document: Document) -> Shown:
    d = document
    return (d.path, d.title, d.kind, d.within, d.language, d.text[:SHOWN])


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_every_word_of_every_record_leads_to_it(root: Path) -> None:
    plan = planned(root)
    found = _by_what_is_shown(plan)
    index = Index(index_files(plan.sites))
    words = {word: {number for number, _ in held} for word, held in index.words().items()}
    pairs = (pair for pairs in alike(plan.sites).values() for pair in pairs)
    synonyms = {word for pair in pairs for word in _words(pair)}
    assert sorted(index.all) == sorted(map(_shown, _all(plan)))
    for number, shown in enumerate(index.all):
        document = found[shown]
        own = set(words_of(f"{document.title} {document.text}"))
        assert [word for word in own if number not in words[word]] == []
        own |= set(words_of(f"{document.within} {document.also}"))
        assert {word for word, held in words.items() if number in held} - own <= synonyms


def _words(names: tuple[str, str]) -> set[str]:
    return set(words_of(" ".join(names)))


def test_a_term_is_found_by_either_of_its_names() -> None:
    """And a recommendation by its id, which those who work on it know it by."""
    plan = planned(REPOSITORY)
    found = _by_what_is_shown(plan)
    index = Index(index_files(plan.sites))
    words = {word: {number for number, _ in held} for word, held in index.words().items()}
    in_full = words["adverse"] & words["childhood"] & words["experiences"]
    assert in_full == words["aces"]
    texts = [f"{found[shown].title} {found[shown].text}" for shown in index.all]
    own = {number for number, text in enumerate(texts) if "ACEs" in text}
    assert own < words["aces"]
    fifth = [index.shown(n)[0] for n in words["r5"]]
    assert fifth == ["inspections/dorset-2021/recommendations/r5/"]


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_every_record_that_is_shown_can_be_found_at_its_anchor(root: Path) -> None:
    """Sources alone are told only beside other records."""
    plan = planned(root)
    found = [d for d in _all(plan) if d.language == plan.site.words.language]
    known = pages(built(root))
    lost = [d.path for d in found if _anchor(d.path) not in known[_page(d.path)].anchors]
    assert lost == []
    shown = {e.address for e in plan.released.entries if e.kind != "source"}
    own = [p for p in plan.released.pages if not p.language]
    assert len(found) == len(shown) + len(own)


def _page(path: str) -> str:
    return path.partition("#")[0]


def _anchor(path: str) -> str:
    return path.partition("#")[2] or "_content"


def test_facets_say_what_a_record_is() -> None:
    """One document of the sample, value by value."""
    index = Index(index_files(planned(SAMPLE).sites))
    facets = index.facets()
    number = next(
        n
        for n in range(index.count)
        if index.shown(n)[0] == "inspections/vellmouth-2020/recommendations/r1/"
    )
    assert {name: values[number] for name, values in facets.items()} == {
        "kind": ["recommendation"],
        "body": ["vellmouth-ferries", "vellmouth-council", "crossing-partnership"],
        "inspection": ["vellmouth-2020"],
        "year": ["2020"],
        "theme": [],
        "judgement": [],
        "status": facets["status"][number],
        "addressee": ["vellmouth-ferries", "vellmouth-council"],
        "deadline": ["three-months"],
        "language": ["en-GB"],
    }
    assert list(facets) == list(FACETS)


def test_a_translation_has_the_values_of_its_original_in_its_own_words() -> None:
    held = index_files(planned(SAMPLE).sites)
    index, other = Index(held), Index(held, "cy")
    assert [f["id"] for f in other.start["facets"]] == [f["id"] for f in index.start["facets"]]
    kinds = {v: n for f in other.start["facets"] if f["id"] == "kind" for v, n in f["values"]}
    assert kinds["finding"] == "Canfyddiadau"
    languages = index.facets()["language"]
    translated = [n for n in range(index.count) if languages[n] == ["cy"]]
    assert translated
    assert all(index.shown(n)[0].startswith("cy/") for n in translated)


def test_the_same_records_give_the_same_bytes() -> None:
    assert index_files(planned(SAMPLE).sites) == index_files(planned(SAMPLE).sites)


def test_what_is_hidden_is_in_no_file() -> None:
    for path, held in index_files(planned(SAMPLE).sites).items():
        data = zlib.decompress(held) if path.endswith(".bin") else held
        assert not re.search(HUSH, path + data.decode("utf-8", "replace"), re.IGNORECASE), path


@given(st.text())
def test_words_are_plain_and_stable(text: str) -> None:
    """Split again, a word is itself: the browser splits what readers type in the same way."""
    for word in words_of(text):
        assert len(word) <= 40
        assert list(words_of(word)) == [word]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    return planned(corpus.write(tmp_path_factory.mktemp("archive"), 2_000))


def test_a_first_search_fetches_little_at_any_size(archive: Planned) -> None:
    """At ten times as many records too: files of words and texts stay as large as they are."""
    held = index_files(archive.sites)

    def sizes(part: str) -> list[int]:
        return sorted((len(data) for path, data in held.items() if part in path), reverse=True)

    documents = Index(held).count
    grows = (sum(sizes("start.")) + sum(sizes("columns-")) + WORDS * documents // FREQUENT) * 10
    words = sum(sizes("words-")[: WORDS * FILES])
    assert max(sizes("words-")) < SHARD
    assert grows + words + sum(sizes("/")[:RESULTS]) < FIRST_SEARCH


def test_what_changes_is_made_again_and_nothing_else(archive: Planned) -> None:
    """Of two thousand records one has a word more: one file of words is made, and the columns."""
    found = sought(archive.sites)
    place = next(n for n, one in enumerate(found) if one.document.text)
    more = replace(found[place].document, text=f"{found[place].document.text} zebra")
    after = [*found[:place], replace(found[place], document=more), *found[place + 1 :]]
    old, before, held = _made(archive, found)
    new, whole, _ = _made(archive, after)
    again, made, _ = _made(archive, after, (before, held))
    assert (again, made) == (new, whole)
    words = [path for path in new.keys() - old.keys() if path.startswith("words-")]
    assert len(words) == 1
    assert b"zebra" in zlib.decompress(new[words[0]])
    assert [g for g, files in made.shards.items() if files is not before.shards.get(g)] == [
        group for group in made.shards if "ze" in group
    ]


def _made(
    archive: Planned, found: list[Sought], before: tuple[Made, dict[str, Any]] | None = None
) -> tuple[dict[str, bytes], Made, dict[str, Any]]:
    """The files that a search begins with, what was made of words, and all that is kept."""
    filled = search.lots(found, {})
    visits = [visit.id for visit in archive.site.visits]
    index = search.index((lot for lot, _ in filled), (), visits, ["en-GB"])
    made, kept = before or (None, {})
    held = kept | {name: part for _, parts in filled for name, part in parts.items()}
    return *search.start(index, held.get, made), held
