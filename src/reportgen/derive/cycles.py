"""Circular formulas."""

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from reportgen.content import path_of
from reportgen.derive.solve import Rule
from reportgen.finding import Finding
from reportgen.formula import refs


def cycles(stuck: Mapping[str, Rule]) -> Iterator[tuple[Finding, Collection[str]]]:
    """A finding for each cycle among the formulas that could not be computed (by the key of their cell), with the keys on it."""
    remaining = dict(stuck)
    while ring := _ring(remaining):
        chain = " → ".join(map(path_of, ring))
        first = remaining[ring[0]]
        hint = "其中至少一个要直接填数，不能都靠公式"
        message = f"公式互相引用成环：{chain}"
        yield Finding("F102", message, first.source, hint=hint, at=path_of(ring[0])), ring
        for key in ring:
            remaining.pop(key, None)


def _ring(rules: Mapping[str, Rule]) -> list[str]:
    """A ring of keys, first and last the same, starting where the file's order starts; empty when there is none."""
    order = list(rules)
    sorter = TopologicalSorter({k: [r.key for r in refs(rules[k].expr) if r.key in rules] for k in order})
    try:
        sorter.prepare()
    except CycleError as error:
        ring: list[str] = error.args[1][:-1][::-1]
        start = min(range(len(ring)), key=lambda i: order.index(ring[i]))
        turned = ring[start:] + ring[:start]
        return [*turned, turned[0]]
    return []
