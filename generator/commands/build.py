"""`inspection build`."""

from __future__ import annotations

import gc
from contextlib import closing
from functools import partial

import click

from generator.commands.options import config_file, problems_told
from generator.commands.progress import Progress


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
@click.option("--no-cache", is_flag=True, help="Use and keep nothing of other builds.")
@click.option("--timings", is_flag=True, help="Say how long each stage took.")
def build(
    config_file: str | None,
    site_dir: str | None,
    as_of: str | None,
    edition: str,
    *,
    no_cache: bool,
    timings: bool,
) -> None:
    """Build the whole site.

    A failure leaves the last good one as it was.
    """
    from generator.host.building import build as build_site

    progress = Progress()
    gc.disable()  # a build makes much that stays, and ends
    with problems_told(), closing(progress):
        built = build_site(
            config_file,
            site_dir,
            as_of,
            public=edition == "public",
            waiting=partial(click.echo, "Another build of this site is at work; waiting for it."),
            stages=progress,
            cache=not no_cache,
        )
    click.echo(f"{len(built.leaves)} pages built.")
    if built.shown.next_release:
        click.echo(f"Next release: {built.shown.next_release.isoformat()}")
    for language in built.shown.not_signed_off:
        click.echo(f"Left out until it is signed off: {language}")
    if timings:
        click.echo(progress.table())
