"""The preview shows what a build would, as soon as it is saved, and says what is wrong."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import SAMPLE

from generator.cli import main
from generator.host.preview.desk import Desk
from generator.host.preview.editor import link, pattern
from generator.host.preview.serving import serving
from generator.host.preview.watching import watch
from generator.problems import Place

EDITOR = pattern("vscode")
DRAFTS = ["--edition", "accuracy-check"]
MARKS = re.compile(
    r'<link rel="stylesheet" href="/\.preview/preview\.css">.*?(?=</body>)', re.DOTALL
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The sample, to be changed."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("site")))


@pytest.fixture
def at_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is as of one moment."""
    monkeypatch.setenv("INSPECTION_AS_OF", "2025-01-01")


def desk(site: Path, url: str = "http://127.0.0.1:8000/") -> Desk:
    return Desk(str(site / "mkdocs.yml"), url, EDITOR)


def page(shown: Desk, path: str) -> str:
    """A page of the preview, without what only a preview has."""
    return MARKS.sub("", shown.answer(path).body.decode())


def marks(shown: Desk, path: str) -> dict[str, object]:
    held = re.search(
        r'id="preview-data">(.*?)</script>', shown.answer(path).body.decode(), re.DOTALL
    )
    assert held
    return dict(json.loads(held[1]))


def save(shown: Desk, path: Path, text: str) -> str:
    """Save a file, as an editor would, and say what the preview says of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return shown.refresh({path})


@pytest.mark.usefixtures("at_a_moment")
def test_a_page_is_what_a_build_makes_of_it(site: Path, tmp_path: Path) -> None:
    """Every page, but for what only a preview has, is the page of the edition with drafts."""
    target = tmp_path / "built"
    told = CliRunner().invoke(
        main,
        ["build", "-f", str(site / "mkdocs.yml"), "--site-dir", str(target), *DRAFTS],
    )
    assert told.exit_code == 0, told.output
    url = re.search(r"^site_url: (.*)$", (site / "mkdocs.yml").read_text(), re.MULTILINE)
    shown = desk(site, url[1] if url else "")
    pages = sorted(target.rglob("index.html"))
    assert len(pages) > 60
    for built in pages:
        path = built.parent.relative_to(target).as_posix()
        path = "" if path == "." else f"{path}/"
        assert page(shown, path) == built.read_text(), path
    styles = "assets/inspection/inspection.css"
    assert shown.answer(styles).body == (target / styles).read_bytes()
    for attachment in target.glob("inspections/*/files/**/*"):
        name = attachment.relative_to(target).as_posix()
        assert attachment.is_dir() or shown.answer(name).body == attachment.read_bytes()


EDITS = {
    "title": lambda text: text.replace("title: ", "title: New ", 1),
    "text": lambda text: text.replace("text: |\n", "text: |\n    Another line.\n\n", 1),
    "comment": lambda text: f"# {text}" if text.startswith("#") else f"# Note\n{text}",
    "broken": lambda text: text + '\n- id: "never closed\n',
    "unknown": lambda text: text.replace("title:", "titel:", 1),
    "empty": lambda _: "",
}


@pytest.mark.usefixtures("at_a_moment")
@settings(max_examples=12)
@given(st.data())
def test_what_is_shown_never_depends_on_what_was_before(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """After any edits the preview shows what one would that was only now begun."""
    site = tmp_path_factory.mktemp("edits") / "site"
    shutil.copytree(SAMPLE, site, ignore=shutil.ignore_patterns("site"))
    shown = desk(site)
    files = sorted((site / "data").rglob("*.yml"))
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(files))
        before = path.read_text(encoding="utf-8")
        name = data.draw(st.sampled_from([*EDITS, "deleted"]))
        if name == "deleted":
            path.unlink()
            shown.refresh({path})
        else:
            save(shown, path, EDITS[name](before))
        fresh = desk(site)
        assert _told(shown) == _told(fresh)
        if fresh.shown.problems is None:
            for some in ("", "bodies/", "findings/", "corrections/", "inspections/"):
                assert page(shown, some) == page(fresh, some)
        if name in ("broken", "unknown", "empty", "deleted") or shown.shown.problems:
            save(shown, path, before)
    assert shown.shown.problems is None or _told(shown) == _told(desk(site))
    shutil.rmtree(site)


def _told(shown: Desk) -> list[str]:
    return [p.message for p in shown.shown.problems.problems] if shown.shown.problems else []


def test_bad_yaml_keeps_the_last_good_page_and_says_what_is_wrong(site: Path) -> None:
    """Each problem with file, line, excerpt, way out and a link; it clears when it is mended."""
    shown = desk(site)
    path = site / "data/themes.yml"
    good = path.read_text()
    told = save(shown, path, good + "- id: Wrong\n")
    assert "data/themes.yml:" in told
    line = len(good.splitlines()) + 1
    now = page(shown, "themes/")
    assert "page-title" in now
    assert "to mend before this can be published" in now
    assert f"data/themes.yml:{line}:7" in now
    assert f"{line} | - id: Wrong" in now
    assert "^^^^^" in now
    assert "is not an id" in now
    assert "an id is lower-case letters" in now
    assert f'href="vscode://file{path.resolve()}:{line}:7"' in now
    assert marks(shown, "themes/")["problems"] == "2 problems"
    assert save(shown, path, good).startswith("Ready in ")
    now = page(shown, "themes/")
    assert "page-title" in now
    assert "to mend before" not in now
    assert marks(shown, "themes/")["problems"] == "0 problems"


def test_a_site_that_is_broken_from_the_start_shows_its_problems(site: Path) -> None:
    path = site / "data/themes.yml"
    good = path.read_text()
    path.write_text("themes: [")
    shown = desk(site)
    assert "data/themes.yml:1:" in page(shown, "")
    assert shown.answer("themes/").status == 404
    save(shown, path, good)
    assert "page-title" in page(shown, "themes/")


def test_what_is_in_the_way_of_a_site_is_told(site: Path) -> None:
    """Settings and templates of the site's own that are broken leave the last good pages."""
    shown = desk(site)
    config = site / "mkdocs.yml"
    good = config.read_text()
    told = save(shown, config, good.replace("plugins:", "plugin:"))
    assert "mkdocs.yml:7:1" in told
    assert 'did you mean "plugins"?' in told
    assert "mkdocs.yml:7:1" in page(shown, "themes/")
    assert save(shown, config, re.sub("site_name: .*", "site_name: Renamed", good)).startswith(
        "Ready"
    )
    assert "Renamed" in page(shown, "themes/")


def test_a_broken_template_breaks_one_page_and_not_the_preview(site: Path) -> None:
    config = site / "mkdocs.yml"
    config.write_text(
        re.sub("theme:\n", "theme:\n  custom_dir: own\n", config.read_text(), count=1)
    )
    own = site / "own/partials/footer.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ nothing.of.this }}")
    assert "custom_dir: own" in config.read_text()
    shown = desk(site)
    answer = shown.answer("themes/")
    assert answer.status == 500
    assert "footer.html:1:1" in answer.body.decode()
    assert "nothing" in answer.body.decode()
    assert '"problems": "1 problem"' in answer.body.decode()
    save(shown, own, "fine")
    assert shown.answer("themes/").status == 200


def test_the_advice_has_a_page_of_its_own(site: Path) -> None:
    shown = desk(site)
    count = int(shown.answer(".preview/advice.json").body)
    assert count > 1
    assert shown.answer(".preview/advice").body.decode().count("<li>") == count
    save(shown, site / "data/themes.yml", "- id: Wrong\n")
    assert shown.answer(".preview/advice.json").body == b"0"


def test_a_folder_of_pages_that_is_gone_is_told(site: Path) -> None:
    shown = desk(site)
    (site / "content").rename(site / "elsewhere")
    shown.refresh([site / "content"])
    assert "there is no folder" in page(shown, "themes/")


def test_a_folder_that_the_settings_name_later_is_watched_too(tmp_path: Path) -> None:
    first, later = tmp_path / "first", tmp_path / "later"
    for folder in (first, later):
        folder.mkdir()
    named = [first]
    saved: SimpleQueue[set[Path]] = SimpleQueue()
    watch([tmp_path / "settings"], lambda: named, saved.put, lambda: None)
    named.append(later)
    (first / "a").write_text("x")
    assert first / "a" in saved.get(timeout=10)
    deadline = time.monotonic() + 10
    seen: set[Path] = set()
    while later / "b" not in seen and time.monotonic() < deadline:
        (later / "b").write_text("x")  # the folder is watched as soon as the first save is done
        with suppress(Empty):
            seen |= saved.get(timeout=0.2)
    assert later / "b" in seen


def test_each_record_has_a_link_to_its_line(site: Path) -> None:
    """At its own address and in its section; a translation opens the translation's file."""
    shown = desk(site)
    for path, anchor in [
        ("inspections/vellmouth-2021/safety/", "f1"),
        ("inspections/vellmouth-2021/recommendations/r1/", ""),
        ("bodies/vellmouth-ferries/", ""),
        ("themes/lights/", ""),
    ]:
        answer = shown.answer(path)
        if answer.status != 200:
            continue
        held = {r["anchor"]: r for r in marks(shown, path)["records"]}  # type: ignore[attr-defined]
        assert anchor in held, (path, sorted(held))
        url = urlsplit(held[anchor]["href"])
        file, line, column = url.path.rsplit(":", 2)
        written = Path(file).read_text().splitlines()[int(line) - 1]
        assert written[int(column) - 1 :].split(":")[0].isidentifier(), written


def test_every_record_of_the_site_can_be_opened_from_some_page(site: Path) -> None:
    shown = desk(site)
    built = shown.shown.built
    assert built
    opened = set()
    for one in built.planned.pages:
        for record in marks(shown, one.path)["records"]:  # type: ignore[attr-defined]
            opened.add(record["place"])
    for entry in built.planned.site.graph.entries.values():
        if not entry.source.path.startswith("<") and entry.kind not in ("source", "section"):
            assert f"{entry.place().path}, line {entry.place().line}" in opened, entry.address


def test_drafts_are_shown_and_marked(site: Path) -> None:
    shown = desk(site)
    built = shown.shown.built
    assert built
    drafts = [a for a, s in built.planned.released.unpublished.items() if s == "draft"]
    assert drafts
    seen = 0
    for address in drafts:
        spot = built.planned.site.spots[address]
        if not spot.anchor:
            seen += 1
            assert re.search(r"(?i)draft", page(shown, spot.path)), address
    assert seen


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("vscode", "vscode://file/a%20b/data/x.yml:3:5"),
        ("idea", "idea://open?file=/a%20b/data/x.yml&line=3&column=5"),
        ("own://{path}#{line}", "own:///a%20b/data/x.yml#3"),
    ],
)
def test_an_editor_is_named_or_its_address_typed(name: str, wanted: str) -> None:
    assert link(pattern(name), Path("/a b"), Place("data/x.yml", 3, 5)) == wanted


def test_an_editor_that_is_not_known_is_told(site: Path) -> None:
    told = CliRunner().invoke(main, ["serve", "-f", str(site / "mkdocs.yml"), "--editor", "pen"])
    assert told.exit_code == 2
    assert "vscode" in told.output


@pytest.fixture
def server(site: Path) -> Iterator[tuple[http.client.HTTPConnection, Path]]:
    """A preview that answers, and the site that it shows."""
    found = serving(str(site / "mkdocs.yml"), "127.0.0.1:0", EDITOR, lambda _: None)
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield http.client.HTTPConnection("127.0.0.1", found.server_address[1], timeout=20), site
    found.shutdown()
    found.server_close()


def test_a_browser_is_answered(server: tuple[http.client.HTTPConnection, Path]) -> None:
    """Pages, files, ways on and what is not there; nothing outside the site, no other host."""
    browser, _ = server

    def get(path: str, **headers: str) -> http.client.HTTPResponse:
        browser.request("GET", path, headers=headers)
        answer = browser.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        return answer

    assert get("/").status == 200
    assert get("/themes").getheader("Location") == "/themes/"
    styles = get("/assets/inspection/inspection.css")
    assert styles.getheader("Content-Type") == "text/css"
    tag = str(styles.getheader("ETag"))
    again = get("/assets/inspection/inspection.css", **{"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")  # type: ignore[attr-defined]
    assert get("/nowhere/").status == 404
    for outside in ("/../mkdocs.yml", "/mkdocs.yml", "/.preview/../desk.py", "/.preview/desk.py"):
        assert get(outside).status == 404, outside
    assert get("/", Host="drafts.example").status == 403
    assert get("/", Host="localhost:8000").status == 200


def test_a_save_is_told_to_the_browser(server: tuple[http.client.HTTPConnection, Path]) -> None:
    """A browser that waits hears of a save, and the page is then the new one."""
    browser, site = server

    def seen() -> tuple[str, str]:
        browser.request("GET", "/themes/")
        text = browser.getresponse().read().decode()
        version = re.search(r'"version": "(\d+)"', text)
        assert version
        return version[1], text

    before, _ = seen()
    path = site / "data/themes.yml"
    waiting = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=20)
    waiting.request("GET", f"/.preview/changes?seen={before}")
    answer = waiting.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"
    new = site.parent / "new.yml"  # put in its place at once: a slow write is seen half done
    new.write_text(re.sub("title: .*", "title: A new name", path.read_text(), count=1))
    new.replace(path)
    assert answer.read().startswith(b"data: ")
    after, text = seen()
    assert after != before
    assert "A new name" in text


def test_a_port_that_is_taken_is_told_or_passed_over(site: Path) -> None:
    config = site / "mkdocs.yml"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = CliRunner().invoke(main, ["serve", "-f", str(config), "-a", f"127.0.0.1:{port}"])
        assert told.exit_code == 1
        assert "cannot be shown at 127.0.0.1" in told.output
        assert "--dev-addr" in told.output
        config.write_text(config.read_text() + f"\ndev_addr: 127.0.0.1:{port}\n")
        found = serving(str(config), None, EDITOR, lambda _: None)
        assert found.server_address[1] in range(port + 1, port + 11)
        found.server_close()
    for typed in ("here", "127.0.0.1:many", "127.0.0.1:99999"):
        told = CliRunner().invoke(main, ["serve", "-f", str(config), "-a", typed])
        assert told.exit_code == 1
        assert "is not an address" in told.output


def test_the_command_shows_the_site_then_problems_then_the_site_again(site: Path) -> None:
    """In the browser and on the terminal, through the command itself."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "generator", "serve", "-a", "127.0.0.1:0"],
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    try:
        first = process.stdout.readline()
        port = urlsplit(first.split()[-1]).port
        path = site / "data/themes.yml"
        good = path.read_text()

        def until(wanted: str, absent: str = "\0") -> None:
            deadline = time.monotonic() + 30
            text = ""
            while time.monotonic() < deadline:
                browser = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                browser.request("GET", "/themes/")
                text = browser.getresponse().read().decode()
                if wanted in text and absent not in text:
                    return
                time.sleep(0.05)
            raise AssertionError(text[:2000])

        until("page-title")
        path.write_text(good + "- id: Wrong\n")
        until("data/themes.yml:")
        path.write_text(good)
        until("page-title", absent="data/themes.yml:")
    finally:
        process.terminate()
        said = process.communicate(timeout=20)[0]
    assert '"Wrong" is not an id' in said
    assert "Ready in" in said
    assert "Traceback" not in said
    assert not (site / "site").exists()
