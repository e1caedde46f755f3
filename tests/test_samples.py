"""Sites of four invented inspectorates, each written in YAML alone, read back as lines of text.

The outline beside each is read by hand against its YAML: whatever a page of a comparison, a
recommendation, a body or a framework says, it says there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from sites import TESTS, edition, problems

from generator.dates import moment
from generator.rendering import Rendered
from generator.site import Settings, build

SAMPLES = sorted(path for path in (TESTS / "samples").iterdir() if path.is_dir())
TOLD_WHOLE = ("/comparison/", "/recommendations/", "bodies/", "frameworks/")
BLOCKS = (
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "li",
    "dt",
    "dd",
    "caption",
    "tr",
    "blockquote",
    "summary",
)


def lines(page: Rendered) -> Iterator[str]:
    """What a page says, a line for each heading, paragraph, item and row."""
    tree = html.fragment_fromstring(page.html, create_parent=True)
    for unseen in tree.xpath("//nav | //svg | //*[@aria-hidden] | //*[@class='anchor']"):
        unseen.drop_tree()
    for block in tree.iter(*BLOCKS):
        if any(inner.tag in BLOCKS for inner in block.iterdescendants()) and block.tag != "tr":
            words = _words(" ".join([block.text or "", *_until_block(block)]))
        elif block.tag == "tr":
            words = " | ".join(_words(cell.text_content()) for cell in block)
        elif any(above.tag == "tr" for above in block.iterancestors()):
            continue
        else:
            words = _words(block.text_content())
        if words:
            mark = "#" * int(block.tag[1]) + " " if block.tag[0] == "h" else ""
            yield f"  {mark}{words}"


def _until_block(block: html.HtmlElement) -> Iterator[str]:
    """The text of a block's own words, up to the first block inside it."""
    for child in block:
        if child.tag in BLOCKS or any(inner.tag in BLOCKS for inner in child.iterdescendants()):
            return
        yield child.text_content()
        yield child.tail or ""


def _words(text: str) -> str:
    return " ".join(text.split())


def outline(root: Path) -> str:
    """Every page by its path and title; what follows visits over time, whole."""
    made = build(Settings(root, name=root.name), edition(moment("2026-06-01T00:00+00:00")))
    told = []
    for page in made.pages:
        told.append(f"/{page.path}  {page.title}")
        if any(part in page.path for part in TOLD_WHOLE):
            told += lines(page)
    return "\n".join(told) + "\n"


@pytest.mark.parametrize("root", SAMPLES, ids=lambda p: p.name)
def test_a_sample_says_what_its_outline_says(root: Path, rewrite: bool) -> None:  # noqa: FBT001
    """Line by line, as a person reads it beside its YAML."""
    assert problems(root) == ()
    golden = root / "outline.txt"
    if rewrite:
        golden.write_text(outline(root), encoding="utf-8")
    assert outline(root).splitlines() == golden.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("root", SAMPLES, ids=lambda p: p.name)
def test_a_sample_is_yaml_alone(root: Path) -> None:
    """Nothing but records, hand-written pages and the settings of the site."""
    made = {".schemas", ".cache"}
    files = (p for p in root.rglob("*") if p.is_file() and not made & set(p.parts))
    kinds = {path.suffix for path in files}
    assert kinds <= {".yml", ".md", ".txt", ".pdf", ".svg", ".png"}
    assert not list(root.rglob("*.py"))


@pytest.mark.parametrize("root", SAMPLES, ids=lambda p: p.name)
def test_a_sample_has_a_chain_of_three_visits_or_more(root: Path) -> None:
    visits = [p for p in (root / "data" / "inspections").iterdir() if p.is_dir()]
    assert len(visits) >= 3
