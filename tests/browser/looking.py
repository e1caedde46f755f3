"""A built site served, its pages opened, and what axe, the console and their width say of them."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import axe_playwright_python

LOOK = """axe.run(document, {
  resultTypes: ['violations', 'incomplete'],
  rules: {'target-size': {enabled: true}},
})"""
"""Every rule that axe has switched on, and the size of targets, which WCAG 2.2 asks for too."""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serving(site: Path) -> Iterator[str]:
    """The address of a built site, for as long as it is wanted."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def visit(page: Any, address: str) -> None:
    """Open a page, and with a search wait for what it finds."""
    page.goto(address, wait_until="load")
    if "?q=" in address:
        page.wait_for_selector(".result")


def held_still(route: Any) -> None:
    """A page at an old address, held still so that it can be looked at."""
    answer = route.fetch()
    body = re.sub(r'<meta http-equiv="refresh"[^>]*>', "", answer.text())
    route.fulfill(response=answer, body=body)


def faults(browser: Any, base: str, paths: list[str], **context: Any) -> list[str]:
    """What axe, the console and the width of pages have to say, each with its page."""
    found = []
    opened = browser.new_context(**context)
    page = opened.new_page()
    here = ""
    page.on("console", lambda m: found.append(f"{here}: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: found.append(f"{here}: {e}"))
    page.on("request", lambda r: None if r.url.startswith(base) else found.append(r.url))
    page.route("**/", held_still)
    for here in paths:
        visit(page, base + here)
        page.evaluate(AXE)
        result = page.evaluate(LOOK)
        found += [
            f"{here}: {rule['id']} ({rule['impact']}): {node['html'][:200]}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            found.append(f"{here}: {wide}px wider than the window")
    opened.close()
    return found
