"""`inspection new`: starters that are sound, not public, and change nothing that was there."""

from __future__ import annotations

import os
import pty
import re
import resource
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sites import EXAMPLES, SAMPLE, TESTS, edition, overlaid, problems, released, small, write

from generator.cli import main
from generator.commands import new as command
from generator.desk.everything import everything
from generator.desk.ids import Named, free, next_id, slug
from generator.desk.starting import new as desk
from generator.desk.starting.existing import existing
from generator.desk.starting.revisit import new_revisit
from generator.desk.starting.starters import INVITED
from generator.obligations import OPEN, obligations
from generator.problems import Problems, report
from generator.records import NOT_ENTERED, Progress, Recommendation
from generator.site import Settings
from generator.source import Source

SITES = [SAMPLE, *sorted((TESTS / "samples").iterdir()), TESTS.parent]
PLUGIN = "docs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"


def typed(site: Path, *words: str) -> Result:
    """What happens when an author types this in the folder of a site."""
    with chdir(site):
        done = CliRunner().invoke(main, ["new", *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def files_of(site: Path) -> dict[str, bytes]:
    """Every file of a site's data, by its path."""
    found = (p for p in sorted((site / "data").rglob("*")) if p.is_file())
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in found}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample, to write in."""
    return overlaid(tmp_path / "site", SAMPLE)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the small site that the examples of mistakes build on."""
    return small(tmp_path / "site", {"mkdocs.yml": f"site_name: Base\n{PLUGIN}"})


def test_the_command_offers_what_can_be_begun() -> None:
    """The kinds that it names are those that have a starter, and each is in its help."""
    assert set(command.RECORDS) == set(desk.LISTED)
    assert set(command.FILES) == set(desk.NAMED)
    assert {*command.RECORDS, *command.FILES, "inspection"} == set(INVITED)
    has_section = [k for k in desk.LISTED if "section" in desk.LISTED[k][1].model_fields]
    assert set(command.SECTIONED) == set(has_section)
    said = CliRunner().invoke(main, ["new", "--help"]).output
    assert [k for k in (*command.FOLDERS, *command.RECORDS, *command.FILES) if k not in said] == []


@pytest.mark.parametrize("kind", command.RECORDS)
def test_a_new_record_is_sound_and_not_public(sample: Path, kind: str) -> None:
    """The site checks as before, what is shown of it is the same, and old files end in new text."""
    before, shown = files_of(sample), {e.address for e in released(SAMPLE).entries}
    place = [] if kind == "theme" else ["-i", "vellmouth-2024"]
    done = typed(sample, kind, *place, "--title", 'Boats: "late", no #2')
    assert done.exit_code == 0, done.output
    path, line, made = done.output.splitlines()[0].split(":")
    assert f"id: {made.strip()}" in (sample / path).read_text().splitlines()[int(line) - 1]
    assert problems(sample) == ()
    assert {e.address for e in released(sample).entries} == shown
    for name, content in files_of(sample).items():
        assert content.startswith(before.get(name, b"# yaml-language-server: $schema=../"))
    every = {e.id: e.record for e in released(sample, public=False).entries}
    if kind != "theme":
        record = every[made.strip()]
        assert getattr(record, desk.title_key(kind)) == 'Boats: "late", no #2'


@pytest.mark.parametrize("kind", INVITED)
def test_each_invitation_can_be_accepted(base: Path, kind: str) -> None:
    """Without its sign of a comment, every line is a key that may be written there."""
    own_file = kind in (*command.FILES, "inspection")
    place = ["new"] if own_file else [] if kind == "theme" else ["-i", "first"]
    done = typed(base, kind, *place, "--title", "T")
    path, line = done.output.split(":")[:2]
    before, begun = (base / path).read_text(), int(line) - 1
    head, tail = before.splitlines()[:begun], before.splitlines()[begun:]
    accepted = [re.sub(r"^( *)# (?=\w+:|  - \{)", r"\1", one) for one in tail]
    assert accepted != tail
    (base / path).write_text("\n".join([*head, *accepted]))
    found = Source(path, (base / path).read_text()).values
    record = found if own_file else found[-1]
    assert set(INVITED[kind]) - set(record) <= {"kind", "section"}
    assert {p.code for p in problems(base)} <= {"no-value", "wrong-id", "wrong-value"}


@pytest.mark.parametrize("kind", ["body", "framework", "inspection"])
def test_what_has_a_file_of_its_own_begins_as_a_whole(sample: Path, kind: str) -> None:
    before = files_of(sample)
    done = typed(sample, kind, "new-one", "--title", "No: 1")
    assert done.exit_code == 0, done.output
    after = files_of(sample)
    made = {name: text.decode() for name, text in after.items() if name not in before}
    assert {name: after[name] for name in before} == before
    assert made
    assert all(t.startswith("# yaml-language-server: $schema=../") for t in made.values())
    assert problems(sample) == ()
    found = existing(Settings(sample)).addresses.targets
    address = {"body": "bodies", "framework": "frameworks", "inspection": "inspections"}[kind]
    record = found[f"{address}/new-one"].entry.record
    assert getattr(record, desk.title_key(kind)) == "No: 1"
    public = released(sample).addresses.targets
    assert f"{address}/new-one" not in public


@pytest.mark.parametrize("words", [
    ("finding", "-i", "vellmouth-2020", "-s", "crew", "-t", "One"),
    ("recommendation", "-i", "ostrel-2022"),
    ("finding", "-i", "vellmouth-2023", "--id", "f-new"),
    ("notable-practice", "-i", "vellmouth-2024"),
])  # fmt: skip
def test_records_are_begun_one_after_the_other(sample: Path, words: Sequence[str]) -> None:
    """Each gets an id of its own, and the site checks after each."""
    ids = set()
    for number in range(3):
        own = [f"{w}{number}" if w == "f-new" else w for w in words]
        done = typed(sample, *own)
        assert done.exit_code == 0, done.output
        ids.add(done.output.splitlines()[0])
        assert problems(sample) == ()
    assert len(ids) == 3


def test_a_list_that_is_a_folder_gets_a_file(sample: Path) -> None:
    """Named by the id, or by the next name that is free."""
    folder = sample / "data/inspections/vellmouth-2020/findings"
    write(folder, {"f9.yml": "- {id: f8, title: Eight, section: crew}\n"})
    done = typed(sample, "finding", "--id", "f9", "-i", "vellmouth-2020")
    path = done.output.split(":")[0]
    assert path.endswith("/findings/f9-2.yml")
    assert (sample / path).read_text().startswith("# yaml-language-server: $schema=../../../../")
    assert problems(sample) == ()


def test_the_marks_of_a_file_are_kept(base: Path) -> None:
    """Its byte order mark, line ends and permissions, also where it is a link to another file."""
    file = base / "data/inspections/first/findings.yml"
    held = "\ufeff- id: f1\r\n  title: Boats were late\r\n".encode()
    own = base / "kept.yml"
    own.write_bytes(held)
    own.chmod(0o640)
    file.unlink()
    file.symlink_to(own)
    assert typed(base, "finding", "-i", "first", "-t", "Two").exit_code == 0
    after = own.read_bytes()
    assert after.startswith(held)
    assert after.count(b"\n") == after.count(b"\r\n")
    assert file.is_symlink()
    assert own.stat().st_mode & 0o777 == 0o640
    assert problems(base) == ()


REFUSED = {
    "an id that is taken": (
        ["finding", "-i", "first", "--id", "f1"],
        ['data/inspections/first/findings.yml:1:8: the id "f1" is taken', '"f2" is free'],
    ),
    "the id of another kind": (["finding", "-i", "first", "--id", "r1"], ['"r3" is free']),
    "the id of a section": (["finding", "-i", "first", "--id", "boats"], ['"boats-2" is free']),
    "the address of a point": (["finding", "-i", "first", "--id", "r1-a"], ["is taken"]),
    "an old id": (["finding", "-i", "first", "--id", "old"], ["is taken"]),
    "an old id of another inspection": (["finding", "-i", "first", "--id", "moved"], ["is taken"]),
    "a reserved id": (["section", "-i", "first", "--id", "report"], ['"report-2" is free']),
    "what is no id": (["finding", "-i", "first", "--id", "F 9"], ['"F 9" is not an id']),
    "no such inspection": (
        ["finding", "-i", "frist"],
        ['there is no inspection "frist"', 'did you mean "first"?'],
    ),
    "no such section": (["finding", "-i", "first", "-s", "boat"], ['did you mean "boats"?']),
    "signs that no file may hold": (["finding", "-i", "first", "-t", "a\x07b"], ["--title:1:"]),
    "an inspection that is there": (["inspection", "second", "-t", "T"], ["second-2"]),
    "a reserved inspection": (["inspection", "glossary", "-t", "T"], ["glossary-2"]),
    "the word for the editor": (["body", "editor", "-t", "T"], ["editor-2"]),
    "a body that is there": (["body", "pier", "-t", "T"], ["data/bodies/pier.yml:1:1"]),
    "a shipped framework": (["framework", "default", "-t", "T"], ["is taken"]),
    "a visit that is not there": (
        ["revisit", "third", "--follows", "secnd", "-t", "T"],
        ['did you mean "second"?'],
    ),
    "a list that is none": (["case-study", "-i", "first"], ["no list", "add it by hand:  - {id"]),
    "a list that cannot be read": (
        ["figure", "-i", "first", "-t", "F"],
        ["data/inspections/first/figures.yml:"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_says_why_and_changes_nothing(base: Path, case: str) -> None:
    """It names the place where it can, and an id that is free."""
    inspection = base / "data/inspections"
    write(
        inspection,
        {
            "first/case-studies.yml": "id: cs1\n",
            "first/figures.yml": "- id: [\n",
            "first/milestones.yml": "- {id: m1, what: Met, aliases: [old]}\n",
            "second/findings.yml": "- {id: s1, title: S, aliases: [first/moved]}\n",
        },
    )
    words, said = REFUSED[case]
    before = files_of(base)
    done = typed(base, *words)
    assert done.exit_code == 1, done.output
    assert [part for part in said if part not in done.output] == []
    assert files_of(base) == before


MISUSED = [
    (["finding"], "--inspection: first, second"),
    (["milestone", "-i", "first"], "--title"),
    (["theme", "-i", "first", "-t", "T"], "--inspection is for"),
    (["milestone", "-i", "first", "-s", "boats", "-t", "T"], "--section is for"),
    (["finding", "-i", "first", "--follows", "second"], "--follows is for revisit"),
    (["inspection", "-t", "T"], "ID"),
    (["body", "x"], "--title"),
    (["revisit", "x", "-t", "T"], "--follows"),
    (["body", "x", "--id", "y", "-t", "T"], "Give the ID once."),
    (["shed"], "'shed' is not one of"),
    ([], "Say what to start: inspection, revisit, finding"),
]


@pytest.mark.parametrize(("words", "said"), MISUSED, ids=lambda v: " ".join(v)[:30])
def test_what_is_not_said_is_asked_for_only_at_a_terminal(
    base: Path, words: Sequence[str], said: str
) -> None:
    """Elsewhere the command leaves with 2 and the words of its use."""
    before = files_of(base)
    done = typed(base, *words)
    assert done.exit_code == 2
    assert done.output.startswith("Usage: ")
    assert said in done.output
    assert files_of(base) == before


def test_the_only_inspection_needs_no_name(base: Path) -> None:
    for path in sorted((base / "data/inspections/second").rglob("*"), reverse=True):
        path.unlink()
    (base / "data/inspections/second").rmdir()
    assert typed(base, "finding").output.startswith("data/inspections/first/findings.yml:2: f2")


def conversation(site: Path, words: Sequence[str], answers: Sequence[tuple[str, str]]) -> str:
    """What a terminal shows when each question is answered as it appears."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "new", *words],
        cwd=site,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "80"},
    )
    os.close(theirs)
    shown, read, waiting = "", 0, list(answers)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if waiting and waiting[0][0] in shown[read:]:
            read = len(shown)
            os.write(ours, f"{waiting.pop(0)[1]}\n".encode())
        if select.select([ours], [], [], 0.1)[0]:
            try:
                piece = os.read(ours, 4096).decode()
            except OSError:  # the other side has closed
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    assert process.wait(30) == 0, shown
    assert waiting == []
    return shown.replace("\r\n", "\n")


def test_a_terminal_asks_for_what_is_missing(base: Path) -> None:
    """By number or id, and once more where the answer is none; then says where the record is."""
    shown = conversation(
        base,
        ["finding"],
        [("belongs to:", "1"), ("or nothing:", "9"), ("or nothing:", "boats"), ("Title:", "Late")],
    )
    assert "   1  first   First visit\n   2  second  Second visit\n" in shown
    assert "Error: choose a number from 1 to 1, or an id" in shown
    assert "data/inspections/first/findings.yml:2: f2\n" in shown
    assert (
        "section: boats\n  title: Late\n"
        in (base / "data/inspections/first/findings.yml").read_text()
    )
    assert problems(base) == ()


def test_a_terminal_asks_what_to_start(base: Path) -> None:
    shown = conversation(base, [], [("What to start:", "theme"), ("Title:", "Lifejackets")])
    assert " lifejackets" in shown
    assert "lifejackets" in (base / "data/themes.yml").read_text()


def test_a_terminal_offers_an_id_made_of_the_title(base: Path) -> None:
    shown = conversation(
        base,
        ["revisit"],
        [
            *[("it follows:", "2"), ("Title:", " "), ("Title:", "Third visit")],
            *[("Id [third-visit]:", "Third"), ("Id [third-visit]:", "")],
        ],
    )
    assert "Error: it needs a title" in shown
    assert "Error: lower-case letters, digits and hyphens, such as third" in shown

    assert "data/inspections/third-visit/inspection.yml:2: third-visit" in shown
    assert problems(base) == ()


NUMBERED = [
    Named("f3-1", "finding", "a"),
    Named("f3-2", "finding", "a"),
    Named("r8", "recommendation"),
]
MIXED = [*NUMBERED, Named("cs5-1", "case-study", "b"), Named("f5-1", "finding", "b")]
WORDED = [Named("late-boats", "finding"), Named("no-crew", "finding"), Named("f1", "finding")]


@pytest.mark.parametrize(
    ("kind", "section", "title", "number", "beside", "made"),
    [
        ("finding", "a", "T", None, NUMBERED, "f3-3"),
        ("recommendation", "a", "T", None, NUMBERED, "r9"),
        ("recommendation", None, "", None, NUMBERED, "r9"),
        ("finding", "b", "T", None, MIXED, "f5-2"),
        ("notable-practice", "b", "T", None, MIXED, "np5-1"),
        ("case-study", "a", "T", None, MIXED, "cs3-1"),
        ("finding", "c", "T", "7", MIXED, "f7-1"),
        ("finding", "c", "T", "Annex", MIXED, "f1"),
        ("finding", None, "T", None, MIXED, "f1"),
        ("finding", None, "Boats leave late: why?", None, WORDED, "boats-leave-late-why"),
        ("finding", None, "", None, WORDED, "f2"),
        ("finding", None, "No crew", None, WORDED, "no-crew-2"),
        ("finding", "c", "T", "2", [], "f2-1"),
        ("finding", None, "T", None, [], "f1"),
        ("figure", None, "Officers trained", None, [], "officers-trained"),
        ("figure", None, "", None, [], "figure1"),
        ("theme", None, "Бытовое", None, [], "theme1"),
        ("source", None, "Tŷ’r Cyffredin 2021", None, [], "tyr-cyffredin-2021"),
    ],
)  # fmt: skip
def test_an_id_follows_those_beside_it(
    kind: str,
    section: str | None,
    title: str,
    number: str | None,
    beside: Sequence[Named],
    made: str,
) -> None:
    taken = {one.id for one in beside}
    assert next_id(Named("", kind, section), title, number, beside, taken) == made


def test_an_id_is_short_and_keeps_whole_words() -> None:
    made = slug("Control room staff were behind on training in the whole of the county")
    assert made == "control-room-staff-were-behind-on"
    assert len(slug("x" * 200)) == 40
    assert free("report-2021", {"report-2021"}) == "report-2021-2"


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_revisit_begins_with_everything_that_is_open(site: Path, tmp_path: Path) -> None:
    """After any visit of any site it checks as it is; each open ask has an entry, no closed one."""
    copy = overlaid(tmp_path / "site", *[site]) if site != TESTS.parent else _example(tmp_path)
    every = everything(Settings(copy), edition(public=False))
    graph = every.shown.graph
    today = every.shown.edition.as_of.date()
    for visit in graph.inspections:
        chain = graph.chains[visit]
        asked = [
            (e.address, one.addressee if len(e.record.addressees) > 1 else None, one.standing)
            for name in chain[: chain.index(visit) + 1]
            for e in graph.counted(name, "recommendation")
            if isinstance(e.record, Recommendation)
            for one in obligations(graph, e, today)
        ]
        made = new_revisit(existing(Settings(copy)), every, f"after-{visit}", "Again", [visit])
        text = (copy / made.path).with_name("progress.yml").read_text()
        found = [
            (e.record.recommendation, e.record.addressee)
            for e in existing(Settings(copy)).of(made.id)
            if isinstance(e.record, Progress)
        ]
        assert found == [(a, body) for a, body, standing in asked if standing in OPEN]
        for address, _, standing in asked:
            assert (f"Left out: {address}" in text) or standing in OPEN
    assert report(problems(copy)) == "No problems."
    assert {e.address for e in released(copy).entries} == {
        e.address for e in released(site).entries
    }


def _example(tmp_path: Path) -> Path:
    """A copy of the worked example's records and pages."""
    for name in ("data", "content"):
        overlaid(tmp_path / "site" / name, TESTS.parent / name)
    return write(tmp_path / "site", {"mkdocs.yml": f"site_name: Copy\n{PLUGIN}"})


def test_an_entry_says_what_was_asked_and_claims_nothing(sample: Path) -> None:
    """To fill it in is to put a status in the place of one line."""
    done = typed(sample, "revisit", "again", "--follows", "vellmouth-2024", "-t", "Again")
    assert done.exit_code == 0, done.output
    folder = sample / "data/inspections/again"
    text = (folder / "progress.yml").read_text()
    for part in (
        "# 1 A lifejacket for every passenger\n#   under: Life-saving gear\n",
        "#   Every passenger should have a lifejacket that fits.\n",
        "#   (a) Buy twelve more.\n",
        "asked of vellmouth-ferries, vellmouth-council; within three months; due ",
    ):
        assert part in text
    entries = [e.record for e in existing(Settings(sample)).of("again") if e.kind == "progress"]
    assert {e.missing for e in entries if isinstance(e, Progress)} == {NOT_ENTERED}
    assert {e.status for e in entries if isinstance(e, Progress)} == {None}
    status = text.split("# status: ")[1].split(",")[0]
    filled = text.replace(f"missing: {NOT_ENTERED}", f"status: {status}")
    (folder / "progress.yml").write_text(filled)
    assert problems(sample) == ()
    visit = (folder / "inspection.yml").read_text()
    (folder / "inspection.yml").write_text(visit.replace("covers: unknown", "covers: all"))
    assert problems(sample) == ()


def test_a_revisit_is_not_begun_in_doubt(base: Path) -> None:
    """A mistake in what its chain asked or said ends the command; one elsewhere does not."""
    asked = base / "data/inspections/first/recommendations.yml"
    whole = asked.read_text()
    asked.write_text(whole + "- {id: r3, titel: Lost}\n")
    write(base, {"data/inspections/second/findings.yml": "- {id: f1, titel: Elsewhere}\n"})
    words = ("revisit", "third", "--follows", "second", "-t", "Third")
    done = typed(base, *words)
    assert done.exit_code == 1
    assert "recommendations.yml:3:" in done.output
    assert "findings.yml" not in done.output
    assert not (base / "data/inspections/third").exists()
    asked.write_text(whole)
    assert typed(base, *words).exit_code == 0


@pytest.mark.parametrize("half", [0, 1])
def test_mistakes_elsewhere_are_no_hindrance(tmp_path: Path, half: int) -> None:
    """Whatever is wrong with a site, a record is added or refused in words, and none is lost."""
    cases = sorted((EXAMPLES / "invalid").iterdir())[half::2]
    added = 0
    for case in cases:
        site = overlaid(tmp_path / case.name, EXAMPLES / "base", case)
        before = files_of(site)
        try:
            made = desk.new_record(
                existing(Settings(site)), desk.Wanted("finding", "first", title="New")
            )
            added += 1
            written = (site / made.path).read_bytes()
            assert written.startswith(before.get(made.path, b"# yaml-language-server"))
        except Problems:
            assert files_of(site) == before
        try:
            every = everything(Settings(site), edition())
            new_revisit(existing(Settings(site)), every, "newest", "Newest", ["second"])
        except Problems:
            assert not (site / "data/inspections/newest").exists()
    assert added > len(cases) * 0.75


def limited() -> None:
    """Let no file grow beyond a few bytes, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (60, 60))


@pytest.mark.parametrize("words", [
    ["finding", "-i", "first", "-t", "A title that is too long for what is left of the disk"],
    ["milestone", "-i", "first", "-t", "A title that is too long for what is left of the disk"],
    ["inspection", "third", "-t", "A title that is too long for what is left of the disk"],
])  # fmt: skip
def test_a_full_disk_leaves_everything_as_it_was(base: Path, words: Sequence[str]) -> None:
    before = files_of(base)
    done = subprocess.run(
        [sys.executable, "-m", "generator", "new", *words],
        cwd=base,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "this cannot be written: File too large" in done.stdout
    assert files_of(base) == before
    assert not (base / "data/inspections/third").exists()
