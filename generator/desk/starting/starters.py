"""What a new record invites its author to say: keys in comments, explained as the models do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from generator.fields import DESCRIBED, Field, described
from generator.records import Framework, KindName, Labelled, Ref, Word

INVITED = {
    "inspection": (
        "framework",
        "event",
        "bodies",
        "inspectorates",
        "dates",
        "summary",
        "sources",
    ),
    "body": ("kind", "short", "link", "parent", "text"),
    "framework": (
        *("inspectorates", "judgements", "scales", "no_grades", "criteria", "kinds"),
        *("timescales", "priorities", "answers", "statuses", "events"),
    ),
    "section": ("number", "parent", "text"),
    "finding": ("kind", "section", "judgement", "themes", "text", "sources"),
    "recommendation": (
        "kind",
        "section",
        "number",
        "addressees",
        "timescale",
        "answers",
        "text",
        "sources",
    ),
    "case-study": ("kind", "section", "illustrates", "anonymised", "text", "sources"),
    "notable-practice": ("kind", "section", "illustrates", "text", "sources"),
    "figure": ("kind", "section", "value", "unit", "words", "period", "counted_by", "sources"),
    "milestone": ("by", "to", "date", "due", "answers", "text", "link"),
    "source": ("publisher", "date", "link"),
    "theme": ("parent", "text"),
    "term": ("short", "text"),
}
"""The keys that a new record of a kind shows, in their order. Every other may be written too."""

Tables = Mapping[str, tuple[Field, ...]]
"""The fields inside a key, by the key and those that it stands inside, as in `scales.values`."""

_NOT_WITHOUT_WORDS = ("kind", "section")
_LONGEST_LIST = 8


def invitations(
    kind: str, given: Mapping[str, str], framework: Framework, known: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Comments for each key that a record of this kind invites and has not been `given`.

    Each is the key as it may be written, what it is for, and what may stand there: words of the
    framework, or the ids that are `known` of the kind of record it points at.
    """
    described_here = described(kind)
    tables = {name: table.fields for table in described_here for name in table.inside}
    fields = {f.name: f for f in (*described("every-record")[0].fields, *described_here[0].fields)}
    lines: list[str] = []
    for key in INVITED[kind]:
        words = _words(kind, key, framework, known)
        if key not in given and not (words == () and key in _NOT_WITHOUT_WORDS):
            lines += _invitation(fields[key], words or (), tables)
    return lines


def _invitation(field: Field, words: tuple[str, ...], tables: Tables) -> Iterator[str]:
    """A key as it may be written; of a list of several values each, one item below it."""
    inside = tables.get(field.name, ())
    said = field.description.rstrip(".")
    if words and len(words) <= _LONGEST_LIST:
        said += f" ({', '.join(words)})"
    elif inside and not field.many:
        said += f" ({', '.join(f.name for f in inside)})"
    needed = [f for f in inside if f.needed]
    is_list = field.many and any(not f.kind.startswith("the address") for f in needed)
    opening = " |" if field.kind == "text in Markdown" else " []" if field.many else ""
    yield f"# {field.name}:{'' if is_list else opening}  # {said}"
    if is_list:
        choices = [f"{f.name}: {f.kind.replace('`', '')}" for f in needed if f.kind[0] == "`"]
        note = f"  # {'; '.join(choices)}" if choices else ""
        yield f"#   - {_item(field.name, tables)}{note}"


def _item(name: str, tables: Tables) -> str:
    """One of a list, with the keys that it needs."""
    needed = (f for f in tables[name] if f.needed)
    return "{" + ", ".join(f"{f.name}: {f'[{f.kind}]' if f.many else '...'}" for f in needed) + "}"


def _words(
    kind: str, key: str, framework: Framework, known: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...] | None:
    """What may stand in a field; None where that is no matter of a list."""
    field = DESCRIBED[kind].model_fields[key]
    for mark in _marks(field.annotation, field.metadata):
        if isinstance(mark, Word):
            words: tuple[Labelled, ...] = getattr(framework, mark.list)
            return tuple(w.id for w in words if not isinstance(w, KindName) or w.family == kind)
        if isinstance(mark, Ref):
            return known.get(mark.kinds[0], ())
    return None


def _marks(annotation: Any, metadata: Any = ()) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    yield from metadata
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks(inner)
