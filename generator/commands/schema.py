"""`inspection schema`."""

from __future__ import annotations

import json

import click

from generator.commands.options import config_file, problems_told


@click.command()
@config_file
@click.option("--print", "kind", metavar="KIND", help="Print one of them: findings, body, ...")
def schema(config_file: str | None, kind: str | None) -> None:
    """Write the schemas that editors complete and check by.

    They stand in .schemas/, for one author's machine.
    """
    from generator.catalogue import what_can_be_read
    from generator.desk.schema import SCHEMAS, schemas, write
    from generator.host.config import opened

    with problems_told():
        where, _ = opened(config_file)
        written, problems = what_can_be_read(where.root, where.data, where.content)
        if kind:
            made = schemas(written)
            if kind not in made:
                raise click.BadParameter(f"known: {', '.join(made)}", param_hint="--print")
            click.echo(json.dumps(made[kind], ensure_ascii=False, indent=2))
            return
        changed = write(where.root, written)
    click.echo(f"{len(changed)} files changed in {where.root / SCHEMAS}.")
    if problems:
        click.echo("What `inspection check` complains of is not offered in them.")
