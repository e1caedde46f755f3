"""What one changed text costs in an archive: in a build, and until a preview shows it.

    python tests/bench/changed.py --records 5000

prints a JSON object a line: the seconds of each way, and the median over the rounds of its time
divided by that of an empty `mkdocs build` with Material in the same round.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import corpus
from bench import machine
from peers import SCRIPTS

ADDRESS = "127.0.0.1:8642"
VISIT = "visit-00001"
PAGE = f"http://{ADDRESS}/inspections/{VISIT}/s0/"
_LONGEST = 120
"""Seconds."""
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=1_000, help="how many, by hundreds")
    parser.add_argument("--rounds", type=int, default=5, help="at least five say something")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="changed-"))
    try:
        archive = corpus.write(folder / "archive", asked.records)
        shown = corpus.write(folder / "shown", asked.records)
        empty = _empty(folder / "empty")
        _built(archive, "inspection")
        with _served(shown):
            rounds = [_round(number, empty, archive, shown) for number in range(asked.rounds + 1)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    rounds = rounds[1:]  # the first one warms the disk
    for way in ("build", "serve"):
        ratios = [one[way] / one["empty"] for one in rounds]
        line = {
            "one text changed": way,
            "records": asked.records,
            "ratio_wall": round(statistics.median(ratios), 2),
            "ratio_wall_spread": [round(min(ratios), 2), round(max(ratios), 2)],
            "wall": round(statistics.median(one[way] for one in rounds), 2),
            "empty": round(statistics.median(one["empty"] for one in rounds), 2),
        }
        print(json.dumps(line))
    print(json.dumps(machine()), file=sys.stderr)


def _round(number: int, empty: Path, archive: Path, shown: Path) -> dict[str, float]:
    made = {"empty": _built(empty, "mkdocs", "--quiet")}
    _change(archive, number)
    made["build"] = _built(archive, "inspection")
    made["serve"] = _reloaded(shown, number)
    return made


def _empty(folder: Path) -> Path:
    """A site of Material's with one page."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Empty\n")
    (folder / "mkdocs.yml").write_text("site_name: Empty\ntheme: {name: material, font: false}\n")
    return folder


def _built(folder: Path, tool: str, *more: str) -> float:
    """The seconds of a build."""
    started = time.perf_counter()
    subprocess.run(
        [SCRIPTS / tool, "build", *more],
        cwd=folder,
        env=os.environ | _QUIET,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def _change(folder: Path, number: int) -> str:
    """Change a text; what is new in it."""
    file = folder / "data/inspections" / VISIT / "findings.yml"
    before, text, after = file.read_text().partition("  text: |\n    ")
    said = f"Changed{number}"
    file.write_text(f"{before}{text}{said} {after.removeprefix(f'Changed{number - 1} ')}")
    return said


@contextmanager
def _served(folder: Path) -> Iterator[None]:
    """A preview that is ready."""
    command = [SCRIPTS / "inspection", "serve", "--dev-addr", ADDRESS]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _seen("page-title")
            yield
        finally:
            process.terminate()


def _seen(words: str) -> None:
    """Wait until the page has these words."""
    started = time.perf_counter()
    while words not in _page():
        time.sleep(0.1)
        if time.perf_counter() - started > _LONGEST:
            sys.exit(f'the preview never showed "{words}"')


def _reloaded(folder: Path, number: int) -> float:
    """The seconds from a change to its page, which waits to be told of it as in a browser."""
    held = re.search(r'id="preview-data">(.*?)</script>', _page())
    version = json.loads(held[1])["version"] if held else ""
    with urllib.request.urlopen(
        f"http://{ADDRESS}/.preview/changes?seen={version}", timeout=_LONGEST
    ) as events:
        words = _change(folder, number)
        started = time.perf_counter()
        while not events.readline().startswith(b"data:"):
            pass
    if words not in _page():
        sys.exit(f'the preview told of a change, and did not show "{words}"')
    return time.perf_counter() - started


def _page() -> str:
    try:
        with urllib.request.urlopen(PAGE, timeout=_LONGEST) as page:
            found: str = page.read().decode()
            return found
    except (URLError, OSError):
        return ""


if __name__ == "__main__":
    main()
