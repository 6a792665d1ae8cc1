"""reportgen build: the reports of a year."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from reportgen.cli import options
from reportgen.cli.forms import counts, show
from reportgen.cli.line import Option
from reportgen.cli.progress import shown
from reportgen.cli.signing import SignoffFolder
from reportgen.pipeline import Outcome, Request, UsageError
from reportgen.pipeline import build as run
from reportgen.pipeline.request import FORMATS

_TO = "要哪些文件，用逗号隔开：docx 文稿（总会生成），pdf 版式文件（要用 LibreOffice），html 审阅页，ledger 数据来源表"
To = Annotated[list[str], Option("--to", help=_TO, metavar="格式")]


Scheduler = Annotated[
    str, Option("--scheduler", help="交给 Dask 集群生成，如 tcp://10.0.0.1:8786", metavar="地址")
]
Why = Annotated[bool, Option("--why", help="逐个地区说明为什么生成、为什么不必生成")]


def build(
    year: options.Year = None,
    locality: options.Localities = [],  # noqa: B006 - read only
    jobs: options.Jobs = None,
    to: To = ["docx"],  # noqa: B006 - read only
    draft: options.Draft = False,
    why: Why = False,
    scheduler: Scheduler = "",
    final: options.Final = False,
    content: options.ContentFolder = Path("content"),
    templates: options.TemplateFolder = Path("templates"),
    output: options.OutputFolder = Path("output"),
    signoff: SignoffFolder = Path("signoff"),
    output_format: options.Format = options.OutputFormat.TEXT,
) -> int:
    """生成一年的报告，内容没变的不重做；有错误的地区不出新报告，原有的报告不动。"""
    if final and draft:
        raise UsageError("--final 和 --draft 只能写一个：草稿不是定稿")
    if final and scheduler:
        raise UsageError("定稿要核对签批和 git，请在本机生成，不用 --scheduler")
    formats = _formats(to)
    request = Request(
        options.required_year(year, content), tuple(locality), content=content, templates=templates, output=output, signoff=signoff,
        jobs=jobs, scheduler=scheduler, draft=draft, final=final, formats=formats, whole=output_format is options.OutputFormat.JSON,
    )  # fmt: skip
    with shown("正在生成") as progress:
        outcome = run(request, progress)
    show(outcome, output_format, _summary(outcome, why=why))
    return outcome.exit_code


def _formats(to: list[str]) -> tuple[str, ...]:
    """The formats asked for, each once. Raises UsageError for one that is not known."""
    words = ",".join(to).lower().replace("，", ",").replace("、", ",").split(",")
    asked = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
    unknown = [name for name in asked if name not in FORMATS]
    if unknown:
        raise UsageError(f"还不能生成 {'、'.join(unknown)}；--to 可写：{'、'.join(FORMATS)}")
    return asked


def _summary(outcome: Outcome, *, why: bool) -> str:
    if not outcome.made:
        return f"没有生成报告：{counts(outcome.findings)}"
    if not any(made.due for made in outcome.made):
        return f"没有要生成的报告：所选地区的文件里没有 report:，只提供数据；{counts(outcome.findings)}"
    called = _called(outcome)
    missing = [called[made.id] for made in outcome.missing]
    which = f"（{'、'.join(missing)}）" if missing else ""
    unchanged = f"没有变化 {len(outcome.kept)} 份，" if outcome.kept else ""
    total = f"已生成 {len(outcome.built)} 份，{unchanged}未生成 {len(missing)} 份{which}，{counts(outcome.findings)}"
    shown = outcome.built or outcome.kept  # where nothing was to be done, where the reports are
    written = (made.written.as_posix() for made in shown if made.written)
    return "\n".join([*(_reasons(outcome, called) if why else ()), *written, total])


def _called(outcome: Outcome) -> dict[str, str]:
    """What each locality is called, by its id; with its path where counties of two cities bear one name."""
    names = {made.id: made.told.name if made.told else made.id for made in outcome.made}
    bearers = Counter(names.values())
    return {
        i: name if bearers[name] == 1 else f"{name}（{i.partition('/')[2]}）" for i, name in names.items()
    }


def _reasons(outcome: Outcome, called: Mapping[str, str]) -> Iterator[str]:
    for made in outcome.made:
        if made.due:
            done = "不必生成" if made.kept else "已生成" if made.written else "未生成"
            yield f"{called[made.id]}：{done}，{made.why or '有错误，见上'}"
