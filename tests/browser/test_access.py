"""What axe cannot see: focus, zoom, text spacing, motion, contrast that a reader has asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from built import REPOSITORY, built
from looking import AXE, faults, serving, visit

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "inspections/dorset-2021/",
    "inspections/dorset-2021/initial-contact/",
    "inspections/dorset-2021/recommendations/r5/",
    "inspections/dorset-2022/comparison/",
    "findings/",
    "search/?q=training",
    "bodies/dorset-police/",
    "themes/",
    "glossary/",
]

TEXT_SPACING = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }
"""
"""WCAG 2.2, success criterion 1.4.12."""

CLIPPED = """() => [...document.querySelectorAll('#_content *, .masthead *, .colophon *')]
  .filter((e) => e.checkVisibility())
  .filter((e) => !e.closest('.unseen, .skip, .cards thead, svg, select, option'))
  .filter((e) => getComputedStyle(e).overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 2)
  .map((e) => e.outerHTML.slice(0, 120))"""

FIXED = """() => [...document.querySelectorAll('*')]
  .filter((e) => e.checkVisibility() && !e.closest('table'))
  .filter((e) => ['fixed', 'sticky'].includes(getComputedStyle(e).position))
  .filter((e) => e.getBoundingClientRect().height > 60)
  .map((e) => e.className)"""

FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  const [x, y] = [box.x + Math.min(box.width / 2, 20), box.y + Math.min(box.height / 2, 10)];
  const seen = document.elementFromPoint(x, y);
  return {
    what: e.outerHTML.slice(0, 120),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !!seen && !e.contains(seen) && !seen.contains(e),
  };
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The repository's own site."""
    yield from serving(built(REPOSITORY))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wish", [{"contrast": "more"}, {"forced_colors": "active"}])
def test_more_contrast_and_forced_colours_break_nothing(
    browser: Any, site: str, scheme: str, wish: dict[str, str]
) -> None:
    few = [PAGES[2], PAGES[3], PAGES[6], PAGES[8]]
    assert faults(browser, site, few, color_scheme=scheme, **wish) == []


def test_text_can_be_spaced_out(browser: Any, site: str) -> None:
    """On a narrow screen too: nothing is cut off and nothing scrolls sideways."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    for path in PAGES:
        visit(page, site + path)
        page.add_style_tag(content=TEXT_SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        assert page.evaluate(CLIPPED) == [], path
    page.close()


def test_a_page_enlarged_fourfold_scrolls_one_way_only(browser: Any, site: str) -> None:
    """1280 by 1024 pixels at 400%, and nothing fixed covers what is read."""
    page = browser.new_page(viewport={"width": 320, "height": 256})
    for path in PAGES:
        visit(page, site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        fixed = page.evaluate(FIXED)
        assert fixed == [], path
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["inspections/dorset-2021/initial-contact/", "search/?q=training"])
def test_where_the_keyboard_is_can_be_seen(browser: Any, site: str, path: str, scheme: str) -> None:
    """Every stop has a ring, is on the screen, and nothing lies over it; none is a trap."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    visit(page, site + path)
    page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        assert stop["ring"], stop
        assert stop["inside"], stop
        assert not stop["covered"], stop
        stops.append(stop["what"])
    assert len(stops) > 30
    assert stop is None
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_holds_the_focus_can_be_read(browser: Any, site: str, scheme: str) -> None:
    """The page after the way past its header, a term's explanation, a citation."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site}{PAGES[2]}")

    def unreadable() -> list[str]:
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {runOnly: ['color-contrast']})")["violations"]
        return [node["html"][:100] for rule in found for node in rule["nodes"]]

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "_content"
    assert unreadable() == []
    page.locator(".term").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".term-note:focus-visible").count() == 1
    assert unreadable() == []
    page.keyboard.press("Escape")
    page.locator(".cite summary").focus()
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.tagName") != "PRE":
        page.keyboard.press("Tab")
    assert unreadable() == []
    context.close()


def test_nothing_moves_for_those_who_want_none(browser: Any, site: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for path in PAGES:
        visit(page, site + path)
        assert page.evaluate("document.getAnimations().length") == 0
        smooth = "getComputedStyle(document.documentElement).scrollBehavior"
        assert page.evaluate(smooth) == "auto"
    context.close()
