"""Released records joined up, from both ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import SAMPLE, graph, read, small

from generator.graph import Graph, word


@pytest.fixture(scope="module")
def sample() -> Graph:
    return graph(SAMPLE)


def addresses(entries: tuple[object, ...]) -> list[str]:
    return [getattr(entry, "address", "") for entry in entries]


def test_every_link_is_seen_from_both_its_ends(sample: Graph) -> None:
    """Both ends are shown records, and no link is kept twice or on one side only."""
    outward = [edge for edges in sample.edges_from.values() for edge in edges]
    inward = [edge for edges in sample.edges_to.values() for edge in edges]
    assert len(outward) == len(set(outward))
    assert sorted(outward, key=repr) == sorted(inward, key=repr)
    for edge in outward:
        assert edge in sample.edges_from[edge.source]
        assert edge in sample.edges_to[edge.target]
        assert {edge.source, edge.target} <= set(sample.entries)


@pytest.mark.parametrize(
    ("address", "field", "kind", "found"),
    [
        ("vellmouth-2020/f1", "answers", "", ["vellmouth-2020/c1", "vellmouth-2020/r1"]),
        ("vellmouth-2020/f1", "illustrates", "case-study", ["vellmouth-2020/cs1"]),
        ("vellmouth-2020/f1", "illustrates", "figure", ["vellmouth-2020/seats"]),
        ("vellmouth-2020/f1", "follows", "", ["vellmouth-2021/f1", "vellmouth-2023/f1"]),
        ("vellmouth-2020/c1", "parent", "", ["vellmouth-2020/r1"]),
        ("vellmouth-2020/trips", "part_of", "", ["vellmouth-2020/night-trips"]),
        ("vellmouth-2020/r2", "follows", "", ["vellmouth-2021/n1"]),
        ("vellmouth-2020/boats", "parent", "", ["vellmouth-2020/lifesaving"]),
        (
            "inspections/vellmouth-2020", "follows", "",
            ["inspections/vellmouth-2021", "inspections/vellmouth-2023"],
        ),
        ("inspections/vellmouth-2020", "text", "", []),
        ("bodies/harbour-board", "predecessors", "", ["bodies/vellmouth-ferries"]),
        ("bodies/vellmouth-council", "text", "", ["bodies/vellmouth-ferries"]),
        ("themes/rotas", "themes", "finding", ["vellmouth-2020/f3"]),
        ("vellmouth-2020/r3", "text", "milestone", ["vellmouth-2020/plan"]),
        ("vellmouth-2020/r1", "text", "inspection", ["inspections/vellmouth-2020"]),
        ("glossary/berth", "text", "", ["vellmouth-2020/lifesaving"]),
        (
            "vellmouth-2020/r1", "recommendation", "progress",
            [
                "vellmouth-2021/progress/vellmouth-2020/r1/vellmouth-ferries/ferry-inspectorate/2021-02-10",
                "vellmouth-2021/progress/vellmouth-2020/r1/vellmouth-council/vellmouth-council",
                "vellmouth-2023/progress/vellmouth-2020/r1/vellmouth-ferries/ferry-inspectorate",
                "vellmouth-2023/progress/vellmouth-2020/r1/vellmouth-council/vellmouth-council",
            ],
        ),
    ],
)  # fmt: skip
def test_links_written_on_one_side_are_computed_on_the_other(
    sample: Graph, address: str, field: str, kind: str, found: list[str]
) -> None:
    assert addresses(sample.to(address, field, kind)) == found


def test_what_a_record_points_at_stands_in_its_written_order(sample: Graph) -> None:
    assert addresses(sample.from_("vellmouth-2020/r1", "answers")) == [
        "vellmouth-2020/f1", "vellmouth-2020/f2",
    ]  # fmt: skip
    assert addresses(sample.from_("vellmouth-2020/r1", "addressees")) == [
        "bodies/vellmouth-ferries", "bodies/vellmouth-council",
    ]  # fmt: skip
    assert addresses(sample.from_("vellmouth-2020/f2", "text")) == []


def test_a_link_to_a_part_says_which(tmp_path: Path) -> None:
    text = "- {id: f1, text: 'As [point a][r1-a] and [the whole][r1] say.'}\n"
    joined = graph(small(tmp_path, {"data/inspections/first/findings.yml": text}))
    edges = joined.edges_from["first/f1"]
    assert [(e.target, e.part) for e in edges] == [("first/r1", "a"), ("first/r1", "")]


def test_a_record_that_names_itself_is_no_link(tmp_path: Path) -> None:
    text = "- {id: f1, text: 'See [this][f1].'}\n"
    joined = graph(small(tmp_path, {"data/inspections/first/findings.yml": text}))
    assert "first/f1" not in joined.edges_from


def test_an_old_address_leads_to_the_same_record(tmp_path: Path) -> None:
    joined = graph(small(tmp_path, {
        "data/inspections/first/findings.yml": "- {id: f1, aliases: old}\n",
        "data/inspections/second/findings.yml": "- {id: f1, follows: first/old}\n",
    }))  # fmt: skip
    assert addresses(joined.to("first/f1", "follows")) == ["second/f1"]


def test_records_of_a_kind_stand_in_their_written_order(sample: Graph) -> None:
    assert addresses(sample.of("vellmouth-2020", "recommendation")) == [
        f"vellmouth-2020/{name}" for name in ("c1", "r1", "r2", "r3", "r5", "r4")
    ]
    assert addresses(sample.of("", "theme")) == [
        f"themes/{name}" for name in ("lifejackets", "safety-gear", "rotas")
    ]
    assert sample.of("nowhere", "finding") == ()


def test_every_shown_record_is_one_of_its_kind(sample: Graph) -> None:
    kinds = {(e.inspection, e.kind) for e in read(SAMPLE).entries}
    listed = [entry for pair in kinds for entry in sample.of(*pair)]
    assert len(listed) == len(set(addresses(tuple(listed)))) == len(sample.entries)


def test_a_chain_leaves_out_visits_that_are_not_shown(sample: Graph) -> None:
    assert sample.chains["vellmouth-2021"] == ("vellmouth-2020", "vellmouth-2021", "vellmouth-2023")
    preview = graph(SAMPLE, public=False)
    assert preview.chains["vellmouth-2021"][-1] == "vellmouth-2024"


def test_an_inspection_has_the_words_of_its_framework(sample: Graph) -> None:
    """Of the shipped default where it names none."""
    assert sample.framework("vellmouth-2021").title == "Ferry inspections"
    assert sample.framework("ostrel-2022").title == "Common words"
    found = word(sample.framework("vellmouth-2020").statuses, "exceeded")
    assert found is not None
    assert (found.label, found.meaning, found.group) == ("Exceeded", "done", "Closed")
    assert word(sample.framework("ostrel-2022").statuses, "exceeded") is None
    assert word(sample.framework("ostrel-2022").statuses, None) is None


def test_bodies_are_known_by_id(sample: Graph) -> None:
    assert sample.body("vellmouth-ferries").name == "Vellmouth Ferries"


def test_what_answers_nothing_and_what_nothing_answers_is_known(sample: Graph) -> None:
    coverage = sample.coverage("vellmouth-2020")
    assert addresses(coverage.unanswered) == []
    assert addresses(coverage.baseless) == ["vellmouth-2020/r3"]
    assert addresses(sample.coverage("vellmouth-2023").unanswered) == ["vellmouth-2023/f1"]
