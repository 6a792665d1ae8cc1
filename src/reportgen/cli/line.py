"""Parsing a command line by the signature of the command's function, with messages in Chinese.

A parameter is `Annotated[type, Option(…)]` or `Annotated[type, Argument(…)]`; its type may be str, int, Path, bool (a flag), an
enumeration, one of these or None, or a list of them (an option that may be repeated, an argument of several words).
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import UnionType
from typing import Any, get_args, get_origin

from reportgen.value import Value

Command = Callable[..., int]
REQUIRED = object()
_DASHES = "—–－−"
"""What programs for writing make of two hyphens."""


class Option(Value, frozen=True):
    """An option `--name` with its help; `metavar` names its value, `least` bounds a number, `variable` is an environment variable."""

    name: str
    help: str
    metavar: str = ""
    least: int | None = None
    variable: str = ""


class Argument(Value, frozen=True):
    """A positional argument."""

    help: str
    metavar: str


class Parameter(Value, frozen=True):
    """A parameter of a command; `default` is REQUIRED when it has none."""

    name: str
    said: Option | Argument
    type: Callable[[str], Any]
    several: bool
    default: Any

    @property
    def is_flag(self) -> bool:
        return self.type is bool

    @property
    def required(self) -> bool:
        return self.default is REQUIRED

    @property
    def shown(self) -> str:
        return self.said.name if isinstance(self.said, Option) else self.said.metavar


class LineError(Exception):
    """A command line that cannot be understood; the message is for the user, in Chinese."""


def parameters(command: Command) -> list[Parameter]:
    """The parameters of a command, in order."""
    names = list(command.__annotations__)[:-1]  # without what it returns
    defaults = command.__defaults__ or ()
    values = [REQUIRED] * (len(names) - len(defaults)) + list(defaults)
    return [
        _parameter(name, command.__annotations__[name], value)
        for name, value in zip(names, values, strict=True)
    ]


def _parameter(name: str, annotation: Any, default: Any) -> Parameter:
    hint, said = get_args(annotation)
    if get_origin(hint) is UnionType:
        hint = next(option for option in get_args(hint) if option is not type(None))
    several = get_origin(hint) is list
    return Parameter(name, said, get_args(hint)[0] if several else hint, several, default)


def read(command: Command, words: Sequence[str]) -> dict[str, Any]:
    """The values of a command's parameters. Raises LineError."""
    known = parameters(command)
    options = {p.said.name: p for p in known if isinstance(p.said, Option)}
    given: dict[str, list[str]] = {}
    stray: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            stray += waiting
            break
        if word and word[0] in _DASHES:
            raise LineError(f"“{word}”前面的横线不是半角减号，写作 --{word.lstrip(_DASHES + '-')}")
        if not word.startswith("-") or word == "-":
            stray.append(word)
            continue
        parameter, value = _option(word, options, waiting)
        given.setdefault(parameter.name, []).append(value)
    _place(stray, [p for p in known if isinstance(p.said, Argument)], given)
    if stray:
        likely = "--year" if stray[0].isdigit() else "--locality"
        absent = [name for name, p in options.items() if p.name not in given]
        wanted = [name for name in absent if name == likely or options[name].default is REQUIRED]
        raise LineError(f"多写了“{stray[0]}”" + (f"，是不是 {wanted[0]} {stray[0]}" if wanted else ""))
    return {p.name: _value(p, given.get(p.name) or _from_environment(p)) for p in known}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like a mistyped one; empty when none is."""
    from difflib import get_close_matches  # most command lines are right

    return next(iter(get_close_matches(word, list(known), n=1)), "")


def _option(word: str, options: Mapping[str, Parameter], waiting: list[str]) -> tuple[Parameter, str]:
    """The option a word names, and its value, taken from the words that follow when it stands there."""
    name, equals, value = word.partition("=")
    if (parameter := options.get(name)) is None:
        near = nearest(name, options)
        shown = "".join(c for c in name if c.isprintable())
        raise LineError(f"没有选项 {shown}" + (f"，是不是 {near}" if near else ""))
    if parameter.is_flag and equals:
        raise LineError(f"选项 {name} 后面不写内容")
    if parameter.is_flag or equals:
        return parameter, value
    if not waiting:
        raise LineError(f"选项 {name} 后面要写内容")
    return parameter, waiting.pop(0)


def _place(stray: list[str], arguments: Sequence[Parameter], given: dict[str, list[str]]) -> None:
    """Gives words without a name to the arguments in order, all that are left to one that takes several; takes them from `stray`."""
    for parameter in arguments:
        taken = len(stray) if parameter.several else 1
        if stray:
            given[parameter.name] = stray[:taken]
            del stray[:taken]


def _from_environment(parameter: Parameter) -> list[str]:
    said = parameter.said
    return os.environ.get(said.variable, "").split() if isinstance(said, Option) and said.variable else []


def _value(parameter: Parameter, words: list[str]) -> Any:
    if not words and parameter.required:
        raise LineError(f"缺少 {parameter.shown}")
    if not words:
        return list(parameter.default) if parameter.several else parameter.default
    if parameter.is_flag:
        return True
    if len(words) > 1 and not parameter.several:
        raise LineError(f"{parameter.shown} 写了 {len(words)} 次，只能写一次")
    values = [_converted(parameter, word) for word in words]
    return values if parameter.several else values[0]


def _converted(parameter: Parameter, word: str) -> Any:
    said = parameter.said
    try:
        value = parameter.type(word)
        if isinstance(said, Option) and said.least is not None and value < said.least:
            raise ValueError
    except ValueError:
        if isinstance(said, Argument):
            raise LineError(f"“{word}”不是{said.metavar}") from None
        least = "" if said.least is None else f"不小于 {said.least} 的"
        raise LineError(f"{said.name} 写的是“{word}”，应写{least}{said.metavar}") from None
    return value
