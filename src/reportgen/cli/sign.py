"""reportgen sign: a sign-off on record."""

from pathlib import Path
from typing import Annotated

from reportgen.cli import options, streams
from reportgen.cli.forms import emit, tell
from reportgen.cli.line import Argument, Option
from reportgen.cli.signing import Day, SignoffFolder, day_or_today, summary
from reportgen.pipeline import Request, UsageError
from reportgen.pipeline.signoff.signing import sign as run
from reportgen.signoff.record import Role
from reportgen.value import asdict

Subject = Annotated[str, Argument(help="地区，写名称或路径", metavar="地区")]
As = Annotated[Role, Option("--as", help="角色：填报、复核或签发", metavar="填报|复核|签发")]
By = Annotated[str, Option("--by", help="签批人姓名", metavar="姓名")]


def sign(
    locality: Subject,
    role: As,
    by: By,
    year: options.Year = None,
    date: Day = "",
    content: options.ContentFolder = Path("content"),
    signoff: SignoffFolder = Path("signoff"),
    output: options.OutputFolder = Path("output"),
    output_format: options.Format = options.OutputFormat.TEXT,
) -> int:
    """登记对最近一次送审稿的签批（是记录，不是电子签名）。"""
    if not by.strip():
        raise UsageError("请用 --by 写明签批人姓名")
    if not by.replace("　", " ").isprintable():  # 张　三 is how a short name is set
        raise UsageError("--by 的姓名里有换行等看不见的字符，请重新输入")
    request = Request(options.required_year(year, content), content=content, output=output, signoff=signoff)
    made = run(request, locality, role, by.strip(), day_or_today(date))
    signed = made.signoff
    if output_format is options.OutputFormat.JSON:
        emit(made.findings, **asdict(signed))
        return 0
    lines = [
        f"{made.name}：已登记 {signed.by} 对第{signed.number}稿的{signed.role.value}（{signed.date}）",
        f"  绑定摘要 {signed.draft[:16]}…；此后改动数或句子，签批在改动处失效",
    ]
    if made.since is not None:
        lines += ["  与这个角色上次签的那一稿相比：", *(summary(made.since) or ["  没有变化"])]
    tell(made.findings, output_format)
    streams.say("\n".join(lines))
    return 0
