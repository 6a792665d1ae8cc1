"""标题：分一行或多行居中排布。

核对：对齐方式和缩进；版面上各行中线与版心中线相差不超过 1 mm，各行不超出版心。
"""

from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "标题的居中"
STRENGTH = Strength.REQUIRED
REQUIRED = "居中"


def check(sheet: Sheet) -> Measurements:
    title = sheet.elements.title
    if title:
        yield from centred(sheet, title)


def centred(sheet: Sheet, title: tuple[Paragraph, ...]) -> Measurements:
    """Whether the lines of a title stand in the middle."""
    wrong = (unmet("没有居中", p.line) for p in title if not p.is_centred)
    yield from faults_or(wrong, met(f"居中，{len(title)}行", title[0].line))
    offs = [(abs(line.centre - sheet.middle(p)), line) for p in title for line in sheet.lines(p)]
    if offs:
        off, line = max(offs, key=lambda pair: pair[0])
        yield judged(off <= 1, f"中线偏{said(off)}，{len(offs)}行", title[0].line, f"第{line.page}面")
