"""What is written and never shown, since nothing that is shown leads to it."""

from __future__ import annotations

from generator import prose
from generator.addresses import NAMES, scope
from generator.problems import Place, Problem
from generator.records import EDITOR, Marked, Ref
from generator.rules.whole import Found, Whole

_SHARED = ("body", "theme", "framework")


def advice(whole: Whole) -> Found:
    """Bodies, themes and frameworks that no record names, and attachments that none shows."""
    used, paths = _used(whole)
    for entry in whole.own_entries():
        own = not entry.source.path.startswith("<")
        if not own or entry.kind not in _SHARED or entry.address in used:
            continue
        if not whole.is_silent(entry, "unused"):
            message = f'no record names the {NAMES[entry.kind]} "{entry.id}", so no page shows it'
            way = "name it where it belongs, or delete it"
            yield Problem("unused", entry.place(), message, way, "advice")
    for path in sorted(whole.files - paths):
        inspection = path.split("/")[1]
        target = whole.addresses.targets.get(f"inspections/{inspection}")
        if target is None or not whole.is_silent(target.entry, "unused"):
            message = "no record shows this file, so it is not published"
            name = path.split("/", 2)[2]
            way = f"attach it, as in  attachments: [{{title: ..., file: {name}}}], or delete it"
            data = target.entry.source.path.split("/inspections/")[0] if target else "data"
            yield Problem("unused", Place(f"{data}/{path}"), message, way, "advice")


def _used(whole: Whole) -> tuple[set[str], set[str]]:
    """The addresses of the records that others name, and the files that any shows."""
    used: set[str] = set()
    paths: set[str] = set()
    for entry in (*whole.own_entries(), *whole.translated_entries()):
        for at, mark, value in entry.marks:
            typed: tuple[tuple[str, tuple[str, ...]], ...] = ()
            if isinstance(mark, Ref) and value != EDITOR:
                typed = ((value, mark.kinds),)
            elif mark == Marked("prose"):
                parsed = prose.parse(value)
                typed = tuple((address, ()) for address in parsed.records)
                paths |= {f"inspections/{entry.inspection}/{path}" for path in parsed.paths}
            elif mark == Marked("file"):
                paths.add(f"inspections/{entry.inspection}/{value}")
            for address, kinds in typed:
                target = whole.addresses.find(address, scope(entry, at), kinds)
                if target is not None and target.entry.address != entry.address:
                    used.add(target.entry.address)
    for page in whole.catalogue.pages:
        for address in page.parsed.records:
            target = whole.addresses.find(address, "")
            if target is not None:
                used.add(target.entry.address)
    return used, paths
