"""A .docx file as HTML; the only module of the desk that knows mammoth."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import mammoth

from generator.desk.importing.blocks import Block, plain
from generator.desk.importing.signs import Signs

_LARGEST = 100_000_000
"""Bytes of XML; a report of a thousand pages has about a tenth of it."""
_BESIDE = {
    re.compile(r"word/(header|footer)\d*\.xml"): "it stands at the head or foot of each page",
    re.compile(r"word/comments\d*\.xml"): "a comment in the margin",
    re.compile(r"word/charts/chart\d*\.xml"): "words of a chart; make a figure of it",
    re.compile(r"word/diagrams/data\d*\.xml"): "words of a diagram",
}
"""What a document holds beside its text, and why it is left."""
_TEXT = re.compile(r"<(?:\w+:)?(?:t|v)\b[^>]*>([^<]*)</")
_PARAGRAPH_END = re.compile(r"</(?:\w+:)?(?:p|pt)>")
_FALLBACK = re.compile(r"<mc:Fallback\b.*?</mc:Fallback>", re.DOTALL)
_WORD = re.compile(r"\w+")
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name^='toc '] => p.contents:fresh
p[style-name^='TOC '] => p.contents:fresh
p[style-name='BOXED'] => div.box > p:fresh
"""


def read(data: bytes, signs: Signs) -> tuple[str, tuple[Block, ...]]:
    """What stands in a .docx file as HTML, and what of it is no part of its text.

    Raises:
        ValueError: it cannot be read; the message says why.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.getinfo(name) for name in archive.namelist()}
            texts = [info for name, info in parts.items() if name.endswith((".xml", ".rels"))]
            if "word/document.xml" not in parts:
                raise ValueError("it is not a Word document, though it is packed like one")
            if sum(info.file_size for info in texts) > _LARGEST:
                raise ValueError("it unpacks to far more than a report has")
            if any(info.flag_bits & 1 for info in texts):
                raise ValueError("it is locked with a password")
            beside = [
                (why, archive.read(name).decode())
                for name in sorted(parts)
                for pattern, why in _BESIDE.items()
                if pattern.fullmatch(name)
            ]
            typed = archive.read("word/document.xml").decode()
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, RuntimeError, OSError) as error:
        raise ValueError("it is damaged") from error
    markup = _converted(data, signs)
    return markup, (*_left(beside), *_missed(typed, markup))


def _converted(data: bytes, signs: Signs) -> str:
    def boxed(paragraph: Any) -> Any:  # noqa: ANN401 - mammoth has no types
        name = paragraph.style_name or ""
        is_box = paragraph.numbering is None and signs.is_box(name)
        return paragraph.copy(style_name="BOXED") if is_box else paragraph

    def named(image: Any) -> list[Any]:  # noqa: ANN401 - same
        text = image.alt_text or "(no words)"
        return [mammoth.html.element("img", {"alt": text})]

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=named,
            transform_document=mammoth.transforms.paragraph(boxed),
        )
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except Exception as error:  # what a damaged document brings down in mammoth is any of many
        raise ValueError("it is damaged") from error
    return str(result.value)


def _left(beside: list[tuple[str, str]]) -> Iterator[Block]:
    """What stands beside the text, each paragraph once: heads of pages come in several kinds."""
    said = dict.fromkeys((words, why) for why, xml in beside for words in _paragraphs(xml))
    for words, why in said:
        yield Block("furniture", 0, plain(words), mark=why)


def _missed(xml: str, markup: str) -> Iterator[Block]:
    """Paragraphs of the document that did not come through, as equations do not."""
    shown = Counter(_WORD.findall(html.unescape(re.sub(r"<[^>]*>", " ", markup))))
    for words in _paragraphs(_FALLBACK.sub("", xml)):
        said = Counter(_WORD.findall(words))
        if said - shown:
            yield Block("furniture", 0, plain(words), mark="part of it could not be read")


def _paragraphs(xml: str) -> Iterator[str]:
    for piece in _PARAGRAPH_END.split(xml):
        words = "".join(html.unescape(text) for text in _TEXT.findall(piece)).strip()
        if words:
            yield words
