"""Tidy forms for `check --fix`: what findings say should be written, written; and other encodings saved as UTF-8."""

from collections.abc import Callable, Collection, Iterator
from itertools import chain, count
from pathlib import Path

from reportgen.files import FileTrouble, read_bytes, replace_files
from reportgen.load.load import read_dictionary, read_locality
from reportgen.load.yaml.decode import decode
from reportgen.load.yaml.file import read_file
from reportgen.load.yaml.notes import Notes, edited
from reportgen.places import DICTIONARY, sources
from reportgen.value import Value

_BOM = b"\xef\xbb\xbf"
_PASSES = 5  # one tidy form may bring out the next


class Tidied(Value, frozen=True):
    """A file that has a tidier form: its bytes before and after, and the changes in words, one a line."""

    path: Path
    before: bytes
    after: bytes
    changes: tuple[str, ...]


def tidy(root: Path, years: Collection[int]) -> list[Tidied]:
    """The files of some years that have a tidier form, the dictionary first. Writes nothing."""
    path = root / DICTIONARY
    dictionary = read_dictionary(b"", path)[0]
    found: list[Tidied | None] = []
    if isinstance(data := read_file(path), bytes):
        dictionary = read_dictionary(data, path)[0]
        found.append(_tidied(path, data, lambda d: read_dictionary(d, path)[1]))
    for source in sources(root, years)[0]:
        if isinstance(data := read_file(source.path), bytes):
            found.append(_tidied(source.path, data, lambda d, s=source: read_locality(d, s, dictionary)[1]))  # type: ignore[misc]
    return [tidied for tidied in found if tidied]


def write(tidied: Tidied) -> Path:
    """Puts the tidier form in the file's place, the old one beside it as .bak, whose path is returned. Raises FileTrouble, also when the
    file is no longer what was read: whoever saved it meanwhile keeps what he wrote."""
    folder, name = tidied.path.parent, tidied.path.name
    if read_bytes(tidied.path) != tidied.before:
        raise _saved_meanwhile(tidied.path)
    backups = (f"{name}.bak{number}" for number in chain(("",), count(2)))
    backup = next(b for b in backups if not (folder / b).exists())
    replace_files(folder, {backup: tidied.before, name: tidied.after})
    return folder / backup


def rewritten(path: Path, before: str, after: str) -> Tidied:
    """A file that said `before`, and is to say `after`. Raises FileTrouble when it says something else by now."""
    data = read_bytes(path)
    if decode(data, path.as_posix()).text.content != before:
        raise _saved_meanwhile(path)
    return Tidied(path, data, as_before(after, data), ())


def _saved_meanwhile(path: Path) -> FileTrouble:
    return FileTrouble("O201", path, f"{path.name} 刚被别人改过，没有动它", "关掉别处打开的，再运行一次")


def _tidied(path: Path, data: bytes, read: Callable[[bytes], Notes]) -> Tidied | None:
    notes = read(data)
    if notes.damaged:
        return None
    old = notes.text.content
    for _ in range(_PASSES):
        new = edited(notes.text, (e for e in notes.edits if e.tidy)).text
        if new == notes.text.content:
            break
        notes = read(new.encode())
    after = as_before(notes.text.content, data)
    if after == data:
        return None
    changes = tuple(_changes(path.as_posix(), old, notes.text.content))
    return Tidied(path, data, after, changes or (f"{path.as_posix()}: 另存为 UTF-8",))


def as_before(content: str, data: bytes) -> bytes:
    """The text as UTF-8 with the line ends and the BOM the file had."""
    if b"\r\n" in data and data.count(b"\r\n") == data.count(b"\n"):
        content = content.replace("\n", "\r\n")
    return (_BOM if data.startswith(_BOM) else b"") + content.encode()


def _changes(shown: str, old: str, new: str) -> Iterator[str]:
    """The changed lines; a tidy form never joins or splits lines."""
    for number, (before, after) in enumerate(zip(old.split("\n"), new.split("\n"), strict=True), 1):
        if before.strip() != after.strip():
            yield f"{shown}:{number}: {before.strip()} → {after.strip()}"
        elif before != after:
            yield f"{shown}:{number}: 改用空格缩进"
