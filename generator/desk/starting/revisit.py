"""A revisit, begun from what it follows: one entry for each thing that is still asked for.

An entry claims nothing. It says in public words that this visit's word is not entered yet, which is
true for as long as nobody has put a status in the place of that line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import cast

from generator.addresses import title
from generator.catalogue import Entry
from generator.chains import before
from generator.comparison import said_on
from generator.desk.everything import HARMLESS, Everything
from generator.desk.starting.existing import Existing
from generator.desk.starting.new import Made, furnished, inspection_folder, typed
from generator.desk.starting.starters import invitations
from generator.desk.writing import block, comment, scalar
from generator.fields import described
from generator.graph import Graph, word
from generator.obligations import OPEN, Obligation, Standing, obligations
from generator.problems import Place, Problem, Problems
from generator.records import NOT_ENTERED, Framework, Inspection, Progress, Recommendation
from generator.reliance import fingerprint

_TELLING = ("", "inspection", "recommendations", "progress")
"""What tells of a visit what it asked and said: its folder, and these files or folders in it."""

_CLOSED: dict[Standing, str] = {
    "done": "done",
    "read-as-done": "done, as the editor reads it",
    "out-of-scope": "out of scope",
    "not-done": "closed without being done",
    "replaced": "carried on in a later one",
}


def new_revisit(
    site: Existing, whole: Everything, name: str, heading: str, follows: Sequence[str]
) -> Made:
    """Make the folder of a visit that follows others, with an entry for each open recommendation.

    Raises:
        Problems: the id is taken or is none, there is no such visit, or what is open cannot be told
            for mistakes in the files of its chain.
    """
    folder = inspection_folder(site, name)
    graph = whole.shown.graph
    visits = [v for earlier in follows for v in _up_to(site, whole, earlier)]
    edition = whole.shown.edition
    today = edition.as_of.astimezone(edition.zone).date()
    asked = [e for v in dict.fromkeys(visits) for e in graph.counted(v, "recommendation")]
    owed = [one for entry in asked for one in obligations(graph, entry, today)]
    earlier = graph.inspections[follows[0]]
    files = {
        "inspection.yml": list(_visit(site, earlier, typed("--title", heading), follows)),
        "progress.yml": list(_progress(graph, site.framework(follows[0]), owed)),
    }
    return furnished(site, folder, files)


def _up_to(site: Existing, whole: Everything, visit: str) -> list[str]:
    """The visits of a chain up to one of them.

    Raises:
        Problems: there is none of this name, or the files of its chain have mistakes.
    """
    site.must_have_inspection(visit, "--follows")
    chain = whole.graph.chains.get(visit, (visit,))
    doubts = [p for p in whole.problems if _in_doubt(site, p, chain)]
    if doubts:
        raise Problems(doubts)
    if visit not in whole.shown.graph.inspections:
        message = f'"{visit}" is withdrawn, so nothing of it is followed up'
        raise Problems([Problem("needs-hidden", Place("--follows"), message)])
    chain = whole.shown.graph.chains[visit]
    return [*before(chain, visit), visit]


def _in_doubt(site: Existing, problem: Problem, chain: Sequence[str]) -> bool:
    """Whether a mistake may hide what a chain of visits leaves open."""
    path = PurePosixPath(problem.place.path)
    if not path.is_relative_to(site.settings.data):
        return False
    folder, *rest = path.relative_to(site.settings.data).parts
    if folder in ("frameworks", "bodies"):
        return problem.code not in HARMLESS
    if folder != "inspections" or not rest or rest[0] not in chain:
        return False
    stem = PurePosixPath(rest[1]).stem if len(rest) > 1 else ""
    # what a visit says of its own coverage takes nothing from what it said one by one
    return stem in _TELLING and not (stem == "inspection" and problem.code == "follow-up")


def _visit(
    site: Existing, earlier: Inspection, heading: str, follows: Sequence[str]
) -> Iterator[str]:
    """What the visit is, as far as the visit that it follows tells."""
    fields = {"title": heading, "state": "draft"}
    fields |= {"framework": earlier.framework} if earlier.framework else {}
    yield from block(fields)
    for key, ids in (
        ("bodies", earlier.bodies),
        ("inspectorates", earlier.inspecting),
        ("follows", tuple(follows)),
    ):
        if ids:
            fields[key] = ""
            yield f"{key}: [{', '.join(scalar(one, in_braces=True) for one in ids)}]"
    follow_up = next(table for table in described("inspection") if "follow_up" in table.inside)
    known = {f.name: f for f in follow_up.fields}
    about = follow_up.description.rstrip(".").lower()
    yield "follow_up:"
    yield f"  covers: unknown  # {about}: {known['covers'].kind.replace('`', '')}"
    yield f"  # in_scope:  # {known['in_scope'].description.rstrip('.')}"
    yield "# nothing of it is public until `state` is published"
    yield from invitations("inspection", fields, site.framework(follows[0]), site.ids(""))


def _progress(graph: Graph, framework: Framework, owed: Sequence[Obligation]) -> Iterator[str]:
    """The entries, each below what was asked, in the order in which it was asked."""
    statuses = ", ".join(status.id for status in framework.statuses)
    yield "# One entry for each recommendation that is open, or of which it is not known."
    yield "# Put `status` in the place of `missing`, and `text` and `by` below it."
    yield "# `confirmed` stands for the words of what was asked: if they change, you are told."
    yield f"# status: {statuses}" if statuses else "# The framework has no statuses yet."
    closed = [one for one in owed if one.standing not in OPEN]
    for one in closed:
        whose = f" for {one.addressee}" if len(_asked(one).addressees) > 1 else ""
        yield f"# Left out: {one.asked.address}{whose}, {_CLOSED[one.standing]}."
    if len(closed) == len(owed):
        yield "# Nothing of what was asked is open."
    last: Entry | None = None
    for one in owed:
        if one.standing not in OPEN:
            continue
        if one.asked is not last:
            yield ""
            yield from _quoted(graph, one)
        last = one.asked
        fields = {"recommendation": one.asked.address}
        fields |= {"addressee": one.addressee} if len(_asked(one).addressees) > 1 else {}
        fields |= {"missing": NOT_ENTERED, "confirmed": fingerprint((one.asked,))}
        first, *rest = block(fields)
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _asked(one: Obligation) -> Recommendation:
    return cast("Recommendation", one.asked.record)


def _quoted(graph: Graph, one: Obligation) -> Iterator[str]:
    """What was asked, of whom and until when, as comments."""
    record = _asked(one)
    yield from comment(" ".join(filter(None, (record.number, title(record) or one.asked.id))))
    for holder in graph.from_(one.asked.address, "parent"):
        yield from comment(f"under: {title(holder.record) or holder.id}", "  ")
    yield from comment(record.text or record.missing or "", "  ")
    for point in record.points:
        lead, *more = point.text.splitlines()
        yield from comment(lead, f"  ({point.id}) " if point.id else "  - ")
        yield from comment("\n".join(more), "      ")
    asked_of = f"asked of {', '.join(record.addressees)}" if record.addressees else ""
    yield from comment("; ".join(filter(None, (asked_of, *_until(graph, record, one)))), "  ")
    told = graph.to(one.asked.address, "recommendation", "progress")
    for entry in sorted(told, key=lambda e: said_on(graph, e)):
        said = cast("Progress", entry.record)
        about = (said.addressee and f"for {said.addressee}", said.by and f"by {said.by}")
        words = ", ".join(filter(None, (said.status or "no status", *about)))
        yield from comment(f"in {entry.inspection}: {words}", "  ")


def _until(graph: Graph, record: Recommendation, one: Obligation) -> Iterator[str]:
    """How soon it was to be done, in the framework's word and as a date where one is known."""
    timescale = word(graph.framework(one.asked.inspection).timescales, record.timescale)
    yield timescale.label.lower() if timescale else ""
    given = one.due.given.text if one.due.given else ""
    day = given or (one.due.day.isoformat() if one.due.day else "")
    yield f"due {day}" if day else ""
