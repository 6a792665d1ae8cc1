"""Guard coverage as a table and as JSON: of each entered figure, which small slips some relation catches."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportgen.content import Locality, path_of
from reportgen.coverage import Grade, Guarded, coverage
from reportgen.finding import display_width
from reportgen.pipeline import Outcome

_HEADS = ("指标", "写为", "等级", "试错", "漏掉", "漏掉占比", "由哪条关系发现")


Covered = tuple[Locality, tuple[Guarded, ...]]


def covered(outcome: Outcome) -> list[Covered]:
    """The coverage of every locality an outcome of `check` is about."""
    checked = (made.checked for made in outcome.made)
    return [(one.locality, coverage(one.content, one.locality)) for one in checked if one]


def as_text(guards: Sequence[Covered]) -> str:
    """A table for each locality, the share in all, and the figures left to be checked by hand."""
    parts = [part for place, listed in guards if listed for part in _locality(place, listed)]
    total = [guard for _, listed in guards for guard in listed]
    return "\n".join([*parts, f"合计：{_share(total)}"])


def as_json(guards: Sequence[Covered]) -> dict[str, dict[str, Any]]:
    """What each file's entry of the envelope is extended by, by path."""
    return {place.text.path: _entry(listed) for place, listed in guards}


def _locality(locality: Locality, guards: Sequence[Guarded]) -> Iterator[str]:
    yield f"{locality.name} {locality.year} 年"
    yield from _table([_HEADS, *(_row(guard) for guard in guards)])
    bare = [f"{_path(guard)} {guard.figure.text}" for guard in guards if guard.grade is Grade.NONE]
    if bare:
        yield f"  需人工核对：{'、'.join(bare)}"
    yield f"  {_share(guards)}\n"


def _row(guard: Guarded) -> tuple[str, ...]:
    by = "；".join(relation.formula for relation in guard.by)
    missed = guard.tried - guard.caught
    share = f"{missed * 100 // guard.tried}%" if guard.tried else "—"
    return (_path(guard), guard.figure.text, guard.grade.value, str(guard.tried), str(missed), share, by)


def _path(guard: Guarded) -> str:
    return path_of(guard.figure.key)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(display_width(row[i]) for row in rows) for i in range(len(_HEADS) - 1)]
    for row in rows:
        cells = [text + " " * (width - display_width(text)) for text, width in zip(row, widths, strict=False)]
        yield "  " + "  ".join([*cells, row[-1]]).rstrip()


def _share(guards: Sequence[Guarded]) -> str:
    tried, caught = sum(g.tried for g in guards), sum(g.caught for g in guards)
    percent = f"（{caught * 100 // tried}%）" if tried else ""
    return f"试错 {tried} 种，发现 {caught} 种{percent}，没有发现 {tried - caught} 种"


def _entry(guards: Sequence[Guarded]) -> dict[str, Any]:
    figures = [
        {
            "figure": _path(guard),
            "value": guard.figure.text,
            "line": guard.figure.span.line,
            "column": guard.figure.span.column,
            "grade": guard.grade.value,
            "tried": guard.tried,
            "caught": guard.caught,
            "by": [relation.formula for relation in guard.by],
        }
        for guard in guards
    ]
    return {
        "coverage": {
            "tried": sum(guard.tried for guard in guards),
            "caught": sum(guard.caught for guard in guards),
            "figures": figures,
        }
    }
