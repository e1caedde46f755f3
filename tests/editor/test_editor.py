"""What an inspector sees who types: the schemas, read by the language server of real editors.

Where the server is not installed these tests are skipped with a reason; with CI set they fail.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from built import REPOSITORY, command
from language_server import Editor, Opened, why_not
from sites import EXAMPLES, SAMPLE

SETTINGS: dict[str, Any] = json.loads((REPOSITORY / ".vscode/settings.json").read_text())


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """The sample, open in an editor with this repository's settings, after one `schema`."""
    if reason := why_not():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    site = tmp_path_factory.mktemp("editor") / "site"
    shutil.copytree(SAMPLE, site)
    assert command("schema", cwd=site).returncode == 0
    editor = Editor(site, {**SETTINGS, "yaml.schemaStore.enable": False})
    yield editor
    editor.close()


def test_every_file_of_the_sample_is_explained_and_none_is_red(editor: Editor) -> None:
    """The settings find the right schema for each, translations and folders of files too."""
    files = {}
    for path in sorted(editor.folder.rglob("data/**/*.yml")):
        text = path.read_text(encoding="utf-8")
        key = re.search(r"^(- )?\{?(?=[a-z_]+:)", text, re.MULTILINE)
        assert key
        name = path.relative_to(editor.folder).as_posix()
        files[name] = editor.open(name, f"{text[: key.end()]}¦{text[key.end() :]}")
    assert len(files) > 40
    for name, file in files.items():
        assert re.search(r"\n\n.+ \(.+\)", file.hover), name
        assert file.red == [], name


def test_no_file_without_a_mistake_is_red(editor: Editor) -> None:
    """Whatever `check` takes as it is: line ends, tabs, numbers, folders, and ids it never saw."""
    files = {}
    for path in sorted((EXAMPLES / "valid").rglob("data/**/*.yml")):
        text = re.sub("\r(?!\n)", "\n", path.read_bytes().decode("utf-8-sig"))  # as editors open it
        files[path] = editor.open(path.relative_to(EXAMPLES).as_posix(), text)
    assert len(files) > 80
    assert {path: file.red for path, file in files.items() if file.red} == {}


def test_the_ids_of_sections_are_offered_with_their_titles(editor: Editor) -> None:
    """In a file as it stands, between its other keys; what is still a draft is offered too."""
    path = "inspections/vellmouth-2020/findings/02-crew.yml"
    text = (SAMPLE / "data" / path).read_text(encoding="utf-8")
    folder = path.replace("vellmouth-2020", "vellmouth-2020-again")
    offered = editor.open(f"data/{folder}", text.replace("section: crew", "section: ¦")).offers
    assert set(offered) >= {"boats", "crew", "lifesaving", "lost-property"}
    assert offered["crew"]["documentation"] == "Crew (vellmouth-2020)"
    assert offered["crew"]["insertText"] == "crew"


OFFERED = {
    "themes: [¦]": ("rotas", "Rotas"),
    "by: ¦": ("editor", "The editor's own reading"),
    "follows: {address: ¦}": ("vellmouth-2020/f3", "Rotas left no time to rest"),
    "follows: [¦]": ("vellmouth-2020/f3", "Rotas left no time to rest"),
    "sources: [¦]": ("report", "Report on Vellmouth Ferries (vellmouth-2020)"),
    "editorial: [¦]": ("judgement", "The framework's judgement word."),
    "state: ¦": ("withdrawn", None),
    "recommendation: ¦": ("vellmouth-2020/r2", "Rotas with rest"),
    "status: ¦": ("overtaken", "Overtaken by events: counts as out-of-scope (ferries)"),
    "timescale: ¦": (
        "three-months",
        "Within three months (default); Within three months (ferries)",
    ),
    "criterion: ¦": ("leadership", "Leadership: How the ferries are run. (ferries)"),
    "grade: ¦": ("weak", "Weak, on the scale Grades of trips (ferries)"),
    "counts:\n    ¦": ("weak", "Weak, on the scale Grades of trips (ferries)"),
    "attachments:\n  - file: ¦": ("files/piers.svg", "of vellmouth-2020"),
    "inspectorates: [¦]": ("ferry-inspectorate", "Ferry Inspectorate"),
}
IN = {
    "progress": ("recommendation", "status"),
    "recommendations": ("timescale",),
    "grades": ("criterion", "grade"),
    "figures": ("counts",),
    "inspection": ("attachments", "inspectorates"),
}
"""The kinds of file in which the keys above stand; the others stand in findings."""


@pytest.mark.parametrize("typed", OFFERED)
def test_what_the_site_has_is_offered_where_it_may_stand(editor: Editor, typed: str) -> None:
    """Ids, addresses, words of the frameworks in use, grades and files, each with what it means."""
    key = typed.partition(":")[0]
    kind = next((kind for kind, keys in IN.items() if key in keys), "findings")
    begins = "" if kind == "inspection" else "- note: x\n  "
    word, meaning = OFFERED[typed]
    assert editor.draft(kind, f"{begins}{typed}\n").offers[word].get("documentation") == meaning


def test_a_key_says_what_it_is_for(editor: Editor) -> None:
    said = editor.draft("findings", "- id: f1\n  sec¦tion: crew\n").hover
    assert "The part of the report it stands in. (the address of a section)" in said
    assert said.startswith("#### Finding\n")


def test_a_word_is_explained_beside_the_others_of_its_list(editor: Editor) -> None:
    text = "- recommendation: vellmouth-2020/r1\n  status: partial¦\n"
    said = editor.draft("progress", text).hover
    assert "* `partial`: Partly achieved: counts as open (ferries)" in said
    assert "* `overtaken`: " in said


RED = {
    "a misspelt key": ("findings", "- id: f1\n  ¦sectoin¦: crew\n", "sectoin is not allowed"),
    "a misspelt key of a part": ("findings", "- id: f1\n  sources: [{¦sorce¦: a}]\n", "sorce"),
    "a key of another kind": ("sources", "- id: s1\n  title: x\n  ¦answers¦: [r1]\n", "answers"),
    "an id in a file that is named by it": (
        "inspection",
        "title: x\nstate: draft\n¦id¦: y\n",
        "id",
    ),
    "a wrong word": ("findings", "- id: f1\n  state: ¦pubished¦\n", '"published"'),
    "a missing id": ("findings", "- ¦t¦itle: x\n", 'Missing property "id"'),
    "a missing state": ("inspection", "¦t¦itle: x\n", 'Missing property "state"'),
    "words for an id": ("findings", "- id: ¦F 1¦\n", "an id is lower-case letters"),
    "a list for a text": ("findings", "- id: f1\n  title: ¦[x]¦\n", "a piece of text"),
    "a record for an address": ("findings", "- id: f1\n  by: ¦{a: b}¦\n", "the id of a record"),
    "a key without a value": ("findings", "- id: f1\n  title: ¦¦\n", "a piece of text"),
    "a date in words": ("milestones", "- {id: a, what: x, date: ¦1 May 2021¦}\n", "a date is 2021"),
    "a number in words": ("figures", "- {id: a, value: ¦a dozen¦}\n", "words go in `words`"),
    "a count below nought": ("figures", "- {id: a, n: ¦-1¦}\n", "below the minimum"),
    "a link without https": ("sources", "- {id: a, title: x, link: ¦example.org¦}\n", "https://"),
}
"""Mistakes, each between two marks in a file of a kind, and some words of what is said of it."""


@pytest.mark.parametrize("what", RED)
def test_a_mistake_is_red_at_its_place(editor: Editor, what: str) -> None:
    """It alone, from its first character to its last, while it is typed."""
    kind, text, words = RED[what]
    before, wrong, _ = text.split("¦")
    (red,) = editor.draft(kind, text.replace("¦", "")).red
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert red.begins == (line, column)
    assert red.ends == (line, column + len(wrong))
    assert words in red.message


NOT_RED = {
    "a new id, wherever one is pointed at": (
        "- {id: f-new, section: new, themes: [new, rotas], by: some-body, judgement: new-word,\n"
        "   kind: new-kind, parent: r-new, follows: {address: other-visit/f99}, sources: new}\n"
    ),
    "what looks like a number, a switch or a date": (
        "- {id: 3, number: 1.10, title: no, text: 2021-04-12, note: true, missing: 12:30}\n"
    ),
    "one record in a file of its own": "id: f1\ntitle: x\n",
    "nothing yet": "",
    "only a comment": "# to come\n",
}


@pytest.mark.parametrize("what", NOT_RED)
def test_what_may_be_right_is_never_red(editor: Editor, what: str) -> None:
    assert editor.draft("findings", NOT_RED[what]).red == []


def keys(file: Opened) -> list[str]:
    """The keys that are offered, in their order."""
    return [label for label, item in file.offers.items() if item["insertText"] == f"{label}: "]


def test_a_record_is_offered_the_keys_it_lacks(editor: Editor) -> None:
    """Its kind's own come first."""
    offered = keys(editor.draft("findings", "- id: f9\n  title: x\n  ¦\n"))
    assert offered[:3] == ["number", "section", "judgement"]
    assert {"id", "title"}.isdisjoint(offered)
    assert {"sources", "themes", "state"} <= set(offered)


def test_parts_of_a_record_are_offered_their_keys(editor: Editor) -> None:
    file = editor.draft("recommendations", "- id: r9\n  points:\n    - ¦\n")
    assert keys(file) == ["id", "title", "judgement", "text"]


@pytest.mark.parametrize("before", ["", "- id: f1\n  title: x\n"])
def test_a_new_record_is_begun_in_one_go(editor: Editor, before: str) -> None:
    """In an empty file and below other records, each value a place to go on to."""
    begun = editor.draft("findings", f"{before}¦").offers["- new finding"]["insertText"]
    lines = ["- id: $1", "  section: $2", "  title: $3", "  judgement: $4", "  text: $5"]
    assert begun.splitlines() == lines


def test_a_record_is_offered_as_soon_as_it_is_saved(editor: Editor) -> None:
    """An editor that is open sees the schemas that a later command writes."""
    text = "- id: f1\n  section: ¦\n"
    assert "galley" not in editor.draft("findings", text).offers
    path = editor.folder / "data/inspections/vellmouth-2024/sections.yml"
    path.write_text("- {id: galley, title: The galley}\n", encoding="utf-8")
    assert command("schema", cwd=editor.folder).returncode == 0
    editor.saved(".schemas/findings.json")
    galley = editor.draft("findings", text).offers["galley"]
    assert galley["documentation"] == "The galley (vellmouth-2024)"
