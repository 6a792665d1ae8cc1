"""主送机关：居左顶格，回行时仍顶格，最后一个机关名称后标全角冒号。

核对：缩进、对齐、末尾冒号；版面上各行的左端。没有主送机关的材料不适用。
"""

from reportgen.conform.lengths import said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "主送机关"
STRENGTH = Strength.REQUIRED
REQUIRED = "顶格，末尾全角冒号"


def check(sheet: Sheet) -> Measurements:
    recipient = sheet.elements.recipient
    if recipient is None:
        return
    faults = []
    indented = recipient.indent("left") or recipient.first_line or recipient.text[0].isspace()
    if indented or recipient.align not in ("left", "both"):
        faults.append(unmet("没有顶格", recipient.line))
    if not recipient.words.endswith("："):
        faults.append(unmet(f"末尾为“{recipient.words[-1]}”", recipient.line))
    yield from faults_or(faults, met(f"顶格，“{recipient.words[-6:]}”", recipient.line))
    lines = sheet.lines(recipient)
    if lines:
        off = max(abs(line.left - sheet.left_edge(recipient)) for line in lines)
        yield judged(off <= 1, f"左端{said(lines[0].left)}", recipient.line, f"第{lines[0].page}面")
