"""`inspection new`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from generator.commands.options import config_file, problems_told

if TYPE_CHECKING:
    from generator.desk.starting.existing import Existing
    from generator.desk.starting.new import Made

FOLDERS = ("inspection", "revisit")
FILES = ("body", "framework")
RECORDS = (
    *("finding", "recommendation", "case-study", "notable-practice", "figure", "section"),
    *("milestone", "source", "term", "theme"),
)
OUTSIDE = ("theme", "term")
"""Kinds that need no inspection."""

KINDS = (*FOLDERS, *RECORDS, *FILES)

SECTIONED = ("finding", "recommendation", "case-study", "notable-practice", "figure")


@click.command(short_help="Start a record, an inspection or a revisit.")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND", required=False)
@click.argument("name", metavar="[ID]", default="")
@click.option("-i", "--inspection", default="", metavar="ID", help="The inspection it belongs to.")
@click.option("-s", "--section", default="", metavar="ID", help="The section it stands in.")
@click.option("-t", "--title", default="", help="What it is called.")
@click.option("--follows", multiple=True, metavar="ID", help="The visit that a revisit follows.")
@click.option("--id", "own_id", default="", metavar="ID", help="The same as ID.")
@config_file
def new(
    *,
    kind: str | None,
    name: str,
    inspection: str,
    section: str,
    title: str,
    follows: tuple[str, ...],
    own_id: str,
    config_file: str | None,
) -> None:
    """Start a record, an inspection or a revisit.

    What is there already is not changed.

    KIND is one of these:

    \b
      inspection  revisit
      finding  recommendation  case-study  notable-practice  figure
      section  milestone  source  term  theme
      body  framework

    A record gets the next free ID if none is given. A revisit begins with an entry for each
    recommendation that is still open. At a terminal, what is not given is asked for.

    \b
      inspection new inspection harbour-2026 --title "Harbour 2026"
      inspection new finding -i harbour-2026 --title "Boats leave on time"
      inspection new revisit harbour-2027 --follows harbour-2026 --title "Harbour 2027"
    """  # noqa: D301 - `\b` keeps the lines of the examples
    from generator.desk.starting.existing import existing
    from generator.host.config import opened

    kind = kind or _kind()
    _refuse_foreign(kind, {"inspection": inspection, "section": section, "follows": follows})
    if name and own_id:
        raise click.UsageError("Give the ID once.")
    name = name or own_id
    with problems_told():
        settings, edition = opened(config_file)
        site = existing(settings)
        if kind in RECORDS:
            made = _record(site, kind, inspection, section, title, name)
        elif kind == "revisit":
            from generator.desk.everything import everything
            from generator.desk.starting.revisit import new_revisit

            earlier = follows or (_inspection(site, "--follows", "The visit that it follows"),)
            title = _title(kind, title, needed=True)
            name = _name(name, title)
            made = new_revisit(site, everything(settings, edition), name, title, earlier)
        else:
            from generator.desk.starting.new import new_inspection, new_named

            title = _title(kind, title, needed=True)
            name = _name(name, title)
            made = (
                new_inspection(site, name, title)
                if kind == "inspection"
                else new_named(site, kind, name, title)
            )
    click.echo(f"{made.path}:{made.line}: {made.id}")
    click.echo(_next(kind, made))


def _refuse_foreign(kind: str, given: Mapping[str, object]) -> None:
    """Refuse an option that this kind has no use for, rather than forget it."""
    use = {
        "inspection": [k for k in RECORDS if k != "theme"],
        "section": SECTIONED,
        "follows": ["revisit"],
    }
    for option, value in given.items():
        if value and kind not in use[option]:
            raise click.UsageError(f"--{option} is for {', '.join(use[option])}.")


def _record(
    site: Existing, kind: str, inspection: str, section: str, title: str, name: str
) -> Made:
    from generator.desk.starting.new import Wanted, needs_title, new_record

    if not inspection and kind not in OUTSIDE:
        inspection = _inspection(site, "--inspection", "The inspection it belongs to")
    if inspection and kind in SECTIONED and not section and _asks():
        site.must_have_inspection(inspection)
        rows = [(s.id, s.title or "") for s in site.sections(inspection)]
        section = _chosen("The section it stands in, or nothing", rows, needed=False)
    title = _title(kind, title, needed=needs_title(kind))
    return new_record(site, Wanted(kind, inspection, section, title, name))


def _asks() -> bool:
    return sys.stdin.isatty()


def _kind() -> str:
    if not _asks():
        raise click.UsageError(f"Say what to start: {', '.join(KINDS)}.")
    return _chosen("What to start", [(kind, "") for kind in KINDS])


def _inspection(site: Existing, option: str, words: str) -> str:
    """The only inspection there is, or the one that is chosen."""
    if len(site.inspections) == 1:
        return site.inspections[0]
    if not _asks() or not site.inspections:
        known = ", ".join(site.inspections) or "there is none yet"
        raise click.UsageError(f"Name an inspection with {option}: {known}.")
    records = ((name, site.inspection(name)) for name in site.inspections)
    return _chosen(words, [(name, record.title if record else "") for name, record in records])


def _chosen(words: str, rows: Sequence[tuple[str, str]], *, needed: bool = True) -> str:
    """The id that is picked from a list, by its number or as it is; empty for none."""
    if not rows:
        return ""
    ids = [name for name, _ in rows]
    width = max(map(len, ids))
    for number, (name, said) in enumerate(rows, 1):
        click.echo(f"{number:>4}  {name:<{width}}  {said}".rstrip())

    def picked(typed: str) -> str:
        typed = typed.strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(ids):
            return ids[int(typed) - 1]
        if typed in ids or (not typed and not needed):
            return typed
        raise click.BadParameter(f"choose a number from 1 to {len(ids)}, or an id")

    default = None if needed else ""
    return str(click.prompt(words, default=default, show_default=False, value_proc=picked))


def _title(kind: str, title: str, *, needed: bool) -> str:
    """What it is called, asked for at a terminal."""
    if title.strip() or not (needed or _asks()):
        return title
    if not _asks():
        raise click.UsageError(f"Say what the {kind} is called with --title.")

    def said(typed: str) -> str:
        if needed and not typed.strip():
            raise click.BadParameter("it needs a title")
        return typed.strip()

    default = None if needed else ""
    return str(click.prompt("Title", default=default, show_default=False, value_proc=said))


def _name(name: str, title: str) -> str:
    """The id of what has a file or folder of its own, asked for at a terminal."""
    from generator.check import as_id
    from generator.desk.ids import slug

    if name:
        return name
    if not _asks():
        raise click.UsageError("Give it an ID: it becomes the name of its file or folder.")

    def spelt(typed: str) -> str:
        if as_id(typed) != typed or not typed:
            way = as_id(typed) or slug(title) or "harbour-2026"
            raise click.BadParameter(f"lower-case letters, digits and hyphens, such as {way}")
        return typed

    return str(click.prompt("Id", default=slug(title) or None, value_proc=spelt))


def _next(kind: str, made: Made) -> str:
    """What its author does next."""
    if kind == "inspection":
        return f"Next: say there what it was, then  inspection new finding -i {made.id}"
    if kind == "revisit":
        return "Next: in progress.yml beside it, put a status in the place of each `missing`."
    return "Next: write there what its comments ask for, then  inspection check"
