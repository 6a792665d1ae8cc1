"""附件：应当另面编排。

核对：“附件”所在段落之前有无分页、分节或“段前分页”；版面上“附件”二字是否在一面的首行。
"""

from reportgen.conform.sheet import LINE, Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "附件另面"
STRENGTH = Strength.REQUIRED
REQUIRED = "另面编排，“附件”在第一行"


def check(sheet: Sheet) -> Measurements:
    labels = [a.label for a in sheet.elements.attachments]
    if not labels:
        return
    wrong = (unmet(f"{p.words}之前没有分页", p.line) for p in labels if not p.starts_page)
    yield from faults_or(wrong, met(f"{len(labels)}个附件均另面", labels[0].line))
    for label in labels:
        line = sheet.first_line(label)
        if line and not sheet.pages[line.page - 1].is_landscape:
            row = (line.baseline - sheet.section(label).margin("top")) / LINE
            yield judged(row < 1, f"{label.words}在第{int(row) + 1}行", label.line, f"第{line.page}面")
