"""Schemas, by which an editor completes, explains and checks a site's files as they are typed.

They stand in `.schemas/` beside mkdocs.yml, a folder of one author's machine: they name every
record that is written, drafts too, so they are kept out of git and are never part of a built site.
"""

from generator.desk.schema.files import EXTENSIONS, SCHEMAS, schema_line, schemas, vscode_settings
from generator.desk.schema.fresh import keep_fresh, write

__all__ = [
    "EXTENSIONS",
    "SCHEMAS",
    "keep_fresh",
    "schema_line",
    "schemas",
    "vscode_settings",
    "write",
]
