"""`inspection init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from generator.commands.options import problems_told


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="", help="What the site is called; as its folder, if left out.")
@click.option("--language", default="en-GB", show_default=True, help="Of records and interface.")
@click.option("--timezone", default="UTC", show_default=True, help="In which a release begins.")
def init(folder: Path, name: str, language: str, timezone: str) -> None:
    """Start a site of your own in a new or empty folder. It checks and builds at once."""
    from generator import __version__
    from generator.desk.starting.init import NewSite, needs_approval
    from generator.desk.starting.init import init as start

    called = folder.resolve().name.replace("-", " ").replace("_", " ")
    name = name.strip() or called[:1].upper() + called[1:] or "Inspections"
    with problems_told():
        made = start(folder, str(folder), NewSite(name, language, timezone, __version__))
    click.echo(f"{len(made)} files in {folder}. README.md says how to work with them.")
    if needs_approval(language):
        click.echo(f'The interface in "{language}" waits for a speaker: see mkdocs.yml.')
    click.echo(f"Next:  cd {shlex.quote(str(folder))}  then  inspection serve")
