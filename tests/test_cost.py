"""What a build may cost, told by counts that need no clock."""

from __future__ import annotations

import cProfile
import os
import pstats
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest
from bench import corpus
from lxml import html
from sites import SAMPLE, edition, read

import generator
from generator import prose
from generator.host.building import build as build_on_disk
from generator.host.config import opened
from generator.records import Marked
from generator.site import Settings, build, planned_site
from generator.views import lists

Calls = Counter[tuple[str, str]]
PACKAGE = Path(generator.__file__).parent


def counted(make: Callable[[], object]) -> Calls:
    """How often each function of the package is called in making something, by file and name."""
    profile = cProfile.Profile()
    profile.runcall(make)
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    found: Calls = Counter()
    for (file, _, name), row in stats.items():
        if Path(file).is_relative_to(PACKAGE):
            found[Path(file).relative_to(PACKAGE).as_posix(), name] += row[1]
    return found


def calls(root: Path) -> Calls:
    """The same of one build that is not handed over to a host."""
    return counted(lambda: build(Settings(root), edition()).pages)


def test_a_sound_file_is_parsed_once() -> None:
    """Places are looked up only for what is wrong, so nothing sound is read a second time."""
    files = list((SAMPLE / "data").rglob("*.yml"))
    shipped = 2
    found = calls(SAMPLE)
    assert found["source.py", "_compose"] <= len(files) + shipped + len(
        list((SAMPLE / "content").rglob("*.md"))
    )
    assert found["source.py", "place"] == 0


def test_a_page_is_filled_and_printed_once() -> None:
    found = calls(SAMPLE)
    pages = len(build(Settings(SAMPLE), edition()).pages)
    assert found["rendering/__init__.py", "render"] == pages
    visits = list((SAMPLE / "data/inspections").iterdir())
    assert found["comparison.py", "compare"] <= 2 * len(visits)  # once more in short


# What grows with an archive, and what does not

SIZES = 400, 800
AS_OF = "2026-06-01"
LIKE = 1.02
"""Pages of a kind are as large as each other, but for the numbers and words that stand on them."""
TWICE = 2.05
"""How much more there is of what grows with the records."""
TWICE_CALLED = 2.3
"""The same of calls: longer lists have a few more links between their pages."""
ISLAND = ("inspections/visit-00000/", "inspections/visit-00001/")
"""The pages of two inspections that hang together. A text of the second is changed."""
SHOWING = {f"{ISLAND[1]}s0/index.html", f"{ISLAND[1]}report/index.html"}
"""The pages that show the text."""
MADE_ANEW = re.compile(
    r"""
    assets/ | 404\.html | sitemap\.xml  # MkDocs hands over its theme, and a line for each page
    | search/index/[^/]+$               # the words of every record
    | data/findings\.                   # every finding
    | data/(catalogue|datapackage)\.    # what is said of every file
    | (bodies/[^/]+/)? feeds?[./]       # what is new
    | _headers | \.htaccess | headers\.nginx\.conf  # what every page needs
    | sha256sums\.txt                   # a line for each file
    """,
    re.VERBOSE,
)
"""What every build makes anew, and of what. Pages are no part of it."""
TELLING = re.compile(
    r"data/(findings\.(csv|json)|catalogue\.json|datapackage\.json)|search/index/|sha256sums\.txt"
)
"""What of it tells of the text."""


@dataclass(frozen=True)
class Site:
    """A built site, and what it took."""

    files: Mapping[str, bytes]
    numbers: Mapping[str, int]
    """The number of each file on the disk, which another file of the same path does not have."""
    calls: Calls

    @property
    def made(self) -> list[bytes]:
        """What is made of records: all but what the theme brings with it."""
        return [data for path, data in self.files.items() if not path.startswith("assets/")]

    def page(self, path: str) -> str:
        """The page at a path."""
        return self.files[f"{path}index.html"].decode()

    def size(self, path: str) -> int:
        """How long it is, without the links between the pages of a list."""
        return len(_PAGER.sub("", self.page(path)))


_PAGER = re.compile('<nav class="pager".*?</nav>', re.DOTALL)


@dataclass(frozen=True)
class Archive:
    """The invented archive at some size: its site, and that after one text was changed."""

    texts: int
    """How many different texts there are."""
    pages: Mapping[str, list[str]]
    """The paths of the pages of each template."""
    site: Site
    after: Site

    @property
    def paths(self) -> list[str]:
        """The paths of all pages."""
        return list(chain.from_iterable(self.pages.values()))


Grown = tuple[Archive, Archive]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    """An archive, and one of twice its size.

    Lists are short, so that both fill pages of each kind. One process does all the work, so that
    every call is seen.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
        patch.setattr(lists, "PAGE_SIZE", 3)
        patch.setattr(lists, "MANY", 1)
        small, large = (_archive(tmp_path_factory.mktemp("archive"), size) for size in SIZES)
    return small, large


def _archive(root: Path, size: int) -> Archive:
    corpus.write(root, size)
    texts = {
        value
        for entry in read(root).entries
        for _, mark, value in entry.marks
        if isinstance(mark, Marked) and mark.what == "prose"
    }
    pages: dict[str, list[str]] = defaultdict(list)
    for page in planned_site(*opened(str(root / "mkdocs.yml"), AS_OF)).pages:
        pages[page.template].append(page.path)
    site = _built(root)
    findings = root / f"data/{ISLAND[1]}findings.yml"
    before, text, after = findings.read_text(encoding="utf-8").partition("  text: |\n    ")
    findings.write_text(f"{before}{text}Changed. {after}", encoding="utf-8")
    return Archive(len(texts), pages, site, _built(root))


PARTLY_KEPT = {("places.py", "_way")}
"""What is kept of the last ten thousand: of a small archive all, of a large one not."""


def _built(root: Path) -> Site:
    prose.parse.cache_clear()  # as a command finds it
    config = str(root / "mkdocs.yml")
    made = counted(lambda: build_on_disk(config, None, AS_OF, public=True))
    folder = root / "site"
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return Site(
        {path: file.read_bytes() for path, file in files.items()},
        {path: file.stat().st_ino for path, file in files.items()},
        made,
    )


def links(page: str) -> tuple[int, ...]:
    """How many there are in a page's header, beside it and in its footer."""
    tree = html.fromstring(page)
    parts = ("//header//a", "//*[contains(@class, 'md-sidebar')]//a", "//footer//a")
    return tuple(len(tree.xpath(part)) for part in parts)


def test_the_navigation_of_a_page_does_not_grow(grown: Grown) -> None:
    most = [
        {kind: set(map(links, map(one.site.page, paths))) for kind, paths in one.pages.items()}
        for one in grown
    ]
    assert most[0] == most[1]
    assert all(min(header, footer) > 0 for header, _, footer in chain(*most[0].values()))


def test_a_long_list_has_ten_more_links_for_ten_times_as_many_pages(grown: Grown) -> None:
    for one in grown:
        pagers = [pager for path in one.paths for pager in _PAGER.findall(one.site.page(path))]
        numbers = [list(map(int, re.findall(r">(\d+)</a>", pager))) for pager in pagers]
        assert max(map(max, numbers)) > 50
        assert all(len(some) <= 10 * len(str(max(some))) + 2 for some in numbers)


def test_no_page_grows(grown: Grown) -> None:
    """Neither the largest of any kind, nor pages on the whole."""
    small, large = (
        {kind: max(map(one.site.size, paths)) for kind, paths in one.pages.items()} for one in grown
    )
    assert {kind: size for kind, size in large.items() if size > LIKE * small[kind]} == {}
    means = [sum(map(one.site.size, one.paths)) / len(one.paths) for one in grown]
    assert means[1] <= LIKE * means[0]


def test_a_site_grows_with_its_records(grown: Grown) -> None:
    """Twice the records are at most twice the files, bytes, and calls of any function."""
    small, large = (one.site for one in grown)
    assert len(large.made) <= TWICE * len(small.made)
    assert sum(map(len, large.made)) <= TWICE * sum(map(len, small.made))
    many = {f: n for f, n in large.calls.items() if n > SIZES[1] and f not in PARTLY_KEPT}
    called = {f: (small.calls[f], n) for f, n in many.items()}
    assert {f: (a, b) for f, (a, b) in called.items() if b > TWICE_CALLED * a} == {}


def test_the_theme_is_printed_for_each_shape_of_a_page(grown: Grown) -> None:
    """However many pages have it."""
    printed = [one.site.calls["host/framing.py", "_whole"] for one in grown]
    assert 0 < printed[0] == printed[1] < len(grown[0].paths) / 10


def test_a_text_is_parsed_once(grown: Grown) -> None:
    """Each text of a record, and the home page."""
    for one in grown:
        assert one.site.calls["prose.py", "parse"] == one.texts + 1


def test_a_changed_text_makes_the_pages_that_show_it_and_no_other(grown: Grown) -> None:
    """All other pages are the same files as before."""
    for one in grown:
        before, after = one.site, one.after
        anew = {path for path, n in after.numbers.items() if n != before.numbers.get(path)}
        told = {path for path in anew if not MADE_ANEW.match(path)}
        found = {path for path in told if path.startswith("search/index/")}
        assert told - found == SHOWING
        assert len({path.rpartition("/")[0] for path in found}) == 1  # the texts of its island
        changed = {path for path, data in after.files.items() if data != before.files.get(path)}
        assert {path for path in changed if not TELLING.match(path)} == SHOWING


def test_after_a_changed_text_one_island_is_made(grown: Grown) -> None:
    """However large the archive is that it lies in."""
    small, large = (one.after.calls for one in grown)
    pages = [path for path in grown[0].paths if path.startswith(ISLAND)]
    costly = {
        ("rendering/__init__.py", "render"): len(pages),
        ("comparison.py", "compare"): len(ISLAND),
        ("islands/made.py", "made"): 1,
        ("host/framing.py", "page"): len(SHOWING),
    }
    for function, count in costly.items():
        assert small[function] == large[function] == count, function
    for function in (("prose.py", "parse"), ("host/framing.py", "_whole")):
        assert 0 < small[function] == large[function], function
