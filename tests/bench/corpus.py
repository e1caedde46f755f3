"""An invented archive of any size: the same records for every tool, from nothing but a number.

Each inspection holds 100 records in ten sections: 60 findings, 10 recommendations with points, 20
case studies and 10 of notable practice, of about 2 kB each. Every second inspection follows the
one before it and speaks of its recommendations.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

PER_INSPECTION = 100
SECTIONS = 10
_WORDS = (  # noqa: SIM905 - reads better
    "the inspectors saw records staff harbour lamp crossing winter training ferry plan review "
    "children families board deck safety report weeks month team care answer question visit "
    "practice route night policy partner agency decision risk need voice early late often rarely"
).split()
_SYLLABLES = [first + second for first in "bdfghklmnprstvw" for second in "aeiou"]
_COMMON = 0.6
"""How much of a text is made of the words above."""
_RARE = 40_000
"""How many other words there are."""


def write(folder: Path, records: int) -> Path:
    """A site of this many records in the folder."""
    files = {
        "mkdocs.yml": "site_name: Archive\nsite_url: https://example.org/\ndocs_dir: content\n"
        "theme: {name: material, font: false}\nplugins: [inspection]\n",
        "content/index.md": "# Archive\n\n[panel:latest]\n",
        "data/themes.yml": "".join(f"- id: t{n}\n  title: Theme {n}\n" for n in range(12)),
    }
    for number in range(max(1, records // PER_INSPECTION)):
        files.update(_inspection(number))
    for body in range(max(1, records // PER_INSPECTION // 4) + 1):
        files[f"data/bodies/body-{body}.yml"] = f"name: Body {body}\n"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _inspection(number: int) -> Iterator[tuple[str, str]]:
    dice = random.Random(number)  # noqa: S311 - the same text each time is what is wanted
    base = f"data/inspections/visit-{number:05}"
    year, month = 2000 + number // 40 % 25, 1 + number % 12
    follows = number % 2
    yield (
        f"{base}/inspection.yml",
        f"title: Inspection {number}\nstate: published\nbodies: [body-{number // 4}]\n"
        f"dates: {{visit: {year}-{month:02}-0{1 + follows}, published: {year}-{month:02}-20}}\n"
        + (
            f"follows: visit-{number - 1:05}\nfollow_up: {{covers: all, in_scope: 10}}\n"
            if follows
            else ""
        )
        + f"summary: |\n{_text(dice, 2)}",
    )
    yield (
        f"{base}/sections.yml",
        "".join(f"- id: s{n}\n  number: {n}\n  title: Section {n}\n" for n in range(SECTIONS)),
    )
    yield f"{base}/findings.yml", "".join(_record(dice, "f", n, "") for n in range(60))
    yield (
        f"{base}/recommendations.yml",
        "".join(
            _record(
                dice,
                "r",
                n,
                f"  number: {n + 1}\n  answers: [f{n}, f{n + 20}]\n  timescale: three-months\n"
                "  points:\n" + "".join(f"    - text: {_words(dice, 15)}\n" for _ in range(3)),
            )
            for n in range(10)
        ),
    )
    yield (
        f"{base}/case-studies.yml",
        "".join(_record(dice, "cs", n, f"  illustrates: f{n}\n") for n in range(20)),
    )
    yield (
        f"{base}/notable-practice.yml",
        "".join(_record(dice, "np", n, f"  illustrates: f{n + 30}\n") for n in range(10)),
    )
    if follows:
        yield (
            f"{base}/progress.yml",
            "".join(
                f"- recommendation: visit-{number - 1:05}/r{n}\n  status: "
                f"{dice.choice(_STATUSES)}\n  text: |\n{_text(dice, 1)}"
                for n in range(10)
            ),
        )


_STATUSES = ("achieved", "partly-achieved", "not-achieved")


def _record(dice: random.Random, prefix: str, number: int, more: str) -> str:
    return (
        f"- id: {prefix}{number}\n  section: s{number % SECTIONS}\n"
        f"  title: {_words(dice, 8).capitalize()}\n  themes: [t{dice.randrange(12)}]\n"
        f"{more}  text: |\n{_text(dice, 4)}"
    )


def _words(dice: random.Random, count: int) -> str:
    """Words as languages have them: a few often, many seldom, each half as often as one before."""
    return " ".join(_word(dice) for _ in range(count))


def _word(dice: random.Random) -> str:
    if dice.random() < _COMMON:
        return dice.choice(_WORDS)
    number = int(_RARE ** dice.random())  # that of rank n is one in n
    made = ""
    while number:
        number, syllable = divmod(number, len(_SYLLABLES))
        made += _SYLLABLES[syllable]
    return made


def _text(dice: random.Random, paragraphs: int) -> str:
    """Paragraphs of about 500 characters, with a list and emphasis, indented for YAML."""
    parts = []
    for number in range(paragraphs):
        said = f"{_words(dice, 40).capitalize()}, *{_words(dice, 2)}*. "
        parts.append(said + f"{_words(dice, 40).capitalize()}.")
        if number == 1:
            parts.append("\n".join(f"- {_words(dice, 6)}" for _ in range(3)))
    return "".join(f"    {line}\n" if line else "\n" for line in "\n\n".join(parts).splitlines())


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
