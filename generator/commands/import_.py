"""`inspection import`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from generator.commands.options import config_file, problems_told


@click.command("import", short_help="Make drafts of a published report.")
@click.argument("file", type=click.Path())
@click.option("--id", "name", default="", metavar="ID", help="What the inspection is called by.")
@click.option("--framework", default="", metavar="ID", help="The framework that it reports in.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@config_file
def import_(
    *, file: str, name: str, framework: str, dry_run: bool, config_file: str | None
) -> None:
    """Make drafts of a published report: sections, findings, boxes, recommendations, figures.

    FILE is HTML, .docx or plain text. What it was unsure of is said above each record, and what
    it left is listed at the end of inspection.yml: no paragraph is lost. What is there already is
    not changed.

    \b
      inspection import report.html --dry-run
      inspection import report.html --id harbour-2026
    """  # noqa: D301 - `\b` keeps the lines of the examples
    from generator.catalogue import what_can_be_read
    from generator.desk.importing import telling
    from generator.desk.importing.imported import imported
    from generator.desk.importing.saving import free_folder, id_of, save
    from generator.desk.importing.vocabulary import vocabulary
    from generator.host.config import opened

    with problems_told():
        where, _ = opened(config_file)
        written, _ = what_can_be_read(where.root, where.data, where.content)
        path = Path(file)
        draft = imported(path, path.name, vocabulary(written, framework))
        name = id_of(draft, name)
        folder = free_folder(where.root, where.data, name)
        told = f"{where.data}/inspections/{name}"
        if dry_run:
            click.echo(f"{told} would be:")
            _say(telling.outlined(draft))
        else:
            save(folder, told, draft.files)
            click.echo(f"{told}: {telling.counted(draft)}, all of them drafts.")
    doubts = list(telling.doubted(draft, told))
    _say(["", "Unsure, as said above each record:", *doubts] if doubts else [])
    left = list(telling.left(draft))
    _say(["", "Left out, as listed at the end of inspection.yml:", *left] if left else [])
    if not dry_run:
        _say(["", "Next: read the draft beside the report, then  inspection check"])


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
