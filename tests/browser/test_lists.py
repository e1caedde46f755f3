"""Lists are narrowed down and sorted in place, announced, and kept in the address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bench import corpus
from built import REPOSITORY, built, command
from looking import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The repository's own site."""
    yield from serving(built(REPOSITORY))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose lists go on over several pages."""
    root = corpus.write(tmp_path_factory.mktemp("archive"), 300)
    assert command("build", cwd=root).returncode == 0
    yield from serving(root / "site")


def shown(page: Any) -> list[str]:
    return [str(t) for t in page.locator(".lines > li:visible .lines__title").all_inner_texts()]


def test_a_list_is_narrowed_down_in_place(browser: Any, site: str) -> None:
    """By judgement and words; the number is announced, and empty groups go."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}findings/")
    everything = len(shown(page))
    assert page.locator(".filters__status").inner_text() == f"{everything} of {everything} shown"
    page.get_by_label("Judgement or grade").select_option(label="Strength (editor’s reading) (22)")
    assert len(shown(page)) == 22
    marks = page.locator(".lines > li:visible .mark").all_inner_texts()
    assert all(mark.startswith("Strength") for mark in marks)
    page.get_by_label("Words").fill("training")
    assert 0 < len(shown(page)) < 22
    assert all("raining" in title for title in shown(page))
    assert page.locator(".filters__status").inner_text().startswith(f"{len(shown(page))} of ")
    assert page.locator("section:visible h2").count() == 1
    address, titles = page.url, shown(page)
    page.goto(address)
    assert shown(page) == titles
    page.get_by_role("button", name="Clear").click()
    page.wait_for_function("() => !location.search")
    assert len(shown(page)) == everything
    page.close()


def test_a_list_is_sorted_in_place(browser: Any, site: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}case-studies/")
    before = shown(page)
    page.get_by_label("Order").select_option("title")
    assert shown(page) == sorted(before, key=str.casefold) != before
    page.goto(f"{site}recommendations/")
    before = shown(page)
    page.get_by_label("Order").select_option("deadline")
    order = page.locator(".lines > li").evaluate_all("items => items.map(i => i.dataset.deadline)")
    assert order == sorted(order, key=list(dict.fromkeys(order)).index)
    page.get_by_label("Order").select_option("")
    assert shown(page) == before
    page.close()


def test_without_scripts_everything_is_there(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}findings/?judgement=strength-read")
    assert len(shown(page)) == 69
    assert not page.locator(".filters").is_visible()
    context.close()


def test_a_long_list_is_handed_to_the_search(browser: Any, archive: str) -> None:
    """A page of it would answer for itself alone."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{archive}findings/")
    assert len(shown(page)) == 100
    page.get_by_label("Words").fill("harbour")
    page.get_by_label("Theme").select_option(index=1)
    page.get_by_role("button", name="Search all pages").click()
    page.wait_for_url("**/search/?kind=finding&q=harbour&theme=*")
    page.locator(".result").first.wait_for()
    kinds = page.locator(".result__kind").all_inner_texts()
    assert all(kind.startswith("Finding") for kind in kinds)
    page.close()
