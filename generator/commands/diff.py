"""`inspection diff`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import click

from generator.commands.options import config_file, printed_format, problems_told
from generator.problems import Format


@click.command()
@config_file
@click.argument("old", metavar="[OLD]", default="HEAD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--as-of", metavar="WHEN", help="Judge what is public at this moment.")
@click.option("--exit-code", is_flag=True, help="Leave with 1 if there are differences.")
@printed_format
def diff(
    old: str,
    new: str | None,
    config_file: str | None,
    as_of: str | None,
    style: str,
    *,
    exit_code: bool,
) -> None:
    """Tell in words what changed between two states of the site's files.

    OLD and NEW are each a folder that is a site or one of data alone, or a revision of the git
    repository that the site is in: HEAD~1, a tag, a branch. Without NEW, OLD is compared with the
    files as they are now; without OLD too, the last commit is.

    What readers see comes first: what has become public or been withdrawn, what is new, what has
    gone. A change to a public record of which none of its `changes` tells is pointed out, and so is
    what was public and has gone without being withdrawn; in JSON these are "silent".
    """
    from generator.desk import terminal
    from generator.desk.differing import told
    from generator.desk.differing.changes import compared
    from generator.desk.differing.sides import Sides
    from generator.host.config import opened, opened_or_bare

    with (
        problems_told(cast("Format", style)),
        TemporaryDirectory(prefix="inspection-diff-") as scratch,
    ):
        sides = Sides(
            lambda path: opened(path or config_file, as_of),
            lambda: opened_or_bare(config_file, as_of),
            Path(scratch),
        )
        found = compared(sides.named(old), sides.named(new) if new else sides.now())
    if style == "json":
        click.echo(told.as_json(found))
        for line in told.caveats(found):
            click.echo(line, err=True)
    else:
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        text = told.as_lines(found)
        click.echo(terminal.coloured(text) if coloured else text)
    if exit_code and found.changes:
        sys.exit(1)
