"""`inspection build`."""

from __future__ import annotations

import time
from functools import partial

import click

from generator.commands.options import config_file, problems_told


@click.command()
@config_file
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
    """Build the whole site.

    A failure leaves the last good one as it was.
    """
    from generator.host.building import build as build_site

    started = time.perf_counter()
    with problems_told():
        built = build_site(
            config_file,
            site_dir,
            as_of,
            public=edition == "public",
            waiting=partial(click.echo, "Another build of this site is at work; waiting for it."),
        )
    click.echo(f"{len(built.pages)} pages built.")
    if built.planned.released.next_release:
        click.echo(f"Next release: {built.planned.released.next_release.isoformat()}")
    for language in built.planned.released.not_signed_off:
        click.echo(f"Left out until it is signed off: {language}")
    if timings:
        click.echo(f"{time.perf_counter() - started:.2f} seconds")
