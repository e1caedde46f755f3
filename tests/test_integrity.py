"""The old or the new site stands, whatever happens: two builds, a kill, a full disk."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from bench import corpus
from built import command
from sites import small

from generator.publish import manifest

POINTS = 12

KILLER = """
import atexit, builtins, io, os, signal
at, count = int(os.environ["KILL_AT"]), 0
def watched(original):
    def called(*args, **kwargs):
        global count
        if original is not opened or "w" in str(args[1:2]) + str(kwargs.get("mode")):
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **kwargs)
    return called
opened = io.open
for name in ("rename", "replace", "link", "mkdir", "unlink", "rmdir"):
    setattr(os, name, watched(getattr(os, name)))
builtins.open = io.open = watched(opened)
if not at:
    atexit.register(lambda: opened(os.environ["COUNTED"], "w").write(str(count)))
"""
"""Ends the process at its n-th change of anything on the disk, as a cut of the power would."""

FILES: dict[str, str | bytes] = {
    "mkdocs.yml": "site_name: X\ndocs_dir: content\ntheme: {name: material}\n"
    "plugins: [inspection]\n",
    "content/index.md": "# Home\n",
    "data/bodies/ferry.yml": "name: Ferry\n",
    "data/inspections/first/inspection.yml": "title: First\nstate: published\nbodies: ferry\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small(tmp_path / "made", FILES)


def contents(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def change(site: Path, title: str) -> None:
    file = site / "data/inspections/first/inspection.yml"
    file.write_text(f"title: {title}\nstate: published\nbodies: ferry\n")


def built(site: Path) -> dict[str, bytes]:
    done = command("build", "--as-of", "2026-06-01", cwd=site)
    assert done.returncode == 0, done.stdout + done.stderr
    return contents(site / "site")


def test_the_manifest_is_what_sha256sum_checks(site: Path) -> None:
    found = built(site)
    checker = shutil.which("sha256sum")
    if checker is None:
        pytest.skip("no sha256sum on this machine")
    check = [checker, "--check", "--strict", "--quiet", manifest.NAME]
    assert subprocess.run(check, cwd=site / "site", check=False).returncode == 0
    assert set(manifest.read(site / "site")) == set(found) - {manifest.NAME}
    (site / "site/index.html").write_text("Another page")
    (site / "site/more.txt").write_text("More")
    (site / "site/404.html").unlink()
    assert subprocess.run(check, cwd=site / "site", check=False, capture_output=True).returncode
    assert dict(manifest.changed(site / "site")) == {
        "404.html": "missing",
        "index.html": "changed",
        "more.txt": "added",
    }


@pytest.mark.parametrize("name", ["a b.txt", "back\\slash.txt", "two\nlines.txt", "é.txt"])
def test_a_manifest_knows_every_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    manifest.write(tmp_path)
    assert list(manifest.read(tmp_path)) == [name]
    assert manifest.foreign(tmp_path) == ""
    assert list(manifest.changed(tmp_path)) == []


def there(site: Path, kept: Path, names: list[str]) -> None:
    """Put folders back as they were, with files that have several names."""
    for path in (site / ".cache", *site.glob("site"), *site.glob(".site*")):
        shutil.rmtree(path, ignore_errors=True)
    for name in names:
        shutil.copytree(kept / name, site / name, copy_function=os.link)


@pytest.mark.parametrize("names", [["site"], ["site", ".cache"]], ids=["new", "filled up"])
def test_killed_anywhere_the_old_or_the_new_site_stands(
    site: Path, tmp_path: Path, names: list[str]
) -> None:
    """At the latest after the next command, which needs no build; and nothing stays behind."""
    (tmp_path / "killer").mkdir()
    (tmp_path / "killer/sitecustomize.py").write_text(KILLER)
    counted = tmp_path / "counted"
    built(site)
    change(site, "First of all")
    old = built(site)
    assert list(site.glob(".cache/inspection/before-*"))  # to be filled up the next time
    there(tmp_path / "kept", site, names)
    change(site, "Second")

    def run(at: int) -> int:
        there(site, tmp_path / "kept", names)
        env = os.environ | {
            "PYTHONPATH": str(tmp_path / "killer"),
            "KILL_AT": str(at),
            "COUNTED": str(counted),
        }
        words = [sys.executable, "-m", "generator", "build", "--as-of", "2026-06-01"]
        return subprocess.run(words, cwd=site, env=env, check=False, capture_output=True).returncode

    assert run(0) == 0
    new = contents(site / "site")
    assert new != old
    last = int(counted.read_text())
    assert last > 2 * POINTS
    points = {last * n // POINTS for n in range(1, POINTS - 5)} | set(range(last - 6, last + 1))
    seen = set()
    for at in sorted(points):
        assert run(at) == -signal.SIGKILL, at
        standing = contents(site / "site")
        if not standing:  # it was between the two
            assert command("check", cwd=site).returncode == 0
            standing = contents(site / "site")
        assert standing in (old, new), at
        seen.add(standing == new)
        assert contents(tmp_path / "kept/site") == old  # or something wrote through a name
    assert seen == {False, True}
    assert run(last // 2) == -signal.SIGKILL
    assert list(site.glob(".site*"))
    assert built(site) == new
    assert not list(site.glob(".site*"))


@pytest.mark.parametrize("most", [0, 50, 2_000, 30_000])
def test_a_full_disk_leaves_the_old_site(site: Path, most: int) -> None:
    """A file that cannot be written to its end is told, and nothing is half done."""
    old = built(site)
    change(site, "Second")
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
    done = subprocess.run(
        [sys.executable, "-B", "-m", "generator", "build"],
        cwd=site,
        preexec_fn=full,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "File too large" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert contents(site / "site") == old
    assert not list(site.glob(".site*"))


def test_two_builds_at_once_both_end_well(site: Path) -> None:
    words = [sys.executable, "-m", "generator", "build", "--as-of", "2026-06-01"]
    started = [
        subprocess.Popen(words, cwd=site, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = [process.communicate(timeout=120)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], said
    assert any("waiting for it" in words for words in said)
    assert contents(site / "site") == built(site)
    assert not list(site.glob(".site*"))


def test_what_somebody_else_put_there_is_never_replaced(site: Path) -> None:
    built(site)
    (site / "site/CNAME").write_text("reports.example.org")
    done = command("build", cwd=site)
    assert done.returncode == 1
    assert '"CNAME" was made by no build' in done.stdout
    assert (site / "site/CNAME").read_text() == "reports.example.org"


def test_a_site_behind_a_link_stays_behind_it(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (site / "site").symlink_to(tmp_path / "elsewhere")
    for _ in range(2):
        assert command("build", cwd=site).returncode == 0
        assert (site / "site").is_symlink()
        assert (tmp_path / "elsewhere/index.html").is_file()


def test_what_fails_while_other_processes_write_leaves_the_old_site(tmp_path: Path) -> None:
    """A site is large enough for them; they end, and leave nothing, when a page cannot be made."""
    site = corpus.write(tmp_path / "large", 1_000)
    (site / "site").mkdir()
    hook = "def on_post_page(output, **_):\n    raise RuntimeError('no page today')\n"
    (site / "hook.py").write_text(hook)
    with (site / "mkdocs.yml").open("a") as file:
        file.write("hooks: [hook.py]\n")
    done = command("build", "--no-cache", cwd=site, env=os.environ | {"TMPDIR": str(tmp_path)})
    assert done.returncode == 1
    assert "no page today" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert list((site / "site").iterdir()) == []
    assert not list(site.glob(".site*"))
    assert [path.name for path in tmp_path.iterdir()] == ["large"]
