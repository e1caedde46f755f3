"""The command builds whole sites, and a failure leaves the last good one as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from built import REPOSITORY, broken, built, clicks, command, pages
from sites import HUSH, SAMPLE, small

CONFIG = "site_name: X\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"
AS_OF = {**os.environ, "INSPECTION_AS_OF": "2026-06-01"}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample that a test may change."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "sample"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_no_internal_link_or_anchor_is_broken(root: Path) -> None:
    assert broken(built(root)) == []


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_every_page_is_at_most_four_clicks_from_home(root: Path) -> None:
    """Lists hold at most a hundred, and the page that holds everything is not counted."""
    site = built(root)
    away = clicks(site, "/report/")
    moved = "//meta[@http-equiv='refresh'] | //h1[starts-with(., 'Withdrawn: ')]"
    wanted = {
        p
        for p, page in pages(site).items()
        if not p.endswith("/report/") and p != "404.html" and not page.tree.xpath(moved)
    }
    assert {p: away.get(p) for p in wanted if away.get(p, 99) > 4} == {}


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_every_released_record_has_its_anchor_on_its_page(root: Path) -> None:
    """Nothing that is written and public is lost on the way to the site."""
    from datetime import UTC, datetime

    from sites import edition, read

    from generator.graph import link
    from generator.places import places
    from generator.release import release
    from generator.resolve import resolve

    found = read(root)
    shown = link(release(found, resolve(found), edition(datetime(2026, 6, 1, tzinfo=UTC))))
    known = pages(built(root))
    lost = [
        address
        for address, spot in places(shown).items()
        if spot.path not in known or (spot.anchor and spot.anchor not in known[spot.path].anchors)
    ]
    assert lost == []


def test_an_old_address_leads_to_where_its_record_is_now() -> None:
    """By a page that sends on, or by an anchor on the page where the record stands."""
    known = pages(built(SAMPLE))
    moved = known["inspections/first-vellmouth/"]
    assert moved.tree.xpath("//meta[@http-equiv='refresh']/@content") == [
        "0; url=../vellmouth-2020/"
    ]
    assert ("inspections/vellmouth-2020/", "") in moved.links
    assert "finding-one" in known["inspections/vellmouth-2020/boats/"].anchors


def test_what_was_withdrawn_leaves_a_page_that_says_when_and_why() -> None:
    """And nothing else of it."""
    page = pages(built(SAMPLE))["inspections/vellmouth-2020/lost-property/"]
    words = " ".join(page.tree.xpath("//main")[0].text_content().split())
    assert "Withdrawn, 1 June 2020 It was about another company." in words
    assert HUSH not in words
    listed = pages(built(SAMPLE))["corrections/"].tree.text_content()
    assert "It was about another company." in listed


def test_what_is_hidden_of_the_hand_written_goes_no_further(tmp_path: Path) -> None:
    """A withdrawn page leaves its date and reason; what only hidden pages show stays behind."""
    gone = "state: withdrawn\nchanges: [{date: 2024-05-01, kind: withdrawn, note: It was wrong.}]"
    site = built(
        small(tmp_path / "site", {
            "mkdocs.yml": CONFIG,
            "content/old.md": f"---\n{gone}\n---\n# {HUSH}\n\n![A {HUSH}](old.png)\n",
            "content/plans.md": f"---\nstate: draft\n---\n[{HUSH}](a.pdf) ![Both](both.png)\n",
            "content/more.md": "# More\n\n[Before](old.md). ![Both](both.png)\n",
            "content/old.png": HUSH,
            "content/a.pdf": HUSH,
            "content/both.png": "both",
            "content/robots.txt": "robots",
        })
    )  # fmt: skip
    page = pages(site)["old/"]
    words = " ".join(page.tree.xpath("//main")[0].text_content().split())
    assert words.startswith("Home Withdrawn: /old/ Withdrawn, 1 May 2024 It was wrong. All")
    assert "It was wrong." in pages(site)["corrections/"].tree.text_content()
    assert (site / "both.png").is_file()
    assert (site / "robots.txt").is_file()
    assert [path for path, held in contents(site).items() if HUSH.encode() in held] == []
    assert not {"old.png", "a.pdf"} & contents(site).keys()
    assert broken(site) == []


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_ids_are_unique_in_every_page(root: Path) -> None:
    for page in pages(built(root)).values():
        twice = {a for a in page.anchors if page.anchors.count(a) > 1}
        assert not twice, (page.path, twice)


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_headings_step_down_one_level_at_a_time(root: Path) -> None:
    for page in pages(built(root)).values():
        if page.path == "404.html":
            continue
        levels = [int(h.tag[1]) for h in page.tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels.count(1) == 1, page.path
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert not jumps, (page.path, jumps)


def test_no_page_asks_for_anything_from_another_host() -> None:
    for page in pages(built(REPOSITORY)).values():
        fetched = page.tree.xpath("//link[@rel='stylesheet']/@href | //script/@src | //img/@src")
        assert not [f for f in fetched if "//" in str(f)], page.path


def test_pages_carry_no_style_attribute_and_no_handler() -> None:
    """So that a strict policy can hold."""
    for page in pages(built(SAMPLE)).values():
        attributes = page.tree.xpath("//main//@*")
        names = {str(a.attrname) for a in attributes}
        assert not {n for n in names if n == "style" or n.startswith("on")}, page.path


def test_mkdocs_builds_the_same_bytes(tmp_path: Path) -> None:
    target = tmp_path / "by-mkdocs"
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(target)],
        cwd=REPOSITORY,
        env=AS_OF,
        check=True,
        capture_output=True,
        timeout=300,
    )
    assert contents(target) == contents(built(REPOSITORY))


def test_a_site_is_the_same_bytes_wherever_and_whenever_it_is_built(
    sample: Path, tmp_path: Path
) -> None:
    done = command(
        "build", "--site-dir", str(tmp_path / "again"), "--as-of", "2026-06-01", cwd=sample
    )
    assert done.returncode == 0, done.stdout
    assert contents(tmp_path / "again") == contents(built(SAMPLE))


def test_a_failed_build_leaves_the_last_good_site_untouched(sample: Path) -> None:
    assert command("build", cwd=sample).returncode == 0
    before = contents(sample / "site")
    themes = sample / "data/themes.yml"
    themes.write_text(themes.read_text() + "- id: Wrong\n")
    done = command("build", cwd=sample)
    assert done.returncode == 1
    assert "data/themes.yml:" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert contents(sample / "site") == before
    assert not list(sample.glob(".site*"))


def test_a_template_that_fails_leaves_the_last_good_site_untouched(sample: Path) -> None:
    assert command("build", cwd=sample).returncode == 0
    before = contents(sample / "site")
    config = sample / "mkdocs.yml"
    (sample / "brand").mkdir()
    (sample / "brand/main.html").write_text(
        "{% extends 'base.html' %}{% block content %}{{ 1 / 0 }}{% endblock %}"
    )
    config.write_text(
        config.read_text().replace("name: material", "name: material\n  custom_dir: brand")
    )
    done = command("build", cwd=sample)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert contents(sample / "site") == before


def test_a_folder_that_is_no_built_site_is_never_replaced(sample: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("keep me")
    done = command("build", "--site-dir", str(mine), cwd=sample)
    assert done.returncode == 1
    assert "left alone" in done.stdout
    assert (mine / "letter.txt").read_text() == "keep me"
    assert command("build", "--site-dir", str(sample), cwd=sample).returncode == 1


def test_no_record_can_take_an_anchor_of_the_page_it_stands_on(tmp_path: Path) -> None:
    """Whatever records are called, and though two visits call theirs alike."""
    names = [
        *("content", "sources", "grades", "asked", "figures", "findings", "coverage", "parts"),
        *("recommendations2", "around", "a", "letter-a", "rests-on", "drawer", "search", "skip"),
    ]
    files: dict[str, str | bytes] = {
        "mkdocs.yml": "site_name: X\ndocs_dir: content\ntheme: {name: material}\n"
        "plugins: [inspection]\n",
        "content/index.md": "# Content\n\n## Sources\n\n## Sources\n\n[panel:recommendations]\n",
    }
    for visit, follows in (("first", ""), ("second", "follows: first\n")):
        base = f"data/inspections/{visit}"
        head = "framework: words\nbodies: ferry\nstate: published\n"
        year = "dates: {visit: 202" + ("0" if visit == "first" else "1") + "}\n"
        files[f"{base}/inspection.yml"] = f"title: {visit}\n{head}{follows}{year}"
        files[f"{base}/findings.yml"] = "".join(f"- {{id: {n}, title: {n}}}\n" for n in names)
        files[f"{base}/recommendations.yml"] = (
            "- {id: r1, points: [{id: a, text: One.}]}\n- {id: r2, points: [{id: a, text: Two.}]}\n"
        )
        files[f"{base}/milestones.yml"] = "- {id: published, what: It was published}\n"
        files[f"{base}/glossary.yml"] = "- {id: a, title: Apple}\n- {id: content, title: Box}\n"
    root = small(tmp_path / "site", files)
    (root / "data/inspections/second/progress.yml").write_text("[]\n")
    for page in pages(built(root)).values():
        twice = {a for a in page.anchors if page.anchors.count(a) > 1}
        assert not twice, (page.path, twice)
    assert broken(built(root)) == []


def test_a_hand_written_page_loses_no_heading_and_no_note_of_change(tmp_path: Path) -> None:
    """Its first title stands above it; a second one stays; what changed is shown and listed."""
    page = (
        "---\nchanges: [{date: 2024-05-01, kind: corrected, note: A date was wrong.}]\n---\n"
        "# One title\n\nWords.\n\n# Another title\n\nMore.\n"
    )
    files: dict[str, str | bytes] = {"mkdocs.yml": CONFIG, "content/more.md": page}
    known = pages(built(small(tmp_path / "site", files)))
    words = " ".join(known["more/"].tree.xpath("//main")[0].text_content().split())
    assert [words.count(w) for w in ("One title", "Another title", "A date was wrong.")] == [
        1,
        2,
        1,
    ]
    assert "A date was wrong." in known["corrections/"].tree.text_content()


def test_the_sidebar_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    """Twenty more inspections add no link to the frame of a page."""

    def frame(extra: int) -> int:
        files: dict[str, str | bytes] = {
            "mkdocs.yml": "site_name: Many\ndocs_dir: content\ntheme: {name: material}\n"
            "plugins: [inspection]\n",
            "content/index.md": "# Home\n",
            "data/bodies/board.yml": "name: Board\n",
        }
        for number in range(extra + 1):
            base = f"data/inspections/visit-{number}"
            files[f"{base}/inspection.yml"] = f"title: Visit {number}\nstate: published\n"
            files[f"{base}/sections.yml"] = "- {id: one, title: One}\n"
            files[f"{base}/findings.yml"] = "- {id: f1, section: one, title: It works}\n"
        root = small(tmp_path / str(extra), files)
        site = built(root)
        page = pages(site)["inspections/visit-0/one/"]
        return len(
            page.tree.xpath("//header//a | //footer//a | //div[contains(@class,'sidebar')]//a")
        )

    assert frame(20) == frame(0)


def test_a_site_made_by_hand_elsewhere_builds_and_has_the_packages_look(tmp_path: Path) -> None:
    """The package needs nothing of this repository, and nothing but a title and a state."""
    root = tmp_path / "elsewhere"
    visit = root / "data/inspections/first-visit"
    visit.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(
        "site_name: Elsewhere\ntheme:\n  name: material\nplugins:\n  - inspection\n"
    )
    (root / "docs").mkdir()
    (root / "docs/index.md").write_text("# Welcome\n\nSee [the visit][first-visit].\n")
    (visit / "inspection.yml").write_text("title: First visit\nstate: published\n")
    (visit / "findings.yml").write_text("- id: f1\n  title: The door was open\n")
    done = command("build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    found = pages(root / "site")
    assert "f1" in found["inspections/first-visit/"].anchors
    assert ("inspections/first-visit/", "") in found[""].links
    assert (root / "site/assets/inspection/inspection.css").is_file()
    assert found[""].tree.xpath("//header[contains(@class, 'masthead')]")
    assert broken(root / "site") == []


def test_a_build_for_checking_facts_is_marked_and_kept_from_search_engines(
    sample: Path, tmp_path: Path
) -> None:
    """It holds drafts; the public build holds none and carries no such mark."""
    target = tmp_path / "checking"
    done = command(
        "build",
        "--edition",
        "accuracy-check",
        "--site-dir",
        str(target),
        "--as-of",
        "2026-06-01",
        cwd=sample,
    )
    assert done.returncode == 0, done.stdout
    for page in pages(target).values():
        assert page.tree.xpath("//p[@class='not-public']"), page.path
        assert page.path == "404.html" or page.tree.xpath("//meta[@name='robots']"), page.path
    assert HUSH.encode() in b"".join(contents(target).values())
    for page in pages(built(SAMPLE)).values():
        assert not page.tree.xpath("//p[@class='not-public']"), page.path
    assert HUSH not in " ".join(contents(built(SAMPLE)))
    assert HUSH.encode() not in b"".join(contents(built(SAMPLE)).values())


def test_check_exits_0_1_or_2(sample: Path, tmp_path: Path) -> None:
    """No problem, problems, or words it does not know."""
    assert command("check", cwd=REPOSITORY).returncode == 0
    (sample / "data/themes.yml").write_text("- id: x\n  titel: X\n")
    done = command("check", cwd=sample)
    assert done.returncode == 1
    assert "data/themes.yml:2:3" in done.stdout
    assert command("check", "--no-such-option", cwd=sample).returncode == 2
    done = command("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr


def test_the_repository_shows_what_it_should() -> None:
    """51 findings, 8 recommendations, 11 case studies, 5 practices, 8 areas of 83 cases; 31."""
    known = pages(built(REPOSITORY))
    base = "inspections/dorset-2021/"
    sections = {p: page for p, page in known.items() if p.startswith(base)}

    def elements(query: str) -> set[str]:
        own = [p for p in sections if not p.endswith("/report/")]
        return {str(i) for p in own for i in sections[p].tree.xpath(f"//{query}/@id")}

    assert len(elements("section[@class='finding']")) == 51
    assert len([p for p in sections if p.startswith(f"{base}recommendations/r")]) == 8
    assert len(elements("aside[contains(@class,'box--case-study')]")) == 11
    assert len(elements("aside[contains(@class,'box--notable-practice')]")) == 5
    table = known[f"{base}case-file-analysis/"].tree.xpath("//section[@id='by-area']//table")[0]
    rows = [[c.text_content().strip() for c in r] for r in table.xpath(".//tbody/tr")]
    assert len(rows) == 8
    sums = [sum(int(row[column]) for row in rows) for column in range(1, 5)]
    assert sums == [20, 35, 28, 83]
    figures = known["inspections/dorset-2022/comparison/"].tree.xpath("//section[@id='_figures']")[
        0
    ]
    counts = figures.xpath(".//table")[0].xpath(".//tbody/tr")
    assert [[c.text_content().strip() for c in row][1:] for row in counts] == [
        ["20", "35", "28", "83"],
        ["10", "10", "11", "31"],
    ]
    assert "draws no verdict" in figures.text_content()
    assert "Compare with caution" in figures.text_content()


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_no_page_has_an_anchor_twice(root: Path) -> None:
    for path, page in pages(built(root)).items():
        assert sorted(page.anchors) == sorted(set(page.anchors)), path


@pytest.mark.parametrize("root", [SAMPLE, REPOSITORY], ids=["sample", "repository"])
def test_headings_and_landmarks_are_in_order(root: Path) -> None:
    """One title, no level left out on the way down, and each landmark once or by its own name."""
    for path, page in pages(built(root)).items():
        found = page.tree.xpath(
            "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
        )
        levels = [
            int(heading.tag[1]) for heading in found if not heading.xpath("ancestor::template")
        ]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert [a for a, b in pairwise(levels) if b > a + 1] == [], path
        for landmark in ("main", "body/header", "footer[@class='colophon']"):
            assert len(page.tree.xpath(f"//{landmark}")) == 1, (path, landmark)
        names = [str(nav.get("aria-label")) for nav in page.tree.xpath("//nav")]
        assert "None" not in names, path
        assert len(names) == len(set(names)), (path, names)
