"""`inspection verify`."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from generator.commands.options import config_file, problems_format, problems_told
from generator.problems import Format, Place, Problem, Problems


@click.command()
@config_file
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--as-of", metavar="WHEN", help="When it goes online; now, if left out.")
@problems_format
def verify(site: Path, config_file: str | None, as_of: str | None, style: str) -> None:
    """Look through a built SITE before it goes online.

    Nothing hidden may be in it: no id, no title and no eight words in a row of a record, an
    attachment or a page that is a draft, under embargo or withdrawn, in whatever way a file is
    packed. And each file must be the one that was built.
    """
    from generator.catalogue import catalogue
    from generator.host.config import opened
    from generator.site import sound
    from generator.verifying.hidden import hidden
    from generator.verifying.looking import look

    with problems_told(cast("Format", style)):
        where, edition = opened(config_file, as_of)
        written = catalogue(where.root, where.data, where.content)
        secret = hidden(written, sound(where, edition, written), edition, where.root / where.data)
        try:
            looked = look(site, secret)
        except OSError as error:
            message = f"this is no site that `inspection build` has made: {error.strerror}"
            way = "build it, or name the folder that was built"
            raise Problems([Problem("site-dir", Place(str(site)), message, way)]) from None
        if looked.problems:
            raise Problems(looked.problems)
    records = len(secret.reasons)
    click.echo(
        f"{looked.files} files looked through. Of {records} hidden records, attachments and pages "
        f"no id, title or run of words is in them ({len(secret.runs.owners)} runs looked for)."
    )
    if looked.unread:
        click.echo(
            f"The words of {len(looked.unread)} PDFs could not be read; "
            "for that:  pip install 'inspection-report[verify]'"
        )
