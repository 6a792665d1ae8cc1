"""What is asked of the pipeline, and the usage errors of what cannot be asked."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from reportgen.places import is_year, years
from reportgen.value import Value

PDF = "pdf"
FORMATS = ("docx", PDF, "html", "ledger")
"""What --to may ask for; the document is always made."""

ASKED = "要求的输出"
"""What --why calls the outputs asked for. Once these change, all other reads are digested differently, so it names nothing else."""

Progress = Callable[[int, int], None]
"""Told how many reports are done, and of how many."""


def unwatched(done: int, total: int) -> None:
    """The progress of a run that nobody watches."""


class UsageError(Exception):
    """The command asks for what is not there: an unknown year or locality. The message is for the user, in Chinese."""


class Request(Value, frozen=True):
    """A command: `localities` are names or slugs, empty for all of the year; `formats` the outputs asked for (`FORMATS`).

    `final` asks for the signed text and nothing else; `signoff` is the folder of the sign-off records. With `whole`, what came of each
    locality comes back with its content, and everything is judged anew; without `write` nothing is written.
    `jobs` worker processes are used, as many as pay when None; or those of the Dask `scheduler` (tcp://host:port).
    """

    year: int
    localities: tuple[str, ...] = ()
    content: Path = Path("content")
    templates: Path = Path("templates")
    output: Path = Path("output")
    jobs: int | None = 1
    draft: bool = False
    formats: tuple[str, ...] = ("docx",)
    final: bool = False
    signoff: Path = Path("signoff")
    whole: bool = False
    write: bool = True
    scheduler: str = ""

    @property
    def folder(self) -> Path:
        """Where the reports of the year go: output/<year>/."""
        return self.output / str(self.year)

    @property
    def asked(self) -> tuple[bool, tuple[str, ...]]:
        """What is asked of each report, whatever the order it was asked in; the document always is."""
        return self.draft, tuple(sorted({"docx", *self.formats}))


def known_years(root: Path) -> tuple[int, ...]:
    """The years that have a folder below content/. Raises UsageError when there is no such folder."""
    if not root.is_dir():
        raise UsageError(
            f"找不到内容文件夹 {root.as_posix()}：请在项目文件夹里运行，或用 --content 指明它在哪里"
        )
    return years(root)


def require_year(request: Request) -> None:
    """Raises UsageError with the nearest year when the one asked for has no content."""
    known = known_years(request.content)
    if request.year in known:
        return
    if not known:
        raise UsageError(f"{request.content.as_posix()} 里还没有按年份命名的文件夹，例如 2025")
    nearest = min(known, key=lambda year: (abs(year - request.year), -year))
    listed = "、".join(map(str, known))
    raise UsageError(f"没有 {request.year} 年的内容；现有年份：{listed}。是不是要 {nearest}？")


def require_templates(request: Request) -> None:
    """Raises UsageError when there is no folder of templates."""
    if not request.templates.is_dir():
        folder = request.templates.as_posix()
        raise UsageError(f"找不到模板文件夹 {folder}：请在项目文件夹里运行，或用 --templates 指明它在哪里")


def require_apart(request: Request, folder: Path, option: str) -> None:
    """Raises UsageError when what is written below a folder would lie among the localities of a year."""
    below, content = (Path(os.path.realpath(one)) for one in (folder / str(request.year), request.content))
    if below.is_relative_to(content) and is_year(below.relative_to(content).parts[0]):
        raise UsageError(f"{option} 不能写在内容文件夹里：{content.name} 只放各地的文件，请换一个文件夹")


def require_report(report: Path, paths: Sequence[Path], endings: Iterable[str]) -> None:
    """Raises UsageError unless a report on these files, of one of these endings, can be written there."""
    if report.suffix.lower() not in endings:
        raise UsageError(f"--report 的文件名要以 {' 或 '.join(endings)} 结尾，这里是 {report.name}")
    if any(report.exists() and path.exists() and report.samefile(path) for path in paths):
        raise UsageError("--report 不能写到被核对的文件上，请换一个文件名")
