"""`inspection explain`."""

from __future__ import annotations

import sys
from typing import cast

import click

from generator.commands.options import config_file, printed_format, problems_told
from generator.problems import Format, nearest


@click.command()
@config_file
@click.argument("addresses", metavar="ADDRESS|CODE...", nargs=-1, required=True)
@click.option("--as-of", metavar="WHEN", help="Tell what holds at this moment.")
@click.option("--all", "everything", is_flag=True, help="Cut no list.")
@printed_format
def explain(
    addresses: tuple[str, ...],
    config_file: str | None,
    as_of: str | None,
    style: str,
    *,
    everything: bool,
) -> None:
    """Tell all that is known of a record, or of a code of `check`.

    ADDRESS is one as in a link, such as dorset-2021/r3, or its end alone where that is enough:
    what the record says, what is tied to it, and what came of it.

    CODE is one that `inspection check` ends with, such as unknown-key: what kind of mistake that
    is, with a wrong and a right example.
    """
    from generator import mistakes
    from generator.desk.everything import everything as all_that_is_written
    from generator.desk.telling import explained, pointing
    from generator.desk.telling.record import tell
    from generator.host.config import opened

    codes = [address for address in addresses if address in mistakes.codes()]
    click.echo(
        "\n\n\n".join(mistakes.in_lines(mistakes.mistake(code)) for code in codes), nl=bool(codes)
    )
    records = [address for address in addresses if address not in codes]
    if not records:
        return
    with problems_told(cast("Format", style)):
        where, edition = opened(config_file, as_of)
    every = all_that_is_written(where, edition)
    for address in records:
        found = pointing.find(every, address)
        if len(found) != 1:
            why = pointing.unclear(every, address, found)
            click.echo(explained.as_json(why) if style == "json" else explained.why_unclear(why))
            if near := nearest(address, mistakes.codes(), 0.8):
                click.echo(f"Of the codes of `inspection check`: {near}")
            sys.exit(1)
        telling = tell(every, found[0])
        if style == "json":
            click.echo(explained.as_json(telling))
        else:
            click.echo(explained.as_lines(telling, everything=everything))
