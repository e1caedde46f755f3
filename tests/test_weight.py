"""How much a reader's browser fetches: compressed, the first visit and each page after it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from built import REPOSITORY, built, pages
from sites import SAMPLE

FIRST_VISIT = 120_000
LATER_PAGE = 15_000
LONG = re.compile(r"inspections/[^/]+/(report|comparison)/|guide/")
"""Pages that hold a whole report, a whole comparison or a reference book."""
LONG_PAGE = 60_000


def weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_a_first_visit_and_each_later_page_are_light(root: Path) -> None:
    """Fonts and pictures apart; scripts and styles are kept by the browser after the first."""
    site = built(root)
    for path, page in pages(site).items():
        folder = site / path if not path.endswith(".html") else site
        files = page.tree.xpath("//link[@rel='stylesheet']/@href | //script/@src")
        shared = {(folder / str(file)).resolve() for file in files if path != "404.html"}
        own = weight(folder / "index.html" if path != "404.html" else site / path)
        assert own < (LONG_PAGE if LONG.match(path) else LATER_PAGE), (path, own)
        assert own + sum(map(weight, shared)) < FIRST_VISIT, path
