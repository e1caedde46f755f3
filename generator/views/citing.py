"""How a page of an inspection is cited: in words, as BibTeX, by its permanent address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.catalogue import Entry
from generator.comparison import said_on, voice
from generator.dates import When
from generator.views import naming
from generator.views.context import Here, inspection

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


@dataclass(frozen=True)
class Citation:
    """A page as it is cited."""

    title: str
    address: str
    text: str
    bibtex: str
    authors: str
    site: str
    event: str
    """What kind of visit it was."""


def citation(here: Here, visit: Entry, title: str, asked: Entry | None = None) -> Citation:
    """A page of an inspection, by its title.

    Its author is the inspectorate, or the site where the words are the editor's. The page of a
    recommendation also holds what was said of it since.
    """
    record = inspection(visit)
    address = here.site.url.rstrip("/") + "/" + here.path
    authors = naming.body_names(here, record.inspecting, visit.id)
    published = record.dates.published
    date = published if isinstance(published, When) else record.dates.visit
    titles = [record.title] if record.title in title else [title, record.title]
    retold = "text" in record.editorial or record.by == "editor" or "/comparison/" in here.path
    dated = f" ({here.when(date)})" if date is not None else ""
    said = f"{', '.join(titles)}{dated}"
    site = here.site.name
    told = site
    if retold:  # its words are the site's, and no inspectorate is to be named as their author
        told = here.say("Retold from what %(bodies)s published", bodies=authors) if authors else ""
        authors = site
    since = _since(here, asked) if asked else ""
    note = ". ".join(part for part in (told, since) if part)
    return Citation(
        titles[0],
        address,
        " ".join(f"{part}." for part in (authors, said, note) if part) + f" {address}",
        _bibtex(here, visit, titles, date, authors, address, note, retold=retold),
        authors,
        here.site.name,
        naming.short_name(here, visit),
    )


def _since(here: Here, asked: Entry) -> str:
    """Up to when the page tells what was said of a recommendation, and whose word that is."""
    graph = here.graph
    words = graph.to(asked.address, "recommendation", "progress")
    if not words:
        return ""
    last = max(words, key=lambda entry: said_on(graph, entry))
    visit = graph.entries[f"inspections/{last.inspection}"]
    name = naming.short_name(here, visit)
    if voice(graph, last) == "editor":
        return here.say(
            "With the editor’s reading of what was said of it since, up to %(visit)s", visit=name
        )
    return here.say("With what was said of it since, up to %(visit)s", visit=name)


def _bibtex(
    here: Here,
    visit: Entry,
    titles: list[str],
    date: When | None,
    authors: str,
    address: str,
    told: str,
    *,
    retold: bool,
) -> str:
    rest = re.sub(r"[^a-z0-9]+", "-", here.path.partition(f"{visit.id}/")[2]).strip("-")
    fields = [("title", f"{{{_latex(': '.join(titles))}}}")]
    if authors:
        names = ("author",) if retold else ("author", "institution")
        fields += [(name, f"{{{_latex(authors)}}}") for name in names]
    if date is not None and date.spans:
        year, *more = date.spans[-1].end
        fields.append(("year", str(year)))
        fields += [("month", _MONTHS[month - 1]) for month in more[:1]]
    fields += [("note", _latex(told)), ("url", address)]
    key = "-".join(filter(None, (visit.id, rest)))
    lines = (
        f"  {name} = {value if name == 'month' else '{' + value + '}'}" for name, value in fields
    )
    return f"@{'misc' if retold else 'techreport'}{{{key},\n" + ",\n".join(lines) + "\n}"


def _latex(words: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in words)
