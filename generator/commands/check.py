"""`inspection check`."""

from __future__ import annotations

from typing import cast

import click

from generator.commands.options import config_file, problems_told
from generator.problems import Format, report


@click.command()
@config_file
@click.option(
    "--format",
    "style",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json", "github", "sarif"]),
    help="How problems are printed.",
)
def check(config_file: str | None, style: str) -> None:
    """Show every problem of every file, all at once."""
    from generator.catalogue import catalogue
    from generator.host.config import opened
    from generator.resolve import advice, resolve
    from generator.site import spoken

    with problems_told(cast("Format", style)):
        where, edition = opened(config_file)
        written = catalogue(where.root, where.data, where.content)
        spoken(where, edition, written)
        advised = advice(written, resolve(written, edition), edition)
    if said := report(advised, cast("Format", style)):
        click.echo(said)
