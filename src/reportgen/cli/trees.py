"""A derivation tree, drawn and as JSON."""

from collections.abc import Sequence
from typing import Any

from reportgen.cli.derivation import Guard, Node
from reportgen.finding import Span


def as_text(node: Node, guards: Sequence[Guard]) -> str:
    """The figure, what it was computed from, and what guards it."""
    lines = [_line(node), *_below([_branch(n) for n in node.inputs])]
    if not guards:
        return "\n".join([*lines, "没有别的数与它核对"])
    branches = [
        [f"{guard.formula}  {guard.verdict.word}  {guard.span}", *_below([_branch(n) for n in guard.others])]
        for guard in guards
    ]
    return "\n".join([*lines, "核对：", *_below(branches)])


def _branch(node: Node) -> list[str]:
    return [_line(node), *_below([_branch(inner) for inner in node.inputs])]


def _line(node: Node) -> str:
    how = f"＝ {node.formula}" if node.formula else "写明"
    where = f"{node.span}，来源 {node.source}" if node.source else str(node.span)
    return f"{node.path} {node.printed or '（缺）'}  {how}  {where}{'（不再展开）' if node.cut else ''}"


def _below(branches: list[list[str]]) -> list[str]:
    """Branches under their parent, with lines that lead to each."""
    drawn = []
    for number, (first, *rest) in enumerate(branches, 1):
        corner, bar = ("└─ ", "   ") if number == len(branches) else ("├─ ", "│  ")
        drawn += [corner + first, *(bar + line for line in rest)]
    return drawn


def as_json(node: Node, guards: Sequence[Guard]) -> dict[str, Any]:
    """The same for programs."""
    listed = [
        {
            "formula": guard.formula,
            "verdict": guard.verdict.value,
            **_position(guard.span),
            "figures": [_figure(other) for other in guard.others],
        }
        for guard in guards
    ]
    return {**_figure(node), "guards": listed}


def _figure(node: Node) -> dict[str, Any]:
    fields: dict[str, Any] = {"figure": node.path, "value": node.printed, **_position(node.span)}
    if node.source:
        fields["source"] = node.source
    if node.formula:
        fields["formula"] = node.formula
    if node.formula and not node.cut:
        fields["inputs"] = [_figure(inner) for inner in node.inputs]
    return fields


def _position(span: Span) -> dict[str, Any]:
    return {"path": span.text.path, "line": span.line, "column": span.column}
