"""Standard output and standard error in any state: another encoding, closed, a pipe that nobody reads, a full disk."""

import codecs
import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

_LEFT = frozenset({errno.EPIPE, errno.EINVAL})
"""What is said where the reader of a pipe has left; the second on Windows."""
_refused: list[tuple[str, OSError]] = []
"""Where something could not be written and why; told by `finish`, so that what was asked for is done all the same."""


_PLAINER = {"−": "-", "↔": "<->", "⇔": "<=>", "⁴": "^4"}
"""What messages are written with and GBK lacks, in which a Chinese Windows saves what is sent to a file."""


def prepare() -> None:
    """A character the console cannot show is printed in a plainer way or as \\uXXXX, so that printing never fails."""
    codecs.register_error("reportgen.plainer", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="reportgen.plainer")


def _plainer(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeEncodeError) and (plainer := _PLAINER.get(error.object[error.start])):
        return plainer, error.start + 1
    return codecs.backslashreplace_errors(error)


def say(text: str) -> None:
    """Prints a line of what was asked for, on standard output."""
    _print(text, sys.stdout)


def tell(text: str) -> None:
    """Prints a line that is not what was asked for (a finding, a fault, 已取消), on standard error."""
    _print(text, sys.stderr)


def emit(data: bytes) -> None:
    """Bytes for another program (JSON is UTF-8 whatever the console speaks), on standard output."""
    if isinstance(sys.stdout, TextIOWrapper):
        if _sent(sys.stdout, sys.stdout.flush):
            buffer = sys.stdout.buffer
            _sent(sys.stdout, lambda: buffer.write(data))
    else:
        say(data.decode().removesuffix("\n"))


def answers() -> bool:
    """Whether a person is there to be asked."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def agreed(question: str) -> bool:
    """Whether the person at the terminal agrees; the Enter key alone does. The end of the input is taken for Ctrl-C."""
    while True:
        try:
            answer = input(f"{question} [Y/n]：").strip().lower()
        except EOFError:
            raise KeyboardInterrupt from None
        if answer in ("", "y", "yes", "n", "no"):
            return not answer.startswith("n")


def finish() -> bool:
    """Flushes both streams; False when something could not be written, which is reported. A reader that has gone away is no fault."""
    _flush(sys.stdout, 1)
    if refused := _refused[:1]:
        from reportgen.files import trouble

        ((name, error),) = refused
        fault = trouble(error, Path(name))
        tell(f"{fault.message}。{fault.hint}")
    _flush(sys.stderr, 2)
    whole = not _refused
    _refused.clear()
    return whole


def _flush(stream: TextIO | None, number: int) -> None:
    if stream is not None and not _sent(stream, stream.flush):
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def _print(text: str, stream: TextIO | None) -> None:
    if stream is not None:
        _sent(stream, lambda: print(text, file=stream))


def _sent(stream: TextIO, send: Callable[[], object]) -> bool:
    try:
        send()
    except ValueError:  # closed
        return False
    except OSError as error:
        if error.errno not in _LEFT:
            _refused.append(("标准错误" if stream is sys.stderr else "标准输出", error))
        return False
    return True
