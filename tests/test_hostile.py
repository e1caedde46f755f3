"""Whatever is typed in whatever field, authors' text is data: shown as it is typed, or refused.

`hostile/shown` holds words that are shown, `hostile/refused` those that no text may carry,
`hostile/characters` those that no field may, and `hostile/files` whole files that are told as
problems.
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from inventing import invent
from lxml import etree, html
from sites import small
from test_leaks import EDITION, MOMENT, handed_over

from generator import fields, records, site
from generator.catalogue import Catalogue, catalogue
from generator.check import check
from generator.host.building import build
from generator.problems import Problem, Problems, report
from generator.prose import parse
from generator.records import Location, Marked, Model
from generator.resolve import resolve
from generator.site import Settings
from generator.source import Source

HOSTILE = Path(__file__).parent / "hostile"
SEEDS = 6
SECONDS = 20
MEMORY = 1_000_000_000


def held(folder: str) -> dict[str, str]:
    """The words of a folder by their name; halves of letters can be in them, too."""
    files = sorted((HOSTILE / folder).glob("*.txt"))
    return {file.stem: file.read_bytes().decode("utf-8", "surrogatepass") for file in files}


SHOWN, REFUSED, CHARACTERS = held("shown"), held("refused"), held("characters")


def every_model() -> Iterator[type[Model]]:
    """Every model of what may be written, also of what stands inside records."""
    waiting: list[type[Model]] = [*fields.DESCRIBED.values(), records.Progress]
    seen: set[type[Model]] = set()
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.add(model)
            yield model
            waiting += [m for f in model.model_fields.values() for m in _inside(f.annotation)]


def _inside(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _inside(inner)


PROSE = {
    name
    for model in every_model()
    for name, marks, _ in records._marks(model)  # noqa: SLF001
    if Marked("prose") in marks
}
"""The names of all fields that hold an author's Markdown."""

Choose = Callable[[int, str, Location], str | None]
"""What to say at a place, given how many texts were said before; None for harmless words."""


def said(choose: Choose) -> Callable[[str, Location], str]:
    """Words for an invented site; links, and words that terms are known by, stay harmless."""
    number = count()

    def words(address: str, at: Location) -> str:
        place = next(number)
        is_known_by = "glossary/" in address and _field(at) in ("title", "short")
        found = None if _field(at) == "link" or is_known_by else choose(place, address, at)
        return f"word{place}" if found is None else found

    return words


def _field(at: Location) -> str:
    return next(str(step) for step in reversed(at) if isinstance(step, str))


def harmless(_place: int, _address: str, _at: Location) -> None:
    """Words that are harmless everywhere."""


def everywhere(text: str, *, but: Container[str] = ()) -> Choose:
    """One text in each field, but for those of some names."""
    return lambda _place, _address, at: None if _field(at) in but else text


def in_prose(text: str) -> Choose:
    """One text in each field that holds Markdown."""
    return lambda _place, _address, at: text if _field(at) in PROSE else None


def in_turn(*, prose: bool, first: int) -> Choose:
    """All words that are shown, one after the other; in prose or in all other fields."""
    texts = list(SHOWN.values()) + ([] if prose else list(REFUSED.values()))

    def choose(place: int, _address: str, at: Location) -> str | None:
        is_prose = _field(at) in PROSE
        return texts[(place + first) % len(texts)] if is_prose == prose else None

    return choose


def problems_of(root: Path) -> tuple[Problem, ...]:
    try:
        resolve(catalogue(root, "data", "content"), EDITION)
    except Problems as error:
        return error.problems
    return ()


# What is shown is shown as it is typed


def pages(seed: int, *, prose: bool | None, folder: Path) -> dict[str, str]:
    """The HTML of every page of a seed, with hostile words or with harmless ones."""
    choose = harmless if prose is None else in_turn(prose=prose, first=seed * 17)
    root = invent(seed, said(choose)).write(folder)
    built = site.build(Settings(root, name="Invented", url="https://e.org/"), EDITION)
    assert handed_over(built)
    return {page.path: f"<div>{page.html}{page.sidebar}</div>" for page in built.pages}


Shape = tuple[str, tuple[str, ...], tuple[str, ...]]
"""An element: its name, those of its attributes, and the schemes that it leads to."""


def shapes(markup: str) -> Counter[Shape]:
    """How often each shape of element stands in a page."""
    tree = html.document_fromstring(markup)
    return Counter(_shape(element) for element in tree.iter() if isinstance(element.tag, str))


def _shape(element: html.HtmlElement) -> Shape:
    leads = [element.get(name) for name in ("href", "src", "action") if element.get(name)]
    schemes = tuple(urlsplit(str(link)).scheme for link in leads)
    return str(element.tag), tuple(sorted(map(str, element.attrib))), schemes


def unsafe(shape: Shape) -> bool:
    """Whether an element could run or fetch anything, or look like what it is not."""
    tag, attributes, schemes = shape
    live = {"script", "style", "iframe", "object", "embed", "math", "base", "meta", "link", "form"}
    return (
        tag in live
        or any(name.startswith("on") or name in ("style", "srcdoc") for name in attributes)
        or not {*schemes} <= {"", "http", "https", "mailto"}
    )


@pytest.mark.parametrize("seed", range(SEEDS))
def test_plain_words_make_no_element(seed: int, tmp_path: Path) -> None:
    """With hostile words in titles, labels, notes and names a page has the same elements."""
    harmless = pages(seed, prose=None, folder=tmp_path / "harmless")
    hostile = pages(seed, prose=False, folder=tmp_path / "hostile")
    assert harmless.keys() == hostile.keys()
    for path, markup in hostile.items():
        assert shapes(markup) == shapes(harmless[path]), path


MARKDOWN = {
    *("a", "p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "sup", "section", "img", "del", "button"),
    *("span", "h1", "h2", "h3", "h4", "h5", "h6"),
}
"""What an author's Markdown may make."""


@pytest.mark.parametrize("seed", range(SEEDS))
def test_prose_makes_only_what_markdown_may(seed: int, tmp_path: Path) -> None:
    """Nothing in it runs, is fetched from elsewhere, or has a style or a handler."""
    harmless = pages(seed, prose=None, folder=tmp_path / "harmless")
    hostile = pages(seed, prose=True, folder=tmp_path / "hostile")
    known = set(chain.from_iterable(map(shapes, harmless.values())))
    for path, markup in hostile.items():
        added = set(shapes(markup)) - known
        assert {shape for shape in added if unsafe(shape)} == set(), path
        assert {tag for tag, *_ in added} <= MARKDOWN, path


def test_what_looks_like_a_template_is_printed(tmp_path: Path) -> None:
    text = SHOWN["jinja-sum"]
    found = invent(1, said(everywhere(text, but=("number",))))
    built = site.build(Settings(found.write(tmp_path)), EDITION)
    for page in built.pages:
        for shown in (page.html, page.sidebar, page.title, page.leaf.description):
            assert "{{ 4" not in shown
            assert not shown.strip().startswith("49")
    assert text in built.pages[0].html
    assert any(page.title == text for page in built.pages)


# What is refused


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_text_may_carry_is_told_where_it_stands(name: str, tmp_path: Path) -> None:
    """And what to do about it; nothing is built."""
    told = problems_of(invent(1, said(in_prose(REFUSED[name]))).write(tmp_path))
    assert told
    assert all(problem.hint and problem.place.line for problem in told)


@pytest.mark.parametrize("name", CHARACTERS)
def test_characters_that_cannot_be_seen_are_refused_in_any_spelling(
    name: str, tmp_path: Path
) -> None:
    """Even where they are written with a backslash in quotes."""
    told = problems_of(invent(1, said(everywhere(CHARACTERS[name]))).write(tmp_path))
    assert {problem.code for problem in told} == {"character"}


# What is no text

ODD: tuple[Any, ...] = (
    *("", " ", "<b>", "../x", "a/../../b", "con", "x" * 5_000, "\u202e", "=1+1", "'"),
    *("javascript:alert(1)", "java\tscript:x", "https://", "https:// x", "//e.org", "mailto:@"),
    *("-1", "1e400", "9" * 400, "0x10", "1_0", "٣", "NaN", "-0", "1.5.2"),
    *("0000-00-00", "9999-12-31", "2021-02-30", "2021/2020", "2021-04-12/", "10000-01-01", "٢٠٢١"),
    *("2021-01-01T00:00+99:99", "editor", "none", "true", "draft", "withdrawn"),
    *([], {}, [[]], [{}], {"a": {}}, {"text": []}, {"text": "x", "sort": "y"}, {"address": []}),
    *([["x"]], ["x", {"y": "z"}], {"": "x"}, {"id": "x"}, ["x"] * 500, {"x": "y"}),
)  # fmt: skip
"""Values that hardly any field is made for."""


@pytest.mark.parametrize("model", list(every_model()), ids=lambda model: model.__name__)
def test_any_field_takes_an_odd_value_or_says_what_it_wants(model: type[Model]) -> None:
    """Every field of every model, one odd value at a time."""
    for name, one in model.model_fields.items():
        for value in ODD:
            text = json.dumps({one.alias or name: value}, ensure_ascii=False)
            source = Source("data/odd.yml", text)
            try:
                values = source.values
            except Problems as error:
                found, told = None, error.problems
            else:
                found, told = check(model, values, source)
            assert found is not None or told, (name, value)
            assert report(told) or not told


@pytest.mark.parametrize("odd", [v for v in ODD if isinstance(v, str) and v.strip()], ids=repr)
def test_references_that_lead_nowhere_are_told(odd: str, tmp_path: Path) -> None:
    """Every reference and word of a framework in a site at once."""
    found = catalogue(invent(2, said(harmless)).write(tmp_path), "data", "content")
    entries = tuple(
        replace(entry, record=_pointing(entry.record, odd))
        for entry in found.entries
        if not entry.source.path.startswith("<")
    )
    with pytest.raises(Problems) as raised:
        resolve(Catalogue(entries, found.pages, found.files, (), found.translations), EDITION)
    assert report(raised.value.problems)


def _pointing(record: Any, odd: str) -> Any:
    """The record with every reference and every word of a framework replaced."""
    changes: dict[str, Any] = {}
    for name, marks, nests in records._marks(type(record)):  # noqa: SLF001
        value = getattr(record, name)
        points = any(not isinstance(mark, Marked) for mark in marks)
        if isinstance(value, tuple) and value:
            inner = [_pointing(v, odd) if isinstance(v, Model) else v for v in value]
            changes[name] = tuple(odd if points and isinstance(v, str) else v for v in inner)
        elif nests and isinstance(value, Model):
            changes[name] = _pointing(value, odd)
        elif points and isinstance(value, str):
            changes[name] = odd
    return record.model_copy(update=changes)


# Whole files

WORST: Mapping[str, bytes] = {
    "brackets 10,000 deep": b"- " + b"[" * 10_000,
    "brackets closed 10,000 deep": b"- " + b"[" * 10_000 + b"]" * 10_000,
    "dashes 10,000 deep": b"- " * 10_000 + b"a\n",
    "maps 10,000 deep": b"- " + b"{a: " * 10_000 + b"}" * 10_000,
    "indents 10,000 deep": b"".join(b" " * n + b"a:\n" for n in range(3_000)),
    "a text of ten megabytes": b"- {id: a, text: '" + b"x " * 5_000_000 + b"'}\n",
    "a text of four megabytes": b"- {id: a, text: '" + b"x " * 2_000_000 + b"'}\n",
    "a word of four megabytes": b"- {id: a, title: '" + b"x" * 4_000_000 + b"'}\n",
    "brackets by the million": b"- {id: a, text: '" + b"[" * 1_000_000 + b"'}\n",
    "brackets in a title": b"- {id: a, title: '" + b"[" * 500_000 + b"'}\n",
    "links in a title": b"- {id: a, title: '" + b"[a](" * 200_000 + b"'}\n",
    "marks in a title": b"- {id: a, title: '" + b"`a **b " * 100_000 + b"'}\n",
    "references by the thousand": b"- {id: a, text: '" + b"[a][b]" * 100_000 + b"'}\n",
    "emphasis by the thousand": b"- {id: a, text: '" + b"*a_ " * 250_000 + b"'}\n",
    "quotations by the thousand": b"- {id: a, text: '" + b"> " * 50_000 + b"x'}\n",
    "columns by the thousand": b"- id: a\n  text: |\n    " + b"|a" * 10_000 + b"|\n    "
    + b"|-" * 10_000 + b"|\n" + b"    |x|\n" * 2_000,
    "an id of a megabyte": b"- {id: " + b"a" * 1_000_000 + b"}\n",
    "keys by the thousand": b"- id: a\n" + b"".join(b"  k%d: x\n" % n for n in range(20_000)),
    "a key of a megabyte": b"- {id: a, ? " + b"k" * 1_000_000 + b" : x}\n",
    "a number of a megabyte": b"- {id: a, changes: {date: " + b"9" * 1_000_000 + b"}}\n",
    "records by the thousand alike": b"- {id: a}\n" * 20_000,
}  # fmt: skip


def checked(root: Path) -> subprocess.CompletedProcess[str]:
    """What `inspection check` says, given as much time and memory as it should ever want."""
    (root / "mkdocs.yml").write_text(
        "site_name: X\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"
    )
    return subprocess.run(
        [sys.executable, "-m", "generator", "check"],
        cwd=root,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_AS, (MEMORY, MEMORY)),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=SECONDS,
        check=False,
    )


FILES = {file.name: file.read_bytes() for file in sorted((HOSTILE / "files").iterdir())}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_told(name: str, tmp_path: Path) -> None:
    """As problems at their places, whatever list it stands for; nothing in it is run."""
    root = small(tmp_path, {"data/inspections/first/recommendations.yml": FILES[name]})
    told = problems_of(root)
    assert report(told)
    assert all(problem.place.path for problem in told)


def test_many_headings_take_no_time(tmp_path: Path) -> None:
    """Each has an anchor of its own, also where all are called alike."""
    root = small(tmp_path, {"content/long.md": "# A\n\n# A 2\n\n" + "# A\n\n" * 20_000})
    assert checked(root).returncode == 0
    page = catalogue(root, "data", "content").pages[-1]
    anchors = [heading.id for heading in parse(page.text).headings]
    assert anchors[:4] == ["a", "a-2", "a-3", "a-4"]
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("name", WORST)
def test_the_worst_files_take_neither_long_nor_much(name: str, tmp_path: Path) -> None:
    """Each within 20 seconds and one gigabyte, without a traceback."""
    root = small(tmp_path, {"data/inspections/first/findings.yml": WORST[name]})
    done = checked(root)
    assert "Traceback" not in done.stderr + done.stdout
    assert done.returncode in (0, 1)
    assert max(map(len, done.stdout.splitlines())) < 3_000


# Whole builds


def built(folder: Path, choose: Choose) -> Path:
    """The site as it is published."""
    root = invent(0, said(choose)).write(folder / "made")
    build(str(root / "mkdocs.yml"), str(folder / "site"), MOMENT, public=True)
    return folder / "site"


def shapes_of_frame(folder: Path) -> frozenset[Shape]:
    """The elements of a whole site with harmless words, frame and all."""
    pages = built(folder, harmless).rglob("*.html")
    return frozenset(chain.from_iterable(shapes(p.read_text(encoding="utf-8")) for p in pages))


@pytest.mark.parametrize("prose", [False, True])
def test_a_whole_site_of_hostile_words_is_sound(
    prose: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    """Frame and head too; what is no page can be read by what reads such files."""
    known = shapes_of_frame(tmp_path / "harmless")
    found = built(tmp_path / "hostile", in_turn(prose=prose, first=5))
    for path in found.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".html":
            added = set(shapes(data.decode())) - known
            assert {shape for shape in added if unsafe(shape)} == set(), path
            assert {tag for tag, *_ in added} <= (MARKDOWN if prose else set()), path
        elif path.suffix in (".json", ".webmanifest"):
            json.loads(data)
        elif path.suffix in (".xml", ".atom"):
            etree.fromstring(data)
        elif path.suffix == ".csv":
            assert unsafe_cells(data.decode("utf-8-sig")) == [], path


def unsafe_cells(text: str) -> list[str]:
    """Cells that a spreadsheet would take for a formula."""
    cells = chain.from_iterable(csv.reader(text.splitlines(keepends=True)))
    return [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_cells_that_would_be_run_are_known() -> None:
    assert unsafe_cells('a,"=1",-2\n@b,\'=c,"\td"\n') == ["=1", "-2", "@b", "\td"]
