"""The worked example says what its sources say: every figure, count, period and date.

As a script (`python tests/test_dorset_figures.py`) it prints each figure of dorset/figures.yml
that neither its record nor a figure beside that record gives.
"""

from __future__ import annotations

import re
import sys
from calendar import month_name
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from generator import source
from generator.catalogue import Entry, catalogue
from generator.dates import Span, When, add_months
from generator.records import Figure, Row
from generator.resolve import resolve

HERE = Path(__file__).parent
CATALOGUE = catalogue(HERE.parent, "data", "content")
RECORDS = {entry.address: entry for entry in CATALOGUE.entries}
FIGURES: dict[str, dict[str, list[str]]] = source.read(
    HERE / "dorset" / "figures.yml", "tests/dorset/figures.yml"
).values
KINDS = {"inspection", "section", "finding", "recommendation", "case-study", "notable-practice"}
KINDS |= {"figure", "milestone", "progress", "body"}
LABELLED = ("number", "due", "in_scope")
SAID = (
    *("title", "name", "short", "what", "direction", "dates", "visit", "published", "date"),
    *("period", "words", "summary", "text", "points", "rows", "quotes", "follows", "reason"),
    *("follow_up", "missing", "note", *LABELLED),
)

# Of a chapter: strengths, mixed, to improve; case studies, notable practice, recommendations
CHAPTERS = {
    "introduction": (0, 0, 0, 0, 0, 0),
    "context": (0, 0, 0, 0, 0, 0),
    "leadership": (6, 0, 1, 0, 0, 0),
    "case-file-analysis": (0, 0, 0, 0, 0, 0),
    "initial-contact": (3, 1, 3, 1, 2, 2),
    "assessment-and-help": (3, 3, 6, 4, 0, 2),
    "investigation": (2, 3, 7, 3, 2, 1),
    "decision-making": (1, 0, 1, 1, 1, 1),
    "trusted-adult": (1, 0, 0, 0, 0, 0),
    "managing-risk": (0, 0, 8, 1, 0, 1),
    "police-detention": (0, 0, 2, 1, 0, 1),
}
# Of an area: cases good, requiring improvement, inadequate, in all; themes for and against
AREAS = {
    "section-47": (6, 3, 5, 14, 3, 2),
    "domestic-abuse": (4, 3, 4, 11, 3, 2),
    "other-referrals": (3, 2, 5, 10, 1, 2),
    "exploitation": (1, 5, 8, 14, 2, 4),
    "missing": (1, 3, 3, 7, 0, 6),
    "place-of-safety": (4, 2, 0, 6, 2, 3),
    "sex-offenders": (1, 7, 1, 9, 0, 5),
    "custody": (0, 10, 2, 12, 0, 3),
}
# Of a recommendation: time, its last day, points, findings it rests on, status in 2022
RECOMMENDATIONS = {
    "r1": ("immediately", "", 0, "f5-2 f5-3 f5-4 f5-5", "some-progress"),
    "r2": ("three-months", "2021-11-26", 0, "f5-7 f6-1", "not-established"),
    "r3": ("immediately", "", 0, "f6-10 f6-11 f6-12", "some-progress"),
    "r4": ("three-months", "2021-11-26", 4, "f6-1 f6-2 f6-4 f6-6", "not-established"),
    "r5": ("immediately", "", 4, "f7-3 f7-4 f7-5 f7-6 f7-7 f7-8 f7-9", "uneven"),
    "r6": ("six-months", "2022-02-26", 4, "f8-2", "improved"),
    "r7": ("immediately", "", 0, " ".join(f"f10-{n}" for n in range(1, 9)), "some-progress"),
    "r8": ("six-months", "2022-02-26", 5, "f11-1 f11-2", "some-progress"),
}
OF_THE_FORCE = [address for address in FIGURES if address.startswith("bodies/dorset-police/")]


def said(value: Any) -> Iterator[str]:
    """Say what a value of a record tells a reader, one paragraph after another."""
    if isinstance(value, BaseModel):
        if isinstance(value, Figure | Row):
            yield from counted(value)
        for name in SAID:
            for part in said(getattr(value, name, None)):
                yield f"{name} {part}" if name in LABELLED else part
    elif isinstance(value, When):
        yield value.text or ", ".join(map(spelled, value.spans))
    elif isinstance(value, tuple):
        for item in value:
            yield from said(item)
    elif isinstance(value, int | str):
        text = re.sub(r"\[([^\]]*)\]\[[^\]]*\]", r"\1", str(value))
        yield from (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def counted(figure: Figure | Row) -> Iterator[str]:
    """Put the number of a figure or row, as 1283 and as 1,283, or its counts after its title."""
    if figure.value is not None:
        for number in (str(figure.value), f"{figure.value:,}"):
            around = getattr(figure, "qualifier", ""), number, getattr(figure, "unit", "")
            yield f"{figure.title}: {' '.join(filter(None, around))}"
    if figure.counts:
        grades = (f"{grade.replace('-', ' ')} {n}" for grade, n in figure.counts.items())
        yield f"{figure.title}: {', '.join(grades)}, of {figure.n}"


def spelled(span: Span) -> str:
    """Put a span into words, such as April 2020\N{EN DASH}March 2021."""
    start, end = (
        [str(day)] * bool(day) + [month_name[month]] * bool(month) + [str(year)]
        for year, month, day in (span.start, span.end)
    )
    pairs = zip(reversed(start), reversed(end), strict=False)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    first = " ".join(start[: len(start) - same])
    return f"{first}\N{EN DASH}{' '.join(end)}" if first else " ".join(end)


def beside(entry: Entry) -> Iterator[Entry]:
    """Give a record, and the figures that illustrate it or stand in its section."""
    yield entry
    section = entry.id if entry.kind == "section" else getattr(entry.record, "section", None)
    for other in RECORDS.values():
        if isinstance(other.record, Figure) and other.inspection == entry.inspection:
            in_section = section is not None and other.record.section == section
            if in_section or entry.id in other.record.illustrates:
                yield other


def gives(text: str, way: str) -> bool:
    """Tell if a text has these words; "…" among them leaves out others of the same paragraph."""
    words = "[^\n]*?".join(map(re.escape, way.split(" … ")))
    return re.search(rf"(?<!\w)(?<!\d[.,]){words}(?!\w|[.,]\d)", text, re.IGNORECASE) is not None


def lacking() -> list[str]:
    """List every figure that its record does not give, with the ways in which it might."""
    found = []
    for address, figures in FIGURES.items():
        entry = RECORDS.get(address)
        text = "\n".join(part for e in beside(entry) for part in said(e.record)) if entry else ""
        found += [
            f"{address}: {figure} ({' or '.join(ways)})"
            for figure, ways in (figures or {}).items()
            if not any(gives(text, way) for way in ways)
        ]
    return found


def of_2021(kind: str) -> list[Any]:
    """Give the records of a kind in the first inspection."""
    return [e.record for e in RECORDS.values() if (e.kind, e.inspection) == (kind, "dorset-2021")]


def test_every_figure_stands_in_its_record() -> None:
    assert lacking() == []


def test_the_list_of_figures_forgets_no_record_and_knows_no_other() -> None:
    assert set(FIGURES) == {a for a, entry in RECORDS.items() if entry.kind in KINDS}


def test_what_expresses_a_figure_is_matched_whole() -> None:
    assert gives("about 1,283 officers", "1,283 officers")
    assert gives("Four were\nfour; at once", "four … at once")
    assert not gives("in 2021, 1,200 or 1.2", "2")
    assert not gives("four\nat once", "four … at once")


def test_the_example_holds_together() -> None:
    resolve(CATALOGUE)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_its_findings_cases_practice_and_recommendations(chapter: str) -> None:
    findings = Counter(r.judgement for r in of_2021("finding") if r.section == chapter)
    others = ("case-study", "notable-practice", "recommendation")
    assert CHAPTERS[chapter] == (
        *(findings[judgement] for judgement in ("strength", "mixed", "improve")),
        *(sum(r.section == chapter for r in of_2021(kind)) for kind in others),
    )


def test_the_whole_report_adds_up() -> None:
    totals = [sum(column) for column in zip(*CHAPTERS.values(), strict=True)]
    assert totals == [16, 7, 28, 11, 5, 8]
    kinds = ("finding", "case-study", "notable-practice", "recommendation")
    assert [len(of_2021(kind)) for kind in kinds] == [51, 11, 5, 8]


def test_the_areas_add_up_to_the_83_cases_and_38_themes() -> None:
    rows = RECORDS["dorset-2021/by-area"].record.rows  # type: ignore[union-attr]
    table = {
        row.id: (
            *(row.counts[grade] for grade in ("good", "requires-improvement", "inadequate")),
            row.n,
            *(sum(p.judgement == word for p in row.points) for word in ("strength", "improve")),
        )
        for row in rows
    }
    assert table == AREAS
    assert [sum(column) for column in zip(*table.values(), strict=True)] == [20, 35, 28, 83, 11, 27]


def test_the_cases_of_each_visit_are_counted_as_they_were() -> None:
    def grades(address: str) -> list[int]:
        figure = RECORDS[address].record
        assert isinstance(figure, Figure)
        assert figure.counts is not None
        return [*figure.counts.values(), figure.n or 0]

    assert grades("dorset-2021/all-cases") == grades("dorset-2021/by-area") == [20, 35, 28, 83]
    assert grades("dorset-2021/shared-cases-force") == [29, 4, 0, 33]
    assert grades("dorset-2021/shared-cases-inspectors") == [4, 17, 12, 33]
    assert grades("dorset-2021/extra-cases") == [16, 18, 16, 50]
    assert grades("dorset-2022/all-cases") == [10, 10, 11, 31]


def test_the_annex_defines_18_terms_and_the_report_uses_22_more() -> None:
    annexed = [any(s.at == "annex B" for s in term.sources) for term in of_2021("term")]
    assert Counter(annexed) == {True: 18, False: 22}


def test_deadlines_are_four_two_and_two() -> None:
    timescales = Counter(r.timescale for r in of_2021("recommendation"))
    assert timescales == {"immediately": 4, "three-months": 2, "six-months": 2}


@pytest.mark.parametrize("name", RECOMMENDATIONS)
def test_a_recommendation_has_its_time_points_findings_and_status(name: str) -> None:
    timescale, day, points, findings, status = RECOMMENDATIONS[name]
    asked: Any = RECORDS[f"dorset-2021/{name}"].record
    answers = [answer.address.rpartition("/")[2] for answer in asked.answers]
    assert (asked.timescale, len(asked.points), answers) == (timescale, points, findings.split())

    framework: Any = RECORDS["frameworks/ncpi"].record
    months = next(t.months for t in framework.timescales if t.id == timescale)
    published = RECORDS["inspections/dorset-2021"].record.dates.published.first  # type: ignore[union-attr]
    assert (add_months(published, months).isoformat() if months else "") == day

    progress: Any = RECORDS[f"dorset-2022/progress/dorset-2021/{name}/-/editor"].record
    assert (progress.status, progress.by) == (status, "editor")


def test_the_revisit_speaks_of_eight_recommendations() -> None:
    assert sum(entry.kind == "progress" for entry in RECORDS.values()) == 8


@pytest.mark.parametrize(
    "address", [*OF_THE_FORCE, "dorset-2021/report-published", "dorset-2022/publication"]
)
def test_what_happened_is_on_the_timeline(address: str) -> None:
    milestone: Any = RECORDS[address].record
    assert milestone.KIND == "milestone"
    assert milestone.date


def test_the_timeline_of_the_force_is_whole() -> None:
    assert len(OF_THE_FORCE) == 25


def test_every_record_has_a_source() -> None:
    exempt = ("framework", "source", "theme")
    assert [a for a, e in RECORDS.items() if e.kind not in exempt and not e.record.sources] == []


def test_no_quotation_is_longer_than_eight_words() -> None:
    quotes = [q.words for e in RECORDS.values() for q in getattr(e.record, "quotes", ())]
    texts = "\n".join(part for e in RECORDS.values() for part in said(e.record))
    quotes += re.findall(r'"([^"\n]+)"', texts)
    assert [quote for quote in quotes if len(quote.split()) > 8] == []


def test_notes_are_plain_text() -> None:
    notes = [
        (address, line)
        for address, entry in RECORDS.items()
        for line in (getattr(entry.record, "note", None), getattr(entry.record, "missing", None))
        if line and re.search(r"[\[\]*_`<>]|https?:", line)
    ]
    assert notes == []


if __name__ == "__main__":
    missed = lacking()
    sys.stdout.write("".join(f"{line}\n" for line in missed))
    sys.exit(bool(missed))
