"""What holds only between files: ids, addresses, cycles, sums. Yields problems and nothing else.

It sees every record, hidden ones too.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.addresses import Addresses
from generator.catalogue import Catalogue, Entry
from generator.problems import Problem, Problems, in_order
from generator.rules import (
    asks,
    disclosing,
    follow_ups,
    identities,
    near_links,
    nesting,
    numbers,
    reach,
    references,
    rings,
    silences,
    substance,
    suspects,
    texts,
    timing,
    titles,
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


ADVISING = (translations, reach, asks, titles, substance, near_links, suspects, disclosing)


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


def advice(
    catalogue: Catalogue,
    addresses: Addresses,
    edition: Edition | None = None,
    policy: Policy = DEFAULT_POLICY,
) -> tuple[Problem, ...]:
    """What might be better in a catalogue in which everything holds; nothing waits for it.

    A record silences an advice with a written reason. Of an edition, only the day is looked at.
    """
    whole = Whole(catalogue, addresses, edition, policy)
    given = [problem for rule in ADVISING for problem in rule.advice(whole)]
    return in_order([*given, *silences.advice(whole)])
