"""Translations: of records that exist, whole, and as new as their originals."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

from generator.addresses import NAMES
from generator.catalogue import Entry, Translation
from generator.problems import SHORT_LIST, Problem, nearest
from generator.records import Model
from generator.rules.whole import Found, Whole
from generator.translation import ORIGINAL, fingerprint, missing, unknown


def problems(whole: Whole) -> Found:
    """Translations of what is not there, and of one record twice."""
    first: dict[tuple[str, str], Translation] = {}
    originals = _originals(whole)
    for translation in whole.catalogue.translations:
        original = originals.get(translation.address)
        key = (translation.language, translation.address)
        if original is None:
            name = translation.address.rpartition("/")[2]
            known = [a.rpartition("/")[2] for a in originals if _beside(a, translation.address)]
            message = f'there is no record "{name}" that this could translate'
            way = nearest(name, known) or "a translation has the id of its original"
            yield Problem("unknown-address", translation.place(), message, way)
        elif first.setdefault(key, translation) is not translation:
            other = first[key].place()
            message = f'"{original.id}" is translated twice, first at {other.path}:{other.line}'
            yield Problem("duplicate-id", translation.place(), message, "join the two")
        else:
            for at in unknown(cast("Model", original.record), translation.record):
                message = f'"{original.id}" has nothing here that could be translated'
                way = "write it in the original first, or delete it here"
                yield Problem("unknown-address", translation.place(*at), message, way)


def advice(whole: Whole) -> Found:
    """What is not translated, or was translated from an older wording, in what is translated."""
    originals = _originals(whole)
    found = {(t.language, t.address): t for t in whole.catalogue.translations}
    for (_, address), translation in found.items():
        yield from _behind(whole, originals[address], translation)
    begun = sorted({(t.language, originals[t.address].inspection) for t in found.values()})
    for language, inspection in begun:
        if not inspection:
            continue
        by_file: dict[str, list[Entry]] = defaultdict(list)
        for entry in originals.values():
            words = missing(cast("Model", entry.record), Model())
            if entry.inspection != inspection or not words or (language, entry.address) in found:
                continue
            if not whole.is_silent(entry, "translation-missing"):
                by_file[entry.source.path].append(entry)
        for entries in by_file.values():
            yield _untranslated(language, entries)


def _behind(whole: Whole, original: Entry, translation: Translation) -> Found:
    record, name = cast("Model", original.record), _name(original)
    given = getattr(translation.record, ORIGINAL, None)
    now = fingerprint(record)
    lacking = missing(record, translation.record)
    if lacking and not whole.is_silent(original, "translation-missing"):
        fields = ", ".join(dict.fromkeys(str(at[0]) for at in lacking))
        message = f'"{name}" is translated in part, without its {fields}'
        way = "until it is there, readers see it in the language of the original"
        yield Problem("translation-missing", translation.place(), message, way, "advice")
    if given == now or whole.is_silent(original, "translation-older"):
        return
    if given is None:
        message = f'it is not said from which wording "{name}" was translated'
        way = f"add `{ORIGINAL}: {now}`, and it will be told when the original changes"
        yield Problem("translation-older", translation.place(), message, way, "advice")
    else:
        message = f'"{name}" has changed since it was translated'
        way = f"when the translation is up to date again, write `{ORIGINAL}: {now}`"
        yield Problem("translation-older", translation.place(ORIGINAL), message, way, "advice")


def _untranslated(language: str, entries: list[Entry]) -> Problem:
    names = list(dict.fromkeys(map(_name, entries)))
    listed = ", ".join(names[:SHORT_LIST]) + (", ..." if len(names) > SHORT_LIST else "")
    what = NAMES.get(entries[0].kind, entries[0].kind)
    message = f'not translated into "{language}": {what} {listed}'
    way = "until they are, readers see them in the language of the original"
    return Problem("translation-missing", entries[0].place(), message, way, "advice")


def _name(entry: Entry) -> str:
    """What an author calls a record: its id, or for an entry on progress what it is on."""
    return str(getattr(entry.record, "recommendation", entry.id))


def _originals(whole: Whole) -> dict[str, Entry]:
    return {entry.address: entry for entry in whole.own_entries()}


def _beside(address: str, other: str) -> bool:
    return address.rpartition("/")[0] == other.rpartition("/")[0]
