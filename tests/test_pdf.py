"""A report as a PDF is tagged by the rules of PDF/UA, whole, and the same each time."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from built import command
from sites import HUSH, SAMPLE, planned

from generator.plan import report_page
from generator.prose import plain
from generator.publish.pdf import pdf

INSPECTION = "vellmouth-2020"


def made(inspection: str = INSPECTION, section: str = "", language: str = "") -> bytes:
    plan = planned(SAMPLE)
    page = report_page(plan.pages, inspection, section, language)
    return pdf(page, plan.files, "https://example.org/ferries/", public=True)


@pytest.fixture(scope="module")
def data() -> bytes:
    return made()


@pytest.fixture(scope="module")
def document(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def tags(node: Any) -> Iterator[Any]:
    """Every element of the structure, from the root down."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node.K)


def test_it_says_that_it_follows_pdf_ua(document: pikepdf.Pdf) -> None:
    """ISO 14289-1: marked, in a language, with a title that is shown, and named as such."""
    root = document.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == "en-GB"
    assert root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Vellmouth Ferries 2020"
    assert document.check_pdf_syntax() == []


def test_everything_on_a_page_is_tagged(document: pikepdf.Pdf) -> None:
    """Content that has no tag is an artifact, which readers aloud leave out."""
    for page in document.pages:
        assert "/StructParents" in page or "/Tabs" in page
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
            elif name == "EMC":
                depth -= 1
            elif name in ("Tj", "TJ", "'", '"'):
                assert depth > 0, operands


def test_headings_go_down_one_level_at_a_time(document: pikepdf.Pdf) -> None:
    kinds = [str(tag.S) for tag in tags(document.Root.StructTreeRoot)]
    levels = [int(kind[2:]) for kind in kinds if re.match("/H[1-6]$", kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_headers_and_pictures_words(document: pikepdf.Pdf) -> None:
    found = list(tags(document.Root.StructTreeRoot))
    kinds = Counter(str(tag.S) for tag in found)
    assert kinds["/Table"] > 0
    assert kinds["/TH"] > 0
    for tag in found:
        if str(tag.S) == "/Figure":
            assert str(tag.get("/Alt", "")).strip()


def test_it_has_bookmarks_and_page_numbers(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert "1. Boats" in titles
    assert len(document.pages) > 3


def text(data: bytes) -> str:
    import pypdfium2

    pages = pypdfium2.PdfDocument(data)
    words = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(words.replace("\ufffe", "").replace("\xad", "").split())


def test_every_word_of_the_report_is_in_it(data: bytes) -> None:
    found = re.sub(r"\W+", "", text(data))
    plan = planned(SAMPLE)
    for kind in ("finding", "case-study", "notable-practice", "section"):
        for entry in plan.site.graph.of(INSPECTION, kind):
            words = plain(getattr(entry.record, "text", None) or "")
            for sentence in re.split(r"[.!?]\s|\|", words):
                assert re.sub(r"\W+", "", sentence) in found, (entry.address, sentence)
            assert re.sub(r"\W+", "", getattr(entry.record, "title", None) or "") in found


def test_what_is_hidden_is_not_in_it(data: bytes) -> None:
    assert not re.search(HUSH, text(data), re.IGNORECASE)
    held = pikepdf.open(io.BytesIO(data))
    for one in held.objects:
        if isinstance(one, pikepdf.Stream):
            assert HUSH.encode() not in one.read_bytes().lower()


def test_the_same_report_gives_the_same_bytes(data: bytes) -> None:
    assert made() == data


def test_one_part_or_another_language_can_be_had() -> None:
    part = text(made(section="boats"))
    assert "Lifejackets were too few" in part
    assert "Rotas with rest" not in part
    assert "Mae digon o siacedi achub" in text(made("vellmouth-2021", language="cy"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["vellmuth-2020"], 'did you mean "vellmouth-2020"?'),
        ([INSPECTION, "--section", "boat"], 'did you mean "boats"?'),
        ([INSPECTION, "-o", "nowhere/x.pdf"], "this cannot be written"),
        (["vellmouth-2024"], 'there is no report "vellmouth-2024"'),
    ],
    ids=["report", "section", "folder", "draft"],
)
def test_what_cannot_be_made_is_told(words: list[str], said: str) -> None:
    done = command("pdf", *words, cwd=SAMPLE)
    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stderr


def test_the_command_writes_it(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    done = command("pdf", INSPECTION, "-s", "boats", "-o", str(target), cwd=SAMPLE)
    assert (done.returncode, done.stderr) == (0, "")
    assert target.read_bytes().startswith(b"%PDF-")
