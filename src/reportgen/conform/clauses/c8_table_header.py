"""跨页表格重复表头：标准没有规定，习惯在每一面重复表头，便于查阅。

核对：20 行以上的表格，以及版面上排在两面以上的表格，首行是否设为“重复标题行”。
"""

from collections import Counter
from collections.abc import Mapping

from reportgen.conform.clauses.c8_table_width import data_tables
from reportgen.conform.docx import TableFrame
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, absent, faults_or, met, unmet

ELEMENT = "跨页表格的表头"
STRENGTH = Strength.CUSTOM
REQUIRED = "跨页时重复表头"

_LONG = 20


def check(sheet: Sheet) -> Measurements:
    tables = data_tables(sheet)
    over = _pages(sheet)
    long = [t for t in tables if t.rows > _LONG or len(over.get(t.number, ())) > 1]
    if long:
        wrong = (unmet(_said(t, over)) for t in long if not t.repeats_header)
        yield from faults_or(wrong, met(f"{len(long)}张长表均重复表头"))
    elif tables:
        yield absent("没有跨页的表格")


def _said(table: TableFrame, over: Mapping[int, set[int]]) -> str:
    pages = sorted(over.get(table.number, ()))
    where = f"排在第{'、'.join(map(str, pages))}面" if len(pages) > 1 else f"有{table.rows}行"
    return f"表{table.number + 1}{where}，没有重复表头"


def _pages(sheet: Sheet) -> Mapping[int, set[int]]:
    """The pages each table is printed on, told by the cells whose words stand in no other; none where nothing was rendered."""
    cells = [(p.cell.table, p) for p in sheet.word.paragraphs if p.cell and p.words]
    alike = Counter(paragraph.words for _, paragraph in cells)
    found: dict[int, set[int]] = {}
    for table, paragraph in cells:
        if alike[paragraph.words] == 1:
            found.setdefault(table, set()).update(line.page for line in sheet.lines(paragraph))
    return found
