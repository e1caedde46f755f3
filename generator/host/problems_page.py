"""In a preview, problems are shown in the browser above the last good pages."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from generator.problems import Problems, as_text
from generator.rendering import Rendered


def marked(pages: tuple[Rendered, ...], problems: Problems) -> tuple[Rendered, ...]:
    """The last good pages with the problems above them, or a home page that holds only these."""
    notice = _notice(problems, last_good=bool(pages))
    if not pages:
        home = Rendered("", "Problems", f"<h1>Problems</h1>{notice}", "", (), "", "", ())
        return (home,)
    return tuple(replace(page, html=notice + page.html) for page in pages)


def _notice(problems: Problems, *, last_good: bool) -> str:
    count = len(problems.problems)
    title = "1 problem" if count == 1 else f"{count} problems"
    below = "<p>Below stands the page as it last was without problems.</p>" if last_good else ""
    items = "".join(f"<li><pre>{escape(as_text(p))}</pre></li>" for p in problems.problems)
    return (
        f'<section class="problems" aria-label="Problems"><p class="problems__title">{title}'
        f" to mend before this can be published</p>{below}<ol>{items}</ol></section>"
    )
