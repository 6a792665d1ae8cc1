"""--final: whether a report may go out without marks: signed by every role, nothing 待补, and content that git has on record."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from reportgen.finding import Finding, Span, Text
from reportgen.pipeline.request import Request
from reportgen.pipeline.signing import void
from reportgen.pipeline.standing import draft_of
from reportgen.publish import Edition
from reportgen.signoff.record import NAME
from reportgen.signoff.shelf import Shelf
from reportgen.signoff.standing import standings

_GIT_TIMEOUT = 60  # seconds


def not_final(edition: Edition, request: Request) -> list[Finding]:
    """Why a report that is otherwise in order is not final; nothing when it is. Raises FileTrouble."""
    return [*_pending(edition), *_unsigned(edition, request), *_unclean(edition, request)]


def _pending(edition: Edition) -> Iterator[Finding]:
    for cell in edition.checked.locality.cells.values():
        if cell.pending:
            yield Finding(
                "O303", f"“{cell.path}”待补，不能定稿", cell.span, hint="填上这个数，重新送审", at=cell.path
            )


def _unsigned(edition: Edition, request: Request) -> Iterator[Finding]:
    shelf = Shelf(request.signoff, edition.checked.locality.id)
    record = shelf.record()
    place = Span(Text((shelf.folder / NAME).as_posix(), ""))
    if altered := shelf.altered(record):
        names = "、".join(path.as_posix() for path in altered)
        yield Finding(
            "O305", f"送审包的文件缺失或被改动：{names}", place, hint="从 git 或送审包的 zip 恢复后再定稿"
        )
    states = standings(record, shelf.signed(record), draft_of(edition))
    missing = [state.role.value for state in states if state.signoff is None]
    if missing:
        hint = f"请用 reportgen sign {edition.report.locality} --year {edition.report.year} --as {missing[0]} --by 姓名 登记"
        yield Finding("O301", f"缺{'、'.join(missing)}的签批，不能定稿", place, hint=hint)
    yield from void(states, edition, place)


def _unclean(edition: Edition, request: Request) -> Iterator[Finding]:
    """The inputs of this report that git does not have as they are; where the content is under git at all."""
    if _git(request.content, "rev-parse") is None:
        return
    for folder, root in (("content", request.content), ("templates", request.templates)):
        below = [name.partition("/")[2] for name in edition.inputs if name.startswith(f"{folder}/")]
        for path in _changed(root, below):
            hint = "先提交（git commit）再定稿，使定稿能追到当时的内容"
            yield Finding("O304", "有没有提交的修改，不能定稿", Span(Text(path, "")), hint=hint)


def _changed(root: Path, names: list[str]) -> list[str]:
    """Those of some files in a folder that git has not as they are, by their path in its repository."""
    said = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", *names) or ""
    return [entry[3:] for entry in said.split("\0") if entry]


def _git(root: Path, *words: str) -> str | None:
    """What git says of a folder; None when the folder is not under git, or there is no git."""
    try:
        asked = ["git", "-C", str(root), *words]
        answer = subprocess.run(asked, capture_output=True, timeout=_GIT_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.decode(errors="replace") if answer.returncode == 0 else None
