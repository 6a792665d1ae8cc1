"""signoff/<year>/<slug>/: the record and the packages, as they lie on the disk."""

import os
from pathlib import Path

from reportgen.files import FileTrouble, digest, read_bytes, replace_files
from reportgen.package import write_package
from reportgen.signoff import filed
from reportgen.signoff.changes import same
from reportgen.signoff.draft import Draft
from reportgen.signoff.record import NAME, Record, Submission, encoded, load_record
from reportgen.signoff.submit import Package
from reportgen.signoff.verify import Sent
from reportgen.signoff.words import Words, read_words
from reportgen.value import Value

RESTORE = "从 git 或送审包的 zip 恢复原件"


class Dossier(Value, frozen=True):
    """The folder of one report; `report` is its id, 2025/ningxian."""

    root: Path
    report: str

    @property
    def folder(self) -> Path:
        return self.root / self.report

    def of(self, submission: Submission) -> Path:
        """The folder of a package."""
        return self.folder / str(submission.number)

    def record(self) -> Record:
        """Raises FileTrouble for a record that cannot be read, or that knows less than its folder holds.

        One package more is what a submission leaves that was killed before it was recorded; the next takes its place.
        """
        record = load_record(self.folder, self.report)
        unknown = record.next_number + 1
        if (self.folder / str(unknown)).exists():
            message = f"送审包有第{unknown}稿，签批记录里却没有：{self.folder.as_posix()} 里的 {NAME} 缺失或不是最新的"
            raise FileTrouble("O310", self.folder / NAME, message, RESTORE)
        return record

    def save(self, record: Record) -> None:
        """Replaces the record. Raises FileTrouble, with the old one in place."""
        replace_files(self.folder, {NAME: encoded(record)})

    def put(self, package: Package, record: Record) -> Path:
        """Files a package and records it, in this order: a package without an entry is overwritten by the next. Raises FileTrouble."""
        folder = self.of(package.submission)
        replace_files(folder, package.files)
        self.save(record.submitted(package.submission))
        return folder

    def pack_again(self, submission: Submission, name: str) -> None:
        """Makes the zip of a package anew from its files, which the record vouches for as it does not for the zip. Raises FileTrouble."""
        folder = self.of(submission)
        packed = write_package({file: read_bytes(folder / file) for file in submission.files})
        replace_files(folder, {name: packed})

    def altered(self, record: Record) -> list[Path]:
        """Files of packages that are gone or no longer what was recorded."""
        return [path for one in record.submissions for path in self._altered(one)]

    def require_whole(self, submission: Submission) -> None:
        """Raises FileTrouble for a package that is not as it was recorded."""
        if altered := self._altered(submission):
            names = "、".join(path.name for path in altered)
            message = f"第{submission.number}稿的送审包缺失或被改动：{names}"
            raise FileTrouble("O310", self.of(submission), message, RESTORE)

    def _altered(self, submission: Submission) -> list[Path]:
        names = (name for name in submission.files if self._recorded(submission, name) is None)
        return [self.of(submission) / name for name in names]

    def _recorded(self, submission: Submission, name: str) -> bytes | None:
        """A file of a package; None when it is gone or no longer what was recorded."""
        recorded = submission.files.get(name)
        try:
            data = read_bytes(self.of(submission) / name)
        except FileTrouble:
            return None
        return data if recorded and digest(data) == recorded.sha256 else None

    def draft(self, submission: Submission) -> Draft | None:
        """The draft of a package; None when it is gone or was altered."""
        data = self._recorded(submission, filed.NAME)
        return filed.decoded(data) if data else None

    def holds(self, record: Record, draft: Draft) -> bool:
        """Whether a draft is the one submitted last."""
        last = self.draft(record.last) if record.last else None
        return last is not None and same(last, draft)

    def signed(self, record: Record) -> dict[str, Draft]:
        """The drafts on file by the digest of their draft.json."""
        found = ((one, self.draft(one)) for one in record.submissions)
        return {one.files[filed.NAME].sha256: draft for one, draft in found if draft}

    def sent(self, submission: Submission) -> Sent | None:
        """What went out with a package; None when it is gone or was altered."""
        data, draft = self._recorded(submission, submission.document), self.draft(submission)
        words = read_words(data, submission.document) if data and draft else None
        if data is None or draft is None or not isinstance(words, Words):
            return None
        return Sent(submission.number, submission.mark, data, words, draft)


def dossiers(root: Path) -> list[Dossier]:
    """Every report that has a record or a package; a folder nobody may look into counts as one, and says so when its record is read."""
    found: set[Path] = set()

    def refused(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            found.add(Path(error.filename))

    for name, folders, files in os.walk(root, onerror=refused):
        folder = Path(name)
        if NAME in (*folders, *files):
            found.add(folder)
        if filed.NAME in files:
            found.add(folder.parent)
    return [Dossier(root, folder.relative_to(root).as_posix()) for folder in sorted(found)]
