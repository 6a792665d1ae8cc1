"""表格宽度：标准没有规定竖排表格的宽度，习惯不超出版心。

核对：版记以外各表格的宽度。
"""

from decimal import Decimal

from reportgen.conform.docx import TableFrame
from reportgen.conform.lengths import mm, said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "表格的宽度"
STRENGTH = Strength.CUSTOM
REQUIRED = "不超出版心"


def check(sheet: Sheet) -> Measurements:
    own = [(table, room) for table in data_tables(sheet) if (room := _room(sheet, table)) is not None]
    if own:
        wrong = (
            unmet(f"宽{said(mm(table.width))}，版心宽{said(room)}", place=f"表{table.number + 1}")
            for table, room in own
            if mm(table.width) > room + 1
        )
        widest = max(mm(table.width) for table, _ in own)
        yield from faults_or(wrong, met(f"{len(own)}张表，最宽{said(widest)}"))


def data_tables(sheet: Sheet) -> list[TableFrame]:
    """The tables of figures: not 版记, not a frame for the head, more than one row."""
    imprint = sheet.elements.imprint
    frame = imprint.frame.number if imprint and imprint.frame else -1
    return [table for table in sheet.word.tables if table.number != frame and table.rows > 2]


def _room(sheet: Sheet, table: TableFrame) -> Decimal | None:
    """The width of the text where a table stands; None for one without a paragraph."""
    first = next((p for p in sheet.word.paragraphs if p.cell and p.cell.table == table.number), None)
    return sheet.section(first).text_width if first else None
