"""What is made for a day, and is as good on others until something in it would be otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Something that was made for a day."""

    since: date = date.min
    """The day for which it was made."""
    until: date | None = None
    """The first day for which something in it would be otherwise."""

    def is_good(self, day: date) -> bool:
        """Whether it is what would be made for this day."""
        return self.since <= day and (self.until is None or day < self.until)
