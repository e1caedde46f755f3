"""Every code is explained by a case that is told in just these words, and mended in this way."""

from __future__ import annotations

import ast
import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sites import TESTS, overlaid

import generator
from generator import disclosure, mistakes
from generator.cli import main

PACKAGE = Path(generator.__file__).parent
SITE = "site_name: Ferries\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"


WITHOUT_A_CASE = {
    *(
        "address",
        "unreadable",
        "unwritable",
        "changed",
        "not-installed",
        "shortcut",
    ),  # of the machine, not of the files
    *("frame", "mkdocs"),  # of other people's templates and plugins
    "too-large",
}
"""Codes that no small folder of files brings about; other tests do, and they are explained."""
SHOWN = [code for code in mistakes.codes() if code not in WITHOUT_A_CASE]


def run(case: Path, folder: Path) -> Result:
    """What is typed beside the files of a case says, in a site that has no other mistake."""
    (folder / "mkdocs.yml").write_text(SITE)
    overlaid(folder, TESTS / "explained/base", case)
    typed = folder / mistakes.COMMAND
    command = typed.read_text().strip() if typed.is_file() else mistakes.CHECK
    typed.unlink(missing_ok=True)
    name, *arguments = shlex.split(command)
    assert name == "inspection"
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(main, arguments)
    finally:
        os.chdir(before)


@pytest.mark.parametrize("code", SHOWN)
def test_a_mistake_is_told_as_it_is_explained(code: str, tmp_path: Path, rewrite: bool) -> None:  # noqa: FBT001
    """The wrong case is told in the words beside it, under its own code and no other."""
    case = mistakes.CASES / code
    done = run(case / "wrong", tmp_path)
    said = done.output.replace(str(tmp_path), "...").strip()
    told, _, more = said.rpartition("\n\n")
    assert re.search(r"inspection explain (.*)$", more), said
    assert more.partition("inspection explain ")[2].split() == [code]
    golden = case / "told.txt"
    if rewrite:
        golden.write_text(told + "\n", encoding="utf-8")
    assert told + "\n" == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", SHOWN)
def test_a_mistake_is_mended_as_it_is_explained(code: str, tmp_path: Path) -> None:
    """The right case has no problem, and nothing is advised."""
    done = run(mistakes.CASES / code / "right", tmp_path)
    assert (done.exit_code, "inspection explain" in done.output) == (0, False), done.output


@pytest.mark.parametrize("code", mistakes.codes())
def test_an_explanation_is_whole_and_fits_a_terminal(code: str) -> None:
    """`inspection explain CODE` says why, shows the wrong and the right, in 80 columns."""
    found = mistakes.mistake(code)
    assert found.title
    assert not found.title.endswith(".")
    assert len(found.about) > 60
    assert (found.wrong is None) == (code in WITHOUT_A_CASE)
    assert found.wrong is None or found.wrong != found.right
    done = CliRunner().invoke(main, ["explain", code])
    assert done.exit_code == 0, done.output
    assert found.title in done.output
    for part in ("\nWrong", "\nWhat is said of it", "\nRight"):
        assert (part in done.output) == (code in SHOWN)
    prose = done.output.partition("\n\nWrong")[0].splitlines()
    assert max(map(len, prose)) <= 80


def test_every_code_is_explained() -> None:
    """Whatever the program can complain of or advise, by name."""
    used = set(disclosure.RULES)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            used |= set(_codes(node))
    assert used == set(mistakes.codes())


def _codes(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        place = {"Problem": 0, "_refuse": 1}.get(name, len(node.args))
        return [_word(argument) for argument in node.args[place : place + 1] if _word(argument)]
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
        return [word for word in [_word(node.value)] if word]
    return []


def _word(node: ast.AST) -> str:
    word = node.value if isinstance(node, ast.Constant) else None
    return word if isinstance(word, str) and re.fullmatch("[a-z]+(-[a-z]+)*", word) else ""


def test_an_unknown_code_names_the_nearest() -> None:
    done = CliRunner().invoke(main, ["explain", "unknown-keys"])
    assert done.exit_code == 1
    assert "unknown-key" in done.output
