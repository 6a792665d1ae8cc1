"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from reportgen.cli.line import Option


class OutputFormat(StrEnum):
    """How findings are printed: for people, for programs, as annotations of a GitHub workflow."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


Year = Annotated[int | None, Option("--year", help="年份，必写，例如 2025", metavar="年份")]
Localities = Annotated[
    list[str],
    Option("--locality", help="只做这个地区，写名称或路径，可写多次；不写则全做", metavar="地区"),
]
Jobs = Annotated[
    int | None, Option("--jobs", least=1, help="同时用几个进程，不写则按份数和本机核数", metavar="个数")
]
Draft = Annotated[bool, Option("--draft", help="出草稿：有错误也生成，标明草稿，并附上问题清单")]
Final = Annotated[bool, Option("--final", help="出定稿：签批齐全有效、没有待补和错误、内容已提交，才生成")]
ContentFolder = Annotated[Path, Option("--content", help="内容文件夹，默认 content", metavar="文件夹")]
TemplateFolder = Annotated[Path, Option("--templates", help="模板文件夹，默认 templates", metavar="文件夹")]
OutputFolder = Annotated[Path, Option("--output", help="输出文件夹，默认 output", metavar="文件夹")]
Format = Annotated[
    OutputFormat,
    Option("--output-format", help="输出形式，默认 text", metavar="text|json|github"),
]


def required_year(year: int | None, content: Path) -> int:
    """The year that --year says. Raises UsageError, which lists the years there are, when it says none."""
    if year is not None:
        return year
    from reportgen.pipeline import UsageError, known_years

    years = known_years(content)
    example = years[-1] if years else 2025
    listed = "、".join(map(str, years)) or "（还没有）"
    raise UsageError(f"请用 --year 写明年份，例如 --year {example}；现有年份：{listed}")
