"""The command: what it is called, and the commands it has."""

from __future__ import annotations

import click

from generator import __version__
from generator.commands.build import build
from generator.commands.check import check
from generator.commands.diff import diff
from generator.commands.explain import explain
from generator.commands.import_ import import_
from generator.commands.init import init
from generator.commands.new import new
from generator.commands.pdf import pdf
from generator.commands.schema import schema
from generator.commands.serve import serve
from generator.commands.status import status
from generator.commands.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="inspection-report", prog_name="inspection")
def main() -> None:
    """Inspection reports and their revisits: YAML in, a public website out."""


for command in (check, build, serve, verify):
    main.add_command(command)
main.add_command(explain)
main.add_command(status)
main.add_command(diff)
main.add_command(new)
main.add_command(init)
main.add_command(schema)
main.add_command(import_)
main.add_command(pdf)
