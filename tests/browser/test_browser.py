"""Every kind of page in a real chromium: no accessibility fault, no error, no sideways scroll.

Where there is no chromium these tests are skipped with a reason; with CI set they fail instead.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from built import REPOSITORY, built, pages
from looking import faults, serving
from sites import SAMPLE

from generator.rendering.compiling import TEMPLATES

pytestmark = pytest.mark.browser

_OWN = r"(?!recommendations/|comparison/|report/|lost-property/)[^/]+/"
KINDS = {
    "content": r"(about/|plans/)?",
    "inspections": r"inspections/",
    "inspection": r"inspections/(?!first-vellmouth)[^/]+/",
    "section": rf"inspections/[^/]+/{_OWN}",
    "recommendations": r"inspections/[^/]+/recommendations/",
    "recommendation": r"inspections/[^/]+/recommendations/[^/]+/",
    "comparison": r"inspections/[^/]+/comparison/",
    "report": r"inspections/[^/]+/report/",
    "list": r"(findings|recommendations|case-studies|notable-practice)/",
    "subjects": r"(themes|bodies|frameworks)/",
    "theme": r"themes/[^/]+/",
    "body": r"bodies/[^/]+/",
    "framework": r"frameworks/[^/]+/",
    "glossary": r"glossary/",
    "corrections": r"corrections/",
    "open-data": r"data/",
    "search": r"search/",
    "moved": r"inspections/first-vellmouth/",
    "withdrawn": r"inspections/vellmouth-2020/lost-property/",
}
"""For each page template, the paths of its pages."""

REAL = [
    "",
    "inspections/",
    "inspections/dorset-2021/",
    "inspections/dorset-2021/initial-contact/",
    "inspections/dorset-2021/case-file-analysis/",
    "inspections/dorset-2021/recommendations/",
    "data/",
    "inspections/dorset-2021/recommendations/r5/",
    "inspections/dorset-2022/comparison/",
    "findings/",
    "themes/",
    "themes/training/",
    "bodies/dorset-police/",
    "frameworks/ncpi/",
    "glossary/",
    "search/",
    "search/?q=training&kind=finding",
    "how-to-read/",
    "accessibility/",
    "guide/first-hour/",
    "guide/model-your-inspectorate/",
    "404.html",
]


def sample_pages(kind: str) -> list[str]:
    """The sample's pages of a kind."""
    return [p for p in pages(built(SAMPLE)) if re.fullmatch(rf"(?:cy/)?(?:{KINDS[kind]})", p)]


@pytest.fixture(scope="module")
def sample() -> Iterator[str]:
    """The address of the sample site."""
    yield from serving(built(SAMPLE))


@pytest.fixture(scope="module")
def repository() -> Iterator[str]:
    """The address of this repository's own site."""
    yield from serving(built(REPOSITORY))


def test_every_page_template_has_pages_here() -> None:
    """A kind of page that no browser has seen is not ready."""
    templates = {p.name.removesuffix(".html.jinja") for p in (TEMPLATES / "pages").iterdir()}
    assert set(KINDS) == templates
    assert [kind for kind in KINDS if not sample_pages(kind)] == []
    for path in pages(built(SAMPLE)):
        kinds = [kind for kind in KINDS if path in sample_pages(kind)]
        assert len(kinds) == 1 or path == "404.html", (path, kinds)


def some(paths: list[str]) -> list[str]:
    """A few of many pages that were all looked at in another way before."""
    return paths[:: max(1, len(paths) // 4)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Any, sample: str, kind: str, scheme: str
) -> None:
    """All of a kind in the light, some of them in the dark."""
    viewport = {"width": 1280, "height": 900}
    paths = sample_pages(kind) if scheme == "light" else some(sample_pages(kind))
    assert faults(browser, sample, paths, viewport=viewport, color_scheme=scheme) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_small_phone_shows_every_kind_of_page_without_sideways_scroll(
    browser: Any, sample: str, kind: str
) -> None:
    viewport = {"width": 320, "height": 640}
    assert faults(browser, sample, some(sample_pages(kind)), viewport=viewport) == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_the_repositorys_own_site(
    browser: Any, repository: str, width: int, scheme: str
) -> None:
    viewport = {"width": width, "height": 900}
    paths = REAL if scheme == "dark" else REAL[::2]
    assert faults(browser, repository, paths, viewport=viewport, color_scheme=scheme) == []


def test_the_menu_of_a_phone_works_by_keyboard_and_without_scripts(
    browser: Any, sample: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(sample)
    menu = page.get_by_role("navigation", name="Menu")
    assert not menu.is_visible()
    page.locator(".masthead__menu summary").focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    menu.get_by_role("link", name="Inspections").click()
    assert page.url.endswith("/inspections/")
    context.close()


def test_the_first_links_of_the_header_lead_past_it(browser: Any, sample: str) -> None:
    page = browser.new_page()
    page.goto(sample)
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('skip')"):
            break
    assert page.evaluate("document.activeElement.classList.contains('skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "_content"
    page.close()


def test_a_print_has_a_running_header_and_page_numbers(browser: Any, sample: str) -> None:
    """The title stands at the head of each sheet but the first, which begins with it."""
    page = browser.new_page()
    page.goto(f"{sample}inspections/vellmouth-2020/report/")
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    words = ["".join(s.get_textpage().get_text_range().split()) for s in sheets]
    assert len(words) > 3
    title = "".join(page.title().split())
    assert [title in text for text in words] == [False, *[True] * (len(words) - 1)]
    assert [f"{n}/{len(words)}" in text for n, text in enumerate(words, 1)] == [True] * len(words)
    page.close()


def test_tables_become_cards_on_a_phone_and_lose_nothing(browser: Any, repository: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 780})
    page.goto(f"{repository}bodies/dorset-police/")
    table = page.locator("table.owed")
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth")
    columns = [c.split("\n")[0] for c in table.locator("thead th").all_text_contents()]
    first = table.locator("tbody tr").first
    assert first.locator("td").evaluate_all("all => all.map(e => e.dataset.label)") == columns[1:]
    assert all(cell.is_visible() for cell in first.locator("th, td").all())
    # still a table to those who do not see it
    assert page.get_by_role("columnheader", name="How soon").count() == 1
    assert page.get_by_role("row").count() > 8
    page.close()


def test_print_leaves_out_the_frame(browser: Any, sample: str) -> None:
    page = browser.new_page()
    page.goto(f"{sample}inspections/vellmouth-2020/report/")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert page.locator("h1.page-title").is_visible()
    page.close()
