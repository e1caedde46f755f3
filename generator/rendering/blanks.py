"""What is printed without the indents and empty lines of templates, which nobody sees."""

from __future__ import annotations

import re

_BLANK = re.compile(r"\n\s+")
_AS_TYPED = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.DOTALL)


def tight(markup: str) -> str:
    """HTML without indents and empty lines, but for what is shown as it was typed."""
    if "<pre" not in markup and "<textarea" not in markup:
        return _BLANK.sub("\n", markup)
    pieces = _AS_TYPED.split(markup)
    pieces[::2] = [_BLANK.sub("\n", between) for between in pieces[::2]]
    return "".join(pieces)
