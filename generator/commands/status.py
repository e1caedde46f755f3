"""`inspection status`."""

from __future__ import annotations

import sys
from typing import cast

import click

from generator.commands.options import config_file, printed_format, problems_told
from generator.problems import Format, Problems


@click.command()
@config_file
@click.argument("address", metavar="[INSPECTION|BODY]", required=False)
@click.option("--as-of", metavar="WHEN", help="Tell how it stands at this moment.")
@click.option("--all", "everything", is_flag=True, help="Cut no list.")
@printed_format
def status(
    address: str | None,
    config_file: str | None,
    as_of: str | None,
    style: str,
    *,
    everything: bool,
) -> None:
    """Tell how the site, an inspection or a body stands.

    What is written, what is owed, what is late, what is lacking.

    Drafts and what is under embargo are counted, as in an accuracy check.
    """
    from generator.desk.everything import everything as all_that_is_written
    from generator.desk.telling import explained, pointing, surveyed
    from generator.desk.telling.survey import survey
    from generator.host.config import opened

    with problems_told(cast("Format", style)):
        where, edition = opened(config_file, as_of)
        every = all_that_is_written(where, edition)
        if every.problems:
            raise Problems(every.problems)
    subject = None
    if address:
        found = pointing.find(every, address)
        if len(found) != 1:
            why = pointing.unclear(every, address, found)
            click.echo(explained.as_json(why) if style == "json" else explained.why_unclear(why))
            sys.exit(1)
        subject = found[0].entry
        if subject.kind not in ("inspection", "body") or found[0].part:
            click.echo(f'"{found[0].address}" is neither an inspection nor a body')
            click.echo(f"see `inspection explain {found[0].address}`")
            sys.exit(1)
    said = survey(every, subject)
    if style == "json":
        click.echo(surveyed.as_json(said))
    else:
        click.echo(surveyed.as_lines(said, everything=everything))
