"""Every file of a site, read and checked on its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import SAMPLE, attempt, edition, overlaid, read, small, write

from generator import records
from generator.addresses import title as record_title
from generator.catalogue import SHIPPED_FRAMEWORKS, Catalogue, catalogue
from generator.comparison import compare
from generator.graph import Graph, link
from generator.problems import Problems, report
from generator.release import release
from generator.resolve import resolve

SAMPLE_FILES = sorted(
    path.relative_to(SAMPLE).as_posix()
    for folder in ("data", "content")
    for path in (SAMPLE / folder).rglob("*")
    if path.suffix in (".yml", ".md")
)


def addresses(found: Catalogue, kind: str) -> list[str]:
    return [e.address for e in found.entries if e.kind == kind]


def title(found: Catalogue, address: str) -> str:
    return record_title(next(e.record for e in found.entries if e.address == address))


def test_every_record_has_an_address_of_its_kind() -> None:
    found = read(SAMPLE)
    assert {
        "bodies/harbour-board", "bodies/vellmouth-ferries/new-boat", "frameworks/ferries",
        "themes/rotas", "glossary/berth", "inspections/vellmouth-2020", "vellmouth-2020/summary",
        "vellmouth-2020/f1", "vellmouth-2020/r1", "vellmouth-2020/cs1", "vellmouth-2020/np1",
        "vellmouth-2020/trips", "vellmouth-2020/g-safety", "vellmouth-2020/plan",
        "vellmouth-2020/report", "vellmouth-2020/glossary/packet",
        "vellmouth-2021/progress/vellmouth-2020/r1/vellmouth-council/vellmouth-council",
        "vellmouth-2021/progress/vellmouth-2020/r2/-/editor",
    } <= {e.address for e in found.entries}  # fmt: skip
    kinds = {e.kind for e in found.entries}
    assert kinds == {m.KIND for m in records.RECORD_LISTS.values()} | {
        "body", "framework", "inspection", "theme",
    }  # fmt: skip


def test_the_sample_shows_every_field_that_a_record_may_have() -> None:
    """What authors may write, the sample writes, so that whatever is built from it is built."""
    used: set[tuple[str, str]] = set()
    for entry in read(SAMPLE).entries:
        if entry.source.path.startswith("data/"):
            used |= {(type(entry.record).__name__, name) for name in entry.record.model_fields_set}
    everywhere = set(records.Record.model_fields) - {"title"}
    possible = {
        (model.__name__, name)
        for model in (*records.RECORD_LISTS.values(), records.Inspection, records.BodyRecord,
                      records.Framework, records.Theme)
        for name in model.model_fields
        if name not in everywhere
    }  # fmt: skip
    assert possible - used == set()
    assert everywhere - {name for _, name in used} == set()


def test_records_stand_in_their_written_order(tmp_path: Path) -> None:
    """By file name, then by place in the file."""
    site = small(tmp_path, {
        "data/inspections/first/figures/b.yml": "id: a1\n",
        "data/inspections/first/figures/a.yml": "- {id: z}\n- {id: y}\n",
    })  # fmt: skip
    found = catalogue(site, "data", "content")
    assert addresses(found, "figure") == ["first/z", "first/y", "first/a1"]


def test_shipped_frameworks_are_always_there() -> None:
    shipped = {f"frameworks/{path.stem}" for path in SHIPPED_FRAMEWORKS.glob("*.yml")}
    assert shipped <= set(addresses(read(SAMPLE), "framework"))
    assert "frameworks/default" in shipped


def test_a_framework_of_the_site_replaces_a_shipped_one(tmp_path: Path) -> None:
    site = small(tmp_path, {"data/frameworks/default.yml": "title: Ours\n"})
    found = catalogue(site, "data", "content")
    assert title(found, "frameworks/default") == "Ours"


def test_the_folders_may_have_any_name(tmp_path: Path) -> None:
    site = write(tmp_path, {
        "records/bodies/ferry.yml": "name: Ferry\n",
        "records/frameworks/default.yml": "title: Ours\n",
        "pages/index.md": "# Home\n",
    })  # fmt: skip
    found = catalogue(site, "records", "pages")
    assert title(found, "frameworks/default") == "Ours"
    assert [page.path for page in found.pages] == ["index.md"]


def test_pages_are_read_with_their_settings() -> None:
    pages = {page.path: page for page in read(SAMPLE).pages}
    assert sorted(pages) == ["about.md", "cy/about.md", "index.md", "plans.md"]
    assert pages["index.md"].settings.title == "Ferries, inspected"
    assert pages["index.md"].text.strip().startswith("# Ferries, inspected")
    assert pages["about.md"].settings == records.PageSettings()


def test_attachments_are_known_by_their_path_below_data() -> None:
    folder = "inspections/vellmouth-2020/files"
    assert read(SAMPLE).files == (f"{folder}/hushword.txt", f"{folder}/piers.svg")


def test_a_site_may_have_no_pages(tmp_path: Path) -> None:
    assert catalogue(small(tmp_path, {}), "data", "nowhere").pages == ()


def test_a_site_without_data_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        catalogue(tmp_path, "data", "content")
    assert report(caught.value.problems) == (
        "data: there is no such folder, so there is nothing to publish\n"
        "   make one, or name it as `data_dir` in mkdocs.yml\n\n"
        "1 problem. For more on each: inspection explain no-data"
    )


def test_the_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """A file that is no YAML hides nothing of another's mistakes, nor do its own hide the rest."""
    site = small(tmp_path, {
        "data/bodies/ferry.yml": "nme: Ferry\n",
        "data/themes.yml": "\t- id: x\n",
        "data/inspections/first/findings.yml": "- {id: F1}\n- {id: f2, titel: x}\n",
        "content/about.md": "---\ntitel: x\n---\n# About\n",
    })  # fmt: skip
    with pytest.raises(Problems) as caught:
        catalogue(site, "data", "content")
    assert [(p.place.path, p.code) for p in caught.value.problems] == [
        ("content/about.md", "unknown-key"),
        ("data/bodies/ferry.yml", "unknown-key"),
        ("data/inspections/first/findings.yml", "wrong-id"),
        ("data/inspections/first/findings.yml", "unknown-key"),
        ("data/themes.yml", "tab"),
    ]


@pytest.mark.parametrize(
    "name",
    ["finding.yml", "findings.yaml", "Findings.yml", "findings.yml.bak", "findings.json", "x"],
)
def test_no_file_of_an_inspection_is_passed_over(name: str, tmp_path: Path) -> None:
    site = small(tmp_path, {f"data/inspections/first/{name}": "- {id: lost}\n"})
    with pytest.raises(Problems) as caught:
        catalogue(site, "data", "content")
    assert [(p.code, p.place.path.rpartition("/")[2]) for p in caught.value.problems] == [
        ("unknown-file", name)
    ]


CHANGES = ["drop", "twice", "cut", "put", "swap", "dent", "empty", "move"]
SCRAPS = [":", " ", "'", "- ", "\t", "{", "]", "#", "x", "é", "\x00", "state: draft", "|"]
VALUES = ["f1", "r1", "[]", "{}", "2021", "vellmouth-2021/r1", "bodies/x", "-1", "done", "draft"]


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the sample, changed as a hasty author changes one."""
    name = draw(st.sampled_from(SAMPLE_FILES))
    lines = (SAMPLE / name).read_text(encoding="utf-8").split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        spot = draw(st.integers(0, len(line)))
        match draw(st.sampled_from(CHANGES)):
            case "drop":
                lines[at : at + 1] = [""] if len(lines) == 1 else []
            case "twice":
                lines.insert(at, line)
            case "cut":
                lines[at] = line[:spot] + line[spot + draw(st.integers(1, 5)) :]
            case "put":
                lines[at] = line[:spot] + draw(st.sampled_from(SCRAPS)) + line[spot:]
            case "swap":
                lines[at] = line.partition(":")[0] + ": " + draw(st.sampled_from(VALUES))
            case "dent":
                lines[at] = draw(st.sampled_from([" ", "  ", "    "])) + line
            case "empty":
                lines[at] = line.partition(":")[0] + ":"
            case "move":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
    return name, "\n".join(lines)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return overlaid(tmp_path_factory.mktemp("sample"), SAMPLE)


@settings(max_examples=200)
@given(change=mutations())
def test_any_change_of_a_file_gives_problems_or_a_site(copy: Path, change: tuple[str, str]) -> None:
    """However a file is changed, its author reads problems, or the records can be compared."""
    name, text = change
    (copy / name).write_text(text, encoding="utf-8", newline="")
    try:
        graph, told = attempt(lambda: built(copy))
    finally:
        (copy / name).write_bytes((SAMPLE / name).read_bytes())
    assert (graph is None) == bool(told)
    assert all(p.place.path == name or (copy / p.place.path).exists() for p in told)
    assert report(told)
    if graph is not None:
        for visit in graph.inspections:
            compare(graph, visit)


def built(root: Path) -> Graph:
    found = catalogue(root, "data", "content")
    return link(release(found, resolve(found), edition()))
