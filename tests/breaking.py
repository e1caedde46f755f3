"""Ways in which a site's files get broken: by slips of the hand, bad tools and bad luck.

Each way changes one file or folder of a site, drawn from a `Random`, so that a seed names a broken
site for good.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

Way = Callable[[Random, Path], None]

_ID = re.compile(rb"(?<![\w-])id: ([a-z0-9-]+)")
_VALUE = re.compile(rb"^([ -]*[a-z_]+: ).*$", re.MULTILINE)
_DATE = re.compile(rb"\d{4}(?:-\d\d){0,2}")
_NUMBER = re.compile(rb"(?<=[: ])\d+(?=[\s,}\]])")
_REFERENCE = re.compile(
    rb"\b(?:follows|answers|section|address|parent|part_of|recommendation|framework|illustrates)"
    rb": \[?[\w/-]+"
)
_OTHER_TYPES = (
    b"[]", b"{}", b"[[[]]]", b"{a: {b: c}}", b"null", b"~", b"yes", b"-1", b"1e999", b"0x1F",
    b"9" * 400, b"2021-02-30", b"12:30", b"''", b'""', b"|", b">", b"!!python/object:os.system",
    b"*none", b"&a", b"? x", b"- - - x", b"'unclosed", b'"unclosed', b"[unclosed", b"{unclosed",
    b"\xff\xfe", "\u202ex".encode(), b"%s", b"{{ x }}", b"../../../etc/passwd", b"[a, [b], {c: d}]",
    b"editor", b"none", b"never", b"-9999-01-01", b"9999-12-31", b"0000",
)  # fmt: skip
_BYTES = (
    b"\x00", b"\x07", b"\x1b[31m", b"\t", b"\r", b"\xef\xbb\xbf", b"\xff", b"\xc3", b"\xed\xa0\x80",
    "\u2028".encode(), "\u0085".encode(), "\ufeff".encode(), "\u202e".encode(), b'"', b"'", b"`",
    b"[", b"{", b"#", b": ", b"- ", b"|", b"&", b"*", b"!", b"%", b"@", b"---\n", b"...\n", b"[^1]",
    b"[x][", b"](", b"<script>", b"[panel:latest]\n", b"\\",
)  # fmt: skip


def files(site: Path) -> list[Path]:
    """The texts of a site, in a fixed order."""
    found = (p for top in ("data", "content") for p in sorted((site / top).rglob("*")))
    return [p for p in found if p.is_file() and p.suffix in (".yml", ".md")]


def _lines(change: Callable[[Random, list[bytes]], None]) -> Way:
    """A way to break the lines of one file."""

    def way(draw: Random, site: Path) -> None:
        path = draw.choice(files(site))
        lines = path.read_bytes().splitlines(keepends=True)
        if lines:
            change(draw, lines)
        path.write_bytes(b"".join(lines))

    return way


def _whole(change: Callable[[Random, bytes], bytes]) -> Way:
    """A way to break the bytes of one file."""

    def way(draw: Random, site: Path) -> None:
        path = draw.choice(files(site))
        path.write_bytes(change(draw, path.read_bytes()))

    return way


def _matches(pattern: re.Pattern[bytes], put: Callable[[Random, list[bytes], bytes], bytes]) -> Way:
    """A way to put something else where one of the matches in the site's records stands."""

    def way(draw: Random, site: Path) -> None:
        known = {p: p.read_bytes() for p in files(site)}
        every = [m.group() for text in known.values() for m in pattern.finditer(text)]
        holding = [p for p, text in known.items() if pattern.search(text)]
        if not holding:
            return
        path = draw.choice(holding)
        match = draw.choice(list(pattern.finditer(known[path])))
        start, end = match.span()
        text = known[path]
        path.write_bytes(text[:start] + put(draw, every, match.group()) + text[end:])

    return way


def _delete_line(draw: Random, lines: list[bytes]) -> None:
    del lines[draw.randrange(len(lines))]


def _duplicate_line(draw: Random, lines: list[bytes]) -> None:
    at = draw.randrange(len(lines))
    lines.insert(at, lines[at])


def _swap_lines(draw: Random, lines: list[bytes]) -> None:
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _indent(draw: Random, lines: list[bytes]) -> None:
    at = draw.randrange(len(lines))
    by = draw.choice([b" ", b"  ", b"    ", b"\t", "\u00a0".encode(), b""])
    lines[at] = by + (lines[at].lstrip() if draw.random() < 0.5 else lines[at])


def _merge_marks(draw: Random, lines: list[bytes]) -> None:
    at = draw.randrange(len(lines))
    mine = lines[at]
    lines[at : at + 1] = [b"<<<<<<< HEAD\n", mine, b"=======\n", mine, b">>>>>>> other\n"]


def _shuffle(draw: Random, lines: list[bytes]) -> None:
    start = draw.randrange(len(lines))
    part = lines[start : start + 6]
    draw.shuffle(part)
    lines[start : start + 6] = part


def _nest(draw: Random, text: bytes) -> bytes:
    depth = draw.choice([19, 21, 60, 3000])
    deep = draw.choice([
        b"[" * depth + b"]" * depth,
        b"{a: " * depth + b"}" * depth,
        b"- " * depth + b"x",
        b"".join(b" " * n + b"a:\n" for n in range(depth)),
    ])  # fmt: skip
    return draw.choice([deep + b"\n", text + b"\n" + deep + b"\n", text + b"\nmore: " + deep])


def _insert(draw: Random, text: bytes) -> bytes:
    at = draw.randint(0, len(text))
    return text[:at] + draw.choice(_BYTES) + text[at:]


def _delete_bytes(draw: Random, text: bytes) -> bytes:
    at = draw.randint(0, len(text))
    return text[:at] + text[at + draw.randint(1, 30) :]


def _other_number(draw: Random, _: list[bytes], __: bytes) -> bytes:
    return draw.choice([b"-1", b"0", b"1.5", b"1e400", b"nan", b"9" * 16, b"9" * 5000, b"1_000"])


def _other_date(draw: Random, known: list[bytes], _: bytes) -> bytes:
    odd = [b"0000", b"9999-12-31", b"2021-02-30", b"2021-13", b"1000/2021", b"2021/..", b"99999"]
    return draw.choice([*odd, draw.choice(known)])


def _other_value(draw: Random, known: list[bytes], old: bytes) -> bytes:
    return old.partition(b": ")[0] + b": " + draw.choice(known).partition(b": ")[2]


def _other_type(draw: Random, _: list[bytes], old: bytes) -> bytes:
    return old.partition(b": ")[0] + b": " + draw.choice(_OTHER_TYPES)


def _another(draw: Random, known: list[bytes], _: bytes) -> bytes:
    return draw.choice(known)


def _drop(draw: Random, site: Path) -> None:
    path = draw.choice(_inside(site))
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _rename(draw: Random, site: Path) -> None:
    path = draw.choice(_inside(site))
    names = [
        "x",
        "-",
        "X Y",
        "inspections",
        "cy",
        "fr",
        "editor",
        "report",
        ".hidden",
        "é",
        "a" * 90,
    ]
    name = draw.choice([*names, *(p.name for p in _inside(site))])
    target = path.with_name(name if draw.random() < 0.5 else f"{name}{path.suffix}")
    if not target.exists() and not target.is_symlink():
        path.rename(target)


def _copy(draw: Random, site: Path) -> None:
    """As where a file is dropped into the wrong folder."""
    path, folder = draw.choice(files(site)), draw.choice(_folders(site))
    target = folder / draw.choice([path.name, draw.choice(files(site)).name])
    if not target.exists():
        shutil.copyfile(path, target)


def _other_sort(draw: Random, site: Path) -> None:
    """A folder where a file should be, or the other way round."""
    path = draw.choice(_inside(site))
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("- id: x\n")
    else:
        path.unlink()
        path.mkdir()


def _symlink(draw: Random, site: Path) -> None:
    path = draw.choice(_inside(site))
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    path.symlink_to(draw.choice([Path("nowhere"), path.name, "..", ".", site, Path("/dev/null")]))


def _inside(site: Path) -> list[Path]:
    found = [p for top in ("data", "content") for p in sorted((site / top).rglob("*"))]
    return [p for p in found if not p.is_symlink()]


def _folders(site: Path) -> list[Path]:
    return [site / "data", *(p for p in _inside(site) if p.is_dir())]


WAYS: dict[str, Way] = {
    "a line deleted": _lines(_delete_line),
    "a line twice": _lines(_duplicate_line),
    "two lines swapped": _lines(_swap_lines),
    "lines out of order": _lines(_shuffle),
    "a line indented": _lines(_indent),
    "merge marks": _lines(_merge_marks),
    "bytes inserted": _whole(_insert),
    "bytes deleted": _whole(_delete_bytes),
    "cut short": _whole(lambda draw, text: text[: draw.randint(0, len(text))]),
    "cut in a letter": _whole(lambda draw, text: text[: draw.randint(0, len(text))] + b"\xe2\x80"),
    "nothing left": _whole(
        lambda draw, _: draw.choice([b"", b"\n", b"# x\n", b"---\n", b"---\n---\n"])
    ),
    "other line ends": _whole(
        lambda draw, text: text.replace(b"\n", draw.choice([b"\r\n", b"\r"]))
    ),
    "another encoding": _whole(
        lambda draw, text: text.decode("utf-8", "replace").encode(
            draw.choice(["utf-16", "utf-8-sig", "latin-1", "utf-32"]), "replace"
        )
    ),
    "nested deeply": _whole(_nest),
    "another type": _matches(_VALUE, _other_type),
    "another's value": _matches(_VALUE, _other_value),
    "another key": _matches(_VALUE, lambda draw, known, _: draw.choice(known)),
    "another id": _matches(_ID, _another),
    "another date": _matches(_DATE, _other_date),
    "another number": _matches(_NUMBER, _other_number),
    "a reference elsewhere": _matches(_REFERENCE, _other_value),
    "a file or folder gone": _drop,
    "a file or folder renamed": _rename,
    "a file in the wrong place": _copy,
    "a folder for a file": _other_sort,
    "a link that leads astray": _symlink,
}


def broken(site: Path, seed: int, ways: Sequence[str] = tuple(WAYS)) -> list[str]:
    """Break a site in one to five ways; the names of those, in order."""
    draw = Random(seed)  # noqa: S311 - a seed is what is wanted
    chosen = [draw.choice(ways) for _ in range(draw.choice([1, 1, 1, 2, 3, 5]))]
    for name in chosen:
        if _inside(site) and files(site):
            WAYS[name](draw, site)
    return chosen
