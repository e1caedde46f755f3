"""In a preview, problems are shown in the browser above the last good pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from generator.plan import Leaf
from generator.problems import Place, Problem, Problems, excerpt
from generator.rendering import Rendered

ALONE = Leaf("", "Problems")
"""The one page of a site that has never been without problems."""


def alone(page: Leaf) -> Rendered:
    """That page; the problems stand above what is in it, as on any other."""
    return Rendered(page, "<h1>Problems</h1>")


def notice(
    problems: Problems, *, last_good: bool, edit: Callable[[Place], str] | None = None
) -> str:
    """What stands above each page while there are problems.

    `edit` makes the address that opens a place in the author's editor.
    """
    count = len(problems.problems)
    title = "1 problem" if count == 1 else f"{count} problems"
    below = "<p>Below stands the page as it last was without problems.</p>" if last_good else ""
    items = "".join(_item(problem, edit) for problem in problems.problems)
    return (
        '<section class="problems" aria-label="Problems">'
        f'<p class="problems__title">{title} to mend before this can be published</p>'
        f"{below}<ol>{items}</ol></section>"
    )


def advised(advice: Sequence[Problem], edit: Callable[[Place], str]) -> str:
    """A page of what might be better, and need not wait for anything."""
    count = len(advice)
    title = "1 piece of advice" if count == 1 else f"{count} pieces of advice"
    items = "".join(_item(problem, edit) for problem in advice)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="preview.css">'
        f'<body class="preview-advice"><main><h1>{title}</h1>'
        f'<p>The site is published all the same. <a href="../">Back to the site</a></p>'
        f"<ol>{items}</ol></main></body></html>"
    )


def _item(problem: Problem, edit: Callable[[Place], str] | None) -> str:
    place = problem.place
    where = escape(str(place))
    if edit is not None:
        where = f'<a href="{escape(edit(place))}">{where}</a>'
    shown = "\n".join(excerpt(place))
    return (
        f'<li><p class="problems__place">{where}</p><p><strong>{escape(problem.message)}</strong>'
        + (f'</p><pre tabindex="0">{escape(shown)}</pre><p>' if shown else "<br>")
        + f"{escape(problem.hint)}</p></li>"
    )
