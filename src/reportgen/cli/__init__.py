"""The command line: one command a file."""

import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from reportgen.cli import streams
from reportgen.memory import look_seldom


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command (that of `sys.argv` by default) and returns its exit code; whatever happens, no traceback is printed."""
    streams.prepare()
    code = _code(arguments)
    return code if streams.finish() else 2


def _code(arguments: Sequence[str] | None) -> int:
    if sys.getfilesystemencoding().lower() != "utf-8":
        streams.tell("这个环境不能用汉字作文件名，请先设 PYTHONUTF8=1（或 LC_ALL=C.UTF-8）再运行")
        return 2
    try:
        from reportgen.cli.app import run  # takes a moment, in which Ctrl-C must already be understood

        return run(sys.argv[1:] if arguments is None else arguments)
    except ModuleNotFoundError as missing:
        python = "py" if sys.platform == "win32" else "python3"
        streams.tell(f"缺少组件 {missing.name}，请先在程序的文件夹里运行：{python} -m pip install .")
        return 2
    except KeyboardInterrupt:
        streams.tell("已取消")
        return 130


def process(arguments: Sequence[str] | None = None) -> NoReturn:
    """`main` as a process of its own, which exits with its code even when Ctrl-C comes at the last moment.

    Otherwise Python would die of the signal, even where Ctrl-C had been handled, if it came while a class was being defined.
    """
    look_seldom()
    code = main(arguments)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    sys.exit(code)
