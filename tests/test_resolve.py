"""What holds only between files."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import EXAMPLES, SAMPLE, edition, problems, read, small, write

from generator.addresses import Addresses
from generator.chains import before, chains
from generator.dates import parse
from generator.problems import Problems
from generator.records import Dates, Inspection
from generator.resolve import resolve


@pytest.fixture(scope="module")
def addresses() -> Addresses:
    return resolve(read(SAMPLE))


def test_the_sample_has_no_problem() -> None:
    assert problems(SAMPLE) == ()


@pytest.mark.parametrize(
    ("typed", "inspection", "kinds", "found"),
    [
        ("r1", "vellmouth-2020", (), "vellmouth-2020/r1"),
        ("r1", "", (), None),
        ("r1", "vellmouth-2021", (), None),
        ("vellmouth-2020/r1", "", (), "vellmouth-2020/r1"),
        ("vellmouth-2020/r1", "vellmouth-2021", ("recommendation",), "vellmouth-2020/r1"),
        ("r1", "vellmouth-2020", ("finding",), None),
        ("vellmouth-2020", "", (), "inspections/vellmouth-2020"),
        ("vellmouth-2020", "", ("inspection",), "inspections/vellmouth-2020"),
        ("vellmouth-2020", "", ("body",), None),
        ("inspections/vellmouth-2020", "vellmouth-2021", (), "inspections/vellmouth-2020"),
        ("vellmouth-ferries", "vellmouth-2020", ("body",), "bodies/vellmouth-ferries"),
        ("vellmouth-ferries", "vellmouth-2020", (), None),
        ("bodies/vellmouth-ferries", "", (), "bodies/vellmouth-ferries"),
        ("bodies/vellmouth-ferries/new-boat", "", (), "bodies/vellmouth-ferries/new-boat"),
        ("themes/rotas", "vellmouth-2020", (), "themes/rotas"),
        ("glossary/berth", "vellmouth-2020", (), "glossary/berth"),
        ("glossary/packet", "vellmouth-2020", (), "vellmouth-2020/glossary/packet"),
        ("glossary/packet", "", (), "vellmouth-2020/glossary/packet"),
        ("frameworks/ferries", "", (), "frameworks/ferries"),
        ("finding-one", "vellmouth-2020", ("finding",), "vellmouth-2020/f1"),
        ("vellmouth-2020/finding-one", "", (), "vellmouth-2020/f1"),
        ("first-vellmouth", "", ("inspection",), "inspections/vellmouth-2020"),
        ("nowhere/r1", "vellmouth-2020", (), None),
        ("", "vellmouth-2020", (), None),
        ("/", "vellmouth-2020", (), None),
    ],
)
def test_an_address_leads_to_what_was_meant(
    addresses: Addresses, typed: str, inspection: str, kinds: tuple[str, ...], found: str | None
) -> None:
    target = addresses.find(typed, inspection, kinds)
    assert (target.entry.address if target else None) == found


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("vellmouth-2020/r1", "r1"),
        ("vellmouth-2020/r1-b", "r1-b"),
        ("vellmouth-2020/trips-north", "trips-north"),
        ("vellmouth-2020/trips-north-a", "trips-north-a"),
        ("frameworks/ferries/safety", "ferries-safety"),
    ],
)
def test_parts_have_anchors_of_their_own(addresses: Addresses, typed: str, anchor: str) -> None:
    target = addresses.find(typed, "")
    assert target is not None
    assert target.anchor == anchor


def test_every_record_is_found_at_its_address(addresses: Addresses) -> None:
    """Progress alone has no address, for it is reached by its recommendation."""
    for entry in read(SAMPLE).entries:
        target = addresses.find(entry.address, "")
        assert (target and target.entry) == (None if entry.kind == "progress" else entry)


def test_a_bare_word_is_looked_for_in_its_own_inspection_first(tmp_path: Path) -> None:
    site = small(
        tmp_path, {"data/inspections/first/sections.yml": "- {id: boats}\n- {id: second}\n"}
    )
    target = resolve(read(site)).find("second", "first")
    assert target is not None
    assert target.entry.address == "first/second"


def test_a_suggestion_is_written_as_the_author_would_write_it(addresses: Addresses) -> None:
    assert addresses.suggestion("lifesavin", "vellmouth-2020") == 'did you mean "lifesaving"?'
    assert (
        addresses.suggestion("vellmouth-ferry", "", ("body",))
        == 'did you mean "vellmouth-ferries"?'
    )
    far = addresses.suggestion("vellmouth-2020/lifesavin", "vellmouth-2021")
    assert far == 'did you mean "vellmouth-2020/lifesaving"?'


def test_hidden_records_are_checked_like_any_other(tmp_path: Path) -> None:
    """A draft is checked while it is written, not on the day it is published."""
    site = small(tmp_path, {
        "data/inspections/first/findings.yml": "- {id: f1, state: draft, section: nowhere}\n",
    })  # fmt: skip
    assert [p.code for p in problems(site)] == ["unknown-address"]


@pytest.mark.parametrize(
    "files",
    [
        {"data/frameworks/words.yml": "title: Words\nstate: draft\nstatuses: []\n"},
        {
            "data/inspections/first/recommendations.yml": "- {id: r1}\n- {id: r2, state: draft}\n",
            "data/inspections/second/progress.yml": (
                "- {recommendation: first/r1, status: done}\n"
                "- {recommendation: first/r2, status: done}\n"
            ),
            "data/inspections/second/inspection.yml": (
                "title: Second\nframework: words\nstate: published\nfollows: first\n"
                "dates: {visit: 2021}\nfollow_up: {covers: all, in_scope: 2}\n"
            ),
        },
    ],
    ids=["framework", "one-of-those-in-scope"],
)
def test_nothing_shown_needs_something_hidden_to_be_true(
    files: dict[str, str], tmp_path: Path
) -> None:
    """A build in which a shown record stands on a hidden one is refused."""
    found = read(small(tmp_path, files))
    with pytest.raises(Problems):
        resolve(found, edition())


# Chains


def visit(title: str, *follows: str, date: str | None = None) -> Inspection:
    dates = Dates(visit=parse(date)) if date else Dates()
    return Inspection(id="x", title=title, state="published", follows=follows, dates=dates)


def test_a_chain_is_all_that_follows_joins_by_date() -> None:
    visits = {
        "c": visit("C", "a", date="2023"),
        "b": visit("B", "a", date="2021"),
        "a": visit("A", date="2020"),
        "d": visit("D", "c", "e", date="2024"),
        "e": visit("E", date="2022"),
        "z": visit("Z", date="2019"),
    }
    found = chains(visits)
    assert found["b"] == ("a", "b", "c", "d")
    assert found["d"] == ("a", "b", "e", "c", "d")
    assert found["e"] == ("e", "d")
    assert found["z"] == ("z",)
    assert before(found["c"], "c") == ("a", "b")
    assert before(found["a"], "a") == ()
    assert before(found["a"], "z") == ()


VISITS = st.integers(1, 5).flatmap(
    lambda size: st.lists(
        st.tuples(
            st.lists(st.integers(0, size - 1), max_size=3), st.none() | st.integers(2019, 2023)
        ),
        min_size=size,
        max_size=size,
    )
)


@given(VISITS)
def test_a_visit_stands_after_the_one_that_it_follows(
    drawn: list[tuple[list[int], int | None]],
) -> None:
    """Whatever their dates say, or if they have none; a ring of visits is a chain too."""
    acyclic = {
        str(i): visit(
            str(i),
            *(str(earlier) for earlier in follows if earlier < i),
            date=str(year) if year else None,
        )
        for i, (follows, year) in enumerate(drawn)
    }
    found = chains(acyclic)
    for name, inspection in acyclic.items():
        assert name in found[name]
        for earlier in inspection.follows:
            chain = found[name]
            assert set(found[earlier]) <= set(chain)
            assert chain.index(earlier) < chain.index(name)
    ringed = {str(i): visit(str(i), *map(str, follows)) for i, (follows, _) in enumerate(drawn)}
    assert set(chains(ringed)) == set(ringed)


# Counts of a follow-up


STATUSES = ("done", "begun", "stuck")
COUNTS = st.lists(
    st.tuples(st.sets(st.sampled_from(STATUSES), min_size=1), st.integers(0, 3)), max_size=3
)


def fits(counts: list[tuple[set[str], int]], scope: int, given_: list[str | None]) -> bool:
    """Whether each entry can have a place of its own in scope, its status in one of the counts.

    The slow way, by trying every order: the counts are slots, the rest of the scope free ones.
    """
    if sum(n for _, n in counts) > scope or len(given_) > scope:
        return False
    slots: list[set[str] | None] = [statuses for statuses, n in counts for _ in range(n)]
    slots += [None] * (scope - len(slots))
    known = [status for status in given_ if status]
    return any(
        all(slot is None or status in slot for slot, status in zip(order, known, strict=False))
        for order in permutations(slots, len(known))
    )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = (EXAMPLES / "base/data/frameworks/words.yml").read_text(encoding="utf-8")
    asks = "".join(f"- {{id: r{number}}}\n" for number in range(5))
    stuck = "{id: stuck, label: Stuck, meaning: open}, {id: begun"
    return small(tmp_path_factory.mktemp("asked"), {
        "data/frameworks/words.yml": words.replace("{id: begun", stuck),
        "data/inspections/first/recommendations.yml": asks,
    })  # fmt: skip


@settings(max_examples=120)
@given(
    counts=COUNTS,
    scope=st.integers(0, 6),
    statuses=st.lists(st.none() | st.sampled_from(STATUSES), max_size=5),
)
def test_entries_fit_into_counts_exactly_when_there_is_a_way(
    asked: Path, counts: list[tuple[set[str], int]], scope: int, statuses: list[str | None]
) -> None:
    """Single entries and combined counts are at odds only if no way of sorting them agrees."""
    rows = ", ".join(f"{{status: [{', '.join(sorted(s))}], n: {n}}}" for s, n in counts)
    head = (EXAMPLES / "base/data/inspections/second/inspection.yml").read_text(encoding="utf-8")
    follow_up = f"follow_up: {{covers: listed, in_scope: {scope}, counts: [{rows}]}}\n"
    entries = [
        f"- {{recommendation: first/r{i}, {f'status: {s}' if s else 'missing: Unseen.'}}}\n"
        for i, s in enumerate(statuses)
    ]
    write(asked, {
        "data/inspections/second/inspection.yml": head + follow_up,
        "data/inspections/second/progress.yml": "".join(entries) or "[]\n",
    })  # fmt: skip
    found = problems(asked)
    assert (not found) == fits(counts, scope, statuses)
    assert {p.code for p in found} <= {"follow-up", "sum"}
