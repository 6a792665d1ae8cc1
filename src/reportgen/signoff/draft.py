"""A draft as submitted: every line of the document, every figure on it, and where each was written.

It is filed with the package, so that whatever comes back can be told apart from it, and traced, without the content it was made of.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from reportgen.content import path_of
from reportgen.files import digest
from reportgen.publish import Edition
from reportgen.report import Block, Report, Run, Table, block_runs
from reportgen.trace import Account, Origin, Trace
from reportgen.value import Value

_MARK = 8
"""Characters of a digest that tell drafts apart."""


class Part(Value, frozen=True, array_like=True):
    """The next `length` characters of a line: the figure of a key, or words written at `place`; neither for what the program adds."""

    length: int
    figure: str = ""
    place: str = ""


class Line(Value, frozen=True):
    """A paragraph or table cell. The parts cover its text; none for what stands outside the narrative (title, heads, 版记)."""

    text: str
    parts: tuple[Part, ...] = ()

    @property
    def ranges(self) -> list[range]:
        """The characters that each of the parts covers."""
        ends = list(accumulate(part.length for part in self.parts))
        return list(map(range, [0, *ends], ends))

    def stretches(self) -> Iterator[tuple[str, Part]]:
        """The text cut at its parts."""
        if not self.parts:
            yield self.text, Part(len(self.text))
        for covered, part in zip(self.ranges, self.parts, strict=True):
            yield self.text[covered.start : covered.stop], part


class Figure(Value, frozen=True, omit_defaults=True):
    """A figure the draft rests on: its path, its text, where it was written, and the keys it was computed from by its formula.

    `grade` is how well it is guarded, empty for what is no figure; `spots` are the places it is printed at.
    """

    name: str = ""
    text: str = ""
    place: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()
    grade: str = ""
    source: str = ""
    spots: tuple[str, ...] = ()


class Accepted(Value, frozen=True):
    """A waiver as whoever signs sees it; `found` is what it accepts, empty when there was nothing."""

    code: str
    at: str
    found: str
    reason: str
    by: str

    @property
    def in_words(self) -> str:
        """What is accepted, why and by whom."""
        return f"“{self.found or '没有对应的问题'}”，理由：{self.reason}，批准人：{self.by}"


class Draft(Value, frozen=True):
    """A report at the moment it was submitted; `report` is its id, 2025/ningxian. `figures` are by key, all that it rests on and all
    that these are checked against."""

    report: str
    name: str
    lines: tuple[Line, ...]
    figures: Mapping[str, Figure]
    accepted: tuple[Accepted, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)

    @property
    def mark(self) -> str:
        """The number its copies bear (稿号): the same for the same words, and for no others."""
        return digest("\n".join(self.texts).encode())[:_MARK].upper()

    def signed(self) -> frozenset[str]:
        """The keys of what is signed: its own figures, those of others that it prints, and whatever these rest on. A county does not
        sign for its neighbours, though one sum of the city's guards them all."""
        own = (key for key in self.figures if key.startswith(f"{self.report}#"))
        printed = (part.figure for line in self.lines for part in line.parts if part.figure)
        return self.roots(*own, *printed)

    def roots(self, *keys: str) -> frozenset[str]:
        """The keys figures rest on, themselves included."""
        reached: set[str] = set()
        waiting = list(keys)
        while waiting:
            if (key := waiting.pop()) not in reached:
                reached.add(key)
                waiting += self.figures[key].inputs if key in self.figures else ()
        return frozenset(reached)


def drafted(edition: Edition, body: Sequence[str]) -> Draft:
    """The draft of an edition whose document says these lines (`Words.body`)."""
    report = edition.report
    lines = tuple(_lines(edition, body, _totals(edition.trace)))
    accounts = edition.trace.accounts.items()
    figures = {
        key: _figure(edition, account)
        for key, account in accounts
        if account.origin is not Origin.TYPED  # what is typed is part of its sentence
    }
    accepted = (
        Accepted(waiver.code, waiver.at, finding.message if finding else "", waiver.reason, waiver.by)
        for waiver, finding in edition.checked.waived
    )
    return Draft(f"{report.year}/{report.slug}", report.name, lines, figures, tuple(accepted))


def _totals(trace: Trace) -> Iterator[str]:
    """The keys of the figures of total rows, which no cell holds, in the order printed."""
    return (one.key for one in trace.printed if path_of(one.key).startswith("合计"))


def _figure(edition: Edition, account: Account) -> Figure:
    spots = tuple(str(one.spot) for one in edition.trace.printings(account.key) if one.spot)
    place = edition.place(account.span) if account.span and account.span.text.content else ""
    return Figure(
        account.path,
        account.text,
        place,
        account.formula,
        account.inputs,
        account.grade.value if account.grade else "",
        account.source,
        spots,
    )


def _lines(edition: Edition, body: Sequence[str], totals: Iterator[str]) -> Iterator[Line]:
    for text, runs in lined(edition.report, body):
        yield Line(text, tuple(_parts(edition, runs, totals)))


def lined(report: Report, body: Sequence[str]) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """The lines of a document, those the narrative made with their runs; every paragraph of the report is found once, in order."""
    at = 0
    for runs in _printed(report):
        text = "".join(run.text for run in runs)
        found = next((i for i in range(at, len(body)) if body[i] == text), None)
        if found is not None:
            yield from ((other, ()) for other in body[at:found])
            yield text, runs
            at = found + 1
    yield from ((other, ()) for other in body[at:])


def _printed(report: Report) -> Iterator[tuple[Run, ...]]:
    yield from report.title_runs
    yield from _blocks(report.blocks)
    for attachment in report.attachments:
        yield from attachment.title_runs
        yield from _blocks(attachment.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[tuple[Run, ...]]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (block.caption_runs,) if block.caption_runs else ()
            cells = (cell for row in block.rows for cell in row.cells)
            yield from (cell.runs for cell in cells if any(run.text for run in cell.runs))
        else:
            yield tuple(block_runs(block))


def _parts(edition: Edition, runs: Iterable[Run], totals: Iterator[str]) -> Iterator[Part]:
    for run in runs:
        if run.figure or run.total:
            yield Part(len(run.text), run.figure or next(totals, ""))
            continue
        if not run.sources:
            yield Part(len(run.text))
        for source in run.sources:
            yield Part(source.length, place=edition.place(source.span))
