"""What several commands ask for, and how they say what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from generator.problems import Format, Problems, report

F = TypeVar("F", bound=Callable[..., Any])

config_file = click.option(
    "-f", "--config-file", type=click.Path(dir_okay=False), help="The site's mkdocs.yml."
)


def _format(choices: list[str], said: str) -> Callable[[F], F]:
    return click.option(
        "--format",
        "style",
        default="text",
        show_default=True,
        type=click.Choice(choices),
        help=said,
    )


problems_format = _format(["text", "json", "github", "sarif"], "How problems are printed.")
printed_format = _format(["text", "json"], "How it is printed.")


@contextmanager
def problems_told(style: Format = "text") -> Iterator[None]:
    """Print the problems that end a command, and leave with 1."""
    try:
        yield
    except Problems as error:
        click.echo(report(error.problems, style))
        sys.exit(1)
