"""Checks: one rule a file; the folder is the registry.

Every module below `figures/`, `content/` and `prose/` is one check: a docstring with the headings 检查什么 / 为什么 / 反例 / 正例 (shown by
`explain`), CODE, and `check(subject)`, a generator of findings. Adding a check is adding a file and its cases.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

from reportgen.checks.subject import Subject
from reportgen.content import Content, Locality
from reportgen.finding import Finding, in_order

HEADINGS = ("检查什么", "为什么", "反例", "正例")


def run(content: Content, locality: Locality) -> list[Finding]:
    """The findings of all checks about one locality; `content` must be derived."""
    subject, known = Subject(content, locality), modules()
    return in_order(finding for code in sorted(known) for finding in known[code].check(subject))


@cache
def modules() -> Mapping[str, ModuleType]:
    """The check modules by their code."""
    found = (import_module(info.name) for info in walk_packages(__path__, f"{__name__}.") if not info.ispkg)
    return {module.CODE: module for module in found if hasattr(module, "CODE")}
