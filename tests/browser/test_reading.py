"""What helps while reading: terms explained in place, links that are copied, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from built import REPOSITORY, built
from looking import AXE, serving

pytestmark = pytest.mark.browser

PART = "inspections/dorset-2021/initial-contact/"


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The repository's own site."""
    yield from serving(built(REPOSITORY))


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    context.close()
    assert wrong == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_term_opens_and_closes_by_keyboard(browser: Any, site: str, scripts: bool) -> None:  # noqa: FBT001
    """Without scripts too; the way to the glossary is next, and focus comes back to the term."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}{PART}")
    term = page.get_by_role("button", name="registered sex offenders")
    note = page.locator(".term-note", has_text="keep the police informed")
    assert not note.is_visible()
    term.focus()
    page.keyboard.press("Enter")
    assert note.is_visible()
    assert page.locator(".term-note:visible").count() == 1
    page.keyboard.press("Tab")
    assert note.get_by_role("link", name="In the glossary").evaluate("e => e.matches(':focus')")
    page.keyboard.press("Escape")
    assert not note.is_visible()
    assert term.evaluate("e => e.matches(':focus')")
    context.close()


def test_a_term_opens_by_touch_within_the_screen(browser: Any, site: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site}{PART}")
    page.get_by_role("button", name="registered sex offenders").tap()
    box = page.locator(".term-note:visible").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] + box["height"] <= 640
    page.evaluate(AXE)
    assert page.evaluate("axe.run(document)")["violations"] == []
    context.close()


def test_each_term_is_marked_once_on_a_page_and_explained(page: Any, site: str) -> None:
    page.goto(f"{site}inspections/dorset-2021/report/")
    targets = page.locator(".term").evaluate_all(
        "all => all.map(e => e.getAttribute('popovertarget'))"
    )
    assert len(targets) == len(set(targets)) > 10
    linked = page.locator("a[data-term]").evaluate_all("all => all.map(e => e.dataset.term)")
    explained = page.locator(".term-note").evaluate_all("all => all.map(e => e.id)")
    assert len(explained) == len(set(explained))
    assert set(explained) == {*targets, *linked}


def test_a_link_to_a_term_opens_its_explanation_too(page: Any, site: str) -> None:
    """Where the reader is; without scripts it is a link like any other."""
    page.goto(f"{site}{PART}")
    before = page.url
    link = page.locator("a[data-term]").first
    title = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    note = page.get_by_role("dialog", name=re.compile(title, re.IGNORECASE))
    assert note.evaluate("e => e.matches(':popover-open:focus')")
    note.get_by_role("button", name="Close").click()
    assert not note.is_visible()
    assert link.evaluate("e => e.matches(':focus')")
    assert page.url == before
    assert "/glossary/#" in link.evaluate("e => e.href")


def test_an_explanation_does_not_cover_its_word(browser: Any, site: str) -> None:
    """On a phone, wherever on the screen the word stands."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site}{PART}")
    term = page.get_by_role("button", name="registered sex offenders")
    for place in ("start", "center", "end"):
        term.evaluate("(e, block) => e.scrollIntoView({block})", place)
        term.tap()
        word, note = term.bounding_box(), page.locator(".term-note:visible").bounding_box()
        below = note["y"] >= word["y"] + word["height"] - 1
        above = note["y"] + note["height"] <= word["y"] + 1
        assert below or above, (place, word, note)
        page.keyboard.press("Escape")
    context.close()


def test_a_link_is_copied_and_that_is_said(page: Any, site: str) -> None:
    page.goto(f"{site}{PART}")
    page.locator("#f5-2 .anchor").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.said').textContent === 'Link copied'")
    address = f"https://example.org/{PART}#f5-2"
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.locator(".cite summary").click()
    assert page.locator("#_cite-address").inner_text() == address


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("Permanent address", f"https://example.org/{PART}"),
        ("In words", "Child protection in Dorset. 5. Initial contact"),
        ("BibTeX", "@misc{dorset-2021-initial-contact,"),
    ],
)
def test_a_citation_is_copied(page: Any, site: str, form: str, words: str) -> None:
    page.goto(f"{site}{PART}")
    page.locator(".cite summary").click()
    page.get_by_role("button", name=f"Copy: {form}").click()
    page.wait_for_function("() => document.querySelector('.said').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()").startswith(words)


def test_each_paragraph_has_a_link_when_asked_for(page: Any, site: str) -> None:
    page.goto(f"{site}{PART}")
    assert page.locator(".para").count() == 0
    page.locator(".cite summary").click()
    button = page.get_by_role("button", name="Links to paragraphs", pressed=False)
    button.click()
    assert page.get_by_role("link", name="Link to paragraph 2", exact=True).count() == 1
    link = page.locator("#f5-1_p2 .para")
    link.click()
    assert page.url.endswith("#f5-1_p2")
    assert page.locator("#f5-1_p2").evaluate("e => e.matches(':target')")
    page.get_by_role("button", name="Links to paragraphs", pressed=True).click()
    assert page.locator(".para").count() == 0
