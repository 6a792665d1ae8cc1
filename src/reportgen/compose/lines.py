"""Paragraphs out of wrapped lines: a line break inside a paragraph joins, a blank line parts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum

from reportgen.report import Mark, Run


class Break(Enum):
    """A line end as typed, and a blank line as typed."""

    LINE = "line"
    PARAGRAPH = "paragraph"


Piece = Run | Break
Runs = tuple[Run, ...]

_LINE_END = re.compile(r"[^\S\n]*(\n\s*)")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")


def pieces(text: str) -> Iterator[Piece]:
    """Literal text as runs and breaks, without the white space around a line end."""
    position = 0
    for match in _LINE_END.finditer(text):
        if words := text[position : match.start()]:
            yield Run(words)
        yield Break.PARAGRAPH if match[1].count("\n") > 1 else Break.LINE
        position = match.end()
    if words := text[position:]:
        yield Run(words)


def paragraphs(stream: Iterable[Piece]) -> list[Runs]:
    """The paragraphs of a stream, none of them empty."""
    found: list[list[Piece]] = [[]]
    for piece in stream:
        if piece is Break.PARAGRAPH:
            found.append([])
        else:
            found[-1].append(piece)
    return [joined for paragraph in found if (joined := _joined(paragraph))]


def one_line(stream: Iterable[Piece]) -> Runs:
    """All of a stream in one line, as headings and titles stand."""
    return _joined([Break.LINE if isinstance(piece, Break) else piece for piece in stream])


def plain(runs: Iterable[Run]) -> str:
    """The text of runs."""
    return "".join(run.text for run in runs)


def merged(runs: Iterable[Run]) -> Runs:
    """The same text with neighbours of one kind in one run and nothing empty."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and not last.figure and not run.figure and last.mark is run.mark is not Mark.PENDING:
            found[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def trimmed(runs: Runs) -> Runs:
    """Runs without white space at either end of their words."""
    if runs and not runs[0].figure:
        runs = (replace(runs[0], text=runs[0].text.lstrip()), *runs[1:])
    if runs and not runs[-1].figure:
        runs = (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip()))
    return runs


def _joined(paragraph: list[Piece]) -> Runs:
    runs: list[Run] = []
    broken = False
    for piece in paragraph:
        if isinstance(piece, Break):
            broken = True
            continue
        if broken and runs and _needs_space(runs[-1].text, piece.text):
            runs.append(Run(" "))
        runs.append(piece)
        broken = False
    return merged(trimmed(merged(runs)))


def _needs_space(before: str, after: str) -> bool:
    """Chinese lines join as they are; two ASCII words or numbers must not run together."""
    return bool(_ASCII_WORD.match(before[-1:]) and _ASCII_WORD.match(after[:1]))
