"""The application: its commands, and the messages when one cannot be run. A command's module is imported only when it is called."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from reportgen.cli import streams
from reportgen.cli.line import Command, LineError, nearest, read
from reportgen.cli.pages import overview, page
from reportgen.files import FileTrouble, trouble

PROGRAM = "reportgen"
ABOUT = "从各地的数据和文字，生成可以签发的预算绩效管理报告。"
COMMANDS: Mapping[str, str] = {
    "build": "生成一年的报告，内容没变的不重做；有错误的地区不出新报告，原有的报告不动。",
    "check": "核对一年的数据和文字，列出全部问题，不生成报告。",
    "explain": "一个数从哪里来、由什么核对；或一个问题编号是什么意思。",
    "audit": "核对写好的报告：找出文中的数和数与数的关系，说明哪里对不上。",
    "conform": "逐条核对 .docx 是否符合 GB/T 9704-2012《党政机关公文格式》。",
    "submit": "生成一个地区的送审包：送审稿、花脸稿、数据变动表、核对结论表、签批页等。",
    "sign": "登记对最近一次送审稿的签批（是记录，不是电子签名）。",
    "verify": "送回来的文件改了什么；不写文件，列出签批在哪里失效。",
    "absorb": "把在 Word 里改的文字收回内容文件；改的数只列成改数申请。",
    "rollover": "按上一年的文件新建一年的文件：数改成待补，公式和文字照旧；已有的文件不动。",
}
"""What each command does, so that the list of commands need not import them; its function's docstring says the same."""


def run(arguments: Sequence[str]) -> int:
    """Runs a command and gives its exit code."""
    path = PROGRAM
    try:
        if not arguments:
            streams.tell(overview(PROGRAM, ABOUT, COMMANDS))
            return 2
        name, *words = arguments
        if name == "--help":
            streams.say(overview(PROGRAM, ABOUT, COMMANDS))
            return 0
        command = command_of(name)
        path = f"{PROGRAM} {name}"
        if "--help" in words:
            streams.say(page(path, command))
            return 0
        return command(**read(command, words))
    except ModuleNotFoundError:
        raise
    except OSError as error:  # what the machine refuses outside of any report, as a folder nobody may enter
        _tell(trouble(error, Path(error.filename)) if error.filename else error, path, _form(arguments))
    except Exception as error:
        _tell(error, path, _form(arguments))
    return 2


def command_of(name: str) -> Command:
    """The function of a command. Raises LineError for an unknown one."""
    if name in COMMANDS:
        command: Command = getattr(import_module(f"reportgen.cli.{name}"), name)
        return command
    if name.startswith("-"):
        raise LineError(f"没有选项 {name}")
    near = nearest(name, COMMANDS)
    raise LineError(f"没有命令“{name}”，" + (f"是不是 {near}" if near else f"可用的有 {'、'.join(COMMANDS)}"))


def _form(arguments: Sequence[str]) -> str:
    """What the command line says of --output-format, whatever is wrong with it elsewhere."""
    said = ""
    for word, following in pairwise([*arguments, ""]):
        name, equals, value = word.partition("=")
        if name == "--output-format":
            said = value if equals else following
    return said


def _tell(error: Exception, path: str, form: str) -> None:
    """Tells why a command was not run: a line for people, a finding for programs."""
    if form not in ("json", "github"):
        streams.tell(_said(error, path))
        return
    from reportgen.cli.forms import tell  # with all that it takes to say more
    from reportgen.cli.options import OutputFormat
    from reportgen.pipeline.outcome import as_finding, not_run

    trouble = as_finding(error) if isinstance(error, FileTrouble) else not_run(_said(error, path))
    tell((trouble,), OutputFormat(form))


def _said(error: Exception, path: str) -> str:
    if isinstance(error, LineError):
        return f"{error}。用法见 {path} --help"
    if isinstance(error, FileTrouble):
        return f"{error.message}。{error.hint}"
    from reportgen.pipeline import UsageError  # imported long before one is raised

    return str(error) if isinstance(error, UsageError) else _apology(error)


def _apology(error: Exception) -> str:
    """A fault of the program: where it happened, so that it can be reported in one line."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "reportgen" in Path(f.filename).parts] or list(frames)
    place = " ← ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(own[-3:]))
    return f"程序内部出错，不是您写错了；已有的文件都完好。请把这一行连同所用的命令告诉维护者：{place}（{error}）"
