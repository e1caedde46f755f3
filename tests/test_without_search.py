"""A site whose settings turn the search off has no search, and nothing that leads to one."""

from __future__ import annotations

from pathlib import Path

from sites import small

from generator.host.building import build
from generator.host.preview.desk import Desk

CONFIG = (
    "site_name: Piers\nsite_url: https://example.org/\ndocs_dir: content\n"
    "theme: {name: material}\nplugins:\n  - inspection: {search: %s}\n"
)
FINDINGS = "".join(
    f"- {{id: f{n}, title: A finding, judgement: {word}, themes: [crew]}}\n"
    for n, word in enumerate(["strength", "concern"] * 51)
)
"""More than stand on one page of a list, judged in different ways."""
TRACES = ("search/", "search.js", "masthead__search", "SearchAction")
LEADING = {
    "index.html": "SearchAction",
    "404.html": "masthead__search",
    "findings/index.html": 'class="filters__form" role="search" action="../search/"',
    "themes/index.html": 'href="../search/?kind=finding&amp;theme=crew"',
    "sitemap.xml": "https://example.org/search/",
    "search/index.html": "search.js",
}
"""What leads to the search where there is one, by the file that it stands in."""


def site(folder: Path, search: str) -> Path:
    return small(
        folder,
        {"mkdocs.yml": CONFIG % search, "data/inspections/first/findings.yml": FINDINGS},
    )


def made(root: Path) -> dict[str, str]:
    """The files of the built site, in which words can be looked for."""
    build(str(root / "mkdocs.yml"), None, "2026-06-01", public=True)
    folder = root / "site"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_site_has_a_search_and_what_leads_to_it(tmp_path: Path) -> None:
    found = made(site(tmp_path, "true"))
    assert {path for path, words in LEADING.items() if words not in found[path]} == set()
    assert "search/index/start.en-GB.json" in found
    assert "assets/inspection/search.js" in found


def test_a_site_without_a_search_has_no_trace_of_one(tmp_path: Path) -> None:
    found = made(site(tmp_path, "false"))
    ours = [path for path in found if not path.startswith("assets/javascripts/")]  # Material's
    assert [path for path in ours if "search" in path] == []
    read = {path: text for path, text in found.items() if not path.startswith("assets/")}
    assert {path for path, text in read.items() if any(one in text for one in TRACES)} == set()


def test_a_preview_of_it_has_none_either(tmp_path: Path) -> None:
    """Even where its search is asked for."""
    root = site(tmp_path, "false")
    shown = Desk(str(root / "mkdocs.yml"), "http://127.0.0.1:8000/", "", search=True)
    away = ("search/", "search/index/start.en-GB.json", "assets/inspection/search.js")
    assert [shown.answer(path).status for path in away] == [404] * len(away)
    assert shown.shown.problems is None
    for path in ("", "findings/", "themes/", "nowhere/"):
        text = shown.answer(path).body.decode()
        assert "masthead" in text
        assert not any(one in text for one in TRACES), path
