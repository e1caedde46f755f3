"""`inspection serve`."""

from __future__ import annotations

import webbrowser

import click

from generator.commands.options import config_file, problems_told


@click.command()
@config_file
@click.option(
    "-a",
    "--dev-addr",
    metavar="HOST:PORT",
    help="Where the preview is shown. [default: dev_addr of mkdocs.yml, or the next free port]",
)
@click.option(
    "--editor",
    default="vscode",
    show_default=True,
    envvar="INSPECTION_EDITOR",
    help="What opens a record: vscode, idea, zed, ... or an address with {path} and {line}.",
)
@click.option("--search", is_flag=True, help="Make the search work too.")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in a browser.")
def serve(
    config_file: str | None, dev_addr: str | None, editor: str, *, search: bool, open_browser: bool
) -> None:
    """Preview the site, drafts too; a saved file is shown at once."""
    from generator.host.preview.editor import pattern
    from generator.host.preview.serving import serving

    try:
        link = pattern(editor)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--editor") from None
    with problems_told():
        server = serving(config_file, dev_addr, link, click.echo, search=search)
    click.echo(f"The preview is at {server.url}")
    if open_browser:
        webbrowser.open(server.url)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("")
