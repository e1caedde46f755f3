"""What can go wrong, code by code: why it matters, how it looks, what is said, how it is mended.

Each code has a folder of cases: `about.md`, a site that is `wrong`, the words it is `told`, and the
same site when it is `right`. The same cases are tests, so what is explained is what happens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import fill, indent

CASES = Path(__file__).parent / "cases"
COMMAND = "command"
"""The file of a case that holds what is typed, where that is not `inspection check`."""
CHECK = "inspection check"
_UNBROKEN = "\u00a0"


@dataclass(frozen=True)
class Example:
    """A few files, and what is typed beside them."""

    command: str
    files: tuple[tuple[str, str], ...]
    """The path and the text of each; what is not text is shown as such."""


@dataclass(frozen=True)
class Mistake:
    """A kind of mistake, as it is explained."""

    code: str
    title: str
    about: str
    """Why it matters and what to do, in Markdown: paragraphs apart from each other."""
    wrong: Example | None
    """None where no small folder of files brings the mistake about."""
    told: str
    right: Example | None


@cache
def codes() -> tuple[str, ...]:
    """Every code, in alphabetical order."""
    return tuple(sorted(path.name for path in CASES.iterdir() if path.is_dir()))


@cache
def mistake(code: str) -> Mistake:
    """What is known of a code.

    Raises:
        KeyError: there is no such code.
    """
    if code not in codes():
        raise KeyError(code)
    folder = CASES / code
    told = folder / "told.txt"
    title, _, about = (folder / "about.md").read_text(encoding="utf-8").partition("\n")
    return Mistake(
        code,
        title.removeprefix("# ").strip(),
        about.strip(),
        _example(folder / "wrong"),
        told.read_text(encoding="utf-8").rstrip() if told.is_file() else "",
        _example(folder / "right"),
    )


def _example(folder: Path) -> Example | None:
    if not folder.is_dir():
        return None
    command = folder / COMMAND
    typed = command.read_text(encoding="utf-8").strip() if command.is_file() else CHECK
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p != command)
    files = tuple((p.relative_to(folder).as_posix(), _text(p)) for p in paths)
    return Example(typed, files)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\n")
    except UnicodeDecodeError:
        return path.read_bytes().decode("utf-8", "backslashreplace").rstrip("\n")


def in_lines(found: Mistake, width: int = 80) -> str:
    """An explanation as a terminal shows it."""
    paragraphs = [_filled(one, width) if not one.startswith(" ") else one for one in _parts(found)]
    parts = [f"{found.code}: {found.title}", *paragraphs]
    if found.wrong and found.right:
        parts.append(f"Wrong{_shown(found.wrong)}")
        parts.append(f"What is said of it\n\n{indent(found.told, '    ')}")
        parts.append(f"Right{_shown(found.right)}")
    return "\n\n".join(parts)


def _parts(found: Mistake) -> list[str]:
    return [part.strip("\n") for part in found.about.split("\n\n") if part.strip()]


def _filled(paragraph: str, width: int) -> str:
    """A paragraph in lines of this width, in which what is to be typed stays in one piece."""
    kept = re.sub("`[^`]*`", lambda typed: typed[0].replace(" ", _UNBROKEN), paragraph)
    return fill(kept, width, break_on_hyphens=False).replace(_UNBROKEN, " ")


def _shown(example: Example) -> str:
    typed = f"\n\n    $ {example.command}" if example.command != CHECK else ""
    files = (f"\n\n  {name}\n{indent(text, '    ')}" for name, text in example.files)
    return typed + "".join(files)
