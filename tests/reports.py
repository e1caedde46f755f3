"""Reports for tests: the invented ones, and drafts of any that are made on the spot."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sites import TESTS, write

from generator.catalogue import what_can_be_read
from generator.desk.importing.drafting import Draft
from generator.desk.importing.imported import imported
from generator.desk.importing.vocabulary import Vocabulary, vocabulary

REPORTS = TESTS / "imports"
NAMES = ("harbour.html", "harbour.txt", "school.docx")
"""The invented reports: one as a page and as text, and one of another house as a document."""

SITE = {
    "mkdocs.yml": "site_name: Tides\ndocs_dir: content\ntheme: {name: material}\n"
    "plugins: [inspection]\n",
    "content/index.md": "# Tides\n",
    "data/bodies/saltmarsh.yml": "name: Port of Saltmarsh\n",
    "data/bodies/tidewater.yml": "name: Tidewater Inspectorate\n",
    "data/frameworks/tides.yml": "title: Tides\ninspectorates: [tidewater]\n"
    "timescales:\n  - {id: nine-weeks, label: Within nine weeks, days: 63}\n",
}
"""A small site without an inspection, by file."""


@cache
def known() -> Vocabulary:
    """What that site knows."""
    with TemporaryDirectory() as folder:
        found, _ = what_can_be_read(write(Path(folder), SITE), "data", "content")
    return vocabulary(found)


def drafted(name: str, content: str | bytes) -> Draft:
    """A draft of a report of this name and content."""
    with TemporaryDirectory() as folder:
        return imported(write(Path(folder), {name: content}) / name, name, known())
