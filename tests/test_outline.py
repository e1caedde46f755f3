"""The sample site as lines of text: every page, its title and its headings, read by hand."""

from __future__ import annotations

from lxml import html
from sites import SAMPLE, TESTS, edition

from generator.site import Settings, build

GOLDEN = TESTS / "golden/outline.txt"


def outline() -> str:
    """Each page by its path and title, with the headings below it."""
    lines = []
    for page in build(Settings(SAMPLE, name="Ferry inspections"), edition()).pages:
        lines.append(f"/{page.path}  {page.title}")
        for heading in html.fragment_fromstring(page.html, create_parent=True).xpath(
            ".//*[self::h2 or self::h3 or self::h4 or self::h5][not(ancestor::template)]"
        ):
            words = " ".join(heading.text_content().split())
            lines.append(f"{'  ' * int(heading.tag[1])}{words}")
    return "\n".join(lines) + "\n"


def test_the_sample_has_these_pages_and_headings(rewrite: bool) -> None:  # noqa: FBT001
    """A page or a heading that comes, goes or moves is seen."""
    if rewrite:
        GOLDEN.write_text(outline(), encoding="utf-8")
    assert outline() == GOLDEN.read_text(encoding="utf-8")
