"""Nothing that is shown needs something hidden to be true."""

from __future__ import annotations

from generator import prose
from generator.addresses import scope
from generator.catalogue import Entry
from generator.problems import Place, Problem
from generator.records import Marked, Ref, State
from generator.rules.texts import of_link
from generator.rules.whole import Found, Whole
from generator.source import Location
from generator.states import Edition, standings


def problems(whole: Whole) -> Found:
    """What is shown needs the visit it follows, its framework, its asks, and whose word it is."""
    edition = whole.edition
    every = (*whole.catalogue.entries, *whole.beside)
    if edition is None or not any(_may_be_gone(e.record.state) for e in every):
        return
    found = standings(every, whole.addresses, edition)
    state = {address: standing.state for address, standing in found.items()}
    gone = {a for a, s in state.items() if edition.hides(s) or s == "withdrawn"}
    if whole.policy.links_to_hidden == "problem":
        yield from _links(whole, edition, gone)
    for entry in whole.catalogue.entries:
        if entry.inspection and entry.address not in gone:
            yield from _of_references(whole, entry, state, gone)
        visit = whole.inspections.get(entry.inspection)
        if visit is None or f"inspections/{entry.inspection}" in gone:
            continue
        if entry.kind == "inspection":
            needed: list[tuple[Location, str]] = [
                (("follows", index), f"inspections/{name}")
                for index, name in enumerate(visit.follows)
            ]
            needed.append((("framework",), f"frameworks/{visit.framework}"))
            for at, address in needed:
                if address in gone:
                    yield _needs(entry, at, address, state[address])
        covers = visit.follow_up.covers if visit.follow_up else "unknown"
        if entry.kind == "progress" and entry.address in gone and covers == "all":
            message = "this visit covers all recommendations, and this entry is not public"
            way = "publish the two together, or say `covers: listed`"
            yield Problem("needs-hidden", entry.place("recommendation"), message, way)


def _of_references(whole: Whole, entry: Entry, state: dict[str, State], gone: set[str]) -> Found:
    """What a record of an inspection would say wrongly if what it points at were left out.

    Whose word it is or whom it is about, whose words it quotes, and whose grade still stands.
    """
    for at, mark, typed in entry.marks:
        if not isinstance(mark, Ref):
            continue
        if "body" in mark.kinds or at[0] in ("quotes", "carried_from"):
            target = whole.addresses.find(typed, scope(entry, at), mark.kinds)
            if target is not None and target.entry.address in gone:
                yield _needs(entry, at, target.entry.address, state[target.entry.address])


def _links(whole: Whole, edition: Edition, gone: set[str]) -> Found:
    """Links from what is shown to what is hidden, in texts and in fields."""
    for entry in whole.catalogue.entries:
        for at, mark, value in entry.marks if entry.address not in gone else ():
            if entry.kind == "body" and at[0] == "milestones":
                continue  # they are entries of their own
            if isinstance(mark, Ref) and _leads_to(
                whole, gone, value, scope(entry, at), mark.kinds
            ):
                yield _hidden_link(entry.place(*at), value)
            elif isinstance(mark, Marked) and mark.what == "prose":
                for typed in prose.parse(value).records:
                    if _leads_to(whole, gone, typed, entry.inspection):
                        yield _hidden_link(of_link(entry.source, (*entry.at, *at), typed), typed)
    for page in whole.catalogue.pages:
        standing = edition.standing(page.settings.state, page.settings.until)
        if edition.hides(standing.state) or standing.state == "withdrawn":
            continue
        for typed in page.parsed.records:
            if _leads_to(whole, gone, typed, ""):
                yield _hidden_link(of_link(page.source, (), typed), typed)


def _leads_to(
    whole: Whole, gone: set[str], typed: str, inspection: str, kinds: tuple[str, ...] = ()
) -> bool:
    target = whole.addresses.find(typed, inspection, kinds)
    return target is not None and target.entry.address in gone


def _hidden_link(place: Place, typed: str) -> Problem:
    message = f'this is public, and "{typed}", which it leads to, is not'
    way = "publish both, or take the link away; `links_to_hidden: words` makes it plain words"
    return Problem("hidden-link", place, message, way)


def _needs(entry: Entry, at: Location, address: str, state: State) -> Problem:
    said = {"draft": "a draft", "embargoed": "under embargo"}.get(state, state)
    name = getattr(entry.record, "recommendation", entry.id)
    message = f'"{name}" is public, and "{address}", which it needs, is {said}'
    return Problem("needs-hidden", entry.place(*at), message, "publish both, or neither until then")


def _may_be_gone(state: State | None) -> bool:
    return state is not None and state != "published"
