"""An invented archive of any size: the same records for every tool, from nothing but a number.

Each inspection holds 100 records in ten sections: 60 findings, 10 recommendations with points, 20
case studies and 10 of notable practice, of about 2 kB each. Every second inspection follows the
one before it and speaks of its recommendations. `python corpus.py FOLDER N` writes a site of ours.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PER_INSPECTION = 100
SECTIONS = 10
THEMES = 12
NAME, URL = "Archive", "https://example.org/"
STATUSES = {
    "achieved": "Achieved",
    "partly-achieved": "Partly achieved",
    "not-achieved": "Not achieved",
}
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


@dataclass(frozen=True)
class Record:
    """A finding, recommendation, case study or piece of notable practice."""

    kind: str
    id: str
    section: str
    title: str
    theme: str
    text: str
    points: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    """The findings that a recommendation answers, or a case study or practice illustrates."""
    number: int = 0


@dataclass(frozen=True)
class Progress:
    """What a revisit says of a recommendation of the visit before."""

    recommendation: str
    status: str
    text: str


@dataclass(frozen=True)
class Inspection:
    """A visit with all that it found. `date` is of its publication, as YYYY-MM-DD."""

    id: str
    title: str
    body: str
    visited: str
    date: str
    summary: str
    records: tuple[Record, ...]
    follows: str = ""
    progress: tuple[Progress, ...] = ()

    def of(self, kind: str) -> tuple[Record, ...]:
        """Its records of a kind."""
        return tuple(r for r in self.records if r.kind == kind)

    @property
    def sections(self) -> tuple[str, ...]:
        """The ids of its parts."""
        return tuple(f"s{n}" for n in range(SECTIONS))


KINDS = ("finding", "recommendation", "case-study", "notable-practice")


def archive(records: int) -> Iterator[Inspection]:
    """The inspections of an archive of this many records, one after another."""
    return map(_inspection, range(max(1, records // PER_INSPECTION)))


def bodies(records: int) -> tuple[str, ...]:
    """The ids of the inspected bodies of an archive."""
    return tuple(f"body-{n}" for n in range(max(1, records // PER_INSPECTION // 4) + 1))


def write(folder: Path, records: int, *, search: bool = True) -> Path:
    """A site of ours of this many records in the folder."""
    plugin = "inspection" if search else "inspection: {search: false}"
    put(
        folder / "mkdocs.yml",
        f"site_name: {NAME}\nsite_url: {URL}\ndocs_dir: content\n"
        f"theme: {{name: material, font: false}}\nplugins: [{plugin}]\n",
    )
    put(folder / "content/index.md", f"# {NAME}\n\n[panel:latest]\n")
    themes = "".join(f"- id: t{n}\n  title: Theme {n}\n" for n in range(THEMES))
    put(folder / "data/themes.yml", themes)
    for number, body in enumerate(bodies(records)):
        put(folder / f"data/bodies/{body}.yml", f"name: Body {number}\n")
    for inspection in archive(records):
        for name, text in _files(inspection):
            put(folder / f"data/inspections/{inspection.id}/{name}.yml", text)
    return folder


def put(path: Path, text: str) -> None:
    """Write a file, and the folders it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _files(one: Inspection) -> Iterator[tuple[str, str]]:
    follows = ""
    if one.follows:
        follows = f"follows: {one.follows}\nfollow_up: {{covers: all, in_scope: 10}}\n"
    about = (
        f"title: {one.title}\nstate: published\nbodies: [{one.body}]\n"
        f"dates: {{visit: {one.visited}, published: {one.date}}}\n"
        f"{follows}summary: |\n{_indented(one.summary)}"
    )
    yield "inspection", about
    yield (
        "sections",
        "".join(
            f"- id: {s}\n  number: {n}\n  title: Section {n}\n" for n, s in enumerate(one.sections)
        ),
    )
    names = ("findings", "recommendations", "case-studies", "notable-practice")
    for kind, name in zip(KINDS, names, strict=True):
        yield name, "".join(map(_record, one.of(kind)))
    if one.progress:
        yield (
            "progress",
            "".join(
                f"- recommendation: {p.recommendation}\n  status: {p.status}\n"
                f"  text: |\n{_indented(p.text)}"
                for p in one.progress
            ),
        )


def _record(one: Record) -> str:
    more = ""
    if one.kind == "recommendation":
        more = f"  number: {one.number}\n  answers: [{', '.join(one.answers)}]\n"
        more += "  timescale: three-months\n  points:\n"
        more += "".join(f"    - text: {point}\n" for point in one.points)
    elif one.answers:
        more = f"  illustrates: {one.answers[0]}\n"
    return (
        f"- id: {one.id}\n  section: {one.section}\n  title: {one.title}\n"
        f"  themes: [{one.theme}]\n{more}  text: |\n{_indented(one.text)}"
    )


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())


def _inspection(number: int) -> Inspection:
    dice = random.Random(number)  # noqa: S311 - the same text each time is what is wanted
    year, month = 2000 + number // 40 % 25, 1 + number % 12
    follows = number % 2
    before = f"visit-{number - 1:05}"
    summary = _text(dice, 2)
    findings = [_made(dice, "finding", "f", n) for n in range(60)]
    asks = [_made(dice, "recommendation", "r", n) for n in range(10)]
    cases = [_made(dice, "case-study", "cs", n, f"f{n}") for n in range(20)]
    practice = [_made(dice, "notable-practice", "np", n, f"f{n + 30}") for n in range(10)]
    progress = (
        Progress(f"{before}/r{n}", dice.choice(list(STATUSES)), _text(dice, 1)) for n in range(10)
    )
    return Inspection(
        f"visit-{number:05}",
        f"Inspection {number}",
        f"body-{number // 4}",
        f"{year}-{month:02}-0{1 + follows}",
        f"{year}-{month:02}-20",
        summary,
        (*findings, *asks, *cases, *practice),
        before if follows else "",
        tuple(progress) if follows else (),
    )


def _made(dice: random.Random, kind: str, prefix: str, number: int, *answers: str) -> Record:
    title, theme = _words(dice, 8).capitalize(), f"t{dice.randrange(THEMES)}"
    asks = kind == "recommendation"
    points = tuple(_words(dice, 15) for _ in range(3)) if asks else ()
    return Record(
        kind,
        f"{prefix}{number}",
        f"s{number % SECTIONS}",
        title,
        theme,
        _text(dice, 4),
        points,
        (f"f{number}", f"f{number + 20}") if asks else answers,
        number + 1 if asks else 0,
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
    """Paragraphs of about 500 characters, with a list and emphasis."""
    parts = []
    for number in range(paragraphs):
        said = f"{_words(dice, 40).capitalize()}, *{_words(dice, 2)}*. "
        parts.append(said + f"{_words(dice, 40).capitalize()}.")
        if number == 1:
            parts.append("\n".join(f"- {_words(dice, 6)}" for _ in range(3)))
    return "\n\n".join(parts)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
