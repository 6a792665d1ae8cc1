"""文字的颜色：如无特殊说明，公文中文字的颜色均为黑色。

核对：除发文机关标志外，正文、表格和页码每一处文字的颜色；“自动”即黑色。
"""

from reportgen.conform.docx import Paragraph
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "文字颜色"
STRENGTH = Strength.REQUIRED
REQUIRED = "黑色（发文机关标志除外）"

_BLACK = frozenset({"AUTO", "000000"})


def check(sheet: Sheet) -> Measurements:
    red = {p.line for p in sheet.elements.head.mark}
    body = [p for p in sheet.word.paragraphs if p.line not in red]
    footers = [p for s in sheet.word.sections for own in s.footers.values() for p in own]
    faults = [*_coloured(body), *(unmet(f.measured, place="页脚") for f in _coloured(footers))]
    yield from faults_or(faults, met("黑色"))


def _coloured(paragraphs: list[Paragraph]) -> Measurements:
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if run.text.strip() and run.color not in _BLACK:
                yield unmet(f"“{run.text.strip()[:8]}”为 {run.color}", paragraph.line)
                break
