"""The report as it reads on paper (GB/T 9704-2012), every printed figure marked with its number and how well it is guarded."""

from collections.abc import Iterable, Iterator
from itertools import count

from reportgen.coverage import Grade
from reportgen.publish.page.markup import MarkupText, element, words
from reportgen.relation import Verdict
from reportgen.report import Attachment, Block, Heading, Letterhead, Mark, Report, Run, Table
from reportgen.trace import Account, Origin, Trace

_CLASSES = {Grade.EQUALITY: "sum", Grade.COUNT: "sum", Grade.BOUND: "bound", Grade.NONE: "bare", None: "said"}


def paper(report: Report, trace: Trace) -> MarkupText:
    """The sheets: the report, then each attachment."""
    return _Paper(trace).sheets(report)


def kind_of(account: Account) -> str:
    """How a figure is marked: fails, pending, bare (nothing guards it), bound, sum (guarded by equality), said (words)."""
    if any(guard.verdict is Verdict.FAILS for guard in account.guards):
        return "fails"
    return "pending" if account.origin is Origin.PENDING else _CLASSES[account.grade]


class _Paper:
    """Lays out a report; figures are numbered in the order they are met, as in the trace."""

    def __init__(self, trace: Trace) -> None:
        self._trace, self._numbers = trace, count(0)

    def sheets(self, report: Report) -> MarkupText:
        body = [*self._head(report), *self._blocks(report.blocks), *_foot(report)]
        sheets = [_sheet(body, "附件0")]
        sheets += [_sheet(self._attachment(a), a.label, wide=a.landscape) for a in report.attachments]
        return "".join(sheets)

    def _head(self, report: Report) -> Iterator[MarkupText]:
        if report.letterhead:
            yield _letterhead(report.letterhead)
        yield element("h1", "<br>".join(words(line) for line in report.title_lines))
        if report.author:
            yield element("p", words(f"（{report.author}）"), class_="author")
        if report.letterhead and report.letterhead.recipient:
            yield element("p", words(report.letterhead.recipient), class_="recipient")

    def _attachment(self, attachment: Attachment) -> Iterator[MarkupText]:
        yield element("p", words(attachment.label), class_="label")
        yield element("h1", "<br>".join(words(line) for line in attachment.title_lines))
        if attachment.author:
            yield element("p", words(f"（{attachment.author}）"), class_="author")
        yield from self._blocks(attachment.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[MarkupText]:
        for block in blocks:
            match block:
                case Table():
                    yield from self._table(block)
                case Heading():
                    yield element(f"h{block.level + 1}", self._runs(block.runs, block.level))
                case _:
                    yield element("p", self._runs(block.runs, block.level))

    def _table(self, table: Table) -> Iterator[MarkupText]:
        if table.caption:
            yield element("p", words(table.caption), class_="caption")
        if table.unit:
            yield element("p", words(f"单位：{table.unit}"), class_="unit")
        columns = "".join(f'<col style="width:{column.width / 10:.1f}%">' for column in table.columns)
        heads = "".join(element("th", words(column.title)) for column in table.columns)
        lines = []
        for row in table.rows:
            cells = "".join(
                element("td", self._runs(cell.runs), class_="number" if cell.column.numeric else None)
                for cell in row.cells
            )
            lines.append(element("tr", cells, class_="total" if row.total else None))
        body = element("thead", element("tr", heads)) + element("tbody", "".join(lines))
        yield element("div", element("table", columns + body), class_="table")

    def _runs(self, runs: Iterable[Run], level: int = 0) -> MarkupText:
        return "".join(self._run(run, level) for run in runs)

    def _run(self, run: Run, level: int) -> MarkupText:
        if run.figure or run.total:
            return self._figure(run)
        if run.mark is Mark.PENDING:
            return element("mark", words(run.text))
        return (
            element("b", words(run.text), class_=f"lead{level}") if run.mark is Mark.LEAD else words(run.text)
        )

    def _figure(self, run: Run) -> MarkupText:
        printed = self._trace.printed[next(self._numbers)]
        account = self._trace.account(printed)
        number = str(printed.number)
        return element(
            "span",
            words(run.text),
            class_=f"f {kind_of(account)}",
            id=f"f{number}",
            data_f=number,
            role="button",
            tabindex="0",
        )


def _sheet(inner: Iterable[MarkupText], label: str, *, wide: bool = False) -> MarkupText:
    return element("section", "".join(inner), class_="sheet wide" if wide else "sheet", aria_label=label)


def _letterhead(head: Letterhead) -> MarkupText:
    above = "".join(element("p", words(text)) for text in (head.serial, head.secrecy, head.urgency) if text)
    signers = f"签发人：{'　'.join(head.signers)}" if head.signers else ""
    line = element("span", words(head.number)) + (element("span", words(signers)) if signers else "")
    number = element("p", line, class_="number both" if signers else "number")
    return element(
        "header", above + element("p", words(head.mark), class_="mark") + number, class_="letterhead"
    )


def _foot(report: Report) -> Iterator[MarkupText]:
    """附件说明, 署名, 成文日期, 附注 and 版记."""
    lines = report.enclosures if report.letterhead else ()
    for number, line in enumerate(lines):
        yield element(
            "p",
            words(f"附件：{line}" if number == 0 else line),
            class_="enclosure" if number else "enclosure first",
        )
    head = report.letterhead
    if head:
        yield element("p", words(head.signature), class_="signature")
        yield element("p", words(head.date), class_="signature")
        if head.note:
            yield element("p", words(head.note))
        copies = element("p", words(f"抄送：{head.copies}")) if head.copies else ""
        printer = element("span", words(head.printer)) + element("span", words(f"{head.print_date}印发"))
        yield element(
            "footer",
            copies + (element("p", printer, class_="both") if head.printer else ""),
            class_="imprint",
        )
