"""reportgen submit: the sign-off package of a locality, and its mail."""

import os
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated

from reportgen.cli import options, streams
from reportgen.cli.forms import counts, emit, show, tell
from reportgen.cli.line import Option
from reportgen.cli.progress import shown
from reportgen.cli.signing import Day, SignoffFolder, Yes, day_or_today, summary
from reportgen.finding import Finding
from reportgen.pipeline import Outcome, Request, UsageError
from reportgen.pipeline.signoff.signing import Submitted
from reportgen.pipeline.signoff.signing import submit as run
from reportgen.signoff import mail

Locality = Annotated[str, Option("--locality", help="地区，写名称或路径", metavar="地区")]
Send = Annotated[bool, Option("--send", help="用邮件发送；不加 --yes 只显示将要发出的邮件")]
Recipients = Annotated[
    list[str],
    Option("--recipient", variable="REPORTGEN_MAIL_TO", help="收件人，可写多次", metavar="邮箱"),
]


_LETTER = """现送上《{title}》第{number}稿，请审。

附件是送审包：送审稿、{redline}数据变动表、核对结论表、公文格式核对表、数据来源表、领导速览、签批页。
要改文字，请直接在送审稿上修订后退回；要改数，请告知，由我们改数据后重新送审。
"""


def submit(
    locality: Locality,
    year: options.Year = None,
    date: Day = "",
    send: Send = False,
    recipient: Recipients = [],  # noqa: B006 - read only
    yes: Yes = False,
    content: options.ContentFolder = Path("content"),
    templates: options.TemplateFolder = Path("templates"),
    signoff: SignoffFolder = Path("signoff"),
    output: options.OutputFolder = Path("output"),
    output_format: options.Format = options.OutputFormat.TEXT,
) -> int:
    """生成一个地区的送审包：送审稿、花脸稿、数据变动表、核对结论表、签批页等。"""
    if send:
        _require_addresses(recipient)
    found = options.required_year(year, content)
    request = Request(found, content=content, templates=templates, output=output, signoff=signoff)
    with shown("正在生成送审包") as progress:
        made = run(request, locality, day_or_today(date), progress)
    if isinstance(made, Outcome):
        show(made, output_format, f"没有送审：请先改好错误；{counts(made.findings)}")
        return made.exit_code
    if output_format is options.OutputFormat.JSON:  # alone on standard output, with what came of the mail
        refused = _mailed(made, recipient, yes, streams.tell) if send else ()
        emit((*made.findings, *refused), submission=_as_json(made))
    else:
        tell(made.findings, output_format)
        streams.say(_said(made))
        refused = _mailed(made, recipient, yes, streams.say) if send else ()
        tell(refused, output_format)
    return 2 if refused else 0


def _require_addresses(recipients: list[str]) -> None:
    """Raises UsageError for a recipient that is no mail address."""
    wrong = next((one for one in recipients if not mail.is_address(one)), None)
    if wrong is not None:
        raise UsageError(
            f"收件人“{wrong}”不是邮箱地址，应像 ysjx@example.gov.cn；有几个收件人，--recipient 写几次"
        )


def _as_json(made: Submitted) -> dict[str, object]:
    return {"number": made.submission.number, "folder": made.folder.as_posix(), "again": made.again}


def _said(made: Submitted) -> str:
    where = made.folder.as_posix()
    if made.again:
        return f"{made.report.locality}：与第{made.submission.number}稿完全相同，没有新的送审稿，仍用 {where}"
    lines = [
        f"{made.report.locality}：第{made.submission.number}稿已生成，在 {where}",
        f"  整包：{made.zip.as_posix()}",
    ]
    if made.changes is not None:
        lines += summary(made.changes) or ["  与上一稿的数、文字和豁免完全相同"]
    return "\n".join(lines)


def _mailed(
    made: Submitted, recipients: list[str], yes: bool, say: Callable[[str], None]
) -> tuple[Finding, ...]:
    """Sends the package, or says what would be sent; why it was refused. Raises UsageError."""
    server, body = mail.server(os.environ), _letter(made)
    sender = server.sender if isinstance(server, mail.Server) else ""
    subject = f"送审：{made.report.name}（第{made.submission.number}稿）"
    message = mail.message(sender, recipients, subject, body, made.zip)
    if not yes:
        say(f"将发出这封邮件（确认无误后加 --yes 发送）：\n{_shown(message, body, made.zip)}")
        if isinstance(server, str):
            streams.tell(server)
        return ()
    if not recipients:
        raise UsageError("没有收件人：请用 --recipient 邮箱，或设环境变量 REPORTGEN_MAIL_TO")
    if not isinstance(server, mail.Server):
        raise UsageError(server)
    if failed := mail.send(message, server):
        return (failed,)
    say(f"已发给 {'、'.join(recipients)}")
    return ()


def _letter(made: Submitted) -> str:
    number = made.submission.number
    redline = "花脸稿（与上一稿对照）、" if number > 1 else ""
    return _LETTER.format(title=made.report.name, number=number, redline=redline)


def _shown(message: EmailMessage, body: str, attached: Path) -> str:
    heads = (("发件人", "From"), ("收件人", "To"), ("主题", "Subject"))
    size = attached.stat().st_size // 1024
    head = [f"{word}：{message[name]}" for word, name in heads]
    return "\n".join([*head, f"附件：{attached.name}（{size} KB）", "", body])
