"""What is cached for later processes, in the user's own cache folder. It only saves time; a fault in it is never a finding.

It holds code that will run, so nothing is read that others might have written: the folder and the file must belong to the user and be
writable by nobody else. A digest reveals damage. Without a suitable folder nothing is kept.
"""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from reportgen.files import FileTrouble, replace_files, sealed, unsealed

MOST = 32
"""Files kept; the oldest go."""
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def find(name: str) -> bytes | None:
    """The data kept under a name; None when there is none that can be trusted."""
    try:
        folder = _folder()
        path = folder / name
        if not (_is_ours(folder) and _is_ours(path)):
            return None
        return unsealed(path.read_bytes())
    except (OSError, RuntimeError):
        return None


def keep(name: str, data: bytes) -> None:
    """Keeps data under a name, if there is a place for it."""
    with suppress(OSError, RuntimeError, FileTrouble):
        folder = _folder()
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        if _is_ours(folder):
            replace_files(folder, {name: sealed(data)})
            for old in sorted(folder.glob("[!.]*"), key=lambda path: path.stat().st_mtime)[:-MOST]:
                old.unlink()


def _folder() -> Path:
    """Raises RuntimeError for a user without a home. A relative folder is none (XDG Base Directory Specification)."""
    said = Path(os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", ""))
    return (said if said.is_absolute() else Path.home() / ".cache") / "reportgen"


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
