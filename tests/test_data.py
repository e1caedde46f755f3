"""Open data and feeds: valid by their own tools, as the pages are, with nothing hidden in them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import pytest
from built import REPOSITORY, built, pages
from frictionless import Package
from jsonschema import Draft202012Validator
from lxml import etree, html
from sites import HUSH, SAMPLE, TESTS, edition, graph, planned, small

from generator.beside import held
from generator.publish import feeds
from generator.records import walk
from generator.site import Settings, build, data_files, planned_site
from generator.views.context import Site
from generator.views.data.rows import MODELS
from generator.views.data.shape import LEFT_OUT, Part, shape
from generator.views.feeds import Feeds, news
from generator.views.feeds import feeds as every_feed

SITES = [SAMPLE, REPOSITORY, *sorted(p for p in (TESTS / "samples").iterdir() if p.is_dir())]
each_site = pytest.mark.parametrize("root", SITES, ids=lambda p: p.name)


@cache
def files(root: Path) -> dict[str, bytes]:
    """The files of data as they were built."""
    folder = built(root) / "data"
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.suffix != ".html"}


def base(root: Path) -> str:
    """Where the site says that it is published."""
    return str(json.loads((built(root) / "feed.json").read_bytes())["home_page_url"])


@cache
def nested(root: Path) -> dict[str, Any]:
    """The JSON of each kind."""
    return {
        name: json.loads(text)
        for name, text in files(root).items()
        if name.removesuffix(".json") in MODELS
    }


def rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode())))


def followed(site: Site) -> Feeds:
    """The feeds of a site."""
    return every_feed(site, news(site))


@each_site
def test_the_data_package_is_valid_by_frictionless(root: Path) -> None:
    """Every table against its columns, its keys, and the tables that its addresses lead to."""
    report = Package(str(built(root) / "data/datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    assert len(report.tasks) == len([name for name in files(root) if name.endswith(".csv")])


@each_site
def test_every_file_of_records_keeps_to_the_schema_beside_it(root: Path) -> None:
    for name, whole in nested(root).items():
        schema = json.loads(files(root)[name.replace(".json", ".schema.json")])
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(whole)
        assert whole["$schema"] == name.replace(".json", ".schema.json")


@each_site
def test_the_data_holds_every_record_that_is_shown(root: Path) -> None:
    """No more and no fewer; and each tells on which page and at which anchor it stands."""
    shown = {e.address: e.kind for e in planned(root).released.entries}
    told = {row["address"]: row for whole in nested(root).values() for row in whole["records"]}
    assert told.keys() == shown.keys()
    site = pages(built(root))
    for row in told.values():
        if "url" in row:
            path, _, anchor = row["url"].removeprefix(base(root)).partition("#")
            assert not anchor or anchor in site[path].anchors, row["url"]


@each_site
def test_the_tables_say_what_the_records_say(root: Path) -> None:
    """A cell for each value, however deep; so the two forms cannot disagree."""
    for name, whole in nested(root).items():
        main = rows(files(root)[name.replace(".json", ".csv")])
        assert [r["address"] for r in main] == [r["address"] for r in whole["records"]]
        for row, record in zip(main, whole["records"], strict=True):
            for key, value in record.items():
                if isinstance(value, str | int | float) and not key.endswith("_html"):
                    assert row[key].removeprefix("'") == str(value).removeprefix("'")
                elif isinstance(value, list) and isinstance(value[0], str):
                    assert row[key].split("; ") == value
                elif isinstance(value, list):
                    below = f"{name.removesuffix('.json')}-{key.replace('_', '-')}.csv"
                    own = [r for r in rows(files(root)[below]) if r["record"] == row["address"]]
                    assert len(own) == len(value)


def every_part(parts: tuple[Part, ...]) -> set[str]:
    return {p.field for p in parts}.union(*(every_part(p.parts) for p in parts))


@pytest.mark.parametrize("name", MODELS)
def test_every_field_of_a_record_is_told_but_those_for_authors(name: str) -> None:
    """A field that a model gets later is in the data too."""
    told = {part.field for part in shape(MODELS[name])}
    assert told == set(MODELS[name].model_fields) - LEFT_OUT


def test_every_word_of_a_record_is_in_its_data() -> None:
    """Texts as plain words, references as addresses: nothing that readers see is left out."""
    for entry in graph(SAMPLE).entries.values():
        told = json.dumps(
            [
                r
                for w in nested(SAMPLE).values()
                for r in w["records"]
                if r["address"] == entry.address
            ],
            ensure_ascii=False,
        )
        for at, mark, value in walk(entry.record):
            if getattr(mark, "what", "") == "words" and at[0] not in ("milestones", "silence"):
                assert json.dumps(value, ensure_ascii=False)[1:-1] in told, (entry.address, at)


def test_nothing_hidden_is_in_the_data_or_the_feeds() -> None:
    told = feeds.files(followed(planned(SAMPLE).site))
    every = b"".join([*files(SAMPLE).values(), *told.values()])
    assert HUSH.encode() not in every.lower()
    assert b"vellmouth-2024/" not in every
    assert b"silence" not in every


def test_data_for_checking_facts_says_that_it_is_not_public() -> None:
    """Wherever it is passed on to: in each file, and of each record that is hidden."""
    site = planned_site(Settings(SAMPLE, name="Ferries"), edition(public=False)).site
    made = dict(held(data_files(site)))
    found = {r["address"]: r["unpublished"] for r in rows(made["findings.csv"])}
    assert found["vellmouth-2020/f-draft"] == "draft"
    assert found["vellmouth-2020/f1"] == ""
    assert json.loads(made["findings.json"])["title"] == "Not public: Ferries: Findings"
    assert all(feed.title.startswith("Not public: ") for feed in followed(site).feeds)
    assert b"unpublished" not in files(SAMPLE)["findings.csv"]


SPREADSHEET = """
- {id: f1, title: "=HYPERLINK(1)", text: "@SUM(1)", number: "-1"}
- {id: f2, title: "+1", note: "\\tx", text: "- one\\n- two"}
- {id: f3, title: "a, \\"b\\"; c", note: "＝1"}
"""


def test_no_spreadsheet_takes_a_text_for_a_formula(tmp_path: Path) -> None:
    root = small(tmp_path, {"data/inspections/first/findings.yml": SPREADSHEET})
    made = dict(held(data_files(planned_site(Settings(root), edition()).site)))
    found = rows(made["findings.csv"])
    assert [r["title"] for r in found] == ["'=HYPERLINK(1)", "'+1", 'a, "b"; c']
    assert (found[0]["text"], found[0]["number"]) == ("'@SUM(1)", "'-1")
    assert found[2]["note"] == "'＝1"
    for text in (t for n, t in made.items() if n.endswith(".csv")):
        for row in csv.reader(io.StringIO(text.decode())):
            assert not any(re.match(r"[=+\-@\t\r＝＋－＠]", cell) for cell in row)
    assert json.loads(made["findings.json"])["records"][0]["title"] == "=HYPERLINK(1)"


READING = {
    "data/inspections/first/inspection.yml": """
title: First
state: published
framework: words
editorial: [judgement]
""",
    "data/inspections/first/findings.yml": """
- {id: f1, title: A, judgement: concern}
- {id: f2, title: B, editorial: title}
- {id: f3, title: C}
""",
}


def test_the_editor_s_reading_is_told_apart_in_each_row(tmp_path: Path) -> None:
    root = small(tmp_path, READING)
    made = dict(held(data_files(planned_site(Settings(root), edition()).site)))
    assert [r["editorial"] for r in rows(made["findings.csv"])] == ["judgement", "title", ""]


@each_site
def test_whose_word_a_status_is_stands_beside_it(root: Path) -> None:
    for row in nested(root).get("progress.json", {"records": []})["records"]:
        assert row["voice"] in ("verified", "claimed", "editor")
        assert row["voice"] == "editor" or row.get("by") != "editor"


def test_every_file_says_its_licence_and_its_source() -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    made = files(REPOSITORY)
    for name, text in made.items():
        if name.endswith(".csv") and name.removesuffix(".csv") in MODELS:
            assert {r["licence"] for r in rows(text)} == {licence}
        elif name.removesuffix(".json") in MODELS:
            whole = json.loads(text)
            assert whole["licence"]["path"] == licence
            assert whole["source"].endswith("/data/")
    package = json.loads(made["datapackage.json"])
    for one in (package, *package["resources"]):
        assert one["licenses"][0]["name"] == "CC-BY-4.0"
        assert one["sources"]
    found = json.loads(made["catalogue.json"])
    assert all(one["license"] == licence for one in (found, *found["dataset"]))
    assert b"<rights>Creative Commons" in (built(REPOSITORY) / "feed.xml").read_bytes()


@each_site
def test_the_catalogue_names_every_file_that_is_there(root: Path) -> None:
    found = json.loads(files(root)["catalogue.json"])
    named = {
        d["contentUrl"].rpartition("/")[2] for s in found["dataset"] for d in s["distribution"]
    }
    assert named | {"catalogue.json", "datapackage.json"} == files(root).keys()
    folder = built(root) / "data"
    assert {p.name for p in folder.iterdir()} == {*files(root), "index.html"}


# Feeds


def feed_files(root: Path) -> list[Path]:
    return [p for p in built(root).rglob("*.xml") if p.name != "sitemap.xml"]


@each_site
def test_feeds_are_read_by_a_feed_reader(root: Path) -> None:
    for file in feed_files(root):
        found = feedparser.parse(file.read_bytes())
        assert not found.bozo, found.get("bozo_exception")
        assert found.version == "atom10"
        assert found.feed.title
        for entry in found.entries:
            assert entry.title
            assert entry.summary
            assert entry.link
            assert entry.updated_parsed


ATOM = "{http://www.w3.org/2005/Atom}"


@each_site
def test_feeds_have_what_atom_asks_for(root: Path) -> None:
    """Section 4 of RFC 4287: what is there once, what every entry has, and in which form."""
    for file in feed_files(root):
        tree = etree.fromstring(file.read_bytes())
        own = [child.tag.removeprefix(ATOM) for child in tree]
        for name in ("id", "title", "updated"):
            assert own.count(name) == 1
        assert own.count("author") >= 1
        assert [x.get("rel") for x in tree.findall(f"{ATOM}link")] == ["self", "alternate"]
        ids = [e.findtext(f"{ATOM}id") for e in tree.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        for entry in tree.findall(f"{ATOM}entry"):
            inner = [child.tag.removeprefix(ATOM) for child in entry]
            for name in ("id", "title", "updated", "summary", "category", "link"):
                assert inner.count(name) == 1
            moment = entry.findtext(f"{ATOM}updated")
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", moment)
        days = [e.findtext(f"{ATOM}updated") for e in tree.findall(f"{ATOM}entry")]
        assert days == sorted(days, reverse=True)
        assert not days or tree.findtext(f"{ATOM}updated") == days[0]


@each_site
def test_json_feeds_say_the_same_as_atom(root: Path) -> None:
    for file in feed_files(root):
        found = json.loads(file.with_suffix(".json").read_bytes())
        assert found["version"] == "https://jsonfeed.org/version/1.1"
        assert {"title", "items", "feed_url", "home_page_url"} <= found.keys()
        tree = etree.fromstring(file.read_bytes())
        atom = [
            (
                e.findtext(f"{ATOM}id"),
                e.findtext(f"{ATOM}title"),
                e.findtext(f"{ATOM}summary"),
                e.findtext(f"{ATOM}published"),
                e.find(f"{ATOM}link").get("href"),
            )
            for e in tree.findall(f"{ATOM}entry")
        ]
        assert atom == [
            tuple(i[k] for k in ("id", "title", "content_text", "date_published", "url"))
            for i in found["items"]
        ]


@each_site
def test_feeds_lead_to_pages_that_are_there(root: Path) -> None:
    site = pages(built(root))
    for file in feed_files(root):
        for item in json.loads(file.with_suffix(".json").read_bytes())["items"]:
            path, _, anchor = item["url"].removeprefix(base(root)).partition("#")
            assert not anchor or anchor in site[path].anchors, item["url"]


def test_a_body_s_feed_holds_what_is_about_it_and_nothing_else() -> None:
    whole = followed(planned(SAMPLE).site)
    by_path = {feed.path: feed for feed in whole.feeds}
    one = by_path["bodies/vellmouth-ferries/feed"]
    assert one.items
    assert all("vellmouth-ferries" in item.bodies for item in one.items)
    every = [i for i in by_path["feed"].items if "vellmouth-ferries" in i.bodies]
    assert list(one.items) == every
    assert {i.sort for i in by_path["feeds/corrections"].items} == {"correction"}
    sorts = {sort for f in whole.feeds for sort in (i.sort for i in f.items)}
    assert sorts == {"inspection", "progress", "correction"}


def test_a_claim_and_a_reading_never_look_like_the_inspectorate_s_word() -> None:
    for item in followed(planned(REPOSITORY).site).feeds[0].items:
        if item.sort == "progress":
            assert item.author == ""
            assert item.words.startswith("Editor’s reading, not the inspectorate’s word.")
        elif item.sort == "inspection":
            assert item.author == ""
            assert item.words.startswith("Retold from what ")
    claimed = [i for i in followed(planned(SAMPLE).site).feeds[0].items if "own account" in i.words]
    assert claimed
    assert all(i.author for i in claimed)


# What pages say of themselves


@each_site
def test_every_page_says_what_it_is_to_machines(root: Path) -> None:
    for path, page in pages(built(root)).items():
        scripts = page.tree.xpath("//script[@type='application/ld+json']/text()")
        assert len(scripts) <= 1
        if page.tree.xpath("//meta[@http-equiv='refresh']") or path.endswith(".html"):
            continue
        [title] = page.tree.xpath("//meta[@property='og:title']/@content")
        assert title
        if base(root) != "/":
            [address] = page.tree.xpath("//meta[@property='og:url']/@content")
            assert address == base(root) + path
        for script in scripts:
            linked(json.loads(script), base(root))


def linked(said: dict[str, Any], base: str) -> None:
    """What schema.org has words for is said in them, and each address is one in full."""
    assert said["@context"] == "https://schema.org"
    known = {
        *("Report", "CreativeWork", "Organization", "BreadcrumbList", "ListItem", "WebSite"),
        *("DefinedTermSet", "DataCatalog", "SearchAction"),
    }
    waiting: list[Any] = list(said.get("@graph", [said]))
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            assert one["@type"] in known
            waiting += one.values()
            if "url" in one:
                assert one["url"].startswith(base)
        elif isinstance(one, list):
            waiting += one


def test_a_title_cannot_end_the_script_that_it_stands_in(tmp_path: Path) -> None:
    text = "- {id: a, title: '</script><script>alert(1)</script>&amp;'}\n"
    root = small(tmp_path, {"data/inspections/first/sections.yml": text})
    made = build(Settings(root, url="https://example.org/"), edition())
    page = next(p for p in made.pages if p.path == "inspections/first/a/")
    assert "<" not in page.linked
    assert "alert(1)" in json.dumps(json.loads(page.linked))


def test_the_sitemap_names_every_page_with_the_day_it_changed() -> None:
    site = built(REPOSITORY)
    tree = etree.fromstring((site / "sitemap.xml").read_bytes())
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    days = [u.findtext(f"{name}lastmod") for u in tree.findall(f"{name}url")]
    assert len(days) > 60
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    assert (
        gzip.decompress((site / "sitemap.xml.gz").read_bytes())
        == (site / "sitemap.xml").read_bytes()
    )


def test_the_page_on_data_leads_to_every_kind() -> None:
    page = html.parse(str(built(REPOSITORY) / "data/index.html"))
    hrefs = {h for h in page.xpath("//main//a/@href") if h.endswith((".csv", ".json", ".xml"))}
    for name in (n for n in MODELS if f"{n}.json" in files(REPOSITORY)):
        assert {f"{name}.csv", f"{name}.json", f"{name}.schema.json"} <= hrefs
    assert "../feed.xml" in hrefs
    for href in hrefs:
        assert (built(REPOSITORY) / "data" / href).is_file()
