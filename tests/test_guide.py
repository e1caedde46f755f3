"""The guide says what holds: its files build, its tables name every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from built import REPOSITORY, built, pages
from sites import edition, problems, write

from generator import records
from generator.fields import DESCRIBED, described
from generator.site import Settings, build

GUIDE = (REPOSITORY / "content/guide/model-your-inspectorate.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`(data/[^`]+)`:\n\n```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site that the guide's files form together."""
    return write(tmp_path, {"content/index.md": "# Harbours\n", **FILES})


def test_the_files_of_the_guide_form_a_site_without_a_mistake(site: Path) -> None:
    assert len(FILES) > 10
    assert problems(site) == ()


def test_a_new_framework_is_one_file(site: Path) -> None:
    """A scale of seven values, the worst first, and its statuses reach the pages as written."""
    found = {p.path: p.html for p in build(Settings(site), edition()).pages}
    comparison = " ".join(
        re.sub(r"<[^>]+>", " ", found["inspections/harwell-2022/comparison/"]).split()
    )
    assert "not comparable: Full inspection 2019 used another scale" in comparison
    assert "from best: Outstanding, Strong, Sound, Adequate, Weak, Very weak, Unsafe" in comparison
    assert "Timetable as a whole split from Service" in comparison
    assert "2 recommendations were followed up. 1 other was not followed up." in comparison
    later = " ".join(re.sub(r"<[^>]+>", " ", found["inspections/harwell-2023/comparison/"]).split())
    assert "Sound carried forward from Full inspection 2022 (9 May 2022)" in later
    owed = " ".join(re.sub(r"<[^>]+>", " ", found["bodies/harwell/"]).split())
    assert "Must do M1: Railings on both sides" in owed
    assert "according to Harwell Harbour Company, not verified" in owed


def test_every_key_of_every_record_is_described() -> None:
    """On the guide's page too, which asks for the tables of all kinds."""
    text = pages(built(REPOSITORY))["guide/model-your-inspectorate/"].tree
    shown = {code.text for code in text.xpath("//table[contains(@class, 'fields')]//th/code")}
    for name, model in DESCRIBED.items():
        tables = described(name)
        assert all(field.description for table in tables for field in table.fields), name
        assert {field.name for table in tables for field in table.fields} <= shown, name
        common = set(records.Record.model_fields) if model is not records.Record else set()
        own = {field.alias or key for key, field in model.model_fields.items()} - common
        assert own <= {field.name for field in tables[0].fields} | {"state", "until", "changes"}


def test_no_value_is_described_as_anything_at_all() -> None:
    """Each says what is written there; what nothing is known of is an id or as printed."""
    kinds = {
        field.kind for name in DESCRIBED for table in described(name) for field in table.fields
    }
    assert {"a date", "a moment", "a number", "a date, or `never`", "words", "an id"} <= kinds
    assert not [kind for kind in kinds if "Annotated" in kind or "<" in kind]
