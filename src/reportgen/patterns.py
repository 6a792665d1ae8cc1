"""The program's own regular expressions: compiled by Python once, and their compiled form kept on the shelf.

Compiling those that a check needs takes a tenth of a second, a quarter of its time, with the same result every time. A pattern made of
what a user wrote is compiled by `re` itself; otherwise the shelf would grow with every text.
"""

import atexit
import marshal
import re
import sys
from array import array
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any, AnyStr

from reportgen import shelf
from reportgen.files import digest

_KNOWN = sys.implementation.name == "cpython" and sys.version_info < (3, 14)
"""Whether Python's compiler is one whose inside is known here; any other is left alone."""
_compiler: Any = import_module("re._compiler") if _KNOWN else None
_NAME = f"patterns-{digest(f'{sys.version} {sys.byteorder}'.encode())[:16]}.marshal"
_MOST = 2000
"""Patterns kept; when there are more, most are of versions of the program that are gone."""


def compile(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The same pattern as `re.compile` returns."""
    if not _KNOWN:
        return re.compile(source, flags)
    codes, key = _codes(), (source, int(flags))
    if key not in codes:
        codes[key] = _code(source, int(flags))
    code, flags, *groups = codes[key]
    pattern: re.Pattern[AnyStr] = _compiler._sre.compile(
        source, flags, memoryview(code).cast("I").tolist(), *groups
    )
    return pattern


def any_of(words: Iterable[str]) -> str:
    """Words as alternatives, the longest first, in an order that is the same in every process even for a set."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _code(source: str | bytes, flags: int) -> tuple[Any, ...]:
    """What Python's own compiler makes of a pattern: its code, flags, the number of its groups, and their names both ways."""
    parsed = _compiler._parser.parse(source, flags)
    code = array("I", _compiler._code(parsed, flags)).tobytes()
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    return code, int(flags | state.flags), state.groups - 1, state.groupdict, tuple(names)


@cache
def _codes() -> dict[tuple[str | bytes, int], tuple[Any, ...]]:
    """The codes kept, kept anew at the end of the process if it met a pattern that is not among them."""
    data = shelf.find(_NAME)
    codes = marshal.loads(data) if data else {}
    if len(codes) > _MOST:
        codes = {}
    atexit.register(_keep, codes, len(codes))
    return codes


def _keep(codes: dict[tuple[str | bytes, int], tuple[Any, ...]], before: int) -> None:
    if len(codes) > before:
        shelf.keep(_NAME, marshal.dumps(codes))
