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
INSPECTION = "data/inspections/ostrel-2022/inspection.yml"
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


def clean(root: Path) -> dict[str, bytes | None]:
    folder = root.parent / "clean"
    shutil.rmtree(folder, ignore_errors=True)
    build(str(root / "mkdocs.yml"), str(folder), "2025-01-01", public=True, cache=False)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every file of a folder; of what is none, such as a folder, that it is there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if is_plain(path) else None
        for path in folder.rglob("*")
    }


def is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


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


# The site before the last one, which is kept to be filled up


@pytest.fixture
def spare(site: Path) -> Path:
    """What is kept of a site that has been built before: the one before it."""
    replaced(site / FINDINGS, TITLE, f"{TITLE} text: It left at nine.,")
    make(site)
    (found,) = (site / ".cache/inspection").glob("before-*")
    return found


def test_only_what_has_changed_is_put_in_place(
    site: Path, spare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest stands there already; what changed the last time is given a second name."""
    given: list[str] = []
    link = os.link

    def counted(file: str, target: str) -> None:
        given.append(target)
        link(file, target)

    monkeypatch.setattr(os, "link", counted)
    folders = {path.stat().st_ino for path in spare.rglob("*") if path.is_dir()}
    replaced(site / FINDINGS, "at nine", "at ten")
    make(site)
    stands = [path.stat().st_ino for path in (site / "site").rglob("*") if path.is_dir()]
    assert sum(number in folders for number in stands) > len(stands) / 2
    assert len(given) < len(files(site)) / 10
    assert contents(site / "site") == clean(site)


def test_after_any_change_a_filled_site_is_a_clean_one(site: Path, spare: Path) -> None:
    """Whatever comes, goes, and comes back, with its folders."""
    visit = site / "data/inspections/later"

    def added() -> None:
        visit.mkdir()
        shutil.copyfile(site / INSPECTION, visit / "inspection.yml")

    def taken_away() -> None:
        shutil.rmtree(visit)

    def renamed() -> None:
        replaced(site / FINDINGS, "{id: f1,", "{id: f100, aliases: [f1],")

    def untitled() -> None:
        replaced(site / FINDINGS, "The ferry was on time", "The ferry was late")

    for change in (untitled, renamed, added, taken_away, added):
        change()
        make(site)
        assert contents(site / "site") == clean(site), change.__name__
    assert spare.is_dir()


def with_a_file(spare: Path) -> None:
    (spare / "inspections/draft").mkdir()
    (spare / "inspections/draft/index.html").write_text("A draft")
    (spare / "draft.txt").write_text("A draft")


def with_another_text(spare: Path) -> None:
    page = spare / "inspections/ostrel-2022/index.html"
    page.unlink()
    page.write_text("A draft")


def with_links(spare: Path) -> None:
    stands = spare.parents[2] / "site"
    (spare / "about/index.html").unlink()
    (spare / "about/index.html").symlink_to(stands / "about/index.html")
    (spare / "drafts").symlink_to(stands)


def with_folders_for_files(spare: Path) -> None:
    (spare / "index.html").unlink()
    (spare / "index.html").mkdir()
    (spare / "index.html/index.html").write_text("A draft")


def with_files_for_folders(spare: Path) -> None:
    shutil.rmtree(spare / "inspections")
    (spare / "inspections").write_text("A draft")


def with_nothing(spare: Path) -> None:
    shutil.rmtree(spare)
    spare.write_text("A draft")


@pytest.mark.parametrize(
    "harm",
    [
        *(with_a_file, with_another_text, with_links),
        *(with_folders_for_files, with_files_for_folders, with_nothing),
    ],
)
def test_nothing_that_somebody_put_there_is_published(
    site: Path, spare: Path, harm: Callable[[Path], None]
) -> None:
    harm(spare)
    make(site)
    assert contents(site / "site") == clean(site)


def test_without_a_cache_no_site_is_kept(site: Path, spare: Path) -> None:
    """And what is kept already can be deleted with the rest of the cache."""
    shutil.rmtree(site / ".cache")
    make(site)
    build(str(site / "mkdocs.yml"), str(site / "site"), "2025-01-01", public=True, cache=False)
    assert not spare.exists()
