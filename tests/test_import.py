"""A published report becomes drafts: what is recognised, doubted, written and refused."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from built import command
from click.testing import CliRunner, Result
from reports import NAMES, REPORTS, SITE, drafted, known
from sites import problems, write

from generator.cli import main
from generator.desk.importing import telling
from generator.desk.importing.imported import imported
from generator.desk.importing.signs import Deadline, signs
from generator.source import Source


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site without an inspection."""
    return write(tmp_path / "site", SITE)


def run(site: Path, *words: str) -> Result:
    """The command, as its user types it in the site's folder."""
    config = ["-f", str(site / "mkdocs.yml")]
    return CliRunner().invoke(main, ["import", *words, *config], catch_exceptions=False)


def records(site: Path, name: str, kind: str) -> list[dict[str, Any]]:
    """What a file of an inspection holds."""
    path = site / "data/inspections" / name / f"{kind}.yml"
    values: list[dict[str, Any]] = Source(path.name, path.read_text(encoding="utf-8")).values
    return values


# What is recognised


@pytest.mark.parametrize("name", NAMES)
def test_each_report_has_this_outline(name: str, rewrite: bool) -> None:  # noqa: FBT001
    """What became of each part of the invented reports, what is doubtful and what was left."""
    draft = imported(REPORTS / name, name, known())
    said = [
        *telling.outlined(draft),
        "",
        "Unsure:",
        *telling.doubted(draft, "draft"),
        "",
        "Left:",
        *telling.left(draft),
    ]
    golden = REPORTS / f"{name}.outline.txt"
    if rewrite:
        golden.write_text("\n".join(said) + "\n", encoding="utf-8")
    assert "\n".join(said) + "\n" == golden.read_text(encoding="utf-8")


def test_the_document_is_the_one_that_its_text_makes() -> None:
    assert (
        runpy.run_path(str(REPORTS / "make_school.py"))["made"]()
        == (REPORTS / "school.docx").read_bytes()
    )


def test_a_report_becomes_records_that_say_what_it_says(site: Path) -> None:
    """Sections, findings, boxes in place, deadlines as words of the framework or as dates."""
    done = run(site, str(REPORTS / "harbour.html"), "--id", "harbour", "--framework", "tides")
    assert done.exit_code == 0, done.output
    assert [(s["id"], s.get("number")) for s in records(site, "harbour", "sections")][:3] == [
        ("summary", None),
        ("the-quay", "1"),
        ("crews-and-training", "2"),
    ]
    findings = records(site, "harbour", "findings")
    assert [(f["id"], f["section"]) for f in findings] == [
        ("f1-1", "the-quay"),
        ("f1-2", "the-quay"),
        ("f2-1", "crews-and-training"),
        ("f2-2", "crews-and-training"),
    ]
    assert "**212 of 230** faults had been mended within a week.[^1]" in findings[0]["text"]
    assert "[^1]: The rest were mended within the month." in findings[0]["text"]
    (story,) = records(site, "harbour", "case-studies")
    assert (story["id"], story["illustrates"]) == ("cs1-1", ["f1-2"])
    assert "She slipped" in story["text"]
    (practice,) = records(site, "harbour", "notable-practice")
    assert (practice["title"], practice["illustrates"]) == ("the chalk mark", ["f1-1"])
    asked = records(site, "harbour", "recommendations")
    assert [(r["id"], r.get("timescale"), r.get("due")) for r in asked] == [
        ("r1", None, None),
        ("r2", None, None),
        ("r3", None, "2025-09-30"),
        ("r4", "nine-weeks", None),
    ]
    assert [point["id"] for point in asked[2]["points"]] == ["a", "b"]
    main_file = (site / "data/inspections/harbour/inspection.yml").read_text(encoding="utf-8")
    assert "framework: tides" in main_file
    assert "bodies: [saltmarsh]" in main_file
    assert "dates: {visit: 2025-03-03/2025-03-07, published: 2025-06-12}" in main_file


def test_a_table_of_counts_is_a_figure_that_adds_up(site: Path) -> None:
    run(site, str(REPORTS / "harbour.html"), "--id", "harbour")
    light, people = records(site, "harbour", "figures")
    assert light["scale"] == "four-point"
    assert light["counts"] == {"good": "12", "requires-improvement": "3", "inadequate": "5"}
    assert light["n"] == "20"
    assert [row["n"] for row in light["rows"]] == ["6", "8", "6"]
    assert [(r["title"], r.get("value"), r.get("words")) for r in people["rows"]] == [
        ("Masters", "5", None),
        ("Deckhands", "1046", None),
        ("Apprentices", None, "about a dozen"),
    ]


@pytest.mark.parametrize(
    ("rows", "doubt"),
    [
        ("Quay 3 4 8", 'the row "Quay" of a table does not add up'),
        ("Quay 3 few 7", "has cells that are no numbers"),
    ],
)
def test_a_table_that_does_not_add_up_stays_a_table(rows: str, doubt: str) -> None:
    """Its numbers are shown as they are printed, and the draft says why it is no figure."""
    table = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split())}</tr>"
        for line in ("Where Good Inadequate Total", rows)
    )
    draft = drafted("a.html", f"<h1>T</h1><h2>Safety</h2><table>{table}</table><h2>B</h2>")
    sections = next(file for file in draft.files if file.name == "sections.yml")
    assert f"| {' | '.join(rows.split())} |" in sections.text
    assert doubt in sections.doubts[0][1]


@pytest.mark.parametrize(
    ("inside", "doubt"),
    [
        ("<p><b>Good</b></p><p>It is.</p>", '"Good" stands alone here'),
        (
            "<table><tr><th>No<th>Recommendation</tr><tr><td>1<td>Mend it.</tr></table>",
            "a table here may hold recommendations",
        ),
    ],
)
def test_what_may_be_more_than_text_is_doubted(inside: str, doubt: str) -> None:
    draft = drafted("a.html", f"<h1>T</h1><h2>Safety</h2>{inside}<h2>B</h2>")
    assert doubt in draft.parts[0].doubts[0]


def test_where_no_heading_states_anything_topics_are_findings() -> None:
    """Those that are lowest, and those that are no more than bold; each is doubted."""
    lowest = "<h1>T</h1><h2>Safety</h2><h3>Lamps</h3><p>They shine.</p><h2>B</h2>"
    bold = "<h1>T</h1><h2>Safety</h2><p><b>Lamps</b></p><p>They shine.</p><h2>B</h2>"
    for page in (lowest, bold):
        (part,) = [part for part in drafted("a.html", page).parts if part.kind == "finding"]
        assert (part.title, len(part.doubts)) == ("Lamps", 1)


HEADINGS = {
    "The steps are slippery in winter": True,
    "There is no plan for spring tides": True,
    "We saw good work on the quay": True,
    "Pupils do not always know whom to ask": True,
    "When a line is let go, somebody watches": True,
    "Children who need help are not heard": True,
    "Care and support": False,
    "Children who need help": False,
    "The harbour's duty to keep people safe": False,
    "How well is the school led?": False,
    "How well the school is led": False,
    "Cases in which children have been hurt": False,
    "Special needs": False,
}


@pytest.mark.parametrize("words", HEADINGS)
def test_a_heading_states_something_or_names_a_topic(words: str) -> None:
    assert signs().states(words) == HEADINGS[words]


@pytest.mark.parametrize(
    ("words", "kind", "number", "title"),
    [
        ("Recommendations", "recommendation", "", ""),
        ("Recommendation 3", "recommendation", "3", ""),
        ("Key recommendation R2: lamps", "recommendation", "R2", "lamps"),
        ("CASE STUDY 2 – At the gate", "case-study", "2", "At the gate"),
        ("Good practice", "notable-practice", "", ""),
        ("Example of good practice", "notable-practice", "", ""),
    ],
)
def test_a_line_names_what_stands_below(words: str, kind: str, number: str, title: str) -> None:
    label = signs().label(words)
    assert label is not None
    assert (label.kind, label.number, label.title) == (kind, number, title)


@pytest.mark.parametrize(
    "words", ["Good practice is shared widely", "The case study room", "Recommended reading"]
)
def test_a_line_of_the_same_words_names_nothing(words: str) -> None:
    assert signs().label(words) is None


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("Within three months, lamps are lit.", Deadline("Within three months", months=3)),
        ("It should, within 28 days, reply.", Deadline("within 28 days", days=28)),
        ("In the next two years it must.", Deadline("In the next two years", months=24)),
        ("Lamps must be lit by 31 March 2026.", Deadline("by 31 March 2026", date="2026-03-31")),
        ("They should immediately stop.", Deadline("immediately", now=True)),
        ("They should stop. Within three months we come back.", None),
        ("By 31 February 2026 it should stop.", Deadline("By 31 February 2026", date="")),
    ],
)
def test_a_deadline_is_read_from_the_first_sentence(words: str, deadline: Deadline | None) -> None:
    assert signs().deadline(words) == deadline


TEXT_REPORT = """\
Quay safety

1. Berths

Ropes are kept dry

They hang in a shed.

{0}

2. Boats

Crews are trained

All of them are.
"""


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Recommendations\n\nThe port should mend it.\n\nThe port must count it.", [0, 0]),
        ("Recommendations\n\n1. Mend the ladders.\n\n2. Count the ladders.", [0, 0]),
        ("Recommendations\n\nThe port should:\n\n- mend it;\n- count it.", [2]),
        ("Recommendations\n\nWe make two recommendations:\n\n- mend it;\n- count it.", [0, 0]),
        ("Recommendation 1\n\nMend it.\n\nRecommendation 2\n\nCount it.", [0, 0]),
        ("We recommend that the port mends it.", [0]),
        ("Recommendations\n\nWithin six months\n\n- Mend it.\n- Count it.", [0, 0]),
    ],
)
def test_recommendations_are_told_apart(typed: str, asked: list[int]) -> None:
    """However a report sets them; what a lead-in ends in a colon for are points of one."""
    draft = drafted("a.txt", TEXT_REPORT.format(typed))
    found = [part for part in draft.parts if part.ask]
    assert [len(part.ask.points) for part in found if part.ask] == asked
    sections = {draft.ids.parts[part.section] for part in found if part.section is not None}
    assert sections == {"berths"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Recommendation 3: Ladders\n\nMend them.", [("3", "Ladders", "Mend them.")]),
        ("Recommendation 3: The port should mend it.", [("3", "", "The port should mend it.")]),
        ("Recommendations\n\nR1 Mend it.", [("R1", "", "Mend it.")]),
        ("Recommendations\n\nRecommendation 7. Mend it.", [("7", "", "Mend it.")]),
        ("Recommendations\n\nIt should go.\n\nIt is old.", [("", "", "It should go. It is old.")]),
    ],
)  # fmt: skip
def test_a_recommendation_keeps_its_number_and_its_name(
    typed: str, told: list[tuple[str, str, str]]
) -> None:
    asks = [part.ask for part in drafted("a.txt", TEXT_REPORT.format(typed)).parts if part.ask]
    assert [(a.number, a.title, " ".join(b.words for b in a.blocks)) for a in asks] == told


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        (
            "Recommendations\n\nThe port should:\n\n- mend it;\n- count it.",
            "each of its points may",
        ),
        ("Recommendations\n\nThe port should mend:", "ends with a colon, and no list follows"),
        (
            "Recommendations\n\nThe port should see to:\n\n- ladders;\n- lamps.\n\nAll are old.",
            "what stood below its points is the last of them",
        ),
        ("We recommend that the port mends it.", "it stood in a text"),
        ("Recommendation 2: Ladders", "nothing is asked below this heading"),
    ],
)
def test_an_odd_recommendation_is_doubted(typed: str, doubt: str) -> None:
    (part,) = [part for part in drafted("a.txt", TEXT_REPORT.format(typed)).parts if part.ask]
    assert any(doubt in said for said in part.doubts), part.doubts


def test_a_deadline_over_several_is_that_of_each() -> None:
    """And a heading over several that says no deadline is on the list of what was left."""
    page = (
        "<h1>T</h1><h2>Quay</h2><h3>Ropes are dry</h3><p>Yes.</p><h3>Recommendations</h3>"
        "<h4>For the port</h4><p>Within three months:</p><ul><li>Mend it.<li>Count it.</ul>"
        "<h4>Immediately</h4><ul><li>Close it.</li></ul><h2>Boats</h2>"
    )
    draft = drafted("a.html", page)
    asks = [part.ask for part in draft.parts if part.ask]
    assert [ask.deadline.words for ask in asks if ask.deadline] == [
        "Within three months",
        "Within three months",
        "Immediately",
    ]
    left = [block.words for block in draft.left]
    assert {"Within three months:", "Immediately"} <= set(left)


def test_a_list_of_counts_is_a_figure() -> None:
    """Called by the heading and the line above it, which leave the text with it."""
    counts = "- 4 good;\n- 2 requires improvement; and\n- 0 inadequate."
    typed = f"Lamps on the quay\n\nBy our view:\n\n{counts}"
    draft = drafted(
        "a.txt",
        TEXT_REPORT.format(typed).replace(
            "1. Berths", "Contents\n\n1. Berths\n2. Boats\n\n1. Berths"
        ),
    )
    (part,) = [part for part in draft.parts if part.figure]
    assert part.title == "Lamps on the quay: By our view"
    assert part.figure is not None
    assert part.figure.counts == {"good": 4, "requires-improvement": 2, "inadequate": 0}


def test_a_chapter_may_consist_of_one_kind() -> None:
    page = (
        "<h1>T</h1><h2>Quay</h2><h3>Ropes are dry</h3><p>Yes.</p><h2>Case studies</h2>"
        "<h3>A fall</h3><p>He fell.</p><h3>A fire</h3><p>It burned.</p>"
        "<h2>Recommendations</h2><h3>For the port</h3><ol><li>Mend it.</li><li>Count it.</li></ol>"
    )
    draft = drafted("a.html", page)
    assert [(p.kind, p.title, draft.ids.parts[p.section or 0]) for p in draft.parts[3:5]] == [
        ("case-study", "A fall", "case-studies"),
        ("case-study", "A fire", "case-studies"),
    ]
    asks = [n for n, part in enumerate(draft.parts) if part.ask]
    assert {draft.ids.parts[draft.parts[n].section or 0] for n in asks} == {
        "section-recommendations"
    }
    assert [draft.ids.parts[n] for n in asks] == ["r1", "r2"]


def test_sections_are_four_deep_and_no_more() -> None:
    """What is headed below them is text, under its heading in bold."""
    page = "".join(f"<h{n}>Part {n}</h{n}><p>Words {n}.</p>" for n in range(1, 7))
    draft = drafted("a.html", f"<h1>T</h1>{page}{page}")
    assert {part.kind for part in draft.parts} <= {"section", "finding"}
    files = "".join(file.text for file in draft.files)
    assert all(f"Part {n}" in files for n in range(1, 7))


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: 3 May 2025", "published: 2025-05-03"),
        ("Publication date: May 2025", "published: 2025-05"),
        ("Published on May 3, 2025", "published: 2025-05-03"),
        ("Published 2025-05-03", "published: 2025-05-03"),
        ("Inspected from 30 April to 2 May 2025", "visit: 2025-04-30/2025-05-02"),
        ("Dates of visit: 30 December 2024 - 2 January 2025", "visit: 2024-12-30/2025-01-02"),
    ],
)
def test_the_dates_of_a_report_are_read_as_records_write_them(line: str, date: str) -> None:
    draft = drafted("a.txt", f"Quay safety\n\n{line}\n\nA ladder was loose.\n")
    assert f"dates: {{{date}}}" in draft.files[0].text
    assert [block.words for block in draft.left] == [line]


def test_a_visit_after_publication_is_doubted() -> None:
    draft = drafted("a.txt", "Quay\n\nPublished 3 May 2024\n\nVisited 5 June 2025\n\nIt was wet.")
    assert "dates: {published: 2024-05-03}" in draft.files[0].text
    assert any("the visit cannot have been" in doubt for _, doubt in draft.files[0].doubts)


def test_what_other_inspections_say_helps_to_read_this_one(site: Path) -> None:
    """Their framework, if it is one and the same; and the body that is asked for most."""
    write(
        site,
        {"data/inspections/old/inspection.yml": "title: Old\nstate: draft\nframework: tides\n"},
    )
    run(site, str(REPORTS / "harbour.html"), "--id", "new")
    typed = (site / "data/inspections/new/inspection.yml").read_text(encoding="utf-8")
    assert "framework: tides" in typed
    assert "# Unsure: `framework` is that of the other inspections of this site" in typed
    untitled = (
        (REPORTS / "harbour.html").read_text("utf-8").replace("<h1>Port of Saltmarsh", "<h1>A port")
    )
    write(site, {"a.html": untitled})
    run(site, str(site / "a.html"), "--id", "untitled")
    typed = (site / "data/inspections/untitled/inspection.yml").read_text(encoding="utf-8")
    assert "bodies: [saltmarsh]" in typed
    assert "# Unsure: `bodies` is who is asked for most" in typed


def test_what_a_summary_asks_again_is_asked_once() -> None:
    """The recommendation that stands with its findings is kept, and the other is on the list."""
    ask = "We recommend that the port mends its ladders."
    again = TEXT_REPORT.format(f"Recommendations\n\n{ask}").replace(
        "1. Berths", f"Summary\n\nRecommendations\n\n{ask}\n\n1. Berths"
    )
    draft = drafted("a.txt", again)
    (part,) = [part for part in draft.parts if part.ask]
    assert draft.ids.parts[part.section or 0] == "berths"
    assert [b.words for b in draft.left if "word by word" in b.mark] == [ask]


# What is doubted


@pytest.mark.parametrize("name", NAMES)
def test_each_doubt_is_said_where_it_is_told_to_be(site: Path, name: str) -> None:
    """The line that the terminal names holds it, as a comment above its record."""
    done = run(site, str(REPORTS / name), "--id", "draft")
    told = re.findall(r"(data/\S+\.yml):(\d+): (.*)", done.output)
    assert told
    for path, line, words in told:
        typed = (site / path).read_text(encoding="utf-8").split("\n")[int(line) - 1]
        assert typed.startswith(f"# Unsure: {words.split(' ')[0]}"), (path, line)


def test_the_end_of_a_box_without_a_frame_is_doubted() -> None:
    """A story ends where a text speaks of many cases again; the draft says that it guesses."""
    story = (
        "Case study\n\nA boy fell in.\n\nHe was cold.\n\nIn most of the cases we read, nobody fell."
    )
    draft = drafted("a.txt", TEXT_REPORT.format(story))
    (part,) = [part for part in draft.parts if part.kind == "case-study"]
    assert [block.words for block in part.blocks] == ["A boy fell in.", "He was cold."]
    assert part.doubts


def test_what_no_timescale_says_is_doubted(site: Path) -> None:
    done = run(site, str(REPORTS / "harbour.txt"), "--id", "draft")
    assert 'the framework has no timescale for "within nine weeks"' in " ".join(done.output.split())


# What is written


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_passes_the_check_and_is_seen_by_nobody_else(site: Path, name: str) -> None:
    """The accuracy-check edition shows it; the public one has no word of it."""
    run(site, str(REPORTS / name), "--id", "draft")
    assert CliRunner().invoke(main, ["check", "-f", str(site / "mkdocs.yml")]).exit_code == 0
    for edition, is_shown in (("accuracy-check", True), ("public", False)):
        done = command("build", "--edition", edition, "--site-dir", edition, cwd=site)
        assert done.returncode == 0, done.stdout + done.stderr
        assert (site / edition / "inspections/draft/index.html").is_file() == is_shown
    public = "".join(
        p.read_text(encoding="utf-8", errors="ignore")
        for p in (site / "public").rglob("*")
        if p.is_file()
    )
    assert "Lighting is too weak" not in public
    assert "Hollybank" not in public


def test_every_record_is_a_draft_of_its_own(site: Path) -> None:
    """So that to publish the inspection publishes nothing that nobody has read."""
    run(site, str(REPORTS / "harbour.html"), "--id", "draft")
    kinds = [
        p.stem for p in (site / "data/inspections/draft").glob("*.yml") if p.stem != "inspection"
    ]
    assert {r.get("state") for kind in kinds for r in records(site, "draft", kind)} == {"draft"}


def test_nothing_is_written_over_an_inspection(site: Path) -> None:
    folder = site / "data/inspections/harbour"
    write(folder, {"inspection.yml": "title: Mine\nstate: draft\n"})
    done = run(site, str(REPORTS / "harbour.html"), "--id", "harbour")
    assert done.exit_code == 1
    assert "there is an inspection of this id" in done.output
    assert [p.name for p in folder.iterdir()] == ["inspection.yml"]
    assert (folder / "inspection.yml").read_text() == "title: Mine\nstate: draft\n"


def test_a_dry_run_writes_nothing(site: Path) -> None:
    done = run(site, str(REPORTS / "harbour.html"), "--dry-run")
    assert done.exit_code == 0
    assert "finding f1-2: Lighting is too weak for work at night" in done.output
    assert not (site / "data/inspections").exists()


def test_an_import_that_was_killed_leaves_nothing_in_the_way(site: Path) -> None:
    """What it had begun is hidden from the check, and gone after the next import."""
    write(site / "data/inspections/.importing-harbour", {"inspection.yml": "half"})
    assert problems(site) == ()
    done = run(site, str(REPORTS / "harbour.html"), "--id", "harbour")
    assert done.exit_code == 0, done.output
    assert [p.name for p in (site / "data/inspections").iterdir()] == ["harbour"]


def test_what_cannot_be_written_is_a_problem(site: Path) -> None:
    write(site, {"data/inspections": "a file where the folder should be"})
    done = run(site, str(REPORTS / "harbour.html"), "--id", "harbour")
    assert done.exit_code == 1
    assert "this cannot be written" in done.output


def test_the_id_is_made_of_the_title(site: Path) -> None:
    done = run(site, str(REPORTS / "school.docx"))
    assert (site / "data/inspections/hollybank-school-a-visit-in-the-autumn").is_dir(), done.output


@pytest.mark.parametrize("name", ["Harbour", "a/b", "../x", "-", "bodies", "é"])
def test_an_id_that_cannot_be_is_refused(site: Path, name: str) -> None:
    done = run(site, str(REPORTS / "harbour.html"), f"--id={name}")
    assert done.exit_code == 1
    assert not (site / "data/inspections").exists()


def test_a_framework_that_is_not_there_is_refused(site: Path) -> None:
    done = run(site, str(REPORTS / "harbour.html"), "--framework", "tide")
    assert done.exit_code == 1
    assert 'did you mean "tides"?' in done.output


# What cannot be read


def packed(**parts: str | bytes) -> bytes:
    """A zip archive of these files."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


UNREADABLE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "there are no words in this file"),
    "blank": ("a.html", b"<p> &nbsp; </p>", "there are no words in this file"),
    "pdf": ("a.pdf", b"%PDF-1.7 ...", "this is a PDF"),
    "old-word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Word document"),
    "rich-text": ("a.rtf", b"{\\rtf1 Hello}", "this is a rich text document"),
    "picture": ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "this is not text"),
    "torn": ("a.docx", b"PK\x03\x04 and no more", "it is damaged"),
    "spreadsheet": (
        "a.docx",
        packed(**{"xl/workbook.xml": "<x/>"}),
        "it is not a Word document",
    ),
    "no-xml": ("a.docx", packed(**{"word/document.xml": "<w:document>"}), "it is damaged"),
    "bomb": (
        "a.docx",
        packed(**{"word/document.xml": b" " * 101_000_000}),
        "it unpacks to far more",
    ),
    "deep": ("a.html", b"<div>" * 5000 + b"deep", "its elements are nested too deeply"),
    "huge": ("a.txt", b"Word. " * 400_000, "this has more than 2,000,000 characters"),
    "vast": ("a.txt", b"\n" * 20_000_001, "this file is larger than 20 MB"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_a_problem_with_a_way_out(site: Path, case: str) -> None:
    name, data, message = UNREADABLE[case]
    write(site, {name: data})
    done = run(site, str(site / name))
    assert done.exit_code == 1
    assert message in done.output
    assert len(done.output.strip().splitlines()) > 1
    assert not (site / "data/inspections").exists()


@pytest.mark.parametrize("name", ["absent.txt", "content"])
def test_a_file_that_is_not_there_is_a_problem(site: Path, name: str) -> None:
    done = run(site, str(site / name))
    assert done.exit_code == 1
    assert "this file cannot be read" in done.output


def test_a_file_that_is_not_utf8_is_read_and_doubted(site: Path) -> None:
    write(site, {"a.txt": "Café\n\nThe café’s door is “open”.\n".encode("cp1252")})
    done = run(site, str(site / "a.txt"))
    assert "was read as cp1252" in " ".join(done.output.split())
    text = (site / "data/inspections/cafe/inspection.yml").read_text(encoding="utf-8")
    assert "The café’s door is “open”." in text


def test_a_long_report_is_read_in_time(site: Path) -> None:
    """A million characters of HTML, in less than the time of a build."""
    body = "".join(f"<h3>Lamp {n} is lit</h3><p>{'It is. ' * 30}</p>" for n in range(4000))
    write(site, {"a.html": f"<h1>Lamps</h1><h2>Quay</h2>{body}<h2>Annex</h2>"})
    done = run(site, str(site / "a.html"), "--id", "lamps")
    assert done.exit_code == 0, done.output
    assert len(records(site, "lamps", "findings")) == 4000


@pytest.mark.parametrize(
    ("library", "name"), [("lxml", "harbour.html"), ("mammoth", "school.docx")]
)
def test_without_its_library_a_report_is_refused_with_the_way_to_it(
    site: Path, library: str, name: str
) -> None:
    """Plain text needs none."""
    program = f"import sys; sys.modules[{library!r}] = None; from generator.cli import main; main()"
    for file, code in ((REPORTS / name, 1), (REPORTS / "harbour.txt", 0)):
        done = subprocess.run(
            [sys.executable, "-c", program, "import", str(file), "--dry-run"],
            cwd=site,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert ("pip install 'inspection-report[import]'" in done.stdout) == bool(code)
