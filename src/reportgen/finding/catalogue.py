"""The catalogue of finding codes: what each means, why it matters, a wrong and a right example, in Chinese for `explain`.

The letter is the stage that speaks: L load, F formula, D data check, P prose, T template, G GB/T format, O output. Codes of D and P
stand in their check's own file (its docstring); those of the other stages in `codes/`, one file a stage.
"""

import re
from collections.abc import Mapping

from reportgen.value import Value

_FIELDS = {"检查什么": "what", "为什么": "why", "反例": "wrong", "正例": "right"}


class Code(Value, frozen=True):
    """One kind of finding. `what`, `why`, `wrong` and `right` are the headings 检查什么 / 为什么 / 反例 / 正例."""

    code: str
    title: str
    what: str
    why: str = ""
    wrong: str = ""
    right: str = ""


def catalogue(text: str) -> Mapping[str, Code]:
    """Codes by name: a code and its title on a line, its headings indented below, and a text of several lines below its heading."""
    return {entry.partition(" ")[0]: _code(entry) for entry in re.split(r"\n(?=\S)", text.strip())}


def _code(entry: str) -> Code:
    head, *parts = re.split(r"\n  (?=\S)", entry)
    code, _, title = head.partition(" ")
    headed = (part.partition("：") for part in parts)
    return Code(code, title, **{_FIELDS[heading]: _text(said) for heading, _, said in headed})


def _text(said: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in said.split("\n")).removeprefix("\n")
