"""Fragments into runs: every tag becomes a run that knows its cell, every condition its branch."""

from collections.abc import Iterator

from reportgen.compose.filters import filtered
from reportgen.compose.lines import Piece, Runs, one_line, paragraphs, pieces, whole_line, words
from reportgen.compose.scope import Scope
from reportgen.content import Cell, Locality, awaited, holds, quantity_of
from reportgen.narrative import BUILT_IN, Choice, Fragment, Segment, Tag, Words
from reportgen.report import Mark, Run, Source, to_fill_in
from reportgen.value import replace


def paragraphs_of(fragment: Fragment | None, scope: Scope) -> list[Runs]:
    """The paragraphs a text prints."""
    match fragment:
        case None:
            return []
        case Fragment(segments=(Words(prose),)) if "\n" not in prose.text:  # as are many
            return [line] if (line := whole_line(prose)) else []
        case _:
            return paragraphs(_pieces(fragment.segments, scope))


def line_of(fragment: Fragment | None, scope: Scope) -> Runs:
    """A heading or title, in one line."""
    match fragment:
        case None:
            return ()
        case Fragment(segments=(Words(prose),)) if "\n" not in prose.text:  # as are most
            return whole_line(prose)
        case _:
            return one_line(_pieces(fragment.segments, scope))


def pending(name: str, figure: str = "") -> Run:
    """What stands where a figure is still to be filled in."""
    return Run(to_fill_in(name), Mark.PENDING, figure)


def cell_run(cell: Cell) -> Run:
    """A cell as printed."""
    waiting = cell.pending or not cell.printed
    return pending(cell.name, cell.key) if waiting else Run(cell.printed, figure=cell.key)


def _pieces(segments: tuple[Segment, ...], scope: Scope) -> Iterator[Piece]:
    for segment in segments:
        match segment:
            case Words(prose):
                yield from pieces(prose) if "\n" in prose.text else (words(prose),)
            case Tag():
                run = _tag(segment, scope)
                yield replace(run, sources=(Source(len(run.text), segment.span),))
            case Choice():
                yield from _chosen(segment, scope)


def _chosen(choice: Choice, scope: Scope) -> Iterator[Piece]:
    """What the first branch that holds prints; a mark where which one that is waits for a figure."""
    for condition, branch in choice.branches:
        held = condition is None or holds(condition, scope.cell, scope.units)
        if held:
            yield from _pieces(branch, scope)
        elif held is None and condition and (cell := awaited(condition, scope.cell)):
            run = cell_run(cell)
            yield replace(run, sources=(Source(len(run.text), choice.span),))
        if held is not False:
            return


def _tag(tag: Tag, scope: Scope) -> Run:
    if tag.name in BUILT_IN:
        return Run(_built_in(tag.name, scope.locality))
    cell = scope.cell(tag.name)
    if cell is None:
        return pending(tag.name)
    quantity = quantity_of(cell, scope.units) if tag.filters else None
    if quantity is None:
        return cell_run(cell)
    return Run(filtered(quantity, tag.filters, scope.units), figure=cell.key)


def _built_in(name: str, locality: Locality) -> str:
    if name == "本地":
        return locality.name
    return f"{locality.year + {'去年': -1, '今年': 0, '明年': 1}[name]}年"
