"""Help pages."""

from collections.abc import Iterable, Mapping

from reportgen.cli.line import Argument, Command, Parameter, parameters
from reportgen.finding import display_width

_HELP = ("--help", "显示本页")


def overview(program: str, about: str, commands: Mapping[str, str]) -> str:
    """The page of the program: its commands, each with its summary."""
    head = [f"用法： {program} 命令 …", "", about]
    return "\n".join([*head, *_table("命令", commands.items()), *_table("选项", [_HELP])])


def page(path: str, command: Command) -> str:
    """The page of a command; `path` is how it is called."""
    known = parameters(command)
    arguments = [p for p in known if isinstance(p.said, Argument)]
    options = [p for p in known if not isinstance(p.said, Argument)]
    words = [p.shown if p.required else f"[{p.shown}]" for p in arguments]
    head = [" ".join(["用法：", path, *words, "[选项]"]), "", command.__doc__ or ""]
    lines = _table("参数", [(p.shown, p.said.help) for p in arguments])
    lines += _table("选项", [*map(_option, options), _HELP])
    return "\n".join([*head, *lines])


def _option(parameter: Parameter) -> tuple[str, str]:
    return f"{parameter.shown} {parameter.said.metavar}".strip(), parameter.said.help


def _table(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    listed = list(rows)
    width = max((display_width(name) for name, _ in listed), default=0)
    lines = [f"  {name}{' ' * (width - display_width(name))}  {text}" for name, text in listed]
    return ["", f"{title}：", *lines] if lines else []
