"""The application: its commands, and what is said when a command line cannot be understood."""

import traceback
from collections.abc import Sequence
from pathlib import Path

import typer
from typer.exceptions import TyperException

from reportgen.cli import absorb, audit, build, check, conform, explain, sign, streams, submit, verify
from reportgen.cli.chinese import Command, Group, complaint
from reportgen.files import FileTrouble
from reportgen.pipeline import UsageError

app = typer.Typer(
    name="reportgen",
    cls=Group,
    help="从各地的数据和文字，生成可以签发的预算绩效管理报告。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _command in (
    build.build,
    check.check,
    explain.explain,
    audit.audit,
    conform.conform,
    submit.submit,
    sign.sign,
    verify.verify,
    absorb.absorb,
):
    app.command(cls=Command)(_command)

CANCELLED = 130


def run(arguments: Sequence[str] | None) -> int:
    """Runs a command and gives its exit code."""
    try:
        code = int(app(arguments, prog_name="reportgen", standalone_mode=False) or 0)
    except UsageError as error:
        streams.tell(str(error))
        return 2
    except FileTrouble as trouble:
        streams.tell(f"{trouble.message}。{trouble.hint}")
        return 2
    except TyperException as error:
        streams.tell(complaint(error))
        return 2
    except Exception as error:
        streams.tell(_apology(error))
        return 2
    if code == CANCELLED:  # Typer makes a number of Ctrl-C
        raise KeyboardInterrupt
    return code


def _apology(error: Exception) -> str:
    """A fault of the program: where it happened, so that it can be reported in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "reportgen" in Path(f.filename).parts] or list(frames)
    place = " ← ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(own[-3:]))
    return f"程序内部出错，不是您写错了；已有的文件都完好。请把这一行连同所用的命令告诉维护者：{place}（{error}）"
