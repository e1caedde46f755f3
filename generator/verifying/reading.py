"""What any file of a site says, whatever it is packed in."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_CELL = re.compile(r'"((?:[^"]|"")*)"|([^,\r\n]+)')
_MARKUP = (".html", ".htm", ".xml", ".svg", ".rss", ".atom", ".xhtml")
_APART = "\0"
"""What no text of a page can hold."""
_LARGEST = 200_000_000
"""Bytes beyond which nothing is unpacked further: no file of a site is as large."""


@dataclass(frozen=True)
class Said:
    """What a file says: its running texts, and each value that stands for itself."""

    texts: tuple[str, ...]
    values: tuple[str, ...] = ()
    """Contents of elements and attributes, strings of JSON, cells of CSV."""


def said(path: str, data: bytes) -> Iterator[Said]:
    """What a file says, and what is packed in it."""
    name = path.casefold()
    for inner, unpacked in _unpacked(name, data):
        text = unpacked.decode(errors="replace")
        if inner.endswith(_MARKUP) or text.lstrip().startswith("<"):
            yield _markup(text)
        elif inner.endswith((".json", ".webmanifest")):
            yield _json(text)
        elif inner.endswith(".csv"):
            cells = ((a.replace('""', '"') or b) for a, b in _CELL.findall(text))
            values = tuple(cells)
            yield Said(values, values)
        else:
            yield Said((_plain(text),), tuple(text.splitlines()))


def _markup(text: str) -> Said:
    bare = text.replace("<!--", " ").replace("-->", " ").replace("<![CDATA[", " ")
    nodes = _plain(_APART.join(filter(str.strip, _TAG.split(bare)))).split(_APART)
    given = (one or other for one, other in _ATTRIBUTE.findall(bare))
    attributes = _plain(_APART.join(filter(str.strip, given))).split(_APART)
    return Said((" ".join(nodes), *attributes), (*nodes, *attributes))


def _json(text: str) -> Said:
    try:
        values = tuple(_strings(json.loads(text)))
    except ValueError:
        return Said((_plain(text),))
    return Said(values, values)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield _plain(_TAG.sub(" ", value)) if "<" in value else _plain(value)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _plain(text: str) -> str:
    """A text without the ways in which formats write its letters."""
    if "&" in text:
        text = html.unescape(text)
    if "\\u" in text:
        text = _ESCAPED.sub(lambda m: json.loads(f'"{m[0]}"'), text)
    if "%" in text:
        text = unquote(text)
    return text


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file under the name that says how to read it, and what is inside it."""
    if data.startswith(b"\x1f\x8b"):
        yield name.removesuffix(".gz"), _at_most(zlib.decompressobj(wbits=31), data)
    elif data.startswith(b"PK\x03\x04"):
        yield from _zipped(data)
    elif data.startswith(b"%PDF"):
        yield f"{name}.txt", data
        yield from ((f"{name}.txt", page) for page in pdf_words(data))
        for stream in _STREAM.findall(data):
            yield f"{name}.txt", _at_most(zlib.decompressobj(), stream) or stream
    elif data[:1] == b"\x78" and (inflated := _at_most(zlib.decompressobj(), data)):
        yield f"{name}.txt", inflated
    else:
        yield name, data


def _at_most(unpacking: zlib._Decompress, data: bytes) -> bytes:
    """What is packed; nothing where it is not packed at all."""
    try:
        return unpacking.decompress(data, _LARGEST)
    except zlib.error:
        return b""


def _zipped(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for one in packed.infolist():
                yield f"{one.filename}.txt", one.filename.encode()
                if one.file_size <= _LARGEST and not one.flag_bits & 1:
                    yield from _unpacked(one.filename.casefold(), packed.read(one))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError):
        return


def reads_pdf() -> bool:
    """Whether the words of a PDF can be read here; its streams always can."""
    try:
        import pypdfium2  # noqa: F401 - asked for only
    except ImportError:
        return False
    return True


def pdf_words(data: bytes) -> Iterator[bytes]:
    """The words of each page of a PDF; none where they cannot be read."""
    if not reads_pdf():
        return
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            for value in document.get_metadata_dict().values():
                yield value.encode()
            for page in document:
                yield page.get_textpage().get_text_bounded().encode()
    except pypdfium2.PdfiumError:
        return
