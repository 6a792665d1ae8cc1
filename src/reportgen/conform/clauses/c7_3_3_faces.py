"""结构层次：一般第一层用黑体字、第二层用楷体字、第三层和第四层用仿宋体字标注，均为 3 号。

核对：单独成行的标题整行的字体字号；与正文接排的标题，只看标题这一句。
"""

from reportgen.conform.elements import Heading
from reportgen.conform.faces import wrong_faces, wrong_size
from reportgen.conform.lengths import BODY_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, listed, met, unmet

ELEMENT = "各层标题的字体字号"
STRENGTH = Strength.USUAL
REQUIRED = "一、黑体（一）楷体 1.（1）仿宋，3号"

FACES = ("黑体", "楷体", "仿宋", "仿宋")


def check(sheet: Sheet) -> Measurements:
    headings = sheet.elements.headings
    if headings:
        used = "、".join(f"第{level}层{FACES[level - 1]}" for level in sorted({h.level for h in headings}))
        yield from faults_or((f for h in headings for f in _faults(h)), met(used))


def _faults(heading: Heading) -> Measurements:
    wrong = [*wrong_faces(heading.paragraph, FACES[heading.level - 1], runs=heading.runs)]
    wrong += wrong_size(heading.paragraph, BODY_SIZE, heading.runs)
    if wrong:
        yield unmet(f"“{heading.mark}”{listed(wrong[:2])}", heading.paragraph.line)
