"""Recipes on disk, in the user's own cache folder, by the content of the template and of the code that translates it.

A recipe holds Python that will run, so what others might have written is not read: the folder and the file must belong to the user
and be writable by nobody else. A damaged file is known by its digest and made anew. Without a fit folder nothing is kept: this is a
matter of time only, and never a finding.
"""

import os
import stat
import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from jinja2 import __version__ as jinja

from reportgen.files import FileTrouble, digest, replace_files
from reportgen.render.recipe import Recipe

MOST = 32
"""Recipes kept; the oldest go."""
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def find(template: bytes) -> Recipe | None:
    """The recipe kept of a template, unless there is none that can be trusted and read."""
    try:
        folder = _folder()
        path = folder / _name(template)
        if not (_is_ours(folder) and _is_ours(path)):
            return None
        mark, _, data = path.read_bytes().partition(b"\n")
        return Recipe.from_bytes(data) if mark.decode() == digest(data) else None
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        return None


def keep(template: bytes, recipe: Recipe) -> None:
    """Keeps the recipe of a template for the processes that follow, if there is a place for it."""
    data = recipe.to_bytes()
    with suppress(OSError, RuntimeError, FileTrouble):
        folder = _folder()
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        if _is_ours(folder):
            replace_files(folder, {_name(template): digest(data).encode() + b"\n" + data})
            for old in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-MOST]:
                old.unlink()


def _folder() -> Path:
    """Raises RuntimeError for a user without a home."""
    if root := os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME"):
        return Path(root) / "reportgen"
    return Path.home() / ".cache" / "reportgen"


def _is_ours(path: Path) -> bool:
    """Whether a file or folder is the user's and nobody else may write to it. On Windows the folder's own rights see to that."""
    status = path.lstat()
    if sys.platform == "win32":
        return True
    return (
        not stat.S_ISLNK(status.st_mode)
        and status.st_uid == os.geteuid()
        and not status.st_mode & _OTHERS_WRITE
    )


def _name(template: bytes) -> str:
    return f"{digest(_code() + template)}.json"


@cache
def _code() -> bytes:
    """What stands for all code a recipe depends on: docxtpl's and our own as they are, the versions of Jinja and Python."""
    own = Path(__file__).parent
    files = [
        *sorted(own.glob("*.py")),
        own.parent / "report.py",
        *sorted((own.parent / "package").glob("*.py")),
    ]
    if (docxtpl := find_spec("docxtpl")) and docxtpl.origin:
        files += sorted(Path(docxtpl.origin).parent.glob("*.py"))
    total = sha256(f"{jinja} {sys.version}".encode())
    for file in files:
        total.update(file.read_bytes())
    return total.digest()
