"""`inspection explain`: every address of every site can be told of, whole, in 80 columns."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner, Result
from lxml import html
from sites import EXAMPLES, SAMPLE, TESTS, edition, overlaid, problems, small

import generator
from generator.cli import main
from generator.comparison import Outcome
from generator.dates import moment
from generator.desk.everything import HARMLESS, Everything, everything
from generator.desk.telling import explained, pointing
from generator.desk.telling.record import Telling, tell
from generator.rendering.compiling import environment
from generator.site import Settings
from generator.views.requests import OUTCOMES
from generator.words import words

SITES = [SAMPLE, *sorted(path for path in (TESTS / "samples").iterdir() if path.is_dir())]
AS_OF = "2025-01-01"
GOLDEN = TESTS / "golden/explain.txt"


@cache
def desk(root: Path) -> Everything:
    """All that is written in a site that does not change."""
    return everything(Settings(root, name=root.name), edition(moment(f"{AS_OF}T00:00+00:00")))


def addresses(every: Everything) -> list[str]:
    """Every address there is: of records, of their parts, old ones, and of words on progress."""
    said = [e.address for e in every.written.entries if e.kind == "progress"]
    known = [*every.addresses.targets, *said]
    return [a for a in known if not a.startswith("glossary/") or a in every.graph.entries]


@cache
def told(root: Path, address: str) -> Telling:
    """What is told of an address."""
    (found,) = pointing.find(desk(root), address)
    return tell(desk(root), found)


def run(root: Path, *words: str) -> Result:
    """The command, as its user would type it in a site's folder."""
    return CliRunner().invoke(main, ["explain", "-f", str(root / "mkdocs.yml"), *words])


CHOSEN = {
    SAMPLE: [
        *("vellmouth-2020/r1", "vellmouth-2020/r1-b", "vellmouth-2020/f1", "vellmouth-2020/trips"),
        *("trips-north", "vellmouth-2023/g-safety", "vellmouth-2020/cs-later", "np-gone", "notice"),
        *("first-vellmouth", "vellmouth-2024/f1", "vellmouth-2021/progress/vellmouth-2020/r2"),
        *("progress/vellmouth-2020/r1", "vellmouth-2023/f1"),
        *("vellmouth-ferries", "new-boat", "lifesaving", "themes/rotas", "ferries/safety"),
        *("packet", "vellmouth-2020/report", "bodies/unused-pier", "vellmouth-2021/n1", "r1"),
        *("ferries-old", "vellmoth-2020"),
    ],
    TESTS / "samples/prison": ["marrowfield-2018/r1", "marrowfield-2021", "bodies/marrowfield"],
    TESTS / "samples/authority": ["harnmere-2014/share", "harnmere-2021", "bodies/harnmere-county"],
}


def golden() -> Iterator[str]:
    """What the command prints for some addresses of each kind."""
    for root, chosen in CHOSEN.items():
        for address in chosen:
            yield f"$ inspection explain {address}  ({root.name})\n"
            yield run(root, address, "--as-of", AS_OF).output
            yield "\n\n"


def test_what_is_told_reads_as_it_was_read_by_hand(rewrite: bool) -> None:  # noqa: FBT001
    """Line by line, of an address of every kind."""
    said = "".join(golden())
    if rewrite:
        GOLDEN.write_text(said, encoding="utf-8")
    assert said.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("root", SITES, ids=lambda p: p.name)
def test_every_address_is_told_of_in_eighty_columns(root: Path) -> None:
    """In both forms; only what cannot be broken, such as an address or a link, is longer."""
    every = desk(root)
    assert every.problems == ()
    for address in addresses(every):
        telling = told(root, address)
        for whole in (True, False):
            lines = explained.as_lines(telling, everything=whole).splitlines()
            wide = [line for line in lines if len(line) > 80 and " " in line.strip()]
            assert wide == [], address
            assert not [line for line in lines if line != line.rstrip()], address
        assert json.loads(explained.as_json(telling))["address"] == telling.address


@pytest.mark.parametrize("root", SITES, ids=lambda p: p.name)
def test_every_link_of_a_record_is_named_at_both_its_ends(root: Path) -> None:
    """With its field, by the whole address of the other end, in what is printed too."""
    every = desk(root)
    for entry in every.graph.entries.values():
        telling = told(root, entry.address)
        text = explained.as_lines(telling, everything=True).split()
        ties = {(tie.way, tie.field, tie.address) for tie in telling.ties}
        for edge in every.graph.edges_from.get(entry.address, ()):
            end = pointing.address_of(every.graph.entries[edge.target], edge.part)
            assert ("to", edge.field, end) in ties
            assert end in text
        for edge in every.graph.edges_to.get(entry.address, ()):
            assert ("from", edge.field, edge.source) in ties
            assert edge.source in text


NOT_WORDS = {
    "until",
    "due_day",
    "kind",
    "field",
    "way",
    "site_problems",
    "severity",
    "code",
    "excerpt",
}
"""Keys whose values say for machines what stands in the text in words."""
IN_SHORT = {"verified", "claimed", "answered", "addressee", "counted"}
"""What is left to each recommendation's own telling, where a body's are listed."""


def facts(value: Any, without: set[str]) -> Iterator[str]:
    """Every word of a JSON document that a reader should find in the text too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in without:
                yield from facts(inner, without)
    elif isinstance(value, list):
        for inner in value:
            yield from facts(inner, without)
    elif isinstance(value, str):
        yield value


def squashed(text: str) -> str:
    """A text without its line ends and spaces, since those are the terminal's."""
    return "".join(text.split())


@pytest.mark.parametrize("root", SITES, ids=lambda p: p.name)
def test_both_forms_say_the_same(root: Path) -> None:
    """Whatever the JSON says in words, the text says too."""
    for address in addresses(desk(root)):
        telling = told(root, address)
        text = squashed(explained.as_lines(telling, everything=True))
        without = NOT_WORDS | (IN_SHORT if telling.kind == "body" else set())
        for fact in facts(json.loads(explained.as_json(telling)), without):
            assert squashed(fact.removeprefix("inspections/")) in text, (address, fact)


@pytest.mark.parametrize("root", SITES, ids=lambda p: p.name)
def test_the_end_of_an_address_is_enough_where_it_is_the_only_one(root: Path) -> None:
    """Else every address that ends so is listed."""
    every = desk(root)
    for entry in every.graph.entries.values():
        if entry.kind != "progress":
            found = pointing.find(every, entry.id)
            assert entry.address in [one.address for one in found]
            assert len({one.address for one in found}) == len(found)


def test_several_addresses_are_listed_and_none_is_chosen() -> None:
    result = run(SAMPLE, "r1")
    assert result.exit_code == 1
    assert "vellmouth-2020/r1\n" in result.output
    assert "ostrel-2022/r1\n" in result.output
    said = json.loads(run(SAMPLE, "r1", "--format", "json").output)
    assert set(said["ends"]) >= {"vellmouth-2020/r1", "ostrel-2022/r1"}


def test_an_unknown_address_names_those_that_are_near() -> None:
    result = run(SAMPLE, "vellmouth-2020/lifesavin")
    assert result.exit_code == 1
    assert result.output.splitlines()[2] == "  vellmouth-2020/lifesaving"
    said = json.loads(run(SAMPLE, "vellmouth-2020/lifesavin", "--format", "json").output)
    assert said["near"][0] == "vellmouth-2020/lifesaving"


def test_what_is_not_public_is_told_and_marked() -> None:
    """A draft, what is under embargo and what was withdrawn, each with what keeps it back."""
    draft = told(SAMPLE, "vellmouth-2024/f1")
    assert (draft.state, draft.because, draft.public) == (
        "draft",
        "inspections/vellmouth-2024",
        False,
    )
    later = told(SAMPLE, "vellmouth-2020/cs-later")
    assert (later.state, later.until) == ("embargoed", "2999-01-01T09:30:00+00:00")
    assert (later.state_said, later.because) == ("embargoed until 1 January 2999, 09:30 GMT", "")
    gone = told(SAMPLE, "vellmouth-2020/lost-property")
    assert (gone.state, gone.reason) == ("withdrawn", "1 June 2020: It was about another company.")
    assert gone.page == "/inspections/vellmouth-2020/lost-property/"
    unused = told(SAMPLE, "bodies/unused-pier")
    assert (unused.state, unused.public, unused.page) == ("published", False, "")
    ties = {tie.address: tie.state for tie in told(SAMPLE, "inspections/vellmouth-2023").ties}
    assert ties["inspections/vellmouth-2024"] == "draft"


def test_an_embargo_that_has_ended_is_none() -> None:
    """The moment is the one that is asked about."""
    said = run(SAMPLE, "cs-later", "--as-of", "2999-01-02").output
    assert "State       published" in said


def test_an_old_address_leads_to_the_new_one_and_says_so() -> None:
    moved = told(SAMPLE, "first-vellmouth")
    assert (moved.address, moved.former) == (
        "inspections/vellmouth-2020",
        "inspections/first-vellmouth",
    )


@pytest.mark.parametrize("root", SITES, ids=lambda p: p.name)
def test_a_page_that_is_named_is_a_page_of_the_site(root: Path) -> None:
    """Every page and anchor that is named is one that an accuracy check shows."""
    from generator.site import planned_site

    every = desk(root)
    shown = planned_site(every.settings, every.edition)
    pages = {f"/{page.path}" for page in shown.pages}
    for address in addresses(every):
        page = told(root, address).page
        if page:
            assert page.partition("#")[0] in pages, address


INVALID = sorted(path.name for path in (EXAMPLES / "invalid").iterdir())


@pytest.mark.parametrize("case", INVALID)
def test_a_site_with_mistakes_is_told_of_as_far_as_it_can_be_read(case: str) -> None:
    """Every address that is left can be told of, in both forms, and how many problems there are."""
    with tempfile.TemporaryDirectory() as folder:
        root = overlaid(Path(folder), EXAMPLES / "base", EXAMPLES / "invalid" / case)
        every = everything(Settings(root), edition(moment(f"{AS_OF}T00:00+00:00")))
        assert len(every.problems) >= len(problems(root)) > 0
        for address in addresses(every):
            for found in pointing.find(every, address):
                telling = tell(every, found)
                text = explained.as_lines(telling)
                assert json.loads(explained.as_json(telling))["site_problems"] > 0
                assert f"The site has {len(every.problems)} problem" in " ".join(text.split())
        unknown = pointing.unclear(every, "nothing-like-it", ())
        assert explained.why_unclear(unknown)


@pytest.mark.parametrize(
    "name",
    [
        *("frameworks/ferries.yml", "bodies/ferry-inspectorate.yml", "themes.yml"),
        *(
            f"inspections/vellmouth-2020/{name}.yml"
            for name in ("inspection", "sections", "recommendations", "findings/01-boats", "grades")
        ),
        *(f"inspections/vellmouth-2021/{name}.yml" for name in ("inspection", "progress")),
    ],
)
def test_a_site_with_a_file_that_is_no_yaml_is_told_of_all_the_same(
    name: str, tmp_path: Path
) -> None:
    """Whichever file it is: what the other files say can be told."""
    root = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    (root / "data" / name).write_text("title: [")
    every = everything(Settings(root), edition())
    assert [p.place.path for p in every.problems] == [f"data/{name}"]
    known = addresses(every)
    assert len(known) > len(addresses(desk(SAMPLE))) / 2
    for address in known:
        for found in pointing.find(every, address):
            telling = tell(every, found)
            assert telling.address in explained.as_lines(telling)


ASKED = "- {id: r1, title: Paint, text: Paint it., answers: f1}\n"
HEAD = "title: T\nstate: published\n"
WRONG = "- {id: f1, title: T, judgment: x}\n- {id: f2, titel: T}\n"
CONFIG = "site_name: S\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"


def test_a_record_that_cannot_be_read_is_told_by_its_problems(tmp_path: Path) -> None:
    """The place of each mistake in it, and none of what is wrong elsewhere."""
    root = small(tmp_path, {
        "mkdocs.yml": CONFIG,
        "content/index.md": "# Home\n",
        "data/inspections/one/inspection.yml": HEAD,
        "data/inspections/one/findings.yml": WRONG,
        "data/inspections/one/recommendations.yml": ASKED,
    })  # fmt: skip
    said = run(root, "one/f1")
    assert said.exit_code == 1
    assert '"one/f1" cannot be read until this is mended' in said.output
    assert "findings.yml:1:22: there is no key" in said.output
    assert "titel" not in said.output
    rest = run(root, "one/r1")
    assert rest.exit_code == 0
    assert "answers" not in rest.output.casefold().split("its fields")[0]
    assert "f1 (leads to nothing)" in rest.output
    assert "The site has 2 problems" in rest.output


def test_a_record_of_an_inspection_that_cannot_be_read_is_told_all_the_same(tmp_path: Path) -> None:
    """What it says and what is tied to it; not its state, nor what came of it."""
    root = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    path = root / "data/inspections/vellmouth-2020/inspection.yml"
    path.write_text(path.read_text().replace("state: published", "state: publisht"))
    said = run(root, "vellmouth-2020/r1").output
    assert "State       not known, while its inspection.yml cannot be read" in said
    assert "Every passenger should have a lifejacket that fits." in said
    assert "Through time" not in said
    visit = run(root, "inspections/vellmouth-2020")
    assert visit.exit_code == 1
    assert '"state" cannot be "publisht"' in visit.output
    path.write_text("title: [")
    assert "cannot be read until this is mended" in run(root, "vellmouth-2020").output


def test_what_is_called_harmless_is_a_code_of_a_problem() -> None:
    """So that a code which is renamed is not forgotten here."""
    modules = [p for p in Path(generator.__file__).parent.rglob("*.py") if p.stem != "everything"]
    known = "".join(path.read_text() for path in modules)
    assert [code for code in HARMLESS if f'"{code}"' not in known] == []


def test_what_visits_say_is_told_although_a_link_elsewhere_is_dead(tmp_path: Path) -> None:
    """A dead link alone does not hide what came of a recommendation; a ring of parts does."""
    root = Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
    path = root / "data/inspections/vellmouth-2020/case-studies.yml"
    path.write_text(path.read_text().replace("illustrates: [f1]", "illustrates: [f1, f99]", 1))
    said = run(root, "vellmouth-2020/r1").output
    assert "Through time" in said
    assert "The site has 1 problem: see `inspection check`." in said
    path = root / "data/inspections/vellmouth-2020/sections.yml"
    path.write_text(path.read_text() + "- {id: x, title: X, parent: y}\n- {id: y, parent: x}\n")
    said = run(root, "vellmouth-2020/r1").output
    assert "Through time" not in said
    assert "what came of it over time is not told" in " ".join(said.split())


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_a_silence_is_told_in_the_words_of_the_pages(outcome: Outcome) -> None:
    template = environment(words("en-GB")).get_template("components/outcome.html.jinja")
    shown = html.fragment_fromstring(str(template.module.outcome(outcome)))  # type: ignore[attr-defined]
    assert OUTCOMES[outcome] == shown.text_content()


def test_problems_and_advice_on_a_record_stand_with_it() -> None:
    """Those of its translations too, and none of another record's."""
    found = told(SAMPLE, "vellmouth-2021/n1").problems
    assert {(p.code, p.place.path) for p in found} >= {
        ("translation-missing", "data/inspections/vellmouth-2021/cy/recommendations.yml"),
        ("translation-older", "data/inspections/vellmouth-2021/cy/recommendations.yml"),
    }
    assert {p.place.path for p in found} == {
        f"data/inspections/vellmouth-2021/{folder}recommendations.yml" for folder in ("", "cy/")
    }


def test_a_site_that_is_not_there_is_a_problem_and_no_more(tmp_path: Path) -> None:
    said = run(tmp_path, "one/r1")
    assert said.exit_code == 1
    assert "Traceback" not in said.output
    assert said.exception is None or isinstance(said.exception, SystemExit)
