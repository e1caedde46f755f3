"""What several commands ask for, and how they say what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from generator.problems import Format, Problems, report

config_file = click.option(
    "-f", "--config-file", type=click.Path(dir_okay=False), help="The site's mkdocs.yml."
)


@contextmanager
def problems_told(style: Format = "text") -> Iterator[None]:
    """Print the problems that end a command, and leave with 1."""
    try:
        yield
    except Problems as error:
        click.echo(report(error.problems, style))
        sys.exit(1)
