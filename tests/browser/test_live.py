"""The preview in a real chromium: a save is seen, a mistake is shown and goes, a record opens."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from built import REPOSITORY
from looking import faults
from sites import SAMPLE

from generator.host.preview.editor import pattern
from generator.host.preview.serving import serving

pytestmark = pytest.mark.browser

SLOWEST = 3.0
"""Seconds from a save to the new page; measured at well under one on a quiet machine."""


def preview(root: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    site = Path(
        shutil.copytree(
            root, folder / "site", ignore=shutil.ignore_patterns("site", ".*", "tests", "generator")
        )
    )
    server = serving(str(site / "mkdocs.yml"), "127.0.0.1:0", pattern("vscode"), lambda _: None)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.url, site
    server.shutdown()
    server.server_close()


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The sample under preview, and where it is."""
    yield from preview(SAMPLE, tmp_path)


@pytest.fixture
def example(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The worked example under preview, and where it is."""
    yield from preview(REPOSITORY, tmp_path)


def until(page: Any, words: str) -> float:
    """Seconds until a page shows these words."""
    started = time.monotonic()
    page.wait_for_function(
        "words => document.body && document.body.innerText.includes(words)",
        arg=words,
        polling=20,
        timeout=20_000,
    )
    return time.monotonic() - started


def test_a_save_is_seen_at_once(
    browser: Any, example: tuple[str, Path], record_property: Any
) -> None:
    """On the worked example, from the save to the reloaded page, without a touch."""
    url, site = example
    page = browser.new_page()
    page.goto(f"{url}inspections/dorset-2021/leadership/")
    path = site / "data/inspections/dorset-2021/findings.yml"
    text = path.read_text(encoding="utf-8")
    page.wait_for_timeout(500)
    taken = []
    for number in range(4):
        words = f"A new title, the {number} of its kind"
        path.write_text(re.sub("title: .*", f"title: {words}", text, count=1), encoding="utf-8")
        taken.append(until(page, words))
        page.wait_for_timeout(300)
    record_property("seconds from save to page", taken)
    assert sorted(taken)[1] < SLOWEST
    page.close()


def test_a_mistake_is_shown_and_clears_by_itself(browser: Any, sample: tuple[str, Path]) -> None:
    """Above the last good page, with file, line, excerpt and way out; gone when it is mended."""
    url, site = sample
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{url}themes/")
    heading = page.locator("h1").inner_text()
    path = site / "data/themes.yml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "- id: new\n  titel: New\n", encoding="utf-8")
    until(page, "to mend before this can be published")
    told = page.locator(".problems").inner_text()
    line = len(good.splitlines()) + 2
    for part in (f"data/themes.yml:{line}:3", "titel: New", 'did you mean "title"?'):
        assert part in told
    assert heading in page.locator("h1").inner_text()
    link = page.locator(".problems a").first
    assert link.get_attribute("href") == f"vscode://file{path.resolve()}:{line}:3"
    assert page.locator(".preview-bar a").inner_text() == "1 problem"
    path.write_text(good, encoding="utf-8")
    page.wait_for_function("() => !document.querySelector('.problems')", timeout=20_000)
    advice = page.locator(".preview-bar a")
    advice.wait_for()
    assert re.fullmatch(r"\d+ pieces of advice", advice.inner_text())
    advice.click()
    page.get_by_role("heading", name="pieces of advice").wait_for()
    assert "no record names the body" in page.locator("main").inner_text()
    assert errors == []
    page.close()


def test_each_record_on_a_page_opens_in_the_editor(browser: Any, example: tuple[str, Path]) -> None:
    """A link beside each, reached by the keyboard, that names the file and line it leads to."""
    url, site = example
    page = browser.new_page()
    page.goto(f"{url}inspections/dorset-2021/leadership/")
    links = page.locator("a.preview-edit")
    records = page.evaluate(
        "() => JSON.parse(document.getElementById('preview-data').textContent).records"
    )
    assert links.count() == len(records) > 3
    for number in range(links.count()):
        link = links.nth(number)
        href = link.get_attribute("href")
        file, row, _ = href.removeprefix("vscode://file").rsplit(":", 2)
        assert Path(file).is_relative_to(site.resolve())
        name = link.get_attribute("aria-label")
        assert name == f"Edit {Path(file).relative_to(site.resolve())}, line {row}"
        link.focus()
        assert link.evaluate("link => link === document.activeElement")
    page.close()


def test_a_draft_is_marked(browser: Any, sample: tuple[str, Path]) -> None:
    """A preview says on each page that it is none to publish, and on a draft that it is one."""
    url, site = sample
    path = site / "data/inspections/vellmouth-2020/findings/new.yml"
    page = browser.new_page()
    page.goto(f"{url}findings/")
    path.write_text("- id: new-draft\n  title: Not yet\n  state: draft\n")
    until(page, "Not yet")
    assert "Not for publication" in page.locator("body").inner_text()
    assert page.locator("li", has_text="Not yet").locator(".flag--draft").inner_text() == "draft"
    page.close()


def test_the_preview_s_own_marks_have_no_accessibility_fault(
    browser: Any, sample: tuple[str, Path]
) -> None:
    """Those who write may not see or point either."""
    url, site = sample
    pages = ["themes/", "inspections/vellmouth-2021/", ".preview/advice"]
    for scheme in ("light", "dark"):
        assert faults(browser, url, pages, color_scheme=scheme) == []
    path = site / "data/themes.yml"
    path.write_text(path.read_text(encoding="utf-8") + "- id: Wrong\n", encoding="utf-8")
    page = browser.new_page()
    page.goto(f"{url}themes/")
    until(page, "to mend before this can be published")
    page.close()
    for scheme in ("light", "dark"):
        assert faults(browser, url, pages[:1], color_scheme=scheme) == []
