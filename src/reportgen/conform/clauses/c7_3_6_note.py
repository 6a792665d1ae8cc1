"""附注：居左空二字加圆括号编排在成文日期下一行。

核对：圆括号（全角）、缩进、与成文日期是否相邻；版面上的左端。
"""

import re
from decimal import Decimal

from reportgen.conform.lengths import BODY_SIZE, em, said
from reportgen.conform.sheet import Sheet, blank_said
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "附注"
STRENGTH = Strength.REQUIRED
REQUIRED = "成文日期下一行，左空二字，加圆括号"


def check(sheet: Sheet) -> Measurements:
    note, date = sheet.elements.note, sheet.elements.date
    if note is None or date is None:
        return
    start, gap = note.indent("left") + note.first_indent, sheet.blank_lines(date, note)
    faults = []
    if not re.fullmatch(r"（.*）", note.words):
        faults.append(unmet("没有加全角圆括号", note.line))
    if abs(start - 2) > Decimal("0.2") or note.align not in ("left", "both"):
        faults.append(unmet(f"左空{start:.1f}字", note.line))
    if abs(gap) > Decimal("0.3"):
        faults.append(unmet(f"与成文日期{blank_said(gap)}", note.line))
    yield from faults_or(faults, met("左空2字，加圆括号", note.line))
    line = sheet.first_line(note)
    if line:
        off = abs(line.left - sheet.left_edge(note) - 2 * em(BODY_SIZE))
        yield judged(off <= Decimal("0.6"), f"左端{said(line.left)}", note.line, f"第{line.page}面")
