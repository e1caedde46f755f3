"""Readers find a record by its words and narrow the search down, by mouse, keyboard and address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from built import REPOSITORY, built
from looking import serving
from sites import SAMPLE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The repository's own site."""
    yield from serving(built(REPOSITORY))


@pytest.fixture(scope="module")
def sample() -> Iterator[str]:
    yield from serving(built(SAMPLE))


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test if anything goes wrong in its scripts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    yield opened
    context.close()
    assert wrong == []


def said(page: Any) -> str:
    """What is announced once the search is done."""
    status = page.locator(".search__status")
    page.wait_for_function(
        "() => /\\d|Nothing/.test(document.querySelector('.search__status').textContent)"
    )
    return str(status.inner_text())


def titles(page: Any) -> list[str]:
    return [str(t) for t in page.locator(".result__title").all_inner_texts()]


def state(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_nothing_of_the_search_is_fetched_before_it_is_opened(page: Any, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site)
    page.wait_for_timeout(300)
    assert [url for url in asked if "search" in url] == []
    assert [url for url in asked if not url.startswith(site)] == []


def test_the_header_s_form_leads_to_the_results(page: Any, site: str) -> None:
    page.goto(f"{site}inspections/dorset-2021/leadership/")
    page.get_by_role("searchbox", name="Search this site").fill("missing children")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=missing+children")
    assert "results" in said(page)
    assert any("missing children" in title for title in titles(page))
    assert page.locator(".result mark").count() > 3
    first = page.locator(".result__title a").first
    words = first.inner_text()
    first.click()
    page.wait_for_load_state()
    assert words.split(": ")[-1] in page.locator("body").inner_text()


def test_an_address_says_what_is_shown(page: Any, site: str) -> None:
    """Every result is a recommendation of that status, and what was chosen can be taken back."""
    page.goto(f"{site}search/?kind=recommendation&status=some-progress-read")
    count = int(said(page).split()[0])
    assert count == len(titles(page)) > 0
    marks = page.locator(".result__marks").all_inner_texts()
    assert all("Some progress" in one for one in marks)
    chips = page.locator(".search__chosen button")
    assert chips.all_inner_texts() == [
        *("Recommendations", "Some progress (editor’s reading)", "Clear all"),
    ]
    chips.nth(1).click()
    page.wait_for_function("() => document.querySelectorAll('.result').length === 8")
    assert state(page) == {"kind": ["recommendation"]}
    page.go_back()
    page.wait_for_function(f"() => document.querySelectorAll('.result').length === {count}")
    assert "status" in state(page)


def test_counts_on_facets_are_what_choosing_shows(page: Any, site: str) -> None:
    page.goto(f"{site}search/?q=training")
    said(page)
    for kind in ("finding", "section"):
        box = page.locator(f"[data-facet=kind] label:has(input[value={kind}])")
        number = int(box.locator(".facet__count").inner_text())
        box.click()
        page.wait_for_function(
            f"() => document.querySelector('.search__status').textContent.startsWith('{number} ')"
        )
        assert state(page)["kind"] == [kind]
        box.click()
        page.wait_for_function("() => !location.search.includes('kind')")


def test_a_search_goes_by_keyboard_alone(page: Any, site: str) -> None:
    """From the words to a facet, a page further and into the first result there."""
    page.goto(f"{site}search/")
    assert page.evaluate("document.activeElement.id") == "search-words"
    page.keyboard.type("police")
    page.keyboard.press("Enter")
    said(page)
    page.locator("[data-facet=kind] summary").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**kind=**")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.goto(f"{site}search/?q=police")
    said(page)
    page.get_by_role("link", name="Next page").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2**")
    page.wait_for_function("() => document.activeElement.closest('.result')")
    assert "Page 2 of" in page.locator(".search__page").inner_text()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("trainings", "training"), ("CHILDREN’S", "children"), ("safeguarded", "safeguard")],
)
def test_forms_of_a_word_find_each_other(page: Any, site: str, typed: str, meant: str) -> None:
    page.goto(f"{site}search/?q={typed}")
    assert "Nothing" not in said(page)
    assert meant in " ".join(page.locator(".result mark").all_inner_texts()).casefold()


def test_a_misspelt_word_is_asked_back(page: Any, site: str) -> None:
    page.goto(f"{site}search/?q=inspctors")
    page.get_by_role("link", name="inspectors").click()
    page.wait_for_url("**q=inspectors**")
    page.wait_for_function("() => document.querySelectorAll('.result').length > 5")


def test_words_that_nothing_has_say_so(page: Any, site: str) -> None:
    page.goto(f"{site}search/?q=xylophonequartz")
    assert said(page).startswith("Nothing was found.")
    assert titles(page) == []


def test_what_is_typed_is_never_run(page: Any, site: str) -> None:
    page.goto(f"{site}search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&kind=%22%3E%3Cscript%3E")
    said(page)
    assert page.locator(".search img, .search script").count() == 0


def test_both_languages_are_searched_from_either(page: Any, sample: str) -> None:
    page.goto(f"{sample}cy/search/?q=rotas")
    assert "canlyniad" in said(page)
    paths = [urlsplit(a.get_attribute("href")).path for a in page.locator(".result a").all()]
    assert {path.startswith("../../cy/") for path in paths} == {True, False}
    assert page.locator(".result[lang=en-GB]").count() > 0
    assert page.locator("[data-facet=kind] summary").inner_text() == "Math"


def test_without_scripts_the_page_says_so_and_leads_to_the_lists(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}search/?q=training")
    assert "needs JavaScript" in page.locator("#_content").inner_text()
    page.get_by_role("link", name="51 Findings").or_(
        page.get_by_role("link", name="Findings")
    ).first.click()
    assert page.url.endswith("findings/")
    context.close()


def test_a_first_search_fetches_little(page: Any, site: str) -> None:
    """With nothing compressed. Of any larger archive the index's own test says as much."""
    page.goto(f"{site}search/")
    page.wait_for_load_state("networkidle")
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.get_by_role("searchbox").fill("children at risk of exploitation")
    said(page)
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 400_000
