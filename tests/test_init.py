"""`inspection init`: a site that checks and builds at once, whole or not at all."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import chdir
from functools import cache
from pathlib import Path

import pytest
import yaml
from built import REPOSITORY, command
from click.testing import CliRunner, Result
from lxml import html

import generator
from generator.cli import main
from generator.desk.schema import EXTENSIONS, vscode_settings
from generator.desk.starting.init import STARTER

NAME = 'Ferries: "late" & [lost](x) #1 <b>'
_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def typed(*words: str, cwd: Path) -> Result:
    """What happens when somebody types this in a folder."""
    with chdir(cwd):
        done = CliRunner().invoke(main, words)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@cache
def started() -> Path:
    """A site as `init` makes it, which no test changes."""
    folder = tempfile.TemporaryDirectory(prefix="started-")
    _KEPT.append(folder)
    done = typed(
        *("init", "ferries", "--name", NAME, "--timezone", "Europe/London"), cwd=Path(folder.name)
    )
    assert done.exit_code == 0, done.output
    return Path(folder.name) / "ferries"


def copied(tmp_path: Path) -> Path:
    """A copy of it, to write in."""
    return Path(shutil.copytree(started(), tmp_path / "site"))


def files_of(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_a_new_site_checks_and_builds(tmp_path: Path) -> None:
    """Its example shows on the home page, says that it is invented, and every link in it holds."""
    site = copied(tmp_path)
    assert typed("check", cwd=site).output == "No problems.\n"
    done = command("build", cwd=site)
    assert done.returncode == 0, done.stdout + done.stderr
    home = html.parse(site / "site/index.html")
    assert home.find(".//title").text.endswith(f"- {NAME}")
    links = {a.get("href") for a in home.iter("a")}
    assert {"inspections/example/", "inspections/example/recommendations/r1/"} <= links
    for href in links:
        if href and not re.match(r"https?:|#|\.$", href):
            target = site / "site" / href.partition("#")[0]
            assert target.exists(), href
    page = html.parse(site / "site/inspections/example/index.html").getroot()
    assert "Example inspection (invented)" in page.text_content()


def test_a_new_site_stands_without_its_example(tmp_path: Path) -> None:
    """Nothing else points at it: its README says what to delete, and a first record follows."""
    site = copied(tmp_path)
    shutil.rmtree(site / "data/inspections/example")
    (site / "data/bodies/example-service.yml").unlink()
    assert typed("check", cwd=site).output == "No problems.\n"
    assert typed("new", "inspection", "first", "-t", "First", cwd=site).exit_code == 0
    assert typed("new", "finding", "-t", "Boats were late", cwd=site).exit_code == 0
    assert typed("check", cwd=site).output == "No problems.\n"
    assert command("build", cwd=site).returncode == 0


def test_the_example_can_be_followed_up(tmp_path: Path) -> None:
    site = copied(tmp_path)
    done = typed("new", "revisit", "again", "--follows", "example", "-t", "Again", cwd=site)
    assert done.exit_code == 0, done.output
    assert (
        "recommendation: example/r1" in (site / "data/inspections/again/progress.yml").read_text()
    )
    assert typed("check", cwd=site).output == "No problems.\n"


def test_every_word_is_put_in() -> None:
    """No place for one is left open, and each file can be read by what it is for."""
    site = started()
    for name in files_of(site):
        text = (site / name).read_text(encoding="utf-8")
        assert not re.search(r"(?<!\$)\{(name|language|timezone|version|signed_off)\}", text), name
        if name.endswith((".yml", ".json")):
            assert yaml.safe_load(text) is not None, name
    settings = yaml.safe_load((site / "mkdocs.yml").read_text())
    assert settings["site_name"] == NAME
    assert settings["plugins"][0]["inspection"] == {
        "data_dir": "data",
        "timezone": "Europe/London",
        "language": "en-GB",
    }
    assert (site / "requirements.txt").read_text() == (
        f"inspection-report>={generator.__version__}\n"
    )
    editor = {
        n: yaml.safe_load((site / f".vscode/{n}.json").read_text())
        for n in ("settings", "extensions")
    }
    assert editor == {"settings": vscode_settings("data"), "extensions": EXTENSIONS}


def test_every_file_of_the_starter_comes_along() -> None:
    """What stands in it as `dot-` is hidden in the site; nothing hidden is in the package."""
    wanted = {re.sub(r"(^|/)dot-", r"\1.", name) for name in files_of(STARTER)}
    assert files_of(started()) == wanted | {".vscode/settings.json", ".vscode/extensions.json"}
    assert not [name for name in files_of(STARTER) if re.search(r"(^|/)\.", name)]


def test_a_new_site_keeps_what_is_made_out_of_git(tmp_path: Path) -> None:
    site = copied(tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=site, check=True)
    for made in ("site/index.html", ".site.new/x", ".schemas/finding.json", ".venv/x", ".cache/x"):
        subprocess.run(["git", "check-ignore", "-q", made], cwd=site, check=True)
    for kept in ("data/themes.yml", "content/index.md", ".vscode/settings.json"):
        assert subprocess.run(["git", "check-ignore", "-q", kept], cwd=site, check=False).returncode


def test_the_readme_names_commands_that_there_are() -> None:
    said = re.findall(r"inspection (\w+)", (started() / "README.md").read_text())
    assert {"check", "serve", "new", "build"} <= set(said)
    assert set(re.findall(r"`inspection (\w+)", (started() / "README.md").read_text())) <= set(
        main.commands
    )


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    """What is in the way is named; a repository that waits for its first files is not."""
    folder = tmp_path / "site"
    (folder / ".git").mkdir(parents=True)
    assert typed("init", "site", cwd=tmp_path).exit_code == 0
    before = files_of(folder)
    (folder / "README.md").write_text("Mine.")
    done = typed("init", ".", cwd=folder)
    assert done.exit_code == 1
    assert "this folder is not empty: it holds .github, .gitignore" in done.output
    assert files_of(folder) == before
    assert (folder / "README.md").read_text() == "Mine."
    (tmp_path / "file").write_text("")
    assert typed("init", "file", cwd=tmp_path).exit_code == 2
    assert typed("init", "file/site", cwd=tmp_path).exit_code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--timezone", "Mars/Base"], 'there is no time zone "Mars/Base"'),
        (["--timezone", "../../etc/passwd"], "there is no time zone"),
        (["--language", "xx-YY"], 'there is no language "xx-YY"'),
        (["--language", "fr"], 'the interface has no words in "fr"'),
        (["--name", "a\x07b"], "there is an invisible control character here"),
    ],
)
def test_what_no_site_can_be_told_is_refused(
    tmp_path: Path, words: Sequence[str], said: str
) -> None:
    """And no folder is left behind."""
    done = typed("init", "site", *words, cwd=tmp_path)
    assert done.exit_code == 1
    assert said in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_language_that_waits_for_approval_is_told(tmp_path: Path) -> None:
    """By `init`, by `check`, and by the line of mkdocs.yml that gives it."""
    done = typed("init", "safle", "--language", "cy", cwd=tmp_path)
    assert 'The interface in "cy" waits for a speaker: see mkdocs.yml.' in done.output
    site = tmp_path / "safle"
    assert "have not been signed off" in typed("check", cwd=site).output
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("# signed_off", "signed_off"))
    assert typed("check", cwd=site).output == "No problems.\n"


def limited() -> None:
    """Let no file grow beyond some bytes, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))


@pytest.mark.parametrize("there", [True, False], ids=["empty folder", "new folder"])
def test_a_full_disk_leaves_no_half_of_a_site(tmp_path: Path, there: bool) -> None:  # noqa: FBT001
    folder = tmp_path / "site"
    if there:
        folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "generator", "init", "site"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "this cannot be written: File too large" in done.stdout
    assert folder.exists() == there
    assert files_of(tmp_path) == set()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A new site under git, with everything added."""
    site = copied(tmp_path)
    for words in (["init", "-q"], ["add", "--all"]):
        subprocess.run(["git", *words], cwd=site, check=True)
    return site


def hooks(site: Path) -> subprocess.CompletedProcess[str]:
    """Run the site's hooks by pre-commit itself, with the command that is installed here."""
    env: Mapping[str, str] = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(site.parent / "pre-commit"),
    }
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"],
        cwd=site,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_hook_passes_what_is_sound_and_shows_a_mistake_at_its_line(repository: Path) -> None:
    assert hooks(repository).returncode == 0
    findings = repository / "data/inspections/example/findings.yml"
    findings.write_text(findings.read_text().replace("judgement: improve", "judgement: improv"))
    done = hooks(repository)
    assert done.returncode == 1
    line = next(
        n for n, text in enumerate(findings.read_text().splitlines(), 1) if "improv" in text
    )
    assert f"data/inspections/example/findings.yml:{line}:14: " in done.stdout
    assert 'did you mean "improve"?' in done.stdout


def test_the_hook_for_other_repositories_is_the_same() -> None:
    """The one in this repository's own manifest, as pre-commit reads it."""
    manifest = REPOSITORY / ".pre-commit-hooks.yaml"
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(manifest)], check=False
    )
    assert done.returncode == 0
    (shared,) = yaml.safe_load(manifest.read_text())
    config = yaml.safe_load((started() / ".pre-commit-config.yaml").read_text())
    ((own,),) = (repo["hooks"] for repo in config["repos"])
    for key in ("id", "name", "entry", "files", "pass_filenames"):
        assert shared[key] == own[key]
