"""An author's Markdown becomes HTML that can do nothing but be read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.prose import TERM_MARK, Heading, Terms, cut, page, panels, parse, plain

TAGS = frozenset({
    "a", "p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "table",
    "thead", "tbody", "tr", "th", "td", "sup", "section", "h1", "h2", "h3", "h4", "h5", "h6", "img",
    "del", "div",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "href", "title", "class", "id", "aria-label", "src", "alt", "start", "align", "scope",
    "tabindex", "role",
})  # fmt: skip
VOID = frozenset({"br", "hr", "img"})
ATTACKS = st.lists(
    st.sampled_from([
        "[x](", "![x](", "javascript:alert(1)", "JAVASCRIPT&colon;", "java\nscript:",
        "&#106;avascript:", "vbscript:x", "data:text/html,x", "data:image/png;base64,AA",
        "file:///etc", "ftp://x", "//x.org/y", "https://x.org/", ")", "<", ">",
        '"', "'", "<script>",
        "</script>", "<img src=x onerror=alert(1)>", "<a href=", "</a>", "<svg/onload=x>", "<!--",
        "-->", "<![CDATA[", "<?x", "style=", "onclick=x ", "[a]: ", "[a]", "[a][r1]", "[b][", "]",
        "[r1][]", "record:", 'record:r1" onclick="x', "[^1]", "[^1]: note", "\n", "\n\n", "    ",
        "# ", "| a | b |\n|---|---|\n", "| ", "`", "```", "*", "_", "> ", "- ", "1. ", "&",
        "&quot;", "&lt;", "\\", "\x00", "\x0b", "\u2028", "é", "\U0001f6e5", " ",
        "[panel:latest]", "![x][r1]", "===\n", "---\n", "x", "%22%3E", "<http://x>",
        "<record:r1>", "mailto:a@b",
    ]),
    max_size=14,
).map("".join)  # fmt: skip
TEXTS = st.one_of(ATTACKS, ATTACKS, st.text(max_size=80))


class Seen(HTMLParser):
    """What a browser would make of some HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.balanced = True
        self.feed(markup)
        self.close()
        self.balanced &= not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element and its attributes."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """See that it closes the element last opened."""
        if tag not in VOID:
            self.balanced &= bool(self.open) and self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        """No text makes a comment."""
        self.elements.append(("comment", {"data": data}))

    def handle_decl(self, decl: str) -> None:
        """No text makes a declaration."""
        self.elements.append(("declaration", {"data": decl}))


def harmless(markup: str) -> None:
    seen = Seen(markup)
    assert seen.balanced
    for tag, attributes in seen.elements:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES
        for name in ("href", "src"):
            link = re.sub(r"[\x00-\x20\x7f-\xa0]", "", attributes.get(name, "")).casefold()
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", link)
            assert scheme is None or scheme[1] in ("http", "https", "mailto", "record")
    assert sum(tag == "div" for tag, _ in seen.elements) == markup.count('<div class="table"')


@settings(max_examples=600)
@given(TEXTS)
@example("[x](javascript:alert(1))")
@example("<script>alert(1)</script>")
@example('[x][r1"onclick="y]')
@example("[a]: javascript:alert(1)\n\n[a] ![a]")
@example("| <script> | b |\n|---|---|\n| <b onclick=x> | c |")
def test_no_text_ever_acts(text: str) -> None:
    """Whatever is typed, no script, handler, style or dangerous link comes of it."""
    parsed = parse(text)
    harmless(parsed.markup)
    for url in ("/made/up/?a=1&b=2#c", None):
        markup = parsed.html(lambda _: url, lambda path: f"/files/{path}", prefix="f1")  # noqa: B023
        harmless(markup)
        links = [
            found.get(name, "") for _, found in Seen(markup).elements for name in ("href", "src")
        ]
        assert not [link for link in links if link.startswith("record:")]


@given(TEXTS)
def test_the_words_of_any_text_are_plain(text: str) -> None:
    words = plain(text)
    assert "\n" not in words
    assert words == words.strip()


@given(TEXTS)
def test_panels_are_cut_out_and_nothing_else_is_lost(text: str) -> None:
    pieces = panels(text)
    assert len(pieces) % 2 == 1
    left = "".join(pieces[::2])
    panel = r"\[panel:[a-z0-9-]+\]"
    assert re.sub(panel, "", left).split() == re.sub(panel, "", text).split()
    assert len(re.findall(panel, left)) + len(pieces) // 2 == len(re.findall(panel, text))


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))", "[x](vbscript:y)", "[x](data:text/html,y)", "[x](file:///y)",
        "[x](ftp://example.org/y)", "[x](tel:123)", "![x](data:image/png;base64,AAAA)",
        "![x](javascript:y)", "[a]: javascript:x\n\n[a]", "<ftp://example.org/>",
        "[x]()",
    ],
)  # fmt: skip
def test_a_link_that_no_page_may_carry_is_counted(text: str) -> None:
    """What would be dropped in silence is told to its author."""
    assert parse(text).dropped_links == 1


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://example.org/)",
        "[x](mailto:a@example.org)",
        "[x][r1]",
        "[x](files/a.pdf)",
        "[x](#a)",
    ],
)
def test_a_link_that_a_page_may_carry_is_not(text: str) -> None:
    assert parse(text).dropped_links == 0


def test_raw_html_is_shown_as_typed() -> None:
    assert parse("A <b>bold</b> word.").markup == "<p>A &lt;b&gt;bold&lt;/b&gt; word.</p>\n"


def test_records_are_linked_to_from_anywhere_in_a_text() -> None:
    text = "[a][r1], [b][first/r2] and [themes/x][].\n\n- [*c*][r1]\n\n`[d][r4]`"
    parsed = parse(text)
    assert parsed.records == ("r1", "first/r2", "themes/x")
    markup = parsed.html({"r1": "/r/1/", "first/r2": "/r/2/?a&b"}.get)
    assert '<a href="/r/1/">a</a>, <a href="/r/2/?a&amp;b">b</a> and themes/x.' in markup
    assert '<a href="/r/1/"><em>c</em></a>' in markup
    assert "<code>[d][r4]</code>" in markup


def test_a_link_to_nothing_shown_becomes_its_words() -> None:
    assert parse("See [*the* ask][r1].").html(lambda _: None) == "<p>See <em>the</em> ask.</p>\n"


def test_an_author_may_name_a_link_of_their_own() -> None:
    parsed = parse("[a][m] and [b][r1].\n\n[m]: https://example.org/")
    assert parsed.records == ("r1",)
    assert '<a href="https://example.org/">a</a>' in parsed.markup


@pytest.mark.parametrize("text", ["[late]", "a[0]", "[x] (y)", "[^1]", "[](r1)"])
def test_brackets_alone_link_to_no_record(text: str) -> None:
    assert parse(text).records == ()


def test_a_picture_is_never_a_record() -> None:
    """`![words][r1]` shows no picture, so no page tries to fetch one."""
    assert "<img" not in parse("![The ask][r1]").html(lambda _: "/r/1/")


def test_paths_lead_to_where_their_files_are() -> None:
    parsed = parse("![A pier](files/pier%201.svg) [it](a.pdf?x&y) [there](#part)")
    assert parsed.paths == ("files/pier 1.svg", "a.pdf?x&y")
    markup = parsed.html(lambda _: None, {"files/pier 1.svg": "/f/pier%201.svg"}.get)
    assert '<img src="/f/pier%201.svg" alt="A pier"' in markup
    assert "a.pdf" not in markup  # what leads nowhere is plain words
    assert " it " in markup
    assert 'href="#part"' in markup


def test_links_to_records_and_to_files_stand_side_by_side() -> None:
    """Neither is taken for the other once it is made."""
    markup = parse("[a file](files/a.pdf) and [a record][r1]").html(
        lambda _: "../../r1/", lambda path: f"../{path}"
    )
    assert 'href="../files/a.pdf"' in markup
    assert 'href="../../r1/"' in markup


def test_pictures_without_words_or_from_elsewhere_are_known() -> None:
    parsed = parse(
        "![](a.svg) ![b](https://example.org/b.png) ![c](//example.org/c.png) ![d](d.png)"
    )
    assert parsed.images_without_alt == ("a.svg",)
    assert parsed.foreign_images == ("https://example.org/b.png", "//example.org/c.png")


def test_tables_can_be_read_and_reached_by_everyone() -> None:
    markup = parse("| a | b |\n|---|--:|\n| c | d |").markup
    assert markup.count('<th scope="col"') == 2
    assert markup.startswith('<div class="table"')
    assert 'tabindex="0"' in markup.partition(">")[0]
    assert markup.rstrip().endswith("</table></div>")


def test_footnotes_of_two_texts_do_not_meet_on_one_page() -> None:
    text = "One.[^n]\n\n[^n]: A note.\n"
    one, two = (parse(text).html(lambda _: None, prefix=prefix) for prefix in ("f1", "f2"))
    ids = [found["id"] for m in (one, two) for _, found in Seen(m).elements if "id" in found]
    hrefs = [found["href"] for m in (one, two) for _, found in Seen(m).elements if "href" in found]
    assert len(ids) == len(set(ids)) == 4
    assert {href.removeprefix("#") for href in hrefs} == set(ids)


def test_headings_have_ids_of_their_own() -> None:
    parsed = parse("# One & *two*\n\n## Part\n\n## Part\n\n## 船\n\n### Part 2\n")
    assert parsed.headings == (
        Heading(1, "one-two", "One & two"),
        Heading(2, "part", "Part"),
        Heading(2, "part-2", "Part"),
        Heading(2, "part-3", "船"),
        Heading(3, "part-2-2", "Part 2"),
    )
    ids = [found["id"] for _, found in Seen(parsed.markup).elements if "id" in found]
    assert ids == [heading.id for heading in parsed.headings]


def test_plain_words_have_no_marks() -> None:
    text = "**Late** [boats][r1] & <b>\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |"
    assert plain(text) == "Late boats & <b> one two a b c d"


def test_plain_words_have_no_footnote_marks() -> None:
    assert plain("Late.[^1]\n\n[^1]: By ten.") == "Late. By ten."


@pytest.mark.parametrize("end", ["\n", "  \n", "\t\n"])
def test_a_panel_stands_alone_on_its_line(end: str) -> None:
    assert panels(f"One.\n\n[panel:latest]{end}\nTwo [panel:counts].\n") == [
        "One.\n\n", "latest", "\n\nTwo [panel:counts].\n",
    ]  # fmt: skip


@settings(max_examples=600)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_page_is_cut_where_its_panels_stand(texts: list[str]) -> None:
    """Whatever stands round them, each piece is whole."""
    text = "\n[panel:latest]\n".join(texts)
    pieces = cut(page(text).html(lambda _: None))
    assert len(pieces) == len(panels(text)[::2])
    for piece in pieces:
        harmless(piece)


@pytest.mark.parametrize(
    "text",
    [
        "One.[^n]\n\n[panel:latest]\n\n[^n]: A note.\n",
        "[^n]: A note.\n\n[panel:latest]\n\nOne.[^n]\n",
        "- One.[^n]\n[panel:latest]\n[^n]: A note.\n",
    ],
)
def test_a_footnote_holds_across_a_panel(text: str) -> None:
    before, after = cut(page(text).markup)
    assert 'href="#fn-n"' in before + after
    assert '<li id="fn-n">' in after
    assert page(text).words.endswith("A note.")


def test_a_link_of_the_author_s_own_holds_across_a_panel() -> None:
    parsed = page("[a][m].\n\n[panel:latest]\n\n[m]: https://example.org/\n")
    assert parsed.records == ()
    assert '<a href="https://example.org/">a</a>' in parsed.markup


@pytest.mark.parametrize("code", ["```\n[r1]: x\n```", "    [r1]: x", "`[r1]: x`", "~~~\n[r1]: x"])
def test_a_definition_that_is_only_shown_defines_nothing(code: str) -> None:
    parsed = parse(f"[a][r1] and [r1][].\n\n{code}\n")
    assert parsed.records == ("r1",)
    assert parsed.markup.count('<a href="record:r1">') == 2


@pytest.mark.parametrize("text", ["[a][r1]\n\n[r1]: x.pdf", "> [R1]: x.pdf\n\n[a][r1]"])
def test_a_definition_wherever_it_stands_is_the_author_s_own(text: str) -> None:
    assert parse(text).records == ()
    assert parse(text).paths == ("x.pdf",)


def test_anchors_are_told_from_footnotes() -> None:
    text = "One.[^n] Again.[^n] [x](#there) [y](#fn-n) [top](#) [z](#a%20b)\n\n[^n]: A note.\n"
    assert parse(text).anchors == ("there", "a b")


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_a_panel_in_a_block_of_code_is_only_shown(fence: str) -> None:
    """A page that explains panels can show how one is written."""
    assert len(panels(f"{fence}\n[panel:latest]\n{fence}\n")) == 1


def test_terms_are_marked_where_they_are_running_text() -> None:
    """Once each, whole words only; abbreviations by their capitals; not in links or headings."""
    terms = Terms([("Care plan", "care", False), ("AA", "aa", True), ("R&D", "rd", False)])

    def marked(markup: str) -> list[tuple[str, ...]]:
        return TERM_MARK.findall(terms.marked(markup))

    assert marked("<p>Care plans, a care plan and an AA.</p>") == [
        ("care", "Care plans"),
        ("aa", "AA"),
    ]
    assert marked("<p>scare planned aa AAs R&amp;D</p>") == [("rd", "R&amp;D")]
    own = Terms([("Child's home", "own", False), ("child's home", "shared", False)])
    assert "own" in own.marked("<p>A child’s home</p>")
    assert "shared" not in own.marked("<p>A child’s home</p>")
    assert marked('<h2>Care plan</h2><a href="AA">AA</a> <code>AA</code>') == []
    assert terms.marked("<p>Nothing</p>") == "<p>Nothing</p>"
    assert Terms([]).marked("<p>AA</p>") == "<p>AA</p>"
