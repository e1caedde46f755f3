"""`inspection check`."""

from __future__ import annotations

from typing import cast

import click

from generator.commands.options import config_file, problems_format, problems_told
from generator.problems import Format, Problems, report


@click.command()
@config_file
@problems_format
def check(config_file: str | None, style: str) -> None:
    """Show every problem of every file, all at once."""
    from generator.advice import advice
    from generator.catalogue import what_can_be_read
    from generator.desk import schema
    from generator.host.config import opened
    from generator.site import sound

    with problems_told(cast("Format", style)):
        where, edition = opened(config_file)
        written, problems = what_can_be_read(where.root, where.data, where.content)
        schema.keep_fresh(where.root, written)
        if problems:
            raise Problems(problems)
        addresses = sound(where, edition, written)
        advised = advice(written, addresses, edition, where.policy)
    if said := report(advised, cast("Format", style)):
        click.echo(said)
