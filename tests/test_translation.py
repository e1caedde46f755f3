"""A translation holds words only, is shown beside its original, and is never counted again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from built import built, command, pages
from hypothesis import given
from hypothesis import strategies as st
from sites import SAMPLE, edition, read, small

from generator.advice import advice
from generator.catalogue import catalogue
from generator.problems import Problems
from generator.records import RECORD_LISTS, Inspection, Recommendation
from generator.release import release
from generator.resolve import resolve
from generator.site import Settings, build
from generator.states import Edition
from generator.translation import fingerprint, missing, translated, translation_of, words_of

WELSH = "Mae digon o siacedi achub erbyn hyn"


def speaking(*languages: str, public: bool = True) -> Edition:
    plain = edition(public=public)
    return Edition(plain.as_of, plain.zone, public, frozenset(languages))


# Records


@pytest.mark.parametrize("model", [*RECORD_LISTS.values(), Inspection], ids=lambda m: m.__name__)
def test_a_translation_has_the_words_of_its_model_and_nothing_else(model: type) -> None:
    fields = set(translation_of(model).model_fields)
    assert fields & {"state", "status", "by", "judgement", "grade", "n", "counts"} <= {"by"}
    assert "original" in fields
    assert set(model.KEY) <= fields


POINTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.text("xyz ", min_size=1)), unique_by=lambda p: p[0]
)


@given(POINTS, POINTS)
def test_parts_are_translated_by_what_names_them(
    own: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    """Whatever their order; what has no translation keeps its own words."""
    record = Recommendation.model_validate(
        {"id": "r1", "points": [{"id": a, "text": f"own {t}"} for a, t in own]}
    )
    words = translation_of(Recommendation).model_validate(
        {"id": "r1", "points": [{"id": a, "text": f"other {t}"} for a, t in other] or None}
    )
    found = translated(record, words)
    given_words = dict(other)
    assert isinstance(found, Recommendation)
    assert [p.id for p in found.points] == [a for a, _ in own]
    for point in found.points:
        assert point.text.startswith("other" if point.id in given_words else "own")
    lacking = {record.points[at[1]].id for at in missing(record, words)}  # type: ignore[index]
    assert lacking == {a for a, _ in own} - set(given_words)


def test_a_fingerprint_changes_with_the_words_alone() -> None:
    one = Recommendation.model_validate({"id": "r1", "title": "A", "text": "B", "due": "2021"})
    assert fingerprint(one) == fingerprint(one.model_copy(update={"due": None}))
    assert fingerprint(one) != fingerprint(one.model_copy(update={"text": "C"}))
    assert fingerprint(one) != fingerprint(one.model_copy(update={"title": "B", "text": "A"}))
    assert [value for _, value in words_of(one)] == ["A", "B"]


# Pages


def test_a_translation_stands_below_its_language_beside_its_original() -> None:
    found = pages(built(SAMPLE))
    here, there = (found[f"{p}inspections/vellmouth-2021/"] for p in ("", "cy/"))
    assert there.tree.xpath("string(/html/@lang)") == "cy"
    assert here.tree.xpath("string(/html/@lang)") == "en-GB"
    assert there.path in {path for path, _ in here.links}
    assert here.path in {path for path, _ in there.links}
    assert there.tree.xpath("string(//h1)") == "Vellmouth Ferries yn 2021"
    assert "12 Ebrill 2021" in there.tree.text_content()
    sitemap = (built(SAMPLE) / "sitemap.xml").read_text(encoding="utf-8")
    twin = "https://example.org/ferries/cy/inspections/vellmouth-2021/"
    assert sitemap.count(f'hreflang="cy" href="{twin}"') == len("ab")
    section = found["cy/inspections/vellmouth-2021/progress/"]
    assert WELSH in section.tree.text_content()


def test_a_page_that_is_not_translated_is_linked_in_its_own_language() -> None:
    """And what of a page is not translated says so, in the language that it is in."""
    found = pages(built(SAMPLE))
    comparison = found["cy/inspections/vellmouth-2021/comparison/"]
    led = {path for path, _ in comparison.links}
    assert "inspections/vellmouth-2020/" in led
    assert not [path for path in led if path.startswith("cy/inspections/vellmouth-2020")]
    assert comparison.tree.xpath("//div[@class='progress']/@lang") == ["en-GB"] * 3
    asked = found["cy/inspections/vellmouth-2021/recommendations/"]
    assert asked.tree.xpath("//section[@id='n1']//*[contains(@class, 'flag--note')]")
    section = found["cy/inspections/vellmouth-2021/progress/"]
    assert section.tree.xpath("//section[@id='f1']/@lang") == []


def test_a_translation_is_never_counted_again() -> None:
    """The other pages are the same with it and without it, but for the way there."""
    with_it = {p.path: p for p in build(Settings(SAMPLE), speaking("cy")).pages}
    without = {p.path: p for p in build(Settings(SAMPLE), speaking()).pages}
    assert {path for path in with_it if path not in without} == {
        path for path in with_it if path.startswith("cy/")
    }
    assert any(path.startswith("cy/") for path in with_it)
    for path, page in without.items():
        plain = "\n".join(li for li in with_it[path].html.split("\n") if 'class="twins"' not in li)
        assert plain.split() == page.html.split(), path


# Signing off


def test_no_public_build_shows_a_language_that_is_not_signed_off() -> None:
    """Neither its interface nor a word that was translated into it; a preview shows both."""
    found = read(SAMPLE)
    addresses = resolve(found)
    assert release(found, addresses, speaking()).translations == ()
    text = "".join(p.html + p.title for p in build(Settings(SAMPLE), speaking()).pages)
    assert WELSH not in text
    assert "Cymraeg" not in text
    preview = build(Settings(SAMPLE), speaking(public=False))
    assert any(WELSH in p.html for p in preview.pages)
    assert {r.leaf.language for r in preview.pages} == {"en-GB", "cy"}


def test_a_site_in_a_language_that_is_not_signed_off_is_refused(tmp_path: Path) -> None:
    site = small(tmp_path, {})
    with pytest.raises(Problems) as error:
        build(Settings(site, language="cy"), speaking())
    assert [p.code for p in error.value.problems] == ["not-signed-off"]
    assert build(Settings(site, language="cy"), speaking("cy")).pages
    with pytest.raises(Problems) as error:
        build(Settings(site, language="fr"), speaking("fr"))
    assert [p.code for p in error.value.problems] == ["no-catalogue"]


def test_a_site_s_own_catalogue_goes_before_the_package_s(tmp_path: Path) -> None:
    """It may reword English, and bring a language that the package does not have."""
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "Home"\nmsgstr "%s"\n'
    site = small(tmp_path, {"locale/en.po": po % "Start", "locale/fr.po": po % "Accueil"})
    for language, word in (("en-GB", "Start"), ("fr", "Accueil")):
        found = build(Settings(site, language=language), speaking("fr"))
        page = next(p for p in found.pages if p.path == "inspections/")
        assert f">{word}</a>" in page.html


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('msgid "Home"\nmsgstr "\xff"\n'.encode("latin-1"), "cannot be read as a catalogue"),
        ('msgid "due %(date)s"\nmsgstr "due %(day)s"\n', "name a value that it has not"),
        ('msgid "due %(date)s"\nmsgstr "due %(date)"\n', "name a value that it has not"),
    ],
)
def test_a_catalogue_that_cannot_be_used_is_a_problem(
    written: str | bytes, said: str, tmp_path: Path
) -> None:
    settings = "site_name: S\ndocs_dir: content\ntheme: {name: material}\nplugins: [inspection]\n"
    site = small(tmp_path, {"mkdocs.yml": settings, "locale/en-GB.po": written})
    done = command("check", cwd=site)
    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


# What is missing, or older


def advised(root: Path) -> list[str]:
    found = catalogue(root, "data", "content")
    given = advice(found, resolve(found))
    told = (p for p in given if p.code.startswith("translation-"))
    return [f"{p.place.path}: {p.message}" for p in told]


def test_check_lists_what_is_not_translated_or_is_older_than_its_original() -> None:
    folder = "data/inspections/vellmouth-2021/"
    assert advised(SAMPLE) == [
        f'{folder}cy/recommendations.yml: "n1" is translated in part, without its text, follows',
        f'{folder}cy/recommendations.yml: "n1" has changed since it was translated',
        f'{folder}progress.yml: not translated into "cy": progress vellmouth-2020/r1',
        f'{folder}sections.yml: not translated into "cy": section progress',
    ]


def test_advice_is_printed_and_stops_nothing() -> None:
    done = command("check", cwd=SAMPLE)
    assert done.returncode == 0
    assert re.search(r"^\d+ pieces of advice\.", done.stdout, re.MULTILINE)
    assert "write `original: " in done.stdout


def test_a_translation_that_is_whole_and_new_is_advised_nothing(tmp_path: Path) -> None:
    """Until its original changes."""
    records = "data/inspections/first/findings.yml"
    site = small(tmp_path, {
        records: "- {id: f1, title: Boats were late}\n",
        "data/inspections/first/cy/findings.yml": "- {id: f1, title: Roedd y cychod yn hwyr}\n",
    })  # fmt: skip
    (told,) = (a for a in advised(site) if "f1" in a)
    assert "not said from which wording" in told
    found = catalogue(site, "data", "content")
    mark = next(p.hint for p in advice(found, resolve(found)) if p.code == "translation-older")
    written = mark.split("`")[1]
    path = site / "data/inspections/first/cy/findings.yml"
    path.write_text(path.read_text().replace("}", f", {written}}}"))
    assert not [a for a in advised(site) if "f1" in a]
    (site / records).write_text("- {id: f1, title: Boats were very late}\n")
    (told,) = (a for a in advised(site) if "f1" in a)
    assert "has changed since it was translated" in told


# Nothing leaks


@pytest.mark.parametrize(
    "hidden",
    [
        "state: draft",
        "state: embargoed, until: 2999-01-01",
        "state: withdrawn, changes: [{date: 2021, kind: withdrawn, note: Wrong.}]",
    ],
)
def test_the_translation_of_what_is_hidden_is_hidden(hidden: str, tmp_path: Path) -> None:
    """Its words are nowhere, and neither is a page that only they would have."""
    site = small(tmp_path, {
        "data/inspections/first/findings.yml": f"- {{id: f1, title: Boats were late, {hidden}}}\n",
        "data/inspections/first/cy/findings.yml": "- {id: f1, title: Cychod hwyrion}\n",
    })  # fmt: skip
    made = build(Settings(site), speaking("cy"))
    assert not [p.path for p in made.pages if "Cychod" in p.html + p.title]
    assert not [p.path for p in made.pages if p.path.startswith("cy/")]
    preview = build(Settings(site), speaking(public=False))
    assert any("Cychod" in p.html for p in preview.pages) == ("withdrawn" not in hidden)


def test_what_only_a_translation_uses_is_published_with_it(tmp_path: Path) -> None:
    """A file, a theme or a body that no original names."""
    site = small(tmp_path, {
        "data/inspections/first/findings.yml": "- {id: f1, text: Boats were late.}\n",
        "data/inspections/first/files/plan.txt": "A plan.\n",
        "data/inspections/first/cy/findings.yml": (
            "- {id: f1, text: 'Gweler [y cynllun](files/plan.txt) a [thema][themes/crew].'}\n"
        ),
        "data/themes.yml": "- {id: crew, title: Crew}\n",
    })  # fmt: skip
    plain, welsh = (build(Settings(site), speaking(*tags)) for tags in ((), ("cy",)))
    assert "themes/crew/" not in {leaf.path for leaf in plain.leaves}
    assert "themes/crew/" in {leaf.path for leaf in welsh.leaves}
    assert (list(plain.files), list(welsh.files)) == (
        [],
        ["inspections/first/files/plan.txt"],
    )


@pytest.mark.parametrize("folder", ["en", "en-GB", "en-US"])
def test_a_site_is_not_translated_into_its_own_language(folder: str, tmp_path: Path) -> None:
    site = small(tmp_path, {
        f"data/inspections/first/{folder}/findings.yml": "- {id: f1, title: Boats came late}\n",
    })  # fmt: skip
    with pytest.raises(Problems) as error:
        build(Settings(site), speaking())
    assert [p.code for p in error.value.problems] == ["own-language"]


def test_a_catalogue_that_only_pages_use_is_looked_at_too(tmp_path: Path) -> None:
    site = small(tmp_path, {
        "content/cy/about.md": "# Amdanom ni\n",
        "locale/cy.po": 'msgid "Home"\nmsgstr "%(day)s"\n',
    })  # fmt: skip
    for written in (
        'msgid "Home"\nmsgstr "%(day)s"\n',
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=foo\\n"\n',
    ):
        (site / "locale/cy.po").write_text(written)
        with pytest.raises(Problems) as error:
            build(Settings(site), speaking(public=False))
        assert [p.code for p in error.value.problems] == ["no-catalogue"]
