"""--final: whether a report may go out without marks: signed by every role, nothing 待补, and content that git has on record."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from reportgen.finding import Finding, Span, at_file
from reportgen.pipeline.request import Request
from reportgen.pipeline.signoff.standing import altered, draft_of, void
from reportgen.publish import Edition
from reportgen.report import name_to_fill_in
from reportgen.signoff.dossier import Dossier
from reportgen.signoff.record import NAME, Record, Role
from reportgen.signoff.standing import GIVEN_AT_ISSUE, standings
from reportgen.trace import waiting_runs

_GIT_TIMEOUT = 60  # seconds


def not_final(edition: Edition, request: Request) -> list[Finding]:
    """Why a report that is otherwise in order is not final; nothing when it is. Raises FileTrouble."""
    dossier = Dossier(request.signoff, edition.checked.locality.id)
    record = dossier.record()
    unclean = _unclean(edition, request, dossier, record)
    return [*_pending(edition), *_unsigned(edition, dossier, record), *unclean]


def _pending(edition: Edition) -> Iterator[Finding]:
    """What is still to come: all of the locality's own, printed or not, and what its report prints of others."""
    nowhere = Span(edition.checked.locality.text)
    to_come = dict(edition.to_come)
    for run in (one for one in waiting_runs(edition.report) if not one.figure):
        to_come.setdefault(name_to_fill_in(run.text), nowhere)
    for path, span in to_come.items():
        after = "，签批不会因此失效" if path in GIVEN_AT_ISSUE else "后重新送审"
        yield Finding("O303", f"“{path}”待补，不能定稿", span, hint=f"补上{after}", at=path)


def _unsigned(edition: Edition, dossier: Dossier, record: Record) -> Iterator[Finding]:
    """Which roles have not signed, what has changed since others did, and which files of their packages are no longer as recorded."""
    place = at_file(dossier.folder / NAME)
    yield from altered(dossier, record)
    now = draft_of(edition)
    states = standings(record, dossier.signed(record), now)
    missing = [state.role.value for state in states if state.signoff is None]
    if missing:
        hint = f"请用 reportgen sign {edition.report.locality} --year {edition.report.year} --as {missing[0]} --by 姓名 登记"
        yield Finding("O301", f"缺{'、'.join(missing)}的签批，不能定稿", place, hint=hint)
    yield from void(states, edition, place, submitted=dossier.holds(record, now))


def _unclean(edition: Edition, request: Request, dossier: Dossier, record: Record) -> Iterator[Finding]:
    """What this report rests on that git does not have as it is; where the content is under git at all."""
    if not _under_git(request.content):
        return
    hint = "先提交（git add、git commit）再定稿，使定稿能追到当时的内容；被 .gitignore 略去的也要提交"
    try:
        for folder, root in (("content", request.content), ("templates", request.templates)):
            names = [name.partition("/")[2] for name in edition.inputs if name.startswith(f"{folder}/")]
            for name in _not_on_record(root, names):
                place = at_file(root / name)
                yield Finding("O304", "没有提交，或提交后又改了，不能定稿", place, hint=hint)
        if names := _not_on_record(request.signoff, _signed(dossier, record, request.signoff)):
            place = at_file(request.signoff / names[0])
            message = f"签批记录和所签的送审包没有全部提交，或提交后又改了（{len(names)} 个文件），不能定稿"
            yield Finding("O304", message, place, hint=hint)
    except _GitFailed as failed:
        place = at_file(request.content)
        hint = "先让 git status 在这个文件夹里说得清楚，再定稿"
        message = f"不知道内容有没有提交，不能定稿：git 没有回答（{failed}）"
        yield Finding("O304", message, place, hint=hint)


def _signed(dossier: Dossier, record: Record, root: Path) -> list[str]:
    """The record, and the files of the packages that the sign-offs are for, as paths below the folder of all sign-off."""
    signed = {one.number for one in map(record.latest, Role) if one}
    packages = (one for one in record.submissions if one.number in signed)
    files = (dossier.of(one) / name for one in packages for name in one.files)
    found = (path for path in (dossier.folder / NAME, *files) if path.is_file())
    return [path.relative_to(root).as_posix() for path in found]


def _not_on_record(root: Path, names: list[str]) -> list[str]:
    """Those of some files in a folder that the last commit does not hold as they are, ignored and hidden ones too; none where the
    folder is not under git. Raises _GitFailed."""
    if not names or not _under_git(root):
        return []
    held = _held(root, names)
    now = _git(root, "hash-object", "--", *names).split()
    return [name for name, blob in zip(names, now, strict=True) if held.get(name) != blob]


def _held(root: Path, names: list[str]) -> dict[str, str]:
    """The blobs of some files in the last commit, by name; none before the first."""
    if not _git(root, "rev-list", "--all", "--max-count=1"):
        return {}
    listed = _git(root, "ls-tree", "-z", "HEAD", "--", *names).split("\0")
    entries = (line.partition("\t") for line in listed if line)
    return {name: told.split()[-1] for told, _, name in entries}


def _under_git(folder: Path) -> bool:
    """Whether there is a repository, asked of the disk: a git that is missing or refuses would answer as if there were none."""
    whole = folder.resolve()
    return any(os.path.lexists(place / ".git") for place in (whole, *whole.parents))


class _GitFailed(Exception):
    """Git gave no answer; its words, or why it could not be asked."""


def _git(root: Path, *words: str) -> str:
    """What git answers, asked in a folder. Raises _GitFailed."""
    try:
        asked = ["git", "-C", str(root), *words]
        answer = subprocess.run(asked, capture_output=True, timeout=_GIT_TIMEOUT, check=False)
    except FileNotFoundError:
        raise _GitFailed("没有装 git") from None
    except subprocess.TimeoutExpired:
        raise _GitFailed(f"等了 {_GIT_TIMEOUT} 秒") from None
    except OSError as error:
        raise _GitFailed(error.strerror) from error
    if answer.returncode:
        raise _GitFailed(answer.stderr.decode(errors="replace").strip().partition("\n")[0])
    return answer.stdout.decode(errors="replace")
