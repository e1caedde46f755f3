"""YAML text as plain values, and where each of them stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from sites import attempt

from generator.problems import Problems
from generator.source import Location, Source, front_matter, read

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"]),
    min_size=1,
    max_size=12,
)
TREES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.dictionaries(WORDS, inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)
SCRAPS = st.lists(
    st.sampled_from([
        "- ", "id: f1", "title:", " ", "  ", "\n", "\r\n", "\t", "\n\n", ": ", "'", '"', "|", ">-",
        "{", "}", "[", "]", ",", "&a", "*a", "!x ", "!!int ", "---\n", "...\n", "%YAML 1.1\n", "#",
        "?", "@", "`", "\\", "\x00", "\x07", "\ufeff", "\u2028", "\x85", "\u202e", "é", "🛥", "<<: ",
        "-", "~", "words and more",
    ]),
    max_size=25,
).map("".join)  # fmt: skip


def problems(text: str) -> list[str]:
    return [p.code for p in attempt(lambda: Source("a.yml", text).values)[1]]


def leaves(value: Any, at: Location = ()) -> list[tuple[Location, str]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*at, key))]
    if isinstance(value, list):
        return [leaf for index, inner in enumerate(value) for leaf in leaves(inner, (*at, index))]
    return [(at, value)]


def test_scalars_stay_as_typed() -> None:
    text = "[no, 1.10, 12:30, 2020-01-01, 'null', \"~\", 0x1F, 1_000, '', .nan]"
    assert Source("a.yml", text).values == [
        "no", "1.10", "12:30", "2020-01-01", "null", "~", "0x1F", "1_000", "", ".nan",
    ]  # fmt: skip


def test_nothing_written_is_nothing_read() -> None:
    assert Source("a.yml", "").values is None
    assert Source("a.yml", "# a comment\n").values is None
    assert Source("a.yml", "a:\nb: x\n").values == {"a": None, "b": "x"}


@given(TREES)
def test_what_is_written_is_read(tree: Any) -> None:
    """Whatever is written as YAML comes back as it was, and each word is found in its place."""
    text = yaml.safe_dump(tree, allow_unicode=True, width=10_000)
    source = Source("a.yml", text)
    assert source.values == tree
    for location, word in leaves(tree):
        place = source.place(location)
        assert place.excerpt == source.lines[place.line - 1]
        shown = place.excerpt[place.column - 1 : place.column - 1 + place.length]
        assert word in (shown, yaml.safe_load(shown) if shown[:1] in ("'", '"') else shown)


@given(st.one_of(st.text(max_size=60), SCRAPS))
@example("a: &b c")
@example("- a\u2028b: c: d")
@example("\x85: : ")
@example("\u20280")
@example("00:\u202800:")
@example("\ufeff\t- '")
def test_any_text_is_values_or_problems(text: str) -> None:
    """No text brings reading down: it is plain values, or problems at places in the file."""
    source = Source("a.yml", text)
    values, told = attempt(lambda: source.values)
    for problem in told:
        assert 1 <= problem.place.line <= len(source.lines)
        assert 1 <= problem.place.column <= len(problem.place.excerpt) + 1
    for location, word in leaves(values) if not told else ():
        assert word is None or isinstance(word, str)
        assert 1 <= source.place(location).line <= len(source.lines)


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_no_depth_of_nesting_brings_reading_down(opening: str) -> None:
    """Text nested a hundred thousand deep is a problem, not the end of the program."""
    code = (
        "from generator.source import Source\n"
        "from generator.problems import Problems\n"
        f"try: Source('a.yml', {opening!r} * 100_000).values\n"
        "except Problems as error: print(error.problems[0].code)\n"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.strip() in ("too-deep", "yaml")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: 1\na: 2\na: 3\n", ["duplicate-key", "duplicate-key"]),
        ("a: {b: 1, b: 2}\nc: !x y\n", ["duplicate-key", "first-character"]),
        ("a: &x b\n", ["first-character"]),
        ("a: &x b\nc: *x\n", ["first-character", "first-character"]),
        ("a: *x\n", ["first-character"]),
        ("? [a]\n: b\n", ["yaml"]),
        ("a: \x07\nb: \u202e\n", ["character", "character"]),
        ("a: b\u2028c\n", ["character"]),
        ("\tid: f1\n", ["tab"]),
        ("a: 'b\n", ["quotes"]),
        ("a: b\n c: d\n", ["indentation"]),
    ],
)
def test_what_is_refused_is_all_told_at_once(text: str, codes: list[str]) -> None:
    assert problems(text) == codes


def test_a_file_of_control_characters_is_told_in_a_few_words() -> None:
    """A file that is no text at all does not bury the report under itself."""
    assert len(problems("\x01" * 500)) <= 20


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert problems("a" * 5_000_001) == ["too-large"]


PLACED = """\
- id: f1
  title: "Late: boats"
  text: |
    One line.
    Another word here.
  themes: [crew, boats]
  follows: {address: first/f1}
- id: f2
"""


@pytest.mark.parametrize(
    ("location", "key", "line", "shown"),
    [
        ((0, "id"), False, 1, "f1"),
        ((0, "title"), False, 2, '"Late: boats"'),
        ((0, "title"), True, 2, "title"),
        ((0, "text"), False, 3, "|"),
        ((0, "themes", 1), False, 6, "boats"),
        ((0, "follows", "address"), False, 7, "first/f1"),
        ((0, "follows", 0, "address"), False, 7, "first/f1"),
        ((0,), False, 1, "id"),
        ((1,), False, 8, "id"),
        ((1, "title"), False, 8, "id"),
        ((9, "title"), False, 1, "- id: f1"),
    ],
)
def test_a_place_is_that_of_the_value_or_its_key(
    location: Location,
    key: bool,  # noqa: FBT001
    line: int,
    shown: str,
) -> None:
    """What is absent is placed at the nearest that is there; one value may stand for a list."""
    place = Source("a.yml", PLACED).place(location, key=key)
    assert place.line == line
    assert place.excerpt[place.column - 1 : place.column - 1 + place.length] == shown


def test_words_are_found_within_a_long_text() -> None:
    source = Source("a.yml", PLACED)
    place = source.within((0, "text"), "word")
    assert (place.line, place.column, place.length) == (5, 13, 4)
    assert source.within((0, "text"), "absent") == source.place((0, "text"))


def test_every_kind_of_line_end_counts_as_one() -> None:
    assert Source("a.yml", "a\r\nb\nc\rd").lines == ["a", "b", "c", "d"]


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbfa: b\r\nc: d\r\n")
    source = read(path, "a.yml")
    assert source.values == {"a": "b", "c": "d"}
    assert source.place(("a",), key=True).column == 1


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        read(tmp_path, "folder")
    assert [p.code for p in caught.value.problems] == ["unreadable"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes")


@given(data=st.binary(max_size=60))
def test_any_bytes_are_text_or_a_problem(folder: Path, data: bytes) -> None:
    path = folder / "bytes.yml"
    path.write_bytes(data)
    source, told = attempt(lambda: read(path, "bytes.yml"))
    assert [p.code for p in told] == ([] if source else ["encoding"])
    assert source is None or source.text.encode() == data.removeprefix(b"\xef\xbb\xbf")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_settings_of_a_page_end_where_its_text_begins(end: str) -> None:
    lines = ["---", "title: About", "hide: [toc]", "---", "# About", "", "---", "More: yes", ""]
    settings, text, first = front_matter(Source("a.md", end.join(lines)))
    assert settings == {"title": "About", "hide": ["toc"]}
    assert text == "# About\n\n---\nMore: yes\n"
    assert first == 5


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_page_may_have_no_settings(end: str) -> None:
    text = f"# About{end}{end}- a: b{end}"
    assert front_matter(Source("a.md", text)) == ({}, text.replace("\r\n", "\n"), 1)


def test_settings_may_be_empty() -> None:
    assert front_matter(Source("a.md", "---\n# none yet\n---\nText")) == ({}, "Text", 4)
    assert front_matter(Source("a.md", "")) == ({}, "", 1)


@given(SCRAPS)
def test_any_page_has_settings_or_problems(scraps: str) -> None:
    source = Source("a.md", f"---\n{scraps}")
    page, told = attempt(lambda: front_matter(source))
    assert (page is None) == bool(told)
    assert all(p.place.path == "a.md" for p in told)
    if page is not None:
        settings, text, first = page
        assert isinstance(settings, dict)
        assert "\n".join(source.lines[first - 1 :]) == text
