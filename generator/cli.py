"""The command: words in, exit code out."""

from __future__ import annotations

import logging
import sys
import time
from typing import cast

import click

from generator import __version__
from generator.problems import Problems, report

_CONFIG = click.option(
    "-f", "--config-file", type=click.Path(dir_okay=False), help="The site's mkdocs.yml."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="inspection-report", prog_name="inspection")
def main() -> None:
    """Inspection reports and their revisits: YAML in, a public website out."""


@main.command()
@_CONFIG
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
    from generator.host.config import edition, load, settings
    from generator.host.plugin import InspectionPlugin
    from generator.resolve import advice, resolve
    from generator.site import spoken

    try:
        config = load(config_file)
        plugin = cast("InspectionPlugin", config.plugins["inspection"])
        where = settings(config, plugin.config)
        this = edition(plugin.config)
        written = catalogue(where.root, where.data, where.content)
        spoken(where, this, written)
        advised = advice(written, resolve(written, this))
    except Problems as error:
        click.echo(report(error.problems, style))  # type: ignore[arg-type]
        sys.exit(1)
    if said := report(advised, style):  # type: ignore[arg-type]
        click.echo(said)


@main.command()
@_CONFIG
@click.option("--site-dir", type=click.Path(file_okay=False), help="Where the site is written.")
@click.option("--as-of", metavar="WHEN", help="Build what is public at this moment.")
@click.option(
    "--edition",
    default="public",
    show_default=True,
    type=click.Choice(["public", "accuracy-check"]),
    help="accuracy-check holds drafts and what is under embargo.",
)
@click.option("--timings", is_flag=True, help="Say how long it took.")
def build(
    config_file: str | None, site_dir: str | None, as_of: str | None, edition: str, *, timings: bool
) -> None:
    """Build the whole site; a failure leaves the last good one as it was."""
    from generator.host.building import build as build_site

    started = time.perf_counter()
    try:
        built = build_site(config_file, site_dir, as_of, public=edition == "public")
    except Problems as error:
        click.echo(report(error.problems))
        sys.exit(1)
    click.echo(f"{len(built.pages)} pages built.")
    if built.released.next_release:
        click.echo(f"Next release: {built.released.next_release.isoformat()}")
    for language in built.released.not_signed_off:
        click.echo(f"Left out until it is signed off: {language}")
    if timings:
        click.echo(f"{time.perf_counter() - started:.2f} seconds")


@main.command()
@_CONFIG
@click.option("-a", "--dev-addr", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in a browser.")
def serve(config_file: str | None, dev_addr: str, *, open_browser: bool) -> None:
    """Preview the site; it is built again whenever a file is saved."""
    from mkdocs.commands import serve as mkdocs_serve

    from generator.host.config import load

    try:
        load(config_file)
    except Problems as error:
        click.echo(report(error.problems))
        sys.exit(1)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("watchdog").setLevel(logging.WARNING)
    mkdocs_serve.serve(config_file, open_in_browser=open_browser, dev_addr=dev_addr)
