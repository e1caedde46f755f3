"""A built site is looked through: what must not be in it is found however it is packed."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from built import built, command
from sites import SAMPLE, TESTS, edition, small, write
from weasyprint import HTML

from generator.catalogue import catalogue
from generator.problems import Problem
from generator.publish import manifest
from generator.resolve import resolve
from generator.verifying.hidden import hidden
from generator.verifying.looking import look

AS_OF = "2026-06-01"
DRAFT = "The last boat of each day was cancelled without a word to anybody"
SECRET = {
    "data/inspections/first/findings.yml": f"""
- {{id: f1, title: Boats were late}}
- {{id: last-boat, title: Cancelled boats, text: "{DRAFT}.", state: draft}}
- {{id: f3, title: Tickets ran out, text: Boats were late as well., state: draft}}
""",
    "data/inspections/first/recommendations.yml": """
- id: r1
  title: Run them
  text: Run the boats that stand in the timetable, all of them, every day.
  state: withdrawn
  changes: [{date: 2024-01-01, kind: withdrawn, note: It was addressed to another company.}]
""",
    "data/inspections/first/files/crew-rota.txt": "the rota",
}


def found(folder: Path, files: dict[str, bytes]) -> list[Problem]:
    """What is found in a site of these files, beside that of the records above."""
    root = small(folder / "root", SECRET)
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    write(site, files)
    manifest.write(site)
    written = catalogue(root, "data", "content")
    given = edition()
    return list(look(site, hidden(written, resolve(written, given), given, root / "data")).problems)


def _zip(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{text}</w:t>")
    return packed.getvalue()


WORDS = " ".join(DRAFT.split()[2:10])
WAYS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "plain": ("a.txt", WORDS.encode),
    "in tags": ("a.html", lambda: WORDS.replace(" ", "<b> </b>").encode()),
    "in an attribute": ("a.html", f"<meta content='{WORDS}'>".encode),
    "in a comment": ("a.html", f"<!-- {WORDS} -->".encode),
    "in capitals": ("a.html", lambda: WORDS.upper().encode()),
    "as entities": (
        "a.html",
        lambda: "".join(f"&#{ord(c)};" for c in WORDS).encode(),
    ),
    "escaped twice": ("a.xml", lambda: html.escape(f"<p>{WORDS}</p>").encode()),
    "as JSON": ("a.json", lambda: json.dumps({"a": [WORDS]}).encode()),
    "as escaped JSON": (
        "a.json",
        ('["' + "".join(f"\\u{ord(c):04x}" for c in WORDS) + '"]').encode,
    ),
    "as escaped JSON in a page": (
        "a.html",
        ("<script>" + "".join(f"\\u{ord(c):04x}" for c in WORDS) + "</script>").encode,
    ),
    "as CSV": ("a.csv", f'a,"{WORDS}"\n'.encode),
    "in an address": ("a.html", f'<a href="?q={quote(WORDS)}">'.encode),
    "in gzip": ("a.xml.gz", lambda: gzip.compress(WORDS.encode())),
    "deflated": ("a.bin", lambda: zlib.compress(WORDS.encode(), 9)),
    "in a Word file": ("a.docx", lambda: _zip(WORDS)),
    "in a PDF": ("a.pdf", lambda: HTML(string=f"<p>{WORDS}</p>").write_pdf()),
    "in a PDF's title": (
        "a.pdf",
        lambda: HTML(string=f"<title>{WORDS}</title><p>x</p>").write_pdf(),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_words_of_a_draft_are_found_however_they_are_written(way: str, tmp_path: Path) -> None:
    name, make = WAYS[way]
    problems = found(tmp_path, {name: make()})
    assert [(p.code, Path(p.place.path).name) for p in problems] == [("leak", name)]
    assert '"first/last-boat", which is a draft' in problems[0].message
    assert "boat of each" not in str(problems)  # what a machine prints may be read by others


@pytest.mark.parametrize(
    ("name", "text", "record"),
    [
        ("a.html", '<li id="f3">', ""),
        ("inspections/first/index.html", '<li id="f3">', "first/f3"),
        ("a.html", '<a href="/inspections/first/boats/#f3">', "first/f3"),
        ("a.json", '["first/f3"]', "first/f3"),
        ("a.csv", "address\nfirst/f3\n", "first/f3"),
        ("a.html", "<p>Gate f3</p>", ""),
        ("a.html", '<i class="last-boat">', "first/last-boat"),
        ("inspections/first/last-boat/index.html", "x", "first/last-boat"),
        ("a.html", "<h2>Cancelled boats</h2>", "first/last-boat"),
        ("a.html", "<p>No cancelled boats on Mondays</p>", ""),
        ("a.html", "<p>Tickets ran out again</p>", "first/f3"),
        ("a.html", "<p>Boats were late</p>", ""),
        ("a.html", f"<p>{' '.join(DRAFT.split()[:7])}</p>", ""),
        ("a.html", "<p>Run them</p>", "first/r1"),
        ("a.html", "boats that stand in the timetable all of them", "first/r1"),
        ("inspections/first/recommendations/r1/index.html", "Withdrawn", ""),
        ("a.html", "<p>It was addressed to another company.</p>", ""),
        ("inspections/first/files/crew-rota.txt", "x", "inspections/first/files/crew-rota.txt"),
        ("a.txt", "\N{REPLACEMENT CHARACTER} {not} <json>", ""),
    ],
)  # fmt: skip
def test_ids_and_titles_are_found_where_they_give_something_away(
    name: str, text: str, record: str, tmp_path: Path
) -> None:
    """And not where a shown record has them too, or they are words like others."""
    problems = found(tmp_path, {name: text.encode()})
    assert len(problems) == bool(record), problems
    assert f'"{record}"' in "".join(p.message for p in problems) or not record


def test_files_that_only_look_packed_are_read_as_they_are(tmp_path: Path) -> None:
    broken = {
        "a.gz": b"\x1f\x8bnothing",
        "a.zip": b"PK\x03\x04nothing",
        "a.pdf": b"%PDF-1.7 nothing stream\nx\nendstream",
        "a.bin": b"\x78nothing",
        "a.json": b'{"a": ',
        "b.png": base64.b64decode("iVBORw0KGgo="),
    }
    assert found(tmp_path, broken) == []


def test_what_was_changed_added_or_taken_away_is_told(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built(SAMPLE), site)
    (site / "index.html").write_text("changed")
    (site / "added.html").write_text("added")
    (site / "about/index.html").unlink()
    done = command("verify", str(site), "--as-of", AS_OF, cwd=SAMPLE)
    assert done.returncode == 1
    assert "about/index.html: a file that was built is not there" in done.stdout
    assert "added.html: no build has made this file" in done.stdout
    assert "site/index.html: this is not the file that was built" in done.stdout
    assert "3 problems. For more on each: inspection explain not-as-built" in done.stdout


@pytest.mark.parametrize(
    "root",
    [SAMPLE, TESTS.parent, *sorted(p for p in (TESTS / "samples").iterdir() if p.is_dir())],
    ids=lambda p: p.name,
)
def test_a_public_site_holds_nothing_hidden(root: Path) -> None:
    done = command("verify", str(built(root)), "--as-of", AS_OF, cwd=root)
    assert done.returncode == 0, done.stdout
    assert "files looked through" in done.stdout


def test_a_site_for_checking_facts_is_never_taken_for_the_public_one(tmp_path: Path) -> None:
    """Every hidden record that has words enough is told, and by name."""
    site = tmp_path / "drafts"
    options = ("--as-of", AS_OF, "--edition", "accuracy-check", "--site-dir", str(site))
    assert command("build", *options, cwd=SAMPLE).returncode == 0
    done = command("verify", str(site), "--as-of", AS_OF, "--format", "json", cwd=SAMPLE)
    assert done.returncode == 1
    told = {p["message"].split('"')[1] for p in json.loads(done.stdout) if '"' in p["message"]}
    assert told == {
        "plans.md",
        "inspections/vellmouth-2024",
        "bodies/vellmouth-ferries/second-boat",
        "vellmouth-2020/cs-later",
        "vellmouth-2020/f-draft",
        "vellmouth-2024/f1",
        "inspections/vellmouth-2020/files/hushword.txt",
    }


def test_an_embargoed_record_may_be_there_once_its_moment_has_come(tmp_path: Path) -> None:
    site = tmp_path / "later"
    late = ("--as-of", "2999-06-01")
    assert command("build", *late, "--site-dir", str(site), cwd=SAMPLE).returncode == 0
    assert command("verify", str(site), *late, cwd=SAMPLE).returncode == 0
    early = command("verify", str(site), "--as-of", AS_OF, cwd=SAMPLE)
    assert early.returncode == 1
    assert '"vellmouth-2020/cs-later", which is under embargo' in early.stdout


def test_a_folder_that_no_build_has_made_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        done = command("verify", str(folder), cwd=SAMPLE)
        assert done.returncode == 1
        assert "this is no site that `inspection build` has made" in done.stdout


ATTACHED = """
attachments:
  - {title: Letter, file: files/letter.txt, state: draft}
  - title: Answer
    file: files/answer.txt
    state: withdrawn
    changes: [{date: 2024-05-01, kind: withdrawn, note: It held names.}]
  - title: Outside page
    link: https://elsewhere.example/
    state: withdrawn
    changes: [{date: 2024-06-01, kind: withdrawn, note: It has moved.}]
"""
LETTER = "Nobody was told of the boats that did not leave on Sunday evenings"


def with_attachments(folder: Path) -> Path:
    site = Path(shutil.copytree(SAMPLE, folder / "site", ignore=shutil.ignore_patterns("site")))
    main = site / "data/inspections/ostrel-2022/inspection.yml"
    main.write_text(main.read_text(encoding="utf-8") + ATTACHED, encoding="utf-8")
    return write(site, {"data/inspections/ostrel-2022/files/letter.txt": LETTER})


def test_what_is_in_a_hidden_attachment_is_found_wherever_it_went(tmp_path: Path) -> None:
    """A copy of it, and words of it; a withdrawn one need not be kept, and its stub may stay."""
    site = with_attachments(tmp_path)
    assert command("build", "--as-of", AS_OF, cwd=site).returncode == 0
    sound = command("verify", "site", "--as-of", AS_OF, cwd=site)
    assert sound.returncode == 0, sound.stdout
    write(site, {"content/copy.txt": LETTER, "content/part.txt": f"So: {LETTER.lower()}!"})
    assert command("build", "--as-of", AS_OF, cwd=site).returncode == 0
    done = command("verify", "site", "--as-of", AS_OF, cwd=site)
    assert done.returncode == 1
    assert "site/copy.txt: this is a copy of" in done.stdout
    assert "; 1 more file does" in done.stdout


def test_a_withdrawn_document_without_a_file_is_told_by_its_inspection(tmp_path: Path) -> None:
    site = with_attachments(tmp_path)
    assert command("build", "--as-of", AS_OF, cwd=site).returncode == 0
    told = (site / "site/feeds/corrections.xml").read_text(encoding="utf-8")
    assert "<title>Withdrawn: ostrel-2022</title>" not in told
    assert told.count("<title>Withdrawn: A document of ") == 2
    shown = (site / "site/corrections/index.html").read_text(encoding="utf-8")
    assert "A document of " in shown


def test_the_edition_for_checking_facts_is_refused_even_if_nothing_is_hidden(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    options = ("--edition", "accuracy-check", "--site-dir", str(site))
    assert command("build", *options, cwd=TESTS.parent).returncode == 0
    done = command("verify", str(site), cwd=TESTS.parent)
    assert done.returncode == 1
    assert "built for checking facts, not for the public" in done.stdout


def test_a_page_under_embargo_comes_into_the_menu_with_its_end(tmp_path: Path) -> None:
    site = Path(shutil.copytree(SAMPLE, tmp_path / "s", ignore=shutil.ignore_patterns("site")))
    settings = site / "mkdocs.yml"
    nav = "nav: [{Home: index.md}, {More: [{Soon: soon.md}]}, {About: about.md}]\n"
    settings.write_text(settings.read_text(encoding="utf-8") + nav, encoding="utf-8")
    page = "---\nstate: embargoed\nuntil: 2027-01-01\n---\n\n# Coming soon\n\nNot yet.\n"
    write(site, {"content/soon.md": page})
    for moment, is_shown in (("2026-06-01", False), ("2027-06-01", True)):
        done = command("build", "--as-of", moment, cwd=site)
        assert done.returncode == 0, done.stdout
        home = (site / "site/index.html").read_text(encoding="utf-8")
        assert ("soon/" in home) == is_shown
        assert (site / "site/soon/index.html").is_file() == is_shown
