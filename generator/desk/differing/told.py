"""What changed, as text for a terminal or as JSON for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.addresses import NAMES
from generator.desk import terminal
from generator.desk.differing.changes import UNUSED, Change, Compared, How
from generator.desk.differing.comparing import Difference
from generator.desk.differing.passages import marked

_SHORT = 60
"""Characters up to which words are set side by side instead of one in the other."""
_FEW = 12
"""As many as are listed of what has a new order."""
_SHARED = {
    "body": "Bodies",
    "theme": "Themes",
    "term": "Glossary",
    "framework": "Frameworks",
    "page": "Hand-written pages",
    "attachment": "Attachments",
    "file": "Files beside hand-written pages",
}

_SAID: dict[How, str] = {
    "state": "in another state",
    "added": "added",
    "removed": "removed",
    "renamed": "renamed",
    "changed": "changed",
}
"""What became of a record, in the order in which it is told."""


def as_json(compared: Compared) -> str:
    """Every change, with the values in words; a field that was left out has none."""
    rows = [
        {
            "address": change.address,
            "kind": change.kind,
            "inspection": change.inspection,
            "called": change.called,
            "change": change.change,
            "public_before": change.public_before,
            "public_after": change.public_after,
            "silent": change.silent,
            "fields": [
                {
                    "field": ".".join(d.path),
                    "language": d.language,
                    "before": _whole(d.before),
                    "after": _whole(d.after),
                }
                for d in change.fields
            ],
        }
        for change in compared.changes
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _whole(values: tuple[str, ...]) -> str | None:
    return "\n".join(values) if values else None


def as_lines(compared: Compared) -> str:
    """Every change in 80 columns: of each inspection, then of what inspections share."""
    groups: dict[tuple[int, str], list[Change]] = {}
    for change in compared.changes:
        groups.setdefault(_group(change), []).append(change)
    parts = []
    for (_, heading), changes in sorted(groups.items(), key=lambda group: group[0][0]):
        title = compared.titles.get(heading, "")
        parts.append((f"{title} ({heading})" if title else heading, list(_told(changes))))
    lines = [f"From {compared.old} to {compared.new}", *terminal.sections(parts)]
    return "\n".join([*lines, "", *terminal.wrapped(_total(compared.changes)), *caveats(compared)])


def _group(change: Change) -> tuple[int, str]:
    """Under which heading a change stands, and where among the headings."""
    if change.inspection and change.kind != "attachment":
        return 0, change.inspection
    kind = "body" if change.kind == "milestone" else change.kind
    return 1 + list(_SHARED).index(kind), _SHARED[kind]


def _told(changes: list[Change]) -> Iterator[str]:
    """The changes of one group: first those of states, then what is new or gone, then the rest."""
    whole = next((c for c in changes if c.kind == "inspection" and _is_one_sided(c)), None)
    if whole:
        with_it = sum(c.change == whole.change for c in changes) - 1
        yield from terminal.wrapped(_headline(whole) + _with(with_it, ", with "), "  ", "    ")
        changes = [c for c in changes if c.change != whole.change]
    ordered = sorted(changes, key=_order)
    alike: dict[tuple[str, ...], list[Change]] = {}
    for change in ordered:
        alike.setdefault((change.change, *_details(change)), []).append(change)
    for place, ((_, *details), those) in enumerate(alike.items()):
        if place or whole:
            yield ""
        for change in those:
            yield from terminal.wrapped(_headline(change), "  ", "    ")
        yield from details


def _order(change: Change) -> tuple[int, bool, bool]:
    """Where a change is told in its group: by its way, that of the inspection itself first."""
    is_plain = change.change == "changed" or not change.silent
    return list(_SAID).index(change.change), change.kind != "inspection", is_plain


def _is_one_sided(change: Change) -> bool:
    return change.change in ("added", "removed")


def _headline(change: Change) -> str:
    """What became of it, in a sentence; of what only says something else, its name."""
    name = _name(change)
    kind = _a(NAMES.get(change.kind, change.kind.replace("-", " ")))
    if change.change == "added":
        state = f", {_state(change.now)}" if change.now else ""
        return f"{name} is new: {kind}{state}"
    if change.change == "removed":
        return f"{name} {_gone(change)}"
    if change.change == "state":
        renamed = f" was {change.former}, and" if change.former else ""
        return f"{name}{renamed} {_moved(change)}{_with(change.held, ', and with it ')}"
    if change.change == "renamed":
        return f"{name} was {change.former}"
    return f"{name} says something else" if not change.fields else name


def _name(change: Change) -> str:
    address = change.address.removeprefix(f"{change.inspection}/")
    if change.kind == "inspection":
        return "The inspection itself"
    if change.kind in ("attachment", "file"):
        return address
    return f'{address} "{change.called}"'


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _state(state: str) -> str:
    """A state as it is spoken of."""
    said = {"published": "public", "draft": "a draft", UNUSED: "used by nothing public"}
    return said.get(state, state.replace("embargoed", "under embargo"))


def _gone(change: Change) -> str:
    if change.silent:
        return "was public and has gone without a word; say `state: withdrawn`"
    leads = f"; its address leads to {change.former}" if change.former else ""
    was = f" (was {_state(change.was)})" if change.was else ""
    return f"is gone{was}{leads}"


def _moved(change: Change) -> str:
    was = _state(change.was)
    if change.now == "withdrawn":
        return f"is withdrawn (was {was}): {change.reason}"
    if change.silent:
        return f"was public and is now {_state(change.now)}, without a word to its readers"
    return f"is now {_state(change.now)} (was {was})"


def _with(number: int, how: str) -> str:
    return f"{how}{number} record{'s' * (number != 1)}" if number else ""


def _details(change: Change) -> Iterator[str]:
    """Each field that says something else; what a headline has said is left out."""
    said: set[tuple[str, ...]] = {("address",), ("aliases",)} if change.former else set()
    if change.change == "state":
        said |= {("state",), ("until",)}
    if change.reason:
        said |= {d.path for d in change.fields if d.path[0] == "changes" and not d.before}
    for difference in change.fields:
        if difference.path not in said:
            yield from terminal.wrapped(_difference(difference), "    ", "      ")
    if change.silent and change.public_after:
        yield "    no entry in `changes` tells of it"


def _difference(one: Difference) -> str:
    label = " > ".join(part.replace("_", " ") for part in one.path)
    lead = f"{label[:1].upper()}{label[1:]}"
    if one.language:
        lead = f"In {one.language}, {label}" if label else f"In {one.language}"
    return f"{lead}: {_values(one)}"


def _values(one: Difference) -> str:
    """What a field said and says."""
    if one.way == "order":
        return f"order changed: {', '.join(one.after[:_FEW])}{' …' * (len(one.after) > _FEW)}"
    before, after = (", ".join(_line(value) for value in side) for side in (one.before, one.after))
    if not (before and after) or one.way == "list":
        return " ".join(filter(None, (before and f"[-{before}-]", after and f"{{+{after}+}}")))
    if one.way == "prose":
        if before == after:
            return "the same words, on other lines"
        if max(len(before), len(after)) > _SHORT or "\n" in one.before[0].strip():
            return marked(one.before[0], one.after[0])
    return f'"{before}" -> "{after}"'


def _line(value: str) -> str:
    return " ".join(value.split())


def caveats(compared: Compared) -> Iterator[str]:
    """What could not be compared, in lines."""
    if compared.unread:
        files = "1 file" if compared.unread == 1 else f"{compared.unread} files"
        said = f"{files} could not be read whole, so what they hold is not compared."
        yield from terminal.wrapped(f"{said} See `inspection check`.")
    if not compared.pages:
        said = "A folder of data has no hand-written pages beside it, so none are compared."
        yield from terminal.wrapped(said)


def _total(changes: Iterable[Change]) -> str:
    ways = Counter(change.change for change in changes)
    number = sum(ways.values())
    if not number:
        return "No difference."
    said = ", ".join(f"{ways[way]} {_SAID[way]}" for way in _SAID if ways[way])
    silent = sum(change.silent for change in changes)
    untold = f"; {silent} without a word to readers" if silent else ""
    return f"{number} difference{'s' * (number != 1)}: {said}{untold}."
