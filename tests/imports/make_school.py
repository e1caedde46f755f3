"""Write school.docx: an invented report as a word processor keeps it, from school.source.

Run it when that text changes: `python tests/imports/make_school.py`. Each of its lines is a
paragraph: the name of its style, a bar, its words. The same text gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

NOTES = ("By the school's own count.", "The count leaves out those who are ill for long.")
HEADER = "Board of School Visitors"
FOOTER = "Hollybank School, 2025"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = ("Title", "heading 1", "heading 2", "toc 1", "caption", "list paragraph")
_HERE = Path(__file__).parent


def _run(words: str, *, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _runs(words: str, *, bold: bool = False) -> str:
    """Words, in which ^1 is the mark of the first note."""
    pieces = re.split(r"\^(\d)", words)
    return "".join(
        f'<w:r><w:footnoteReference w:id="{piece}"/></w:r>' if n % 2 else _run(piece, bold=bold)
        for n, piece in enumerate(pieces)
    )


def _paragraph(kind: str, words: str) -> str:
    style = ""
    if kind.startswith("list"):
        level = int(kind[-1]) - 1
        style = (
            '<w:pStyle w:val="listparagraph"/>'
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        )
    elif kind not in ("", "bold"):
        style = f'<w:pStyle w:val="{kind.replace(" ", "").lower()}"/>'
    return f"<w:p><w:pPr>{style}</w:pPr>{_runs(words, bold=kind == 'bold')}</w:p>"


def _table(rows: list[list[str]]) -> str:
    cells = ("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


def _body() -> Iterator[str]:
    lines = iter((_HERE / "school.source").read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line == "[box]":
            inside = [_line(inner) for inner in iter(lambda: next(lines), "[end]")]
            yield _table([["".join(inside)]])
        elif line == "[table]":
            rows = [inner.split(" / ") for inner in iter(lambda: next(lines), "[end]")]
            yield _table([[_paragraph("", cell) for cell in row] for row in rows])
        else:
            yield _line(line)


def _line(line: str) -> str:
    kind, _, words = line.partition("| ")
    return _paragraph(kind, words)


def _part(name: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_W}>{inside}</w:{name}>'


def _parts() -> dict[str, str]:
    """The files that a .docx is made of."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = {
        name: f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("footnotes", "footnotes"),
            ("numbering", "numbering"),
            ("header1", "header"),
            ("footer1", "footer"),
        )
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{office}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for n, name in enumerate(kinds)
        if name != "document"
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "").lower()}">'
        f'<w:name w:val="{name}"/></w:style>'
        for name in _STYLES
    )
    notes = "".join(
        f'<w:footnote w:id="{n}">{_paragraph("", words)}</w:footnote>'
        for n, words in enumerate(NOTES, 1)
    )
    levels = "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="bullet"/></w:lvl>' for n in range(2))
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r0" Type="{office}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": _part("document", f"<w:body>{''.join(_body())}</w:body>"),
        "word/styles.xml": _part("styles", styles),
        "word/footnotes.xml": _part("footnotes", notes),
        "word/numbering.xml": _part("numbering", numbering),
        "word/header1.xml": _part("hdr", _paragraph("", HEADER)),
        "word/footer1.xml": _part("ftr", _paragraph("", FOOTER)),
    }


def made() -> bytes:
    """The bytes of the document."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in _parts().items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 12, 1, 0, 0, 0)), text)
    return target.getvalue()


if __name__ == "__main__":
    (_HERE / "school.docx").write_bytes(made())
