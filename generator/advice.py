"""What might be better in a site in which everything holds: no build waits for it."""

from __future__ import annotations

from generator.addresses import Addresses
from generator.catalogue import Catalogue
from generator.problems import Problem, in_order
from generator.rules import (
    asks,
    disclosing,
    near_links,
    reach,
    silences,
    substance,
    suspects,
    titles,
    translations,
)
from generator.rules.whole import DEFAULT_POLICY, Policy, Whole
from generator.states import Edition

ADVISING = (translations, reach, asks, titles, substance, near_links, suspects, disclosing)


def advice(
    catalogue: Catalogue,
    addresses: Addresses,
    edition: Edition | None = None,
    policy: Policy = DEFAULT_POLICY,
) -> tuple[Problem, ...]:
    """What might be better in a catalogue in which everything holds.

    A record silences an advice with a written reason. Of an edition, only the day is looked at.
    """
    whole = Whole(catalogue, addresses, edition, policy)
    given = [problem for rule in ADVISING for problem in rule.advice(whole)]
    return in_order([*given, *silences.advice(whole)])
