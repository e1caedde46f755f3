"""What was made once, kept on the disk under a name that says all that it was made from.

Whatever is asked for again under the same name is the same, so nothing kept is ever out of date.
The folder can be deleted at any time, and shared between branches and with a server that builds.
"""

from __future__ import annotations

import hashlib
import io
import marshal
import os
import pickle
import platform
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from types import CodeType
from typing import Any

CACHE = ".cache/inspection"
"""Where a site keeps what was made of it, beside its mkdocs.yml."""
_DIGEST = 20
"""Bytes of a fingerprint, which is also what each file begins with, to know it is whole."""
_LIBRARIES = (
    "comrak",
    "nh3",
    "pydantic",
    "pydantic-core",
    "PyYAML",
    "Jinja2",
    "MarkupSafe",
    "babel",
)
_DAY = 24 * 60 * 60
_KEPT = 14 * _DAY
"""Seconds for which something is kept that no build has used."""
_TRIMMED = "trimmed"
"""A file that says by its age when that was last looked at."""
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Can be deleted: bford.info/cachedir\n"


def fingerprint(*parts: str | bytes) -> str:
    """A name for some parts, in their order, that no other parts have."""
    made = hashlib.blake2b(digest_size=_DIGEST)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(b"%d " % len(data))
        made.update(data)
    return made.hexdigest()


@cache
def program() -> str:
    """A fingerprint of this program and of the libraries that shape what it makes."""
    here = str(Path(__file__).parent)
    made_with = (platform.python_version(), *map(version, _LIBRARIES))
    paths = list(_files(here))
    names = (path.removeprefix(here) for path in paths)
    return fingerprint(*made_with, *names, *(Path(path).read_bytes() for path in paths))


_NO_PART = {"__pycache__", "assets"}
"""Folders of the package that shape nothing which is kept."""


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=attrgetter("name"))
    for entry in entries:
        if not entry.is_dir():
            yield entry.path
        elif entry.name not in _NO_PART:
            yield from _files(entry.path)


class Store:
    """A folder of things by their names; things are made of the package's own and plain values."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made when it is first written to."""
        self.folder = folder

    def get(self, name: str) -> Any:  # noqa: ANN401 - whatever was put
        """What was put under a name; None if nothing was, or what is there is not whole."""
        data = self._read(name)
        if data is not None:
            with suppress(Exception):  # of another program, under a name that it cannot have
                return _Reading(io.BytesIO(data)).load()
        return None

    def put(self, name: str, value: object) -> None:
        """Keep something under a name. Where that cannot be done, it is made again next time."""
        self._write(name, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def code(self, name: str) -> CodeType | None:
        """Code that was put under a name."""
        data = self._read(name)
        found = marshal.loads(data) if data is not None else None  # noqa: S302 - it is whole
        return found if isinstance(found, CodeType) else None

    def put_code(self, name: str, code: CodeType) -> None:
        """Keep code under a name, which has to name this Python too."""
        self._write(name, marshal.dumps(code))

    def trim(self, now: float) -> None:
        """Delete what was of no use for long, once a day. Moments are in seconds since 1970."""
        trimmed = self.folder / _TRIMMED
        with suppress(OSError):
            if trimmed.exists() and now - trimmed.stat().st_mtime < _DAY:
                return
            for path in self.folder.glob("??/*"):
                if path.stat().st_mtime < now - _KEPT:
                    path.unlink()
            trimmed.touch()

    def _read(self, name: str) -> bytes | None:
        path = self._path(name)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        whole = hashlib.blake2b(data[_DIGEST:], digest_size=_DIGEST).digest() == data[:_DIGEST]
        if whole:
            with suppress(OSError):
                os.utime(path)  # which says that it is of use
        return data[_DIGEST:] if whole else None

    def _write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        with suppress(OSError):
            if not path.parent.is_dir():
                self._prepare(path.parent)
            _put(path, hashlib.blake2b(data, digest_size=_DIGEST).digest(), data)

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name[2:]

    def _prepare(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")
        (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")


class Passing(Store):
    """A store that goes with the build that uses it, so nobody can have changed what is in it."""

    def __init__(self) -> None:
        """Use a folder of its own."""
        self._own = tempfile.TemporaryDirectory(prefix="inspection-")
        super().__init__(Path(self._own.name))

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def _write(self, name: str, data: bytes) -> None:
        with suppress(OSError):
            _put(self.folder / name, data)


def _put(path: Path, *parts: bytes) -> None:
    """Write a file that is there only when it is whole."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with beside.open("wb") as opened:
        opened.writelines(parts)
    beside.replace(path)


class _Reading(pickle.Unpickler):
    """Reads nothing but plain values and what this package defines: a file is no program."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - any class
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.partition(".")[0] == _OWN:
            found = super().find_class(module, name)
            # a name may lead on to what a module imports: `os.system`
            if isinstance(found, type) and found.__module__.partition(".")[0] == _OWN:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


_OWN = __name__.partition(".")[0]
_PLAIN = {
    *(("builtins", name) for name in ("set", "frozenset", "range", "complex", "bytearray")),
    *(("datetime", name) for name in ("date", "datetime", "timedelta", "timezone", "time")),
    *(("pathlib", name) for name in ("Path", "PosixPath", "PurePosixPath", "WindowsPath")),
    ("zoneinfo", "ZoneInfo._unpickle"),
    ("markupsafe", "Markup"),
    ("collections", "Counter"),
    ("collections", "defaultdict"),
    ("copyreg", "_reconstructor"),
    ("builtins", "object"),
    ("array", "_array_reconstructor"),
    ("array", "array"),
}
