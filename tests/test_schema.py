"""The schemas for editors: nothing that is right is red by them, and much of what is wrong."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from built import REPOSITORY
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sites import EXAMPLES, SAMPLE, TESTS, read, small

from generator import records
from generator.catalogue import Catalogue, what_can_be_read
from generator.check import check
from generator.cli import main
from generator.desk.schema import EXTENSIONS, keep_fresh, schema_line, schemas, vscode_settings
from generator.source import Source

SITES = (REPOSITORY, SAMPLE, *sorted(p for p in (TESTS / "samples").iterdir() if p.is_dir()))
VALID = sorted(path.name for path in (EXAMPLES / "valid").iterdir())
INVALID = sorted(path.name for path in (EXAMPLES / "invalid").iterdir())


class EditorsLoader(yaml.CSafeLoader):
    """YAML as editors read it, by the core schema of YAML 1.2: `no` is text, and 3 is not."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own


CORE = {
    "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    "bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    "int": (r"[-+]?[0-9]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+0123456789.")),
}
for name, (form, first) in CORE.items():
    EditorsLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{name}", re.compile(f"(?:{form})$"), first
    )
EditorsLoader.add_constructor(
    "tag:yaml.org,2002:int", lambda _, node: int(node.value, 16 if "x" in node.value else 10)
)


def kind(path: str) -> str:
    """The name of the schema for a file at a path of a site."""
    found = re.fullmatch(
        r"# yaml-language-server: \$schema=(.*)\.schemas/(.+)\.json", schema_line(path)
    )
    assert found
    assert found[1] == "../" * path.count("/")
    return found[2]


Judges = Mapping[str, Draft202012Validator]


def judging(written: Catalogue) -> Judges:
    """What judges each kind of file, where all this is written already."""
    return {name: Draft202012Validator(schema) for name, schema in schemas(written).items()}


@cache
def judges(site: Path) -> Judges:
    """What judges each kind of file of a site."""
    return judging(read(site))


def red(folder: Path, by: Judges) -> dict[str, str]:
    """The files of a folder in which an editor would find something wrong, and the first of it."""
    found = {}
    for path in sorted(folder.glob("data/**/*.yml")):
        name = path.relative_to(folder).as_posix()
        try:
            values = yaml.load(path.read_text(encoding="utf-8-sig"), EditorsLoader)  # noqa: S506 - a safe one
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            found[name] = str(error)
            continue
        judge = by.get(kind(name))
        if judge and values is not None and not judge.is_valid(values):
            found[name] = next(judge.iter_errors(values)).message
    return found


def test_every_schema_is_one() -> None:
    """Each is JSON Schema of the draft that it names, and refers to nothing that it lacks."""
    made = schemas(read(SAMPLE))
    assert set(made) >= {"inspection", "body", "framework", "themes", "findings", "progress"}
    for name, schema in made.items():
        Draft202012Validator.check_schema(schema)
        refers = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(schema)))
        assert refers == set(schema["$defs"]), name


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_no_file_of_a_sound_site_is_red(site: Path) -> None:
    """By the schemas of that site, every kind of file of which has one."""
    own = judges(site)
    files = [p.relative_to(site).as_posix() for p in site.glob("data/**/*.yml")]
    assert {kind(path) for path in files} <= set(own)
    assert red(site, own) == {}


@pytest.mark.parametrize("case", VALID)
def test_what_is_no_mistake_is_not_red(case: str) -> None:
    """Not even by the schemas of another site, which has none of its ids and words."""
    assert red(EXAMPLES / "valid" / case, judges(SAMPLE)) == {}


def test_a_site_that_is_empty_calls_no_id_wrong() -> None:
    """What is new is never red: to a site that has nothing yet, everything is."""
    nothing = judging(Catalogue(()))
    for site in SITES:
        assert {path for path in red(site, nothing) if kind(path) in nothing} == set()


TYPED = {
    "date": ("milestones", "id: a\nwhat: x\ndate: "),
    "moment": ("findings", "id: a\nstate: embargoed\nuntil: "),
    "number": ("figures", "id: a\nvalue: "),
    "count": ("figures", "id: a\nn: "),
    "id": ("findings", "id: "),
}
"""Fields that are read in a way of their own: their kind of file, and a record up to the value."""


TYPINGS = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: f"{day}/{day.year + 1:04}"),
    st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    st.datetimes().map(lambda moment: f"{moment:%Y%m%dT%H%M}"),
    st.integers(-9, 10**13).map(lambda number: f"{number:,}"),
    st.integers(-9, 10**13).map(lambda number: f"{number:_}"),
    st.integers(0, 999).map(lambda number: f"{number}.0"),
    st.floats(-9, 9).map(str),
    st.from_regex(r"[-+]?[0-9a-fx_]{1,4}([-.,:/T][0-9a-f]{1,4}){0,3}", fullmatch=True),
)


@pytest.mark.parametrize("what", TYPED)
@given(TYPINGS)
def test_a_value_that_can_be_read_is_not_red(what: str, typed: str) -> None:
    """However it is typed: as a date, a number, or something that only looks like one."""
    name, begins = TYPED[what]
    source = Source("a.yml", begins + typed)
    record, _ = check(records.RECORD_LISTS[name], source.values, source)
    if record is not None:
        assert judges(SAMPLE)[name].is_valid(yaml.load(source.text, EditorsLoader))  # noqa: S506


ONLY_CHECK_KNOWS = {
    *("wrong-date-backwards", "wrong-date-day", "wrong-number-endless"),
    *("wrong-id-of-body-file", "wrong-id-of-inspection-folder"),
    *("wrong-kind", "wrong-kind-inspection", "wrong-kind-part"),
}
"""Of the mistakes below, those that no schema can tell: a day that its month lacks, say."""


def test_what_a_model_alone_can_tell_is_red_while_it_is_typed() -> None:
    """Unknown keys, missing keys, wrong words, ids, dates, numbers and links, and empty values."""
    told_at_once = re.compile(
        r"unknown-key|wrong-|missing-(id|key|state|title|rec)|empty-(value|it)"
    )
    wanted = {case for case in INVALID if told_at_once.match(case)} - ONLY_CHECK_KNOWS
    assert len(wanted) > 50
    assert {
        case for case in wanted if not red(EXAMPLES / "invalid" / case, judges(SAMPLE))
    } == set()


def test_what_is_red_is_wrong_for_check_too() -> None:
    """An editor never complains of a file in which `check` finds nothing."""
    seen = 0
    for case in INVALID:
        folder = EXAMPLES / "invalid" / case
        told = (folder / "problems.txt").read_text(encoding="utf-8")
        found = red(folder, judges(SAMPLE))
        assert [path for path in found if f"{path}:" not in told] == [], (case, found)
        seen += bool(found)
    assert seen > 100


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the sample to write in."""
    return shutil.copytree(SAMPLE, tmp_path / "site")


def run(site: Path, *words: str) -> Result:
    """What a command says and does in a site."""
    return CliRunner().invoke(main, [*words, "-f", str(site / "mkdocs.yml")])


def stamps(site: Path) -> dict[str, int]:
    """When each file of the folder of schemas was written."""
    return {p.name: p.stat().st_mtime_ns for p in (site / ".schemas").iterdir()}


def test_only_what_has_changed_is_written(site: Path) -> None:
    """A second run writes nothing, a new record only what offers it; what is stale is deleted."""
    first = run(site, "schema")
    assert (first.exit_code, first.stderr) == (0, "")
    before = stamps(site)
    assert set(before) == {".gitignore", *(f"{name}.json" for name in schemas(read(SAMPLE)))}
    assert (site / ".schemas/.gitignore").read_text() == "*\n"
    assert run(site, "schema").stdout == f"0 files changed in {site / '.schemas'}.\n"
    assert stamps(site) == before
    (site / ".schemas/stale.json").write_text("{}")
    (site / ".schemas/tmp1234.new").write_text("half a fi")
    (site / ".schemas/notes.txt").write_text("an author's own")
    with (site / "data/themes.yml").open("a") as themes:
        themes.write("- {id: tides, title: Tides}\n")
    assert run(site, "schema").exit_code == 0
    after = stamps(site)
    assert set(after) - set(before) == {"notes.txt"}
    assert "tides" in (site / ".schemas/findings.json").read_text()
    unchanged = [name for name in before if after[name] == before[name]]
    assert ".gitignore" in unchanged
    assert "progress.json" in unchanged
    assert not [name for name in unchanged if "tides" in (site / ".schemas" / name).read_text()]


def test_what_cannot_be_read_is_left_out_and_the_rest_is_offered(site: Path) -> None:
    """A file that is half typed costs its own ids alone, and the command says so."""
    (site / "data/themes.yml").write_text("- id: tides\n  title: [\n")
    done = run(site, "schema")
    assert done.exit_code == 0
    assert (
        done.stdout.splitlines()[1]
        == "What `inspection check` complains of is not offered in them."
    )
    found = json.loads((site / ".schemas/findings.json").read_text())["$defs"]
    assert "defaultSnippets" not in found["theme"]
    assert "crew" in [snippet["label"] for snippet in found["section"]["defaultSnippets"]]


def test_a_folder_that_cannot_be_written_stops_no_other_command(tmp_path: Path) -> None:
    """The command itself says what is wrong; those that only keep the schemas fresh go on."""
    site = small(tmp_path, {".schemas": "a file in the way", "mkdocs.yml": MKDOCS})
    written, _ = what_can_be_read(site, "data", "content")
    assert keep_fresh(site, written) == ()
    done = run(site, "schema")
    assert done.exit_code == 1
    assert done.stdout.startswith(".schemas: the schemas cannot be written: ")
    assert done.stderr == ""


MKDOCS = "site_name: x\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"


def test_one_schema_can_be_printed_for_other_editors(tmp_path: Path) -> None:
    """It is the one that is written; of an unknown name it is said which are known."""
    site = small(tmp_path, {"mkdocs.yml": MKDOCS})
    done = run(site, "schema", "--print", "findings")
    assert (
        json.loads(done.stdout) == schemas(what_can_be_read(site, "data", "content")[0])["findings"]
    )
    assert not (site / ".schemas").exists()
    refused = run(site, "schema", "--print", "finding")
    assert refused.exit_code == 2
    assert "known: inspection, body, framework, sections, findings" in refused.stderr


def test_no_schema_reaches_a_built_site(site: Path) -> None:
    """They name drafts: the folder stays out of git and out of what is published."""
    assert run(site, "schema").exit_code == 0
    assert "hushword" in (site / ".schemas/findings.json").read_text()
    assert run(site, "build").exit_code == 0
    built = [path for path in (site / "site").rglob("*") if path.is_file()]
    assert len(built) > 50
    assert not [path for path in built if b"hushword" in path.read_bytes()]
    assert not [path for path in built if ".schemas" in path.parts or b"$defs" in path.read_bytes()]


def test_a_clone_has_the_settings_that_a_new_site_gets() -> None:
    """What is kept in .vscode is what the package would write, so that neither falls behind."""
    kept = {
        name: (REPOSITORY / f".vscode/{name}.json").read_text()
        for name in ("settings", "extensions")
    }
    assert kept["settings"] == json.dumps(vscode_settings("data"), indent=2) + "\n"
    assert kept["extensions"] == json.dumps(EXTENSIONS, indent=2) + "\n"


LINES = {
    "data/themes.yml": "themes",
    "data/glossary/sea.yml": "glossary",
    "data/bodies/themes.yml": "body",
    "data/frameworks/cy.yml": "framework",
    "data/cy/bodies/pier.yml": "body-translated",
    "data/inspections/cy/inspection.yml": "inspection",
    "data/inspections/bodies/inspection.yml": "inspection",
    "data/inspections/findings/sections.yml": "sections",
    "data/inspections/pier-2021/findings/sections.yml": "findings",
    "data/inspections/pier-2021/cy/findings.yml": "findings-translated",
    "data/inspections/pier-2021/pt-BR/findings/01.yml": "findings-translated",
    "data/cy/inspections/pier-2021/inspection.yml": "inspection-translated",
}


@pytest.mark.parametrize("path", LINES)
def test_the_first_line_of_a_file_names_its_schema(path: str) -> None:
    """Relative to the file, and by its kind whatever its name and that of its inspection are."""
    assert kind(path) == LINES[path]
