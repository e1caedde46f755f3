"""`inspection explain`."""

from __future__ import annotations

import sys
from typing import cast

import click

from generator.commands.options import config_file, problems_told
from generator.problems import Format


@click.command()
@config_file
@click.argument("address", metavar="ADDRESS|CODE")
@click.option("--as-of", metavar="WHEN", help="Tell what holds at this moment.")
@click.option("--all", "everything", is_flag=True, help="Cut no list.")
@click.option(
    "--format",
    "style",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json"]),
    help="How it is printed.",
)
def explain(
    address: str, config_file: str | None, as_of: str | None, style: str, *, everything: bool
) -> None:
    """Tell all that is known of a record: what it says, what is tied to it, what came of it.

    ADDRESS is one as in a link, such as dorset-2021/r3, or its end alone where that is enough.
    """
    from generator import mistakes
    from generator.desk.everything import everything as all_that_is_written
    from generator.desk.telling import explained, pointing
    from generator.desk.telling.record import tell
    from generator.host.config import opened

    if address in mistakes.codes():
        click.echo(mistakes.in_lines(mistakes.mistake(address)))
        return
    with problems_told(cast("Format", style)):
        where, edition = opened(config_file, as_of)
    every = all_that_is_written(where, edition)
    found = pointing.find(every, address)
    if len(found) != 1:
        why = pointing.unclear(every, address, found)
        click.echo(explained.as_json(why) if style == "json" else explained.why_unclear(why))
        sys.exit(1)
    telling = tell(every, found[0])
    if style == "json":
        click.echo(explained.as_json(telling))
    else:
        click.echo(explained.as_lines(telling, everything=everything))
