"""What records, kinds, bodies, visits and criteria are called on a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator import prose
from generator.addresses import title as own_title
from generator.catalogue import Entry
from generator.chains import when
from generator.dates import When
from generator.graph import word
from generator.records import (
    EDITOR,
    Finding,
    Grade,
    KindName,
    Labelled,
    Progress,
    Recommendation,
    Scale,
    Section,
)
from generator.scales import criterion_of
from generator.views.context import Here, inspection
from generator.views.pieces import Link
from generator.words import deferred


def link(here: Here, entry: Entry, *, long: bool = False) -> Link:
    """A link to a record by its own name; `long` adds the inspection's."""
    note = ""
    if long and entry.inspection and entry.kind != "inspection":
        note = short_name(here, here.graph.entries[f"inspections/{entry.inspection}"])
    text = here.site.once("link", entry.address, lambda: _link_text(here, entry))
    return Link(text, here.href(entry.address), note)


def _link_text(here: Here, entry: Entry) -> str:
    record = entry.record
    if isinstance(record, Recommendation | Finding) and record.title:
        named = record.kind or (isinstance(record, Recommendation) and record.number)
        return f"{numbered(here, entry)}: {record.title}" if named else record.title
    return name(here, entry)


def numbered(here: Here, entry: Entry) -> str:
    """A record by its kind and its number as printed."""
    number = printed_number(here, entry)
    label = kind_label(here, entry)
    return f"{label} {number}" if number else label


def printed_number(here: Here, entry: Entry) -> str:
    """A record's number by the pattern of its kind; empty where it has none or prints none."""
    number = getattr(entry.record, "number", None)
    if not number:
        return ""
    kind = kind_of(here, entry)
    section = here.graph.entries.get(f"{entry.inspection}/{getattr(entry.record, 'section', None)}")
    above = getattr(section.record, "number", "") if section else ""
    return kind.numbered(number, above) if kind else str(number)


def name(here: Here, entry: Entry) -> str:
    """What a record is called: its title, its number, or its kind."""
    record = entry.record
    if isinstance(record, Recommendation) and not record.title:
        label = numbered(here, entry)
        if record.text:
            return f"{label}: {beginning(record.text)}"
        return label if record.number else here.say("%(kind)s: wording not seen", kind=label)
    if isinstance(record, Progress):
        asked = here.graph.from_(entry.address, "recommendation")[0]
        return here.say("Progress: %(asked)s", asked=link(here, asked).text)
    if isinstance(record, Grade):
        return criterion_name(here, entry.inspection, record.criterion)
    if isinstance(record, Section) and record.number and record.title:
        return f"{record.number}. {record.title}"
    return own_title(record) or (getattr(record, "short", "") or entry.id)


_BEGINNING = 90
"""Characters of a name that is made of a text."""


def beginning(text: str, most: int = _BEGINNING) -> str:
    """The first words of a text, as a name for what has no title."""
    words = prose.plain(text)
    if len(words) <= most:
        return words
    return f"{words[:most].rpartition(' ')[0]} …"


def short_name(here: Here, visit: Entry) -> str:
    """A visit by its kind and year, for use beside its records.

    Where several of its chain share these: by its number in the series, by its kind and date, or
    else by its title.
    """
    found: str = here.site.once("short name", visit.address, lambda: _short_name(here, visit))
    return found


def _short_name(here: Here, visit: Entry) -> str:
    chain = here.graph.chains[visit.id]
    others = [here.graph.entries[f"inspections/{v}"] for v in chain if v != visit.id]
    alike = [v for v in others if inspection(v).event == inspection(visit).event]
    names = zip(*(_short_names(here, v) for v in (visit, *alike)), strict=True)
    unlike = (way[0] for way in names if all(way) and len(set(way)) == len(way))
    return str(next(unlike, inspection(visit).title))


def _short_names(here: Here, visit: Entry) -> tuple[str, ...]:
    """Ways to name a visit in short, the shortest first; one way serves all of its kind."""
    series = inspection(visit).series or ""
    kind = _kind_and(here, visit, "")
    if series and not series.casefold().startswith(kind.casefold()):
        series = f"{kind} {series}"
    return (
        _kind_and(here, visit, visit_year(visit)),
        series,
        _kind_and(here, visit, visit_date(here, visit)),
    )


def date_beside(here: Here, visit: Entry) -> str:
    """A visit's date, for use beside its name; empty where the name says it already."""
    date = visit_date(here, visit)
    return "" if date in short_name(here, visit) else date


def _kind_and(here: Here, visit: Entry, date: str) -> str:
    record = inspection(visit)
    event = word(here.graph.framework(visit.id).events, record.event)
    return " ".join(filter(None, (event.label if event else record.title, date)))


def visit_year(visit: Entry) -> str:
    """The year in which a visit ended, or in which it was published."""
    dated = inspection(visit).dates
    for date in (dated.visit, dated.published):
        if isinstance(date, When) and date.spans:
            return str(date.spans[-1].end[0])
    return ""


_FAMILY_LABELS = {
    "finding": (deferred("Finding"), deferred("Findings")),
    "recommendation": (deferred("Recommendation"), deferred("Recommendations")),
    "case-study": (deferred("Case study"), deferred("Case studies")),
    "notable-practice": (deferred("Notable practice"), deferred("Notable practice")),
    "figure": (deferred("Figure"), deferred("Figures")),
    "inspection": (deferred("Inspection"), deferred("Inspections")),
    "section": (deferred("Part of the report"), deferred("Parts of reports")),
    "milestone": (deferred("Milestone"), deferred("What happened around inspections")),
    "grade": (deferred("Grade"), deferred("Grades")),
}


def kind_of(here: Here, entry: Entry) -> KindName | None:
    """What the framework says of a record's kind, or else of its family."""
    if entry.kind not in FAMILIES_OF_KINDS:
        return None
    kinds = here.graph.framework(entry.inspection).kinds
    return word(kinds, getattr(entry.record, "kind", None) or entry.kind)


def kind_label(here: Here, entry: Entry) -> str:
    """The framework's name for this kind of record, or the family's."""
    chosen = kind_of(here, entry)
    return chosen.label if chosen else here.say(_FAMILY_LABELS[entry.kind][0])


def kind_plural(here: Here, entries: Sequence[Entry], family: str) -> str:
    """What several records of a family are called together: by their one kind, or the family."""
    kinds = {kind_of(here, e) for e in entries}
    chosen = kinds.pop() if len(kinds) == 1 else None
    if chosen is None:
        return here.say(_FAMILY_LABELS[family][1])
    return chosen.plural or chosen.label


FAMILIES_OF_KINDS = ("finding", "recommendation", "case-study", "notable-practice", "figure")


def family_title(here: Here, family: str) -> str:
    """What all records of a family are called."""
    return here.say(_FAMILY_LABELS[family][1])


def on_scale(label: Labelled) -> str:
    """A word as it stands at the head of a narrow column."""
    return label.short or label.label


def bodies(here: Here, names: Iterable[str], visit: str = "") -> tuple[Link, ...]:
    """Links to bodies by id, under the names they had at a visit; those not shown are left out."""
    return tuple(
        Link(name_at(here, name, visit), here.href(f"bodies/{name}"))
        for name in names
        if f"bodies/{name}" in here.graph.entries
    )


def name_at(here: Here, name: str, visit: str = "", time: tuple[int, int, int] = (0, 0, 0)) -> str:
    """What a body was called at the time of a visit, or at another time, or is called now."""
    record = here.graph.body(name)
    if visit or time > (0, 0, 0):
        time = when(here.graph.inspections[visit]) if visit else time
        former = [n for n in record.names if n.until is not None and time < n.until.sort]
        if former:
            return min(former, key=lambda n: n.until.sort if n.until else (0, 0, 0)).name
    return record.name


def body_name(here: Here, name: str | None, visit: str = "") -> str:
    """A body's name by its id, as it was at a visit; empty where it is not shown."""
    return name_at(here, name, visit) if name and f"bodies/{name}" in here.graph.entries else ""


def whose(here: Here, name: str | None, visit: str = "") -> str:
    """The name of the body whose word something is, if it is shown."""
    return body_name(here, name, visit) or here.say("a body that is not shown here")


def body_names(
    here: Here, names: Iterable[str], visit: str = "", time: tuple[int, int, int] = (0, 0, 0)
) -> str:
    """The names of several bodies as one phrase; the editor of the site is none of them."""
    shown = [n for n in names if n != EDITOR and f"bodies/{n}" in here.graph.entries]
    return here.site.words.listed([name_at(here, name, visit, time) for name in shown])


def related_links(here: Here, entries: Iterable[Entry], inspection: str) -> tuple[Link, ...]:
    """Links to records, each with its inspection where that is another one."""
    return tuple(link(here, e, long=e.inspection != inspection) for e in entries)


_MONTH, _YEAR = 61, 730
"""Days from which a stretch of time is said in months, and in years."""


def stretch(here: Here, days: int) -> str:
    """A number of days in words, in whole months or years where there are many."""
    if days < _MONTH:
        return here.count("%(num)s day", "%(num)s days", days)
    if days < _YEAR:
        return here.count("%(num)s month", "%(num)s months", int(days / 30.44))
    return here.count("%(num)s year", "%(num)s years", int(days / 365.25))


def visit_date(here: Here, visit: Entry) -> str:
    """When inspectors went, or else when they published."""
    dated = inspection(visit).dates
    if dated.visit is not None:
        return here.when(dated.visit)
    published = dated.published
    return here.when(published) if published and published != "never" else ""


def asked_date(here: Here, visit: Entry) -> str:
    """When a visit's recommendations were made: on sending its report, or else on publication."""
    dates = inspection(visit).dates
    if dates.sent is not None:
        return here.when(dates.sent)
    if dates.published and dates.published != "never":
        return here.when(dates.published)
    return visit_date(here, visit)


def scale_name(scale: Scale) -> str:
    """What a scale is called, with its version."""
    return ", ".join(filter(None, (scale.label or scale.id, scale.version)))


def scale_period(here: Here, scale: Scale) -> str:
    """When a scale was in use, as far as that is written."""
    since, until = here.when(scale.since), here.when(scale.until)
    if since and until:
        return here.say("in use from %(since)s until %(until)s", since=since, until=until)
    if since:
        return here.say("in use since %(since)s", since=since)
    return here.say("in use until %(until)s", until=until) if until else ""


def criterion_name(here: Here, visit: str, name: str) -> str:
    """What a criterion was called at the time of a visit."""
    criterion = criterion_of(here.graph.framework(visit), name)
    if criterion is None:
        return name
    time = when(here.graph.inspections[visit])
    former = [n for n in criterion.names if n.until is not None and time < n.until.sort]
    if former:
        return min(former, key=lambda n: n.until.sort if n.until else (0, 0, 0)).name
    return criterion.label or (criterion.names[-1].name if criterion.names else name)
