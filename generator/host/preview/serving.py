"""A preview put together: the desk, the server before it, and the watch on the site's files."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path

from generator.host.config import load
from generator.host.preview.desk import Desk
from generator.host.preview.server import Server, bound
from generator.host.preview.watching import watch
from generator.problems import Place, Problem, Problems, report
from generator.words import OWN_CATALOGUES


def serving(
    config_file: str | None,
    address: str | None,
    editor_link: str,
    say: Callable[[str], None],
    *,
    search: bool = False,
) -> Server:
    """A preview of a site, ready to run, with its search or without.

    `say` is told how each reading went.

    Raises:
        Problems: the site's mkdocs.yml or the address cannot be used.
    """
    server = _bound(config_file, address, say)
    try:
        desk = server.desk = Desk(config_file, server.url, editor_link, search=search)
    except Problems:
        server.server_close()
        raise
    gc.disable()  # or each save would wait for a look through all that is kept
    gc.freeze()

    def rest() -> None:
        desk.keep_schemas_fresh()
        gc.collect()

    if desk.shown.problems:
        say(report(desk.shown.problems.problems))
    desk.keep_schemas_fresh()

    def folders() -> list[Path]:
        where = desk.settings
        found = [where.root / where.data, where.root / where.content, where.root / OWN_CATALOGUES]
        return [*found, desk.overrides] if desk.overrides else found

    watch([desk.config_file], folders, lambda changed: say(desk.refresh(changed)), rest)
    return server


def _bound(config_file: str | None, typed: str | None, say: Callable[[str], None]) -> Server:
    host, port = _address(config_file, typed)
    try:
        server = bound(host, port, exactly=typed is not None)
    except (OSError, TypeError, UnicodeError) as error:  # the last two of a host's odd letters
        said = getattr(error, "strerror", None) or error
        message = f"the preview cannot be shown at {host}:{port}: {said}"
        way = "end what uses it, or name another with --dev-addr, as in 127.0.0.1:8080"
        raise Problems([Problem("address", Place("--dev-addr"), message, way)]) from None
    if port and server.server_address[1] != port:
        say(f"Port {port} is taken by another program.")
    return server


def _address(config_file: str | None, typed: str | None) -> tuple[str, int]:
    """A host and a port, as typed or as mkdocs.yml has them."""
    if typed is None:
        host, port = load(config_file).dev_addr
        return str(host), int(port)
    host, _, number = typed.rpartition(":")
    if not re.fullmatch(r"[0-9]{1,5}", number) or int(number) >= 2**16:
        message = f'"{typed}" is not an address'
        way = "write a host and a port, as in 127.0.0.1:8080"
        raise Problems([Problem("address", Place("--dev-addr"), message, way)])
    return host.strip("[]") or "127.0.0.1", int(number)
