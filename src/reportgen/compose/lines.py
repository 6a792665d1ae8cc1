"""Paragraphs out of wrapped lines: a line break inside a paragraph joins, a blank line parts."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby

from reportgen import patterns
from reportgen.finding import Span
from reportgen.prose import Prose
from reportgen.report import Mark, Run, Source, cut
from reportgen.value import replace


class Break(Enum):
    """A line end as typed, and a blank line as typed."""

    LINE = "line"
    PARAGRAPH = "paragraph"


Piece = Run | Break
Runs = tuple[Run, ...]

_LINE_END = patterns.compile(r"[^\S\n]*(\n\s*)")
_ASCII_WORD = patterns.compile(r"[A-Za-z0-9]")


def pieces(prose: Prose) -> Iterator[Piece]:
    """Literal text as runs and breaks, without the white space around a line end."""
    position = 0
    for match in _LINE_END.finditer(prose.text):
        if match.start() > position:
            yield words(prose.cut(position, match.start()))
        yield Break.PARAGRAPH if match[1].count("\n") > 1 else Break.LINE
        position = match.end()
    if len(prose.text) > position:
        yield words(prose.cut(position, len(prose.text)))


def words(prose: Prose) -> Run:
    """Literal text without a line end as a run."""
    length = len(prose.text)
    if prose.is_whole:
        return Run(prose.text, sources=(Source(length, prose.span(0, length)),))
    places = zip(prose.starts, (*prose.starts[1:], length), prose.offsets, strict=True)
    sources = [Source(end - start, Span(prose.source, at, at + end - start)) for start, end, at in places]
    return Run(prose.text, sources=tuple(sources))


def _sources(run: Run) -> tuple[Source, ...]:
    return run.sources or (Source(len(run.text)),)


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


def whole_line(prose: Prose) -> Runs:
    """Literal text without a line end as a line."""
    line = trimmed((words(prose),))
    return line if line[0].text else ()


def plain(runs: Sequence[Run]) -> str:
    """The text of runs."""
    return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


def merged(runs: Iterable[Run]) -> Runs:
    """The same text with neighbours of one kind in one run and nothing empty."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and not last.figure and not run.figure and last.mark is run.mark is not Mark.PENDING:
            sources = (*_sources(last), *_sources(run)) if run.text else last.sources
            found[-1] = replace(last, text=last.text + run.text, sources=sources)
        elif run.text:
            found.append(run)
    return tuple(found)


def over_lines(runs: Sequence[Run], lines: Sequence[str]) -> tuple[Runs, ...]:
    """The runs of each line that their text was broken into; what stands between lines (spaces, breaks by hand) is left out."""
    if list(lines) == [plain(runs)]:
        return (tuple(runs),)
    letters = [(run, i) for run in runs for i in range(len(run.text))]
    at, found = 0, []
    for line in lines:
        own = []
        for character in line:
            while letters[at][0].text[letters[at][1]] != character:
                at += 1
            own.append(letters[at])
            at += 1
        found.append(tuple(_gathered(own)))
    return tuple(found)


def _gathered(letters: Iterable[tuple[Run, int]]) -> Iterator[Run]:
    """Letters of runs as runs."""
    for _, group in groupby(
        enumerate(letters), lambda numbered: (id(numbered[1][0]), numbered[1][1] - numbered[0])
    ):
        own = [letter for _, letter in group]
        (run, start), (_, last) = own[0], own[-1]
        yield cut(run, start, last + 1)


def trimmed(runs: Runs) -> Runs:
    """Runs without white space at either end of their words."""
    if runs and not runs[0].figure and runs[0].text[:1].isspace():
        first = runs[0]
        runs = (cut(first, len(first.text) - len(first.text.lstrip()), len(first.text)), *runs[1:])
    if runs and not runs[-1].figure and runs[-1].text[-1:].isspace():
        runs = (*runs[:-1], cut(runs[-1], 0, len(runs[-1].text.rstrip())))
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
    return tuple([run for run in trimmed(merged(runs)) if run.text])


def _needs_space(before: str, after: str) -> bool:
    """Chinese lines join as they are; two ASCII words or numbers must not run together."""
    return bool(_ASCII_WORD.match(before[-1:]) and _ASCII_WORD.match(after[:1]))
