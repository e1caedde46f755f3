"""A problem: what is wrong, where, and the way out, said in the author's words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal
from urllib.parse import quote

from generator import __version__

Severity = Literal["error", "advice"]
Format = Literal["text", "json", "github", "sarif"]
_HOME = "https://pypi.org/project/inspection-report/"


@dataclass(frozen=True, order=True)
class Place:
    """A run of characters in a file.

    Lines and columns count from 1, in characters. `excerpt` is the whole line, without its end.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    excerpt: str = ""

    def __str__(self) -> str:
        """The place as it is printed; of what has no lines, such as a folder, the path alone."""
        if not self.excerpt and (self.line, self.column) == (1, 1):
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


LONGEST = 1_000
"""Characters of a message that are said whole."""


@dataclass(frozen=True)
class Problem:
    """One thing an author has to mend.

    `code` is stable, so that it can be looked up; `message` names what is wrong and `hint` the
    way out, both as plain text without a full stop.
    """

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        """Quote no value of a megabyte: of what is longer, the ends are said."""
        for name in ("message", "hint"):
            said = getattr(self, name)
            if len(said) > LONGEST:
                ends = f"{said[: LONGEST // 2]} … {said[-LONGEST // 2 :]}"
                object.__setattr__(self, name, ends)


class Problems(Exception):  # noqa: N818 - it is raised, but what it carries is problems
    """Every problem that a stage found, raised once at its end."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__(f"{len(self.problems)} problems")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by place, each said once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.place, p.code, p.message)))


SHORT_LIST = 12
"""A list of what is known is said whole up to this many."""


def known_words(words: Iterable[str]) -> str:
    """A hint that lists what is known, where that is short enough to read."""
    listed = sorted(words)
    return f"known: {', '.join(listed)}" if 0 < len(listed) <= SHORT_LIST else ""


def hint(*parts: str) -> str:
    """Several hints as one."""
    said = [part for part in parts if part]
    return " ".join(p if p.endswith("?") or p is said[-1] else f"{p}." for p in said)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """A hint that names the known word nearest to `word`, or nothing where none is near.

    `cutoff` is how alike two words must be, from 0 to 1.
    """
    originals = {k.casefold(): k for k in known}
    matches = get_close_matches(word.casefold(), originals, n=1, cutoff=cutoff)
    return f'did you mean "{originals[matches[0]]}"?' if matches else ""


def as_text(problem: Problem) -> str:
    """The problem as an author reads it: place, message, the line with a caret, the way out."""
    place = problem.place
    advice = "advice: " if problem.severity == "advice" else ""
    lines = [f"{place}: {advice}{problem.message}"]
    lines += excerpt(place)
    if problem.hint:
        lines.append(f"   {problem.hint}")
    return "\n".join(lines)


def excerpt(place: Place) -> list[str]:
    """The line that a place is in, with carets below the place; nothing of a line that is blank."""
    if not place.excerpt.strip():
        return []
    text, column = _window(place)
    number = f"{place.line:>5}"
    lead = "".join("\t" if c == "\t" else " " for c in text[: column - 1])
    carets = "^" * max(1, min(place.length, len(text) - column + 1))
    return [f"{number} | {text}", f"{' ' * len(number)} | {lead}{carets}"]


def _window(place: Place, width: int = 100) -> tuple[str, int]:
    """The part of a long line that surrounds the place, and the column of the place in it."""
    text = place.excerpt.rstrip()
    if len(text) <= width:
        return text, min(place.column, len(text) + 1)
    start = max(0, min(place.column - 1 - width // 3, len(text) - width))
    cut = text[start : start + width]
    lead, tail = ("…" if start else ""), ("…" if start + width < len(text) else "")
    return lead + cut + tail, place.column - start + len(lead)


def report(problems: Sequence[Problem], style: Format = "text") -> str:
    """All problems in one of the formats that terminals, machines and CI read."""
    return {"text": _text, "json": _json, "github": _github, "sarif": _sarif}[style](problems)


def _text(problems: Sequence[Problem]) -> str:
    if not problems:
        return "No problems."
    errors = sum(p.severity == "error" for p in problems)
    advice = len(problems) - errors
    of_errors = f"{errors} problem{'s' * (errors != 1)}" if errors else ""
    of_advice = f"{advice} piece{'s' * (advice != 1)} of advice" if advice else ""
    total = " and ".join(filter(None, (of_errors, of_advice)))
    codes = " ".join(sorted({p.code for p in problems}))
    more = f"{total}. For more on each: inspection explain {codes}"
    return "\n\n".join([*map(as_text, problems), more])


def _json(problems: Sequence[Problem]) -> str:
    rows = [
        {
            "code": p.code,
            "severity": p.severity,
            "path": p.place.path,
            "line": p.place.line,
            "column": p.place.column,
            "length": p.place.length,
            "excerpt": p.place.excerpt,
            "message": p.message,
            "hint": p.hint,
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _github(problems: Sequence[Problem]) -> str:
    def escaped(text: str, *, value: bool = False) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if value else text

    return "\n".join(
        f"::{'error' if p.severity == 'error' else 'notice'} "
        f"file={escaped(p.place.path, value=True)},line={p.place.line},col={p.place.column},"
        f"endColumn={p.place.column + p.place.length},title={escaped(p.code, value=True)}"
        f"::{escaped(': '.join(filter(None, (p.message, p.hint))))}"
        for p in problems
    )


def _sarif(problems: Sequence[Problem]) -> str:
    results: list[dict[str, Any]] = [
        {
            "ruleId": p.code,
            "level": "error" if p.severity == "error" else "note",
            "message": {"text": ". ".join(filter(None, (p.message, p.hint)))},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(p.place.path)},
                        "region": {
                            "startLine": p.place.line,
                            "startColumn": p.place.column,
                            "endColumn": p.place.column + p.place.length,
                        },
                    }
                }
            ],
        }
        for p in problems
    ]
    driver = {
        "name": "inspection",
        "version": __version__,
        "informationUri": _HOME,
        "rules": [_rule(code) for code in sorted({p.code for p in problems})],
    }
    return json.dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "columnKind": "unicodeCodePoints",
                    "results": results,
                }
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _rule(code: str) -> dict[str, Any]:
    """What SARIF is told of a code."""
    return {
        "id": code,
        "shortDescription": {"text": f"{code.replace('-', ' ').capitalize()}."},
        "help": {"text": f"For more on it: inspection explain {code}"},
    }


def _uri(path: str) -> str:
    """A path as an address: relative to the site's folder, as it was told, or of a file."""
    scheme = "file://" if path.startswith("/") else ""
    return scheme + quote(path, errors="surrogateescape")
