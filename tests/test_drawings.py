"""An SVG that is published holds a drawing, and nothing that acts, fetches or leads anywhere."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import problems, small

from generator import drawings
from generator.source import Source

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def told(text: str) -> list[str]:
    return [p.message for p in drawings.problems(Source("a.svg", text))]


def drawn(inside: str) -> list[str]:
    return told(f"<svg {SVG}>\n{inside}\n</svg>")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        f"<script {XHTML}>alert(1)</script>",
        f"<g><body {XHTML}><img src='x' onerror='alert(1)'/></body></g>",
        "<foreignObject/>",
        '<circle onclick="alert(1)"/>',
        '<circle OnClick="alert(1)"/>'.lower(),
        '<a href="https://example.org/"><circle/></a>',
        '<a xlink:href="javascript:alert(1)"><circle/></a>',
        '<use href="https://example.org/a.svg#b"/>',
        '<use xlink:href="other.svg#b"/>',
        '<image href="https://example.org/a.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<image xml:base="https://example.org/" href="#a"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
        '<circle fill="url(https://example.org/a.svg#b)"/>',
        '<circle style="fill: url(//example.org/a)"/>',
        r'<circle style="fill: u\72l(//example.org/a)"/>',
        '<circle style="background: image-set(&quot;//example.org/a&quot; 1x)"/>',
        "<style>@import '//example.org/a.css';</style>",
        "<style>@import '//example.org/a.css';<g/></style>",
        "<style>circle {fill: red}</style><style>b {background: url('a.png')}</style>",
        '<?xml-stylesheet href="https://example.org/a.css"?>',
    ],
)
def test_what_may_act_or_lead_elsewhere_is_told(inside: str) -> None:
    found = drawings.problems(Source("a.svg", f"<svg {SVG}>\n{inside}\n</svg>"))
    assert {p.code for p in found} == {"unsafe-svg"}
    assert {p.place.line for p in found} == {2}


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE svg [<!ENTITY a "b">]><svg {SVG}><text>&a;</text></svg>',
        f'<?xml version="1.0" encoding="UTF-7"?><svg {SVG}/>',
        f"<html {XHTML}/>",
        "<svg",
        "not even XML",
        "",
        f"<svg {SVG}>&a;</svg>",
    ],
)
def test_what_is_no_plain_svg_is_told(text: str) -> None:
    assert told(text)


def test_entities_that_grow_without_end_take_no_time() -> None:
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    assert len(told(f'<!DOCTYPE x [<!ENTITY a "lol">{entities}]><svg {SVG}>&j;</svg>')) == 1


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="g"><stop stop-color="rgb(1, 2, 3)"/></linearGradient></defs>',
        '<circle fill="url(#g)" style="filter: url(\'#f\'); transform: rotate(45deg)"/>',
        '<use xlink:href="#g" xlink:title="It"/><use href="#g"/>',
        '<image href="data:image/png;base64,AAAA" width="1"/>',
        '<text font-family="A\\B" aria-label="a@b (c)">Write to a@b, url(x) \\ onclick=</text>',
        "<style>.a > path {fill: hsl(1, 2%, 3%)}</style>",
        '<metadata><w:Work xmlns:w="http://creativecommons.org/ns#" w:about=""/></metadata>',
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="a@b" data-name="x@2"/>',
    ],
)
def test_a_drawing_is_let_through(inside: str) -> None:
    assert drawn(inside) == []


@given(st.text(alphabet='<>/ ="svgaonclick!DOCTYPE[]?&;\n\x00x', max_size=60))
def test_any_text_is_told_or_let_through(text: str) -> None:
    for problem in drawings.problems(Source("a.svg", text)):
        assert 1 <= problem.place.column <= len(problem.place.excerpt) + 1


@pytest.mark.parametrize("path", ["content/a.svg", "data/inspections/first/files/b/A.SVG"])
def test_a_picture_is_looked_at_wherever_it_stands(path: str, tmp_path: Path) -> None:
    site = small(tmp_path, {path: f'<svg {SVG} onload="alert(1)"/>'})
    assert [(p.code, p.place.path) for p in problems(site)] == [("unsafe-svg", path)]


def test_a_file_that_runs_is_told_where_a_text_links_to_it(tmp_path: Path) -> None:
    """As where it is named as an attachment."""
    folder = "data/inspections/first"
    site = small(tmp_path, {
        f"{folder}/files/a.html": "x",
        f"{folder}/findings.yml": "- {id: f1, text: '[It](files/a.html)'}\n",
    })  # fmt: skip
    assert [p.code for p in problems(site)] == ["unsafe-file"]
