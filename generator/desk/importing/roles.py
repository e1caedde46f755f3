"""What each heading is: of a section, of a finding, the name of what stands below, or no more."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from typing import Literal

from generator.desk.importing.blocks import Block
from generator.desk.importing.headings import GUESSED
from generator.desk.importing.signs import Signs, split_number

Role = Literal["title", "section", "finding", "name", "sub"]

_HALF = 2
_THIRD = 3


def roles(blocks: Sequence[Block], signs: Signs) -> Mapping[int, Role]:
    """The role of each heading, by its place among the blocks.

    The highest headings are sections. Of those below, what states something is a finding. What
    names a topic is a section too, unless no heading of the report states anything: then it is
    all there is of a finding.
    """
    found: dict[int, Role] = {}
    proper = []
    for at, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        found[at] = "title" if block.level == 0 else "sub"
        if block.level and signs.label(block.words):
            found[at] = "name"
        elif 0 < block.level < GUESSED:
            proper.append(at)
    names = [at for at, role in found.items() if role == "name" and blocks[at].level < GUESSED]
    levels = [blocks[at].level for at in (proper or names)]
    if not levels:
        return found
    top = min(levels)
    for at in names:
        if blocks[at].level <= top:
            found[at] = "section"
    guessed = [
        at
        for at, role in found.items()
        if role == "sub" and blocks[at].level == GUESSED and found.get(at - 1) != "name"
    ]
    tree = _Tree(blocks, proper, guessed, top, signs)
    return found | tree.roles()


class _Tree:
    """The headings that a document has itself, what stands below each, and what looks like one."""

    def __init__(
        self,
        blocks: Sequence[Block],
        proper: Sequence[int],
        guessed: Sequence[int],
        top: int,
        signs: Signs,
    ) -> None:
        self.proper = proper
        self.guessed = guessed
        self.states = {at: signs.states(_title(blocks[at])) for at in (*proper, *guessed)}
        self.above: dict[int, int] = {}
        self.below: dict[int, list[int]] = {at: [] for at in proper}
        self.about: dict[int, bool] = {}
        self.top = {at for at in proper if blocks[at].level == top}
        path: list[int] = []
        about = False
        for at in proper:
            path = [n for n in path if blocks[n].level < blocks[at].level]
            if path:
                self.above[at] = path[-1]
            for n in path:
                self.below[n].append(at)
            path.append(at)
            about = signs.is_about(_title(blocks[at])) if at in self.top else about
            self.about[at] = about
        leaves = [at for at in proper if self._may_be_finding(at) and not self.below[at]]
        self.leaves_are_guessed = not leaves
        leaves = leaves or [at for at in guessed if not self._is_about(at)]
        stating = sum(self.states[at] for at in leaves)
        self.stating = stating * _THIRD >= len(leaves) and stating > 0
        """Whether headings of this report state what was found."""
        flat = len(self.top) == len(proper) > 1
        self.only_findings = flat and sum(self.states[at] for at in proper) * _HALF >= len(proper)

    def roles(self) -> dict[int, Role]:
        """What each of them is."""
        found: dict[int, Role] = {}
        for at in self.proper:
            holder = self.above.get(at)
            if self.only_findings:
                found[at] = "finding" if self.states[at] else "section"
            elif not self._may_be_finding(at):
                found[at] = "section"
            elif holder is not None and found[holder] in ("finding", "sub"):
                found[at] = "sub"
            elif self.states[at]:
                states_below = any(self.states[n] for n in self.below[at])
                found[at] = "section" if states_below else "finding"
            else:
                found[at] = "section" if self.below[at] or self.stating else "finding"
        for at in self.guessed:
            is_finding = self.states[at] if self.stating else self.leaves_are_guessed
            if self.proper and is_finding and not self._is_about(at):
                found[at] = "finding"
        return found

    def _is_about(self, at: int) -> bool:
        """Whether a block stands in a chapter that tells of the report itself."""
        before = bisect(self.proper, at)
        return bool(before) and self.about[self.proper[before - 1]]

    def _may_be_finding(self, at: int) -> bool:
        return at not in self.top and not self.about[at]


def _title(block: Block) -> str:
    return split_number(block.words)[1]
