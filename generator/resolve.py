"""What holds only between files: ids, addresses, cycles, sums. Yields problems and nothing else.

It sees every record, hidden ones too.
"""

from __future__ import annotations

from generator.addresses import Addresses
from generator.catalogue import Catalogue
from generator.problems import Problems
from generator.rules import (
    follow_ups,
    identities,
    numbers,
    references,
    rings,
    texts,
    visibility,
    vocabulary,
)
from generator.rules.whole import Whole
from generator.states import Edition

RULES = (identities, references, texts, rings, numbers, vocabulary, follow_ups, visibility)


def resolve(catalogue: Catalogue, edition: Edition | None = None) -> Addresses:
    """The addresses of a catalogue in which everything holds.

    With an edition, what it shows must not need what it hides.

    Raises:
        Problems: everything that does not hold.
    """
    addresses = Addresses(catalogue.entries)
    whole = Whole(catalogue, addresses, edition)
    problems = [problem for rule in RULES for problem in rule.problems(whole)]
    if problems:
        raise Problems(problems)
    return addresses
