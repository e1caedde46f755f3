"""Files saved while they are read: a site is made of one version of each, or is not made."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from built import command
from click.testing import CliRunner
from sites import SAMPLE, attempt, overlaid, small, write

from generator import site
from generator.catalogue import catalogue
from generator.cli import main
from generator.host import building
from generator.publish import manifest

FINDINGS = "data/inspections/first/findings.yml"
NUMBER = 400
OLD = "".join(f"- {{id: f{n}, title: Old}}\n" for n in range(NUMBER))
NEW = "".join(f"- {{id: f{n}, title: New}}\n" for n in range(NUMBER))


def truncating(path: Path, text: str) -> None:
    """As an editor that empties a file, thinks, and then fills it in pieces."""
    with path.open("w") as file:
        file.flush()
        time.sleep(0.002)
        for start in range(0, len(text), 3000):
            file.write(text[start : start + 3000])
            file.flush()


def renaming(path: Path, text: str) -> None:
    """As an editor that writes beside a file, and then puts it in its place."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text)
    beside.replace(path)


Save = Callable[[Path, str], None]
SAVES = pytest.mark.parametrize("save", [truncating, renaming])


@contextmanager
def saved_again_and_again(path: Path, save: Save, *texts: str) -> Iterator[None]:
    """In a thread of its own, until what is within is done."""
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            for text in texts:
                save(path, text)
                time.sleep(0.003)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@SAVES
def test_what_is_read_is_one_version_or_is_told(save: Save, tmp_path: Path) -> None:
    """Never none, and never a part of a version that was renamed into place."""
    root = small(tmp_path, {FINDINGS: OLD})
    seen = set()
    with saved_again_and_again(root / FINDINGS, save, NEW, OLD):
        for _ in range(25):
            found, problems = attempt(lambda: catalogue(root, "data", "content"))
            assert bool(found) != bool(problems)
            if found is not None:
                titles = [
                    getattr(e.record, "title", "") for e in found.entries if e.kind == "finding"
                ]
                assert titles
                assert len(titles) == NUMBER or save is truncating
                assert len(set(titles)) == 1
                seen.add(titles[0])
    assert seen
    assert seen <= {"Old", "New"}


@SAVES
def test_a_build_while_files_are_saved_leaves_the_old_site_or_says_so(
    save: Save, tmp_path: Path
) -> None:
    root = overlaid(tmp_path / "site", SAMPLE)
    path = root / "data/inspections/ostrel-2022/findings.yml"
    text = path.read_text()
    target = write(tmp_path / "public", {"index.html": "as it was"})
    manifest.write(target)
    with saved_again_and_again(path, save, text, text):
        done = command("build", "--site-dir", str(target), cwd=root)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert path.name in done.stdout
    assert (target / "index.html").read_text() == "as it was"


@pytest.mark.parametrize("change", ["saved", "added", "deleted", "emptied and filled"])
def test_a_file_that_is_changed_while_a_site_is_built_is_told(
    change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens between the first look at the files and the last."""
    root = overlaid(tmp_path / "site", SAMPLE)
    path = root / "data/inspections/ostrel-2022/findings.yml"
    text = path.read_text()
    if change == "emptied and filled":
        path.write_text("# Being saved\n")
    build = site.build

    def meanwhile(*given: object) -> site.Built:
        made = build(*given)  # type: ignore[arg-type]
        if change == "deleted":
            path.unlink()
        else:
            file = path.with_name("grades.yml") if change == "added" else path
            file.write_text(text)
        return made

    monkeypatch.setattr(building.site, "build", meanwhile)
    target = tmp_path / "public"
    config = str(root / "mkdocs.yml")
    done = CliRunner().invoke(main, ["build", "-f", config, "--site-dir", str(target)])
    assert done.exit_code == 1
    assert "was saved while the site was being built" in done.output
    assert not target.exists()
