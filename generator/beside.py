"""Files that stand beside the pages, made together when one of them is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Beside:
    """Files that are made together, when one of them is first asked for."""

    is_at: Callable[[str], bool]
    """Whether one of them may stand at a path."""
    files: Callable[[], Mapping[str, bytes]] = field(repr=False)
