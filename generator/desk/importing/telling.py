"""What became of a report, for a terminal: its outline, what is doubtful, what was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.addresses import NAMES
from generator.desk.importing.drafting import FILES, Draft, said
from generator.desk.importing.filing import Bare, Prose, Value
from generator.desk.importing.outline import Part
from generator.desk.terminal import wrapped

_PLURALS = {"notable-practice": "notable practice", "case-study": "case studies"}
_LONGEST = 60
_MANY = 6
"""So many things that were left for one reason are told one by one."""


def outlined(draft: Draft) -> Iterator[str]:
    """What the draft says of the visit, and each record below the section that it stands in."""
    for key, value in draft.facts.items():
        yield from wrapped(f"{key}: {_listed(value)}")
    yield ""
    for n, part in enumerate(draft.parts):
        depth = len(list(_above(draft.parts, n)))
        title = " ".join(filter(None, (part.number, part.title)))
        name = f"{NAMES[part.kind]} {draft.ids.parts[n]}"
        told = ", ".join(_told(part))
        words = f"{name}: {title}" if title else name
        at = draft.document.place(part.line)
        indent = "  " * depth
        yield from wrapped(
            f"{words} ({', '.join(filter(None, (at, told)))})", indent, f"{indent}    "
        )


def counted(draft: Draft) -> str:
    """How many records of each kind there are."""
    counts = Counter(part.kind for part in draft.parts)
    told = []
    for kind in FILES:
        plural = _PLURALS.get(kind, f"{NAMES.get(kind, kind)}s")
        if counts[kind]:
            told.append(f"{counts[kind]} {NAMES[kind] if counts[kind] == 1 else plural}")
    return ", ".join(told) or "no records"


def doubted(draft: Draft, folder: str) -> Iterator[str]:
    """What is doubtful, each with the line of the draft where it is said."""
    for file in draft.files:
        for line, doubt in file.doubts:
            yield from wrapped(f"{folder}/{file.name}:{line}: {doubt}", "  ", "      ")


def left(draft: Draft) -> Iterator[str]:
    """What is in no record, by why it is not; what stands together is told as one."""
    for why in dict.fromkeys(block.mark for block in draft.left):
        yield from wrapped(f"{why}:", "  ")
        own = [block for block in draft.left if block.mark == why]
        if len(own) > _MANY:
            first, last = own[0], own[-1]
            words = f"{len(own)} of them, from {_short(first.words)} to {_short(last.words)}"
            yield from wrapped(f"{draft.document.place(first.line)}: {words}", "    ", "      ")
            continue
        for block in own:
            words = f"{draft.document.place(block.line)}: {_short(said(block))}"
            yield from wrapped(words, "    ", "      ")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def _listed(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Bare):
        return value.text
    if isinstance(value, Prose):
        return value.markdown
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_listed(one)}" for key, one in value.items())
    return ", ".join(map(_listed, value))


def _above(parts: Sequence[Part], n: int) -> Iterator[int]:
    """The finding and the sections that a part stands in."""
    part = parts[n]
    if part.finding is not None:
        yield part.finding
    section = part.section
    while section is not None:
        yield section
        section = parts[section].section


def _told(part: Part) -> Iterator[str]:
    """How much there is in a record."""
    ask, figure = part.ask, part.figure
    if ask:
        if ask.deadline:
            yield f'"{ask.deadline.words}"'
        yield from _many(len(ask.blocks), "paragraph")
        yield from _many(len(ask.points), "point")
    elif figure:
        if figure.counts:
            yield " ".join(f"{grade} {n}" for grade, n in figure.counts.items())
        yield from _many(len(figure.rows), "row")
    else:
        yield from _many(len(part.blocks), "paragraph")
    yield from _many(len(part.doubts), "doubt")


def _many(n: int, what: str) -> Iterator[str]:
    if n:
        yield f"{n} {what}{'s' if n > 1 else ''}"
