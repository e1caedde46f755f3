"""What a chain of visits says over time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sites import SAMPLE, TESTS, graph, small

from generator.catalogue import Entry
from generator.comparison import NOT_KNOWN, Comparison, Said, Tally, compare, follow, tally
from generator.graph import Graph


@pytest.fixture(scope="module")
def sample() -> Graph:
    return graph(SAMPLE)


# The sample's comparisons as lines, to be read beside its YAML


def outline(comparison: Comparison) -> Iterator[str]:
    """All that a comparison holds, one fact a line."""
    visits = (*comparison.earlier, comparison.visit)
    yield f"{comparison.visit} against {' '.join(comparison.earlier)}"
    for followed in comparison.recommendations:
        yield f"  asked {followed.asked.address}"
        for said in followed.said:
            yield from (f"    claimed: {e.address}" for e in said.claims)
            yield f"    {said.visit}: {said.outcome}{''.join(entry_lines(said))}"
        yield from (f"    {s.relation} in {s.entry.address}" for s in followed.became)
        yield from (f"    claimed since: {e.address}" for e in followed.since)
    for count in comparison.tallies:
        yield from tally_lines(count)
    for row in comparison.grades:
        cells = ", ".join(map(cell, visits, row.cells))
        of = "".join(f" of {what}" for what in (row.whose, row.body, row.about) if what)
        yield (
            f"  graded {row.criterion}{of}: "
            f"{cells}; {row.change} {row.since} arrow {row.direction or 'none'}"
        )
    for pair in comparison.figures:
        yield (
            f"  figure {pair.earlier.address} > {pair.later.address}: "
            f"comparable {pair.connection.comparable}{reason(pair.connection)}"
        )
    yield from (f"  figure only then: {e.address}" for e in comparison.figures_only_then)
    yield from (f"  figure only now: {e.address}" for e in comparison.figures_only_now)
    for carried in comparison.carried_on:
        yield (
            f"  finding {carried.earlier.address} > {carried.later.address}: "
            f"{carried.connection.direction}, by {carried.connection.by or 'the report'}"
            f"{reason(carried.connection)}"
        )
    yield from (f"  finding new: {e.address}" for e in comparison.findings_new)
    yield from (f"  finding not revisited: {e.address}" for e in comparison.findings_not_revisited)


def entry_lines(said: Said) -> Iterator[str]:
    for progress in said.progress:
        of = f" of {progress.addressee}" if progress.addressee else ""
        by = f" by {progress.by}" if progress.by else ""
        yield f"\n      {progress.status or 'no status'}{of}{by}"


def tally_lines(count: Tally) -> Iterator[str]:
    yield f"  counted by {count.visit}: {count.in_scope} in scope"
    yield from (f"    {status}, {side}: {n}" for status, side, n in count.single)
    yield from (
        f"    {' and '.join(status or 'not known' for status in many)}, {side}: {n}"
        for many, side, n in count.apart
    )
    yield from (f"    {about}{' or '.join(many)}: {n}" for about, many, n in count.combined)
    yield f"    not known: {count.not_known}"
    yield f"    not followed up: {count.not_followed_up}"


def cell(visit: str, entry: Entry | None) -> str:
    record: Any = entry.record if entry else None
    if record is None:
        return f"{visit} -"
    given = record.grade or record.no_grade or "missing"
    carried = f" carried from {record.carried_from}" if record.carried_from else ""
    return f"{visit} {given}{carried}"


def reason(connection: Any) -> str:
    return f" ({connection.reason})" if connection.reason else ""


def test_the_sample_compares_as_its_golden_outline_says(sample: Graph, rewrite: bool) -> None:  # noqa: FBT001
    """Line by line what the visits of the sample said, as a person reads it in their YAML."""
    golden = TESTS / "golden" / "comparison.txt"
    found = [
        compare(sample, visit) for visit in ("vellmouth-2021", "vellmouth-2023", "ostrel-2023")
    ]
    lines = [line for comparison in found if comparison for line in [*outline(comparison), ""]]
    text = "\n".join(lines)
    if rewrite:
        golden.write_text(text, encoding="utf-8")
    assert text.split("\n") == golden.read_text(encoding="utf-8").split("\n")


def test_the_first_visit_of_a_chain_is_compared_with_nothing(sample: Graph) -> None:
    assert compare(sample, "vellmouth-2020") is None
    assert tally(sample, "vellmouth-2020") is None


@pytest.mark.parametrize("visit", ["vellmouth-2021", "vellmouth-2023", "ostrel-2023"])
def test_nothing_is_dropped_from_a_comparison(sample: Graph, visit: str) -> None:
    """Every ask, figure, finding and grade of every visit stands somewhere in it, in one place."""
    found = compare(sample, visit)
    assert found is not None
    then = [e for name in found.earlier for e in sample.entries.values() if e.inspection == name]
    now = [e for e in sample.entries.values() if e.inspection == visit]

    def of(kind: str, entries: list[Entry]) -> list[str]:
        return sorted(e.address for e in entries if e.kind == kind)

    assert sorted(f.asked.address for f in found.recommendations) == of("recommendation", then)
    for kind, pairs, only_then, only_now in (
        ("figure", found.figures, found.figures_only_then, found.figures_only_now),
        ("finding", found.carried_on, found.findings_not_revisited, found.findings_new),
    ):
        earlier = {p.earlier.address for p in pairs}
        later = {p.later.address for p in pairs}
        assert sorted([*earlier, *(e.address for e in only_then)]) == of(kind, then)
        assert sorted([*later, *(e.address for e in only_now)]) == of(kind, now)
    graded = [c.address for row in found.grades for c in row.cells if c is not None]
    assert sorted(graded) == of("grade", then + now)


# Recommendations


def revisit(folder: Path, follow_up: str = "", progress: str = "", **files: str) -> Graph:
    """The first visit asked r1 and r2; the second follows it up like this."""
    head = (
        "title: Second\nframework: words\nstate: published\nfollows: first\ndates: {visit: 2021}\n"
    )
    return graph(small(folder, {
        "data/inspections/second/inspection.yml": f"{head}{follow_up}\n",
        "data/inspections/second/progress.yml": progress or "[]\n",
        **files,
    }))  # fmt: skip


@pytest.mark.parametrize(
    ("follow_up", "outcome", "outside"),
    [
        ("", "not-known", None),
        ("follow_up: {covers: unknown}", "not-known", None),
        ("follow_up: {covers: listed}", "not-followed-up", 1),
        ("follow_up: {covers: listed, missing: More were asked.}", "not-followed-up", None),
    ],
)
def test_silence_on_a_recommendation_means_what_the_visit_covers(
    follow_up: str, outcome: str, outside: int | None, tmp_path: Path
) -> None:
    found = revisit(tmp_path, follow_up, "- {recommendation: first/r1, status: done}\n")
    told, silent = (follow(found, r).said for r in found.of("first", "recommendation"))
    assert [s.outcome for s in told] == ["status"]
    assert [(s.outcome, s.entries) for s in silent] == [(outcome, ())]
    counted = tally(found, "second")
    assert counted is not None
    assert counted.not_followed_up == outside


def test_a_visit_that_gives_no_status_is_not_one_that_did_not_follow_up(tmp_path: Path) -> None:
    found = revisit(tmp_path, "follow_up: {covers: none}")
    said = [s for r in found.of("first", "recommendation") for s in follow(found, r).said]
    assert [s.outcome for s in said] == ["no-status-given", "no-status-given"]


def test_an_entry_without_a_status_is_not_known(tmp_path: Path) -> None:
    entries = "- {recommendation: first/r1, missing: The page is lost.}\n"
    found = revisit(tmp_path, "follow_up: {covers: listed, in_scope: 1}", entries)
    followed = follow(found, found.entries["first/r1"])
    assert [s.outcome for s in followed.said] == ["not-known"]
    assert followed.latest is not None
    assert followed.latest.progress[0].missing == "The page is lost."
    assert tally(found, "second") == Tally("second", 1, (), (), (), 1, 1)


def test_a_recommendation_is_followed_to_its_last_word(sample: Graph) -> None:
    """Through every later visit, or up to one of them, and through no earlier one."""
    asked = sample.entries["vellmouth-2020/r3"]
    assert [s.visit for s in follow(sample, asked).said] == ["vellmouth-2021", "vellmouth-2023"]
    upto = follow(sample, asked, upto="vellmouth-2021")
    assert [s.visit for s in upto.said] == ["vellmouth-2021"]
    latest = follow(sample, asked).latest
    assert latest is not None
    assert [p.status for p in latest.progress] == ["achieved"]
    assert [s.visit for s in follow(sample, sample.entries["vellmouth-2021/n1"]).said] == [
        "vellmouth-2023"
    ]
    assert follow(sample, sample.entries["vellmouth-2023/q1"]).said == ()
    assert follow(sample, sample.entries["vellmouth-2023/q1"]).latest is None


ALL = "follow_up: {covers: all}"
LISTED = "follow_up: {covers: listed}"
TOGETHER = "follow_up: {covers: listed, in_scope: 2, counts: [{status: [done, begun], n: 2}]}"
COUNTED = "follow_up: {in_scope: 9, counts: [{status: done, n: 4}, {status: [done, begun], n: 3}]}"
BOTH = "- {recommendation: first/r1, status: done}\n- {recommendation: first/r2, status: begun}\n"
ALIKE = (
    "- {recommendation: first/r1, addressee: ferry, status: done}\n"
    "- {recommendation: first/r1, addressee: pier, status: done}\n"
)
UNLIKE = ALIKE.replace("pier, status: done", "pier, status: begun")
HALF = "- {recommendation: first/r1, addressee: ferry, status: done}\n"
ONE_EACH = (("done", "verified", 1), ("begun", "verified", 1))
TWO_BODIES = "- {id: r1, addressees: [ferry, pier]}\n- {id: r2}\n"


@pytest.mark.parametrize(
    ("follow_up", "progress", "counted"),
    [
        ("", BOTH, Tally("second", None, ONE_EACH, (), (), 0, None)),
        (ALL, BOTH, Tally("second", None, ONE_EACH, (), (), 0, 0)),
        (TOGETHER, BOTH, Tally("second", 2, (), (), (("", ("done", "begun"), 2),), 0, 0)),
        (
            COUNTED,
            "",
            Tally(
                "second", 9, (("done", "verified", 4),), (), (("", ("done", "begun"), 3),), 2, None
            ),
        ),
        ("follow_up: {covers: none}", "", Tally("second", None, (), (), (), 0, None)),
        (LISTED, ALIKE, Tally("second", None, (("done", "verified", 1),), (), (), 0, 1)),
        (
            LISTED,
            UNLIKE,
            Tally("second", None, (), ((("done", "begun"), "verified", 1),), (), 0, 1),
        ),
        (
            LISTED,
            HALF,
            Tally("second", None, (), ((("done", NOT_KNOWN), "verified", 1),), (), 0, 1),
        ),
    ],
)
def test_counts_add_up_to_what_was_in_scope(
    follow_up: str, progress: str, counted: Tally, tmp_path: Path
) -> None:
    """A recommendation counts once, however many addressees it has a word on."""
    files = {"data/inspections/first/recommendations.yml": TWO_BODIES}
    found = revisit(tmp_path, follow_up, progress, **files)
    assert tally(found, "second") == counted


def test_the_tallies_of_the_sample_add_up(sample: Graph) -> None:
    for visit in ("vellmouth-2021", "vellmouth-2023"):
        found = tally(sample, visit)
        assert found is not None
        counted = sum(n for *_, n in (*found.single, *found.apart, *found.combined))
        assert counted + found.not_known == found.in_scope


# Grades

SCALES = """\
title: Words
scales:
  - {id: up, best: last, values: [{id: low, label: L}, {id: mid, label: M}, {id: top, label: T}]}
  - {id: down, values: [{id: top, label: T}, {id: mid, label: M}, {id: low, label: L}]}
  - id: new
    comparable: down
    values: [{id: top, label: T}, {id: mid, label: M}, {id: low, label: L}]
  - {id: odd, comparable: down, values: [{id: top, label: T}, {id: low, label: L}]}
no_grades: [{id: not-graded, label: Not graded}]
criteria: [{id: safety, scale: down}, {id: crew, same_as: safety, scale: down}]
"""


def graded(folder: Path, first: str, second: str) -> Comparison:
    found = compare(
        graph(small(folder, {
            "data/frameworks/words.yml": SCALES,
            "data/inspections/first/recommendations.yml": "[]\n",
            "data/inspections/first/grades.yml": first or "[]\n",
            "data/inspections/second/grades.yml": second or "[]\n",
        })),
        "second",
    )  # fmt: skip
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("first", "second", "direction"),
    [
        ("grade: mid", "grade: top", "better"),
        ("grade: mid", "grade: low", "worse"),
        ("grade: mid", "grade: mid", "same"),
        ("grade: mid, scale: up", "grade: top, scale: up", "better"),
        ("grade: mid, scale: up", "grade: low, scale: up", "worse"),
        ("grade: low", "grade: top, scale: new", "better"),
        ("grade: top, scale: new", "grade: low", "worse"),
        ("grade: mid", "grade: mid, scale: up", None),
        ("grade: low", "grade: low, scale: odd", "same"),
        ("grade: mid", "grade: low, scale: odd", "worse"),
        ("grade: top, scale: new", "grade: low, scale: odd", None),
        ("no_grade: not-graded", "grade: top", None),
        ("grade: mid", "no_grade: not-graded", None),
        ("grade: mid", "missing: Not seen.", None),
        ("grade: mid", "grade: mid, carried_from: first", None),
    ],
)
def test_an_arrow_stands_only_between_grades_on_one_comparable_scale(
    first: str, second: str, direction: str | None, tmp_path: Path
) -> None:
    rows = [f"- {{id: g1, criterion: safety, {text}}}\n" for text in (first, second)]
    (row,) = graded(tmp_path, *rows).grades
    assert row.direction == direction
    assert None not in row.cells


def test_a_criterion_is_one_row_whatever_its_name_was(tmp_path: Path) -> None:
    first, second = (
        "- {id: a, criterion: crew, grade: low}\n",
        "- {id: b, criterion: safety, grade: top}\n",
    )
    (row,) = graded(tmp_path, first, second).grades
    assert (row.criterion, row.direction) == ("safety", "better")


def test_a_criterion_of_one_visit_has_an_empty_place_in_the_other(tmp_path: Path) -> None:
    (row,) = graded(tmp_path, "", "- {id: a, criterion: safety, grade: top}\n").grades
    assert row.cells[0] is None
    assert row.direction is None


def test_two_grades_of_one_criterion_are_both_shown(tmp_path: Path) -> None:
    """Two inspectorates may grade together; neither grade takes the other's place."""
    both = (
        "- {id: a, criterion: safety, grade: top, by: ferry}\n"
        "- {id: b, criterion: safety, grade: low, by: pier}\n"
    )
    found = graded(tmp_path, "- {id: a, criterion: safety, grade: mid}\n", both)
    shown = {c.address for row in found.grades for c in row.cells if c is not None}
    assert shown == {"first/a", "second/a", "second/b"}


# Figures and findings


def test_only_what_its_authors_paired_is_paired(tmp_path: Path) -> None:
    """The same id or title in two visits is no pair; a pair across chains is none either."""
    found = compare(
        graph(small(tmp_path, {
            "data/inspections/third/inspection.yml": "title: T\nstate: published\n",
            "data/inspections/third/figures.yml": "- {id: g1}\n",
            "data/inspections/third/findings.yml": "- {id: f1}\n",
            "data/inspections/first/figures.yml": "- {id: g1, title: A}\n- {id: g2}\n",
            "data/inspections/second/figures.yml": (
                "- {id: g1, title: A}\n- {id: g3, follows: third/g1}\n"
                "- {id: g4, follows: first/g2}\n"
            ),
            "data/inspections/second/findings.yml": (
                "- {id: f1, title: Boats were late}\n- {id: f2, follows: third/f1}\n"
            ),
        })),
        "second",
    )  # fmt: skip
    assert found is not None
    assert [(p.earlier.address, p.later.address) for p in found.figures] == [
        ("first/g2", "second/g4")
    ]
    assert found.figures[0].connection.comparable is None
    assert [e.address for e in found.figures_only_then] == ["first/g1"]
    assert [e.address for e in found.figures_only_now] == ["second/g1", "second/g3"]
    assert found.carried_on == ()
    assert [e.address for e in found.findings_new] == ["second/f1", "second/f2"]
    assert [e.address for e in found.findings_not_revisited] == ["first/f1"]


def test_a_preview_compares_the_draft_visit_too() -> None:
    found = compare(graph(SAMPLE, public=False), "vellmouth-2024")
    assert found is not None
    assert found.earlier == ("vellmouth-2020", "vellmouth-2021", "vellmouth-2023")
    said = {f.asked.address: f.said[-1] for f in found.recommendations}
    assert [p.status for p in said["vellmouth-2023/q1"].progress] == ["achieved"]
    assert said["vellmouth-2023/q2"].outcome == "not-known"


@pytest.mark.parametrize(
    ("follow_up", "outcome"),
    [
        ("{covers: listed, in_scope: 2}", "not-known"),
        ("{covers: listed, in_scope: 1}", "not-named"),
        (
            "{covers: listed, in_scope: 2, counts: [{status: [done, begun], n: 2}]}",
            "counted-together",
        ),
        ("{covers: all, in_scope: 2, counts: [{status: [done, begun], n: 2}]}", "counted-together"),
        ("{covers: listed, in_scope: 1, counts: [{status: done, n: 1}]}", "not-named"),
    ],
)
def test_what_is_counted_but_not_told_is_not_called_left_out(
    follow_up: str, outcome: str, tmp_path: Path
) -> None:
    found = revisit(tmp_path, f"follow_up: {follow_up}")
    said = [s for r in found.of("first", "recommendation") for s in follow(found, r).said]
    assert [s.outcome for s in said] == [outcome, outcome]


def test_visits_that_only_meet_later_are_not_set_side_by_side(tmp_path: Path) -> None:
    """A visit that follows two subjects compares both, and neither is compared with the other."""
    other = "title: Other\nframework: words\nstate: published\ndates: {visit: 2020-06}\n"
    both = "title: Both\nframework: words\nstate: published\nfollows: [second, other]\n"
    found = revisit(tmp_path, "", "", **{
        "data/inspections/other/inspection.yml": other,
        "data/inspections/other/recommendations.yml": "- {id: o1, title: Other}\n",
        "data/inspections/both/inspection.yml": f"{both}dates: {{visit: 2022}}\n",
    })  # fmt: skip
    assert compare(found, "other") is None
    compared = compare(found, "second")
    assert compared is not None
    assert compared.earlier == ("first",)
    compared = compare(found, "both")
    assert compared is not None
    assert compared.earlier == ("first", "other", "second")
    assert [s.visit for s in follow(found, found.entries["other/o1"]).said] == ["both"]


def test_an_ask_of_a_visit_that_follows_two_is_followed_in_both(tmp_path: Path) -> None:
    """Though what follows the one and what follows the other have nothing else in common."""
    head = "framework: words\nstate: published\n"
    found = revisit(tmp_path, "", "", **{
        "data/inspections/second/inspection.yml": (
            f"title: Second\n{head}follows: [first, other]\ndates: {{visit: 2021}}\n"
        ),
        "data/inspections/second/recommendations.yml": "- {id: q1, title: Q}\n",
        "data/inspections/other/inspection.yml": f"title: O\n{head}dates: {{visit: 2020-06}}\n",
        "data/inspections/left/inspection.yml": (
            f"title: Left\n{head}follows: first\ndates: {{visit: 2022}}\n"
        ),
        "data/inspections/right/inspection.yml": (
            f"title: Right\n{head}follows: other\ndates: {{visit: 2023}}\n"
        ),
        "data/inspections/right/recommendations.yml": "- {id: z1, follows: second/q1}\n",
    })  # fmt: skip
    said = follow(found, found.entries["second/q1"]).said
    assert [(s.visit, s.outcome) for s in said] == [("left", "not-known"), ("right", "replaced")]
