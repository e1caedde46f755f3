"""Silences that keep nothing quiet."""

from __future__ import annotations

from generator import disclosure
from generator.problems import Problem, nearest
from generator.rules.whole import Found, Whole

CODES = (
    *("translation-missing", "translation-older"),
    *("unused", "no-addressee", "baseless", "long-title", "no-date", "empty"),
    *("near-link", "plain-words", "suspect"),
    *disclosure.RULES,
)
"""The advice that can be silenced."""


def advice(whole: Whole) -> Found:
    """Silences that are not needed any more. Asked last, when every other advice was given."""
    for entry in whole.own_entries():
        for index, silence in enumerate(getattr(entry.record, "silence", ())):
            if (entry.address, index) not in whole.silences_needed:
                message = f'there is no advice "{silence.advice}" here to silence'
                place = entry.place("silence", index)
                way = "delete it" if silence.advice in CODES else nearest(silence.advice, CODES)
                yield Problem("silence-unneeded", place, message, way or "delete it", "advice")
