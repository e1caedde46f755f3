"""`inspection diff`: every difference is told, in words, and nothing is told that is none."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import EXAMPLES, SAMPLE, TESTS, edition, overlaid, small, write

from generator.catalogue import Entry, Translation
from generator.cli import main
from generator.desk import terminal
from generator.desk.differing.changes import Compared, compared
from generator.desk.differing.passages import marked
from generator.desk.differing.state import State, state
from generator.records import Marked
from generator.site import Settings

CASES = sorted(path for path in (TESTS / "diff").iterdir() if path.is_dir())
SITES = [SAMPLE, *sorted(path for path in (TESTS / "samples").iterdir() if path.is_dir())]
CONFIG = "site_name: Ferries\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"
FINDINGS = "data/inspections/first/findings.yml"


def run(folder: Path, *words: str, code: int = 0) -> Result:
    """The command, as its user would type it in a folder."""
    with chdir(folder):
        done = CliRunner().invoke(main, ["diff", *words])
    assert done.exit_code == code, done.output
    return done


def rows(folder: Path, *words: str) -> list[dict[str, Any]]:
    """What it says to machines."""
    found: list[dict[str, Any]] = json.loads(run(folder, *words, "--format", "json").stdout)
    return found


class Dumper(yaml.SafeDumper):
    """Writes lines of text as an author does, below a `|`."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, _text)


def records_of(path: Path) -> list[Any]:
    """The records of a list, every scalar as it was typed."""
    return yaml.load(path.read_text(), yaml.BaseLoader) or []  # noqa: S506 - it makes text alone


def dumped(records: Any) -> str:
    """Records as YAML again."""
    return yaml.dump(records, Dumper=Dumper, allow_unicode=True, sort_keys=False)


def read(root: Path) -> State:
    """A site as it is now."""
    return state(root.name, Settings(root), edition(), {})


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_is_told_reads_as_it_was_read_by_hand(
    case: Path,
    tmp_path: Path,
    rewrite: bool,  # noqa: FBT001
) -> None:
    """Line by line, of pairs of sites made by hand; in 80 columns."""
    for side in ("before", "after"):
        overlaid(small(tmp_path / side, {"mkdocs.yml": CONFIG}), case / side)
    gone = case / "gone.txt"
    for name in gone.read_text().split() if gone.is_file() else ():
        path = tmp_path / "after" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    said = run(tmp_path, "before", "after", "--as-of", "2026-06-01").output
    if rewrite:
        (case / "told.txt").write_text(said, encoding="utf-8")
    assert said == (case / "told.txt").read_text(encoding="utf-8")
    assert [line for line in said.splitlines() if len(line) > terminal.WIDTH] == []


@cache
def itself(root: Path) -> State:
    """A site that does not change."""
    return read(root)


@pytest.mark.parametrize("root", SITES, ids=lambda path: path.name)
def test_a_site_does_not_differ_from_itself(root: Path, tmp_path: Path) -> None:
    """Nor from a copy of it elsewhere, nor from one in which every record has a file of its own."""
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    assert compared(itself(root), read(copy)).changes == ()
    for path in [p for p in copy.glob("data/inspections/*/*.yml") if p.stem != "inspection"]:
        records = records_of(path)
        path.unlink()
        for number, record in enumerate(records):
            text = dumped(record)
            write(path.with_suffix(""), {f"{number:03}.yml": text})
    assert compared(itself(root), read(copy)).changes == ()


def told_of(found: Compared) -> list[str]:
    """The addresses of all that is said to have changed."""
    return sorted({change.address for change in found.changes})


def words_in(root: Path) -> list[tuple[str, str, int, int]]:
    """Every text and title of a site: its record's address, its file, and where it begins."""
    written = itself(root).written
    found = []
    records: list[Entry | Translation] = [*written.entries, *written.translations]
    for one in records:
        for at, mark, _ in one.marks:
            is_words = isinstance(mark, Marked) and mark.what in ("prose", "words")
            if not is_words or at[0] == "milestones" or not one.source.path.startswith("data/"):
                continue
            place = one.place(*at)
            line, column = place.line, place.column
            first = place.excerpt[column - 1]
            if first == "|":  # the words begin on the line below
                line, text = line + 1, one.source.lines[line]
                column = len(text) - len(text.lstrip()) + 1
            found.append((one.address, one.source.path, line, column + (first in "\"'")))
    return found


@settings(max_examples=25)
@given(data=st.data())
def test_just_what_was_edited_is_told(data: st.DataObject) -> None:
    """Whichever texts of the sample have another word, their records are named and no others."""
    edits = data.draw(st.lists(st.sampled_from(words_in(SAMPLE)), min_size=1, max_size=6))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(SAMPLE, Path(folder) / "site"))
        for _, path, line, column in sorted(set(edits), key=lambda e: e[1:], reverse=True):
            lines = (root / path).read_text().split("\n")
            text = lines[line - 1]
            lines[line - 1] = f"{text[: column - 1]}Edited {text[column - 1 :]}"
            (root / path).write_text("\n".join(lines))
        now = read(root)
        found = compared(itself(SAMPLE), now)
    assert now.problems == ()
    assert told_of(found) == sorted({address for address, *_ in edits})
    for change in found.changes:
        assert any("Edited" in words for one in change.fields for words in one.after)


LISTS = [p for p in sorted(SAMPLE.glob("data/inspections/*/*.yml")) if p.stem != "inspection"]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_deleted_is_told_as_gone_and_what_is_added_as_new(
    path: Path, tmp_path: Path
) -> None:
    """Of each list of the sample its last record; where the public saw it, that it is a silence."""
    records = records_of(path)
    root = Path(shutil.copytree(SAMPLE, tmp_path / "site"))
    rest = dumped(records[:-1])
    (root / path.relative_to(SAMPLE)).write_text(rest)
    gone = {e.address: e for e in itself(SAMPLE).records.values()}
    for entry in read(root).records.values():
        gone.pop(entry.address, None)
    there = compared(itself(SAMPLE), read(root)).changes
    back = compared(read(root), itself(SAMPLE)).changes
    assert {c.address for c in there if c.change == "removed"} == set(gone)
    assert {c.address for c in back if c.change == "added"} == set(gone)
    for change in there:
        if change.change == "removed":
            shown = itself(SAMPLE).shows(gone[change.address])
            assert (change.public_before, change.silent) == (shown, shown)


@given(
    st.lists(st.sampled_from(["one", "two.", "three", "four.", "five", "\n\n", "\n-"])),
    st.lists(st.sampled_from(["one", "two.", "three", "four.", "five", "\n\n", "\n-"])),
)
def test_a_marked_text_holds_every_word_that_changed(before: list[str], after: list[str]) -> None:
    """What went and what came are there with their marks; nothing is, where no word differs."""
    old, new = " ".join(before), " ".join(after)
    said = marked(old, new)
    assert bool(said) == (old.split() != new.split())
    removed = " ".join(re.findall(r"\[-(.*?)-\](?:\s|$)", said)).split()
    assert set(removed) <= set(old.split()) | {w + "-" for w in old.split()}
    lost = Counter(old.split()) - Counter(new.split())
    come = Counter(new.split()) - Counter(old.split())
    plain = Counter(re.sub(r"\[-|-\]|\{\+|\+\}", "", said).split())
    assert not (lost | come) - plain


GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *words: str) -> str:
    """What git says there, as of one moment."""
    env = {
        **os.environ,
        "GIT_COMMITTER_DATE": "2026-01-01T00:00Z",
        "GIT_AUTHOR_DATE": "2026-01-01T00:00Z",
    }
    done = subprocess.run(
        [*GIT, *words], cwd=folder, env=env, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A site in a folder of a repository, whose second commit renames a finding's title."""
    site = small(tmp_path / "repository/site", {"mkdocs.yml": CONFIG})
    git(tmp_path / "repository", "init", "-q", "-b", "main")
    git(site, "add", ".")
    git(site, "commit", "-qm", "One")
    git(site, "tag", "v1")
    write(site, {FINDINGS: "- {id: f1, title: Boats were early}\n"})
    git(site, "commit", "-qam", "Two")
    return site


def test_revisions_are_compared_with_each_other_and_with_the_files(repository: Path) -> None:
    """A tag, a branch, an earlier commit, a hash; what is left out is the last commit, and now."""
    edited = [
        (
            "first/f1",
            "changed",
            [
                {
                    "field": "title",
                    "language": "",
                    "before": "Boats were late",
                    "after": "Boats were early",
                }
            ],
        )
    ]
    for words in (
        ["v1", "main"],
        ["HEAD~1", "HEAD"],
        [git(repository, "rev-parse", "v1").strip()],
        ["v1", "."],
    ):
        assert [
            (r["address"], r["change"], r["fields"]) for r in rows(repository, *words)
        ] == edited
    assert rows(repository) == []
    write(repository, {FINDINGS: "- {id: f2, title: Boats were late, aliases: f1}\n"})
    (renamed,) = rows(repository)
    assert (renamed["address"], renamed["change"]) == ("first/f2", "renamed")
    assert {
        "field": "address",
        "language": "",
        "before": "first/f1",
        "after": "first/f2",
    } in renamed["fields"]
    said = run(repository, "v1").output
    hashed = git(repository, "rev-parse", "--short", "v1").strip()
    assert said.startswith(f"From v1 ({hashed} of 2026-01-01) to the files as they are now\n")


def test_the_repository_is_left_as_it_was(repository: Path) -> None:
    """Its files, its index and its branches."""
    write(repository, {FINDINGS: "- {id: f1, title: Boats were lost}\n"})

    def held() -> dict[str, bytes]:
        files = (p for p in repository.parent.rglob("*") if p.is_file())
        return {str(p): p.read_bytes() for p in files}

    before = held()
    run(repository, "v1")
    assert held() == before


def refused(folder: Path, *words: str) -> str:
    """What is said where nothing can be compared."""
    return run(folder, *words, code=1).output


def test_a_revision_that_is_not_there_is_told(repository: Path, tmp_path: Path) -> None:
    """With the nearest name there is, or why it may lack."""
    assert 'did you mean "main"?' in refused(repository, "mian")
    assert "known: main, v1" in refused(repository, "nothing-like-it")
    assert "no revision" in refused(repository, "--", "-x")
    (repository / "v1").mkdir()
    assert "write ./v1 for the folder, or v1~0 for the revision" in refused(repository, "v1")
    assert "neither" not in run(repository, "v1~0").output
    assert "holds no records" in refused(repository, "./v1")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository.parent}", "shallow")
    assert "git fetch --unshallow" in refused(tmp_path / "shallow/site", "HEAD~1")


def test_a_folder_of_data_that_was_not_there_is_told(repository: Path) -> None:
    """Since it had another name, for one."""
    (repository / "data").rename(repository / "records")
    write(
        repository,
        {"mkdocs.yml": CONFIG.replace("[inspection]", "[inspection: {data_dir: records}]")},
    )
    assert "the site had no folder `records` at v1" in refused(repository, "v1")


def test_a_link_that_leads_outside_is_not_followed(repository: Path) -> None:
    """A revision may hold one; nothing of it is put anywhere."""
    (repository / "content/hosts.txt").symlink_to("/etc/hosts")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Three")
    assert "cannot be put down safely" in refused(repository)


def test_a_translation_that_came_or_went_is_told_by_its_language(tmp_path: Path) -> None:
    """With the record that it is of, as what it said."""
    root = Path(shutil.copytree(SAMPLE, tmp_path / "site"))
    shutil.rmtree(root / "data/cy")
    gone = compared(itself(SAMPLE), read(root)).changes
    back = compared(read(root), itself(SAMPLE)).changes
    translated = {
        t.address for t in itself(SAMPLE).written.translations if t.source.path[:8] == "data/cy/"
    }
    assert {c.address for c in gone} == {c.address for c in back} == translated
    for one, other in zip(gone, back, strict=True):
        assert [(d.language, bool(d.before), d.after) for d in one.fields] == [("cy", True, ())]
        assert one.fields[0].before == other.fields[0].after


def test_where_there_is_no_git_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository, one without a commit, no git at all; folders are compared without it."""
    site = small(tmp_path / "site", {"mkdocs.yml": CONFIG})
    assert "git finds no repository" in refused(site)
    git(site, "init", "-q")
    assert "no commit yet" in refused(site)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is needed" in refused(site)
    assert run(site, "./data", ".").output.splitlines()[2] == "No difference."


def test_folders_of_data_alone_need_no_site(tmp_path: Path) -> None:
    """Their records are compared, though no mkdocs.yml is there."""
    for side in ("old", "new"):
        shutil.copytree(EXAMPLES / "base/data", tmp_path / side)
    write(tmp_path / "new", {"bodies/pier.yml": "name: Pier Company\n"})
    assert [(r["address"], r["public_after"]) for r in rows(tmp_path, "old", "new")] == [
        ("bodies/pier", False)
    ]
    assert "so none are compared" in run(tmp_path, "old", "new").output


def test_what_is_public_is_judged_at_a_moment(tmp_path: Path) -> None:
    """An embargo that has ended by then makes its record public."""
    for side, until in (("old", "2030-01-01"), ("new", "2026-01-01")):
        finding = f"- {{id: f1, title: Boats were late, state: embargoed, until: {until}}}\n"
        small(tmp_path / side, {"mkdocs.yml": CONFIG, FINDINGS: finding})
    ways = {
        when: [
            (r["change"], r["public_before"], r["public_after"])
            for r in rows(tmp_path, "old", "new", "--as-of", when)
        ]
        for when in ("2025-06-01", "2026-06-01", "2031-06-01")
    }
    assert ways == {
        "2025-06-01": [("state", False, False)],
        "2026-06-01": [("state", False, True)],
        "2031-06-01": [("changed", True, True)],
    }


def test_a_folder_of_data_may_be_named_in_several_ways(repository: Path) -> None:
    """With a dot before it, or a slash behind."""
    for name in ("./data", "data/"):
        config = CONFIG.replace("[inspection]", f"[inspection: {{data_dir: {name}}}]")
        write(repository, {"mkdocs.yml": config})
        assert [r["address"] for r in rows(repository, "v1")] == ["first/f1"]


def test_what_went_with_a_withdrawn_inspection_is_no_silence(tmp_path: Path) -> None:
    """Its notice stands for all that was in it; without one, each record that is gone is told."""
    withdrawn = "changes: {date: 2026-01-01, kind: withdrawn, note: It was wrong.}\n"
    title = "title: First visit\nframework: words\nbodies: ferry\n"
    for name, state_of_it in (
        ("told", f"state: withdrawn\n{withdrawn}"),
        ("not", "state: published\n"),
    ):
        site = small(tmp_path / name, {"mkdocs.yml": CONFIG})
        write(
            site, {"data/inspections/first/inspection.yml": title + state_of_it, FINDINGS: "[]\n"}
        )
    small(tmp_path / "old", {"mkdocs.yml": CONFIG})
    for name, silent in (("told", False), ("not", True)):
        gone = [r for r in rows(tmp_path, "old", name) if r["address"] == "first/f1"]
        assert [(r["change"], r["public_before"], r["silent"]) for r in gone] == [
            ("removed", True, silent)
        ]


def test_ids_that_are_doubled_across_kinds_are_compared_by_kind(tmp_path: Path) -> None:
    """A site with that mistake does not differ from itself."""
    files = {FINDINGS: "- {id: r2, title: One}\n- {id: f1, title: Two}\n"}
    site = small(tmp_path / "site", files)
    assert compared(read(site), read(site)).changes == ()


def test_what_cannot_be_read_is_told_beside_the_json(tmp_path: Path) -> None:
    """On the other stream, so that machines get JSON alone."""
    small(tmp_path / "old", {"mkdocs.yml": CONFIG})
    small(tmp_path / "new", {"mkdocs.yml": CONFIG, FINDINGS: "- {id: f1\n"})
    done = run(tmp_path, "old", "new", "--format", "json")
    assert (json.loads(done.stdout), "1 file could not be read whole" in done.stderr) == ([], True)


def test_the_exit_code_tells_of_differences_where_that_is_asked(repository: Path) -> None:
    """Else it is 0 whenever two states could be compared."""
    run(repository, "v1")
    run(repository, "v1", "--exit-code", code=1)
    run(repository, "--exit-code")
    run(repository, "v1", "HEAD", "too-many", code=2)


def test_marks_have_a_colour_beside_them() -> None:
    """Also where they go over the end of a line; all else is as it was."""
    said = terminal.coloured("a [-b\nc-] {+d+} e")
    assert said == "a \x1b[31m[-b\nc-]\x1b[0m \x1b[32m{+d+}\x1b[0m e"
