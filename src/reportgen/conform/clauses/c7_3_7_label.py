"""附件：“附件”二字及附件顺序号用 3 号黑体字顶格编排在版心左上角第一行；其后没有冒号。

核对：写法（附件、附件1）、字体字号、缩进；版面上的左端。
"""

import re
from decimal import Decimal

from reportgen.conform.docx import Paragraph
from reportgen.conform.elements import Attachment
from reportgen.conform.faces import wrong_type
from reportgen.conform.lengths import BODY_SIZE, said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "“附件”二字及顺序号"
STRENGTH = Strength.REQUIRED
REQUIRED = "附件1，3号黑体，顶格，无冒号"


def check(sheet: Sheet) -> Measurements:
    attachments = sheet.elements.attachments
    if not attachments:
        return
    faults = (fault for n, a in enumerate(attachments, 1) for fault in _faults(a, n, len(attachments)))
    said_labels = "、".join(a.label.words for a in attachments)
    yield from faults_or(faults, met(said_labels, attachments[0].label.line))
    for attachment in attachments:
        yield from _on_page(sheet, attachment.label)


def _faults(attachment: Attachment, number: int, count: int) -> Measurements:
    label = attachment.label
    expected = {f"附件{number}"} | ({"附件"} if count == 1 else set())
    if label.words not in expected:
        mark = re.search(r"[:：.．、]$", label.words)
        yield unmet(f"“{label.words}”{'后有标点' if mark else f'应为“附件{number}”'}", label.line)
    if label.align not in ("left", "both") or abs(label.indent("left") + label.first_line) > Decimal("0.1"):
        yield unmet(f"{label.words}没有顶格", label.line)
    yield from wrong_type(label, "黑体", BODY_SIZE, latin=False)


def _on_page(sheet: Sheet, label: Paragraph) -> Measurements:
    line = sheet.first_line(label)
    if line and not sheet.pages[line.page - 1].is_landscape:
        off = abs(line.left - sheet.left_edge(label))
        yield judged(off <= 1, f"{label.words}左端{said(line.left)}", label.line, f"第{line.page}面")
