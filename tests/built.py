"""Built sites for tests: made once in a run by the command itself, then read back."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

REPOSITORY = Path(__file__).parent.parent
_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def command(
    *words: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command as its user would."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@cache
def built(root: Path) -> Path:
    """The folder of a site that is built from `root`, as of one moment.

    Those who test beside each other share it: whoever comes first builds it.
    """
    folder = _shared() / hashlib.sha256(str(root).encode()).hexdigest()[:16]
    folder.mkdir(exist_ok=True)
    target = folder / "site"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            done = command("build", "--site-dir", str(target), "--as-of", "2026-06-01", cwd=root)
            assert done.returncode == 0, done.stdout + done.stderr
    return target


def _shared() -> Path:
    """A folder of this test run, which goes with it."""
    if run := os.environ.get("PYTEST_XDIST_TESTRUNUID"):
        folder = Path(tempfile.gettempdir()) / f"built-{run}"
        folder.mkdir(exist_ok=True)
        return folder
    if not _KEPT:
        _KEPT.append(tempfile.TemporaryDirectory(prefix="built-"))
    return Path(_KEPT[0].name)


@dataclass(frozen=True)
class Page:
    """A built page: what it links to within the site, and the anchors it has."""

    path: str
    links: tuple[tuple[str, str], ...]
    """The path and anchor of each link within the site."""
    anchors: tuple[str, ...]
    tree: html.HtmlElement


@cache
def pages(site: Path) -> dict[str, Page]:
    """Every page of a built site by its path, `index.html` taken off."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        tree = html.document_fromstring(file.read_bytes())
        links = []
        for target in tree.xpath("//@href | //@src | //form/@action"):
            parts = urlsplit(urljoin(f"http://site/deep/below/{path}", str(target)))
            if parts.netloc == "site":  # a link that climbs too far keeps its slash, and is broken
                found_path = unquote(parts.path.removeprefix("/deep/below/"))
                links.append((found_path, unquote(parts.fragment)))
        anchors = tuple(str(a) for a in tree.xpath("//*/@id"))
        found[path] = Page(path, tuple(dict.fromkeys(links)), anchors, tree)
    return found


def broken(site: Path) -> list[str]:
    """Links within a site that lead to no file, or to an anchor that its page does not have."""
    known = pages(site)
    faults = []
    for page in known.values():
        if page.path == "404.html":
            continue  # its links start at the site's root
        for path, anchor in page.links:
            if path in known:
                if anchor and anchor not in known[path].anchors:
                    faults.append(f"{page.path}: {path}#{anchor}")
            elif not (site / path).is_file():
                faults.append(f"{page.path}: {path}")
    return faults


def clicks(site: Path, leaving_out: str) -> dict[str, int]:
    """How many clicks each page is away from the home page, not by way of some pages."""
    known = pages(site)
    away = {"": 0}
    waiting = deque([""])
    while waiting:
        here = waiting.popleft()
        for path, _ in known[here].links:
            if path in known and path not in away and not path.endswith(leaving_out):
                away[path] = away[here] + 1
                waiting.append(path)
    return away
