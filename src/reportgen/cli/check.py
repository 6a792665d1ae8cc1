"""reportgen check: everything a build would say, without writing a report."""

from pathlib import Path
from typing import Annotated

from reportgen.cli import options, streams
from reportgen.cli.forms import counts, show
from reportgen.cli.line import Option
from reportgen.cli.progress import shown
from reportgen.pipeline import Outcome, Request
from reportgen.pipeline import check as run
from reportgen.relation import Verdict

Fix = Annotated[
    bool,
    Option("--fix", help="把全角数字、全角冒号等改成规范写法，GBK 编码改存为 UTF-8；原文件留作 .bak"),
]

Coverage = Annotated[
    bool,
    Option("--coverage", help="把填写的每个数试着写错，列出哪些错能被发现、哪些数没有别的数核对"),
]


def check(
    year: options.Year = None,
    locality: options.Localities = [],  # noqa: B006 - read only
    jobs: options.Jobs = None,
    fix: Fix = False,
    coverage: Coverage = False,
    content: options.ContentFolder = Path("content"),
    templates: options.TemplateFolder = Path("templates"),
    output_format: options.Format = options.OutputFormat.TEXT,
) -> int:
    """核对一年的数据和文字，列出全部问题，不生成报告。"""
    request = Request(options.required_year(year, content), tuple(locality), content, templates, jobs=jobs)
    if fix:
        _fix(request)
    with shown("正在核对") as progress:
        outcome = run(request, progress)
    summary = _summary(outcome, request.year)
    if coverage:
        from reportgen.cli import coverages

        guards = coverages.covered(outcome)
        show(outcome, output_format, f"{coverages.as_text(guards)}\n{summary}", coverages.as_json(guards))
    else:
        show(outcome, output_format, summary)
    return outcome.exit_code


def _fix(request: Request) -> None:
    from reportgen.pipeline.fix import fix as fix_files

    number = 0
    for one in fix_files(request):
        streams.tell("\n".join(one.changes))
        number += 1
    streams.tell(f"已整理 {number} 个文件" + ("，原文件留作 .bak" if number else ""))


def _summary(outcome: Outcome, year: int) -> str:
    """What was checked of the year; last year's files are only compared with."""
    made = [one for one in outcome.made if one.id.startswith(f"{year}/")]
    verdicts = [
        relation.verdict for one in made if one.checked for relation in one.checked.locality.relations
    ]
    return (
        f"已核对 {len(made)} 个地区，关系 {len(verdicts)} 条，"
        f"成立 {verdicts.count(Verdict.HOLDS)} 条，{counts(outcome.findings)}"
    )
