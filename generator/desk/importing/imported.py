"""The whole way of a report into a draft, in one function."""

from __future__ import annotations

from pathlib import Path

from generator.desk.importing.drafting import Draft, draft
from generator.desk.importing.outline import outline
from generator.desk.importing.readers import read
from generator.desk.importing.signs import signs
from generator.desk.importing.vocabulary import Vocabulary


def imported(path: Path, name: str, vocabulary: Vocabulary) -> Draft:
    """A draft of the report at `path`, which is known to its reader as `name`.

    Each paragraph of the report is in the draft, or among what it says was left.

    Raises:
        Problems: the report cannot be read.
    """
    told_by = signs()
    document = read(path, name, told_by)
    return draft(document, outline(document, told_by, vocabulary), vocabulary, path.stem)
