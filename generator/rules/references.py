"""Every reference leads to a record of the right kind, every word is in the framework."""

from __future__ import annotations

from generator.addresses import NAMES, scope
from generator.catalogue import DEFAULT_FRAMEWORK, Entry
from generator.check import as_id
from generator.problems import Problem, hint, known_words, nearest
from generator.records import (
    EDITOR,
    RECORD_LISTS,
    RESERVED_SECTIONS,
    Framework,
    Ref,
    Section,
    Word,
)
from generator.rules.whole import Found, Whole
from generator.source import Location


def problems(whole: Whole) -> Found:
    """Unknown addresses and words, records of a wrong kind, names that are made elsewhere."""
    for entry in whole.own_entries():
        yield from _references(whole, entry)
        yield from _editorial(entry)
        if entry.kind == "body" and entry.id == EDITOR:
            message = f'a body cannot be called "{EDITOR}": that names the editor of this site'
            yield Problem("reserved-id", entry.place(), message, "rename the file")
        if isinstance(entry.record, Section) and entry.id in RESERVED_SECTIONS:
            message = f'a section cannot be called "{entry.id}": a page of that name is made'
            yield Problem("reserved-id", entry.place("id"), message, "choose another id")


def _references(whole: Whole, entry: Entry) -> Found:
    framework = whole.framework_of(entry.inspection)
    for at, mark, value in entry.marks:
        if isinstance(mark, Ref):
            yield from _reference(whole, entry, at, mark, value)
        elif isinstance(mark, Word) and entry.inspection and framework is not None:
            yield from _word(whole, entry, at, mark, value, framework)


def _reference(whole: Whole, entry: Entry, at: Location, mark: Ref, value: str) -> Found:
    if value == EDITOR and EDITOR in mark.kinds:
        return
    target = whole.addresses.find(value, scope(entry, at), mark.kinds)
    row = entry.kind == "figure" and at[0] == "follows"  # a row of an earlier figure will do
    if target is not None and (not target.part or row):
        local = "section" in mark.kinds and target.entry.inspection != entry.inspection
        if local:
            message = f'"{value}" is a section of another inspection'
            way = "a record stands in a section of its own inspection"
            yield Problem("unknown-address", entry.place(*at), message, way)
        elif at[0] == "follows" and entry.inspection == target.entry.inspection != "":
            message = f'"{value}" is of this same visit, and `follows` leads to an earlier one'
            way = "take the link away, or lead it to a record of an earlier visit"
            if target.entry.address != entry.address and entry.kind != "inspection":
                yield Problem("not-earlier", entry.place(*at), message, way)
        return
    wanted = [NAMES[kind] for kind in mark.kinds if kind != EDITOR]
    what = " or ".join(wanted)
    several = [one.strip() for one in value.split(",")]
    if len(several) > 1 and any(
        whole.addresses.find(s, scope(entry, at), mark.kinds) for s in several
    ):
        message = f'no {what} is called "{value}"'
        way = f"several are written as a list: [{', '.join(several)}]"
        yield Problem("unknown-address", entry.place(*at), message, way)
        return
    anything = whole.addresses.find(value, entry.inspection)
    way = whole.addresses.suggestion(value, scope(entry, at), mark.kinds)
    if anything is None:
        message = f'no {what} is called "{value}"'
        if not way:
            way = _where_to_write(mark.kinds, entry.inspection)
        if "body" in mark.kinds and "did you mean" not in way and as_id(value):
            way = hint(way, f"a new one:  inspection new body {as_id(value)}")
    elif anything.part:
        message = f'"{value}" is a part of {_a(NAMES[anything.entry.kind])}; name the whole here'
        owner = value.removesuffix(f"-{anything.part}")
        way = f'did you mean "{owner}"?'
    else:
        is_a = _a(NAMES[anything.entry.kind])
        message = f'"{value}" is {is_a}, and {_a(what)} is wanted here'
    yield Problem("unknown-address", entry.place(*at), message, way)


def _where_to_write(kinds: tuple[str, ...], inspection: str) -> str:
    """The way out where there is no record of the kind yet."""
    if "source" in kinds and not inspection:
        return "write it out here, with its `title`"
    for kind, file in _FILES.items():
        if kind in kinds:
            return f"there is none yet; write it in {file}"
    return ""


_FILES = {
    "theme": "themes.yml",
    "section": "sections.yml",
    "source": "sources.yml",
    "finding": "findings.yml",
    "recommendation": "recommendations.yml",
    "figure": "figures.yml",
    "body": "a file of its own in bodies/",
}
"""Where a record of each kind is written."""


def _word(
    whole: Whole, entry: Entry, at: Location, mark: Word, value: str, framework: Framework
) -> Found:
    words = {word.id for word in getattr(framework, mark.list)}
    if mark.list == "criteria":
        words |= {old for criterion in framework.criteria for old in criterion.renamed_from}
    which = mark.list
    if which == "kinds":
        words = {k.id for k in framework.kinds if k.family == entry.kind}
        which = f"kinds of {NAMES[entry.kind]}"
    if value in words:
        return
    name = whole.inspections[entry.inspection].framework or DEFAULT_FRAMEWORK
    message = f'"{value}" is not among the {which} of the framework "{name}"'
    near = nearest(value, words)
    way = hint("" if len(words) == 1 else near, known_words(words)) or near
    if not words:
        message = f'the framework "{name}" has no {which}, so "{value}" is none of them'
        way = "does inspection.yml name the right framework?"
    yield Problem("unknown-word", entry.place(*at), message, way)


def _editorial(entry: Entry) -> Found:
    """The fields named as the editor's reading are fields; a misspelt one would mislead."""
    known = set(type(entry.record).model_fields)
    if entry.kind == "inspection":
        known |= {name for model in RECORD_LISTS.values() for name in model.model_fields}
    for index, name in enumerate(getattr(entry.record, "editorial", ())):
        if name not in known:
            place = entry.place("editorial", index)
            yield Problem("unknown-key", place, f'there is no field "{name}"', nearest(name, known))


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
