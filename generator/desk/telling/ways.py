"""How a link between records reads, in words, from the one end and from the other."""

from __future__ import annotations

from typing import Literal

Way = Literal["to", "from"]
"""Whether a link leads to the other end, from what is told of, or comes from there."""

TO = {
    "recommendation": "On",
    "addressees": "Asked of",
    "addressee": "Of the part of",
    "answers": "Rests on",
    "milestone answers": "Answers",
    "follows": "Carries on",
    "inspection follows": "Follows",
    "carried_from": "Carried over from",
    "parent": "Part of",
    "part_of": "Part of",
    "illustrates": "Belongs to",
    "inspection bodies": "Inspected",
    "bodies": "About",
    "inspectorates": "Inspected by",
    "framework inspectorates": "Words of",
    "framework": "Reports in",
    "by": "By the word of",
    "milestone by": "Done by",
    "to": "Sent to",
    "counted_by": "Counted by",
    "responses": "Answers by",
    "predecessors": "Came after",
    "members": "Members",
    "section": "Stands in",
    "themes": "Themes",
    "quotes": "Quotes",
    "sources": "Sources",
    "text": "Mentions",
}
"""How a link of each field (or of one kind's) reads from the record that makes it, in order."""

FROM = {
    "recommendation": "Followed up by",
    "answers": "Asked about it",
    "milestone answers": "Answered by",
    "follows": "Carried on by",
    "inspection follows": "Followed by",
    "carried_from": "Grades carried over from it",
    "parent": "Holds",
    "section": "Holds",
    "part_of": "Parts",
    "illustrates": "Shown by",
    "addressees": "Asked of it",
    "responses": "Answered by it",
    "by": "Its own word",
    "addressee": "Words on its part",
    "inspection bodies": "Inspected in",
    "bodies": "About it",
    "inspectorates": "Inspected by it",
    "framework inspectorates": "Its words",
    "framework": "Reports in it",
    "milestone by": "Done by it",
    "to": "Sent to it",
    "counted_by": "Counted by it",
    "predecessors": "Came before",
    "members": "Member of",
    "themes": "On this theme",
    "sources": "Source of",
    "quotes": "Quoted in",
    "text": "Mentioned in",
}
"""How it reads from the other end, in order."""

_OF_BODIES = frozenset(
    {"addressee", "addressees", "bodies", "by", "counted_by", "inspectorates", "members", "parent"}
    | {"predecessors", "responses", "text", "to"}
)
"""Fields that lead to bodies; in any other, a body is the one whose word the link is."""


def label(way: Way, source: str, field: str, target: str) -> str:
    """What a link says in words, by the kinds of its ends and the field that it stands in."""
    words = TO if way == "to" else FROM
    if target == "source" and field != "quotes":
        return words["sources"]
    if target == "body" and field not in _OF_BODIES:
        return words["by"]
    plain = field.replace("_", " ").capitalize()
    return words.get(f"{source} {field}", words.get(field, plain))


def place(way: Way, label: str) -> tuple[bool, int]:
    """Where links of a label stand: first what the record itself says, and mentions last."""
    words = list((TO if way == "to" else FROM).values())
    return way == "from", words.index(label) if label in words else len(words)
