"""跨页表格重复表头：标准没有规定，习惯在每一面重复表头，便于查阅。

核对：20 行以上的表格，首行是否设为“重复标题行”。
"""

from collections.abc import Iterator

from reportgen.conform.clauses.c8_table_width import data_tables
from reportgen.conform.sheet import Sheet
from reportgen.conform.verdict import Measured, Strength, faults_or, met, unmet

CODE = "G800"
CLAUSE = "8"
ELEMENT = "跨页表格的表头"
STRENGTH = Strength.CUSTOM
REQUIRED = "跨页时重复表头"

_LONG = 20


def check(sheet: Sheet) -> Iterator[Measured]:
    long = [t for t in data_tables(sheet) if t.rows > _LONG]
    if long:
        wrong = (unmet(f"表{t.number + 1}有{t.rows}行，没有重复表头") for t in long if not t.repeats_header)
        yield from faults_or(wrong, lambda: met(f"{len(long)}张长表均重复表头"))
