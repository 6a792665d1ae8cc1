"""A composed report as plain lines, one paragraph a line, the way a person reads it."""

from collections.abc import Iterable, Iterator

from reportgen.report import Block, Letterhead, Report, Row, Run, Table


def text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def row(cells: Row) -> str:
    return " | ".join(text(cell.runs) for cell in cells.cells)


def block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table():
                yield from filter(None, (block.caption, block.unit and f"单位：{block.unit}"))
                yield " | ".join(column.title for column in block.columns)
                yield from map(row, block.rows)
            case _:
                yield text(block.runs)


def report_lines(report: Report) -> Iterator[str]:
    """Everything a template prints, in the order of the page."""
    head = report.letterhead
    if head:
        yield from (head.mark, f"{head.number}　签发人：{'、'.join(head.signers)}")
    yield from report.title_lines
    yield from filter(None, (report.author,))
    if head:
        yield head.recipient
    yield from block_lines(report.blocks)
    yield from (line if n else f"附件：{line}" for n, line in enumerate(report.enclosures))
    if head:
        yield from _foot(head)
    for attachment in report.attachments:
        yield from ("", attachment.label, *attachment.title_lines)
        yield from filter(None, (attachment.author,))
        yield from block_lines(attachment.blocks)


def _foot(head: Letterhead) -> Iterator[str]:
    yield from filter(None, (head.signature, head.date, head.note, head.copies))
    yield f"{head.printer}　{head.print_date}印发"
