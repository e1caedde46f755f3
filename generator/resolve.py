"""What holds only between files: ids, addresses, cycles, sums. Yields problems and nothing else.

It sees every record, hidden ones too.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.addresses import Addresses
from generator.catalogue import Catalogue, Entry
from generator.problems import Problems
from generator.rules import (
    follow_ups,
    identities,
    nesting,
    numbers,
    references,
    rings,
    texts,
    timing,
    translations,
    visibility,
    vocabulary,
)
from generator.rules.whole import DEFAULT_POLICY, Policy, Whole
from generator.states import Edition

RULES = (
    *(identities, references, texts, rings, nesting, numbers),
    *(vocabulary, timing, follow_ups, translations, visibility),
)


def resolve(
    catalogue: Catalogue,
    edition: Edition | None = None,
    policy: Policy = DEFAULT_POLICY,
    beside: Sequence[Entry] = (),
) -> Addresses:
    """The addresses of a catalogue in which everything holds, and of what stands `beside` it.

    With an edition, what it shows must not need what it hides.

    Raises:
        Problems: everything that does not hold.
    """
    addresses = Addresses([*catalogue.entries, *beside])
    whole = Whole(catalogue, addresses, edition, policy, beside)
    problems = [problem for rule in RULES for problem in rule.problems(whole)]
    if problems:
        raise Problems(problems)
    return addresses
