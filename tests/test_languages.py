"""Every word of the interface comes from a catalogue; translations show what they should."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from calendar import month_name
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from built import REPOSITORY, built
from lxml import html
from sites import SAMPLE

from generator.words import CATALOGUES

TEMPLATE = CATALOGUES / "messages.pot"
KEYWORDS = ("_", "ngettext:1,2", "say", "count:1,2", "deferred", "deferred_count:1,2")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def messages(found: Catalog) -> set[Any]:
    return {message.id for message in found if message.id}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Babel finds in templates and modules."""
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    keywords = [word for keyword in KEYWORDS for word in ("-k", keyword)]
    subprocess.run(
        [
            *(sys.executable, "-m", "babel.messages.frontend", "-q", "extract"),
            *("-F", "pyproject.toml", "--no-default-keywords", *keywords),
            *("--no-location", "--sort-output", "--omit-header", "-o", str(target), "generator"),
        ],
        cwd=REPOSITORY,
        check=True,
    )
    return target


def test_the_template_holds_every_word_of_the_interface(
    extracted: Path,
    rewrite: bool,  # noqa: FBT001
) -> None:
    if rewrite:
        shutil.copyfile(extracted, TEMPLATE)
    assert messages(catalogue(TEMPLATE)) == messages(catalogue(extracted))


@pytest.mark.parametrize("path", sorted(CATALOGUES.glob("*.po")), ids=lambda p: p.stem)
def test_a_catalogue_has_a_word_for_every_message(path: Path) -> None:
    """And keeps the places where values go."""
    found = catalogue(path)
    assert messages(found) == messages(catalogue(TEMPLATE))
    for message in found:
        if message.id:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(forms), message.id
            assert not message.fuzzy, message.id
            wanted = set(re.findall(r"%\(\w+\)s", "".join(message.id)))
            assert set(re.findall(r"%\(\w+\)s", "".join(forms))) == wanted, message.id


# The pseudo-language: each message stands between brackets, so that a word outside is none

OPEN, CLOSE = "⟦", "⟧"
INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")


def pseudo(folder: Path) -> None:
    """A catalogue that puts brackets round every message."""
    template = catalogue(TEMPLATE)
    made = Catalog(locale="en_GB")
    for message in template:
        if message.id:
            plural = isinstance(message.id, tuple)
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            forms = tuple(f"{OPEN}{text}{CLOSE}" for text in ids)
            made.add(message.id, forms if plural else forms[0])
    with (folder / "en-GB.po").open("wb") as file:
        write_po(file, made)


def authors_words(root: Path) -> str:
    """All that an author wrote for readers: values of several words or with a capital, and ids."""

    def values(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield str(value.get("id", ""))
            for inner in value.values():
                yield from values(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from values(inner)
        elif isinstance(value, str) and not re.fullmatch(r"[a-z-]+", value):
            yield value

    found: list[str] = []
    for path in sorted(root.rglob("*.yml")):
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        found += [path.stem, path.parent.name, *values(loaded)]
        if path.parent.name == "frameworks":
            found += re.findall(r"(?:label|short|group|kind): ([^,}\n]+)", path.read_text())
    found += [path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.md"))]
    plain = re.sub(r"\[([^\]]*)\](\[[^\]]*\]|\([^)]*\))", r"\1", " ".join(found))
    return " ".join(re.sub(r"[*_`]", "", plain).split()).casefold()


CALENDAR = {month.casefold() for month in month_name[1:]} | {"utc", "gmt", "bst"}
ALLOWED = {"welsh", "cymraeg", "bibtex", "atom", "json feed", "skip to content", "unchanged"}
"""Names of languages and formats, Material's own words, and an author's single word."""


def strangers(page: html.HtmlElement, known: str) -> Iterator[str]:
    """Runs of words in a page that are neither from a catalogue nor from an author."""
    texts = [
        str(text)
        for text in page.xpath(
            "//body//text()[not(ancestor::script or ancestor::*[@translate='no'])]"
        )
    ]
    texts += [
        str(text) for text in page.xpath("//body//@aria-label | //body//@alt | //title/text()")
    ]
    for text in texts:
        while INNERMOST.search(text):
            text = INNERMOST.sub("|", text)  # noqa: PLW2901 - peeled from inside
        for run in re.split(r"[^\w\s’'-]+|\d+| - ", text):
            words = " ".join(run.split()).casefold().strip("-’' ")
            plain = re.sub(r"[^a-z]", "", words)
            if plain and words not in known and words not in CALENDAR | ALLOWED:
                yield words


def test_no_word_of_the_interface_is_missing_from_the_catalogue(tmp_path: Path) -> None:
    """In a pseudo-language, whatever is not an author's own stands between brackets."""
    site = tmp_path / "site"
    shutil.copytree(SAMPLE, site)
    (site / "locale").mkdir()
    pseudo(site / "locale")
    shipped = " ".join(
        authors_words(path) for path in [REPOSITORY / "generator" / "frameworks", site]
    )
    found = set()
    pages = built(site)
    for path in sorted(p for p in pages.rglob("*.html") if "cy" not in p.relative_to(pages).parts):
        page = html.document_fromstring(path.read_bytes())
        found |= {(words, path.name) for words in strangers(page, shipped)}
    assert found == set()
