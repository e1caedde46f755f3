"""The command: what it is called, and the commands it has."""

from __future__ import annotations

import click

from generator import __version__
from generator.commands.build import build
from generator.commands.check import check
from generator.commands.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="inspection-report", prog_name="inspection")
def main() -> None:
    """Inspection reports and their revisits: YAML in, a public website out."""


for command in (check, build, serve):
    main.add_command(command)
