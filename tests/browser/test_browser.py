"""Every kind of page in a real chromium: no accessibility fault, no error, no sideways scroll.

Where there is no chromium these tests are skipped with a reason; with CI set they fail instead.
"""

from __future__ import annotations

import http.server
import re
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from built import REPOSITORY, built, pages
from sites import SAMPLE

from generator.rendering import TEMPLATES

pytestmark = pytest.mark.browser

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()

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
    "inspections/dorset-2021/recommendations/r5/",
    "inspections/dorset-2022/comparison/",
    "findings/",
    "themes/training/",
    "bodies/dorset-police/",
    "frameworks/ncpi/",
    "glossary/",
    "search/",
    "search/?q=training&kind=finding",
    "how-to-read/",
    "404.html",
]


def sample_pages(kind: str) -> list[str]:
    """The sample's pages of a kind."""
    return [p for p in pages(built(SAMPLE)) if re.fullmatch(rf"(?:cy/)?(?:{KINDS[kind]})", p)]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serving(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="module")
def sample() -> Iterator[str]:
    """The address of the sample site."""
    yield from serving(built(SAMPLE))


@pytest.fixture(scope="module")
def repository() -> Iterator[str]:
    """The address of this repository's own site."""
    yield from serving(built(REPOSITORY))


def _without_sending_on(route: Any) -> None:
    """A page at an old address, held still so that it can be looked at."""
    answer = route.fetch()
    body = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", answer.text())
    route.fulfill(response=answer, body=body)


def visit(page: Any, address: str) -> None:
    """Open a page, and with a search wait for what it finds."""
    page.goto(address, wait_until="load")
    if "?q=" in address:
        page.wait_for_selector(".result")


def faults(browser: Any, base: str, paths: list[str], **context: Any) -> list[str]:
    """What axe, the console and the width of pages have to say, each with its page."""
    found = []
    opened = browser.new_context(**context)
    page = opened.new_page()
    here = ""
    page.on("console", lambda m: found.append(f"{here}: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: found.append(f"{here}: {e}"))
    page.on("request", lambda r: None if r.url.startswith(base) else found.append(r.url))
    page.route("**/", _without_sending_on)
    for here in paths:
        visit(page, base + here)
        page.evaluate(AXE)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
        found += [
            f"{here}: {rule['id']} ({rule['impact']}): {node['html'][:200]}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            found.append(f"{here}: {wide}px wider than the window")
    opened.close()
    return found


def test_every_page_template_has_pages_here() -> None:
    """A kind of page that no browser has seen is not ready."""
    templates = {p.name.removesuffix(".html.jinja") for p in (TEMPLATES / "pages").iterdir()}
    assert set(KINDS) == templates
    assert [kind for kind in KINDS if not sample_pages(kind)] == []
    for path in pages(built(SAMPLE)):
        kinds = [kind for kind in KINDS if path in sample_pages(kind)]
        assert len(kinds) == 1 or path == "404.html", (path, kinds)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Any, sample: str, kind: str, scheme: str
) -> None:
    viewport = {"width": 1280, "height": 900}
    assert faults(browser, sample, sample_pages(kind), viewport=viewport, color_scheme=scheme) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_small_phone_shows_every_kind_of_page_without_sideways_scroll(
    browser: Any, sample: str, kind: str
) -> None:
    viewport = {"width": 320, "height": 640}
    assert faults(browser, sample, sample_pages(kind), viewport=viewport) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_repositorys_own_site(
    browser: Any, repository: str, width: int, scheme: str
) -> None:
    viewport = {"width": width, "height": 900}
    assert faults(browser, repository, REAL, viewport=viewport, color_scheme=scheme) == []


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


def test_print_leaves_out_the_frame(browser: Any, sample: str) -> None:
    page = browser.new_page()
    page.goto(f"{sample}inspections/vellmouth-2020/report/")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert page.locator("h1.page-title").is_visible()
    page.close()
