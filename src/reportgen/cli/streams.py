"""Standard output and standard error, in whatever state they are: another encoding, closed, a pipe nobody reads."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO


def prepare() -> None:
    """A character the console cannot show is printed as \\uXXXX, so that printing never fails."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """A line of what was asked for, on standard output."""
    _print(text, sys.stdout)


def tell(text: str) -> None:
    """A line about it (findings, faults, 已取消), on standard error."""
    _print(text, sys.stderr)


def emit(data: bytes) -> None:
    """Bytes for another program (JSON is UTF-8 whatever the console speaks), on standard output."""
    if isinstance(sys.stdout, TextIOWrapper):
        with suppress(OSError):
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
    else:
        say(data.decode().removesuffix("\n"))


def agreed(question: str) -> bool:
    """Whether the person at the terminal agrees; the Enter key alone does. The end of the input is taken for Ctrl-C."""
    while True:
        try:
            answer = input(f"{question} [Y/n]：").strip().lower()
        except EOFError:
            raise KeyboardInterrupt from None
        if answer in ("", "y", "yes", "n", "no"):
            return not answer.startswith("n")


def finish() -> None:
    """Sends out what waits; a reader who has left is no fault, now or when the interpreter exits."""
    for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def _print(text: str, stream: TextIO | None) -> None:
    if stream is not None:
        with suppress(OSError, ValueError):
            print(text, file=stream)
