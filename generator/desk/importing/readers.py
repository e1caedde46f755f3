"""A file as a document: what kind it is, in which characters it is written, and who reads it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from generator.desk.importing import text as layout
from generator.desk.importing.blocks import Document
from generator.desk.importing.signs import Signs
from generator.problems import Place, Problem, Problems

_LARGEST_FILE = 20_000_000
_LARGEST_TEXT = 2_000_000
"""Characters: twice the longest report we know of, and its draft is what `check` still reads."""
_MARKUP = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FEW = 2
"""So many characters that no text has may stand in one all the same."""
_AS_TEXT = "open it, save it as plain text or HTML, and import that"
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_OTHER = {
    b"%PDF": ("a PDF, which keeps no paragraphs", _AS_TEXT),
    b"\xd0\xcf\x11\xe0": ("an old Word document (.doc)", "open it and save it as .docx"),
    b"{\\rtf": ("a rich text document (.rtf)", "open it and save it as .docx"),
}


def read(path: Path, name: str, signs: Signs) -> Document:
    """The report at `path`, known to its reader as `name`: plain text, HTML or .docx.

    Raises:
        Problems: it cannot be read, or there is nothing in it.
    """
    data = _bytes(path, name)
    for start, (what, way) in _OTHER.items():
        if data.startswith(start):
            raise _refused(name, f"this is {what}", way)
    if data.startswith(b"PK\x03\x04"):
        document = _from_word(data, name, signs)
    else:
        typed, remarks = _characters(data, name)
        is_markup = path.suffix.lower() in (".html", ".htm", ".xhtml") or _MARKUP.match(typed)
        document = _from_markup(typed, name, signs) if is_markup else _from_text(typed, name)
        document = replace(document, remarks=(*remarks, *document.remarks))
    if not any(block.words or block.rows for block in document.blocks):
        raise _refused(name, "there are no words in this file", _AS_TEXT)
    if sum(len(block.words) for block in document.blocks) > _LARGEST_TEXT:
        way = "cut it into parts, import each with an --id of its own, and join the drafts"
        raise _refused(name, f"this has more than {_LARGEST_TEXT:,} characters of text", way)
    return document


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            way = "cut it into parts, or save it without its pictures"
            raise _refused(name, f"this file is larger than {_LARGEST_FILE // 10**6} MB", way)
        return path.read_bytes()
    except OSError as error:
        raise _refused(name, f"this file cannot be read: {error.strerror}", "") from None


def _refused(name: str, message: str, way: str) -> Problems:
    return Problems([Problem("import", Place(name), message, way)])


def _characters(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what to know of how it was decoded."""
    wide = next((c for m, c in _WIDE.items() if data.startswith(m)), "")
    named = _CHARSET.search(data[:4096])
    remarks: tuple[str, ...] = ()
    try:
        typed = data.decode(wide or "utf-8-sig")
    except UnicodeDecodeError:
        encoding = named[1].decode().lower() if named and not wide else "cp1252"
        encoding = "cp1252" if encoding in ("utf-8", "utf8", "iso-8859-1", "latin1") else encoding
        try:
            typed = data.decode(encoding, "replace")
        except LookupError:
            encoding, typed = "cp1252", data.decode("cp1252", "replace")
        remarks = (f"it is not UTF-8 and was read as {encoding}: look at its accents and quotes",)
    if len(_CONTROL.findall(typed)) > max(_FEW, len(typed) // 1000):
        raise _refused(name, "this is not text", _AS_TEXT)
    return typed.replace("\r\n", "\n").replace("\r", "\n"), remarks


def _from_text(typed: str, name: str) -> Document:
    return Document(name, layout.blocks(typed))


def _from_markup(typed: str, name: str, signs: Signs) -> Document:
    try:
        from generator.desk.importing import markup
    except ImportError as error:
        raise _without(error, name) from None
    try:
        page = markup.read(typed, signs)
    except ValueError as error:
        raise _refused(name, f"this page cannot be read: {error}", _AS_TEXT) from None
    return Document(name, page.blocks, title=page.title)


def _from_word(data: bytes, name: str, signs: Signs) -> Document:
    try:
        from generator.desk.importing import markup, word
    except ImportError as error:
        raise _without(error, name) from None
    try:
        shown, beside = word.read(data, signs)
        page = markup.read(shown, signs)
    except ValueError as error:
        way = "open it in a word processor and save it anew, as .docx or as plain text"
        raise _refused(name, f"this document cannot be read: {error}", way) from None
    blocks = tuple(replace(block, line=n) for n, block in enumerate(page.blocks, 1))
    return Document(name, (*blocks, *beside), "paragraph")


def _without(error: ImportError, name: str) -> Problems:
    way = "pip install 'inspection-report[import]'; plain text can be imported without it"
    return _refused(name, f"a library is missing: {error.name}", way)
