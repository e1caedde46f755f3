"""The shape of the house: one direction, one door to each world outside, plain templates."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes

from generator.rendering.compiling import TEMPLATES, environment
from generator.words import words

PACKAGE = TEMPLATES.parent
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOW = [
    "problems",
    "store",
    "cores",
    "stages",
    "beside",
    "disk",
    "mistakes",
    "complaints",
    "dates",
    "words",
    "source",
    "drawings",
    "records",
    "check",
    "fields",
    "translation",
    "prose",
    "catalogue",
    "addresses",
    "reliance",
    "order",
    "states",
    "showing",
    "chains",
    "scales",
    "disclosure",
    "rules",
    "settings",
    "resolve",
    "advice",
    "release",
    "graph",
    "comparison",
    "obligations",
    "places",
    "views",
    "joined",
    "plan",
    "rendering",
    "publish",
    "islands",
    "verifying",
    "site",
    "desk",
    "host",
    "commands",
    "cli",
]
"""Modules and families in the order of the flow: each may know only those before it, and itself."""

DOORS = {
    "yaml": {"source"},
    "xml": {"drawings"},
    "pydantic": {"records", "check", "translation"},
    "pydantic_core": {"check"},
    "comrak": {"prose"},
    "nh3": {"prose"},
    "jinja2": {"rendering", "host"},
    "babel": {"words"},
    "mkdocs": {"host", "commands"},
    "click": {"cli", "commands"},
    "weasyprint": {"publish"},
    "pypdfium2": {"verifying"},
    "lxml": {"desk"},
    "mammoth": {"desk"},
    "subprocess": {"desk"},
    "multiprocessing": {"cores"},
    "concurrent": {"cores"},
}
"""Outside worlds, and the only modules that know them."""


def family(path: Path) -> str:
    """A module's own name, or that of the family it belongs to."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imports(path: Path) -> set[str]:
    """The full names of all that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_stage_knows_a_later_one(path: Path) -> None:
    here = family(path)
    if here.startswith("__"):
        return
    later = set(FLOW[FLOW.index(here) + 1 :])
    known = {name.split(".")[1] for name in imports(path) if name.startswith("generator.")}
    assert known & later == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_each_outside_world_has_one_door(path: Path) -> None:
    worlds = {name.split(".")[0] for name in imports(path)}
    assert [w for w in worlds if w in DOORS and family(path) not in DOORS[w]] == []


def test_every_module_stands_in_the_flow() -> None:
    assert {family(p) for p in MODULES if not family(p).startswith("__")} == set(FLOW)


def test_a_build_reads_no_clock_and_no_environment_but_at_the_door() -> None:
    for path in MODULES:
        if family(path) in ("host", "commands") or path.name == "pdf.py":  # WeasyPrint's door
            continue
        text = path.read_text()
        assert not re.search(r"\b(now|today|utcnow|time)\(\)|os\.environ|getenv", text), path.name


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.jinja")), ids=lambda p: p.stem)
def test_a_template_only_prints(path: Path) -> None:
    """Besides its macro's argument it sees `page` alone, and it reaches for no private thing."""
    tree = environment(words("en-GB")).parse(path.read_text())
    from jinja2 import meta

    given = {"page", "_", "ngettext"} | {"range"}
    assert meta.find_undeclared_variables(tree) <= given
    if path.parent.name == "components":
        macros = list(tree.find_all(nodes.Macro))
        assert len(macros) == 1
        assert macros[0].name == path.name.split(".")[0]
        assert len(macros[0].args) == 1
    assert not re.search(r"\.__|\[.__", path.read_text())


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.jinja")), ids=lambda p: p.stem)
def test_a_template_holds_no_style_script_or_handler(path: Path) -> None:
    assert not re.search(r"\bstyle=|<script|\son[a-z]+=|javascript:", path.read_text())


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.jinja")), ids=lambda p: p.stem)
def test_only_rendered_prose_is_trusted(path: Path) -> None:
    """What is marked safe is a field of a view that holds rendered prose, by its name."""
    for trusted in re.findall(r"\{\{\s*([\w.]+)\s*\|\s*safe_html", path.read_text()):
        assert trusted.rpartition(".")[2] in ("html", "evidence"), trusted


OWN_WORDS = {"inspection", "revisit", "priority", "mixed", "default", "good", "not graded"}
"""Words of a shipped framework that the product uses in a sense of its own (a tone, a file)."""


def test_shipped_words_stand_only_in_shipped_frameworks() -> None:
    """No module, template, style or catalogue knows a word, an id or a title of a framework."""
    import yaml

    words: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            words.update(str(value[key]) for key in ("id", "label", "title") if key in value)
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    for path in (PACKAGE / "frameworks").glob("*.yml"):
        words.add(path.stem)
        collect(yaml.safe_load(path.read_text()))
    unwanted = {word for word in words if word.casefold() not in OWN_WORDS}
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(unwanted)))})\b", re.IGNORECASE)
    suffixes = (".py", ".jinja", ".html", ".css", ".js", ".pot", ".po")
    for path in PACKAGE.rglob("*"):
        if path.suffix in suffixes:
            assert pattern.findall(path.read_text(encoding="utf-8")) == [], path
