"""What Material's own frame lacks, or has too much of, mended in every page that leaves the house.

Its templates offer no block for these. Where a later version of the theme is without them, nothing
here finds anything to mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from generator.rendering.blanks import tight

_UNUSED = re.compile(
    r'\s*<input class="md-toggle"[^>]*>'  # of a drawer and a search dialog that are not there
    r'|\s*<label class="md-overlay"[^>]*></label>'
    r'|\s*<div data-md-component="skip">.*?</div>'  # it leads to a heading, and only where one is
    r'|\s*<div class="md-dialog".*?</div>\s*</div>',
    re.DOTALL,
)
_SKIP = re.compile(r'\s*<a class="skip" href="#_content">[^<]*</a>')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_BODY = re.compile(r"<body[^>]*>")
_LONGEST = 90
_BANNER = '<aside class="md-banner">'


def running(title: str) -> str:
    """A title in a line of its own; short and in ASCII, for it stands before the page's charset."""
    short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 2]} …"
    return escape(short).encode("ascii", "xmlcharrefreplace").decode("ascii")


def mended(page: str, say: Callable[[str], str], run: Callable[[str], str] = running) -> str:
    """A page without controls that nothing uses, the way past its header first, its parts named.

    The root element carries the title, which is printed at the head of each sheet.
    """
    page = _UNUSED.sub("", page)
    if title := TITLE.search(page):
        page = page.replace("<html ", f'<html data-title="{run(unescape(title[1]))}" ', 1)
    skip = _SKIP.search(page)
    if skip:
        page = page[: skip.start()] + page[skip.end() :]
        page = _BODY.sub(lambda body: body[0] + skip[0], page, count=1)
    named = f'<aside class="md-banner" aria-label="{escape(say("Announcement"))}">'
    return tight(page.replace(_BANNER, named, 1))
