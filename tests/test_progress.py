"""How far a long piece of work is, on a terminal and nowhere else; how long each stage took."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from sites import SAMPLE

from generator.commands.progress import Progress, told
from generator.stages import Stage, Stages

SLOW = """
import time
from generator.stages import Stages
advance = Stages.advance
def slow(self, count=1):
    time.sleep(0.05)
    advance(self, count)
Stages.advance = slow
"""


def on_a_terminal(words: list[str], cwd: Path, env: dict[str, str]) -> str:
    """All that a command writes to a terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen(
        words, cwd=cwd, env=env, stdin=slave, stdout=slave, stderr=slave, close_fds=True
    ) as process:
        os.close(slave)
        said = b""
        while select.select([master], [], [], 60)[0]:
            try:
                piece = os.read(master, 65_536)
            except OSError:  # the other end has closed
                break
            said += piece
            if not piece:
                break
        assert process.wait() == 0
    os.close(master)
    return said.decode()


@pytest.fixture
def slow(tmp_path: Path) -> dict[str, str]:
    """An environment in which each step of a build takes its time."""
    folder = tmp_path / "slow"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SLOW)
    return os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "100"}


def test_long_work_is_told_on_a_terminal_and_the_line_goes(
    tmp_path: Path, slow: dict[str, str]
) -> None:
    site = ["build", "--site-dir", str(tmp_path / "out"), "--as-of", "2025-01-01", "--no-cache"]
    said = on_a_terminal([sys.executable, "-m", "generator", *site], SAMPLE, slow)
    lines = re.split(r"\r\x1b\[K", said)
    shown = [line for line in lines if re.search(r": [\d,]+ of [\d,]+", line)]
    assert shown, said
    assert any("about" in line and "left" in line for line in shown)
    assert said.endswith("pages built.\r\n") or "pages built." in lines[-1]
    assert not re.search(r" of \d", lines[-1])


def run(words: list[str], environment: dict[str, str] | None = None) -> CompletedProcess[bytes]:
    """The command, away from any terminal."""
    command = [sys.executable, "-m", "generator", *words]
    return subprocess.run(command, cwd=SAMPLE, env=environment, capture_output=True, check=True)


def test_nothing_is_told_where_nobody_looks(tmp_path: Path, slow: dict[str, str]) -> None:
    site = ["build", "--site-dir", str(tmp_path / "out"), "--as-of", "2025-01-01", "--no-cache"]
    done = run(site, slow)
    assert done.stderr == b""
    assert b"\r" not in done.stdout


def test_short_work_is_not_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = Progress()
    progress.begin("One", 3)
    for now[0] in (0.5, 1.9):
        progress.advance()
    assert capsys.readouterr().err == ""
    now[0] = 2.1
    progress.advance()
    assert "One: 3 of 3" in capsys.readouterr().err
    progress.close()


def test_each_stage_is_timed(tmp_path: Path) -> None:
    words = ["build", "--timings", "--site-dir", str(tmp_path / "out"), "--as-of", "2025-01-01"]
    said = run(words).stdout.decode()
    rows = dict(re.findall(r"^(\w[\w, ]*?) +(\d+\.\d\d) s$", said, re.MULTILINE))
    whole = float(rows.pop("All"))
    assert len(rows) > 5
    assert sum(map(float, rows.values())) <= whole + 0.05


@pytest.mark.parametrize(
    ("done", "total", "after", "words"),
    [
        (0, 0, 5.0, "Gather ..."),
        (0, 10, 5.0, "Gather: 0 of 10"),
        (5, 10, 5.0, "Gather: 5 of 10, about 5 s left"),
        (1_000, 4_000, 100.0, "Gather: 1,000 of 4,000, about 5 min left"),
        (10, 10, 5.0, "Gather: 10 of 10"),
    ],
)
def test_how_far_a_stage_is_stands_in_one_line(
    done: int, total: int, after: float, words: str
) -> None:
    assert told(Stage("Gather", total, 0.0, done), after) == words


def test_stages_follow_each_other() -> None:
    stages = Stages()
    stages.begin("One", 2)
    stages.advance(2)
    time.sleep(0.01)
    stages.begin("Two")
    stages.end()
    assert [(s.name, s.done, s.total) for s in stages.all] == [("One", 2, 2), ("Two", 0, 0)]
    assert stages.all[0].seconds >= 0.01
