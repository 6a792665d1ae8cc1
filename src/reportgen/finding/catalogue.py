"""The catalogue of finding codes: what each means, why it matters, a wrong and a right example, in Chinese for `explain`.

The letter is the stage that speaks: L load, F formula, D data check, P prose, T template, G GB/T format, O output. Codes of D and P
stand in their check's own file (its docstring); those of the other stages in `codes/`, one file a stage.
"""

from collections.abc import Mapping

from reportgen.value import Value


class Code(Value, frozen=True):
    """One kind of finding. `what`, `why`, `wrong` and `right` are the headings 检查什么 / 为什么 / 反例 / 正例."""

    code: str
    title: str
    what: str
    why: str
    wrong: str = ""
    right: str = ""


def catalogue(*codes: Code) -> Mapping[str, Code]:
    """Codes by name."""
    return {entry.code: entry for entry in codes}
