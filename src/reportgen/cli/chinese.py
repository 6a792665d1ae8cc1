"""What Typer would say in English: help pages and complaints about a command line."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup
from typer.exceptions import TyperException

from reportgen.finding import display_width


def _help_page(command: TyperCommand | TyperGroup, context: typer.Context) -> str:
    arguments = [p for p in command.params if isinstance(p, TyperArgument)]
    options = [p for p in command.get_params(context) if not isinstance(p, TyperArgument)]
    lines = [_usage(command, context, arguments), "", command.help or ""]
    if isinstance(command, TyperGroup):
        names = command.list_commands(context)
        known = [(name, command.get_command(context, name)) for name in names]
        lines += _table("命令", [(name, (c.help or "").partition("\n")[0]) for name, c in known if c])
    lines += _table("参数", [(p.metavar or p.name or "", p.help or "") for p in arguments])
    lines += _table("选项", [_option(p) for p in options])
    return "\n".join(lines)


def _usage(command: Any, context: typer.Context, arguments: list[TyperArgument]) -> str:
    words = [p.metavar or p.name or "" for p in arguments]
    words = [word if p.required else f"[{word}]" for word, p in zip(words, arguments, strict=True)]
    tail = "命令 …" if isinstance(command, TyperGroup) else "[选项]"
    return " ".join(["用法：", context.command_path, *words, tail])


def _option(parameter: Any) -> tuple[str, str]:
    if "--help" in parameter.opts:
        return "--help", "显示本页"
    return " ".join([*parameter.opts, parameter.metavar or ""]).strip(), parameter.help or ""


def _table(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    listed = list(rows)
    width = max((display_width(name) for name, _ in listed), default=0)
    lines = [f"  {name}{' ' * (width - display_width(name))}  {text}" for name, text in listed]
    return ["", f"{title}：", *lines] if lines else []


class Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _help_page(self, ctx)


class Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _help_page(self, ctx)


def complaint(error: TyperException) -> str:
    """What is wrong with a command line, and where to look it up."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "reportgen"
    if type(error).__name__ == "NoArgsIsHelpError":
        return context.get_help() if context else ""
    return f"{_fault(error, context)}。用法见 {path} --help"


def _fault(error: TyperException, context: Any) -> str:
    """By the name of the exception: Typer keeps the classes to itself."""
    match type(error).__name__:
        case "NoSuchOption":
            near = sorted(getattr(error, "possibilities", None) or [])
            return f"没有选项 {_shown(error, 'option_name')}" + (f"，是不是 {near[0]}" if near else "")
        case "BadOptionUsage":
            lacking = "requires" in error.message
            return f"选项 {_shown(error, 'option_name')} 后面" + ("要写内容" if lacking else "不写内容")
        case "MissingParameter":
            return f"缺少 {_named(error)}"
        case "BadParameter":
            return f"{_named(error)} 的内容不对" + _expected(error)
        case _:
            return _stray_word(error, context)


def _stray_word(error: TyperException, context: Any) -> str:
    """An unknown command, or a word too many; Typer quotes it in its sentence."""
    named = re.search(r"'([^']*)'", error.message) or re.search(r"\(([^()]*)\)$", error.message)
    word = named[1] if named else ""
    if isinstance(getattr(context, "command", None), TyperGroup):
        known = context.command.list_commands(context)
        near = get_close_matches(word, known, n=1)
        return f"没有命令“{word}”，" + (f"是不是 {near[0]}" if near else f"可用的有 {'、'.join(known)}")
    return f"多写了“{word}”" if word else "命令写法有误"


def _shown(error: TyperException, attribute: str) -> str:
    return "".join(c for c in str(getattr(error, attribute, "")) if c.isprintable())


def _named(error: TyperException) -> str:
    parameter = getattr(error, "param", None)
    if isinstance(parameter, TyperArgument):
        return parameter.metavar or parameter.name or "参数"
    return str(parameter.opts[0]) if parameter else "参数"


def _expected(error: TyperException) -> str:
    expected = getattr(getattr(error, "param", None), "metavar", "")
    return f"，应写{expected}" if expected else ""
