"""`inspection serve`."""

from __future__ import annotations

import logging
import sys

import click

from generator.commands.options import config_file, problems_told


@click.command()
@config_file
@click.option("-a", "--dev-addr", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in a browser.")
def serve(config_file: str | None, dev_addr: str, *, open_browser: bool) -> None:
    """Preview the site; it is built again whenever a file is saved."""
    from mkdocs.commands import serve as mkdocs_serve

    from generator.host.config import load

    with problems_told():
        load(config_file)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("watchdog").setLevel(logging.WARNING)
    mkdocs_serve.serve(config_file, open_in_browser=open_browser, dev_addr=dev_addr)
