"""What a reader makes of a file: paragraphs, lists, headings and tables, each in its place."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from reports import drafted

from generator.desk import importing
from generator.desk.importing import markup, text
from generator.desk.importing.blocks import Block
from generator.desk.importing.drafting import Draft
from generator.desk.importing.signs import signs

FAMILY = Path(importing.__file__).parent
FLOW = [
    *("blocks", "signs", "text", "markup", "word", "readers", "headings", "roles", "placing"),
    *("asking", "figures", "vocabulary", "outline", "naming", "markdown", "filing", "drafting"),
    *("imported", "telling", "saving"),
]
"""The modules of the family: each knows only those before it."""


@pytest.mark.parametrize("path", sorted(FAMILY.glob("*.py")), ids=lambda p: p.stem)
def test_no_module_of_the_family_knows_a_later_one(path: Path) -> None:
    if path.stem == "__init__":
        return
    typed = path.read_text(encoding="utf-8")
    used = set(re.findall(r"importing\.(\w+) import", typed))
    used |= set(re.findall(r"importing import (.*)", typed)) & set(FLOW)
    assert used <= set(FLOW[: FLOW.index(path.stem)])


@pytest.mark.parametrize(("library", "module"), [("lxml", "markup.py"), ("mammoth", "word.py")])
def test_each_library_is_known_to_one_module_of_the_desk(library: str, module: str) -> None:
    """Its door, in `test_architecture.py`, is the whole family."""
    imports = re.compile(rf"^\s*(from|import) {library}\b", re.MULTILINE)
    found = [p.name for p in FAMILY.parent.rglob("*.py") if imports.search(p.read_text("utf-8"))]
    assert found == [module]


def told(found: tuple[Block, ...]) -> list[tuple[str, str]]:
    """The kind of each block, and its words with what stands before them."""
    return [
        (block.kind, f"{'  ' * (block.level - 1)}{block.mark} {block.words}")
        if block.kind == "item"
        else (block.kind, block.words or " | ".join(map(" / ".join, block.rows)))
        for block in found
    ]


# Plain text


def test_wrapped_lines_are_one_paragraph() -> None:
    """Where the next word had no room; a short line ends one."""
    typed = """\
The quay is inspected every morning before seven, and what is found is put
down in a book that is kept there.
A second paragraph that begins on a line of its own and goes on to the next,
as this one does.
"""
    assert [block.words.split()[-1] for block in text.blocks(typed)] == ["there.", "does."]


def test_a_word_parted_at_the_end_of_a_line_is_whole_again() -> None:
    """If the whole word stands elsewhere in the text; else its hyphen may be its own."""
    typed = "It is written here, and what was writ-\nten there is long-\nlost.\n"
    (block,) = text.blocks(typed)
    assert block.words.endswith("what was written there is long-lost.")


def test_a_page_break_does_not_part_a_sentence() -> None:
    pages = "\f".join(
        f"The Inspectorate\n\n{words}\n\n{n}\n"
        for n, words in enumerate(["One begins and", "goes on and", "ends here."], 1)
    )
    found = text.blocks(pages)
    assert [b.words for b in found if b.kind == "paragraph"] == [
        "One begins and goes on and ends here."
    ]
    assert [b.mark for b in found if b.words == "2"] == ["a page number"]
    assert sum(b.words == "The Inspectorate" for b in found if b.kind == "furniture") == 3


def test_lists_keep_their_depth_and_their_numbers() -> None:
    typed = """\
It asks for:

1. lamps
   on the quay;
   (a) old ones;
   (b) new ones;
2. ladders.

• a bullet
  – and one below it

It goes on:

3. The third is no item, for it stands alone.
"""
    assert told(text.blocks(typed)) == [
        ("paragraph", "It asks for:"),
        ("item", "1. lamps on the quay;"),
        ("item", "  1. old ones;"),
        ("item", "  2. new ones;"),
        ("item", "2. ladders."),
        ("item", "- a bullet"),
        ("item", "  - and one below it"),
        ("paragraph", "It goes on:"),
        ("paragraph", "3. The third is no item, for it stands alone."),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "Where      Good  Bad\nFish dock  3     1\nSteps      7     0",
        "Where\tGood\tBad\nFish dock\t3\t1\nSteps\t7\t0",
        "| Where | Good | Bad |\n|---|---|---|\n| Fish dock | 3 | 1 |\n| Steps | 7 | 0 |",
    ],
)
def test_columns_are_a_table(typed: str) -> None:
    (table,) = text.blocks(typed)
    assert table.rows == (("Where", "Good", "Bad"), ("Fish dock", "3", "1"), ("Steps", "7", "0"))


def test_a_note_is_what_a_mark_in_the_text_leads_to() -> None:
    found = text.blocks("It was mended.[1] See [2].\n\n[1] Within a week.\n\n[3] Nowhere.")
    assert [(b.kind, b.mark, b.words) for b in found] == [
        ("paragraph", "", "It was mended.[1] See [2]."),
        ("note", "1", "Within a week."),
        ("paragraph", "", "[3] Nowhere."),
    ]


CONTENTS = """\
Quay safety

Contents
  1. Berths
    1. Ropes
    2. Lamps. And ladders
  2. Boats
  3. Never written

Berths

Ropes

They hang.

Lamps. And ladders

They shine.

A line that stands alone

Boats

They float.
"""


def parts(draft: Draft) -> list[tuple[str, str]]:
    """The parts of a draft by kind and title."""
    return [(part.kind, part.title) for part in draft.parts]


def test_the_list_of_contents_says_what_is_a_heading() -> None:
    """And how deep: also of a line that looks like none. Its lines are left, and told apart."""
    draft = drafted("a.txt", CONTENTS)
    assert parts(draft) == [
        ("section", "Berths"),
        ("finding", "Ropes"),
        ("finding", "Lamps. And ladders"),
        ("section", "Boats"),
    ]
    assert "**A line that stands alone**" in next(f for f in draft.files if "find" in f.name).text
    left = {block.words: block.mark for block in draft.left}
    assert left["2. Boats"] == "the list of contents, which is made anew"
    assert left["3. Never written"].endswith("no heading answers to")


@pytest.mark.parametrize(
    "typed",
    [
        "Report\n\n1. Quay\n\nRopes are dry\n\nThey hang.\n\n2. Boats\n\nThey float.",
        "Report\n\nQUAY\n\nRopes are dry\n\nThey hang.\n\nBOATS\n\nThey float.",
        "# Report\n\n## Quay\n\n### Ropes are dry\n\nThey hang.\n\n## Boats\n\nThey float.",
        "Report\n======\n\nQuay\n----\n\nRopes are dry\n\nThey hang.\n\nBoats\n----\n\nThey float.",
    ],
)
def test_headings_are_told_by_how_they_are_set(typed: str) -> None:
    """By numbers, capitals or marks; and by their words, where nothing else tells them."""
    found = [(kind, title.capitalize()) for kind, title in parts(drafted("a.txt", typed))]
    assert found == [("section", "Quay"), ("finding", "Ropes are dry"), ("section", "Boats")]


# HTML and documents


def blocks(page: str) -> tuple[Block, ...]:
    """The blocks of a page."""
    return markup.read(page, signs()).blocks


def test_what_stands_round_the_report_is_left() -> None:
    page = "<nav>A</nav><p>B</p><main><h1>C</h1><p>D</p><p hidden>E</p></main><footer>F</footer>"
    assert [b.words for b in blocks(page) if b.kind == "furniture"] == ["A", "B", "E", "F"]


def test_a_block_stands_on_the_line_of_its_element() -> None:
    page = "<p>One</p>\n<ul>\n<li>Two\n<li>Three\n</ul>\n<table><tr><td>4<td>5</table>"
    assert [block.line for block in blocks(page)] == [1, 3, 4, 6]


def test_a_link_and_what_is_stressed_come_through() -> None:
    page = (
        "<h1>T</h1><p>See <a href='https://x.example/a_(b)'>the <b>rules</b></a>, <i>all</i>; "
        "not <a href='javascript:x'>these</a> or <a href='old.html'>those</a>.</p>"
    )
    (main,) = drafted("a.html", page).files
    assert (
        "See [the](<https://x.example/a_(b)>) [**rules**](<https://x.example/a_(b)>)," in main.text
    )
    assert "*all*" in main.text
    assert "javascript" not in main.text
    assert "old.html" not in main.text


def test_cells_that_span_others_keep_their_columns() -> None:
    page = (
        "<table><tr><th rowspan=2>A<th colspan=2>B</tr><tr><td>1<td>2</tr>"
        "<tr><td>C<td>3<td>4</tr></table>"
    )
    (table,) = blocks(page)
    assert table.rows == (("A", "B", ""), ("", "1", "2"), ("C", "3", "4"))


def test_a_frame_that_names_nothing_stays_where_it_is() -> None:
    """As a quotation in the text that it interrupts."""
    page = "<h1>T</h1><h2>Quay</h2><p>One.</p><blockquote><p>Two.</p></blockquote><p>Three.</p>"
    (part,) = [
        part for part in drafted("a.html", page + "<h2>B</h2>").parts if part.title == "Quay"
    ]
    assert [(block.words, bool(block.box)) for block in part.blocks] == [
        ("One.", False),
        ("Two.", True),
        ("Three.", False),
    ]


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_what_a_document_holds_beside_its_text_is_told() -> None:
    """Comments, charts, and what the reader of documents does not give, as equations."""
    school = (Path(__file__).parent / "imports/school.docx").read_bytes()
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(school)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            typed = old.read(name).decode()
            if name == "word/document.xml":
                equation = "<w:p><m:oMath><m:r><m:t>n = 2</m:t></m:r></m:oMath></w:p></w:body>"
                typed = typed.replace("</w:body>", equation).replace(
                    "<w:document ", '<w:document xmlns:m="urn:math" '
                )
            new.writestr(name, typed)
        typed = f"<w:comments {_W}><w:p><w:r><w:t>Is it so?</w:t></w:r></w:p></w:comments>"
        new.writestr("word/comments.xml", typed)
        new.writestr("word/charts/chart1.xml", "<c:chart><a:p><a:t>Late</a:t></a:p></c:chart>")
    left = {block.words: block.mark for block in drafted("a.docx", target.getvalue()).left}
    assert left["Is it so?"] == "a comment in the margin"
    assert left["Late"] == "words of a chart; make a figure of it"
    assert left["n = 2"] == "part of it could not be read"
