"""The report as it reads on paper (GB/T 9704-2012), every printed figure marked with its number and how well it is guarded."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from reportgen.coverage import Grade
from reportgen.publish.markup import MarkupText, element, words
from reportgen.relation import Verdict
from reportgen.report import TO_FILL_IN, Attachment, Block, Heading, Letterhead, Mark, Report, Run, Table
from reportgen.trace import Account, Origin, Piece, Trace, Unit, parted

_CLASSES = {Grade.EQUALITY: "sum", Grade.COUNT: "sum", Grade.BOUND: "bound", Grade.NONE: "bare", None: "said"}


def paper(report: Report, trace: Trace, names: Iterable[str]) -> MarkupText:
    """The sheets: the report, then each attachment; `names` are the registered names, which may hold digits."""
    return _Paper(trace, tuple(names)).sheets(report)


def kind_of(account: Account) -> str:
    """How a figure is marked: fails, pending, bare (nothing guards it), bound, sum (guarded by equality), said (words), typed."""
    if Verdict.FAILS in [guard.verdict for guard in account.guards]:
        return "fails"
    if account.origin is Origin.TYPED and account.grade is None:
        return "typed"
    return "pending" if account.origin is Origin.PENDING else _CLASSES[account.grade]


class _Paper:
    """Lays out a report; figures are numbered in the order they are met, which is that of `trace.units`."""

    def __init__(self, trace: Trace, names: tuple[str, ...]) -> None:
        self._trace, self._names, self._numbers = trace, names, count(0)

    def sheets(self, report: Report) -> MarkupText:
        body = [*self._head(report), *self._blocks(report.blocks), *self._foot(report)]
        sheets = [(body, "附件0", False)]
        sheets += [([*self._attachment(a)], a.label, a.landscape) for a in report.attachments]
        if report.letterhead:
            sheets[-1][0].append(self._imprint(report.letterhead))
        return "".join(_sheet(inner, label, wide=wide) for inner, label, wide in sheets)

    def _head(self, report: Report) -> Iterator[MarkupText]:
        if report.letterhead:
            yield _letterhead(report.letterhead)
        yield self._title(report.title_lines, report.title_runs)
        yield from self._author(report.author)
        if report.letterhead and report.letterhead.recipient:
            yield element("p", self._text(report.letterhead.recipient), class_="recipient")

    def _title(self, lines: Sequence[str], said: Sequence[tuple[Run, ...]]) -> MarkupText:
        return element("h1", "<br>".join(map(self._runs, said) if said else map(self._text, lines)))

    def _author(self, author: str) -> Iterator[MarkupText]:
        if author:
            yield element("p", self._text(f"（{author}）"), class_="author")

    def _foot(self, report: Report) -> Iterator[MarkupText]:
        """附件说明, 署名, 成文日期 and 附注."""
        lines = [self._runs(runs) for runs in report.enclosure_runs] or list(
            map(self._text, report.enclosures)
        )
        for place, line in enumerate(lines):
            number, dot, name = line.partition(".") if len(lines) > 1 else ("", "", line)
            labels = filter(None, ("" if place else "附件：", number + dot))
            before = "".join(element("span", label, class_="whole") for label in labels)
            yield element(
                "p", before + element("span", name), class_="enclosure" if place else "enclosure first"
            )
        if (head := report.letterhead) is None:
            return
        for issuer in head.issuers:
            yield element("p", self._text(issuer), class_="signature")
        yield element("p", _waiting(head.date), class_="signature")
        if head.note:
            yield element("p", self._text(head.note))

    def _imprint(self, head: Letterhead) -> MarkupText:
        """版记, on the last sheet (7.4.1)."""
        copies = element("p", self._text(f"抄送：{head.copies}")) if head.copies else ""
        return element("footer", copies + _printer(head), class_="imprint")

    def _attachment(self, attachment: Attachment) -> Iterator[MarkupText]:
        yield element("p", words(attachment.label), class_="label")
        yield self._title(attachment.title_lines, attachment.title_runs)
        yield from self._author(attachment.author)
        yield from self._blocks(attachment.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[MarkupText]:
        for block in blocks:
            match block:
                case Table():
                    yield from self._table(block)
                case Heading():
                    yield element(f"h{block.level + 1}", self._runs(block.runs, block.level))
                case _:
                    note = "note" if block.note else None
                    yield element("p", self._runs(block.runs, block.level), class_=note)

    def _table(self, table: Table) -> Iterator[MarkupText]:
        if table.caption:
            caption = self._runs(table.caption_runs) or self._text(table.caption)
            yield element("p", caption, class_="caption")
        if table.unit:
            yield element("p", words(f"单位：{table.unit}"), class_="unit")
        columns = "".join(f'<col style="width:{column.width / 10:.1f}%">' for column in table.columns)
        titles = (self._runs(c.title_runs, is_cell=True) or self._text(c.title) for c in table.columns)
        heads = "".join(element("th", title) for title in titles)
        lines = []
        for row in table.rows:
            cells = "".join(
                element(
                    "td",
                    self._runs(cell.runs, is_cell=True),
                    class_="number" if cell.column.numeric else "ordinal" if cell.column.ordinal else None,
                )
                for cell in row.cells
            )
            lines.append(element("tr", cells, class_="total" if row.total else None))
        body = element("thead", element("tr", heads)) + element("tbody", "".join(lines))
        printed = element("table", columns + body, style=f"--columns:{len(table.columns)}")
        yield element("div", printed, class_="table", tabindex="0")

    def _text(self, text: str) -> MarkupText:
        return self._runs((Run(text),))

    def _runs(self, runs: tuple[Run, ...], level: int = 0, *, is_cell: bool = False) -> MarkupText:
        pieces = parted(Unit(runs, 0, is_cell), self._names)
        return "".join(self._run(piece, level) for piece in pieces)

    def _run(self, piece: Piece, level: int) -> MarkupText:
        run = piece.run
        if run.figure or run.total or piece.typed:
            return self._figure(run)
        if run.mark is Mark.PENDING:
            return element("mark", words(run.text))
        return (
            element("b", words(run.text), class_=f"lead{level}") if run.mark is Mark.LEAD else words(run.text)
        )

    def _figure(self, run: Run) -> MarkupText:
        printed = self._trace.printed[next(self._numbers)]
        kind, number = kind_of(self._trace.account(printed)), printed.number
        leads = f'class="f {kind}" id="f{number}" data-f="{number}" role="button" tabindex="0"'
        return f"<span {leads}>{words(run.text)}</span>"


def _sheet(inner: Iterable[MarkupText], label: str, *, wide: bool) -> MarkupText:
    return element("section", "".join(inner), class_="sheet wide" if wide else "sheet", aria_label=label)


def _letterhead(head: Letterhead) -> MarkupText:
    above = "".join(element("p", words(text)) for text in (head.serial, head.secrecy, head.urgency) if text)
    signers = "　".join(element("span", _waiting(name), class_="whole") for name in head.signers)
    line = element("span", _waiting(head.number), class_="whole")
    line += element("span", words("签发人：") + signers) if signers else ""
    number = element("p", line, class_="number both" if signers else "number")
    return element("header", above + _mark(head) + number, class_="letterhead")


def _mark(head: Letterhead) -> MarkupText:
    """发文机关标志; several issuers stand above one another, 文件 beside them (7.2.4)."""
    if len(head.issuers) < 2:
        return element("p", words(head.mark), class_="mark", style=f"--letters:{len(head.mark)}")
    names = "".join(element("span", words(issuer)) for issuer in head.issuers)
    letters = max(map(len, head.issuers)) + 3
    sides = element("span", names, class_="names") + element("span", words("文件"))
    return element("p", sides, class_="mark joint", style=f"--letters:{letters}")


def _printer(head: Letterhead) -> MarkupText:
    if not head.printer:
        return ""
    said = element("span", words(head.printer)) + element("span", _waiting(f"{head.print_date}印发"))
    return element("p", said, class_="both")


def _waiting(text: str) -> MarkupText:
    """A text of the letterhead, marked where something in it is still to come."""
    before, begin, rest = text.partition(TO_FILL_IN)
    name, end, after = rest.partition("】")
    return words(before) + element("mark", words(begin + name + end)) + words(after) if begin else words(text)
