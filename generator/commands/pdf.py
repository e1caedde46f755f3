"""`inspection pdf`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.options import config_file, problems_told


@click.command()
@click.argument("inspection", metavar="ID")
@click.option("-s", "--section", default="", metavar="ID", help="Only this part of the report.")
@click.option("-l", "--language", default="", metavar="TAG", help="In this language, as in cy.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where it is written. [default: the inspection's id, with .pdf]",
)
@click.option("--as-of", metavar="WHEN", help="Show what is public at this moment.")
@click.option(
    "--edition",
    default="public",
    show_default=True,
    type=click.Choice(["public", "accuracy-check"]),
    help="accuracy-check holds drafts and what is under embargo, and says so on its cover.",
)
@config_file
def pdf(
    *,
    inspection: str,
    section: str,
    language: str,
    output: Path | None,
    as_of: str | None,
    edition: str,
    config_file: str | None,
) -> None:
    """Make a report, or one part of it, into a tagged PDF."""
    from generator.desk.files import put
    from generator.host.config import opened
    from generator.plan import report_page
    from generator.publish import pdf as publish
    from generator.site import planned_site

    with problems_told():
        settings, given = opened(config_file, as_of, public=edition == "public")
        planned = planned_site(settings, given)
        page = report_page(planned.pages, inspection, section, language)
        made = publish.pdf(page, planned.files, settings.url, public=given.public)
        name = "-".join(filter(None, (inspection, section, language)))
        target = output or Path(f"{name}.pdf")
        put(target, str(target), made)
    click.echo(f"{target}: {len(made) / 1000:.0f} kB")
