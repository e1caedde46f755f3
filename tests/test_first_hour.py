"""The first hour of the guide goes as it is written: every command, every file, every answer."""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from built import REPOSITORY

GUIDE = (REPOSITORY / "content/guide/first-hour.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INSPECTION = Path(sys.executable).with_name("inspection")


def wanted(answer: str) -> re.Pattern[str]:
    """An answer as the guide shows it, where `...` stands for anything."""
    parts = (re.escape(part) for part in answer.strip().split("..."))
    return re.compile(".*?".join(parts), re.DOTALL)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[tuple[str, str, str]], Path]:
    """Each answer that the guide shows beside what was said, and the folder of the new site."""
    here = tmp_path_factory.mktemp("hour")
    compared = []
    said, typed, before = "", "", ""
    at = 0
    for block in BLOCK.finditer(GUIDE):
        language, text = block.groups()
        if language == "sh":
            said, typed = "", text
            for line in text.splitlines():
                name, *arguments = shlex.split(line)
                if name == "cd":
                    here /= arguments[0]
                    continue
                program = str(INSPECTION) if name == "inspection" else name
                done = subprocess.run(
                    [program, *arguments],
                    cwd=here,
                    capture_output=True,
                    text=True,
                    stdin=subprocess.DEVNULL,
                    check=False,
                )
                said += done.stdout + done.stderr
        elif language == "text":
            compared.append((typed, text, said))
        elif language == "yaml":
            before = GUIDE[at : block.start()]
            path = re.findall(r"`(data/[^`]+)`", before)[-1]
            assert (here / path).is_file(), path
            (here / path).write_text(text, encoding="utf-8")
        at = block.end()
    return compared, here


def test_each_command_answers_as_it_is_shown(
    walked: tuple[list[tuple[str, str, str]], Path],
) -> None:
    compared, _ = walked
    assert len(compared) > 8
    for typed, shown, said in compared:
        assert wanted(shown).fullmatch(said.strip()), (
            f"{typed}\n--- shown\n{shown}\n--- said\n{said}"
        )


def test_each_command_of_the_hour_was_followed_by_its_answer() -> None:
    """No command stands there that no test compares."""
    kinds = [block[1] for block in BLOCK.finditer(GUIDE)]
    for kind, after in zip(kinds, [*kinds[1:], ""], strict=True):
        assert kind != "sh" or after == "text"


def test_the_hour_ends_with_a_website(walked: tuple[list[tuple[str, str, str]], Path]) -> None:
    _, site = walked
    page = (site / "site/inspections/north-pier-2027/comparison/index.html").read_text()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Mend the lamps" in words
    assert "Partly achieved" in words
    assert "21 were lit" in words


def test_the_preview_of_the_hour_answers(
    walked: tuple[list[tuple[str, str, str]], Path],
) -> None:
    """`inspection serve` in the second window shows the new site."""
    _, site = walked
    assert "`inspection serve`" in GUIDE
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [INSPECTION, "serve", "-a", address], cwd=site, stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://{address}/", timeout=10) as answer:
                    page = answer.read().decode()
                break
            except OSError:
                time.sleep(0.1)
        assert "North Pier 2027" in page
    finally:
        process.terminate()
        process.wait(20)
