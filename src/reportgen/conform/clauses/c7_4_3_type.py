"""印发机关和印发日期：一般用 4 号仿宋体字。

核对：字体字号。
"""

from collections.abc import Iterator

from reportgen.conform.faces import wrong_type
from reportgen.conform.lengths import SMALL_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conform.verdict import Measured, Strength, faults_or, met

ELEMENT = "印发机关和日期的字体字号"
STRENGTH = Strength.USUAL
REQUIRED = "4号仿宋"


def check(sheet: Sheet) -> Iterator[Measured]:
    imprint = sheet.elements.imprint
    printer = imprint.printer if imprint else None
    if printer:
        yield from faults_or(wrong_type(printer, "仿宋", SMALL_SIZE), lambda: met("4号仿宋", printer.line))
