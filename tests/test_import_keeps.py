"""No word of a report is lost on its way into a draft, and every draft passes the check."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from reports import NAMES, REPORTS, SITE, drafted, known
from sites import attempt, problems, write

from generator import prose
from generator.desk.importing import markdown
from generator.desk.importing.blocks import Block, Span, plain, set_in
from generator.desk.importing.drafting import Draft
from generator.desk.importing.imported import imported
from generator.desk.importing.saving import save
from generator.problems import Problem


def words(text: str) -> list[str]:
    """The words of a text, however it is set and split."""
    return re.findall(r"\w+", re.sub(r"(?<=\d),(?=\d)", "", text).replace("\\", "").casefold())


def said(draft: Draft) -> list[str]:
    """The words of a whole draft, comments and all."""
    return words("\n".join(file.text for file in draft.files))


def shown(page: str) -> str:
    """What a page shows, read in another way than the importer does."""
    body = html.document_fromstring(page).body
    for silent in body.xpath("//script | //style | //comment()"):
        silent.drop_tree()
    for element in body.iter():
        element.tail = f" {element.tail or ''}" if element.tag != "strong" else element.tail
    return " ".join([*body.itertext(), *body.xpath("//img/@alt")])


def typed(document: bytes) -> str:
    """What a .docx holds, read in another way than the importer does."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        parts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("word/")]
    apart = "".join(parts).replace("</w:p>", "<w:t> </w:t>")
    return unescape("".join(re.findall(r"<w:t\b[^>]*>([^<]*)<", apart)))


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_report_is_in_its_draft(name: str) -> None:
    """Or on the list of what was left, which is in the draft too."""
    data = (REPORTS / name).read_bytes()
    read = {
        "docx": typed(data) if name.endswith("docx") else "",
        "txt": data.decode("utf-8", "replace"),
    }
    whole = read.get(name.rpartition(".")[2]) or shown(data.decode())
    draft = imported(REPORTS / name, name, known())
    assert Counter(words(whole)) - Counter(said(draft)) == Counter()


NASTY = st.sampled_from([
    "word", "The", "is", "should", "We recommend that", "# x", "- y", "* z", "1. n", "> q", "no",
    "[a](javascript:x)", "![i](x.png)", "<b>", "</p>", "&amp;", "&", "a_b_c", "**", "`", "\\", "|",
    "x: y", "x #", '"', "'", "„q“", "é", "日本", "\u202e", "\u00ad", "\u2028", "\x07", "\xa0",
    "---", "===", "[^1]", "[1]", "^", "{x}", "%", "@x", "!tag", "*ref", "&anchor", "1.10", "?",
    "[a][b]", "~~~", "Within three months", "by 31 March 2026", "r1-a", "f1-1", "Good", "12", "https://x.example/",
])  # fmt: skip
LINE = st.lists(NASTY, min_size=1, max_size=6).map(" ".join)
HEAD = st.one_of(
    LINE,
    st.sampled_from([
        "Recommendations", "Recommendation 2", "Case study", "Good practice: x", "Summary", "Notes",
        "1. The quay", "2. The boats", "3.2 Lamps are lit", "Contents", "Report", "Comparison",
        "The quay is safe", "There is no plan", "R1", "Published on 3 May 2025",
    ]),
)  # fmt: skip
PIECES = st.one_of(
    st.tuples(st.just("head"), st.integers(1, 6), HEAD),
    st.tuples(st.just("text"), st.just(0), LINE),
    st.tuples(st.just("list"), st.just(0), st.lists(LINE, min_size=1, max_size=4)),
    st.tuples(st.just("rows"), st.just(0), st.lists(st.tuples(LINE, LINE), min_size=1, max_size=3)),
    st.tuples(st.just("aside"), st.just(0), st.tuples(HEAD, LINE)),
    st.tuples(
        st.just("counts"),
        st.just(0),
        st.lists(st.tuples(LINE, st.integers(0, 9), st.integers(0, 9), st.integers(0, 18))),
    ),
)
DOCUMENTS = st.lists(PIECES, min_size=1, max_size=14)


def as_page(document: list[Any]) -> str:
    """A document as HTML."""

    def cell(value: object) -> str:
        return f"<td>{escape(str(value))}</td>"

    made = []
    for kind, level, value in document:
        if kind == "head":
            made.append(f"<h{level}>{escape(value)}</h{level}>")
        elif kind == "text":
            made.append(f"<p>{escape(value)}</p>")
        elif kind == "list":
            made.append(f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in value)}</ul>")
        elif kind == "aside":
            made.append(f"<aside><h4>{escape(value[0])}</h4><p>{escape(value[1])}</p></aside>")
        else:
            head = [["Where", "Good", "Inadequate", "Total"]] if kind == "counts" else []
            rows = (f"<tr>{''.join(map(cell, row))}</tr>" for row in [*head, *value])
            made.append(f"<table>{''.join(rows)}</table>")
    return f"<!doctype html><meta charset=utf-8><body>{''.join(made)}</body>"


def as_text(document: list[Any]) -> str:
    """A document as plain text."""
    made = []
    for kind, _, value in document:
        if kind in ("head", "text"):
            made.append(value)
        elif kind == "list":
            made.append("\n".join(f"• {item}" for item in value))
        elif kind == "aside":
            made.append("\n\n".join(value))
        else:
            head = [("Where", "Good", "Inadequate", "Total")] if kind == "counts" else []
            made.append("\n".join("  |  ".join(map(str, row)) for row in [*head, *value]))
    return "\n\n".join(made)


def sound(draft: Draft) -> tuple[Problem, ...]:
    """What `inspection check` refuses of a site that has this draft."""
    with TemporaryDirectory() as folder:
        site = write(Path(folder), SITE)
        save(site / "data/inspections/draft", "draft", draft.files)
        return problems(site)


@given(DOCUMENTS)
def test_any_page_becomes_a_draft_that_passes_the_check(document: list[Any]) -> None:
    """Whatever its paragraphs hold, and no word of it is lost."""
    page = as_page(document)
    draft, refused = attempt(lambda: drafted("a.html", page))
    if draft is None:
        assert refused[0].message in ("there are no words in this file", "this is not text")
        return
    assert sound(draft) == ()
    assert Counter(words(visible(shown(page)))) - Counter(said(draft)) == Counter()


@given(DOCUMENTS)
def test_any_text_becomes_a_draft_that_passes_the_check(document: list[Any]) -> None:
    """Whatever its paragraphs hold, and no word of it is lost but the marks of lists."""
    text = as_text(document)
    draft, refused = attempt(lambda: drafted("a.txt", text))
    if draft is None:
        assert refused[0].message in ("there are no words in this file", "this is not text")
        return
    assert sound(draft) == ()
    without_marks = re.sub(r"(?m)^(\W*)\(?\w{1,2}[.)](?=\s)", r"\1", visible(text))
    assert Counter(words(without_marks)) - Counter(said(draft)) == Counter()


TAGS = st.sampled_from([
    "div", "p", "ul", "ol", "li", "table", "tbody", "tr", "td", "td", "th", "caption", "b", "a",
    "span", "h2", "h3", "nav", "footer", "aside", "main", "article", "header", "dl", "dt", "dd",
    "blockquote", "details", "form", "button", "select", "option", "noscript", "sup", "pre",
])  # fmt: skip
SOUP = st.recursive(
    st.integers(1, 10**6).map(lambda n: f" w{n} "),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4), st.booleans()).map(
        lambda e: f"<{e[0]} href='#x'>{''.join(e[1])}{f'</{e[0]}>' if e[2] else ''}"
    ),
    max_leaves=25,
)


@given(st.lists(SOUP, max_size=6).map("".join))
def test_no_word_of_a_page_is_lost_however_it_is_nested(soup: str) -> None:
    """Elements in places where none should be, and elements that never end."""
    page = f"<!doctype html><body><p>Start.</p>{soup}"
    draft = drafted("a.html", page)
    assert Counter(words(shown(page))) - Counter(said(draft)) == Counter()


ODD_PLACES = [
    "<table>w1<tr>w2<td>w3</td>w4<td>w5</td></tr><tr><td>w6<td>w7</table>w8",
    "<table><caption>w1</caption><tr><td><ul><li>w2<li>w3</ul></td><td><p>w4<p>w5</td></tr></table>",
    "<table><tr><td><table><tr><td>w1</td><td>w2</td></tr></table></td><td>w3</td></tr></table>",
    "<ul>w1<li>w2<ul><li>w3</ul>w4</ul>w5",
    "<li>w1<p>w2</p></li><dt>w3</dt><dd>w4</dd>",
    "<p>w1<br><br>w2<p>w3<h2>w4<p>w5",
    "<h2><img alt=w1>w2</h2><svg><text>w3</text></svg><math><mi>w4</mi></math>",
    "<p>w1<sup><a href=#n>1</a></sup></p><table><tr><td id=n>w2</td><td>w3</td></tr></table>",
]


@pytest.mark.parametrize("inside", ODD_PLACES)
def test_no_word_in_an_odd_place_is_lost(inside: str) -> None:
    """Beside the cells of a table, in a picture, in a list that is none."""
    page = f"<!doctype html><body><p>Start.</p>{inside}"
    draft = drafted("a.html", page)
    assert set(words(shown(page))) - {"w11"} <= set(said(draft))


def visible(text: str) -> str:
    """A text without what shows nothing."""
    return re.sub("[\u202e\u00ad\x07]", "", text)


@given(st.lists(st.lists(NASTY | st.text(max_size=8), min_size=1, max_size=8), max_size=5))
def test_what_is_written_as_markdown_reads_back(paragraphs: list[list[str]]) -> None:
    """No character of a report is taken for a mark: readers see the words that were there."""
    blocks = [Block("paragraph", 1, plain(" ".join(pieces))) for pieces in paragraphs]
    blocks = [block for block in blocks if block.words]
    text = markdown.text(blocks, {}).markdown
    assert prose.plain(text) == " ".join(" ".join(b.words for b in blocks).split())


@given(
    st.lists(
        st.builds(
            Span,
            NASTY,
            st.booleans(),
            st.booleans(),
            st.sampled_from(["", "https://x.example/a(b)", "https://[::1", "mailto:a@b.example"]),
        ),
        max_size=6,
    )
)
def test_what_is_set_in_bold_or_linked_is_never_refused(spans: list[Span]) -> None:
    """Links to the web and emphasis come through, or their words alone do."""
    block = Block("paragraph", 1, set_in(spans))
    parsed = prose.parse(markdown.text([block], {}).markdown if block.words else "x")
    assert (parsed.dropped_links, parsed.records, parsed.paths, parsed.headings) == (0, (), (), ())


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_draft_or_a_problem(data: bytes) -> None:
    """Under every name that a report may have."""
    for name in ("a.txt", "a.html", "a.docx"):
        draft, refused = attempt(lambda name=name: drafted(name, data))  # type: ignore[misc]
        assert (draft is None) == bool(refused)


@given(st.data())
def test_a_damaged_document_is_a_draft_or_a_problem(data: st.DataObject) -> None:
    """Bytes changed anywhere in a .docx bring nothing down."""
    document = bytearray((REPORTS / "school.docx").read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(document) - 1), min_size=1, max_size=4)):
        document[place] = data.draw(st.integers(0, 255))
    draft, refused = attempt(lambda: drafted("a.docx", bytes(document)))
    assert (draft is None) == bool(refused)
