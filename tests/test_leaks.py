"""Nothing of a hidden record is in any byte or file name of a public build, whatever is written.

Sites are invented from seeds; every text in them is a word of its own that no language has, and
so is every id. What is hidden is worked out here, from what the inventor chose.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import gzip
import html
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pikepdf
import pypdfium2
import pytest
from inventing import HIDING, STATES, Invented, Made, Planted, invent, text_fields

from generator import site
from generator.addresses import Addresses
from generator.catalogue import Catalogue
from generator.host.building import build
from generator.plan import Leaf
from generator.publish.pdf import pdf
from generator.release import Released
from generator.rendering import Rendered
from generator.site import Built, Settings, planned_site
from generator.states import Edition

SEEDS = 200
CHUNK = 10
ON_DISK = 8
PRINTED = 2
MOMENT = "2026-06-01"
EDITION = Edition(
    datetime.fromisoformat(MOMENT).replace(tzinfo=UTC),
    ZoneInfo("UTC"),
    public=True,
    signed_off=frozenset({"cy"}),
)

# What is planted, and what of it must not be found

PLANTED = re.compile(r"(?=([xz]q[bcdfghjklmnpqrstvwz]{10}))", re.IGNORECASE)


@cache
def invented(seed: int) -> Invented:
    """A site in which each text is a word of its own, unlike those of ids."""
    dice = random.Random(-seed - 1)  # noqa: S311 - no secret is made
    return invent(
        seed, lambda _address, _at: "zq" + "".join(dice.choices("bcdfghjklmnpqrstvwz", k=10))
    )


RANK = {"published": 0, "withdrawn": 1, "embargoed": 2, "draft": 3}


def standing(found: Invented, made: Made) -> str:
    """The least public state of a record and of all that it is part of."""
    own = made.state if made.state in HIDING else "published"
    if made.secluded and own != "withdrawn":
        own = "draft"  # no reader has ever had a reason to see it
    above = (standing(found, found.records[address]) for address in made.above)
    return max((own, *above), key=RANK.__getitem__)


def forbidden(found: Invented) -> dict[str, str]:
    """Each word that readers must not see, and what it is of.

    Of what is withdrawn the id and the reason may stay. Why an advice is not wanted is only for
    those who write, whatever the state.
    """
    words: dict[str, str] = {}
    for made in found.records.values():
        state = standing(found, made)
        if state != "published":
            stays = made.id if state == "withdrawn" else None
            words |= {name: f"{made.address}: id" for name in made.names if name != stays}
    for one in found.planted:
        made = found.records[one.address]
        state = standing(found, made)
        stays = state == "withdrawn" and _is_reason(made, one)
        if one.model == "Silence" or (state != "published" and not stays):
            words[one.text] = f"{made.address} ({state}): {one.location}"
    return words


def _is_reason(made: Made, one: Planted) -> bool:
    """Whether this is the date or the note of its own withdrawal, in whatever language."""
    at = one.location[1:] if one.location[0] == "cy" else one.location
    return bool(made.withdrawal) and at[:2] == made.withdrawal


# Where it is looked for


def unpacked(data: bytes) -> Iterator[bytes]:
    """Whatever is packed in some bytes, by the way in which it is."""
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    elif data[:1] == b"\x78":
        try:
            plain = zlib.decompress(data)
        except zlib.error:
            return
        yield plain
        yield b" ".join(_dictionary(plain))
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
    elif data[:5] == b"%PDF-":
        yield from _printed(data)


def _dictionary(data: bytes) -> Iterator[bytes]:
    """The words of a file of the search index, each written as what the one before lacks."""
    try:
        end, at = _number(data, 0)
        end, before = end + at, b""
        while at < end:
            shared, at = _number(data, at)
            length, at = _number(data, at)
            before = before[:shared] + data[at : at + length]
            yield before
            _, at = _number(data, at + length)
    except IndexError:
        return  # it is another file


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while data[at] & 0x80:
        value, shift, at = value | (data[at] & 0x7F) << shift, shift + 7, at + 1
    return value | data[at] << shift, at + 1


def _printed(data: bytes) -> Iterator[bytes]:
    """The text, the streams, the strings and the description of a PDF."""
    for page in pypdfium2.PdfDocument(data):
        yield page.get_textpage().get_text_range().encode()
    with pikepdf.open(io.BytesIO(data)) as document:
        yield repr(dict(document.docinfo)).encode()
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_bytes()
            if not isinstance(thing, pikepdf.String | int):
                yield b" ".join(_strings(thing))


def _strings(thing: object) -> Iterator[bytes]:
    """Every string directly in an object of a PDF."""
    if isinstance(thing, pikepdf.String):
        yield str(thing).encode()
    elif isinstance(thing, pikepdf.Array):
        for inner in thing:
            yield from () if getattr(inner, "is_indirect", False) else _strings(inner)
    elif isinstance(thing, pikepdf.Dictionary):
        for inner in thing.values():
            yield from () if getattr(inner, "is_indirect", False) else _strings(inner)


_PERCENT = re.compile("%([0-9a-fA-F]{2})")
_JSON = re.compile(r"\\u00([0-9a-fA-F]{2})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}")


def unescaped(text: str) -> Iterator[str]:
    """What a text says where it is escaped, by the way in which it is."""
    if "&" in text:
        yield html.unescape(text)
    for escape in (_PERCENT, _JSON):
        if escape.search(text):
            yield escape.sub(lambda match: chr(int(match[1], 16)), text)
    for match in _BASE64.finditer(text):
        for start in range(4):  # it may begin anywhere in the stretch
            stretch = match[0][start:].replace("-", "+").replace("_", "/")
            with contextlib.suppress(binascii.Error):
                yield base64.b64decode(stretch + "=" * (-len(stretch) % 4)).decode("latin-1")


@lru_cache(maxsize=500)
def words_in(data: bytes, depth: int = 2) -> frozenset[str]:
    """Every planted word in some bytes, packed or escaped in whatever way, even twice."""
    text = data.decode("utf-8", "replace")
    found = {word.casefold() for word in PLANTED.findall(text)}
    if depth:
        is_text = "\ufffd" not in text
        others = unescaped(text) if is_text else ()
        for inner in (*unpacked(data), *(other.encode() for other in others)):
            found |= words_in(inner, depth - 1)
    return frozenset(found)


def leaks(found: Invented, parts: dict[str, bytes]) -> list[str]:
    """What is seen of hidden records: what it is of, and in which file."""
    hidden = forbidden(found)
    faults = []
    for name, data in parts.items():
        seen = words_in(name.encode()) | words_in(data)
        faults += [f"{hidden[word]} in {name}" for word in sorted(seen & hidden.keys())]
    return faults


@pytest.mark.parametrize("pack", [
    bytes.upper,
    gzip.compress,
    zlib.compress,
    base64.b64encode,
    lambda word: base64.b64encode(b"a" + word),
    lambda word: base64.urlsafe_b64encode(b"\xff\xfe" + word),
    lambda word: quote(word.decode()).replace("q", "%71").encode(),
    lambda word: "".join(f"&#{letter};" for letter in word).encode(),
    lambda word: "".join(f"\\u{letter:04x}" for letter in word).encode(),
    lambda word: html.escape("".join(f"&#x{letter:x};" for letter in word)).encode(),
])  # fmt: skip
def test_the_finder_sees_through_what_hides_a_word(pack: Callable[[bytes], bytes]) -> None:
    """In capitals, packed, escaped, and escaped twice."""
    assert words_in(pack(b"zqbcdfghjklm")) == {"zqbcdfghjklm"}


# What is built


def everything(catalogue: Catalogue, addresses: Addresses, *_: object) -> Released:
    """What the stage of release would hand on, if it let everything through."""
    return Released(
        entries=catalogue.entries,
        pages=catalogue.pages,
        files=catalogue.files,
        addresses=addresses,
        unpublished={},
        withdrawn=(),
        hidden_pages=frozenset(),
        hidden=frozenset(),
        held_back=frozenset(),
        next_release=None,
        translations=catalogue.translations,
    )


def handed_over(built: Built) -> dict[str, bytes]:
    """All that the host gets of a site, by the path where it is put."""
    parts = dict(built.written())
    parts |= {path: file.read_bytes() for path, file in built.files.items()}
    for leaf in built.leaves:
        parts[leaf.path] = "\n".join(_said(leaf, built.rendered(leaf))).encode()
    return parts


def _said(leaf: Leaf, rendered: Rendered) -> Iterator[str]:
    yield from (getattr(rendered, field.name) for field in fields(rendered) if field.type == "str")
    yield repr((leaf, rendered.headings))


def built(folder: Path, seed: int) -> dict[str, bytes]:
    """What the host gets of the public site of a seed."""
    root = invented(seed).write(folder / str(seed))
    return handed_over(site.build(Settings(root, name="Invented", url="https://e.org/"), EDITION))


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_nothing_of_a_hidden_record_is_handed_over(first: int, tmp_path: Path) -> None:
    """In pages, their titles, descriptions and addresses, the search index and attachments."""
    for seed in range(first, first + CHUNK):
        assert leaks(invented(seed), built(tmp_path, seed)) == [], seed


def test_without_the_stage_of_release_words_of_every_kind_leak(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So what the others find nothing of could be found."""
    for module in ("made", "gathered"):
        monkeypatch.setattr(f"generator.islands.{module}.release", everything)
    seen = set()
    for seed in range(CHUNK):
        found = invented(seed)
        faults = leaks(found, built(tmp_path, seed))
        seen |= {found.records[re.split(r": | \(", fault)[0]] for fault in faults}
    assert {made.kind for made in seen} >= KINDS
    assert {made.state for made in seen} >= set(HIDING)


KINDS = {made.kind for made in invented(0).records.values()}


def test_every_kind_in_every_state_and_every_field_of_it_is_hidden_somewhere() -> None:
    """Over all seeds, so that no kind, state or field goes unlooked at."""
    states: set[tuple[str, str]] = set()
    planted: set[tuple[str, str]] = set()
    for seed in range(SEEDS):
        found = invented(seed)
        hidden = {a for a, m in found.records.items() if standing(found, m) != "published"}
        states |= {(made.kind, made.state) for made in found.records.values()}
        planted |= {(one.model, one.name) for one in found.planted if one.address in hidden}
    required = {("inspection", "")}  # of an inspection `state` is asked for
    assert {(kind, state) for kind in KINDS for state in STATES} - states == required
    assert text_fields() - planted == set()


# What is written


@pytest.mark.parametrize("seed", range(SEEDS, SEEDS + ON_DISK))
def test_nothing_of_a_hidden_record_is_on_the_disk(seed: int, tmp_path: Path) -> None:
    """In no file of a whole build, nor in the name of one: theme, sitemap and manifest too."""
    root = invented(seed).write(tmp_path / "made")
    target = tmp_path / "site"
    build(str(root / "mkdocs.yml"), str(target), MOMENT, public=True)
    parts = {
        path.relative_to(target).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in target.rglob("*")
    }
    assert "sitemap.xml.gz" in parts
    assert leaks(invented(seed), parts) == []


@pytest.mark.parametrize("seed", range(PRINTED))
def test_nothing_of_a_hidden_record_is_printed(seed: int, tmp_path: Path) -> None:
    """In the text, streams, strings and description of a report as a PDF, in each language."""
    root = invented(seed).write(tmp_path)
    planned = planned_site(Settings(root, name="Invented", url="https://e.org/"), EDITION)
    reports = [page for page in planned.pages if page.template == "report"]
    parts = {page.path: pdf(page, planned.files, "https://e.org/", public=True) for page in reports}
    assert any(words_in(data) for data in parts.values())
    assert leaks(invented(seed), parts) == []
