"""What each addressee owes: answered, claimed and verified apart, and by when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sites import graph, small

from generator.graph import Graph
from generator.obligations import answered, due, obligations, owed_by

TODAY = date(2022, 1, 1)
FRAMEWORK = """\
title: Words
timescales:
  - {id: soon, label: Soon, months: 3}
  - {id: visit-soon, label: Soon after, days: 28, from: visit}
  - {id: at-once, label: At once}
kinds:
  - {id: heading, family: recommendation, label: Heading, counted: no}
statuses:
  - {id: done, label: Done, meaning: done}
  - {id: begun, label: Begun, meaning: open}
  - {id: refused, label: Refused, meaning: not-done}
  - {id: moot, label: Moot, meaning: out-of-scope}
  - {id: unclear, label: Unclear, meaning: unknown}
"""
HEAD = "framework: words\nbodies: ferry\ninspectorates: office\nstate: published\n"
FIRST = f"title: First\n{HEAD}dates: {{visit: 2020-03-02/2020-03-06, published: 2020-05-31}}\n"
SECOND = f"title: Second\n{HEAD}dates: {{visit: 2021-03-01}}\nfollows: first\n"


def site(folder: Path, asked: str, said: str = "", claimed: str = "", **more: str) -> Graph:
    return graph(small(folder, {
        "data/frameworks/words.yml": FRAMEWORK,
        "data/bodies/office.yml": "name: Office\n",
        "data/bodies/heir.yml": "name: Heir\npredecessors: [pier]\n",
        "data/inspections/first/inspection.yml": FIRST,
        "data/inspections/second/inspection.yml": SECOND,
        "data/inspections/first/recommendations.yml": asked,
        "data/inspections/first/progress.yml": claimed or "[]\n",
        "data/inspections/second/progress.yml": said or "[]\n",
        **more,
    }))  # fmt: skip


@pytest.mark.parametrize(
    ("written", "day", "counted_from"),
    [
        ("due: 2020-12", date(2020, 12, 31), ""),
        ("due: {text: before the winter, sort: 2020-11}", date(2020, 11, 30), ""),
        ("due: {text: some day}", None, ""),
        ("timescale: soon", date(2020, 8, 31), "published"),
        ("timescale: visit-soon", date(2020, 4, 3), "visit"),
        ("timescale: at-once", None, ""),
        ("timescale: soon, due: 2020-06-15", date(2020, 6, 15), ""),
        ("title: T", None, ""),
    ],
)
def test_a_due_day_is_as_given_or_counted(
    written: str, day: date | None, counted_from: str, tmp_path: Path
) -> None:
    """From the last day of a visit; a timescale without a length gives none."""
    found = site(tmp_path, f"- {{id: r1, {written}}}\n")
    falls = due(found, found.entries["first/r1"])
    assert (falls.day, falls.counted_from) == (day, counted_from)


def test_nothing_is_counted_from_a_date_that_is_not_known_to_the_day(tmp_path: Path) -> None:
    files = {"data/inspections/first/inspection.yml": FIRST.replace("2020-05-31", "2020-05")}
    found = site(tmp_path, "- {id: r1, timescale: soon}\n", **files)
    assert due(found, found.entries["first/r1"]).day is None


ASKED = "- {id: r1, addressees: ferry, due: 2020-12-31}\n"


@pytest.mark.parametrize(
    ("said", "claimed", "standing", "late"),
    [
        ("", "", "not-known", True),
        ("status: refused", "", "not-done", False),
        ("status: done", "", "done", False),
        ("status: done, by: office", "", "done", False),
        ("status: done, by: editor", "", "read-as-done", False),
        ("status: begun, by: editor", "", "read-as-open", True),
        ("status: begun", "", "open", True),
        ("status: begun", "status: done", "open", True),
        ("", "status: done", "claimed-done", True),
        ("", "status: begun", "claimed-open", True),
        ("status: done, by: ferry", "", "claimed-done", True),
        ("status: moot", "status: begun", "out-of-scope", False),
        ("status: unclear", "status: done", "claimed-done", True),
        ("missing: Not seen.", "", "not-known", True),
    ],
)
def test_what_is_claimed_never_closes_what_was_asked(
    said: str,
    claimed: str,
    standing: str,
    late: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    found = site(
        tmp_path,
        ASKED,
        f"- {{recommendation: first/r1, {said}}}\n" if said else "",
        f"- {{recommendation: r1, by: ferry, date: 2020-09, {claimed}}}\n" if claimed else "",
    )
    (owed,) = obligations(found, found.entries["first/r1"], TODAY)
    assert (owed.addressee, owed.standing) == ("ferry", standing)
    assert owed.days_late == (366 if late else 0)
    assert bool(owed.claimed) == bool(claimed or "by: ferry" in said)


def test_each_addressee_has_its_own_answer_claim_and_status(tmp_path: Path) -> None:
    asked = (
        "- id: r1\n  addressees: [ferry, pier]\n  responses:\n"
        "    - {by: ferry, text: Yes.}\n    - {by: heir, text: We took this over.}\n"
    )
    said = (
        "- {recommendation: first/r1, addressee: ferry, status: done, by: office}\n"
        "- {recommendation: first/r1, addressee: pier, status: done, by: heir}\n"
    )
    found = site(tmp_path, asked, said)
    ferry, pier = obligations(found, found.entries["first/r1"], TODAY)
    assert (ferry.standing, ferry.claimed) == ("done", None)
    assert (pier.standing, pier.verified) == ("claimed-done", None)
    assert [r.by for r in ferry.responses] == ["ferry"]
    assert [r.by for r in pier.responses] == ["heir"], "a successor answers for what it took over"


def test_a_recommendation_that_was_carried_on_is_owed_there(tmp_path: Path) -> None:
    files = {
        "data/inspections/second/recommendations.yml": (
            "- {id: q1, addressees: ferry, follows: {address: first/r1, relation: merges}}\n"
        )
    }
    found = site(tmp_path, ASKED, **files)
    standing = {o.asked.address: o.standing for o in owed_by(found, "ferry", TODAY)}
    assert standing == {"second/q1": "not-yet", "first/r1": "replaced"}


def test_what_is_open_stands_in_the_order_of_its_dates_and_what_is_closed_last(
    tmp_path: Path,
) -> None:
    """What has no date stands where it was asked; a heading that only holds others is not owed."""
    asked = (
        "- {id: a, addressees: ferry}\n- {id: b, addressees: ferry, due: 2021-06}\n"
        "- {id: c, addressees: ferry, due: 2021-05}\n- {id: d, addressees: ferry}\n"
        "- {id: e, addressees: pier}\n- {id: f, kind: heading, addressees: ferry}\n"
        "- {id: g, addressees: ferry, due: 2023}\n"
    )
    found = site(tmp_path, asked, "- {recommendation: first/d, status: done}\n")
    order = [o.asked.id for o in owed_by(found, "ferry", TODAY)]
    assert order == ["a", "c", "b", "g", "d"]


MILESTONES = """\
- {id: notice, what: A notice was sent, to: [ferry, pier], date: 2020-03-31, due: 2020-04-28}
- {id: reply, what: A reply came, by: ferry, date: 2020-05-01, answers: notice}
- {id: request, what: A plan was asked for, date: 2020-03-31, due: 2020-05-01}
- {id: letter, what: A letter was sent, date: 2020-03-31}
"""


def test_a_milestone_knows_whether_it_was_answered_in_time(tmp_path: Path) -> None:
    files = {"data/inspections/first/milestones.yml": MILESTONES}
    found = site(tmp_path, ASKED, **files)
    notice = answered(found, found.entries["first/notice"], TODAY)
    assert notice is not None
    assert [(e.id, days) for e, days in notice.replies] == [("reply", 3)]
    assert (notice.days_late, notice.silent) == (3, ("pier",))
    request = answered(found, found.entries["first/request"], TODAY)
    assert request is not None
    assert (request.replies, request.days_late) == ((), 610)
    assert answered(found, found.entries["first/letter"], TODAY) is None
