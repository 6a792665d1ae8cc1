"""record.yaml: what was submitted and who signed it. A record, not an electronic signature: it is as safe as the git history it is in."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from reportgen.files import FileTrouble, digest, trouble
from reportgen.load.yaml.file import parse
from reportgen.load.yaml.tree import Mapping as YamlMapping
from reportgen.load.yaml.tree import Node, Sequence
from reportgen.signoff import filed
from reportgen.value import Value, field, replace, value_of

NAME = "record.yaml"
_HEAD = "# 送审与签批记录，由 reportgen 写入。它是记录，不是电子签名。\n"
_END = "..."
"""YAML's end of a document: a record without it was cut short, and the sign-offs behind the cut would be missed by nobody."""


class Role(StrEnum):
    """Who signs, in the order of signing."""

    WRITER = "填报"
    REVIEWER = "复核"
    ISSUER = "签发"


class Digests(Value, frozen=True):
    """SHA-256 (FIPS 180-4) and SM3 (GB/T 32905-2016) in lower-case hexadecimal; SM3 is empty where Python's OpenSSL lacks it."""

    sha256: str
    sm3: str


class Submission(Value, frozen=True):
    """A package: its number from 1, its date (2025-12-01), the mark its draft bears (稿号), and the digests of its files by name."""

    number: int
    date: str
    mark: str = field(name="edition")
    document: str  # the name of the draft among the files
    files: Mapping[str, Digests]


class Signoff(Value, frozen=True):
    """A signature on the record: bound to a package by the digest of its draft.json, which lists every figure and sentence signed."""

    role: Role
    by: str
    date: str
    number: int
    draft: str


class Record(Value, frozen=True):
    """Everything recorded of a report (2025/ningxian), oldest first."""

    report: str
    submissions: tuple[Submission, ...] = ()
    signoffs: tuple[Signoff, ...] = ()

    @property
    def last(self) -> Submission | None:
        return self.submissions[-1] if self.submissions else None

    @property
    def next_number(self) -> int:
        return self.last.number + 1 if self.last else 1

    def latest(self, role: Role) -> Signoff | None:
        """The last sign-off of a role; an earlier one is superseded."""
        return next((one for one in reversed(self.signoffs) if one.role is role), None)

    def submitted(self, submission: Submission) -> "Record":
        return replace(self, submissions=(*self.submissions, submission))

    def signed(self, signoff: Signoff) -> "Record":
        return replace(self, signoffs=(*self.signoffs, signoff))


def digests(data: bytes) -> Digests:
    """Both digests of a file."""
    try:
        sm3 = hashlib.new("sm3", data).hexdigest()
    except ValueError:
        sm3 = ""
    return Digests(digest(data), sm3)


def encoded(record: Record) -> bytes:
    """The record as YAML."""
    return (_HEAD + "\n".join((*_written(record), _END)) + "\n").encode()


def _written(record: Record) -> Iterator[str]:
    yield f"report: {_quoted(record.report)}"
    yield "submissions:"
    for one in record.submissions:
        yield f"  - number: {one.number}"
        said = {"date": one.date, "edition": one.mark, "document": one.document}
        yield from (f"    {name}: {_quoted(text)}" for name, text in said.items())
        yield "    files:"
        for name, both in one.files.items():
            yield f"      - {{name: {_quoted(name)}, sha256: {_quoted(both.sha256)}, sm3: {_quoted(both.sm3)}}}"
    if record.signoffs:
        yield "signoffs:"
    for signoff in record.signoffs:
        yield f"  - role: {signoff.role.value}"
        said = {"by": signoff.by, "date": signoff.date, "number": str(signoff.number), "draft": signoff.draft}
        yield from (f"    {name}: {_quoted(text)}" for name, text in said.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def load_record(folder: Path, report: str) -> Record:
    """The record in a folder, empty when there is none. Raises FileTrouble for one that cannot be read."""
    path = folder / NAME
    try:
        record = decoded(path.read_bytes(), path.as_posix())
    except FileNotFoundError:
        return Record(report)
    except OSError as error:
        raise trouble(error, path) from error
    if record is None or record.report != report:
        hint = "它由程序写入，不要手改；请从 git 历史或备份恢复"
        raise FileTrouble("O310", path, f"签批记录 {path.as_posix()} 读不出来，或不是本报告的", hint)
    return record


def decoded(data: bytes, shown: str) -> Record | None:
    """The record a file spells; None for one that is damaged, whatever of it could be read all the same."""
    read = parse(data, shown)
    cut_short = not data.rstrip().endswith(f"\n{_END}".encode())
    if read.root is None or cut_short or any(finding.is_error for finding in read.notes.findings):
        return None
    try:
        record = value_of(_plain(read.root), Record)
    except ValueError:
        return None
    whole = all({filed.NAME, one.document} <= one.files.keys() for one in record.submissions)
    return record if whole else None


def _plain(node: Node) -> object:
    """A YAML node as dicts, lists and texts. A list of mappings with a `name` becomes a dict by these names; nothing, an empty list."""
    match node:
        case YamlMapping():
            return {name: _plain(value) for name, value in node.by_name().items()}
        case Sequence():
            items = [_plain(item) for item in node.items]
            named = {
                str(item.pop("name")): item for item in items if isinstance(item, dict) and "name" in item
            }
            return named or items
        case _:
            return [] if node.missing else node.text
