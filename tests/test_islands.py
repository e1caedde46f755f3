"""A site made of islands is the site made in one piece, whatever was kept of earlier builds."""

from __future__ import annotations

import random
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from inventing import invent
from sites import SAMPLE, TESTS

from generator.problems import Problems
from generator.settings import Settings
from generator.site import Built, build, whole
from generator.states import Edition
from generator.store import Store

REPOSITORY = TESTS.parent
SAMPLES = sorted(path for path in (TESTS / "samples").iterdir() if path.is_dir())
EDITION = Edition(datetime(2026, 6, 1, tzinfo=UTC), ZoneInfo("UTC"), True, frozenset({"cy", "de"}))  # noqa: FBT003
SEEDS, CHUNK = 40, 8
EDITS, ROUND = 200, 25


def everything(built: Built) -> dict[str, object]:
    """All that a host is given, page by page and file by file."""
    found: dict[str, object] = {f"page {one.path}": one for one in built.pages}
    found |= built.written()
    found["leaves"] = built.leaves
    found["files"] = dict(built.files)
    released = built.released
    for name in ("unpublished", "held_back", "hidden_pages", "next_release", "not_signed_off"):
        found[name] = getattr(released, name)
    found["withdrawn"] = sorted(released.withdrawn, key=repr)
    found["kinds"] = {entry.kind for entry in released.entries}
    return found


def same(one: dict[str, object], other: dict[str, object]) -> list[str]:
    return [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]


def settings(root: Path) -> Settings:
    return Settings(root, name="Ferries", url="https://example.org/")


@pytest.mark.parametrize("root", [REPOSITORY, SAMPLE, *SAMPLES], ids=lambda p: p.name)
@pytest.mark.parametrize("public", [True, False])
def test_islands_make_the_same_as_one_piece(root: Path, public: bool) -> None:  # noqa: FBT001
    edition = Edition(EDITION.as_of, EDITION.zone, public, EDITION.signed_off)
    made = [everything(make(settings(root), edition)) for make in (whole, build)]
    assert same(*made) == []


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_so_they_do_of_any_site(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + CHUNK):
        dice = random.Random(-seed - 1)  # noqa: S311 - no secret is made
        words = lambda _address, _at: "".join(dice.choices("bcdfghjklmnpqrstvwz", k=10))  # noqa: B023, E731
        root = invent(seed, words).write(tmp_path / str(seed))
        made = [everything(make(settings(root), EDITION)) for make in (whole, build)]
        assert same(*made) == [], seed


# Builds after builds

WORDS = ("harbour", "lamp", "ferry", "night", "deck")


def reworded(text: str, dice: random.Random) -> str:
    """Another word somewhere in a text or title."""
    found = list(re.finditer(r"(?<=[a-z] )[a-z]{4,}(?= [a-z])", text))
    if not found:
        return text
    word = dice.choice(found)
    return text[: word.start()] + dice.choice(WORDS) + text[word.end() :]


def without_record(text: str, dice: random.Random) -> str:
    """A list without one of its records."""
    starts = [m.start() for m in re.finditer(r"^- ", text, re.MULTILINE)]
    if len(starts) < len("ab"):
        return text
    number = dice.randrange(len(starts))
    end = [*starts, len(text)][number + 1]
    return text[: starts[number]] + text[end:]


def in_a_state(text: str, dice: random.Random) -> str:
    """A record that is hidden, or no longer."""
    if "state: draft" in text and dice.random() < 0.7:
        return text.replace("  state: draft\n", "", 1).replace(
            "state: draft", "state: published", 1
        )
    starts = [m.end() for m in re.finditer(r"^- id: [\w-]+\n", text, re.MULTILINE)]
    place = dice.choice(starts) if starts else 0
    return f"{text[:place]}  state: draft\n{text[place:]}" if place else text


TARGETS = ("vellmouth-2020/f1", "ostrel-2022", "themes/safety", "bodies/vellmouth-ferries")


def leading(text: str, dice: random.Random) -> str:
    """A text that leads somewhere else, and so may join what had nothing to do with it."""
    found = [m.end() for m in re.finditer(r"^ +text: (?=[A-Z])", text, re.MULTILINE)]
    to = dice.choice(
        ("vellmouth-2020/f1", "ostrel-2022", "themes/safety", "bodies/vellmouth-ferries")
    )
    place = dice.choice(found) if found else 0
    return f"{text[:place]}See [that][{to}]. {text[place:]}" if place else text


EDITING = (reworded, reworded, reworded, without_record, in_a_state, leading)


def edited(root: Path, dice: random.Random) -> tuple[Path, str | None]:
    """Change one file of a site, and give what it was."""
    files = sorted(
        p for f in ("data", "content") for p in (root / f).rglob("*") if p.suffix in (".yml", ".md")
    )
    file = dice.choice(files)
    before = file.read_text(encoding="utf-8")
    file.write_text(dice.choice(EDITING)(before, dice), encoding="utf-8")
    return file, before


def outcome(root: Path, store: Store | None) -> dict[str, object] | tuple[object, ...]:
    """What is made of a site, or what is wrong with it."""
    try:
        return everything(build(settings(root), EDITION, store=store))
    except Problems as error:
        return error.problems


@pytest.mark.parametrize("first", range(0, EDITS, ROUND))
def test_after_any_edit_a_build_gives_what_a_clean_one_gives(tmp_path: Path, first: int) -> None:
    """Two hundred edits, one after another in rounds, with all that was kept of those before."""
    root = tmp_path / "site"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns(".cache", "site"))
    dice, store = random.Random(first), Store(tmp_path / "store")  # noqa: S311 - no secret is made
    changed = 0
    for number in range(ROUND):
        file, before = edited(root, dice)
        kept, clean = outcome(root, store), outcome(root, None)
        if isinstance(kept, dict) and isinstance(clean, dict):
            assert same(kept, clean) == [], (number, file)
            changed += file.read_text(encoding="utf-8") != before
        else:
            assert kept == clean, (number, file)
            file.write_text(before, encoding="utf-8")
    assert changed > ROUND // 8
