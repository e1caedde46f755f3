"""What is told of one address, as text for a terminal or as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from textwrap import indent

from generator.desk import terminal
from generator.desk.telling.owing import Owed
from generator.desk.telling.pointing import Unclear
from generator.desk.telling.record import Telling
from generator.desk.telling.story import Moment
from generator.desk.telling.tied import Tie
from generator.desk.telling.wording import Fact
from generator.problems import Problem, as_text

_LATER = "    "


def as_json(telling: Telling | Unclear) -> str:
    """All that is told, under the names of the fields."""
    return json.dumps(asdict(telling), ensure_ascii=False, indent=2)


def as_lines(telling: Telling, *, everything: bool = False) -> str:
    """All that is told, in 80 columns; long lists are cut, unless everything is asked for."""
    to = [tie for tie in telling.ties if tie.way == "to"]
    from_ = [tie for tie in telling.ties if tie.way == "from"]
    parts = (
        ("What it says", terminal.prose(telling.text) if telling.text else []),
        ("Its fields", terminal.facts((f.label, _value(f)) for f in telling.fields)),
        ("What it holds", terminal.facts((f.label, f.words) for f in telling.contents)),
        ("What is owed", _owed(telling, everything=everything)),
        ("Through time", list(_moments(telling.moments))),
        ("What it points at", list(_ties(to, everything=everything))),
        ("What points at it", list(_ties(from_, everything=everything))),
        ("In other languages", terminal.facts(_translations(telling))),
        ("Problems and advice", [line for p in telling.problems for line in _problem(p)]),
        ("", list(_caveat(telling))),
    )
    return "\n".join([*_head(telling), *terminal.sections(parts)])


def _head(telling: Telling) -> Iterator[str]:
    """What it is, where it stands, and who sees it."""
    known = telling.called.casefold().startswith(telling.label.casefold())
    yield from terminal.wrapped(telling.called if known else f"{telling.label}: {telling.called}")
    yield telling.address
    yield ""
    visit = telling.inspection
    dates = [f"published {visit.published}" if visit and visit.published else ""]
    rows = [
        ("Moved", f"{telling.former} is an old address of it" if telling.former else ""),
        ("Inspection", f"{visit.called} ({visit.address})" if visit else ""),
        ("Inspection", ", ".join(filter(None, (visit.date, *dates))) if visit else ""),
        ("State", _state(telling)),
        ("Withdrawn", telling.reason),
        ("Written in", f"{telling.path}:{telling.line}"),
        ("Page", " - ".join(filter(None, (telling.page, telling.about_page)))),
        ("Problems", _how_many(telling)),
    ]
    yield from terminal.facts(rows)


def _state(telling: Telling) -> str:
    kept = f", as {telling.because} is" if telling.because else ""
    unseen = telling.state == "published" and not telling.public
    return f"{telling.state_said}{kept}" + (", but nothing public uses it" if unseen else "")


def _how_many(telling: Telling) -> str:
    count = len(telling.problems)
    return f"{count}, told at the end" if count else ""


def _value(fact: Fact) -> str:
    """A field's value; of what stands inside it, one item a line."""
    if not fact.parts:
        return fact.words
    if len(fact.parts) == 1:
        return "\n".join(_line(one) for one in fact.parts[0])
    return "\n".join(_item(facts) for facts in fact.parts)


_FIRST = ("id", "title", "label", "name", "scheme", "words", "point")
"""Fields that need no name before them, where they lead."""


def _item(facts: Iterable[Fact]) -> str:
    """The fields of one thing inside a field, short ones first."""
    plain: list[str] = []
    long: list[str] = []
    for fact in facts:
        if fact.parts:
            long += [f"{fact.label}:", *(indent(_item(one), "  ") for one in fact.parts)]
        elif "\n" in fact.words or fact.field in ("text", "evidence"):
            long += fact.words.splitlines()
        else:
            named = fact.field not in _FIRST or any(": " in one for one in plain)
            plain.append(f"{fact.label.lower()}: {fact.words}" if named else fact.words)
    lines = "\n".join(long).splitlines()
    first = "; ".join(plain)
    if len(lines) == 1 and len(plain) <= 1:
        first, lines = ": ".join(filter(None, (first, lines[0]))), []
    return "\n".join([f"- {first}".rstrip(), *(f"  {line}" for line in lines)])


def _line(fact: Fact) -> str:
    """One of the fields of the only thing inside a field."""
    if not fact.parts:
        return f"{fact.label}: {fact.words}"
    return f"{fact.label}:\n{indent(_value(fact), '  ')}"


def _owed(telling: Telling, *, everything: bool) -> list[str]:
    """Where each addressee of a recommendation stands; of a body, each recommendation in short."""
    shown, more = terminal.cut(telling.owed, everything=everything)
    if telling.kind == "body":
        rows = [(one.asked, " · ".join(filter(None, _short(one)))) for one in shown]
        return [*terminal.listed(rows), *([f"  {more}"] if more else [])]
    lines = []
    for one in telling.owed:
        lines += terminal.wrapped(one.addressee or "Nobody by name", "  ")
        lines += terminal.facts(_sides(one), _LATER)
    return lines


def _short(one: Owed) -> tuple[str, ...]:
    return one.called, one.standing, one.due, one.late, f"[{one.state}]" if one.state else ""


def _sides(one: Owed) -> Iterator[tuple[str, str]]:
    yield "Now", one.standing
    yield "Due", ", ".join(filter(None, (one.due, one.counted)))
    yield "Late", one.late
    yield "What a visit saw", one.verified
    yield "Its own account", one.claimed
    yield "Its answer", "\n".join(one.answered)


def _moments(moments: Iterable[Moment]) -> Iterator[str]:
    for moment in moments:
        visit = f" ({moment.visit.removeprefix('inspections/')})" if moment.visit else ""
        date = f", {moment.date}" if moment.date else ""
        yield from terminal.wrapped(f"{moment.called}{visit}{date}", "  ", _LATER)
        for one in moment.said:
            yield from terminal.wrapped(one.words, _LATER)
            if one.address:
                yield f"{_LATER}{one.address}"
            yield from terminal.prose(one.text, f"{_LATER}  ") if one.text else ()


def _ties(ties: Iterable[Tie], *, everything: bool) -> Iterator[str]:
    for label, group in groupby(ties, key=lambda tie: tie.label):
        rows = list(group)
        yield f"  {label} ({len(rows)})" if len(rows) > 1 else f"  {label}"
        shown, more = terminal.cut(rows, everything=everything)
        said = [(tie.address, " · ".join(filter(None, _about(tie)))) for tie in shown]
        yield from terminal.listed(said, _LATER)
        if more:
            yield f"{_LATER}{more}"


def _about(tie: Tie) -> Iterator[str]:
    yield tie.called
    yield from tie.about
    yield f"[{tie.state}]" if tie.state else ""


def _translations(telling: Telling) -> Iterator[tuple[str, str]]:
    for one in telling.translations:
        lacking = f", without its {', '.join(one.lacking)}" if one.lacking else ""
        yield one.language, f"{one.path}:{one.line}{lacking}"


def _problem(problem: Problem) -> Iterator[str]:
    place, advice = problem.place, "advice: " if problem.severity == "advice" else ""
    yield f"  {place.path}:{place.line}:{place.column}"
    yield from terminal.wrapped(f"{advice}{problem.message}", _LATER)
    if problem.hint:
        yield from terminal.wrapped(problem.hint, _LATER)


def _caveat(telling: Telling) -> Iterator[str]:
    """What the site's other problems mean for all this."""
    for said in _site_problems(telling.site_problems):
        untold = " Until they are mended, what came of it over time is not told."
        yield from terminal.wrapped(said if telling.whole else said + untold)


def _site_problems(count: int) -> Iterator[str]:
    if count:
        yield f"The site has {count} problem{'' if count == 1 else 's'}: see `inspection check`."


def why_unclear(unclear: Unclear) -> str:
    """The same, as an author reads it."""
    if unclear.ends:
        lines = [f'"{unclear.typed}" is the end of several addresses; write one of them whole:']
        return "\n".join([*lines, *(f"  {address}" for address in unclear.ends)])
    if unclear.problems:
        said = f'"{unclear.typed}" cannot be read until this is mended:'
        return "\n\n".join([said, *map(as_text, unclear.problems)])
    lines = [f'nothing here has the address "{unclear.typed}"']
    if unclear.near:
        lines += ["did you mean one of these?" if unclear.near[1:] else "did you mean this?"]
        lines += [f"  {address}" for address in unclear.near]
    return "\n".join([*lines, *_site_problems(unclear.site_problems)])
