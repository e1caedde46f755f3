"""A site made of islands is the site made in one piece, whatever was kept of earlier builds."""

from __future__ import annotations

import os
import pickle
import random
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from inventing import invent
from sites import SAMPLE, TESTS, small

from generator.problems import Problems
from generator.settings import Settings
from generator.site import Built, build, whole
from generator.states import Edition
from generator.store import Store, fingerprint

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
    found["shown"] = built.shown
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


def test_so_they_do_of_a_site_without_a_search() -> None:
    without = replace(settings(SAMPLE), search=False)
    made = [everything(make(without, EDITION)) for make in (whole, build)]
    assert same(*made) == []
    assert "search/" not in repr(made[0])


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


def outcome(
    root: Path, store: Store | None, edition: Edition = EDITION
) -> dict[str, object] | tuple[object, ...]:
    """What is made of a site, or what is wrong with it."""
    try:
        if store is None:
            return everything(whole(settings(root), edition))
        if store is None:
            return everything(whole(settings(root), edition))
        return everything(build(settings(root), edition, store=store))
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


def test_on_any_day_a_build_gives_what_a_clean_one_gives(tmp_path: Path) -> None:
    """Embargoes end, what is owed falls due, and what is late is later each day."""
    dice, store = random.Random(0), Store(tmp_path)  # noqa: S311 - no secret is made
    days = [dice.randrange(0, 9 * 365) for _ in range(20)]
    for day in (*days, *sorted(days), days[-1] + 1):
        moment = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(days=day)
        edition = replace(EDITION, as_of=moment)
        kept, clean = outcome(SAMPLE, store, edition), outcome(SAMPLE, None, edition)
        assert isinstance(kept, dict)
        assert isinstance(clean, dict)
        assert same(kept, clean) == [], moment


def test_at_any_moment_of_a_day_a_build_gives_what_a_clean_one_gives(tmp_path: Path) -> None:
    """Whatever waits for its hour, from a record to a hand-written page."""
    until = "state: embargoed, until: 2026-06-01T"
    files = {
        "content/later.md": "---\nstate: embargoed\nuntil: 2026-06-01T09:00\n---\n# Later\n",
        "data/themes.yml": f"- {{id: safety, title: Safety, {until}10:00}}\n",
        "data/inspections/first/findings.yml": f"- {{id: f1, title: A finding, {until}11:00}}\n",
        "data/inspections/first/milestones.yml": f"- {{id: m1, what: A letter, {until}12:00}}\n",
    }
    root, store = small(tmp_path / "site", files), Store(tmp_path / "store")
    outcomes = []
    for hour in (8, 9, 10, 11, 12, 13, 9, 8):
        edition = replace(EDITION, as_of=datetime(2026, 6, 1, hour, 30, tzinfo=UTC))
        kept, clean = outcome(root, store, edition), outcome(root, None, edition)
        assert isinstance(kept, dict), kept
        assert isinstance(clean, dict)
        assert same(kept, clean) == [], hour
        outcomes.append(clean)
    assert sum(1 for one, other in pairwise(outcomes) if one != other) >= 5


def test_what_does_not_change_with_the_day_is_not_made_again(tmp_path: Path) -> None:
    """A site on which nothing is owed and nothing waits is the same tomorrow."""
    text = "- {id: f1, title: A finding}\n"
    root, store = (
        small(tmp_path / "site", {"data/inspections/first/findings.yml": text}),
        Store(tmp_path),
    )
    build(settings(root), EDITION, store=store)
    before = {path: path.stat().st_ino for path in tmp_path.glob("??/*")}
    later = replace(EDITION, as_of=EDITION.as_of + timedelta(days=400))
    build(settings(root), later, store=store)
    assert {path: path.stat().st_ino for path in tmp_path.glob("??/*")} == before


@pytest.mark.parametrize("harm", [b"", b"x", b"x" * 100])
def test_what_is_damaged_or_gone_is_made_again(tmp_path: Path, harm: bytes) -> None:
    store = Store(tmp_path)
    clean = outcome(SAMPLE, store)
    for number, path in enumerate(sorted(tmp_path.glob("??/*"))):
        path.unlink() if number % 3 == 0 else path.write_bytes(
            path.read_bytes()[: number % 50] + harm
        )
    again = outcome(SAMPLE, store)
    assert isinstance(clean, dict)
    assert isinstance(again, dict)
    assert same(clean, again) == []


def test_a_store_reads_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody else puts in the folder makes nothing happen: it is not of this package."""
    store = Store(tmp_path)
    store.put("efgh", subprocess.run)
    store.put("ijkl", {"a": date(2020, 1, 1)})
    store.put("mnop", fingerprint)
    with monkeypatch.context() as forged:
        forged.setattr(pickle, "dumps", lambda value, _: value)
        store.put("qrst", b"\x80\x04cgenerator.store\nos.getcwd\n(tR.")
    assert store.get("efgh") is None
    assert store.get("mnop") is None
    assert store.get("qrst") is None
    assert store.get("ijkl") == {"a": date(2020, 1, 1)}


def test_a_store_parts_with_what_is_of_no_use_for_long(tmp_path: Path) -> None:
    """It looks once a day, since that takes a look at all that it has."""
    day = 24 * 60 * 60
    store = Store(tmp_path)
    for name in ("abcd", "efgh"):
        store.put(name, 1)
    now = (tmp_path / "ab/cd").stat().st_mtime
    store.trim(now + 13 * day)
    assert [store.get(name) for name in ("abcd", "efgh")] == [1, 1]
    os.utime(tmp_path / "ab/cd", (now, now))
    store.trim(now + 15 * day)
    assert store.get("abcd") is None
    store.put("abcd", 2)
    os.utime(tmp_path / "ab/cd", (now - day, now - day))
    store.trim((tmp_path / "trimmed").stat().st_mtime + day / 2)
    assert store.get("abcd") == 2
