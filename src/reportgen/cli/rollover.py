"""reportgen rollover: the files of a new year, made from those of the year before."""

from pathlib import Path
from typing import Annotated

from reportgen.cli import options, streams
from reportgen.cli.forms import emit, tell
from reportgen.cli.line import Option
from reportgen.pipeline import Request
from reportgen.pipeline.outcome import exit_code
from reportgen.pipeline.rollover import Rollover
from reportgen.pipeline.rollover import rollover as run

NewYear = Annotated[int | None, Option("--year", help="要新建的年份，必写，例如 2026", metavar="年份")]


def rollover(
    year: NewYear = None,
    locality: options.Localities = [],  # noqa: B006 - read only
    content: options.ContentFolder = Path("content"),
    output_format: options.Format = options.OutputFormat.TEXT,
) -> int:
    """按上一年的文件新建一年的文件：数改成待补，公式和文字照旧；已有的文件不动。"""
    found = run(Request(options.required_year(year, content), tuple(locality), content))
    if output_format is options.OutputFormat.JSON:
        emit(found.findings, written=[one.path.as_posix() for one in found.written])
    else:
        tell(found.findings, output_format)
        streams.say(_summary(found))
    return exit_code(found.findings)


def _summary(found: Rollover) -> str:
    lines = [f"{one.path.as_posix()}（待补 {one.waiting} 处）" for one in found.written]
    kept = f"，已有 {len(found.existing)} 份没有动" if found.existing else ""
    refused = "；上面有错误的没有写出，改好再运行一次" if found.refused else ""
    return "\n".join([*lines, f"已写出 {len(found.written)} 份{kept}{refused}"])
