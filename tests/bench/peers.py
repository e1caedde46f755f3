"""The same archive as an author would write it for each tool, and the command that builds it.

Site generators get the same pages as ours makes: the parts of each inspection, its front page, its
recommendations, each of them, the whole report, the comparison of a revisit, lists of every kind in
pages of a hundred, themes and bodies. Tools that trace requirements publish the records as they do.
"""

from __future__ import annotations

import json
import shutil
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path

import corpus
from corpus import KINDS, STATUSES, Inspection, Record, put

SCRIPTS = Path(sys.executable).parent
LISTS = {
    "finding": ("findings", "Findings"),
    "recommendation": ("recommendations", "Recommendations"),
    "case-study": ("case-studies", "Case studies"),
    "notable-practice": ("notable-practice", "Notable practice"),
}
PAGE_SIZE = 100


@dataclass(frozen=True)
class Peer:
    """A tool with settings: how its input is written, and what is run in the folder of it."""

    name: str
    package: str
    settings: str
    """In words, for who reads the figures."""
    write: Callable[[Path, int], object]
    command: Sequence[str]
    """What is run; a first word without a slash is a script of this Python."""
    output: str
    cold: Sequence[str] = ()
    """What is deleted before each round besides the output, so that nothing is kept."""
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def argv(self) -> list[str]:
        """What is run, with the program's path."""
        first, *rest = self.command
        within = (SCRIPTS / first, Path(sysconfig.get_path("purelib"), first))
        return [next((str(p) for p in within if p.is_file()), first), *rest]

    @property
    def version(self) -> str:
        """What is installed."""
        return version(self.package)


def _ours(folder: Path, records: int, *, search: bool) -> None:
    corpus.write(folder, records, search=search)


# ----------------------------------------------------------------- pages as Markdown


def _leaves(records: int) -> Iterator[tuple[str, str, str]]:
    """Every page of the archive: its folder, its title and its Markdown."""
    by_kind: dict[str, list[tuple[Inspection, Record]]] = defaultdict(list)
    by_theme: dict[str, list[tuple[Inspection, Record]]] = defaultdict(list)
    by_body: dict[str, list[Inspection]] = defaultdict(list)
    visits: dict[str, Inspection] = {}
    yield "", corpus.NAME, "The newest inspections are [in a list](inspections/index.md)."
    for one in corpus.archive(records):
        before = visits.get(one.follows)
        visits[one.id] = one
        by_body[one.body].append(one)
        for record in one.records:
            by_kind[record.kind].append((one, record))
            by_theme[record.theme].append((one, record))
        yield from _inspection(one, before)
    newest = sorted(visits.values(), key=lambda i: (i.date, i.id), reverse=True)
    lines = [f"[{i.title}]({{up}}inspections/{i.id}/index.md), {i.date}" for i in newest]
    yield from _paged("inspections", "Inspections", lines)
    for kind, (name, title) in LISTS.items():
        lines = [_line(*one) for one in sorted(by_kind[kind], key=_newest)]
        yield from _paged(name, title, lines)
    for theme, found in by_theme.items():
        lines = [_line(*one) for one in found]
        yield from _paged(f"themes/{theme}", f"Theme {theme[1:]}", lines)
    for body in corpus.bodies(records):
        lines = [f"- [{i.title}](../../inspections/{i.id}/index.md)" for i in by_body[body]]
        yield f"bodies/{body}", f"Body {body.split('-')[1]}", "\n".join(lines)


def _newest(one: tuple[Inspection, Record]) -> tuple[int, str]:
    return -int(one[0].date.replace("-", "")), one[0].id


def _line(one: Inspection, record: Record) -> str:
    return f"[{record.title}]({{up}}inspections/{one.id}/{record.section}/index.md#{record.id})"


def _paged(base: str, title: str, lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    cuts = [lines[n : n + PAGE_SIZE] for n in range(0, len(lines), PAGE_SIZE)] or [[]]
    for number, cut in enumerate(cuts, 1):
        folder = base if number == 1 else f"{base}/page/{number}"
        up = "../" * (folder.count("/") + 1)
        body = "\n".join(f"- {line.replace('{up}', up)}" for line in cut)
        others = [n for n in (1, number - 1, number + 1, len(cuts)) if 1 <= n <= len(cuts)]
        pager = " ".join(
            f"[{n}]({up}{base}/{'' if n == 1 else f'page/{n}/'}index.md)"
            for n in dict.fromkeys(others)
        )
        yield folder, title if number == 1 else f"{title}, page {number}", f"{body}\n\n{pager}\n"


def _inspection(one: Inspection, before: Inspection | None) -> Iterator[tuple[str, str, str]]:
    base = f"inspections/{one.id}"
    sections = "\n".join(f"- [Section {s[1:]}]({s}/index.md)" for s in one.sections)
    tools = "- [Recommendations](recommendations/index.md)\n- [Whole report](report/index.md)"
    facts = f"Visited {one.visited}, published {one.date}, [Body](../../bodies/{one.body}/index.md)"
    yield base, one.title, f"{one.summary}\n\n{facts}\n\n{sections}\n{tools}\n"
    for section in one.sections:
        own = [_record(r) for r in one.records if r.section == section]
        yield f"{base}/{section}", f"Section {section[1:]} of {one.title}", "\n\n".join(own)
    asks = one.of("recommendation")
    yield f"{base}/recommendations", f"Recommendations of {one.title}", "\n\n".join(map(_ask, asks))
    for ask in asks:
        answers = "\n".join(f"- [{a}](../../s{int(a[1:]) % 10}/index.md#{a})" for a in ask.answers)
        yield f"{base}/recommendations/{ask.id}", ask.title, f"{_body(ask)}\n\n{answers}\n"
    whole = "\n\n".join(
        f"## Section {section[1:]}\n\n"
        + "\n\n".join(_record(r, "###") for r in one.records if r.section == section)
        for section in one.sections
    )
    yield f"{base}/report", f"{one.title}: the whole report", whole
    if before is not None:
        asked = {f"{before.id}/{r.id}": r for r in before.of("recommendation")}
        compared = (
            f"## {asked[p.recommendation].title}\n\n{asked[p.recommendation].text}\n\n"
            f"**{STATUSES[p.status]}**\n\n{p.text}"
            for p in one.progress
        )
        counts = "\n".join(
            f"| {label} | {sum(p.status == s for p in one.progress)} |"
            for s, label in STATUSES.items()
        )
        table = f"| Status | Number |\n|---|---|\n{counts}\n\n"
        yield f"{base}/comparison", f"{one.title} against the last", table + "\n\n".join(compared)


def _record(one: Record, level: str = "##") -> str:
    return f"{level} {one.title} {{#{one.id}}}\n\nTheme {one.theme[1:]}\n\n{_body(one)}"


def _ask(one: Record) -> str:
    return f"## {one.number}. {one.title} {{#{one.id}}}\n\n{_body(one)}"


def _body(one: Record) -> str:
    points = "".join(f"\n- {point}" for point in one.points)
    return f"{one.text}\n{points}" if points else one.text


# ----------------------------------------------------------------- MkDocs, Zensical, plain writing

_MATERIAL = f"""\
site_name: {corpus.NAME}
site_url: {corpus.URL}
theme: {{name: material, font: false}}
markdown_extensions: [attr_list, tables]
plugins: [search]
"""


def _material(folder: Path, records: int, *, limited: bool) -> None:
    """`limited`: the navigation names the lists and inspections; the other pages are in none."""
    for path, title, text in _leaves(records):
        settings = f"---\ntitle: {json.dumps(title)}\n---\n"
        put(folder / "docs" / path / "index.md", f"{settings}\n{text}\n")
    settings = _MATERIAL
    if limited:
        visits = [f"      - inspections/{i.id}/index.md" for i in corpus.archive(records)]
        lists = [f"  - {name}/index.md" for name, _ in LISTS.values()]
        settings += "not_in_nav: '*'\nnav:\n  - index.md\n" + "\n".join(lists)
        settings += "\n  - Inspections:\n      - inspections/index.md\n" + "\n".join(visits) + "\n"
    put(folder / "mkdocs.yml", settings)


def _plain(folder: Path, records: int) -> None:  # noqa: ARG001 - as the others
    """The files of the site that ours has made, beside this one, and a program that copies them."""
    shutil.copytree(folder.parent / "ours" / "site", folder / "pages", dirs_exist_ok=True)
    put(
        folder / "write.py",
        "import os\nfrom pathlib import Path\n"
        "held = {str(p.relative_to('pages')): p.read_bytes()\n"
        "        for p in Path('pages').rglob('*') if p.is_file()}\n"
        "for path, data in held.items():\n"
        "    path = 'site/' + path\n"
        "    os.makedirs(os.path.dirname(path), exist_ok=True)\n"
        "    with open(path, 'wb') as file:\n"
        "        file.write(data)\n",
    )


# ----------------------------------------------------------------- Hugo

_HUGO = {
    "hugo.toml": f"""\
baseURL = "{corpus.URL}"
title = "{corpus.NAME}"
disableKinds = ["RSS", "404"]
[pagination]
  pagerSize = {PAGE_SIZE}
[taxonomies]
  theme = "themes"
  body = "bodies"
[outputFormats.csv]
  mediaType = "text/csv"
  isPlainText = true
""",
    "layouts/baseof.html": """\
<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{{ .Title }} - {{ site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}"></head>
<body><header><a href="/">{{ site.Title }}</a>
<nav><ul><li><a href="/inspections/">Inspections</a></li><li><a href="/findings/">Findings</a></li>
<li><a href="/recommendations/">Recommendations</a></li><li><a href="/themes/">Themes</a></li>
</ul></nav></header>{{ with .CurrentSection }}{{ if eq .Params.kind "inspection" }}
<aside><ul>{{ range .Params.parts }}<li><a href="{{ $.CurrentSection.RelPermalink }}{{ . }}/">
Section {{ strings.TrimPrefix "s" . }}</a></li>{{ end }}</ul></aside>{{ end }}{{ end }}
<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ .Content }}{{ end }}</main></body></html>
""",
    "layouts/home.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "layouts/_partials/record.html": """\
<article id="{{ .Params.record }}"><h2>{{ .Title }}</h2>
<p>{{ range .GetTerms "themes" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>
{{ .Content }}{{ with .Params.points }}<ul>{{ range . }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}
</article>
""",
    "layouts/_partials/of-kind.html": """\
{{ return ((where site.RegularPages "Params.kind" .).ByParam "issued").Reverse }}
""",
    "layouts/_partials/line.html": """\
<li><a href="/inspections/{{ .Params.visit }}/{{ .Params.part }}/#{{ .Params.record }}">\
{{ .Title }}</a></li>
""",
    "layouts/_partials/pager.html": """\
{{ with .Paginator }}<nav>{{ with .First }}<a href="{{ .URL }}">first</a>{{ end }}
{{ with .Prev }}<a href="{{ .URL }}">before</a>{{ end }}
{{ with .Next }}<a href="{{ .URL }}">next</a>{{ end }}
{{ with .Last }}<a href="{{ .URL }}">last</a>{{ end }}</nav>{{ end }}
""",
    "layouts/front.html": """\
{{ define "main" }}{{ .Content }}<p>Visited {{ .Params.visited }}, published {{ .Params.issued }},
{{ range .GetTerms "bodies" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>
<ul>{{ range .Params.parts }}<li><a href="{{ . }}/">Section</a></li>{{ end }}
<li><a href="recommendations/">Recommendations</a></li></ul>{{ end }}
""",
    "layouts/part.html": """\
{{ define "main" }}{{ range where .Parent.RegularPages "Params.part" .Params.own }}\
{{ partial "record.html" . }}{{ end }}\
{{ range where (.Parent.GetPage "recommendations").RegularPages "Params.part" .Params.own }}\
{{ partial "record.html" . }}{{ end }}{{ end }}
""",
    "layouts/asks.html": """\
{{ define "main" }}{{ range .RegularPages }}{{ partial "record.html" . }}{{ end }}{{ end }}
""",
    "layouts/ask.html": """\
{{ define "main" }}{{ partial "record.html" . }}<ul>{{ range .Params.answers }}
<li><a href="../../s{{ mod (strings.TrimPrefix "f" .) 10 }}/#{{ . }}">{{ . }}</a></li>{{ end }}
</ul>{{ end }}
""",
    "layouts/report.html": """\
{{ define "main" }}{{ $asks := (.Parent.GetPage "recommendations").RegularPages }}\
{{ $own := where .Parent.RegularPages "Params.record" "ne" nil }}\
{{ range .Parent.Params.parts }}<section><h2>Section {{ . }}</h2>\
{{ range where $own "Params.part" . }}{{ partial "record.html" . }}{{ end }}\
{{ range where $asks "Params.part" . }}{{ partial "record.html" . }}{{ end }}</section>{{ end }}\
{{ end }}
""",
    "layouts/comparison.html": """\
{{ define "main" }}{{ $said := .Resources.ByType "page" }}<table>\
{{ range .Params.statuses }}<tr><th>{{ . }}</th>\
<td>{{ len (where $said "Params.status" .) }}</td></tr>{{ end }}
</table>{{ range $said }}{{ $ask := site.GetPage .Params.recommendation }}<section>
<h2>{{ $ask.Title }}</h2>{{ $ask.Content }}<p><b>{{ .Params.status }}</b></p>{{ .Content }}
</section>{{ end }}{{ end }}
""",
    "layouts/visits.html": """\
{{ define "main" }}<ul>{{ range (.Paginate (.Sections.ByParam "issued").Reverse).Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>, {{ .Params.issued }}</li>{{ end }}</ul>
{{ partial "pager.html" . }}{{ end }}
""",
    "layouts/every.html": """\
{{ define "main" }}{{ $own := partialCached "of-kind.html" .Params.lists .Params.lists }}<ul>
{{ range (.Paginate $own).Pages }}{{ partial "line.html" . }}{{ end }}
</ul>{{ partial "pager.html" . }}{{ end }}
""",
    "layouts/taxonomy.html": """\
{{ define "main" }}<ul>{{ range .Data.Terms.Alphabetical }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a></li>{{ end }}</ul>{{ end }}
""",
    "layouts/term.html": """\
{{ define "main" }}<ul>{{ range .Paginator.Pages }}{{ if .Params.record }}
{{ partial "line.html" . }}{{ else }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>\
{{ end }}{{ end }}</ul>{{ partial "pager.html" . }}{{ end }}
""",
    "layouts/every.csv": """\
{{ range partialCached "of-kind.html" .Params.lists .Params.lists }}\
{{ .Params.visit }},{{ .Params.record }},{{ .Params.part }},{{ delimit .Params.themes " " }},\
"{{ replace .Title `"` `""` }}","{{ replace .Plain `"` `""` }}"
{{ end }}
""",
    "layouts/every.json": """\
[{{ range $n, $p := partialCached "of-kind.html" .Params.lists .Params.lists }}{{ if $n }},{{ end }}
{{ dict "inspection" .Params.visit "id" .Params.record "section" .Params.part "url" .Permalink
  "themes" .Params.themes "title" .Title "text" .Plain "html" .Content | jsonify }}{{ end }}
]
""",
}


def _hugo(folder: Path, records: int) -> None:
    for name, text in _HUGO.items():
        put(folder / name, text)

    def page(path: str, settings: Mapping[str, object], text: str = "") -> None:
        put(folder / "content" / path, f"{json.dumps(settings, indent=1)}\n\n{text}\n")

    page("_index.md", {"title": corpus.NAME}, "The newest inspections are in a list.")
    page("inspections/_index.md", {"title": "Inspections", "layout": "visits"})
    for kind, (name, title) in LISTS.items():
        settings = {"title": title, "layout": "every", "lists": kind}
        page(f"{name}/_index.md", settings | {"outputs": ["html", "csv", "json"]})
    for number in range(corpus.THEMES):
        page(f"themes/t{number}/_index.md", {"title": f"Theme {number}"})
    for number, body in enumerate(corpus.bodies(records)):
        page(f"bodies/{body}/_index.md", {"title": f"Body {number}"})
    for one in corpus.archive(records):
        _hugo_inspection(page, one)


def _hugo_inspection(page: Callable[..., None], one: Inspection) -> None:
    base = f"inspections/{one.id}"
    front = {"title": one.title, "layout": "front", "kind": "inspection", "parts": one.sections}
    front |= {"visited": one.visited, "issued": one.date, "bodies": [one.body]}
    page(f"{base}/_index.md", front, one.summary)
    for section in one.sections:
        settings = {"title": f"Section {section[1:]}", "layout": "part", "own": section}
        page(f"{base}/{section}.md", settings)
    page(f"{base}/report.md", {"title": f"{one.title}: the whole report", "layout": "report"})
    asks = {"title": f"Recommendations of {one.title}", "layout": "asks"}
    page(f"{base}/recommendations/_index.md", asks)
    for record in one.records:
        settings = {"title": record.title, "kind": record.kind, "record": record.id}
        settings |= {"visit": one.id, "part": record.section, "themes": [record.theme]}
        settings |= {"issued": one.date}
        if record.kind == "recommendation":
            settings |= {"layout": "ask", "points": record.points, "answers": record.answers}
            page(f"{base}/recommendations/{record.id}.md", settings, record.text)
        else:
            settings |= {"build": {"render": "never"}}
            page(f"{base}/{record.id}.md", settings, record.text)
    if one.progress:
        title = f"{one.title} against the last"
        settings = {"title": title, "layout": "comparison", "statuses": list(STATUSES.values())}
        page(f"{base}/comparison/index.md", settings)
        for number, said in enumerate(one.progress):
            visit, _, ask = said.recommendation.partition("/")
            settings = {"recommendation": f"/inspections/{visit}/recommendations/{ask}"}
            page(
                f"{base}/comparison/p{number}.md",
                settings | {"status": STATUSES[said.status]},
                said.text,
            )


# ----------------------------------------------------------------- tools that trace requirements

_SPHINX = """\
project = "Archive"
extensions = ["sphinx_needs"]
html_theme = "basic"
needs_id_regex = "^[a-z0-9_-]+$"
needs_build_json = False
needs_types = [
    {"directive": name, "title": name, "prefix": "", "color": "#ffffff", "style": "node"}
    for name in ("finding", "recommendation", "case-study", "notable-practice")
]
"""


def _sphinx(folder: Path, records: int) -> None:
    put(folder / "conf.py", _SPHINX)
    visits = []
    for one in corpus.archive(records):
        visits.append(f"{one.id}/index")
        parts = "\n".join(f"   {s}" for s in one.sections)
        head = f"{one.title}\n{'=' * len(one.title)}\n\n{one.summary}\n\n"
        put(folder / one.id / "index.rst", f"{head}.. toctree::\n\n{parts}\n")
        for section in one.sections:
            title = f"Section {section[1:]}"
            needs = (_need(one, r) for r in one.records if r.section == section)
            text = f"{title}\n{'=' * len(title)}\n\n" + "\n".join(needs)
            put(folder / one.id / f"{section}.rst", text)
    put(folder / "index.rst", "Archive\n=======\n\n.. toctree::\n\n   " + "\n   ".join(visits))


def _need(one: Inspection, record: Record) -> str:
    text = _body(record).replace("\n", "\n   ")
    links = ", ".join(f"{one.id}-{a}" for a in record.answers)
    linked = f"   :links: {links}\n" if links else ""
    return (
        f".. {record.kind}:: {record.title}\n   :id: {one.id}-{record.id}\n"
        f"   :tags: {record.theme}\n{linked}\n   {text}\n"
    )


def _doorstop(folder: Path, records: int) -> None:
    (folder / ".git").mkdir(parents=True)

    def document(name: str, prefix: str, parent: str) -> Path:
        above = f"  parent: {parent}\n" if parent else ""
        settings = f"settings:\n  digits: 3\n{above}  prefix: {prefix}\n  sep: '-'\n"
        put(folder / name / ".doorstop.yml", settings)
        return folder / name

    document("archive", "ARCHIVE", "")
    for number, one in enumerate(corpus.archive(records)):
        prefix = f"V{number:05}"
        place = document(one.id, prefix, "ARCHIVE")
        known = {r.id: f"{prefix}-{n:03}" for n, r in enumerate(one.records, 1)}
        for n, record in enumerate(one.records, 1):
            text = corpus._indented(_body(record))  # noqa: SLF001 - how YAML is written, once
            links = "".join(f"\n- {known[a]}: null" for a in record.answers) or " []"
            put(
                place / f"{known[record.id]}.yml",
                f"active: true\nderived: true\nheader: |\n    {record.title}\n"
                f"level: {1 + KINDS.index(record.kind)}.{n}\nlinks:{links}\nnormative: true\n"
                f"ref: ''\nreviewed: null\ntext: |\n{text}",
            )


def _strictdoc(folder: Path, records: int) -> None:
    for one in corpus.archive(records):
        nodes = []
        for record in one.records:
            relations = "".join(f"- TYPE: Parent\n  VALUE: {one.id}-{a}\n" for a in record.answers)
            nodes.append(
                f"[REQUIREMENT]\nUID: {one.id}-{record.id}\nTITLE: {record.title}\n"
                f"STATEMENT: >>>\n{_body(record)}\n<<<\n"
                + (f"RELATIONS:\n{relations}" if relations else "")
            )
        head = f"[DOCUMENT]\nTITLE: {one.title}\nOPTIONS:\n  MARKUP: RST\n"
        put(folder / f"{one.id}.sdoc", f"{head}\n" + "\n".join(nodes))


# ----------------------------------------------------------------- all of them

_HUGO_PROGRAM = "hugo/binaries/hugo"
"""The program itself, within its package: its script would start a Python first."""
_BUILD = ("inspection", "build", "--no-cache")
_WARN = {"NO_MKDOCS_2_WARNING": "1"}

PEERS = {
    peer.name: peer
    for peer in (
        Peer(
            "ours",
            "inspection-report",
            "cold: nothing kept of an earlier build; every page, data, feeds and search",
            partial(_ours, search=True),
            _BUILD,
            "site",
            (".cache",),
            _WARN,
        ),
        Peer(
            "ours-no-search",
            "inspection-report",
            "the same without a search",
            partial(_ours, search=False),
            _BUILD,
            "site",
            (".cache",),
            _WARN,
        ),
        Peer(
            "hugo",
            "hugo",
            "bare layouts; the same pages, CSV and JSON of each kind; no search",
            _hugo,
            (_HUGO_PROGRAM, "--quiet", "--ignoreCache"),
            "public",
            ("resources",),
        ),
        Peer(
            "material",
            "mkdocs-material",
            "the same pages; its own search; navigation from the folders",
            partial(_material, limited=False),
            ("mkdocs", "build", "--quiet"),
            "site",
            (),
            _WARN,
        ),
        Peer(
            "material-nav",
            "mkdocs-material",
            "the same, with a navigation of lists and inspections only",
            partial(_material, limited=True),
            ("mkdocs", "build", "--quiet"),
            "site",
            (),
            _WARN,
        ),
        Peer(
            "zensical",
            "zensical",
            "the same pages and mkdocs.yml as Material's default",
            partial(_material, limited=False),
            ("zensical", "build", "--clean"),
            "site",
            (".cache",),
        ),
        Peer(
            "plain",
            "inspection-report",
            "the bytes of ours, held in memory and written, nothing else",
            _plain,
            (sys.executable, "write.py"),
            "site",
        ),
        Peer(
            "sphinx-needs",
            "sphinx-needs",
            "a page a section, theme basic, two processes",
            _sphinx,
            ("sphinx-build", "-q", "-j", "2", "-E", ".", "out"),
            "out",
        ),
        Peer(
            "doorstop",
            "doorstop",
            "a document an inspection",
            _doorstop,
            ("doorstop", "--quiet", "publish", "all", "out"),
            "out",
        ),
        Peer(
            "strictdoc",
            "strictdoc",
            "a document an inspection",
            _strictdoc,
            ("strictdoc", "export", ".", "--output-dir", "out"),
            "out",
            ("output",),
        ),
    )
}
