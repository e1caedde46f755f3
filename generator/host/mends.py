"""What Material's own frame lacks, or has too much of, mended in every page that leaves the house.

Its templates offer no block for these. Where a later version of the theme is without them, nothing
here finds anything to mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_UNUSED = re.compile(
    r'\s*<input class="md-toggle"[^>]*>'  # of a drawer and a search dialog that are not there
    r'|\s*<label class="md-overlay"[^>]*></label>'
    r'|\s*<div data-md-component="skip">.*?</div>'  # it leads to a heading, and only where one is
    r'|\s*<div class="md-dialog".*?</div>\s*</div>',
    re.DOTALL,
)
_SKIP = re.compile(r'\s*<a class="skip" href="#_content">[^<]*</a>')
_BODY = re.compile(r"<body[^>]*>")
_BANNER = '<aside class="md-banner">'


def mended(page: str, say: Callable[[str], str]) -> str:
    """A page without controls that nothing uses, the way past its header first, its parts named."""
    page = _UNUSED.sub("", page)
    skip = _SKIP.search(page)
    if skip:
        page = page[: skip.start()] + page[skip.end() :]
        page = _BODY.sub(lambda body: body[0] + skip[0], page, count=1)
    named = f'<aside class="md-banner" aria-label="{escape(say("Announcement"))}">'
    return page.replace(_BANNER, named, 1)
