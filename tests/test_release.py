"""What a build may show, and that nothing else goes further."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sites import HUSH, NOW, SAMPLE, edition, read, released, small

from generator.catalogue import Catalogue, Entry
from generator.comparison import compare
from generator.dates import parse
from generator.graph import link
from generator.records import BodyRecord, Change, Inspection, Progress, State
from generator.release import Released, release
from generator.resolve import resolve
from generator.site import Settings, build

HIDDEN = {
    "inspections/vellmouth-2024",
    "vellmouth-2024/f1",
    "vellmouth-2024/progress/vellmouth-2023/q1",
    "vellmouth-2020/f-draft",
    "vellmouth-2020/cs-later",
    "vellmouth-2020/np-gone",
    "vellmouth-2020/lost-property",
    "bodies/vellmouth-ferries/second-boat",
}
UNUSED = {"bodies/unused-pier", "themes/unused-theme", "glossary/unused-term", "frameworks/ncpi"}


def shown(found: Released) -> set[str]:
    return {entry.address for entry in found.entries}


def words(found: Released) -> str:
    """Everything that a later stage can read in the records, pages and file names of a build."""
    return " ".join([
        *(entry.record.model_dump_json(warnings=False) for entry in found.entries),
        *(page.text + page.settings.model_dump_json(warnings=False) for page in found.pages),
        *found.files,
        *(f"{gone.address} {gone.reason}" for gone in found.withdrawn),
    ]).casefold()  # fmt: skip


def test_no_word_of_a_hidden_record_is_released() -> None:
    assert HUSH in words(released(SAMPLE, public=False))
    assert HUSH not in words(released(SAMPLE))


def test_a_public_build_shows_all_but_what_is_hidden_or_unused() -> None:
    found = released(SAMPLE)
    assert shown(found) == {e.address for e in read(SAMPLE).entries} - HIDDEN - UNUSED
    assert found.hidden == HIDDEN | UNUSED
    assert [page.path for page in found.pages] == ["about.md", "index.md"]
    assert found.files == ("inspections/vellmouth-2020/files/piers.svg",)
    assert found.unpublished == {}


def test_a_preview_shows_drafts_and_embargoed_records_and_says_so() -> None:
    found = released(SAMPLE, public=False)
    everything = {e.address for e in read(SAMPLE).entries}
    assert shown(found) == everything - UNUSED - {
        "vellmouth-2020/np-gone",
        "vellmouth-2020/lost-property",
    }
    assert found.unpublished == {
        "inspections/vellmouth-2024": "draft",
        "vellmouth-2024/f1": "draft",
        "vellmouth-2024/progress/vellmouth-2023/q1": "draft",
        "vellmouth-2020/f-draft": "draft",
        "vellmouth-2020/cs-later": "embargoed",
        "bodies/vellmouth-ferries/second-boat": "draft",
    }
    assert "plans.md" in [page.path for page in found.pages]
    assert "inspections/vellmouth-2020/files/hushword.txt" in found.files


def test_of_a_withdrawn_record_its_address_date_and_reason_remain() -> None:
    gone = released(SAMPLE).withdrawn
    assert [(w.address, w.kind, w.date.iso, w.reason) for w in gone] == [
        (
            "vellmouth-2020/np-gone",
            "notable-practice",
            "2020-05-01",
            "It was told of the wrong boat.",
        ),
        (
            "vellmouth-2020/lost-property",
            "section",
            "2020-06-01",
            "It was about another company.",
        ),
    ]


def test_of_a_withdrawn_page_its_address_date_and_reason_remain(tmp_path: Path) -> None:
    head = "---\nstate: withdrawn\nchanges: [{date: 2024, kind: withdrawn, note: Wrong.}]\n---\n"
    site = small(tmp_path, {"content/more/prices.md": f"{head}# {HUSH}\n", "content/cy/a.md": head})
    found = released(site)
    gone = [(w.address, w.kind, w.date.iso, w.reason) for w in found.withdrawn]
    assert gone == [("/more/prices/", "page", "2024", "Wrong.")]
    assert HUSH not in words(found)


def test_a_body_is_shown_without_its_hidden_milestones() -> None:
    body = next(e for e in released(SAMPLE).entries if e.id == "vellmouth-ferries").record
    assert isinstance(body, BodyRecord)
    assert [m.id for m in body.milestones] == ["new-boat"]


# Attachments

ATTACHED = """
title: First
state: published
summary: >-
  See [the letter](files/letter.pdf) and ![a plan](files/plan.png) and [a map](./files/map.png).
attachments:
  - {title: Map, file: ./files/map.png}
  - {title: Hidden letter, file: files/letter.pdf, state: draft}
  - {title: Hidden plan, file: files/plan.png, state: embargoed, until: 2030-01-01}
  - {title: Hidden link, link: https://hidden.example/x, state: embargoed, until: 2031-01-01}
  - title: Hidden list
    file: files/list.csv
    state: withdrawn
    changes: [{date: 2024-05-01, kind: withdrawn, note: It was the wrong list.}]
  - {title: The same letter, file: files/shared.pdf}
  - {title: Hidden again, file: files/shared.pdf, state: draft}
"""
TITLES_IN_WELSH = """
attachments:
  - {title: Map cy}
  - {title: Hidden cy}
  - {title: Hidden cy}
  - {title: Hidden cy}
  - {title: Hidden cy}
  - {title: Llythyr}
"""


def with_attachments(folder: Path) -> Path:
    files = {f"files/{name}" for name in ("letter.pdf", "map.png", "list.csv", "shared.pdf")}
    return small(
        folder,
        {
            "data/inspections/first/inspection.yml": ATTACHED,
            "data/inspections/first/cy/inspection.yml": TITLES_IN_WELSH,
            **{f"data/inspections/first/{name}": name for name in (*files, "files/plan.png")},
        },
    )


def test_an_attachment_has_a_state_and_its_file_goes_with_it(tmp_path: Path) -> None:
    site = with_attachments(tmp_path)
    found = released(site)
    visit = next(e for e in found.entries if e.kind == "inspection").record
    assert isinstance(visit, Inspection)
    assert [a.title for a in visit.attachments] == ["Map", "The same letter"]
    assert found.files == (
        "inspections/first/files/map.png",
        "inspections/first/files/shared.pdf",
    )
    assert [(w.address, w.kind, w.reason) for w in found.withdrawn] == [
        ("first/files/list.csv", "attachment", "It was the wrong list.")
    ]
    assert found.next_release == datetime(2030, 1, 1, tzinfo=UTC)
    assert "hidden" not in words(found)


def test_an_embargoed_attachment_comes_with_its_moment(tmp_path: Path) -> None:
    found = released(with_attachments(tmp_path), datetime(2030, 6, 1, tzinfo=UTC))
    assert "inspections/first/files/plan.png" in found.files
    assert found.next_release == datetime(2030, 12, 31, tzinfo=UTC) + timedelta(days=1)
    every = released(tmp_path, public=False)
    assert "inspections/first/files/letter.pdf" in every.files
    assert "inspections/first/files/list.csv" not in every.files


def test_the_words_of_a_translation_stay_with_their_attachment(tmp_path: Path) -> None:
    found = release(
        catalogue := read(with_attachments(tmp_path)),
        resolve(catalogue),
        replace(edition(), signed_off=frozenset({"cy"})),
    )
    assert "hidden" not in words(found)
    visit = next(e for e in found.in_language("cy").entries if e.kind == "inspection").record
    assert isinstance(visit, Inspection)
    assert [a.title for a in visit.attachments] == ["Map cy", "Llythyr"]


def test_a_page_links_to_no_attachment_that_is_hidden(tmp_path: Path) -> None:
    site = with_attachments(tmp_path)
    made = build(Settings(site), edition())
    front = next(p.html for p in made.pages if p.path == "inspections/first/")
    assert "See the letter and a plan and" in front
    assert front.count('href="./files/map.png"') == 2
    assert ">A document<" not in front
    assert "A document, 1 May 2024: It was the wrong list." in front
    stub = next(p.html for p in made.pages if p.path == "inspections/first/files/list.csv/")
    assert "It was the wrong list." in stub
    assert "Hidden" not in "".join(p.html for p in made.pages)
    drafts = build(Settings(site), edition(public=False))
    front = next(p.html for p in drafts.pages if p.path == "inspections/first/")
    assert re.search(r'Hidden letter</a>.*<span class="flag flag--draft">draft</span>', front)


# Embargoes


ENDS = datetime(2999, 1, 1, 9, 30, tzinfo=UTC)


@given(st.timedeltas(timedelta(days=-400_000), timedelta(days=400_000)))
@example(timedelta(0))
@example(timedelta(microseconds=-1))
@example(timedelta(microseconds=1))
def test_an_embargo_ends_at_its_moment_and_not_before(offset: timedelta) -> None:
    found = released(SAMPLE, max(NOW, ENDS + offset))
    over = offset >= timedelta(0)
    assert ("vellmouth-2020/cs-later" in shown(found)) == over
    assert found.next_release == (None if over else ENDS)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2030-07-01", datetime(2030, 6, 30, 23, tzinfo=UTC)),
        ("2030-01-01", datetime(2030, 1, 1, tzinfo=UTC)),
        ("2030-07-01T09:30", datetime(2030, 7, 1, 8, 30, tzinfo=UTC)),
        ("2030-07-01T09:30+02:00", datetime(2030, 7, 1, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_without_a_zone_is_the_site_s(
    typed: str, moment: datetime, tmp_path: Path
) -> None:
    """A bare date is its first instant in the site's zone, summer time and all."""
    text = f"- {{id: f1, state: embargoed, until: {typed}}}\n"
    site = small(tmp_path, {"data/inspections/first/findings.yml": text})
    assert released(site).next_release == moment
    assert "first/f1" not in shown(released(site, moment - timedelta(seconds=1)))
    assert "first/f1" in shown(released(site, moment))


@pytest.mark.parametrize("state", ["state: draft", "state: embargoed\nuntil: 2031-01-01"])
def test_nothing_is_announced_for_a_moment_at_which_nothing_changes(
    state: str, tmp_path: Path
) -> None:
    """An embargo within a draft ends unseen, one within a longer embargo with that."""
    head = f"title: First\nframework: words\n{state}\n"
    site = small(tmp_path, {
        "data/inspections/first/inspection.yml": head,
        "data/inspections/first/findings.yml": "- {id: f1, state: embargoed, until: 2030-01-01}\n",
    })  # fmt: skip
    later = datetime(2031, 1, 1, tzinfo=UTC) if "2031" in state else None
    assert released(site).next_release == later


def test_an_embargoed_page_is_released_with_the_rest(tmp_path: Path) -> None:
    page = "---\nstate: embargoed\nuntil: 2030-01-01\n---\n\n# Soon\n"
    site = small(tmp_path, {"content/soon.md": page})
    before, after = released(site), released(site, datetime(2030, 1, 1, tzinfo=UTC))
    assert [p.path for p in before.pages] == ["index.md"]
    assert before.next_release == datetime(2030, 1, 1, tzinfo=UTC)
    assert [p.path for p in after.pages] == ["index.md", "soon.md"]


# Whatever is hidden


ENTRIES = read(SAMPLE).entries
STATES = st.dictionaries(
    st.integers(0, len(ENTRIES) - 1),
    st.sampled_from(["draft", "embargoed", "withdrawn"]),
    max_size=4,
)


def in_state(entry: Entry, state: State) -> Entry:
    change = Change(date=parse("2024"), kind="withdrawn", note="A reason.")
    update = {
        "state": state,
        "until": datetime(2998, 1, 1, tzinfo=UTC) if state == "embargoed" else None,
        "changes": (change,),
    }
    return replace(entry, record=entry.record.model_copy(update=update))


def belongs(entry: Entry, owner: Entry) -> bool:
    """Whether an entry is part of another, so that it cannot be shown without it."""
    record = entry.record
    same = entry.inspection == owner.inspection
    if isinstance(owner.record, Inspection):
        return same
    if owner.kind == "body":
        return entry.address.startswith(f"{owner.address}/")
    if owner.kind == "section":
        return same and owner.id in (
            getattr(record, "section", None),
            getattr(record, "parent", None) if entry.kind == "section" else None,
        )
    if owner.kind == "recommendation":
        return (isinstance(record, Progress) and record.recommendation == owner.address) or (
            same and entry.kind == "recommendation" and getattr(record, "parent", None) == owner.id
        )
    return False


@given(STATES)
def test_whatever_is_hidden_nothing_of_it_is_released(drawn: dict[int, State]) -> None:
    """No record, no part of one, no address and no link of it; and of a withdrawn one a stub."""
    entries = tuple(
        in_state(entry, drawn[index]) if index in drawn else entry
        for index, entry in enumerate(ENTRIES)
    )
    found = read(SAMPLE)
    changed = Catalogue(entries, found.pages, found.files)
    build = release(changed, resolve(found), edition())
    graph = link(build)
    for index, state in drawn.items():
        owner = entries[index]
        for entry in [owner, *(e for e in entries if belongs(e, owner))]:
            assert entry.address not in shown(build)
            assert entry.address in build.hidden
            assert build.addresses.find(entry.address, "") is None
            assert entry.address not in graph.edges_to
            assert entry.address not in graph.edges_from
        stubs = {gone.address for gone in build.withdrawn}
        assert state == "withdrawn" or owner.address not in stubs
    assert HUSH not in words(build)
    hides_words = any(entries[i].kind == "framework" for i in drawn)
    for visit in graph.inspections if not hides_words else ():
        compare(graph, visit)


@given(STATES)
def test_what_hides_is_the_least_public_of_all_above(drawn: dict[int, State]) -> None:
    """A stub stands only where everything that a withdrawn record belongs to is public."""
    entries = tuple(
        in_state(entry, drawn[index]) if index in drawn else entry
        for index, entry in enumerate(ENTRIES)
    )
    found = read(SAMPLE)
    build = release(Catalogue(entries, found.pages, found.files), resolve(found), edition())
    for gone in build.withdrawn:
        entry = next(e for e in entries if e.address == gone.address)
        owners = [o for o in entries if o is not entry and belongs(entry, o)]
        assert not [o for o in owners if o.record.state in ("draft", "embargoed")]


# What the whole site shares


def test_what_is_shared_is_shown_only_where_a_shown_record_uses_it(tmp_path: Path) -> None:
    site = small(tmp_path, {
        "data/themes.yml": "- {id: crew, title: Crew}\n- {id: secret, title: Secret}\n",
        "data/bodies/watch.yml": "name: Watch\n",
        "data/bodies/pier.yml": "name: Pier\nparent: watch\n",
        "data/inspections/first/findings.yml": (
            "- {id: f1, themes: crew}\n- {id: f2, themes: secret, by: pier, state: draft}\n"
        ),
    })  # fmt: skip
    assert shown(released(site)) & {
        "themes/crew",
        "themes/secret",
        "bodies/pier",
        "bodies/watch",
    } == {"themes/crew"}
    preview = shown(released(site, public=False))
    assert {"themes/secret", "bodies/pier", "bodies/watch"} <= preview


TERMS = """\
- {id: berth, title: berth, text: "Where a boat lies; see [there][glossary/quay]."}
- {id: quay, title: quayside wall}
- {id: oar, title: oar, themes: crew}
- {id: tide, title: tide, by: pier}
"""


def glossary(folder: Path, files: dict[str, str]) -> set[str]:
    site = small(folder, {"data/glossary.yml": TERMS, **files})
    return {
        a for a in shown(released(site)) if a.startswith(("glossary/", "themes/", "bodies/pier"))
    }


def test_a_term_is_shown_where_a_shown_text_mentions_it(tmp_path: Path) -> None:
    """With all that it speaks of in its turn."""
    text = "- {id: f1, text: Boats left the Berth at low tide; a board is no word.}\n"
    found = glossary(tmp_path, {"data/inspections/first/findings.yml": text})
    assert found == {"glossary/berth", "glossary/quay", "glossary/tide", "bodies/pier"}


@pytest.mark.parametrize(
    "files",
    [
        {"data/inspections/first/findings.yml": "- {id: f1, text: An oar., state: draft}\n"},
        {"content/plans.md": "---\nstate: draft\n---\n\nAn oar.\n"},
        {
            "data/bodies/ferry.yml": (
                "name: Ferry\nmilestones: [{id: m, what: x, text: An oar., state: draft}]\n"
            )
        },
    ],
    ids=["finding", "page", "milestone-of-a-body"],
)
def test_a_term_is_not_shown_because_a_hidden_text_mentions_it(
    files: dict[str, str], tmp_path: Path
) -> None:
    assert glossary(tmp_path, files) == set()


def test_a_file_is_released_with_the_record_that_shows_it(tmp_path: Path) -> None:
    folder = "data/inspections/first"
    site = small(tmp_path, {
        f"{folder}/files/a.svg": "<svg/>",
        f"{folder}/files/b.svg": "<svg/>",
        f"{folder}/files/c.svg": "<svg/>",
        f"{folder}/findings.yml": (
            "- {id: f1, text: '![A](files/a.svg)'}\n"
            "- {id: f2, text: '![B](files/b.svg)', state: draft}\n"
        ),
    })  # fmt: skip
    assert released(site).files == ("inspections/first/files/a.svg",)


def test_a_page_brings_in_what_it_links_to(tmp_path: Path) -> None:
    site = small(tmp_path, {"content/about.md": "# About\n\n[Them][bodies/pier].\n"})
    assert "bodies/pier" in shown(released(site))
    assert "bodies/pier" not in shown(released(EXAMPLE))


EXAMPLE = Path(__file__).parent / "examples" / "base"


@pytest.mark.parametrize("holder", ["findings", "recommendations"])
@pytest.mark.parametrize("held", ["findings", "recommendations"])
def test_what_is_part_of_a_draft_is_as_hidden_as_it(holder: str, held: str, tmp_path: Path) -> None:
    """Whether findings hold recommendations, or the other way round."""
    lists: dict[str, str] = {"findings": "", "recommendations": ""}
    lists[holder] += "- {id: a, title: A, state: draft}\n"
    lists[held] += "- {id: b, title: B, parent: a}\n"
    written = {f"data/inspections/first/{name}.yml": text for name, text in lists.items() if text}
    site = small(tmp_path, written)
    assert {"first/a", "first/b"} & {e.address for e in released(site).entries} == set()


def test_what_was_part_of_something_withdrawn_leaves_a_note_too(tmp_path: Path) -> None:
    gone = "state: withdrawn, changes: [{date: 2021, kind: withdrawn, note: Wrong.}]"
    site = small(tmp_path, {
        "data/inspections/first/recommendations.yml": (
            f"- {{id: a, title: A, {gone}}}\n- {{id: b, title: B, parent: a}}\n"
        ),
    })  # fmt: skip
    assert [(w.address, w.reason) for w in released(site).withdrawn] == [
        ("first/a", "Wrong."),
        ("first/b", "Wrong."),
    ]


def test_chains_longer_than_any_real_one_are_read(tmp_path: Path) -> None:
    """Neither visits nor records in each other exhaust Python's own stack."""
    visits = {
        f"data/inspections/v{i:04}/inspection.yml": (
            f"title: V\nstate: published\n{f'follows: v{i - 1:04}' if i else ''}\n"
        )
        for i in range(1200)
    }
    asked = "".join(
        f"- {{id: q{i}, title: Q{f', parent: q{i - 1}' if i else ''}}}\n" for i in range(1200)
    )
    site = small(tmp_path, {**visits, "data/inspections/first/recommendations.yml": asked})
    assert len(released(site).entries) > 2400
