"""The record of what the reports of a year were made from, kept beside them, so that the next build makes only those whose inputs changed.

A report is identified by its reads: what was really read for it, by name in the user's words, with a digest of the content; never a
time. A record is trusted only if its seal fits, and a report only if its files are still as they were written. The seal reveals damage,
not forgery: whoever can write the record could write the reports themselves. Final reports are never taken from it.
"""

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from reportgen.files import FileTrouble, digest, read_bytes, read_input, replace_files, sealed, unsealed
from reportgen.finding import Finding, Severity, Span, Text
from reportgen.value import Value, asdict, field, from_json, replace, to_short_json

NAME = ".reportgen.json"
PROGRAM = "程序或所用的库"
TOLD = "上次提示所在的文字"
_ROOT = "content:"
_LIBRARIES = frozenset(
    {
        "cn2an",
        "docxtpl",
        "jinja2",
        "lxml",
        "msgspec",
        "openpyxl",
        "pypandoc_binary",
        "pypdfium2",
        "python_docx",
        "rich",
        "ruamel_yaml",
        "ruamel_yaml_clib",
        "xlsxwriter",
    }
)
"""What a report's bytes may depend on: every distribution that pyproject.toml requires, its name with _ for - and dots."""

Reads = Mapping[str, str]
"""What was read, by what its user calls it (本文件, 下级太白县, 模板), and a digest of its content."""


class Record(Value, frozen=True):
    """The outcome of a locality: what was read, what was found, and digests of the files written (none without a report).

    `under`: the digest of its family's files when it was made. `rests`: the other localities its report rests on. `told`: what the summary
    and the board of the year tell of it. `moved`: its findings as the file has them, when a text they are about has changed since; the
    record is of use again once the text is as it was.
    """

    under: str
    reads: Reads
    findings: tuple[Finding, ...]
    rests: tuple[str, ...]
    told: Mapping[str, Any]
    document: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)
    moved: Sequence[Any] = ()


class FamilyRecord(Value, frozen=True):
    """A family of localities: their files by path, findings in what all localities share, and each locality's record by id."""

    files: Reads
    common: tuple[Finding, ...]
    members: Mapping[str, Record]


class Cache(Value, frozen=True):
    """The records of a year, by the first id of each family; `damaged` when there were some that cannot be trusted.

    `outputs` are the digests of the files that all reports share, `localities` that of the ids of all localities then.
    """

    families: Mapping[str, FamilyRecord] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    localities: str = ""
    damaged: bool = False


def opened(folder: Path, root: Path) -> Cache:
    """The cache of a year's output folder, for content below `root`; empty when there is none or it cannot be trusted."""
    path = folder / NAME
    if not path.is_file():
        return Cache()
    try:
        body = unsealed(read_bytes(path))
        if body is None:
            return Cache(damaged=True)
        texts = _Texts(root)
        whole = from_json(body)
        families = {first: _family(said, texts) for first, said in whole["families"].items()}
        known = {first: family for first, family in families.items() if family}
        return Cache(known, whole["outputs"], whole.get("localities", ""))
    except (FileTrouble, ValueError, LookupError, TypeError, AttributeError):
        return Cache(damaged=True)


def save(folder: Path, saved: Cache, root: Path) -> None:
    """Puts the cache in place; nothing in it tells where `root` lies. Raises FileTrouble."""
    families = {first: _said(family, root) for first, family in sorted(saved.families.items())}
    said = {"families": families, "outputs": saved.outputs, "localities": saved.localities}
    replace_files(folder, {NAME: sealed(to_short_json(said))})


def of_files(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The digests of some files of a folder; empty for one that is not there."""
    return {name: of_file(folder / name) for name in names}


def altered(folder: Path, digests: Mapping[str, str]) -> list[str]:
    """The names of the files of a folder that are not, or no longer, as their digests say."""
    return [name for name, seal in digests.items() if of_file(folder / name) != seal]


def of_file(path: Path) -> str:
    """The digest of a file, empty when it is not there."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def of_input(path: Path) -> str:
    """The digest of a file a report is made from, as it was read; empty when it is not there."""
    try:
        return digest(read_input(path))
    except FileTrouble:
        return ""


def of(value: object) -> str:
    """The digest of a value, by its `repr`, which must show all that matters of it."""
    return digest(repr(value).encode())


def changed(before: Reads, now: Reads) -> list[str]:
    """What is not the same in two readings, in the order of the later, then what is gone."""
    return [name for name in {**now, **before} if before.get(name) != now.get(name)]


@cache
def program() -> str:
    """A digest of this program's files and of the versions of its libraries and of Python."""
    code = sha256()
    root = os.path.dirname(__file__)
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            # 500 times: a Path would take as long again, a buffer a fifth
            with open(os.path.join(folder, name), "rb", 0) as file:
                data = file.read()
            code.update(f"{folder[len(root) :]}/{name}\0{len(data)}\0".replace(os.sep, "/").encode())
            code.update(data)
    return of((sys.version_info[:2], code.hexdigest(), sorted(_installed())))


def _installed() -> set[str]:
    """The libraries' metadata folders, which bear name and version in their names (PEP 427); asked of the disk, since importing takes
    long."""
    folders = [folder for folder in dict.fromkeys(sys.path) if os.path.isdir(folder)]
    found = {name.lower() for folder in folders for name in os.listdir(folder) if name.endswith("-info")}
    return {name for name in found if re.sub("[-.]", "_", name.partition("-")[0]) in _LIBRARIES}


def _said(family: FamilyRecord, root: Path) -> dict[str, Any]:
    """What the file says of a family; `_family` reads it."""
    members = {identity: _member_said(one, root) for identity, one in family.members.items()}
    common = [_finding_said(finding, root) for finding in family.common]
    return {"files": family.files, "common": common, "members": members}


def _member_said(record: Record, root: Path) -> dict[str, Any]:
    reads = {name: seal for name, seal in record.reads.items() if name != TOLD}
    findings = record.moved or [_finding_said(finding, root) for finding in record.findings]
    return {**asdict(record), "reads": reads, "findings": findings, "moved": ()}


def _family(said: Mapping[str, Any], texts: "_Texts") -> FamilyRecord | None:
    try:
        common = texts.findings(said["common"])
    except _Moved:
        return None
    members = {identity: _member(one, texts) for identity, one in said["members"].items()}
    return FamilyRecord(said["files"], common, members)


def _member(said: Mapping[str, Any], texts: "_Texts") -> Record:
    """A record; where a finding's text is no longer what it was, one that says why it has to be made anew."""
    record = Record(**{**said, "rests": tuple(said["rests"])})
    try:
        return replace(record, findings=texts.findings(said["findings"]))
    except _Moved:
        return replace(record, findings=(), reads={**record.reads, TOLD: ""}, moved=said["findings"])


def _finding_said(finding: Finding, root: Path) -> list[Any]:
    span, path = finding.span, PurePosixPath(finding.span.text.path)
    below = (
        f"{_ROOT}{path.relative_to(root.as_posix())}" if path.is_relative_to(root.as_posix()) else str(path)
    )
    words = [finding.code, finding.message, finding.severity.value, finding.hint, finding.basis, finding.at]
    return [*words, below, span.start, span.end, digest(span.text.content.encode())]


class _Moved(Exception):
    """A finding's file is no longer what it was."""


class _Texts:
    """The texts that findings are about, each read once."""

    def __init__(self, root: Path) -> None:
        self._root = root.as_posix()
        self._read: dict[tuple[str, str], Text] = {}

    def findings(self, said: Iterable[Sequence[Any]]) -> tuple[Finding, ...]:
        """Findings as they were told. Raises _Moved."""
        return tuple(map(self._finding, said))

    def _finding(self, said: Sequence[Any]) -> Finding:
        """A finding that `_finding_said` told."""
        code, message, severity, hint, basis, at, path, start, end, seal = said
        span = Span(self._text(path, seal), start, end)
        return Finding(code, message, span, Severity(severity), hint, basis, at)

    def _text(self, path: str, seal: str) -> Text:
        path = f"{self._root}/{path.removeprefix(_ROOT)}" if path.startswith(_ROOT) else path
        if (path, seal) not in self._read:
            self._read[path, seal] = _text(path, seal)
        return self._read[path, seal]


def _text(path: str, seal: str) -> Text:
    """The text of a file in good order: UTF-8, its line ends as \\n."""
    content = "" if seal == digest(b"") else _content(Path(path))
    if digest(content.encode()) != seal:
        raise _Moved
    return Text(path, content)


def _content(path: Path) -> str:
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _Moved from error
    return content.replace("\r\n", "\n").replace("\r", "\n")
