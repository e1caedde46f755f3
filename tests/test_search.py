"""The search index holds every word of every record, in few and small files, alike each time."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

import pytest
from bench import corpus
from built import REPOSITORY, built, pages
from hypothesis import given
from hypothesis import strategies as st
from sites import HUSH, SAMPLE, planned

from generator.publish.search import BLOCK, FREQUENT, SHARD, files, words_of
from generator.site import Planned
from generator.views.search import FACETS, collection

FIRST_SEARCH = 400_000
"""Bytes that a first search may fetch at any size of the archive, with nothing compressed."""
RESULTS = 10
WORDS = 3
FILES = 3
"""Files of words that are read at most for one that is typed."""


class Index:
    """The index as a browser reads it, by the words of `publish/search.py` and not by its code."""

    def __init__(self, held: dict[str, bytes], language: str = "en-GB") -> None:
        self.start = json.loads(held[f"start.{language}.json"])
        folder = self.start["version"]
        self.held = {path.removeprefix(f"{folder}/"): data for path, data in held.items()}
        self.count = self.start["documents"]

    def words(self) -> dict[str, list[tuple[int, int]]]:
        """The documents that have each word, and how much it counts there."""
        found = {}
        for number in range(len(self.start["words"])):
            data = zlib.decompress(self.held[f"words-{number}.bin"])
            head, at = _number(data, 0)
            end = body = at + head
            before = b""
            while at < end:
                shared, at = _number(data, at)
                length, at = _number(data, at)
                before = before[:shared] + data[at : at + length]
                held, at = _number(data, at + length)
                found[before.decode()] = list(_documents(data[body : body + held], self.count))
                body += held
        return found

    def facets(self) -> dict[str, list[list[str]]]:
        """The values that each document has of each facet."""
        data, at = zlib.decompress(self.held["columns.bin"]), self.count
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
        block = json.loads(self.held[f"texts-{number // BLOCK}.json"])
        return list(block[number % BLOCK])


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


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_every_word_of_every_record_leads_to_it(root: Path) -> None:
    found = collection(planned(root).sites)
    index = Index(files(found))
    words = {word: {number for number, _ in held} for word, held in index.words().items()}
    for number, document in enumerate(found.documents):
        own = set(words_of(f"{document.title} {document.text}"))
        assert [word for word in own if number not in words[word]] == []
        assert index.shown(number)[:2] == [document.path, document.title]
    synonyms = {word for pairs in found.alike.values() for pair in pairs for word in _words(pair)}
    for number, document in enumerate(found.documents):
        own = set(words_of(f"{document.title} {document.text} {document.within} {document.also}"))
        assert {word for word, held in words.items() if number in held} - own <= synonyms


def _words(names: tuple[str, str]) -> set[str]:
    return set(words_of(" ".join(names)))


def test_a_term_is_found_by_either_of_its_names() -> None:
    """And a recommendation by its id, which those who work on it know it by."""
    found = collection(planned(REPOSITORY).sites)
    index = Index(files(found))
    words = {word: {number for number, _ in held} for word, held in index.words().items()}
    in_full = words["adverse"] & words["childhood"] & words["experiences"]
    assert in_full == words["aces"]
    own = {n for n, d in enumerate(found.documents) if "ACEs" in f"{d.title} {d.text}"}
    assert own < words["aces"]
    fifth = [found.documents[n].path for n in words["r5"]]
    assert fifth == ["inspections/dorset-2021/recommendations/r5/"]


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_every_record_that_is_shown_can_be_found_at_its_anchor(root: Path) -> None:
    """Sources alone are told only beside other records."""
    plan = planned(root)
    found = [d for d in collection(plan.sites).documents if d.language == plan.site.words.language]
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
    index = Index(files(collection(planned(SAMPLE).sites)))
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
    found = collection(planned(SAMPLE).sites)
    held = files(found)
    index, other = Index(held), Index(held, "cy")
    assert [f["id"] for f in other.start["facets"]] == [f["id"] for f in index.start["facets"]]
    kinds = {v: n for f in other.start["facets"] if f["id"] == "kind" for v, n in f["values"]}
    assert kinds["finding"] == "Canfyddiadau"
    languages = index.facets()["language"]
    translated = [n for n in range(index.count) if languages[n] == ["cy"]]
    assert translated
    assert all(index.shown(n)[0].startswith("cy/") for n in translated)


def test_the_same_records_give_the_same_bytes() -> None:
    assert files(collection(planned(SAMPLE).sites)) == files(collection(planned(SAMPLE).sites))


def test_what_is_hidden_is_in_no_file() -> None:
    for path, held in files(collection(planned(SAMPLE).sites)).items():
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
    held = files(collection(archive.sites))

    def sizes(part: str) -> list[int]:
        return sorted((len(data) for path, data in held.items() if part in path), reverse=True)

    documents = len(collection(archive.sites).documents)
    grows = (sum(sizes("start.")) + sum(sizes("columns")) + WORDS * documents // FREQUENT) * 10
    words = sum(sizes("words-")[: WORDS * FILES])
    assert max(sizes("words-")) < SHARD
    assert grows + words + sum(sizes("texts-")[:RESULTS]) < FIRST_SEARCH
