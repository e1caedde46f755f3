"""A build takes over the pages that would come out the same, and no other."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import SAMPLE

from generator.host.building import build

FINDINGS = "data/inspections/ostrel-2022/findings.yml"
TITLE = "{id: f1, title: The ferry was on time,"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The sample, built once."""
    root = tmp_path / "site"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns(".cache", "site"))
    make(root)
    return root


def make(root: Path) -> None:
    build(str(root / "mkdocs.yml"), str(root / "site"), "2025-01-01", public=True)


def clean(root: Path) -> dict[str, bytes]:
    folder = root.parent / "clean"
    shutil.rmtree(folder, ignore_errors=True)
    build(str(root / "mkdocs.yml"), str(folder), "2025-01-01", public=True, cache=False)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def files(root: Path) -> dict[str, int]:
    """The file of each page, by its number on the disk."""
    folder = root / "site"
    return {p.relative_to(folder).as_posix(): p.stat().st_ino for p in folder.rglob("index.html")}


def made_anew(root: Path) -> set[str]:
    """The pages that another build makes again."""
    before = files(root)
    make(root)
    after = files(root)
    return {path for path in after if after[path] != before.get(path)}


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_where_nothing_changes_no_page_is_made(site: Path) -> None:
    before = contents(site / "site")
    assert made_anew(site) == set()
    assert contents(site / "site") == before == clean(site)


def test_a_changed_text_touches_the_pages_that_show_it(site: Path) -> None:
    replaced(site / FINDINGS, TITLE, f"{TITLE} text: It left at nine.,")
    make(site)
    replaced(site / FINDINGS, "at nine", "at ten")
    anew = made_anew(site)
    assert anew
    assert all(path.startswith("inspections/ostrel-2022/") for path in anew), anew
    assert contents(site / "site") == clean(site)


def test_a_page_that_somebody_has_changed_is_made_again(site: Path) -> None:
    page = site / "site/inspections/ostrel-2022/index.html"
    page.write_text("<p>Something else</p>")
    with pytest.raises(AssertionError):
        assert contents(site / "site") == clean(site)
    assert "inspections/ostrel-2022/index.html" in made_anew(site)
    assert contents(site / "site") == clean(site)


def without_manifest(path: Path) -> None:
    path.unlink()


def with_another_hash(path: Path) -> None:
    replaced(path, "0", "1")


@pytest.mark.parametrize("harm", [without_manifest, with_another_hash])
def test_hashes_that_somebody_has_changed_are_not_taken_over(
    site: Path, harm: Callable[[Path], None]
) -> None:
    harm(site / "site/sha256sums.txt")
    assert made_anew(site) == set(files(site))
    assert contents(site / "site") == clean(site)


def test_a_disk_without_second_names_for_a_file_gets_copies(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_links)
    make(site)
    assert contents(site / "site") == clean(site)


def no_links(*_: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


def with_another_name(root: Path) -> None:
    replaced(root / "mkdocs.yml", "site_name: ", "site_name: New ")


def with_a_template(root: Path) -> None:
    (root / "overrides").mkdir(exist_ok=True)
    text = '{% extends "base.html" %}{% block announce %}A word.{% endblock %}'
    (root / "overrides/main.html").write_text(text)
    replaced(root / "mkdocs.yml", "theme:", "theme:\n  custom_dir: overrides")


def with_a_hook(root: Path) -> None:
    (root / "hook.py").write_text(
        "def on_post_page(output, **_):\n    return output + '<!-- x -->'\n"
    )
    with (root / "mkdocs.yml").open("a") as file:
        file.write("\nhooks: [hook.py]\n")


@pytest.mark.parametrize("change", [with_another_name, with_a_template, with_a_hook])
def test_what_shapes_every_page_makes_every_page_again(
    site: Path, change: Callable[[Path], None]
) -> None:
    change(site)
    assert made_anew(site) == set(files(site))
    assert contents(site / "site") == clean(site)
    if change is not with_a_hook:
        assert made_anew(site) == set()
