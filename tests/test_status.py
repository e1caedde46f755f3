"""`inspection status`: its numbers are those of the site's pages, in 80 columns."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sites import SAMPLE, TESTS, edition, small

from generator.cli import main
from generator.dates import moment
from generator.desk.everything import Everything, everything
from generator.desk.telling import surveyed
from generator.desk.telling.survey import Survey, survey
from generator.plan import Page
from generator.records import State
from generator.site import Settings, planned_site

SITES = [SAMPLE, *sorted(path for path in (TESTS / "samples").iterdir() if path.is_dir())]
DAYS = ["2019-06-01", "2022-01-01", "2026-06-01"]
WHEN = [(root, day) for root in SITES for day in DAYS]
IDS = [f"{root.name}-{day}" for root, day in WHEN]
GOLDEN = TESTS / "golden/status.txt"


@cache
def desk(root: Path, day: str) -> Everything:
    """All that is written in a site that does not change."""
    return everything(Settings(root, name=root.name), edition(moment(f"{day}T00:00+00:00")))


@cache
def surveyed_site(root: Path, day: str) -> Survey:
    """How a whole site stands."""
    return survey(desk(root, day))


@cache
def views(root: Path, day: str) -> dict[str, tuple[Page, Any]]:
    """What every page of an accuracy check shows, by its path."""
    every = desk(root, day)
    pages = planned_site(every.settings, every.edition).pages
    return {page.path: (page, page.fill().view) for page in pages}


def of(root: Path, day: str, template: str) -> Iterator[tuple[str, Any]]:
    """The pages of a template: the last part of the path of each, and its view."""
    for path, (page, view) in views(root, day).items():
        if page.template == template:
            yield path.removesuffix("/comparison/").strip("/").rpartition("/")[2], view


def run(root: Path, *words: str) -> Result:
    """The command, as its user would type it in a site's folder."""
    return CliRunner().invoke(main, ["status", "-f", str(root / "mkdocs.yml"), *words])


CHOSEN = [
    (SAMPLE, ["--as-of", "2025-01-01"]),
    (SAMPLE, ["vellmouth-2020", "--as-of", "2020-06-15"]),
    (TESTS / "samples/prison", ["--as-of", "2022-01-01"]),
    (TESTS / "samples/prison", ["bodies/marrowfield", "--as-of", "2022-01-01"]),
    (TESTS / "samples/authority", ["harnmere-2020-joint", "--all", "--as-of", "2021-01-01"]),
]


def golden() -> Iterator[str]:
    """What the command prints of some sites."""
    for root, words in CHOSEN:
        yield f"$ inspection status {' '.join(words)}  ({root.name})\n"
        yield run(root, *words).output
        yield "\n\n"


def test_a_status_reads_as_it_was_read_by_hand(rewrite: bool) -> None:  # noqa: FBT001
    """Line by line, of a site, an inspection and a body."""
    said = "".join(golden())
    if rewrite:
        GOLDEN.write_text(said, encoding="utf-8")
    assert said.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("root", "day"), WHEN, ids=IDS)
def test_what_a_body_was_asked_is_as_its_page_has_it(root: Path, day: str) -> None:
    """As many asks, as many at each standing, as many past their date."""
    every = desk(root, day)
    by_body = {row.body: row for row in surveyed_site(root, day).by_body}
    found = 0
    for name, view in of(root, day, "body"):
        rows = view.owed.rows
        row = by_body.get(f"bodies/{name}")
        assert (row.asked if row else 0) == len(rows)
        assert (row.late if row else 0) == sum(bool(one.late) for one in rows)
        alone = survey(every, every.graph.entries[f"bodies/{name}"])
        words = tuple(f"{label}: {n}" for label, n in alone.standings)
        assert words == view.owed.words
        assert (alone.asked, alone.late) == (len(rows), sum(bool(one.late) for one in rows))
        found += len(rows)
    assert found >= 1


@pytest.mark.parametrize(("root", "day"), WHEN, ids=IDS)
def test_what_was_not_followed_up_is_as_the_comparison_has_it(root: Path, day: str) -> None:
    """The number beside each revisit's statuses, or that it is not known."""
    silences = {s.visit: s for s in surveyed_site(root, day).not_followed_up}
    for name, view in of(root, day, "comparison"):
        own = [t for t in view.tallies if t.visit.text == view.visit.text]
        silence = silences.get(f"inspections/{name}")
        if own:
            assert (silence.number if silence else 0) == own[0].not_followed_up
        outcomes = [row.cells[0].outcome for row in view.overview.rows]
        assert len(silence.named if silence else ()) == outcomes.count("not-followed-up")


@pytest.mark.parametrize("root", SITES, ids=lambda p: p.name)
def test_what_is_not_tied_is_as_the_pages_have_it(root: Path) -> None:
    """The findings that nothing answers, and the recommendations that rest on none."""
    day = DAYS[-1]
    gaps = surveyed_site(root, day).gaps
    for name, view in of(root, day, "inspection"):
        for lacks, shown in (
            ("answer", view.coverage.unanswered),
            ("finding", view.coverage.baseless),
        ):
            own = [g for g in gaps if (g.inspection, g.lacks) == (f"inspections/{name}", lacks)]
            assert sum(len(gap.records) for gap in own) == len(shown)
            assert all(len(gap.records) <= gap.of for gap in own)


LISTS = {
    "findings": "finding",
    "recommendations": "recommendation",
    "case-studies": "case-study",
    "notable-practice": "notable-practice",
}


@pytest.mark.parametrize("root", SITES, ids=lambda p: p.name)
def test_records_are_counted_as_their_lists_count_them(root: Path) -> None:
    """Without what was withdrawn, and without those that only hold others."""
    day = DAYS[-1]
    counts = {c.kind: c for c in surveyed_site(root, day).counts if c.counted}
    shown = {name: view.count for name, view in of(root, day, "list") if name in LISTS}
    assert shown
    for name, number in shown.items():
        count = counts.get(LISTS[name])
        assert (count.total - count.states["withdrawn"] if count else 0) == number


@pytest.mark.parametrize(("root", "day"), WHEN, ids=IDS)
def test_numbers_add_up(root: Path, day: str) -> None:
    """States make up the whole; what is open is late, or still to come, or due on no known day."""
    said = surveyed_site(root, day)
    for count in said.counts:
        assert sum(count.states.values()) == count.total > 0
    written = [e for e in desk(root, day).written.entries if not e.source.path.startswith("<")]
    assert sum(count.total for count in said.counts) == len(written)
    assert said.open == said.late + said.due + len(said.open_ended)
    assert (said.late, said.due) == (len(said.past), len(said.to_come))
    assert said.asked == sum(n for _, n in said.standings)


@pytest.mark.parametrize(("root", "day"), WHEN, ids=IDS)
def test_inspections_add_up_to_the_site(root: Path, day: str) -> None:
    """What is asked, open, late and lacking of the whole is that of all its visits together."""
    every, whole = desk(root, day), surveyed_site(root, day)
    visits = [
        survey(every, every.shown.graph.entries[f"inspections/{name}"])
        for name in every.shown.graph.inspections
    ]
    for field in ("asked", "open", "due", "late"):
        assert getattr(whole, field) == sum(getattr(one, field) for one in visits)
    assert [gap for one in visits for gap in one.gaps] == list(whole.gaps)
    assert [s for one in visits for s in one.not_followed_up] == list(whole.not_followed_up)


@pytest.mark.parametrize("root", SITES, ids=lambda p: p.name)
def test_every_status_fits_eighty_columns_in_both_forms(root: Path) -> None:
    """Of the site, of every inspection and of every body; the JSON has the fields of Survey."""
    every = desk(root, DAYS[1])
    subjects = [e for e in every.graph.entries.values() if e.kind in ("inspection", "body")]
    for subject in (None, *subjects):
        said = survey(every, subject)
        for whole in (True, False):
            lines = surveyed.as_lines(said, everything=whole).splitlines()
            assert [line for line in lines if len(line) > 80 and " " in line.strip()] == []
        assert set(json.loads(surveyed.as_json(said))) == {field.name for field in fields(Survey)}


def test_all_shows_every_item_of_every_list(tmp_path: Path) -> None:
    """And without it a long list says how much is left."""
    many = "".join(f"- {{id: r{n}, title: Ask {n}, due: 2021}}\n" for n in range(1, 31))
    root = small(tmp_path, {
        "mkdocs.yml": CONFIG,
        "content/index.md": "# Home\n",
        "data/inspections/one/inspection.yml": "title: T\nstate: published\n",
        "data/inspections/one/recommendations.yml": many,
    })  # fmt: skip
    short, whole = run(root, "one").output, run(root, "one", "--all").output
    assert "and 22 more (--all shows them)" in short
    assert "one/r30" not in short
    assert "one/r30" in whole
    assert "more (--all" not in whole


CONFIG = "site_name: S\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"


def test_the_moment_is_the_one_that_is_asked_about() -> None:
    """What is late, what is under embargo and what comes next follow it."""
    early = json.loads(run(SAMPLE, "--format", "json", "--as-of", "2020-06-15").output)
    late = json.loads(run(SAMPLE, "--format", "json", "--as-of", "2999-06-15").output)
    assert early["late"] < late["late"]
    assert early["next_release"].startswith("2999-01-01T09:30")
    assert [one["records"] for one in early["embargoes"]] == [1]
    assert (late["next_release"], late["embargoes"]) == ("", [])


def states(said: Survey, kind: str) -> dict[State, int]:
    """How many records of a kind are in each state."""
    return next(count.states for count in said.counts if count.kind == kind)


def test_every_state_is_counted_in_the_sample() -> None:
    said = surveyed_site(SAMPLE, DAYS[-1])
    assert states(said, "inspection")["draft"] == 1
    assert states(said, "case-study")["embargoed"] == 1
    assert states(said, "section")["withdrawn"] == 1
    assert set(said.unused) == {"bodies/unused-pier", "glossary/unused-term", "themes/unused-theme"}
    assert {place.rpartition("/")[0] for place, _ in said.untranslated} == {
        "data/inspections/vellmouth-2021/cy",
        "data/inspections/vellmouth-2021",
    }


def test_an_inspection_without_a_date_is_named(tmp_path: Path) -> None:
    root = small(tmp_path, {
        "data/inspections/one/inspection.yml": "title: T\nstate: draft\n",
        "data/inspections/two/inspection.yml": "title: T\nstate: draft\ndates: {visit: 2020}\n",
    })  # fmt: skip
    said = survey(everything(Settings(root), edition()))
    assert "inspections/one" in said.undated
    assert "inspections/two" not in said.undated


def test_only_an_inspection_or_a_body_has_a_status() -> None:
    """Anything else is said to be neither, with the way on; an unknown address names those near."""
    record = run(SAMPLE, "vellmouth-2020/r1")
    assert record.exit_code == 1
    assert "see `inspection explain vellmouth-2020/r1`" in record.output
    unknown = run(SAMPLE, "vellmoth-2020")
    assert unknown.exit_code == 1
    assert "inspections/vellmouth-2020" in unknown.output


def test_a_site_with_problems_is_not_counted_by_halves(tmp_path: Path) -> None:
    """Its problems are told instead, as by `inspection check`."""
    root = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    path = root / "data/inspections/vellmouth-2020/figures.yml"
    path.write_text(path.read_text() + "- {id: x, titel: T}\n")
    said = run(root)
    assert said.exit_code == 1
    assert 'there is no key "titel"' in said.output
    assert "What is written" not in said.output
    assert json.loads(run(root, "--format", "json").output)[0]["code"] == "unknown-key"
