"""What was meant as a link or as type, and is printed as it was typed."""

from __future__ import annotations

import re

from generator import prose
from generator.catalogue import Entry
from generator.problems import Problem
from generator.records import Marked
from generator.rules.whole import Found, Whole
from generator.source import Location

_IN_BRACKETS = re.compile(r"\[(\^?[\w/-]+)\]")
_TYPE = re.compile(r"(\*\*|__|`)(?=\S).{0,200}?\S\1|\[[^\[\]]+\]\([^()]*\)")


def advice(whole: Whole) -> Found:
    """Addresses in brackets that are no links, notes without their words, Markdown in titles."""
    for entry in whole.own_entries():
        for at, mark, value in entry.marks:
            if not isinstance(mark, Marked):
                continue
            if mark.what == "prose" and "[" in value:
                yield from _brackets(whole, entry, at, value)
            elif mark.what == "words" and (found := _TYPE.search(value)):
                if whole.is_silent(entry, "plain-words"):
                    continue
                place = entry.source.within((*entry.at, *at), found[0])
                message = f'"{found[0]}" is printed as it is typed: these are plain words'
                way = "take the marks away; `text` may have them"
                yield Problem("plain-words", place, message, way, "advice")


def _brackets(whole: Whole, entry: Entry, at: Location, value: str) -> Found:
    for name in dict.fromkeys(_IN_BRACKETS.findall(prose.plain(value))):
        note = name.startswith("^")
        target = None if note else whole.addresses.find(name, entry.inspection)
        if (target is None and not note) or whole.is_silent(entry, "near-link"):
            continue
        place = entry.source.within((*entry.at, *at), f"[{name}]")
        if note:
            message = f'"[{name}]" is printed as it is typed: no note of that name follows'
            way = f"write the note on a line of its own:  [{name}]: ..."
        else:
            message = f'"[{name}]" is printed as it is typed'
            way = f"to link to that record write  [words][{name}], without a space between"
        yield Problem("near-link", place, message, way, "advice")
