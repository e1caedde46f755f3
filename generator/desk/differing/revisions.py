"""What a site's files were at a revision of git; only this module runs git, and it only asks."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from generator.problems import Place, Problem, Problems, hint, known_words, nearest


def is_revision(root: Path, typed: str) -> bool:
    """Whether this names a revision of the repository that a folder is in, if it is in one."""
    try:
        return bool(_commit(root, typed))
    except Problems:
        return False


def taken_out(root: Path, typed: str, wanted: Iterable[str], to: Path, near: str = "") -> str:
    """Put what stood below a folder at a revision, at these paths of it, into another folder.

    What was not there then is left out. `near` is a hint at what else may be meant. Returns the
    revision in words.

    Raises:
        Problems: git is not installed, this is no repository, or there is no such revision.
    """
    commit = _commit(root, typed, near)
    if not commit:
        raise Problems([_unknown(root, typed, near)])
    paths = _asked(root, "ls-tree", "-z", "--name-only", commit, "--", *wanted).decode("utf-8")
    there = [path for path in paths.split("\0") if path]
    if there:
        # rather than blob by blob: an archive has the filters applied that a checkout has
        archive = _asked(root, "archive", "--format=tar", commit, "--", *there)
        try:
            with tarfile.open(fileobj=BytesIO(archive)) as files:
                files.extractall(to, filter="data")
        except tarfile.FilterError as error:
            message = f"a file of that revision cannot be put down safely: {error}"
            raise Problems([Problem("revision", Place(typed), message)]) from None
    return f"{typed} ({_asked(root, 'show', '-s', '--format=%h of %cs', commit).decode().strip()})"


def _commit(root: Path, typed: str, near: str = "") -> str:
    """The hash of a revision, empty where there is none."""
    inside = _run(root, "rev-parse", "--git-dir")
    if inside.returncode:  # it is no repository, or git does not trust it, and says why
        message = f"this names no folder, and git finds no repository: {_said(inside)}"
        way = hint(near, "name a folder, or put the site under git: git init")
        raise Problems([Problem("revision", Place(typed), message, way)])
    if typed.startswith("-"):
        return ""
    name = f"{typed.removesuffix(':')}^{{commit}}"
    return _run(root, "rev-parse", "--verify", "--quiet", name).stdout.decode().strip()


def _unknown(root: Path, typed: str, near: str) -> Problem:
    """Why a name is that of no revision."""
    place = Place(typed)
    if not _run(root, "rev-parse", "--verify", "--quiet", "HEAD").stdout:
        message = "there is nothing to compare with: this repository has no commit yet"
        return Problem("revision", place, message, "commit the files first")
    refs = _asked(root, "for-each-ref", "--format=%(refname:short)").decode().split()
    message = "this names no folder, and no revision of the site's git repository"
    way = nearest(typed, refs) or near
    if _asked(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        shallow = (
            "this clone holds only the last of its history; git fetch --unshallow gets the rest"
        )
        return Problem("revision", place, message, hint(way, shallow))
    way = way or known_words(refs) or "git log --oneline lists revisions"
    return Problem("revision", place, message, way)


def _asked(root: Path, *words: str) -> bytes:
    """What git answers.

    Raises:
        Problems: it could not.
    """
    done = _run(root, *words)
    if done.returncode:
        message = f"git {words[0]} failed: {_said(done)}"
        raise Problems([Problem("revision", Place("git"), message)])
    return done.stdout


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what git complains of."""
    return next(
        iter(done.stderr.decode(errors="replace").strip().splitlines()), "it did not say why"
    )


def _run(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(root), *words]
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no word of it is an option that is typed
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except FileNotFoundError:
        way = "install it (on Debian: apt-get install git), or compare two folders"
        message = "git is needed to look at a revision, and is not installed"
        raise Problems([Problem("not-installed", Place("git"), message, way)]) from None
