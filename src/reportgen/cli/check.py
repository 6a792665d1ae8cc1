"""reportgen check: everything a build would say, without writing a report."""

from pathlib import Path

from reportgen.cli.forms import counts, show
from reportgen.cli.options import (
    ContentFolder,
    Format,
    Jobs,
    Localities,
    OutputFormat,
    Year,
    required_year,
)
from reportgen.cli.progress import shown
from reportgen.pipeline import Outcome, Request
from reportgen.pipeline import check as run
from reportgen.relation import Verdict


def check(
    year: Year = None,
    locality: Localities = [],  # noqa: B006 - Typer copies it
    jobs: Jobs = 1,
    content: ContentFolder = Path("content"),
    output_format: Format = OutputFormat.TEXT,
) -> int:
    """核对一年的数据和文字，列出全部问题，不生成报告。"""
    request = Request(required_year(year, content), tuple(locality), content, jobs=jobs)
    with shown("正在核对") as progress:
        outcome = run(request, progress)
    show(outcome, output_format, _summary(outcome))
    return outcome.exit_code


def _summary(outcome: Outcome) -> str:
    places = outcome.content.localities if outcome.content else {}
    verdicts = [r.verdict for made in outcome.made if made.id in places for r in places[made.id].relations]
    return (
        f"已核对 {len(outcome.made)} 个地区，关系 {len(verdicts)} 条，"
        f"成立 {verdicts.count(Verdict.HOLDS)} 条，{counts(outcome.findings)}"
    )
